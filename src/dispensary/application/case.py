"""From the record to the case that a clinical check looks at, and whether an approval still stands."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from dispensary.application.pack_sizes import pack_sizes
from dispensary.application.ports.store import UnitOfWork
from dispensary.application.product_meant import product_meant
from dispensary.application.workplace import Workplace
from dispensary.domain.clinical.case import CheckCase, CheckItem, HistoryItem, Supply
from dispensary.domain.clinical.fingerprint import Fingerprint, changes, fingerprint
from dispensary.domain.dictionary import Resolved
from dispensary.domain.dispensing import Dispensing, ItemWork
from dispensary.domain.dose.routes import counted_in
from dispensary.domain.eps_status import CLOSED_AT_RELEASE, PrescriptionStatus
from dispensary.domain.identifiers import SnomedCode
from dispensary.domain.patient import OtherMedicine, Patient
from dispensary.domain.prescription import Origin, PrescribedItem
from dispensary.domain.refusals import Refusal
from dispensary.domain.refused import CheckVoid, NotClinicallyChecked, PatientNotLinked
from dispensary.domain.supplies import PastMedicine, directions_of
from dispensary.domain.workflow import Stage

REMEMBERED = timedelta(days=550)
"""How far back supplies can bear on a check: one and a half times a year's supply (see HistoryItem.is_active)."""

_RELEASED = PrescriptionStatus.WITH_DISPENSER.value
"""What EPS holds of a prescription that it released to us. A line that it cancelled later says so itself."""
_GONE = frozenset({Stage.NOT_DISPENSED, Stage.RETURNED})


def checkable(item: PrescribedItem, work: ItemWork) -> bool:
    """Whether the item still wants supplying: not closed at EPS when it came, not given up or sent back."""
    return item.line_status not in CLOSED_AT_RELEASE and work.stage not in _GONE


def case_of(place: Workplace, uow: UnitOfWork, dispensing: Dispensing, patient: Patient, now: datetime) -> CheckCase:
    """Everything that bears on this prescription: the person, its items, what they take besides."""
    return case_with(place, dispensing, patient, now, history_of(place, uow, dispensing, patient, now))


def case_with(
    place: Workplace, dispensing: Dispensing, patient: Patient, now: datetime, history: tuple[HistoryItem, ...]
) -> CheckCase:
    """The same, where what they take besides was read before."""
    items = (check_item(place, dispensing, item, work) for item, work in dispensing.pairs() if checkable(item, work))
    sized = tuple(replace(item, pack_sizes=pack_sizes(place.dictionary, item.product)) for item in items)
    return CheckCase(now.date(), patient.facts, sized, history)


def check_item(place: Workplace, dispensing: Dispensing, item: PrescribedItem, work: ItemWork) -> CheckItem:
    """One item as it would be supplied: with the directions entered here, where they replaced the prescriber's."""
    product = _resolved(place, item.code)
    directions = directions_of(item, work)
    sent = dispensing.prescription
    unit = unit_of(item, product)
    coded = "" if work.entered_directions else item.structured_dosage_text or ""
    return CheckItem(
        name=item.name,
        product=product,
        dose=place.read_dose(directions, unit),
        directions=directions,
        quantity=item.quantity.value if item.quantity else None,
        days=_whole(sent.repeat.days_supply),
        supply=Supply.PRIVATE if sent.origin is Origin.PRIVATE else Supply.NHS,
        treatment=sent.treatment,
        issue=sent.repeat.issue,
        signed_on=sent.authored_on,
        prescription_status=_RELEASED if sent.origin is Origin.EPS and dispensing.returned is None else None,
        line_status=item.line_status,
        cd_quantity_words=item.cd_quantity_words,
        structured=place.read_dose(coded, unit) if coded else None,
        structured_directions=coded,
        prescription=dispensing.key,
    )


def _whole(days: Decimal | None) -> int | None:
    return int(days) if days is not None and days == days.to_integral_value() else None


