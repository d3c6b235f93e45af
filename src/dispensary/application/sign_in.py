"""Signing in at a counter, and who is the responsible pharmacist."""

from dataclasses import replace
from datetime import datetime, timedelta

from dispensary.application.absence import close_absence
from dispensary.application.ports.store import UnitOfWork
from dispensary.application.step import LOCKED_AFTER, Receipt, Step
from dispensary.application.workplace import Workplace
from dispensary.domain.identifiers import UserId
from dispensary.domain.people import (
    AccountLocked,
    NoResponsiblePharmacist,
    OnDuty,
    PharmacistNeeded,
    PinSpent,
    Task,
    User,
    WrongPin,
)
from dispensary.domain.pins import pin_unfit
from dispensary.domain.refusals import Refusal

FREE_TRIES = 3
LONGEST_WAIT = 300
STRANGER = UserId("unknown")
"""Whom the journal names where nobody of that name is here."""


def sign_in(place: Workplace, user: UserId, pin: str, *, may_choose: bool = True) -> User | Refusal:
    """The person, if the PIN is theirs. Wrong tries make the next one wait, 5 seconds and then twice as long each
    time; after ten the account is locked.

    Somebody who is not here gets the same answer after the same work, so that nobody can try out who is. That an
    account has ended is said only to whoever knows its PIN.

    A PIN that somebody else set is good for one sign-in, and nothing is done before the person has chosen their own
    (`change_pin`). may_choose: they can do so where they sign in; where they cannot, it is refused and not used up.
    """
    with Step(place, user) as step:
        held = step.uow.staff.get(user)
        secret = step.uow.staff.secret(user)
        if held is None or not secret or held.system:
            return _stranger(step, pin)
        if step.locked(held):
            return AccountLocked(held.name)
        wait = _wait(step.uow, user, step.now)
        if wait > 0:
            return WrongPin(wait)
        if not place.credentials.matches(pin, secret):
            return _wrong(step, held)
        barred = step.barred(held, new_pin=not may_choose) or _spent(step, held)
        if barred is not None:
            step.note("sign-in-refused", {"user": user.value}, {"why": barred.code})
            step.uow.commit()
            return barred
        step.uow.staff.record_attempt(user, failed=False, at=step.now)
        detail: dict[str, object] = {}
        if held.new_pin:
            held = held.used_pin(step.now)
            step.uow.staff.save(held)
            detail = {"pin_given_by": held.pins_given[-1].by.value}
        step.note("signed-in", {"user": user.value}, detail)
        step.uow.commit()
        return held


def _spent(step: Step, user: User) -> Refusal | None:
    used = step.spent(user)
    return PinSpent(user.name, used) if used is not None else None


def _stranger(step: Step, pin: str) -> Refusal:
    """As much work as for anybody: one slow hash, one entry. What was typed as a name is not kept: a PIN may stand in
    it.
    """
    step.actor = STRANGER
    step.place.credentials.hash(pin)
    step.note("sign-in-failed", {}, {"known": False})
    step.uow.commit()
    return WrongPin()


def _wrong(step: Step, user: User) -> Refusal:
    step.uow.staff.record_attempt(user.id, failed=True, at=step.now)
    step.note("sign-in-failed", {"user": user.id.value}, {})
    failures, _ = step.uow.staff.failures(user.id)
    locked = step.locked(user)
    if locked and failures == LOCKED_AFTER:
        step.note("account-locked", {"user": user.id.value}, {"failures": failures})
    step.uow.commit()
    return AccountLocked(user.name) if locked else WrongPin(_wait_after(step.uow, user.id))


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
    """Starts the actor's stretch as responsible pharmacist; whoever held it before ends theirs now, and their absence
    with it (SI 2008/2789 reg 5).
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
            _end(step, current)
        step.uow.duty.begin(OnDuty(user.id, user.name, user.registration, step.now))
        step.note(
            "responsible-pharmacist-began", {"user": user.id.value}, {"name": user.name, "gphc": user.registration}
        )
        step.uow.commit()
        return Receipt(staff=True)


def end_duty(place: Workplace, actor: UserId) -> Receipt | Refusal:
    """Ends the current stretch; until somebody else begins, nothing is checked or supplied."""
    with Step(place, actor) as step:
        user = step.authorise(Task.SUPERVISE, on_duty=False, pharmacist=True)
        if isinstance(user, Refusal):
            return user
        current = step.uow.duty.current()
        if current is None:
            return NoResponsiblePharmacist()
        _end(step, current)
        step.uow.commit()
        return Receipt(staff=True)


def _end(step: Step, current: OnDuty) -> None:
    close_absence(step)
    step.uow.duty.end(step.now)
    step.note("responsible-pharmacist-ended", {"user": current.user.value}, {"name": current.name})


def change_pin(place: Workplace, actor: UserId, old: str, new: str) -> Receipt | Refusal:
    """Changes one's own PIN or passphrase; the old one is asked for, and a wrong one counts like a wrong sign-in."""
    with Step(place, actor) as step:
        user, secret = step.uow.staff.get(actor), step.uow.staff.secret(actor)
        if user is None or not secret or user.system:
            return _stranger(step, old)
        barred = step.barred(user, new_pin=False)
        if barred is not None:
            return barred
        wait = _wait(step.uow, actor, step.now)
        if wait > 0:
            return WrongPin(wait)
        if not place.credentials.matches(old, secret):
            return _wrong(step, user)
        unfit = pin_unfit(user, new, before=new == old)
        if unfit is not None:
            return unfit
        step.uow.staff.set_secret(actor, place.credentials.hash(new))
        step.uow.staff.record_attempt(actor, failed=False, at=step.now)
        if user.new_pin:
            step.uow.staff.save(replace(user, new_pin=False))
        step.note("pin-changed", {"user": actor.value}, {})
        step.uow.commit()
        return Receipt(staff=True)
