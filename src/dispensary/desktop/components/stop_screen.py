"""The stop of the accuracy check: it fills the window, and only the part that differs stands in a box."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QSizePolicy, QSpacerItem, QVBoxLayout, QWidget

from dispensary.desktop.components.buttons import ChoiceButton
from dispensary.desktop.components.text import Icon, IconText, KeyCap, Part, Text, rule
from dispensary.desktop.keymap import Action, active_keys
from dispensary.desktop.theme import Tone, active


@dataclass(frozen=True, slots=True)
class Cause:
    """One cause of a near miss, with its letter in the key map."""

    code: str
    words: str
    action: Action


CAUSES = (
    Cause("strength", "Strength", Action.CAUSE_STRENGTH),
    Cause("drug", "Drug", Action.CAUSE_DRUG),
    Cause("form", "Form", Action.CAUSE_FORM),
    Cause("quantity", "Quantity", Action.CAUSE_QUANTITY),
    Cause("expired", "Expired", Action.CAUSE_EXPIRED),
    Cause("recalled", "Recalled", Action.CAUSE_RECALLED),
    Cause("other", "Other", Action.CAUSE_OTHER),
)

_LEAST_HEIGHT = 560
_LOW = 700
"""Under this height the red frame and the gaps make way for the names."""


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A wrong pack: what was prescribed, what was scanned, and only the part that differs, large.

    `likely` is the code of the cause that fits; the person still says it. Either `differs` may be long ("prolonged
    release"): it is made smaller, never cut.
    """

    word: str
    person: str
    place: str
    prescribed_differs: str
    prescribed: tuple[Part, ...]
    scanned_differs: str
    scanned: tuple[Part, ...]
    ask: str = "Put this pack aside. Scanning is held until you say what was wrong."
    note: str = ""
    likely: str | None = None


