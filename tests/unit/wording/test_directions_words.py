"""Directions read back, unread words underlined, and the words of a prescription."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import an_item

from dispensary import bootstrap
from dispensary.domain.dose.reading import DoseReading
from dispensary.domain.messages import NotDispensedReason, ReturnReason
from dispensary.domain.quantity import Quantity
from dispensary.wording.changes import daily_change_words
from dispensary.wording.directions import read_back, unread_spans
from dispensary.wording.prescription import NOT_SUPPLIED, RETURNS, cd_words, endorsement_words, first_name, type_words


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("1om", {"Dose": "1 tablet", "Times": "once a day", "At": "morning"}),
        ("1-2 tds prn max 6/24h", {"Dose": "1 to 2 tablets", "Most in 24 hours": "6", "Only": "when needed"}),
        ("1 bd for 7 days", {"Times": "twice a day", "For": "7 days"}),
        ("1 od after food. Avoid alcohol", {"Dose": "1 tablet", "Kept as written": "after food; avoid alcohol"}),
        ("1 bd for up to 7 days", {"Times": "twice a day", "For": "up to 7 days"}),
        ("2 once a week", {"Dose": "2 tablets", "Times": "once a week"}),
    ],
)
def test_directions_are_read_back_in_numbers(typed: str, said: dict[str, str]) -> None:
    back = dict(read_back(bootstrap.dose_reader()(typed, "tablet"), "tablet"))
    assert said.items() <= back.items()


def test_what_was_not_read_is_never_read_back() -> None:
    assert read_back(DoseReading("reduce as per plan", unparsed=("reduce",)), "tablet") == ()


@given(st.text(max_size=60))
def test_anything_typed_is_read_back_without_an_empty_part(typed: str) -> None:
    for what, words in read_back(bootstrap.dose_reader()(typed, "tablet"), "tablet"):
        assert what
        assert words


@given(st.lists(st.sampled_from(["1om", "frob", "frobnicate", "bd", "nic", "  "]), max_size=6), st.data())
def test_every_underline_lies_on_its_word_and_none_on_another(words: list[str], data: st.DataObject) -> None:
    typed = " ".join(words)
    unread = tuple(data.draw(st.lists(st.sampled_from(["frob", "frobnicate", "nic", "absent"]), max_size=4)))
    spans = unread_spans(typed, unread)
    folded = [typed[start : start + length].casefold() for start, length in spans]
    assert all(word in unread for word in folded)
    ends = [start + length for start, length in spans]
    assert all(end <= start for end, (start, _) in zip(ends, spans[1:], strict=False))


def test_every_reason_a_person_may_pick_has_a_key_or_a_place() -> None:
    assert set(NotDispensedReason) - set(NOT_SUPPLIED) == {NotDispensedReason.OWINGS_NOTE}
    assert set(ReturnReason) - set(RETURNS) == {ReturnReason.VERSION_PROBLEM}
    assert len(set(NOT_SUPPLIED.values())) == len(NOT_SUPPLIED)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("0101", "Doctor, primary care"),
        ("0204", "Nurse, primary care, Wales"),
        ("1008", "Pharmacist, hospital outpatients"),
        ("0607", "Dentist"),
        ("7777", "Type 7777"),
        ("", "Type "),
    ],
)
def test_who_may_have_written_it_is_said_and_an_unknown_code_stays_a_code(code: str, words: str) -> None:
    assert type_words(code) == words


def test_an_endorsement_has_its_meaning_and_an_unknown_one_its_code() -> None:
    assert endorsement_words("SLS") == "Endorsed SLS: Selected List Scheme"
    assert endorsement_words("QQ") == "Endorsed QQ"


@pytest.mark.parametrize(
    ("schedule", "sent", "said"),
    [
        (2, "twenty-eight", "CD: twenty-eight (28 capsules)"),
        (3, None, "CD: no quantity in words sent (28 capsules)"),
        (4, "twenty-eight", ""),
        (None, "twenty-eight", "CD: twenty-eight (28 capsules)"),
        (None, None, ""),
    ],
)
def test_only_schedule_2_and_3_quantities_stand_in_words(schedule: int | None, sent: str | None, said: str) -> None:
    assert cd_words(an_item(cd_quantity_words=sent), schedule) == said


@pytest.mark.parametrize(
    ("name", "first"),
    [("Mrs Beryl Hartnoll", "Beryl"), ("MR DONOTUSE XXTEST", "DONOTUSE"), ("Dr", "Dr"), ("Ŵyn Aldred", "Ŵyn")],
)
def test_people_are_called_by_their_first_name(name: str, first: str) -> None:
    assert first_name(name) == first


def test_a_change_of_dose_is_in_numbers_only_where_they_say_something() -> None:
    assert daily_change_words(Quantity(Decimal("2.5"), "mg"), Quantity(Decimal(5), "mg")) == "2.5mg to 5mg a day"
    assert daily_change_words(Quantity(Decimal("0.857142"), "mg"), Quantity(Decimal(1), "mg")) == ""
