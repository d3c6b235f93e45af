"""The tables of domain.clinical.disease: the conditions in the words of a record, and the rules about them."""

from dispensary.adapters.knowledge.table import Record, Table, listed, number, reviewed
from dispensary.adapters.knowledge.which import read_which
from dispensary.domain.clinical.conditions import ConditionSet, phrases
from dispensary.domain.clinical.disease import DiseaseRule
from dispensary.domain.clinical.findings import Tier


def _conditions(record: Record) -> ConditionSet:
    words, unless = listed(record["words"], ";"), listed(record["unless"], ";")
    if not words:
        raise ValueError(f"{record['id']} names a condition without words")
    return ConditionSet(
        row=reviewed(record),
        name=record["condition"],
        title=record["title"],
        words=phrases(words),
        unless=phrases(unless) if unless else None,
        implied_by=frozenset(listed(record["implied_by"])),
        inhaled=record["implied_where"] == "inhaled",
    )


def _rule(record: Record) -> DiseaseRule:
    return DiseaseRule(
        row=reviewed(record),
        which=read_which(record),
        conditions=frozenset(listed(record["conditions"])),
        tier=Tier(record["tier"]),
        text=record["text"],
        action=record["action"],
        unless_condition=frozenset(listed(record["unless_condition"])),
        unless_with=frozenset(listed(record["unless_with"])),
        only_with=frozenset(listed(record["only_with"])),
        from_mg=number(record["from_mg"]),
    )


TABLES: tuple[Table, ...] = (
    Table("condition_sets.csv", ConditionSet, _conditions),
    Table("diseases.csv", DiseaseRule, _rule),
)
