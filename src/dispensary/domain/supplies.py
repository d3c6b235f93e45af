"""What a person has had, as it is looked up by person and day.

It follows from the dispensings and says nothing that they do not; ten years of them need not be read for it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from dispensary.domain.dispensing import Dispensing, ItemWork
from dispensary.domain.identifiers import IssueKey, SnomedCode
from dispensary.domain.prescription import PrescribedItem
from dispensary.domain.quantity import Quantity


@dataclass(frozen=True, slots=True)
class PastSupply:
    """One thing that went out: the product that was given, and what its label said."""

    at: datetime
    product: str
    quantity: Quantity
    said: str


@dataclass(frozen=True, slots=True)
class PastMedicine:
    """One medicine with one way of taking it, as the clinical check read it: of the line that went out last, how much
    in all and when; times: how many lines of it there were.
    """

    key: IssueKey
    name: str
    code: SnomedCode | None
    directions: str
    quantity: Quantity
    at: datetime
    times: int


@dataclass(frozen=True, slots=True)
class SuppliedLine:
    """One supply with all that the two above are read from. part: 0 for the first of its line; so_far: what the line
    has brought with it.
    """

    supply: PastSupply
    name: str
    code: SnomedCode | None
    directions: str
    part: int
    so_far: Decimal


def lines_in(held: Dispensing) -> tuple[SuppliedLine, ...]:
    """Every supply of that dispensing, in the order of its lines and of time."""
    return tuple(line for item, work in held.pairs() for line in _parts(item, work))


def _parts(item: PrescribedItem, work: ItemWork) -> Iterator[SuppliedLine]:
    so_far = Decimal(0)
    for part, supply in enumerate(work.supplies):
        so_far += supply.quantity.value
        had = PastSupply(supply.at, supply.product.name, supply.quantity, supply.directions)
        yield SuppliedLine(had, item.name, item.code, directions_of(item, work), part, so_far)


def directions_of(item: PrescribedItem, work: ItemWork) -> str:
    """What the clinical check reads: directions entered here, in the place of the prescriber's."""
    return work.entered_directions or item.dosage_text or ""
