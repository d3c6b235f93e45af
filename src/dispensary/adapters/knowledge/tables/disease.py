"""The tables of domain.clinical.disease."""

from dispensary.adapters.knowledge.table import Table

TABLES: tuple[Table, ...] = ()
