"""Asking EPS for prescriptions, and recording what it released before anything else happens to it.

A release is a message in the outbox like any other: its id is stored before it is sent, so an answer that was lost on
the way is asked for again with the same id, and EPS gives the same answer.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from dispensary.application.ports.eps import Failed, Received, ReleaseAnswer
from dispensary.application.restricted import may_see
from dispensary.application.step import Receipt, Step, subject_of
from dispensary.application.workplace import Workplace
from dispensary.domain.dispensing import Dispensing, ItemWork
from dispensary.domain.identifiers import IssueKey, MessageId, PatientId, PrescriptionId, UserId
from dispensary.domain.messages import MessageKind, MessageState, OutboxMessage, Performer, ReleaseRequest
from dispensary.domain.patient import Patient
from dispensary.domain.people import Task, User
from dispensary.domain.prescription import Prescription
from dispensary.domain.refusals import Refusal
from dispensary.domain.refused import NotAPrescriptionId, NotFound
from dispensary.domain.refused_people import RecordRestricted
from dispensary.domain.workflow import SETTLED

SYSTEM = UserId("system")

WITHOUT_ID = "EPS sent a prescription without its ID."

NEVER_DISPENSED = frozenset(
    {"prescription-id-invalid", "too-many-items", "duplicate-item-id", "item-id-missing", "no-items"}
)
"""Errors in what was sent that no decision of a person can put right: which prescription it is, or which of its items,
is not certain, or it is not valid (at most four items). It is shown, and a new one is asked for.
"""

STUCK = 3
"""After so many tries without an answer a release no longer keeps the next one from being asked for."""


def read_prescription_id(text: str) -> PrescriptionId | NotAPrescriptionId:
    """An ID as scanned or typed, in any case, with or without hyphens."""
    plain = "".join(character for character in text.upper() if character.isalnum() or character == "+")
    found = PrescriptionId("-".join((plain[:6], plain[6:12], plain[12:])))
    return found if found.is_valid else NotAPrescriptionId(text)


def ask_for_nominated(place: Workplace, actor: UserId) -> Receipt | Refusal:
    """Queues a request for the prescriptions nominated to this pharmacy; one at a time is enough, and a second beside
    one that EPS has not settled in several tries.
    """
    with Step(place, actor) as step:
        user = step.authorise(Task.RECEIVE, on_duty=False)
        if isinstance(user, Refusal):
            return user
        waiting = [held for held in step.uow.outbox.unfinished() if _is_nominated_release(held)]
        if len(waiting) > 1 or any(held.attempts < STUCK for held in waiting):
            return Receipt(outbox=True)
        queue_release(step, user, None)
        step.uow.commit()
        return Receipt(outbox=True)


def _is_nominated_release(message: OutboxMessage) -> bool:
    return message.kind is MessageKind.RELEASE and message.key is None and message.state is MessageState.PENDING


def ask_for_one(place: Workplace, actor: UserId, text: str) -> Receipt | Refusal:
    """Queues a request for one prescription by its ID, scanned from a token or typed."""
    wanted = read_prescription_id(text)
    if isinstance(wanted, Refusal):
        return wanted
    with Step(place, actor) as step:
        user = step.authorise(Task.RECEIVE, on_duty=False)
        if isinstance(user, Refusal):
            return user
        queue_release(step, user, wanted)
        step.uow.commit()
        return Receipt(outbox=True)


def queue_release(step: Step, user: User, wanted: PrescriptionId | None) -> None:
    """Stores the request, to be sent by `deliver_outbox`."""
    request = ReleaseRequest(MessageId(step.message_id()), performer_of(step, user), wanted)
    queue(
        step, MessageKind.RELEASE, request.id, IssueKey(wanted, 0) if wanted else None, step.place.eps.compose(request)
    )


def queue(step: Step, kind: MessageKind, message: MessageId, key: IssueKey | None, body: bytes) -> None:
    """Puts a composed message into the outbox, in this transaction."""
    step.uow.outbox.add(OutboxMessage(message, kind, key, body, step.now))
    subject = {"message": message.value} | ({"prescription": key.prescription.value} if key else {})
    step.note("message-queued", subject, {"kind": kind.value})


def performer_of(step: Step, user: User) -> Performer:
    """The acting person as EPS names them. The role profile is the demonstration one until smartcards come."""
    return Performer(user.name, "555086415105", user.registration, step.uow.premises())


@dataclass(frozen=True, slots=True)
class Brought:
    """What a release brought: the prescriptions now on the worklist, and what is on none, in words. EPS has handed that
    over too, so somebody has to look for it.
    """

    keys: tuple[IssueKey, ...]
    lost: tuple[str, ...]


def record_release(step: Step, answer: ReleaseAnswer, reply: bytes = b"") -> Brought:
    """Stores everything that a release brought, in the caller's transaction. One that is here already is left as it
    is, unless it had gone back. Where a part could not be read, the whole reply is kept: nothing is sent twice.
    """
    made = [_record_passed(step, received) for received in answer.passed]
    made += [_record_failed(step, failed) for failed in answer.failed]
    for problem in answer.problems:
        step.note("release-unreadable", {}, {"problem": problem})
    if answer.problems:
        step.note("release-kept", {}, {"reply": reply.decode("utf-8", "replace")})
    keys = tuple(one for one in made if isinstance(one, IssueKey))
    return Brought(keys, (*answer.problems, *(one for one in made if isinstance(one, str))))


def _record_passed(step: Step, received: Received) -> IssueKey | str | None:
    prescription = received.prescription
    barred = next((problem.message for problem in prescription.problems if problem.code in NEVER_DISPENSED), "")
    return _record(step, new_dispensing(prescription, step, failed=barred), received.document)


def _record_failed(step: Step, failed: Failed) -> IssueKey | str | None:
    if failed.prescription is None:
        step.note("release-failed", {}, {"reason": failed.reason})
        return None
    reason = failed.reason or "EPS did not pass it"
    return _record(step, new_dispensing(failed.prescription, step, failed=reason, kept_by_eps=True), failed.document)


def _record(step: Step, dispensing: Dispensing, document: bytes) -> IssueKey | str | None:
    """Its key where it is new work, words where it came and is on no worklist, None where nothing is new."""
    prescription, failed = dispensing.prescription, dispensing.failed
    if not prescription.id.value:
        step.note("release-unreadable", {}, {"problem": WITHOUT_ID, "reply": document.decode("utf-8", "replace")})
        return WITHOUT_ID
    before = step.uow.dispensings.get(prescription.key)
    if before is not None and _going_back(step, before):
        step.note("released-again", subject_of(before), {"reply": document.decode("utf-8", "replace")})
        return f"EPS sent prescription {prescription.id} again, and has not answered that it took it back."
    if before is not None and not _went_back(step, before, failed=failed):
        return None
    if before is None:
        step.uow.dispensings.add(dispensing)
    else:
        step.uow.dispensings.save(replace(dispensing, notes=before.notes, version=before.version))
    step.uow.dispensings.keep_document(dispensing.key, document)
    detail: dict[str, object] = {
        "items": [item.name for item in prescription.items],
        "signature": prescription.signature.status.value,
        "problems": [problem.code for problem in prescription.problems],
        "matched": dispensing.patient is not None,
    }
    step.note(
        "refused-at-release" if failed else "received",
        subject_of(dispensing),
        detail | ({"reason": failed} if failed else {}),
    )
    return dispensing.key


def _went_back(step: Step, before: Dispensing, *, failed: str) -> bool:
    """Whether EPS had it back in between, so that what it sends now is new work: returned by us, or (failed) by EPS."""
    if before.kept_by_eps:
        return not failed
    return before.returned is not None and not _going_back(step, before)


def _going_back(step: Step, before: Dispensing) -> bool:
    """Whether EPS has not yet answered that it took it back."""
    told = step.uow.outbox.get(before.returned) if before.returned is not None else None
    return told is not None and told.state is MessageState.PENDING


def new_dispensing(
    prescription: Prescription, step: Step, *, failed: str = "", kept_by_eps: bool = False
) -> Dispensing:
    """The work that a newly received prescription starts with, linked to a patient's record where all of it matches."""
    candidates = _candidates(step, prescription)
    match = next((patient.id for patient in candidates if is_full_match(prescription, patient)), None)
    return Dispensing(
        prescription=prescription,
        items=tuple(ItemWork(item.item_id) for item in prescription.items),
        received_at=step.now,
        patient=match,
        failed=failed,
        kept_by_eps=kept_by_eps,
    )


