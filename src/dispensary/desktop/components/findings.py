"""Findings of the clinical check: the card that needs a person, the settled line, the quiet lines, the hidden ones."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from dispensary.desktop.components.buttons import CardDeed, ChoiceButton, KeyButton
from dispensary.desktop.components.cards import FocusWithin, StateFrame, clear_layout
from dispensary.desktop.components.fields import TextField
from dispensary.desktop.components.flow import FlowLayout
from dispensary.desktop.components.text import IconText, Part, Text, rule
from dispensary.desktop.keymap import Action
from dispensary.desktop.theme import Tone

_TIER_WORDS = {
    Tone.STOP: ("stop", "Stop"),
    Tone.REASON: ("reason", "Needs a reason"),
    Tone.NOT_CHECKED: ("not-checked", "Not checked"),
    Tone.INFO: ("info", "For information"),
}
_TIER_WIDTH = 135


@dataclass(frozen=True, slots=True)
class Reason:
    """One coded answer to a finding."""

    code: str
    words: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding as the card shows it. `tone` is STOP, REASON, NOT_CHECKED or INFO.

    `needs_words`: a coded reason is not enough, words must go with it (a stop, which takes a pharmacist).
    `settled`: what was answered; then the card is one line. `tag`: in place of the tone's own word, where nothing has
    to be answered.
    """

    key: str
    tone: Tone
    title: str
    message: str = ""
    reasons: tuple[Reason, ...] = ()
    needs_words: bool = False
    words_prompt: str = "Say what was agreed"
    has_evidence: bool = False
    settled: str | None = None
    tag: str = ""


class FindingCard(FocusWithin, StateFrame):
    """One finding. While the focus is in it, the numbers 1 to 9 pick a reason; without, no numbers are shown.

    Signals: answered(key, reason code, words); evidence_asked(key); change_asked(key).
    """

    answered = Signal(str, str, str)
    evidence_asked = Signal(str)
    change_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None, finding: Finding | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._grid = QGridLayout(self)
        self._buttons: list[ChoiceButton] = []
        self._chosen: str | None = None
        self.words = TextField(self)
        self.words.setProperty("small", True)
        self.words.returnPressed.connect(self._answer)
        self._finding = finding or Finding("", Tone.INFO, "")
        self.show_finding(self._finding)

    @property
    def finding(self) -> Finding:
        """What it shows."""
        return self._finding

    def show_finding(self, finding: Finding) -> None:
        """Shows a finding in the state that it is in."""
        self._finding = finding
        self._chosen = None
        self.words.setParent(self)
        self.words.hide()
        clear_layout_keeping(self._grid, self.words)
        self._buttons = []
        icon, tier = _TIER_WORDS[finding.tone]
        self.show_state(finding.tone, filled=finding.settled is None, edge=6)
        self._grid.setContentsMargins(21, 8, 14, 9)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(3)
        self._grid.setColumnMinimumWidth(0, _TIER_WIDTH)
        self._grid.setColumnStretch(1, 1)
        tier = finding.tag or tier
        mark = IconText(icon, tier, finding.tone, self, role="medium", size=20)
        mark.setFixedHeight(22)
        mark.setFixedWidth(_TIER_WIDTH)
        upright = Qt.AlignmentFlag.AlignTop if finding.settled is None else Qt.AlignmentFlag.AlignVCenter
        self._grid.addWidget(mark, 0, 0, upright)
        title = Text(finding.title, self, role="lead-strong").wrapped()
        self._grid.addWidget(title, 0, 1)
        self.setAccessibleName(f"{tier}: {finding.title}. {finding.message}")
        if finding.settled is not None:
            self._show_settled(finding.settled)
            return
        self._show_open(finding)

    def _show_settled(self, words: str) -> None:
        answer = IconText("pass", words, Tone.PASS, self, role="medium")
        change = KeyButton("Change", self, variant="quiet", small=True)
        change.setAccessibleName(f"Change the answer to: {self._finding.title}")
        change.clicked.connect(lambda: self.change_asked.emit(self._finding.key))
        self._grid.setContentsMargins(21, 5, 6, 5)
        self._grid.addWidget(answer, 0, 2)
        self._grid.addWidget(change, 0, 3)

    def _show_open(self, finding: Finding) -> None:
        self._grid.addWidget(Text(finding.message, self).wrapped(), 1, 1, 1, 2)
        if finding.has_evidence:
            self._grid.addWidget(self._evidence(), 0, 2, Qt.AlignmentFlag.AlignTop)
        if finding.reasons:
            self._grid.addLayout(self._reasons(finding), 2, 1, 1, 2)
        if finding.needs_words:
            self.words.setPlaceholderText(finding.words_prompt)
            self.words.setAccessibleName(f"{finding.title}: {finding.words_prompt}")
            self._grid.addWidget(self.words, 3, 1, 1, 2)
            self.words.show()
        self.watch(*self._buttons, self.words)
        self.focus_moved(inside=False)

    def _evidence(self) -> QWidget:
        button = CardDeed("Evidence", self, action=Action.EVIDENCE, variant="quiet", tight=True)
        button.setAccessibleName(f"Evidence for: {self._finding.title}")
        button.clicked.connect(lambda: self.evidence_asked.emit(self._finding.key))
        return button

    def _reasons(self, finding: Finding) -> FlowLayout:
        flow = FlowLayout(gap=5)
        flow.setContentsMargins(0, 5, 0, 4)
        for number, reason in enumerate(finding.reasons, 1):
            button = ChoiceButton(reason.words, self, key=str(number) if number <= 9 else "")
            button.clicked.connect(lambda _=False, code=reason.code: self.choose(code))
            button.show_key(shown=False)
            self._buttons.append(button)
            flow.addWidget(button)
        return flow

    def first_answer(self) -> QWidget:
        """Where the focus goes when this card is the next that needs a person."""
        return self._buttons[0] if self._buttons else self.words

    def choose(self, code: str) -> None:
        """Picks a reason; where words must go with it, the focus goes to the words, else it is answered."""
        self._chosen = code
        for button, reason in zip(self._buttons, self._finding.reasons, strict=True):
            button.answer(given=reason.code == code)
        if self._finding.needs_words and not self.words.text().strip():
            self.words.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._answer()

    def _answer(self) -> None:
        words = self.words.text().strip() if self._finding.needs_words else ""
        self.words.miss(missing=self._finding.needs_words and not words)
        if self._chosen is None or (self._finding.needs_words and not words):
            return
        self.answered.emit(self._finding.key, self._chosen, words)

    def focus_moved(self, *, inside: bool) -> None:
        """Numbers are shown only where they answer."""
        for button in self._buttons:
            button.show_key(shown=inside)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        number = event.key() - Qt.Key.Key_1
        if event.modifiers() == Qt.KeyboardModifier.NoModifier and 0 <= number < len(self._finding.reasons):
            if not event.isAutoRepeat():
                self.choose(self._finding.reasons[number].code)
            return
        if event.key() == Qt.Key.Key_E and self._finding.has_evidence:
            self.evidence_asked.emit(self._finding.key)
            return
        super().keyPressEvent(event)


