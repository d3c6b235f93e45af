"""Generated from ui/ by `make forms`. Do not edit."""
