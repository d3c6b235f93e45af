"""How often one dose is meant, out of all the phrases that say when; they must agree."""

from dataclasses import dataclass, replace
from decimal import Decimal

from dispensary.domain.dose.gathering import Contradiction, Part
from dispensary.domain.dose.phrases import Moment, Often
from dispensary.domain.dose.reading import Frequency, per_day_places

ONCE_A_DAY = Frequency(1, 1, 1, 1, "day")
MEALS_A_DAY = 3
_WEEK = Decimal(7)


@dataclass(frozen=True, slots=True)
class When:
    """The answer. low and high: times a day, None where nothing says how often. remarks: meals that only accompany."""

    frequency: Frequency | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    times: tuple[str, ...] = ()
    weekdays: tuple[int, ...] = ()
    days_a_week: int | None = None
    at_most: int | None = None
    remarks: tuple[str, ...] = ()


def when(part: Part) -> When:
    """Raises Contradiction where two phrases disagree, and never prefers one to the other."""
    if max(len(part.meals), len(part.days), len(part.days_a_week)) > 1:
        raise Contradiction
    bare = any(often.bare for often in part.often)
    frequency, at_most = _agreed([often for often in part.often if not often.bare])
    if bare and frequency is not None and frequency.times_max != 1:
        raise Contradiction
    if bare and frequency is None:
        if len(part.moments) + len(part.days) == 0:
            raise Contradiction
        frequency = ONCE_A_DAY
    _not_daily_by_itself(part, frequency)
    named, times, remarks = _named(part, frequency)
    found = When(
        frequency=frequency,
        times=times,
        weekdays=part.days[0].days if part.days else (),
        days_a_week=part.days_a_week[0].days if part.days_a_week else None,
        at_most=at_most,
        remarks=remarks,
    )
    return _on_days(_rated(found, named, every_day=part.every_day), named, every_day=part.every_day)


def _not_daily_by_itself(part: Part, frequency: Frequency | None) -> None:
    """Raises Contradiction for "every morning weekly", "with meals once a week", and a loose "weekly" beside a moment.

    "Once a week in the morning" and "10 mg weekly before breakfast" are one reading; "1 in the morning weekly" may be
    a daily dose that is dispensed weekly. A weekday settles it.
    """
    several_meals = bool(part.meals)
    on_some_days = bool(part.days or part.days_a_week)
    if frequency is None:
        single_day = bool(part.days) and len(part.days[0].days) == 1
        if single_day and any(moment.each for moment in part.moments):
            raise Contradiction
        return
    rare = frequency.period != "hour" and (frequency.period != "day" or frequency.every_max > 1)
    rare = rare or (frequency.period == "hour" and frequency.every_max > 24)
    if not rare or on_some_days:
        return
    if several_meals or any(moment.each for moment in part.moments) or (part.loose and part.moments):
        raise Contradiction


def _agreed(often: list[Often]) -> tuple[Frequency | None, int | None]:
    """One frequency, and the times a day that limit an interval ("every 4 hours, up to 4 times a day")."""
    if len(often) < 2:
        return (often[0].frequency if often else None), None
    if len(often) > 2:
        raise Contradiction
    one, other = sorted((each.frequency for each in often), key=lambda each: each.period != "hour")
    if one.period == "hour" and other.period == "day" and other.every_max == 1:
        if other.up_to:
            return one, other.times_max
        if (
            one.every_min == one.every_max
            and other.times_min == other.times_max
            and one.every_min * other.times_min == 24
        ):
            return one, None
    alternate = {replace(one, every_min=1, every_max=1), replace(other, every_min=1, every_max=1)} == {ONCE_A_DAY}
    if alternate and ONCE_A_DAY in (one, other):
        return (other if one == ONCE_A_DAY else one), None
    raise Contradiction


def _named(part: Part, frequency: Frequency | None) -> tuple[int, tuple[str, ...], tuple[str, ...]]:
    """How many moments are named, their names, and the meals that are said beside them without counting."""
    times = tuple(moment_name(moment) for moment in part.moments)
    named = len(times)
    if not part.meals:
        return named, times, ()
    meals = part.meals[0]
    with_meals = named + MEALS_A_DAY
    if frequency is not None:
        counts = frequency.times_max == with_meals and named > 0
    elif named == 0:
        counts = not part.days and not part.days_a_week
    elif meals.joined or any(moment.joined for moment in part.moments):
        counts = True
    else:
        raise Contradiction
    return (with_meals, (meals.words, *times), ()) if counts else (named, times, (meals.words,))


def moment_name(moment: Moment) -> str:
    """The plain name where the directions say no more than that."""
    return moment.words if moment.precise else moment.name


def _rated(found: When, named: int, *, every_day: bool) -> When:
    """Times a day, weekdays left aside."""
    frequency = found.frequency
    if frequency is None:
        if found.weekdays or found.days_a_week:
            count = Decimal(max(named, 1))
        elif named or every_day:
            count = Decimal(named or 1)
        else:
            return found
        stated = ONCE_A_DAY if every_day and not named else None
        return replace(found, low=count, high=count, frequency=stated)
    low, high = frequency.per_day()
    if found.at_most is not None:
        low, high = Decimal(0), min(high, Decimal(found.at_most))
    if named:
        _must_agree(frequency, named)
    return replace(found, low=low, high=high)


def _must_agree(frequency: Frequency, named: int) -> None:
    """Moments beside a frequency: as many as its times; one beside anything less often than daily."""
    fixed = frequency.times_min == frequency.times_max and frequency.every_min == frequency.every_max
    if not fixed or frequency.up_to:
        raise Contradiction
    daily = frequency.period == "day" and frequency.every_max == 1
    if daily and frequency.times_max == named:
        return
    rare = frequency.period != "hour" and not daily
    if (rare or frequency.every_max in (24, 72)) and named == 1:
        return
    raise Contradiction


def _on_days(found: When, named: int, *, every_day: bool) -> When:
    """The same on some days of the week only."""
    if not found.weekdays and found.days_a_week is None:
        return found
    if every_day or found.low is None or found.high is None:
        raise Contradiction
    days = len(found.weekdays)
    if found.days_a_week is not None and days not in (0, found.days_a_week):
        raise Contradiction
    frequency = found.frequency
    if frequency is None or (frequency.period == "day" and frequency.every_max == 1):
        share = Decimal(days or found.days_a_week or 0) / _WEEK
        return replace(found, low=per_day_places(found.low * share), high=per_day_places(found.high * share))
    weekly = frequency.period == "week" and frequency.times_min == frequency.times_max == days
    if not weekly or named > 1:
        raise Contradiction
    return found
