"""The table of domain.clinical.pregnancy."""

from dispensary.adapters.knowledge.table import Record, Table, reviewed, whole
from dispensary.adapters.knowledge.which import read_which
from dispensary.domain.clinical.findings import Tier
from dispensary.domain.clinical.pregnancy import Holds, PregnancyRule, Who


def _rule(record: Record) -> PregnancyRule:
    return PregnancyRule(
        row=reviewed(record),
        which=read_which(record),
        who=Who(record["who"]),
        tier=Tier(record["tier"]),
        text=record["text"],
        action=record["action"],
        holds=Holds(record["holds"]),
        days=whole(record["days"]),
        from_week=whole(record["from_week"]),
        under_week=whole(record["under_week"]),
        unknown_week=record["unknown_week"] == "yes",
        about=record["about"],
    )


TABLES: tuple[Table, ...] = (Table("pregnancy.csv", PregnancyRule, _rule),)
