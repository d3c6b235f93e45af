"""The tables of domain.clinical.quantity."""

from dispensary.adapters.knowledge.table import Table

TABLES: tuple[Table, ...] = ()
