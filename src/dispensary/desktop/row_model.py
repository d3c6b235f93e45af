"""A table model over rows of cells: what every table of the program shows."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from dispensary.desktop.components import CELL, KEY, ROW_TONE, Cell, cell_words
from dispensary.desktop.theme import Tone

AnyIndex = QModelIndex | QPersistentModelIndex


class RowModel(QAbstractTableModel):
    """Rows with keys. `show_rows` replaces them; where only contents changed, the selection stays."""

    def __init__(self, headings: tuple[str, ...], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._headings = headings
        self._rows: list[tuple[Cell, ...]] = []
        self._keys: list[object] = []
        self._tones: list[Tone | None] = []

    def show_rows(
        self, rows: Sequence[tuple[Cell, ...]], keys: Sequence[object], tones: Sequence[Tone | None] = ()
    ) -> None:
        given = list(tones) or [None] * len(rows)
        if list(keys) == self._keys:
            self._rows, self._tones = list(rows), given
            if rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(self._headings) - 1))
            return
        self.beginResetModel()
        self._rows, self._keys, self._tones = list(rows), list(keys), given
        self.endResetModel()

    def place_of(self, key: object) -> int | None:
        return self._keys.index(key) if key in self._keys else None

    def rowCount(self, parent: AnyIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: AnyIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._headings)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        cell = self._rows[index.row()][index.column()]
        if role == CELL:
            return cell
        if role == KEY:
            return self._keys[index.row()]
        if role == ROW_TONE:
            return self._tones[index.row()]
        return cell_words(cell) if role == Qt.ItemDataRole.AccessibleTextRole else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        across = orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return self._headings[section] if across else None
