"""The tables of domain.clinical.legal."""

from dispensary.adapters.knowledge.table import Record, Table, listed, number, reviewed
from dispensary.domain.clinical.emergency import Allowance, EmergencyRule
from dispensary.domain.clinical.findings import Tier
from dispensary.domain.clinical.legal import LegalKind, LegalRule
from dispensary.domain.clinical.medicines import Reach


def _legal(record: Record) -> LegalRule:
    return LegalRule(
        row=reviewed(record),
        kind=LegalKind(record["kind"]),
        tier=Tier(record["tier"]),
        text=record["text"],
        action=record["action"],
        codes=frozenset(listed(record["codes"])),
    )


def _emergency(record: Record) -> EmergencyRule:
    return EmergencyRule(
        row=reviewed(record),
        allowance=Allowance(record["allowance"]),
        schedules=frozenset(int(each) for each in listed(record["schedules"])),
        tier=Tier(record["tier"]),
        text=record["text"],
        action=record["action"],
        days=number(record["days"]),
        categories=frozenset(listed(record["categories"])),
        conditions=listed(record["conditions"]),
        sets=frozenset(listed(record["sets"])),
        forms=listed(record["forms"]),
        reach=Reach(record["reach"]) if record["reach"] else None,
        unit=record["unit"] or None,
    )


TABLES: tuple[Table, ...] = (
    Table("legal.csv", LegalRule, _legal),
    Table("emergency.csv", EmergencyRule, _emergency),
)
