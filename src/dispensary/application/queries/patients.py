"""Finding patients' records, one record with its history, and whose record a prescription may belong to. Reads only."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from dispensary.application.ports.store import UnitOfWork
from dispensary.application.queries.detail import Supplied, supplies_of
from dispensary.application.receive import Trait, differences
from dispensary.application.restricted import may_see, veiled
from dispensary.application.workplace import Workplace
from dispensary.domain.dispensing import Dispensing
from dispensary.domain.identifiers import IssueKey, PatientId, UserId
from dispensary.domain.patient import MedicinePurpose, Patient, Question
from dispensary.domain.prescription import PatientAsSent, Prescription
from dispensary.domain.refusals import Refusal
from dispensary.domain.refused import NotFound
from dispensary.domain.refused_people import RecordRestricted

MOST_FOUND = 50
_TITLES = frozenset(
    {
        "mr",
        "mrs",
        "miss",
        "ms",
        "mx",
        "dr",
        "doctor",
        "master",
        "prof",
        "professor",
        "rev",
        "sir",
        "lady",
        "lord",
        "dame",
    }
)


@dataclass(frozen=True, slots=True)
class RecordChange:
    """One change to the record, as its history shows it. who: the name of the person."""

    at: datetime
    who: str
    field: str
    before: str
    after: str
    reason: str


@dataclass(frozen=True, slots=True)
class PatientRecord:
    """One patient with what was supplied and what was changed, newest first. goal_asked_by: a name, "" if unknown.

    medicines: names of all that they have now or had, what is open first. recorders: who recorded what the person said.
    prescriptions: the open ones that are linked to the record, so that a screen knows what concerns it.
    """

    patient: Patient
    supplies: tuple[Supplied, ...]
    changes: tuple[RecordChange, ...]
    goal_asked_by: str
    prescriptions: frozenset[IssueKey]
    now: datetime
    medicines: tuple[str, ...] = ()
    recorders: Mapping[UserId, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record that a prescription may belong to, and where the two differ."""

    patient: Patient
    differs: tuple[Trait, ...]


@dataclass(frozen=True, slots=True)
class Whose:
    """A prescription without a record, and the records that it may belong to, the likeliest first."""

    key: IssueKey
    prescription: Prescription
    candidates: tuple[Candidate, ...]
    now: datetime


def search_patients(place: Workplace, text: str, viewer: UserId | None = None) -> tuple[Patient, ...]:
    """Records by parts of the name, or by the whole NHS number. An empty text finds nobody. A restricted record that
    this person may not see comes last, and says no more than that it is there.
    """
    if not text.strip():
        return ()
    with place.store.read() as uow:
        now = place.clock.now()
        seen = [(held, may_see(uow, viewer, held, now)) for held in uow.patients.search(text, MOST_FOUND)]
    return (*(held for held, open_ in seen if open_), *(veiled(held) for held, open_ in seen if not open_))


def patient_record(place: Workplace, patient: PatientId, viewer: UserId | None = None) -> PatientRecord | Refusal:
    """One record as it stands, for somebody who may see it."""
    with place.store.read() as uow:
        found = uow.patients.get(patient)
        if found is None:
            return NotFound("That patient")
        if not may_see(uow, viewer, found, place.clock.now()):
            return RecordRestricted(patient.value)
        waiting = uow.dispensings.open_of_patient(patient)
        goal, supplies = found.goal, supplies_of(uow, found, place.dictionary)
        said: tuple[MedicinePurpose | Question, ...] = (*found.purposes, *found.questions)
        return PatientRecord(
            patient=found,
            supplies=supplies,
            changes=_changes(uow, found),
            goal_asked_by=_name(uow, goal.asked_by) if goal is not None and goal.asked_by is not None else "",
            prescriptions=frozenset(held.key for held in waiting),
            now=place.clock.now(),
            medicines=_medicines(waiting, supplies),
            recorders={each.recorded_by: _name(uow, each.recorded_by) for each in said if each.recorded_by is not None},
        )


def _medicines(waiting: Sequence[Dispensing], supplies: Sequence[Supplied]) -> tuple[str, ...]:
    """As the leaflet names them: what was chosen for an item, else what was prescribed; then what was supplied."""
    due = [
        work.product.name if work.product is not None else item.name for held in waiting for item, work in held.pairs()
    ]
    return tuple(dict.fromkeys((*due, *(had.name for had in supplies))))


def _changes(uow: UnitOfWork, patient: Patient) -> tuple[RecordChange, ...]:
    made = [
        RecordChange(change.at, _name(uow, change.by), change.field, change.before, change.after, change.reason)
        for change in patient.revisions
    ]
    return tuple(reversed(made))


def _name(uow: UnitOfWork, user: UserId) -> str:
    found = uow.staff.get(user)
    return found.name if found is not None else user.value


def whose_record(
    place: Workplace, key: IssueKey, text: str = "", viewer: UserId | None = None
) -> "Whose | PatientId | Refusal":
    """The record that the prescription is linked to, or the ones that it may belong to (conformance row 1.4.5).

    text: what somebody typed to find another record; without it, the records that look like the same person.
    """
    with place.store.read() as uow:
        held = uow.dispensings.get(key)
        if held is None:
            return NotFound(str(key.prescription))
        if held.patient is not None:
            return held.patient
        sent = held.prescription
        found = uow.patients.search(text, MOST_FOUND) if text.strip() else _likely(uow, sent.patient)
        now = place.clock.now()
        candidates = [_candidate(sent, patient, may_see(uow, viewer, patient, now)) for patient in found]
        return Whose(key, sent, tuple(sorted(candidates, key=_likelihood)), now)


def _candidate(sent: Prescription, patient: Patient, seen: bool) -> Candidate:  # noqa: FBT001
    """A restricted record is a candidate too, with nothing shown to agree: who may see it links it."""
    return Candidate(patient, differences(sent, patient)) if seen else Candidate(veiled(patient), tuple(Trait))


def _likelihood(candidate: Candidate) -> tuple[bool, int, str]:
    return Trait.NHS_NUMBER in candidate.differs, len(candidate.differs), candidate.patient.name


def _likely(uow: UnitOfWork, sent: PatientAsSent) -> Sequence[Patient]:
    number = sent.nhs_number
    found = {patient.id: patient for patient in (uow.patients.with_nhs_number(number) if number is not None else ())}
    wanted = _name_words(sent.name)
    for word in wanted:
        for patient in uow.patients.search(word, MOST_FOUND):
            if _may_be(sent, wanted, patient):
                found.setdefault(patient.id, patient)
    return tuple(found.values())


def _may_be(sent: PatientAsSent, wanted: frozenset[str], patient: Patient) -> bool:
    """The same whole name; or part of it, and no two birth dates that say otherwise."""
    words = _name_words(patient.name)
    born = patient.facts.birth_date
    if words == wanted:
        return True
    return bool(words & wanted) and (born is None or sent.birth_date is None or born == sent.birth_date)


def _name_words(name: str) -> frozenset[str]:
    return frozenset(_plain_words(name.casefold().replace(",", " ").split()))


def _plain_words(words: Iterable[str]) -> Iterable[str]:
    return (word for word in words if word.strip(".") not in _TITLES)
