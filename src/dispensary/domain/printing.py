"""Print jobs: made in the transaction that recorded the label, sent once, and never called printed when only sent."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from dispensary.domain.identifiers import IssueKey


class JobKind(StrEnum):
    LABEL = "label"
    BAG_LABEL = "bag-label"


class JobState(StrEnum):
    """waiting: not sent yet. sent: handed to the printer. failed: given up by a person."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class PrintJob:
    """One document for one printer. `title` names it for people without naming the patient."""

    id: str
    kind: JobKind
    title: str
    document: bytes
    key: IssueKey | None
    created_at: datetime
    state: JobState = JobState.WAITING
    attempts: int = 0
    problem: str = ""
