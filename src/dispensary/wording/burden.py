"""The alert burden of a month in words."""

from datetime import date
from decimal import Decimal

from dispensary.domain.burden import Burden, RuleBurden, SortBy
from dispensary.domain.quantity import decimal_text

TITLE = "Alerts of the clinical check"
EMPTY = "No clinical check was approved in this month."
WHAT_COUNTS = (
    "Counted are checks that ended in an approval. Overridden: the supply went on without a change, and nobody was "
    "asked or told. An earlier answer that still counts interrupts nobody."
)
SORTED: dict[SortBy, str] = {
    SortBy.SHOWN: "How often it interrupted",
    SortBy.OVERRIDDEN: "How often it was overridden",
    SortBy.RATE: "Share overridden",
    SortBy.RULE: "Check and rule",
}
_MONTHS = (
    "January February March April May June July August September October November December".split()  # noqa: SIM905
)
_ENOUGH = 20
"""Fewer alerts than that, and a share says little."""


def month_words(month: date) -> str:
    """November 2026."""
    return f"{_MONTHS[month.month - 1]} {month.year}"


def share_words(share: Decimal | None) -> str:
    """3.4 %; a dash where there is nothing to divide by."""
    return f"{decimal_text(share)} %" if share is not None else "–"


def headline(burden: Burden) -> tuple[tuple[str, str], ...]:
    """What stands above the table: each figure by its name."""
    return (
        ("Items checked", str(burden.items)),
        ("Findings for 100 items", decimal_text(burden.per_hundred) if burden.per_hundred is not None else "–"),
        ("Items stopped", f"{share_words(burden.stop_share)} (aim: 1 % at most)"),
        ("Items interrupted", f"{share_words(burden.interruptive_share)} (aim: 5 % at most)"),
        ("Items whose earlier check counted", str(burden.kept)),
    )


def gaps(burden: Burden) -> str:
    """What the figures leave out; "" where that is nothing."""
    said = []
    if burden.uncounted:
        many = "1 check" if burden.uncounted == 1 else f"{burden.uncounted} checks"
        said.append(f"Without {many} by an earlier version of this program.")
    if not burden.whole:
        said.append("There were more checks than are read at once: the oldest of the month are not counted.")
    return " ".join(said)


def rate_words(rule: RuleBurden) -> str:
    """3 of 4; with the share where there are enough to speak of one."""
    if not rule.shown:
        return "–"
    counted = f"{rule.overridden} of {rule.shown}"
    return f"{counted}, {share_words(rule.rate)}" if rule.shown >= _ENOUGH else counted
