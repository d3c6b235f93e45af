"""The pharmacy's place: journal, responsible pharmacist record, details and limits. On a real store, by keyboard.

Its dictionary has tests of its own, in test_dictionary_page.
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from tests.builders import (
    AMARA,
    NIA,
    NOW,
    PIN,
    a_patient,
    a_prescription,
    assembled,
    received,
    workplace,
)

from dispensary.adapters.printing.file_printer import FilePrinter
from dispensary.application.absence import begin_absence, end_absence
from dispensary.application.premises import change_premises
from dispensary.application.step import Receipt
from dispensary.desktop.app import Desk, build
from dispensary.desktop.components import RowTable
from dispensary.desktop.view_models import journal as journal_model
from dispensary.desktop.views.pharmacy import PAGES, PharmacyView
from dispensary.desktop.views.screen import Go, Where
from dispensary.desktop.views.sign_in import SignInView
from dispensary.domain.identifiers import UserId
from dispensary.domain.journal import Event
from dispensary.domain.printing import JobKind


@pytest.fixture
def desk(qtbot: QtBot, themed: QApplication, tmp_path: Path) -> Iterator[Desk]:
    place = workplace(tmp_path, sealed=True)
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


def settle(qtbot: QtBot, desk: Desk) -> None:
    qtbot.waitUntil(lambda: not desk.counter.tasks.busy)


def press(qtbot: QtBot, desk: Desk, key: Qt.Key, *, alt: bool = False) -> None:
    held = Qt.KeyboardModifier.AltModifier if alt else Qt.KeyboardModifier.NoModifier
    settle(qtbot, desk)
    QApplication.processEvents()  # a button that was just shown takes its key then
    qtbot.keyClick(QApplication.focusWidget() or desk.window, key, held)
    settle(qtbot, desk)


def opened(qtbot: QtBot, desk: Desk, user: UserId = AMARA, *, page: int = 0) -> PharmacyView:
    sign_in = desk.window.screens[Where.SIGN_IN]
    assert isinstance(sign_in, SignInView)
    sign_in.model.choose(user.value)
    qtbot.keyClicks(sign_in.ui.pin, PIN)
    qtbot.keyClick(sign_in.ui.pin, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.counter.user is not None and desk.window.current is not sign_in)
    for _ in range(page + 1):
        press(qtbot, desk, Qt.Key.Key_B, alt=True)
    view = desk.window.screens[Where.PHARMACY]
    assert isinstance(view, PharmacyView)
    assert desk.window.current is view
    return view


def typed(qtbot: QtBot, field: QWidget, words: str) -> None:
    field.setFocus()
    field.clear()  # type: ignore[attr-defined]
    qtbot.keyClicks(field, words)


def rows(table: RowTable) -> list[str]:
    model = table.model()
    return [
        " | ".join(
            str(model.data(model.index(row, column), Qt.ItemDataRole.AccessibleTextRole))
            for column in range(model.columnCount())
        )
        for row in range(model.rowCount())
    ]


def said_in(widget: QWidget) -> str:
    """Everything that stands there, as an assistive technology says it."""
    QApplication.processEvents()  # what was just made is shown then
    return "\n".join(each.accessibleName() for each in widget.findChildren(QWidget) if each.isVisible())


# --- the journal


def test_the_key_leads_to_the_journal_newest_first_with_who_and_under_what_authority(qtbot: QtBot, desk: Desk) -> None:
    ui = opened(qtbot, desk).journal.ui
    shown = rows(ui.entries)
    assert any("Assembled, Task: assemble, given by Amara Whitlock | Mrs Beryl Hartnoll" in row for row in shown)
    assert all("Nia Rhys" in row for row in shown if "Assembled" in row)
    said = said_in(ui.detail_area)
    assert "Seal: Sealed" in said
    assert "of Counter 1" in said


def test_a_search_narrows_and_enter_in_a_field_does_it(qtbot: QtBot, desk: Desk) -> None:
    view = opened(qtbot, desk)
    ui = view.journal.ui
    typed(qtbot, ui.product, "ramipril 5mg capsules")
    ui.person.setCurrentText("Nia Rhys")
    press(qtbot, desk, Qt.Key.Key_Return)
    assert [row for row in rows(ui.entries) if "Assembled" not in row] == []
    typed(qtbot, ui.patient, "Nobody Atall")
    press(qtbot, desk, Qt.Key.Key_F10)
    assert ui.list.currentWidget() is ui.empty_page
    assert ui.empty.accessibleName() == "No entry fits"
    typed(qtbot, ui.patient, "Hartnoll")
    press(qtbot, desk, Qt.Key.Key_F10)
    assert len(rows(ui.entries)) == 1


@pytest.mark.parametrize(
    ("since", "until", "told"),
    [("someday", "", "is not a date"), ("", "31/31/2026", "is not a date"), ("23/11/2026", "1/11/2026", "before")],
)
def test_days_that_cannot_be_meant_are_said_beside_the_fields(
    qtbot: QtBot, desk: Desk, since: str, until: str, told: str
) -> None:
    ui = opened(qtbot, desk).journal.ui
    typed(qtbot, ui.since, since)
    typed(qtbot, ui.until, until)
    press(qtbot, desk, Qt.Key.Key_F10)
    assert told in ui.refusal.words()


def test_a_medicine_that_nobody_knows_is_said(qtbot: QtBot, desk: Desk) -> None:
    ui = opened(qtbot, desk).journal.ui
    typed(qtbot, ui.product, "no such thing at all")
    press(qtbot, desk, Qt.Key.Key_F10)
    assert "no such thing at all" in ui.refusal.words()


def test_more_is_shown_page_by_page_and_the_chosen_entry_stays(
    qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal_model, "PAGE", 4)
    with desk.counter.place.store.begin() as uow:
        for number in range(9):
            uow.journal.append(Event("noted", {}, {"words": f"note {number}"}), actor=NIA, authority="", at=NOW)
        uow.commit()
    ui = opened(qtbot, desk).journal.ui
    ui.kind.setCurrentText("Note added")
    press(qtbot, desk, Qt.Key.Key_F10)
    assert ui.entries.model().rowCount() == 4
    ui.entries.selectRow(3)
    chosen = said_in(ui.detail_area)
    press(qtbot, desk, Qt.Key.Key_M, alt=True)
    assert ui.entries.model().rowCount() == 8
    assert said_in(ui.detail_area) == chosen
    press(qtbot, desk, Qt.Key.Key_M, alt=True)
    assert ui.entries.model().rowCount() == 9
    assert ui.more.isHidden()
    assert "that is all of them" in ui.count.text()


def test_a_dispenser_is_told_why_the_journal_is_not_open_and_sees_no_line_of_it(qtbot: QtBot, desk: Desk) -> None:
    ui = opened(qtbot, desk, NIA).journal.ui
    assert rows(ui.entries) == []
    assert "Nia Rhys is not authorised" in " ".join(
        each.text()  # type: ignore[attr-defined]
        for each in ui.empty.findChildren(QWidget)
        if hasattr(each, "text")
    )
    for hidden in (ui.sought, ui.search, ui.check, ui.export, ui.checkpoint):
        assert hidden.isHidden()


def test_the_next_person_finds_nothing_of_what_the_last_one_read(qtbot: QtBot, desk: Desk) -> None:
    view = opened(qtbot, desk)
    typed(qtbot, view.journal.ui.patient, "Hartnoll")
    desk.window.switch_user()
    settle(qtbot, desk)
    assert rows(view.journal.ui.entries) == []
    opened(qtbot, desk, NIA)
    assert view.journal.ui.patient.text() == ""


def test_the_check_says_that_the_journal_fits_while_the_window_goes_on(qtbot: QtBot, desk: Desk) -> None:
    ui = opened(qtbot, desk).journal.ui
    qtbot.keyClick(ui.patient, Qt.Key.Key_V, Qt.KeyboardModifier.AltModifier)
    assert "You can go on working" in ui.proof.words()
    assert not ui.check.isEnabled()
    settle(qtbot, desk)
    assert ui.proof.words().startswith("The journal fits.")
    assert ui.check.isEnabled()


def test_the_check_names_the_first_entry_that_does_not_fit_and_what_to_do(
    qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    from sqlcipher3 import dbapi2
    from tests.builders import KEY

    connection = dbapi2.connect(str(tmp_path / "store.db"), isolation_level=None)
    connection.execute(f"PRAGMA key = \"x'{KEY.hex()}'\"")
    connection.execute("DROP TRIGGER journal_no_update")
    connection.execute("UPDATE journal SET body = replace(body, 'nia', 'amy') WHERE sequence = 2")
    connection.close()
    ui = opened(qtbot, desk).journal.ui
    press(qtbot, desk, Qt.Key.Key_V, alt=True)
    said = ui.proof.words()
    assert said.startswith("The journal does not fit. Entry 2 of Counter 1 does not fit")
    assert "compare them with a backup and the printed checkpoints" in said


@pytest.mark.parametrize("name", ["taken.jsonl", "taken.csv"])
def test_the_journal_is_saved_whole_in_the_form_that_the_name_says(
    qtbot: QtBot, desk: Desk, tmp_path: Path, name: str
) -> None:
    view = opened(qtbot, desk)
    view.journal.ask = lambda *_: str(tmp_path / name)
    press(qtbot, desk, Qt.Key.Key_E, alt=True)
    assert f"saved as {name}" in view.journal.ui.proof.words()
    assert "names patients" in view.journal.ui.proof.words()
    lines = (tmp_path / name).read_text(encoding="utf-8").splitlines()
    with desk.counter.place.store.read() as uow:
        digests = [entry.digest for entry in uow.journal.entries()]
    if name.endswith(".csv"):
        assert len(lines) == len(digests) + 1
    else:
        assert [json.loads(line)["digest"] for line in lines] == digests


def test_a_file_that_cannot_be_written_is_said_and_nothing_chosen_writes_nothing(
    qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    view = opened(qtbot, desk)
    view.journal.ask = lambda *_: ""
    press(qtbot, desk, Qt.Key.Key_E, alt=True)
    assert view.journal.ui.proof.words() == ""
    view.journal.ask = lambda *_: str(tmp_path / "not there" / "journal.jsonl")
    press(qtbot, desk, Qt.Key.Key_E, alt=True)
    assert view.journal.ui.proof.words().startswith("journal.jsonl was not written")


def test_a_checkpoint_is_saved_as_its_page(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    view = opened(qtbot, desk)
    view.journal.ask = lambda *_: str(tmp_path / "page.pdf")
    press(qtbot, desk, Qt.Key.Key_G, alt=True)
    assert "saved as page.pdf" in view.journal.ui.proof.words()
    with pypdfium2.PdfDocument(tmp_path / "page.pdf") as page:
        assert "Checkpoint of the dispensing journal" in page[0].get_textpage().get_text_range()


# --- the responsible pharmacist record


def test_anybody_reads_who_was_responsible_and_every_absence(qtbot: QtBot, desk: Desk) -> None:
    for step in (begin_absence, end_absence):
        assert isinstance(step(desk.counter.place, AMARA), Receipt)
    ui = opened(qtbot, desk, NIA, page=1).duty.ui
    first, absence = rows(ui.stretches)
    assert first == "Amara Whitlock, GPhC 2999041 | 23 Nov 2026, 08:42 | responsible now"
    assert absence.startswith("Absent: left 23 Nov 2026, 10:42, back 10:42: 0 minutes")


def test_other_days_are_shown_and_days_without_anybody_say_so(qtbot: QtBot, desk: Desk) -> None:
    ui = opened(qtbot, desk, page=1).duty.ui
    typed(qtbot, ui.since, "1/10/2026")
    typed(qtbot, ui.until, "2/10/2026")
    press(qtbot, desk, Qt.Key.Key_Return)
    assert ui.list.currentWidget() is ui.empty_page
    assert "Nobody was responsible" in ui.empty.accessibleName()
    typed(qtbot, ui.until, "yesterday-ish")
    press(qtbot, desk, Qt.Key.Key_F10)
    assert "is not a date" in ui.refusal.words()
    typed(qtbot, ui.until, "1/9/2026")
    press(qtbot, desk, Qt.Key.Key_F10)
    assert "before the first" in ui.refusal.words()


def test_the_record_is_saved_as_a_page_for_the_premises(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    view = opened(qtbot, desk, page=1)
    view.duty.ask = lambda *_: str(tmp_path / "record.pdf")
    press(qtbot, desk, Qt.Key.Key_E, alt=True)
    assert "Saved as record.pdf" in view.duty.ui.said.words()
    with pypdfium2.PdfDocument(tmp_path / "record.pdf") as page:
        said = page[0].get_textpage().get_text_range()
    assert "Fernhill Pharmacy" in said
    assert "2999041" in said


# --- details and limits


def test_an_administrator_changes_a_limit_and_it_holds_at_once(qtbot: QtBot, desk: Desk) -> None:
    ui = opened(qtbot, desk, page=2).premises.ui
    assert ui.save.held
    typed(qtbot, ui.lock, "3")
    typed(qtbot, ui.absence, "130")
    assert "The law allows 120 minutes" in ui.absence_note.words()
    typed(qtbot, ui.absence, "90")
    assert ui.absence_note.words() == ""
    press(qtbot, desk, Qt.Key.Key_F10)
    assert ui.said.words().startswith("Saved.")
    with desk.counter.place.store.read() as uow:
        stands = uow.premises()
    assert (stands.lock_minutes, stands.supervision.absence_minutes) == (3, 90)
    qtbot.waitUntil(lambda: desk.window._idle._timer.interval() == 3 * 60_000)
    assert ui.save.held


def test_an_administrator_says_who_may_check_and_when_a_barcode_is_known(qtbot: QtBot, desk: Desk) -> None:
    ui = opened(qtbot, desk, page=2).premises.ui
    assert (ui.verifications.text(), ui.own_check.isChecked()) == ("20", False)
    ui.own_check.setChecked(True)
    typed(qtbot, ui.verifications, "5")
    press(qtbot, desk, Qt.Key.Key_F10)
    with desk.counter.place.store.read() as uow:
        stands = uow.premises()
    assert (stands.own_check, stands.good_verifications) == (True, 5)
    assert ui.save.held


@pytest.mark.parametrize(
    ("field", "words", "told"),
    [
        ("lock", "0", "1 to 60 minutes"),
        ("lock", "soon", "1 to 60 minutes"),
        ("absence", "-5", "whole number of minutes"),
        ("ods", "?", "not an ODS code"),
        ("name", " ", "needs its name"),
        ("technicians", "later", "is not a date"),
        ("verifications", "1", "2 to 99 good verifications"),
        ("verifications", "a few", "2 to 99 good verifications"),
    ],
)
def test_what_cannot_stand_is_said_and_what_was_typed_stays(
    qtbot: QtBot, desk: Desk, field: str, words: str, told: str
) -> None:
    ui = opened(qtbot, desk, page=2).premises.ui
    typed(qtbot, getattr(ui, field), words)
    press(qtbot, desk, Qt.Key.Key_F10)
    assert told in ui.refusal.words()
    assert getattr(ui, field).text() == words
    ui.again.click()
    assert getattr(ui, field).text() != words
    assert ui.refusal.words() == ""


def test_somebody_else_s_change_is_told_and_not_written_over(qtbot: QtBot, desk: Desk) -> None:
    ui = opened(qtbot, desk, page=2).premises.ui
    place = desk.counter.place
    with place.store.read() as uow:
        stands = uow.premises()
    typed(qtbot, ui.phone, "01632 960149")
    assert isinstance(change_premises(place, AMARA, stands, replace(stands, lock_minutes=9)), Receipt)
    press(qtbot, desk, Qt.Key.Key_F10)
    assert "Somebody else changed this" in ui.refusal.words()
    assert ui.phone.text() == "01632 960149"
    with place.store.read() as uow:
        assert uow.premises() == replace(stands, lock_minutes=9)


def test_whoever_may_not_change_it_reads_it_and_is_told_who_may(qtbot: QtBot, desk: Desk) -> None:
    ui = opened(qtbot, desk, NIA, page=2).premises.ui
    assert ui.name.text() == "Fernhill Pharmacy"
    assert ui.save.isHidden()
    assert not ui.name.isEnabled()
    assert not ui.own_check.isEnabled()
    assert "Whoever runs the staff accounts" in ui.not_allowed.words()


# --- the place


def test_the_key_goes_round_the_pages_and_esc_leads_back(qtbot: QtBot, desk: Desk) -> None:
    view = opened(qtbot, desk)
    for expected in (
        "Responsible pharmacist",
        "Details",
        "Alerts",
        "Recalls",
        "Near misses",
        "Barcodes",
        "Scanner",
        "Printers",
        "Dictionary",
        "Journal",
    ):
        press(qtbot, desk, Qt.Key.Key_B, alt=True)
        checked = view.tabs.checkedButton()
        assert checked is not None
        assert checked.text() == expected
    press(qtbot, desk, Qt.Key.Key_Escape)
    assert desk.window.current is desk.window.screens[Where.WORKLIST]


@pytest.mark.parametrize("page", range(len(PAGES)), ids=[place.key for place in PAGES])
@pytest.mark.parametrize("size", [(1280, 720), (1024, 700)])
def test_nothing_is_wider_than_the_window(qtbot: QtBot, desk: Desk, page: int, size: tuple[int, int]) -> None:
    view = opened(qtbot, desk, page=page)
    assert view.minimumSizeHint().width() <= size[0]
    desk.window.setMinimumSize(*size)
    desk.window.resize(*size)
    settle(qtbot, desk)
    shown = view.ui.pages.currentWidget()
    for each in shown.findChildren(QWidget):
        if each.isVisible() and not each.visibleRegion().isEmpty():
            right = each.mapTo(shown, each.rect().topRight()).x()
            assert right < size[0], each.objectName()


@pytest.mark.parametrize("width", [1366, 1024])
def test_no_page_s_name_is_cut_in_its_tab(qtbot: QtBot, desk: Desk, width: int) -> None:
    view = opened(qtbot, desk)
    view.recalls.standing.emit(2)
    desk.window.setMinimumSize(width, 600)
    desk.window.resize(width, 768)
    settle(qtbot, desk)
    qtbot.waitUntil(lambda: view.width() == width)
    tabs = view.tabs.buttons()
    qtbot.waitUntil(lambda: all(tab.width() >= tab.sizeHint().width() for tab in tabs))
    if width == 1366:
        assert view.ui.next_words.isVisible()


def test_nobody_signed_in_sees_none_of_it(qtbot: QtBot, desk: Desk) -> None:
    press(qtbot, desk, Qt.Key.Key_B, alt=True)
    assert desk.window.current is desk.window.screens[Where.SIGN_IN]
    desk.window.show_screen(Go(Where.PHARMACY))
    assert desk.window.current is desk.window.screens[Where.SIGN_IN]
