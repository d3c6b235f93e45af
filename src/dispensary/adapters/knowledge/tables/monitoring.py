"""The tables of domain.clinical.monitoring."""

from dispensary.adapters.knowledge.table import Table

TABLES: tuple[Table, ...] = ()
