"""Reads what a scanner sent, whatever the symbology and the way it came: a serial line or a keyboard wedge.

Nothing is guessed: what cannot be read says why. Sources: GS1 General Specifications (check digits, fields, century
rule), ISO/IEC 15424 (symbology identifiers; 21471 for the oblong ]d7 and ]d8), dm+d GTIN file (packs are compared as
14 digits).
"""

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import MAXYEAR, MINYEAR, date
from typing import Final

from dispensary.domain.barcodes.digital_link import is_web_address, read_digital_link
from dispensary.domain.barcodes.elements import GS, Broken, read_bracketed, read_elements, with_separators
from dispensary.domain.barcodes.scan import (
    BasketNumber,
    Element,
    Fault,
    FaultCode,
    Scan,
    ScanKind,
    ScanWarning,
    Symbology,
)
from dispensary.domain.barcodes.tokens import read_prescription_id, read_token
from dispensary.domain.identifiers import BagNumber, Gtin, LabelNumber

_LONGEST: Final = 1000
# Line ends, tabs and the frame characters that a scanner puts around a scan. The separator (GS) is not among them.
_EDGES: Final = "\r\n\t \x00\x02\x03\x04"
_IDENTIFIER: Final = re.compile(r"\][A-Za-z][0-9A-Za-z]")
_GTIN_FIELD: Final = re.compile(r"(?=01([0-9]{14}))")
_COMPOSITE: Final = "|]e0"
# How another pack's code begins, where it can stand within a field of this one.
_ANOTHER_BEGINS: Final = re.compile(r"\(01\)[0-9]|https?://", re.IGNORECASE)

_ELEMENT_STRINGS: Final = {
    "]d2": Symbology.GS1_DATAMATRIX,
    "]d8": Symbology.GS1_DATAMATRIX,
    "]C1": Symbology.GS1_128,
    "]e0": Symbology.GS1_DATABAR,
    "]Q3": Symbology.GS1_QR,
    "]J1": Symbology.GS1_DOTCODE,
}
_NUMBERS: Final = {
    "]E0": (Symbology.EAN_13, 13),
    "]E4": (Symbology.EAN_8, 8),
    "]I0": (Symbology.ITF_14, 14),
    "]I1": (Symbology.ITF_14, 14),
}
_TEXTS: Final = {
    "]C0": Symbology.CODE_128,
    "]d1": Symbology.DATAMATRIX,
    "]d7": Symbology.DATAMATRIX,
    "]Q1": Symbology.QR,
    "]J0": Symbology.DOTCODE,
}
_KNOWN: Final = _ELEMENT_STRINGS.keys() | _NUMBERS.keys() | _TEXTS.keys()
_BY_LENGTH: Final = {8: Symbology.EAN_8, 12: Symbology.UPC_A, 13: Symbology.EAN_13, 14: None}

# A pack's own GTIN never stands beside these: they name the contents of a case or one piece of an item (GS1 General
# Specifications 4.13, invalid pairs).
_OUTER_CASE: Final = frozenset({"02", "03", "37", "255", "8006", "8026"})

_PACK_FIELDS: Final = ("01", "17", "10", "21")


@dataclass(frozen=True, slots=True)
class _Source:
    """How a scan came: its raw text, its symbology, and whether the scanner said which that is."""

    raw: str
    symbology: Symbology | None = None
    identified: bool = False
    inverted: bool = False

    def unread(self, code: FaultCode, ai: str | None = None, elements: tuple[Element, ...] = ()) -> Scan:
        return Scan(self.raw, symbology=self.symbology, elements=elements, error=Fault(code, ai))


def read_scan(data: str, *, today: date | None = None) -> Scan:
    """Reads one scan.

    today: decides the century of two-digit years (49 years back to 50 ahead); without it they are 2000 to 2099.
    """
    text = data.strip(_EDGES)
    if not text.strip(GS):
        return _Source(data).unread(FaultCode.EMPTY)
    if len(text) > _LONGEST or "\r" in text or "\n" in text:
        return _Source(data).unread(FaultCode.TWO_SCANS)
    if not _IDENTIFIER.match(text):
        return _read_unidentified(_Source(data), text, today)
    return _read_identified(data, text[:3], text[3:].strip(_EDGES), today)


def _meant(identifier: str, body: str) -> tuple[str, bool]:
    """The identifier as the scanner meant it, and whether Caps Lock turned it round."""
    swapped = identifier.swapcase()
    if identifier in ("]E0", "]e0"):
        linear = len(body.partition(_COMPOSITE)[0]) == 13
        meant = "]E0" if linear or not body.startswith("01") else "]e0"
        return meant, meant != identifier
    if identifier not in _KNOWN and swapped in _KNOWN:
        return swapped, True
    return identifier, False


