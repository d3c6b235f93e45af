"""What gathered phrases mean in numbers, step by step, or that they do not fit together."""

from dataclasses import replace
from decimal import ROUND_CEILING, Decimal

from dispensary.domain.dose.gathering import Contradiction, Part, Stretch
from dispensary.domain.dose.phrases import Amount, ReduceBy
from dispensary.domain.dose.reading import DosePart, DoseStep, per_day_places
from dispensary.domain.dose.vocabulary import MEASURED
from dispensary.domain.dose.when import ONCE_A_DAY, When, when

_MOST_STEPS = 14


def steps_of(
    stretches: list[Stretch], reduction: ReduceBy | None, after: list[Stretch]
) -> tuple[tuple[DoseStep, ...], tuple[str, ...]]:
    """The steps in numbers, and the remarks for the label. Raises Contradiction.

    A later step may leave out its dose or its times: those of the step before it go on. after: what is said behind a
    reduction, which may only say the same times again.
    """
    steps: list[DoseStep] = []
    remarks: tuple[str, ...] = ()
    for stretch in stretches:
        step, said = _step(stretch)
        steps.append(_carried_on(step, steps[-1]) if steps else step)
        remarks += said
    if reduction is not None:
        _same_times(steps, after)
        steps = _reduced(steps, reduction)
    return tuple(replace(step, most=_most(step)) for step in steps), remarks


def _carried_on(step: DoseStep, before: DoseStep) -> DoseStep:
    if step.dose_min is None and not before.parts and not step.parts and not before.single:
        step = replace(step, dose_min=before.dose_min, dose_max=before.dose_max)
    if step.per_day_max is None and not step.single and not before.single and not before.parts and not step.parts:
        step = replace(
            step,
            per_day_min=before.per_day_min,
            per_day_max=before.per_day_max,
            times=before.times,
            weekdays=before.weekdays,
            frequency=before.frequency,
            interval_hours_min=before.interval_hours_min,
            interval_hours_max=before.interval_hours_max,
            days_a_week=before.days_a_week,
            at_most=before.at_most,
        )
    return step


def _step(stretch: Stretch) -> tuple[DoseStep, tuple[str, ...]]:
    course = stretch.lasting[0].course if stretch.lasting else None
    if stretch.single:
        return _single(stretch), ()
    several = len(stretch.parts) > 1
    step, remarks = (_several(stretch), ()) if several else _one(stretch.parts[0] if stretch.parts else Part(), stretch)
    return replace(step, course=course, days=course.days if course else None), remarks


def _single(stretch: Stretch) -> DoseStep:
    """Straight away, once. A frequency beside it would say something else."""
    odd = len(stretch.parts) > 1 or any(part.says_when for part in stretch.parts)
    if odd or stretch.lasting or stretch.needed or stretch.divided:
        raise Contradiction
    amount = stretch.parts[0].amount if stretch.parts else None
    return DoseStep(
        dose_min=amount.low if amount else None, dose_max=amount.high if amount else None, single=True, days=1
    )


def _one(part: Part, stretch: Stretch) -> tuple[DoseStep, tuple[str, ...]]:
    found = when(part)
    settled = part.moments or part.days or stretch.divided
    if any(often.total for often in part.often) and not settled and _more_than_one(part):
        raise Contradiction
    hourly = found.frequency if found.frequency is not None and found.frequency.period == "hour" else None
    step = DoseStep(
        dose_min=part.amount.low if part.amount else None,
        dose_max=part.amount.high if part.amount else None,
        per_day_min=Decimal(0) if stretch.needed and found.low is not None else found.low,
        per_day_max=found.high,
        times=found.times,
        weekdays=found.weekdays,
        interval_hours_min=Decimal(hourly.every_min) if hourly else None,
        interval_hours_max=Decimal(hourly.every_max) if hourly else None,
        as_needed=stretch.needed,
        frequency=found.frequency,
        days_a_week=found.days_a_week,
        at_most=found.at_most,
    )
    return _divided(step, stretch), found.remarks


def _more_than_one(part: Part) -> bool:
    """ "4 a day" may be 1 four times a day, "2 a week" 1 twice a week; "1 a day", "5 ml a day" and "half a day" not."""
    amount = part.amount
    return amount is not None and amount.high > 1 and amount.unit not in MEASURED


