"""The tables of domain.clinical.monitoring."""

from dispensary.adapters.knowledge.table import Record, Table, listed, number, reviewed
from dispensary.domain.clinical.findings import Tier
from dispensary.domain.clinical.monitoring import MonitorKind, MonitorRule


def _rule(record: Record) -> MonitorRule:
    return MonitorRule(
        row=reviewed(record),
        kind=MonitorKind(record["kind"]),
        sets=frozenset(listed(record["sets"])),
        tests=listed(record["tests"]),
        limit=number(record["limit"]),
        tier=Tier(record["tier"]),
        text=record["text"],
        action=record["action"],
        routes=frozenset(listed(record["routes"])),
    )


TABLES: tuple[Table, ...] = (Table("monitoring.csv", MonitorRule, _rule),)
