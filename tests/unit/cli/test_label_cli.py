"""`dispensary label`: the case file of the interface in, the answer of the interface out."""

import json
from datetime import date
from typing import Any

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.zpl.reading import read as read_zpl

from dispensary.adapters.documents.labels import PdfLabels
from dispensary.adapters.documents.raster import read_code_128
from dispensary.adapters.documents.sheets import PdfSheets
from dispensary.adapters.documents.zpl import zpl_of
from dispensary.adapters.knowledge.label_stock import load_label_stock, load_sheet_stock
from dispensary.adapters.knowledge.warnings import load_warnings
from dispensary.cli.label import LabelMeans, answer
from dispensary.domain.barcodes.tokens import label_token
from dispensary.domain.dictionary import Found, Kind, Pack, PackCode, Release, Resolved, VirtualProduct
from dispensary.domain.dose.routes import Routes
from dispensary.domain.identifiers import Gtin, LabelNumber, SnomedCode

STOCKS = load_label_stock()
SHEETS = load_sheet_stock()
WARNINGS = load_warnings()
LABELS = PdfLabels()
KNOWN = VirtualProduct(SnomedCode("322237000"), "Paracetamol 500mg soluble tablets", unit="tablet")


class OneProduct:
    """A dictionary of one product."""

    def release(self) -> Release:
        return Release("test", date(2026, 11, 1), {})

    def resolve(self, code: SnomedCode) -> Resolved:
        if code == KNOWN.code:
            return Resolved(code, code, Kind.VMP, KNOWN.name, KNOWN)
        return Resolved(code, code)

    def by_name(self, name: str) -> Resolved | None:
        return self.resolve(KNOWN.code) if name.lower() == KNOWN.name.lower() else None

    def packs_of(self, code: SnomedCode) -> tuple[Pack, ...]:
        return ()

    def packs_with(self, gtin: Gtin) -> tuple[PackCode, ...]:
        return ()

    def search(self, text: str, limit: int = 20) -> tuple[Found, ...]:
        return ()

    def ingredient(self, name: str) -> tuple[SnomedCode, str] | None:
        return None


def read(directions: str, unit: str | None, routes: Routes | None) -> str | None:
    return {"1 om": f"Take 1 {unit} in the morning.", "1-2 qds": f"Take 1 or 2 {unit}s 4 times a day."}.get(directions)


def run(case: object, out: str = "label.pdf") -> tuple[dict[str, Any], dict[str, bytes]]:
    written: dict[str, bytes] = {}
    means = LabelMeans(
        documents=LABELS,
        stock=lambda name, large: STOCKS.label(name, large_print=large),
        stock_names=STOCKS.names,
        warnings=WARNINGS,
        dictionary=OneProduct(),
        read_directions=read,
        sheet=lambda name, large: SHEETS.sheet(name, large_print=large),
        sheet_names=SHEETS.names,
        sheets=PdfSheets(),
        dose_table=lambda text, unit, routes: None,
        number=lambda item_id: label_token(LabelNumber("70412518")),
        zpl=zpl_of,
        write=written.__setitem__,
    )
    return answer(case, out, means), written


def case(**changes: Any) -> dict[str, Any]:
    item = {
        "code": None,
        "name": "Amlodipine 5mg tablets",
        "quantity": "28",
        "unit": "tablet",
        "directions": "1 om",
        "item_id": "5e9f0f4e-0f0a-4b29-9d0c-5f2a7c1b0001",
    }
    whole = {
        "premises": {"name": "Fernhill Pharmacy", "address": "8 Market Row, QX4 7LT", "phone": "01632 960147"},
        "patient": {"name": "Mrs Beryl Hartnoll", "communication": None},
        "supplied_on": "2026-11-21",
        "stock": "70x35",
        "start": None,
    }
    top = {key: value for key, value in changes.items() if key in whole}
    return {**whole, **top, "item": {**item, **{key: value for key, value in changes.items() if key not in whole}}}


def test_the_case_of_the_interface_gives_one_label() -> None:
    said, written = run(case())

    assert said["labels"] == 1
    assert said["codes"] == [label_token(LabelNumber("70412518"))]
    assert said["unread"] is False
    assert said["warnings"] == []
    for line in (
        "Amlodipine 5mg tablets",
        "28 tablets",
        "Take 1 tablet in the morning.",
        "Mrs Beryl Hartnoll",
        "21 Nov 2026",
        "Keep out of the reach and sight of children.",
        "7041 2518",
    ):
        assert line in said["text"]
    assert written["label.pdf"].startswith(b"%PDF")
    assert json.loads(json.dumps(said)) == said


def test_directions_that_cannot_be_read_are_printed_as_they_are_and_said() -> None:
    said, _ = run(case(directions="ii bd pc mdu?!"))
    assert said["unread"] is True
    assert "ii bd pc mdu?!" in said["text"]
    assert "could not be read" in said["notes"][0]


def test_no_directions_never_look_as_if_they_had_been_read() -> None:
    said, _ = run(case(directions=None))
    assert said["unread"] is True
    assert "no directions" in said["notes"][0]


def test_a_known_code_brings_name_unit_and_warnings() -> None:
    said, _ = run(case(code="322237000", name=None, unit=None, directions="1-2 qds"))
    assert "Paracetamol 500mg soluble tablets" in said["text"]
    assert "Take 1 or 2 tablets 4 times a day." in " ".join(said["text"])
    assert {"id": "W04", "text": "Contains paracetamol. Do not take anything else with paracetamol in it."} in said[
        "warnings"
    ]


