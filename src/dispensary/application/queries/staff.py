"""The staff and the register of authorisations, as the Staff screen shows them. Reads only."""

from dataclasses import dataclass
from datetime import datetime

from dispensary.application.step import LOCKED_AFTER, circumstances_of, ended_on
from dispensary.application.workplace import Workplace
from dispensary.domain.identifiers import UserId
from dispensary.domain.people import AccountEnded, AccountLocked, Authorisation, PinToChange, User
from dispensary.domain.refusals import Refusal
from dispensary.domain.supervision import lapsed


@dataclass(frozen=True, slots=True)
class HeldTask:
    """One authorisation. lapsed: why it does not stand now, None where it does. given_by: a name, "" if unknown."""

    held: Authorisation
    lapsed: Refusal | None
    given_by: str


@dataclass(frozen=True, slots=True)
class Person:
    """One member of staff. barred: what is wrong with the account. tasks: all of them, those that stand first, then the
    newest first.
    """

    user: User
    barred: Refusal | None
    tasks: tuple[HeldTask, ...]

    @property
    def standing(self) -> tuple[HeldTask, ...]:
        return tuple(task for task in self.tasks if task.lapsed is None)


@dataclass(frozen=True, slots=True)
class StaffList:
    """Everybody, open accounts first."""

    people: tuple[Person, ...]
    now: datetime

    def person(self, user: UserId | None) -> Person | None:
        return next((each for each in self.people if each.user.id == user), None)


def staff_list(place: Workplace) -> StaffList:
    """Everybody who has an account here or had one. No look at any patient, so anybody on the staff may read it."""
    now = place.clock.now()
    with place.store.read() as uow:
        everybody = [user for user in uow.staff.all() if not user.system]
        names = {user.id: user.name for user in everybody}
        at = circumstances_of(uow, now)
        people = []
        for user in everybody:
            tasks = [
                HeldTask(held, lapsed(user, held, at), names.get(held.by, "") if held.by is not None else "")
                for held in reversed(user.authorisations)
            ]
            barred: Refusal | None = PinToChange(user.name) if user.new_pin else None
            if uow.staff.failures(user.id)[0] >= LOCKED_AFTER:
                barred = AccountLocked(user.name)
            if not user.open_on(now.date()):
                barred = AccountEnded(user.name, ended_on(user))
            people.append(Person(user, barred, tuple(sorted(tasks, key=lambda task: task.lapsed is not None))))
    return StaffList(tuple(sorted(people, key=lambda each: isinstance(each.barred, AccountEnded))), now)
