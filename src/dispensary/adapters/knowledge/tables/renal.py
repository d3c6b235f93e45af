"""The tables of domain.clinical.renal."""

from dispensary.adapters.knowledge.table import Table

TABLES: tuple[Table, ...] = ()
