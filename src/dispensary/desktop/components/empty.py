"""Where there is nothing to show, and why. Also long work, a word with two readings, and what we did not foresee."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from dispensary.desktop.components.buttons import ChoiceButton, KeyButton
from dispensary.desktop.components.cards import clear_layout
from dispensary.desktop.components.flow import FlowLayout
from dispensary.desktop.components.text import Icon, IconText, Part, Text
from dispensary.desktop.keymap import Action
from dispensary.desktop.theme import Tone


class Emptiness(Enum):
    """Why nothing is there. Green only where something did run and found nothing left to do."""

    GOOD_NEWS = ("pass", Tone.PASS)
    NO_MATCH = ("search", Tone.TEXT2)
    NOT_ALLOWED = ("cd", Tone.INFO)
    NOTHING_YET = ("prescription", Tone.TEXT2)


@dataclass(frozen=True, slots=True)
class WayOn:
    """One way on from an empty place. `filled` for the likely one."""

    key: str
    words: str
    action: Action | None = None
    filled: bool = False


class EmptyState(QWidget):
    """An empty place says why, and what to do. Signal: chosen(key)."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 16, 12, 16)
        self._column.setSpacing(4)

    def say(self, kind: Emptiness, title: str, words: Iterable[Part] | str = "", ways: Iterable[WayOn] = ()) -> None:
        """Says it."""
        clear_layout(self._column)
        icon, tone = kind.value
        self._column.addStretch(1)
        self._column.addWidget(Icon(self, name=icon, tone=tone, size=44, stroke=1.5), 0, Qt.AlignmentFlag.AlignHCenter)
        self._column.addSpacing(8)
        head = Text(title, self, role="title").wrapped()
        head.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._column.addWidget(head)
        if words:
            more = Text("", self, tone="text2").wrapped()
            more.set_parts([Part(words)] if isinstance(words, str) else words)
            more.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            self._column.addWidget(more)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        for way in ways:
            button = KeyButton(way.words, self, action=way.action, variant="filled" if way.filled else "plain")
            button.clicked.connect(lambda _=False, key=way.key: self.chosen.emit(key))
            row.addWidget(button)
        row.addStretch(1)
        self._column.addSpacing(12)
        self._column.addLayout(row)
        self._column.addStretch(1)
        self.setAccessibleName(title)


class LongWork(QFrame):
    """Work that takes long: what, how far, that one can go on, and how to stop it. Signal: stop_asked()."""

    stop_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 16)
        column.setSpacing(4)
        self.title = Text("", self, role="lead-strong")
        self.words = Text("", self, tone="text2").wrapped()
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.note = Text("You can go on working.", self, tone="text2")
        self.stop = KeyButton("Stop", self, action=Action.STOP_WORK)
        self.stop.clicked.connect(self.stop_asked)
        column.addWidget(self.title)
        column.addWidget(self.words)
        column.addSpacing(10)
        column.addWidget(self.bar)
        column.addSpacing(8)
        row = QHBoxLayout()
        row.addWidget(self.note, 1)
        row.addWidget(self.stop)
        column.addLayout(row)

    def show_progress(self, title: str, words: str, done: int, whole: int) -> None:
        """How far it is. `whole` 0 where that is not known."""
        self.title.setText(title)
        self.words.setText(words)
        self.bar.setRange(0, whole)
        self.bar.setValue(done)
        self.bar.setAccessibleName(f"{title}. {words}")


class WhichReading(QFrame):
    """A word that means two things asks which. Signal: chosen(position)."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        row = QHBoxLayout()
        row.setSpacing(8)
        self._typed = Text("", self, role="lead")
        self._why = IconText("reason", "", Tone.REASON, self, role="medium", size=18)
        row.addWidget(self._typed)
        row.addWidget(self._why)
        row.addStretch(1)
        column.addLayout(row)
        self._flow = FlowLayout(gap=8)
        column.addLayout(self._flow)
        self._buttons: list[ChoiceButton] = []

    def ask(self, typed: str, why: str, readings: Iterable[str], *, alt: bool = False) -> None:
        """Asks: "od", "means 2 things for eye drops", ("once a day", "in the right eye"). alt: the focus stays in a
        field that takes the numbers itself; Alt and the number answers, and whoever asks reads it.
        """
        clear_layout(self._flow)
        self._typed.setText(typed)
        self._why.show_words("reason", why, Tone.REASON)
        self._buttons = []
        for number, reading in enumerate(readings, 1):
            button = ChoiceButton(reading, self, key=f"Alt+{number}" if alt else str(number))
            if alt:
                button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setProperty("small", False)
            button.setCheckable(False)
            button.clicked.connect(lambda _=False, at=number - 1: self.chosen.emit(at))
            self._flow.addWidget(button)
            self._buttons.append(button)
        self.setAccessibleName(f"{typed} {why}")
        if self._buttons and not alt:
            self.setFocusProxy(self._buttons[0])

    def keyPressEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        """A number picks a reading while the focus is here. Held down, it answers this question alone."""
        number = event.key() - Qt.Key.Key_1
        if 0 <= number < len(self._buttons):
            if not event.isAutoRepeat():
                self.chosen.emit(number)
            return
        super().keyPressEvent(event)


class UnforeseenDialog(QDialog):
    """Something that we did not foresee: what stands, what was not done, and the number of the report."""

    def __init__(self, parent: QWidget | None = None, *, words: str = "", report: str = "") -> None:
        super().__init__(parent)
        self.setWindowTitle("That didn’t work")
        self.setMinimumWidth(428)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 20, 22, 20)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(14)
        head.addWidget(Icon(self, name="info", tone=Tone.INFO, size=28))
        head.addWidget(Text("That didn’t work", self, role="title"), 1)
        column.addLayout(head)
        column.addWidget(Text(words, self, tone="text2").wrapped())
        frame = QFrame(self)
        frame.setProperty("report", True)
        row = QHBoxLayout(frame)
        row.setContentsMargins(10, 6, 10, 6)
        row.addWidget(Text("Report", frame, tone="text2"), 1)
        row.addWidget(Text(report, frame, role="body-strong"))
        column.addWidget(frame)
        last = QHBoxLayout()
        last.setSpacing(8)
        last.addStretch(1)
        self.copy = KeyButton("Copy", self, action=Action.COPY)
        self.go_on = KeyButton("Go on", self, action=Action.CONFIRM, variant="filled")
        self.go_on.clicked.connect(self.accept)
        last.addWidget(self.copy)
        last.addWidget(self.go_on)
        column.addLayout(last)
        self.setAccessibleDescription(words)
