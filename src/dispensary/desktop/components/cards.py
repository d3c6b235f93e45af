"""The ground that cards stand on: a painted frame with a state edge, and a column of cards that scrolls."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLayout, QScrollArea, QVBoxLayout, QWidget

from dispensary.desktop.components.painting import EDGE, HATCH_EDGE, paint_card
from dispensary.desktop.theme import Tone, active


class StateFrame(QFrame):
    """A card whose edge says its state. `filled` puts the state's tint behind it, else it stands on the surface."""

    def __init__(self, parent: QWidget | None = None, *, tone: Tone = Tone.PLAIN, filled: bool = True) -> None:
        super().__init__(parent)
        self._tone, self._filled, self._ringed, self._edge = tone, filled, False, EDGE

    def show_state(self, tone: Tone, *, filled: bool = True, edge: int | None = None) -> None:
        """Takes the look of that state."""
        self._tone, self._filled = tone, filled
        self._edge = edge if edge is not None else (HATCH_EDGE if tone is Tone.NOT_CHECKED else EDGE)
        self.update()

    def ring(self, *, on: bool) -> None:
        """The 2 px ring of the card that has the focus."""
        self._ringed = on
        self.update()

    @property
    def tone(self) -> Tone:
        """The state it shows."""
        return self._tone

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = active()
        plain = self._tone is Tone.PLAIN or not self._filled
        ground = theme.colours.surface if plain else None
        painter = QPainter(self)
        paint_card(painter, self.rect(), self._tone, ground=ground, focused=self._ringed, edge=self._edge)
        painter.end()


class CardColumn(QScrollArea):
    """Cards under each other. Up and Down move the focus from card to card; nothing moves under the selection."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._inside = QWidget()
        self._inside.setProperty("scrolled", True)
        self._inside.setAutoFillBackground(False)
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(9)
        self._column.addStretch(1)
        self.setWidget(self._inside)
        self.viewport().setAutoFillBackground(False)
        self._cards: list[QWidget] = []

    def set_margins(self, left: int, top: int, right: int, bottom: int, *, gap: int = 9) -> None:
        """The room around the cards and between them."""
        self._column.setContentsMargins(left, top, right, bottom)
        self._column.setSpacing(gap)

    def set_cards(self, cards: Iterable[QWidget]) -> None:
        """Shows these cards and no others, in order. Cards that stay keep their focus."""
        kept = list(cards)
        for old in self._cards:
            self._column.removeWidget(old)
            if old not in kept:
                old.hide()
                old.deleteLater()
        self._cards = kept
        for position, card in enumerate(kept):
            self._column.insertWidget(position, card)
            card.show()

    def cards(self) -> tuple[QWidget, ...]:
        """What it shows, top to bottom."""
        return tuple(self._cards)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        passed = super().eventFilter(watched, event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return passed

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Makes the room that the cards need at the width they have: Qt reckons without the scroll bar's own width."""
        needed = self._column.heightForWidth(self.viewport().width())
        if needed != self._inside.minimumHeight():
            self._inside.setMinimumHeight(max(0, needed))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step is None or not self._step(step):
            super().keyPressEvent(event)

    def _step(self, step: int) -> bool:
        able = [card for card in self._cards if _door(card) is not None]
        here = next(
            (n for n, card in enumerate(able) if card.isAncestorOf(self._focused()) or card is self._focused()), -1
        )
        target = here + step if here >= 0 else 0
        if not 0 <= target < len(able):
            return False
        door = _door(able[target])
        if door is not None:
            door.setFocus(Qt.FocusReason.TabFocusReason)
            self.ensureWidgetVisible(able[target])
        return True

    def _focused(self) -> QWidget:
        inside: QWidget | None = self.focusWidget()
        return self if inside is None else inside


def _door(card: QWidget) -> QWidget | None:
    """The first thing within a card that takes the focus, or the card itself."""
    if card.focusPolicy() & Qt.FocusPolicy.TabFocus:
        return card
    for child in card.findChildren(QWidget):
        if child.isVisibleTo(card) and child.isEnabled() and child.focusPolicy() & Qt.FocusPolicy.TabFocus:
            return child
    return None


class FocusWithin:
    """Tells a card when the focus enters or leaves anything inside it. Mixed into a QWidget."""

    def watch(self, *widgets: QWidget) -> None:
        """Watches these for the focus."""
        for widget in widgets:
            widget.installEventFilter(self)  # type: ignore[arg-type]

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Qt's filter: passes everything on."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.focus_moved(inside=event.type() == QEvent.Type.FocusIn)
        return False

    def focus_moved(self, *, inside: bool) -> None:
        """The focus came in, or went."""
        raise NotImplementedError


def clear_layout(layout: QLayout) -> None:
    """Takes everything out of a layout, and lets the widgets go."""
    while layout.count():
        taken = layout.takeAt(0)
        if taken is None:
            return
        widget, inner = taken.widget(), taken.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear_layout(inner)
