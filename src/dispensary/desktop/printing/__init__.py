"""Printing through the system's own queues, with Qt: it implements the printer port, and `bootstrap` hands it out."""
