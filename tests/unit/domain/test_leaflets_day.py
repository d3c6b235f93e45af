"""The chart of the day ticks what the label says, and nothing that it leaves open."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.leaflet_builders import taken

from dispensary import bootstrap
from dispensary.domain.leaflets.day import Moment, Why, day_of

M = Moment


@pytest.mark.parametrize(
    ("directions", "ticks"),
    [
        ("1 om", {M.MORNING: "1"}),
        ("1 bd", {M.MORNING: "1", M.EVENING: "1"}),
        ("2 mane 1 nocte", {M.MORNING: "2", M.BEDTIME: "1"}),
        ("1 with breakfast and 1 with the evening meal", {M.MORNING: "1", M.EVENING: "1"}),
        ("1 in the morning and 1 at lunchtime and 1 at teatime", {M.MORNING: "1", M.MIDDAY: "1", M.EVENING: "1"}),
        ("1 bd for 7 days", {M.MORNING: "1", M.EVENING: "1"}),
    ],
)
def test_a_moment_that_the_label_names_is_ticked_with_its_dose(directions: str, ticks: dict[Moment, str]) -> None:
    day = taken(directions=directions).day
    assert day.why is None
    assert {tick.moment: str(tick.high) for tick in day.ticks} == ticks


@pytest.mark.parametrize(
    ("directions", "why"),
    [
        ("1 tds", Why.NO_MOMENT),
        ("1 daily", Why.NO_MOMENT),
        ("1 every 6 hours", Why.NO_MOMENT),
        ("1 at 08:00 and 20:00", Why.NO_MOMENT),
        ("1 in the afternoon", Why.NO_MOMENT),
        ("1 an hour before bedtime", Why.NO_MOMENT),
        ("1 qds prn", Why.WHEN_NEEDED),
        ("1 at night when needed", Why.WHEN_NEEDED),
        ("1 weekly on monday", Why.NOT_EVERY_DAY),
        ("1 once a week in the morning", Why.NOT_EVERY_DAY),
        ("1 every other day in the morning", Why.NOT_EVERY_DAY),
        ("1 mon wed fri in the morning", Why.NOT_EVERY_DAY),
        ("6 om for 5 days then 5 om for 5 days", Why.CHANGES),
        ("1 at night if unable to sleep", Why.ON_CONDITION),
        ("1 om when swollen", Why.ON_CONDITION),
        ("if dizzy 1 om", Why.ON_CONDITION),
        ("1 om in case of pain", Why.ON_CONDITION),
        ("1 om before travel", Why.ON_CONDITION),
        ("1 at night after dialysis", Why.ON_CONDITION),
        ("1 om during exams", Why.ON_CONDITION),
        ("as directed", Why.UNREAD),
        ("", Why.UNREAD),
        ("when the moon rises", Why.UNREAD),
    ],
)
def test_whatever_names_no_moment_of_every_day_stays_in_words(directions: str, why: Why) -> None:
    day = taken(directions=directions).day
    assert (day.ticks, day.why) == ((), why)


PIECES = (
    "1, 2, half, one, tablet, tablets, om, bd, tds, on, nocte, mane, morning, night, midday, breakfast, lunch, with, "
    "and, then, for, 5, days, prn, weekly, monday, daily, at, in, the, every, other, day, before, food, teatime, "
    "evening, stop"
)
WORDS = st.lists(st.sampled_from(PIECES.split(", ")), max_size=9)


@given(WORDS)
def test_ticks_add_up_to_the_day_that_was_read_or_there_are_none(words: list[str]) -> None:
    reading = bootstrap.dose_reader()(" ".join(words), "tablet")
    day = day_of(reading)
    assert bool(day.ticks) != (day.why is not None)
    if not day.ticks:
        return
    assert reading.parsed
    step = reading.steps[0]
    assert len(reading.steps) == 1
    assert not step.as_needed
    assert not step.weekdays
    assert sum(tick.high for tick in day.ticks) == _in_a_day(step)


def _in_a_day(step: object) -> Decimal:
    parts = step.parts  # type: ignore[attr-defined]
    if parts:
        return Decimal(sum(part.dose_max * len(part.times) for part in parts))
    return Decimal(step.dose_max * step.per_day_max)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "directions", ["1 om with food", "1 om after food", "1 at night before bed", "1 om after breakfast"]
)
def test_what_comes_every_day_is_no_condition(directions: str) -> None:
    assert taken(directions=directions).day.ticks
