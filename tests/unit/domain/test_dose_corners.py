"""The rarer ways of saying a dose, and the rarer ways of contradicting oneself."""

from decimal import Decimal

import pytest

from dispensary.adapters.knowledge.dose_codes import load_dose_codes
from dispensary.domain.dose.parse import read_dose
from dispensary.domain.dose.reading import DoseReading

CODES = load_dose_codes()


def read(text: str, unit: str | None = None) -> DoseReading:
    return read_dose(text, unit=unit, codes=CODES)


@pytest.mark.parametrize(
    ("text", "unit", "dose", "per_day", "most"),
    [
        ("inject one pre-filled pen every two weeks", "pen", 1, "0.071429", "0.071429"),
        ("1000 international units daily", "unit", 1000, 1, 1000),
        ("1 tablet (1 tablet) bd", "tablet", 1, 2, 2),
        ("apply aa bd", "application", 1, 2, 2),
        ("1 tablet am and 1 tablet pm", "tablet", 1, 2, 2),
        ("1 at night at 10pm", None, 1, 1, 1),
        ("1 in the morning at 8am", None, 1, 1, 1),
        ("1 at night at 1am", None, 1, 1, 1),
        ("1 at 06:00 in the morning", None, 1, 1, 1),
        ("10ml qds max 30ml in 24 hours", "ml", 10, 4, 30),
        ("three quarters of a tablet daily", "tablet", "0.75", 1, "0.75"),
        ("2 (with food) daily", None, 2, 1, 2),
        ("1 bd for a fortnight", None, 1, 2, 2),
        ("1 tablet hourly", "tablet", 1, 24, 24),
        ("1 every hour", None, 1, 24, 24),
        ("1 twice every 2 weeks", None, 1, "0.142857", "0.142857"),
        ("1 on alternate weeks", None, 1, "0.071429", "0.071429"),
        ("1 every other morning", None, 1, "0.5", "0.5"),
        ("1 q 3 days", None, 1, "0.333333", "0.333333"),
        ("one once daily on alternate days", None, 1, "0.5", "0.5"),
        ("1 before bed", None, 1, 1, 1),
        ("1 half an hour before bed", None, 1, 1, 1),
        ("1 bd before food and drink", None, 1, 2, 2),
        ("1 daily on weekdays", None, 1, "0.714286", "0.714286"),
        ("1 at weekends", None, 1, "0.285714", "0.285714"),
        ("1 weekly on the same day each week", None, 1, "0.142857", "0.142857"),
        ("one daily, keep out of the sun.1 tablet", None, None, None, None),
        ("1 once in the morning", None, 1, 1, 1),
        ("4 times a day, every 6 hours, 1 tablet", "tablet", 1, 4, 4),
        ("1 drop into the eye qds", "drop", 1, 4, 4),
        ("1 tablet bd if you need it", "tablet", 1, 2, 2),
        ("10mg subcutaneously od", "mg", 10, 1, 10),
        ("1 tablet in the first week", None, None, None, None),
        ("2pbd", "puff", 2, 2, 4),
        ("1 tablet once weekly on Monday in the morning", "tablet", 1, "0.142857", "0.142857"),
        ("2 tablets every 2 weeks on Monday", "tablet", 2, "0.071429", "0.142858"),
        ("1 on 2 days a week, Monday and Friday", None, 1, "0.285714", "0.285714"),
        ("1 a day", None, 1, 1, 1),
        ("take two tablets a day in the morning", "tablet", 2, 1, 2),
        ("5ml a day", "ml", 5, 1, 5),
        ("1 tablet 3 times a day, morning, noon and night", "tablet", 1, 3, 3),
        ("1 tds with breakfast, lunch and dinner", None, 1, 3, 3),
        ("1 four times a day with meals and at bedtime", None, 1, 4, 4),
        ("1 in the evening with food, with the evening meal", None, 1, 1, 1),
        ("2 max 4 in 24 hours when needed", None, 2, 2, 4),
        ("2 puffs prn max 4 doses in 24 hours", "puff", 2, 4, 8),
        ("one dose bd max 3 doses in 24 hours", "dose", 1, 2, 3),
        ("weekly: 1", None, 1, "0.142857", "0.142857"),
        ("weekly 2 tablets", "tablet", 2, "0.142857", "0.285714"),
        ("2p bd", "puff", 2, 2, 4),
        ("take 1 as and when required up to 3 times a day", None, 1, 3, 3),
        ("1 at 8:15 and 20:15", None, 1, 2, 2),
    ],
)
def test_rarer_directions(text: str, unit: str | None, dose: object, per_day: object, most: object) -> None:
    reading = read(text)
    if dose is None:
        assert not reading.parsed
        return
    assert reading.parsed, reading.unparsed
    assert (reading.unit, reading.dose_max) == (unit, Decimal(str(dose)))
    assert (reading.per_day_max, reading.max_24h) == (Decimal(str(per_day)), Decimal(str(most)))


