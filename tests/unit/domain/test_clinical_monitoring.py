"""High-risk medicines and their results: seen, overdue, unknown; strengths, weekdays and services."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from tests.clinical_builders import ADULT, ago, knowing, look, missed, only, product, rule_row, tiers, wanted

from dispensary.domain.clinical.case import CheckItem
from dispensary.domain.clinical.findings import Tier
from dispensary.domain.clinical.knowledge import Status
from dispensary.domain.clinical.monitoring import MonitorKind, MonitorRule, check_monitoring
from dispensary.domain.patient import ClinicalFacts, TestResult


def rule(name: str, kind: MonitorKind, sets: str, limit: str | None = None, *tests: str, **more: object) -> MonitorRule:
    status = more.pop("status", Status.CONFIRMED)
    tier = more.pop("tier", Tier.REASON)
    most = Decimal(limit) if limit is not None else None
    return MonitorRule(rule_row(name, status), kind, frozenset({sets}), tests, most, tier, name, "Ask.", **more)


ORAL = frozenset({"oral"})
KNOWLEDGE = knowing(
    [
        rule("an INR", MonitorKind.RESULT, "vka", "84", "inr", "international normalised ratio"),
        rule("ask above", MonitorKind.ABOVE, "vka", "5", "inr"),
        rule("strength", MonitorKind.STRENGTH, "mtx", "2.5", routes=ORAL),
        rule("weekday", MonitorKind.WEEKDAY, "mtx", routes=ORAL),
        rule("service", MonitorKind.SERVICE, "clozapine", status=Status.TO_CONFIRM, tier=Tier.STOP),
    ],
    vka="warfarin", mtx="methotrexate", clozapine="clozapine",
)  # fmt: skip
WARFARIN = wanted(product("Warfarin 3mg tablets", "warfarin 3 mg"), "1 od", "28")


def seen(*results: tuple[str, str, date | None]) -> ClinicalFacts:
    return replace(ADULT, results=tuple(TestResult(test, Decimal(value), None, on) for test, value, on in results))


def found(item: CheckItem, patient: ClinicalFacts = ADULT) -> dict[str, str]:
    return tiers(look(check_monitoring, item, patient=patient, knowledge=KNOWLEDGE))


@pytest.mark.parametrize(
    ("test", "on", "rules"),
    [
        ("INR", ago(84), {}),
        ("INR", ago(85), {"an INR": "reason"}),
        ("INR", None, {}),
        ("INR (point of care)", ago(200), {"an INR": "reason"}),
        ("International Normalised Ratio", ago(200), {"an INR": "reason"}),
        ("inrange", ago(200), {}),
        ("Target INR", ago(200), {}),
        ("Potassium", ago(200), {}),
    ],
)
def test_a_result_that_is_on_record_must_be_recent(test: str, on: date | None, rules: dict[str, str]) -> None:
    assert found(WARFARIN, seen((test, "2.4", on))) == rules


def test_the_newest_result_counts() -> None:
    assert found(WARFARIN, seen(("INR", "2.4", ago(200)), ("INR", "2.6", ago(10)))) == {}
    assert found(WARFARIN, seen(("INR", "2.4", ago(200)), ("INR", "2.6", None))) == {}


def test_no_result_on_record_is_not_checked_and_no_finding() -> None:
    outcome = look(check_monitoring, WARFARIN, knowledge=KNOWLEDGE)
    assert outcome.findings == ()
    assert missed(outcome) == ["an INR is needed, and none is on record here"]
    other = wanted(product("Ramipril 5mg capsules", "ramipril 5 mg"), "1 od", "28")
    assert not look(check_monitoring, other, knowledge=KNOWLEDGE).not_checked


def test_the_message_says_how_old_it_is_and_a_new_result_is_a_new_finding() -> None:
    late = only(look(check_monitoring, WARFARIN, patient=seen(("INR", "2.4", ago(100))), knowledge=KNOWLEDGE))
    assert late.message == (
        "Warfarin 3mg tablets: the last INR on record is 100 days old; an INR is due every 84 days."
    )
    later = only(look(check_monitoring, WARFARIN, patient=seen(("INR", "2.4", ago(99))), knowledge=KNOWLEDGE))
    assert late.hash != later.hash


@pytest.mark.parametrize(
    ("value", "rules"), [("5", {}), ("5.1", {"ask above": "reason"}), ("8", {"ask above": "reason"})]
)
def test_a_result_that_is_too_high(value: str, rules: dict[str, str]) -> None:
    assert found(WARFARIN, seen(("INR", value, ago(3)))) == rules


def methotrexate(mg: str, directions: str = "6 once a week on Monday", **shape: object) -> CheckItem:
    return wanted(product(f"Methotrexate {mg}mg", f"methotrexate {mg} mg", **shape), directions, "24")


def test_one_strength_of_tablets_alone() -> None:
    assert found(methotrexate("2.5")) == {}
    assert found(methotrexate("10", "2 once a week on Monday")) == {"strength": "reason"}
    liquid = product("Methotrexate 2mg/ml", "methotrexate 2 mg in 1 ml", unit="ml")
    assert found(wanted(liquid, "5ml once a week on Monday", "20")) == {}
    assert found(methotrexate("10", unit="syringe", routes=("Subcutaneous",))) == {}
    unknown = product("Methotrexate tablets", "methotrexate 10 unit")
    assert found(wanted(unknown, "1 once a week on Monday", "4")) == {}


def test_the_strength_of_a_bare_ingredient_is_not_known() -> None:
    outcome = look(check_monitoring, CheckItem("Methotrexate", ingredient="methotrexate"), knowledge=KNOWLEDGE)
    assert missed(outcome) == ["the strength is not known; strength"]


def test_a_weekly_medicine_without_its_day_is_said_and_does_not_interrupt() -> None:
    outcome = look(check_monitoring, methotrexate("2.5", "6 once a week"), knowledge=KNOWLEDGE)
    assert (outcome.findings, missed(outcome)) == ((), ["weekday"])
    assert not look(check_monitoring, methotrexate("2.5"), knowledge=KNOWLEDGE).not_checked
    assert not look(check_monitoring, methotrexate("2.5", "wibble"), knowledge=KNOWLEDGE).not_checked


def test_clozapine_is_supplied_within_its_service_alone() -> None:
    clozapine = wanted(product("Clozapine 100mg tablets", "clozapine 100 mg"), "1 on", "28")
    assert found(clozapine) == {"service": "reason"}


def test_the_skin_needs_no_blood_test() -> None:
    gel = product("Warfarin gel", "warfarin 3 mg", unit="gram", routes=("Cutaneous",))
    assert not look(check_monitoring, wanted(gel, "apply od", "30"), knowledge=KNOWLEDGE).not_checked
