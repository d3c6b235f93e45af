"""One dose, one value: however it was said, the same dose becomes the same reading.

So the label reads back to the very reading that it was made of, and two ways to write a dose compare as equal.
"""

from dataclasses import replace

from dispensary.domain.dose.reading import DosePart, DoseReading, DoseStep, Frequency
from dispensary.domain.dose.remarks import stands_beside, trimmed
from dispensary.domain.dose.routes import Route

_TWICE_A_DAY = Frequency(2, 2, 1, 1, "day")
_MORNING_AND_EVENING = ("morning", "evening")
_VERB_OF = {
    Route.MOUTH: "take", Route.INHALED: "inhale", Route.TOPICAL: "apply", Route.VAGINA: "insert",
    Route.RECTUM: "insert", Route.UNDER_SKIN: "inject", Route.MUSCLE: "inject",
}  # fmt: skip
_SAID_BY_ITS_VERB = frozenset({Route.MOUTH, Route.INHALED, Route.TOPICAL})
_SAYS_NOTHING = frozenset({None, "take"})
_SWALLOWED = frozenset({"swallow", "chew", "drink", "suck"})


def settled(reading: DoseReading) -> DoseReading:
    """The reading in its one form. Doses, times a day and days are never changed."""
    steps = tuple(_settled(step) for step in reading.steps)
    remarks = tuple(words for extra in reading.extra if (words := trimmed(extra)))
    plain = not any(stands_beside(words) or "meal" in words for words in remarks)
    if plain and not _applied_once(reading, steps):
        steps = tuple(_in_the_morning_and_evening(step) for step in steps)
    return _by_its_verb(replace(reading, steps=steps, extra=remarks))


def _by_its_verb(reading: DoseReading) -> DoseReading:
    """A written route is the verb, where nobody wrote one that says more than "take"; what the verb says is not said
    again.
    """
    if reading.route is None:
        return reading
    verb, method = _VERB_OF.get(reading.route), reading.method
    if method in _SAYS_NOTHING or (method == "use" and reading.route in _SAID_BY_ITS_VERB):
        method = "apply" if verb == "insert" and reading.unit == "application" else verb
    said = method == verb or (verb == "take" and method in _SWALLOWED)
    return replace(reading, method=method, route=None if said and reading.route in _SAID_BY_ITS_VERB else reading.route)


def _settled(step: DoseStep) -> DoseStep:
    step = _without_equal_parts(step)
    frequency = step.frequency
    if frequency is None:
        return step
    if _said_by_times(step, frequency) or _said_by_weekdays(step, frequency):
        return replace(step, frequency=None)
    if step.as_needed and 1 < frequency.times_min == frequency.times_max:
        return replace(step, frequency=replace(frequency, up_to=True))
    return step


def _without_equal_parts(step: DoseStep) -> DoseStep:
    """1 in the morning and 1 at night is 1, in the morning and at night."""
    first = step.parts[0] if step.parts else None
    if first is None or any(_dose(part) != _dose(first) for part in step.parts):
        return step
    if first.weekdays and any(part.times != first.times for part in step.parts):
        return step
    return replace(step, parts=())


def _dose(part: DosePart) -> tuple[object, object]:
    return part.dose_min, part.dose_max


def _said_by_times(step: DoseStep, frequency: Frequency) -> bool:
    """Twice a day, at 8 and at 14: the moments say how often."""
    daily = frequency.period == "day" and frequency.every_max == 1
    return daily and bool(step.times) and frequency.times_min == frequency.times_max and not frequency.up_to


def _said_by_weekdays(step: DoseStep, frequency: Frequency) -> bool:
    """Once a week, on Monday; once a day, on Monday and Friday or 5 days a week: the days of the week say how often."""
    fixed = frequency.every_max == 1 and frequency.times_min == frequency.times_max
    if not fixed or not (step.weekdays or step.days_a_week):
        return False
    weekly = frequency.period == "week" and frequency.times_max == len(step.weekdays) > 0
    return weekly or (frequency.period == "day" and frequency.times_max == 1)


def _applied_once(reading: DoseReading, steps: tuple[DoseStep, ...]) -> bool:
    """ "Apply twice a day" names no number, so there is none to say in the morning and in the evening."""
    ones = all(step.dose_min == step.dose_max == 1 and not step.parts for step in steps)
    return reading.unit == "application" and ones


def _in_the_morning_and_evening(step: DoseStep) -> DoseStep:
    """ "Twice a day" with nothing beside it is said with its moments, which people follow better (USERS.md)."""
    timed = step.times or step.weekdays or step.days_a_week is not None
    if step.frequency != _TWICE_A_DAY or timed or step.as_needed or step.dose_min is None:
        return step
    return replace(step, times=_MORNING_AND_EVENING, frequency=None)
