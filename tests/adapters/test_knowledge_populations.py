"""What ships about older people, live vaccines, opioids that cannot be counted, and several strengths at once.

Real products of the starter dictionary, with what must speak and its twin that must not.
"""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from dispensary import bootstrap
from dispensary.domain.clinical.case import CheckCase, CheckItem, HistoryItem
from dispensary.domain.clinical.engine import check
from dispensary.domain.clinical.findings import Cause, Check, CheckResult, Tier
from dispensary.domain.clinical.knowledge import Knowledge
from dispensary.domain.dictionary import Resolved
from dispensary.domain.dose.reading import DoseReading
from dispensary.domain.patient import ClinicalFacts

TODAY = date(2026, 11, 22)
KNOWLEDGE = bootstrap.knowledge()
DICTIONARY = bootstrap.dictionary(None)
READ = bootstrap.dose_reader()
Ordered = tuple[str, str]


def _found(name: str, directions: str) -> tuple[Resolved, DoseReading]:
    found = DICTIONARY.by_name(name)
    assert found is not None, name
    assert found.virtual_product is not None
    return found, READ(directions, found.virtual_product.unit)


def run(
    *items: Ordered,
    age: int = 50,
    before: tuple[Ordered, ...] = (),
    knowledge: Knowledge = KNOWLEDGE,
    **facts: object,
) -> CheckResult:
    new = []
    for name, directions in items:
        found, dose = _found(name, directions)
        new.append(CheckItem(name, found, dose=dose, directions=directions))
    earlier = []
    for name, directions in before:
        found, dose = _found(name, directions)
        earlier.append(
            HistoryItem(name, found, dose=dose, directions=directions, days=28, supplied_on=TODAY - timedelta(days=20))
        )
    person = ClinicalFacts(age_years=age, no_known_allergies=True, conditions=(), **facts)  # type: ignore[arg-type]
    return check(CheckCase(TODAY, person, tuple(new), tuple(earlier)), knowledge)


def tier(result: CheckResult, which: Check) -> Tier:
    found = [each.tier for each in result.findings if each.check is which]
    return max(found, key=lambda each: each.rank, default=Tier.NONE)


def messages(result: CheckResult, which: Check) -> str:
    return " ".join(found.message for found in result.findings if found.check is which)


def missed(result: CheckResult, cause: Cause) -> list[str]:
    return [each.why for each in result.not_checked if each.check is Check.DOSE and each.cause is cause]


# --- older people ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "directions", "over_65", "at_65"),
    [
        ("Zopiclone 7.5mg tablets", "1 on", Tier.INFORM, Tier.NONE),
        ("Zopiclone 3.75mg tablets", "1 on", Tier.NONE, Tier.NONE),
        ("Zolpidem 10mg tablets", "1 on", Tier.REASON, Tier.NONE),
        ("Zolpidem 5mg tablets", "1 on", Tier.NONE, Tier.NONE),
        ("Lorazepam 1mg tablets", "1 tds", Tier.INFORM, Tier.NONE),
        ("Lorazepam 1mg tablets", "1 bd", Tier.NONE, Tier.NONE),
        ("Diazepam 10mg tablets", "1 bd", Tier.INFORM, Tier.NONE),
        ("Nitrazepam 5mg tablets", "2 on", Tier.INFORM, Tier.NONE),
        ("Citalopram 40mg tablets", "1 om", Tier.STOP, Tier.NONE),
        ("Citalopram 20mg tablets", "1 om", Tier.NONE, Tier.NONE),
        ("Escitalopram 20mg tablets", "1 om", Tier.STOP, Tier.NONE),
        ("Escitalopram 10mg tablets", "1 om", Tier.NONE, Tier.NONE),
        ("Chlorphenamine 4mg tablets", "1 qds", Tier.INFORM, Tier.NONE),
    ],
)
def test_half_the_dose_over_65(name: str, directions: str, over_65: Tier, at_65: Tier) -> None:
    assert tier(run((name, directions), age=66), Check.DOSE) is over_65
    assert tier(run((name, directions), age=65), Check.DOSE) is at_65


def test_what_is_too_much_for_anybody_stays_what_it_is_over_65() -> None:
    assert tier(run(("Zopiclone 7.5mg tablets", "2 on"), age=80), Check.DOSE) is Tier.STOP
    assert tier(run(("Zolpidem 10mg tablets", "2 on"), age=80), Check.DOSE) is Tier.STOP


# --- live vaccines ---------------------------------------------------------------------------------------------------

