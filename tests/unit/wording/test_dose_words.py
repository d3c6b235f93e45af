"""The label's words: what a person reads at home, and that they say exactly the dose that was read."""

import re
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from dispensary.adapters.knowledge.dose_codes import load_dose_codes
from dispensary.domain.dose.parse import read_dose
from dispensary.domain.dose.reading import DoseReading
from dispensary.wording.dose import patient_text

CODES = load_dose_codes()


def words(text: str, unit: str | None = None) -> str | None:
    return patient_text(read_dose(text, unit=unit, codes=CODES), unit)


SAID = [
    ("1om", "capsule", "Take 1 capsule in the morning."),
    ("2bd", "tablet", "Take 2 tablets in the morning and 2 tablets in the evening."),
    ("1 mane 2 nocte", "tablet", "Take 1 tablet in the morning and 2 tablets at night."),
    ("1 mane 1 midi 2 nocte", "tablet", "Take 1 tablet in the morning, 1 tablet at midday and 2 tablets at night."),
    ("1 om if bp high", "tablet", "Take 1 tablet in the morning. Only if bp high."),
    ("1 om only if bp high", "tablet", "Take 1 tablet in the morning. Only if bp high."),
    ("1 om. If sleepy do not drive", "tablet", "Take 1 tablet in the morning. If sleepy do not drive."),
    ("1 om then 2 on if bp high", "tablet",
     "Take 1 tablet in the morning and 2 tablets at night. If bp high."),
    ("one in the morning if not drowsy", "tablet", "Take 1 tablet in the morning. Only if not drowsy."),
    ("1 daily if no diarrhoea", "tablet", "Take 1 tablet once a day. Only if no diarrhoea."),
    ("1 daily when bp is not high", "tablet", "Take 1 tablet once a day. Only when bp is not high."),
    ("1 om if drowsy no alcohol", "tablet", "Take 1 tablet in the morning. If drowsy no alcohol."),
    ("1 om if no better see gp", "tablet", "Take 1 tablet in the morning. If no better see gp."),
    ("1 tds for up to 4 days", "tablet", "Take 1 tablet 3 times a day for up to 4 days."),
    ("1 nocte for up to 2 weeks then stop", "tablet", "Take 1 tablet at night for up to 2 weeks. Then stop."),
    ("2 tds for up to 4 days when bleeding", "tablet",
     "Take 2 tablets 3 times a day for up to 4 days. Only when bleeding."),
    ("1 bd for a maximum of 3 days", "tablet",
     "Take 1 tablet in the morning and 1 tablet in the evening for up to 3 days."),
    ("1 30 mins before breakfast and evening meal", "tablet",
     "Take 1 tablet 30 mins before breakfast and 1 tablet 30 mins before the evening meal."),
    ("1 before breakfast lunch and dinner", "tablet",
     "Take 1 tablet before breakfast, 1 tablet before lunch and 1 tablet before the evening meal."),
    ("1 after breakfast lunch and tea", "tablet",
     "Take 1 tablet after breakfast, 1 tablet after lunch and 1 tablet after teatime."),
    ("1 before breakfast and the evening meal", "tablet",
     "Take 1 tablet before breakfast and 1 tablet before the evening meal."),
    ("1 before breakfast and at night", "tablet", "Take 1 tablet before breakfast and 1 tablet at night."),
    ("1 mane 30-60 mins before breakfast", "tablet", "Take 1 tablet 30 to 60 mins before breakfast."),
    ("1 tds 30-60 mins before meals", "tablet", "Take 1 tablet 3 times a day 30 to 60 mins before meals."),
    ("1 half hour before breakfast", "tablet", "Take 1 tablet half an hour before breakfast."),
    ("6 once a week as directed by the hospital clinic and not with aspirin", "tablet",
     "Take 6 tablets once a week as directed by the hospital clinic. Not with aspirin."),
    ("1-2 tds prn max 6/24h", "tablet",
     "Take 1 or 2 tablets up to 3 times a day when needed. Do not take more than 6 in 24 hours."),
    ("1-2 every 4-6 hours prn max 8 in 24h", "tablet",
     "Take 1 or 2 tablets every 4 to 6 hours when needed. Do not take more than 8 in 24 hours."),
    ("6 once a week on Monday", "tablet", "Take 6 tablets once a week, on Monday. Do not take it on any other day."),
    ("two three times a day", None, "Take 2, 3 times a day."),
    ("2 tds", "tablet", "Take 2 tablets 3 times a day."),
    ("1/2 od", "tablet", "Take half a tablet once a day."),
    ("1/4 od", "tablet", "Take a quarter of a tablet once a day."),
    ("half to one tablet at night", None, "Take half to 1 tablet at night."),
    ("1.5 bd", "tablet", "Take 1 and a half tablets in the morning and 1 and a half tablets in the evening."),
    ("5ml tds", "ml", "Take 5 ml 3 times a day."),
    ("1000 units daily", "capsule", "Take 1000 units once a day."),
    ("1ml every 12 weeks", "pre-filled disposable injection", "Inject 1 ml every 12 weeks."),
    ("1mg weekly", "pen", "Inject 1 mg once a week."),
    ("10mg at night", "suppository", "Insert 10 mg at night."),
    ("2 qds at least 4 hours apart", "tablet", "Take 2 tablets 4 times a day at least 4 hours apart."),
    ("1 before breakfast, lunch and dinner", "tablet",
     "Take 1 tablet before breakfast, 1 tablet before lunch and 1 tablet before the evening meal."),
    ("1 once a week, stay upright for 30 minutes", "tablet", "Take 1 tablet once a week. Stay upright for 30 minutes."),
    ("1 with breakfast and 2 with tea", "tablet", "Take 1 tablet with breakfast and 2 tablets at teatime."),
    ("1g qds", None, "Take 1 g 4 times a day."),
    ("500mg-1g qds prn max 4g in 24 hours", None,
     "Take 500 mg to 1 g up to 4 times a day when needed. Do not take more than 4 g in 24 hours."),
    ("125mcg od", None, "Take 125 micrograms once a day."),
    ("1 drop in each eye in the evening", "ml", "Put 1 drop in each eye in the evening."),
    ("1 drop left ear qds", "ml", "Put 1 drop in the left ear 4 times a day."),
    ("2 sprays each nostril od", "dose", "Use 2 sprays in each nostril once a day."),
    ("2pbd", None, "Inhale 2 puffs in the morning and 2 puffs in the evening."),
    ("2 puffs prn max 8 puffs in 24 hours", None, "Inhale 2 puffs when needed. Do not use more than 8 in 24 hours."),
    ("1 patch every 72 hours", "patch", "Apply 1 patch every 72 hours."),
    ("change patch twice weekly", "patch", "Change the patch twice a week."),
    ("apply thinly to the affected area bd", "gram", "Apply thinly to the affected area twice a day."),
    ("insert one pessary at night", "pessary", "Insert 1 pessary at night."),
    ("12 units mane 8 units nocte", "ml", "Inject 12 units in the morning and 8 units at night."),
    ("one alternate days", "tablet", "Take 1 tablet every other day."),
    ("1 on Mon Wed Fri", "tablet", "Take 1 tablet on Monday, Wednesday and Friday."),
    ("1 tablet Monday to Friday", None, "Take 1 tablet from Monday to Friday."),
    ("1 tablet 5 days a week", None, "Take 1 tablet once a day, 5 days a week."),
    ("1 monthly", "tablet", "Take 1 tablet once a month."),
    ("2 tablets every 2 weeks in the morning", None, "Take 2 tablets every 2 weeks in the morning."),
    ("2 stat then 1 od 4/7", "capsule", "Take 2 capsules straight away. Then take 1 capsule once a day for 4 days."),
    ("3 od for 3 days then 2 od for 3 days then stop", "tablet",
     "Take 3 tablets once a day for 3 days. Then take 2 tablets once a day for 3 days. Then stop."),
    ("one bd after food", "tablet", "Take 1 tablet twice a day after food."),
    ("one bd for 1 month", "tablet", "Take 1 tablet in the morning and 1 tablet in the evening for 1 month."),
    ("1 od 30 minutes before breakfast", "tablet", "Take 1 tablet 30 minutes before breakfast."),
    ("1 nocte prn", "tablet", "Take 1 tablet at night when needed."),
    ("one tablet at the onset of migraine, may repeat after 2 hours, max 2 in 24 hours", None,
     "Take 1 tablet at the onset of migraine. Repeat after 2 hours if needed. Do not take more than 2 in 24 hours."),
    ("ONE to be taken DAILY. Avoid ALCOHOL. Swallow whole.", "tablet",
     "Take 1 tablet once a day. Avoid alcohol. Swallow whole."),
    ("take four daily in divided doses", "tablet", "Take 4 tablets a day, in divided doses."),
    ("apply thinly bd for 7 days then od", None, "Apply thinly twice a day for 7 days. Then apply once a day."),
    ("1 every hour", "tablet", "Take 1 tablet every hour."),
    ("1 bd on Mon Tue", "tablet", "Take 1 tablet twice a day on Monday and Tuesday."),
    ("1 every 2 weeks on Monday", "tablet",
     "Take 1 tablet every 2 weeks, on Monday. Do not take it on any other day."),
    ("1 at 8am and 2pm", "tablet", "Take 1 tablet at 08:00 and 1 tablet at 14:00."),
    ("1 every 4 hours up to 4 times a day", "tablet", "Take 1 tablet every 4 hours, up to 4 times a day."),
]  # fmt: skip


