"""Directions with a code of two meanings ask which is meant, and only then."""

import pytest

from dispensary.adapters.knowledge.dose_codes import load_dose_codes
from dispensary.domain.dose.asking import AskedCode, code_asked
from dispensary.domain.dose.parse import read_dose

CODES = load_dose_codes()


def asked(directions: str, unit: str | None = "tablet") -> AskedCode | None:
    return code_asked(directions, read_dose(directions, unit=unit, codes=CODES), CODES, unit)


@pytest.mark.parametrize(
    ("directions", "unit", "code", "first"),
    [
        ("1 qd", "tablet", "qd", "1 once a day"),
        ("1 QD prn", "tablet", "QD", "1 once a day prn"),
        ("take 1 q.d. with food", "tablet", "q.d.", "take 1 once a day with food"),
        ("1qd", "tablet", "qd", "1 once a day"),
        ("1 drop od", "drop", "od", "1 drop once a day"),
        ("apply td qds", "cream", "td", "apply 3 times a day qds"),
        ("1 qdaily qd", "tablet", "qd", "1 qdaily once a day"),
        ("in 1 puff bd", "puff", "in", "inhale 1 puff bd"),
        ("1 tablet 2wk", "tablet", "2wk", "1 tablet every 2 weeks"),
    ],
)
def test_the_code_is_found_where_it_stands(directions: str, unit: str, code: str, first: str) -> None:
    found = asked(directions, unit)
    assert found is not None
    assert (found.written, found.with_choice(found.choices[0])) == (code, first)


def test_a_word_that_stands_there_already_is_not_said_twice() -> None:
    found = asked("1 tablet bd for 2wk")
    assert found is not None
    assert found.with_choice("for 2 weeks") == "1 tablet bd for 2 weeks"
    assert found.with_choice("twice a week") == "1 tablet bd for twice a week"


def test_one_code_after_the_other_is_asked_about() -> None:
    found = asked("1 qd bb")
    assert found is not None
    assert found.written == "qd"
    after = asked(found.with_choice("4 times a day"))
    assert after is not None
    assert after.written == "bb"


@pytest.mark.parametrize(
    ("directions", "unit"),
    [
        ("1 od", "tablet"),
        ("1 tablet od", None),
        ("1 on", "tablet"),
        ("", "tablet"),
        ("1 foo", "tablet"),
        ("1 tablet in the foo", "tablet"),
        ("in the morning 1 foo", "tablet"),
        ("1 tablet 8 am", "tablet"),
        ("10 u od", "unit"),
        ("1 qd " + "x" * 1000, "tablet"),
    ],
)
def test_nobody_is_asked_where_it_is_read_or_has_no_safe_choice(directions: str, unit: str | None) -> None:
    assert asked(directions, unit) is None


def test_a_code_that_was_read_is_not_the_one_that_is_asked_about() -> None:
    """od for a tablet is once a day: the word that was not read is qd."""
    found = asked("1 od 2 qd")
    assert found is not None
    assert found.written == "qd"