YELLOW_FEVER = ("Yellow fever vaccine (live) powder and solvent for suspension for injection 0.5ml vials", "")
TYPHOID = ("Typhoid vaccine (live, oral, strain ty21a) gastro-resistant capsules", "1 on alternate days")
HEPATITIS_A = ("Hepatitis A vaccine (inactivated, adsorbed) suspension for injection 1ml pre-filled syringes", "")


@pytest.mark.parametrize("vaccine", [YELLOW_FEVER, TYPHOID], ids=["yellow fever", "typhoid"])
@pytest.mark.parametrize(
    ("taken", "expected"),
    [
        (("Methotrexate 2.5mg tablets", "4 once a week on Monday"), Tier.REASON),
        (("Azathioprine 50mg tablets", "2 od"), Tier.REASON),
        (("Prednisolone 5mg tablets", "6 om"), Tier.REASON),
        (("Prednisolone 5mg tablets", "1 om"), Tier.INFORM),
        (("Amlodipine 5mg tablets", "1 od"), Tier.NONE),
    ],
)
def test_a_live_vaccine_where_the_immune_system_is_suppressed(vaccine: Ordered, taken: Ordered, expected: Tier) -> None:
    assert tier(run(vaccine, before=(taken,)), Check.INTERACTION) is expected
    assert tier(run(taken, before=(vaccine,)), Check.INTERACTION) is expected


def test_an_inactivated_vaccine_is_given_beside_them() -> None:
    result = run(HEPATITIS_A, before=(("Methotrexate 2.5mg tablets", "4 once a week on Monday"),))
    assert tier(result, Check.INTERACTION) is Tier.NONE


def test_live_vaccines_are_not_for_pregnancy() -> None:
    assert tier(run(YELLOW_FEVER, age=30, pregnant=True), Check.PREGNANCY) is Tier.REASON
    assert tier(run(HEPATITIS_A, age=30, pregnant=True), Check.PREGNANCY) is Tier.NONE


# --- opioids ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "directions", "expected"),
    [
        ("Fentanyl 50micrograms/hour transdermal patches", "Apply 1 patch every 72 hours", Tier.INFORM),
        ("Fentanyl 75micrograms/hour transdermal patches", "Apply 1 patch every 72 hours", Tier.REASON),
        ("Fentanyl 25micrograms/hour transdermal patches", "Apply 1 patch every 72 hours", Tier.NONE),
        ("Buprenorphine 20micrograms/hour transdermal patches", "Apply 1 patch every 7 days", Tier.NONE),
        ("Buprenorphine 70micrograms/hour transdermal patches", "Apply 1 patch every 96 hours", Tier.REASON),
    ],
)
def test_patches_count_for_morphine_by_the_hour(name: str, directions: str, expected: Tier) -> None:
    assert tier(run((name, directions)), Check.DOSE) is expected


def test_patches_add_up_with_what_is_taken_by_mouth() -> None:
    patch = ("Buprenorphine 35micrograms/hour transdermal patches", "Apply 1 patch every 96 hours")
    morphine = ("Morphine 30mg modified-release tablets", "1 bd")
    assert tier(run(patch), Check.DOSE) is Tier.NONE
    assert tier(run(patch, before=(morphine,)), Check.DOSE) is Tier.REASON


@pytest.mark.parametrize(
    ("name", "directions"),
    [
        ("Methadone 1mg/ml oral solution sugar free", "60 ml od"),
        ("Buprenorphine 8mg sublingual tablets sugar free", "1 od"),
    ],
)
def test_an_opioid_without_a_ratio_is_said_to_be_left_out_alone_and_beside_another(name: str, directions: str) -> None:
    expected = f"the opioid total leaves out {name}: no fixed ratio to morphine is held for it"
    alone = run((name, directions))
    assert expected in missed(alone, Cause.UNKNOWN_FACT)
    assert tier(alone, Check.DOSE) is Tier.NONE
    beside = run(("Morphine 30mg modified-release tablets", "3 bd"), before=((name, directions),))
    assert expected in missed(beside, Cause.UNKNOWN_FACT)
    assert tier(beside, Check.DOSE) is Tier.REASON


