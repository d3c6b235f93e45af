"""The same case in other words: products that the dictionary does not hold, and records as people write them."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from tests.clinical_people import TODAY

from dispensary import bootstrap
from dispensary.adapters.knowledge.clinical import ClinicalKnowledge
from dispensary.domain.clinical.case import CheckCase, CheckItem, HistoryItem
from dispensary.domain.clinical.engine import check
from dispensary.domain.clinical.findings import Cause, Check, CheckResult, Tier
from dispensary.domain.clinical.written_names import written_substances
from dispensary.domain.patient import Allergy, ClinicalFacts, Sex, TestResult

KNOWLEDGE = ClinicalKnowledge().clinical()
READ = bootstrap.dose_reader()
ADULT = ClinicalFacts(age_years=45, sex=Sex.MALE, no_known_allergies=True)
WOMAN = ClinicalFacts(age_years=30, sex=Sex.FEMALE, no_known_allergies=True)


def run(name: str, patient: ClinicalFacts = ADULT, *history: HistoryItem, directions: str = "1 bd") -> CheckResult:
    item = CheckItem(name, dose=READ(directions, "tablet") if directions else None, directions=directions)
    return check(CheckCase(TODAY, patient, (item,), history), KNOWLEDGE)


def stops(result: CheckResult, which: Check) -> bool:
    return any(each.check is which and each.tier is Tier.STOP for each in result.findings)


# --- a name that the dictionary does not hold ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "substance"),
    [
        ("Ritonavir 100mg tablets", "ritonavir"),
        ("Sodium valproate 500 mg prolonged-release tablets", "valproate"),
        ("SODIUM VALPROATE 200MG EC TABS", "valproate"),
        ("Carbamazepine 100mg/5ml liquid", "carbamazepine"),
        ("Timolol 0.25% w/v eye drops", "timolol"),
        ("Fentanyl 25 micrograms/hour patches", "fentanyl"),
        ("Epilim Chrono 500mg tablets", "valproate"),
        ("Tramacet 37.5mg tablets", "tramadol + paracetamol"),
    ],
)
def test_a_plain_generic_name_or_a_well_known_brand_gives_its_substances(name: str, substance: str) -> None:
    assert [found.name for found in written_substances(name, KNOWLEDGE)] == substance.split(" + ")


@pytest.mark.parametrize(
    "name",
    [
        "Wibblex 100mg tablets",
        "Ritonavir tablets",
        "Losartan 50mg / Hydrochlorothiazide 12.5mg tablets",
        "Sitagliptin and Metformin 50mg tablets",
        "Metformin 50mg/1000mg tablets",
        "Paracetamol 500mg with codeine tablets",
        "Lidocaine 1% with adrenaline injection",
        "Not warfarin 3mg tablets",
        "",
    ],
)
def test_a_name_that_could_mean_more_gives_nothing(name: str) -> None:
    assert written_substances(name, KNOWLEDGE) == ()


def test_a_medicine_known_by_its_name_alone_is_checked_and_said_not_to_be_in_the_dictionary() -> None:
    result = run("Sodium valproate 500mg MR tabs", WOMAN)
    assert stops(result, Check.PREGNANCY)
    assert _unmapped(result) == {Check.IDENTITY, Check.CD}
    liquid = run("Sodium valproate 200mg/5ml liquid", WOMAN)
    assert _unmapped(liquid) == {Check.DOSE, Check.IDENTITY, Check.CD}


def _unmapped(result: CheckResult) -> set[Check]:
    return {each.check for each in result.not_checked if each.cause is Cause.UNMAPPED}


@pytest.mark.parametrize(
    ("name", "directions", "tier"),
    [
        ("Tramadol 150mg orodispersible tablets", "2 bd", Tier.REASON),
        ("Tramadol 150mg orodispersible tablets", "1 bd", None),
        ("Paracetamol 1g tablets", "2 qds", Tier.STOP),
        ("Levothyroxine 300microgram tablets", "1 od", Tier.REASON),
        ("Tramadol 1500mg/10ml liquid", "2 bd", None),
    ],
)
def test_the_strength_of_a_tablet_is_read_from_its_name(name: str, directions: str, tier: Tier | None) -> None:
    found = [each.tier for each in run(name, directions=directions).findings if each.check is Check.DOSE]
    assert found == ([tier] if tier is not None else [])


def test_an_earlier_medicine_known_by_its_name_alone_interacts() -> None:
    simvastatin = HistoryItem("Simvastatin 20mg tabs", supplied_on=TODAY - timedelta(days=20), days=28)
    assert stops(run("Danazol 200mg caps", ADULT, simvastatin), Check.INTERACTION)
    assert not stops(run("Danazol 200mg caps"), Check.INTERACTION)


@pytest.mark.parametrize(("name", "stopped"), [("Diclofenac 50mg EC tabs", True), ("Diclofenac 2.32% gel", False)])
def test_the_form_in_the_name_tells_how_it_reaches_the_body(name: str, stopped: bool) -> None:
    heart = ClinicalFacts(age_years=60, sex=Sex.MALE, no_known_allergies=True, conditions=("angina",))
    assert stops(run(name, heart), Check.DISEASE) is stopped


# --- records in other words ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words", ["Pregnancy", "Pregnant", "12 weeks pregnant", "Antenatal care", "Pregnancy (finding)"]
)
def test_a_recorded_pregnancy_counts(words: str) -> None:
    woman = ClinicalFacts(age_years=30, sex=Sex.FEMALE, no_known_allergies=True, conditions=(words,))
    assert stops(run("Ramipril 5mg capsules", woman), Check.PREGNANCY)


@pytest.mark.parametrize(
    "words",
    [
        "not pregnant", "Previous pregnancy", "Pregnancy-induced hypertension 2015", "Pregnancy test negative",
        "Ectopic pregnancy 2010", "Termination of pregnancy", "Diabetes in pregnancy 2012", "Planning pregnancy",
        "Pregnancy prevention programme", "Antenatal depression 2014", "History of pregnancy", "Past pregnancies",
    ],
)  # fmt: skip
def test_a_pregnancy_that_is_over_or_not_there_does_not(words: str) -> None:
    woman = ClinicalFacts(age_years=30, sex=Sex.FEMALE, no_known_allergies=True, conditions=(words,))
    assert not stops(run("Ramipril 5mg capsules", woman), Check.PREGNANCY)


@pytest.mark.parametrize(
    ("drug", "words", "stopped"),
    [
        ("Diclofenac 50mg tablets", "Carotid artery disease", True),
        ("Diclofenac 50mg tablets", "Percutaneous coronary intervention 2020", True),
        ("Diclofenac 50mg tablets", "Carpal tunnel syndrome", False),
        ("Pioglitazone 30mg tablets", "Biventricular failure", True),
        ("Pioglitazone 30mg tablets", "Biventricular pacemaker", False),
    ],
)
def test_a_heart_condition_in_other_words(drug: str, words: str, stopped: bool) -> None:
    person = ClinicalFacts(age_years=70, sex=Sex.MALE, no_known_allergies=True, conditions=(words,))
    assert stops(run(drug, person), Check.DISEASE) is stopped


@pytest.mark.parametrize("recorded", ["Pen V", "Penicillin V", "penicillin G", "beta lactams"])
def test_an_allergy_in_other_words(recorded: str) -> None:
    person = ClinicalFacts(age_years=40, allergies=(Allergy(recorded, "anaphylaxis"),))
    assert stops(run("Amoxicillin 500mg capsules", person), Check.ALLERGY)
    assert not stops(run("Clarithromycin 500mg tablets", person), Check.ALLERGY)


@pytest.mark.parametrize(
    ("test", "value", "stopped"),
    [("eGFR (CKD-EPI)", 22, True), ("eGFR (CKD-EPI)", 60, False), ("Urine albumin (eGFR)", 22, False)],
)
def test_a_result_with_its_method_in_brackets_counts(test: str, value: int, stopped: bool) -> None:
    held = (TestResult(test, Decimal(value), None, TODAY - timedelta(days=20)),)
    person = ClinicalFacts(age_years=70, sex=Sex.MALE, no_known_allergies=True, results=held)
    assert stops(run("Metformin 500mg tablets", person), Check.RENAL) is stopped


@pytest.mark.parametrize(
    ("directions", "stopped"),
    [("6 tablets", True), ("one tablet", True), ("as directed", True), ("6 tablets once a week on Monday", False),
     ("6 tablets zigzag", False), ("take 6 tablets on the same day each week", False)],
)  # fmt: skip
def test_a_weekly_medicine_without_how_often_stops(directions: str, stopped: bool) -> None:
    assert stops(run("Methotrexate 2.5mg tablets", directions=directions), Check.DOSE) is stopped


@pytest.mark.parametrize(
    ("other", "twice"),
    [
        ("Salbutamol 2.5mg/2.5ml nebuliser liquid", False),
        ("Salbutamol 200micrograms/dose dry powder inhaler", True),
    ],
)
def test_an_inhaler_and_a_nebuliser_are_no_duplicate(other: str, twice: bool) -> None:
    had = HistoryItem("Salbutamol 100micrograms/dose inhaler", supplied_on=TODAY - timedelta(days=5), days=30)
    result = run(other, ADULT, had)
    assert any(each.check is Check.DUPLICATE for each in result.findings) is twice


def test_an_allergy_recorded_by_its_brand_is_the_substance() -> None:
    amoxil = replace(ADULT, allergies=(Allergy("Amoxil", "anaphylaxis"),), no_known_allergies=False)
    assert stops(run("Amoxicillin 500mg capsules", amoxil), Check.ALLERGY)
    assert not stops(run("Doxycycline 100mg capsules", amoxil), Check.ALLERGY)
