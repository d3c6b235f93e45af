"""The responsible pharmacist record: what belongs to the days that somebody asks for, and nothing dropped."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from dispensary.domain.duty_record import DutyRecord, absent_for, duty_record
from dispensary.domain.identifiers import OdsCode, UserId
from dispensary.domain.people import Absence, OnDuty
from dispensary.domain.premises import Premises

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
HERE = Premises("Fernhill Pharmacy", "8 Market Row", "01632 960147", OdsCode("FH123"))
AMARA = OnDuty(UserId("amara"), "Amara Whitlock", "2999041", NOON - 3 * HOUR, NOON + 5 * HOUR)
LUNCH = Absence(UserId("amara"), "Amara Whitlock", NOON, NOON + HOUR)


def of(*duties: OnDuty, absences: tuple[Absence, ...] = (), days: tuple[int, int] = (0, 0)) -> DutyRecord:
    today = NOON.date()
    since, until = (today + days[0] * DAY, today + days[1] * DAY)
    return duty_record(HERE, since, until, NOON, duties, absences)


def test_a_stretch_stands_with_its_own_absences() -> None:
    samir = replace(AMARA, user=UserId("samir"), name="Samir Oduya")
    (first, second) = of(AMARA, samir, absences=(LUNCH,)).stretches
    assert first.absences == (LUNCH,)
    assert second.absences == ()


def test_what_lies_before_or_after_the_days_is_left_out_and_what_reaches_into_them_is_not() -> None:
    overnight = replace(AMARA, since=NOON - DAY, until=NOON - 11 * HOUR)
    before, after = replace(AMARA, until=NOON - 13 * HOUR, since=NOON - DAY), replace(AMARA, since=NOON + DAY)
    still = replace(AMARA, until=None)
    assert [stretch.duty for stretch in of(before, overnight, AMARA, still, after).stretches] == [
        overnight,
        AMARA,
        still,
    ]
    assert [stretch.duty for stretch in of(before, AMARA, days=(-1, -1)).stretches] == [before]


def test_an_absence_in_nobody_s_stretch_is_shown_all_the_same() -> None:
    early, late = replace(LUNCH, left_at=NOON - 4 * HOUR), replace(LUNCH, left_at=NOON + 6 * HOUR, returned_at=None)
    other = replace(LUNCH, user=UserId("samir"))
    assert of(AMARA, absences=(early, LUNCH, late, other)).unplaced == (early, late, other)
    assert of(replace(AMARA, until=None), absences=(late,)).unplaced == ()


def test_how_long_an_absence_lasted_is_known_once_it_ended() -> None:
    assert absent_for(LUNCH) == HOUR
    assert absent_for(replace(LUNCH, returned_at=None)) is None
