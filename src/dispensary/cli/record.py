"""`dispensary record ...`: the records that the law wants of the premises themselves."""

import argparse
from collections.abc import Callable
from datetime import date
from typing import Any

from dispensary.application.queries.duty import responsible_record
from dispensary.application.workplace import Workplace
from dispensary.cli.given import DONE, BadUsage, day
from dispensary.domain.duty_record import Stretch
from dispensary.domain.people import Absence

Days = tuple[date | None, date | None]


def days(options: argparse.Namespace) -> Days:
    """The days asked for. Raises BadUsage."""
    since, until = day("--since", options.since), day("--until", options.until)
    if since is not None and until is not None and until < since:
        raise BadUsage("--until lies before --since.")
    return since, until


def responsible(place: Workplace, asked: Days, write: Callable[[bytes], None] | None) -> tuple[dict[str, Any], int]:
    """The responsible pharmacist record of these days; `write` keeps it as a page."""
    record = responsible_record(place, *asked)
    if write is not None:
        write(place.pages.duty(record))
    return {
        "pharmacy": record.premises.name,
        "ods": str(record.premises.ods),
        "since": record.since.isoformat(),
        "until": record.until.isoformat(),
        "stretches": [_stretch(stretch) for stretch in record.stretches],
        "unplaced_absences": [_absence(absence) for absence in record.unplaced],
    }, DONE


def _stretch(stretch: Stretch) -> dict[str, Any]:
    duty = stretch.duty
    return {
        "name": duty.name,
        "registration": duty.registration,
        "since": duty.since.isoformat(),
        "until": duty.until.isoformat() if duty.until is not None else None,
        "absences": [_absence(absence) for absence in stretch.absences],
    }


def _absence(absence: Absence) -> dict[str, Any]:
    back = absence.returned_at
    return {
        "name": absence.name,
        "left_at": absence.left_at.isoformat(),
        "returned_at": back.isoformat() if back is not None else None,
    }
