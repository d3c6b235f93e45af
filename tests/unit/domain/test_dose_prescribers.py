"""Directions as prescribers write them, each with its answer worked out by hand: the whole range of shapes, together.

READ gives dose x times a day = most in 24 hours. What is in NOT_READ has two meanings, or more than the model holds.
"""

from dataclasses import replace
from decimal import Decimal

import pytest

from dispensary.adapters.knowledge.dose_codes import load_dose_codes
from dispensary.domain.dose.parse import read_dose
from dispensary.domain.dose.reading import DoseReading
from dispensary.domain.quantity import decimal_text
from dispensary.wording.dose import patient_text

CODES = load_dose_codes()

READ = """
ONE tablet to be taken at NIGHT | 1 tablet x 1 = 1
Take one tablet twice daily with food | 1 tablet x 2 = 2
TAKE TWO TABLETS FOUR TIMES A DAY | 2 tablet x 4 = 8
Take 1 tablet three times a day until finished | 1 tablet x 3 = 3
1 cap tds 7/7 | 1 capsule x 3 = 3
Two capsules now then one daily for four days | 1-2 capsule x 1 = 2
One to be taken each morning | 1 x 1 = 1
one o.d. | 1 x 1 = 1
1 tab o.m. | 1 tablet x 1 = 1
1 b.d. p.c. | 1 x 2 = 2
one at bedtime | 1 x 1 = 1
Take ONE at teatime | 1 x 1 = 1
Take half a tablet daily | 0.5 tablet x 1 = 0.5
take half a tablet twice a day | 0.5 tablet x 2 = 1
Take one and a half tablets at night | 1.5 tablet x 1 = 1.5
1/2 a tablet at night | 0.5 tablet x 1 = 0.5
1 & 1/2 tabs od | 1.5 tablet x 1 = 1.5
take 2.5 tablets once a day | 2.5 tablet x 1 = 2.5
take three quarters of a tablet each morning | 0.75 tablet x 1 = 0.75
5ml three times a day | 5 ml x 3 = 15
5 mls tds | 5 ml x 3 = 15
One 5ml spoonful twice daily | 5 ml x 2 = 10
Two 5ml spoonfuls at night | 10 ml x 1 = 10
2 x 5 ml spoonfuls qds | 10 ml x 4 = 40
take 5ml-10ml four times a day | 5-10 ml x 4 = 40
2.5ml to 5ml qds prn | 2.5-5 ml x 0-4 = 20
15mls twice a day | 15 ml x 2 = 30
0.5ml once a day | 0.5 ml x 1 = 0.5
7.5ml bd for 5/7 | 7.5 ml x 2 = 15
Two puffs to be inhaled twice a day | 2 puff x 2 = 4
Inhale TWO puffs FOUR times a day when required | 2 puff x 0-4 = 8
2 puffs bd via spacer | 2 puff x 2 = 4
1-2 puffs up to qds prn | 1-2 puff x 0-4 = 8
Inhale one dose twice a day | 1 dose x 2 = 2
one or two sprays into each nostril daily | 1-2 spray x 1 = 4
Two sprays in each nostril once daily | 2 spray x 1 = 4
One drop twice a day to both eyes | 1 drop x 2 = 2
1 drop bd right eye | 1 drop x 2 = 2
Instil one drop in the affected eye four times a day for 5 days | 1 drop x 4 = 4
one drop into both eyes at night | 1 drop x 1 = 1
3 drops to left ear three times a day for 7 days | 3 drop x 3 = 9
Apply twice a day | 1 application x 2 = 2
Apply sparingly to affected area once or twice daily | 1 application x 1-2 = 2
Apply thinly to the affected skin once a day | 1 application x 1 = 1
apply to the affected areas 3 times a day | 1 application x 3 = 3
Apply one patch every 72 hours | 1 patch x 0.333333 = 0.333333
one patch to be applied every 7 days | 1 patch x 0.142857 = 0.142857
Apply 1 patch twice weekly | 1 patch x 0.285714 = 0.285714
apply a new patch every 3 days | 1 patch x 0.333333 = 0.333333
Change patch every 72 hours | 1 patch x 0.333333 = 0.333333
Insert one pessary at night for 3 nights | 1 pessary x 1 = 1
One suppository at night when required | 1 suppository x 0-1 = 1
One sachet twice a day dissolved in half a glass of water | 1 sachet x 2 = 2
dissolve one sachet in 125ml water and take twice a day | 1 sachet x 2 = 2
12 units in the morning | 12 unit x 1 = 12
Inject 24 units at bedtime | 24 unit x 1 = 24
14 units with breakfast and 10 units with evening meal | 10-14 unit x 2 = 24
inject 20 units once daily subcutaneously | 20 unit x 1 = 20
6 units three times a day with meals | 6 unit x 3 = 18
Inject 1mg once weekly | 1 mg x 0.142857 = 0.142857
inject 0.5mg sc once a week on the same day each week | 0.5 mg x 0.142857 = 0.0714285
one injection every 12 weeks | 1 injection x 0.011905 = 0.011905
1mg im every 3 months | 1 mg x 0.010951 = 0.010951
1 tablet once a week | 1 tablet x 0.142857 = 0.142857
Take ONE tablet ONCE a WEEK on the same day | 1 tablet x 0.142857 = 0.142857
Six tablets once a week on a Monday | 6 tablet x 0.142857 = 0.857142
take 4 tablets weekly on tuesdays | 4 tablet x 0.142857 = 0.571428
one tablet weekly, 30 mins before breakfast | 1 tablet x 0.142857 = 0.142857
10mg once weekly in the morning | 10 mg x 0.142857 = 1.42857
1 tablet on Mondays, Wednesdays and Fridays | 1 tablet x 0.428571 = 0.428571
1 tablet three times a week | 1 tablet x 0.428571 = 0.428571
take one Monday to Friday | 1 x 0.714286 = 0.714286
Take one daily Mon-Fri | 1 x 0.714286 = 0.714286
Two on Saturday and Sunday | 2 x 0.285714 = 0.571428
5mg Mon Wed Fri, 4mg Tue Thu Sat Sun | 4-5 mg x 1 = 5
one tablet on alternate days | 1 tablet x 0.5 = 0.5
1 every other day | 1 x 0.5 = 0.5
one every second day | 1 x 0.5 = 0.5
take one every 48 hours | 1 x 0.5 = 0.5
1 alternate nights | 1 x 0.5 = 0.5
one a fortnight | 1 x 0.071429 = 0.071429
1 capsule monthly | 1 capsule x 0.032854 = 0.032854
one capsule once a month | 1 capsule x 0.032854 = 0.032854
take one every 6 hours | 1 x 4 = 4
1 6 hourly | 1 x 4 = 4
2 tablets every 4 to 6 hours, maximum 8 in 24 hours | 2 tablet x 4-6 = 8
Take 1-2 every 4-6 hrs prn. Max 8/24hrs | 1-2 x 0-6 = 8
1 or 2 tablets up to 4 times a day when required, no more than 8 in 24 hours | 1-2 tablet x 0-4 = 8
TWO up to FOUR times a day when required for pain | 2 x 0-4 = 8
when required for pain up to qds take 1 | 1 x 0-4 = 4
1-2 prn up to qds | 1-2 x 0-4 = 8
1-2 tablets at night prn | 1-2 tablet x 0-1 = 2
one at night as required | 1 x 0-1 = 1
Take one as needed up to three times a day | 1 x 0-3 = 3
1 tablet when needed, max 2 in 24 hours | 1 tablet x 0-2 = 2
one tablet prn at onset of migraine, repeat after 2 hours if needed, max 2 tablets in 24 hours | 1 tablet x 0-2 = 2
5ml qds prn max 20ml in 24 hours | 5 ml x 0-4 = 20
500mg qds prn max 2g in 24hrs | 500 mg x 0-4 = 2000
10mg every 4 hours when required | 10 mg x 0-6 = 60
2.5-5mg every 2-4 hours prn | 2.5-5 mg x 0-12 = 60
1 tablet at 8am and 2pm | 1 tablet x 2 = 2
take 1 at 08:00, 12:00, 16:00 and 20:00 | 1 x 4 = 4
80mg at 8am and 40mg at 2pm | 40-80 mg x 2 = 120
two in the morning and one at lunchtime | 1-2 x 2 = 3
2 mane, 1 midday | 1-2 x 2 = 3
one mane two nocte | 1-2 x 2 = 3
1 in the morning, 1 at lunch and 2 at night | 1-2 x 3 = 4
Take 2 with breakfast and 1 with evening meal | 1-2 x 2 = 3
one with breakfast, one with lunch and one with dinner | 1 x 3 = 3
one with each meal | 1 x 3 = 3
take one before breakfast and one before evening meal | 1 x 2 = 2
1 half an hour before breakfast | 1 x 1 = 1
6 tablets daily for 5 days | 6 tablet x 1 = 6
Take EIGHT tablets each morning for 7 days | 8 tablet x 1 = 8
6 tablets daily for 3 days, then 4 daily for 3 days, then 2 daily for 3 days then stop | 2-6 tablet x 1 = 6
Take 30mg daily for 5 days then reduce by 5mg every 3 days then stop | 5-30 mg x 1 = 30
8 tablets once daily reducing by one tablet each week until finished | 1-8 tablet x 1 = 8
One daily for one week then two daily | 1-2 x 1 = 2
1 od for 1 week, increasing to 1 bd | 1 x 1-2 = 2
25mg nocte for 1 week then 50mg nocte | 25-50 mg x 1 = 50
10ml stat then 5ml qds | 5-10 ml x 4 = 30
one tabelt bd | 1 tablet x 2 = 2
2 capsuels tds | 2 capsule x 3 = 6
28 tablets. 1 od | 1 x 1 = 1
one twice a day. Avoid grapefruit. | 1 x 2 = 2
1 daily. Do not stop taking unless told to | 1 x 1 = 1
ONE DAILY. SWALLOW WHOLE WITH A FULL GLASS OF WATER | 1 x 1 = 1
Take one daily - blood pressure | 1 x 1 = 1
1 od (for cholesterol) | 1 x 1 = 1
ONE twice a day for heart failure | 1 x 2 = 2
1 tds 1 hour before food | 1 x 3 = 3
1 qds an hour before food or on an empty stomach | 1 x 4 = 4
2 tablets 4 times per day regularly | 2 tablet x 4 = 8
1 QDS regularly for pain | 1 x 4 = 4
take 1 tablet by mouth twice a day | 1 tablet x 2 = 2
1 tablet PO BD | 1 tablet x 2 = 2
20mg/day in two divided doses | 10 mg x 2 = 20
400mg daily in divided doses | 400 mg x 1 = 400
one lozenge every 2-3 hours when required | 1 lozenge x 0-12 = 12
use 10ml as a mouthwash twice a day | 10 ml x 2 = 20
Take one capsule (20mg) daily | 1 capsule x 1 = 1
Take 2 (two) tablets 3 (three) times a day | 2 tablet x 3 = 6
take two 500mg tablets four times a day | 2 tablet x 4 = 8
take one 5mg tablet daily | 1 tablet x 1 = 1
One nightly | 1 x 1 = 1
one every night | 1 x 1 = 1
one night and morning | 1 x 2 = 2
1 morning & night | 1 x 2 = 2
one to two three to four times a day | 1-2 x 3-4 = 8
1 or 2 tds | 1-2 x 3 = 6
1 to 3 at night | 1-3 x 1 = 3
between one and two tablets at night | 1-2 tablet x 1 = 2
5 ml (250mg) tds | 5 ml x 3 = 15
10 mg (5ml) tds | 5 ml x 3 = 15
1 tablet 5 days per week | 1 tablet x 0.714286 = 0.714286
1 3x/week | 1 x 0.428571 = 0.428571
take i or ii tds | 1-2 x 3 = 6
1.5-2 bd | 1.5-2 x 2 = 4
2 tablets on day 1 then 1 tablet daily for 4 days | 1-2 tablet x 1 = 2
1.25 mg od | 1.25 mg x 1 = 1.25
0.125 mg od | 0.125 mg x 1 = 0.125
"""

