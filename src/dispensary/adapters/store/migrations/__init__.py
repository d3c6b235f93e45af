"""The way from every earlier store to this one; one file a step, never changed once released."""
