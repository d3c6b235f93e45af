"""Who works here, what each may do, and who is the responsible pharmacist.

A role is tasks and authorisations with dates, not a job title: from 10 December 2026 a pharmacist may authorise others
to prepare, assemble and supply (Human Medicines Regulations 2012, regs 220A and 220B; `supervision` holds the law).
An authorisation is never deleted: it ends, or it is revoked, and stays to be read.
"""

from dataclasses import dataclass, replace
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
    OPEN_RESTRICTED = "open-restricted"


class Register(StrEnum):
    """Which part of the GPhC's register a person is on."""

    PHARMACIST = "pharmacist"
    TECHNICIAN = "technician"
    NONE = "none"


class Basis(StrEnum):
    """What an authorisation rests on: work under a pharmacist's supervision, or one of the two regulations."""

    SUPERVISED = "supervised"
    REG_220A = "reg-220a"
    REG_220B = "reg-220b"


@dataclass(frozen=True, slots=True)
class Conditions:
    """What an authorisation is bound to. Each but `words` is enforced; `words` are for people to read and keep.

    responsible: only while this pharmacist is the responsible pharmacist (responsible_name: as people call them).
    bagged_only: only items that are checked and bagged. no_controlled_drugs: nothing in Schedules 1 to 5.
    """

    responsible: UserId | None = None
    responsible_name: str = ""
    bagged_only: bool = False
    no_controlled_drugs: bool = False
    words: str = ""


@dataclass(frozen=True, slots=True)
class Revoked:
    """When an authorisation was taken back, by whom and why."""

    at: datetime
    by: UserId
    why: str


@dataclass(frozen=True, slots=True)
class Authorisation:
    """One task, from the first to the last day (until None: open), by whom authorised and when that was recorded."""

    task: Task
    since: date
    until: date | None = None
    by: UserId | None = None
    recorded_at: datetime | None = None
    basis: Basis = Basis.SUPERVISED
    conditions: Conditions = Conditions()
    revoked: Revoked | None = None

    def holds_on(self, day: date) -> bool:
        """Whether it stands on that day, as far as its own dates go."""
        return self.revoked is None and self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Ended:
    """When an account was closed, by whom and why."""

    at: datetime
    by: UserId
    why: str


@dataclass(frozen=True, slots=True)
class PinGiven:
    """A PIN that somebody else set: who, by which name, when, and when it was used. It is good for one sign-in."""

    by: UserId
    name: str
    at: datetime
    used: datetime | None = None


@dataclass(frozen=True, slots=True)
class User:
    """A member of staff, or a system account. `registration`: GPhC number; `pharmacist`, `technician`: on that part of
    its register.

    until: the last day of the account, where one was fixed from the start (a locum); ended: it was closed. new_pin: the
    PIN was set by somebody else and is changed before anything else is done. pins_given: every such PIN, oldest first;
    kept, so that whoever got in with one that was meant for somebody else leaves a trace that this person is shown.
    """

    id: UserId
    name: str
    title: str
    pharmacist: bool = False
    registration: str | None = None
    authorisations: tuple[Authorisation, ...] = ()
    system: bool = False
    technician: bool = False
    locum: bool = False
    until: date | None = None
    ended: Ended | None = None
    new_pin: bool = False
    pins_given: tuple[PinGiven, ...] = ()
    version: int = 0

    @property
    def register(self) -> Register:
        if self.pharmacist:
            return Register.PHARMACIST
        return Register.TECHNICIAN if self.technician else Register.NONE

    def open_on(self, day: date) -> bool:
        """Whether the account may be used on that day."""
        return self.ended is None and (self.until is None or day <= self.until)

    def may(self, task: Task, day: date) -> bool:
        """Whether an authorisation for the task stands on that day. What the law and its conditions add to that is
        decided by `supervision.decide`.
        """
        return any(held.task is task and held.holds_on(day) for held in self.authorisations)

    def given_pin(self, by: UserId, name: str, at: datetime) -> "User":
        """With a PIN that somebody else has set."""
        return replace(self, new_pin=True, pins_given=(*self.pins_given, PinGiven(by, name, at)))

    def used_pin(self, at: datetime) -> "User":
        """Signed in with it: it is good for no second time. One from before it was noted who gives them counts too."""
        *earlier, last = self.pins_given or (PinGiven(UserId(""), "Somebody else", at),)
        return replace(self, pins_given=(*earlier, replace(last, used=at)))

    @property
    def spent(self) -> datetime | None:
        """When the PIN that somebody else set was used, where the person has not chosen their own since."""
        return self.pins_given[-1].used if self.new_pin and self.pins_given else None

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
class Absence:
    """One absence of the responsible pharmacist (SI 2008/2789 reg 5): when they left and when they came back."""

    user: UserId
    name: str
    left_at: datetime
    returned_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class NotAuthorised(Refusal):
    """This person was never authorised for that task."""

    code: ClassVar[str] = "not-authorised"

    task: Task
    name: str


