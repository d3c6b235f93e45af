"""The alert burden of a month in words."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from dispensary.domain.burden import Burden, RuleBurden, SortBy
from dispensary.domain.clinical.knowledge import Knowledge
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


def rule_texts(knowledge: Knowledge) -> dict[str, str]:
    """What each rule says, by its id. A rule that only counts or compares says nothing by itself."""
    said = ((rule.row.id, getattr(rule, "text", "")) for rule in knowledge.every_rule)
    return {name: text for name, text in said if text}


def rule_words(rule: str, texts: Mapping[str, str]) -> str:
    """ "IX069: a raised risk of bleeding"; its id alone where it says nothing, or is no longer in the knowledge."""
    return f"{rule}: {texts[rule]}" if rule in texts else f"Rule {rule}"


def rate_words(rule: RuleBurden) -> str:
    """3 of 4; with the share where there are enough to speak of one."""
    if not rule.shown:
        return "–"
    counted = f"{rule.overridden} of {rule.shown}"
    return f"{counted}, {share_words(rule.rate)}" if rule.shown >= _ENOUGH else counted
