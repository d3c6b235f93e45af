"""The tables of domain.clinical.quantity."""

from decimal import Decimal

from dispensary.adapters.knowledge.table import Record, Table, listed, number, reviewed, whole
from dispensary.domain.clinical.case import Supply
from dispensary.domain.clinical.findings import Tier
from dispensary.domain.clinical.quantity import CourseLimit, QuantityKind, QuantityRule


def _rule(record: Record) -> QuantityRule:
    return QuantityRule(
        row=reviewed(record),
        kind=QuantityKind(record["kind"]),
        limit=Decimal(record["limit"]),
        not_for=frozenset(listed(record["not_for"])),
        tier=Tier(record["tier"]),
        action=record["action"],
    )


def _course(record: Record) -> CourseLimit:
    days, mg = number(record["most_days"]), number(record["most_mg"])
    if (days is None) == (mg is None):
        raise ValueError(f"{record['id']} needs the most days or the most mg of a course, one of them")
    return CourseLimit(
        row=reviewed(record),
        sets=frozenset(listed(record["sets"])),
        tier=Tier(record["tier"]),
        text=record["text"],
        action=record["action"],
        most_days=days,
        most_mg=mg,
        over_mg=number(record["over_mg"]),
        from_age=whole(record["from_age"]),
        under_age=whole(record["under_age"]),
        supply=Supply(record["supply"]) if record["supply"] else None,
        counted=record["judged_by"] == "quantity",
    )


TABLES: tuple[Table, ...] = (
    Table("quantity.csv", QuantityRule, _rule),
    Table("courses.csv", CourseLimit, _course),
)
