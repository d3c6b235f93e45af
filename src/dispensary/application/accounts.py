"""Accounts of the staff: opened, unlocked, given a new PIN, closed. Never deleted; no journal entry holds a PIN."""

from dataclasses import replace
from datetime import date

from dispensary.application.step import Receipt, Step, ended_on
from dispensary.application.workplace import Workplace
from dispensary.domain.identifiers import UserId
from dispensary.domain.people import Authorisation, Ended, Register, Task, User
from dispensary.domain.pins import pin_unfit
from dispensary.domain.refusals import Refusal
from dispensary.domain.refused import NotFound
from dispensary.domain.refused_people import (
    AccountClosed,
    AccountIncomplete,
    AccountTaken,
    LastAdministrator,
    NotByThisPerson,
    NotToOneself,
    StillResponsible,
    WhyNeeded,
)
from dispensary.domain.supervision import leaves_nobody, may_give

GPHC_FIGURES = 7


def add_staff(place: Workplace, actor: UserId, user: User, pin: str) -> Receipt | Refusal:
    """Adds a member of staff with a PIN that they change when they first sign in.

    On an empty store anybody may add the first, with a PIN of their own. After that it takes whoever runs the accounts,
    and what the new person may do comes only from those who may give it.
    """
    with Step(place, actor) as step:
        first = not any(not held.system for held in step.uow.staff.all())
        giver: User | Refusal = user if first else step.authorise(Task.ADMINISTER, on_duty=False)
        if isinstance(giver, Refusal):
            return giver
        refused = _account_refused(step, user) or pin_unfit(user, pin)
        if refused is not None:
            return refused
        made = replace(user, system=False, ended=None, new_pin=False, pins_given=(), version=0, authorisations=())
        if not first:
            made = made.given_pin(actor, giver.name, step.now)
        for wanted in user.authorisations:
            given = replace(wanted, by=actor, recorded_at=step.now, revoked=None)
            refused = None if first else may_give(giver, made, given, step.now.date())
            if refused is not None:
                return refused
            made = replace(made, authorisations=(*made.authorisations, given))
        step.uow.staff.add(made, place.credentials.hash(pin))
        step.note("staff-added", {"user": made.id.value}, _described(made))
        step.uow.commit()
        return Receipt(staff=True)


def _account_refused(step: Step, user: User) -> Refusal | None:
    if step.uow.staff.get(user.id) is not None:
        return AccountTaken(user.id.value)
    missing = []
    if not user.id.value.strip():
        missing.append("a short name to sign in with")
    if not user.name.strip():
        missing.append("the person's name")
    if not user.title.strip():
        missing.append("what they are here")
    number = user.registration or ""
    registered = user.register is not Register.NONE
    if (registered or number) and not (len(number) == GPHC_FIGURES and number.isascii() and number.isdigit()):
        missing.append(f"a GPhC number of {GPHC_FIGURES} figures")
    if user.locum and user.until is None:
        missing.append("a locum's last day")
    if user.until is not None and user.until < step.now.date():
        missing.append("a last day that is not past")
    return AccountIncomplete(tuple(missing)) if missing else None


def _described(user: User) -> dict[str, object]:
    return {
        "name": user.name,
        "title": user.title,
        "register": user.register.value,
        "gphc": user.registration or "",
        "locum": user.locum,
        "until": _day(user.until),
        "tasks": [described(held) for held in user.authorisations],
    }