@pytest.mark.parametrize(
    "text",
    [
        "1 tablet (2 bd", "2 tablets (3 tablets) bd", "6 daily reducing by 1 every morning",
        "6 daily reducing by 1 every 3 days", "6 daily reducing by 1 every 3 days to 1-2 daily",
        "reduce by 1 every 3 days then stop", "6 daily reducing by 4 every 3 days to 1",
        "20 daily reducing by 1 every day then stop", "6 daily reducing by 1 mg every day then stop",
        "6 daily reducing by 1 every day then stop then 1 daily",
        "6 daily reducing by 1 every day to 1 twice a day", "1-2 daily reducing by 1 every day then stop",
        "1 prn, repeat after food", "1 at 25:00", "1 at 13pm", "1 at 8.75am", "once", "1 once",
        "2 once twice daily", "1 once daily bd tds", "1 daily weekly", "1 daily 4 hourly tds", "1 in divided doses",
        "5 daily in 3 divided doses", "1 mane in divided doses and 1 nocte", "1 with meals after meals",
        "1 at night with meals", "1 on Monday on Tuesday each 3 times a day in the morning",
        "1 on 3 days a week, Monday and Friday", "1 twice weekly on Monday", "1 on Monday every 4 hours",
        "1 up to twice a day morning and night", "1 on Mon 2 mane on Mon", "1 Mon with meals 2 Tue with meals",
        "1 bd mane, 2 tds nocte", "1 mane 2 nocte prn", "1 mane and midi on Mon and 2 on Tue",
        "1 prn max 3 tablets in 24 hours bd", "1.5 prn max 4 in 24 hours", "1 qds max 4 max 6 in 24 hours",
        "1 qds max 4 in 24 hours max 6 in 24 hours", "1 daily for 3 days then stop then 2 daily",
        "2 tablets (10mg) daily " * 12, "6 daily reducing by 1 every 3 days to zero weekly", "1 stat for 3 days",
        "2 stat prn", "1 daily for 3 days then as needed", "1 mane 2 nocte for 3 days then daily",
        "1 daily, to reduce to 2", "1 daily, to stop", "1 for pain in the", "1 bd 3/0", "0/7 1 bd", "1 tds ½",
        "1 daily (2", "1 bd ' '  x", "2.5.5 mg daily", "5 tablets (5ml) daily", "5ml (5mg) (10mg) daily",
        "1 and 1/3 daily", "1/3 daily", "two-one daily", "2 x daily", "5ml spoonfuls daily", "1 every 0 hours",
        "1 every 6-4 hours", "1 every 1.5 hours", "1 tds before sex", "1 repeat every 4 hours",
        "6 daily reducing by 1 every 3 days to nothing", "2 qds max daily", "1 at the onset of, max 2 in 24 hours",
        "1 alternate sides bd",
    ],
)  # fmt: skip
def test_rarer_contradictions_are_not_read(text: str) -> None:
    assert not read(text).parsed


def test_a_later_step_keeps_what_it_does_not_say_again() -> None:
    dose_only = read("2 daily for 3 days then 1 for 3 days")
    assert [(step.dose_max, step.per_day_max) for step in dose_only.steps] == [(2, 1), (1, 1)]
    times_only = read("2 tds for 3 days then bd")
    assert [(step.dose_max, step.per_day_max) for step in times_only.steps] == [(2, 3), (2, 2)]


def test_when_a_step_ends_may_be_said_before_or_behind_the_next() -> None:
    for text in (
        "1 bd then after 2 weeks reduce to 1 od",
        "1 bd, reducing to 1 od after 2 weeks",
        "1 bd for 2 weeks then 1 od",
    ):
        assert [(step.per_day_max, step.days) for step in read(text).steps] == [(2, 14), (1, None)], text


def test_a_dose_that_changes_ends_where_it_says() -> None:
    assert read("1 od for 5 days then stop").stops
    assert [step.dose_max for step in read("3 daily reducing by 1 every 2 days then stop").steps] == [3, 2, 1]
    assert [step.days for step in read("3 daily reducing by 1 every 2 days to 1").steps] == [2, 2, None]


def test_months_and_years_are_days_for_the_checks_and_words_for_the_label() -> None:
    step = read("1 daily for 3 months").steps[0]
    assert step.days == 91
    assert step.course is not None
    assert (step.course.most, step.course.period) == (3, "month")


def test_the_products_own_unit_is_a_word_of_the_directions() -> None:
    reading = read("take 2 vegetarian discs bd", "vegetarian disc")
    assert (reading.parsed, reading.unit) == (True, "vegetarian disc")
    assert not read("take 2 vegetarian discs bd", "tablet").parsed
