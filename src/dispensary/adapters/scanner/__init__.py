"""Serial barcode scanners: raw bytes in, whole scans out."""