# --- several strengths -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Warfarin 1mg tablets", "as directed"), ("Warfarin 3mg tablets", "as directed")),
        (("Prednisolone 5mg tablets", "6 om"), ("Prednisolone 1mg tablets", "2 om")),
        (("Levothyroxine sodium 100microgram tablets", "1 om"), ("Levothyroxine sodium 25microgram tablets", "1 om")),
    ],
    ids=lambda each: each[0],
)
def test_two_strengths_that_are_often_meant_say_nothing_and_a_pharmacy_may_have_them_told(
    one: Ordered, other: Ordered
) -> None:
    assert tier(run(one, other), Check.DUPLICATE) is Tier.NONE
    told = tuple(replace(rule, tier=Tier.INFORM) if rule.row.id == "DU02" else rule for rule in KNOWLEDGE.duplicates)
    knowledge = replace(KNOWLEDGE, duplicates=told)
    both = run(one, other, knowledge=knowledge)
    assert tier(both, Check.DUPLICATE) is Tier.INFORM
    assert one[0] in messages(both, Check.DUPLICATE)
    assert other[0] in messages(both, Check.DUPLICATE)
    assert tier(run(one, before=(other,), knowledge=knowledge), Check.DUPLICATE) is Tier.NONE


def test_what_may_come_twice_in_any_case_says_nothing() -> None:
    vitamin = ("Colecalciferol 800unit capsules", "1 od")
    both = ("Colecalciferol 800unit / Calcium carbonate 1.25g chewable tablets", "1 od")
    assert tier(run(vitamin, both), Check.DUPLICATE) is Tier.NONE


# --- units and masses ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "directions", "expected"),
    [
        ("Colecalciferol 20,000unit capsules", "1 od", Tier.REASON),
        ("Colecalciferol 20,000unit capsules", "1 once a week", Tier.NONE),
        ("Colecalciferol 20,000unit capsules", "20000 units once a week", Tier.NONE),
        ("Colecalciferol 20,000unit capsules", "20000 units daily", Tier.REASON),
        ("Colecalciferol 50,000unit capsules", "1 once a week", Tier.NONE),
        ("Colecalciferol 800unit capsules", "1 od", Tier.NONE),
        ("Colecalciferol 4,000unit tablets", "1 od", Tier.NONE),
        ("Alendronic acid 70mg / Colecalciferol 140microgram tablets", "1 once a week", Tier.NONE),
        ("Levothyroxine sodium 25microgram tablets", "25 mg om", Tier.STOP),
        ("Levothyroxine sodium 25microgram tablets", "75 micrograms om", Tier.NONE),
        ("Tacrolimus 500microgram capsules", "500 mg bd", Tier.STOP),
        ("Tacrolimus 500microgram capsules", "one 5mg capsule bd", Tier.STOP),
        ("Tacrolimus 500microgram capsules", "5 mg bd", Tier.REASON),
        ("Tacrolimus 500microgram capsules", "1.5 mg bd", Tier.NONE),
        ("Ciclosporin 25mg capsules", "75 mg bd", Tier.NONE),
        ("Ciclosporin 25mg capsules", "3 g bd", Tier.STOP),
        ("Methotrexate 2.5mg tablets", "25 mg once a week", Tier.NONE),
        ("Methotrexate 2.5mg tablets", "take six 10 mg tablets once a week", Tier.REASON),
        ("Digoxin 50micrograms/ml oral solution", "62.5 micrograms od", Tier.NONE),
        ("Digoxin 50micrograms/ml oral solution", "62.5 mg od", Tier.STOP),
    ],
)
def test_units_and_masses_of_one_medicine_are_held_against_each_other(
    name: str, directions: str, expected: Tier
) -> None:
    assert tier(run((name, directions)), Check.DOSE) is expected


def test_vitamin_d_adds_up_however_it_is_given_and_is_told_in_units() -> None:
    drops = ("Colecalciferol 10,000units/ml oral drops sugar free", "0.9 ml od")
    with_calcium = ("Colecalciferol 800unit / Calcium carbonate 1.25g chewable tablets", "2 od")
    assert tier(run(drops), Check.DOSE) is Tier.NONE
    both = run(drops, with_calcium)
    assert tier(both, Check.DOSE) is Tier.REASON
    assert "265 micrograms (10600 units) of colecalciferol" in messages(both, Check.DOSE)


def test_units_of_insulin_are_no_mass_and_that_no_limit_is_held_is_said() -> None:
    name = "Insulin glargine 100units/ml solution for injection 3ml pre-filled disposable devices"
    result = run((name, "inject 400 units daily"))
    assert tier(result, Check.DOSE) is Tier.NONE
    assert f"no dose limit is held for {name}" in missed(result, Cause.UNKNOWN_FACT)
