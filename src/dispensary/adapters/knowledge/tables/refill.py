"""The tables of domain.clinical.refill."""

from decimal import Decimal

from dispensary.adapters.knowledge.table import Record, Table, listed, reviewed
from dispensary.domain.clinical.findings import Tier
from dispensary.domain.clinical.medicines import Reach
from dispensary.domain.clinical.refill import RefillKind, RefillRule


def _rule(record: Record) -> RefillRule:
    return RefillRule(
        row=reviewed(record),
        kind=RefillKind(record["kind"]),
        sets=frozenset(listed(record["sets"])),
        limit=Decimal(record["limit"]),
        tier=Tier(record["tier"]),
        text=record["text"],
        action=record["action"],
        schedules=frozenset(int(each) for each in listed(record["schedules"])),
        percent=Decimal(record["percent"] or 0),
        routes=frozenset(listed(record["routes"])),
        reach=Reach(record["reach"]),
        conditions=listed(record["conditions"]),
        beside=frozenset(listed(record["beside"])),
    )


TABLES: tuple[Table, ...] = (Table("refill.csv", RefillRule, _rule),)
