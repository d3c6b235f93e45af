"""Directions read: the numbers that every later check stands on, and the directions that must not be read."""

import csv
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dispensary.adapters.knowledge.dose_codes import load_dose_codes
from dispensary.domain.dose.parse import read_dose
from dispensary.domain.dose.reading import DoseReading
from dispensary.domain.quantity import decimal_text

CODES = load_dose_codes()
SHARED = Path(__file__).parents[3] / ".." / "shared" / "data" / "clinical" / "dose_text_cases.csv"


def read(text: str, unit: str | None = None) -> DoseReading:
    return read_dose(text, unit=unit, codes=CODES)


def numbers(reading: DoseReading) -> str:
    """dose x times a day = most in 24 hours, as a pharmacist would jot it down."""

    def span(low: Decimal | None, high: Decimal | None) -> str:
        if low is None or high is None:
            return "?"
        return decimal_text(low) if low == high else f"{decimal_text(low)}-{decimal_text(high)}"

    most = "?" if reading.max_24h is None else decimal_text(reading.max_24h)
    unit = f" {reading.unit}" if reading.unit else ""
    dose, often = span(reading.dose_min, reading.dose_max), span(reading.per_day_min, reading.per_day_max)
    return f"{dose}{unit} x {often} = {most}"


READ = [
    # codes, alone and joined
    ("1 od", "1 x 1 = 1"),
    ("2 TDS", "2 x 3 = 6"),
    ("2qds", "2 x 4 = 8"),
    ("2pqdsprn", "2 puff x 0-4 = 8"),
    ("5mltds", "5 ml x 3 = 15"),
    ("take 10mls q.d.s. p.r.n.", "10 ml x 0-4 = 40"),
    ("ii bd", "2 x 2 = 4"),
    ("1 q4-6h prn", "1 x 0-6 = 6"),
    ("1 5xd", "1 x 5 = 5"),
    ("1 om 2 on", "1-2 x 2 = 3"),
    # doses
    ("½ od", "0.5 x 1 = 0.5"),
    ("1½ tablets bd", "1.5 tablet x 2 = 3"),
    ("one and a half tablets daily", "1.5 tablet x 1 = 1.5"),
    ("half a tablet in the morning and one at night", "0.5-1 tablet x 2 = 1.5"),
    ("a quarter of a tablet daily", "0.25 tablet x 1 = 0.25"),
    ("EIGHT (8) tablets daily", "8 tablet x 1 = 8"),
    ("2x5ml spoonfuls bd", "10 ml x 2 = 20"),
    ("one or two 5 ml spoonfuls at night", "5-10 ml x 1 = 10"),
    ("5ml-10ml qds", "5-10 ml x 4 = 40"),
    ("take between 1 and 2 daily", "1-2 x 1 = 2"),
    ("two 500mg tablets tds", "2 tablet x 3 = 6"),
    ("2 tablets (10mg) daily", "2 tablet x 1 = 2"),
    ("10mg (2 tablets) daily", "2 tablet x 1 = 2"),
    ("40mg tablet daily", "40 mg x 1 = 40"),
    ("1g qds", "1000 mg x 4 = 4000"),
    ("500mg-1g qds", "500-1000 mg x 4 = 4000"),
    ("125 µg od", "125 microgram x 1 = 125"),
    (".5 mg daily", "0.5 mg x 1 = 0.5"),
    ("one hundred and fifty mg daily", "150 mg x 1 = 150"),
    ("twenty five units at night", "25 unit x 1 = 25"),
    ("2 tabelts bd", "2 tablet x 2 = 4"),
    # how often
    ("two three times a day", "2 x 3 = 6"),
    ("1 or 2 4 times/day", "1-2 x 4 = 8"),
    ("1-2 3-4 times a day", "1-2 x 3-4 = 8"),
    ("apply once or twice a day", "1 application x 1-2 = 2"),
    ("2 4 hourly", "2 x 6 = 12"),
    ("1 every 5 hours", "1 x 4.8 = 5"),
    ("1 every other day", "1 x 0.5 = 0.5"),
    ("1 alternate nights", "1 x 0.5 = 0.5"),
    ("1 every 3rd day", "1 x 0.333333 = 0.333333"),
    ("1 patch every 72 hours", "1 patch x 0.333333 = 0.333333"),
    ("6 tablets weekly", "6 tablet x 0.142857 = 0.857142"),
    ("1 every 2 weeks", "1 x 0.071429 = 0.071429"),
    ("1 injection monthly", "1 injection x 0.032854 = 0.032854"),
    ("one ampoule every 12 weeks", "1 ampoule x 0.011905 = 0.011905"),
    ("1 tablet 5 days a week", "1 tablet x 0.714286 = 0.714286"),
    ("One Mon Wed Fri", "1 x 0.428571 = 0.428571"),
    ("5mg mon-fri and 2.5mg sat and sun", "2.5-5 mg x 1 = 5"),
    ("2 on monday and 3 on thursday", "2-3 x 0.285714 = 3"),
    ("1 once a week on Monday", "1 x 0.142857 = 0.142857"),
    ("take half after meals and at night", "0.5 x 4 = 2"),
    ("1 tds with meals", "1 x 3 = 3"),
    ("mane 2 nocte 1", "1-2 x 2 = 3"),
    ("1 in the morning then 2 at night", "1-2 x 2 = 3"),
    ("1 am and 2 pm", "1-2 x 2 = 3"),
    ("1 tablet at 8am and 2pm", "1 tablet x 2 = 2"),
    ("twice a day (8am and 2pm) 1 tablet", "1 tablet x 2 = 2"),
    ("1 tablet in the morning before breakfast", "1 tablet x 1 = 1"),
    ("take four daily in divided doses", "4 x 1 = 4"),
    ("4 daily in 2 divided doses", "2 x 2 = 4"),
    # as needed and caps
    ("1-2 tds prn max 6/24h", "1-2 x 0-3 = 6"),
    ("1-2 tablets up to four times daily", "1-2 tablet x 0-4 = 8"),
    ("1-2 every 4-6 hours, max 8 in 24 hours", "1-2 x 4-6 = 8"),
    ("1 every 4 to 6 hours up to 4 times a day", "1 x 0-4 = 4"),
    ("1 tds max 4 doses in 24 hours", "1 x 3 = 4"),
    ("500mg qds, no more than 2g a day", "500 mg x 4 = 2000"),
    ("1 prn max 4 in 24 hours", "1 x 0-4 = 4"),
    ("one tablet at the onset of migraine, may repeat after 2 hours, max 2 in 24 hours", "1 tablet x 0-2 = 2"),
    # steps
    ("1 bd for 7 days then 1 od", "1 x 1-2 = 2"),
    ("1 bd 1/52 then od", "1 x 1-2 = 2"),
    ("2 now then 1 daily for 4 days", "1-2 x 1 = 2"),
    ("1 stat then 1 bd", "1 x 2 = 3"),
    ("2 stat 1 od", "1-2 x 1 = 2"),
    ("one three times daily reducing to one twice daily after 2 weeks", "1 x 2-3 = 3"),
    ("1 daily for 1 week, then after that 2 daily", "1-2 x 1 = 2"),
    ("8 each morning for 7 days then reduce by 1 every 3 days back to 1 each morning", "1-8 x 1 = 8"),
    ("6 daily reducing by 2 every 3 days then stop", "2-6 x 1 = 6"),
    ("80mg at 8am and 40mg at 2pm for 5 days. Then 40mg daily at 8am", "40-80 mg x 1-2 = 120"),
    # sites, forms and what stands around
    ("1 drop to left eye at night", "1 drop x 1 = 1"),
    ("2 drops both eyes qds", "2 drop x 4 = 8"),
    ("2 sprays each nostril bd", "2 spray x 2 = 8"),
    ("apply thinly to the affected area(s) bd", "1 application x 2 = 2"),
    ("change patch twice weekly", "1 patch x 0.285714 = 0.285714"),
    ("1 tablet(s) tds for pain/inflammation", "1 tablet x 3 = 3"),
    ("one bd. If sleepy do not drive/use machines. Avoid alcohol.", "1 x 2 = 2"),
    ("1 sachet bd in 125 ml of water", "1 sachet x 2 = 2"),
    ("1 tab nocte twenty eight tablets", "1 tablet x 1 = 1"),
    ("20 tablets. One tablet to be taken two times a day", "1 tablet x 2 = 2"),
    ("Inject 10 milligram - 5 times a day - Subcutaneous route - for 10 days", "10 mg x 5 = 50"),
    ("30ac 1 od", "1 x 1 = 1"),
    ("one daily to reduce cholesterol", "1 x 1 = 1"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), READ)
