"""One recorded step: who, under what authority, on which prescription; state, journal and messages in one transaction.

Every use-case opens a Step, asks the domain, and either returns a refusal (nothing was recorded) or `record`s.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from types import TracebackType
from typing import Self

from dispensary.application.ports.store import UnitOfWork
from dispensary.application.schedules import schedule_of
from dispensary.application.withdraw_labels import withdraw_labels
from dispensary.application.workplace import Workplace
from dispensary.domain.dispensing import Dispensing, ItemWork
from dispensary.domain.identifiers import IssueKey, ItemId, PatientId, UserId
from dispensary.domain.journal import Event
from dispensary.domain.patient import Patient
from dispensary.domain.people import (
    AccountEnded,
    AccountLocked,
    Authorisation,
    NotAuthorised,
    NotForControlledDrugs,
    PharmacistNeeded,
    PinToChange,
    Task,
    User,
)
from dispensary.domain.prescription import PrescribedItem
from dispensary.domain.printing import PrintJob
from dispensary.domain.refusals import Refusal
from dispensary.domain.refused import NotFound
from dispensary.domain.refused_eps import FailedAtRelease
from dispensary.domain.supervision import Circumstances, decide, is_lasting_administrator, time_absent
from dispensary.domain.workflow import SETTLED

SYSTEM_TASKS = frozenset({Task.RECEIVE, Task.CLAIM})
"""What a timer may do by itself, whatever it was authorised to: nothing that a person answers for."""

_WHOLE = frozenset({Task.ACCURACY_CHECK, Task.HAND_OUT})
"""What is done to a prescription as a whole, so that one controlled drug on it counts for all of it."""
LOCKED_AFTER = 10
"""So many wrong PINs in a row, and somebody has to unlock the account."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a step changed, so that a screen refreshes only if it shows one of these."""

    prescriptions: frozenset[IssueKey] = frozenset()
    patients: frozenset[PatientId] = frozenset()
    staff: bool = False
    outbox: bool = False
    prints: bool = False
    bench: bool = False


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
        self._under: Authorisation | None = None
        self._one_release = place.dictionary.one_release()

    @property
    def uow(self) -> UnitOfWork:
        return self._uow

    def __enter__(self) -> Self:
        self._uow.__enter__()
        # Last: nothing after it can fail and leave this thread with one release for good.
        self._one_release.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self._uow.__exit__(kind, error, trace)
        finally:
            self._one_release.__exit__(None, None, None)

    def authorise(self, task: Task, *, on_duty: bool = True, pharmacist: bool = False) -> User | Refusal:
        """The acting person, if they may do this now: the account is in order, an authorisation stands with all its
        conditions, and (for anything with medicines) a responsible pharmacist is on duty and not absent.
        """
        user = self.uow.staff.get(self.actor)
        if user is None:
            return NotAuthorised(task, str(self.actor))
        if user.system and task not in SYSTEM_TASKS:
            return NotAuthorised(task, user.name)
        barred = self.barred(user)
        if barred is not None:
            return barred
        if pharmacist and not user.pharmacist:
            return PharmacistNeeded(user.name)
        under = decide(user, task, circumstances_of(self.uow, self.now), on_duty=on_duty)
        if isinstance(under, Refusal):
            return under
        self._under = under
        return user

    def acting(self) -> User | Refusal:
        """The acting person, for what needs no task: their account is in order."""
        user = self.uow.staff.get(self.actor)
        if user is None or user.system:
            return NotFound("That person")
        return self.barred(user) or user

    def barred(self, user: User, *, new_pin: bool = True) -> Refusal | None:
        """What is wrong with the account itself. new_pin: a PIN that has to be changed first counts too."""
        today = self.now.date()
        if not user.open_on(today):
            return AccountEnded(user.name, ended_on(user))
        if self.locked(user):
            return AccountLocked(user.name)
        return PinToChange(user.name) if new_pin and user.new_pin else None

    def spent(self, user: User) -> datetime | None:
        """When the PIN that somebody else set was used up. Not for the last person who could give anybody another: as
        with `locked`, nobody could open the pharmacy's own record again.
        """
        if user.spent is None:
            return None
        today = self.now.date()
        gives = (
            each.id != user.id
            and not each.new_pin
            and is_lasting_administrator(each, today)
            and self.uow.staff.failures(each.id)[0] < LOCKED_AFTER
            for each in self.uow.staff.all()
        )
        return user.spent if any(gives) else None

    def locked(self, user: User) -> bool:
        """Whether wrong PINs have locked the account. The last person who could unlock anybody is made to wait, and is
        never locked out: then nobody could open the pharmacy's own record again.
        """
        if self.uow.staff.failures(user.id)[0] < LOCKED_AFTER:
            return False
        today = self.now.date()
        if not is_lasting_administrator(user, today):
            return True
        others = [each for each in self.uow.staff.all() if each.id != user.id]
        return any(
            is_lasting_administrator(each, today) and self.uow.staff.failures(each.id)[0] < LOCKED_AFTER
            for each in others
        )

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
        if self._under is not None:
            authority += f"; {authority_of(self._under)}"
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
        """Saves and journals without committing, for a step that records more than one thing. A label that waits to be
        printed and is its item's no more is withdrawn.
        """
        stages = {
            work.item_id.value: work.stage.value
            for work in after.items
            if work.stage is not before.work(work.item_id).stage
        }
        filled = {**detail, "stages": stages} if stages else dict(detail)
        self.uow.dispensings.save(after)
        self.note(kind, subject_of(after, item), filled, versions=versions)
        for job, why in withdraw_labels(self.uow, before, after):
            self.note_withdrawn(job, why)

    def note_withdrawn(self, job: PrintJob, why: Refusal) -> None:
        """Journals that a label was given up before it was printed."""
        subject = {"prescription": job.key.prescription.value} if job.key is not None else {}
        self.note("label-withdrawn", subject, {"job": job.id, "title": job.title, "why": why.code})

    def holding(
        self, task: Task, key: IssueKey, *, on_duty: bool = True, pharmacist: bool = False
    ) -> Holding | Refusal:
        """The common start of a step on a prescription: the person may do it, and it is here and not barred."""
        user = self.authorise(task, on_duty=on_duty, pharmacist=pharmacist)
        if isinstance(user, Refusal):
            return user
        held = self.dispensing(key)
        if isinstance(held, Refusal):
            return held
        open_items = [item for item, work in held.pairs() if work.stage not in SETTLED]
        barred = self._controlled(user, open_items) if task in _WHOLE else None
        return barred or Holding(user, held)

    def working(self, task: Task, key: IssueKey, item_id: ItemId) -> Working | Refusal:
        """The common start of a step on one item of it."""
        found = self.holding(task, key)
        if isinstance(found, Refusal):
            return found
        try:
            item, work = found.held.prescription.item(item_id), found.held.work(item_id)
        except KeyError:
            return NotFound("That item")
        return self._controlled(found.user, (item,)) or Working(found.user, found.held, item, work)

    def _controlled(self, user: User, items: Sequence[PrescribedItem]) -> Refusal | None:
        """Whether one of these is a controlled drug, and the authorisation leaves those out. What the dictionary cannot
        place counts as one.
        """
        under = self._under
        if under is None or not under.conditions.no_controlled_drugs:
            return None
        for item in items:
            drug = schedule_of(self.place, item)
            if drug is None or drug.schedule is not None:
                return NotForControlledDrugs(under.task, user.name, item.name, known=drug is not None)
        return None

    def message_id(self) -> str:
        return self.place.ids.uuid()


def circumstances_of(uow: UnitOfWork, now: datetime) -> Circumstances:
    """Who is responsible, who is absent, and what the law says on this day."""
    duty = uow.duty.current()
    away = uow.duty.away() if duty is not None else None
    used = whole_minutes(time_absent(uow.duty.absences(now), now)) if away is not None else 0
    return Circumstances(now, uow.premises().supervision, duty, away, used)


def ended_on(user: User) -> date:
    """The last day of an account that is not open any more."""
    marks = [day for day in (user.until, user.ended.at.date() if user.ended is not None else None) if day is not None]
    return min(marks)


def whole_minutes(span: timedelta) -> int:
    """Minutes begun: half a minute of absence counts as one."""
    return -(-int(span.total_seconds()) // 60)


def authority_of(under: Authorisation) -> str:
    """Under which authorisation something was done, for the journal."""
    by = f" by {under.by}" if under.by is not None else ""
    return f"{under.task.value}, {under.basis.value}, authorised{by} from {under.since.isoformat()}"


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
