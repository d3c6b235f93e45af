"""Doses as a patient reads them on a label: numerals, times of the day, short sentences, no Latin and no capitals.

What is printed reads back to the same numbers: the label never says more, or less, than was read.
Numerals and named times after Guo 2020 and USP <17> (reference/USERS.md).
"""

from collections.abc import Iterable
from decimal import Decimal

from dispensary.domain.dose.reading import Course, DosePart, DoseReading, DoseStep, Frequency
from dispensary.domain.dose.remarks import conditional, stands_beside
from dispensary.domain.dose.routes import Routes
from dispensary.domain.quantity import Quantity, decimal_text
from dispensary.wording.dose_verbs import MEASURES, SWALLOWING, verb_of, way_of
from dispensary.wording.labels import quantity_words

_ONE_DAY_ONLY = SWALLOWING | {"inject"}
_FRACTIONS = {Decimal("0.5"): "half", Decimal("0.25"): "a quarter", Decimal("0.75"): "three quarters"}
_TIMES = {
    "morning": "in the morning", "breakfast": "with breakfast", "waking": "on waking", "midday": "at midday",
    "lunch": "at lunchtime", "afternoon": "in the afternoon", "teatime": "at teatime", "evening": "in the evening",
    "afternoon or evening": "in the afternoon or evening", "evening meal": "with the evening meal", "night": "at night",
    "bedtime": "at bedtime",
}  # fmt: skip
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def patient_text(reading: DoseReading, unit: str | None, routes: Routes | None = None) -> str | None:
    """The directions for the label, None where they were not read.

    unit: the product's ("tablet"), for directions that give a bare number. routes: the product's, for those that do
    not say how it is used; None where no product is known.
    """
    if not reading.parsed:
        return None
    return _Sentences(reading, unit, routes).text()


def amount_words(low: Decimal, high: Decimal, unit: str | None) -> str:
    """One dose as the label says it: 1 tablet, 1 or 2 tablets, half a tablet, 10 ml."""
    return _amount(low, high, unit)


def moment_words(name: str) -> str:
    """A moment of the day as the label says it: in the morning, with breakfast, at bedtime."""
    return _moments((name,))


