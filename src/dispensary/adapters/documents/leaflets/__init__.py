"""Leaflets on paper (reportlab) and as a page for a screen reader: both from the same parts, so with the same words."""