def _resolved(place: Workplace, code: SnomedCode | None) -> Resolved | None:
    if code is None:
        return None
    found = place.dictionary.resolve(code)
    return found if found.known else None


def unit_of(item: PrescribedItem, product: Resolved | None) -> str | None:
    """The unit that doses are counted in: the product's, else the one that the quantity came in."""
    return _counted(product, item.quantity.unit if item.quantity else None)


def _counted(product: Resolved | None, otherwise: str | None) -> str | None:
    virtual = product.virtual_product if product is not None else None
    return counted_in(virtual, virtual.unit or otherwise if virtual is not None else otherwise)


def history_of(
    place: Workplace,
    uow: UnitOfWork,
    dispensing: Dispensing,
    patient: Patient,
    now: datetime,
    open_issues: Sequence[Dispensing] | None = None,
) -> tuple[HistoryItem, ...]:
    """What this person takes besides: had within REMEMBERED, waiting on another prescription, or from elsewhere.

    open_issues: `open_of_patient` of this person, where they were read before.
    """
    had = uow.dispensings.medicines_of(patient.id, since=now - REMEMBERED, besides=dispensing.key)
    rows = [_had_row(place, medicine) for medicine in had]
    for held in uow.dispensings.open_of_patient(patient.id) if open_issues is None else open_issues:
        if held.key != dispensing.key and not held.failed:
            rows += [_waiting_row(place, held, item, work) for item, work in held.pairs() if _still_due(item, work)]
    rows += [_other_row(place, medicine) for medicine in patient.other_medicines]
    return _grouped(rows)


def _still_due(item: PrescribedItem, work: ItemWork) -> bool:
    return not work.supplies and checkable(item, work)


def _had_row(place: Workplace, had: PastMedicine) -> HistoryItem:
    product = _resolved(place, had.code)
    return HistoryItem(
        name=had.name,
        product=product,
        dose=place.read_dose(had.directions, _counted(product, had.quantity.unit)),
        directions=had.directions,
        quantity=had.quantity.value,
        supplied_on=had.at.date(),
        times_supplied=had.times,
        prescription=had.key,
    )


def _waiting_row(place: Workplace, held: Dispensing, item: PrescribedItem, work: ItemWork) -> HistoryItem:
    """A line of another prescription that is still to be supplied."""
    product = _resolved(place, item.code)
    directions = directions_of(item, work)
    return HistoryItem(
        name=item.name,
        product=product,
        dose=place.read_dose(directions, unit_of(item, product)),
        directions=directions,
        quantity=item.quantity.value if item.quantity else None,
        supplied_on=held.received_at.date(),
        prescription=held.key,
        waiting=True,
    )


def _other_row(place: Workplace, medicine: OtherMedicine) -> HistoryItem:
    found = place.dictionary.resolve(medicine.code) if medicine.code else product_meant(medicine.name, place.dictionary)
    product = found if found is not None and found.known else None
    return HistoryItem(
        name=medicine.name,
        product=product,
        ingredient=None if product is not None else medicine.name,
        dose=place.read_dose(medicine.directions, _counted(product, None)),
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
    place: Workplace,
    uow: UnitOfWork,
    dispensing: Dispensing,
    work: ItemWork,
    now: datetime,
    history: tuple[HistoryItem, ...] | None = None,
) -> Refusal | None:
    """None where a pharmacist's check of exactly these facts stands for the item; else what is missing or has
    changed. history: `history_of` the same dispensing, where it was read before.
    """
    item = dispensing.prescription.item(work.item_id)
    if work.approval is None:
        return NotClinicallyChecked(item.name)
    patient = uow.patients.get(dispensing.patient) if dispensing.patient is not None else None
    if patient is None:
        return PatientNotLinked(dispensing.prescription.patient.name)
    earlier = history_of(place, uow, dispensing, patient, now) if history is None else history
    alone = CheckCase(now.date(), patient.facts, (check_item(place, dispensing, item, work),), earlier)
    changed = changes(work.approval.fingerprint, fingerprint(alone, place.knowledge.version))
    return CheckVoid(item.name, changed) if changed else None
