"""What a fact about a person can be at all. Beyond these bounds a figure is mistyped, and no check may go by it.

They are wide on purpose: they tell a slip of the hand from a person, not an unusual person from a usual one.
"""

from dataclasses import dataclass
from decimal import Decimal

OLDEST_YEARS = 130
"""Nobody born longer ago than that is alive: the year is mistyped."""
LONGEST_WEEKS = 45
"""No pregnancy lasts longer."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """From least to most, both included, in that unit."""

    least: Decimal
    most: Decimal
    unit: str

    def hold(self, value: Decimal) -> bool:
        return self.least <= value <= self.most


WEIGHT = Bounds(Decimal("0.3"), Decimal(500), "kg")
EGFR = Bounds(Decimal(1), Decimal(250), "ml/min")
CLEARANCE = Bounds(Decimal(1), Decimal(400), "ml/min")
"""Creatinine clearance by a formula; it rises with the weight, so further than an eGFR."""
