"""The reference vectors of GS1 and of real UK packs, and the field table against GS1's own dictionary."""

import csv
import json
import re
from datetime import date
from pathlib import Path

import pytest

from dispensary.domain.barcodes import read_scan
from dispensary.domain.barcodes.application_identifiers import FIELDS, Part, has_check_digit
from dispensary.domain.barcodes.elements import read_elements

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


@pytest.mark.parametrize(("name", "part"), [("yymmd0", "N6,yymmd0"), ("yymmdd", "N6,yymmdd"), ("cset82", "X..90")])
def test_single_values_as_the_gs1_tests_judge_them(name, part):
    for record in records(f"lint_{name}"):
        value = record["input"]
        if name != "cset82" and len(value) > 6:
            continue
        fine = value == "" if name == "cset82" and not value else Part.of(part).fault("99", value) is None
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
