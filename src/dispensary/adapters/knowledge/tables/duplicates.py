"""The table of domain.clinical.duplicates."""

from dispensary.adapters.knowledge.table import Record, Table, listed, reviewed
from dispensary.domain.clinical.findings import Tier
from dispensary.domain.clinical.knowledge import DuplicateKind, DuplicateRule


def _duplicate(record: Record) -> DuplicateRule:
    return DuplicateRule(
        row=reviewed(record),
        kind=DuplicateKind(record["kind"]),
        applies_to=frozenset(listed(record["applies_to"])),
        tier=Tier(record["tier"]),
        text=record["text"],
        action=record["action"],
        where=record["where"],
    )


TABLES: tuple[Table, ...] = (Table("substance_sets_duplicates.csv", DuplicateRule, _duplicate),)
