"""The table of domain.clinical.interactions."""

from dispensary.adapters.knowledge.table import Record, Table, listed, number, reviewed
from dispensary.domain.clinical.clauses import read_clauses
from dispensary.domain.clinical.findings import Tier
from dispensary.domain.clinical.knowledge import InteractionRule, Where


def _interaction(record: Record) -> InteractionRule:
    return InteractionRule(
        row=reviewed(record),
        a=frozenset(listed(record["a"])),
        b=frozenset(listed(record["b"])),
        tier=Tier(record["tier"]),
        cause=record["cause"],
        text=record["text"],
        action=record["action"],
        a_where=Where(record["a_where"]),
        b_where=Where(record["b_where"]),
        only_with=frozenset(listed(record["only_with"])),
        unless_with=frozenset(listed(record["unless_with"])),
        a_over_mg=number(record["a_over_mg"]),
        only_if=read_clauses(record["only_if"]),
    )


TABLES: tuple[Table, ...] = (Table("interactions.csv", InteractionRule, _interaction),)
