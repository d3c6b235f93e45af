"""Printers: where a job goes and what became of it."""
