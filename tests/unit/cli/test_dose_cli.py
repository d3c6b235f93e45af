"""`dispensary dose`: the keys and strings that other programs depend on."""

import json

import pytest

from dispensary.adapters.knowledge.dose_codes import load_dose_codes
from dispensary.cli.dose import answer

CODES = load_dose_codes()


def test_the_answer_of_the_public_interface() -> None:
    found = answer({"text": "1-2 tds prn max 6/24h", "unit": "tablet"}, CODES)
    steps = found.pop("steps")
    assert found == {
        "parsed": True,
        "dose_min": "1",
        "dose_max": "2",
        "unit": "tablet",
        "per_day_min": "0",
        "per_day_max": "3",
        "max_24h": "6",
        "as_needed": True,
        "as_directed": False,
        "sites": None,
        "unparsed": [],
        "missing": [],
        "patient_text": "Take 1 or 2 tablets up to 3 times a day when needed. Do not take more than 6 in 24 hours.",
    }
    assert len(steps) == 1


def test_weekly_numbers_have_six_places() -> None:
    found = answer({"text": "6 tablets weekly", "unit": None}, CODES)
    assert (found["per_day_min"], found["per_day_max"], found["max_24h"]) == ("0.142857", "0.142857", "0.857142")


def test_what_was_not_read_is_null_and_named() -> None:
    found = answer({"text": "take one 2 daily"}, CODES)
    assert (found["parsed"], found["dose_min"], found["max_24h"], found["patient_text"]) == (False, None, None, None)
    assert found["unparsed"] == ["one", "2", "daily"]


def test_as_directed_alone() -> None:
    found = answer({"text": "as directed", "unit": "tablet"}, CODES)
    assert (found["parsed"], found["as_directed"], found["steps"]) == (False, True, [])


def test_sites_and_parts_are_given() -> None:
    assert answer({"text": "1 drop both eyes bd"}, CODES)["sites"] == 2
    parts = answer({"text": "1 mane 2 nocte"}, CODES)["steps"][0]["parts"]
    assert [(part["dose_max"], part["times"]) for part in parts] == [("1", ["morning"]), ("2", ["night"])]


def test_every_answer_is_json() -> None:
    for text in ("1 bd for 7 days then 1 od", "2.5ml 4 hourly prn", "", "1 on Mon Wed Fri"):
        assert json.loads(json.dumps(answer({"text": text}, CODES)))["as_directed"] is False


@pytest.mark.parametrize("case", [{}, {"text": None}, {"text": 5}, {"text": "1 od", "unit": 5}])
def test_a_line_without_directions_cannot_be_read(case: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="text"):
        answer(case, CODES)
