"""The tables of domain.clinical.pregnancy."""

from dispensary.adapters.knowledge.table import Table

TABLES: tuple[Table, ...] = ()
