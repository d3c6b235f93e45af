"""Print jobs: made in the transaction that recorded the label, sent once, and never called printed when only sent.

A try is recorded before the first byte goes out. One whose end is not known is in doubt: perhaps the label is there. It
is never sent again by itself; a person looks, and says.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from dispensary.domain.identifiers import BagNumber, IssueKey, ItemId, LabelNumber

AWAY_AFTER = timedelta(minutes=10)
"""A job that has waited so long at another counter is shown at every one."""


class JobKind(StrEnum):
    """Which of a counter's printers a job is for. page: A4 paper."""

    LABEL = "label"
    BAG_LABEL = "bag-label"
    PAGE = "page"


class JobState(StrEnum):
    """waiting: not sent yet. sent: handed to the printer. in-doubt: perhaps it is printed, and perhaps not. failed:
    given up, by a person, because no printer may print it, or withdrawn because it is its item's label no more.
    """

    WAITING = "waiting"
    SENT = "sent"
    IN_DOUBT = "in-doubt"
    FAILED = "failed"


def standing(state: JobState, attempts: int, problem: str) -> JobState:
    """How a job stands. A try is counted before it is made, and one that certainly printed nothing leaves its problem
    behind: a try without either an end or a problem is being made at this moment, or was cut off.
    """
    cut_off = state is JobState.WAITING and attempts > 0 and not problem
    return JobState.IN_DOUBT if cut_off else state


@dataclass(frozen=True, slots=True)
class LabelOf:
    """Which item's dispensing label a document is, by its number."""

    item: ItemId
    number: LabelNumber


@dataclass(frozen=True, slots=True)
class OwnWordsOf:
    """A further label for an item, in somebody's own words. medicine: what it calls the item; "" where it was made by a
    version that did not say.
    """

    item: ItemId
    medicine: str


@dataclass(frozen=True, slots=True)
class BagLabelOf:
    """A label or a sticker of a bag, by the bag's number."""

    bag: BagNumber


@dataclass(frozen=True, slots=True)
class LeafletLine:
    """What a leaflet says of one item: what it calls it, and how to take it."""

    item: ItemId
    medicine: str
    directions: str


@dataclass(frozen=True, slots=True)
class LeafletOf:
    """A leaflet about the items of one prescription."""

    lines: tuple[LeafletLine, ...]


MadeFor = LabelOf | OwnWordsOf | BagLabelOf | LeafletOf
"""What a document was made for: it goes out only while that stands (`labels_in_force`)."""


@dataclass(frozen=True, slots=True)
class PrintJob:
    """One document for one printer. `title` names it for people without naming the patient.

    made_for: it goes out only while that stands; None: nothing that changes (an opened pack, a slip, a test), or of a
    version that did not say.
    """

    id: str
    kind: JobKind
    title: str
    document: bytes
    key: IssueKey | None
    created_at: datetime
    state: JobState = JobState.WAITING
    attempts: int = 0
    problem: str = ""
    made_for: MadeFor | None = None


@dataclass(frozen=True, slots=True)
class QueueLine:
    """One job of this counter's queue, without its document. state: as it stands, doubt included."""

    id: str
    kind: JobKind
    title: str
    key: IssueKey | None
    created_at: datetime
    state: JobState
    attempts: int = 0
    problem: str = ""


@dataclass(frozen=True, slots=True)
class AwayJob:
    """A job that waits for the printer of another counter, without its document. attempts, problem: how far that
    counter had come with it when this was read.
    """

    id: str
    kind: JobKind
    title: str
    key: IssueKey | None
    workstation: str
    created_at: datetime
    attempts: int = 0
    problem: str = ""

    @property
    def uncertain(self) -> bool:
        """A try was begun and its end was not recorded: it is being sent now, or was cut off. Perhaps it is printed."""
        return standing(JobState.WAITING, self.attempts, self.problem) is JobState.IN_DOUBT

    def long_away(self, now: datetime) -> bool:
        return now - self.created_at >= AWAY_AFTER
