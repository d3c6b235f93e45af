"""Leaflets and medicines lists: previewed, which records nothing, or queued for the A4 printer and journalled.

What is said of a person whose record is restricted comes from the prescription alone, unless whoever prints may see it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dispensary.application.case import unit_of
from dispensary.application.leaflet_content import Said, notes_on, pages_of, taken_of
from dispensary.application.leaflet_lines import directions_now, leaflet_line
from dispensary.application.leaflet_news import Told, had_before, on_other_prescriptions, with_news
from dispensary.application.ports.documents import MadeLeaflet
from dispensary.application.ports.store import UnitOfWork
from dispensary.application.queries.detail import Supplied, supplies_of
from dispensary.application.restricted import as_sent, may_see
from dispensary.application.step import Receipt, Step, subject_of
from dispensary.application.workplace import Workplace
from dispensary.domain.dispensing import Dispensing, ItemWork
from dispensary.domain.identifiers import IssueKey, PatientId, UserId
from dispensary.domain.leaflets.leaflet import (
    Kind,
    Leaflet,
    LeafletChanged,
    LeafletIncomplete,
    NothingToTell,
    Taken,
    kind_for,
    unmet,
)
from dispensary.domain.patient import Patient
from dispensary.domain.people import Task
from dispensary.domain.prescription import PrescribedItem
from dispensary.domain.printing import JobKind, LeafletOf, PrintJob
from dispensary.domain.refusals import Refusal
from dispensary.domain.refused import NotFound
from dispensary.domain.refused_people import RecordRestricted
from dispensary.domain.workflow import Stage
from dispensary.wording.leaflets import NO_PHONE, need_notes, replaced_note

LISTED_FOR = timedelta(days=183)
"""What was last supplied longer ago is not on the list to carry: it is probably not taken any more."""
_GIVEN_UP = frozenset({Stage.NOT_DISPENSED, Stage.RETURNED})


@dataclass(frozen=True, slots=True)
class Preview:
    """A leaflet as it would be printed. notes: what whoever prints must see first; patient: whose record
    it rests on.
    """

    made: MadeLeaflet
    kind: Kind
    medicines: tuple[Taken, ...]
    notes: tuple[str, ...]
    patient: PatientId | None = None

    def differs(self, shown: "Preview") -> bool:
        """It is not what was shown: other words, or another kind of leaflet."""
        return (self.kind, self.made.pages, self.made.words) != (shown.kind, shown.made.pages, shown.made.words)


@dataclass(frozen=True, slots=True)
class Queued:
    """What now waits for the A4 printer."""

    receipt: Receipt
    pages: int
    kind: Kind
    notes: tuple[str, ...]


def preview_leaflet(
    place: Workplace, key: IssueKey, viewer: UserId | None = None, kind: Kind | None = None
) -> Preview | Refusal:
    """The leaflet about what is on that prescription. kind None: what the person needs. Raises KnowledgeUnavailable."""
    with place.store.read() as uow:
        held = uow.dispensings.get(key)
        if held is None:
            return NotFound(str(key.prescription))
        patient = _patient(place, uow, held, viewer)
        return _made(place, _of_prescription(place, uow, held, patient), patient, kind)


def preview_list(
    place: Workplace, patient: PatientId, viewer: UserId | None = None, kind: Kind | None = None
) -> Preview | Refusal:
    """The medicines list to carry, of what this person had in the last half year. Raises KnowledgeUnavailable."""
    with place.store.read() as uow:
        found = _visible(place, uow, patient, viewer)
        return found if isinstance(found, Refusal) else _listed(place, uow, found, kind)


def print_leaflet(
    place: Workplace, actor: UserId, key: IssueKey, kind: Kind | None = None, shown: Preview | None = None
) -> Queued | Refusal:
    """Makes the leaflet about a prescription and queues it, in one transaction. shown: what whoever prints has seen; it
    is refused if it would be another now. Raises KnowledgeUnavailable.
    """
    with Step(place, actor) as step:
        found = step.holding(Task.LABEL, key)
        if isinstance(found, Refusal):
            return found
        patient = _patient(place, step.uow, found.held, actor)
        made = _made(place, _of_prescription(place, step.uow, found.held, patient), patient, kind)
        if isinstance(made, Refusal):
            return made
        if shown is not None and made.differs(shown):
            return LeafletChanged()
        lines = tuple(leaflet_line(place, found.held, work.item_id) for work in _told_of(found.held))
        return _queue(step, made, key, subject_of(found.held), LeafletOf(lines))


def print_list(
    place: Workplace, actor: UserId, patient: PatientId, kind: Kind | None = None, shown: Preview | None = None
) -> Queued | Refusal:
    """Makes the medicines list to carry and queues it, in one transaction. shown: what whoever prints has seen; it is
    refused if it would be another now. Raises KnowledgeUnavailable.
    """
    with Step(place, actor) as step:
        allowed = step.authorise(Task.LABEL)
        if isinstance(allowed, Refusal):
            return allowed
        found = _visible(place, step.uow, patient, actor)
        if isinstance(found, Refusal):
            return found
        made = _listed(place, step.uow, found, kind)
        if isinstance(made, Refusal):
            return made
        if shown is not None and made.differs(shown):
            return LeafletChanged()
        return _queue(step, made, None, {"patient": patient.value})


def _queue(
    step: Step, made: Preview, key: IssueKey | None, subject: Mapping[str, str], of: LeafletOf | None = None
) -> Queued:
    """key None: a medicines list, which says of what day it is."""
    title = f"Leaflet, {key.prescription}" if key is not None else "Medicines list"
    step.uow.prints.add(
        PrintJob(step.message_id(), JobKind.PAGE, title, made.made.document, key, step.now, made_for=of)
    )
    texts = {taken.name: taken.text.id if taken.text is not None else "" for taken in made.medicines}
    detail = {"kind": made.kind.value, "pages": made.made.pages, "list": key is None, "texts": texts}
    step.note("leaflet-queued", subject, detail, versions=True)
    step.uow.commit()
    return Queued(Receipt(prints=True), made.made.pages, made.kind, made.notes)


def _made(
    place: Workplace, leaflet: Leaflet, patient: Patient | None, kind: Kind | None, *, listed: bool = False
) -> Preview | Refusal:
    if not leaflet.medicines:
        return NothingToTell()
    if leaflet.missing:
        return LeafletIncomplete(leaflet.missing)
    needs = patient.communication if patient is not None else ()
    pages = pages_of(leaflet, kind or kind_for(needs), listed=listed)
    made = place.leaflets.documents.paper(pages)
    if isinstance(made, Refusal):
        return made
    notes = (*notes_on(leaflet.medicines, listed=listed), *need_notes(unmet(needs)), *replaced_note(made.replaced))
    notes += () if leaflet.premises.phone.strip() else (NO_PHONE,)
    return Preview(made, pages.kind, leaflet.medicines, notes, patient.id if patient is not None else None)


def _patient(place: Workplace, uow: UnitOfWork, held: Dispensing, viewer: UserId | None) -> Patient | None:
    patient = uow.patients.get(held.patient) if held.patient is not None else None
    if patient is None or may_see(uow, viewer, patient, place.clock.now()):
        return patient
    return as_sent(patient, held.prescription.patient)


def _visible(place: Workplace, uow: UnitOfWork, patient: PatientId, viewer: UserId | None) -> Patient | Refusal:
    found = uow.patients.get(patient)
    if found is None:
        return NotFound("That patient")
    return found if may_see(uow, viewer, found, place.clock.now()) else RecordRestricted(patient.value)


def _of_prescription(place: Workplace, uow: UnitOfWork, held: Dispensing, patient: Patient | None) -> Leaflet:
    said = _said(patient)
    lines = [_item(place, held.prescription.item(work.item_id), work, said) for work in _told_of(held)]
    before, beside = had_before(place, uow, held, _open_record(uow, patient)), on_other_prescriptions(place, uow, held)
    medicines = with_news(place, lines, before, beside)
    return _about(place, uow, held.prescription.patient.name, patient, medicines)


def _told_of(held: Dispensing) -> tuple[ItemWork, ...]:
    return tuple(work for work in held.live if work.stage not in _GIVEN_UP)


def _open_record(uow: UnitOfWork, patient: Patient | None) -> Patient | None:
    """The record itself; None where there is none, or only what the prescription says may be told."""
    return patient if patient is not None and uow.patients.get(patient.id) == patient else None


def _item(place: Workplace, item: PrescribedItem, work: ItemWork, said: Said) -> Told:
    """As its label says it; before there is one, as the label would."""
    code = work.product.code if work.product is not None else item.code
    product = place.dictionary.resolve(code) if code is not None else None
    taken = taken_of(
        name=work.product.name if work.product is not None else item.name,
        directions=directions_now(item, work),
        product=product,
        unit=unit_of(item, product),
        said=said,
        texts=place.leaflets.texts(),
        read_dose=place.read_dose,
    )
    return Told(taken, product.virtual_product if product is not None else None)


def _said(patient: Patient | None) -> Said:
    return Said(patient.purposes, patient.facts.conditions or ()) if patient is not None else Said()


def _about(
    place: Workplace, uow: UnitOfWork, name: str, patient: Patient | None, medicines: tuple[Taken, ...]
) -> Leaflet:
    leaflet = Leaflet(name, uow.premises(), place.clock.now().date(), medicines)
    if patient is None:
        return leaflet
    return replace(
        leaflet,
        goal=patient.goal.words if patient.goal is not None else "",
        questions=tuple(question.words for question in patient.questions),
        allergies=patient.facts.allergies,
        no_known_allergies=patient.facts.no_known_allergies,
    )


def _listed(place: Workplace, uow: UnitOfWork, patient: Patient, kind: Kind | None) -> Preview | Refusal:
    today = place.clock.now().date()
    supplies = supplies_of(uow, patient, place.dictionary)
    newest: dict[str, Supplied] = {}
    first: dict[str, date] = {}
    for supply in supplies:
        newest.setdefault(supply.name, supply)
        if supply.on is not None:
            first[supply.name] = supply.on
    medicines = tuple(
        _supplied(place, supply, first.get(name), _said(patient))
        for name, supply in newest.items()
        if supply.on is None or today - supply.on <= LISTED_FOR
    )
    return _made(place, _about(place, uow, patient.name, patient, medicines), patient, kind, listed=True)


def _supplied(place: Workplace, supply: Supplied, since: date | None, said: Said) -> Taken:
    return taken_of(
        name=supply.name,
        directions=supply.directions,
        product=place.dictionary.by_name(supply.name),
        unit=None,
        said=said,
        texts=place.leaflets.texts(),
        read_dose=place.read_dose,
        since=since,
    )
