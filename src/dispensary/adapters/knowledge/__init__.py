"""Loads data that a pharmacist reviews (clinical facts, dose codes, label geometry) into domain values."""
