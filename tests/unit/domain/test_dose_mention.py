"""Words of somebody's own on a label: a dose among them has to be seen, and other words are left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispensary.adapters.knowledge.dose_codes import load_dose_codes
from dispensary.domain.dose.mention import mentions_dose

CODES = load_dose_codes()

DOSES = (
    """
Take 1 tablet in the morning|1 om|2 bd|TDS|Take 2 twice a day|Take two tablets daily|take 10 ml at night
TAKE TWO|ii bd|Take 2 daily. Keep one at school|Take 2 capsules daily and keep it at school.
Give 2 puffs when wheezy|Use at night|Keep one box at school, 2 bd, with Mrs Owen in the office|One at bedtime
Half a tablet now|5ml tds|1-2 prn|1x3|Up to 8 in 24 hours|max 4 a day|Apply twice a day|1 patch weekly
inject 10 units before breakfast|Take every Monday|Double the dose at night
Take the second tablet in the evening|8 hourly|every 6 hours|Chew 2 after meals|4 drops both eyes
Dissolve one sachet in water daily|Reduce by 1 tablet every week|Give 5 ml if he has a fever|one nocte
""".strip()
    .replace("\n", "|")
    .split("|")
)

OTHERS = (
    """
Keep the box.|Keep one box at school|For school|Second box|Box 1 of 2
Spare inhaler for school. Keep in the office.|Store in a fridge, 2 to 8 °C|Use within 28 days of opening
Discard 28 days after opening|Do not use after March 2027|Shake the bottle before use|Take with food
Swallow whole. Do not chew.|Bring this box to the clinic|14 to follow|Ring us on 0113 496 0000
Collect the rest on Monday|For Mrs Owen in the office|New brand, same medicine|For the left eye only
Blood test due in 3 months|For external use only|Put on the top shelf|Blister pack week 2|Carer: Anna, flat 3
Morning box|Keep out of reach of the dog|Not for the other twin|Open 9 to 6|Please read the leaflet
Contains lactose|Bottle 2 of 3|Take to school|Take this to the hospital|Give this to the school nurse
For emergency use only|Missed dose? Ask us
""".strip()
    .replace("\n", "|")
    .split("|")
)


@pytest.mark.parametrize("words", DOSES)
def test_a_dose_is_seen_in_any_unit_and_beside_other_words(words: str) -> None:
    assert mentions_dose(words, CODES)


@pytest.mark.parametrize("words", OTHERS)
def test_words_about_a_box_a_shelf_or_a_visit_are_no_dose(words: str) -> None:
    assert not mentions_dose(words, CODES)


AMOUNTS = st.sampled_from(["1", "two", "1-2", "half a tablet", "5 ml", "2 puffs", "10 units", "one drop", "3 capsules"])
TIMES = st.sampled_from(
    [
        "bd",
        "tds",
        "om",
        "once a day",
        "twice daily",
        "at night",
        "every 6 hours",
        "prn",
        "when required",
        "mane",
        "weekly",
    ]
)
VERBS = st.sampled_from(["", "Take ", "use ", "GIVE "])


@given(amount=AMOUNTS, often=TIMES, verb=VERBS, kept=st.sampled_from(OTHERS))
def test_an_amount_with_how_often_is_seen_wherever_it_stands(amount: str, often: str, verb: str, kept: str) -> None:
    directions = f"{verb}{amount} {often}"
    beside = (f"{kept} {directions}", f"{directions} {kept}", f"{kept}, {directions}", f"{kept}. {directions}")
    assert all(mentions_dose(words, CODES) for words in (directions, *beside))
