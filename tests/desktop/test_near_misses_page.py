"""The near-miss log on the screen: noted from the bench in a few keys, completed later, narrowed and taken along."""

import csv
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests.builders import AMARA, JOSEPH, NIA, NOW, a_patient, a_prescription, assembled, received, workplace
from tests.desktop.test_pharmacy_view import opened, press, rows, said_in, settle, typed

from dispensary.adapters.printing.file_printer import FilePrinter
from dispensary.desktop.app import Desk, build
from dispensary.desktop.views.near_misses_page import NearMissesPage
from dispensary.desktop.views.pharmacy import PAGES, PharmacyView
from dispensary.desktop.views.screen import Go, Where
from dispensary.domain.identifiers import UserId
from dispensary.domain.near_misses import Learning, NearMissKind, NearMissRecord, Staffing
from dispensary.domain.printing import JobKind

PAGE = next(at for at, place in enumerate(PAGES) if place.key == "near-misses")
KEY = a_prescription().key
EARLIER = NOW - timedelta(days=40)


@pytest.fixture
def desk(qtbot: QtBot, themed: QApplication, tmp_path: Path) -> Iterator[Desk]:
    place = workplace(tmp_path)
    person = a_patient()
    assembled(place, received(place, a_prescription(patient=person), person))
    with place.store.begin() as uow:
        why = Learning("=Shelved side by side", discussed=True)
        uow.near_misses.add(
            NearMissRecord(1, EARLIER, NearMissKind.STRENGTH, "Ramipril 5mg", "Ramipril 10mg", NIA, learning=why,
                           finished=EARLIER, reasons=("10 mg scanned, 5 mg prescribed.",))
        )  # fmt: skip
        uow.near_misses.add(NearMissRecord(2, NOW, NearMissKind.LABEL, "Amlodipine 5mg", "No label", JOSEPH))
        uow.next_number("near-miss"), uow.next_number("near-miss")
        uow.commit()
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


def shown(qtbot: QtBot, desk: Desk, user: UserId = AMARA) -> NearMissesPage:
    view = opened(qtbot, desk, user)
    view.show_page(PAGES[PAGE])
    settle(qtbot, desk)
    return view.near_misses


def ctrl_n(qtbot: QtBot, desk: Desk) -> None:
    QApplication.processEvents()
    qtbot.keyClick(QApplication.focusWidget() or desk.window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, desk)


def kept(desk: Desk, number: int) -> NearMissRecord:
    with desk.counter.place.store.read() as uow:
        return next(miss for miss in uow.near_misses.all() if miss.number == number)


def test_the_log_is_newest_first_and_the_chosen_one_says_what_was_seen(qtbot: QtBot, desk: Desk) -> None:
    page = shown(qtbot, desk)
    first, second = rows(page.ui.entries)
    assert first == "23 Nov 2026, morning | Amlodipine 5mg, Found: No label | Label wrong (L) | To complete"
    assert second.endswith("Wrong strength (S) | Discussed")
    page.ui.entries.selectRow(1)
    assert "Seen: 10 mg scanned, 5 mg prescribed." in said_in(page.ui.detail)
    assert page.ui.cause.toPlainText() == "=Shelved side by side"


def test_it_is_completed_and_stays_chosen(qtbot: QtBot, desk: Desk) -> None:
    page = shown(qtbot, desk)
    page.ui.entries.selectRow(1)
    page.ui.entries.selectRow(0)
    typed(qtbot, page.ui.cause, "Interrupted by the telephone")
    typed(qtbot, page.ui.action, "Label printed again")
    typed(qtbot, page.ui.pharmacists, "1")
    typed(qtbot, page.ui.dispensers, "3")
    page.ui.dispensed_by.setCurrentIndex(page.ui.dispensed_by.findData(NIA.value))
    press(qtbot, desk, Qt.Key.Key_F10)
    made = kept(desk, 2)
    assert made.learning == Learning("Interrupted by the telephone", action="Label printed again")
    assert made.staffing == Staffing(1, None, 3)
    assert (made.dispensed_by, made.checked_by, made.draft) == (NIA, None, False)
    assert "The journal holds every version" in page.ui.said.words()
    assert rows(page.ui.entries)[0].endswith("Not discussed yet")
    assert page.ui.cause.toPlainText() == "Interrupted by the telephone"


