"""When a backup is due, and when somebody is to be told that the last one is old."""

from datetime import UTC, datetime, timedelta

import pytest

from dispensary.domain.backups import BackupPlan, BackupStanding
from dispensary.wording.backups import every_words, old_words

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
DAILY = BackupPlan("/backups")
HOUR = timedelta(hours=1)


def standing(age: timedelta | None, plan: BackupPlan | None = DAILY) -> BackupStanding:
    return BackupStanding(NOW, plan, None if age is None else NOW - age)


def test_one_is_due_when_a_turn_has_passed_and_not_before() -> None:
    assert standing(None).due
    assert standing(24 * HOUR).due
    assert not standing(23 * HOUR).due
    six = BackupPlan("/backups", 6 * HOUR)
    assert standing(6 * HOUR, six).due
    assert not standing(5 * HOUR, six).due


def test_without_a_plan_none_is_made_by_itself() -> None:
    assert not standing(None, None).due
    assert not standing(900 * HOUR, None).due


def test_a_clock_that_was_wrong_does_not_stop_backups_until_its_day_comes() -> None:
    assert standing(timedelta(days=-400)).due


def test_somebody_is_told_after_two_days_or_two_turns() -> None:
    assert standing(None, None).old
    assert standing(48 * HOUR, None).old
    assert not standing(47 * HOUR, None).old
    assert standing(48 * HOUR).old
    assert not standing(47 * HOUR).old
    weekly = BackupPlan("/backups", timedelta(days=7))
    assert not standing(13 * 24 * HOUR, weekly).old
    assert standing(14 * 24 * HOUR, weekly).old


@pytest.mark.parametrize("every", [timedelta(minutes=59), timedelta(days=7, seconds=1), timedelta(0)])
def test_no_plan_is_busier_than_hourly_or_rarer_than_weekly(every: timedelta) -> None:
    with pytest.raises(ValueError, match="every hour at most"):
        BackupPlan("/backups", every)


def test_words() -> None:
    assert old_words(standing(None))[0] == "There is no backup of this record."
    assert old_words(standing(50 * HOUR))[0] == "The last backup is 2 days old."
    assert old_words(standing(13 * HOUR))[0] == "The last backup is 13 hours old."
    spans = {24: "every day", 48: "every 2 days", 36: "every 36 hours", 1: "every hour"}
    assert {hours: every_words(hours * HOUR) for hours in spans} == spans
