"""The dose codes from `resources/knowledge/dose_codes.csv`, which a pharmacist can read and correct."""

import csv
from decimal import Decimal
from pathlib import Path

from dispensary.assets import resource
from dispensary.domain.dose.codes import DoseCode, DoseCodes, ReadWhen


class DoseCodesUnreadable(Exception):
    """The table of dose codes is damaged: no directions can be read with it."""


def load_dose_codes(path: Path | None = None) -> DoseCodes:
    """Reads and checks the table. Raises DoseCodesUnreadable, and AssetMissing where the file is not installed."""
    source = path or resource("knowledge", "dose_codes.csv")
    try:
        with source.open(encoding="utf-8", newline="") as file:
            return DoseCodes.of(_code(row) for row in csv.DictReader(file))
    except (OSError, KeyError, TypeError, ValueError, ArithmeticError) as problem:
        raise DoseCodesUnreadable(f"{source.name} cannot be used: {problem}") from problem


def _code(row: dict[str, str]) -> DoseCode:
    code, words, when = row["code"].strip(), row["patient_text"].strip(), ReadWhen(row["read_when"])
    if not code or code != code.lower():
        raise ValueError(f"a code is written in small letters: {code!r}")
    if not words and when is not ReadWhen.NEVER:
        raise ValueError(f"{code} has no words and can only be read never")
    ambiguous = row["ambiguous"] == "Y"
    if when is ReadWhen.NEVER and not ambiguous:
        raise ValueError(f"{code} is never read, so it must be marked ambiguous")
    choices = tuple(row["choices"].split("|")) if row["choices"] else ()
    if choices and not ambiguous:
        raise ValueError(f"{code} has choices, so it must be marked ambiguous")
    if len(set(choices)) < len(choices) or not all(choice == choice.strip() != "" for choice in choices):
        raise ValueError(f"the choices of {code} are each said once, in words")
    return DoseCode(
        code=code,
        category=row["category"],
        words=words,
        when=when,
        times_per_day=_often(row["times_per_day"]),
        as_needed=row["as_needed"] == "Y",
        ambiguous=ambiguous,
        choices=choices,
        source=row["source"],
        note=row["note"],
    )


def _often(text: str) -> tuple[Decimal, Decimal] | None:
    if not text:
        return None
    low, _, high = text.partition("-")
    return Decimal(low), Decimal(high or low)
