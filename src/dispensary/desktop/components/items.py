"""The items of a prescription: tabs in the work centre, and the large list at the bench."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from dispensary.desktop import icons
from dispensary.desktop.components.cards import CardColumn
from dispensary.desktop.components.painting import metrics
from dispensary.desktop.components.text import IconText, Text
from dispensary.desktop.theme import Tone, active


@dataclass(frozen=True, slots=True)
class ItemTab:
    """One item: how far it is ("Label ready"), and its name. A name is never cut: it takes a second line."""

    key: str
    name: str
    state: str
    icon: str
    tone: Tone = Tone.TEXT2


class ItemButton(QAbstractButton):
    """One item of a prescription: its number, name and state."""

    def __init__(self, item: ItemTab, parent: QWidget) -> None:
        super().__init__(parent)
        self.item = item
        self.setCheckable(True)
        self.setText(item.name)
        self.setToolTip(item.name)
        self.setAccessibleName(f"{item.name}: {item.state}")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def name_height(self, width: int) -> int:
        """The height that the whole name needs in that width."""
        box = metrics(active().font(weight=600)).boundingRect(
            QRect(0, 0, max(40, width - 20), 500), int(Qt.TextFlag.TextWordWrap), self.item.name
        )
        return box.height()

    def sizeHint(self) -> QSize:
        return QSize(120, 49)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, item = active(), self.item
        c = theme.colours
        here = self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if here:
            painter.fillRect(self.rect().adjusted(0, 1, 0, -1), c.accent_tint)
            painter.fillRect(0, self.height() - 4, self.width(), 3, c.accent)
        ink = c.accent if here else theme.ink(item.tone)
        icons.paint(painter, item.icon, QRect(10, 6, 16, 16), ink, stroke=2)
        painter.setFont(theme.font(weight=500 if here else 400))
        painter.setPen(ink)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(QRect(32, 4, self.width() - 34, 20), flags, item.state)
        painter.setFont(theme.font(weight=600 if here else 400))
        painter.setPen(c.text if here else c.text2)
        wrap = int(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap)
        painter.drawText(QRect(10, 22, self.width() - 14, self.height() - 24), wrap, item.name)
        painter.end()


class ItemTabs(QFrame):
    """The items of a prescription. Signal: chosen(key)."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(1, 0, 1, 0)
        self._row.setSpacing(0)
        self._group = QButtonGroup(self)
        self._tabs: dict[str, ItemButton] = {}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_items(self, items: Iterable[ItemTab], current: str) -> None:
        """Shows these, one of them at work."""
        for old in self._tabs.values():
            self._group.removeButton(old)
            self._row.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._tabs = {item.key: ItemButton(item, self) for item in items}
        for key, tab in self._tabs.items():
            self._group.addButton(tab)
            self._row.addWidget(tab, 1)
            tab.setChecked(key == current)
            tab.clicked.connect(lambda _=False, key=key: self.chosen.emit(key))
        self._fit()

    def _fit(self) -> None:
        if not self._tabs:
            return
        width = max(80, (self.width() - 2) // len(self._tabs))
        height = max(49, max(tab.name_height(width) for tab in self._tabs.values()) + 29)
        for tab in self._tabs.values():
            tab.setFixedHeight(height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Names that wrap make the tabs higher."""
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        c = active().colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        path = QPainterPath()
        path.addRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.fillPath(path, c.surface)
        painter.setPen(QPen(c.line, 1))
        for tab in list(self._tabs.values())[1:]:
            painter.drawLine(tab.x() - 1, 1, tab.x() - 1, self.height() - 2)
        painter.setPen(QPen(c.control, 1))
        painter.drawPath(path)
        painter.end()


@dataclass(frozen=True, slots=True)
class BenchState:
    """One thing scanned or still to scan of an item: "Pack", "2 packs", "Label"."""

    words: str
    icon: str
    tone: Tone = Tone.TEXT2


@dataclass(frozen=True, slots=True)
class BenchItem:
    """One item at the bench: dm+d name, amount, what was scanned. `quiet` for one that is not supplied."""

    key: str
    name: str
    amount: str
    states: tuple[BenchState, ...] = ()
    quiet: bool = False


def _state_role(state: BenchState) -> str:
    return "bench" if state.tone is Tone.TEXT2 else "bench-strong"


class _BenchCard(QFrame):
    def __init__(self, item: BenchItem, parent: QWidget) -> None:
        super().__init__(parent)
        self.item, self._current = item, False
        column = QVBoxLayout(self)
        column.setContentsMargins(30, 14, 16, 14)
        column.setSpacing(3)
        role = "bench-body" if item.quiet else "bench-body-strong"
        column.addWidget(Text(item.name, self, role=role, tone="text2" if item.quiet else "text").wrapped())
        row = QHBoxLayout()
        row.setSpacing(24)
        if item.amount:
            amount = Text(item.amount, self, role="bench")
            amount.setMinimumWidth(146)
            row.addWidget(amount)
        self._states = [
            IconText(state.icon, state.words, state.tone, self, role=_state_role(state), size=24)
            for state in item.states
        ]
        for shown in self._states:
            row.addWidget(shown)
        row.addStretch(1)
        column.addLayout(row)
        self._say()

    def take(self, item: BenchItem) -> bool:
        """Shows how far the same item is now; False where it is another, or takes another card."""
        before = self.item
        if replace(item, states=()) != replace(before, states=()) or len(item.states) != len(before.states):
            return False
        for shown, state, was in zip(self._states, item.states, before.states, strict=True):
            if state != was:
                shown.show_words(state.icon, state.words, state.tone, role=_state_role(state))
        self.item = item
        self._say()
        return True

    def _say(self) -> None:
        item = self.item
        self.setAccessibleName(", ".join(filter(None, (item.name, item.amount, *(s.words for s in item.states)))))

    def mark_current(self, *, current: bool) -> None:
        if self._current is not current:
            self._current = current
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        c = active().colours
        painter = QPainter(self)
        if self._current:
            painter.fillRect(self.rect(), c.accent_tint)
            painter.fillRect(0, 0, 6, self.height(), c.accent)
        painter.fillRect(0, self.height() - 1, self.width(), 1, c.line)
        painter.end()


class BenchItems(CardColumn):
    """The items at the bench, in large words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_margins(0, 0, 0, 0, gap=0)
        self._shown: list[_BenchCard] = []

    def show_items(self, items: Iterable[BenchItem], current: str | None) -> None:
        """Shows these, the one at work marked."""
        shown = list(items)
        if len(shown) != len(self._shown) or not all(map(_BenchCard.take, self._shown, shown)):
            self._shown = [_BenchCard(item, self) for item in shown]
            self.set_cards(self._shown)
        for card in self._shown:
            card.mark_current(current=card.item.key == current)