def test_a_count_that_is_none_is_said_and_what_was_typed_stays(qtbot: QtBot, desk: Desk) -> None:
    page = shown(qtbot, desk)
    typed(qtbot, page.ui.technicians, "two")
    press(qtbot, desk, Qt.Key.Key_F10)
    assert "is a whole number" in page.ui.refusal.words()
    page.ui.entries.selectRow(1)
    assert page.ui.technicians.text() == ""
    page.ui.entries.selectRow(0)
    assert page.ui.technicians.text() == "two"
    assert kept(desk, 2).draft


def test_it_is_narrowed_by_month_and_type(qtbot: QtBot, desk: Desk) -> None:
    page = shown(qtbot, desk)
    assert [page.ui.month.itemText(at) for at in range(3)] == ["All months", "November 2026", "October 2026"]
    page.ui.month.setCurrentIndex(2)
    page.ui.month.activated.emit(2)
    assert [row.split(" | ")[0] for row in rows(page.ui.entries)] == ["14 Oct 2026, morning"]
    assert page.ui.count.text() == "1 of 2, newest first"
    at = page.ui.kind_shown.findData(NearMissKind.LABEL.value)
    page.ui.kind_shown.setCurrentIndex(at)
    page.ui.kind_shown.activated.emit(at)
    assert rows(page.ui.entries) == []
    assert page.ui.empty.isVisible()


def test_what_is_listed_is_saved_as_a_table_without_formulas(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    page = shown(qtbot, desk)
    page.ask = lambda *_: str(tmp_path / "log.csv")
    press(qtbot, desk, Qt.Key.Key_E, alt=True)
    assert "Saved as log.csv: 2 near misses" in page.ui.said.words()
    with (tmp_path / "log.csv").open(encoding="utf-8", newline="") as file:
        table = list(csv.DictReader(file))
    assert [(row["number"], row["type"], row["pharmacists"]) for row in table] == [("2", "L", ""), ("1", "S", "")]
    assert table[1]["possible_cause"] == "'=Shelved side by side"


def test_another_one_is_noted_on_the_page(qtbot: QtBot, desk: Desk) -> None:
    page = shown(qtbot, desk, NIA)
    ctrl_n(qtbot, desk)
    press(qtbot, desk, Qt.Key.Key_F10)
    assert "Say what was prescribed" in page.ui.refusal.words()
    typed(qtbot, page.ui.prescribed, "Ramipril 5mg capsules")
    typed(qtbot, page.ui.found, "The bag of somebody else")
    page.ui.kind.setCurrentIndex(page.ui.kind.findData(NearMissKind.PATIENT.value))
    press(qtbot, desk, Qt.Key.Key_F10)
    made = kept(desk, 3)
    assert (made.kind, made.found, made.reported_by) == (NearMissKind.PATIENT, "The bag of somebody else", NIA)
    assert made.draft
    assert rows(page.ui.entries)[0].startswith("23 Nov 2026, morning | Ramipril 5mg capsules")
    assert "Noted" in page.ui.said.words()


def test_from_the_bench_it_is_one_key_and_noting_it_leads_back_there(qtbot: QtBot, desk: Desk) -> None:
    opened(qtbot, desk, JOSEPH)
    desk.window.show_screen(Go(Where.ACCURACY_CHECK, key=KEY))
    settle(qtbot, desk)
    ctrl_n(qtbot, desk)
    view = desk.window.current
    assert isinstance(view, PharmacyView)
    ui = view.near_misses.ui
    assert ui.prescribed.text() == "Ramipril 5mg capsules"
    assert QApplication.focusWidget() is ui.found
    qtbot.keyClicks(ui.found, "Two labels swapped")
    press(qtbot, desk, Qt.Key.Key_Escape)
    bench = desk.window.screens[Where.ACCURACY_CHECK]
    assert desk.window.current is bench
    ctrl_n(qtbot, desk)
    assert ui.found.text() == "Two labels swapped"
    press(qtbot, desk, Qt.Key.Key_F10)
    assert desk.window.current is bench
    made = kept(desk, 3)
    assert (made.prescribed, made.found, made.reported_by) == ("Ramipril 5mg capsules", "Two labels swapped", JOSEPH)


def test_the_next_person_finds_nothing_of_what_was_begun(qtbot: QtBot, desk: Desk) -> None:
    page = shown(qtbot, desk)
    ctrl_n(qtbot, desk)
    typed(qtbot, page.ui.found, "Somebody's words")
    desk.window.switch_user()
    settle(qtbot, desk)
    page = shown(qtbot, desk, NIA)
    ctrl_n(qtbot, desk)
    assert page.ui.found.text() == ""