@pytest.mark.parametrize(("text", "unit", "expected"), SAID)
def test_the_label_says_it_plainly(text: str, unit: str | None, expected: str) -> None:
    assert words(text, unit) == expected


@pytest.mark.parametrize("text", ["as directed", "take one 2 daily", "1 qd", ""])
def test_directions_that_were_not_read_get_no_words(text: str) -> None:
    assert words(text) is None


def model(reading: DoseReading) -> DoseReading:
    """The whole reading but for what it was read from, and the words of the label that hold no number."""
    return replace(reading, text="", method=None, extra=())


def one_of(choices: str) -> st.SearchStrategy[str]:
    """A part of the directions; most may be left out."""
    return st.sampled_from([" ".join(choice.split()) for choice in choices.split("|")])


AMOUNTS = one_of(
    """1|2|1-2|1/2|1½|3/4|2 tablets|one tablet|half to 1 tablet|5ml|2.5ml|5-10ml|500mg|1g|0.5-1mg|125mcg|1 drop|2 puffs|
    1 sachet|1 patch|20 units|1 suppository|2 sprays|1 application|1 ftu"""
)
OFTEN = one_of(
    """od|bd|tds|qds|5 times a day|2-3 times a day|up to 4 times a day|every 6 hours|every 4-6 hours|every other day|
    every 3 days|once a week|twice a week|every 2 weeks|monthly|mane|nocte|mane and nocte|morning, midday and night|
    before breakfast|30-60 mins before breakfast and the evening meal|after breakfast lunch and tea|
    at 8am and 2pm|on Monday|on Mon Wed Fri|Monday to Friday|once a week on Sunday|after meals|
    after meals and at night|om and on|at bedtime|5 days a week|twice a day on Monday and Thursday|alternate nights|
    every 4 hours up to 4 times a day|in the evening"""
)
BESIDE = one_of(
    """||prn|after food|for pain|as directed|prn for pain|with plenty of water|in each eye|both ears|left eye|
    each nostril|before food"""
)
LENGTH = one_of("||||for 7 days|for up to 5 days|for 2 weeks|5/7|for 3 months|for 5-7 days|until finished")
CAP = one_of("|||max 8 in 24 hours|max 4 doses in 24 hours")
THEN = one_of(
    """|||then 1 od|then bd for 3 days|then 2 mane 1 nocte|then stop|, reducing by 1 every 3 days then stop|
    then 1 every 4 hours"""
)
LAST = one_of("|||| if bp high| if not drowsy| when swollen|. Avoid alcohol|. Swallow whole|. If sleepy do not drive")


