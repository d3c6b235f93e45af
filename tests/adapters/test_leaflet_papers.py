"""Leaflets on paper: nothing lost, nothing outside the page, no line over another, structure for reader programs."""

import ctypes
import re
from dataclasses import replace
from itertools import combinations

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree, html
from tests.leaflet_builders import a_leaflet, several, taken

from dispensary.adapters.documents.leaflet_documents import LeafletPapers
from dispensary.adapters.documents.leaflets.paper import laid_out
from dispensary.adapters.documents.leaflets.placed import Branch, Picture, Plate, Run
from dispensary.adapters.documents.leaflets.style import HEIGHT, MARGIN, WIDTH
from dispensary.adapters.documents.typeface import TypefaceMetrics
from dispensary.application.leaflet_content import pages_of
from dispensary.domain.labels.typesetting import printable
from dispensary.domain.leaflets.leaflet import Kind, Leaflet, LeafletUnprintable
from dispensary.domain.leaflets.pages import Pages, Table
from dispensary.domain.patient import Allergy

PAPERS = LeafletPapers()
WAYS = [(kind, listed) for kind in Kind for listed in (False, True)]
FIRST_SIZE = {Kind.STANDARD: 12, Kind.LARGE_PRINT: 18, Kind.EASY_READ: 18}


