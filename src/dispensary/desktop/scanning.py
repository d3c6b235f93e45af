"""Scans on their way to the window: from a scanner that types like a keyboard, or from one on a serial line.

A keyboard wedge types into whatever has the focus, so its keys are told from a person's before any field or shortcut
sees them. Keys reach a window first and its widgets afterwards; the filter stands at the window, holds each character
for less than a thirtieth of a second, and sends on, in order and through the same window, what a person typed.
"""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QElapsedTimer, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication

from dispensary.application.ports.scanner import KEYBOARD, Arrival, Loss, Lost, Scanner, ScannerState
from dispensary.desktop.scan_inbox import ScanInbox
from dispensary.domain.barcodes.wedge import Keys, WedgeReader

GS = "\x1d"
_ENDS = {Qt.Key.Key_Return: "\r", Qt.Key.Key_Enter: "\r", Qt.Key.Key_Tab: "\t"}
_SHIFTING = frozenset(
    {
        Qt.Key.Key_Shift,
        Qt.Key.Key_Control,
        Qt.Key.Key_Alt,
        Qt.Key.Key_AltGr,
        Qt.Key.Key_Meta,
        Qt.Key.Key_CapsLock,
        Qt.Key.Key_NumLock,
    }
)
_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
_ALT_GR = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
_KEY_EVENTS = frozenset({QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease})


@dataclass(slots=True)
class _Withheld:
    """A key that was pressed and not yet sent on; `released` once its release has come as well."""

    press: QKeyEvent
    released: QKeyEvent | None = None


