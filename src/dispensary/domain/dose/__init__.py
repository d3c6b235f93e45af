"""Dose language: directions in words to numbers, one reading or none. Pure; the codes come in as data."""
