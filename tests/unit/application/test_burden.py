"""The alert burden of a month, read from the journal of real checks."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from tests.builders import AMARA, NIA
from tests.unit.application.test_earlier_checks import AMLODIPINE, RAMIPRIL, SPIRONOLACTONE, STRONGER, Shop

from dispensary.application.clinical_check import approve
from dispensary.application.keep_check import keep_check
from dispensary.application.queries.burden import burden
from dispensary.application.step import Receipt
from dispensary.domain.burden import Burden, RuleBurden, SortBy
from dispensary.domain.clinical.findings import Check
from dispensary.domain.clinical.gate import ReasonCode
from dispensary.domain.journal import Event
from dispensary.domain.prescription import Treatment
from dispensary.wording.burden import SORTED, gaps, headline, month_words, rate_words


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    made = Shop(tmp_path)
    yield made
    made.place.store.close()  # type: ignore[attr-defined]


def test_what_was_overridden_acted_on_and_answered_before_is_counted_by_rule(shop: Shop) -> None:
    shop.accepts(shop.comes(RAMIPRIL, SPIRONOLACTONE), ReasonCode.MONITORED)
    assert isinstance(approve(shop.place, AMARA, shop.comes(RAMIPRIL, SPIRONOLACTONE)), Receipt)
    shop.accepts(shop.comes(RAMIPRIL, STRONGER), ReasonCode.PRESCRIBER_CONFIRMS, "rang the surgery")
    found = burden(shop.place)
    assert (found.checks, found.items, found.month) == (3, 6, date(2026, 11, 1))
    (rule,) = [each for each in found.rules if each.check is Check.INTERACTION]
    assert (rule.shown, rule.overridden, rule.acted_on, rule.carried) == (2, 1, 1, 1)
    assert rule.rate == Decimal("50.0")
    assert found.interrupted == 4
    assert found.interruptive_share == Decimal("66.7")


def test_a_quiet_month_has_no_rules_and_an_empty_one_no_shares(shop: Shop) -> None:
    assert isinstance(approve(shop.place, AMARA, shop.comes(AMLODIPINE)), Receipt)
    now = burden(shop.place)
    assert (now.items, now.interrupted, now.rules) == (1, 0, ())
    before = burden(shop.place, date(2026, 10, 31))
    assert (before.month, before.items, before.per_hundred) == (date(2026, 10, 1), 0, None)


def test_a_check_kept_from_an_earlier_issue_is_counted_apart(shop: Shop) -> None:
    first = shop.comes(RAMIPRIL, treatment=Treatment.ERD, issue=1)
    assert isinstance(approve(shop.place, AMARA, first), Receipt)
    shop.supplies(first)
    shop.a_month_later()
    assert isinstance(keep_check(shop.place, NIA, shop.comes(RAMIPRIL, treatment=Treatment.ERD, issue=2)), Receipt)
    assert [burden(shop.place, day).kept for day in (date(2026, 11, 1), date(2026, 12, 1))] == [0, 1]


def test_checks_of_an_earlier_version_are_said_and_not_guessed(shop: Shop) -> None:
    with shop.place.store.begin() as uow:
        event = Event("clinically-checked", {}, {"tier": "none", "findings": [], "not_checked": [], "decisions": []})
        uow.journal.append(event, actor=AMARA, authority="", at=shop.clock.at)
        uow.commit()
    found = burden(shop.place)
    assert (found.checks, found.items, found.uncounted) == (1, 0, 1)
    assert gaps(found) == "Without 1 check by an earlier version of this program."


def rule(name: str, shown: int, overridden: int) -> RuleBurden:
    return RuleBurden(Check.INTERACTION, name, 0, shown, 0, overridden, shown - overridden)


MONTH = Burden(
    date(2026, 11, 1), 3, 200, 30, 1, 9, 2, 0, True, (rule("IX1", 40, 10), rule("IX2", 8, 8), rule("IX3", 0, 0))
)


@pytest.mark.parametrize(
    ("column", "first"), [(SortBy.SHOWN, "IX1"), (SortBy.OVERRIDDEN, "IX1"), (SortBy.RATE, "IX2"), (SortBy.RULE, "IX1")]
)
def test_the_rules_are_sorted_as_a_person_asks(column: SortBy, first: str) -> None:
    assert MONTH.sorted_by(column)[0].rule == first
    assert SORTED[column]


def test_the_month_in_words() -> None:
    assert month_words(MONTH.month) == "November 2026"
    said = dict(headline(MONTH))
    assert said["Findings for 100 items"] == "15"
    assert said["Items stopped"].startswith("0.5 %")
    assert said["Items interrupted"].startswith("4.5 %")
    assert [rate_words(each) for each in MONTH.rules] == ["10 of 40, 25 %", "8 of 8", "–"]
    assert gaps(MONTH) == ""
