"""Forms and their wiring. No decisions."""
