"""Who works here, what each may do, and who is the responsible pharmacist.

A role is tasks and authorisations with dates, not a job title: from 10 December 2026 a pharmacist may authorise others
to prepare, assemble and supply (Human Medicines Regulations 2012, regs 220A and 220B).
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

from dispensary.domain.identifiers import UserId
from dispensary.domain.refusals import Refusal


class Task(StrEnum):
    """What a person may be authorised to do."""

    RECEIVE = "receive"
    EDIT_RECORD = "edit-record"
    CLINICAL_CHECK = "clinical-check"
    LABEL = "label"
    ASSEMBLE = "assemble"
    ACCURACY_CHECK = "accuracy-check"
    HAND_OUT = "hand-out"
    SUPERVISE = "supervise"
    CLAIM = "claim"
    ADMINISTER = "administer"


@dataclass(frozen=True, slots=True)
class Authorisation:
    """One task, from when to when (until None: open), by whom authorised."""

    task: Task
    since: date
    until: date | None = None
    by: UserId | None = None

    def holds_on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class User:
    """A member of staff. `registration`: GPhC number; `pharmacist`: on the register as one."""

    id: UserId
    name: str
    title: str
    pharmacist: bool = False
    registration: str | None = None
    authorisations: tuple[Authorisation, ...] = ()
    system: bool = False

    def may(self, task: Task, day: date) -> bool:
        return any(held.task is task and held.holds_on(day) for held in self.authorisations)

    @property
    def initials(self) -> str:
        words = self.name.split()
        return "".join(word[0] for word in (words[0], words[-1])) if len(words) > 1 else self.name[:2]


@dataclass(frozen=True, slots=True)
class OnDuty:
    """One stretch as responsible pharmacist (SI 2008/2789 reg 5): who, from when, until when."""

    user: UserId
    name: str
    registration: str
    since: datetime
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class NotAuthorised(Refusal):
    """This person is not authorised for that task today."""

    code: ClassVar[str] = "not-authorised"

    task: Task
    name: str


@dataclass(frozen=True, slots=True)
class PharmacistNeeded(Refusal):
    """Only a pharmacist may do this."""

    code: ClassVar[str] = "pharmacist-needed"

    name: str


@dataclass(frozen=True, slots=True)
class NoResponsiblePharmacist(Refusal):
    """Nobody is signed in as responsible pharmacist, so nothing may be checked or supplied."""

    code: ClassVar[str] = "no-responsible-pharmacist"


@dataclass(frozen=True, slots=True)
class WrongPin(Refusal):
    """The PIN is not this person's; `wait_seconds` until the next try is taken."""

    code: ClassVar[str] = "wrong-pin"

    wait_seconds: int = 0
