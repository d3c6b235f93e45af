"""The words and rules of the trade: pure values and pure functions.

Nothing here reads a clock, a file, a socket or a database; time, ids and randomness come in as arguments."""