def text_of(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as made:
        return "".join(page.get_textpage().get_text_range() for page in made)


def squeezed(words: str) -> str:
    """Without white, which a line end may have added; pdfium names a hyphen at a line's end its own way."""
    return re.sub(r"[\s\u00a0\u00ad\ufffe\u0002-]+", "", words)


def counted(words: str) -> dict[str, int]:
    return {sign: words.count(sign) for sign in set(words)}


@pytest.mark.parametrize(("kind", "listed"), WAYS)
def test_the_pdf_holds_every_word_in_reading_order_and_says_page_n_of_m(kind: Kind, listed: bool) -> None:
    pages = pages_of(several(), kind, listed=listed)
    made = PAPERS.paper(pages)
    assert not isinstance(made, LeafletUnprintable)
    said, place = squeezed(text_of(made.document)), 0
    names = {part.name for part in pages.parts if isinstance(part, Table)}
    for words in made.words[:-2]:
        if words in names:
            continue
        place = said.find(squeezed(words), place)
        assert place >= 0, words
    for page in range(1, made.pages + 1):
        assert squeezed(f"Page {page} of {made.pages}") in said
    assert said.count(squeezed("Ask us: 01632 960147.")) >= made.pages


@pytest.mark.parametrize(("kind", "listed"), WAYS)
def test_nothing_is_smaller_than_its_kind_promises(kind: Kind, listed: bool) -> None:
    pages = pages_of(several(), kind, listed=listed)
    sizes = {run.size for page in laid_out(pages).pages for run in page if isinstance(run, Run)}
    assert min(sizes) >= FIRST_SIZE[kind]


def test_large_print_has_no_columns() -> None:
    pages = pages_of(several(), Kind.LARGE_PRINT)
    for page in laid_out(pages).pages:
        for run in body(page):
            beside = [other for other in body(page) if abs(other.top - run.top) < 1 and other.mark is not run.mark]
            assert beside == []


def body(page: tuple[object, ...]) -> list[Run]:
    return [each for each in page if isinstance(each, Run) and each.mark is not None]


NAMES = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Zs", "Mn", "Sm")), max_size=220)
MEDICINES = st.sampled_from(
    ["Ramipril 5mg capsules", "Salbutamol 100micrograms/dose inhaler CFC free", "Alendronic acid 70mg tablets"]
) | st.text("abcdefghij /.5mg-", min_size=1, max_size=200)
DIRECTIONS = st.sampled_from(
    ["1 om", "1 bd", "2 mane 1 nocte", "1 qds prn", "1 weekly on monday", "as directed", ""]
) | (st.text("abcdefgh 123.-", max_size=400))


def drawable(words: str) -> str:
    """What a leaflet can hold: the rest is refused, which has its own test."""
    return " ".join(printable(words, TypefaceMetrics().has).text.split())


@st.composite
def leaflets(draw: st.DrawFn) -> Leaflet:
    medicines = [
        taken(
            drawable(draw(MEDICINES)) or "x",
            draw(DIRECTIONS),
            draw(st.sampled_from(["tablet", "dose", None])),
            conditions=tuple(draw(st.lists(st.sampled_from(["Hypertension", "Asthma", "?copd"]), max_size=2))),
            purposes={"Ramipril 5mg capsules": drawable(draw(NAMES))} if draw(st.booleans()) else None,
        )
        for _ in range(draw(st.integers(1, 5)))
    ]
    leaflet = a_leaflet(
        *medicines,
        goal=drawable(draw(NAMES)),
        questions=tuple(drawable(each) for each in draw(st.lists(NAMES, max_size=3))),
        allergies=draw(st.none() | st.just(()) | st.just((Allergy("penicillin", "anaphylaxis"),))),
    )
    premises = replace(
        leaflet.premises, address=drawable(draw(NAMES)) or "A", phone=draw(st.just("") | st.just("01632"))
    )
    return replace(leaflet, person=drawable(draw(NAMES)) or "A", premises=premises)


@settings(max_examples=60, deadline=None)
@given(leaflets(), st.sampled_from(WAYS))
def test_for_anybody_nothing_is_lost_outside_the_page_or_over_another(leaflet: Leaflet, way: tuple[Kind, bool]) -> None:
    pages = pages_of(leaflet, way[0], listed=way[1])
    made = PAPERS.paper(pages)
    assert not isinstance(made, LeafletUnprintable)
    layout = laid_out(replace(pages, parts=pages.parts))
    for page in layout.pages:
        for each in page:
            stands_on_the_page(each)
        runs = [each for each in page if isinstance(each, Run)]
        for one, other in combinations(runs, 2):
            assert not over(one, other), (one, other)
    nothing_lost(made.document, made.words, pages)


def stands_on_the_page(each: Run | Plate | Picture) -> None:
    wide = each.size if isinstance(each, Picture) else each.width
    high = {Run: lambda: each.leading, Picture: lambda: each.size, Plate: lambda: each.height}[type(each)]()  # type: ignore[union-attr]
    assert each.left >= MARGIN - 0.01
    assert each.left + wide <= WIDTH - MARGIN + 0.01
    assert each.top >= MARGIN - 0.01
    assert each.top + high <= HEIGHT - MARGIN + 0.01


def over(one: Run, other: Run) -> bool:
    """Whether the letters themselves would touch: within a line's box they take less than the leading."""
    across = one.left < other.left + other.width - 0.5 and other.left < one.left + one.width - 0.5
    inked = 0.98
    top, bottom = one.base - one.size * 0.8, one.base + one.size * (inked - 0.8)
    other_top, other_bottom = other.base - other.size * 0.8, other.base + other.size * (inked - 0.8)
    return across and top < other_bottom - 0.5 and other_top < bottom - 0.5


def nothing_lost(pdf: bytes, words: tuple[str, ...], pages: Pages) -> None:
    """Every sign of the leaflet stands in the PDF at least as often as the leaflet says it."""
    names = [part.name for part in pages.parts if isinstance(part, Table)]
    said = list(words)
    for name in names:
        said.remove(name)
    held = counted(squeezed(text_of(pdf)))
    for sign, many in counted(squeezed("".join(said))).items():
        if ord(sign) < 0x250:
            assert held.get(sign, 0) >= many, sign


def test_a_heading_never_ends_a_page() -> None:
    for many in range(1, 12):
        leaflet = a_leaflet(*several().medicines[:1] * many)
        for kind in Kind:
            for page in laid_out(pages_of(leaflet, kind)).pages:
                last = max(body(page), key=lambda run: run.top)
                assert last.mark is not None
                assert not last.mark.tag.startswith("H")


def test_a_word_is_never_divided_where_a_line_could_hold_it() -> None:
    words = {word for part in pages_of(several(), Kind.EASY_READ).words for word in part.split()}
    for page in laid_out(pages_of(several(), Kind.EASY_READ)).pages:
        for run in body(page):
            assert set(run.words.split()) <= words


def test_letters_without_a_sign_are_replaced_and_told_and_what_has_none_is_refused() -> None:
    made = PAPERS.paper(pages_of(replace(a_leaflet(), person="Mrs Ḩelen Ŵyn"), Kind.STANDARD))
    assert not isinstance(made, LeafletUnprintable)
    assert made.replaced == (("Ḩ", "H"),)
    assert "Helen Ŵyn" in " ".join(made.words)
    assert PAPERS.paper(pages_of(a_leaflet(goal="Жить"), Kind.STANDARD)) == LeafletUnprintable("Жить")


def test_an_empty_goal_leaves_no_empty_frame() -> None:
    pages = pages_of(a_leaflet(goal="  ", questions=("",)), Kind.STANDARD)
    assert "Your goal" not in pages.words
    assert "Your questions" not in pages.words


def tags(node: object, deep: int = 0) -> list[str]:
    size = pdfium.FPDF_StructElement_GetType(node, None, 0)
    name = ctypes.create_string_buffer(size)
    pdfium.FPDF_StructElement_GetType(node, name, size)
    found = [name.raw.decode("utf-16-le").strip("\x00")]
    for place in range(pdfium.FPDF_StructElement_CountChildren(node)):
        kid = pdfium.FPDF_StructElement_GetChildAtIndex(node, place)
        if kid:
            found += tags(kid, deep + 1)
    return found


def test_the_pdf_is_tagged_with_headings_lists_and_table_headers_in_english() -> None:
    made = PAPERS.paper(pages_of(several(), Kind.STANDARD))
    assert not isinstance(made, LeafletUnprintable)
    with pypdfium2.PdfDocument(made.document) as held:
        assert pdfium.FPDFCatalog_IsTagged(held.raw)
        assert held.get_metadata_value("Title") == "Your medicines, Mrs Beryl Hartnoll"
        assert [mark.get_title() for mark in held.get_toc()][:2] == [
            "Your medicines, Mrs Beryl Hartnoll",
            "Ramipril 5mg capsules",
        ]
        page = held[0]
        tree = pdfium.FPDF_StructTree_GetForPage(page.raw)
        found = tags(pdfium.FPDF_StructTree_GetChildAtIndex(tree, 0))
        pdfium.FPDF_StructTree_Close(tree)
        page.close()
    assert found[0] == "Document"
    assert {"H1", "H2", "P", "L", "LI", "LBody", "Table", "TR", "TH", "TD"} <= set(found)
    assert b"/Lang (en-GB)" in made.document


def test_every_line_belongs_to_one_element_of_the_structure() -> None:
    layout = laid_out(pages_of(several(), Kind.EASY_READ))
    known: set[int] = set()
    waiting: list[Branch] = [layout.root]
    while waiting:
        branch = waiting.pop()
        known.add(id(branch))
        waiting += branch.kids
    runs = [run for page in layout.pages for run in page if isinstance(run, Run)]
    assert all(id(run.mark) in known for run in runs if run.mark is not None)


def test_equal_leaflets_give_equal_bytes() -> None:
    first, again = (PAPERS.paper(pages_of(several(), Kind.STANDARD)) for _ in range(2))
    assert first == again


@pytest.mark.parametrize(("kind", "listed"), WAYS)
def test_the_page_for_a_screen_reader_says_the_same_words(kind: Kind, listed: bool) -> None:
    pages = pages_of(several(), kind, listed=listed)
    page = PAPERS.screen(pages).document
    etree.fromstring(re.sub(rb"<!DOCTYPE html>|<meta [^>]*>", b"", page))
    tree = html.fromstring(page)
    said = squeezed(tree.text_content())
    for words in pages.words:
        assert squeezed(words) in said, words
    assert tree.get("lang") == "en-GB"
    assert len(tree.xpath("//h1")) == 1
    assert not tree.xpath("//script|//*[@onclick]|//img[not(@alt)]")
    assert all(cell.get("scope") in ("col", "row") for cell in tree.xpath("//th"))


@given(st.text(max_size=60))
def test_whatever_a_person_wrote_stays_words_on_the_screen_page(words: str) -> None:
    page = PAPERS.screen(pages_of(a_leaflet(goal=f"<script>{words}"), Kind.STANDARD)).document
    tree = html.fromstring(page)
    assert not tree.xpath("//script")
    kept = "".join(sign for sign in words if sign.isprintable() and not sign.isspace())
    assert squeezed(kept) in squeezed(tree.text_content())


@pytest.mark.parametrize("name", ["علی\u200cرضا", "ශ්\u200dරී"])
def test_a_name_on_the_screen_page_keeps_the_signs_that_join_and_part_its_letters(name: str) -> None:
    page = PAPERS.screen(pages_of(a_leaflet(goal=name), Kind.STANDARD)).document
    assert name in page.decode()


def test_words_under_the_ticks_belong_to_the_row_of_their_medicine() -> None:
    pages = pages_of(a_leaflet(taken("Clarithromycin 500mg tablets", "1 bd for 7 days", "tablet")), Kind.STANDARD)
    made = PAPERS.screen(pages)
    assert not isinstance(made, LeafletUnprintable)
    (head, *ticks), (more,) = html.fromstring(made.document).xpath("//tbody/tr")
    assert (head.get("rowspan"), head.text, [tick.text for tick in ticks]) == (
        "2",
        "Clarithromycin 500mg tablets",
        ["1 tablet", None, "1 tablet", None],
    )
    assert (more.get("colspan"), "for 7 days" in more.text) == ("4", True)
