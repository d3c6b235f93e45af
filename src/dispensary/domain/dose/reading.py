"""What directions say, in numbers. `parsed` only where every number and frequency word was used, in one way."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class DoseStep:
    """One stretch of a course. Doses in product units; `per_day` times a day (0.142857 once a week).

    times: moments that the directions name ("morning", "bedtime", "08:00"). weekdays: 1 Monday to 7 Sunday.
    days: how long this step lasts, None where open. as_needed: the person decides.
    """

    dose_min: Decimal | None = None
    dose_max: Decimal | None = None
    per_day_min: Decimal | None = None
    per_day_max: Decimal | None = None
    times: tuple[str, ...] = ()
    weekdays: tuple[int, ...] = ()
    interval_hours_min: Decimal | None = None
    interval_hours_max: Decimal | None = None
    days: int | None = None
    as_needed: bool = False


@dataclass(frozen=True, slots=True)
class DoseReading:
    """Directions read, or not. Not read: `parsed` False and the words that stood in the way in `unparsed`.

    max_24h: most units in any 24 hours, the stated cap where there is one. sites: eyes or ears named (2 for both).
    method: the verb ("take", "apply", "inhale"); extra: phrases kept for the label (with food, to the affected area).
    """

    text: str
    parsed: bool = False
    dose_min: Decimal | None = None
    dose_max: Decimal | None = None
    unit: str | None = None
    per_day_min: Decimal | None = None
    per_day_max: Decimal | None = None
    max_24h: Decimal | None = None
    as_needed: bool = False
    as_directed: bool = False
    sites: int | None = None
    steps: tuple[DoseStep, ...] = ()
    unparsed: tuple[str, ...] = ()
    method: str | None = None
    extra: tuple[str, ...] = ()
