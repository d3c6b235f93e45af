"""The tables as each migration knew them."""
