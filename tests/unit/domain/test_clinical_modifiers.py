"""What a rule asks of the case besides its two medicines: started now, an age, a result that is recent enough."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispensary.adapters.knowledge.clinical import ClinicalKnowledge
from dispensary.domain.clinical.case import CheckCase, CheckItem, HistoryItem
from dispensary.domain.clinical.clauses import Measured, Started, read_clauses
from dispensary.domain.clinical.engine import check
from dispensary.domain.clinical.findings import Cause, Check, CheckResult, Tier
from dispensary.domain.patient import ClinicalFacts, TestResult

TODAY = date(2026, 11, 22)
KNOWLEDGE = ClinicalKnowledge().clinical()
ASKED = ClinicalFacts(age_years=60, no_known_allergies=True, conditions=())
CICLOSPORIN, DIGOXIN = CheckItem("ciclosporin", ingredient="ciclosporin"), HistoryItem("digoxin", ingredient="digoxin")


def run(*history: HistoryItem, item: CheckItem = CICLOSPORIN, results: tuple[TestResult, ...] = ()) -> CheckResult:
    return check(CheckCase(TODAY, replace(ASKED, results=results), (item,), history), KNOWLEDGE)


def level(value: str, days_ago: int | None = 3, test: str = "Digoxin level") -> TestResult:
    dated = None if days_ago is None else TODAY - timedelta(days=days_ago)
    return TestResult(test, Decimal(value), None, dated)


def test_starting_ciclosporin_with_a_digoxin_level_that_is_not_low_stops() -> None:
    assert run(DIGOXIN, results=(level("2.3"),)).tier is Tier.STOP
    assert run(DIGOXIN, results=(level("0.9", None, "digoxin"),)).tier is Tier.STOP


@pytest.mark.parametrize(
    "results", [(level("0.89"),), (level("2.3", 31),), (level("2.3", -1),), (level("2.3", 3, "lithium"),)]
)
def test_a_level_that_is_low_or_old_or_of_something_else_does_not(results: tuple[TestResult, ...]) -> None:
    assert run(DIGOXIN, results=results).tier is Tier.REASON


def test_the_latest_level_decides() -> None:
    assert run(DIGOXIN, results=(level("2.3", 20), level("0.7", 2))).tier is Tier.REASON
    assert run(DIGOXIN, results=(level("0.7", 20), level("2.3", 2))).tier is Tier.STOP


def test_a_level_that_nobody_recorded_is_said_not_guessed() -> None:
    missed = [each for each in run(DIGOXIN).not_checked if each.check is Check.INTERACTION]
    assert [each.cause for each in missed] == [Cause.UNKNOWN_FACT]
    assert "digoxin" in missed[0].why


def test_going_on_with_ciclosporin_is_not_starting_it() -> None:
    going_on = HistoryItem("ciclosporin", ingredient="ciclosporin")
    assert run(DIGOXIN, going_on, results=(level("2.3"),)).tier is Tier.REASON


def test_starting_digoxin_beside_ciclosporin_is_another_matter() -> None:
    digoxin = CheckItem("digoxin", ingredient="digoxin")
    result = run(HistoryItem("ciclosporin", ingredient="ciclosporin"), item=digoxin, results=(level("2.3"),))
    assert result.tier is Tier.REASON


def test_a_dose_rule_whose_dose_is_not_read_is_a_line_and_is_said_to_be_unread() -> None:
    result = run(
        HistoryItem("simvastatin", ingredient="simvastatin"), item=CheckItem("amlodipine", ingredient="amlodipine")
    )
    (finding,) = [each for each in result.findings if each.check is Check.INTERACTION]
    assert finding.tier is Tier.INFORM
    assert "20 mg a day, and the dose is not read" in finding.message
    assert [each.cause for each in result.not_checked if each.check is Check.INTERACTION] == [Cause.UNREAD_DOSE]


def test_clauses_are_read_as_they_are_written() -> None:
    assert read_clauses("") == ()
    assert read_clauses("a new; digoxin >= 0.9 within 30 days") == (
        Started(True), Measured("digoxin", ">=", Decimal("0.9"), 30),
    )  # fmt: skip


@given(st.text(alphabet="ab new<>=0.9dys;", min_size=1, max_size=20))
def test_what_is_no_clause_is_refused(text: str) -> None:
    try:
        read = read_clauses(text)
    except ValueError:
        return
    assert len(read) == len([part for part in text.split(";") if part.strip()])
