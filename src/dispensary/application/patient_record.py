"""The patient's record: created, corrected, and never overwritten without a trace."""

from collections.abc import Iterable
from dataclasses import fields, replace
from datetime import date, datetime
from decimal import Decimal

from dispensary.application.receive import linked
from dispensary.application.restricted import VEILED, may_see
from dispensary.application.step import Receipt, Step
from dispensary.application.workplace import Workplace
from dispensary.domain.clinical.allergies import understand
from dispensary.domain.identifiers import IssueKey, PatientId, UserId
from dispensary.domain.patient import (
    Allergy,
    AllergyStatus,
    ClinicalFacts,
    Communication,
    Goal,
    MedicinePurpose,
    OtherMedicine,
    Patient,
    Question,
    Revision,
    Sex,
    TestResult,
)
from dispensary.domain.people import Task
from dispensary.domain.prescription import Prescription
from dispensary.domain.quantity import decimal_text
from dispensary.domain.refusals import Refusal
from dispensary.domain.refused import AlteredElsewhere, NhsNumberTaken, NhsNumberWrong, NotFound
from dispensary.domain.refused_people import RecordRestricted
from dispensary.wording.labels import date_words
from dispensary.wording.work import NEEDS


def from_prescription(prescription: Prescription, patient: PatientId) -> Patient:
    """A new record with what the prescription says of the person, and nothing more: the rest is not recorded."""
    sent = prescription.patient
    sex = {"female": Sex.FEMALE, "male": Sex.MALE}.get(sent.gender or "")
    return Patient(
        id=patient,
        name=sent.name,
        nhs_number=sent.nhs_number,
        address=sent.address,
        facts=ClinicalFacts(birth_date=sent.birth_date, sex=sex),
    )


def create_patient(
    place: Workplace, actor: UserId, patient: Patient, link: IssueKey | None = None
) -> Receipt | Refusal:
    """Adds a record and, where a prescription waited for it, links that prescription, in one transaction."""
    with Step(place, actor) as step:
        user = step.authorise(Task.EDIT_RECORD, on_duty=False)
        if isinstance(user, Refusal):
            return user
        refused = _number_refused(step, patient)
        if refused is not None:
            return refused
        step.uow.patients.add(_coded(place, replace(patient, restriction=None), ()))
        step.note("patient-added", {"patient": patient.id.value}, {})
        keys: frozenset[IssueKey] = frozenset()
        if link is not None:
            held = step.dispensing(link)
            if isinstance(held, Refusal):
                return held
            step.keep("patient-linked", held, linked(held, patient.id), {"patient": patient.id.value})
            keys = frozenset({link})
        step.uow.commit()
        return Receipt(patients=frozenset({patient.id}), prescriptions=keys)


def _number_refused(step: Step, patient: Patient) -> Refusal | None:
    if patient.nhs_number is None:
        return None
    if not patient.nhs_number.is_valid:
        return NhsNumberWrong(patient.nhs_number.value)
    others = [held for held in step.uow.patients.with_nhs_number(patient.nhs_number) if held.id != patient.id]
    if not others:
        return None
    return NhsNumberTaken(others[0].name if may_see(step.uow, step.actor, others[0], step.now) else VEILED)


def correct_patient(place: Workplace, actor: UserId, changed: Patient, reason: str = "") -> Receipt | Refusal:
    """Saves a changed record. What stood before stays readable in its history; a clinical check that used it is voided
    when it is next looked at, because its fingerprint no longer fits. Refused where somebody else saved the record
    after `changed` was read: nothing of theirs is overwritten."""
    with Step(place, actor) as step:
        user = step.authorise(Task.EDIT_RECORD, on_duty=False)
        if isinstance(user, Refusal):
            return user
        held = step.uow.patients.get(changed.id)
        if held is None:
            return NotFound("That patient")
        if not may_see(step.uow, actor, held, step.now):
            return RecordRestricted(held.id.value)
        if held.version != changed.version:
            return AlteredElsewhere()
        refused = _number_refused(step, changed)
        if refused is not None:
            return refused
        changed = _coded(place, replace(changed, restriction=held.restriction), held.facts.allergies or ())
        made = revisions(held, changed, actor, step.now, reason)
        if not made:
            return Receipt()
        step.uow.patients.save(replace(changed, version=held.version, revisions=held.revisions + made))
        step.note(
            "patient-changed",
            {"patient": changed.id.value},
            {"fields": [change.field for change in made], "reason": reason},
        )
        step.uow.commit()
        return Receipt(patients=frozenset({changed.id}))


def _coded(place: Workplace, patient: Patient, known: tuple[Allergy, ...]) -> Patient:
    """The record with the dictionary's code on every new allergy whose substance the dictionary knows by that name."""
    allergies = patient.facts.allergies
    if not allergies:
        return patient
    coded = tuple(allergy if allergy in known else _coded_allergy(place, allergy) for allergy in allergies)
    return replace(patient, facts=replace(patient.facts, allergies=coded))


def _coded_allergy(place: Workplace, allergy: Allergy) -> Allergy:
    if allergy.code is not None:
        return allergy
    found = place.dictionary.ingredient(allergy.substance)
    return allergy if found is None else replace(allergy, code=found[0])


def unmatched_allergies(place: Workplace, allergies: Iterable[Allergy]) -> frozenset[str]:
    """The substances that the allergy check cannot match to any medicine, as they stand in the record."""
    return frozenset(
        allergy.substance
        for allergy in allergies
        if not understand(_coded_allergy(place, allergy), place.knowledge).is_coded
    )


def revisions(before: Patient, after: Patient, by: UserId, at: datetime, reason: str) -> tuple[Revision, ...]:
    """One revision for each field that differs, with what stood there before and after in plain text."""
    made = [Revision(name, _plain(old), _plain(new), by, at, reason) for name, old, new in _differences(before, after)]
    return tuple(made)


_PERSON = (
    *("name", "nhs_number", "address", "phone", "communication", "communication_note", "goal", "other_medicines"),
    *("purposes", "questions"),
)


def _differences(before: Patient, after: Patient) -> list[tuple[str, object, object]]:
    pairs = [(name, getattr(before, name), getattr(after, name)) for name in _PERSON]
    pairs += [
        (field.name, getattr(before.facts, field.name), getattr(after.facts, field.name))
        for field in fields(ClinicalFacts)
    ]
    return [(name, old, new) for name, old, new in pairs if old != new]


def _plain(value: object) -> str:
    """As the history shows it, in people's words."""
    match value:
        case None | "":
            return "not recorded"
        case bool():
            return "yes" if value else "no"
        case Decimal():
            return decimal_text(value)
        case date():
            return date_words(value)
        case Sex():
            return "female" if value is Sex.FEMALE else "male"
        case Communication():
            return NEEDS[value]
        case Goal() | Question() | MedicinePurpose():
            return f"{value.medicine}: {value.words}" if isinstance(value, MedicinePurpose) else value.words
        case tuple():
            return "; ".join(_plain(part) for part in value) or "none"
        case Allergy():
            return _allergy_plain(value)
        case OtherMedicine():
            return f"{value.name} {value.directions}".strip()
        case TestResult():
            dated = f", {date_words(value.dated)}" if value.dated is not None else ""
            return f"{value.test} {decimal_text(value.value)} {value.unit or ''}".strip() + dated
        case _:
            return str(value) or "not recorded"


def _allergy_plain(allergy: Allergy) -> str:
    severity = f" ({allergy.severity})" if allergy.severity else ""
    status = "" if allergy.status is AllergyStatus.ACTIVE else f", {allergy.status.value}"
    return f"{allergy.substance}{severity}{status}"
