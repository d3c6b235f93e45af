"""The steps of the hand-out: they settle from top to bottom, and the one at work has the ring."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from dispensary.desktop.components.buttons import ChoiceButton, KeyButton
from dispensary.desktop.components.cards import FocusWithin, StateFrame, clear_layout
from dispensary.desktop.components.flow import FlowLayout
from dispensary.desktop.components.text import Icon, IconText, KeyCap, Redacted, Text, rule
from dispensary.desktop.keymap import Action, active_keys
from dispensary.desktop.theme import Tone


@dataclass(frozen=True, slots=True)
class StepChoice:
    """One answer to a step, by a number or by a letter of the key map."""

    key: str
    words: str
    action: Action | None = None
    number: int = 0
    given: bool = False

    def letter(self) -> str:
        """What is on its cap."""
        return active_keys().drawn(self.action) if self.action else str(self.number or "")


@dataclass(frozen=True, slots=True)
class Step:
    """One step. `under` stands under the title; `choices` below; `question` and `answers` at the right; `state` says
    how it stands; `deed` is a button at the right. `hidden` puts bars for a name; `revealed` is shown while held."""

    key: str
    icon: str
    title: str
    under: str = ""
    tone: Tone = Tone.INFO
    choices: tuple[StepChoice, ...] = ()
    question: str = ""
    answers: tuple[StepChoice, ...] = ()
    state: str = ""
    state_icon: str = ""
    state_tone: Tone = Tone.REASON
    deed: str = ""
    deed_action: Action | None = None
    deed_filled: bool = False
    hidden: bool = False
    revealed: str = ""


class StepCard(FocusWithin, StateFrame):
    """One step. Signals: deed_asked(step), chosen(step, choice), names_held(shown).

    Space shows the names while it is held, wherever the focus is in a step, and never presses a button.
    """

    deed_asked = Signal(str)
    chosen = Signal(str, str)
    names_held = Signal(bool)

    def __init__(self, parent: QWidget | None = None, step: Step | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._row = QHBoxLayout(self)
        self._step = step or Step("", "info", "")
        self._current = False
        self._buttons: list[tuple[StepChoice, ChoiceButton]] = []
        self.show_step(self._step)

    @property
    def step(self) -> Step:
        """What it shows."""
        return self._step

    def mark_current(self, *, current: bool) -> None:
        """The step at work has the ring and the larger title."""
        self._current = current
        self.ring(on=current)
        self.show_step(self._step)

    def show_step(self, step: Step) -> None:
        """Shows the step as it stands."""
        self._step = step
        clear_layout(self._row)
        self._buttons = []
        self._row.setContentsMargins(17, 12, 14, 12)
        self._row.setSpacing(16)
        tone = Tone.ACCENT if self._current else step.tone
        self._row.addWidget(Icon(self, name=step.icon, tone=tone, size=30 if self._current else 26))
        left = QVBoxLayout()
        left.setSpacing(4 if step.choices or step.hidden else 0)
        left.addWidget(Text(step.title, self, role="count" if self._current else "title").wrapped())
        if step.hidden:
            left.addLayout(self._hidden_line())
        elif step.under:
            left.addWidget(Text(step.under, self, tone="text2").wrapped())
        if step.choices:
            flow = FlowLayout(gap=8)
            for choice in step.choices:
                flow.addWidget(self._choice(choice))
            left.addLayout(flow)
        self._row.addLayout(left, 1)
        self._add_right(step)
        self.watch(*(button for _, button in self._buttons))
        self.setAccessibleName(". ".join(filter(None, (step.title, step.under, step.question, step.state))))

    def _hidden_line(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(20)
        self._veil = IconText("eye-off", "Hidden on this screen", Tone.TEXT2, self)
        self._bars = Redacted(self)
        self._name = Text("", self, role="lead-strong").wrapped()
        self._name.hide()
        row.addWidget(self._veil)
        row.addWidget(self._bars)
        row.addWidget(self._name, 1)
        row.addStretch()
        return row

    def reveal(self, *, shown: bool) -> None:
        """Shows the name in place of the bars while the key is held."""
        if not self._step.hidden:
            return
        self._name.setText(self._step.revealed if shown else "")
        self._name.setVisible(shown)
        for veil in (self._veil, self._bars):
            veil.setVisible(not shown)

    def _add_right(self, step: Step) -> None:
        right = QHBoxLayout()
        right.setSpacing(8)
        if step.question:
            right.addWidget(Text(step.question, self, tone="text2"))
        for answer in step.answers:
            right.addWidget(self._choice(answer))
        if step.state and step.state_icon:
            right.addWidget(IconText(step.state_icon, step.state, step.state_tone, self, role="medium"))
        elif step.state:
            right.addWidget(Text(step.state, self, role="medium", tone=step.state_tone.value))
            right.addSpacing(14)
        if step.deed:
            self._add_deed(right, step)
        self._row.addLayout(right)

    def _add_deed(self, right: QHBoxLayout, step: Step) -> None:
        button = KeyButton(step.deed, self, action=step.deed_action, variant="filled" if step.deed_filled else "plain")
        button.clicked.connect(lambda: self.deed_asked.emit(step.key))
        self.watch(button)
        if not step.hidden:
            right.addWidget(button)
            return
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(button, 0, Qt.AlignmentFlag.AlignRight)
        hint = QHBoxLayout()
        hint.setSpacing(6)
        hint.addStretch(1)
        hint.addWidget(Text("Hold", self, tone="text2"))
        hint.addWidget(KeyCap(self, action=Action.SHOW_NAMES, words="Hold: see what is hidden"))
        hint.addWidget(Text("to see", self, tone="text2"))
        column.addLayout(hint)
        right.addLayout(column)

    def _choice(self, choice: StepChoice) -> ChoiceButton:
        button = ChoiceButton(choice.words, self, action=choice.action, key=str(choice.number or ""))
        button.answer(given=choice.given)
        button.setAccessibleName(f"{self._step.question or self._step.title} {choice.words}")
        button.clicked.connect(lambda: self.choose(choice.key))
        self._buttons.append((choice, button))
        return button

    def choose(self, key: str) -> None:
        """An answer was given."""
        for choice, button in self._buttons:
            in_row = any(
                choice in row and key in [c.key for c in row] for row in (self._step.choices, self._step.answers)
            )
            if in_row:
                button.answer(given=choice.key == key)
        self.chosen.emit(self._step.key, key)

    def answers_to(self, text: str) -> str | None:
        """The choice that a typed key gives, for a screen that passes keys to the step at work."""
        for choice, _ in self._buttons:
            if text and choice.letter().upper() == text.upper():
                return choice.key
        return None

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Space is for the names: no button in a step is pressed by it."""
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Space:
            if not event.isAutoRepeat() and event.type() in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                shown = event.type() == QEvent.Type.KeyPress
                self.reveal(shown=shown)
                self.names_held.emit(shown)
            return True
        return super().eventFilter(watched, event)

    def focus_moved(self, *, inside: bool) -> None:
        """The ring follows the focus."""
        self.ring(on=inside or self._current)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = self.answers_to(event.text())
        if key is not None:
            if not event.isAutoRepeat():
                self.choose(key)
            return
        super().keyPressEvent(event)


