"""The tables of domain.clinical.identity."""

from decimal import Decimal

from dispensary.adapters.knowledge.table import Record, Table, listed, reviewed
from dispensary.domain.clinical.findings import Tier
from dispensary.domain.clinical.identity import BrandRule, LookAlike, StrengthRule
from dispensary.domain.clinical.medicines import Reach


def _look_alike(record: Record) -> LookAlike:
    return LookAlike(
        row=reviewed(record),
        name=record["name"],
        other=record["other"],
        word=record["word"],
        other_word=record["other_word"],
        tall=record["tall"],
        other_tall=record["other_tall"],
        tier=Tier(record["tier"]),
        action=record["action"],
    )


def _strength(record: Record) -> StrengthRule:
    return StrengthRule(
        row=reviewed(record),
        sets=frozenset(listed(record["sets"])),
        not_for=frozenset(listed(record["not_for"])),
        times=Decimal(record["times"]),
        tier=Tier(record["tier"]),
        text=record["text"],
        action=record["action"],
    )


def _brand(record: Record) -> BrandRule:
    return BrandRule(
        row=reviewed(record),
        sets=frozenset(listed(record["sets"])),
        reach=Reach(record["reach"]),
        forms=listed(record["forms"]),
        only_if=listed(record["only_if"]),
        tier=Tier(record["tier"]),
        text=record["text"],
        action=record["action"],
    )


TABLES: tuple[Table, ...] = (
    Table("look_alikes.csv", LookAlike, _look_alike),
    Table("strength_changes.csv", StrengthRule, _strength),
    Table("brands.csv", BrandRule, _brand),
)