class StopScreen(QWidget):
    """The stop: fills the window. Scanning again does not take it away; a cause does, then Esc.

    Signals: cause_given(code); left() on Esc once a cause was given. `given` holds the cause.
    """

    cause_given = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.given: str | None = None
        self._likely: str | None = None
        self._outer = QVBoxLayout(self)
        self._outer.setSpacing(0)
        self._head()
        self._page = _Page(self)
        self._outer.addWidget(self._page, 1)
        inside = QVBoxLayout(self._page)
        inside.setContentsMargins(2, 2, 2, 2)
        inside.setSpacing(0)
        self._compare = QGridLayout()
        self._sides()
        inside.addLayout(self._compare, 1)
        inside.addWidget(rule(self._page))
        self._foot(inside)

    def _head(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(0)
        self._sign = _StopSign(self, name="stop", size=80)
        row.addWidget(self._sign)
        row.addSpacing(28)
        self.word = _StopWord(self)
        row.addWidget(self.word, 1)
        row.addSpacing(24)
        who = QVBoxLayout()
        who.setSpacing(0)
        who.addStretch(1)
        self.person = Text("", self, role="bench-body-strong").wrapped()
        self.place = Text("", self, role="bench")
        for line in (self.person, self.place):
            line.setAlignment(Qt.AlignmentFlag.AlignRight)
            who.addWidget(line)
        who.addStretch(1)
        row.addLayout(who)
        self._outer.addLayout(row)
        self._under_head = QSpacerItem(0, 26, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self._outer.addItem(self._under_head)

    def _sides(self) -> None:
        """What was prescribed and what was scanned, row by row: both boxes are level and of one size."""
        self.prescribed = _Side("prescription", "Prescribed", self._page, scanned=False)
        self.scanned = _Side("scanner", "Scanned", self._page, scanned=True)
        self.prescribed.box.twin, self.scanned.box.twin = self.scanned.box, self.prescribed.box
        self._compare.setHorizontalSpacing(0)
        self._compare.setVerticalSpacing(12)
        for column, side in ((0, self.prescribed), (2, self.scanned)):
            self._compare.addWidget(side.heading, 0, column)
            self._compare.addWidget(side.box, 1, column)
            self._compare.addWidget(side.whole, 2, column, Qt.AlignmentFlag.AlignTop)
            self._compare.setColumnStretch(column, 1)
        self._compare.addWidget(_NotEqual(self._page), 1, 1)
        self._compare.setRowStretch(1, 1)
        self._compare.setRowStretch(2, 0)

    def _foot(self, inside: QVBoxLayout) -> None:
        foot = QFrame(self._page)
        foot.setProperty("stopfoot", True)
        column = QVBoxLayout(foot)
        column.setContentsMargins(43, 16, 43, 18)
        column.setSpacing(12)
        self.ask = Text("", foot, role="bench-body-strong").wrapped()
        column.addWidget(self.ask)
        row = QHBoxLayout()
        row.setSpacing(10)
        self._causes: dict[str, ChoiceButton] = {}
        for cause in CAUSES:
            button = ChoiceButton(cause.words, foot, action=cause.action, bench=True)
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            button.clicked.connect(lambda _=False, code=cause.code: self.give(code))
            self._causes[cause.code] = button
            row.addWidget(button, 1)
        column.addLayout(row)
        last = QHBoxLayout()
        last.setSpacing(8)
        self.note = Text("", foot, role="bench", tone="text2").wrapped()
        last.addWidget(self.note, 1)
        self.leave = Text("", foot, role="bench", tone="text2")
        last.addWidget(self.leave)
        cap = KeyCap(foot, action=Action.BACK)
        cap.setProperty("bench", True)
        last.addWidget(cap)
        column.addLayout(last)
        inside.addWidget(foot)

    def show_mismatch(self, mismatch: Mismatch) -> None:
        """Stops the check, now, with no cause given."""
        self.given = None
        self.word.setText(f"Stop. {mismatch.word}")
        self.person.setText(mismatch.person)
        self.place.setText(mismatch.place)
        self.prescribed.say(mismatch.prescribed_differs, mismatch.prescribed)
        self.scanned.say(mismatch.scanned_differs, mismatch.scanned)
        self.ask.setText(mismatch.ask)
        self.note.setText(mismatch.note)
        self.leave.setText("A near-miss note is kept. Leave with")
        for button in self._causes.values():
            button.answer(given=False)
            button.setAccessibleName(f"What was wrong: {button.text()}")
        said = "".join(part.words for part in mismatch.prescribed), "".join(part.words for part in mismatch.scanned)
        self.setAccessibleName(f"Stop. {mismatch.word}. Prescribed {said[0]}. Scanned {said[1]}. {mismatch.ask}")
        self._likely = mismatch.likely
        self._dress()
        if self.isVisible():
            self._focus_likely()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._focus_likely()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._likely:
            self._focus_likely()

    def _focus_likely(self) -> None:
        button = self._causes.get(self._likely or "")
        (button or self).setFocus(Qt.FocusReason.OtherFocusReason)

    def give(self, code: str) -> None:
        """A cause was given: it can be left now."""
        self.given = code
        for each, button in self._causes.items():
            button.answer(given=each == code)
        self.ask.setText("Put this pack aside. Then leave with Esc, or scan the next pack.")
        self.cause_given.emit(code)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            if self.given is not None:
                self.left.emit()
            return
        for cause in CAUSES:
            if event.text().upper() and event.text().upper() in active_keys().of(cause.action):
                self.give(cause.code)
                return
        super().keyPressEvent(event)

    def _dress(self) -> None:
        high, low = active().high_contrast, self.height() < _LOW
        self._outer.setContentsMargins(40, 38 if high else 18 if low else 26, 40, 34 if high else 18 if low else 32)
        self._under_head.changeSize(0, 14 if low else 26, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        gap = 12 if low else 24
        self._compare.setContentsMargins(43, gap, 43, gap)
        self._outer.invalidate()
        self.update()

    def minimumSizeHint(self) -> QSize:
        """What its words need: no name that was stopped once may make the window larger than its screen."""
        hint = super().minimumSizeHint()
        return QSize(hint.width(), min(hint.height(), _LEAST_HEIGHT))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._dress()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = active()
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colours.stop_solid)
        if theme.high_contrast:
            painter.fillRect(self.rect().adjusted(12, 12, -12, -12), theme.colours.canvas)
        painter.end()


class _StopSign(Icon):
    """The sign on the red frame."""

    def ink(self) -> QColor:
        c = active().colours
        return c.stop if active().high_contrast else c.on_stop


class _Page(QFrame):
    """The white page within the red frame."""

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = active()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colours.line, 2) if theme.high_contrast else Qt.PenStyle.NoPen)
        painter.setBrush(theme.colours.surface)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
        painter.end()


