"""Amounts: an exact decimal with its unit. Nothing here is ever a float."""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Self


def decimal_text(value: Decimal) -> str:
    """As people and messages write it: no exponent, no trailing zeros (conformance row 1.8.6)."""
    if value == 0:
        return "0"
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def read_decimal(text: str | int | Decimal | None) -> Decimal | None:
    """The exact number in a text (".5" too), or None where there is none: no sign tricks, no NaN, no exponent."""
    if text is None or isinstance(text, bool):
        return None
    raw = str(text).strip()
    if not raw or any(character not in "0123456789.-" for character in raw):
        return None
    try:
        value = Decimal(raw)
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


@dataclass(frozen=True, slots=True)
class Quantity:
    """So many of a unit: 28 tablet, 2.5 ml. Two units are never mixed or converted silently."""

    value: Decimal
    unit: str

    def __post_init__(self) -> None:
        if not self.value.is_finite() or self.value < 0:
            raise ValueError("a quantity is a finite number, zero or more")

    def __str__(self) -> str:
        return f"{decimal_text(self.value)} {self.unit}".strip()

    def _same(self, other: Self) -> None:
        if self.unit != other.unit:
            raise ValueError(f"{self.unit} and {other.unit} cannot be added or compared")

    def __add__(self, other: Self) -> "Quantity":
        self._same(other)
        return Quantity(self.value + other.value, self.unit)

    def __sub__(self, other: Self) -> "Quantity":
        self._same(other)
        return Quantity(self.value - other.value, self.unit)

    def __lt__(self, other: Self) -> bool:
        self._same(other)
        return self.value < other.value

    def __le__(self, other: Self) -> bool:
        self._same(other)
        return self.value <= other.value
