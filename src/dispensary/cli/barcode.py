"""`dispensary barcode`: one scan in, what it is out."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from dispensary.domain.barcodes import Scan, ScanKind, read_scan
from dispensary.wording.accuracy import not_a_pack, scan_warning


def answer(case: object) -> dict[str, Any]:
    """The answer to one input line. `today` may be given, for the century of two-digit years; else it is today.

    Bad input gives `{"error": ...}` and nothing else.
    """
    if not isinstance(case, Mapping) or not isinstance(case.get("data"), str):
        return {"error": 'expected {"data": "..."}: the text of one scan'}
    try:
        today = given_day(case.get("today"))
    except ValueError as problem:
        return {"error": str(problem)}
    return _as_json(read_scan(case["data"], today=today))


def given_day(value: object) -> date:
    """The day in a case, or today where there is none. Raises ValueError for anything but an ISO 8601 date."""
    if value is None:
        return datetime.now(UTC).astimezone().date()
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise ValueError("today is a date such as 2026-11-21")


def _as_json(scan: Scan) -> dict[str, Any]:
    return {
        "ok": scan.ok,
        "symbology": None if scan.symbology is None else scan.symbology.value,
        "gtin": None if scan.gtin is None else scan.gtin.value,
        "packaging_level": scan.packaging_level,
        "expiry": None if scan.expiry is None else scan.expiry.isoformat(),
        "batch": scan.batch,
        "serial": scan.serial,
        "elements": [{"ai": element.ai, "value": element.value} for element in scan.elements],
        "complete": scan.complete,
        "warnings": [scan_warning(warning) for warning in scan.warnings],
        "error": None if scan.ok else not_a_pack(scan.kind, scan.error),
        "kind": scan.kind.value,
        "number": _number(scan),
    }


def _number(scan: Scan) -> str | None:
    """The number of one of our own codes, or the prescription ID."""
    if scan.kind is ScanKind.PACK:
        return None
    number = scan.prescription or scan.label or scan.bag or scan.basket
    return None if number is None else number.value