def test_directions_are_read_to_their_numbers(text: str, expected: str) -> None:
    reading = read(text)
    assert (reading.parsed, numbers(reading)) == (True, expected), reading.unparsed


NOT_READ = [
    # two readings
    "take one 2 daily", "1 x 3 daily", "take 2-1 tds", "1 - 4 times a day", "6 weekly", "2-weekly 1",
    "1 3 monthly", "3 mthly", "4 hourly", "take 8 tablets a day", "1 daily morning and night", "1 half tablet bd",
    "1 at 8am and 2 pm", "8am and 2 pm", "1 mane and 1 at night if needed", "1 before food and at bedtime",
    "2x500mg bd", "1 nocte 2 tablets", "1000mg tablets bd",
    # something left over
    "2,5mg daily", "1,000 units daily", "2.5.mg daily", "05mg od", "1 daily 28", "1 bd 56", "1 twice",
    "1 or 2 or 3 daily", "1-0-1", "1 daily except Sundays", "1 daily. Do not take at night",
    "1 daily for 21 days then 7 day break", "1 tds, 2 at night", "1 sat", "EIGHT (7) tablets daily",
    "1 daily, may be increased to 2", "up to 2 tablets qds", "2 qds max 8", "1-2 qds max 4g/24h",
    "2 mane with a tablet at night", "1 tds prn, increase by 1 weekly", "take on in the morning and two at night",
    # slips of the pen
    "1 twcie daily", "1 tablet dialy", "1 od mornign", "1 bd for pain tsd", "one daily in the moring",
    "1 tds if requiredfor pain", "1 on saturdayand sunday", "half after mealsand at night",
    "1 drop to lefteye at night", "1 daily in water atnight",
    # contradictions
    "1 bd od", "1 tds mane and nocte", "1 tds 4 hourly", "1 daily then 2 daily", "1 daily 1 daily",
    "1 bd and 1 prn", "1 drop left eye bd and 1 drop right eye od", "5ml mane 10 nocte",
    "1 capsule bd and 2 tablets nocte", "1 bd with breakfast", "1 stat twice daily", "1 every day on Monday",
    "1 daily then stop", "1 daily after 2 weeks", "1 mane 1 mane", "1 weekly on Monday and Tuesday",
    "2 tablets bd in divided doses", "5 tablets daily reducing by 2 every day to 2", "1 on Monday and 2 at night",
    "1 daily for 5 days for 7 days", "1 bd max 4 in 24 hours then 2 bd",
    # codes with two meanings
    "1 qd", "1 qod", "1 td", "1 bb", "1 sp tds", "1 sos", "1 hs", "1 eod", "1 bw", "1 2wk", "1 tab bd x3", "1 ad",
    "1 iv bd", "10u daily", "10 iu daily", "1 drop od", "1 neb qds", "2 puffs qds pr", "1 tds rn", "1 daily fit",
    # a number too little, or too much
    "0 tablets daily", "1" * 400 + " daily", "1 /", "take", "tablet", "1 tablet 1/7",
]  # fmt: skip


