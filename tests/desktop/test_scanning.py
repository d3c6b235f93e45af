"""Scans on their way to the window: a scanner that types, told from a person who types; and one on a serial line."""

from collections.abc import Callable, Iterator
from threading import Thread, current_thread

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut, QWindow
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from dispensary.application.ports.scanner import KEYBOARD, Arrival, Loss, Lost, ScannerState
from dispensary.desktop.scan_inbox import MOST_WAITING
from dispensary.desktop.scanning import ScanFilter, character_of

PERSON_MS, SCANNER_MS = 120, 4
PACK = "]d20105017462125412172812311\x1d21AB12"
NONE, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def in_focus() -> QWindow:
    """Where keys go. Sending one to no window at all would end Python."""
    found = QApplication.focusWindow()
    assert found is not None
    return found


class Window:
    """A window with a field, a button and a shortcut, under the filter; keys come to it as from a keyboard."""

    def __init__(self, qtbot: QtBot) -> None:
        self.widget = QWidget()
        qtbot.add_widget(self.widget)
        column = QVBoxLayout(self.widget)
        self.field, self.button = QLineEdit(), QPushButton("Press")
        column.addWidget(self.field)
        column.addWidget(self.button)
        self.found = 0
        QShortcut(QKeySequence("/"), self.widget).activated.connect(self._find)
        self.confirmed = 0
        QShortcut(QKeySequence("Return"), self.widget).activated.connect(self._confirm)
        self.filter = ScanFilter()
        self.scans: list[str] = []
        self.filter.scanned.connect(self.scans.append)
        self.now = 5_000
        QApplication.instance().installEventFilter(self.filter)
        self.widget.show()
        self.widget.activateWindow()
        qtbot.waitUntil(lambda: QApplication.focusWindow() is self.widget.windowHandle())
        self.field.setFocus()

    def _find(self) -> None:
        self.found += 1

    def _confirm(self) -> None:
        self.confirmed += 1

    def key(self, key: int, text: str, gap: int, modifiers: Qt.KeyboardModifier = NONE, *, held: bool = False) -> None:
        """One key, so many milliseconds after the one before: its override, its press, its release."""
        self.now += gap
        kinds = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease)
        for kind in kinds[:2] if held else kinds:
            event = QKeyEvent(kind, key, modifiers, text)
            event.setTimestamp(self.now)
            event.setAccepted(False)
            QCoreApplication.sendEvent(in_focus(), event)

    def type(self, text: str, gap: int) -> None:
        for character in text:
            if character == "\x1d":
                self.key(Qt.Key.Key_Control, "", gap, CONTROL)
                self.key(Qt.Key.Key_BracketRight, "\x1d", 0, CONTROL)
            elif character in "\r\n":
                self.key(Qt.Key.Key_Return, "\r", gap)
            elif character == "\t":
                self.key(Qt.Key.Key_Tab, "\t", gap)
            else:
                if character.isupper():
                    self.key(Qt.Key.Key_Shift, "", 0, SHIFT)
                self.key(ord(character.upper()), character, gap, SHIFT if character.isupper() else NONE)


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[Window]:
    made = Window(qtbot)
    yield made
    QApplication.instance().removeEventFilter(made.filter)


def test_a_scan_goes_to_the_window_whole_and_leaves_nothing_in_the_field(qtbot: QtBot, window: Window) -> None:
    window.type("Wrona", PERSON_MS)
    window.now += PERSON_MS
    window.type(PACK + "\r", SCANNER_MS)
    assert window.scans == [PACK]
    assert window.field.text() == "Wrona"
    assert window.confirmed == 0


def test_the_tab_that_ends_a_scan_does_not_move_the_focus(qtbot: QtBot, window: Window) -> None:
    window.type("7041251812\t", SCANNER_MS)
    assert window.scans == ["7041251812"]
    assert QApplication.focusWidget() is window.field


def test_carriage_return_and_line_feed_end_one_scan(qtbot: QtBot, window: Window) -> None:
    window.type("7041251812\r", SCANNER_MS)
    window.key(Qt.Key.Key_Enter, "\n", SCANNER_MS)
    assert window.scans == ["7041251812"]
    assert window.confirmed == 0


