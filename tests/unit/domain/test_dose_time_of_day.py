"""The times of a day that directions name: a meal that is at noon for some, and what stands before or after a time."""

import pytest

from dispensary.adapters.knowledge.dose_codes import load_dose_codes
from dispensary.domain.dose.parse import read_dose
from dispensary.domain.dose.reading import DoseReading
from dispensary.wording.dose import patient_text

CODES = load_dose_codes()


def read(text: str, unit: str = "tablet") -> DoseReading:
    return read_dose(text, unit=unit, codes=CODES)


def label(text: str) -> str | None:
    return patient_text(read(text), "tablet")


@pytest.mark.parametrize(
    "text",
    ["10 units with breakfast 8 with dinner 6 with tea", "1 with breakfast, dinner and tea", "1 at dinner and tea",
     "1 with dinner, tea", "2 with dinner and 1 with supper", "1 after tea and 1 after supper",
     "1 with dinner and 1 in the evening", "1 at breakfast 1 at dinner 2 in the evening",
     "1 before dinner and 1 at 18:00", "1 with dinner for 5 days then 1 with tea for 5 days"],
)  # fmt: skip
def test_dinner_beside_tea_may_be_at_noon_and_is_not_read(text: str) -> None:
    unit = "unit" if "units" in text else "tablet"
    assert not read(text, unit).parsed


@pytest.mark.parametrize(
    ("text", "times"),
    [("1 with breakfast and dinner", ("with breakfast", "with the evening meal")),
     ("1 at lunch and dinner", ("lunch", "evening meal")), ("1 in the evening with dinner", ("with the evening meal",)),
     ("1 with breakfast and tea", ("with breakfast", "teatime")), ("1 with supper", ("with the evening meal",)),
     ("1 at teatime and 1 at bedtime", ("teatime", "bedtime"))],
)  # fmt: skip
def test_a_meal_of_the_evening_alone_is_read(text: str, times: tuple[str, ...]) -> None:
    assert read(text).steps[0].times == times


@pytest.mark.parametrize(
    "time", ["noon", "midday", "night", "the evening", "evening", "4pm", "16:00", "the afternoon", "waking"]
)
@pytest.mark.parametrize("bound", ["before", "after", "by"])
def test_before_after_or_by_a_time_is_not_at_that_time(bound: str, time: str) -> None:
    for text in (f"one daily {bound} {time}", f"1 {bound} {time}", f"2 in the morning and 1 {bound} {time}"):
        assert not read(text).parsed


@pytest.mark.parametrize("text", ["1 by lunchtime", "1 by bedtime", "1 after bedtime", "1 by the evening meal"])
def test_by_a_meal_is_not_with_it(text: str) -> None:
    assert not read(text).parsed


@pytest.mark.parametrize(
    ("text", "expected"),
    [("1 before lunch", "Take 1 tablet before lunch."), ("1 after tea", "Take 1 tablet after teatime."),
     ("1 before bed", "Take 1 tablet before bedtime."), ("1 at noon", "Take 1 tablet at midday."),
     ("1 in the morning after breakfast", "Take 1 tablet after breakfast."),
     ("1 at 4pm", "Take 1 tablet at 16:00."), ("1 during the night", "Take 1 tablet at night.")],
)  # fmt: skip
def test_what_the_label_says_itself_is_read(text: str, expected: str) -> None:
    assert label(text) == expected
