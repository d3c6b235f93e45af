"""The tables of the clinical knowledge, one module for each check, in the order of their files."""

from dispensary.adapters.knowledge.table import Table
from dispensary.adapters.knowledge.tables import (
    ages,
    allergies,
    controlled,
    disease,
    doses,
    duplicates,
    identity,
    interactions,
    legal,
    monitoring,
    pregnancy,
    quantity,
    refill,
    renal,
)

TABLES: tuple[Table, ...] = (
    *interactions.TABLES,
    *allergies.TABLES,
    *duplicates.TABLES,
    *doses.TABLES,
    *ages.TABLES,
    *pregnancy.TABLES,
    *renal.TABLES,
    *disease.TABLES,
    *refill.TABLES,
    *quantity.TABLES,
    *monitoring.TABLES,
    *identity.TABLES,
    *controlled.TABLES,
    *legal.TABLES,
)