@pytest.mark.parametrize("text", NOT_READ)
def test_what_can_be_read_in_two_ways_or_not_at_all_is_not_read(text: str) -> None:
    reading = read(text)
    assert not reading.parsed, numbers(reading)
    assert reading.max_24h is None


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("1 bd", "ml"),
        ("1 bd", "gram"),
        ("1 tablet bd", "capsule"),
        ("5ml bd", "tablet"),
        ("1 tablet bd", "ml"),
        ("2 puffs bd", "tablet"),
        ("1 od", "drop"),
        ("1-2 qds max 8 capsules in 24 hours", "tablet"),
        ("5ml qds max 4 in 24 hours", "ml"),
    ],
)
def test_a_dose_that_does_not_fit_the_product_is_not_read(text: str, unit: str) -> None:
    assert not read(text, unit).parsed


@pytest.mark.parametrize(
    ("text", "unit", "expected"),
    [
        ("2 qds", "tablet", "2 tablet x 4 = 8"),
        ("2 qds", "Tablets", "2 tablet x 4 = 8"),
        ("2 puffs bd", "dose", "2 puff x 2 = 4"),
        ("10 bd", "unit", "10 unit x 2 = 20"),
        ("1 ad", "tablet", "1 tablet x 0.5 = 0.5"),
        ("1 drop re bd", "ml", "1 drop x 2 = 2"),
        ("1 drop od le", "ml", "1 drop x 1 = 1"),
        ("insert nocte", "pessary", "1 pessary x 1 = 1"),
        ("apply bd", "gram", "1 application x 2 = 2"),
        ("inject 10 units sc od", "ml", "10 unit x 1 = 10"),
        ("1 pre-filled disposable injection once a week", "pre-filled disposable injection",
         "1 pre-filled disposable injection x 0.142857 = 0.142857"),
        ("max 8 capsules in 24 hours, 1-2 qds", "capsule", "1-2 capsule x 4 = 8"),
        ("500mg tds", "capsule", "500 mg x 3 = 1500"),
    ],
)  # fmt: skip
def test_the_products_unit_settles_what_the_directions_leave_open(text: str, unit: str, expected: str) -> None:
    reading = read(text, unit)
    assert (reading.parsed, numbers(reading)) == (True, expected), reading.unparsed


