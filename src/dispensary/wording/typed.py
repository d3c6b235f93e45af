"""What people type into fields, read strictly: dates and amounts. What cannot be read is no value, never a guess."""

import re
from datetime import date, timedelta
from decimal import Decimal

from dispensary.domain.quantity import read_decimal

DATE_HINT = "Type it like 2/11/2026 or 2 Nov 2026; T is today."

_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_FROM_TODAY = re.compile(r"t?\s*([+-])\s*(\d{1,4})", re.IGNORECASE)
_IN_FIGURES = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4})")
_RUN_TOGETHER = re.compile(r"(\d{2})(\d{2})(\d{4})")
_FROM_YEAR = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_IN_WORDS = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[\s\-]*([a-z]{3,9})\.?,?[\s\-]*(\d{4})", re.IGNORECASE)

_VALUE = re.compile(r"(\d+(?:\.\d+)?)( .+|[a-z%µ/].*)?", re.IGNORECASE)


def read_date(text: str, today: date) -> date | None:
    """The day that was typed, or None: 2/11/2026 (day first), 2 Nov 2026, 02112026, 2026-11-02, T, T-3, +7.

    A year has four figures: two could be either century.
    """
    plain = text.strip()
    if plain.casefold() == "t":
        return today
    shift = _FROM_TODAY.fullmatch(plain)
    if shift:
        days = int(shift[2])
        return _shifted(today, days if shift[1] == "+" else -days)
    for form in (_IN_FIGURES, _RUN_TOGETHER):
        found = form.fullmatch(plain)
        if found:
            return _day(int(found[3]), int(found[2]), int(found[1]))
    found = _FROM_YEAR.fullmatch(plain)
    if found:
        return _day(int(found[1]), int(found[2]), int(found[3]))
    found = _IN_WORDS.fullmatch(plain)
    return _day(int(found[3]), _month(found[2]), int(found[1])) if found else None


def _shifted(today: date, days: int) -> date | None:
    try:
        return today + timedelta(days=days)
    except OverflowError:
        return None


def _month(word: str) -> int:
    """The month that begins so, 0 for none: three letters are enough to tell."""
    fits = [number for number, name in enumerate(_MONTHS, 1) if name.startswith(word.casefold())]
    if word.casefold() == "sept":
        return 9
    return fits[0] if len(fits) == 1 else 0


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def not_a_date(text: str) -> str:
    """Said beside a date that cannot be read."""
    return f"“{text.strip()}” is not a date. {DATE_HINT}"


def read_amount(text: str, unit: str = "") -> Decimal | None:
    """A number, with or without that unit after it ("71", "71.5 kg"); None for anything else."""
    plain = text.strip()
    if unit and plain.casefold().endswith(unit.casefold()):
        plain = plain[: -len(unit)].rstrip()
    if not plain or plain.startswith("-"):
        return None
    return read_decimal(plain)


def read_value(text: str) -> tuple[Decimal, str] | None:
    """A result with its unit, if one was typed: "2.4", "58 mmol/mol". None where it does not begin with a number."""
    found = _VALUE.fullmatch(" ".join(text.split()))
    if not found:
        return None
    value = read_decimal(found[1])
    return None if value is None else (value, (found[2] or "").strip())


def listed(text: str) -> tuple[str, ...]:
    """The parts of a list set off by commas, semicolons or lines, each once."""
    parts = (" ".join(part.split()) for part in re.split(r"[,;\n]", text))
    return tuple(dict.fromkeys(part for part in parts if part))