def _divided(step: DoseStep, stretch: Stretch) -> DoseStep:
    """ "Four daily in divided doses": the dose is the day's, and so is the frequency."""
    if stretch.divided is None:
        return step
    if step.frequency != ONCE_A_DAY or step.times or step.weekdays or step.dose_min is None or step.dose_max is None:
        raise Contradiction
    into = stretch.divided.into
    if into is None:
        return replace(step, divided=True)
    low, high = step.dose_min / into, step.dose_max / into
    if any(dose != dose.quantize(Decimal("0.01")) for dose in (low, high)):
        raise Contradiction
    count = Decimal(into)
    frequency = replace(ONCE_A_DAY, times_min=into, times_max=into)
    return replace(step, dose_min=low, dose_max=high, per_day_min=count, per_day_max=count, frequency=frequency)


def _several(stretch: Stretch) -> DoseStep:
    """Doses of their own for moments of one day, or for days of one week."""
    if stretch.needed or stretch.divided:
        raise Contradiction
    found = [(part.amount, when(part)) for part in stretch.parts]
    parts = tuple(_dose_part(amount, times) for amount, times in found)
    by_days = [bool(part.weekdays) for part in parts]
    if any(by_days) and not all(by_days):
        raise Contradiction
    named = [name for part in parts for name in (part.weekdays if by_days[0] else part.times)]
    if len(set(named)) != len(named):
        raise Contradiction
    per_day = per_day_places(sum((times.high or Decimal(0) for _, times in found), Decimal(0)))
    return DoseStep(
        dose_min=min(part.dose_min for part in parts),
        dose_max=max(part.dose_max for part in parts),
        per_day_min=per_day,
        per_day_max=per_day,
        times=tuple(name for part in parts for name in part.times) if not by_days[0] else parts[0].times,
        weekdays=tuple(sorted(day for part in parts for day in part.weekdays)),
        parts=parts,
    )


def _dose_part(amount: Amount | None, found: When) -> DosePart:
    plain = found.frequency is None or (bool(found.weekdays or len(found.times) == 1) and found.frequency == ONCE_A_DAY)
    timed = found.weekdays or found.times
    if amount is None or not timed or not plain or found.days_a_week or found.remarks:
        raise Contradiction
    if found.weekdays and len(found.times) > 1:
        raise Contradiction
    return DosePart(amount.low, amount.high, found.times, found.weekdays)


def _same_times(steps: list[DoseStep], after: list[Stretch]) -> None:
    """ "... back to 1 tablet each morning": the morning of the step before, or a contradiction."""
    if not after:
        return
    again, _ = _step(after[0])
    if len(after) > 1 or not steps or again.dose_min is not None or again.course is not None:
        raise Contradiction
    said = (again.per_day_min, again.per_day_max, again.times, again.weekdays)
    if said != (steps[-1].per_day_min, steps[-1].per_day_max, steps[-1].times, steps[-1].weekdays):
        raise Contradiction


def _reduced(steps: list[DoseStep], reduction: ReduceBy) -> list[DoseStep]:
    """The steps that "reduce by 1 every 3 days, then stop" stands for."""
    last = steps[-1] if steps else None
    amount = reduction.amount
    if (
        last is None
        or last.parts
        or last.dose_min is None
        or last.dose_min != last.dose_max
        or amount.low != amount.high
    ):
        raise Contradiction
    course = reduction.course
    if last.course is None:
        steps[-1] = last = replace(last, course=course, days=course.days)
    dose = last.dose_min or Decimal(0)
    if reduction.to >= dose or (dose - reduction.to) % amount.low != 0:
        raise Contradiction
    while dose - amount.low > 0 and dose - amount.low >= reduction.to:
        dose -= amount.low
        steps.append(replace(last, dose_min=dose, dose_max=dose, course=course, days=course.days))
        if len(steps) > _MOST_STEPS:
            raise Contradiction
    if reduction.to > 0:
        steps[-1] = replace(steps[-1], course=None, days=None)
    return steps


def _most(step: DoseStep) -> Decimal | None:
    """Most units in 24 hours. Less often than daily: dose times times a day, unless the days' doses differ."""
    if step.dose_max is None:
        return None
    if step.single:
        return step.dose_max
    if step.parts and not step.weekdays:
        return sum((part.dose_max * len_of(part) for part in step.parts), Decimal(0))
    if step.parts and len({part.dose_max for part in step.parts}) > 1:
        return step.dose_max
    if step.per_day_max is None:
        return None
    often = step.per_day_max
    return step.dose_max * (often.to_integral_value(ROUND_CEILING) if often > 1 else often)


def len_of(part: DosePart) -> int:
    """How many times a day this part is; "with meals" is three."""
    return sum(3 if "meal" in name and "evening" not in name else 1 for name in part.times)