@dataclass(frozen=True, slots=True)
class Saying:
    """One thing to say, tied to the goal."""

    words: str
    goal: str = ""
    heading: str = "One thing to say"


class SayCard(StateFrame):
    """One sentence to say at the counter. Signals: said(), pharmacist_wanted()."""

    said = Signal()
    pharmacist_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, tone=Tone.ACCENT)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 10, 16, 12)
        column.setSpacing(6)
        self._heading = IconText("speech", "", Tone.ACCENT, self, role="medium")
        self.words = Text("", self, role="heading").wrapped()
        self._goal = IconText("goal", "", Tone.ACCENT, self, words_tone=Tone.TEXT2).wrapped()
        column.addWidget(self._heading)
        column.addWidget(self.words)
        column.addWidget(self._goal)
        self.said_it = ChoiceButton("Said it", self, action=Action.SAID_IT)
        self.wants = ChoiceButton("Wants the pharmacist", self, action=Action.WANTS_PHARMACIST)
        self.said_it.clicked.connect(self.said)
        self.wants.clicked.connect(self.pharmacist_wanted)
        row = FlowLayout(gap=8)
        row.setContentsMargins(0, 4, 0, 0)
        row.addWidget(self.said_it)
        row.addWidget(self.wants)
        column.addLayout(row)

    def show_saying(self, saying: Saying) -> None:
        """Shows what to say."""
        self._heading.show_words("speech", saying.heading, Tone.ACCENT)
        self.words.setText(f"“{saying.words}”")
        self._goal.words.setText(saying.goal)
        self._goal.setVisible(bool(saying.goal))
        self.setAccessibleName(f"{saying.heading}: {saying.words}")


class FactsCard(QFrame):
    """The same facts on a card of their own, with room around it, where nothing else is to be done."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 16, 16, 16)
        card = QFrame(self)
        card.setProperty("card", True)
        outer.addWidget(card)
        inner = QVBoxLayout(card)
        inner.setContentsMargins(16, 12, 16, 8)
        self.facts = FactList(card)
        inner.addWidget(self.facts)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)

    def show_facts(self, title: str, facts: Iterable[tuple[str, str]]) -> None:
        """Shows these."""
        self.facts.show_facts(title, facts)


class FactList(QWidget):
    """Headings and what they say, with hairlines: who checked, when."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def show_facts(self, title: str, facts: Iterable[tuple[str, str]]) -> None:
        """Shows these."""
        clear_layout(self._column)
        self._column.addWidget(Text(title, self, role="lead-strong").wrapped())
        self._column.addSpacing(6)
        for position, (heading, words) in enumerate(facts):
            if position:
                self._column.addWidget(rule(self))
            box = QWidget(self)
            row = QHBoxLayout(box)
            row.setContentsMargins(0, 6, 0, 7)
            row.setSpacing(8)
            label = Text(heading, box, tone="text2")
            label.setMinimumWidth(110)
            row.addWidget(label, 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(Text(words, box).wrapped(), 1)
            box.setAccessibleName(f"{heading}: {words}")
            self._column.addWidget(box)
