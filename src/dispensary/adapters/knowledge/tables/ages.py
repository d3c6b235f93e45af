"""The tables of domain.clinical.ages."""

from dispensary.adapters.knowledge.table import Table

TABLES: tuple[Table, ...] = ()
