"""Why a step about accounts, authorisations, duty or restricted records was refused.

The sentences are in `wording.refused_people`.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from dispensary.domain.people import Task
from dispensary.domain.refusals import Refusal


class Unfit(StrEnum):
    """What is wrong with an authorisation that somebody wants to give."""

    DATES = "dates"
    REGULATION = "regulation"
    BAGGED_ONLY = "bagged-only"
    CONTROLLED_DRUGS = "controlled-drugs"
    PHARMACIST = "pharmacist"


class WeakPin(StrEnum):
    """What is wrong with a new PIN or passphrase."""

    SHORT = "short"
    LONG = "long"
    SHORT_FOR_ADMINISTRATOR = "short-for-administrator"
    SHORT_PHRASE = "short-phrase"
    EASY = "easy"
    OWN_NUMBER = "own-number"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class NotByThisPerson(Refusal):
    """This person may not give that task: it is for a pharmacist to give, or for whoever runs the accounts."""

    code: ClassVar[str] = "not-by-this-person"

    task: Task
    name: str
    pharmacist: bool


@dataclass(frozen=True, slots=True)
class NotToOneself(Refusal):
    """Nobody authorises themselves beyond what the law gives them."""

    code: ClassVar[str] = "not-to-oneself"

    task: Task
    name: str


@dataclass(frozen=True, slots=True)
class AuthorisationUnfit(Refusal):
    """The authorisation cannot stand as it was asked for."""

    code: ClassVar[str] = "authorisation-unfit"

    task: Task
    what: Unfit


@dataclass(frozen=True, slots=True)
class PinUnfit(Refusal):
    """The new PIN or passphrase is too easily guessed."""

    code: ClassVar[str] = "pin-unfit"

    what: WeakPin


@dataclass(frozen=True, slots=True)
class LastAdministrator(Refusal):
    """After this nobody could run the accounts any more."""

    code: ClassVar[str] = "last-administrator"

    name: str


@dataclass(frozen=True, slots=True)
class StillResponsible(Refusal):
    """This person is the responsible pharmacist now, so their account does not end."""

    code: ClassVar[str] = "still-responsible"

    name: str


@dataclass(frozen=True, slots=True)
class AccountTaken(Refusal):
    """An account of that name is there already, open or closed."""

    code: ClassVar[str] = "account-taken"

    user: str


@dataclass(frozen=True, slots=True)
class AccountIncomplete(Refusal):
    """A new account lacks these things."""

    code: ClassVar[str] = "account-incomplete"

    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AccountClosed(Refusal):
    """The account is closed already."""

    code: ClassVar[str] = "account-closed"

    name: str
    on: date


@dataclass(frozen=True, slots=True)
class NotAbsent(Refusal):
    """Nobody is recorded as absent."""

    code: ClassVar[str] = "not-absent"


@dataclass(frozen=True, slots=True)
class NoAbsenceLeft(Refusal):
    """The absence that the law allows in one day is used up."""

    code: ClassVar[str] = "no-absence-left"

    allowed_minutes: int


@dataclass(frozen=True, slots=True)
class RecordRestricted(Refusal):
    """The record is restricted, and this person may not see more than that it is there."""

    code: ClassVar[str] = "record-restricted"

    patient: str


@dataclass(frozen=True, slots=True)
class NotRestricted(Refusal):
    """The record is not restricted."""

    code: ClassVar[str] = "not-restricted"


@dataclass(frozen=True, slots=True)
class WhyNeeded(Refusal):
    """This deed is recorded with a reason, and none was given."""

    code: ClassVar[str] = "why-needed"
