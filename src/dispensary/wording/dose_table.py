"""A dose that changes as a small table: the days, and how much on each of them. The sentences say the same."""

from dataclasses import replace
from decimal import Decimal

from dispensary.domain.dose.reading import DoseReading, DoseStep
from dispensary.domain.dose.routes import Routes
from dispensary.domain.labels.content import DoseTable
from dispensary.wording.dose import amount_alone, same_each_day, unit_alone

_MOST_STRETCHES = 8
_PERIODS = frozenset({"day", "week"})


def dose_table(reading: DoseReading, unit: str | None, routes: Routes | None = None) -> DoseTable | None:
    """The table for directions that are a run of stretches with days, alike but for the dose; else None.

    unit: the product's, for directions that give a bare number; routes: the product's, as for `patient_text`. Only the
    last stretch may be open.
    """
    steps = reading.steps
    unit_said = reading.unit or unit
    if not reading.parsed or unit_said in (None, "", "application") or not 1 < len(steps) <= _MOST_STRETCHES:
        return None
    if reading.cap is not None or reading.repeat_hours is not None or reading.as_needed:
        return None
    if len({_way(step) for step in steps}) > 1 or not all(_plain(step) for step in steps):
        return None
    days = _days(steps)
    if days is None:
        return None
    opening, after = same_each_day(reading, unit, routes)
    moments = len(steps[0].times) or (steps[0].frequency.times_max if steps[0].frequency is not None else 1)
    amounts = tuple(amount_alone(step.dose_min or Decimal(0), unit_said) for step in steps)
    return DoseTable(
        opening=opening,
        days_head="Days",
        days=(*days, "then") if reading.stops else days,
        amounts_head=unit_alone(unit_said) + (" each time" if moments > 1 else ""),
        amounts=(*amounts, "stop") if reading.stops else amounts,
        after=after,
    )


def _way(step: DoseStep) -> DoseStep:
    """The stretch without its dose and its length: how it is taken."""
    return replace(step, dose_min=None, dose_max=None, days=None, course=None, most=None)


def _plain(step: DoseStep) -> bool:
    """One amount, so often a day, every day."""
    odd = step.as_needed or step.single or step.divided or bool(step.parts) or bool(step.weekdays)
    odd = odd or step.days_a_week is not None or step.at_most is not None or step.interval_hours_min is not None
    often = step.frequency
    daily = often is None or (
        (often.period, often.every_min, often.every_max) == ("day", 1, 1)
        and often.times_min == often.times_max
        and not often.up_to
    )
    said = bool(step.times) or often is not None
    return not odd and daily and said and step.dose_min is not None and step.dose_min == step.dose_max


def _days(steps: tuple[DoseStep, ...]) -> tuple[str, ...] | None:
    """1 to 3, 4 to 6, 7, from 8; None where a length is a range, in months, or missing before the end."""
    said: list[str] = []
    first = 1
    for place, step in enumerate(steps):
        if step.course is None and step.days is None and place == len(steps) - 1:
            said.append(f"from {first}")
            break
        course = step.course
        if (
            course is None
            or course.up_to
            or course.least != course.most
            or course.period not in _PERIODS
            or course.days < 1
        ):
            return None
        last = first + course.days - 1
        said.append(str(first) if last == first else f"{first} to {last}")
        first = last + 1
    return tuple(said)
