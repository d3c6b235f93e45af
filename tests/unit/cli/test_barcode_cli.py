"""The public JSON of `dispensary barcode`."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.fakes.fake_dictionary import gtin_of

from dispensary.cli.barcode import answer

KEYS = {"ok", "symbology", "gtin", "packaging_level", "expiry", "batch", "serial", "elements", "complete", "warnings"}
GTIN = gtin_of(501234500017)


def test_a_whole_pack():
    result = answer({"data": f"]d201{GTIN}1730122810L47279\u001d21KM249EAZ57S5", "today": "2026-11-21"})
    assert result == {
        "ok": True,
        "symbology": "gs1-datamatrix",
        "gtin": GTIN.value,
        "packaging_level": 0,
        "expiry": "2030-12-28",
        "batch": "L47279",
        "serial": "KM249EAZ57S5",
        "elements": [
            {"ai": "01", "value": GTIN.value},
            {"ai": "17", "value": "301228"},
            {"ai": "10", "value": "L47279"},
            {"ai": "21", "value": "KM249EAZ57S5"},
        ],
        "complete": True,
        "warnings": [],
        "error": None,
        "kind": "pack",
        "number": None,
    }


def test_an_unread_scan_has_nothing_but_its_reason():
    result = answer({"data": "P123456789"})
    assert (result["ok"], result["gtin"], result["packaging_level"], result["complete"]) == (False, None, None, False)
    assert result["error"].startswith("This is not a GS1 barcode")


def test_a_prescription_id_is_no_pack_and_says_so():
    result = answer({"data": "24f5daa830087efe6z"})
    assert (result["ok"], result["kind"], result["number"]) == (False, "prescription", "24F5DA-A83008-7EFE6Z")
    assert "not a pack" in result["error"]


@pytest.mark.parametrize(
    "case", [None, [], "5012345000176", {}, {"data": None}, {"data": 5012345000176}, {"data": "x", "today": "1/2/2026"}]
)
def test_bad_input_is_one_error(case):
    result = answer(case)
    assert list(result) == ["error"]
    assert result["error"]


@given(st.text(max_size=60))
def test_every_scan_is_answered_in_full(data):
    result = answer({"data": data})
    assert KEYS | {"error"} <= result.keys()
    assert result["ok"] == (result["error"] is None)
    assert json.loads(json.dumps(result)) == result