def _read_identified(raw: str, identifier: str, body: str, today: date | None) -> Scan:
    identifier, inverted = _meant(identifier, body)
    if identifier in _NUMBERS:
        symbology, length = _NUMBERS[identifier]
        return _read_number(_Source(raw, symbology, identified=True), body, length, today)
    if identifier in _ELEMENT_STRINGS:
        source = _Source(raw, _ELEMENT_STRINGS[identifier], identified=True, inverted=inverted)
        if is_web_address(body):
            return _pack(source, read_digital_link(body), today)
        return _read_element_string(source, body, today)
    source = _Source(raw, _TEXTS.get(identifier), identified=True)
    if is_web_address(body):
        return _pack(source, read_digital_link(body), today)
    return _read_own(source, body) or source.unread(FaultCode.NOT_A_PACK_CODE)


def _read_unidentified(source: _Source, text: str, today: date | None) -> Scan:
    own = _read_own(source, text)
    if own is not None:
        return own
    if is_web_address(text):
        return _pack(source, read_digital_link(text), today)
    if text.startswith("("):
        return _pack(source, read_bracketed(text), today)
    if text.isascii() and text.isdigit() and (len(text) in _BY_LENGTH or _runs_together(text)):
        return _read_digits(source, text)
    scan = _read_element_string(source, text, today)
    begins_as_fields = bool(scan.elements) or text.lstrip("^" + GS).startswith("01")
    if begins_as_fields or (scan.error is not None and scan.error.code is FaultCode.TWO_SCANS):
        return scan
    return source.unread(FaultCode.OTHER_NUMBER if text.isdigit() else FaultCode.NOT_A_PACK_CODE)


def _read_own(source: _Source, text: str) -> Scan | None:
    """Our own tokens and the prescription ID: no packs, so not `ok`, but known for what they are."""
    number = read_token(text)
    if isinstance(number, LabelNumber):
        return Scan(source.raw, ScanKind.LABEL, source.symbology, label=number)
    if isinstance(number, BagNumber):
        return Scan(source.raw, ScanKind.BAG, source.symbology, bag=number)
    if isinstance(number, BasketNumber):
        return Scan(source.raw, ScanKind.BASKET, source.symbology, basket=number)
    prescription = read_prescription_id(text)
    if prescription is not None and prescription.is_valid:
        return Scan(source.raw, ScanKind.PRESCRIPTION, source.symbology, prescription=prescription)
    if prescription is not None and not text.isdigit():
        fault = Fault(FaultCode.CHECK_DIGIT)
        return Scan(source.raw, ScanKind.PRESCRIPTION, source.symbology, error=fault)
    return None


def _runs_together(digits: str) -> bool:
    """Two or more whole GTINs without anything between them, and no better reading as fields.

    Two EAN-13 (26 digits) are refused even where the whole could also be read as fields: nobody can tell.
    """
    if len(digits) == 26:
        return Gtin.of(digits[:13]) is not None and Gtin.of(digits[13:]) is not None
    fields = read_elements(digits)
    if isinstance(fields, tuple) and any(field.ai == "01" for field in fields):
        return False
    halves = [(digits[:cut], digits[cut:]) for cut in (8, 12, 13, 14)]
    return any(Gtin.of(first) is not None and Gtin.of(second) is not None for first, second in halves)


def _read_digits(source: _Source, digits: str) -> Scan:
    if len(digits) not in _BY_LENGTH:
        return source.unread(FaultCode.TWO_SCANS)
    named = _Source(source.raw, source.symbology or _BY_LENGTH[len(digits)])
    gtin = Gtin.of(digits)
    return named.unread(FaultCode.CHECK_DIGIT) if gtin is None else _identified(named, gtin)


def _read_number(source: _Source, body: str, length: int, today: date | None) -> Scan:
    digits, composite, beside = body.partition(_COMPOSITE)
    if _IDENTIFIER.search(digits):
        return source.unread(FaultCode.TWO_SCANS)
    if not (digits.isascii() and digits.isdigit()):
        return source.unread(FaultCode.BAD_CHARACTER)
    if len(digits) != length:
        return source.unread(FaultCode.TWO_SCANS if _runs_together(digits) else FaultCode.WRONG_LENGTH)
    gtin = Gtin.of(digits)
    if gtin is None:
        return source.unread(FaultCode.CHECK_DIGIT)
    if not composite:
        return _identified(source, gtin)
    fields = read_elements(beside)
    return _pack(source, fields if isinstance(fields, Broken) else (Element("01", gtin.value), *fields), today)