@pytest.mark.parametrize(
    "text",
    [
        "as directed",
        "MDU",
        "ASD",
        "As per plan",
        "Use as directed by diabetes team",
        "follow directions",
        "as per yellow book",
    ],
)
def test_as_directed_alone_is_no_dose(text: str) -> None:
    reading = read(text)
    assert (reading.parsed, reading.as_directed, reading.dose_min) == (False, True, None)


def test_as_directed_beside_a_dose_is_kept() -> None:
    reading = read("take one in the morning and take two at night as directed")
    assert reading.parsed
    assert reading.as_directed
    assert reading.extra == ("as directed",)


@pytest.mark.parametrize(
    ("text", "missing", "kept"),
    [
        ("take 1 or 2", ("frequency",), "1-2 x ? = ?"),
        ("4 times a day - Oral", ("dose",), "? x 4 = ?"),
        ("2 prn", ("frequency",), "2 x ? = ?"),
        ("take one capsule as a single dose", ("frequency",), "1 capsule x ? = ?"),
        ("Apply sparingly to the affected area", ("frequency",), "1 application x ? = ?"),
    ],
)
def test_directions_that_lack_a_part_say_which(text: str, missing: tuple[str, ...], kept: str) -> None:
    reading = read(text)
    assert (reading.parsed, reading.missing, numbers(reading)) == (False, missing, kept)


def test_the_words_in_the_way_are_named_as_they_were_typed() -> None:
    assert read("take 1 Twcie daily").unparsed == ("Twcie",)
    assert read("1 QD").unparsed == ("QD",)
    assert read("take one 2 daily").unparsed == ("one", "2", "daily")


def test_eyes_and_ears_are_counted_for_one_side_and_both_sides_are_said() -> None:
    assert (read("1 drop in each eye bd").sites, read("1 drop in each eye bd").max_24h) == (2, Decimal(2))
    assert read("3 drops left ear tds").sites == 1
    assert read("1 drop to the affected eye bd").sites is None


def test_steps_keep_their_doses_times_and_days() -> None:
    reading = read(
        "8 tablets each morning for 7 days, then reduce by 1 tablet every 3 days back to 6 tablets each morning"
    )
    assert [(step.dose_max, step.days, step.times) for step in reading.steps] == [
        (Decimal(8), 7, ("morning",)),
        (Decimal(7), 3, ("morning",)),
        (Decimal(6), None, ("morning",)),
    ]


