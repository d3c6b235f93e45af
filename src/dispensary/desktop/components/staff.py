"""Who is at this counter: one card a person, picked by number."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QGridLayout, QSizePolicy, QWidget

from dispensary.desktop.components.bars import initials_of
from dispensary.desktop.components.painting import key_cap_size, paint_card, paint_key_cap, paint_words
from dispensary.desktop.theme import Role, Tone, active


@dataclass(frozen=True, slots=True)
class StaffMember:
    """One person who may sign in here. `note` is what matters now: "Responsible pharmacist", "1 label kept for you"."""

    key: str
    name: str
    task: str
    note: str = ""


class StaffCard(QAbstractButton):
    """One person: initials, name, task, a note, a number."""

    def __init__(self, member: StaffMember, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.member, self._number = member, number
        self.setCheckable(True)
        self.setText(member.name)
        self.setAccessibleName(", ".join(filter(None, (member.name, member.task, member.note))))
        self.setAccessibleDescription(f"Key {number}" if number <= 9 else "")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def key(self) -> str:
        """The number that picks this person, "" past nine."""
        return str(self._number) if self._number <= 9 else ""

    def sizeHint(self) -> QSize:
        return QSize(411, 84)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = active()
        c = theme.colours
        chosen = self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = c.accent_tint if chosen else c.surface
        ringed = chosen or self.hasFocus()
        paint_card(painter, self.rect(), Tone.PLAIN, ground=ground, focused=ringed)
        round_ = QRect(17, (self.height() - 46) // 2, 46, 46)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(c.accent if chosen else c.accent_tint)
        painter.drawEllipse(round_)
        painter.setPen(c.on_accent if chosen else c.accent)
        painter.setFont(theme.font_of(14, 600))
        painter.drawText(round_, Qt.AlignmentFlag.AlignCenter, initials_of(self.member.name))
        right = self.width() - 17
        if self._number <= 9:
            size = key_cap_size(str(self._number))
            where = QRect(right - size.width(), (self.height() - 20) // 2, size.width(), 20)
            paint_key_cap(painter, where, str(self._number), c.text2, c.control, ground=c.surface)
            right = where.left() - 8
        lines = [(self.member.name, theme.font(Role.TITLE), c.text, 25), (self.member.task, theme.font(), c.text2, 19)]
        if self.member.note:
            lines.append((self.member.note, theme.font(weight=500), c.accent, 19))
        top = (self.height() - sum(line[3] for line in lines)) // 2 - 1
        for words, font, ink, height in lines:
            paint_words(painter, QRect(77, top, right - 77, height), words, font, ink)
            top += height
        painter.end()


class StaffCards(QWidget):
    """The people, two in a row. A number picks one while no field has the focus. Signal: chosen(key)."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(12)
        self._group = QButtonGroup(self)
        self._cards: dict[str, StaffCard] = {}
        self._shortcuts: list[QShortcut] = []

    def set_staff(self, members: Iterable[StaffMember]) -> None:
        """Shows these people."""
        for old in self._cards.values():
            self._group.removeButton(old)
            self._grid.removeWidget(old)
            old.hide()
            old.deleteLater()
        for shortcut in self._shortcuts:
            shortcut.deleteLater()
        self._cards = {m.key: StaffCard(m, number, self) for number, m in enumerate(members, 1)}
        self._shortcuts = []
        for position, (key, card) in enumerate(self._cards.items()):
            self._group.addButton(card)
            self._grid.addWidget(card, position // 2, position % 2)
            card.clicked.connect(lambda _=False, key=key: self.chosen.emit(key))
            if position < 9:
                self._shortcuts.append(QShortcut(QKeySequence(str(position + 1)), self, card.click))

    def choose(self, key: str) -> None:
        """Marks a person as chosen."""
        self._cards[key].setChecked(True)
