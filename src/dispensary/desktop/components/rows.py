"""Rows of a table: two-line cells, icons with words, chips. One delegate paints every cell from the same small values.

A model answers `CELL` with one of the cells below, `Qt.AccessibleTextRole` with `cell_words(cell)`, and may answer
`ROW_TONE` with a Tone for a row that stands out as a whole.
"""

from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractItemModel,
    QEasingCurve,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    QVariantAnimation,
    Signal,
)
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from dispensary.desktop import icons
from dispensary.desktop.components.painting import EDGE, Chip, chip_size, paint_chip, paint_words
from dispensary.desktop.theme import Role, Tone, active

CELL = int(Qt.ItemDataRole.UserRole) + 1
ROW_TONE = int(Qt.ItemDataRole.UserRole) + 2
KEY = int(Qt.ItemDataRole.UserRole) + 3
"""The id of what the row is, for the view that opens it."""

AnyIndex = QModelIndex | QPersistentModelIndex
_FADE_MS = 160


@dataclass(frozen=True, slots=True)
class TwoLines:
    """A strong line and a quieter one under it; the second may carry a state: "4 min late" with a clock."""

    first: str
    second: str = ""
    second_icon: str = ""
    second_tone: Tone = Tone.TEXT2


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, its digits of one width."""

    words: str


@dataclass(frozen=True, slots=True)
class IconWords:
    """An icon and words; without an icon, words alone."""

    words: str
    icon: str = ""
    tone: Tone = Tone.TEXT


@dataclass(frozen=True, slots=True)
class Chips:
    """Chips in a row; those that do not fit become "2 more"."""

    chips: tuple[Chip, ...] = ()


Cell = TwoLines | Figure | IconWords | Chips


def cell_words(cell: Cell) -> str:
    """What a cell says, for assistive technology and for copying."""
    if isinstance(cell, TwoLines):
        return ", ".join(filter(None, (cell.first, cell.second)))
    if isinstance(cell, Chips):
        return ", ".join(chip.words for chip in cell.chips)
    return cell.words


class RowDelegate(QStyledItemDelegate):
    """Paints the cells. The selected row has the petrol tint and a 4 px bar; a row changed elsewhere fades once."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._height = active().tokens.bands.row
        self._changed: dict[QPersistentModelIndex, float] = {}

    def set_row_height(self, height: int) -> None:
        """44, or 36 in a low window."""
        self._height = height

    def mark_changed(self, index: QPersistentModelIndex, strength: float) -> None:
        """How strongly a row changed elsewhere still shows it: 1 to 0."""
        if strength <= 0:
            self._changed.pop(index, None)
        else:
            self._changed[index] = strength

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        return QSize(60, self._height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        theme = active()
        where: QRect = option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, where, index, selected=selected)
        painter.fillRect(where.left(), where.bottom(), where.width(), 1, theme.colours.line)
        first = index.column() == 0
        if first and selected:
            painter.fillRect(where.left(), where.top(), EDGE, where.height(), theme.colours.accent)
        cell = index.data(CELL)
        inside = where.adjusted(16 if first else 0, 0, -4, -1)
        painter.setClipRect(where)
        if isinstance(cell, TwoLines):
            self._paint_two_lines(painter, inside, cell)
        elif isinstance(cell, Figure):
            font = theme.font(Role.LEAD, figures=True)
            paint_words(painter, inside.adjusted(6, 0, 0, 0), cell.words, font, theme.colours.text)
        elif isinstance(cell, IconWords):
            self._paint_icon_words(painter, inside, cell)
        elif isinstance(cell, Chips):
            self._paint_chips(painter, inside, cell, selected=selected)
        painter.restore()

    def _paint_ground(self, painter: QPainter, where: QRect, index: AnyIndex, *, selected: bool) -> None:
        theme = active()
        said = index.data(ROW_TONE)
        tone = Tone(said) if said else None  # Qt hands an enumeration of text back as plain text
        ground = theme.tint(tone) if isinstance(tone, Tone) else theme.colours.surface
        if selected:
            ground = theme.colours.accent_tint
        painter.fillRect(where, ground)
        strength = self._changed.get(QPersistentModelIndex(index.sibling(index.row(), 0)), 0.0)
        if strength and not selected:
            glow = QColor(theme.colours.accent_tint)
            glow.setAlphaF(strength)
            painter.fillRect(where, glow)

    def _paint_two_lines(self, painter: QPainter, where: QRect, cell: TwoLines) -> None:
        theme = active()
        line = 17 if self._height >= 44 else 16
        top = where.top() + (where.height() - 2 * line) // 2
        strong = theme.font(weight=600)
        if not cell.second:
            paint_words(painter, where, cell.first, strong, theme.colours.text)
            return
        paint_words(painter, QRect(where.left(), top - 2, where.width(), 20), cell.first, strong, theme.colours.text)
        left, ink = where.left(), theme.ink(cell.second_tone)
        if cell.second_icon:
            icons.paint(painter, cell.second_icon, QRect(left, top + line + 1, 15, 15), ink, stroke=2)
            left += 19
        second = QRect(left, top + line - 2, where.right() - left, 20)
        paint_words(painter, second, cell.second, theme.font(), ink)

    def _paint_icon_words(self, painter: QPainter, where: QRect, cell: IconWords) -> None:
        theme = active()
        ink = theme.ink(cell.tone)
        left = where.left()
        if cell.icon:
            icons.paint(painter, cell.icon, QRect(left, where.center().y() - 8, 18, 18), ink)
            left += 26
        stateful = cell.tone not in (Tone.TEXT, Tone.TEXT2, Tone.TEXT3)
        font = theme.font(weight=500 if stateful else 400)
        paint_words(painter, QRect(left, where.top(), where.right() - left, where.height()), cell.words, font, ink)

    def _paint_chips(self, painter: QPainter, where: QRect, cell: Chips, *, selected: bool) -> None:
        left = where.left()
        for at, chip in enumerate(cell.chips):
            size = chip_size(chip)
            rest = len(cell.chips) - at
            room = where.right() - left - (58 if rest > 1 else 0)
            if size.width() > room and at:
                words = f"{rest} more"
                paint_words(
                    painter,
                    QRect(left, where.top(), 60, where.height()),
                    words,
                    active().font(),
                    active().colours.text2,
                )
                return
            top = where.top() + (where.height() - size.height()) // 2
            paint_chip(
                painter,
                QRect(left, top, min(size.width(), where.right() - left), size.height()),
                chip,
                on_tint=selected,
            )
            left += size.width() + 5


