"""Directions read back while they are typed: what was understood, part by part, in numbers that a person can check."""

from decimal import Decimal

from dispensary.domain.dose.reading import DoseReading, DoseStep
from dispensary.domain.quantity import Quantity, decimal_text
from dispensary.wording.labels import quantity_words

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_TIMES = {1: "once", 2: "twice"}
_PERIODS = {
    Decimal("0.142857"): "once a week",
    Decimal("0.285714"): "twice a week",
    Decimal("0.428571"): "3 times a week",
    Decimal("0.071429"): "every 2 weeks",
    Decimal("0.032854"): "once a month",
    Decimal("0.5"): "every other day",
    Decimal("0.500000"): "every other day",
}


def read_back(reading: DoseReading, unit: str | None) -> tuple[tuple[str, str], ...]:
    """Pairs of what and how it was read: ("Dose", "1 capsule"), ("Times", "once a day"). Empty where nothing was."""
    if not reading.parsed:
        return ()
    only = reading.steps[0] if len(reading.steps) == 1 else None
    if only is None:
        pairs = [(f"{len(reading.steps)} steps", "one after another")]
    elif only.parts:
        pairs = [("Doses", _parts(only)), ("For", _course(only))]
    else:
        pairs = [("Dose", _dose(reading, reading.unit or unit)), ("Times", _often(reading))]
        pairs += [("At", ", ".join(only.times)), ("For", _course(only))]
    pairs.append(("Most in 24 hours", decimal_text(reading.cap) if reading.cap is not None else ""))
    pairs.append(("Only", "when needed" if reading.as_needed else ""))
    pairs.append(("Kept as written", "; ".join(reading.extra)))
    return tuple((what, words) for what, words in pairs if words)


def _dose(reading: DoseReading, unit: str | None) -> str:
    least, most = reading.dose_min, reading.dose_max
    if least is None or most is None:
        return ""
    if least == most:
        return quantity_words(Quantity(most, unit or ""))
    return f"{decimal_text(least)} to {quantity_words(Quantity(most, unit or ''))}"


def _often(reading: DoseReading) -> str:
    most = reading.per_day_max
    if most is None:
        return ""
    if most in _PERIODS:
        return _PERIODS[most]
    if most != most.to_integral_value():
        return f"{decimal_text(most)} a day"
    least = reading.per_day_min
    words = f"{_TIMES.get(int(most), f'{int(most)} times')} a day"
    if least is not None and 0 < least < most:
        return f"{decimal_text(least)} to {words}"
    return f"up to {words}" if least == 0 and most > 1 else words


def _parts(step: DoseStep) -> str:
    """2 morning, 1 night."""
    said = []
    for part in step.parts:
        when = [*part.times, *(_DAYS[day - 1] for day in part.weekdays)]
        said.append(f"{decimal_text(part.dose_max)} {' '.join(when)}".strip())
    return ", ".join(said)


def _course(step: DoseStep) -> str:
    if step.days is None:
        return ""
    if step.course is not None and step.course.up_to:
        return f"up to {step.days} day{'' if step.days == 1 else 's'}"
    return "1 day" if step.days == 1 else f"{step.days} days"


def unread_spans(text: str, words: tuple[str, ...]) -> tuple[tuple[int, int], ...]:
    """Where the words that were not read stand in what was typed: from which character, how many."""
    spans: list[tuple[int, int]] = []
    folded = text.casefold()
    for word in words:
        at = folded.find(word.casefold())
        while word and at >= 0 and any(at < start + length and start < at + len(word) for start, length in spans):
            at = folded.find(word.casefold(), at + 1)
        if word and at >= 0:
            spans.append((at, len(word)))
    return tuple(sorted(spans))
