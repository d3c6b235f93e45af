"""How long a supply lasts: what the directions or the prescription say, or its quantity by the most a day.

Every figure is in days. None: nobody can say, because the directions are unread or count something else than the
quantity does (millilitres of drops, grams of cream).
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dispensary.domain.clinical.case import CheckItem, HistoryItem
from dispensary.domain.dictionary import VirtualProduct
from dispensary.domain.dose.reading import DoseReading

ROUNDING = Decimal("1.01")
"""Every 72 hours is read as 0.333333 a day: a little slack, so that a rounding never asks anybody anything."""

_SOLID = frozenset({"tablet", "capsule", "caplet", "pill"})
_PUFF = frozenset({"dose", "puff", "spray", "actuation", "inhalation"})
_VOLUME = frozenset({"ml", "millilitre"})
_COUNTED = _SOLID | _PUFF | frozenset({"sachet", "lozenge", "pastille", "patch", "film", "suppository", "unit dose"})


@dataclass(frozen=True, slots=True)
class Lasting:
    """How long a new item is for. stated: as the directions or the prescription say. counted: quantity by daily dose.

    as_needed: the person decides how much, so counted is the least that it can last.
    """

    stated: Decimal | None
    counted: Decimal | None
    as_needed: bool

    @property
    def longest(self) -> Decimal | None:
        return max((each for each in (self.stated, self.counted) if each is not None), default=None)

    @property
    def course(self) -> Decimal | None:
        """How long the person is meant to take it: what is stated comes before what is counted."""
        return self.stated if self.stated is not None else self.counted


def _same_unit(said: str | None, counted: str | None) -> bool:
    """Whether a dose and a quantity count the same thing. Directions without a unit mean the product's own."""
    if counted is None:
        return said is None or said.lower() in _COUNTED
    held = counted.lower()
    if said is None:
        return held in _COUNTED
    meant = said.lower()
    return meant == held or any(meant in group and held in group for group in (_SOLID, _PUFF, _VOLUME))


def units_a_day(dose: DoseReading | None, product: VirtualProduct | None) -> Decimal | None:
    """The most in 24 hours, in the units that the quantity counts."""
    if dose is None or not dose.parsed or not dose.max_24h:
        return None
    return dose.max_24h if _same_unit(dose.unit, product.unit if product is not None else None) else None


def course_days(dose: DoseReading | None) -> Decimal | None:
    """How long the directions say ("for 7 days"), all steps together; None where they leave it open."""
    if dose is None or not dose.parsed or not dose.steps:
        return None
    days = [step.days for step in dose.steps]
    known = [each for each in days if each is not None]
    return Decimal(sum(known)) if len(known) == len(days) else None


def counted_days(quantity: Decimal | None, dose: DoseReading | None, product: VirtualProduct | None) -> Decimal | None:
    """The quantity by the most that the directions allow a day: the least that it lasts."""
    daily = units_a_day(dose, product)
    return quantity / daily if quantity is not None and quantity > 0 and daily is not None else None


def lasting(item: CheckItem) -> Lasting:
    """How long a new item is for. Directions with a course of their own come before the days of the prescription."""
    stated = course_days(item.dose)
    if stated is None and item.days is not None:
        stated = Decimal(item.days)
    dose = item.dose
    return Lasting(stated, counted_days(item.quantity, dose, item.virtual), dose is not None and dose.as_needed)


def days_of(supply: HistoryItem) -> Decimal | None:
    """How many days an earlier supply was for."""
    if supply.days is not None:
        return Decimal(supply.days)
    return counted_days(supply.quantity, supply.dose, supply.virtual)


def expected_units(item: CheckItem) -> Decimal | None:
    """What the directions use up in the time that is stated; None without a stated time or a figure for each day."""
    dose = item.dose
    daily = units_a_day(dose, item.virtual)
    if dose is None or daily is None or any(part.weekdays for step in dose.steps for part in step.parts):
        return None
    if course_days(dose) is None:
        return daily * item.days if item.days is not None and len(dose.steps) <= 1 else None
    total = Decimal(0)
    for step in dose.steps:
        if step.most is None or step.days is None:
            return None
        total += step.most * step.days
    return total


def days_text(days: Decimal) -> str:
    """ "9 days", "1 day": whole days, as people say it."""
    whole = int(days.to_integral_value())
    return f"{whole} day" if whole == 1 else f"{whole} days"


def day_text(day: date) -> str:
    """ "2 February 2026", as people write it."""
    return f"{day.day} {day:%B %Y}"
