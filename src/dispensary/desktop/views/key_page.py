"""The page of the keys: those of the screen shown and those that work everywhere. It names nobody."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from dispensary.desktop.components import Icon, KeyCap, Text, rule
from dispensary.desktop.components.cards import clear_layout
from dispensary.desktop.components.over import OverPanel
from dispensary.desktop.deeds import Deed, Found
from dispensary.desktop.keymap import PICKS, STAGE_PICKS, Action
from dispensary.desktop.theme import Tone
from dispensary.wording.keys import (
    ANYWHERE,
    CLOSES,
    GUIDE,
    HERE,
    KEYS,
    MOVING,
    MOVING_ABOUT,
    NUMBERED,
    PERSON,
    SCAN,
    SCAN_SIGNED_OFF,
    STAGE,
)

Line = tuple[tuple[str, ...], str]

_WIDTH = 980
_CAPS_WIDTH = 116
_SCROLLS = {Qt.Key.Key_Down: 40, Qt.Key.Key_Up: -40}
_PAGES = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_Space: 1, Qt.Key.Key_PageUp: -1}


class KeyPage(OverPanel):
    """One table, made from the window as it is when it opens."""

    def __init__(
        self, window: QWidget, above: QWidget, look: Callable[[], tuple[Deed, ...]], *, signed_in: Callable[[], bool]
    ) -> None:
        super().__init__(window, above, _WIDTH)
        self._look, self._signed_in = look, signed_in
        self.setAccessibleName(KEYS)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(Icon(self.panel, name="info", tone=Tone.TEXT))
        head.addWidget(Text(KEYS, self.panel, role="lead-strong"), 1)
        head.addWidget(Text(CLOSES, self.panel, tone="text2"))
        head.addWidget(KeyCap(self.panel, action=Action.BACK))
        self.column.addLayout(head)
        self.column.addWidget(rule(self.panel))
        self.area = QScrollArea(self.panel)
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._inside = QWidget()
        self._inside.setProperty("scrolled", True)
        self._columns = QHBoxLayout(self._inside)
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.setSpacing(32)
        self.area.setWidget(self._inside)
        self.column.addWidget(self.area, 1)
        self.column.addWidget(rule(self.panel))
        self._scan = Text("", self.panel, tone="text2").wrapped()
        self.column.addWidget(self._scan)
        self.column.addWidget(Text(GUIDE, self.panel, tone="text2").wrapped())
        self._tables: list[tuple[str, list[Line]]] = []

    def tables(self) -> list[tuple[str, list[Line]]]:
        """What it shows: each heading with its keys and words."""
        return self._tables

    def open(self) -> None:
        if self.isVisible():
            return
        deeds = [deed for deed in self._look() if deed.key]
        here = [deed for deed in deeds if deed.found in (Found.SCREEN, Found.BAND)]
        around = [deed for deed in deeds if deed.found in (Found.PLACE, Found.EVERYWHERE)]
        people = any(deed.found is Found.PERSON for deed in deeds)
        moving: list[Line] = [*MOVING, ((f"{PICKS[0]} to {PICKS[-1]}",), PERSON if people else NUMBERED)]
        if any(deed.found is Found.STAGE for deed in deeds):
            moving.append(((f"{STAGE_PICKS[0]} to {PICKS[-1]}",), STAGE))
        self._tables = [(HERE, _lines(here)), (ANYWHERE, _lines(around)), (MOVING_ABOUT, moving)]
        self._scan.setText(SCAN if self._signed_in() else SCAN_SIGNED_OFF)
        clear_layout(self._columns)
        left, right = (QVBoxLayout(), QVBoxLayout())
        for column, tables in ((left, self._tables[:1]), (right, self._tables[1:])):
            for heading, lines in tables:
                if lines:
                    column.addWidget(self._table(heading, lines))
            column.addStretch(1)
            self._columns.addLayout(column, 1)
        self.area.verticalScrollBar().setValue(0)
        super().open()
        self._place()

    def _table(self, heading: str, lines: Sequence[Line]) -> QWidget:
        table = QWidget(self._inside)
        table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, 0, 8)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(5)
        grid.setColumnMinimumWidth(0, _CAPS_WIDTH)
        grid.setColumnStretch(1, 1)
        grid.addWidget(Text(heading, table, role="body-strong"), 0, 0, 1, 2)
        for row, (caps, words) in enumerate(lines, 1):
            box = QHBoxLayout()
            box.setSpacing(6)
            for cap in caps:
                box.addWidget(KeyCap(table, key=cap))
            box.addStretch(1)
            grid.addLayout(box, row, 0, Qt.AlignmentFlag.AlignTop)
            said = Text(words, table).wrapped()
            said.setAccessibleName(f"{' or '.join(caps)}: {words}")
            grid.addWidget(said, row, 1)
        return table

    def wanted_height(self, width: int) -> int:
        margins = self.column.contentsMargins()
        room = width - margins.left() - margins.right()
        wraps = self._columns.hasHeightForWidth()
        needed = self._columns.totalHeightForWidth(room) if wraps else self._columns.sizeHint().height()
        return self.around(width, without=self.area) + needed

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar, key = self.area.verticalScrollBar(), Qt.Key(event.key())
        if key in _SCROLLS:
            bar.setValue(bar.value() + _SCROLLS[key])
        elif key in _PAGES:
            bar.setValue(bar.value() + _PAGES[key] * bar.pageStep())
        super().keyPressEvent(event)


def _lines(deeds: Sequence[Deed]) -> list[Line]:
    """Fixed words only: a numbered answer may name a person, and is read where it stands."""
    lines: list[Line] = [((deed.key,), deed.words) for deed in deeds if deed.key not in PICKS]
    return list(dict.fromkeys(lines))
