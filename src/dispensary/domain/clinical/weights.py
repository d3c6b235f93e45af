"""The weight of a child, and whether a recorded one can be relied on."""

from datetime import date, timedelta
from decimal import Decimal

from dispensary.domain.patient import ClinicalFacts

GROWN_UP = 18
_HOLDS = timedelta(days=183)
"""How long a child's weight may be relied on. Source: reference on the check suite, section 3 (six months)."""
_HEAVIEST, _LIGHTEST, _MOST = Decimal("1.7"), Decimal("0.3"), Decimal("2.5")
"""Shares of the usual weight: more than nearly all weigh; less, and more, than anybody."""


def is_child(age: int | None) -> bool:
    return age is not None and 0 <= age < GROWN_UP


def recent_weight(facts: ClinicalFacts, age: int | None, today: date) -> Decimal | None:
    """The weight in kg, if there is one above nothing and, of a child, not too old to hold."""
    weight, dated = facts.weight_kg, facts.weight_date
    if weight is None or weight <= 0:
        return None
    old = dated is not None and today - dated > _HOLDS
    return None if is_child(age) and old else weight


def usual_kg(age: int) -> Decimal:
    """What a child of so many years weighs, roughly; of an infant, at the first birthday.

    Source: the formula 3 x age + 7 that children in an English emergency department were weighed against (1 to 16
    years, http://resus.me/weight-formula-for-kids/). Good enough to see a slip of the point, never to work out a dose.
    """
    return Decimal(10 if age < 1 else 3 * age + 7)


def heaviest_kg(age: int) -> Decimal:
    """More than nearly any child of that age weighs."""
    return usual_kg(age) * _HEAVIEST


def can_be_right(weight: Decimal, age: int) -> bool:
    """Whether a child of that age can weigh so much: 180 kg for 18.0 kg is seen. Of an infant anything light can."""
    lightest = Decimal(0) if age < 1 else usual_kg(age) * _LIGHTEST
    return lightest <= weight <= usual_kg(age) * _MOST
