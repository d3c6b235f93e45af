"""Barcodes that the dictionary does not know: mapped from the bench by a pharmacist, listed, taken back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests.builders import AMARA, JOSEPH, a_patient, a_prescription, assembled, held, pack_scan, received, workplace
from tests.desktop.test_pharmacy_view import opened, press, rows, settle, typed

from dispensary.adapters.printing.file_printer import FilePrinter
from dispensary.application.mapped_barcodes import map_barcode
from dispensary.application.step import Receipt
from dispensary.desktop.app import Desk, build
from dispensary.desktop.views.accuracy_check import AccuracyView
from dispensary.desktop.views.barcodes_page import BarcodesPage
from dispensary.desktop.views.pharmacy import PAGES, PharmacyView
from dispensary.desktop.views.screen import Go, Where
from dispensary.domain.barcodes.reading import read_scan
from dispensary.domain.identifiers import Gtin, SnomedCode, UserId
from dispensary.domain.printing import JobKind

PAGE = next(place for place in PAGES if place.key == "barcodes")
KEY = a_prescription().key
RAMIPRIL = "Ramipril 5mg capsules"
STRANGE = Gtin("09506000134352")
UNKNOWN = f"]d201{STRANGE.value}17280831" + "10B1\x1d21S1"


@pytest.fixture
def desk(qtbot: QtBot, themed: QApplication, tmp_path: Path) -> Iterator[Desk]:
    place = workplace(tmp_path)
    person = a_patient()
    assembled(place, received(place, a_prescription(patient=person), person))
    printer = FilePrinter(tmp_path / "printed")
    made = build(place, dict.fromkeys(JobKind, printer))
    bugs: list[object] = []
    made.counter.bug.connect(bugs.append)
    qtbot.add_widget(made.window)
    made.window.show()
    made.window.begin()
    settle(qtbot, made)
    yield made
    settle(qtbot, made)
    made.window.close()
    app = QCoreApplication.instance()
    assert app is not None
    app.removeEventFilter(made.scans)
    place.store.close()
    assert bugs == []


def the_pack(desk: Desk) -> SnomedCode:
    gtin = read_scan(pack_scan(RAMIPRIL)).gtin
    assert gtin is not None
    return desk.counter.place.dictionary.packs_with(gtin)[0].pack.code


def mapped(desk: Desk) -> None:
    assert isinstance(map_barcode(desk.counter.place, AMARA, STRANGE, the_pack(desk), "Read on the box"), Receipt)


def shown(qtbot: QtBot, desk: Desk, user: UserId = AMARA) -> BarcodesPage:
    view = opened(qtbot, desk, user)
    view.show_page(PAGE)
    settle(qtbot, desk)
    return view.barcodes


def at_bench(qtbot: QtBot, desk: Desk, user: UserId) -> AccuracyView:
    opened(qtbot, desk, user)
    desk.window.show_screen(Go(Where.ACCURACY_CHECK, key=KEY))
    settle(qtbot, desk)
    desk.window.scanned(UNKNOWN)
    settle(qtbot, desk)
    bench = desk.window.current
    assert isinstance(bench, AccuracyView)
    return bench


def test_a_pharmacist_maps_an_unknown_pack_from_the_bench_and_comes_back_to_it(qtbot: QtBot, desk: Desk) -> None:
    bench = at_bench(qtbot, desk, AMARA)
    press(qtbot, desk, Qt.Key.Key_H, alt=True)
    view = desk.window.current
    assert isinstance(view, PharmacyView)
    ui = view.barcodes.ui
    assert ui.gtin.text() == STRANGE.value
    assert ui.product.text() == ""
    press(qtbot, desk, Qt.Key.Key_F10)
    assert "Choose the pack that carries the barcode" in ui.refusal.words()
    typed(qtbot, ui.product, "ramipril 5mg caps")
    settle(qtbot, desk)
    press(qtbot, desk, Qt.Key.Key_Return)
    code = the_pack(desk)
    assert all("Pack" in row or "pack" in row for row in rows(ui.packs))
    ui.packs.selectRow(view.barcodes.packs.place_of(code) or 0)
    press(qtbot, desk, Qt.Key.Key_Return)
    assert ui.chosen.words().startswith("It is: Ramipril 5mg capsules")
    press(qtbot, desk, Qt.Key.Key_F10)
    assert "Say why" in ui.refusal.words()
    qtbot.keyClicks(ui.reason, "Read on the box")
    press(qtbot, desk, Qt.Key.Key_F10)
    assert desk.window.current is bench
    with desk.counter.place.store.read() as uow:
        made = uow.mapped_barcodes.get(STRANGE.value)
    assert made is not None
    assert (made.pack, made.by, made.reason) == (code, AMARA, "Read on the box")
    settle(qtbot, desk)
    assert "Is it that pack?" in bench.ui.verdict.accessibleName()
    assert bench.ui.map_barcode.isHidden()
    press(qtbot, desk, Qt.Key.Key_F10)
    assert [scan.packs for scan in held(desk.counter.place, KEY).items[0].scans] == [(code,)]


def test_nobody_but_a_pharmacist_is_offered_it(qtbot: QtBot, desk: Desk) -> None:
    bench = at_bench(qtbot, desk, JOSEPH)
    assert bench.ui.map_barcode.isHidden()
    page = shown(qtbot, desk, JOSEPH)
    assert page.ui.map_one.held


def test_the_list_says_what_it_is_by_whom_and_how_far_it_is_proved(qtbot: QtBot, desk: Desk) -> None:
    mapped(desk)
    (row,) = rows(shown(qtbot, desk).ui.barcodes)
    assert STRANGE.value in row
    assert "23 Nov 2026, Amara Whitlock" in row
    assert row.endswith("Found right 0 of 20 times, until 23 May 2027")


def test_it_is_taken_back_with_a_reason(qtbot: QtBot, desk: Desk) -> None:
    mapped(desk)
    page = shown(qtbot, desk)
    press(qtbot, desk, Qt.Key.Key_K, alt=True)
    press(qtbot, desk, Qt.Key.Key_F10)
    assert "Say why" in page.ui.refusal.words()
    typed(qtbot, page.ui.reason, "It was another box")
    press(qtbot, desk, Qt.Key.Key_F10)
    assert f"{STRANGE.value} is unknown again." in page.ui.said.words()
    assert rows(page.ui.barcodes)[0].endswith("Taken back, It was another box")
    assert page.ui.take_back.isHidden()


def test_a_barcode_that_the_dictionary_knows_is_refused_and_what_was_typed_stays(qtbot: QtBot, desk: Desk) -> None:
    page = shown(qtbot, desk)
    press(qtbot, desk, Qt.Key.Key_H, alt=True)
    desk.window.scanned(pack_scan(RAMIPRIL))
    typed(qtbot, page.ui.product, "amlodipine 5mg")
    settle(qtbot, desk)
    for _ in range(2):
        press(qtbot, desk, Qt.Key.Key_Return)
    qtbot.keyClicks(page.ui.reason, "read")
    press(qtbot, desk, Qt.Key.Key_F10)
    assert "The dictionary knows this barcode" in page.ui.refusal.words()
    press(qtbot, desk, Qt.Key.Key_Escape)
    assert page.ui.empty.isVisible()
    press(qtbot, desk, Qt.Key.Key_H, alt=True)
    assert page.ui.reason.text() == "read"
    desk.window.switch_user()
    assert page.ui.reason.text() == ""
