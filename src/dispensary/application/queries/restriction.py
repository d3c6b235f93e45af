"""Who may see one record, as whoever restricts it sees it. Reads only."""

from dataclasses import dataclass
from datetime import datetime

from dispensary.application.ports.store import UnitOfWork
from dispensary.application.restricted import may_see
from dispensary.application.workplace import Workplace
from dispensary.domain.identifiers import PatientId, UserId
from dispensary.domain.patient import Patient
from dispensary.domain.people import Task, User
from dispensary.domain.refusals import Refusal
from dispensary.domain.refused import NotFound
from dispensary.domain.refused_people import RecordRestricted


@dataclass(frozen=True, slots=True)
class Opened:
    """The record was opened with a reason by somebody it is closed to."""

    who: str
    at: datetime
    why: str


@dataclass(frozen=True, slots=True)
class Restricting:
    """always: those who see every restricted record, by their task. others: the rest of the staff. by: who restricted
    it, "" where nobody has.
    """

    patient: Patient
    always: tuple[User, ...]
    others: tuple[User, ...]
    by: str
    opened: tuple[Opened, ...]


def restricting(place: Workplace, patient: PatientId, viewer: UserId) -> Restricting | Refusal:
    """How the record stands, for somebody who may see it."""
    now = place.clock.now()
    with place.store.read() as uow:
        held = uow.patients.get(patient)
        if held is None:
            return NotFound("That patient")
        if not may_see(uow, viewer, held, now):
            return RecordRestricted(patient.value)
        staff = [user for user in uow.staff.all() if not user.system and user.open_on(now.date())]
        set_ = held.restriction
        return Restricting(
            patient=held,
            always=tuple(user for user in staff if user.may(Task.OPEN_RESTRICTED, now.date())),
            others=tuple(user for user in staff if not user.may(Task.OPEN_RESTRICTED, now.date())),
            by=_name(uow, set_.by) if set_ is not None else "",
            opened=tuple(Opened(_name(uow, each.by), each.at, each.why) for each in set_.opened) if set_ else (),
        )


def _name(uow: UnitOfWork, user: UserId) -> str:
    found = uow.staff.get(user)
    return found.name if found is not None else user.value
