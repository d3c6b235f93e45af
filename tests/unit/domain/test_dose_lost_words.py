"""A word too few or too many: what has lost its number or its dose, or has a second frequency, is not read.

Each stands beside its twin, which says nearly the same and is read.
"""

from dataclasses import replace

import pytest

from dispensary.adapters.knowledge.dose_codes import load_dose_codes
from dispensary.domain.dose.parse import read_dose
from dispensary.domain.dose.reading import DoseReading

CODES = load_dose_codes()


def read(text: str) -> DoseReading:
    return read_dose(text, unit=None, codes=CODES)


def per_day(text: str) -> str:
    reading = read(text)
    assert reading.parsed, (text, reading.unparsed)
    return f"{reading.per_day_max:f}".rstrip("0").rstrip(".")


@pytest.mark.parametrize(
    "text",
    [
        "1 every morning weekly", "one weekly every morning", "2.5 mg every morning weekly", "1 nightly once a week",
        "1 mornings, once a month", "1 every night fortnightly", "1 at night weekly", "weekly 1 nocte",
        "half after meals and at night weekly", "10 ml with meals weekly", "1 weekly after each meal",
        "1 every morning on Monday", "1 every morning every 72 hours",
        "1 weekly max 2 in 24 hours", "1 weekly at the onset of migraine, max 2 in 24 hours",
    ],
)  # fmt: skip
def test_a_daily_moment_beside_a_rarer_frequency_is_two_readings(text: str) -> None:
    assert not read(text).parsed


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("10mg once weekly in the morning", "0.142857"), ("10mg in the morning, once a week", "0.142857"),
        ("1 weekly before breakfast", "0.142857"), ("1 weekly 30 minutes before breakfast", "0.142857"),
        ("1 every morning", "1"), ("1 weekly on Monday morning", "0.142857"), ("1 every Monday night", "0.142857"),
        ("1 every morning Monday to Friday", "0.714286"), ("1 on alternate mornings", "0.5"),
        ("1 every other night", "0.5"), ("1 every third evening", "0.333333"), ("1 weekly with food", "0.142857"),
        ("1 patch every 72 hours in the morning", "0.333333"), ("weekly: 1", "0.142857"),
    ],
)  # fmt: skip
def test_once_a_week_in_the_morning_is_one_reading(text: str, times: str) -> None:
    assert per_day(text) == times


@pytest.mark.parametrize(
    "text",
    ["take two every days", "apply 1 patch every days", "1 od for days", "1 od for weeks", "1 3 times per weeks",
     "1 od after weeks", "1 bd then after weeks 1 od", "1 od for day"],
)  # fmt: skip
def test_a_plural_period_without_its_number_is_not_read(text: str) -> None:
    assert not read(text).parsed


@pytest.mark.parametrize(
    "text",
    ["1 tds for about 5 days", "1 od for approximately 2 weeks", "1 od about 5 days", "1 od for up to 5 to 7 days"],
)
def test_a_length_that_nobody_can_count_is_not_read(text: str) -> None:
    assert not read(text).parsed


@pytest.mark.parametrize(
    ("text", "days"),
    [("1 od for a week", 7), ("1 od for the next week", 7), ("1 od for 2 weeks", 14), ("1 od for another month", 30),
     ("1 od for a fortnight", 14), ("1 od x 5 days", 5)],
)  # fmt: skip
def test_a_period_with_its_number_or_article_is_the_course(text: str, days: int) -> None:
    assert read(text).steps[0].days == days


@pytest.mark.parametrize(
    "text",
    ["om 2 on", "in the morning and two at night", "take in the morning and take two at night", "mane + two nocte",
     "take one in the morning and take at night", "with meals 2 and at night", "8am 1 tablet 8pm",
     "take 2 now then daily for 4 days", "2 stat then bd"],
)  # fmt: skip
def test_a_time_that_has_lost_its_dose_gets_none_from_another(text: str) -> None:
    assert not read(text).parsed


@pytest.mark.parametrize(
    ("text", "times"),
    [("one in the morning and at night", "2"), ("twice a day (8am and 2pm) 1 tablet", "2"), ("om 1 on 2", "2"),
     ("at night 1, before bed", "1"), ("take one daily, take in the morning", "1"), ("2 stat then 1 bd", "2")],
)  # fmt: skip
def test_one_dose_may_have_several_times(text: str, times: str) -> None:
    assert per_day(text) == times


@pytest.mark.parametrize("text", ["1 x ml spoon bd", "one ml spoonful bd", "2 x mg bd", "one 3 ml spoonful of ml bd"])
def test_a_spoon_without_its_size_is_not_read(text: str) -> None:
    assert not read(text).parsed


