"""The rows of the list of all actions: the deed, where it was found, its key; under a held one, what is missing."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from dispensary.desktop import icons
from dispensary.desktop.components.painting import EDGE, key_cap_size, metrics, paint_key_cap
from dispensary.desktop.theme import Role, Tone, active

_SIDE, _GAP, _PAD, _ICON = 14, 14, 9, 16
_WRAP = int(Qt.TextFlag.TextWordWrap)
AnyIndex = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class DeedRow:
    """One row. held: why it cannot be done now."""

    words: str
    note: str = ""
    key: str = ""
    held: str = ""

    def spoken(self) -> str:
        """As an assistive technology should say it."""
        key = f"Key {self.key}" if self.key else ""
        return ", ".join(filter(None, (self.words, self.held, self.note, key)))


class _Rows(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: tuple[DeedRow, ...] = ()

    def show(self, rows: Iterable[DeedRow]) -> None:
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, _parent: AnyIndex | None = None) -> int:
        return len(self.rows)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.DisplayRole:
            return self.rows[index.row()].words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.rows[index.row()].spoken()
        return None


class DeedList(QListView):
    """Shows rows and marks one; whoever holds it moves the mark and reads the keys."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = _Rows(self)
        self.setModel(self._rows)
        self.setItemDelegate(_Paint(self))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)

    def show_rows(self, rows: Iterable[DeedRow]) -> None:
        """Shows these, the first one marked."""
        self._rows.show(rows)
        self.mark(0)

    def rows(self) -> tuple[DeedRow, ...]:
        """What it shows."""
        return self._rows.rows

    @property
    def marked(self) -> int:
        """The place of the marked row, -1 where there is none."""
        return self.currentIndex().row()

    def mark(self, at: int) -> None:
        """Marks a row; past an end, the one at the end."""
        if self._rows.rows:
            self.setCurrentIndex(self._rows.index(max(0, min(at, len(self._rows.rows) - 1)), 0))

    def page(self) -> int:
        """So many rows are a page."""
        return max(1, self.viewport().height() // 44 - 1)

    def needed(self) -> int:
        """The height at which every row shows."""
        return sum(self.sizeHintForRow(at) for at in range(len(self._rows.rows)))


class _Paint(QStyledItemDelegate):
    def _row(self, index: AnyIndex) -> DeedRow:
        model = index.model()
        assert isinstance(model, _Rows)
        return model.rows[index.row()]

    def _words_width(self, row: DeedRow, width: int) -> int:
        theme = active()
        tail = key_cap_size(row.key).width() + _GAP if row.key else 0
        tail += metrics(theme.font()).horizontalAdvance(row.note) + _GAP if row.note else 0
        return max(120, width - 2 * _SIDE - tail)

    def sizeHint(self, _option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        row = self._row(index)
        view = self.parent()
        width = view.viewport().width() if isinstance(view, DeedList) else 560
        box = QRect(0, 0, self._words_width(row, width), 1000)
        height = metrics(active().font(Role.STRONG)).boundingRect(box, _WRAP, row.words).height()
        if row.held:
            box.setWidth(box.width() - _ICON - 6)
            height += metrics(active().font()).boundingRect(box, _WRAP, row.held).height() + 2
        return QSize(width, height + 2 * _PAD)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        row, theme = self._row(index), active()
        c, where = theme.colours, QRect(option.rect)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(where, c.accent_tint)
            painter.fillRect(QRect(where.left(), where.top(), EDGE, where.height()), c.accent)
        inside = where.adjusted(_SIDE, _PAD, -_SIDE, -_PAD)
        right = self._paint_tail(painter, row, inside)
        words = QRect(inside.left(), inside.top(), right - inside.left(), inside.height())
        painter.setFont(theme.font(Role.STRONG if not row.held else Role.BODY))
        painter.setPen(c.text2 if row.held else c.text)
        used = metrics(theme.font(Role.STRONG)).boundingRect(words, _WRAP, row.words)
        painter.drawText(words, _WRAP, row.words)
        if row.held:
            top = used.bottom() + 3
            icons.paint(painter, "reason", QRect(words.left(), top + 1, _ICON, _ICON), c.reason, stroke=2)
            painter.setFont(theme.font())
            painter.setPen(c.reason)
            rest = QRect(words.left() + _ICON + 6, top, words.width() - _ICON - 6, inside.bottom() - top + 4)
            painter.drawText(rest, _WRAP, row.held)
        painter.restore()

    def _paint_tail(self, painter: QPainter, row: DeedRow, inside: QRect) -> int:
        """The key at the right end and the note before it; where the words have to stop."""
        theme, right = active(), inside.right() + 1
        c = theme.colours
        if row.key:
            size = key_cap_size(row.key)
            box = QRect(right - size.width(), inside.top() + 1, size.width(), size.height())
            paint_key_cap(painter, box, row.key, c.text2, c.control, ground=c.surface)
            right = box.left() - _GAP
        if row.note:
            width = metrics(theme.font()).horizontalAdvance(row.note)
            painter.setFont(theme.font())
            painter.setPen(theme.ink(Tone.TEXT2))
            painter.drawText(QRect(right - width, inside.top(), width + 2, 22), Qt.AlignmentFlag.AlignVCenter, row.note)
            right -= width + _GAP
        return right
