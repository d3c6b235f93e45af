"""The elements that FHIR dosages are made of, in words: numbers, quantities, ranges, concepts, lists.

A part that is present but incomplete or of a wrong type raises DosageError.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from dispensary.adapters.eps.dosage_words import TIME_UNIT_NAMES
from dispensary.domain.quantity import decimal_text

_MAX_DIGITS = 12


class DosageError(ValueError):
    """The structure is incomplete or contradicts itself, so it has no words. The message says what is wrong."""


def get(holder: Mapping[str, Any] | None, name: str) -> Any:
    return holder.get(name) if holder is not None else None


def child(holder: Mapping[str, Any] | None, name: str) -> Mapping[str, Any] | None:
    value = get(holder, name)
    if value is not None and not isinstance(value, Mapping):
        raise DosageError(f"{name} is not an object")
    return value


def child_objects(holder: Mapping[str, Any] | None, name: str) -> list[Mapping[str, Any]]:
    values = get(holder, name)
    if values is None:
        return []
    if not isinstance(values, list) or not all(isinstance(value, Mapping) for value in values):
        raise DosageError(f"{name} is not a list of objects")
    return values


def texts(holder: Mapping[str, Any] | None, name: str) -> list[str]:
    values = get(holder, name)
    if values is None:
        return []
    if not isinstance(values, list) or not all(isinstance(value, str) and value.strip() for value in values):
        raise DosageError(f"{name} is not a list of texts")
    return values


def text_of(holder: Mapping[str, Any] | None, name: str, what: str) -> str:
    value = get(holder, name)
    if not isinstance(value, str) or not value.strip():
        raise DosageError(f"{what} has no {name}")
    return value


def number_of(value: object, what: str) -> Decimal:
    if value is None or isinstance(value, bool) or not isinstance(value, str | int | float | Decimal):
        raise DosageError(f"{what} is not a number")
    if isinstance(value, int) and abs(value) >= 10**_MAX_DIGITS:
        raise DosageError(f"{what} is out of range")
    try:
        number = Decimal(str(value).strip())
    except InvalidOperation:
        raise DosageError(f"{what} is not a number") from None
    if not number.is_finite() or number < 0 or (number and abs(number.adjusted()) >= _MAX_DIGITS):
        raise DosageError(f"{what} is out of range")
    if len(number.as_tuple().digits) > 2 * _MAX_DIGITS:
        raise DosageError(f"{what} has too many digits")
    return number


def optional_number(holder: Mapping[str, Any] | None, name: str) -> Decimal | None:
    value = get(holder, name)
    return None if value is None else number_of(value, name)


def listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def plural_unit(unit: str, number: Decimal) -> str:
    """Only units of time have a plural here; "tablet" never does."""
    return f"{unit}s" if unit in TIME_UNIT_NAMES and number != 1 else unit


def _value_and_unit(quantity: Mapping[str, Any] | None, what: str, *, plural: bool = False) -> tuple[str, str]:
    number = number_of(get(quantity, "value"), f"the value of {what}")
    unit = text_of(quantity, "unit", what)
    return decimal_text(number), plural_unit(unit, number) if plural else unit


def quantity_words(quantity: Mapping[str, Any] | None, what: str, *, plural: bool = False) -> str:
    return " ".join(_value_and_unit(quantity, what, plural=plural))


def range_words(span: Mapping[str, Any], what: str, *, plural: bool = False) -> str:
    low, high = child(span, "low"), child(span, "high")
    if low is None and high is None:
        raise DosageError(f"{what} has neither end")
    if high is None:
        return f"at least {quantity_words(low, what, plural=plural)}"
    if low is None:
        return f"up to {quantity_words(high, what, plural=plural)}"
    low_value, low_unit = _value_and_unit(low, what, plural=plural)
    high_value, high_unit = _value_and_unit(high, what, plural=plural)
    if low_unit == high_unit:
        return f"{low_value} to {high_value} {high_unit}"
    return f"{low_value} {low_unit} to {high_value} {high_unit}"


def displays(concept: Mapping[str, Any], what: str) -> list[str]:
    """Every display of a CodeableConcept; its own text where it has no coding at all (DOSE.md)."""
    codings = child_objects(concept, "coding")
    if codings:
        return [text_of(coding, "display", what) for coding in codings]
    return [text_of(concept, "text", what)]
