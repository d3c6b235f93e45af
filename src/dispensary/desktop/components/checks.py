"""What the clinical check did: every check that ran, and what changed. Silence is never the proof."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from dispensary.desktop.components.buttons import KeyButton
from dispensary.desktop.components.cards import clear_layout
from dispensary.desktop.components.text import IconText, Part, Text, rule
from dispensary.desktop.keymap import Action
from dispensary.desktop.theme import Tone


@dataclass(frozen=True, slots=True)
class CheckedLine:
    """One check: its name, and how it came out in words ("Clear", "1 stop", "Not checked")."""

    name: str
    outcome: str
    tone: Tone = Tone.PASS
    icon: str = "pass"


_ROOMY = 9
"""So many lines stand with room around them; more stand closer, so that none is out of sight."""


class CheckedList(QWidget):
    """Every check that ran and every one that could not."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def show_checks(self, title: str, checks: Iterable[CheckedLine], foot: str = "", *, not_run: str = "") -> None:
        """Shows these. not_run: the names of the checks that did not run at all, together on one loud line."""
        lines = tuple(checks)
        low = len(lines) > _ROOMY
        clear_layout(self._column)
        self._column.addWidget(Text(title, self, role="lead-strong"))
        self._column.addSpacing(6)
        self._column.addWidget(rule(self))
        for check in lines:
            box = QWidget(self)
            row = QHBoxLayout(box)
            row.setContentsMargins(0, 2 if low else 4, 0, 2 if low else 5)
            row.addWidget(Text(check.name, box), 1)
            row.addWidget(IconText(check.icon, check.outcome, check.tone, box, role="medium", size=18))
            box.setAccessibleName(f"{check.name}: {check.outcome}")
            self._column.addWidget(box)
            self._column.addWidget(rule(self))
        if not_run:
            self._column.addWidget(self._not_run(not_run))
            self._column.addWidget(rule(self))
        if foot:
            self._column.addSpacing(5)
            self._column.addWidget(Text(foot, self, tone="text2"))

    def _not_run(self, names: str) -> QWidget:
        box = QWidget(self)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 4, 0, 5)
        column.setSpacing(1)
        column.addWidget(IconText("not-checked", "Not checked, look yourself", Tone.NOT_CHECKED, box, role="medium"))
        column.addWidget(Text(names, box, tone=Tone.NOT_CHECKED.value).wrapped())
        box.setAccessibleName(f"Not checked: {names}")
        return box


@dataclass(frozen=True, slots=True)
class ChangeColumn:
    """One kind of change: "Dose up", with its lines."""

    heading: str
    icon: str
    tone: Tone
    lines: tuple[tuple[Part, ...], ...]


class ChangesCard(QFrame):
    """What changed since the last supply. Signal: more_asked()."""

    more_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(14, 9, 6, 9)
        self._column.setSpacing(4)

    def show_changes(self, title: str, columns: Iterable[ChangeColumn], *, more: str = "Everything else") -> None:
        """Shows what changed. `more` names the key that shows the rest; "" where there is none."""
        clear_layout(self._column)
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(Text(title, self, role="lead-strong"), 1)
        if more:
            button = KeyButton(more, self, action=Action.EVERYTHING_ELSE, variant="quiet", tight=True)
            button.clicked.connect(self.more_asked)
            head.addWidget(button)
        self._column.addLayout(head)
        row = QHBoxLayout()
        row.setSpacing(12)
        for position, change in enumerate(columns):
            if position:
                row.addWidget(rule(self, upright=True))
            row.addLayout(self._change(change), 1)
        self._column.addLayout(row)
        self.setAccessibleName(title)

    def _change(self, change: ChangeColumn) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(0)
        head = IconText(change.icon, change.heading, change.tone, self, role="medium", size=16)
        column.addWidget(head, 0, Qt.AlignmentFlag.AlignLeft)
        for line in change.lines:
            words = Text("", self).wrapped()
            words.set_parts(line)
            column.addWidget(words)
        column.addStretch(1)
        return column
