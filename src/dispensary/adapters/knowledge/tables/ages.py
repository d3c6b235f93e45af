"""The table of domain.clinical.ages."""

from dispensary.adapters.knowledge.table import Record, Table, listed, number, reviewed, whole
from dispensary.adapters.knowledge.which import read_which
from dispensary.domain.clinical.ages import AgeRule
from dispensary.domain.clinical.findings import Tier
from dispensary.domain.patient import Sex


def _rule(record: Record) -> AgeRule:
    return AgeRule(
        row=reviewed(record),
        which=read_which(record),
        tier=Tier(record["tier"]),
        text=record["text"],
        action=record["action"],
        from_age=whole(record["from_age"]),
        under_age=whole(record["under_age"]),
        sex=Sex(record["sex"]) if record["sex"] else None,
        under_kg=number(record["under_kg"]),
        conditions=frozenset(listed(record["conditions"])),
    )


TABLES: tuple[Table, ...] = (Table("ages.csv", AgeRule, _rule),)
