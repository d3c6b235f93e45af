"""Chips: state or need, always an icon, words and a colour together."""

from collections.abc import Iterable

from PySide6.QtCore import Property, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from dispensary.desktop.components.painting import Chip, chip_size, paint_chip
from dispensary.desktop.theme import Tone


class StatusChip(QLabel):
    """One chip. In a form: the text, `tone` (a name of theme.Tone) and `drawing` (an icon; else the state's own)."""

    def __init__(self, parent: QWidget | None = None, chip: Chip | None = None) -> None:
        super().__init__(parent)
        self._chip = chip or Chip("")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_chip(self._chip)

    def show_chip(self, chip: Chip) -> None:
        """Says this."""
        self._chip = chip
        super().setText(chip.words)
        self.setAccessibleName(chip.words)
        self.updateGeometry()
        self.update()

    def setText(self, words: str) -> None:
        self.show_chip(Chip(words, self._chip.tone, self._chip.icon))

    def chip(self) -> Chip:
        """What it says."""
        return self._chip

    def _get_tone(self) -> str:
        return self._chip.tone.value

    def _set_tone(self, tone: str) -> None:
        self.show_chip(Chip(self._chip.words, Tone(tone), self._chip.icon))

    def _get_drawing(self) -> str:
        return self._chip.icon or ""

    def _set_drawing(self, drawing: str) -> None:
        self.show_chip(Chip(self._chip.words, self._chip.tone, drawing or None))

    tone = Property(str, _get_tone, _set_tone)
    drawing = Property(str, _get_drawing, _set_drawing)

    def sizeHint(self) -> QSize:
        return chip_size(self._chip)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_chip(painter, self.rect(), self._chip)
        painter.end()


class ChipRow(QWidget):
    """A row of chips."""

    def __init__(self, parent: QWidget | None = None, *, gap: int = 8) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(gap)
        self._chips: list[StatusChip] = []

    def set_chips(self, chips: Iterable[Chip]) -> None:
        """Shows these and no others."""
        for old in self._chips:
            self._row.removeWidget(old)
            old.deleteLater()
        self._chips = [StatusChip(self, chip) for chip in chips]
        for chip in self._chips:
            self._row.addWidget(chip)
            chip.show()
        self.setAccessibleName(", ".join(chip.text() for chip in self._chips))

    def chips(self) -> tuple[Chip, ...]:
        """What it shows."""
        return tuple(chip.chip() for chip in self._chips)
