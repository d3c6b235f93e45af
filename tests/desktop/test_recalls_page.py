"""The recalls on the screen: entered from the notice, whom they concern, ended by a pharmacist, saved to ring from."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QApplication, QStyle, QStyleOptionComboBox, QWidget
from pytestqt.qtbot import QtBot
from tests.builders import (
    AMARA,
    JOSEPH,
    NIA,
    NOW,
    a_patient,
    a_prescription,
    an_item,
    assembled,
    checked,
    pack_scan,
    received,
    workplace,
)
from tests.desktop.test_pharmacy_view import opened, press, rows, said_in, settle, typed

from dispensary.adapters.printing.file_printer import FilePrinter
from dispensary.application.ports.changes import Changes
from dispensary.application.recalls import Notice, RecallMade, start_recall
from dispensary.application.restricted import restrict_record
from dispensary.application.step import Receipt
from dispensary.application.workplace import Workplace
from dispensary.desktop.app import Desk, build
from dispensary.desktop.views.pharmacy import PAGES, PharmacyView
from dispensary.desktop.views.recalls_page import RecallsPage
from dispensary.desktop.views.screen import Go, Where
from dispensary.domain.barcodes.reading import read_scan
from dispensary.domain.dictionary import Kind
from dispensary.domain.dispensing import ChosenProduct, Dispensing, ItemWork, PackScan, Supply
from dispensary.domain.identifiers import Gtin, SnomedCode, UserId
from dispensary.domain.printing import JobKind
from dispensary.domain.quantity import Quantity
from dispensary.domain.recalls import Recall, Recalled
from dispensary.domain.workflow import Stage

RAMIPRIL = "Ramipril 5mg capsules"
PAGE = next(at for at, place in enumerate(PAGES) if place.key == "recalls")
PERSON = replace(a_patient(), phone="01632 960 001")


def gtin() -> Gtin:
    found = read_scan(pack_scan(RAMIPRIL)).gtin
    assert found is not None
    return found


def supplied(number: str, at: datetime, batch: str | None, patient: bool = True) -> Dispensing:
    scan = PackScan(
        raw="scan", verdict="pass", rule="exact", at=at, by=NIA, gtin=gtin(), batch=batch,
        quantity=Quantity(Decimal(28), "capsule"),
    )  # fmt: skip
    product = ChosenProduct(SnomedCode("1"), Kind.AMP, RAMIPRIL)
    supply = Supply(Quantity(Decimal(28), "capsule"), product, at, NIA, packs=(scan,))
    sent = a_prescription(an_item(), number=number)
    work = ItemWork(sent.items[0].item_id, Stage.HANDED_OUT, supplies=(supply,))
    return Dispensing(sent, (work,), at, PERSON.id if patient else None)


def a_recall(place: Workplace, *batches: str, by: UserId = JOSEPH, title: str = "Particles found") -> Recall:
    what = Recalled(gtins=frozenset({gtin()}), batches=frozenset(batches))
    made = start_recall(place, by, Notice(title, what, "Bring it back. Do not stop taking it.", "EL26A/12"))
    assert isinstance(made, RecallMade)
    return made.recall


@pytest.fixture
def desk(qtbot: QtBot, themed: QApplication, tmp_path: Path) -> Iterator[Desk]:
    place = workplace(tmp_path)
    with place.store.begin() as uow:
        uow.patients.add(PERSON)
        uow.dispensings.add(supplied("00000A-FZZ99A-44B0E", NOW - timedelta(days=9), "TR4071"))
        uow.dispensings.add(supplied("00000B-FZZ99A-44B0E", NOW - timedelta(days=4), None))
        uow.dispensings.add(supplied("00000C-FZZ99A-44B0E", NOW - timedelta(days=2), "B2"))
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


def shown(qtbot: QtBot, desk: Desk, user: UserId = AMARA) -> RecallsPage:
    view = opened(qtbot, desk, user, page=PAGE)
    settle(qtbot, desk)
    return view.recalls


def tab_of(desk: Desk) -> str:
    view = desk.window.screens[Where.PHARMACY]
    assert isinstance(view, PharmacyView)
    return view.tabs.buttons()[PAGE].text()


def looks(desk: Desk) -> list[dict[str, object]]:
    with desk.counter.place.store.read() as uow:
        entries = [json.loads(entry.body) for entry in uow.journal.entries()]
    return [entry["detail"] for entry in entries if entry["kind"] == "patients-searched"]


def test_whom_a_recall_concerns_stands_newest_first_and_an_unknown_batch_is_not_dropped(
    qtbot: QtBot, desk: Desk
) -> None:
    a_recall(desk.counter.place, "TR4071")
    page = shown(qtbot, desk)
    assert rows(page.ui.recalls) == [
        "Particles found, Recall 1, EL26A/12, Class 2: within 48 hours | 23 Nov 2026 | Stands"
    ]
    first, second = rows(page.ui.people)
    assert first == (
        "Mrs Beryl Hartnoll, born 14 Mar 1953 | Ramipril 5mg capsules, 28 capsules | Batch not known, expiry not known"
        " | 01632 960 001, 19 Nov 2026"
    )
    assert "TR4071" in second
    assert "1 of them perhaps: batch or expiry not known" in page.ui.found.text()
    said = said_in(page.ui.detail_area)
    assert "What to tell them: Bring it back. Do not stop taking it." in said
    assert "Entered: 23 Nov 2026, 10:42, Joseph Pell" in said
    assert tab_of(desk) == "Recalls (1)"


def test_the_look_at_these_people_is_in_the_journal_once(qtbot: QtBot, desk: Desk) -> None:
    a_recall(desk.counter.place)
    page = shown(qtbot, desk)
    page.ui.recalls.selectRow(0)
    settle(qtbot, desk)
    assert looks(desk) == [{"typed": "recall 1", "shown": [PERSON.id.value]}]


def test_packs_that_are_still_here_stand_on_top(qtbot: QtBot, desk: Desk) -> None:
    place = desk.counter.place
    other = a_patient(name="Mr Idris Farthing", number="9990142742")
    checked(place, assembled(place, received(place, a_prescription(patient=other), other)))
    a_recall(place)
    page = shown(qtbot, desk)
    found = rows(page.ui.people)
    assert found[0].startswith("Mr Idris Farthing")
    assert found[0].endswith("Still in the pharmacy")
    assert page.ui.found.text().startswith("1 pack still in the pharmacy, 3 packs supplied to 1 person")


def test_a_restricted_record_says_so_without_its_name_and_its_look_is_not_claimed(qtbot: QtBot, desk: Desk) -> None:
    assert isinstance(restrict_record(desk.counter.place, AMARA, PERSON.id, "Works here", (AMARA,)), Receipt)
    a_recall(desk.counter.place, "TR4071")
    page = shown(qtbot, desk, JOSEPH)
    assert all(row.startswith("Restricted record") for row in rows(page.ui.people))
    assert "Hartnoll" not in said_in(page)
    assert "2 packs in restricted records" in page.ui.found.text()
    assert looks(desk) == []


def test_a_recall_is_entered_by_keyboard_with_its_product_found_by_typing(qtbot: QtBot, desk: Desk) -> None:
    page = shown(qtbot, desk)
    assert page.ui.empty.isVisible()
    press(qtbot, desk, Qt.Key.Key_Q, alt=True)
    ui = page.entry.ui
    typed(qtbot, ui.title, "Particles found")
    typed(qtbot, ui.reference, "EL26A/12")
    typed(qtbot, ui.product, "ramipril 5mg caps")
    settle(qtbot, desk)
    press(qtbot, desk, Qt.Key.Key_Return)
    assert "Every pack of it is meant: Ramipril 5mg capsules" in ui.chosen.words()
    typed(qtbot, ui.batches, "tr 4071, ZZ1")
    typed(qtbot, ui.advice, "Bring it back.")
    press(qtbot, desk, Qt.Key.Key_F10)
    assert "Recall 1 is recorded" in page.ui.said.words()
    with desk.counter.place.store.read() as uow:
        (made,) = uow.recalls.all()
    assert made.what.product is not None
    assert made.what.product.name == RAMIPRIL
    assert made.what.batches == {"TR4071", "ZZ1"}
    assert len(rows(page.ui.people)) == 2
    assert tab_of(desk) == "Recalls (1)"


def test_a_pack_scanned_into_the_form_is_one_of_its_barcodes(qtbot: QtBot, desk: Desk) -> None:
    page = shown(qtbot, desk)
    desk.window.scanned(pack_scan(RAMIPRIL))
    press(qtbot, desk, Qt.Key.Key_Q, alt=True)
    for _ in range(2):
        desk.window.scanned(pack_scan(RAMIPRIL))
    assert page.entry.ui.gtins.toPlainText() == gtin().value


@pytest.mark.parametrize(
    ("field", "words", "told"),
    [
        ("gtins", "12345678", "“12345678” is no barcode number"),
        ("expires_from", "someday", "is not a date"),
        ("product", "ramipril", "Choose the product in the list"),
        ("title", "", "Give the recall a title"),
    ],
)
def test_what_cannot_stand_is_said_and_esc_keeps_what_was_typed(
    qtbot: QtBot, desk: Desk, field: str, words: str, told: str
) -> None:
    page = shown(qtbot, desk)
    press(qtbot, desk, Qt.Key.Key_Q, alt=True)
    ui = page.entry.ui
    typed(qtbot, ui.title, "Particles found")
    typed(qtbot, getattr(ui, field), words)
    press(qtbot, desk, Qt.Key.Key_F10)
    assert told in ui.refusal.words()
    press(qtbot, desk, Qt.Key.Key_Escape)
    assert desk.window.current is desk.window.screens[Where.PHARMACY]
    assert page.ui.empty.isVisible()
    press(qtbot, desk, Qt.Key.Key_Q, alt=True)
    held = getattr(ui, field)
    assert (held.toPlainText() if field == "gtins" else held.text()) == words


def test_a_pharmacist_ends_one_with_a_reason_and_it_stays_in_the_list(qtbot: QtBot, desk: Desk) -> None:
    a_recall(desk.counter.place)
    page = shown(qtbot, desk)
    press(qtbot, desk, Qt.Key.Key_Y, alt=True)
    assert page.ui.accept.text() == "End recall 1"
    press(qtbot, desk, Qt.Key.Key_F10)
    assert "Say why" in page.ui.refusal.words()
    typed(qtbot, page.ui.reason, "All packs are back")
    press(qtbot, desk, Qt.Key.Key_F10)
    assert "Recall 1 is over" in page.ui.said.words()
    assert rows(page.ui.recalls)[0].endswith("Over")
    assert "Amara Whitlock, All packs are back" in said_in(page.ui.detail_area)
    assert page.ui.end.isHidden()
    assert tab_of(desk) == "Recalls"


def test_nobody_but_a_pharmacist_ends_one(qtbot: QtBot, desk: Desk) -> None:
    a_recall(desk.counter.place)
    page = shown(qtbot, desk, JOSEPH)
    assert page.ui.end.held
    press(qtbot, desk, Qt.Key.Key_Y, alt=True)
    assert page.ui.ending.isHidden()


def test_the_list_is_saved_as_pages_that_name_everybody_and_what_to_tell_them(
    qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    a_recall(desk.counter.place, "TR4071")
    page = shown(qtbot, desk)
    page.ask = lambda *_: str(tmp_path / "list.pdf")
    press(qtbot, desk, Qt.Key.Key_E, alt=True)
    assert "Saved as list.pdf" in page.ui.said.words()
    with pypdfium2.PdfDocument(tmp_path / "list.pdf") as made:
        said = made[0].get_textpage().get_text_range()
    for words in (
        "Recall 1: Particles found",
        "Mrs Beryl Hartnoll",
        "01632 960 001",
        "Batch not known",
        "Bring it back",
    ):
        assert words in said
    assert looks(desk)[-1]["typed"] == "recall 1, list saved"


def test_the_next_person_finds_no_name_of_the_last_one_s_look(qtbot: QtBot, desk: Desk) -> None:
    a_recall(desk.counter.place)
    page = shown(qtbot, desk)
    assert rows(page.ui.people)
    desk.window.switch_user()
    settle(qtbot, desk)
    assert rows(page.ui.people) == []
    assert page.model.found is None


def test_a_new_recall_is_the_chosen_one_whatever_was_chosen_before(qtbot: QtBot, desk: Desk) -> None:
    a_recall(desk.counter.place, "TR4071", title="An old one")
    page = shown(qtbot, desk)
    press(qtbot, desk, Qt.Key.Key_Q, alt=True)
    typed(qtbot, page.entry.ui.title, "A new one")
    typed(qtbot, page.entry.ui.advice, "Bring it back.")
    desk.window.scanned(pack_scan(RAMIPRIL))
    press(qtbot, desk, Qt.Key.Key_F10)
    assert page.model.found is not None
    assert page.model.found.recall.title == "A new one"
    assert len(rows(page.ui.people)) == 3


def test_what_was_begun_stays_while_the_page_is_left_and_is_not_for_the_next_person(qtbot: QtBot, desk: Desk) -> None:
    page = shown(qtbot, desk)
    press(qtbot, desk, Qt.Key.Key_Q, alt=True)
    typed(qtbot, page.entry.ui.title, "Half of a notice")
    for _ in range(2):
        press(qtbot, desk, Qt.Key.Key_Escape)
    assert desk.window.current is desk.window.screens[Where.WORKLIST]
    desk.window.show_screen(Go(Where.PHARMACY, page="recalls"))
    settle(qtbot, desk)
    press(qtbot, desk, Qt.Key.Key_Q, alt=True)
    assert page.entry.ui.title.text() == "Half of a notice"
    desk.window.switch_user()
    assert page.entry.ui.title.text() == ""


def test_a_recall_that_another_counter_entered_shows_on_the_tab(qtbot: QtBot, desk: Desk) -> None:
    shown(qtbot, desk)
    assert tab_of(desk) == "Recalls"
    a_recall(desk.counter.place)
    desk.counter._elsewhere.emit(Changes(bench=True))
    qtbot.waitUntil(lambda: tab_of(desk) == "Recalls (1)")


@pytest.mark.parametrize("size", [(1366, 768), (1024, 600)])
def test_the_form_is_no_wider_than_the_window(qtbot: QtBot, desk: Desk, size: tuple[int, int]) -> None:
    page = shown(qtbot, desk)
    press(qtbot, desk, Qt.Key.Key_Q, alt=True)
    desk.window.setMinimumSize(*size)
    desk.window.resize(*size)
    settle(qtbot, desk)
    for each in page.findChildren(QWidget):
        if each.isVisible() and not each.visibleRegion().isEmpty():
            assert each.mapTo(page, each.rect().topRight()).x() < size[0], each.objectName()


def test_what_to_tell_people_shows_whole_beside_a_long_title(qtbot: QtBot, desk: Desk) -> None:
    a_recall(desk.counter.place, title="Ramipril 5 mg capsules of several makers: particles may be in them, " * 2)
    page = shown(qtbot, desk)
    desk.window.resize(1280, 680)
    settle(qtbot, desk)
    QApplication.processEvents()
    assert page.ui.detail_area.width() <= page.ui.detail_scroll.viewport().width()


def test_the_form_shows_every_choice_whole_in_the_smallest_window(qtbot: QtBot, desk: Desk) -> None:
    page = shown(qtbot, desk)
    press(qtbot, desk, Qt.Key.Key_Q, alt=True)
    desk.window.resize(1280, 680)
    settle(qtbot, desk)
    QApplication.processEvents()
    for box in (page.entry.ui.urgency, page.entry.ui.level):
        longest = max(box.fontMetrics().horizontalAdvance(box.itemText(at)) for at in range(box.count()))
        option = QStyleOptionComboBox()
        box.initStyleOption(option)
        field = box.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, box
        )
        assert field.width() >= longest, box.objectName()
