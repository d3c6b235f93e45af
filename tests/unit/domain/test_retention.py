"""Which backups are kept."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispensary.domain.retention import KeepRule, kept

NIGHT = datetime(2026, 11, 22, 22, 0, tzinfo=UTC)
_LONG_AGO, _FAR_OFF = datetime(2020, 1, 1), datetime(2030, 1, 1)  # noqa: DTZ001 the zone is given beside them
times = st.lists(st.datetimes(_LONG_AGO, _FAR_OFF, timezones=st.just(UTC)), max_size=40)
rules = st.builds(KeepRule, st.integers(0, 10), st.integers(0, 10), st.integers(0, 14))


def test_a_year_of_nights_leaves_a_week_of_days_five_weeks_and_twelve_months() -> None:
    nights = [NIGHT - timedelta(days=number) for number in range(400)]
    left = sorted(kept(nights, KeepRule()), reverse=True)
    assert left[:7] == nights[:7]
    assert {time.isocalendar()[:2] for time in nights[:29]} <= {time.isocalendar()[:2] for time in left}
    assert len({(time.year, time.month) for time in left}) == 12
    assert len(left) <= 7 + 5 + 12


def test_of_several_on_one_day_the_newest_stays() -> None:
    morning, noon = NIGHT.replace(hour=8), NIGHT.replace(hour=12)
    assert kept([morning, noon, NIGHT], KeepRule(1, 0, 0)) == {NIGHT}


@given(times, rules)
def test_the_newest_always_stays_and_nothing_is_invented(found: list[datetime], rule: KeepRule) -> None:
    left = kept(found, rule)
    assert left <= set(found)
    assert not found or max(found) in left


@given(times, rules)
def test_thinning_twice_thins_once(found: list[datetime], rule: KeepRule) -> None:
    left = kept(found, rule)
    assert kept(left, rule) == left


def test_a_rule_cannot_keep_fewer_than_none() -> None:
    with pytest.raises(ValueError, match="negative"):
        KeepRule(daily=-1)
