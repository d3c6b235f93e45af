"""The tables of domain.clinical.legal."""

from dispensary.adapters.knowledge.table import Table

TABLES: tuple[Table, ...] = ()
