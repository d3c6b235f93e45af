"""A structured FHIR dosage read to the same model as directions in words.

Each element becomes the phrase that the words would have been, so words and structure meet the same rules. Whatever has
no such phrase (a rate, a lifetime maximum, an element that nobody knows) leaves the dosage unread; nothing is dropped.
`patientInstruction` and `text` are words and no structure: they are not read here.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

from dispensary.adapters.eps.dosage import dosage_text
from dispensary.adapters.eps.dosage_elements import (
    DosageError,
    child,
    child_objects,
    displays,
    get,
    number_of,
    optional_number,
    text_of,
    texts,
)
from dispensary.adapters.eps.dosage_words import TIME_UNITS, clock_time
from dispensary.domain.dose import vocabulary as v
from dispensary.domain.dose.amounts import in_milligrams
from dispensary.domain.dose.codes import DoseCodes
from dispensary.domain.dose.cover import Cover, TooManyWays, covers, phrases_by_place
from dispensary.domain.dose.expansion import tokens_of
from dispensary.domain.dose.gathering import Contradiction
from dispensary.domain.dose.line import Line
from dispensary.domain.dose.parse import product_unit
from dispensary.domain.dose.phrases import (
    Amount,
    AsDirected,
    AsNeeded,
    Cap,
    Lasting,
    Meals,
    Method,
    Moment,
    Next,
    Often,
    Phrase,
    Single,
    Weekdays,
)
from dispensary.domain.dose.reading import Course, DoseReading, Frequency
from dispensary.domain.dose.surroundings import sites
from dispensary.domain.dose.whole import reading_of

_READ = frozenset(
    v.words(
        """id extension text sequence patientInstruction additionalInstruction timing asNeededBoolean
        asNeededCodeableConcept site route method doseAndRate maxDosePerPeriod"""
    )
)
_REPEAT_READ = frozenset(
    v.words(
        """id extension boundsDuration boundsRange boundsPeriod count frequency frequencyMax period periodMax
        periodUnit dayOfWeek timeOfDay when offset"""
    )
)
_WHEN = {
    "MORN": "morning", "NOON": "midday", "AFT": "afternoon", "EVE": "evening", "NIGHT": "night", "HS": "bedtime",
    "WAKE": "waking",
}  # fmt: skip
_PLACED = {
    "morning": "in the morning", "midday": "at midday", "afternoon": "in the afternoon", "evening": "in the evening",
    "night": "at night", "bedtime": "at bedtime", "waking": "on waking",
}  # fmt: skip
_BESIDE = {"AC": "before", "PC": "after", "C": "with"}
_MEALS = {"M": ("breakfast", "breakfast"), "D": ("lunch", "lunch"), "V": ("evening meal", "the evening meal")}
_DAYS = {name: number for number, name in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"), start=1)}
_NO_CODES = DoseCodes.of(())


def read_dosages(dosages: Sequence[Mapping[str, Any]], *, unit: str | None = None) -> DoseReading:
    """Reads FHIR Dosage elements, in their sequence. unit: the product's own word ("vegetarian disc").

    Never raises: what cannot be read comes back with `parsed` False and, in `unparsed`, what stood in the way.
    """
    product = product_unit(unit)
    text = ""
    try:
        text = dosage_text(dosages)
        phrases, extra = _phrases(dosages, product)
        return reading_of(phrases, extra, text, product)
    except DosageError as problem:
        return DoseReading(text, unparsed=(str(problem),))
    except Contradiction:
        return DoseReading(text, unparsed=("the parts of the structured dose contradict one another",))


def _phrases(dosages: Sequence[Mapping[str, Any]], product: str | None) -> tuple[tuple[Phrase, ...], tuple[str, ...]]:
    """Dosages of one sequence number are taken together; the next number follows after "then"."""
    phrases: list[Phrase] = []
    extra: list[str] = []
    for _, step in groupby(sorted(dosages, key=_sequence), key=_sequence):
        together: list[Phrase] = [Next()] if phrases else []
        for dosage in step:
            found = list(_one(dosage, product, extra))
            together += [each for each in found if not (isinstance(each, Lasting) and each in together)]
        phrases += together
    return tuple(phrases), tuple(extra)


def _sequence(dosage: Mapping[str, Any]) -> Decimal:
    """One alone needs no number; that several have theirs was seen when they were put into words."""
    number = get(dosage, "sequence")
    return Decimal(0) if number is None else number_of(number, "sequence")


def _one(dosage: Mapping[str, Any], product: str | None, extra: list[str]) -> Iterator[Phrase]:
    _only(dosage, _READ, "the dosage")
    yield from _method(dosage)
    yield from _dose(dosage, product)
    timing = child(dosage, "timing")
    if timing is not None:
        _only(timing, frozenset({"id", "extension", "repeat", "code"}), "the timing")
        repeat = child(timing, "repeat")
        if repeat is None:
            raise DosageError("the timing is not structured")
        yield from _timing(repeat)
    yield from _place(dosage, extra)
    yield from _as_needed(dosage, extra)
    yield from _cap(dosage, product)
    yield from _instructions(dosage, extra)


def _only(holder: Mapping[str, Any], known: frozenset[str], what: str) -> None:
    unknown = [name for name, value in holder.items() if name not in known and value not in (None, [], {})]
    if unknown:
        raise DosageError(f"{what} holds {unknown[0][:40]}, which is not read")


def _method(dosage: Mapping[str, Any]) -> Iterator[Phrase]:
    concept = child(dosage, "method")
    verb = v.METHOD_OF.get(displays(concept, "method")[0].lower()) if concept is not None else None
    if verb is not None:
        yield Method(verb)


def _dose(dosage: Mapping[str, Any], product: str | None) -> Iterator[Phrase]:
    found = {_amount(each, product) for each in child_objects(dosage, "doseAndRate")}
    if len(found) > 1:
        raise DosageError("there is more than one dose")
    yield from (amount for amount in found if amount is not None)


def _amount(part: Mapping[str, Any], product: str | None) -> Amount | None:
    _only(part, frozenset({"id", "extension", "type", "doseQuantity", "doseRange"}), "the dose")
    span = child(part, "doseRange")
    quantity = child(part, "doseQuantity")
    if span is None and quantity is None:
        return None
    low, high = (quantity, quantity) if span is None else (child(span, "low"), child(span, "high"))
    if low is None or high is None:
        raise DosageError("the range of the dose has one end only")
    (least, unit), (most, other) = _measured(low, product), _measured(high, product)
    if unit != other or not 0 < least <= most:
        raise DosageError("the dose is not an amount that can be given")
    return Amount(least, most, unit)


def _measured(quantity: Mapping[str, Any], product: str | None) -> tuple[Decimal, str]:
    """The number with its unit in the words of the grammar. A unit that nobody knows is not guessed."""
    value, word = number_of(get(quantity, "value"), "the dose"), text_of(quantity, "unit", "the dose").strip().lower()
    if word in v.MASSES:
        return in_milligrams(value, v.MASSES[word])
    if word in v.VOLUMES:
        return value, "ml"
    known = v.FORMS.get(word) or (product if product is not None and word in (product, f"{product}s") else None)
    if known is None:
        raise DosageError(f"the unit {word[:40]} is not known")
    return value, known


def _timing(repeat: Mapping[str, Any]) -> Iterator[Phrase]:
    _only(repeat, _REPEAT_READ, "the timing")
    yield from _frequency(repeat)
    yield from _moments(repeat)
    days = [_DAYS.get(day) for day in texts(repeat, "dayOfWeek")]
    if days:
        named = sorted({day for day in days if day is not None})
        if len(named) != len(days):
            raise DosageError("the days of the week cannot be read")
        yield Weekdays(tuple(named))
    yield from _bounds(repeat)


def _whole(holder: Mapping[str, Any], name: str) -> int | None:
    number = optional_number(holder, name)
    if number is None:
        return None
    if number != int(number) or number < 1:
        raise DosageError(f"{name} is not a whole number")
    return int(number)


def _frequency(repeat: Mapping[str, Any]) -> Iterator[Phrase]:
    least, most = _whole(repeat, "frequency"), _whole(repeat, "frequencyMax")
    period, longest = _whole(repeat, "period"), _whole(repeat, "periodMax")
    count = _whole(repeat, "count")
    if count is not None:
        if count != 1 or least is not None or period is not None:
            raise DosageError("a number of doses in all is not read")
        yield Single()
    if least is None and most is None and period is None:
        return
    unit = TIME_UNITS.get(str(get(repeat, "periodUnit")))
    if period is None or unit in (None, "second", "minute"):
        raise DosageError("the period of the frequency is missing, or is not read")
    times = least or most or 1
    if (most or times) < times or (longest or period) < period:
        raise DosageError("a range in the timing is the wrong way round")
    up_to = least is None and most is not None
    yield Often(Frequency(times, most or times, period, longest or period, str(unit), up_to=up_to))


def _moments(repeat: Mapping[str, Any]) -> Iterator[Phrase]:
    offset = _whole(repeat, "offset")
    for place, code in enumerate(texts(repeat, "when")):
        yield _moment(code, offset, joined=place > 0)
    for place, time in enumerate(texts(repeat, "timeOfDay")):
        clock = clock_time(time)
        if clock is None or len(clock) > len("08:00"):
            raise DosageError("a time of day cannot be read")
        yield Moment(clock, clock, joined=place > 0, precise=True)


def _moment(code: str, offset: int | None, *, joined: bool) -> Phrase:
    before = f"{offset} minutes " if offset is not None else ""
    if code in _WHEN and (offset is None or code == "HS"):
        name = _WHEN[code]
        words = f"{before}before bedtime" if before else _PLACED[name]
        return Moment(name, words, joined, precise=bool(before))
    beside, meal = (_BESIDE.get(code), None) if code in _BESIDE else (_BESIDE.get(code[:-1]), _MEALS.get(code[-1:]))
    if beside is None or (before and beside == "with"):
        raise DosageError(f"the moment {code[:40]} is not read")
    if meal is None:
        return Meals(f"{before}{beside} meals", joined)
    return Moment(meal[0], f"{before}{beside} {meal[1]}", joined, precise=True)


def _bounds(repeat: Mapping[str, Any]) -> Iterator[Phrase]:
    length, span, between = (child(repeat, f"bounds{kind}") for kind in ("Duration", "Range", "Period"))
    if length is not None:
        many, period = _course_length(length)
        yield Lasting(Course(many, many, period))
    elif span is not None:
        low, high = child(span, "low"), child(span, "high")
        if low is None or high is None:
            raise DosageError("the range of the course has one end only")
        (least, period), (most, other) = _course_length(low), _course_length(high)
        if period != other or least > most:
            raise DosageError("the range of the course cannot be read")
        yield Lasting(Course(least, most, period))
    elif between is not None:
        days = _days_between(get(between, "start"), get(between, "end"))
        if days is not None:
            yield Lasting(Course(days, days, "day"))


def _course_length(quantity: Mapping[str, Any]) -> tuple[int, str]:
    many = _whole(quantity, "value")
    period = TIME_UNITS.get(str(get(quantity, "code"))) or v.PERIODS.get(str(get(quantity, "unit")).lower())
    if many is None or period not in ("day", "week", "month", "year"):
        raise DosageError("the length of the course cannot be read")
    return many, period


def _days_between(start: object, end: object) -> int | None:
    """Both days counted. A start alone says nothing of how long; an end alone cannot be counted from."""
    if end is None:
        return None
    try:
        first, last = (date.fromisoformat(str(day)[:10]) for day in (start, end))
    except ValueError:
        raise DosageError("the dates of the course cannot be read") from None
    if last < first:
        raise DosageError("the course ends before it begins")
    return (last - first).days + 1


def _words(text: str) -> Line:
    return Line(tokens_of(text, _NO_CODES, None))


def _place(dosage: Mapping[str, Any], extra: list[str]) -> Iterator[Phrase]:
    concept = child(dosage, "site")
    if concept is None:
        return
    words = displays(concept, "site")[0].lower()
    line = _words(f"in the {words}")
    found = next((each for each in sites(line, 0) if each.end == len(line)), None)
    if found is None or found.phrase is None:
        extra.append(words)
        return
    yield found.phrase


def _as_needed(dosage: Mapping[str, Any], extra: list[str]) -> Iterator[Phrase]:
    reason = child(dosage, "asNeededCodeableConcept")
    if reason is not None:
        extra.append(f"for {' and '.join(displays(reason, 'asNeededCodeableConcept')).lower()}")
    if reason is not None or get(dosage, "asNeededBoolean") is True:
        yield AsNeeded()


def _cap(dosage: Mapping[str, Any], product: str | None) -> Iterator[Phrase]:
    cap = child(dosage, "maxDosePerPeriod")
    if cap is None:
        return
    numerator, per = child(cap, "numerator"), child(cap, "denominator")
    if numerator is None or per is None:
        raise DosageError("maxDosePerPeriod is incomplete")
    spelt = str(get(per, "code") or get(per, "unit")).lower()
    hours = {"h": 1, "hour": 1, "hours": 1, "d": 24, "day": 24, "days": 24}.get(spelt)
    if hours is None or number_of(get(per, "value"), "maxDosePerPeriod") * hours != 24:
        raise DosageError("a maximum in another time than 24 hours is not read")
    value, unit = _measured(numerator, product)
    yield Cap(value, None if unit == "dose" else unit, in_doses=unit == "dose")


def _instructions(dosage: Mapping[str, Any], extra: list[str]) -> Iterator[Phrase]:
    """Words for the label. Those that could change the dose are not read: the structure would not be all."""
    for concept in child_objects(dosage, "additionalInstruction"):
        for words in displays(concept, "additionalInstruction"):
            plain = [cover for cover in _covers(words) if all(isinstance(each, AsDirected) for each in cover.phrases)]
            if not plain:
                raise DosageError(f"the additional instruction “{words[:60]}” may bear on the dose")
            yield from plain[0].phrases
            extra.extend(plain[0].extra)


def _covers(words: str) -> tuple[Cover, ...]:
    try:
        return covers(phrases_by_place(_words(words)))
    except TooManyWays:
        return ()
