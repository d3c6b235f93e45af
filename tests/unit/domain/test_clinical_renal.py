"""Kidneys: which figure is used, either side of a limit, with dose and course, and what is said where it is missing."""

from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.clinical_people import TODAY, ask, new, reading, row, tier, which, whys

from dispensary.domain.clinical.case import CheckItem
from dispensary.domain.clinical.findings import Cause, Outcome, Tier
from dispensary.domain.clinical.renal import Measure, RenalRule, check_renal
from dispensary.domain.dose.reading import Course, DoseReading, DoseStep
from dispensary.domain.patient import Sex, TestResult

STOP, REASON, INFORM, NONE = Tier.STOP, Tier.REASON, Tier.INFORM, Tier.NONE


def rule(name: str, drug: str, measure: Measure, under: str, degree: Tier, **more: object) -> RenalRule:
    more = {key: Decimal(value) if isinstance(value, str) else value for key, value in more.items()}
    return RenalRule(row(name), which(drug), measure, Decimal(under), degree, "the kidneys matter", "Act.", **more)


RULES = [
    rule("met", "metformin", Measure.EGFR, "30", STOP),
    rule("met-dose", "metformin", Measure.EGFR, "60", REASON, least="45", over_mg="2000"),
    rule("nitro", "nitrofurantoin", Measure.EGFR, "30", STOP),
    rule("nitro-long", "nitrofurantoin", Measure.EGFR, "45", STOP, least="30", over_days=7),
    rule("nitro-short", "nitrofurantoin", Measure.EGFR, "45", REASON, least="30", up_to_days=7),
    rule("apix", "apixaban", Measure.CRCL, "15", STOP),
    rule("mtx", "methotrexate", Measure.ANY, "30", STOP),
    rule("mild", "morphine", Measure.ANY, "30", INFORM),
]
METFORMIN = new("Metformin 500mg tablets", "metformin 500", dose=reading(2))
APIXABAN = new("Apixaban 2.5mg tablets", "apixaban 2.5")
METHOTREXATE = new("Methotrexate 2.5mg tablets", "methotrexate 2.5")


def said(*items: CheckItem, **facts: object) -> Outcome:
    return ask(check_renal, RULES, *items, **facts)


def result(test: str, value: str, days_ago: int | None = 10, unit: str | None = None) -> TestResult:
    return TestResult(test, Decimal(value), unit, TODAY - timedelta(days=days_ago) if days_ago is not None else None)


@pytest.mark.parametrize(("egfr", "expected"), [("29.9", STOP), ("30", NONE), ("95", NONE)])
def test_a_limit_holds_below_and_not_at_its_figure(egfr: str, expected: Tier) -> None:
    assert tier(said(METFORMIN, egfr=Decimal(egfr))) is expected


@given(st.integers(1, 250), st.integers(1, 250))
def test_better_kidneys_never_raise_the_tier_of_a_plain_limit(one: int, other: int) -> None:
    worse, better = sorted((one, other))
    assert tier(said(METHOTREXATE, egfr=Decimal(better))).rank <= tier(said(METHOTREXATE, egfr=Decimal(worse))).rank


@pytest.mark.parametrize(
    ("egfr", "tablets", "expected"),
    [("50", 6, REASON), ("50", 4, NONE), ("44", 6, NONE), ("45", 6, REASON), ("60", 6, NONE)],
)
def test_a_dose_may_be_too_much_within_a_band(egfr: str, tablets: int, expected: Tier) -> None:
    item = new("Metformin 500mg tablets", "metformin 500", dose=reading(tablets))
    assert tier(said(item, egfr=Decimal(egfr))) is expected


def test_a_dose_that_decides_and_is_unread_is_not_checked() -> None:
    outcome = said(new("Metformin 500mg tablets", "metformin 500"), egfr=Decimal(50))
    assert [each.cause for each in outcome.not_checked] == [Cause.UNREAD_DOSE]
    assert "the kidneys limit it to 2000 mg" in whys(outcome)[0]
    assert said(METFORMIN, egfr=Decimal(90)) == Outcome()


def nitrofurantoin(**more: object) -> CheckItem:
    return new("Nitrofurantoin 100mg capsules", "nitrofurantoin 100", **more)


def course(days: int) -> DoseReading:
    step = DoseStep(course=Course(days, days, "day"))
    return DoseReading("1 bd for some days", True, max_24h=Decimal(2), steps=(step,))


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        (nitrofurantoin(days=7), REASON),
        (nitrofurantoin(days=8), STOP),
        (nitrofurantoin(dose=reading(2), quantity=Decimal(14)), REASON),
        (nitrofurantoin(dose=reading(2), quantity=Decimal(16)), STOP),
        (nitrofurantoin(dose=reading(2, unit="capsules"), quantity=Decimal(14), unit="capsule"), REASON),
        (nitrofurantoin(dose=course(5)), REASON),
        (nitrofurantoin(dose=course(9)), STOP),
        (nitrofurantoin(dose=reading(100, unit="mg"), quantity=Decimal(14)), STOP),
        (nitrofurantoin(dose=reading(2)), STOP),
        (nitrofurantoin(dose=reading(2), quantity=Decimal(-1)), STOP),
        (nitrofurantoin(days=0), STOP),
        (nitrofurantoin(), STOP),
    ],
)
def test_a_short_course_is_the_exception_only_where_it_is_known_to_be_short(item: CheckItem, expected: Tier) -> None:
    assert tier(said(item, egfr=Decimal(40))) is expected
    assert tier(said(item, egfr=Decimal(29))) is STOP
    assert tier(said(item, egfr=Decimal(45))) is NONE


