"""How a scanner may be set up: nothing that would cut a barcode in two, and nothing that takes typing for a scan."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispensary.domain.scanners import (
    ScannerDetail,
    ScannerSetup,
    ScannerUnfit,
    differences,
    mark_words,
    read_mark,
    scanner_unfit,
)
from dispensary.wording.refused import refusal_words

MAKERS = ScannerSetup()


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"port": "COM3"},
        {"port": "/dev/ttyACM0", "speed": 115200},
        {"port": "USB:0C2E:0b6a"},
        {"prefix": b"\x02", "suffix": b"\x03"},
        {"suffix": b"\r\n"},
        {"suffix": b""},
        {"prefix": b"\x02", "suffix": b""},
        {"longest_gap_ms": 100, "shortest": 4},
    ],
)
def test_what_scanners_are_set_up_to(change):
    assert scanner_unfit(replace(MAKERS, **change)) is None


@pytest.mark.parametrize(
    ("change", "detail"),
    [
        ({"port": "usb:0c2e"}, ScannerDetail.PORT),
        ({"port": "COM3\n"}, ScannerDetail.PORT),
        ({"port": " COM3"}, ScannerDetail.PORT),
        ({"port": "x" * 201}, ScannerDetail.PORT),
        ({"speed": 9601}, ScannerDetail.SPEED),
        ({"prefix": b"A"}, ScannerDetail.PREFIX),
        ({"prefix": b"\x1d"}, ScannerDetail.PREFIX),
        ({"prefix": b"\x02\x02\x02\x02\x02"}, ScannerDetail.PREFIX),
        ({"prefix": b"\r"}, ScannerDetail.PREFIX),
        ({"prefix": b"\x02\r"}, ScannerDetail.PREFIX),
        ({"suffix": b"0"}, ScannerDetail.SUFFIX),
        ({"suffix": b"\x00"}, ScannerDetail.SUFFIX),
        ({"suffix": b"\x1d"}, ScannerDetail.SUFFIX),
        ({"longest_gap_ms": 9}, ScannerDetail.GAP),
        ({"longest_gap_ms": 101}, ScannerDetail.GAP),
        ({"shortest": 3}, ScannerDetail.SHORTEST),
        ({"shortest": 21}, ScannerDetail.SHORTEST),
    ],
)
def test_what_cannot_stand_is_refused_in_a_sentence(change, detail):
    refused = scanner_unfit(replace(MAKERS, **change))
    assert refused == ScannerUnfit(detail)
    assert refusal_words(refused).endswith(".")


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("", b""),
        ("STX", b"\x02"),
        ("cr lf", b"\r\n"),
        ("CRLF", b"\r\n"),
        ("CR+LF", b"\r\n"),
        ("0D, 0A", b"\r\n"),
        ("0x0d \\x0A", b"\r\n"),
        ("tab", b"\t"),
        ("HT", b"\t"),
        ("7F", b"\x7f"),
        ("ending", None),
        ("123", None),
    ],
)
def test_what_is_typed_for_an_ending(typed, read):
    assert read_mark(typed) == read


@given(st.binary(max_size=4))
def test_an_ending_is_shown_as_it_is_read_again(mark):
    assert read_mark(mark_words(mark)) == mark


def test_what_was_changed_is_told_with_how_it_was():
    assert differences(MAKERS, replace(MAKERS, port="COM3", suffix=b"\t")) == {
        "port": ("", "COM3"),
        "suffix": ("CR", "TAB"),
    }
    assert differences(MAKERS, MAKERS) == {}