class _NotEqual(QWidget):
    """The sign between the two."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFixedWidth(96)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = active()
        ink = theme.colours.focus if theme.high_contrast else theme.colours.stop
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(ink, 8, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        x, y = self.width() // 2, self.height() // 2 - 2
        painter.drawLine(x - 22, y - 9, x + 22, y - 9)
        painter.drawLine(x - 22, y + 9, x + 22, y + 9)
        painter.drawLine(x + 13, y - 26, x - 13, y + 26)
        painter.end()


class _StopWord(QWidget):
    """What was wrong, on one line: made smaller where it has no room, never cut."""

    _LARGEST, _SMALLEST = 54.0, 24.0

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._words = ""
        self.setMinimumSize(400, 80)

    def setText(self, words: str) -> None:
        self._words = words
        self.update()

    def text(self) -> str:
        """The words."""
        return self._words

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = active()
        flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        points = self._LARGEST
        while points > self._SMALLEST and _advance(theme.font_of(points, 700), self._words) > self.width():
            points -= 2
        painter = QPainter(self)
        painter.setFont(theme.font_of(points, 700))
        painter.setPen(theme.colours.stop if theme.high_contrast else theme.colours.on_stop)
        painter.drawText(self.rect(), flags, self._words)
        painter.end()


class _Side:
    """One side of the comparison: a heading, the part that differs in its box, the whole name under it."""

    def __init__(self, icon: str, heading: str, parent: QWidget, *, scanned: bool) -> None:
        tone = Tone.STOP if scanned else Tone.TEXT2
        self.heading = IconText(icon, heading, tone, parent, role="bench-body-strong", size=30)
        self.box = _Box(parent, scanned=scanned)
        self.whole = Text("", parent, role="stop-whole", tone="text2").wrapped()

    def say(self, differs: str, whole: Iterable[Part]) -> None:
        self.box.say(differs)
        self.whole.set_parts([Part(p.words, p.strong, Tone.TEXT if p.strong else None) for p in whole])


class _Box(QWidget):
    """The part that differs, as large as it and the one beside it can be: the two are compared in one glance."""

    _MOST, _LEAST = 172, 84
    _FLAGS = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap)

    def __init__(self, parent: QWidget, *, scanned: bool) -> None:
        super().__init__(parent)
        self._scanned, self._differs = scanned, ""
        self.twin: _Box | None = None
        self.setMinimumHeight(self._LEAST)
        self.setMaximumHeight(self._MOST)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def say(self, differs: str) -> None:
        self._differs = differs
        self.update()

    def points(self) -> float:
        """The largest size at which its own words fit."""
        points, inside = 72.0, self._inside()
        while points > 18 and not _fits(active().font_of(points, 700), self._differs, inside, self._FLAGS):
            points -= 2
        return points

    def _inside(self) -> QRect:
        return self.rect().adjusted(32, 6, -24, -6)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = active()
        c = theme.colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = c.text
        if self._scanned:
            ground, ink = (c.focus, c.canvas) if theme.high_contrast else (c.stop_solid, c.on_stop)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ground)
        else:
            painter.setPen(QPen(c.text, 3))
            painter.setBrush(c.surface)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5), 6, 6)
        points = min(self.points(), self.twin.points() if self.twin is not None else 72.0)
        painter.setFont(theme.font_of(points, 700))
        painter.setPen(ink)
        painter.drawText(self._inside(), self._FLAGS, self._differs)
        painter.end()


def _advance(font: QFont, words: str) -> int:
    return QFontMetrics(font).horizontalAdvance(words)


def _fits(font: QFont, words: str, where: QRect, flags: int) -> bool:
    measure = QFontMetrics(font)
    longest = max((measure.horizontalAdvance(word) for word in words.split()), default=0)
    needed = measure.boundingRect(QRect(0, 0, where.width(), 1000), flags, words)
    return longest <= where.width() and needed.height() <= where.height()
