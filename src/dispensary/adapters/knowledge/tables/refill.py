"""The tables of domain.clinical.refill."""

from dispensary.adapters.knowledge.table import Table

TABLES: tuple[Table, ...] = ()
