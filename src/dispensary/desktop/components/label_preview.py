"""The label as it will print: the printer's own raster, dot for dot, or smaller where a large one has no room."""

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from dispensary.desktop import icons
from dispensary.desktop.components.painting import metrics
from dispensary.desktop.theme import Role, Tone, active

_HEAD, _HEAD_WORDS = 24, 460
_PAPER = QColor("#FFFFFF")
_USUAL = QSize(560, 280)
"""The dots of a label of 70 x 35 mm. A larger one is never shown smaller than that."""
_EDGE = QSize(2, 2)


class LabelPreview(QWidget):
    """States: nothing yet; current; stale (dimmed while it is made again); unreadable (a stop: what is wrong with it).

    Left and Right turn to another label where there are several. Signal: turned(position).
    """

    turned = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._labels: tuple[QImage, ...] = ()
        self._stock, self._at, self._scale = "", 0, 1
        self._stale, self._unreadable, self._words = False, "", ""
        self._numbered = True
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("Label")

    def show_labels(self, labels: tuple[QImage, ...], *, stock: str, words: str, numbered: bool = True) -> None:
        """Shows what will print. `stock` "70 × 35 mm"; `words` the text of the label, for assistive technology.
        numbered: its number is its own, and none that only holds the place.
        """
        self._labels, self._stock, self._words, self._numbered = labels, stock, words, numbered
        self._at = min(self._at, max(0, len(labels) - 1))
        self._stale, self._unreadable = False, ""
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if len(labels) > 1 else Qt.FocusPolicy.NoFocus)
        self._changed(words)

    def stale(self) -> None:
        """What is shown is being made again: it is dimmed, and must not be taken for what will print."""
        self._stale = bool(self._labels)
        self._changed("The label is being made again")

    def unreadable(self, why: str) -> None:
        """There is none that may be printed, and why. No other is left under the sign: it might be another item's."""
        self._labels, self._stale, self._unreadable = (), False, why
        self._changed(f"Stop. {why}")

    def clear(self) -> None:
        """Nothing to show yet."""
        self._labels, self._at, self._stale, self._unreadable = (), 0, False, ""
        self._changed("No label yet")

    def set_scale(self, scale: int) -> None:
        """Screen pixels to a printer's dot: 1 or 2."""
        self._scale = scale
        self._changed(self.accessibleDescription())

    @property
    def current(self) -> bool:
        """What is shown is what will print."""
        return bool(self._labels) and not self._stale and not self._unreadable

    def _changed(self, words: str) -> None:
        self.setAccessibleDescription(words)
        self.updateGeometry()
        self.update()

    def _paper(self) -> QSize:
        if self._labels:
            return self._labels[self._at].size() * self._scale + _EDGE
        return _USUAL + _EDGE

    def _fitted(self, room: QSize) -> QSize:
        """The paper in that room: as it is, or as much smaller as it must be."""
        paper = self._paper()
        if paper.width() <= room.width() and paper.height() <= room.height():
            return paper
        return paper.scaled(room, Qt.AspectRatioMode.KeepAspectRatio)

    def _least(self) -> QSize:
        return self._fitted(_USUAL * self._scale + _EDGE)

    def _shown(self) -> QSize:
        room = QSize(self.width() - 8, self.height() - _HEAD - 2)
        return self._fitted(room.expandedTo(self._least()))

    def sizeHint(self) -> QSize:
        return self._paper() + QSize(32, _HEAD + 20)

    def minimumSizeHint(self) -> QSize:
        return self._least() + QSize(8, _HEAD + 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()))
        if step is None or not 0 <= self._at + step < len(self._labels):
            super().keyPressEvent(event)
            return
        self._at += step
        self.turned.emit(self._at)
        self._changed(self._words)

    def paintEvent(self, event: QPaintEvent) -> None:
        paper = self._shown()
        spare = self.height() - _HEAD - paper.height()
        top = max(0, min(12, spare // 2))
        corner = QPoint(max(0, (self.width() - paper.width()) // 2), top + _HEAD)
        where = QRect(corner, paper)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, on=paper != self._paper())
        head = max(paper.width() + 16, min(_HEAD_WORDS, self.width() - where.left()))
        self._paint_head(painter, QRect(where.left(), top, head, _HEAD - 2))
        c = active().colours
        edge = c.stop_solid if self._unreadable else (c.focus if self.hasFocus() else c.control)
        painter.setPen(QPen(edge, 3 if self._unreadable else (2 if self.hasFocus() else 1)))
        painter.setBrush(_PAPER)
        painter.drawRoundedRect(QRectF(where).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        if self._labels:
            painter.setOpacity(0.35 if self._stale else 1.0)
            painter.drawImage(where.adjusted(1, 1, -1, -1), self._labels[self._at])
            painter.setOpacity(1.0)
        self._paint_over(painter, where)
        painter.end()

    def _paint_head(self, painter: QPainter, where: QRect) -> None:
        theme = active()
        strong, plain = theme.font(weight=600), theme.font()
        painter.setFont(strong)
        painter.setPen(theme.colours.text)
        painter.drawText(where, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, "Label")
        painter.setFont(plain)
        painter.setPen(theme.colours.text2)
        if self._stock:
            left = where.adjusted(metrics(strong).horizontalAdvance("Label") + 8, 0, 0, 0)
            painter.drawText(left, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.caption())
        if self._labels:
            right = where.adjusted(0, 0, -16, 0)
            painter.setFont(theme.font(figures=True))
            painter.setPen(theme.colours.text)
            said = f"{self._at + 1} of {len(self._labels)}"
            painter.drawText(right, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, said)

    def caption(self) -> str:
        """What the label is shown on, and how truly."""
        share = 100 * self._shown().width() // self._paper().width()
        how = "dot for dot as it will print" if share == 100 else f"as it will print, shown at {share} %"
        return f"{self._stock}, {how}" if self._numbered else f"{self._stock}, {how}, with a number of its own"

    def _paint_over(self, painter: QPainter, where: QRect) -> None:
        """What stands over the paper: that it is being made again, that it can't be read, that there is none yet."""
        theme = active()
        if self._unreadable:
            self._paint_sign(painter, where, "stop", self._unreadable, Tone.STOP)
        elif self._stale:
            self._paint_sign(painter, where, "clock", "Making the label again", Tone.INFO)
        elif not self._labels:
            painter.setFont(theme.font(Role.LEAD))
            painter.setPen(QColor("#3F4C47"))
            painter.drawText(where, Qt.AlignmentFlag.AlignCenter, "The label appears here as you type")

    def _paint_sign(self, painter: QPainter, where: QRect, icon: str, words: str, tone: Tone) -> None:
        theme = active()
        font = theme.font(Role.LEAD, 600)
        width = min(metrics(font).horizontalAdvance(words) + 58, where.width() - 24)
        wrap = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
        inner = metrics(font).boundingRect(QRect(0, 0, width - 56, 400), int(wrap), words)
        box = QRect(0, 0, width, inner.height() + 20)
        box.moveCenter(where.center())
        ground = theme.colours.stop_solid if tone is Tone.STOP else theme.colours.surface
        ink = theme.colours.on_stop if tone is Tone.STOP else theme.colours.text
        painter.setPen(QPen(theme.colours.control, 1))
        painter.setBrush(ground)
        painter.drawRoundedRect(QRectF(box), 6, 6)
        icons.paint(painter, icon, QRect(box.left() + 14, box.center().y() - 10, 20, 20), ink)
        painter.setFont(font)
        painter.setPen(ink)
        painter.drawText(box.adjusted(44, 0, -12, 0), int(wrap), words)
