"""The tables of domain.clinical.controlled."""

from dispensary.adapters.knowledge.table import Record, Table, listed, number, reviewed
from dispensary.domain.clinical.controlled import CdKind, CdRule
from dispensary.domain.clinical.findings import Tier


def _rule(record: Record) -> CdRule:
    return CdRule(
        row=reviewed(record),
        kind=CdKind(record["kind"]),
        schedules=frozenset(int(each) for each in listed(record["schedules"])),
        tier=Tier(record["tier"]),
        text=record["text"],
        action=record["action"],
        limit=number(record["limit"]),
    )


TABLES: tuple[Table, ...] = (Table("controlled_drugs.csv", CdRule, _rule),)
