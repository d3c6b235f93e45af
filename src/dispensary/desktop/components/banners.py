"""Banners under the top bar: what happened, what still works, what to do. They never float and never time out."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from dispensary.desktop.components.buttons import KeyButton
from dispensary.desktop.components.cards import StateFrame, clear_layout
from dispensary.desktop.components.painting import EDGE, HATCH_EDGE, paint_hatch
from dispensary.desktop.components.text import Icon, Part, Text
from dispensary.desktop.keymap import Action
from dispensary.desktop.theme import Tone, active


@dataclass(frozen=True, slots=True)
class BannerDeed:
    """One thing to do about it."""

    key: str
    words: str
    action: Action | None = None
    icon: str = ""


@dataclass(frozen=True, slots=True)
class BannerWords:
    """What a banner says. `tone`: STOP, NOT_CHECKED, REASON (held), INFO or PASS (done). `more` follows on the first
    line in plain weight; `second` is the second line."""

    key: str
    tone: Tone
    first: str
    more: str = ""
    second: str = ""
    icon: str = ""
    deeds: tuple[BannerDeed, ...] = ()


class Banner(StateFrame):
    """One banner. `full` runs from edge to edge with a line under it, else it is a card. Signal: deed_asked(banner key,
    deed key)."""

    deed_asked = Signal(str, str)

    def __init__(self, parent: QWidget | None = None, words: BannerWords | None = None, *, full: bool = True) -> None:
        super().__init__(parent)
        self._full = full
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._row = QHBoxLayout(self)
        self._words = words
        self._buttons: dict[str, KeyButton] = {}
        if words is not None:
            self.say(words)

    def words(self) -> BannerWords | None:
        """What it says."""
        return self._words

    def button(self, key: str) -> KeyButton:
        """The button of one deed."""
        return self._buttons[key]

    def say(self, words: BannerWords) -> None:
        """Says this."""
        self._words = words
        clear_layout(self._row)
        self.show_state(words.tone)
        self._row.setContentsMargins(16 if self._full else 18, 9, 16 if self._full else 12, 9)
        self._row.setSpacing(14)
        icon = words.icon or active().tokens.state_icons[words.tone]
        self._row.addWidget(Icon(self, name=icon, tone=words.tone, size=26 if self._full else 22))
        column = QVBoxLayout()
        column.setSpacing(0)
        first = Text(None, self).wrapped()
        first.set_parts([Part(words.first, strong=True), Part(f" {words.more}" if words.more else "")])
        column.addWidget(first)
        if words.second:
            column.addWidget(Text(words.second, self, tone="text2").wrapped())
        self._row.addLayout(column, 1)
        self._buttons = {}
        for deed in words.deeds:
            button = KeyButton(deed.words, self, action=deed.action, drawing=deed.icon)
            button.clicked.connect(lambda _=False, key=deed.key: self.deed_asked.emit(words.key, key))
            self._buttons[deed.key] = button
            self._row.addWidget(button)
        self.setAccessibleName(" ".join(filter(None, (words.first, words.more, words.second))))

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._full:
            super().paintEvent(event)
            return
        theme = active()
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.tint(self.tone))
        painter.fillRect(0, self.height() - 2, self.width(), 2, theme.edge(self.tone))
        if self.tone is Tone.NOT_CHECKED:
            edge = self.rect().adjusted(0, 0, HATCH_EDGE - self.width(), 0)
            paint_hatch(painter, edge, theme.colours.notchecked, theme.colours.surface)
        elif self.tone is Tone.STOP:
            painter.fillRect(0, 0, EDGE, self.height(), theme.edge(self.tone))
        painter.end()


class BannerStack(QWidget):
    """The banners under the top bar, the worst first. One key, one banner: saying it again changes its words.

    Signal: deed_asked(banner key, deed key).
    """

    deed_asked = Signal(str, str)
    _ORDER = (Tone.STOP, Tone.NOT_CHECKED, Tone.REASON, Tone.INFO, Tone.PASS)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._banners: dict[str, Banner] = {}
        self.setVisible(False)

    def say(self, words: BannerWords) -> None:
        """Shows a banner, or changes what it says."""
        banner = self._banners.get(words.key)
        if banner is None:
            banner = Banner(self)
            banner.deed_asked.connect(self.deed_asked)
            self._banners[words.key] = banner
        banner.say(words)
        self._settle()

    def drop(self, key: str) -> None:
        """Takes a banner away, where it is there."""
        banner = self._banners.pop(key, None)
        if banner is not None:
            self._column.removeWidget(banner)
            banner.hide()
            banner.deleteLater()
        self._settle()

    def banners(self) -> tuple[Banner, ...]:
        """What is shown, the worst first."""
        return tuple(sorted(self._banners.values(), key=lambda banner: self._ORDER.index(banner.tone)))

    def _settle(self) -> None:
        for position, banner in enumerate(self.banners()):
            self._column.insertWidget(position, banner)
            banner.show()
        self.setVisible(bool(self._banners))


class DemoBanner(QWidget):
    """The permanent line that says that nothing here is real. It can't be closed."""

    HEIGHT = 24

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = "DEMO, not real. Every person, prescription and pharmacy here is invented."
        self.setFixedHeight(self.HEIGHT)
        self.setAccessibleName(self._words)

    def show_words(self, words: str) -> None:
        """Says it in other words; they must begin with what a glance needs."""
        self._words = words
        self.setAccessibleName(words)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        c = active().colours
        painter = QPainter(self)
        painter.fillRect(self.rect(), c.reason_solid)
        head, _, tail = self._words.partition(". ")
        strong, plain = active().font(weight=700), active().font()
        painter.setPen(c.on_reason)
        painter.setFont(strong)
        width = painter.fontMetrics().horizontalAdvance(f"{head}. ")
        painter.setFont(plain)
        rest = painter.fontMetrics().horizontalAdvance(tail)
        left = max(16, (self.width() - width - rest) // 2)
        base = (self.height() + painter.fontMetrics().capHeight()) // 2
        painter.setFont(strong)
        painter.drawText(left, base, f"{head}.")
        painter.setFont(plain)
        painter.drawText(left + width, base, tail)
        painter.end()
