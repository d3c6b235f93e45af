"""Amounts are exact, and two units are never mixed."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispensary.domain.quantity import Quantity, decimal_text, read_decimal

NUMBERS = st.decimals(min_value=0, max_value=10**9, places=4)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("28", "28"),
        ("28.0", "28"),
        ("2.50", "2.5"),
        ("1E+2", "100"),
        ("0.0", "0"),
        ("-0", "0"),
        ("0.125", "0.125"),
        ("100", "100"),
    ],
)
def test_numbers_as_people_write_them(value: str, text: str) -> None:
    assert decimal_text(Decimal(value)) == text


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12, places=6))
def test_a_written_number_is_read_back_exactly(value: Decimal) -> None:
    text = decimal_text(value)
    assert read_decimal(text) == value
    assert "E" not in text
    assert not (("." in text) and text.endswith(("0", ".")))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("28", Decimal(28)),
        (" 2.5 ", Decimal("2.5")),
        (".5", Decimal("0.5")),
        (7, Decimal(7)),
        (Decimal("1.25"), Decimal("1.25")),
        ("-3", Decimal(-3)),
        (None, None),
        (True, None),
        ("", None),
        ("1e3", None),
        ("NaN", None),
        ("Infinity", None),
        ("2,5", None),
        ("1.2.3", None),
        ("--1", None),
        ("1_000", None),
        ("٣", None),
    ],
)
def test_reading_a_number(text: str | int | Decimal | None, value: Decimal | None) -> None:
    assert read_decimal(text) == value


@given(st.text(max_size=12))
def test_any_text_is_a_finite_number_or_none(text: str) -> None:
    value = read_decimal(text)
    assert value is None or value.is_finite()


@pytest.mark.parametrize("value", ["-1", "NaN", "Infinity"])
def test_no_quantity_below_nothing_or_beyond_counting(value: str) -> None:
    with pytest.raises(ValueError, match="finite number"):
        Quantity(Decimal(value), "tablet")


@given(NUMBERS, NUMBERS)
def test_the_same_unit_adds_up_and_compares(first: Decimal, second: Decimal) -> None:
    one, other = Quantity(first, "ml"), Quantity(second, "ml")
    assert one + other == other + one
    assert (one + other) - other == one
    assert one <= one + other
    assert (one < other) is (first < second)


def test_two_units_are_never_mixed() -> None:
    tablets, volume = Quantity(Decimal(28), "tablet"), Quantity(Decimal(28), "ml")
    for mixed in (
        lambda: tablets + volume,
        lambda: tablets - volume,
        lambda: tablets < volume,
        lambda: tablets <= volume,
    ):
        with pytest.raises(ValueError, match="tablet and ml cannot be"):
            mixed()
    assert tablets != volume


def test_taking_more_than_there_is_has_no_result() -> None:
    with pytest.raises(ValueError, match="zero or more"):
        Quantity(Decimal(1), "tablet") - Quantity(Decimal(2), "tablet")


def test_as_text() -> None:
    assert str(Quantity(Decimal("2.50"), "ml")) == "2.5 ml"
    assert str(Quantity(Decimal(28), "")) == "28"


@pytest.mark.parametrize("many", ["999999999999999999999999999999999999999", "0.0000000000000000000000000000000000123"])
def test_no_digit_is_ever_rounded_away(many: str) -> None:
    assert decimal_text(Decimal(many)) == many
