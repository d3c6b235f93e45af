"""Restricted records: of a patient known to the staff, or at risk. All but a few see no more than that one is there.

The prescription itself is work that came here and is seen by whoever dispenses it: the name, the address and the items
as they were sent, and what the person needs to be able to read or talk with us. The record behind it (history,
conditions, allergies, notes, earlier supplies) is not. Nobody is made to check blind: a pharmacist who must see it to
check safely opens it with a reason, and the journal says so loudly.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from dispensary.application.ports.store import UnitOfWork
from dispensary.application.step import Receipt, Step
from dispensary.application.workplace import Workplace
from dispensary.domain.identifiers import PatientId, UserId
from dispensary.domain.patient import Opening, Patient, Restriction
from dispensary.domain.people import Task
from dispensary.domain.prescription import PatientAsSent
from dispensary.domain.refusals import Refusal
from dispensary.domain.refused import AlteredElsewhere, NotFound
from dispensary.domain.refused_people import NotRestricted, WhyNeeded

VEILED = "Restricted record"
OPEN_FOR = timedelta(hours=12)
"""A record opened with a reason stays open to that person for a working day, and then asks again."""


def may_see(uow: UnitOfWork, viewer: UserId | None, patient: Patient, now: datetime) -> bool:
    """Whether this person may see the record itself. None: nobody said who looks, so only what is not restricted."""
    held = patient.restriction
    if held is None:
        return True
    user = uow.staff.get(viewer) if viewer is not None else None
    if user is None or user.system or not user.open_on(now.date()):
        return False
    if user.id in held.people or user.may(Task.OPEN_RESTRICTED, now.date()):
        return True
    return any(made.by == user.id and made.at <= now <= made.at + OPEN_FOR for made in held.opened)


def veiled(patient: Patient) -> Patient:
    """The record as whoever may not see it finds it: that it is there, and nothing else."""
    return Patient(patient.id, VEILED, restriction=Restriction(UserId(""), _when(patient), ""))


def as_sent(patient: Patient, sent: PatientAsSent) -> Patient:
    """The person as whoever dispenses for them sees them: what the prescription says, and what they need to read or
    talk with us.
    """
    known = replace(
        veiled(patient),
        name=sent.name,
        nhs_number=sent.nhs_number,
        address=sent.address,
        communication=patient.communication,
        communication_note=patient.communication_note,
    )
    return replace(known, facts=replace(known.facts, birth_date=sent.birth_date))


def _when(patient: Patient) -> datetime:
    assert patient.restriction is not None
    return patient.restriction.at


def restrict_record(
    place: Workplace,
    actor: UserId,
    patient: PatientId,
    why: str,
    people: tuple[UserId, ...] = (),
    *,
    version: int | None = None,
) -> Receipt | Refusal:
    """Restricts a record, or says anew who else may see it. people: who may besides those with the task. version: of
    the record as it was read; refused where somebody changed it since.
    """
    with Step(place, actor) as step:
        user = step.authorise(Task.OPEN_RESTRICTED, on_duty=False)
        if isinstance(user, Refusal):
            return user
        held = step.uow.patients.get(patient)
        if held is None:
            return NotFound("That patient")
        if version is not None and held.version != version:
            return AlteredElsewhere()
        if not why.strip():
            return WhyNeeded()
        opened = held.restriction.opened if held.restriction is not None else ()
        restriction = Restriction(user.id, step.now, why.strip(), people, opened)
        detail = {"why": why.strip(), "people": [each.value for each in people]}
        return _save(step, replace(held, restriction=restriction), "record-restricted", detail)


def lift_restriction(
    place: Workplace, actor: UserId, patient: PatientId, why: str, *, version: int | None = None
) -> Receipt | Refusal:
    """Makes a restricted record like any other again; who restricted it and who opened it stays in the journal.
    version: as in `restrict_record`.
    """
    with Step(place, actor) as step:
        user = step.authorise(Task.OPEN_RESTRICTED, on_duty=False)
        if isinstance(user, Refusal):
            return user
        held = step.uow.patients.get(patient)
        if held is None:
            return NotFound("That patient")
        if held.restriction is None:
            return NotRestricted()
        if version is not None and held.version != version:
            return AlteredElsewhere()
        if not why.strip():
            return WhyNeeded()
        return _save(step, replace(held, restriction=None), "restriction-lifted", {"why": why.strip()})


def open_restricted(place: Workplace, actor: UserId, patient: PatientId, why: str) -> Receipt | Refusal:
    """A pharmacist who must check for this person opens the record with a reason. It stays open to them for a working
    day; whoever restricted it finds the reason in the journal.
    """
    with Step(place, actor) as step:
        user = step.authorise(Task.CLINICAL_CHECK, on_duty=False, pharmacist=True)
        if isinstance(user, Refusal):
            return user
        held = step.uow.patients.get(patient)
        if held is None:
            return NotFound("That patient")
        if held.restriction is None:
            return NotRestricted()
        if not why.strip():
            return WhyNeeded()
        opening = Opening(user.id, step.now, why.strip())
        restriction = replace(held.restriction, opened=(*held.restriction.opened, opening))
        detail = {"why": why.strip(), "alert": "a restricted record was opened by somebody it is closed to"}
        return _save(step, replace(held, restriction=restriction), "restricted-record-opened", detail)


def _save(step: Step, changed: Patient, kind: str, detail: Mapping[str, object]) -> Receipt:
    step.uow.patients.save(changed)
    step.note(kind, {"patient": changed.id.value}, detail)
    step.uow.commit()
    return Receipt(patients=frozenset({changed.id}))
