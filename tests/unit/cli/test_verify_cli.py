"""The public JSON of `dispensary verify`."""

import json

import pytest
from tests.fakes.fake_dictionary import SmallDictionary, small_dictionary

from dispensary.cli.verify import answer

TODAY = "2026-11-21"


@pytest.fixture
def shelf() -> SmallDictionary:
    return small_dictionary()


def scan(shelf: SmallDictionary, name: str, serial: str = "S1") -> str:
    return f"]d201{shelf.gtin(getattr(shelf, name))}1730122810L1\x1d21{serial}"


def test_two_boxes_of_the_prescribed_generic(shelf):
    scans = [scan(shelf, "norland_5_28", "S1"), scan(shelf, "norland_5_28", "S2")]
    case = {"prescribed": {"code": shelf.amlodipine_5.code.value, "quantity": "56"}, "scans": scans, "today": TODAY}
    pack = {
        "gtin": shelf.gtin(shelf.norland_5_28).value,
        "ampp": [shelf.norland_5_28.code.value],
        "expiry": "2030-12-28",
        "batch": "L1",
    }
    assert answer(case, shelf) == {
        "verdict": "pass",
        "rule": "equivalent",
        "reasons": [],
        "supplied": "56",
        "packs": [pack | {"serial": "S1"}, pack | {"serial": "S2"}],
    }


def test_a_look_alike_stops_and_says_what_differs(shelf):
    case = {
        "prescribed": {"code": shelf.amlodipine_5.code.value, "quantity": "28"},
        "scans": [scan(shelf, "norland_10_28")],
        "today": TODAY,
    }
    result = answer(case, shelf)
    assert (result["verdict"], result["rule"]) == ("stop", "near-miss")
    assert result["reasons"] == ["10 mg scanned, 5 mg prescribed."]


def test_what_is_not_given_is_not_guessed(shelf):
    case = {"prescribed": {"code": shelf.amlodipine_5.code.value}, "scans": [scan(shelf, "norland_5_28")]}
    result = answer(case, shelf)
    assert (result["verdict"], result["supplied"]) == ("pass", "28")
    assert result["reasons"] == ["Quantity not checked: the prescribed quantity is not known."]
    assert answer({"prescribed": {"code": "123456"}}, shelf)["verdict"] == "ask"


def test_an_unreadable_and_an_unknown_scan_each_keep_their_place(shelf):
    unknown = shelf.new_gtin().value
    case = {"prescribed": {"code": shelf.amlodipine_5.code.value, "quantity": "28"}, "scans": ["1234567", unknown]}
    result = answer(case | {"today": TODAY, "days": 28}, shelf)
    assert (result["verdict"], result["rule"], result["supplied"]) == ("ask", "unreadable", None)
    assert [pack["gtin"] for pack in result["packs"]] == [None, unknown]
    assert [pack["ampp"] for pack in result["packs"]] == [[], []]


def test_the_unit_is_taken_where_it_is_given(shelf):
    case = {
        "prescribed": {"code": shelf.amlodipine_5.code.value, "quantity": "28", "unit": "ml"},
        "scans": [scan(shelf, "norland_5_28")],
    }
    assert answer(case, shelf)["rule"] == "quantity"


GOOD = {"prescribed": {"code": "123456"}, "scans": []}


@pytest.mark.parametrize(
    "case",
    [
        None,
        [],
        {},
        {"prescribed": "123456"},
        {"prescribed": {}},
        {"prescribed": {"code": 123456}},
        {"prescribed": {"code": " "}},
        {"prescribed": {"code": "123456", "quantity": "many"}},
        {"prescribed": {"code": "123456", "quantity": "-1"}},
        {"prescribed": {"code": "123456", "quantity": True}},
        {"prescribed": {"code": "123456", "quantity": 1.5}},
        {"prescribed": {"code": "123456", "quantity": "1", "unit": 5}},
        GOOD | {"scans": "5012345000176"},
        GOOD | {"scans": [5012345000176]},
        GOOD | {"today": "yesterday"},
        GOOD | {"days": 0},
        GOOD | {"days": True},
    ],
)
def test_bad_input_is_one_error(case, shelf):
    result = answer(case, shelf)
    assert list(result) == ["error"]
    assert json.dumps(result)
