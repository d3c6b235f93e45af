"""What is new on a prescription for its person, against what they had before. A record that is closed says nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from dispensary.application.ports.store import UnitOfWork
from dispensary.application.workplace import Workplace
from dispensary.domain.dictionary import VirtualProduct
from dispensary.domain.dispensing import Dispensing
from dispensary.domain.dose.routes import counted_in, routes_of
from dispensary.domain.leaflets.leaflet import Taken
from dispensary.domain.leaflets.news import Had, news_of
from dispensary.domain.patient import Patient
from dispensary.wording.dose import patient_text


@dataclass(frozen=True, slots=True)
class Told:
    """A medicine of a leaflet, with what the dictionary knows of it."""

    taken: Taken
    product: VirtualProduct | None


def had_before(place: Workplace, uow: UnitOfWork, held: Dispensing, patient: Patient | None) -> tuple[Had, ...]:
    """What this person had before, this prescription apart. patient None: nobody may know."""
    if patient is None:
        return ()

    @cache
    def known(name: str) -> VirtualProduct | None:
        found = place.dictionary.by_name(name)
        return found.virtual_product if found is not None else None

    def had(name: str, directions: str, on: date | None, *, here: bool) -> Had:
        product = known(name)
        unit = counted_in(product)
        reading = place.read_dose(directions, unit)
        return Had(name, patient_text(reading, unit, routes_of(product)) or directions, reading, product, on, here)

    own = {(supply.at, supply.product.name) for _, work in held.pairs() for supply in work.supplies}
    ours = [each for each in uow.dispensings.supplies_to(patient.id) if (each.at, each.product) not in own]
    return (
        *(had(each.product, each.said, each.at.date(), here=True) for each in ours),
        *(had(each.name, each.directions, each.supplied_on, here=False) for each in patient.other_medicines),
    )


def on_other_prescriptions(place: Workplace, uow: UnitOfWork, held: Dispensing) -> tuple[VirtualProduct, ...]:
    """What waits for this person on other prescriptions, and of which nothing has gone out yet."""
    others = uow.dispensings.open_of_patient(held.patient) if held.patient is not None else ()
    lines = [pair for other in others if other.key != held.key for pair in other.pairs()]
    codes = [item.code for item, work in lines if item.code is not None and not work.supplies]
    found = [place.dictionary.resolve(code).virtual_product for code in codes]
    return tuple(product for product in found if product is not None)


def with_news(
    place: Workplace, medicines: Sequence[Told], had: Sequence[Had], elsewhere: Sequence[VirtualProduct]
) -> tuple[Taken, ...]:
    """The medicines of one leaflet, each with what is new about it. elsewhere: what is on other prescriptions."""
    today = place.clock.now().date()

    def told(one: Told) -> Taken:
        beside = [*elsewhere, *(other.product for other in medicines if other is not one and other.product is not None)]
        unit = one.taken.unit or None
        reading = place.read_dose(one.taken.directions, unit)
        return replace(one.taken, news=news_of(one.product, reading, had, today=today, beside=beside))

    return tuple(map(told, medicines))
