"""What a counter's printers are loaded with is what its labels are made for, from the moment that it is set up."""

import ctypes
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from tests.builders import AMARA, NIA, a_patient, an_item, approved, received, settled_decisions, workplace
from tests.builders import a_prescription as prescribed

from dispensary.adapters.documents.imposing import page_sizes
from dispensary.adapters.system.printers_file import PrintersFile
from dispensary.application.label import Draft, Labelled, Wanted, draft, label_item
from dispensary.application.set_up_printers import begin_sheet, print_test, set_up_printer
from dispensary.application.slips import owing_slip
from dispensary.application.step import Receipt
from dispensary.application.workplace import Workplace
from dispensary.domain.identifiers import IssueKey, ItemId
from dispensary.domain.labels.stock import LargePrintOn
from dispensary.domain.patient import Communication
from dispensary.domain.printers import PrinterDetail, PrinterKind, PrinterSetup, PrinterUnfit
from dispensary.domain.printing import JobKind
from dispensary.domain.workflow import Stage
from dispensary.keeping.equipment import papers, printing, stock_room
from dispensary.keeping.home import Home


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Workplace]:
    made = replace(workplace(tmp_path), stocks=stock_room(Home(tmp_path)))
    yield made
    made.store.close()


def begun(place: Workplace, *needs: Communication) -> tuple[IssueKey, ItemId]:
    patient, item = replace(a_patient(), communication=needs), an_item(directions="1 om")
    key = received(place, prescribed(item, patient=patient), patient)
    return approved(place, key, settled_decisions(place, key)), item.item_id


def load(place: Workplace, tmp_path: Path, kind: JobKind, paper: str, large: LargePrintOn = LargePrintOn.SAME) -> None:
    setup = PrinterSetup(PrinterKind.FOLDER, paper=paper, large=large)
    assert isinstance(set_up_printer(place, AMARA, PrintersFile(tmp_path), kind, setup), Receipt)


def printed(place: Workplace) -> list[tuple[JobKind, tuple[int, int]]]:
    """What waits: for which printer, and of what size in mm."""
    with place.store.read() as uow:
        jobs = list(uow.prints.waiting())
    return [(job.kind, (round(wide), round(high))) for job in jobs for wide, high in page_sizes(job.document)[:1]]


@pytest.mark.parametrize(
    ("paper", "size"), [("70x38", (70, 38)), ("89x36", (89, 36)), ("100x75", (100, 75)), ("A4-14", (99, 38))]
)
def test_a_label_is_made_for_what_is_loaded_and_previewed_so(
    place: Workplace, tmp_path: Path, paper: str, size: tuple[int, int]
) -> None:
    key, item = begun(place)
    load(place, tmp_path, JobKind.LABEL, paper)
    shown = draft(place, key, item, Wanted())
    assert isinstance(shown, Draft)
    assert (round(shown.rendered.pages[0].width / 8), round(shown.rendered.pages[0].height / 8)) == size
    assert isinstance(label_item(place, NIA, key, item, Wanted()), Labelled)
    assert printed(place) == [(JobKind.LABEL, size)]


@pytest.mark.parametrize(
    ("large", "out"),
    [
        (LargePrintOn.SAME, (JobKind.LABEL, (70, 38))),
        (LargePrintOn.BAG_LABELS, (JobKind.BAG_LABEL, (100, 75))),
    ],
)
def test_large_print_comes_out_where_the_counter_says(
    place: Workplace, tmp_path: Path, large: LargePrintOn, out: tuple[JobKind, tuple[int, int]]
) -> None:
    key, item = begun(place, Communication.LARGE_PRINT)
    load(place, tmp_path, JobKind.LABEL, "70x38", large)
    load(place, tmp_path, JobKind.BAG_LABEL, "100x75")
    assert isinstance(label_item(place, NIA, key, item, Wanted()), Labelled)
    assert set(printed(place)) == {out}


