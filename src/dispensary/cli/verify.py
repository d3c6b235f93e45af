"""`dispensary verify`: a prescribed item against the scans made for it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from dispensary.application.ports.dictionary import Dictionary
from dispensary.cli.barcode import given_day
from dispensary.domain.accuracy import JudgedPack, ScannedPack, Verdict, judge
from dispensary.domain.barcodes import read_scan
from dispensary.domain.identifiers import SnomedCode
from dispensary.domain.quantity import Quantity, decimal_text, read_decimal
from dispensary.wording.accuracy import sentences


class _NotACase(ValueError):
    """The input line does not ask for a verdict; the message says what is missing."""


@dataclass(frozen=True, slots=True)
class _Case:
    code: SnomedCode
    quantity: Quantity | None
    scans: tuple[str, ...]
    today: date
    days: int | None


def answer(case: object, dictionary: Dictionary) -> dict[str, Any]:
    """The answer to one input line; bad input gives `{"error": ...}` and nothing else.

    Raises DictionaryUnavailable where no dictionary can be opened.
    """
    try:
        given = _read(case)
    except ValueError as problem:
        return {"error": str(problem)}
    scans = [_scanned(data, dictionary, given.today) for data in given.scans]
    verdict = judge(dictionary.resolve(given.code), given.quantity, scans, given.today, given.days)
    return _as_json(verdict)


def _scanned(data: str, dictionary: Dictionary, today: date) -> ScannedPack:
    scan = read_scan(data, today=today)
    return ScannedPack(scan, dictionary.packs_with(scan.gtin) if scan.gtin is not None else ())


def _read(case: object) -> _Case:
    if not isinstance(case, Mapping) or not isinstance(case.get("prescribed"), Mapping):
        raise _NotACase('expected {"prescribed": {"code": "..."}, "scans": ["..."], "today": "..."}')
    prescribed = case["prescribed"]
    code = prescribed.get("code")
    if not isinstance(code, str) or not code.strip():
        raise _NotACase("prescribed.code is a dm+d code, as a string")
    scans = case.get("scans")
    if scans is None:
        scans = []
    if not isinstance(scans, list) or not all(isinstance(scan, str) for scan in scans):
        raise _NotACase("scans is a list of strings")
    return _Case(
        SnomedCode(code.strip()),
        _quantity(prescribed),
        tuple(scans),
        given_day(case.get("today")),
        _days(case.get("days")),
    )


def _quantity(prescribed: Mapping[str, Any]) -> Quantity | None:
    value, unit = prescribed.get("quantity"), prescribed.get("unit")
    if value is None:
        return None
    amount = read_decimal(value) if isinstance(value, str | int) else None
    if amount is None or amount < 0 or isinstance(value, bool):
        raise _NotACase('prescribed.quantity is a number as a string, such as "56"')
    if unit is not None and not isinstance(unit, str):
        raise _NotACase("prescribed.unit is the name of a unit")
    return Quantity(amount, unit or "")


def _days(value: object) -> int | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value <= 1000:
        raise _NotACase("days is the length of treatment in days, 1 to 1000")
    return value


def _as_json(verdict: Verdict) -> dict[str, Any]:
    return {
        "verdict": verdict.outcome.value,
        "rule": verdict.rule.value,
        "reasons": list(sentences(verdict)),
        "supplied": None if verdict.supplied is None else decimal_text(verdict.supplied.value),
        "packs": [_pack(pack) for pack in verdict.packs],
    }


def _pack(pack: JudgedPack) -> dict[str, Any]:
    return {
        "gtin": None if pack.gtin is None else pack.gtin.value,
        "ampp": [code.value for code in pack.packs],
        "expiry": None if pack.expiry is None else pack.expiry.isoformat(),
        "batch": pack.batch,
        "serial": pack.serial,
    }
