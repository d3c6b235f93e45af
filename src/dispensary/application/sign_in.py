"""Signing in at a counter, and who is the responsible pharmacist."""

from dataclasses import replace
from datetime import datetime, timedelta

from dispensary.application.ports.store import UnitOfWork
from dispensary.application.step import Receipt, Step
from dispensary.application.workplace import Workplace
from dispensary.domain.identifiers import UserId
from dispensary.domain.people import (
    NoResponsiblePharmacist,
    OnDuty,
    PharmacistNeeded,
    Task,
    User,
    WrongPin,
)
from dispensary.domain.refusals import Refusal
from dispensary.domain.refused import NotFound

FREE_TRIES = 3
LONGEST_WAIT = 300


def sign_in(place: Workplace, user: UserId, pin: str) -> User | Refusal:
    """The person, if the PIN is theirs. Wrong tries make the next one wait, 5 seconds and then twice as long each
    time.
    """
    with Step(place, user) as step:
        held = step.uow.staff.get(user)
        secret = step.uow.staff.secret(user)
        if held is None or secret is None or held.system:
            return NotFound("That person")
        wait = _wait(step.uow, user, step.now)
        if wait > 0:
            return WrongPin(wait)
        right = place.credentials.matches(pin, secret)
        step.uow.staff.record_attempt(user, failed=not right, at=step.now)
        step.note("signed-in" if right else "sign-in-failed", {"user": user.value}, {})
        step.uow.commit()
        return held if right else WrongPin(_wait_after(step.uow, user))


def _wait(uow: UnitOfWork, user: UserId, now: datetime) -> int:
    failures, last = uow.staff.failures(user)
    if last is None or failures < FREE_TRIES:
        return 0
    seconds = _seconds(failures)
    until = last + timedelta(seconds=seconds)
    # A clock that was wrong and has been put right must not lock anybody out for longer than the wait itself.
    return min(seconds, max(0, int((until - now).total_seconds())))


def _wait_after(uow: UnitOfWork, user: UserId) -> int:
    failures, _ = uow.staff.failures(user)
    return _seconds(failures) if failures >= FREE_TRIES else 0


def _seconds(failures: int) -> int:
    return min(LONGEST_WAIT, 5 << min(failures - FREE_TRIES, 8))


def become_responsible_pharmacist(place: Workplace, actor: UserId) -> Receipt | Refusal:
    """Starts the actor's stretch as responsible pharmacist; whoever held it before ends theirs now (SI 2008/2789 reg
    5).
    """
    with Step(place, actor) as step:
        user = step.authorise(Task.SUPERVISE, on_duty=False, pharmacist=True)
        if isinstance(user, Refusal):
            return user
        if user.registration is None:
            return PharmacistNeeded(user.name)
        current = step.uow.duty.current()
        if current is not None and current.user == user.id:
            return Receipt()
        if current is not None:
            step.uow.duty.end(step.now)
            step.note("responsible-pharmacist-ended", {"user": current.user.value}, {"name": current.name})
        step.uow.duty.begin(OnDuty(user.id, user.name, user.registration, step.now))
        step.note(
            "responsible-pharmacist-began", {"user": user.id.value}, {"name": user.name, "gphc": user.registration}
        )
        step.uow.commit()
        return Receipt(staff=True)


def end_duty(place: Workplace, actor: UserId) -> Receipt | Refusal:
    """Ends the current stretch; until somebody else begins, nothing is checked or supplied."""
    with Step(place, actor) as step:
        user = step.authorise(Task.SUPERVISE, pharmacist=True)
        if isinstance(user, Refusal):
            return user
        current = step.uow.duty.current()
        if current is None:
            return NoResponsiblePharmacist()
        step.uow.duty.end(step.now)
        step.note("responsible-pharmacist-ended", {"user": current.user.value}, {"name": current.name})
        step.uow.commit()
        return Receipt(staff=True)


def add_staff(place: Workplace, actor: UserId, user: User, pin: str) -> Receipt | Refusal:
    """Adds a member of staff with a PIN. On an empty store anybody may add the first."""
    with Step(place, actor) as step:
        if step.uow.staff.all():
            allowed = step.authorise(Task.ADMINISTER, on_duty=False)
            if isinstance(allowed, Refusal):
                return allowed
        step.uow.staff.add(replace(user), place.credentials.hash(pin))
        step.note("staff-added", {"user": user.id.value}, {"name": user.name, "title": user.title})
        step.uow.commit()
        return Receipt(staff=True)
