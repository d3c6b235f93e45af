"""The tables of domain.clinical.identity."""

from dispensary.adapters.knowledge.table import Table

TABLES: tuple[Table, ...] = ()
