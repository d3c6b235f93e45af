"""The case that a clinical check looks at: one person, what is about to be supplied, what was supplied before."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from dispensary.domain.dictionary import Resolved, VirtualProduct
from dispensary.domain.dose.reading import DoseReading
from dispensary.domain.identifiers import IssueKey, SnomedCode
from dispensary.domain.patient import ClinicalFacts
from dispensary.domain.prescription import Treatment

LOOK_BACK = timedelta(days=100)
"""How long a supply counts as current at least. Source: HL7 PDDI-CDS, 100-day look-back."""

_SHORT_COURSE_DAYS = 14
_AFTER_A_COURSE = timedelta(days=3)


class Supply(StrEnum):
    NHS = "nhs"
    PRIVATE = "private"
    OTC = "otc"


@dataclass(frozen=True, slots=True)
class CheckItem:
    """One item about to be supplied. The product is a dictionary entry, or a bare ingredient, or unmapped (neither).

    dose None: nobody read the directions. days: how long it should last. cd_quantity_words "": none were sent.
    structured, structured_directions: the prescriber's coded dose, read and in words; None and "" where none came.
    prescription: which issue it belongs to, so that its own supplies do not count against it. pack_sizes: the packs
    that the product comes in, in the unit of the quantity; None where nobody looked them up.
    """

    name: str
    product: Resolved | None = None
    ingredient: str | None = None
    ingredient_code: SnomedCode | None = None
    dose: DoseReading | None = None
    directions: str = ""
    quantity: Decimal | None = None
    days: int | None = None
    supply: Supply = Supply.NHS
    treatment: Treatment = Treatment.ACUTE
    issue: int | None = None
    emergency: bool = False
    signed_on: date | None = None
    prescription_status: str | None = None
    line_status: str | None = None
    cd_quantity_words: str | None = None
    structured: DoseReading | None = None
    structured_directions: str = ""
    prescription: IssueKey | None = None
    pack_sizes: tuple[Decimal, ...] | None = None

    @property
    def virtual(self) -> VirtualProduct | None:
        return self.product.virtual_product if self.product is not None else None


@dataclass(frozen=True, slots=True)
class HistoryItem:
    """A medicine supplied before. times_supplied: how often in the last twelve months. No date: taken to be current.

    waiting: ordered on another prescription and not supplied yet; supplied_on is then the day that it came.
    """

    name: str
    product: Resolved | None = None
    ingredient: str | None = None
    ingredient_code: SnomedCode | None = None
    dose: DoseReading | None = None
    directions: str = ""
    quantity: Decimal | None = None
    supplied_on: date | None = None
    days: int | None = None
    times_supplied: int = 1
    prescription: IssueKey | None = None
    waiting: bool = False

    @property
    def virtual(self) -> VirtualProduct | None:
        return self.product.virtual_product if self.product is not None else None

    @property
    def days_supply(self) -> Decimal | None:
        """How many days the supply lasts at the most that the directions allow; None where nobody can say."""
        if self.days is not None:
            return Decimal(self.days)
        if self.quantity is None or self.dose is None or not self.dose.parsed or not self.dose.max_24h:
            return None
        return self.quantity / self.dose.max_24h

    def days_left(self, today: date) -> Decimal | None:
        """Days still in hand on that day; negative when it should have run out. None where nobody can say."""
        supply = self.days_supply
        if supply is None or self.supplied_on is None:
            return None
        return supply - (today - self.supplied_on).days

    def is_active(self, today: date) -> bool:
        """Still to be reckoned with: supplied within one and a half times its days, or 100 days if that is longer.

        A single course of two weeks or less ends three days after its last dose.
        """
        if self.supplied_on is None:
            return True
        gone = today - self.supplied_on
        supply = self.days_supply
        if supply is None:
            return gone <= LOOK_BACK
        if supply <= _SHORT_COURSE_DAYS and self.times_supplied <= 1:
            return gone <= timedelta(days=int(supply)) + _AFTER_A_COURSE
        return gone <= max(timedelta(days=int(supply * 3 / 2)), LOOK_BACK)


@dataclass(frozen=True, slots=True)
class CheckCase:
    """Everything that a check may look at. The same case gives the same result, on any day that `today` says."""

    today: date
    patient: ClinicalFacts
    items: tuple[CheckItem, ...]
    history: tuple[HistoryItem, ...] = ()

    def belongs_to_these_items(self, supplied: HistoryItem) -> bool:
        """A supply of the very issue that is being checked: part of the same deed, not a medicine taken beside it."""
        return supplied.prescription is not None and any(
            item.prescription == supplied.prescription for item in self.items
        )
