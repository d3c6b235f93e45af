"""What directions say, in numbers. `parsed` only where every number and frequency word was used, in one way."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from dispensary.domain.dose.routes import Route

_SIX_PLACES = Decimal("0.000001")
# A month of 365.25 / 12 days: "monthly" is 0.032854 a day.
DAYS = {"day": Decimal(1), "week": Decimal(7), "month": Decimal("30.4375"), "year": Decimal("365.25")}


def per_day_places(value: Decimal) -> Decimal:
    """Times a day, to six places: the public form of "once a week" is 0.142857."""
    return value.quantize(_SIX_PLACES, ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Frequency:
    """How often, as it is said: 3 times a day, every 4 to 6 hours, twice every 2 weeks.

    `period` is hour, day, week, month or year; `every` counts periods. up_to: that often at the most.
    """

    times_min: int
    times_max: int
    every_min: int
    every_max: int
    period: str
    up_to: bool = False

    def per_day(self) -> tuple[Decimal, Decimal]:
        """Fewest and most times a day; "up to" makes the fewest 0."""
        unit = Decimal(1) / 24 if self.period == "hour" else DAYS[self.period]
        low = Decimal(0) if self.up_to else per_day_places(self.times_min / (self.every_max * unit))
        return low, per_day_places(self.times_max / (self.every_min * unit))


@dataclass(frozen=True, slots=True)
class Course:
    """How long, as it is said: 7 days, 2 weeks, 5 to 7 days (`most` is 7). up_to: that long at the most."""

    least: int
    most: int
    period: str
    up_to: bool = False

    @property
    def days(self) -> int:
        """The longest that it may mean, in whole days."""
        return int((self.most * DAYS[self.period]).to_integral_value(ROUND_HALF_UP))


@dataclass(frozen=True, slots=True)
class DosePart:
    """One dose within a day or a week that has its own moments: 2 in the morning, 5 on Monday."""

    dose_min: Decimal
    dose_max: Decimal
    times: tuple[str, ...] = ()
    weekdays: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class DoseStep:
    """One stretch of a course. Doses in product units; `per_day` times a day (0.142857 once a week).

    times: moments that the directions name ("morning", "bedtime", "08:00"), and the morning and evening of a plain
    "twice a day". weekdays: 1 Monday to 7 Sunday.
    days: how long this step lasts, None where open. as_needed: the person decides.
    frequency: how often, where moments and weekdays do not say it. parts: where those have doses that differ.
    single: once, straight away. days_a_week: on so many days of the week, none named.
    divided: "in divided doses", the dose being the whole day's. at_most: times a day that an interval is limited to.
    most: units in 24 hours while this step lasts.
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
    frequency: Frequency | None = None
    parts: tuple[DosePart, ...] = ()
    course: Course | None = None
    single: bool = False
    days_a_week: int | None = None
    divided: bool = False
    at_most: int | None = None
    most: Decimal | None = None


@dataclass(frozen=True, slots=True)
class DoseReading:
    """Directions read, or not. Not read: `parsed` False and the words that stood in the way in `unparsed`.

    max_24h: most units in any 24 hours, the stated cap where there is one. sites: eyes, ears or nostrils named (2 for
    both): eyes and ears are counted per site, nostrils together. method: the verb ("take", "apply", "inhale");
    extra: phrases kept for the label (with food, to the affected area). cap: the stated most in 24 hours.
    site: where drops or sprays go, in words ("each eye"). route: the way that is written, where the verb does not say
    it already. missing: "dose" or "frequency" where the directions
    do not say it. stops: the directions end with "then stop". repeat_hours: may be taken again after so long.
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
    cap: Decimal | None = None
    site: str | None = None
    route: Route | None = None
    missing: tuple[str, ...] = ()
    stops: bool = False
    repeat_hours: int | None = None