NOT_READ = """
Apply ONE patch each morning and remove at night
one at 8am, one at 12 noon and one at 6pm
two capsules with meals and one with snacks
one tablet daily for 3 days, one tablet twice daily for 4 days, then 1mg twice daily
2 stat then 1 after each loose stool, max 8 in 24 hours
1 bd, 5 days on 2 days off
one daily for 21 days followed by 7 day break
One daily except Sunday
1 tablet Mon to Sat, omit Sunday
increase by 1 tablet weekly to 4 daily
titrate as directed
Take as directed by the clinic
use as directed
As per INR clinic
MDU
1-2 as directed
1 tab bd, take 1 extra if needed
1 tablit twise a day
1 tablet twice adaily
take 1 three tiems daily
1,5 tablets daily
2,5ml bd
1.000 mg daily
10 0mg bd
0.5 mg .5 bd
1 tablet bd x 7
1 bd 56
28 tablets 1 od
one s/l prn for chest pain, max 3 in 24 hours
One or two sprays under the tongue when required
4 puffs every 4 hours for 24 hours
rinse mouth with 15 ml twice a day
Take one tablet of 5mg daily
twice daily
take one
one 2 daily
1 tds or qds
1 bd/tds
1-2 bd-tds
up to 2 at night
2 puffs bd and 2 puffs prn
1 tds + 1 nocte
5mg/5ml take 5ml tds
1 mg/kg daily
inject up to 20 units daily
1-0-0
2t tds
1 x3 a day
3x1 daily
1 tablet every 12 hours for 10 doses
1 tablet daily (5mg) (10mg)
1 tablet 6 days a week, not on methotrexate day
half 1 bd
1 bd ½ nocte
one 5mg tablet and one 2mg tablet daily
1 daily 3 weeks out of 4
one drop three times a day to the right eye and twice a day to the left eye
folic acid 5mg once a week the day after methotrexate
1.250 mg od
"""


