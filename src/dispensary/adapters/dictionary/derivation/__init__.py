"""What can be read out of a dm+d name when no file gives it. Serves the starter dictionary; always marked derived.

Nothing here guesses: a name that does not fit the grammar one to one leaves its fields unknown.
"""