@dataclass(frozen=True, slots=True)
class AuthorisationEnded(Refusal):
    """It held until that day."""

    code: ClassVar[str] = "authorisation-ended"

    task: Task
    name: str
    on: date


@dataclass(frozen=True, slots=True)
class AuthorisationNotBegun(Refusal):
    """It holds from that day."""

    code: ClassVar[str] = "authorisation-not-begun"

    task: Task
    name: str
    since: date


@dataclass(frozen=True, slots=True)
class AuthorisationRevoked(Refusal):
    """It was taken back on that day."""

    code: ClassVar[str] = "authorisation-revoked"

    task: Task
    name: str
    on: date


@dataclass(frozen=True, slots=True)
class LawNotInForce(Refusal):
    """The regulation that the authorisation rests on is not in force yet."""

    code: ClassVar[str] = "law-not-in-force"

    task: Task
    name: str
    regulation: str
    since: date


@dataclass(frozen=True, slots=True)
class NotOnRegister(Refusal):
    """Only somebody on that part of the GPhC's register may be authorised so."""

    code: ClassVar[str] = "not-on-register"

    name: str
    register: Register


@dataclass(frozen=True, slots=True)
class OnlyWhileResponsible(Refusal):
    """The authorisation holds only while that pharmacist is responsible."""

    code: ClassVar[str] = "only-while-responsible"

    task: Task
    name: str
    pharmacist: str


@dataclass(frozen=True, slots=True)
class NotForControlledDrugs(Refusal):
    """The authorisation leaves controlled drugs out. known False: the dictionary does not say whether it is one."""

    code: ClassVar[str] = "not-for-controlled-drugs"

    task: Task
    name: str
    item: str
    known: bool = True


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
class ResponsibleAbsent(Refusal):
    """The responsible pharmacist is absent, and this is nothing that may be done meanwhile."""

    code: ClassVar[str] = "responsible-absent"

    pharmacist: str
    since: datetime


@dataclass(frozen=True, slots=True)
class AbsentTooLong(Refusal):
    """The absences of the day are longer than the law allows, so nothing at all may be supplied."""

    code: ClassVar[str] = "absent-too-long"

    pharmacist: str
    allowed_minutes: int


@dataclass(frozen=True, slots=True)
class WrongPin(Refusal):
    """The PIN is not this person's; `wait_seconds` until the next try is taken."""

    code: ClassVar[str] = "wrong-pin"

    wait_seconds: int = 0


@dataclass(frozen=True, slots=True)
class AccountEnded(Refusal):
    """The account was closed, or its last day has passed."""

    code: ClassVar[str] = "account-ended"

    name: str
    on: date


@dataclass(frozen=True, slots=True)
class AccountLocked(Refusal):
    """Too many wrong PINs: somebody has to unlock the account."""

    code: ClassVar[str] = "account-locked"

    name: str


@dataclass(frozen=True, slots=True)
class PinToChange(Refusal):
    """The PIN was set by somebody else, so it is changed before anything else is done."""

    code: ClassVar[str] = "pin-to-change"

    name: str


@dataclass(frozen=True, slots=True)
class PinSpent(Refusal):
    """The PIN was set by somebody else and was good for one sign-in, which was then."""

    code: ClassVar[str] = "pin-spent"

    name: str
    at: datetime
