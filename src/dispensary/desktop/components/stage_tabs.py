"""The stages of the work as tabs with counts, and the filters under them."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QPen, QResizeEvent, QShortcut
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QFrame, QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from dispensary.desktop import icons
from dispensary.desktop.components.painting import metrics
from dispensary.desktop.keymap import STAGE_PICKS
from dispensary.desktop.theme import Role, Tone, active


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage: how many wait there, and what stands out: "2 late" with a clock."""

    key: str
    words: str
    count: int
    note: str = ""
    note_icon: str = ""
    note_tone: Tone = Tone.TEXT3


class StageTab(QAbstractButton):
    """One stage."""

    def __init__(self, stage: Stage, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.stage = stage
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_stage(stage)

    def show_stage(self, stage: Stage) -> None:
        """Shows new counts."""
        self.stage = stage
        self.setAccessibleName(", ".join(filter(None, (stage.words, str(stage.count), stage.note))))
        self.update()

    def least_width(self) -> int:
        """The room that its words need."""
        theme = active()
        count = metrics(theme.font(Role.COUNT)).horizontalAdvance(str(self.stage.count))
        note = metrics(theme.font()).horizontalAdvance(self.stage.note) + (20 if self.stage.note_icon else 0)
        name = metrics(theme.font(weight=600)).horizontalAdvance(self.stage.words)
        return 12 + max(name, count + (8 + note if self.stage.note else 0)) + 6

    def sizeHint(self) -> QSize:
        return QSize(self.least_width(), 75)

    def minimumSizeHint(self) -> QSize:
        return QSize(80, 75)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, stage = active(), self.stage
        c = theme.colours
        painter = QPainter(self)
        here = self.isChecked()
        if here or self.underMouse():
            painter.fillRect(self.rect(), c.accent_tint if here else c.canvas)
        painter.fillRect(self.width() - 1, 0, 1, self.height(), c.line)
        count_font = theme.font(Role.COUNT)
        painter.setFont(count_font)
        painter.setPen(c.text)
        painter.drawText(12, 34, str(stage.count))
        left = 12 + metrics(count_font).horizontalAdvance(str(stage.count)) + 9
        if stage.note:
            self._paint_note(painter, left)
        painter.setFont(theme.font(weight=600 if here else 400))
        painter.setPen(c.text if here else c.text2)
        painter.drawText(QRect(12, 38, self.width() - 14, 22), Qt.AlignmentFlag.AlignVCenter, stage.words)
        if here:
            painter.fillRect(0, self.height() - 3, self.width(), 3, c.accent)
        if self.hasFocus():
            painter.setPen(QPen(c.focus, 2))
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        painter.end()

    def _paint_note(self, painter: QPainter, left: int) -> None:
        theme, stage = active(), self.stage
        ink = theme.ink(stage.note_tone)
        if stage.note_icon:
            icons.paint(painter, stage.note_icon, QRect(left, 17, 15, 15), ink, stroke=2)
            left += 19
        painter.setFont(theme.font())
        painter.setPen(ink)
        painter.drawText(QRect(left, 14, self.width() - left - 2, 21), Qt.AlignmentFlag.AlignVCenter, stage.note)


class StageTabs(QFrame):
    """The stages. Alt and a number picks one; where they do not fit, they wrap to two rows. Signal: chosen(key)."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("band", "tabs")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(16, 0, 16, 0)
        self._grid.setSpacing(0)
        self._group = QButtonGroup(self)
        self._tabs: dict[str, StageTab] = {}
        self._columns = 0
        self._picks = [QShortcut(QKeySequence(key), self) for key in STAGE_PICKS]
        for position, shortcut in enumerate(self._picks):
            shortcut.activated.connect(lambda at=position: self._pick(at))

    def set_stages(self, stages: Iterable[Stage]) -> None:
        """Shows these; where the keys are the same, only the counts change and the choice stays."""
        stages = tuple(stages)
        if tuple(self._tabs) == tuple(stage.key for stage in stages):
            for stage in stages:
                self._tabs[stage.key].show_stage(stage)
            return
        for old in self._tabs.values():
            self._group.removeButton(old)
            self._grid.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._tabs = {stage.key: StageTab(stage, self) for stage in stages}
        for key, tab in self._tabs.items():
            self._group.addButton(tab)
            tab.clicked.connect(lambda _=False, key=key: self.chosen.emit(key))
        self._columns = 0
        self._arrange()

    def choose(self, key: str) -> None:
        """Marks a stage as the one shown."""
        self._tabs[key].setChecked(True)

    def stage(self, key: str) -> Stage:
        """What one tab says."""
        return self._tabs[key].stage

    def _pick(self, position: int) -> None:
        keys = tuple(self._tabs)
        if position < len(keys):
            self._tabs[keys[position]].click()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        if not self._tabs:
            return
        widest = max(tab.least_width() for tab in self._tabs.values())
        fits = widest * len(self._tabs) <= max(1, self.width() - 32) or self.width() < 100
        columns = len(self._tabs) if fits else -(-len(self._tabs) // 2)
        if columns == self._columns:
            return
        for column in range(max(columns, self._columns)):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        self._columns = columns
        for position, tab in enumerate(self._tabs.values()):
            self._grid.addWidget(tab, position // columns, position % columns)
            tab.show()


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter of the list: "Waiters", 3."""

    key: str
    words: str
    count: int
    icon: str = ""


class FilterButton(QAbstractButton):
    """One filter; the one in force is outlined."""

    def __init__(self, choice: Filter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choice = choice
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(f"{choice.words}, {choice.count}")

    def sizeHint(self) -> QSize:
        theme = active()
        words = metrics(theme.font(weight=500)).horizontalAdvance(self.choice.words)
        count = metrics(theme.font(weight=500)).horizontalAdvance(str(self.choice.count))
        return QSize(20 + words + 7 + count + (23 if self.choice.icon else 0), 28)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = active()
        c = theme.colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        here, left = self.isChecked(), 11
        if here or self.hasFocus():
            painter.setPen(QPen(c.focus, 2) if self.hasFocus() else QPen(c.control, 1))
            painter.setBrush(c.surface if here else Qt.BrushStyle.NoBrush)
            inset = 1.0 if self.hasFocus() else 0.5
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 6, 6)
        if self.choice.icon:
            icons.paint(painter, self.choice.icon, QRect(left, 5, 18, 18), c.text2)
            left += 23
        font = theme.font(weight=500 if here else 400)
        painter.setFont(font)
        painter.setPen(c.text if here else c.text2)
        painter.drawText(QRect(left, 0, self.width(), 27), Qt.AlignmentFlag.AlignVCenter, self.choice.words)
        left += metrics(font).horizontalAdvance(self.choice.words) + 7
        painter.setPen(c.text2 if here else c.text3)
        painter.drawText(QRect(left, 0, self.width(), 27), Qt.AlignmentFlag.AlignVCenter, str(self.choice.count))
        painter.end()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()
        return bool(super().event(event))


class FilterTabs(QWidget):
    """The filters of the list. Signal: chosen(key)."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, FilterButton] = {}

    def set_filters(self, filters: Iterable[Filter], chosen: str) -> None:
        """Shows these, one of them in force."""
        for old in self._buttons.values():
            self._group.removeButton(old)
            self._row.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._buttons = {choice.key: FilterButton(choice, self) for choice in filters}
        for key, button in self._buttons.items():
            self._group.addButton(button)
            self._row.addWidget(button)
            button.setChecked(key == chosen)
            button.clicked.connect(lambda _=False, key=key: self.chosen.emit(key))