def _read_element_string(source: _Source, body: str, today: date | None) -> Scan:
    if _IDENTIFIER.search(body):
        return source.unread(FaultCode.TWO_SCANS)
    text = with_separators(body.strip(GS))
    if text is None:
        return source.unread(FaultCode.BAD_CHARACTER)
    text = text.strip(GS)
    read = read_elements(text)
    if isinstance(read, Broken) and not source.identified and GS not in text:
        return _without_separators(source, read)
    return _pack(source, read, today)


def _without_separators(source: _Source, broken: Broken) -> Scan:
    """A scan that nothing vouches for: where a field is over-long its separator was lost, and the GTIN is safe."""
    gtin = next((element.value for element in broken.before if element.ai == "01"), None)
    if broken.fault.code is not FaultCode.TOO_LONG or not broken.open_ended or gtin is None:
        return _pack(source, broken, None)
    within = any(Gtin.of(digits) is not None for digits in _GTIN_FIELD.findall(broken.value))
    if within or _holds_another(gtin, broken.value):
        return source.unread(FaultCode.TWO_SCANS, elements=broken.before)
    scan = _identified(source, Gtin(gtin), broken.before)
    return replace(scan, warnings=(ScanWarning.SEPARATOR_LOST, *scan.warnings))


def _pack(source: _Source, read: tuple[Element, ...] | Broken, today: date | None) -> Scan:
    if isinstance(read, Broken):
        return source.unread(read.fault.code, read.fault.ai, read.before)
    fault = _no_single_pack(read, today)
    if fault is not None:
        return source.unread(fault.code, fault.ai, read)
    gtin = next(element.value for element in read if element.ai == "01")
    return _identified(source, Gtin(gtin), read, today)


def _no_single_pack(read: tuple[Element, ...], today: date | None) -> Fault | None:
    """Why these fields do not name one pack: none, a case, two scans in one, two values for one field, a day that its
    year does not have.
    """
    values: dict[str, str] = {}
    for element in read:
        if element.ai in values and (element.ai == "01" or values[element.ai] != element.value):
            return Fault(FaultCode.TWO_SCANS if element.ai in _PACK_FIELDS else FaultCode.CONTRADICTION, element.ai)
        values[element.ai] = element.value
    if _OUTER_CASE & values.keys() or ("00" in values and "01" not in values):
        return Fault(FaultCode.OUTER_CASE)
    if "01" not in values:
        return Fault(FaultCode.NO_GTIN)
    if any(_holds_another(values["01"], values.get(ai, "")) for ai in ("10", "21")):
        return Fault(FaultCode.TWO_SCANS)
    if "17" in values and _day(values["17"], today) is None:
        return Fault(FaultCode.IMPOSSIBLE_DAY, "17")
    return None


def _holds_another(gtin: str, value: str) -> bool:
    """A batch or serial number that runs on into the same pack's number, or the start of another code."""
    return gtin[1:] in value or _ANOTHER_BEGINS.search(value) is not None


def _identified(source: _Source, gtin: Gtin, elements: tuple[Element, ...] = (), today: date | None = None) -> Scan:
    values = {element.ai: element.value for element in elements}
    complete = all(ai in values for ai in _PACK_FIELDS)
    warnings = []
    if source.inverted or (not source.identified and _looks_inverted(values)):
        warnings.append(ScanWarning.CASE_INVERTED)
    if elements and not complete:
        warnings.append(ScanWarning.INCOMPLETE)
    if gtin.packaging_level:
        warnings.append(ScanWarning.OUTER_PACK)
    return Scan(
        source.raw,
        ScanKind.PACK,
        source.symbology,
        gtin,
        expiry=_day(values["17"], today) if complete else None,
        batch=values["10"] if complete else None,
        serial=values["21"] if complete else None,
        elements=elements,
        complete=complete,
        warnings=tuple(warnings),
    )


def _looks_inverted(values: dict[str, str]) -> bool:
    """Small letters alone: GS1 allows them, packs hardly ever carry them, and a wedge with Caps Lock on makes them."""
    return "".join(values.values()).islower()


def _day(yymmdd: str, today: date | None) -> date | None:
    """A date that has passed its field's test; day 00 is the last of the month. None where its year, the century being
    known, has no such day (29 February 2100).
    """
    year, month, day = int(yymmdd[:2]), int(yymmdd[2:4]), int(yymmdd[4:])
    full = 2000 + year if today is None else _full_year(year, today.year)
    if not MINYEAR <= full <= MAXYEAR or day > (last := monthrange(full, month)[1]):
        return None
    return date(full, month, day or last)


def _full_year(year: int, now: int) -> int:
    """Two digits to four: 49 years back to 50 ahead (GS1 General Specifications 7.12)."""
    ahead = year - now % 100
    century = now - now % 100
    if ahead > 50:
        return century - 100 + year
    return century + 100 + year if ahead < -49 else century + year