def test_the_clearance_is_worked_out_from_age_weight_sex_and_creatinine() -> None:
    facts = {"age_years": 85, "weight_kg": Decimal(45), "results": (result("Creatinine", "190"),)}
    outcome = said(APIXABAN, sex=Sex.FEMALE, **facts)
    assert tier(outcome) is STOP
    assert outcome.findings[0].message.endswith("The creatinine clearance is 13.5 ml/min.")
    assert tier(said(APIXABAN, sex=Sex.MALE, **facts)) is NONE


def test_creatinine_in_the_other_unit_is_converted() -> None:
    facts = {"age_years": 85, "weight_kg": Decimal(45), "sex": Sex.FEMALE}
    assert tier(said(APIXABAN, results=(result("creatinine", "2.15", unit="mg/dL"),), **facts)) is STOP
    for value, unit in (("2.15", None), ("0", "mg/dl")):
        assert "without its unit" in whys(said(APIXABAN, results=(result("creatinine", value, unit=unit),), **facts))[0]


@pytest.mark.parametrize(
    "facts",
    [
        {"age_years": None}, {"age_years": 15}, {"sex": None}, {"weight_kg": None},
        {"weight_date": TODAY - timedelta(days=400)}, {"weight_date": TODAY + timedelta(days=1)},
    ],
)  # fmt: skip
def test_the_clearance_is_not_guessed_without_what_it_needs(facts: dict[str, object]) -> None:
    known = {"age_years": 85, "weight_kg": Decimal(45), "sex": Sex.FEMALE, "results": (result("creatinine", "190"),)}
    outcome = said(APIXABAN, **{**known, **facts})
    assert tier(outcome) is NONE
    assert "cannot be worked out" in whys(outcome)[0]


def test_the_egfr_stands_in_for_a_clearance_but_never_stops() -> None:
    low = said(APIXABAN, egfr=Decimal(12))
    assert tier(low) is REASON
    assert "It stands in for the creatinine clearance" in low.findings[0].message
    assert whys(low) == []
    assert "the eGFR may hide that it is lower" in whys(said(APIXABAN, egfr=Decimal(50)))[0]
    assert said(APIXABAN, egfr=Decimal(12), crcl=Decimal(20)) == Outcome()


def test_either_figure_will_do_where_a_product_names_none() -> None:
    assert tier(said(METHOTREXATE, egfr=Decimal(20))) is STOP
    assert tier(said(METHOTREXATE, crcl=Decimal(20), egfr=Decimal(40))) is STOP
    assert tier(said(METFORMIN, crcl=Decimal(20))) is STOP
    assert tier(said(METHOTREXATE, results=(result("CrCl", "20"),))) is STOP


def test_results_count_and_the_latest_of_them() -> None:
    assert tier(said(METFORMIN, results=(result("eGFR", "25", 5), result("eGFR", "80", 200)))) is STOP
    assert tier(said(METFORMIN, results=(result("eGFR", "80", 5), result("eGFR", "25", 200)))) is NONE
    assert tier(said(METFORMIN, egfr=Decimal(25), egfr_date=TODAY, results=(result("eGFR", "80", 5),))) is STOP
    old = {"egfr": Decimal(25), "egfr_date": TODAY - timedelta(days=300)}
    assert tier(said(METFORMIN, results=(result("eGFR", "80", 5),), **old)) is NONE


def test_a_result_without_a_date_counts_as_current() -> None:
    assert tier(said(METFORMIN, egfr=Decimal(25))) is STOP
    assert tier(said(METFORMIN, results=(result("eGFR", "25", None),))) is STOP


@pytest.mark.parametrize(("days", "expected"), [(366, STOP), (367, NONE)])
def test_a_result_of_more_than_a_year_ago_is_not_used(days: int, expected: Tier) -> None:
    outcome = said(METFORMIN, egfr=Decimal(25), egfr_date=TODAY - timedelta(days=days))
    assert tier(outcome) is expected
    assert any("more than twelve months old" in why for why in whys(outcome)) is (expected is NONE)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({}, "neither an eGFR nor a creatinine clearance is recorded"),
        ({"egfr": Decimal(-5)}, "the eGFR of -5 ml/min cannot be right"),
        ({"egfr": Decimal(900)}, "cannot be right"),
        ({"egfr": Decimal(25), "egfr_date": TODAY + timedelta(days=1)}, "is dated in the future"),
    ],
)
def test_what_is_missing_or_impossible_is_said_once_and_never_stops(facts: dict[str, object], words: str) -> None:
    outcome = said(METFORMIN, METHOTREXATE, new("Amoxicillin 500mg", "amoxicillin 500"), **facts)
    assert tier(outcome) is NONE
    assert {each.items for each in outcome.not_checked} == {(0,), (1,)}
    assert len(set(whys(outcome))) == 1
    assert words in whys(outcome)[0]


def test_an_informing_row_says_nothing_of_missing_kidneys() -> None:
    morphine = new("Morphine 10mg tablets", "morphine 10")
    assert said(morphine) == Outcome()
    assert tier(said(morphine, egfr=Decimal(20))) is INFORM


def test_a_new_result_is_a_new_finding() -> None:
    first, second = (said(METFORMIN, egfr=Decimal(value)).findings[0].hash for value in (25, 24))
    assert first != second
