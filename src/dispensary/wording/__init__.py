"""Codes, doses, refusals and findings into plain English sentences: pure, in one place, ready to translate."""
