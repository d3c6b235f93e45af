"""The reference vectors of GS1 and of real UK packs, and the field table against GS1's own dictionary."""

import csv
import json
import re
from datetime import date
from pathlib import Path

import pytest

from dispensary.domain.barcodes import Element, ScanWarning, read_scan
from dispensary.domain.barcodes.application_identifiers import FIELDS, Field, Part, has_check_digit
from dispensary.domain.barcodes.digital_link import read_digital_link
from dispensary.domain.barcodes.elements import read_bracketed, read_elements

SHARED = Path(__file__).parents[3].parent / "shared" / "data"
TODAY = date(2026, 11, 21)
pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="the shared reference data are not here")


def records(name: str) -> list[dict]:
    return json.loads((SHARED / "gs1" / f"{name}.json").read_text(encoding="utf-8"))


def test_every_uk_pack_scan_meets_its_expectation():
    failures = []
    for record in records("uk_pack_scans"):
        scan = read_scan(bytes.fromhex(record["input_hex"]).decode(), today=TODAY)
        wanted = record["expect"]
        lost = wanted.get("complete_fmd_set") is False
        read = {
            "ok": scan.ok,
            "gtin14": str(scan.gtin),
            "expiry": str(scan.expiry),
            "batch": scan.batch,
            "serial": scan.serial,
            "packaging_level": scan.packaging_level,
        }
        met = all(
            read[key] == (True if key == "ok" and lost else value) for key, value in wanted.items() if key in read
        )
        incomplete = not scan.complete and scan.expiry is scan.batch is scan.serial is None
        warned = bool(scan.warnings) or "case inverted" not in wanted.get("warn", "")
        if not (met and warned and (incomplete or not lost)):
            failures.append((record["case"], record["input"], read))
    assert failures == []


def test_every_gtin_of_the_dictionary_is_read():
    path = SHARED / "dmd" / "partial-2025-04-10-full" / "gtin_data.csv"
    with path.open(encoding="utf-8") as file:
        numbers = [row["GTIN"] for row in csv.DictReader(file)][::20]
    assert [number for number in numbers if str(read_scan(number).gtin) != number.zfill(14)] == []


def test_numbers_with_and_without_check_digits():
    for record in records("gtin"):
        assert read_scan(record["input"]).ok == record["ok"], record["input"]
    for record in records("lint_csum"):
        digits = record["input"]
        assert (len(digits) > 1 and digits.isdigit() and has_check_digit(digits)) == record["ok"], digits


def test_element_strings_as_the_gs1_engine_reads_them():
    for record in records("fnc1_data"):
        text = record["input"]
        read = text.startswith("^") and isinstance(read_elements(text.replace("^", "\x1d")), tuple)
        assert read == record["ok"], record


def as_the_engine_writes(elements: tuple[Element, ...]) -> str:
    """`^` before the first field, and after each whose end only a separator shows."""
    text = "".join(field.ai + field.value + ("" if FIELDS[field.ai].predefined else "^") for field in elements)
    return "^" + text.rstrip("^")


def test_a_pack_is_read_out_of_scan_data_as_the_gs1_engine_reads_it():
    """What the engine takes for data without GS1 meaning is no pack; what it refuses is refused."""
    kinds = {"DM": "datamatrix", "QR": "qr", "DotCode": "dotcode", "DataBarExpanded": "gs1-databar"}
    kinds |= {"GS1_128_CCA": "gs1-128", "EAN13": "ean-13", "EAN8": "ean-8"}
    packs = 0
    for record in records("scan_data"):
        scan, wanted = read_scan(record["input"], today=TODAY), record.get("expected_fnc1", "")
        if not record["ok"]:
            assert not scan.ok, record
            continue
        assert scan.symbology is not None
        assert scan.symbology.value.removeprefix("gs1-") == kinds[record["symbology"]].removeprefix("gs1-"), record
        number, _, beside = wanted.partition("|")
        if wanted.startswith("^01"):
            assert as_the_engine_writes(scan.elements) == wanted, record
        elif number.isdigit():
            assert str(scan.gtin) == number.zfill(14), record
            assert as_the_engine_writes(scan.elements[1:]) == (beside or "^"), record
        elif "/01/" in wanted:
            assert (str(scan.gtin), scan.elements[1:]) == ("12312312312333", (Element("99", "TEST"),)), record
        else:
            assert not scan.ok, record
        packs += scan.ok
    assert packs == 18


