"""What the grammar can find in directions: one small value for each kind of phrase."""

from dataclasses import dataclass
from decimal import Decimal

from dispensary.domain.dose.reading import Course, Frequency
from dispensary.domain.dose.routes import Route


@dataclass(frozen=True, slots=True)
class Amount:
    """How much at a time. unit None: a bare number, counted in product units."""

    low: Decimal
    high: Decimal
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Often:
    """How often. bare: "once" without a period, which needs a moment or a weekday beside it.

    total: "a day", "a week" alone: "4 a day" may be the whole day's dose, so it is read of one unit only.
    adverb: "weekly" alone, which may also say how often to dispense.
    """

    frequency: Frequency
    bare: bool = False
    total: bool = False
    adverb: bool = False


@dataclass(frozen=True, slots=True)
class Every:
    """Every day, each day: says nothing against several moments a day."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A time of the day; `words` as the label will say it ("before breakfast", "08:00").

    joined: after "and". precise: the words say more than the name. each: every morning, which is daily by itself.
    meal: dinner, tea or supper, as it was said: which part of the day that is depends on who says it.
    """

    name: str
    words: str
    joined: bool = False
    precise: bool = False
    each: bool = False
    meal: str = ""


@dataclass(frozen=True, slots=True)
class Meals:
    """With, before or after meals: three times a day where nothing else says how often."""

    words: str
    joined: bool = False


@dataclass(frozen=True, slots=True)
class Weekdays:
    days: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class DaysAWeek:
    days: int


@dataclass(frozen=True, slots=True)
class Lasting:
    """For so long; `after` where the directions say when a step ends ("after 2 weeks")."""

    course: Course
    after: bool = False


@dataclass(frozen=True, slots=True)
class AsNeeded:
    """The person decides. onset: at the start of an attack, which needs a cap to be read."""

    onset: bool = False


@dataclass(frozen=True, slots=True)
class AsDirected:
    """Somebody has said, or will say, how."""


@dataclass(frozen=True, slots=True)
class Cap:
    """The most in 24 hours: in units of the dose, or in doses."""

    value: Decimal
    unit: str | None = None
    in_doses: bool = False


@dataclass(frozen=True, slots=True)
class Repeat:
    """May be taken again after so many hours."""

    hours: int


@dataclass(frozen=True, slots=True)
class Gap:
    """So many hours between two doses, at the least."""

    hours: int


@dataclass(frozen=True, slots=True)
class Single:
    """Straight away, once."""


@dataclass(frozen=True, slots=True)
class Divided:
    """In divided doses; `into` where the number is given."""

    into: int | None = None


@dataclass(frozen=True, slots=True)
class Next:
    """Then: a new step begins. alone: "reduce to", "continue with", which may also be the first that is said."""

    alone: bool = False


@dataclass(frozen=True, slots=True)
class Stop:
    """Then stop."""


@dataclass(frozen=True, slots=True)
class ReduceBy:
    """Reduce by an amount every so many days, down to `to` (0: then stop)."""

    amount: Amount
    course: Course
    to: Decimal


@dataclass(frozen=True, slots=True)
class Method:
    verb: str


@dataclass(frozen=True, slots=True)
class Site:
    """Where drops and sprays go. count None: the affected one, or ones."""

    noun: str
    words: str
    count: int | None


@dataclass(frozen=True, slots=True)
class By:
    """By mouth, under the tongue, by injection: the way that is written."""

    route: Route


Phrase = (
    Amount | Often | Every | Moment | Meals | Weekdays | DaysAWeek | Lasting | AsNeeded | AsDirected | Cap | Repeat
    | Gap | Single | Divided | Next | Stop | ReduceBy | Method | Site | By
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase and where it ends. phrase None: nothing that bears on the numbers; `extra`: its words for the label."""

    end: int
    phrase: Phrase | None = None
    extra: str = ""
