"""The Staff screen: who may do what, and the deeds on accounts and authorisations."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QObject, Signal

from dispensary.application.accounts import add_staff, end_account, reopen_account, reset_pin, unlock
from dispensary.application.authorisations import give_tasks, revoke_task
from dispensary.application.queries.staff import HeldTask, Person, StaffList, staff_list
from dispensary.application.sign_in import change_pin
from dispensary.application.step import Receipt
from dispensary.desktop.view_models.counter import Counter
from dispensary.domain.identifiers import UserId
from dispensary.domain.people import AccountEnded, AccountLocked, Authorisation, Task, User
from dispensary.domain.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Deeds:
    """What the person who is signed in may do to the one who is chosen. Only for the screen: the steps themselves
    decide.
    """

    add: bool = False
    give: bool = False
    take: bool = False
    reset: bool = False
    unlock: bool = False
    end: bool = False
    reopen: bool = False


@dataclass(frozen=True, slots=True)
class StaffShown:
    """The staff, who is chosen, which authorisation, and what may be done."""

    staff: StaffList
    chosen: Person | None
    task: HeldTask | None
    deeds: Deeds


class StaffModel(QObject):
    """Signals: shown(StaffShown), refused(words), done()."""

    shown = Signal(object)
    refused = Signal(str)
    done = Signal()

    def __init__(self, counter: Counter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._counter = counter
        self._staff: StaffList | None = None
        self._chosen: UserId | None = None
        self._task: int | None = None
        self._open = self._busy = False
        counter.changed.connect(self._changed)

    def begin(self) -> None:
        """The screen is shown: the person who is signed in is chosen first."""
        self._open = True
        self._chosen = self._chosen or self._counter.viewer
        self.load()

    def end(self) -> None:
        self._open, self._chosen, self._task = False, None, None

    def load(self) -> None:
        place = self._counter.place
        self._counter.read(lambda: staff_list(place), self._loaded)

    def _loaded(self, staff: StaffList) -> None:
        if self._open:
            self._staff = staff
            self._tell()

    def _changed(self, receipt: Receipt) -> None:
        if self._open and receipt.staff:
            self.load()

    def choose(self, user: object) -> None:
        if isinstance(user, UserId) and user != self._chosen:
            self._chosen, self._task = user, None
            self._tell()

    def choose_self(self) -> None:
        """The person who is signed in."""
        self.choose(self._counter.viewer)

    def choose_task(self, place: object) -> None:
        """The authorisation at that place of somebody's list: their id and its place."""
        if isinstance(place, tuple) and place[0] == (self._chosen.value if self._chosen else ""):
            self._task = place[1]
            self._tell()

    @property
    def person(self) -> Person | None:
        return self._staff.person(self._chosen) if self._staff is not None else None

    @property
    def task(self) -> HeldTask | None:
        person = self.person
        at = self._task
        return person.tasks[at] if person is not None and at is not None and at < len(person.tasks) else None

    def _tell(self) -> None:
        if self._staff is not None:
            self.shown.emit(StaffShown(self._staff, self.person, self.task, self._deeds()))

    def _deeds(self) -> Deeds:
        me = self._staff.person(self._counter.viewer) if self._staff is not None else None
        person = self.person
        if me is None or self._staff is None:
            return Deeds()
        today = self._staff.now.date()
        runs = me.user.may(Task.ADMINISTER, today)
        helps = runs or (me.user.pharmacist and me.user.may(Task.SUPERVISE, today))
        if person is None:
            return Deeds(add=runs)
        ended, other = isinstance(person.barred, AccountEnded), person.user.id != me.user.id
        held = self.task
        return Deeds(
            add=runs,
            give=(runs or me.user.pharmacist) and not ended,
            take=held is not None and held.held.revoked is None and (runs or me.user.pharmacist),
            reset=helps and other and not ended,
            unlock=helps and other and isinstance(person.barred, AccountLocked),
            end=runs and other and not ended,
            reopen=runs and other and ended,
        )

    def _do(self, step: Callable[[], Receipt | Refusal]) -> None:
        """One step at a time; the list is read again once it is done."""
        if not self._busy:
            self._busy = True
            self._counter.step(step, self._did, self._refused)

    def _did(self, _receipt: Receipt) -> None:
        self._busy = False
        self._task = None
        self.done.emit()

    def _refused(self, _refusal: Refusal, words: str) -> None:
        self._busy = False
        self.refused.emit(words)

    def give(self, wanted: Authorisation) -> None:
        place, actor, user = self._counter.place, self._counter.actor, self._chosen
        if user is not None:
            self._do(lambda: give_tasks(place, actor, user, (wanted,)))

    def take_back(self, why: str) -> None:
        place, actor, user, task = self._counter.place, self._counter.actor, self._chosen, self.task
        if user is not None and task is not None:
            self._do(lambda: revoke_task(place, actor, user, task.held, why))

    def reset(self, pin: str) -> None:
        place, actor, user = self._counter.place, self._counter.actor, self._chosen
        if user is not None:
            self._do(lambda: reset_pin(place, actor, user, pin))

    def unlock(self) -> None:
        place, actor, user = self._counter.place, self._counter.actor, self._chosen
        if user is not None:
            self._do(lambda: unlock(place, actor, user))

    def end_account(self, why: str) -> None:
        place, actor, user = self._counter.place, self._counter.actor, self._chosen
        if user is not None:
            self._do(lambda: end_account(place, actor, user, why))

    def reopen(self, until: date | None) -> None:
        place, actor, user = self._counter.place, self._counter.actor, self._chosen
        if user is not None:
            self._do(lambda: reopen_account(place, actor, user, until))

    def add(self, user: User, pin: str) -> None:
        place, actor = self._counter.place, self._counter.actor
        self._chosen = user.id
        self._do(lambda: add_staff(place, actor, user, pin))

    def change_pin(self, old: str, new: str) -> None:
        """One's own."""
        place, actor = self._counter.place, self._counter.actor
        self._do(lambda: change_pin(place, actor, old, new))
