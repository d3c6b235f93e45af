"""Who it is about: the same band on every screen. At the counter the names are hidden and the bag stands there."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from dispensary.desktop.components.cards import clear_layout
from dispensary.desktop.components.chips import ChipRow, StatusChip
from dispensary.desktop.components.painting import Chip
from dispensary.desktop.components.text import Icon, IconText, Redacted, Text
from dispensary.desktop.theme import Tone, active

NOT_ASKED = Chip("Allergies not recorded", Tone.NOT_CHECKED)
"""Never asked about allergies: not the same as none."""
NO_ALLERGIES = Chip("No known allergies", Tone.PLAIN, "allergy")


def allergy_chip(words: str) -> Chip:
    """An allergy: "Penicillin: rash, 2014"."""
    return Chip(words[:1].upper() + words[1:], Tone.STOP, "allergy")


def need_chip(words: str) -> Chip:
    """A communication need: "Easy read, reads lips"."""
    return Chip(words, Tone.ACCENT, "speech")


@dataclass(frozen=True, slots=True)
class BannerPerson:
    """Who, as the banner says it. `facts` are pairs of a heading and its words, in order: Born, NHS number, Address."""

    name: str
    facts: tuple[tuple[str, str], ...] = ()
    chips: tuple[Chip, ...] = ()


class PatientBanner(QFrame):
    """The band: `show_person`, `show_bag` or nobody; `hide_names` puts bars where the name and facts stand."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("band", "banner")
        self.setFixedHeight(active().tokens.bands.patient_banner)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(16, 0, 16, 0)
        self._row.setSpacing(0)
        self._person: BannerPerson | None = None
        self._hidden = False

    def person(self) -> BannerPerson | None:
        """Who it shows."""
        return self._person

    def show_person(self, person: BannerPerson) -> None:
        """Shows who it is about."""
        self._person = person
        self._rebuild()

    def hide_names(self, *, hidden: bool) -> None:
        """Puts bars in the place of the name and the facts, or takes them away."""
        self._hidden = hidden
        if self._person is not None:
            self._rebuild()

    def _rebuild(self) -> None:
        person = self._person
        if person is None:
            return
        clear_layout(self._row)
        if self._hidden:
            self._row.addWidget(Icon(self, name="eye-off", tone=Tone.TEXT2))
            self._row.addSpacing(8)
            self._row.addWidget(Redacted(self))
            self.setAccessibleName("Name hidden")
        else:
            self._row.addWidget(Text(person.name, self, role="title"))
            for heading, words in person.facts:
                self._row.addSpacing(20)
                self._row.addLayout(self._fact(heading, words))
            self.setAccessibleName(", ".join([person.name, *(f"{head} {words}" for head, words in person.facts)]))
        self._row.addStretch(1)
        self._row.addSpacing(12)
        self._add_chips(person.chips, gap=20)

    def _fact(self, heading: str, words: str) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(0)
        column.setContentsMargins(0, 0, 0, 1)
        column.addStretch(1)
        column.addWidget(Text(heading, self, tone="text2"))
        said = Text(words, self, role="body-strong")
        said.setMinimumWidth(1)
        said.setToolTip(words)
        column.addWidget(said)
        column.addStretch(1)
        return column

    def _add_chips(self, chips: Iterable[Chip], gap: int) -> None:
        row = ChipRow(self, gap=gap)
        row.set_chips(chips)
        self._row.addWidget(row, 0, Qt.AlignmentFlag.AlignVCenter)

    def show_bag(self, scanned: str, bag: str, chips: Iterable[Chip], *, hidden_words: str = "") -> None:
        """At the counter: which bag, what to know about it, and that names are hidden."""
        self._person = None
        clear_layout(self._row)
        self._row.addWidget(Icon(self, name="bag", tone=Tone.TEXT, size=30))
        self._row.addSpacing(12)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addStretch(1)
        column.addWidget(Text(scanned, self, tone="text2"))
        column.addWidget(Text(bag, self, role="title"))
        column.addStretch(1)
        self._row.addLayout(column)
        self._row.addSpacing(24)
        self._add_chips(chips, gap=24)
        self._row.addStretch(1)
        if hidden_words:
            self._row.addWidget(IconText("eye-off", hidden_words, Tone.TEXT2, self))
        self.setAccessibleName(f"{bag}. {scanned}")

    def shown_chips(self) -> tuple[Chip, ...]:
        """The chips on it."""
        return tuple(chip.chip() for chip in self.findChildren(StatusChip) if not chip.isHidden())
