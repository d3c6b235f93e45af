"""Printers set up and tried in the window, on a real line to a simulated one; and what the queue asks of a person."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas
from tests.builders import (
    AMARA,
    NIA,
    a_patient,
    a_prescription,
    an_item,
    approved,
    received,
    settled_decisions,
    staff,
    workplace,
)
from tests.desktop.test_pharmacy_view import said_in

from dispensary.adapters.documents.imposing import page_sizes
from dispensary.adapters.system.printers_file import FILE, PrintersFile
from dispensary.application.label import Labelled, Wanted, label_item
from dispensary.application.ports.printer import NotPrintable, Printer, PrinterUnavailable, Sent
from dispensary.application.queries.counter import counter_state
from dispensary.application.workplace import Workplace
from dispensary.desktop.app import Desk, build
from dispensary.desktop.components import BannerWords
from dispensary.desktop.view_models.printers import fields_of, understood
from dispensary.desktop.views.pharmacy import PharmacyView
from dispensary.desktop.views.printers_page import PrintersPage
from dispensary.desktop.views.screen import Go, Where
from dispensary.domain.barcodes.tokens import label_token
from dispensary.domain.identifiers import LabelNumber, UserId
from dispensary.domain.printers import PrinterKind, PrinterPlan, PrinterSetup
from dispensary.domain.printing import JobKind, JobState, PrintJob
from dispensary.keeping import equipment
from dispensary.keeping.home import Home
from dispensary.simulators.label_printer import Fault, LabelPrinter


class Window:
    """The real window with a label printer beside it."""

    def __init__(self, qtbot: QtBot, place: Workplace, desk: Desk, home: Path, printer: LabelPrinter) -> None:
        self.qtbot, self.place, self.desk, self.home, self.printer = qtbot, place, desk, home, printer

    def settle(self) -> None:
        QApplication.processEvents()
        self.qtbot.waitUntil(lambda: not self.desk.counter.tasks.busy, timeout=20_000)

    def page(self, user: UserId = AMARA) -> PrintersPage:
        self.desk.counter.sign_on(staff(self.place, user))
        self.desk.window.show_screen(Go(Where.PHARMACY, page="printers"))
        self.settle()
        view = self.desk.window.current
        assert isinstance(view, PharmacyView)
        return view.printers

    def set_up(self, page: PrintersPage) -> None:
        ui = page.ui
        ui.kind.setCurrentIndex(ui.kind.findData(PrinterKind.NETWORK))
        ui.host.setText("127.0.0.1")
        ui.port.setText(str(self.printer.port))
        ui.save.click()
        self.settle()

    def makes(self, *names: str) -> None:
        with self.place.store.begin() as uow:
            for name in names:
                uow.prints.add(PrintJob(name, JobKind.LABEL, f"Label {name}", b"%PDF", None, self.place.clock.now()))
            uow.commit()

    def rows(self, page: PrintersPage) -> list[tuple[str, str]]:
        return [(line.title, line.state.value) for line in page._lines]

    def choose(self, page: PrintersPage, title: str) -> None:
        page.ui.jobs.selectRow([line.title for line in page._lines].index(title))

    def journal(self, kind: str) -> list[dict[str, object]]:
        with self.place.store.read() as uow:
            entries = [json.loads(entry.body) for entry in uow.journal.entries()]
        return [entry for entry in entries if entry["kind"] == kind]

    def out(self) -> list[str]:
        pictures = [Image.open(path) for path in self.printer.engine.labels()]
        return [found.text for each in pictures for found in zxingcpp.read_barcodes(each)]


@pytest.fixture
def window(qtbot: QtBot, themed: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Window]:
    for name in ("LABEL", "BAG", "PAGE"):
        monkeypatch.delenv(f"DISPENSARY_{name}_PRINTER", raising=False)
    place = workplace(tmp_path)
    desk = build(place, {})
    bugs: list[object] = []
    desk.counter.bug.connect(bugs.append)
    qtbot.add_widget(desk.window)
    with LabelPrinter(tmp_path / "printer") as printer:
        desk.printers.use(equipment.printing(Home(tmp_path)))
        desk.window.show()
        desk.window.begin()
        made = Window(qtbot, place, desk, tmp_path, printer)
        made.settle()
        yield made
        made.settle()
    assert bugs == []
    place.store.close()


def test_a_printer_is_set_up_in_use_at_once_and_tried(window: Window) -> None:
    page = window.page()
    assert page.ui.kind.currentData() == PrinterKind.FOLDER
    assert "written to" in page.ui.state.words()
    assert page.ui.host_row.isHidden()
    window.set_up(page)
    assert "in use from now on" in page.ui.said.words()
    assert page.ui.state.words() == "The printer is ready."
    assert json.loads((window.home / FILE).read_text())["label"]["port"] == window.printer.port
    (entry,) = window.journal("printer-set-up")
    assert entry["detail"] == {
        "label": {"before": "folder", "after": f"network, 127.0.0.1:{window.printer.port}, 8 dots/mm, 70x35"}
    }
    page.ui.test.click()
    window.settle()
    window.settle()
    assert len(window.out()) == 1
    assert window.rows(page) == [("Test print", "sent")]
    assert len(window.journal("test-print")) == 1


def test_out_of_paper_waits_and_says_so_and_comes_out_once_there_is_paper(window: Window) -> None:
    page = window.page()
    window.set_up(page)
    window.printer.engine.set_fault(Fault.PAPER_OUT)
    page.ui.test.click()
    window.settle()
    window.settle()
    assert window.rows(page) == [("Test print", "waiting")]
    assert "out of labels. Put a roll in" in page.ui.chosen.words()
    assert "out of labels" in said_in(window.desk.window.ui.banners)
    assert (page.ui.found.isVisible(), page.ui.again.isVisible(), page.ui.cancel.isVisible()) == (False, False, True)
    window.printer.engine.set_fault(Fault.NONE)
    window.desk.counter.print_waiting()
    window.settle()
    window.settle()
    assert window.rows(page) == [("Test print", "sent")]
    assert len(window.out()) == 1


def test_what_is_in_doubt_is_seen_from_anywhere_and_a_person_says_what_became_of_it(window: Window) -> None:
    window.page()
    window.makes("a", "b", "c")
    with window.place.store.begin() as uow:
        for job in uow.prints.waiting():
            assert uow.prints.begin_sending(job) is not None
        uow.commit()
    window.desk.window.show_screen(Go(Where.WORKLIST))
    window.desk.counter.sign_on(staff(window.place, NIA))
    window.settle()
    assert "3 labels were cut off on the way" in said_in(window.desk.window.ui.banners)
    assert window.desk.window.ui.status_bar.item("printer").words == "Labels in doubt: 3"
    window.desk.window._deed("labels-in-doubt", "look")
    window.settle()
    view = window.desk.window.current
    assert isinstance(view, PharmacyView)
    page = view.printers
    assert window.rows(page) == [("Label a", "in-doubt"), ("Label b", "in-doubt"), ("Label c", "in-doubt")]
    assert page.ui.chosen.words() == "Label a: Look at the printer: is the label there?"
    for title, button in (("Label a", page.ui.found), ("Label b", page.ui.cancel)):
        window.choose(page, title)
        button.click()
        window.settle()
    assert window.rows(page) == [("Label c", "in-doubt"), ("Label b", "failed"), ("Label a", "sent")]
    assert window.journal("print-found")[0]["actor"] == NIA.value
    assert "1 in doubt" in page.ui.queue_hint.text()


def test_what_does_not_read_is_not_sent_to_a_label_printer_and_says_why(window: Window, tmp_path: Path) -> None:
    page = window.page()
    window.set_up(page)
    canvas = Canvas(str(tmp_path / "blank.pdf"), pagesize=(198, 99))
    canvas.drawString(10, 10, "Nothing to scan")
    canvas.save()
    with window.place.store.begin() as uow:
        document, at = (tmp_path / "blank.pdf").read_bytes(), window.place.clock.now()
        uow.prints.add(PrintJob("p", JobKind.LABEL, "Label p", document, None, at))
        uow.commit()
    window.desk.counter.print_waiting()
    window.settle()
    window.settle()
    assert window.rows(page) == [("Label p", "failed")]
    assert "cannot be read back at 8 dots a millimetre" in page.ui.chosen.words()
    assert page.ui.again.isVisible()
    assert window.out() == []


def test_what_cannot_stand_is_refused_and_nothing_is_changed(window: Window) -> None:
    page = window.page()
    ui = page.ui
    ui.kind.setCurrentIndex(ui.kind.findData(PrinterKind.NETWORK))
    ui.host.setText("not an address!")
    assert ui.test.held
    ui.save.click()
    window.settle()
    assert "That is no address of a printer" in ui.refusal.words()
    ui.host.setText("printer")
    ui.port.setText("ninety")
    ui.save.click()
    window.settle()
    assert "The port is a whole number" in ui.refusal.words()
    ui.port.setText("70000")
    ui.save.click()
    window.settle()
    assert "1 to 65535" in ui.refusal.words()
    assert not (window.home / FILE).exists()


def test_pages_are_for_no_label_printer_and_who_does_not_run_the_settings_can_only_try(window: Window) -> None:
    page = window.page(NIA)
    ui = page.ui
    assert not ui.kind.isEnabled()
    assert ui.save.isHidden()
    assert "Anybody who labels can print a test" in ui.not_allowed.words()
    ui.job.setCurrentIndex(ui.job.findData(JobKind.PAGE))
    assert ui.kind.findData(PrinterKind.NETWORK) < 0
    ui.test.click()
    window.settle()
    window.settle()
    assert [path.suffix for path in (window.home / "printed").iterdir()] == [".pdf"]


def test_paper_is_chosen_and_a_sheet_goes_on_where_somebody_says(window: Window) -> None:
    page = window.page()
    ui = page.ui
    assert ui.place_row.isHidden()
    ui.kind.setCurrentIndex(ui.kind.findData(PrinterKind.NETWORK))
    assert ui.paper.findData("A4-14") < 0
    ui.kind.setCurrentIndex(ui.kind.findData(PrinterKind.FOLDER))
    ui.paper.setCurrentIndex(ui.paper.findData("A4-14"))
    assert ui.place_row.isHidden()
    ui.save.click()
    window.settle()
    assert ui.place.currentText() == "Row 1, column 1, counted from the top left"
    for _ in range(2):
        ui.test.click()
        window.settle()
        window.settle()
    assert ui.place.currentData() == 3
    ui.place.setFocus()
    for _ in range(3):
        QTest.keyClick(ui.place, Qt.Key.Key_Down)
    window.settle()
    assert "The next label goes there" in ui.said.words()
    ui.test.click()
    window.settle()
    window.settle()
    assert ui.place.currentData() == 7
    sheets = sorted((window.home / "printed").iterdir())
    assert [page_sizes(path.read_bytes())[0] for path in sheets] == [pytest.approx((210, 297), abs=0.2)] * 3
    ui.job.setCurrentIndex(ui.job.findData(JobKind.BAG_LABEL))
    assert (ui.place_row.isHidden(), ui.large_row.isHidden(), ui.paper.findData("A4-24x37")) == (True, True, -1)
    ui.job.setCurrentIndex(ui.job.findData(JobKind.PAGE))
    assert ui.paper_row.isHidden()


def test_a_wheel_that_scrolls_the_page_puts_no_other_sheet_in(window: Window) -> None:
    page = window.page()
    ui = page.ui
    ui.paper.setCurrentIndex(ui.paper.findData("A4-14"))
    ui.save.click()
    window.settle()
    middle = QPointF(ui.place.rect().center())
    down = QWheelEvent(
        middle,
        ui.place.mapToGlobal(middle),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(ui.place, down)
    window.settle()
    assert ui.place.currentData() == 1
    assert equipment.printing(Home(window.home)).free() == {JobKind.LABEL: 1}


def test_whoever_labels_puts_a_sheet_in_and_does_not_choose_the_paper(window: Window) -> None:
    page = window.page()
    ui = page.ui
    ui.paper.setCurrentIndex(ui.paper.findData("A4-8"))
    ui.save.click()
    window.settle()
    page = window.page(NIA)
    ui = page.ui
    assert (ui.paper.isEnabled(), ui.large.isEnabled(), ui.place.isEnabled()) == (False, False, True)
    ui.place.setFocus()
    QTest.keyClick(ui.place, Qt.Key.Key_Down)
    window.settle()
    assert equipment.printing(Home(window.home)).free() == {JobKind.LABEL: 2}


@pytest.mark.parametrize(("bags", "free"), [("Office", 5), ("Another", 1)])
def test_labels_and_bag_labels_of_one_printer_go_on_one_sheet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bags: str, free: int
) -> None:
    for name in ("LABEL", "BAG"):
        monkeypatch.delenv(f"DISPENSARY_{name}_PRINTER", raising=False)
    setup = PrinterSetup(PrinterKind.QUEUE, queue="Office", paper="A4-14")
    both = {JobKind.LABEL: setup, JobKind.BAG_LABEL: replace(setup, queue=bags)}
    printing = equipment.printing(Home(tmp_path))
    printing.setups.keep(PrinterPlan(both))
    sheet = printing.sheet(JobKind.LABEL)
    assert sheet is not None
    printing.places.put(JobKind.LABEL, sheet, 5)
    assert printing.free() == {JobKind.LABEL: 5, JobKind.BAG_LABEL: free}
    assert printing.places.move(JobKind.BAG_LABEL, sheet, free, free + 1)
    assert printing.free() == {JobKind.LABEL: 6 if bags == "Office" else 5, JobKind.BAG_LABEL: free + 1}


def test_what_the_machine_names_goes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPENSARY_LABEL_PRINTER", "zebra")
    monkeypatch.delenv("DISPENSARY_PAGE_PRINTER", raising=False)
    printing = equipment.printing(Home(tmp_path))
    assert printing.forced == {JobKind.LABEL: "DISPENSARY_LABEL_PRINTER"}
    assert type(equipment.connected_to(Home(tmp_path), JobKind.LABEL, PrinterSetup())).__name__ == "CupsPrinter"
    assert type(printing.made()[JobKind.PAGE]).__name__ == "FilePrinter"


@pytest.mark.parametrize(
    ("setup", "kind"),
    [
        (PrinterSetup(PrinterKind.NETWORK, host="127.0.0.1", port=9), "ThermalPrinter"),
        (PrinterSetup(PrinterKind.SERIAL, device="COM9"), "ThermalPrinter"),
        (PrinterSetup(PrinterKind.RAW_QUEUE, queue="zebra"), "CupsPrinter"),
        (PrinterSetup(PrinterKind.QUEUE, queue="Office"), "SystemQueue"),
        (PrinterSetup(), "FilePrinter"),
    ],
)
def test_each_kind_of_printer_is_made_as_it_was_set_up_and_read_again(
    tmp_path: Path, setup: PrinterSetup, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DISPENSARY_LABEL_PRINTER", raising=False)
    made = understood(fields_of(setup))
    assert made == setup
    file = PrintersFile(tmp_path)
    file.keep(file.read().having(JobKind.LABEL, setup))
    assert file.read().of(JobKind.LABEL) == setup
    assert type(equipment.connected_to(Home(tmp_path), JobKind.LABEL, setup)).__name__ == kind


@pytest.mark.parametrize("paper", [{}, {"paper": "A4-14"}, {"paper": "12x12"}, {"paper": 7, "large": "same"}])
def test_a_label_printer_noted_without_its_paper_or_with_sheets_has_the_usual_roll(
    tmp_path: Path, paper: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    """An earlier version noted none; and no sheet goes through a label printer, whoever wrote that down."""
    monkeypatch.delenv("DISPENSARY_LABEL_PRINTER", raising=False)
    noted = {"kind": "network", "queue": "", "host": "zebra", "port": 9100, "device": "", "speed": 9600}
    (tmp_path / FILE).write_text(json.dumps({"label": {**noted, "dots_per_mm": 8, **paper}}))
    printing = equipment.printing(Home(tmp_path))
    assert printing.setups.read().of(JobKind.LABEL).host == "zebra"
    assert printing.standing().of(JobKind.LABEL).paper == "70x35"
    assert (printing.free(), type(printing.made()[JobKind.LABEL]).__name__) == ({}, "RollPrinter")
    assert equipment.stock_room(Home(tmp_path)).loaded().label.name == "70x35"


def test_a_printer_that_is_not_on_this_computer_is_said(tmp_path: Path, themed: QApplication) -> None:
    setup = PrinterSetup(PrinterKind.QUEUE, queue="None of that name")
    printer = equipment.connected_to(Home(tmp_path), JobKind.PAGE, setup)
    place = workplace(tmp_path)
    with pytest.raises(PrinterUnavailable, match="There is no printer None of that name"):
        printer.send("j", place.pages.scan_sheet(), "Page")
    place.store.close()


def test_a_label_through_the_systems_own_driver_is_as_large_as_it_should_be(
    tmp_path: Path, themed: QApplication
) -> None:
    from tests.adapters.test_labels_pdf import rendered, worded

    from dispensary.adapters.documents.raster import rasters, read_code_128
    from dispensary.adapters.documents.zpl import read_pages
    from dispensary.desktop.printing.system_queue import SystemQueue

    made = rendered(worded(), "100x75")
    out = tmp_path / "out.pdf"
    SystemQueue("", 12, read_pages, str(out)).send("j", made.pdf, "Label")
    (page,) = rasters(out.read_bytes(), 12)
    assert (page.width / 12, page.height / 12) == pytest.approx((100, 75), abs=0.4)
    assert read_code_128(page) == made.codes


def test_what_stands_in_the_fields_of_another_kind_is_not_kept() -> None:
    typed = replace(fields_of(PrinterSetup(PrinterKind.NETWORK, host="a")), kind=PrinterKind.FOLDER)
    assert understood(typed) == PrinterSetup()


def test_a_label_that_was_replaced_says_so_in_the_queue_and_is_not_printed_again(window: Window) -> None:
    window.printer.engine.set_fault(Fault.PAPER_OUT)
    window.set_up(window.page())
    person, item = a_patient(), an_item()
    key = received(window.place, a_prescription(item, patient=person), person)
    approved(window.place, key, settled_decisions(window.place, key))
    for _ in range(2):
        made = label_item(window.place, NIA, key, item.item_id, Wanted())
        assert isinstance(made, Labelled)
        window.desk.counter.changed.emit(made.receipt)
        window.settle()
    page = window.page()
    assert window.rows(page) == [("Label 2", "waiting"), ("Label 1", "failed")]
    window.choose(page, "Label 1")
    assert "Label 1 was replaced by label 2." in page.ui.chosen.words()
    page.ui.again.click()
    window.settle()
    assert page.ui.refusal.words() == "Label 1 was replaced by label 2. Print that one again instead."
    assert window.rows(page) == [("Label 2", "waiting"), ("Label 1", "failed")]
    window.printer.engine.set_fault(Fault.NONE)
    window.desk.counter.print_waiting()
    window.qtbot.waitUntil(lambda: window.rows(page) == [("Label 1", "failed"), ("Label 2", "sent")], timeout=20_000)
    assert window.out() == [label_token(LabelNumber("2"))]


class Down(Printer):
    def send(self, job_id: str, document: bytes, title: str) -> Sent:
        raise PrinterUnavailable("It is off.")


class Unfit(Printer):
    def send(self, job_id: str, document: bytes, title: str) -> Sent:
        raise NotPrintable("Its barcode does not read.")


def unprinted(window: Window) -> list[BannerWords]:
    words = [band.words() for band in window.desk.window.ui.banners.banners()]
    return [said for said in words if said is not None and said.key == "unprinted"]


def sent(window: Window, page: PrintersPage) -> None:
    window.set_up(page)
    window.makes("a")
    with window.place.store.begin() as uow:
        uow.prints.save(replace(uow.prints.waiting()[0], state=JobState.SENT, attempts=1))
        uow.commit()
    page.model.begin()
    window.settle()
    window.choose(page, "Label a")


@pytest.mark.parametrize("how", ["clicks", "keys"])
def test_print_it_again_struck_twice_prints_once_and_again_when_one_comes_back_to_it(window: Window, how: str) -> None:
    page = window.page()
    window.desk.counter.use_printers(dict.fromkeys(JobKind, Down()))
    sent(window, page)
    window.desk.counter.use_printers(dict.fromkeys(JobKind, Down()))
    page.ui.again.setFocus()
    for _ in range(2):
        if how == "clicks":
            QTest.mouseClick(page.ui.again, Qt.MouseButton.LeftButton)
        else:
            QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
        window.settle()
    assert window.rows(page) == [("Label a", "waiting"), ("Label a", "sent")]
    assert page.ui.again.text() == "Print it again, asked for"
    assert QApplication.focusWidget() is page.ui.jobs
    page.ui.jobs.selectRow(0)
    page.ui.jobs.selectRow(1)
    QTest.mouseClick(page.ui.again, Qt.MouseButton.LeftButton)
    window.settle()
    assert len(window.rows(page)) == 3


def test_a_label_that_no_printer_may_print_is_said_until_somebody_has_seen_it(window: Window) -> None:
    page = window.page()
    window.desk.counter.use_printers(dict.fromkeys(JobKind, Unfit()))
    window.makes("a", "b")
    for _ in range(3):
        window.desk.counter.print_waiting()
        window.settle()
    assert window.rows(page) == [("Label a", "failed"), ("Label b", "failed")]
    (band,) = unprinted(window)
    assert band.first == "Label a: Its barcode does not read."
    assert "So it is with 1 other." in band.second
    assert not window.desk.window._bands.out("printer")
    window.desk.window._bands.deed("unprinted", "seen")
    assert not unprinted(window)


def test_without_a_label_printer_the_status_bar_calls_none_ready(window: Window) -> None:
    page = window.page()
    said = "No label printer: into a folder"
    assert said in [item.words for item in window.desk.window._health(counter_state(window.place))]
    window.set_up(page)
    words = [item.words for item in window.desk.window._health(counter_state(window.place))]
    assert said not in words
    assert "Label printer ready" in words
