"""`dispensary dose --jsonl`: directions to numbers and to the words on a label (docs: the command line)."""

from decimal import Decimal
from typing import Any

from dispensary.domain.dose.codes import DoseCodes
from dispensary.domain.dose.parse import read_dose
from dispensary.domain.dose.reading import DosePart, DoseReading, DoseStep
from dispensary.domain.quantity import decimal_text
from dispensary.wording.dose import patient_text


def answer(case: dict[str, Any], codes: DoseCodes) -> dict[str, Any]:
    """One line in, one out. Raises ValueError where the line holds no text: that line cannot be read."""
    text, unit = case.get("text"), case.get("unit")
    if not isinstance(text, str) or not (unit is None or isinstance(unit, str)):
        raise ValueError('a dose needs "text", and "unit" in words or null')
    reading = read_dose(text, unit=unit, codes=codes)
    return {
        "parsed": reading.parsed,
        "dose_min": _text(reading.dose_min),
        "dose_max": _text(reading.dose_max),
        "unit": reading.unit,
        "per_day_min": _text(reading.per_day_min),
        "per_day_max": _text(reading.per_day_max),
        "max_24h": _text(reading.max_24h),
        "as_needed": reading.as_needed,
        "as_directed": reading.as_directed,
        "sites": reading.sites,
        "steps": [_step(step) for step in _steps(reading)],
        "unparsed": list(reading.unparsed),
        "missing": list(reading.missing),
        "patient_text": patient_text(reading, unit),
    }


def _steps(reading: DoseReading) -> tuple[DoseStep, ...]:
    return reading.steps if reading.parsed else ()


def _step(step: DoseStep) -> dict[str, Any]:
    return {
        "dose_min": _text(step.dose_min),
        "dose_max": _text(step.dose_max),
        "per_day_min": _text(step.per_day_min),
        "per_day_max": _text(step.per_day_max),
        "times": list(step.times),
        "weekdays": list(step.weekdays),
        "interval_hours_min": _text(step.interval_hours_min),
        "interval_hours_max": _text(step.interval_hours_max),
        "days": step.days,
        "as_needed": step.as_needed,
        "parts": [_part(part) for part in step.parts],
    }


def _part(part: DosePart) -> dict[str, Any]:
    return {
        "dose_min": _text(part.dose_min),
        "dose_max": _text(part.dose_max),
        "times": list(part.times),
        "weekdays": list(part.weekdays),
    }


def _text(value: Decimal | None) -> str | None:
    return None if value is None else decimal_text(value)
