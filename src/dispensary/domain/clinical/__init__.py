"""The clinical check: a pure function of patient, items, history, knowledge and date. Never a screen, never a file."""
