"""Esc in the whole window: one owner, the same meaning on every screen."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from tests.builders import (
    a_patient,
    a_prescription,
    an_item,
    approved,
    assembled,
    bagged,
    checked,
    printers,
    received,
    workplace,
)

from dispensary.application.workplace import Workplace
from dispensary.desktop.app import Desk, build
from dispensary.desktop.components import KeyButton
from dispensary.desktop.keymap import Action, active_keys
from dispensary.desktop.views.screen import Go, Where
from dispensary.domain.identifiers import IssueKey

TASKS = (Where.PRESCRIPTION, Where.CLINICAL_CHECK, Where.ACCURACY_CHECK, Where.HAND_OUT, Where.PATIENT, Where.MANUAL)


class Counter:
    """The real window with everything in it, and somebody signed in."""

    def __init__(self, qtbot: QtBot, place: Workplace, desk: Desk) -> None:
        self.qtbot, self.place, self.desk, self.window = qtbot, place, desk, desk.window

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: not self.desk.counter.tasks.busy)

    def go(self, where: Where, key: IssueKey | None = None) -> None:
        self.window.show_screen(Go(where, key=key))
        self.settle()
        QApplication.processEvents()
        self.settle()

    def press(self, key: Qt.Key) -> None:
        """As a real keyboard: into the window, where Qt looks for shortcuts first."""
        handle = self.window.windowHandle()
        assert handle is not None
        QTest.keyClick(handle, key)
        self.settle()

    def at(self, where: Where) -> bool:
        return self.window.current is self.window.screens[where]


@pytest.fixture
def counter(qtbot: QtBot, themed: QApplication, tmp_path: Path) -> Iterator[Counter]:
    place = workplace(tmp_path)
    desk = build(place, printers(tmp_path))
    bugs: list[object] = []
    desk.counter.bug.connect(bugs.append)
    qtbot.addWidget(desk.window)
    desk.window.begin()
    with qtbot.waitExposed(desk.window):
        desk.window.show()
    desk.window.activateWindow()
    made = Counter(qtbot, place, desk)
    page = desk.window.screens[Where.SIGN_IN]
    qtbot.waitUntil(lambda: page.model.user is not None)  # type: ignore[attr-defined]
    page.model.choose("amara")  # type: ignore[attr-defined]
    page.model.enter("1234")  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: made.at(Where.WORKLIST))
    made.settle()
    yield made
    desk.window.close()
    place.store.close()
    assert not bugs


def fitting(place: Workplace, where: Where) -> IssueKey | None:
    """A prescription as far as that screen needs it."""
    if where is Where.MANUAL:
        return None
    patient = a_patient()
    item = an_item("Amlodipine 5mg tablets")
    key = received(place, a_prescription(item, patient=patient), patient)
    if where is Where.PRESCRIPTION:
        return approved(place, key)
    if where in (Where.ACCURACY_CHECK, Where.HAND_OUT):
        assembled(place, key)
    return bagged(place, checked(place, key)) if where is Where.HAND_OUT else key


@pytest.mark.parametrize("where", TASKS, ids=lambda where: where.value)
def test_escape_leads_back_from_every_screen(counter: Counter, where: Where) -> None:
    key = fitting(counter.place, where)
    counter.go(where, key)
    assert counter.at(where)
    counter.press(Qt.Key.Key_Escape)
    counter.qtbot.waitUntil(lambda: counter.at(Where.WORKLIST))


@pytest.mark.parametrize("where", TASKS, ids=lambda where: where.value)
def test_no_key_has_two_owners_on_a_screen(counter: Counter, where: Where) -> None:
    """Two shortcuts on one key and Qt does neither: the key that the button shows would be dead."""
    key = fitting(counter.place, where)
    counter.go(where, key)
    assert len(owners(counter.window)) == len(set(owners(counter.window)))


def test_no_key_has_two_owners_on_an_empty_worklist(counter: Counter) -> None:
    assert counter.desk.window.screens[Where.WORKLIST].ui.empty.isVisible()  # type: ignore[attr-defined]
    assert len(owners(counter.window)) == len(set(owners(counter.window)))


def owners(window: QWidget) -> list[str]:
    """The keys that are taken now, once for each shortcut that takes one."""
    found = []
    for shortcut in window.findChildren(QShortcut):
        parent = shortcut.parent()
        anywhere = shortcut.context() is Qt.ShortcutContext.WindowShortcut
        if anywhere and shortcut.isEnabled() and isinstance(parent, QWidget):
            found += [shortcut.key().toString()] if parent.isVisible() and parent.isEnabled() else []
    return found


def test_back_shows_its_key_and_leaves_it_to_the_window(counter: Counter) -> None:
    button = KeyButton("Back", counter.window, action=Action.BACK)
    button.show()
    assert button.key() == active_keys().drawn(Action.BACK)
    assert not button.findChildren(QShortcut)


def test_escape_in_the_search_leaves_the_search_and_brings_the_list_back(counter: Counter) -> None:
    patient = a_patient()
    received(counter.place, a_prescription(patient=patient), patient)
    worklist = counter.window.screens[Where.WORKLIST]
    worklist.model.load()  # type: ignore[attr-defined]
    counter.settle()
    search = counter.window.ui.top_bar.search
    search.setFocus()
    search.setText("nobody of that name")
    counter.press(Qt.Key.Key_Return)
    assert worklist.rows.rowCount() == 0  # type: ignore[attr-defined]
    assert not worklist.ui.open.isVisible()  # type: ignore[attr-defined]
    counter.press(Qt.Key.Key_Escape)
    assert search.text() == ""
    assert worklist.rows.rowCount() == 1  # type: ignore[attr-defined]
    assert worklist.ui.open.isVisible()  # type: ignore[attr-defined]
    assert worklist.ui.table.hasFocus()  # type: ignore[attr-defined]


def test_the_next_person_does_not_find_the_list_narrowed(counter: Counter) -> None:
    counter.window.ui.top_bar.search.setText("hartnoll")
    counter.window.ui.top_bar.search_asked.emit("hartnoll")
    counter.press(Qt.Key.Key_F11)
    assert counter.window.ui.top_bar.search.text() == ""


def test_with_two_things_out_of_reach_one_of_them_has_the_key_to_try_again(counter: Counter) -> None:
    counter.desk.counter.outage.emit("printer", "The label printer cannot be reached.")
    counter.desk.counter.outage.emit("eps", "EPS cannot be reached.")
    counter.settle()
    keys = owners(counter.window)
    retry = active_keys().drawn(Action.RETRY)
    assert keys.count(retry) == 1
    for part in ("printer", "eps"):
        counter.desk.counter.outage.emit(part, "")
        counter.settle()
        assert owners(counter.window).count(retry) == 1