def test_interval_weekdays_clock_times_and_course_are_kept() -> None:
    every = read("1 every 4 to 6 hours for 5 to 7 days").steps[0]
    assert (every.interval_hours_min, every.interval_hours_max, every.days) == (Decimal(4), Decimal(6), 7)
    assert read("6 tablets once a week on Mondays").steps[0].weekdays == (1,)
    assert read("1 tablet fri to mon").steps[0].weekdays == (1, 5, 6, 7)
    assert read("one at 8.30am and one at 22:00").steps[0].times == ("08:30", "22:00")


def test_nothing_that_is_written_for_the_label_is_lost() -> None:
    reading = read("one bd after food for pain. Avoid alcohol. Swallow whole.")
    assert reading.extra == ("after food", "for pain", "avoid alcohol", "swallow whole")


def test_directions_without_end_are_not_read_and_take_no_time() -> None:
    assert not read("one or two " * 5000).parsed
    assert not read("(" * 900).parsed
    assert not read("").parsed


_CHOICES = """
1 2 1-2 half one two ½ 5ml 500mg tablet tablets puffs drop take apply insert od bd tds qds prn on om nocte
mane stat then daily weekly hourly every 4 6 hours days for 7 in the morning at night max 8 24 and or to up
when needed before meals with food monday sat - / ( ) , . x each both left eye ear nostril not a day per once
twice times reduce by stop as directed 8am 2pm 08:00 divided doses first week month pain 1/2 5/7 3,5 .5
"""
_WORDS = st.sampled_from(_CHOICES.split())


@settings(deadline=None)
@given(st.lists(_WORDS, max_size=14), st.sampled_from([None, "tablet", "ml", "drop", "gram", "patch"]))
def test_any_row_of_words_is_read_within_the_rules(words: list[str], unit: str | None) -> None:
    """Whatever comes: no crash; a parsed reading has its numbers; an unparsed one has no daily amount."""
    reading = read(" ".join(words), unit)
    if not reading.parsed:
        assert reading.max_24h is None
        return
    assert reading.dose_min is not None
    assert reading.dose_max is not None
    assert reading.per_day_min is not None
    assert reading.per_day_max is not None
    assert 0 < reading.dose_min <= reading.dose_max
    assert 0 <= reading.per_day_min <= reading.per_day_max
    assert reading.max_24h is not None
    if reading.as_needed:
        assert reading.per_day_min == 0


@settings(deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_answered(text: str) -> None:
    assert read(text).text == text


@pytest.mark.parametrize("number", ["3", "7", "three"])
@pytest.mark.parametrize(("text", "_expected"), READ)
def test_a_number_more_is_never_ignored(text: str, _expected: str, number: str) -> None:
    """The rule itself: put a number at the end, and the directions are not read as before."""
    before, after = read(text), read(f"{text} {number}")
    assert not after.parsed or numbers(after) != numbers(before)


def test_the_shared_cases() -> None:
    """Every field right on every case, with and without the unit; nothing read wrongly."""
    if not SHARED.exists():
        pytest.skip("the shared dose cases are not beside this checkout")
    wrong = []
    with SHARED.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for unit in (row["unit"] or None, None):
                reading = read(row["text"], unit)
                if not _as_expected(reading, row):
                    wrong.append((row["id"], unit, numbers(reading)))
    assert wrong == []


def _as_expected(reading: DoseReading, row: dict[str, str]) -> bool:
    def near(found: Decimal | None, expected: str) -> bool:
        if not expected:
            return found is None
        return found is not None and abs(found - Decimal(expected)) <= Decimal("0.0006")

    fields = ("dose_min", "dose_max", "per_day_min", "per_day_max", "max_24h")
    flags = (reading.parsed, reading.as_needed, reading.as_directed)
    expected = (row["parse"] == "yes", row["prn"] == "1", row["as_directed"] == "1")
    unit = not row["unit"] or reading.unit == row["unit"]
    return unit and flags == expected and all(near(getattr(reading, name), row[name]) for name in fields)
