"""What a medicine is for: the person's own words and the record both stand, and where they may differ it is said."""

import pytest
from tests.leaflet_builders import a_leaflet, taken

from dispensary.application.leaflet_content import pages_of
from dispensary.domain.leaflets.leaflet import Kind
from dispensary.domain.leaflets.purpose import Purpose
from dispensary.wording.leaflets import NOT_SURE

NAME = "Ramipril 5mg capsules"
BY_RECORD = "By your record here, it may be for your high blood pressure."


def purpose(said: str, *conditions: str) -> Purpose:
    return taken(conditions=conditions, purposes={NAME: said}).purpose


def ids(found: Purpose) -> tuple[str | None, list[str]]:
    """What our text is taken from, and what the record says beside it."""
    return (found.use.id if found.use is not None else None), [each.id for each in found.maybe]


def test_words_that_nobody_here_recognises_do_not_hide_what_the_record_says() -> None:
    assert ids(purpose("my dodgy ticker", "Hypertension")) == ("high-blood-pressure", ["high-blood-pressure"])
    several = purpose("my dodgy ticker", "Hypertension", "Heart failure")
    assert ids(several) == (None, ["high-blood-pressure", "heart-failure"])


def test_where_both_say_the_same_nothing_is_said_twice_or_doubted() -> None:
    assert ids(purpose("high blood pressure", "Essential hypertension")) == ("high-blood-pressure", [])
    assert ids(purpose("my heart failure", "Hypertension", "Heart failure")) == ("heart-failure", [])


def test_where_they_differ_the_persons_words_choose_the_text_and_the_record_stands_beside_them() -> None:
    assert ids(purpose("my heart failure", "Hypertension")) == ("heart-failure", ["high-blood-pressure"])


def test_where_the_record_names_no_use_there_is_nothing_to_differ_from() -> None:
    assert ids(purpose("my dodgy ticker", "Asthma")) == (None, [])
    assert ids(purpose("my heart failure")) == ("heart-failure", [])


@pytest.mark.parametrize("kind", list(Kind))
def test_every_leaflet_says_both_and_whom_to_ask(kind: Kind) -> None:
    medicine = taken(conditions=("Hypertension",), purposes={NAME: "my dodgy ticker"})
    said = " ".join(pages_of(a_leaflet(medicine), kind).words)
    assert said.index("You told us: “my dodgy ticker”.") < said.index(BY_RECORD) < said.index(NOT_SURE)


def test_two_that_the_record_names_stand_both() -> None:
    medicine = taken(conditions=("Hypertension", "Heart failure"), purposes={NAME: "my dodgy ticker"})
    said = " ".join(pages_of(a_leaflet(medicine), Kind.STANDARD).words)
    assert "it may be for your high blood pressure or for your heart failure." in said


@pytest.mark.parametrize("kind", [Kind.STANDARD, Kind.LARGE_PRINT])
def test_the_list_to_carry_says_both_too(kind: Kind) -> None:
    medicine = taken(conditions=("Hypertension",), purposes={NAME: "my dodgy ticker"})
    said = pages_of(a_leaflet(medicine), kind, listed=True).words
    assert "“my dodgy ticker”. The record: high blood pressure" in said


def test_words_alone_are_said_as_they_always_were() -> None:
    medicine = taken(conditions=(), purposes={NAME: "my dodgy ticker"})
    said = " ".join(pages_of(a_leaflet(medicine), Kind.STANDARD).words)
    assert "You told us: “my dodgy ticker”." in said
    assert "By your record" not in said