class RowTable(QTableView):
    """A table of rows: own model, fixed height, no grid, one row selected. Signals: opened(key), moved(key).

    Enter or a double click opens. `mark_changed` lights a row once; it never moves one.
    """

    opened = Signal(object)
    moved = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ringed = False
        self.rows = RowDelegate(self)
        self.setItemDelegate(self.rows)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setHorizontalHeader(RowHeader(self))
        self.set_row_height(active().tokens.bands.row)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.data(KEY)))

    def set_row_height(self, height: int) -> None:
        """44, or 36 in a low window."""
        self.rows.set_row_height(height)
        self.verticalHeader().setMinimumSectionSize(height)
        self.verticalHeader().setDefaultSectionSize(height)

    def set_compact(self, *, compact: bool) -> None:
        """The lower rows of a low window."""
        tokens = active().tokens
        self.set_row_height((tokens.compact_bands if compact else tokens.bands).row)

    def set_columns(self, widths: tuple[int, ...]) -> None:
        """The width of each column in pixels; 0 for the one that takes the rest."""
        header = self.horizontalHeader()
        for column, width in enumerate(widths):
            mode = QHeaderView.ResizeMode.Stretch if width == 0 else QHeaderView.ResizeMode.Fixed
            header.setSectionResizeMode(column, mode)
            if width:
                header.resizeSection(column, width)

    def setModel(self, model: QAbstractItemModel | None) -> None:
        super().setModel(model)
        selection = self.selectionModel()
        if model is not None and selection is not None:
            selection.currentRowChanged.connect(self._tell)

    def _tell(self, index: QModelIndex) -> None:
        if index.isValid():
            self.moved.emit(index.data(KEY))

    def mark_changed(self, row: int) -> None:
        """Lights a row that was changed elsewhere, once."""
        index = QPersistentModelIndex(self.model().index(row, 0))
        fade = QVariantAnimation(self)
        fade.setStartValue(1.0)
        fade.setEndValue(0.0)
        fade.setDuration(_FADE_MS)
        fade.setEasingCurve(QEasingCurve.Type.OutCubic)

        def show(strength: object) -> None:
            self.rows.mark_changed(index, float(str(strength)))
            self.viewport().update()

        fade.valueChanged.connect(show)
        fade.finished.connect(lambda: show(0.0))
        fade.start(QVariantAnimation.DeletionPolicy.DeleteWhenStopped)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ringed = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex().data(KEY))
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._ringed or not self.hasFocus() or not self.currentIndex().isValid():
            return
        row = self.visualRect(self.currentIndex().siblingAtColumn(0))
        where = QRect(0, row.top(), self.viewport().width(), row.height() - 1)
        painter = QPainter(self.viewport())
        pen = painter.pen()
        pen.setColor(active().colours.focus)
        pen.setWidth(2)
        painter.setPen(pen)
        painter.drawRect(where.adjusted(1, 1, -1, -1))
        painter.end()


class RowHeader(QHeaderView):
    """The headings of a table: words over their column, a hairline under them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setFixedHeight(30)

    def paintSection(self, painter: QPainter, where: QRect, section: int) -> None:
        theme = active()
        words = str(self.model().headerData(section, Qt.Orientation.Horizontal) or "")
        painter.fillRect(where, theme.colours.canvas)
        painter.fillRect(where.left(), where.bottom(), where.width(), 1, theme.colours.line)
        inside = where.adjusted(16 if section == 0 else 0, 0, -2, -1)
        paint_words(painter, inside, words, theme.font(), theme.colours.text2)
