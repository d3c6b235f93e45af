"""The table of domain.clinical.allergies."""

from dispensary.adapters.knowledge.table import Record, Table, listed, reviewed
from dispensary.domain.clinical.findings import Tier
from dispensary.domain.clinical.knowledge import AllergyRule


def _allergy(record: Record) -> AllergyRule:
    return AllergyRule(
        row=reviewed(record),
        recorded=frozenset(listed(record["recorded"])),
        prescribed=frozenset(listed(record["prescribed"])),
        severe=Tier(record["severe"]),
        unknown=Tier(record["unknown"]),
        mild=Tier(record["mild"]),
        intolerance=Tier(record["intolerance"]),
        text=record["text"],
        action=record["action"],
    )


TABLES: tuple[Table, ...] = (Table("allergy_classes.csv", AllergyRule, _allergy),)
