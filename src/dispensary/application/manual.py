"""A prescription that came on paper or was written privately, typed in and then taken the same way as any other."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from dispensary.application.receive import new_dispensing
from dispensary.application.restricted import may_see
from dispensary.application.step import Receipt, Step, subject_of
from dispensary.application.workplace import Workplace
from dispensary.domain.dispensing import Dispensing
from dispensary.domain.identifiers import ItemId, PatientId, PrescriptionId, SnomedCode, UserId
from dispensary.domain.patient import Patient
from dispensary.domain.people import Task
from dispensary.domain.prescription import (
    Origin,
    PatientAsSent,
    PrescribedItem,
    Prescriber,
    Prescription,
    Treatment,
)
from dispensary.domain.quantity import Quantity
from dispensary.domain.refusals import Refusal
from dispensary.domain.refused import EntryIncomplete, NotFound
from dispensary.domain.refused_people import RecordRestricted

MOST_ITEMS = 10


@dataclass(frozen=True, slots=True)
class EnteredItem:
    """One line as typed from the paper. quantity in the product's unit; words: a controlled drug's quantity in
    words.
    """

    product: SnomedCode
    quantity: Decimal
    directions: str
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Entered:
    """A whole prescription as typed. dated: the date that its validity counts from. phone: the prescriber's, "" where
    it is not given.
    """

    origin: Origin
    patient: PatientId
    prescriber: str
    prescriber_address: str
    dated: date
    items: tuple[EnteredItem, ...]
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Added:
    receipt: Receipt
    dispensing: Dispensing


def add_prescription(place: Workplace, actor: UserId, entered: Entered) -> Added | Refusal:
    """Records a prescription from paper. It has a number of our own, and EPS is never told of it."""
    with Step(place, actor) as step:
        user = step.authorise(Task.RECEIVE, on_duty=False)
        if isinstance(user, Refusal):
            return user
        patient = step.uow.patients.get(entered.patient)
        if patient is None:
            return NotFound("That patient")
        if not may_see(step.uow, actor, patient, step.now):
            return RecordRestricted(patient.id.value)
        missing = _missing(place, entered, step.now.date())
        if missing:
            return EntryIncomplete(missing)
        prescription = _prescription(step, entered, patient)
        dispensing = _linked(new_dispensing(prescription, step), patient)
        step.uow.dispensings.add(dispensing)
        step.note(
            "entered",
            subject_of(dispensing),
            {"origin": entered.origin.value, "items": [item.name for item in prescription.items]},
        )
        step.uow.commit()
        return Added(Receipt(prescriptions=frozenset({dispensing.key})), dispensing)


def _missing(place: Workplace, entered: Entered, today: date) -> tuple[str, ...]:
    """What the entry lacks, in people's words."""
    found = []
    if entered.origin is Origin.EPS:
        found.append("whether it is a paper NHS or a private prescription")
    if not entered.prescriber.strip():
        found.append("the prescriber's name")
    if entered.dated > today:
        found.append("a date that is not in the future")
    if not entered.items or len(entered.items) > MOST_ITEMS:
        found.append(f"between 1 and {MOST_ITEMS} items")
    for number, item in enumerate(entered.items, 1):
        if not place.dictionary.resolve(item.product).known:
            found.append(f"a product for item {number}")
        if not item.quantity.is_finite() or item.quantity <= 0:
            found.append(f"a quantity for item {number}")
        if not item.directions.strip():
            found.append(f"directions for item {number}")
    return tuple(found)


def _linked(dispensing: Dispensing, patient: Patient) -> Dispensing:
    return replace(dispensing, patient=patient.id)


def _prescription(step: Step, entered: Entered, patient: Patient) -> Prescription:
    number = step.uow.next_number("manual")
    sex = {"F": "female", "M": "male"}.get(patient.facts.sex.value if patient.facts.sex else "")
    return Prescription(
        id=PrescriptionId(f"{entered.origin.value.upper()}-{number:06d}"),
        treatment=Treatment.ACUTE,
        origin=entered.origin,
        patient=PatientAsSent(patient.nhs_number, patient.name, patient.facts.birth_date, sex, patient.address),
        prescriber=Prescriber(
            entered.prescriber.strip(),
            organisation_name=entered.prescriber_address.strip(),
            phone=entered.phone.strip() or None,
        ),
        items=tuple(_item(step, item) for item in entered.items),
        authored_on=entered.dated,
    )


def _item(step: Step, entered: EnteredItem) -> PrescribedItem:
    product = step.place.dictionary.resolve(entered.product)
    virtual = product.virtual_product
    unit = (virtual.unit if virtual is not None else None) or ""
    return PrescribedItem(
        item_id=ItemId(step.message_id()),
        code=entered.product,
        name=product.name or entered.product.value,
        quantity=Quantity(entered.quantity, unit),
        dosage_text=entered.directions.strip(),
        cd_quantity_words=entered.words,
    )
