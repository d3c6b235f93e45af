"""One prescription with everything a screen about it needs. Reads only."""

from dataclasses import dataclass
from datetime import date, datetime

from dispensary.application.case import history_of
from dispensary.application.clinical_check import last_day_of, needs_check
from dispensary.application.moved import moved
from dispensary.application.ports.dictionary import Dictionary
from dispensary.application.ports.store import UnitOfWork
from dispensary.application.queries.worklist import Tab, tab_of
from dispensary.application.restricted import as_sent, may_see
from dispensary.application.schedules import schedule_of
from dispensary.application.workplace import Workplace
from dispensary.domain.dictionary import ControlledDrug, Moved, Resolved
from dispensary.domain.dispensing import Dispensing, ItemWork
from dispensary.domain.eps_status import LineStatus
from dispensary.domain.identifiers import IssueKey, UserId
from dispensary.domain.patient import OtherMedicine, Patient
from dispensary.domain.prescription import PrescribedItem
from dispensary.domain.quantity import Quantity
from dispensary.domain.refusals import Refusal
from dispensary.domain.refused import NotFound
from dispensary.wording.labels import quantity_words


@dataclass(frozen=True, slots=True)
class Supplied:
    """One medicine this person had before: when, what, how much."""

    on: date | None
    name: str
    quantity: str
    directions: str


@dataclass(frozen=True, slots=True)
class ItemDetail:
    """One line: as sent, our work on it, and what is known of it now.

    product: what its code means now, None where it came without one. moved: its brand belongs to another generic than
    its prescriber may have seen (conformance rows 1.8.13, 1.8.14). controlled: its category, None where nobody knows.
    needs_check: a pharmacist has to look (again). eps: its EPS status, computed.
    """

    item: PrescribedItem
    work: ItemWork
    product: Resolved | None
    controlled: ControlledDrug | None
    last_day: date | None
    needs_check: bool
    eps: LineStatus
    moved: Moved | None = None

    @property
    def known(self) -> bool:
        """The dictionary has its code."""
        return self.product is not None and self.product.known

    @property
    def invalid(self) -> bool:
        """dm+d no longer holds its product valid."""
        return self.product is not None and self.product.invalid

    @property
    def doubtful(self) -> bool:
        """A person has to make sure what is meant; the accuracy check asks."""
        return self.product is None or self.product.doubtful or self.moved is not None


@dataclass(frozen=True, slots=True)
class Detail:
    """One prescription for a screen. supplies: newest first. closed: the record is restricted, and `patient` holds no
    more than the prescription says.
    """

    held: Dispensing
    patient: Patient | None
    items: tuple[ItemDetail, ...]
    tab: Tab
    supplies: tuple[Supplied, ...]
    now: datetime
    closed: bool = False


def detail(place: Workplace, key: IssueKey, viewer: UserId | None = None) -> Detail | Refusal:
    """The prescription as it stands in the store, with as much of the record as that person may see."""
    with place.store.read() as uow:
        held = uow.dispensings.get(key)
        if held is None:
            return NotFound(str(key.prescription))
        now = place.clock.now()
        patient = uow.patients.get(held.patient) if held.patient is not None else None
        history = history_of(place, uow, held, patient, now) if patient is not None else ()
        products = [_resolved(place, item) for item, _ in held.pairs()]
        items = tuple(
            ItemDetail(
                item=item,
                work=work,
                product=product,
                moved=moved(place, held.prescription, item),
                controlled=schedule_of(place, item),
                last_day=last_day_of(place, held, item),
                needs_check=patient is not None and needs_check(place, uow, held, work, now, history),
                eps=held.line_status(work.item_id),
            )
            for (item, work), product in zip(held.pairs(), products, strict=True)
        )
        tab = tab_of(place, uow, held, now, history)
        if patient is not None and not may_see(uow, viewer, patient, now):
            return Detail(held, as_sent(patient, held.prescription.patient), items, tab, (), now, closed=True)
        supplies = supplies_of(uow, patient, place.dictionary)
        return Detail(held, patient, items, tab, supplies, now)


def _resolved(place: Workplace, item: PrescribedItem) -> Resolved | None:
    return place.dictionary.resolve(item.code) if item.code is not None else None


def supplies_of(uow: UnitOfWork, patient: Patient | None, dictionary: Dictionary | None = None) -> tuple[Supplied, ...]:
    """What this person had, from here and from elsewhere, newest first; what nobody dated comes last.

    dictionary: names the unit of what came from elsewhere; without it that is a bare number.
    """
    if patient is None:
        return ()
    had = [
        Supplied(supply.at.date(), supply.product, quantity_words(supply.quantity), supply.said)
        for supply in uow.dispensings.supplies_to(patient.id)
    ]
    for medicine in patient.other_medicines:
        quantity = _other_quantity(medicine, dictionary)
        had.append(Supplied(medicine.supplied_on, medicine.name, quantity, medicine.directions))
    return tuple(sorted(had, key=lambda supply: supply.on or date.min, reverse=True))


def _other_quantity(medicine: OtherMedicine, dictionary: Dictionary | None) -> str:
    if medicine.quantity is None:
        return ""
    found = None
    if dictionary is not None:
        found = dictionary.resolve(medicine.code) if medicine.code else dictionary.by_name(medicine.name)
    product = found.virtual_product if found is not None and found.known else None
    return quantity_words(Quantity(medicine.quantity, (product.unit if product is not None else None) or ""))
