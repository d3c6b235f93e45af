"""Who looked at what: a line in the journal for each opening of a record, a prescription, or a search that showed
people. Nothing is changed by it, so it is light: it costs no wait for the disk.

The same person at the same thing again within AGAIN counts once: screens are left and entered many times for one piece
of work. A power cut may take the last few of these lines, and never a recorded step.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from dispensary.application.ports.store import UnitOfWork
from dispensary.application.step import Step, subject_of
from dispensary.application.workplace import Workplace
from dispensary.domain.identifiers import IssueKey, PatientId, UserId
from dispensary.domain.journal import Sought

AGAIN = timedelta(minutes=5)
_MOST = 50

Told = Mapping[str, object]


def look_at(
    place: Workplace,
    actor: UserId,
    why: str,
    *,
    patient: PatientId | None = None,
    prescription: IssueKey | None = None,
) -> None:
    """Somebody opened that record or prescription. why: the screen, or what else it was for."""
    with place.store.read() as uow:
        subject = _subject(uow, patient, prescription)
        before = _lately(uow, actor, "looked-at", place.clock.now(), _sought_of(subject))
        if any(told["subject"] == subject for told in before):
            return
    _note(place, actor, "looked-at", subject, {"why": why})


def look_for(place: Workplace, actor: UserId, typed: str, shown: Sequence[PatientId]) -> None:
    """Somebody searched for a person and was shown these. Nothing where nobody was shown."""
    found = sorted(patient.value for patient in shown)
    detail = {"typed": typed.strip(), "shown": found}
    if not found:
        return
    with place.store.read() as uow:
        before = _lately(uow, actor, "patients-searched", place.clock.now(), Sought())
        if any(told["detail"] == detail for told in before):
            return
    _note(place, actor, "patients-searched", {"patient": found[0]} if len(found) == 1 else {}, detail)


def _note(place: Workplace, actor: UserId, kind: str, subject: Mapping[str, str], detail: Told) -> None:
    with Step(place, actor, light=True) as step:
        step.note(kind, subject, detail)
        step.uow.commit()


def _subject(uow: UnitOfWork, patient: PatientId | None, prescription: IssueKey | None) -> dict[str, str]:
    held = uow.dispensings.get(prescription) if prescription is not None else None
    if held is not None:
        return subject_of(held)
    named = {"patient": patient.value} if patient is not None else {}
    if prescription is not None:
        named |= {"prescription": prescription.prescription.value, "issue": str(prescription.issue)}
    return named


def _sought_of(subject: Mapping[str, str]) -> Sought:
    if "prescription" in subject:
        return Sought(prescription=subject["prescription"])
    return Sought(patients=(PatientId(subject["patient"]),) if "patient" in subject else ())


def _lately(uow: UnitOfWork, actor: UserId, kind: str, now: datetime, narrowed: Sought) -> list[dict[str, object]]:
    """What this person looked at within AGAIN."""
    sought = replace(narrowed, person=actor.value, kind=kind, since=(now - AGAIN).date())
    told = [json.loads(entry.body) for entry in uow.journal.search(sought, _MOST)]
    return [each for each in told if now - datetime.fromisoformat(each["at"]) < AGAIN]