def test_what_a_person_types_arrives_unchanged_and_in_order(qtbot: QtBot, window: Window) -> None:
    window.type("Mrs Hartnoll 3-7", PERSON_MS)
    qtbot.waitUntil(lambda: window.field.text() == "Mrs Hartnoll 3-7")
    window.type("\r", PERSON_MS)
    qtbot.waitUntil(lambda: window.confirmed == 1)
    assert window.scans == []


def test_backspace_comes_after_the_key_before_it(qtbot: QtBot, window: Window) -> None:
    window.type("12", PERSON_MS)
    window.key(Qt.Key.Key_Backspace, "\b", 10)
    assert window.field.text() == "1"


def test_a_shortcut_on_one_character_still_works(qtbot: QtBot, window: Window) -> None:
    window.button.setFocus()
    window.type("/", PERSON_MS)
    qtbot.waitUntil(lambda: window.found == 1)


def test_a_scanned_web_address_presses_no_shortcut(qtbot: QtBot, window: Window) -> None:
    window.button.setFocus()
    window.type("https://id.gs1.org/01/05017462125412\r", SCANNER_MS)
    assert window.scans == ["https://id.gs1.org/01/05017462125412"]
    assert window.found == 0
    assert window.confirmed == 0


def test_a_key_that_was_let_go_while_it_was_withheld_is_not_left_down(qtbot: QtBot, window: Window) -> None:
    window.button.setFocus()
    clicks: list[str] = []
    window.button.clicked.connect(lambda: clicks.append("click"))
    window.type(" ", PERSON_MS)
    qtbot.waitUntil(lambda: len(clicks) == 1)
    assert not window.button.isDown()


def test_a_scan_while_a_dialog_is_open_goes_nowhere_and_is_told_as_missed(qtbot: QtBot, window: Window) -> None:
    missed: list[Arrival] = []
    window.filter.missed.connect(missed.append)
    dialog = QDialog(window.widget)
    field = QLineEdit(dialog)
    dialog.setModal(True)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWindow() is dialog.windowHandle())
    window.type(PACK + "\r", SCANNER_MS)
    assert window.scans == []
    assert [(each.raw, each.by) for each in missed] == [(PACK, KEYBOARD)]
    assert field.text() == ""
    window.type("ok", PERSON_MS)
    qtbot.waitUntil(lambda: field.text() == "ok")
    dialog.close()


def test_six_quick_keys_without_an_ending_are_typing(qtbot: QtBot, window: Window) -> None:
    window.type("123456", SCANNER_MS)
    qtbot.waitUntil(lambda: window.field.text() == "123456")
    assert window.scans == []


def test_a_key_held_down_repeats_as_before(qtbot: QtBot, window: Window) -> None:
    window.key(Qt.Key.Key_A, "a", PERSON_MS, held=True)
    for _ in range(3):
        event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, NONE, "a", True)
        QCoreApplication.sendEvent(in_focus(), event)
    assert window.field.text() == "aaaa"


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    words=st.lists(st.text("abcXYZ0189 -.", min_size=1, max_size=5), min_size=1, max_size=4),
    codes=st.lists(st.text("0123456789ABd\x1d]", min_size=6, max_size=40), min_size=1, max_size=4),
)
def test_typing_and_scans_between_each_other_never_mix(
    qtbot: QtBot, window: Window, words: list[str], codes: list[str]
) -> None:
    window.field.clear()
    window.scans.clear()
    expected = []
    for word, code in zip(words, codes, strict=False):
        window.type(word, PERSON_MS)
        window.now += PERSON_MS
        window.type(code + "\r", SCANNER_MS)
        window.now += PERSON_MS
        expected.append((word, code))
    assert window.scans == [code for _, code in expected]
    assert window.field.text() == "".join(word for word, _ in expected)