class _Sentences:
    """One reading on its way to words."""

    def __init__(self, reading: DoseReading, product: str | None, routes: Routes | None) -> None:
        self.reading = reading
        self.unit = reading.unit or product
        self.verb = verb_of(reading, product, routes)
        site = f"in {reading.site}" if reading.site is not None else ""
        self.place = _spaced((way_of(reading, self.verb, routes), site))
        self.inline = [words for words in reading.extra if stands_beside(words)]
        self.sentences = [words for words in reading.extra if not stands_beside(words)]

    def text(self) -> str:
        said = [self._step(step, place) for place, step in enumerate(self.reading.steps)]
        if self.reading.stops:
            said.append("Then stop")
        if self.reading.repeat_hours is not None:
            said.append(f"Repeat after {_count(self.reading.repeat_hours, 'hour')} if needed")
        if self.reading.cap is not None:
            said.append(f"Do not {self._use} more than {self._cap(self.reading.cap)} in 24 hours")
        if self._one_day_a_week():
            said.append(f"Do not {self._use} it on any other day")
        said.extend(map(self._apart, self.sentences))
        return " ".join(f"{_sentence(words)}." for words in said)

    def _apart(self, words: str) -> str:
        """A remark as a sentence of its own; of several doses nobody knows which of them a condition is about."""
        steps = self.reading.steps
        one = len(steps) == 1 and not steps[0].parts
        return f"only {words}" if one and conditional(words) else words

    @property
    def _use(self) -> str:
        return "take" if self.verb in SWALLOWING else "use"

    def _cap(self, cap: Decimal) -> str:
        return _amount(cap, cap, self.unit) if self.unit in MEASURES else decimal_text(cap)

    def _one_day_a_week(self) -> bool:
        steps = self.reading.steps
        return self.verb in _ONE_DAY_ONLY and len(steps) == 1 and len(steps[0].weekdays) == 1 and not steps[0].parts

    def _step(self, step: DoseStep, place: int) -> str:
        then = "then " if place else ""
        pieces = [then + self._opening(step), *self._when(step)]
        last = place == len(self.reading.steps) - 1
        if step.as_needed and not any("onset of" in words or "first sign of" in words for words in self.inline):
            pieces.append("when needed")
        if last:
            # How it is applied stands beside "apply"; what for stands at the end, or it would seem to end the course.
            beside_apply = self._implied(self.reading.steps[0])
            pieces.extend(filter(_is_purpose, self.inline) if beside_apply else self.inline)
        if step.course is not None:
            pieces.append(f"for {_course(step.course)}")
        return _spaced(pieces)

    def _opening(self, step: DoseStep) -> str:
        """The verb, the dose and the place: Take 2 tablets; Put 1 drop in each eye; Apply to the affected area."""
        if self.reading.method == "change" and self.unit in ("patch", "plaster") and step.dose_max == 1:
            return f"change the {self.unit}"
        pieces = [self.verb]
        if not self._implied(step):
            pieces.append(self._dose(step.dose_min, step.dose_max) if not self._has_own_doses(step) else "")
        if not self._has_own_doses(step):
            pieces.append(self.place)
        if self._implied(step) and not self.reading.steps.index(step):
            pieces.extend(words for words in self.inline if not _is_purpose(words))
        return " ".join(piece for piece in pieces if piece)

    def _implied(self, step: DoseStep) -> bool:
        every = all(each.dose_min == each.dose_max == 1 and not each.parts for each in self.reading.steps)
        return self.unit == "application" and every and not step.single

    def _dose(self, low: Decimal | None, high: Decimal | None) -> str:
        return "" if low is None or high is None else _amount(low, high, self.unit)

    def _has_own_doses(self, step: DoseStep) -> bool:
        return bool(self._own_doses(step))

    def _own_doses(self, step: DoseStep) -> tuple[DosePart, ...]:
        """Where every moment is said with its dose: 2 tablets in the morning and 2 tablets in the evening.

        One dose that goes to one place is said once, with its place, or it would seem that only the first goes there.
        """
        if step.parts:
            return step.parts
        if self.place:
            return ()
        if step.as_needed or step.dose_min is None or step.dose_max is None or step.weekdays or step.days_a_week:
            return ()
        if self._implied(step) or any("meal" in words for words in (*self.inline, *self.sentences)):
            return ()
        times = step.times
        if len(times) < 2 or any("meals" in name or "each meal" in name or "every meal" in name for name in times):
            return ()
        return tuple(DosePart(step.dose_min, step.dose_max, (name,)) for name in times)

    def _when(self, step: DoseStep) -> list[str]:
        if step.single:
            return ["straight away"]
        own = self._own_doses(step)
        if own:
            return [_listed(map(self._own, own))]
        pieces: list[str] = []
        if step.weekdays:
            pieces.append(self._on_weekdays(step))
        elif step.times:
            pieces.extend((_rarely(step.frequency), _moments(step.times)))
        elif step.divided:
            pieces.append("a day, in divided doses")
        elif step.frequency is not None:
            pieces.append(self._frequency(step, step.frequency))
        elif step.days_a_week is not None:
            pieces.append("once a day")
        if step.days_a_week is not None and not step.weekdays:
            pieces[-1:] = [f"{pieces[-1]}, {step.days_a_week} days a week"]
        return pieces

    def _own(self, part: DosePart) -> str:
        when = _days(part.weekdays) if part.weekdays else ""
        moment = _moments(part.times)
        return _spaced((self._dose(part.dose_min, part.dose_max), self.place, when, moment))

    def _frequency(self, step: DoseStep, frequency: Frequency) -> str:
        words = _often(frequency, needed=step.as_needed)
        return f"{words}, up to {_times(step.at_most)} a day" if step.at_most is not None else words

    def _on_weekdays(self, step: DoseStep) -> str:
        days = _days(step.weekdays)
        moment = f" {_moments(step.times)}" if step.times else ""
        frequency = step.frequency
        if frequency is not None and frequency.period == "day" and frequency.times_max > 1 and not step.times:
            return f"{_often(frequency, needed=step.as_needed)} {days}"
        if frequency is not None and frequency.period == "week" and frequency.every_max > 1:
            return f"{_often(frequency, needed=False)}, {days}{moment}"
        return f"once a week, {days}{moment}" if len(step.weekdays) == 1 and len(step.times) < 2 else f"{days}{moment}"


def _spaced(pieces: Iterable[str]) -> str:
    """The pieces in a row, with a comma where two numerals would meet: Take 2, 3 times a day."""
    out = ""
    for piece in pieces:
        if not piece:
            continue
        comma = "," if out[-1:].isdigit() and piece[0].isdigit() else ""
        out = f"{out}{comma} {piece}" if out else piece
    return out


def _is_purpose(words: str) -> bool:
    return words.startswith("for ")


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


