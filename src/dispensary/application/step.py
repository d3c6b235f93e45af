"""One recorded step: who, under what authority, on which prescription; state, journal and messages in one transaction.

Every use-case opens a Step, asks the domain, and either returns a refusal (nothing was recorded) or `record`s.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import TracebackType
from typing import Self

from dispensary.application.ports.store import UnitOfWork
from dispensary.application.workplace import Workplace
from dispensary.domain.dispensing import Dispensing, ItemWork
from dispensary.domain.identifiers import IssueKey, ItemId, PatientId, UserId
from dispensary.domain.journal import Event
from dispensary.domain.patient import Patient
from dispensary.domain.people import NoResponsiblePharmacist, NotAuthorised, PharmacistNeeded, Task, User
from dispensary.domain.prescription import PrescribedItem
from dispensary.domain.refusals import Refusal
from dispensary.domain.refused import FailedAtRelease, NotFound

SYSTEM_TASKS = frozenset({Task.RECEIVE, Task.CLAIM})
"""What a timer may do by itself, whatever it was authorised to: nothing that a person answers for."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a step changed, so that a screen refreshes only if it shows one of these."""

    prescriptions: frozenset[IssueKey] = frozenset()
    patients: frozenset[PatientId] = frozenset()
    staff: bool = False
    outbox: bool = False
    prints: bool = False


@dataclass(frozen=True, slots=True)
class Holding:
    """One person at work on one prescription."""

    user: User
    held: Dispensing


@dataclass(frozen=True, slots=True)
class Working(Holding):
    """One person at work on one item of it."""

    item: PrescribedItem
    work: ItemWork


class Step:
    """A unit of work with the person in it. Use as a context manager; without `record` nothing happened."""

    def __init__(self, place: Workplace, actor: UserId, *, light: bool = False) -> None:
        """light: a note about looking, which need not be on the disk at once."""
        self.place = place
        self.actor = actor
        self.now: datetime = place.clock.now()
        self._uow: UnitOfWork = place.store.begin(light=light)

    @property
    def uow(self) -> UnitOfWork:
        return self._uow

    def __enter__(self) -> Self:
        self._uow.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._uow.__exit__(kind, error, trace)

    def authorise(self, task: Task, *, on_duty: bool = True, pharmacist: bool = False) -> User | Refusal:
        """The acting person, if they may do this today and (for anything with medicines) somebody is responsible."""
        user = self.uow.staff.get(self.actor)
        if user is None:
            return NotAuthorised(task, str(self.actor))
        if user.system and task not in SYSTEM_TASKS:
            return NotAuthorised(task, user.name)
        if pharmacist and not user.pharmacist:
            return PharmacistNeeded(user.name)
        if not user.may(task, self.now.date()):
            return NotAuthorised(task, user.name)
        if on_duty and self.uow.duty.current() is None:
            return NoResponsiblePharmacist()
        return user

    def dispensing(self, key: IssueKey) -> Dispensing | Refusal:
        """That issue of that prescription, if it is here and may be worked on."""
        held = self.uow.dispensings.get(key)
        if held is None:
            return NotFound(str(key.prescription))
        return FailedAtRelease(held.failed) if held.failed else held

    def patient_of(self, dispensing: Dispensing) -> Patient | None:
        return self.uow.patients.get(dispensing.patient) if dispensing.patient is not None else None

    def note(
        self, kind: str, subject: Mapping[str, str], detail: Mapping[str, object], *, versions: bool = False
    ) -> None:
        """Appends to the journal, in this transaction."""
        duty = self.uow.duty.current()
        authority = f"responsible pharmacist {duty.registration}" if duty else "no responsible pharmacist"
        filled = {**detail, "versions": self.place.versions()} if versions else detail
        self.uow.journal.append(Event(kind, subject, filled), actor=self.actor, authority=authority, at=self.now)

    def record(
        self,
        kind: str,
        before: Dispensing,
        after: Dispensing,
        detail: Mapping[str, object],
        *,
        item: ItemId | None = None,
        versions: bool = False,
    ) -> Receipt:
        """Saves the dispensing, journals the step and commits all of it."""
        self.keep(kind, before, after, detail, item=item, versions=versions)
        self.uow.commit()
        whose = frozenset({after.patient} if after.patient is not None else ())
        return Receipt(prescriptions=frozenset({after.key}), patients=whose, outbox=True, prints=True)

    def keep(
        self,
        kind: str,
        before: Dispensing,
        after: Dispensing,
        detail: Mapping[str, object],
        *,
        item: ItemId | None = None,
        versions: bool = False,
    ) -> None:
        """Saves and journals without committing, for a step that records more than one thing."""
        stages = {
            work.item_id.value: work.stage.value
            for work in after.items
            if work.stage is not before.work(work.item_id).stage
        }
        filled = {**detail, "stages": stages} if stages else dict(detail)
        self.uow.dispensings.save(after)
        self.note(kind, subject_of(after, item), filled, versions=versions)

    def holding(
        self, task: Task, key: IssueKey, *, on_duty: bool = True, pharmacist: bool = False
    ) -> Holding | Refusal:
        """The common start of a step on a prescription: the person may do it, and it is here and not barred."""
        user = self.authorise(task, on_duty=on_duty, pharmacist=pharmacist)
        if isinstance(user, Refusal):
            return user
        held = self.dispensing(key)
        return held if isinstance(held, Refusal) else Holding(user, held)

    def working(self, task: Task, key: IssueKey, item_id: ItemId) -> Working | Refusal:
        """The common start of a step on one item of it."""
        found = self.holding(task, key)
        if isinstance(found, Refusal):
            return found
        try:
            return Working(found.user, found.held, found.held.prescription.item(item_id), found.held.work(item_id))
        except KeyError:
            return NotFound("That item")

    def message_id(self) -> str:
        return self.place.ids.uuid()


def subject_of(dispensing: Dispensing, item: ItemId | None = None) -> dict[str, str]:
    """What a journal entry is about, as searchable ids."""
    subject = {"prescription": dispensing.key.prescription.value, "issue": str(dispensing.key.issue)}
    if dispensing.patient is not None:
        subject["patient"] = dispensing.patient.value
    if item is not None:
        subject["item"] = item.value
        work = dispensing.work(item)
        if work.product is not None:
            subject["product"] = work.product.code.value
    return subject
