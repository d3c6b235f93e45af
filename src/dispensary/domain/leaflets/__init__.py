"""Leaflets: what our own texts say of a medicine, what of it belongs to one person, and that person's day.

Pure: no file, no page size, no words of our own. `wording` makes the sentences, `adapters/documents` the paper.
"""