def read(text: str) -> DoseReading:
    return read_dose(text, codes=CODES)


def span(low: Decimal | None, high: Decimal | None) -> str:
    assert low is not None
    assert high is not None
    return decimal_text(low) if low == high else f"{decimal_text(low)}-{decimal_text(high)}"


def numbers(reading: DoseReading) -> str:
    unit = f" {reading.unit}" if reading.unit else ""
    assert reading.max_24h is not None
    dose, often = span(reading.dose_min, reading.dose_max), span(reading.per_day_min, reading.per_day_max)
    return f"{dose}{unit} x {often} = {decimal_text(reading.max_24h)}"


@pytest.mark.parametrize("line", READ.strip().splitlines())
def test_it_is_read_as_a_pharmacist_reads_it_and_the_label_says_the_same(line: str) -> None:
    text, expected = line.split(" | ")
    reading = read(text)
    assert reading.parsed, reading.unparsed
    assert numbers(reading) == expected
    said = patient_text(reading, None)
    assert said is not None
    again = read(said)
    assert replace(again, text="", method=None, extra=()) == replace(reading, text="", method=None, extra=()), said


@pytest.mark.parametrize("text", NOT_READ.strip().splitlines())
def test_it_is_left_to_the_pharmacist(text: str) -> None:
    reading = read(text)
    assert not reading.parsed, numbers(reading)
