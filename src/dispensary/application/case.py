"""From the record to the case that a clinical check looks at, and whether an approval still stands."""

from dataclasses import replace
from datetime import date, datetime

from dispensary.application.ports.store import UnitOfWork
from dispensary.application.workplace import Workplace
from dispensary.domain.clinical.case import CheckCase, CheckItem, HistoryItem, Supply
from dispensary.domain.clinical.gate import Fingerprint, changes, fingerprint
from dispensary.domain.dictionary import Resolved
from dispensary.domain.dispensing import Dispensing, ItemWork
from dispensary.domain.eps_status import CLOSED_AT_RELEASE
from dispensary.domain.patient import OtherMedicine, Patient
from dispensary.domain.prescription import Origin, PrescribedItem
from dispensary.domain.refusals import Refusal
from dispensary.domain.refused import CheckVoid, NotClinicallyChecked, PatientNotLinked
from dispensary.domain.workflow import Stage

_GONE = frozenset({Stage.NOT_DISPENSED, Stage.RETURNED})


def checkable(item: PrescribedItem, work: ItemWork) -> bool:
    """Whether the item still wants supplying: not closed at EPS when it came, not given up or sent back."""
    return item.line_status not in CLOSED_AT_RELEASE and work.stage not in _GONE


def case_of(place: Workplace, uow: UnitOfWork, dispensing: Dispensing, patient: Patient, now: datetime) -> CheckCase:
    """Everything that bears on this prescription: the person, its items, what they take besides."""
    items = tuple(
        check_item(place, dispensing, item, work) for item, work in dispensing.pairs() if checkable(item, work)
    )
    return CheckCase(now.date(), patient.facts, items, _history(place, uow, dispensing, patient))


def check_item(place: Workplace, dispensing: Dispensing, item: PrescribedItem, work: ItemWork) -> CheckItem:
    """One item as it would be supplied: with the directions entered here, where they replaced the prescriber's."""
    product = _resolved(place, item)
    directions = work.entered_directions or item.dosage_text or ""
    sent = dispensing.prescription
    return CheckItem(
        name=item.name,
        product=product,
        dose=place.read_dose(directions, unit_of(item, product)),
        directions=directions,
        quantity=item.quantity.value if item.quantity else None,
        supply=Supply.PRIVATE if sent.origin is Origin.PRIVATE else Supply.NHS,
        treatment=sent.treatment,
        issue=sent.repeat.issue,
        signed_on=sent.authored_on,
        line_status=item.line_status,
        cd_quantity_words=item.cd_quantity_words,
        prescription=dispensing.key,
    )


def _resolved(place: Workplace, item: PrescribedItem) -> Resolved | None:
    if item.code is None:
        return None
    found = place.dictionary.resolve(item.code)
    return found if found.known else None


def unit_of(item: PrescribedItem, product: Resolved | None) -> str | None:
    """The unit that doses are counted in: the product's, else the one that the quantity came in."""
    virtual = product.virtual_product if product is not None else None
    if virtual is not None and virtual.unit:
        return virtual.unit
    return item.quantity.unit if item.quantity else None


def _history(place: Workplace, uow: UnitOfWork, dispensing: Dispensing, patient: Patient) -> tuple[HistoryItem, ...]:
    others = [held for held in uow.dispensings.of_patient(patient.id) if held.key != dispensing.key]
    rows = [row for held in others for row in _rows(place, held)]
    rows += [_other_row(place, medicine) for medicine in patient.other_medicines]
    return _grouped(rows)


def _rows(place: Workplace, held: Dispensing) -> list[HistoryItem]:
    """What another prescription of this person has brought, or is about to."""
    return [
        _row(place, held, item, work)
        for item, work in held.pairs()
        if work.supplies or (not held.failed and checkable(item, work))
    ]


def _row(place: Workplace, held: Dispensing, item: PrescribedItem, work: ItemWork) -> HistoryItem:
    last = work.supplies[-1] if work.supplies else None
    product = _resolved(place, item)
    directions = work.entered_directions or item.dosage_text or ""
    quantity = work.supplied if work.supplies else (item.quantity.value if item.quantity else None)
    return HistoryItem(
        name=item.name,
        product=product,
        dose=place.read_dose(directions, unit_of(item, product)),
        directions=directions,
        quantity=quantity,
        supplied_on=(last.at if last else held.received_at).date(),
        prescription=held.key,
    )


def _other_row(place: Workplace, medicine: OtherMedicine) -> HistoryItem:
    found = place.dictionary.resolve(medicine.code) if medicine.code else place.dictionary.by_name(medicine.name)
    product = found if found is not None and found.known else None
    virtual = product.virtual_product if product is not None else None
    return HistoryItem(
        name=medicine.name,
        product=product,
        ingredient=None if product is not None else medicine.name,
        dose=place.read_dose(medicine.directions, virtual.unit if virtual else None),
        directions=medicine.directions,
        quantity=medicine.quantity,
        supplied_on=medicine.supplied_on,
        days=medicine.days,
        times_supplied=medicine.times_supplied,
    )


def _grouped(rows: list[HistoryItem]) -> tuple[HistoryItem, ...]:
    """The same product with the same directions, supplied several times, is one medicine; its last supply counts."""
    groups: dict[tuple[str, str], HistoryItem] = {}
    for row in rows:
        mark = (row.name, row.directions)
        held = groups.get(mark)
        if held is None:
            groups[mark] = row
            continue
        newest = max(held, row, key=lambda supply: supply.supplied_on or date.min)
        groups[mark] = replace(newest, times_supplied=held.times_supplied + row.times_supplied)
    return tuple(groups.values())


def prints_of(place: Workplace, case: CheckCase) -> dict[int, Fingerprint]:
    """The fingerprint of each item's check, by its position in the case."""
    version = place.knowledge.version
    return {
        position: fingerprint(replace(case, items=(case.items[position],)), version)
        for position in range(len(case.items))
    }


def standing(
    place: Workplace, uow: UnitOfWork, dispensing: Dispensing, work: ItemWork, now: datetime
) -> Refusal | None:
    """None where a pharmacist's check of exactly these facts stands for the item; else what is missing or has
    changed.
    """
    item = dispensing.prescription.item(work.item_id)
    if work.approval is None:
        return NotClinicallyChecked(item.name)
    patient = uow.patients.get(dispensing.patient) if dispensing.patient is not None else None
    if patient is None:
        return PatientNotLinked(dispensing.prescription.patient.name)
    alone = CheckCase(
        now.date(),
        patient.facts,
        (check_item(place, dispensing, item, work),),
        _history(place, uow, dispensing, patient),
    )
    changed = changes(work.approval.fingerprint, fingerprint(alone, place.knowledge.version))
    return CheckVoid(item.name, changed) if changed else None
