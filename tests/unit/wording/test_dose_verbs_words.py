"""Labels say how a medicine is used as its prescriber wrote it, or as the product is used; never a guess to swallow."""

import pytest

from dispensary.adapters.knowledge.dose_codes import load_dose_codes
from dispensary.domain.dose.parse import read_dose
from dispensary.domain.dose.routes import Route
from dispensary.wording.dose import patient_text
from dispensary.wording.dose_table import dose_table

CODES = load_dose_codes()
PEN = "pre-filled disposable injection"


def said(text: str, unit: str | None, *routes: Route) -> str | None:
    return patient_text(read_dose(text, unit=unit, codes=CODES), unit, frozenset(routes))


def written(text: str, unit: str | None) -> str | None:
    """With no product known."""
    return patient_text(read_dose(text, unit=unit, codes=CODES), unit)


@pytest.mark.parametrize(
    ("text", "unit", "route", "words"),
    [
        ("one daily", "capsule", Route.INHALED, "Inhale 1 capsule once a day."),
        ("take one daily", "capsule", Route.INHALED, "Inhale 1 capsule once a day."),
        ("10ml bd", "ml", Route.OTHER, "Use 10 ml in the morning and 10 ml in the evening."),
        ("1ml od", "ml", Route.TOPICAL, "Apply 1 ml once a day."),
        ("2g qds", "gram", Route.TOPICAL, "Apply 2 g 4 times a day."),
        ("one daily", "sachet", Route.TOPICAL, "Apply 1 sachet once a day."),
        ("100000 units qds", "ml", Route.MOUTH, "Take 100000 units 4 times a day."),
        ("25000 units monthly", "ampoule", Route.MOUTH, "Take 25000 units once a month."),
        ("1 every 3 months", "ampoule", Route.INJECTED, "Inject 1 ampoule every 3 months."),
        ("one daily", "plaster", Route.TOPICAL, "Apply 1 plaster once a day."),
        ("one qds", "nebule", Route.INHALED, "Inhale 1 nebule 4 times a day."),
        ("one daily", "tablet", Route.MOUTH, "Take 1 tablet once a day."),
        ("one daily", "tablet", Route.TONGUE, "Put 1 tablet under your tongue once a day."),
        ("2 sprays prn max 6 in 24 hours", "dose", Route.TONGUE, None),
        ("1 drop once daily", "ml", Route.EYE, "Put 1 drop once a day."),
        ("4 drops once daily", "ml", Route.MOUTH, "Take 4 drops once a day."),
        ("use one daily", "capsule", Route.INHALED, "Use 1 capsule once a day."),
        ("swallow one daily", "tablet", Route.OTHER, "Swallow 1 tablet once a day."),
        ("one at night", "capsule", Route.VAGINA, "Insert 1 capsule at night."),
    ],
)
def test_the_verb_is_that_of_the_product(text: str, unit: str, route: Route, words: str | None) -> None:
    found = said(text, unit, route)
    assert found == words if words is not None else "Put" not in (found or "") and "Take" not in (found or "")


@pytest.mark.parametrize("unit", ["device", "dressing", "strip", "unit dose", "sachet"])
def test_what_is_used_in_nobody_knows_which_way_is_used(unit: str) -> None:
    assert said("one daily", unit) == f"Use 1 {unit} once a day."


def test_several_ways_with_one_verb_are_that_verb_and_others_are_used() -> None:
    assert said("2 drops once daily", "ml", Route.EAR, Route.EYE) == "Put 2 drops once a day."
    assert said("one od", "tablet", Route.MOUTH, Route.VAGINA) == "Use 1 tablet once a day."


def test_take_stands_where_the_medicine_may_be_taken() -> None:
    assert said("take one od", "tablet", Route.MOUTH, Route.VAGINA) == "Take 1 tablet once a day."


@pytest.mark.parametrize(
    ("text", "unit", "words"),
    [
        ("one under the tongue when required max 3 in 24 hours", "tablet",
         "Put 1 tablet under your tongue when needed. Do not use more than 3 in 24 hours."),
        ("take 2 under the tongue daily", "tablet", "Put 2 tablets under your tongue once a day."),
        ("one spray under the tongue daily", "dose", "Use 1 spray under your tongue once a day."),
        ("dissolve one under the tongue daily", "tablet", "Dissolve 1 tablet under your tongue once a day."),
        ("one vaginally at night", "capsule", "Insert 1 capsule into the vagina at night."),
        ("one tablet pv od", "tablet", "Insert 1 tablet into the vagina once a day."),
        ("take one tablet pv od", "tablet", "Insert 1 tablet into the vagina once a day."),
        ("1ml intramuscularly monthly", "ml", "Inject 1 ml into the muscle once a month."),
        ("apply rectally bd", "gram", "Apply into the back passage twice a day."),
        ("4 drops by mouth once daily", "ml", "Take 4 drops once a day."),
        ("give 5ml by mouth od", "ml", "Give 5 ml by mouth once a day."),
        ("apply topically bd", "gram", "Apply twice a day."),
        ("1 drop ocular route once daily", "ml", "Put 1 drop in the eye once a day."),
    ],
)  # fmt: skip
def test_the_written_way_is_on_the_label_and_reads_back(text: str, unit: str, words: str) -> None:
    assert written(text, unit) == words
    assert written(words, unit) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1 drop BE BD", "Put 1 drop in both eyes in the morning and in the evening."),
        ("2 drops mane 1 drop nocte left eye",
         "Put 2 drops in the left eye in the morning and 1 drop in the left eye at night."),
    ],
)  # fmt: skip
def test_every_dose_of_the_day_says_its_place(text: str, words: str) -> None:
    assert written(text, "ml") == words
    assert written(words, "ml") == words


def test_every_step_of_a_course_says_its_way() -> None:
    words = (
        "Insert 1 applicatorful into the vagina at night for 2 weeks. "
        "Then insert 1 applicatorful into the vagina twice a week."
    )
    assert written("one applicatorful pv nocte for 2 weeks then twice weekly", "gram") == words


def test_a_weekly_injection_is_for_no_other_day() -> None:
    words = f"Inject 1 {PEN} once a week, on Friday. Do not use it on any other day."
    assert said("one weekly on Friday", PEN, Route.INJECTED) == words


def test_the_table_of_a_changing_dose_says_the_way_too() -> None:
    reading = read_dose("2 pv nocte for 2 weeks then 1 nocte", unit="tablet", codes=CODES)
    found = dose_table(reading, "tablet", frozenset({Route.VAGINA}))
    assert found is not None
    assert found.opening == "Insert into the vagina at night"
