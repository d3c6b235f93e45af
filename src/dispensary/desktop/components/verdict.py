"""The verdict of the accuracy check, read in one glance: the right pack, ask a person, and the full-screen stop."""

from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QSpacerItem, QVBoxLayout, QWidget

from dispensary.desktop import icons
from dispensary.desktop.components.text import Part, Text
from dispensary.desktop.theme import Role, Tone, active

_MARGIN = 48
_SIGN, _SMALL_SIGN = 124, 72
_LEAST = 340
_LOW = 500
"""Under this height of the panel its sign is the small one."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the last scan was. `tone`: PASS, REASON (a person must look), NOT_CHECKED, or PLAIN before the first scan.

    `word` is the verdict ("Right pack"), `medicine` exactly as dm+d spells it, `facts` the lines under it, `next_scan`
    what to scan now ("" where nothing is left).
    """

    tone: Tone
    word: str
    medicine: str = ""
    facts: tuple[tuple[Part, ...], ...] = ()
    next_scan: str = ""
    next_icon: str = "label"


class VerdictPanel(QFrame):
    """The right side of the accuracy check. It appears at once: a verdict never fades."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._verdict = Verdict(Tone.PLAIN, "Scan the first pack")
        self._all = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._body = QVBoxLayout()
        self._body.setContentsMargins(_MARGIN, 24, _MARGIN, 24)
        self._body.setSpacing(4)
        self._body.addStretch(1)
        self._word = _VerdictWord(self)
        self._body.addWidget(self._word)
        self._gap = QSpacerItem(0, 30, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self._body.addItem(self._gap)
        self.medicine = Text("", self, role="display", emphasis="semibold").wrapped()
        self._body.addWidget(self.medicine)
        self._lines = [Text("", self, role="bench-body", tone="text2").wrapped() for _ in range(4)]
        for line in self._lines:
            self._body.addWidget(line)
        self._body.addStretch(1)
        column.addLayout(self._body, 1)
        self.next = NextScan(self)
        column.addWidget(self.next)
        self.show_verdict(self._verdict)

    def verdict(self) -> Verdict:
        """What it says."""
        return self._verdict

    def show_verdict(self, verdict: Verdict) -> None:
        """Says it, now."""
        self._verdict = verdict
        # Each line that appears would have everything laid out anew; once is enough.
        self._all.setEnabled(False)
        self._say(verdict)
        self._all.setEnabled(True)
        self._all.update()
        self.update()

    def _say(self, verdict: Verdict) -> None:
        self._word.say(verdict)
        self.medicine.setText(verdict.medicine)
        self.medicine.setVisible(bool(verdict.medicine))
        for at, line in enumerate(self._lines):
            shown = at < len(verdict.facts)
            line.setVisible(shown)
            if shown:
                line.set_parts(verdict.facts[at])
        self.next.say(verdict.next_scan, verdict.next_icon)
        said = [verdict.word, verdict.medicine, *("".join(p.words for p in fact) for fact in verdict.facts)]
        self.setAccessibleName(". ".join(filter(None, [*said, verdict.next_scan])))

    def minimumSizeHint(self) -> QSize:
        """What a low window has: no name makes the window larger than its screen."""
        hint = super().minimumSizeHint()
        return QSize(hint.width(), min(hint.height(), _LEAST))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where the window is low, the sign and the gaps make way for the words, which are never cut."""
        super().resizeEvent(event)
        low = self.height() < _LOW
        self._word.setFixedHeight(_SMALL_SIGN if low else _SIGN)
        self.next.setFixedHeight(64 if low else 92)
        self._gap.changeSize(0, 10 if low else 30, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        margin = 8 if low else 24
        self._body.setContentsMargins(_MARGIN, margin, _MARGIN, margin)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = active()
        painter = QPainter(self)
        plain = self._verdict.tone is Tone.PLAIN
        painter.fillRect(self.rect(), theme.colours.canvas if plain else theme.tint(self._verdict.tone))
        painter.end()


class _VerdictWord(QWidget):
    """The sign and the verdict, the largest thing on the screen."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._verdict = Verdict(Tone.PLAIN, "")
        self.setFixedHeight(_SIGN)

    def say(self, verdict: Verdict) -> None:
        self._verdict = verdict
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, verdict = active(), self._verdict
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        sign = QRect(2, 0, self.height(), self.height())
        if verdict.tone is Tone.PASS:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colours.pass_solid)
            painter.drawEllipse(sign)
            icons.paint(painter, "check", sign.adjusted(16, 16, -16, -16), theme.colours.on_pass, stroke=3.4)
        else:
            drawing = theme.tokens.state_icons.get(verdict.tone, "scanner")
            icons.paint(painter, drawing, sign, theme.ink(verdict.tone))
        points = 54.0
        room = self.width() - sign.right() - 34
        while points > 24 and QFontMetrics(theme.font_of(points, 700)).horizontalAdvance(verdict.word) > room:
            points -= 2
        painter.setFont(theme.font_of(points, 700))
        painter.setPen(theme.ink(Tone.TEXT if verdict.tone is Tone.PLAIN else verdict.tone))
        where = QRect(sign.right() + 32, 0, room, self.height())
        painter.drawText(where, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, verdict.word)
        painter.end()


class NextScan(QWidget):
    """What to scan now, in white on petrol."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, self._icon = "", "label"
        self.setFixedHeight(92)

    def say(self, words: str, icon: str) -> None:
        """Says what to scan; hides itself where nothing is left."""
        self._words, self._icon = words, icon
        self.setVisible(bool(words))
        self.setAccessibleName(words)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        c = active().colours
        painter = QPainter(self)
        painter.fillRect(self.rect(), c.accent)
        icons.paint(painter, self._icon, QRect(34, (self.height() - 40) // 2, 40, 40), c.on_accent)
        painter.setFont(active().font(Role.BENCH_TITLE))
        painter.setPen(c.on_accent)
        where = QRect(96, 0, self.width() - 110, self.height())
        painter.drawText(where, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._words)
        painter.end()


class ScanProgress(QWidget):
    """Scans done of scans needed: bars beside the words that say the number."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._done, self._needed = 0, 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_scans(self, done: int, needed: int) -> None:
        """So many of so many."""
        self._done, self._needed = done, needed
        self.setAccessibleName(f"{done} of {needed} scans")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(268, 8)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._needed:
            return
        c = active().colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        gap = 5 if self._needed <= 20 else 2
        width = (self.width() - gap * (self._needed - 1)) / self._needed
        for number in range(self._needed):
            box = QRectF(number * (width + gap), 0, width, 8)
            if number < self._done:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(c.pass_solid)
                painter.drawRoundedRect(box, 4, 4)
            else:
                painter.setPen(QPen(c.control, 1.5))
                painter.setBrush(c.surface)
                painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 3, 3)
        painter.end()
