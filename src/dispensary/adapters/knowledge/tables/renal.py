"""The table of domain.clinical.renal."""

from decimal import Decimal

from dispensary.adapters.knowledge.table import Record, Table, number, reviewed, whole
from dispensary.adapters.knowledge.which import read_which
from dispensary.domain.clinical.findings import Tier
from dispensary.domain.clinical.renal import Measure, RenalRule


def _rule(record: Record) -> RenalRule:
    return RenalRule(
        row=reviewed(record),
        which=read_which(record),
        measure=Measure(record["measure"]),
        least=number(record["least"]),
        under=Decimal(record["under"]),
        tier=Tier(record["tier"]),
        text=record["text"],
        action=record["action"],
        over_mg=number(record["over_mg"]),
        over_days=whole(record["over_days"]),
        up_to_days=whole(record["up_to_days"]),
    )


TABLES: tuple[Table, ...] = (Table("renal.csv", RenalRule, _rule),)
