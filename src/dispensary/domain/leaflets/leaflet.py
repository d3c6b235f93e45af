"""What one person's leaflet is about: gathered from the record and the texts, before anything is worded."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from dispensary.domain.labels.content import Particular
from dispensary.domain.labels.typesetting import shows
from dispensary.domain.leaflets.day import Day
from dispensary.domain.leaflets.news import News
from dispensary.domain.leaflets.purpose import Purpose
from dispensary.domain.leaflets.text import MedicineText
from dispensary.domain.patient import Allergy, Communication
from dispensary.domain.premises import Premises
from dispensary.domain.refusals import Refusal


class Kind(StrEnum):
    """How a leaflet is set. large-print: 18 point and more, no columns. easy-read: one picture, one idea."""

    STANDARD = "standard"
    LARGE_PRINT = "large-print"
    EASY_READ = "easy-read"


@dataclass(frozen=True, slots=True)
class Taken:
    """One medicine of this person. name: exactly as dm+d spells it. directions: as the label says them; unread: they
    stand as they came. unit: what a dose is counted in. verb: how it is used ("take"), "" where that is not known.
    since: when it was first supplied, for the list. news: what is new about it for them, where that is certain.
    """

    name: str
    directions: str
    unread: bool
    day: Day
    purpose: Purpose = Purpose()
    text: MedicineText | None = None
    unit: str = ""
    site: str = ""
    since: date | None = None
    news: News | None = None
    verb: str = ""


@dataclass(frozen=True, slots=True)
class Leaflet:
    """allergies None: never asked; empty with no_known_allergies: asked, none known."""

    person: str
    premises: Premises
    dated: date
    medicines: tuple[Taken, ...]
    goal: str = ""
    questions: tuple[str, ...] = ()
    allergies: tuple[Allergy, ...] | None = None
    no_known_allergies: bool = False

    @property
    def missing(self) -> tuple[Particular, ...]:
        """What no leaflet goes out without: whose it is, and who to ask."""
        given = {
            Particular.PERSON: self.person,
            Particular.SUPPLIER: self.premises.name,
            Particular.ADDRESS: self.premises.address,
        }
        return tuple(each for each, words in given.items() if not shows(words))


@dataclass(frozen=True, slots=True)
class LeafletIncomplete(Refusal):
    """A leaflet that does not say whose it is, or who made it, is not made."""

    code: ClassVar[str] = "leaflet-incomplete"

    missing: tuple[Particular, ...]


@dataclass(frozen=True, slots=True)
class LeafletUnprintable(Refusal):
    """The typeface has no sign for these characters. Nothing is left out or guessed: a person rewords it."""

    code: ClassVar[str] = "leaflet-unprintable"

    characters: str


@dataclass(frozen=True, slots=True)
class NothingToTell(Refusal):
    """There is no medicine that a leaflet could be about."""

    code: ClassVar[str] = "leaflet-empty"


@dataclass(frozen=True, slots=True)
class LeafletChanged(Refusal):
    """What would be printed is no longer what was shown."""

    code: ClassVar[str] = "leaflet-changed"


def kind_for(needs: tuple[Communication, ...]) -> Kind:
    """The kind that the recorded needs ask for. Easy read is in large type too, so it answers both."""
    if Communication.EASY_READ in needs:
        return Kind.EASY_READ
    return Kind.LARGE_PRINT if Communication.LARGE_PRINT in needs else Kind.STANDARD


def unmet(needs: tuple[Communication, ...]) -> tuple[Communication, ...]:
    """The needs that no kind of paper answers: told to whoever prints."""
    return tuple(need for need in needs if need not in (Communication.EASY_READ, Communication.LARGE_PRINT))


LeafletRefusal = LeafletChanged | LeafletIncomplete | LeafletUnprintable | NothingToTell