@pytest.mark.parametrize(
    ("key", "text", "modifiers", "meant"),
    [
        (Qt.Key.Key_BracketRight, "\x1d", CONTROL, "\x1d"),
        (Qt.Key.Key_BracketRight, "", CONTROL, "\x1d"),
        (Qt.Key.Key_BracketRight, "]", NONE, "]"),
        (Qt.Key.Key_K, "\x0b", CONTROL, None),
        (Qt.Key.Key_P, "p", ALT, None),
        (Qt.Key.Key_E, "€", CONTROL | ALT, "€"),
        (Qt.Key.Key_Escape, "\x1b", NONE, None),
        (Qt.Key.Key_F10, "", NONE, None),
        (Qt.Key.Key_Enter, "\r", Qt.KeyboardModifier.KeypadModifier, "\r"),
    ],
)
def test_which_keys_a_scan_may_hold(key: Qt.Key, text: str, modifiers: Qt.KeyboardModifier, meant: str | None) -> None:
    assert character_of(QKeyEvent(QEvent.Type.KeyPress, key, modifiers, text)) == meant


class SerialLine:
    """A scanner by hand, with a thread of its own for each thing it says."""

    def __init__(self) -> None:
        self.state = ScannerState.STOPPED
        self.on_scan: Callable[[Arrival], None] | None = None
        self.on_state: Callable[[ScannerState], None] | None = None
        self.on_loss: Callable[[Loss], None] | None = None

    def start(
        self,
        on_scan: Callable[[Arrival], None],
        on_state: Callable[[ScannerState], None] | None = None,
        on_loss: Callable[[Loss], None] | None = None,
    ) -> None:
        self.on_scan, self.on_state, self.on_loss = on_scan, on_state, on_loss
        self.say(ScannerState.CONNECTED)

    def stop(self, patience: float = 2.0) -> None:
        del patience
        self.state = ScannerState.STOPPED

    def say(self, state: ScannerState) -> None:
        self.state = state
        tell = self.on_state
        if tell is not None:
            self._apart(lambda: tell(state))

    def read(self, *raws: str) -> None:
        tell = self.on_scan
        if tell is not None:
            self._apart(lambda: [tell(Arrival(raw, "COM9")) for raw in raws])

    def lose(self, *losses: Loss) -> None:
        tell = self.on_loss
        if tell is not None:
            self._apart(lambda: [tell(loss) for loss in losses])

    @staticmethod
    def _apart(work: Callable[[], object]) -> None:
        thread = Thread(target=work)
        thread.start()
        thread.join()


def test_a_serial_scan_arrives_on_the_window_s_thread(qtbot: QtBot) -> None:
    scans, line = ScanFilter(), SerialLine()
    heard: list[tuple[str, str]] = []
    scans.scanned.connect(lambda raw: heard.append((raw, current_thread().name)))
    scans.attach(line)
    line.read(PACK)
    assert heard == []
    qtbot.waitUntil(lambda: heard == [(PACK, current_thread().name)])
    scans.detach()
    assert line.state is ScannerState.STOPPED
    assert scans.scanner_state is None


def test_an_unplugged_serial_scanner_is_told_as_a_state(qtbot: QtBot) -> None:
    scans, line = ScanFilter(), SerialLine()
    states: list[ScannerState] = []
    scans.state_changed.connect(states.append)
    scans.attach(line)
    line.say(ScannerState.SEARCHING)
    qtbot.waitUntil(lambda: states == [ScannerState.CONNECTED, ScannerState.SEARCHING])
    assert scans.scanner_state is ScannerState.SEARCHING
    scans.detach()


def test_more_scans_than_anybody_makes_do_not_crowd_the_window_and_are_said(qtbot: QtBot) -> None:
    scans, line = ScanFilter(), SerialLine()
    heard: list[str] = []
    losses: list[Loss] = []
    scans.scanned.connect(heard.append)
    scans.lost.connect(losses.append)
    scans.attach(line)
    line.read(*(str(number) for number in range(10_000)))
    qtbot.waitUntil(lambda: len(heard) == MOST_WAITING)
    assert heard == [str(number) for number in range(MOST_WAITING)]
    assert [(loss.why, loss.times) for loss in losses] == [(Lost.TOO_MANY, 10_000 - MOST_WAITING)]
    line.read("after")
    qtbot.waitUntil(lambda: heard[-1] == "after")
    scans.detach()


