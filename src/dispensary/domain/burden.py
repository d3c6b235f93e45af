"""The alert burden of the clinical check: how often it interrupted, by rule, and what became of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from dispensary.domain.clinical.findings import Check

_PLACE = Decimal("0.1")


class SortBy(StrEnum):
    """By which column a person reads the rules."""

    SHOWN = "shown"
    OVERRIDDEN = "overridden"
    RATE = "rate"
    RULE = "rule"


@dataclass(frozen=True, slots=True)
class RuleBurden:
    """One rule in one month. shown: how often it interrupted somebody; carried: how often an earlier reason answered
    it; overridden: the supply went on without a change; acted_on: something was changed, asked or told.
    """

    check: Check
    rule: str
    stops: int
    shown: int
    carried: int
    overridden: int
    acted_on: int

    @property
    def rate(self) -> Decimal | None:
        """Overridden of 100 shown; None where it was not shown."""
        return _percent(self.overridden, self.shown)


@dataclass(frozen=True, slots=True)
class Burden:
    """month: its first day. told: findings of any kind about the items; stopped, interrupted: items; kept: items whose
    earlier check counted. uncounted: checks by an earlier version of the program, which wrote no numbers.
    """

    month: date
    checks: int
    items: int
    told: int
    stopped: int
    interrupted: int
    kept: int
    uncounted: int
    whole: bool
    rules: tuple[RuleBurden, ...]

    @property
    def per_hundred(self) -> Decimal | None:
        """Findings for every 100 items."""
        return _percent(self.told, self.items)

    @property
    def stop_share(self) -> Decimal | None:
        return _percent(self.stopped, self.items)

    @property
    def interruptive_share(self) -> Decimal | None:
        return _percent(self.interrupted, self.items)

    def sorted_by(self, column: SortBy) -> tuple[RuleBurden, ...]:
        """The rules, the most first; by their names for RULE."""
        if column is SortBy.RULE:
            return tuple(sorted(self.rules, key=lambda each: (each.check.value, each.rule)))
        size = _SIZES[column]
        return tuple(sorted(self.rules, key=lambda each: (-size(each), each.rule)))


def _percent(count: int, of: int) -> Decimal | None:
    return (Decimal(100 * count) / Decimal(of)).quantize(_PLACE) if of else None


_SIZES: Mapping[SortBy, Callable[[RuleBurden], Decimal]] = {
    SortBy.SHOWN: lambda each: Decimal(each.shown),
    SortBy.OVERRIDDEN: lambda each: Decimal(each.overridden),
    SortBy.RATE: lambda each: each.rate if each.rate is not None else Decimal(-1),
}
