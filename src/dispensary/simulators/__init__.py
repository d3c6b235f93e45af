"""Stateful stand-ins for what lies outside the pharmacy (EPS, a label printer, a scanner).

They import nothing of the product but assets: a codec tested against itself proves nothing."""