class ScanFilter(QObject):
    """An event filter for the whole application, and the home of a serial scanner's thread.

    Install it on the application. Signals: scanned(raw text of one scan, without its ending) where somebody can see
    what it does; missed(Arrival) for one under a modal dialog, which does nothing; arrived(Arrival) before either of
    them; lost(Loss) for what was thrown away; state_changed(ScannerState) of an attached scanner, None without one.
    """

    scanned = Signal(str)
    missed = Signal(object)
    arrived = Signal(object)
    lost = Signal(object)
    state_changed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reader = WedgeReader()
        self._withheld: list[_Withheld] = []
        self._passing = False
        self._own_clock = QElapsedTimer()
        self._own_clock.start()
        self._fed_at_ms = 0
        self._since_fed = QElapsedTimer()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setTimerType(Qt.TimerType.PreciseTimer)
        self._pause.setInterval(self._reader.maximum_gap_ms)
        self._pause.timeout.connect(self._look_again)
        self._inbox = ScanInbox(self)
        self._inbox.arrived.connect(self._tell)
        self._inbox.lost.connect(self.lost)
        self._inbox.state_changed.connect(self.state_changed)

    def tell_by(self, longest_gap_ms: int, shortest: int) -> None:
        """What tells a scanner's keys from a person's, from the next key on."""
        self._send_on(self._reader.due(self._fed_at_ms + self._reader.maximum_gap_ms))
        self._reader = WedgeReader(longest_gap_ms, shortest)
        self._pause.setInterval(longest_gap_ms)

    def attach(self, scanner: Scanner) -> None:
        """Starts a scanner that is no keyboard; what it calls back on its own thread arrives on the window's."""
        self._inbox.attach(scanner)

    def detach(self, *, patience: float = 2.0) -> None:
        """Stops the attached scanner and waits until its thread has ended, at most that long. Without one, nothing."""
        self._inbox.detach(patience=patience)

    @property
    def scanner_state(self) -> ScannerState | None:
        """How the attached scanner is; None where there is none but the keyboard."""
        return self._inbox.state

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's filter. True swallows the event."""
        kind = event.type()
        if kind not in _KEY_EVENTS or not isinstance(watched, QWindow) or not isinstance(event, QKeyEvent):
            return False
        if self._passing:
            self._passing = False
            return False
        character = character_of(event)
        if character is None or event.isAutoRepeat():
            return self._other_key(event)
        if kind is QEvent.Type.ShortcutOverride:
            # Accepted, so that no shortcut takes the key from us; it is asked for again when the key is sent on.
            event.accept()
            return True
        if kind is QEvent.Type.KeyRelease:
            return self._release(event)
        self._press(event, character)
        return True

    def _other_key(self, event: QKeyEvent) -> bool:
        """A key that no scan holds. What was typed before it goes first, unless it is one that only shifts others."""
        if self._reader.holding and _alt_code(event):
            event.accept()
            return True
        if event.type() is not QEvent.Type.KeyRelease and event.key() not in _SHIFTING:
            self._send_on(self._reader.due(self._fed_at_ms + self._reader.maximum_gap_ms))
        return False

    def _press(self, event: QKeyEvent, character: str) -> None:
        self._withheld.append(_Withheld(_copy(event)))
        self._fed_at_ms = event.timestamp() or self._own_clock.elapsed()
        self._since_fed.start()
        keys = self._reader.feed(character, self._fed_at_ms)
        if self._reader.holding:
            self._pause.start()
        self._send_on(keys)

    def _release(self, event: QKeyEvent) -> bool:
        for held in self._withheld:
            if held.press.key() == event.key() and held.released is None:
                held.released = _copy(event)
                return True
        return False

    def _look_again(self) -> None:
        """The pause was long enough; but keys may be waiting behind it in the queue, so they are let in first."""
        QTimer.singleShot(0, self, self._give_up)

    def _give_up(self) -> None:
        if not self._pause.isActive():
            self._send_on(self._reader.due(self._fed_at_ms + self._since_fed.elapsed()))
            if self._reader.holding:
                self._pause.start()

    def _send_on(self, keys: Keys) -> None:
        """Sends on what was typed and forgets the keys of a scan. One key was withheld for each character."""
        typed, self._withheld = self._withheld[: len(keys.typed)], self._withheld[len(keys.typed) + keys.thrown :]
        if not self._reader.holding:
            self._withheld = []
        for held in typed:
            self._pass_on(held.press)
            if held.released is not None:
                self._pass_on(held.released)
        if keys.thrown > 1:
            self.lost.emit(Loss(Lost.TOO_LONG, keys.thrown))
        if keys.scan is not None:
            self._tell(Arrival(keys.scan, KEYBOARD, keys.took_ms, keys.gap_ms))

    def _pass_on(self, event: QKeyEvent) -> None:
        window: QWindow | None = QGuiApplication.focusWindow()
        if window is not None:
            self._passing = True
            QCoreApplication.sendEvent(window, event)
            self._passing = False

    def _tell(self, arrival: Arrival) -> None:
        self.arrived.emit(arrival)
        if QApplication.activeModalWidget() is None:
            self.scanned.emit(arrival.raw)
        else:
            self.missed.emit(arrival)


def _alt_code(event: QKeyEvent) -> bool:
    """A figure of a character that is sent by its number with Alt held down, as some scanners send the separator. The
    character itself comes after it: what was held back waits on.
    """
    keypad = (
        event.modifiers() & Qt.KeyboardModifier.KeypadModifier and event.modifiers() & Qt.KeyboardModifier.AltModifier
    )
    return bool(keypad) and Qt.Key.Key_0 <= event.key() <= Qt.Key.Key_9


def character_of(event: QKeyEvent) -> str | None:
    """The character that a scanner may have meant with this key; None for a command or a key that types nothing."""
    if event.text() == GS:
        return GS
    modifiers = event.modifiers()
    if modifiers & _COMMANDS and modifiers & _COMMANDS != _ALT_GR:
        group = event.key() == Qt.Key.Key_BracketRight and modifiers & _COMMANDS == Qt.KeyboardModifier.ControlModifier
        return GS if group else None
    end = _ENDS.get(Qt.Key(event.key()))
    if end is not None:
        return end
    text = event.text()
    return text if len(text) == 1 and text.isprintable() else None


def _copy(event: QKeyEvent) -> QKeyEvent:
    return QKeyEvent(
        event.type(),
        event.key(),
        event.modifiers(),
        event.nativeScanCode(),
        event.nativeVirtualKey(),
        event.nativeModifiers(),
        event.text(),
        event.isAutoRepeat(),
        event.count(),
    )
