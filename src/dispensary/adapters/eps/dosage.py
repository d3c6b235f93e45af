"""A structured FHIR dosage in words, by the NHS dose-to-text algorithm (reference/eps/DOSE.md).

The wording is the algorithm's, not ours: "2 tablet" stays "2 tablet". What a patient reads is made elsewhere. A part
that is present but incomplete is an error, never left out in silence.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Any

from dispensary.adapters.eps.dosage_elements import (
    DosageError,
    child,
    child_objects,
    displays,
    get,
    listed,
    number_of,
    optional_number,
    plural_unit,
    quantity_words,
    range_words,
    text_of,
    texts,
)
from dispensary.adapters.eps.dosage_words import DAYS, MOMENTS, PERIOD_ALONE, TIME_UNITS, calendar_date, clock_time
from dispensary.domain.quantity import decimal_text

_SEPARATOR = re.compile(r"\s+-\s+|[,;](?!\d)|\s+")


def dosage_text(dosages: Sequence[Mapping[str, Any]]) -> str:
    """The words for a list of FHIR Dosage elements, "" for an empty list.

    Several need a `sequence` each: the same sequence is joined by ", and ", the next follows after ", then ".
    Raises DosageError.
    """
    if not isinstance(dosages, list | tuple) or not all(isinstance(dosage, Mapping) for dosage in dosages):
        raise DosageError("the dosage is not a list of objects")
    if not dosages:
        return ""
    if len(dosages) == 1:
        return _one(dosages[0])
    return in_sequence([(_sequence(dosage), _one(dosage)) for dosage in dosages])


def in_sequence(parts: Iterable[tuple[Decimal, str]]) -> str:
    """Instructions joined by their sequence numbers: together ", and ", one after the other ", then "."""
    ordered = sorted(parts, key=lambda part: part[0])
    steps = [", and ".join(text for _, text in step) for _, step in groupby(ordered, key=lambda part: part[0])]
    return ", then ".join(steps)


def is_structured(dosage: Mapping[str, Any]) -> bool:
    """Whether a Dosage says anything besides its free text."""
    return any(value not in (None, [], {}) for name, value in dosage.items() if name not in _NOT_STRUCTURE)


def disagrees(text: str, structured: str) -> bool:
    """Whether the prescriber's words and the structure say different things, letter for letter.

    Only case, white space, separating commas and dashes, and a closing full stop are passed over; "twice a day" and
    "2 times a day" are left to a person, since a machine that explains differences away will one day hide a real one.
    """
    return _plain(text) != _plain(structured)


_NOT_STRUCTURE = frozenset({"text", "sequence", "id", "extension"})


def _plain(text: str) -> str:
    return " ".join(_SEPARATOR.sub(" ", text.casefold()).split()).rstrip(".").rstrip()


def _sequence(dosage: Mapping[str, Any]) -> Decimal:
    sequence = get(dosage, "sequence")
    if sequence is None:
        raise DosageError("there are several instructions but one has no sequence")
    return number_of(sequence, "sequence")


def _one(dosage: Mapping[str, Any]) -> str:
    rest = " - ".join(words for part in _PARTS if (words := part(dosage)))
    return " ".join(words for words in (_concept(dosage, "method"), rest) if words)


def _concept(dosage: Mapping[str, Any], name: str) -> str:
    concept = child(dosage, name)
    return "" if concept is None else listed(list(dict.fromkeys(displays(concept, name))))


def _dose_or_rate(dosage: Mapping[str, Any], *names: str) -> tuple[str, Mapping[str, Any]] | None:
    found = [
        (name, part)
        for name in names
        for each in child_objects(dosage, "doseAndRate")
        if (part := child(each, name)) is not None
    ]
    if any(other != found[0] for other in found[1:]):
        raise DosageError(f"there is more than one {names[0]} or its like, and they differ")
    return found[0] if found else None


def _dose(dosage: Mapping[str, Any]) -> str:
    found = _dose_or_rate(dosage, "doseQuantity", "doseRange")
    if found is None:
        return ""
    name, part = found
    return quantity_words(part, "the dose") if name == "doseQuantity" else range_words(part, "the dose")


def _rate(dosage: Mapping[str, Any]) -> str:
    found = _dose_or_rate(dosage, "rateRatio", "rateRange", "rateQuantity")
    if found is None:
        return ""
    name, part = found
    if name == "rateRange":
        return f"at a rate of {range_words(part, 'the rate')}"
    if name == "rateQuantity":
        return f"at a rate of {quantity_words(part, 'the rate')}"
    numerator = quantity_words(child(part, "numerator"), "the rate")
    per = child(part, "denominator")
    if number_of(get(per, "value"), "the value of the rate") == 1:
        return f"at a rate of {numerator} per {text_of(per, 'unit', 'the rate')}"
    return f"at a rate of {numerator} every {quantity_words(per, 'the rate', plural=True)}"


def _repeat(dosage: Mapping[str, Any]) -> Mapping[str, Any] | None:
    timing = child(dosage, "timing")
    if (
        timing is not None
        and get(timing, "code") is not None
        and not get(timing, "repeat")
        and not get(timing, "event")
    ):
        raise DosageError("the timing is given only as a code")
    return child(timing, "repeat")


def _time_unit(repeat: Mapping[str, Any] | None, name: str) -> str:
    unit = TIME_UNITS.get(text_of(repeat, name, "the timing"))
    if unit is None:
        raise DosageError(f"{name} is not a unit of time")
    return unit


def _duration(dosage: Mapping[str, Any]) -> str:
    repeat = _repeat(dosage)
    length, longest = optional_number(repeat, "duration"), optional_number(repeat, "durationMax")
    if length is None and longest is None:
        return ""
    if length is None:
        raise DosageError("durationMax is given without duration")
    unit = _time_unit(repeat, "durationUnit")
    words = f"over {decimal_text(length)} {plural_unit(unit, length)}"
    return words if longest is None else f"{words} (maximum {decimal_text(longest)} {plural_unit(unit, longest)})"


def _frequency_and_period(dosage: Mapping[str, Any]) -> str:
    repeat = _repeat(dosage)
    often, most = optional_number(repeat, "frequency"), optional_number(repeat, "frequencyMax")
    if often is None and most is None:
        return _period_alone(repeat)
    period = _period(repeat)
    if most is None and often == 1:
        return "once" if not period else f"once {period}" if _is_every_one(repeat) else period
    return f"{_times(often, most)} {period}".strip()


def _times(often: Decimal | None, most: Decimal | None) -> str:
    if most is None:
        assert often is not None
        return "twice" if often == 2 else f"{decimal_text(often)} times"
    if often is None:
        return f"up to {decimal_text(most)} times"
    return f"{decimal_text(often)} to {decimal_text(most)} times"


def _is_every_one(repeat: Mapping[str, Any] | None) -> bool:
    return optional_number(repeat, "period") == 1 and optional_number(repeat, "periodMax") is None


def _period_alone(repeat: Mapping[str, Any] | None) -> str:
    if optional_number(repeat, "period") is None and optional_number(repeat, "periodMax") is None:
        return ""
    if not _is_every_one(repeat):
        raise DosageError("there is a period but no frequency")
    return PERIOD_ALONE[_time_unit(repeat, "periodUnit")]


def _period(repeat: Mapping[str, Any] | None) -> str:
    length, longest = optional_number(repeat, "period"), optional_number(repeat, "periodMax")
    if length is None and longest is None:
        return ""
    if length is None:
        raise DosageError("periodMax is given without period")
    unit = _time_unit(repeat, "periodUnit")
    if longest is not None:
        return f"every {decimal_text(length)} to {decimal_text(longest)} {plural_unit(unit, longest)}"
    if length == 1:
        return f"{'an' if unit == 'hour' else 'a'} {unit}"
    return f"every {decimal_text(length)} {plural_unit(unit, length)}"


def _offset_and_when(dosage: Mapping[str, Any]) -> str:
    repeat = _repeat(dosage)
    offset, moments = optional_number(repeat, "offset"), texts(repeat, "when")
    if offset is not None and not moments:
        raise DosageError("there is an offset but nothing that it counts from")
    if not moments:
        return ""
    unknown = [moment for moment in moments if moment not in MOMENTS]
    if unknown:
        raise DosageError(f"{unknown[0][:40]} is not a moment of the day")
    words = listed([MOMENTS[moment] for moment in moments])
    return words if offset is None else f"{_minutes(offset)} {words}"


def _minutes(offset: Decimal) -> str:
    if offset != offset.to_integral_value():
        raise DosageError("the offset is not a whole number of minutes")
    for size, unit in ((1440, "day"), (60, "hour")):
        if offset and offset % size == 0:
            return f"{decimal_text(offset / size)} {plural_unit(unit, offset / size)}"
    return f"{decimal_text(offset)} {plural_unit('minute', offset)}"


def _days_and_times(dosage: Mapping[str, Any]) -> str:
    repeat = _repeat(dosage)
    days = [DAYS.get(day) for day in texts(repeat, "dayOfWeek")]
    times = [clock_time(time) for time in texts(repeat, "timeOfDay")]
    if None in days or None in times:
        raise DosageError("a day of the week or a time of day cannot be read")
    words = [f"on {listed([str(day) for day in days])}"] if days else []
    return " ".join([*words, f"at {listed([str(time) for time in times])}"] if times else words)


def _as_needed(dosage: Mapping[str, Any]) -> str:
    reason = child(dosage, "asNeededCodeableConcept")
    if reason is not None:
        return f"as required for {listed(displays(reason, 'asNeededCodeableConcept'))}"
    needed = get(dosage, "asNeededBoolean")
    if needed is not None and not isinstance(needed, bool):
        raise DosageError("asNeededBoolean is not true or false")
    return "as required" if needed else ""


def _bounds(dosage: Mapping[str, Any]) -> str:
    repeat = _repeat(dosage)
    length, span, period = (child(repeat, f"bounds{kind}") for kind in ("Duration", "Range", "Period"))
    if length is not None:
        return f"for {quantity_words(length, 'boundsDuration', plural=True)}"
    if span is not None:
        return f"for {range_words(span, 'boundsRange', plural=True)}"
    return "" if period is None else _between(get(period, "start"), get(period, "end"))


def _between(start: object, end: object) -> str:
    if start is None and end is None:
        raise DosageError("boundsPeriod has neither end")
    if start is None:
        return f"until {_date(end)}"
    return f"from {_date(start)}" if end is None else f"from {_date(start)} to {_date(end)}"


def _date(value: object) -> str:
    written = calendar_date(value) if isinstance(value, str) else None
    if written is None:
        raise DosageError("a date cannot be read")
    return written


def _count(dosage: Mapping[str, Any]) -> str:
    repeat = _repeat(dosage)
    count, most = optional_number(repeat, "count"), optional_number(repeat, "countMax")
    if count is None and most is None:
        return ""
    if count is None:
        raise DosageError("countMax is given without count")
    if most is not None:
        return f"take {decimal_text(count)} to {decimal_text(most)} times"
    named = {Decimal(1): "once", Decimal(2): "twice"}
    return f"take {named.get(count) or f'{decimal_text(count)} times'}"


def _event(dosage: Mapping[str, Any]) -> str:
    dates = [_date(event) for event in texts(child(dosage, "timing"), "event")]
    return f"on {listed(dates)}" if dates else ""


def _max_per_period(dosage: Mapping[str, Any]) -> str:
    cap = child(dosage, "maxDosePerPeriod")
    if cap is None:
        return ""
    most = quantity_words(child(cap, "numerator"), "maxDosePerPeriod")
    return f"up to a maximum of {most} in {quantity_words(child(cap, 'denominator'), 'maxDosePerPeriod', plural=True)}"


def _max_per_dose(dosage: Mapping[str, Any]) -> str:
    cap = child(dosage, "maxDosePerAdministration")
    return "" if cap is None else f"up to a maximum of {quantity_words(cap, 'maxDosePerAdministration')} per dose"


def _max_per_lifetime(dosage: Mapping[str, Any]) -> str:
    cap = child(dosage, "maxDosePerLifetime")
    return (
        ""
        if cap is None
        else f"up to a maximum of {quantity_words(cap, 'maxDosePerLifetime')} for the lifetime of the patient"
    )


def _additional(dosage: Mapping[str, Any]) -> str:
    concepts = child_objects(dosage, "additionalInstruction")
    words = [word for concept in concepts for word in displays(concept, "additionalInstruction")]
    return listed(words) if words else ""


def _patient_instruction(dosage: Mapping[str, Any]) -> str:
    if get(dosage, "patientInstruction") is None:
        return ""
    return text_of(dosage, "patientInstruction", "the dosage")


_PARTS: tuple[Callable[[Mapping[str, Any]], str], ...] = (
    _dose,
    _rate,
    _duration,
    _frequency_and_period,
    _offset_and_when,
    _days_and_times,
    lambda dosage: _concept(dosage, "route"),
    lambda dosage: _concept(dosage, "site"),
    _as_needed,
    _bounds,
    _count,
    _event,
    _max_per_period,
    _max_per_dose,
    _max_per_lifetime,
    _additional,
    _patient_instruction,
)
