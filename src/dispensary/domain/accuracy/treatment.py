"""How long the packs of one item are in use, for the warning that one expires before the supply is used up."""

from decimal import ROUND_CEILING, Decimal
from typing import Final

from dispensary.domain.accuracy.judge import SHORT_DATED_DAYS
from dispensary.domain.clinical.lasting import counted_days, course_days
from dispensary.domain.dictionary import VirtualProduct
from dispensary.domain.dose.reading import DoseReading

_HUNDREDTH: Final = Decimal("0.01")
_LONGEST: Final = 3650
"""No pack is in date for longer, so a slip in a quantity cannot lead out of the calendar."""


def treatment_days(
    dose: DoseReading | None,
    quantity: Decimal | None,
    product: VirtualProduct | None,
    stated: Decimal | None = None,
) -> int | None:
    """The longest that the supply is meant to last, in whole days; None where nobody can say, which `judge` takes for
    the usual supply.

    quantity: in the product's units. stated: the days of the prescription. The longest counts, for a pack must not
    expire in the hand of somebody who takes the smaller dose. What is taken when needed may always last the usual
    supply.
    """
    counted = counted_days(quantity, dose, product)
    known = [days for days in (stated, course_days(dose), counted, _slowest(counted, dose)) if days is not None]
    if not known:
        return None
    # A week is read as 0.142857 of a day: what is left over of that is no day.
    longest = int(min(max(known), Decimal(_LONGEST)).quantize(_HUNDREDTH).to_integral_value(ROUND_CEILING))
    needed_only = dose is not None and dose.as_needed
    return max(longest, SHORT_DATED_DAYS) if needed_only else max(longest, 1)


def _slowest(counted: Decimal | None, dose: DoseReading | None) -> Decimal | None:
    """How long the quantity lasts by the least a day that the directions allow; None where that is nothing."""
    if counted is None or dose is None or dose.max_24h is None or len(dose.steps) > 1:
        return None
    least = (dose.dose_min or Decimal(0)) * (dose.per_day_min or Decimal(0))
    return counted * dose.max_24h / least if least else None
