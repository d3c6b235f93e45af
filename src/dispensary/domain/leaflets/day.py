"""One medicine on the chart of the day: a moment is ticked only where the directions on the label name it."""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from dispensary.domain.dose.reading import DosePart, DoseReading, DoseStep


class Moment(StrEnum):
    MORNING = "morning"
    MIDDAY = "midday"
    EVENING = "evening"
    BEDTIME = "bedtime"


class Why(StrEnum):
    """Why a medicine has words across the chart and no ticks."""

    UNREAD = "unread"
    CHANGES = "changes"
    WHEN_NEEDED = "when-needed"
    NOT_EVERY_DAY = "not-every-day"
    NO_MOMENT = "no-moment"
    ON_CONDITION = "on-condition"


@dataclass(frozen=True, slots=True)
class Tick:
    """One dose at one moment. said: the moment as the directions name it ("with breakfast")."""

    moment: Moment
    low: Decimal
    high: Decimal
    said: str


@dataclass(frozen=True, slots=True)
class Day:
    """ticks: the doses of every day. why: the words of the label stand across the chart instead. more: the directions
    say more than the ticks (for 7 days, with food, no more than), so that ticks alone would not do.
    """

    ticks: tuple[Tick, ...] = ()
    why: Why | None = None
    more: bool = False

    def at(self, moment: Moment) -> tuple[Tick, ...]:
        return tuple(tick for tick in self.ticks if tick.moment is moment)


_MOMENTS = {
    "morning": Moment.MORNING, "breakfast": Moment.MORNING, "waking": Moment.MORNING,
    "midday": Moment.MIDDAY, "lunch": Moment.MIDDAY,
    "evening": Moment.EVENING, "evening meal": Moment.EVENING, "teatime": Moment.EVENING,
    "night": Moment.BEDTIME, "bedtime": Moment.BEDTIME,
}  # fmt: skip
_CONDITIONS = ("if ", "when ", "unless ", "except ", "in case ")
_OCCASIONS = ("before ", "after ", "during ", "at ", "on ")
_EVERY_DAY = re.compile(r"\b(food|meals?|eating|breakfast|lunch|dinner|supper|tea|bed|bedtime|sleep|milk|waking)\b")
"""What comes every day, so that before or after it is no condition."""
_BESIDE = ("with ", "before ", "after ")


def day_of(reading: DoseReading) -> Day:
    """The chart's row for these directions. Clock times, afternoons and what stands for no one moment stay words."""
    if not reading.parsed or not reading.steps:
        return Day(why=Why.UNREAD)
    if len(reading.steps) > 1 or reading.repeat_hours is not None:
        return Day(why=Why.CHANGES)
    step = reading.steps[0]
    if step.as_needed or reading.as_needed:
        return Day(why=Why.WHEN_NEEDED)
    if any(map(_conditional, reading.extra)):
        return Day(why=Why.ON_CONDITION)
    if _not_every_day(step):
        return Day(why=Why.NOT_EVERY_DAY)
    ticks = _ticks(step)
    if not ticks:
        return Day(why=Why.NO_MOMENT)
    more = (reading.extra, reading.cap is not None, reading.stops, step.course is not None)
    return Day(ticks, more=any(more))


def _conditional(words: str) -> bool:
    """Whether the dose goes by something that may not happen today: travel, dialysis, a high reading."""
    return words.startswith(_CONDITIONS) or (words.startswith(_OCCASIONS) and _EVERY_DAY.search(words) is None)


def _not_every_day(step: DoseStep) -> bool:
    frequency = step.frequency
    rarely = frequency is not None and (frequency.period not in ("day", "hour") or frequency.every_max > 1)
    weekly = bool(step.weekdays) or step.days_a_week is not None or any(part.weekdays for part in step.parts)
    return step.single or weekly or (rarely and frequency is not None and frequency.period != "hour")


def _ticks(step: DoseStep) -> tuple[Tick, ...]:
    """A tick for every dose, or none at all: a row that shows some of the doses would hide the others."""
    if step.divided or step.interval_hours_min is not None or step.dose_min is None or step.dose_max is None:
        return ()
    parts = step.parts or tuple(DosePart(step.dose_min, step.dose_max, (name,)) for name in step.times)
    if any(not part.times for part in parts) or _oftener(step, sum(len(part.times) for part in parts)):
        return ()
    ticks = []
    for part in parts:
        for name in part.times:
            moment = _moment(name)
            if moment is None:
                return ()
            ticks.append(Tick(moment, part.dose_min, part.dose_max, name))
    return tuple(ticks)


def _oftener(step: DoseStep, named: int) -> bool:
    """Whether the directions ask for more doses a day than they name moments for."""
    return step.frequency is not None and step.frequency.times_max != named


def _moment(name: str) -> Moment | None:
    for lead in _BESIDE:
        name = name.removeprefix(lead)
    return _MOMENTS.get(name.removeprefix("the "))
