"""Batch numbers as they are compared."""


def folded_batch(batch: str | None) -> str | None:
    """Caps Lock changes the letters of a batch, and a person types it with spaces. None where there is none."""
    folded = "".join(batch.split()).upper() if batch else ""
    return folded or None