@settings(deadline=None)
@given(AMOUNTS, OFTEN, BESIDE, LENGTH, CAP, THEN, LAST, st.sampled_from([None, "tablet", "dose", "patch"]))
def test_the_label_read_again_is_the_same_dose(
    amount: str, often: str, beside: str, length: str, cap: str, then: str, last: str, unit: str | None
) -> None:
    reading = read_dose(f"{amount} {often} {beside} {length} {cap} {then}{last}", unit=unit, codes=CODES)
    assume(reading.parsed)
    said = patient_text(reading, unit)
    assert said is not None
    again = read_dose(said, unit=unit, codes=CODES)
    assert again.parsed, (said, again.unparsed)
    assert model(again) == model(reading), said


def test_a_counted_application_keeps_how_it_is_applied() -> None:
    reading = read_dose("1 application before breakfast as directed then 2 mane 1 nocte", unit=None, codes=CODES)
    said = patient_text(reading, None)
    assert said is not None
    assert said.endswith("1 application at night as directed.")


@settings(deadline=None)
@given(AMOUNTS, OFTEN, BESIDE, LENGTH)
def test_the_label_has_no_latin_no_capital_words_and_ordinary_spaces(
    amount: str, often: str, beside: str, length: str
) -> None:
    said = words(f"{amount} {often} {beside} {length}".upper())
    assume(said is not None)
    assert said is not None
    assert not re.search(r"\b[A-Z]{2,}\b", said)
    assert not re.search(r"\b(?:od|bd|tds|qds|om|on nocte|nocte|mane|prn|stat|ac|pc)\b", said.lower())
    assert not re.search(r"\s\s|[^\S ]| [.,]|\.\.|\d \d", said)
    assert said.endswith(".")


def test_a_bare_number_takes_the_products_unit() -> None:
    assert words("1 od", "capsule") == "Take 1 capsule once a day."
    assert patient_text(read_dose("2 od", codes=CODES), "tablet") == "Take 2 tablets once a day."


def test_the_numbers_of_a_reading_are_exact_decimals() -> None:
    assert read_dose("1 every 8 hours", codes=CODES).per_day_max == Decimal(3)
