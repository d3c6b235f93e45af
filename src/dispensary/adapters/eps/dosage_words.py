"""The fixed words of the NHS dose-to-text algorithm, and its dates and times (reference/eps/DOSE.md)."""

import re
from datetime import date

TIME_UNITS = {"s": "second", "min": "minute", "h": "hour", "d": "day", "wk": "week", "mo": "month", "a": "year"}
TIME_UNIT_NAMES = frozenset(TIME_UNITS.values())

PERIOD_ALONE = {
    "second": "every second",
    "minute": "every minute",
    "hour": "hourly",
    "day": "daily",
    "week": "weekly",
    "month": "monthly",
    "year": "annually",
}

DAYS = {
    "mon": "Monday",
    "tue": "Tuesday",
    "wed": "Wednesday",
    "thu": "Thursday",
    "fri": "Friday",
    "sat": "Saturday",
    "sun": "Sunday",
}

# HL7 event-timing codes (http://hl7.org/fhir/event-timing); PHS reads "once asleep" in the NHS algorithm.
MOMENTS = {
    "MORN": "during the morning",
    "MORN.early": "during the early morning",
    "MORN.late": "during the late morning",
    "NOON": "around 12:00pm",
    "AFT": "during the afternoon",
    "AFT.early": "during the early afternoon",
    "AFT.late": "during the late afternoon",
    "EVE": "during the evening",
    "EVE.early": "during the early evening",
    "EVE.late": "during the late evening",
    "NIGHT": "during the night",
    "PHS": "once asleep",
    "HS": "before sleep",
    "WAKE": "upon waking",
    "C": "at a meal",
    "CM": "at breakfast",
    "CD": "at lunch",
    "CV": "at dinner",
    "AC": "before a meal",
    "ACM": "before breakfast",
    "ACD": "before lunch",
    "ACV": "before dinner",
    "PC": "after a meal",
    "PCM": "after breakfast",
    "PCD": "after lunch",
    "PCV": "after dinner",
}

_TIME = re.compile(r"([01]\d|2[0-3]):([0-5]\d):([0-5]\d)(\.\d{1,9})?", re.ASCII)
_DATE = re.compile(r"(\d{4}-\d{2}-\d{2})(?:T\d{2}:\d{2}.*)?", re.ASCII)


def clock_time(text: str) -> str | None:
    """HH:MM of a FHIR time, with seconds only where they are not nought. None where it is no time."""
    found = _TIME.fullmatch(text)
    if found is None:
        return None
    hours, minutes, seconds, _ = found.groups()
    return f"{hours}:{minutes}" if seconds == "00" else f"{hours}:{minutes}:{seconds}"


def calendar_date(text: str) -> str | None:
    """dd/mm/yyyy of a FHIR date or dateTime as written, its time passed over. None where it is no whole date."""
    found = _DATE.fullmatch(text)
    if found is None:
        return None
    try:
        day = date.fromisoformat(found.group(1))
    except ValueError:
        return None
    return f"{day:%d/%m}/{day.year:04d}"