def clear_layout_keeping(layout: QGridLayout, keep: QWidget) -> None:
    """Empties a card's grid but for one widget that lives on, with what was typed in it."""
    layout.removeWidget(keep)
    clear_layout(layout)


class QuietFindings(QFrame):
    """Findings that need nobody: one line each, with the state and its words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(1, 0, 1, 0)
        self._column.setSpacing(0)

    @property
    def is_empty(self) -> bool:
        """Nothing is shown: the frame alone would be a line that means nothing."""
        return self._column.count() == 0

    def show_findings(self, findings: Iterable[Finding]) -> None:
        """Shows these, one line each."""
        clear_layout(self._column)
        for position, finding in enumerate(findings):
            if position:
                self._column.addWidget(rule(self))
            icon, tier = _TIER_WORDS[finding.tone]
            tier = finding.tag or tier
            line = QWidget(self)
            row = QHBoxLayout(line)
            row.setContentsMargins(20, 5, 14, 6)
            row.setSpacing(12)
            mark = IconText(icon, tier, finding.tone, line, role="medium", size=20)
            mark.setFixedWidth(_TIER_WIDTH)
            row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
            words = Text(None, line).wrapped()
            words.set_parts([Part(f"{finding.title}. ", strong=True), Part(finding.message)])
            row.addWidget(words, 1)
            line.setAccessibleName(f"{tier}: {finding.title}. {finding.message}")
            self._column.addWidget(line)


class HiddenFindings(QWidget):
    """One line that says how many findings an earlier acceptance hides. Signal: asked()."""

    asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self._button = KeyButton(
            "", self, action=Action.HIDDEN_FINDINGS, variant="quiet", drawing="eye-off", tight=True
        )
        self._button.clicked.connect(self.asked)
        row.addWidget(self._button)
        row.addStretch(1)

    def show_words(self, words: str) -> None:
        """Says how many, accepted when, by whom, until when."""
        self._button.setText(words)
        self.setAccessibleName(words)
