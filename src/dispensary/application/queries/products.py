"""Products as somebody types a prescription in: what can be prescribed, and what the entry needs to know of it."""

from dataclasses import dataclass

from dispensary.application.workplace import Workplace
from dispensary.domain.dictionary import Found, Kind
from dispensary.domain.dose.routes import Routes, counted_in, routes_of
from dispensary.domain.identifiers import SnomedCode

_PRESCRIBED = frozenset({Kind.VMP, Kind.AMP})
WORDS_NEEDED = frozenset({2, 3})
"""Schedules whose quantity is written in words and figures (Misuse of Drugs Regulations 2001, reg 15)."""


@dataclass(frozen=True, slots=True)
class Medicine:
    """One product chosen. unit: what its quantity counts, None where the dictionary does not say; doses_in: what a bare
    number in directions counts. routes: the ways that it is used. schedule: 1 to 5,
    None where it is not controlled; known_control: False where the dictionary does not say whether it is.
    """

    code: SnomedCode
    name: str
    unit: str | None
    doses_in: str | None
    routes: Routes | None
    schedule: int | None
    known_control: bool

    @property
    def needs_words(self) -> bool:
        """Its quantity is to be written in words too."""
        return self.schedule in WORDS_NEEDED


def search_products(place: Workplace, text: str, limit: int = 12) -> tuple[Found, ...]:
    """Generic and supplier's products by what was typed, best first."""
    if not text.strip():
        return ()
    return tuple(found for found in place.dictionary.search(text, limit) if found.kind in _PRESCRIBED)


def medicine(place: Workplace, code: SnomedCode) -> Medicine | None:
    """What the entry needs of a product; None for a code that the dictionary does not hold."""
    found = place.dictionary.resolve(code)
    if not found.known:
        return None
    virtual = found.virtual_product
    control = virtual.controlled_drug if virtual is not None else None
    return Medicine(
        code=found.current,
        name=found.name or code.value,
        unit=virtual.unit if virtual is not None else None,
        doses_in=counted_in(virtual),
        routes=routes_of(virtual),
        schedule=control.schedule if control is not None else None,
        known_control=control is not None,
    )
