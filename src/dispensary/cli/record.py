"""`dispensary record ...`: the records that the law wants of the premises, and how the clinical check is borne."""

import argparse
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from dispensary.application.queries.burden import burden
from dispensary.application.queries.duty import responsible_record
from dispensary.application.workplace import Workplace
from dispensary.cli.given import DONE, BadUsage, day
from dispensary.domain.burden import RuleBurden, SortBy
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


def month(options: argparse.Namespace) -> date | None:
    """The month asked for, by its first day. Raises BadUsage."""
    if options.month is None:
        return None
    first = day("--month", f"{options.month}-01")
    assert first is not None
    return first


def alerts(place: Workplace, asked: date | None) -> tuple[dict[str, Any], int]:
    """The alert burden of the clinical check in a month."""
    found = burden(place, asked)
    return {
        "month": found.month.isoformat()[:7],
        "checks": found.checks,
        "uncounted": found.uncounted,
        "whole": found.whole,
        "items": found.items,
        "findings": found.told,
        "stopped": found.stopped,
        "interrupted": found.interrupted,
        "kept": found.kept,
        "findings_per_100": _number(found.per_hundred),
        "stop_per_100": _number(found.stop_share),
        "interrupted_per_100": _number(found.interruptive_share),
        "rules": [_rule(rule) for rule in found.sorted_by(SortBy.SHOWN)],
    }, DONE


def _rule(rule: RuleBurden) -> dict[str, Any]:
    return {
        "check": rule.check.value,
        "rule": rule.rule,
        "stops": rule.stops,
        "shown": rule.shown,
        "carried": rule.carried,
        "overridden": rule.overridden,
        "acted_on": rule.acted_on,
        "overridden_per_100": _number(rule.rate),
    }


def _number(value: Decimal | None) -> str | None:
    return str(value) if value is not None else None


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