def test_nobody_elses_label_goes_to_the_bag_label_printer(place: Workplace, tmp_path: Path) -> None:
    key, item = begun(place)
    load(place, tmp_path, JobKind.LABEL, "70x35", LargePrintOn.BAG_LABELS)
    assert isinstance(label_item(place, NIA, key, item, Wanted()), Labelled)
    assert printed(place) == [(JobKind.LABEL, (70, 35))]


def largest_type(document: bytes) -> float:
    """In points."""
    pdf = pypdfium2.PdfDocument(document)
    try:
        words = [each for page in pdf for each in page.get_objects([pypdfium2.raw.FPDF_PAGEOBJ_TEXT])]
        sizes = []
        for each in words:
            size = ctypes.c_float()
            assert pypdfium2.raw.FPDFTextObj_GetFontSize(each, size)
            sizes.append(size.value)
        return max(sizes)
    finally:
        pdf.close()


@pytest.mark.parametrize(("needs", "points"), [((), 14), ((Communication.LARGE_PRINT,), 18)])
def test_a_slip_is_set_large_for_whom_it_must_be(
    place: Workplace, needs: tuple[Communication, ...], points: float
) -> None:
    key, item = begun(place, *needs)
    with place.store.begin() as uow:
        found = uow.dispensings.get(key)
        assert found is not None
        uow.dispensings.save(found.with_work(replace(found.work(item), stage=Stage.OWING)))
        uow.commit()
    assert isinstance(owing_slip(place, NIA, key, "Ready on Tuesday."), Receipt)
    with place.store.read() as uow:
        (job,) = uow.prints.waiting()
    assert largest_type(job.document) == points


def test_a_test_print_is_made_for_the_printer_that_is_tried(place: Workplace, tmp_path: Path) -> None:
    load(place, tmp_path, JobKind.LABEL, "89x36")
    load(place, tmp_path, JobKind.BAG_LABEL, "A4-8")
    for kind in (JobKind.LABEL, JobKind.BAG_LABEL):
        assert isinstance(print_test(place, NIA, kind), Receipt)
    assert printed(place) == [(JobKind.LABEL, (89, 36)), (JobKind.BAG_LABEL, (99, 68))]


@pytest.mark.parametrize(
    ("kind", "setup"),
    [
        (JobKind.LABEL, PrinterSetup(paper="12x12")),
        (JobKind.LABEL, PrinterSetup(PrinterKind.NETWORK, host="printer", paper="A4-14")),
        (JobKind.LABEL, PrinterSetup(PrinterKind.SERIAL, device="COM3", paper="A4-8")),
        (JobKind.BAG_LABEL, PrinterSetup(paper="A4-24x37")),
        (JobKind.PAGE, PrinterSetup(paper="70x35")),
    ],
)
def test_paper_that_a_printer_cannot_have_is_refused(
    place: Workplace, tmp_path: Path, kind: JobKind, setup: PrinterSetup
) -> None:
    refused = set_up_printer(place, AMARA, PrintersFile(tmp_path), kind, setup)
    assert refused == PrinterUnfit(PrinterDetail.PAPER)
    assert PrintersFile(tmp_path).read().setups == {}


def test_a_sheet_goes_on_where_somebody_says_and_nowhere_that_it_has_no_label(place: Workplace, tmp_path: Path) -> None:
    load(place, tmp_path, JobKind.LABEL, "A4-8")
    sheet = next(paper.sheet for paper in papers().kinds if paper.name == "A4-8")
    equipment = printing(Home(tmp_path))
    assert sheet is not None
    assert equipment.free() == {JobKind.LABEL: 1}
    assert isinstance(begin_sheet(place, NIA, equipment.places, JobKind.LABEL, sheet, 8), Receipt)
    for strange in (0, 9):
        refused = begin_sheet(place, NIA, equipment.places, JobKind.LABEL, sheet, strange)
        assert refused == PrinterUnfit(PrinterDetail.PLACE)
    assert equipment.free() == {JobKind.LABEL: 8}