def test_losses_of_one_kind_are_told_as_one(qtbot: QtBot) -> None:
    scans, line = ScanFilter(), SerialLine()
    losses: list[Loss] = []
    scans.lost.connect(losses.append)
    scans.attach(line)
    line.lose(*[Loss(Lost.NO_BEGINNING, 2, "COM9")] * 5, Loss(Lost.TORN, 7, "COM9"))
    qtbot.waitUntil(lambda: len(losses) == 2)
    assert losses == [Loss(Lost.NO_BEGINNING, 10, "COM9", 5), Loss(Lost.TORN, 7, "COM9")]
    scans.detach()


def test_another_scanner_takes_the_place_of_the_first_and_what_the_first_still_says_is_not_heard(qtbot: QtBot) -> None:
    scans, first, second = ScanFilter(), SerialLine(), SerialLine()
    heard: list[str] = []
    scans.scanned.connect(heard.append)
    scans.attach(first)
    late = first.on_scan
    assert late is not None
    first.read("waits")
    scans.attach(second)
    late(Arrival("late", "COM9"))
    second.read("second")
    qtbot.waitUntil(lambda: heard == ["second"])
    scans.detach()


def test_a_separator_that_is_sent_by_its_number_with_alt_does_not_break_a_scan(qtbot: QtBot, window: Window) -> None:
    keypad = ALT | Qt.KeyboardModifier.KeypadModifier
    window.type("0105017462125412", SCANNER_MS)
    window.key(Qt.Key.Key_Alt, "", 0, ALT)
    for figure in (Qt.Key.Key_0, Qt.Key.Key_2, Qt.Key.Key_9):
        window.key(figure, "", 1, keypad)
    window.key(0, "\x1d", 1)
    window.type("21AB\r", SCANNER_MS)
    assert window.scans == ["0105017462125412\x1d21AB"]
    assert window.field.text() == ""


def test_a_flood_of_keys_is_not_typed_into_a_field_and_is_said(qtbot: QtBot, window: Window) -> None:
    losses: list[Loss] = []
    window.filter.lost.connect(losses.append)
    window.type("x" * 3000 + "\r", 1)
    assert [loss.why for loss in losses] == [Lost.TOO_LONG]
    assert window.scans == []
    window.now += PERSON_MS
    window.type("ok", PERSON_MS)
    qtbot.waitUntil(lambda: window.field.text() == "ok")


def test_text_that_is_pasted_is_no_scan(qtbot: QtBot, window: Window) -> None:
    QApplication.clipboard().setText("5012345000176\n")
    window.key(Qt.Key.Key_Control, "", 1, CONTROL)
    window.key(Qt.Key.Key_V, "\x16", 1, CONTROL)
    assert window.scans == []
    assert window.field.text().startswith("5012345000176")


def test_a_slower_scanner_is_told_once_the_longest_pause_says_so(qtbot: QtBot, window: Window) -> None:
    window.filter.tell_by(60, 8)
    window.type("5012345000176\r", 50)
    assert window.scans == ["5012345000176"]
    window.type("1234567\r", 1)
    qtbot.waitUntil(lambda: window.field.text() == "1234567")
    assert len(window.scans) == 1


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    keys=st.lists(st.tuples(st.sampled_from("abcXYZ0189 -."), st.integers(30, 400), st.integers(0, 4)), max_size=25),
    then_enter=st.booleans(),
)
def test_nobody_s_typing_is_taken_for_a_scan_whatever_its_rhythm_and_keys_held_down(
    qtbot: QtBot, window: Window, keys: list[tuple[str, int, int]], then_enter: bool
) -> None:
    window.field.clear()
    window.scans.clear()
    window.now += PERSON_MS
    expected = ""
    for character, gap, repeats in keys:
        window.type(character, gap)
        for _ in range(repeats):
            window.now += 25
            event = QKeyEvent(QEvent.Type.KeyPress, ord(character.upper()), NONE, character, True)
            event.setTimestamp(window.now)
            QCoreApplication.sendEvent(in_focus(), event)
        expected += character * (1 + repeats)
    if then_enter:
        window.type("\r", 60)
    qtbot.waitUntil(lambda: window.field.text() == expected)
    assert window.scans == []