def described(held: Authorisation) -> dict[str, object]:
    """An authorisation as the journal names it."""
    bound = held.conditions
    return {
        "task": held.task.value,
        "basis": held.basis.value,
        "since": held.since.isoformat(),
        "until": _day(held.until),
        "by": held.by.value if held.by is not None else "",
        "only_while_responsible": bound.responsible.value if bound.responsible is not None else "",
        "bagged_only": bound.bagged_only,
        "no_controlled_drugs": bound.no_controlled_drugs,
        "words": bound.words,
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None


def end_account(place: Workplace, actor: UserId, user: UserId, why: str) -> Receipt | Refusal:
    """Closes the account of somebody who has left, at once. What they did stays under their name."""
    with Step(place, actor) as step:
        found = _somebody(step, user)
        if isinstance(found, Refusal):
            return found
        if found.ended is not None:
            return AccountClosed(found.name, ended_on(found))
        if not why.strip():
            return WhyNeeded()
        duty = step.uow.duty.current()
        if duty is not None and duty.user == user:
            return StillResponsible(found.name)
        return _save(step, replace(found, ended=Ended(step.now, actor, why.strip())), "account-ended", {"why": why})


def reopen_account(place: Workplace, actor: UserId, user: UserId, until: date | None = None) -> Receipt | Refusal:
    """Opens a closed account again, for somebody who came back or was closed out by mistake. until: the new last day,
    None for no fixed end; a locum always has one.
    """
    with Step(place, actor) as step:
        found = _somebody(step, user)
        if isinstance(found, Refusal):
            return found
        if user == actor:
            return NotToOneself(Task.ADMINISTER, found.name)
        reopened = replace(found, ended=None, until=until)
        if (until is None and found.locum) or not reopened.open_on(step.now.date()):
            return AccountIncomplete(("a last day that is not past",))
        return _save(step, reopened, "account-reopened", {"until": _day(until)})


def unlock(place: Workplace, actor: UserId, user: UserId) -> Receipt | Refusal:
    """Lets somebody try again who was locked out by wrong PINs."""
    with Step(place, actor) as step:
        found = _helped(step, user)
        if isinstance(found, Refusal):
            return found
        step.uow.staff.record_attempt(user, failed=False, at=step.now)
        step.note("account-unlocked", {"user": user.value}, {})
        step.uow.commit()
        return Receipt(staff=True)


def reset_pin(place: Workplace, actor: UserId, user: UserId, pin: str) -> Receipt | Refusal:
    """Gives somebody a PIN for one sign-in, at which they choose their own, and unlocks the account. Who gave it is
    noted, and the person is told. Not one's own: that is `change_pin`, which asks for the old one.
    """
    with Step(place, actor) as step:
        found = _helped(step, user)
        if isinstance(found, Refusal):
            return found
        unfit = pin_unfit(found, pin)
        if unfit is not None:
            return unfit
        step.uow.staff.set_secret(user, place.credentials.hash(pin))
        step.uow.staff.record_attempt(user, failed=False, at=step.now)
        giver = step.uow.staff.get(actor)
        given = found.given_pin(actor, giver.name if giver is not None else str(actor), step.now)
        return _save(step, given, "pin-reset", {})


def _somebody(step: Step, user: UserId) -> User | Refusal:
    """The account that whoever runs the accounts works on."""
    allowed = step.authorise(Task.ADMINISTER, on_duty=False)
    if isinstance(allowed, Refusal):
        return allowed
    found = step.uow.staff.get(user)
    return NotFound("That person") if found is None or found.system else found


def _helped(step: Step, user: UserId) -> User | Refusal:
    """The account of somebody who cannot get in, by whoever runs the accounts, or by a pharmacist who supervises; but
    what opens the accounts themselves is not reset from below.
    """
    allowed = step.authorise(Task.ADMINISTER, on_duty=False)
    if isinstance(allowed, Refusal):
        supervisor = step.authorise(Task.SUPERVISE, on_duty=False, pharmacist=True)
        if isinstance(supervisor, Refusal):
            return allowed
    found = step.uow.staff.get(user)
    if found is None or found.system:
        return NotFound("That person")
    if user == step.actor:
        return NotToOneself(Task.ADMINISTER, found.name)
    if isinstance(allowed, Refusal) and found.may(Task.ADMINISTER, step.now.date()):
        return NotByThisPerson(Task.ADMINISTER, found.name, pharmacist=False)
    return found


def _save(step: Step, changed: User, kind: str, detail: dict[str, object]) -> Receipt | Refusal:
    if leaves_nobody(step.uow.staff.all(), changed, step.now.date()):
        return LastAdministrator(changed.name)
    step.uow.staff.save(changed)
    step.note(kind, {"user": changed.id.value}, detail)
    step.uow.commit()
    return Receipt(staff=True)