def test_an_unknown_code_keeps_the_name_that_came_with_it() -> None:
    said, _ = run(case(code="999999", name="Codeine 30mg tablets"))
    assert "Codeine 30mg tablets" in said["text"]
    assert "W08" in {warning["id"] for warning in said["warnings"]}


def test_what_needs_two_labels_says_so() -> None:
    said, _ = run(case(name="Methotrexate 2.5mg tablets", directions="6 tablets on Mondays " * 3))
    assert said["labels"] == 2
    assert {"1 of 2", "2 of 2"} <= set(said["text"])
    assert len(said["codes"]) == 2


def test_large_print_needs_no_other_stock() -> None:
    directions = "Take 1 tablet in the morning after food"
    small, _ = run(case(directions=directions))
    large, written = run(case(directions=directions, patient={"name": "A", "communication": "large-print"}))

    assert "Take 1 tablet in the morning" in small["text"]
    assert "Take 1 tablet in the" in large["text"]
    assert written["label.pdf"]


def test_what_the_law_asks_for_is_named_when_it_is_missing() -> None:
    said, written = run(case(patient={"name": " "}, premises={"name": "Fernhill", "address": None}))
    assert said["refused"] == "label-incomplete"
    assert (
        said["message"] == "The label was not made: it needs the name of the patient and the address of the pharmacy."
    )
    assert written == {}


def test_signs_that_cannot_be_printed_refuse_the_label() -> None:
    said, written = run(case(directions="1 李 om"))
    assert said["refused"] == "label-unprintable"
    assert "李" in said["message"]
    assert written == {}


@pytest.mark.parametrize("out", ["label.zpl", "LABEL.ZPL"])
def test_a_thermal_printer_gets_one_format_a_label_with_the_same_dots(out: str) -> None:
    wanted = case(name="Methotrexate 2.5mg tablets", directions="6 tablets on Mondays " * 3)
    said, written = run(wanted, out)
    assert said == run(wanted)[0]
    labels = read_zpl(written[out])
    assert len(labels) == said["labels"] == 2
    assert [read_code_128(label) for label in labels] == [(code,) for code in said["codes"]]


def test_a_file_of_another_kind_is_not_written() -> None:
    said, written = run(case(), "label.png")
    assert said == {"error": "The labels go into a file whose name ends in .pdf or .zpl."}
    assert written == {}


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        (None, "JSON object"),
        ([], "JSON object"),
        ({}, "premises"),
        (case(premises=None), "premises"),
        (case(patient="Mrs Hartnoll"), "patient"),
        (case(patient={"name": 5}), "name in patient"),
        (case(patient={"name": "A", "communication": "loud"}), "communication"),
        (case(supplied_on="21/11/2026"), "supplied_on"),
        (case(supplied_on=None), "supplied_on"),
        (case(stock="12x12"), "70x35"),
        (case(quantity="a few"), "quantity"),
        (case(quantity="-1"), "quantity"),
        (case(quantity=True), "quantity"),
        (case(quantity=["28"]), "quantity"),
        (case(name=None), "name or a code"),
        (case(name=None, code="999999"), "not in the dictionary"),
    ],
)
def test_a_case_that_cannot_be_read_says_what_is_wrong(bad: object, words: str) -> None:
    said, written = run(bad)
    assert words in said["error"]
    assert written == {}


def test_a_label_goes_into_a_pdf_file_only() -> None:
    said, _ = run(case(), "label.txt")
    assert ".pdf" in said["error"]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(["premises", "patient", "supplied_on", "stock", "item"]), JSON)
def test_no_case_whatever_ends_in_a_bug(key: str, value: object) -> None:
    said, written = run({**case(), key: value})
    assert ("labels" in said) == bool(written)
    assert {"labels", "error", "refused"} & set(said)


@pytest.mark.parametrize(("sheet", "labels"), [("A4-24x35", 24), ("A4-24x37", 24), ("A4-14", 14), ("A4-8", 8)])
def test_a_sheet_goes_on_at_any_place_and_the_next_sheet_follows(sheet: str, labels: int) -> None:
    said, written = run(case(stock=sheet, start=labels, name="Methotrexate 2.5mg tablets" * 4, directions="x " * 90))
    assert said["labels"] > 1
    document = pypdfium2.PdfDocument(written["label.pdf"])
    assert len(document) == 2
    document.close()
    assert len(said["codes"]) == said["labels"]


@pytest.mark.parametrize(("stock", "start"), [("A4-8", 9), ("A4-8", 0), ("70x35", 2), ("A4-8", "2")])
def test_a_place_that_is_not_there_is_said(stock: str, start: object) -> None:
    said, written = run(case(stock=stock, start=start))
    assert "start is" in said["error"]
    assert written == {}


@pytest.mark.parametrize("needs", [{}, [{}], [[]], {"large-print": True}])
def test_a_need_that_is_no_word_is_said_and_nothing_is_made(needs: object) -> None:
    said, written = run(case(patient={"name": "Mrs Beryl Hartnoll", "communication": needs}))
    assert "patient.communication is one of" in said["error"]
    assert not written


@pytest.mark.parametrize("nothing", ["\u200b", "\x00", "\u2060\t\x1b", "\u00a0"])
def test_words_that_show_nothing_are_no_words(nothing: str) -> None:
    said, written = run(case(patient={"name": nothing}))
    assert said["refused"] == "label-incomplete"
    assert not written
    said, _ = run(case(directions=nothing))
    assert said["unread"] is True
    assert "no directions" in said["notes"][0]
