"""The tables of domain.clinical.controlled."""

from dispensary.adapters.knowledge.table import Table

TABLES: tuple[Table, ...] = ()
