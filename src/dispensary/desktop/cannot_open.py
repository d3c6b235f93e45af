"""The page in the place of a window that cannot open: a dispenser never sees a console."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from dispensary.desktop.components import Icon, KeyButton, Text
from dispensary.desktop.keymap import Action
from dispensary.desktop.theme import Tone
from dispensary.wording.cannot_open import WhyNot

_WIDTH = 760
_MOST_LINES = 6


class CannotOpenPage(QDialog):
    """What happened, where, and what to do; the text can be copied. Esc and Enter close it."""

    def __init__(self, why: WhyNot, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._why = why
        self.setWindowTitle("Dispensary")
        self.setFixedWidth(_WIDTH)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(28, 24, 28, 24)
        self.column.setSpacing(10)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(Icon(self, name="stop", tone=Tone.STOP, size=28))
        head.addWidget(Text(why.title, self, role="title").wrapped(), 1)
        self.column.addLayout(head)
        self.column.addWidget(Text(why.happened, self).wrapped())
        self.places = self._places()
        self.column.addWidget(Text("What to do", self, role="body-strong"))
        for number, step in enumerate(why.steps, 1):
            self._step(number, step)
        self._deeds()
        self.setAccessibleName(why.title)
        self.setAccessibleDescription(why.text())

    def _places(self) -> QPlainTextEdit:
        box = QPlainTextEdit("\n".join(self._why.places), self)
        box.setReadOnly(True)
        box.setTabChangesFocus(True)
        box.setAccessibleName("What is wrong, and where")
        line = box.fontMetrics().lineSpacing()
        # Long words go over several lines, so each place may well take two.
        lines = min(max(3, 2 * len(self._why.places) + 1), _MOST_LINES)
        box.setFixedHeight(lines * line + 30)
        self.column.addWidget(box)
        return box

    def _step(self, number: int, step: str) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        words = Text(step, self).wrapped()
        counted = Text(f"{number}.", self, tone="text2")
        counted.setFixedWidth(16)
        for each in (counted, words):
            each.setAlignment(Qt.AlignmentFlag.AlignTop)
        row.addWidget(counted)
        row.addWidget(words, 1)
        self.column.addLayout(row)

    def _deeds(self) -> None:
        last = QHBoxLayout()
        last.setSpacing(8)
        last.addStretch(1)
        self.copy = KeyButton("Copy this text", self, action=Action.COPY)
        self.copy.clicked.connect(self._copy)
        self.close_page = KeyButton("Close", self, action=Action.CONFIRM, variant="filled")
        self.close_page.clicked.connect(self.accept)
        last.addWidget(self.copy)
        last.addWidget(self.close_page)
        self.column.addLayout(last)
        self.close_page.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        # Left to itself Qt gives a page two thirds of the screen, and squeezes the words into that.
        self.resize(_WIDTH, self.column.totalHeightForWidth(_WIDTH))
        super().showEvent(event)

    def _copy(self) -> None:
        QApplication.clipboard().setText(self._why.text())
        self.copy.setText("Copied")