def test_what_the_engine_writes_as_a_scan_is_read_back():
    for record in records("generate_scan_data"):
        if record["ok"]:
            no_fields = record["input"].lstrip("\\^") == "TESTING"
            assert read_scan(record["expected_scan"], today=TODAY).ok != no_fields, record


def test_web_addresses():
    """Stricter than the reference in one thing: a best-before date of month 00 is no date."""
    for record in records("digital_link"):
        wanted = tuple((element["ai"], element["value"]) for element in record.get("elements", ()))
        read = read_digital_link(record["input"])
        if ("15", "000000") in wanted:
            assert not isinstance(read, tuple)
        elif record["ok"]:
            assert tuple((element.ai, element.value) for element in read) == wanted, record
        else:
            assert not isinstance(read, tuple), record


def test_single_fields_and_the_form_for_people():
    """Stricter in check digits. Rules within a field that says nothing about a pack (coupons, bank accounts, countries)
    are left out, so those count as read.
    """
    for record in records("single_element"):
        read = read_elements(record["input"])
        wrong = any("gtin_error" in field or "sscc_error" in field for field in record.get("elements", ()))
        assert isinstance(read, tuple) == (record["ok"] and not wrong), record
        if isinstance(read, tuple) and "elements" in record:
            fields = [(field["ai"], field["value"]) for field in record["elements"]]
            assert [(element.ai, element.value) for element in read] == fields
    of_a_pack = re.compile(r"\((0[0-3]|1[0-7]|2[0-2]|240|241|37|400|41\d|71\d)\)")
    for record in (*records("hri"), *records("hri_to_fnc1")):
        if record["ok"] and "\\(" not in record["input"]:
            read = read_bracketed(record["input"])
            assert isinstance(read, tuple), record
            assert as_the_engine_writes(read) == record.get("expected_fnc1", as_the_engine_writes(read)), record
        elif of_a_pack.match(record["input"]):
            assert not isinstance(read_bracketed(record["input"]), tuple), record


def test_fields_that_contradict_a_pack_are_refused():
    """Where the engine refuses fields together and one of them is a GTIN, either the scan is refused or nothing but the
    GTIN is used.
    """
    for record in records("ai_association"):
        scan = read_scan(record["input"], today=TODAY)
        if record["ok"] and "(01)" in record["input"]:
            assert scan.ok, record
        elif not record["ok"] and scan.ok:
            assert not scan.complete, record
            assert ScanWarning.INCOMPLETE in scan.warnings, record


@pytest.mark.parametrize(("name", "part"), [("yymmd0", "N6,yymmd0"), ("yymmdd", "N6,yymmdd"), ("cset82", "X..90")])
def test_single_values_as_the_gs1_tests_judge_them(name, part):
    for record in records(f"lint_{name}"):
        value = record["input"]
        # Having no characters is a matter of length, and no fault of theirs.
        fine = (name == "cset82" and not value) or Field("99", True, (Part.of(part),)).fault(value) is None
        assert fine == record["ok"], record


def test_what_a_scanner_sends_in_any_symbology():
    """Not ours: UPC-E of 6 digits, which has no check digit of its own."""
    for record in records("scanner_payload_any"):
        wanted = record["expected"].get("gtin14")
        scan = read_scan(record["input"], today=TODAY)
        if len(record["input"]) != 6:
            assert (str(scan.gtin) if scan.ok else None) == wanted, record


def test_the_field_table_is_that_of_gs1():
    text = (SHARED / "gs1" / "gs1-syntax-dictionary.txt").read_text(encoding="utf-8")
    found = {}
    for line in text.splitlines():
        entry = re.match(r"(\d{2,4})(?:-(\d{2,4}))?\s+([*?]*)\s+(.*?)(?:\s+(?:req|ex|dlpkey).*|\s*#.*)?$", line)
        if not line or line.startswith("#") or entry is None:
            continue
        parts = re.findall(r"\[?[NXYZ](?:\.\.)?\d+\]?(?:,\w+)*", entry[4].split("#")[0])
        wanted = tuple(Part.of(re.sub(r",(?!(?:csum|yymmd0|yymmdd)\b)\w+", "", part)) for part in parts)
        first, last = entry[1], entry[2] or entry[1]
        for number in range(int(first), int(last) + 1):
            found[str(number).zfill(len(first))] = ("*" in entry[3], wanted)
    assert {ai: (field.predefined, field.parts) for ai, field in FIELDS.items()} == found
