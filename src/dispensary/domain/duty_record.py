"""The responsible pharmacist record (SI 2008/2789 reg 5): who was responsible, from when to when, and each absence.

It is kept for at least five years from the day to which it relates; nothing here is ever deleted.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from dispensary.domain.people import Absence, OnDuty
from dispensary.domain.premises import Premises


@dataclass(frozen=True, slots=True)
class Stretch:
    """One stretch as responsible pharmacist, with the absences that began in it, oldest first."""

    duty: OnDuty
    absences: tuple[Absence, ...]


@dataclass(frozen=True, slots=True)
class DutyRecord:
    """The record of these days, both included, as it stood at that moment. unplaced: absences that began in nobody's
    stretch; there should be none, and one that is there is shown all the same.
    """

    premises: Premises
    since: date
    until: date
    at: datetime
    stretches: tuple[Stretch, ...]
    unplaced: tuple[Absence, ...] = ()


def duty_record(
    premises: Premises,
    since: date,
    until: date,
    at: datetime,
    duties: Iterable[OnDuty],
    absences: Iterable[Absence],
) -> DutyRecord:
    """What concerns these days, oldest first. The days are those that stood on the clock when it was recorded."""
    held = [each for each in duties if _touches(since, until, each.since, each.until)]
    gone = [each for each in absences if _touches(since, until, each.left_at, each.returned_at)]
    stretches = tuple(Stretch(duty, tuple(each for each in gone if _began_in(each, duty))) for duty in held)
    placed = [each for stretch in stretches for each in stretch.absences]
    return DutyRecord(premises, since, until, at, stretches, tuple(each for each in gone if each not in placed))


def _touches(since: date, until: date, began: datetime, ended: datetime | None) -> bool:
    return began.date() <= until and (ended is None or ended.date() >= since)


def _began_in(absence: Absence, duty: OnDuty) -> bool:
    if absence.user != duty.user or absence.left_at < duty.since:
        return False
    return duty.until is None or absence.left_at <= duty.until


def absent_for(absence: Absence) -> timedelta | None:
    """How long it lasted; None while it lasts."""
    return absence.returned_at - absence.left_at if absence.returned_at is not None else None
