"""Words against structure: what differs is named, what only one of them states is no difference."""

import pytest

from dispensary.adapters.knowledge.dose_codes import load_dose_codes
from dispensary.domain.dose.agreement import comparable, disagreement
from dispensary.domain.dose.parse import read_dose
from dispensary.domain.dose.reading import DoseReading

CODES = load_dose_codes()


def read(text: str) -> DoseReading:
    return read_dose(text, codes=CODES)


@pytest.mark.parametrize(
    ("words", "structure", "differs"),
    [
        ("Once daily", "5 milligram - 5 times a day", "how often"),
        ("10 mg once weekly", "10 mg 5 times a day for 10 days", "how often"),
        ("One tablet three times daily", "1 capsule three times daily", "form"),
        ("1 tablet bd", "2 tablets bd", "dose"),
        ("1-2 tablets qds", "1 tablet qds", "dose"),
        ("500 micrograms od", "5 mg od", "dose"),
        ("1 tablet od", "2 tablets bd", "dose, how often"),
        ("1 tablet tds for 5 days", "1 tablet tds for 7 days", "course"),
        ("1 tablet tds prn", "1 tablet tds", "when needed"),
        ("1 tablet qds max 4 in 24 hours", "1 tablet qds max 3 in 24 hours", "most in 24 hours"),
        ("6 tablets on Monday", "6 tablets on Friday", "days of the week"),
        ("1 tablet in the morning", "1 tablet at night", "time of day"),
        ("1 drop left eye od", "1 drop right eye od", "place"),
        ("2 od for 3 days then 1 od", "2 od", "dose, steps"),
    ],
)
def test_what_differs_is_named_whichever_comes_first(words: str, structure: str, differs: str) -> None:
    assert disagreement(read(words), read(structure)) == differs
    assert disagreement(read(structure), read(words)) == differs


@pytest.mark.parametrize(
    ("words", "structure"),
    [
        ("1 tablet bd", "1 tablet twice a day"),
        ("1 tablet bd", "1 tablet in the morning and 1 tablet at night"),
        ("1 tablet bd for 7 days", "1 tablet bd"),
        ("4 times a day - Oral", "1 tablet 4 times a day"),
        ("2 tablets od", "10 mg od"),
        ("500 micrograms od", "0.5 mg od"),
        ("1 od", "1 tablet od"),
        ("1 tablet at 8am", "1 tablet in the morning"),
        ("1 tablet weekly", "1 tablet once a week on Monday"),
        ("1 tablet every 24 hours", "1 tablet once a day"),
    ],
)
def test_what_only_one_states_or_both_say_alike_is_no_difference(words: str, structure: str) -> None:
    assert disagreement(read(words), read(structure)) is None


@pytest.mark.parametrize("unread", ["as directed", "one 2 daily", "", "take"])
def test_what_was_not_read_is_not_comparable(unread: str) -> None:
    assert not comparable(read(unread))
    assert comparable(read("1 od"))
    assert disagreement(read(unread), read("1 od")) is None
