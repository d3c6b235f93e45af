"""Barcodes: what a scanner sent, read once, by one parser. A scan that cannot be read says why."""
