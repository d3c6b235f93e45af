"""The list of a recall on paper: everybody who has one stands on it, on whichever page, with how to reach them."""

from dataclasses import replace
from datetime import date, timedelta

import pypdfium2
from tests.builders import JOSEPH, NOW

from dispensary.adapters.demo.pharmacy import PREMISES
from dispensary.adapters.documents.recall_page import recall_page
from dispensary.domain.identifiers import PatientId
from dispensary.domain.recall_list import RecallLine, RecallList
from dispensary.domain.recalls import Recall, RecallClass, Recalled, RecallLevel

ADVICE = "Stop using it. " + "Ring us before you throw anything away, and keep the box with its leaflet. " * 6
RECALL = Recall(
    7, "Particles found", "EL26A/12", RecallLevel.PATIENT, RecallClass.AT_ONCE, Recalled(), ADVICE, JOSEPH, NOW
)
LONG = "Co-codamol 30mg/500mg effervescent tablets sugar free (Fernhill Generics and Sons of Little Harwick Ltd)"


def line(number: int) -> RecallLine:
    name, born = f"Person Number{number}", date(1953, 3, 14)
    at = NOW - timedelta(days=number)
    return RecallLine(
        PatientId(str(number)), name, born, f"01632 960{number:03}", False, LONG, "28 tablet", None, None, at, False
    )


def said(found: RecallList) -> list[str]:
    with pypdfium2.PdfDocument(recall_page(found)) as made:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in made]


def a_list(many: int) -> RecallList:
    lines = tuple(map(line, range(many)))
    return RecallList(PREMISES, RECALL, "Joseph Pell", "", (), lines, NOW)


def test_everybody_stands_on_one_of_the_pages_with_a_telephone_and_no_name_of_a_medicine_is_cut() -> None:
    pages = said(a_list(90))
    whole = " ".join(pages)
    for number in range(90):
        assert f"Person Number{number}" in whole
        assert f"01632 960{number:03}" in whole
    assert whole.count("Batch not known") == 90
    assert "of Little Harwick Ltd)" in whole
    assert all("Recall 7: Particles found" in page for page in pages)
    assert f"page {len(pages)} of {len(pages)}" in pages[-1]


def test_what_to_tell_them_is_whole_on_the_first_page() -> None:
    (page,) = said(a_list(1))
    assert page.count("keep the box with its leaflet") == 6


def test_a_restricted_record_is_on_the_list_without_a_name() -> None:
    closed = replace(line(1), patient=None, name="", born=None, phone="", closed=True)
    (page,) = said(replace(a_list(0), supplied=(closed,)))
    assert "Restricted record" in page
    assert "1 pack in restricted records" in page


def test_a_list_of_nobody_says_so_and_what_it_cannot_know() -> None:
    (page,) = said(a_list(0))
    assert "No pack of it was scanned here for anybody." in page
    assert "Look along the shelves as well." in page


def test_equal_lists_give_equal_pages() -> None:
    assert recall_page(a_list(3)) == recall_page(a_list(3))
