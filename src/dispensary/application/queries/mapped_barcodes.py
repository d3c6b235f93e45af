"""The barcodes that pharmacists mapped, as their page lists them, and the packs that one may be mapped to."""

from dataclasses import dataclass
from datetime import date

from dispensary.application.queries.product_page import find_products
from dispensary.application.workplace import Workplace
from dispensary.domain.accuracy.mapped import MONTHS, Known, MappedBarcode
from dispensary.domain.dictionary import Found, Kind
from dispensary.domain.identifiers import SnomedCode
from dispensary.domain.validity import months_after

_CHOSEN_FROM = frozenset({Kind.VMP, Kind.AMP, Kind.VMPP, Kind.AMPP})


@dataclass(frozen=True, slots=True)
class MappedLine:
    """One mapping. by: a name, "" where nobody knows. until: the day on which it lapses. needed: how often a pack must
    be found right before it counts as known.
    """

    held: MappedBarcode
    by: str
    standing: Known
    until: date
    needed: int


def mapped_barcodes(place: Workplace) -> tuple[MappedLine, ...]:
    """Every barcode that was mapped, the last one first. Reads only."""
    today = place.clock.now().date()
    with place.store.read() as uow:
        needed = uow.premises().good_verifications
        names = {user.id: user.name for user in uow.staff.all()}
        every = uow.mapped_barcodes.all()
    lines = (
        MappedLine(
            held, names.get(held.by, ""), held.standing(today, needed), months_after(held.at.date(), MONTHS), needed
        )
        for held in every
    )
    return tuple(sorted(lines, key=lambda line: line.held.at, reverse=True))


def packs_that_fit(place: Workplace, typed: str, limit: int = 40) -> tuple[Found, ...]:
    """Packs and products by what was typed; of a product `packs_of_product` gives the packs. Reads only."""
    return tuple(found for found in find_products(place, typed, limit) if found.kind in _CHOSEN_FROM)


def packs_of_product(place: Workplace, code: SnomedCode) -> tuple[Found, ...]:
    """Every supplier's pack of a product, those on the market first. Reads only."""
    return tuple(Found(Kind.AMPP, pack.code, pack.name) for pack in place.dictionary.packs_of(code))