def _amount(low: Decimal, high: Decimal, unit: str | None) -> str:
    """1 tablet, 1 or 2 tablets, half a tablet, 5 to 10 ml, 1 g."""
    if unit == "mg" and high >= 1000 and not high % 100 and (low < 1000 or not low % 100):
        return _mass(low) if low == high else f"{_mass(low)} to {_mass(high)}"
    if unit in MEASURES:
        number = decimal_text(low) if low == high else f"{decimal_text(low)} to {decimal_text(high)}"
        return f"{number} {_many(unit) if high != 1 else unit}"
    if low == high and low in _FRACTIONS:
        words = _FRACTIONS[low]
        of = " " if low == Decimal("0.5") else " of "
        return f"{words}{of}{_article(unit)} {unit}" if unit else words
    number = _number(low) if low == high else f"{_number(low)} {'or' if high - low == 1 else 'to'} {_number(high)}"
    return f"{number} {unit if high <= 1 else _many(unit)}" if unit else number


def _mass(milligrams: Decimal) -> str:
    return f"{decimal_text(milligrams / 1000)} g" if milligrams >= 1000 else f"{decimal_text(milligrams)} mg"


def _number(value: Decimal) -> str:
    whole, part = value // 1, value % 1
    if not part or part not in _FRACTIONS:
        return decimal_text(value)
    return (
        f"{decimal_text(whole)} and {'a half' if part == Decimal('0.5') else _FRACTIONS[part]}"
        if whole
        else _FRACTIONS[part]
    )


def _article(unit: str) -> str:
    return "an" if unit[0] in "aeio" else "a"


def _many(unit: str) -> str:
    return quantity_words(Quantity(Decimal(2), unit)).removeprefix("2 ")


def _count(number: int, period: str) -> str:
    return f"{number} {period}" if number == 1 else f"{number} {period}s"


def _times(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{number} times")


def _often(frequency: Frequency, *, needed: bool) -> str:
    """3 times a day, up to 4 times a day, every 4 to 6 hours, every other day, twice every 2 weeks."""
    each = frequency.times_max == 1 and (frequency.every_max > 1 or frequency.period == "hour")
    if each:
        return _every(frequency)
    if frequency.times_min == frequency.times_max:
        count = _times(frequency.times_max)
    else:
        count = f"{frequency.times_min} to {frequency.times_max} times"
    limit = "up to " if frequency.up_to or (needed and 1 < frequency.times_min == frequency.times_max) else ""
    period = f"a {frequency.period}" if frequency.every_max == 1 else _every(frequency)
    return f"{limit}{count} {period}"


def _every(frequency: Frequency) -> str:
    low, high = frequency.every_min, frequency.every_max
    if low != high:
        return f"every {low} to {high} {frequency.period}s"
    if high == 1:
        return f"every {frequency.period}"
    return "every other day" if high == 2 and frequency.period == "day" else f"every {_count(high, frequency.period)}"


def _rarely(frequency: Frequency | None) -> str:
    """Less often than daily must be said beside a moment of the day; "once a day" need not."""
    if frequency is None or (frequency.period == "day" and frequency.every_max == 1):
        return ""
    return _often(frequency, needed=False)


def _moments(times: tuple[str, ...]) -> str:
    return _listed(f"at {name}" if name[:1].isdigit() and ":" in name else _TIMES.get(name, name) for name in times)


def _days(weekdays: tuple[int, ...]) -> str:
    if len(weekdays) > 2 and weekdays == tuple(range(weekdays[0], weekdays[-1] + 1)):
        return f"from {_WEEKDAYS[weekdays[0] - 1]} to {_WEEKDAYS[weekdays[-1] - 1]}"
    return "on " + _listed(_WEEKDAYS[day - 1] for day in weekdays)


def _course(course: Course) -> str:
    if course.least == course.most:
        return f"{'up to ' if course.up_to else ''}{_count(course.most, course.period)}"
    return f"{course.least} to {_count(course.most, course.period)}"


def _listed(words: Iterable[str]) -> str:
    said = list(words)
    return " and ".join((", ".join(said[:-1]), said[-1])) if len(said) > 1 else "".join(said)


def same_each_day(reading: DoseReading, product: str | None, routes: Routes | None) -> tuple[str, str]:
    """What a changing dose keeps, for the line above its table, and the sentences that follow the doses: ("Take in the
    morning after food", "Shake the bottle."). Only for stretches that are alike but for dose and length.
    """
    said = _Sentences(reading, product, routes)
    step = reading.steps[0]
    if step.times:
        when = _moments(step.times).replace(" and in the ", " and ")
    else:
        when = _often(step.frequency, needed=False) if step.frequency is not None else ""
    opening = _sentence(_spaced((said.verb, said.place, when, *said.inline)))
    return opening, " ".join(f"{_sentence(words)}." for words in said.sentences)


def amount_alone(amount: Decimal, unit: str) -> str:
    """The number without its unit, for a column: 6, half, 2.5."""
    return decimal_text(amount) if unit in MEASURES else _number(amount)


def unit_alone(unit: str) -> str:
    """The unit at the head of a row: Tablets, ml."""
    return unit if unit in MEASURES else _sentence(_many(unit))
