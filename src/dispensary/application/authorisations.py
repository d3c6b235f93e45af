"""The register of authorisations: who may do what, given by whom, from when to when, on which conditions.

Nothing in it is deleted or changed: an authorisation ends by itself or is revoked, and a renewal is a new one.
"""

from collections.abc import Sequence
from dataclasses import replace

from dispensary.application.accounts import described
from dispensary.application.step import Receipt, Step
from dispensary.application.workplace import Workplace
from dispensary.domain.identifiers import UserId
from dispensary.domain.people import Authorisation, Revoked, User
from dispensary.domain.refusals import Refusal
from dispensary.domain.refused import NotFound
from dispensary.domain.refused_people import (
    AuthorisationUnfit,
    LastAdministrator,
    NotByThisPerson,
    Unfit,
    WhyNeeded,
)
from dispensary.domain.supervision import PROFESSIONAL, leaves_nobody, may_give, may_take_back, revoked


def give_tasks(place: Workplace, actor: UserId, user: UserId, wanted: Sequence[Authorisation]) -> Receipt | Refusal:
    """Authorises somebody, all of it or nothing. Who gave it and when is set here, whatever was asked."""
    with Step(place, actor) as step:
        giver = step.acting()
        if isinstance(giver, Refusal):
            return giver
        receiver = step.uow.staff.get(user)
        if receiver is None or receiver.system:
            return NotFound("That person")
        made = receiver
        for asked in wanted:
            given = replace(asked, by=giver.id, recorded_at=step.now, revoked=None)
            refused = may_give(giver, receiver, given, step.now.date()) or _supervisor_unfit(step, given)
            if refused is not None:
                return refused
            named = replace(given, conditions=replace(given.conditions, responsible_name=_name(step, given)))
            made = replace(made, authorisations=(*made.authorisations, named))
            step.note("authorised", {"user": user.value}, described(named))
        step.uow.staff.save(made)
        step.uow.commit()
        return Receipt(staff=True)


def _supervisor_unfit(step: Step, given: Authorisation) -> Refusal | None:
    named = given.conditions.responsible
    if named is None:
        return None
    found = step.uow.staff.get(named)
    fits = found is not None and found.pharmacist and found.open_on(step.now.date())
    return None if fits else AuthorisationUnfit(given.task, Unfit.PHARMACIST)


def _name(step: Step, given: Authorisation) -> str:
    named = given.conditions.responsible
    found: User | None = step.uow.staff.get(named) if named is not None else None
    return found.name if found is not None else ""


def revoke_task(place: Workplace, actor: UserId, user: UserId, held: Authorisation, why: str) -> Receipt | Refusal:
    """Takes one authorisation back, at once. held: the very one, as it stands in the record."""
    with Step(place, actor) as step:
        taker = step.acting()
        if isinstance(taker, Refusal):
            return taker
        found = step.uow.staff.get(user)
        if found is None or held not in found.authorisations or held.revoked is not None:
            return NotFound("That authorisation")
        if not may_take_back(taker, held, step.now.date()):
            return NotByThisPerson(held.task, taker.name, pharmacist=held.task in PROFESSIONAL)
        if not why.strip():
            return WhyNeeded()
        mark = replace(held, revoked=Revoked(step.now, actor, why.strip()))
        changed = revoked(found, held, mark)
        if leaves_nobody(step.uow.staff.all(), changed, step.now.date()):
            return LastAdministrator(found.name)
        step.uow.staff.save(changed)
        step.note("authorisation-revoked", {"user": user.value}, {**described(held), "why": why.strip()})
        step.uow.commit()
        return Receipt(staff=True)
