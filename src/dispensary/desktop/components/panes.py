"""The side panes: the prescription as it was sent (left), the person (right), and the summary beside the worklist."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from dispensary.desktop.components.cards import CardColumn, StateFrame, clear_layout
from dispensary.desktop.components.painting import EDGE
from dispensary.desktop.components.text import Icon, IconText, KeyCap, Part, Text, rule
from dispensary.desktop.keymap import Action
from dispensary.desktop.theme import Tone, active


@dataclass(frozen=True, slots=True)
class SentFact:
    """One line of the prescription's head: "Signed", "23 Nov 2026, 09:51", with a state after it: "valid"."""

    heading: str
    words: str
    state: str = ""
    state_icon: str = "pass"
    state_tone: Tone = Tone.PASS


@dataclass(frozen=True, slots=True)
class SentItem:
    """One item exactly as it was sent: dm+d name, quantity, the prescriber's own words, and what is new about it."""

    key: str
    name: str
    quantity: str
    directions: str
    mark: str = ""
    notes: tuple[str, ...] = ()


class _SentCard(QFrame):
    """One item in the pane; the one at work stands out."""

    chosen = Signal(str)

    def __init__(self, number: int, item: SentItem, parent: QWidget) -> None:
        super().__init__(parent)
        self.item, self._current = item, False
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 6, 16, 8)
        column.setSpacing(0)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(Text(f"{number}. {item.name}", self, role="body-strong").wrapped(), 1)
        if item.mark:
            row.addWidget(Text(item.mark, self, role="medium", tone="accent"), 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(row)
        column.addWidget(Text(item.quantity, self, tone="text2"))
        column.addWidget(Text(f"“{item.directions}”" if item.directions else "No directions", self).wrapped())
        for note in item.notes:
            column.addWidget(Text(note, self, tone="text2").wrapped())
        self.setAccessibleName(f"Item {number} as sent: {item.name}, {item.quantity}, {item.directions}")

    def mark_current(self, *, current: bool) -> None:
        self._current = current
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.chosen.emit(self.item.key)

    def paintEvent(self, event: QPaintEvent) -> None:
        c = active().colours
        painter = QPainter(self)
        if self._current:
            painter.fillRect(self.rect(), c.surface)
            painter.fillRect(0, 0, EDGE, self.height(), c.accent)
        painter.fillRect(16, self.height() - 1, self.width() - 32, 1, c.line)
        painter.end()


class AsSentPane(QFrame):
    """The prescription as it was sent: it looks sunken, and nothing in it can be edited. Signal: item_chosen(key)."""

    item_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("pane", "sunken")
        self.setAccessibleName("The prescription as it was sent. It cannot be changed.")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 1, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(16, 0, 16, 4)
        head.setSpacing(8)
        head.addWidget(Icon(self, name="prescription", tone=Tone.TEXT))
        head.addWidget(Text("As sent", self, role="lead-strong"))
        head.addWidget(Text("cannot be changed", self, tone="text2"))
        head.addStretch(1)
        self.key_cap = KeyCap(self, action=Action.NEXT_PANEL)
        head.addWidget(self.key_cap)
        column.addLayout(head)
        self._facts = QGridLayout()
        self._facts.setContentsMargins(16, 0, 16, 8)
        self._facts.setHorizontalSpacing(8)
        self._facts.setVerticalSpacing(2)
        self._facts.setColumnMinimumWidth(0, 86)
        self._facts.setColumnStretch(1, 1)
        column.addLayout(self._facts)
        line = QHBoxLayout()
        line.setContentsMargins(16, 0, 16, 0)
        line.addWidget(rule(self))
        column.addLayout(line)
        self._column = CardColumn(self)
        self._column.set_margins(0, 0, 0, 8, gap=0)
        column.addWidget(self._column, 1)
        self._cards: list[_SentCard] = []

    def show_sent(self, facts: Iterable[SentFact], items: Iterable[SentItem]) -> None:
        """Shows a prescription."""
        clear_layout(self._facts)
        for row, fact in enumerate(facts):
            self._facts.addWidget(Text(fact.heading, self, tone="text2"), row, 0, Qt.AlignmentFlag.AlignTop)
            self._facts.addWidget(self._said(fact), row, 1)
        self._cards = [_SentCard(number, item, self) for number, item in enumerate(items, 1)]
        for card in self._cards:
            card.chosen.connect(self.item_chosen)
        self._column.set_cards(self._cards)

    def _said(self, fact: SentFact) -> QWidget:
        if not fact.state:
            return Text(fact.words, self).wrapped()
        box = QWidget(self)
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(Text(fact.words, box))
        row.addWidget(IconText(fact.state_icon, fact.state, fact.state_tone, box, size=16))
        row.addStretch(1)
        return box

    def mark_item(self, key: str) -> None:
        """Marks the item at work."""
        for card in self._cards:
            card.mark_current(current=card.item.key == key)
            if card.item.key == key:
                self._column.ensureWidgetVisible(card)


class GoalCard(StateFrame):
    """What the person wants, in their own words, wherever a decision or a conversation happens."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, tone=Tone.ACCENT, filled=False)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 10, 16, 10)
        self._column.setSpacing(2)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def show_goal(self, heading: str, words: str, asked: str = "") -> None:
        """Shows it: "Her goal", the words, "Asked by Nia, 2 Nov 2026"."""
        clear_layout(self._column)
        self._column.addWidget(IconText("goal", heading, Tone.ACCENT, self, role="medium"))
        said = Text(f"“{words}”" if words else "Nobody has asked yet", self).wrapped()
        self._column.addWidget(said)
        if asked:
            self._column.addWidget(Text(asked, self, tone="text2").wrapped())
        self.setAccessibleName(f"{heading}: {words or 'nobody has asked yet'}")


@dataclass(frozen=True, slots=True)
class Line:
    """One line with an icon."""

    words: str
    icon: str = "info"
    tone: Tone = Tone.TEXT
    strong: str = ""
    """Words in bold before the rest."""
    icon_tone: Tone | None = None


@dataclass(frozen=True, slots=True)
class Supply:
    """One earlier supply."""

    when: str
    name: str
    quantity: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class AboutPerson:
    """What the right pane says of a person. Empty `needs`, `allergies` or `conditions` say "none" only where someone
    asked: give the line that says so ("Allergies not recorded", with its tone)."""

    heading: str
    goal_heading: str = "Goal"
    goal: str = ""
    goal_asked: str = ""
    needs_heading: str = "How to reach them"
    needs: tuple[Line, ...] = ()
    allergies: tuple[Line, ...] = ()
    conditions: tuple[Line, ...] = ()
    supplies: tuple[Supply, ...] = field(default=())


class PersonPane(QFrame):
    """The person: goal, how to reach them, allergies, conditions, last supplies. Scrolls where it is too long."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("pane", "side")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 0, 0, 0)
        self._scroll = CardColumn(self)
        outer.addWidget(self._scroll)

    def show_person(self, about: AboutPerson) -> None:
        """Shows a person."""
        inside = QWidget(self)
        column = QVBoxLayout(inside)
        column.setContentsMargins(15, 12, 16, 12)
        column.setSpacing(2)
        column.addLayout(self._head(about.heading, inside))
        column.addSpacing(4)
        goal = GoalCard(inside)
        goal.show_goal(about.goal_heading, about.goal, about.goal_asked)
        column.addWidget(goal)
        column.addSpacing(6)
        sections = (
            (about.needs_heading, about.needs),
            ("Allergies", about.allergies),
            ("Conditions", about.conditions),
        )
        for position, (heading, lines) in enumerate(sections):
            if position:
                column.addSpacing(6)
                column.addWidget(rule(inside))
                column.addSpacing(5)
            column.addWidget(Text(heading, inside, tone="text2"))
            for line in lines:
                column.addWidget(line_of(line, inside))
        if about.supplies:
            column.addSpacing(6)
            column.addWidget(rule(inside))
            column.addSpacing(5)
            column.addLayout(self._supplies(about.supplies, inside))
        column.addStretch(1)
        self._scroll.set_cards([inside])
        self.setAccessibleName(about.heading)

    def _head(self, heading: str, inside: QWidget) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(Icon(inside, name="patient", tone=Tone.TEXT))
        row.addWidget(Text(heading, inside, role="lead-strong"), 1)
        row.addWidget(KeyCap(inside, action=Action.PATIENT))
        return row

    def _supplies(self, supplies: Iterable[Supply], inside: QWidget) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(0)
        grid.setColumnMinimumWidth(0, 58)
        grid.setColumnStretch(1, 1)
        grid.addWidget(Text("Last supplies", inside, tone="text2"), 0, 0, 1, 2)
        grid.addWidget(KeyCap(inside, action=Action.HISTORY), 0, 2, Qt.AlignmentFlag.AlignRight)
        for row, supply in enumerate(supplies, 1):
            role = "body-strong" if supply.strong else "body"
            grid.addWidget(Text(supply.when, inside, tone="text2").figures(), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(Text(supply.name, inside, role=role).wrapped(), row, 1)
            quantity = Text(supply.quantity, inside).figures()
            quantity.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
            grid.addWidget(quantity, row, 2)
        return grid


def line_of(line: Line, parent: QWidget) -> QWidget:
    """A line with its icon; a line in plain text without one where `icon` is ""."""
    if not line.icon:
        return Text(line.words, parent, tone=line.tone.value).wrapped()
    shown = IconText(line.icon, line.words, line.icon_tone or line.tone, parent, words_tone=line.tone).wrapped()
    if line.strong:
        shown.words.set_parts(
            [Part(line.strong, strong=True, tone=line.tone), Part(f"  {line.words}", tone=Tone.TEXT2)]
        )
        shown.setAccessibleName(f"{line.strong} {line.words}")
    return shown


@dataclass(frozen=True, slots=True)
class SummaryItem:
    """One item in the worklist's summary: dm+d name, quantity, and what is new about it."""

    name: str
    quantity: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Summary:
    """What the chosen row is, what is stuck, what next."""

    name: str
    came: str
    alert_tone: Tone | None = None
    alert: str = ""
    alert_words: str = ""
    items_heading: str = ""
    items: tuple[SummaryItem, ...] = ()
    lines: tuple[Line, ...] = ()


class SummaryPane(QFrame):
    """The panel beside the worklist."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("pane", "side")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 0, 0, 0)
        self._scroll = CardColumn(self)
        outer.addWidget(self._scroll)

    def clear(self) -> None:
        """Nothing is chosen."""
        self._scroll.set_cards([])
        self.setAccessibleName("Nothing chosen")

    def show_summary(self, summary: Summary) -> None:
        """Shows the chosen row."""
        inside = QWidget(self)
        column = QVBoxLayout(inside)
        column.setContentsMargins(15, 12, 16, 12)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.addWidget(Text(summary.name, inside, role="title").wrapped(), 1)
        head.addWidget(KeyCap(inside, action=Action.PATIENT), 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        column.addWidget(Text(summary.came, inside, tone="text2").wrapped())
        if summary.alert_tone is not None:
            column.addSpacing(9)
            column.addWidget(alert_card(summary.alert_tone, summary.alert, summary.alert_words, inside))
        column.addSpacing(9)
        column.addWidget(Text(summary.items_heading, inside, tone="text2"))
        for item in summary.items:
            column.addWidget(_summary_item(item, inside))
        column.addSpacing(9)
        for line in summary.lines:
            column.addWidget(line_of(line, inside))
            column.addSpacing(6)
        column.addStretch(1)
        self._scroll.set_cards([inside])
        self.setAccessibleName(f"{summary.name}. {summary.came}")


def _summary_item(item: SummaryItem, parent: QWidget) -> QWidget:
    box = QWidget(parent)
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 5, 0, 0)
    column.setSpacing(0)
    row = QHBoxLayout()
    row.setSpacing(12)
    row.addWidget(Text(item.name, box, role="body-strong" if item.mark else "body").wrapped(), 1)
    row.addWidget(Text(item.quantity, box, tone="text2").figures(), 0, Qt.AlignmentFlag.AlignTop)
    column.addLayout(row)
    if item.mark:
        column.addWidget(Text(item.mark, box, role="body", tone="accent"))
    column.addSpacing(5)
    column.addWidget(rule(box))
    return box


def alert_card(tone: Tone, title: str, words: str, parent: QWidget) -> StateFrame:
    """A card that says what is stuck."""
    card = StateFrame(parent, tone=tone)
    card.show_state(tone)
    card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
    column = QVBoxLayout(card)
    column.setContentsMargins(14, 7, 12, 7)
    column.setSpacing(1)
    icon = active().tokens.state_icons[tone]
    column.addWidget(IconText(icon, title, tone, card, role="body-strong"))
    column.addWidget(Text(words, card).wrapped())
    card.setAccessibleName(f"{title}. {words}")
    return card
