"""What is in a printer: no label goes out onto paper that is too small, and no place of a sheet is printed on twice."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.adapters.test_labels_pdf import LABELS, rendered, worded

from dispensary.adapters.documents.imposing import on_sheets, page_sizes
from dispensary.adapters.documents.raster import cut, rasters, read_code_128
from dispensary.adapters.documents.sheets import PdfSheets
from dispensary.adapters.knowledge.label_stock import load_papers, load_sheet_stock
from dispensary.adapters.printing.loaded import RollPrinter, SheetPrinter
from dispensary.adapters.system.sheet_places import FILE, SheetPlacesFile
from dispensary.application.ports.documents import RenderedLabel
from dispensary.application.ports.printer import NotPrintable, PrinterUnavailable, PrinterUncertain, Sent
from dispensary.domain.labels.geometry import SheetStock
from dispensary.domain.printing import JobKind

SHEETS = load_sheet_stock()


class Tray:
    """A printer for A4 at the edge of the world. fate: what becomes of the next job."""

    def __init__(self) -> None:
        self.out: list[bytes] = []
        self.fate = ""

    def send(self, job_id: str, document: bytes, title: str) -> Sent:
        if self.fate == "away":
            raise PrinterUnavailable("It is off.")
        if self.fate == "no":
            raise NotPrintable("It may not.")
        self.out.append(document)
        if self.fate == "broke":
            raise PrinterUncertain("The line broke.")
        return Sent(job_id, "tray")


def a_sheet(name: str) -> SheetStock:
    sheet = SHEETS.sheet(name)
    assert sheet is not None
    return sheet


def on_label(sheet: SheetStock) -> RenderedLabel:
    """One label as it is made for the labels of that sheet."""
    made = LABELS.labels(worded(), sheet.label)
    assert isinstance(made, RenderedLabel)
    return made


def sheet_printer(tray: Tray, sheet: SheetStock, folder: Path) -> SheetPrinter:
    return SheetPrinter(
        tray,
        JobKind.LABEL,
        sheet,
        SheetPlacesFile(folder),
        page_sizes,
        lambda document, on, start: on_sheets(document, on, start, 8),
    )


def places_used(document: bytes, sheet: SheetStock) -> list[list[int]]:
    """Page by page, the places (1 is the first) on which there is anything at all."""
    return [
        [place for place in range(1, sheet.cells + 1) if 0 in cut(page, sheet.place(place - 1)).dots]
        for page in rasters(document, sheet.label.dots_per_mm)
    ]


@pytest.mark.parametrize("name", SHEETS.names)
def test_a_label_on_a_sheet_is_dot_for_dot_what_was_made_for_the_sheet(name: str) -> None:
    sheet = a_sheet(name)
    label = on_label(sheet)
    for start in (1, 2, sheet.cells):
        document, free = on_sheets(label.pdf, sheet, start, 8)
        direct = PdfSheets().labels(worded(), sheet, start)
        assert isinstance(direct, RenderedLabel)
        assert [page.dots for page in rasters(document, 8)] == [page.dots for page in rasters(direct.pdf, 8)]
        assert free == (start - 1 + label.labels) % sheet.cells + 1


@pytest.mark.parametrize("dots", [12, 24])
def test_a_label_on_a_sheet_reads_in_an_office_printers_dots(dots: int) -> None:
    sheet = a_sheet("A4-14")
    label = on_label(sheet)
    document, _ = on_sheets(label.pdf, sheet, 6, dots)
    assert set(read_code_128(rasters(document, dots)[0])) == set(label.codes)


def test_a_label_for_larger_paper_goes_onto_no_smaller_one(tmp_path: Path) -> None:
    tray, large = Tray(), rendered(worded(), "100x75")
    with pytest.raises(NotPrintable, match=r"made for labels of 100 x 75 mm, and those in this printer are 70 x 35 mm"):
        RollPrinter(tray, load_papers().usual.label, page_sizes).send("j", large.pdf, "Label")
    with pytest.raises(NotPrintable, match="99 x 38 mm"):
        sheet_printer(tray, a_sheet("A4-14"), tmp_path).send("j", large.pdf, "Label")
    assert tray.out == []
    assert not (tmp_path / FILE).exists()
    RollPrinter(tray, load_papers().usual.label, page_sizes).send("j", rendered(worded(), "70x35").pdf, "Label")
    assert len(tray.out) == 1


def test_what_is_no_document_is_not_sent() -> None:
    with pytest.raises(NotPrintable, match="no document"):
        RollPrinter(Tray(), load_papers().usual.label, page_sizes).send("j", b"%PDF", "Label")


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(fates=st.lists(st.sampled_from(["", "", "away", "no", "broke"]), min_size=1, max_size=14))
def test_no_place_is_printed_on_twice_and_none_is_left_out_where_nothing_was_sent(
    tmp_path_factory: pytest.TempPathFactory, fates: list[str]
) -> None:
    sheet, folder, tray = a_sheet("A4-8"), tmp_path_factory.mktemp("sheet"), Tray()
    label = on_label(sheet)
    for number, tray.fate in enumerate(fates):
        # Each time another program of the same counter: what is noted is all that there is.
        printer = sheet_printer(tray, sheet, folder)
        try:
            printer.send(f"j{number}", label.pdf, "Label")
        except (PrinterUnavailable, NotPrintable):
            assert tray.fate
    came = [place for document in tray.out for page in places_used(document, sheet) for place in page]
    # Whatever may be printed has a place of its own, the next one every time.
    assert came == [number % sheet.cells + 1 for number in range(len(came))]
    assert len(came) == sum(fate in ("", "broke") for fate in fates) * label.labels


def test_two_programs_of_one_home_never_print_on_the_same_place(tmp_path: Path) -> None:
    sheet, tray, other = a_sheet("A4-14"), Tray(), Tray()
    label = on_label(sheet)

    def overtaken(document: bytes, on: SheetStock, start: int) -> tuple[bytes, int]:
        if not other.out:
            sheet_printer(other, sheet, tmp_path).send("k", label.pdf, "Label")
        return on_sheets(document, on, start, 8)

    printer = SheetPrinter(tray, JobKind.LABEL, sheet, SheetPlacesFile(tmp_path), page_sizes, overtaken)
    printer.send("j", label.pdf, "Label")
    assert places_used(other.out[0], sheet) == [[1]]
    assert places_used(tray.out[0], sheet) == [[2]]
    assert SheetPlacesFile(tmp_path).free(JobKind.LABEL, sheet) == 3


@pytest.mark.parametrize("fate", ["away", "no"])
def test_a_sheet_that_is_put_in_while_the_printer_refuses_begins_where_somebody_said(tmp_path: Path, fate: str) -> None:
    sheet, places = a_sheet("A4-14"), SheetPlacesFile(tmp_path)
    label = on_label(sheet)

    class Refusing(Tray):
        def send(self, job_id: str, document: bytes, title: str) -> Sent:
            places.put(JobKind.LABEL, sheet, 10)
            return super().send(job_id, document, title)

    tray = Refusing()
    tray.fate = fate
    with pytest.raises((PrinterUnavailable, NotPrintable)):
        sheet_printer(tray, sheet, tmp_path).send("j", label.pdf, "Label")
    assert places.free(JobKind.LABEL, sheet) == 10


def test_what_one_printer_notes_is_not_lost_by_what_another_notes_at_once(tmp_path: Path) -> None:
    sheet, kinds = a_sheet("A4-14"), (JobKind.LABEL, JobKind.BAG_LABEL)

    def printed(kind: JobKind) -> None:
        places = SheetPlacesFile(tmp_path)
        for number in range(60):
            place = number % sheet.cells + 1
            places.put(kind, sheet, place)
            assert places.free(kind, sheet) == place

    with ThreadPoolExecutor(2) as both:
        list(both.map(printed, kinds))
    assert [SheetPlacesFile(tmp_path).free(kind, sheet) for kind in kinds] == [4, 4]


@pytest.mark.parametrize("noted", ["", "[]", "{", '{"label A4-8": "two"}', '{"label A4-8": 9}', '{"label A4-8": 0}'])
def test_a_damaged_note_begins_the_sheet_anew(tmp_path: Path, noted: str) -> None:
    (tmp_path / FILE).write_text(noted)
    assert SheetPlacesFile(tmp_path).free(JobKind.LABEL, a_sheet("A4-8")) == 1


def test_each_printer_has_a_sheet_of_its_own(tmp_path: Path) -> None:
    places = SheetPlacesFile(tmp_path)
    places.put(JobKind.LABEL, a_sheet("A4-14"), 5)
    places.put(JobKind.BAG_LABEL, a_sheet("A4-14"), 2)
    places.put(JobKind.LABEL, a_sheet("A4-8"), 7)
    fresh = SheetPlacesFile(tmp_path)
    assert [fresh.free(kind, a_sheet("A4-14")) for kind in (JobKind.LABEL, JobKind.BAG_LABEL)] == [5, 2]
    assert fresh.free(JobKind.LABEL, a_sheet("A4-8")) == 7
