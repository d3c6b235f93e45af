"""Whether the prescriber's words and the structured dose say the same, fact by fact."""

from collections.abc import Callable
from decimal import Decimal

from dispensary.domain.dose.gathering import part_of_day
from dispensary.domain.dose.reading import DoseReading, DoseStep
from dispensary.domain.dose.vocabulary import MASSES, MEASURED, PART_OF_DAY, SOLIDS

_IN_MILLIGRAMS = {"mg": Decimal(1), "microgram": Decimal("0.001")}
_INFERRED = ("morning", "evening")


def comparable(reading: DoseReading) -> bool:
    """Whether a reading states a dose or a frequency. One that was left unread neither agrees nor disagrees."""
    return not reading.unparsed and any(step.dose_max or step.per_day_max for step in reading.steps)


def disagreement(text_reading: DoseReading, structured_reading: DoseReading) -> str | None:
    """What the two state differently ("dose", "how often, course"), None where no stated fact differs.

    None is no agreement where one of them is not `comparable`. A fact that only one of them states is no difference:
    the words may leave out a course that the structure has. When needed is stated by every reading that was parsed.
    """
    if not (comparable(text_reading) and comparable(structured_reading)):
        return None
    found = [what for what, differs in _FACTS if differs(text_reading, structured_reading)]
    return ", ".join(found) or None


def _forms(one: DoseReading, other: DoseReading) -> bool:
    return one.unit != other.unit and one.unit in SOLIDS and other.unit in SOLIDS


def _doses(one: DoseReading, other: DoseReading) -> bool:
    """Compared in one unit only: 2 tablets are not held against 10 mg."""
    if not _same_measure(one, other) or not one.steps or not other.steps:
        return False
    first, second = _dose_span(one), _dose_span(other)
    if _both(first, second):
        return True
    return any(_both(_step_span(one, left), _step_span(other, right)) for left, right in _pairs(one, other))


def _same_measure(one: DoseReading, other: DoseReading) -> bool:
    units = {one.unit, other.unit}
    if len(units) == 1 or units <= set(_IN_MILLIGRAMS):
        return True
    return None in units and not units & (MEASURED | set(MASSES.values()))


def _dose_span(reading: DoseReading) -> tuple[Decimal, Decimal] | None:
    return _span(reading.unit, reading.dose_min, reading.dose_max)


def _step_span(reading: DoseReading, step: DoseStep) -> tuple[Decimal, Decimal] | None:
    return _span(reading.unit, step.dose_min, step.dose_max)


def _span(unit: str | None, low: Decimal | None, high: Decimal | None) -> tuple[Decimal, Decimal] | None:
    if low is None or high is None:
        return None
    scale = _IN_MILLIGRAMS.get(unit or "", Decimal(1))
    return low * scale, high * scale


def _both(one: object, other: object) -> bool:
    """Both are stated, and they differ."""
    return one is not None and other is not None and one != other


def _frequencies(one: DoseReading, other: DoseReading) -> bool:
    return any(_both(first.per_day_max, second.per_day_max) for first, second in _pairs(one, other))


def _needs(one: DoseReading, other: DoseReading) -> bool:
    return one.parsed and other.parsed and one.as_needed != other.as_needed


def _caps(one: DoseReading, other: DoseReading) -> bool:
    return _same_measure(one, other) and _both(_capped(one), _capped(other))


def _capped(reading: DoseReading) -> tuple[Decimal, Decimal] | None:
    return _span(reading.unit, reading.cap, reading.cap)


def _courses(one: DoseReading, other: DoseReading) -> bool:
    return any(_both(first.days, second.days) for first, second in _pairs(one, other))


def _steps(one: DoseReading, other: DoseReading) -> bool:
    return len(one.steps) != len(other.steps)


def _weekdays(one: DoseReading, other: DoseReading) -> bool:
    return any(_both(first.weekdays or None, second.weekdays or None) for first, second in _pairs(one, other))


def _times(one: DoseReading, other: DoseReading) -> bool:
    return any(_both(_parts_of_day(first), _parts_of_day(second)) for first, second in _pairs(one, other))


def _parts_of_day(step: DoseStep) -> frozenset[int] | None:
    """The moments as parts of the day; None where none is named, or only those that twice a day stands for."""
    if not step.times or step.times == _INFERRED:
        return None
    names = [name for name in step.times if name in PART_OF_DAY or (name[:2].isdigit() and name[2:3] == ":")]
    return frozenset(part_of_day(name) for name in names) if len(names) == len(step.times) else None


def _sites(one: DoseReading, other: DoseReading) -> bool:
    return _both(one.site, other.site)


def _pairs(one: DoseReading, other: DoseReading) -> list[tuple[DoseStep, DoseStep]]:
    """Step by step; where one has more steps, that itself is the difference."""
    return list(zip(one.steps, other.steps, strict=True)) if len(one.steps) == len(other.steps) else []


_FACTS: tuple[tuple[str, Callable[[DoseReading, DoseReading], bool]], ...] = (
    ("form", _forms),
    ("dose", _doses),
    ("how often", _frequencies),
    ("when needed", _needs),
    ("most in 24 hours", _caps),
    ("course", _courses),
    ("steps", _steps),
    ("days of the week", _weekdays),
    ("time of day", _times),
    ("place", _sites),
)