@pytest.mark.parametrize("text", ["-2 qds", "- 2 qds", "take -2 qds", "take - 2 qds", "1- qds", "take or 2 tds",
                                  "take to 2 tds", "1 or qds"])  # fmt: skip
def test_half_a_range_and_a_minus_are_not_read(text: str) -> None:
    assert not read(text).parsed


@pytest.mark.parametrize(("text", "times"), [("1 -2 qds", "4"), ("1 - 2 qds", "4"), ("10 mg - 5 times a day", "5"),
                                             ("One - twice a day - Oral", "2")])  # fmt: skip
def test_a_whole_range_and_a_dash_between_phrases_are_read(text: str, times: str) -> None:
    assert per_day(text) == times


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1 bd", "1 in the morning and 1 in the evening"), ("1 mane and nocte", "one in the morning and one at night"),
        ("1 on Monday", "1 once weekly on Mondays"), ("1 Mon Thu", "1 twice a week on Monday and Thursday"),
        ("1 tds prn", "1 up to three times daily when required"), ("1 5 days a week", "1 once a day 5 days a week"),
        ("1 twice a day at 8am and 2pm", "1 at 08:00 and 1 at 14:00"), ("5ml on", "one 5ml spoonful each night"),
    ],
)  # fmt: skip
def test_one_dose_is_one_value_however_it_is_said(one: str, other: str) -> None:
    first, second = (replace(read(text), text="", method=None) for text in (one, other))
    assert first == second


def test_a_meal_beside_it_keeps_twice_a_day_as_it_was_said() -> None:
    assert read("1 bd after food").steps[0].times == ()
    assert read("1 bd").steps[0].times == ("morning", "evening")


@pytest.mark.parametrize(
    "text",
    [
        "1 daily for 3 weeks then stop for 1 week", "1 daily for 21 days then stop for 7 days",
        "2 bd for 5 days then stop for 2 days", "1 daily for 3 weeks then stop for a week",
        "1 daily for 5 days then stop in the morning",
        "then 1 daily", "1 daily then", "1 bd for 7 days then", "followed by 1 daily",
        "2 puffs bd and prn", "1 tds and when required", "1 bd plus as needed",
        "3 a week", "2 patches a week", "4 tablets per week", "2 a month",
        "2 bd, max 1 per day", "10 ml qds max 5 ml in 24 hours",
        "1 bd. supply 7 days", "1 bd. dispense 7 days",
        "1 night before travel", "1 the night before surgery",
        "1 every 2 hours while awake", "1 drop every 2 hours in the daytime",
        "2 qds at least 8 hours apart", "1 weekly, stay upright for 2", "1 weekly stay upright for 30 tablets",
        "1 bd leave 16 hours between doses",
        "1 bd for 7 days for 7 days", "1 bd for 7 days 1 bd for 7 days",
        "6 daily for 5 days, 4 daily for 5 days, 2 daily",
    ],
)  # fmt: skip
def test_a_break_a_lost_step_or_a_second_dose_is_no_reading(text: str) -> None:
    assert not read(text).parsed


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("1 daily for 3 weeks then stop", "1"), ("reduce to 1 daily", "1"), ("continue with 1 daily", "1"),
        ("1 tds as and when required", "3"), ("1 a week", "0.142857"), ("6 tablets every week", "0.142857"),
        ("6 a week on Monday", "0.142857"), ("2 bd, max 4 per day", "2"), ("1 bd for 7 days", "2"),
        ("1 at night before bed", "1"), ("1 in the morning before food", "1"), ("2 qds at least 4 hours apart", "4"),
        ("2 qds, leave at least 4 hours between doses", "4"), ("1 bd 12 hours apart", "2"),
        ("take 1 tablet on the same day each week", "0.142857"), ("2 on first day then 1 daily", "1"),
        ("i-ii tds", "3"), ("1 morning 1 night", "2"), ("1 weekly. stay upright for 30 minutes", "0.142857"),
        ("1 once a week, do not lie down for at least half an hour after", "0.142857"),
    ],
)  # fmt: skip
def test_its_twin_is_one_reading(text: str, times: str) -> None:
    assert per_day(text) == times


def test_steps_without_then_each_with_its_course() -> None:
    reading = read("6 od 5/7, 5 od 5/7, 4 od 5/7 then stop")
    assert [(step.dose_max, step.days) for step in reading.steps] == [(6, 5), (5, 5), (4, 5)]
    assert reading.stops
