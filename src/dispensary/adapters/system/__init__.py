"""The machine's own means: its clock, its random numbers, its keys, its slow hashes."""