def _candidates(step: Step, prescription: Prescription) -> Sequence[Patient]:
    number = prescription.patient.nhs_number
    return step.uow.patients.with_nhs_number(number) if number is not None else ()


class Trait(StrEnum):
    """What a prescription and a record are compared by (conformance row 1.4.5)."""

    NHS_NUMBER = "nhs-number"
    NAME = "name"
    BIRTH_DATE = "birth-date"
    ADDRESS = "address"
    SEX = "sex"


def differences(prescription: Prescription, patient: Patient) -> tuple[Trait, ...]:
    """Where the prescription and the record do not say the same. Missing on one side only is a difference too."""
    sent = prescription.patient
    gender = {"female": "F", "male": "M"}.get(sent.gender or "")
    same = {
        Trait.NHS_NUMBER: sent.nhs_number == patient.nhs_number,
        Trait.NAME: _plain(sent.name) == _plain(patient.name),
        Trait.BIRTH_DATE: sent.birth_date == patient.facts.birth_date,
        Trait.ADDRESS: _plain(str(sent.address)) == _plain(str(patient.address)),
        Trait.SEX: gender == (patient.facts.sex.value if patient.facts.sex else None),
    }
    return tuple(trait for trait, equal in same.items() if not equal)


def is_full_match(prescription: Prescription, patient: Patient) -> bool:
    """All of NHS number, name, birth date, address, postcode and gender equal (conformance row 1.4.5)."""
    return not differences(prescription, patient)


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace(",", " ").split())


def link_patient(place: Workplace, actor: UserId, key: IssueKey, patient: PatientId) -> Receipt | Refusal:
    """Says whose record a prescription belongs to, where it did not match by itself."""
    with Step(place, actor) as step:
        found = step.holding(Task.EDIT_RECORD, key, on_duty=False)
        if isinstance(found, Refusal):
            return found
        held = found.held
        record = step.uow.patients.get(patient)
        if record is None:
            return NotFound("That patient")
        if not may_see(step.uow, actor, record, step.now):
            return RecordRestricted(patient.value)
        return step.record("patient-linked", held, linked(held, patient), {"patient": patient.value})


def linked(held: Dispensing, patient: PatientId) -> Dispensing:
    """The prescription with that person's record behind it. A clinical check that looked at another record is gone,
    even where both records happen to say the same: it was another person's.
    """
    if held.patient == patient:
        return held
    works = tuple(work if work.stage in SETTLED else replace(work, approval=None) for work in held.items)
    return replace(held, patient=patient, items=works)
