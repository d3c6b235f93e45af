"""The shipped tables about the person: sound, honest about what was read, and saying what they should of real cases."""

import csv
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from tests.clinical_people import TODAY, before, new, reading

from dispensary.adapters.knowledge.clinical import ClinicalKnowledge
from dispensary.domain.clinical.ages import AgeRule
from dispensary.domain.clinical.case import CheckCase, CheckItem, Supply
from dispensary.domain.clinical.conditions import ConditionSet
from dispensary.domain.clinical.disease import DiseaseRule
from dispensary.domain.clinical.engine import check
from dispensary.domain.clinical.findings import Check, Tier, highest
from dispensary.domain.clinical.knowledge import Status
from dispensary.domain.clinical.pregnancy import NO_CHILDBEARING, PregnancyRule
from dispensary.domain.clinical.renal import RenalRule
from dispensary.domain.patient import Allergy, ClinicalFacts, Sex

KNOWLEDGE = ClinicalKnowledge().clinical()
SHARED = Path(__file__).parents[2].parent / "shared" / "data" / "clinical"
ABOUT_PEOPLE = (AgeRule, PregnancyRule, RenalRule, DiseaseRule)
PERSON = (Check.AGE, Check.PREGNANCY, Check.RENAL, Check.DISEASE)
STOP, REASON, INFORM, NONE = Tier.STOP, Tier.REASON, Tier.INFORM, Tier.NONE
F, M = Sex.FEMALE, Sex.MALE


def tier(item: CheckItem, *history: object, **facts: object) -> Tier:
    """The highest tier that the checks of the person give."""
    case = CheckCase(TODAY, ClinicalFacts(**facts), (item,), history)
    return highest(tuple(each.tier for each in check(case, KNOWLEDGE).findings if each.check in PERSON))


def tablets(substance: str, mg: str, most: int | None = None, **more: object) -> CheckItem:
    return new(f"{substance} {mg}mg tablets", f"{substance} {mg}", dose=reading(most), **more)


# --- the tables ------------------------------------------------------------------------------------------------------


def test_the_conditions_that_the_program_goes_by_are_in_the_table() -> None:
    assert {*NO_CHILDBEARING, "pregnant", "breastfeeding"} <= {each.name for each in KNOWLEDGE.rules(ConditionSet)}


def test_every_rule_can_speak() -> None:
    for kind in ABOUT_PEOPLE:
        for rule in KNOWLEDGE.rules(kind):
            assert rule.tiers[0] is not NONE
            assert not rule.text.endswith(".")
            assert rule.action.endswith(".")
    for rule in KNOWLEDGE.rules(AgeRule):
        assert (rule.from_age or 0) < (rule.under_age or 200)
    for rule in KNOWLEDGE.rules(RenalRule):
        assert (rule.least or 0) < rule.under


def test_a_row_is_as_certain_as_the_fact_that_it_was_carried_from() -> None:
    path = SHARED / "dose_age_pregnancy_legal_facts.csv"
    if not path.exists():
        pytest.skip("the shared clinical facts are not beside the checkout")
    with path.open(encoding="utf-8", newline="") as file:
        read = {fact["citation"].strip(): fact["verification"] == "read" for fact in csv.DictReader(file)}
    carried = [rule for kind in ABOUT_PEOPLE for rule in KNOWLEDGE.rules(kind) if rule.row.source in read]
    assert len(carried) > 50
    for rule in carried:
        assert (rule.row.status is Status.CONFIRMED) is read[rule.row.source], rule.row.id


def test_what_nobody_has_read_says_so_in_its_source() -> None:
    for kind in ABOUT_PEOPLE:
        for rule in KNOWLEDGE.rules(kind):
            if rule.row.status is Status.CONFIRMED:
                assert "read and cite before" not in rule.row.source


# --- age and sex -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("item", "age", "expected", "older"),
    [
        (new("Codeine 15mg/5ml oral solution", "codeine 15"), 11, STOP, NONE),
        (new("Co-codamol 8mg/500mg effervescent tablets", "codeine 8", "paracetamol 500"), 11, STOP, NONE),
        (new("Codeine 15mg/5ml linctus", "codeine 15"), 17, REASON, NONE),
        (new("Tramadol 50mg capsules", "tramadol 50"), 11, REASON, NONE),
        (new("Domperidone 1mg/ml oral suspension", "domperidone 1"), 11, STOP, NONE),
        (new("Metoclopramide 5mg/5ml oral solution", "metoclopramide 5"), 0, STOP, REASON),
        (new("Aspirin 75mg dispersible tablets", "aspirin 75"), 15, STOP, NONE),
        (new("Aspirin 150mg suppositories", "aspirin 150", routes=("Rectal",)), 15, STOP, NONE),
        (new("Loperamide 2mg capsules", "loperamide 2", supply=Supply.OTC), 11, REASON, NONE),
        (new("Loperamide 2mg capsules", "loperamide 2"), 8, STOP, NONE),
        (new("Doxycycline 100mg capsules", "doxycycline 100"), 7, STOP, REASON),
        (new("Doxycycline 100mg capsules", "doxycycline 100"), 11, REASON, NONE),
        (new("Lymecycline 408mg capsules", "lymecycline 408"), 11, STOP, NONE),
        (new("Zolpidem 10mg tablets", "zolpidem 10"), 17, STOP, NONE),
        (new("Temazepam 10mg tablets", "temazepam 10"), 17, REASON, NONE),
        (new("Pseudoephedrine linctus", "pseudoephedrine 30", supply=Supply.OTC), 5, STOP, INFORM),
        (new("Xylometazoline spray", "xylometazoline 1", routes=("Nasal",), supply=Supply.OTC), 5, STOP, NONE),
        (new("Promethazine elixir", "promethazine 5", supply=Supply.OTC), 5, STOP, NONE),
        (new("Amlodipine 5mg tablets", "amlodipine 5"), 4, INFORM, NONE),
    ],
)
def test_an_age_limit_and_the_birthday_that_ends_it(item: CheckItem, age: int, expected: Tier, older: Tier) -> None:
    assert tier(item, age_years=age, sex=M) is expected
    assert tier(item, age_years=age + 1, sex=M) is older


def test_a_sale_of_a_cough_medicine_is_not_a_prescription_of_it() -> None:
    linctus = "Guaifenesin 100mg/5ml oral solution", "guaifenesin 100"
    assert tier(new(*linctus, supply=Supply.OTC), age_years=4) is STOP
    assert tier(new(*linctus), age_years=4) is NONE


def test_a_child_too_light_for_domperidone() -> None:
    suspension = new("Domperidone 1mg/ml oral suspension", "domperidone 1")
    assert tier(suspension, age_years=13, weight_kg=Decimal(34)) is STOP
    assert tier(suspension, age_years=13, weight_kg=Decimal(35)) is NONE


def test_medicines_for_one_sex_inform() -> None:
    assert tier(tablets("Finasteride", "5"), age_years=60, sex=F) is INFORM
    assert tier(tablets("Finasteride", "5"), age_years=60, sex=M) is NONE
    assert tier(tablets("Tibolone", "2.5"), age_years=60, sex=M) is INFORM


# --- pregnancy -------------------------------------------------------------------------------------------------------

WOMAN = {"age_years": 28, "sex": F, "pregnant": False, "breastfeeding": False, "conditions": ()}
PREGNANT = {**WOMAN, "pregnant": True}


@pytest.mark.parametrize("substance", ["Sodium valproate", "Valproic acid", "Topiramate"])
def test_a_medicine_with_a_programme_stops_without_its_record(substance: str) -> None:
    item = tablets(substance, "200")
    assert tier(item, **WOMAN) is STOP
    assert tier(item, **WOMAN, ppp_date=TODAY - timedelta(days=400)) is STOP
    assert tier(item, **WOMAN, ppp_date=TODAY - timedelta(days=40)) is INFORM
    assert tier(item, **{**WOMAN, "conditions": ("hysterectomy",)}) in (INFORM, NONE)
    assert tier(item, age_years=40, sex=M) is INFORM


@pytest.mark.parametrize("substance", ["Isotretinoin", "Acitretin", "Alitretinoin"])
def test_an_oral_retinoid_within_thirty_and_seven_days(substance: str) -> None:
    name = f"{substance} 20mg capsules", f"{substance} 20"
    in_time = new(*name, days=30, signed_on=TODAY - timedelta(days=7))
    enrolled = {**WOMAN, "ppp_date": TODAY - timedelta(days=30)}
    assert tier(in_time, **enrolled) is INFORM
    assert tier(new(*name, days=31, signed_on=TODAY), **enrolled) is STOP
    assert tier(new(*name, days=30, signed_on=TODAY - timedelta(days=8)), **enrolled) is STOP
    assert tier(new(*name, days=60, signed_on=TODAY - timedelta(days=8)), age_years=22, sex=M) is INFORM


@pytest.mark.parametrize(
    ("substance", "expected"),
    [
        ("Warfarin", STOP), ("Acenocoumarol", STOP), ("Ramipril", STOP), ("Lisinopril", STOP), ("Losartan", STOP),
        ("Methotrexate", STOP), ("Trimethoprim", STOP), ("Isotretinoin", STOP),
        ("Simvastatin", REASON), ("Lymecycline", REASON), ("Lithium carbonate", REASON),
        ("Apixaban", REASON), ("Paracetamol", NONE), ("Levothyroxine sodium", NONE),
    ],
)  # fmt: skip
def test_a_medicine_known_to_harm_the_unborn(substance: str, expected: Tier) -> None:
    item = tablets(substance, "5")
    assert tier(item, **PREGNANT) is expected
    assert not tier(item, **WOMAN, ppp_date=TODAY).interrupts


@pytest.mark.parametrize(("substance", "pregnant"), [("Carbimazole", REASON), ("Mycophenolate mofetil", STOP)])
def test_what_needs_contraception_is_spoken_of_before_a_pregnancy_too(substance: str, pregnant: Tier) -> None:
    earlier, item = before(f"{substance} 20mg tablets", f"{substance} 20"), tablets(substance, "5")
    assert tier(item, **WOMAN) is REASON
    assert tier(item, earlier, **WOMAN) is INFORM
    assert tier(item, earlier, **PREGNANT) is pregnant
    assert tier(item, age_years=28, sex=M) is NONE


@pytest.mark.parametrize(("weeks", "expected"), [(12, INFORM), (20, REASON), (27, REASON), (28, STOP), (None, REASON)])
@pytest.mark.parametrize("substance", ["Ibuprofen", "Naproxen", "Celecoxib"])
def test_an_nsaid_by_the_week(substance: str, weeks: int | None, expected: Tier) -> None:
    assert tier(tablets(substance, "200"), **PREGNANT, gestation_weeks=weeks) is expected


def test_low_dose_aspirin_in_pregnancy_is_left_alone() -> None:
    assert tier(tablets("Aspirin", "75"), **PREGNANT, gestation_weeks=30) is NONE
    assert tier(tablets("Aspirin", "300"), **PREGNANT, gestation_weeks=30) is REASON


def test_a_pregnancy_may_stand_among_the_conditions_or_in_its_weeks() -> None:
    unasked = {"age_years": 28, "sex": F}
    ramipril = tablets("Ramipril", "5")
    assert tier(ramipril, **unasked, conditions=("Pregnant, 24 weeks",)) is STOP
    assert tier(ramipril, **unasked, conditions=(), gestation_weeks=12) is STOP
    assert tier(ramipril, **unasked, conditions=("not pregnant",)) is NONE
    assert tier(ramipril, **WOMAN, gestation_weeks=12) is NONE
    assert tier(tablets("Codeine", "30"), **unasked, conditions=("breast-feeding",)) is STOP


@pytest.mark.parametrize(("substance", "expected"), [("Codeine", STOP), ("Tramadol", REASON), ("Paracetamol", NONE)])
def test_what_passes_into_milk(substance: str, expected: Tier) -> None:
    assert tier(tablets(substance, "30"), **{**WOMAN, "breastfeeding": True}) is expected
    assert tier(tablets(substance, "30"), **WOMAN) is NONE


def test_a_valproate_part_pack_asks_for_a_reason() -> None:
    packs = (Decimal(30), Decimal(100))
    for quantity, expected in ((56, REASON), (60, INFORM), (130, INFORM)):
        item = tablets("Sodium valproate", "200", quantity=Decimal(quantity), pack_sizes=packs)
        assert tier(item, age_years=45, sex=M) is expected


# --- kidneys ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("item", "just_under", "limit", "low", "fine"),
    [
        (tablets("Metformin", "500", 2), "29", "30", STOP, NONE),
        (tablets("Metformin", "500", 6), "59", "60", REASON, NONE),
        (tablets("Nitrofurantoin", "50", 1, days=84), "44", "45", STOP, NONE),
        (tablets("Nitrofurantoin", "100", 2, days=3), "44", "45", REASON, NONE),
        (tablets("Methotrexate", "2.5"), "29", "30", STOP, INFORM),
        (tablets("Ibuprofen", "400"), "29", "30", REASON, NONE),
        (tablets("Pregabalin", "150", 3), "59", "60", REASON, NONE),
        (tablets("Alendronic acid", "70"), "34", "35", REASON, NONE),
    ],
)
def test_a_limit_by_egfr(item: CheckItem, just_under: str, limit: str, low: Tier, fine: Tier) -> None:
    assert tier(item, age_years=72, sex=F, egfr=Decimal(just_under), conditions=()) is low
    assert tier(item, age_years=72, sex=F, egfr=Decimal(limit), conditions=()) is fine
    assert tier(item, age_years=72, sex=F, conditions=()) is NONE


@pytest.mark.parametrize(
    ("substance", "mg", "most", "just_under", "limit", "low"),
    [
        ("Dabigatran etexilate", "110", 2, "29", "30", STOP),
        ("Apixaban", "2.5", 2, "14", "15", STOP),
        ("Apixaban", "5", 2, "29", "30", REASON),
        ("Rivaroxaban", "15", 1, "14", "15", STOP),
        ("Rivaroxaban", "20", 1, "49", "50", REASON),
        ("Edoxaban", "60", 1, "50", "51", REASON),
    ],
)
def test_an_anticoagulant_by_clearance(
    substance: str, mg: str, most: int, just_under: str, limit: str, low: Tier
) -> None:
    item = tablets(substance, mg, most)
    assert tier(item, age_years=80, sex=M, crcl=Decimal(just_under), conditions=()) is low
    assert tier(item, age_years=80, sex=M, crcl=Decimal(limit), conditions=()) is NONE


# --- disease ---------------------------------------------------------------------------------------------------------

EYE = new("Timolol 0.5% eye drops", "timolol 5", routes=("Ocular",))
GEL = new("Diclofenac 1% gel", "diclofenac 10", routes=("Cutaneous",))
PILL = tablets("Ethinylestradiol", "0.03")


@pytest.mark.parametrize(
    ("item", "recorded", "expected"),
    [
        (tablets("Propranolol", "40"), "brittle asthma", STOP), (tablets("Carvedilol", "6.25"), "Asthmatic", STOP),
        (EYE, "asthma", STOP), (tablets("Bisoprolol", "2.5"), "asthma", REASON), (EYE, "COPD", REASON),
        (tablets("Bisoprolol", "2.5"), "COPD", NONE), (tablets("Propranolol", "40"), "FH asthma", NONE),
        (tablets("Diclofenac", "50"), "IHD", STOP), (tablets("Diclofenac", "50"), "Previous TIA", STOP),
        (tablets("Diclofenac", "50"), "intermittent claudication", STOP), (GEL, "IHD", NONE),
        (tablets("Diclofenac", "50"), "no history of MI", NONE), (tablets("Naproxen", "500"), "angina", NONE),
        (tablets("Pioglitazone", "30"), "CCF", STOP), (tablets("Pioglitazone", "30"), "hypertension", NONE),
        (PILL, "h/o DVT", STOP), (PILL, "Migraine with aura", STOP), (PILL, "Migraine without aura", NONE),
        (tablets("Desogestrel", "0.075"), "h/o DVT", NONE), (tablets("Metoclopramide", "10"), "Parkinsonism", STOP),
        (tablets("Domperidone", "10"), "Parkinson's disease", NONE), (tablets("Prochlorperazine", "5"), "IPD", REASON),
        (tablets("Naproxen", "500"), "duodenal ulcer 2019", REASON), (tablets("Naproxen", "500"), "leg ulcer", NONE),
        (tablets("Sumatriptan", "50"), "old MI", STOP), (tablets("Bupropion", "150"), "epilepsy", STOP),
        (tablets("Ibuprofen", "600", 4), "angina", REASON), (tablets("Ibuprofen", "400", 3), "angina", NONE),
        (tablets("Domperidone", "10"), "heart failure", STOP),
    ],
)  # fmt: skip
def test_a_medicine_with_a_condition(item: CheckItem, recorded: str, expected: Tier) -> None:
    known = {"age_years": 45, "sex": F, "pregnant": False, "breastfeeding": False}
    assert tier(item, **known, conditions=(recorded,)) is expected
    assert tier(item, **known, conditions=()) is NONE


def test_a_proton_pump_inhibitor_protects_the_ulcer() -> None:
    omeprazole = before("Omeprazole 20mg capsules", "omeprazole 20")
    naproxen = tablets("Naproxen", "500")
    assert tier(naproxen, omeprazole, age_years=45, sex=M, conditions=("gastric ulcer",)) is INFORM


def test_an_inhaler_hints_and_a_cardioselective_stays_quiet() -> None:
    inhaler = before("Beclometasone 100micrograms/dose inhaler", "beclometasone 0.1", routes=("Inhalation",))
    assert tier(EYE, inhaler, age_years=45, sex=M) is INFORM
    assert tier(tablets("Bisoprolol", "2.5"), inhaler, age_years=45, sex=M) is NONE


# --- what was read in its source, and stops --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("item", "facts", "without"),
    [
        (
            tablets("Mirabegron", "50"),
            {"conditions": ("uncontrolled hypertension",)},
            {"conditions": ("hypertension",)},
        ),
        (tablets("Pseudoephedrine", "60"), {"conditions": ("CKD stage 4",)}, {"conditions": ("CKD stage 2",)}),
        (tablets("Sumatriptan", "50"), {"conditions": ("angina",)}, {"conditions": ("migraine",)}),
        (tablets("Naproxen", "500"), {"conditions": ("severe heart failure",)}, {"conditions": ("heart failure",)}),
        (tablets("Fingolimod", "0.5"), {"pregnant": True}, {"pregnant": False}),
        (tablets("Lenalidomide", "10"), {"pregnant": True}, {"pregnant": False}),
        (tablets("Edoxaban", "60"), {"breastfeeding": True}, {"breastfeeding": False, "pregnant": False}),
        (tablets("Leflunomide", "20"), {"breastfeeding": True}, {"breastfeeding": False, "pregnant": False}),
        (tablets("Dronedarone", "400"), {"conditions": ("heart failure",)}, {"conditions": ("hypertension",)}),
        (tablets("Gentamicin", "80"), {"conditions": ("myasthenia gravis",)}, {"conditions": ("migraine",)}),
        (tablets("Duloxetine", "60"), {"crcl": Decimal(25)}, {"crcl": Decimal(35)}),
    ],
)
def test_what_the_source_contraindicates_stops_in_that_person_alone(
    item: CheckItem, facts: dict[str, object], without: dict[str, object]
) -> None:
    assert tier(item, age_years=30, sex=F, **facts) is STOP
    assert tier(item, age_years=30, sex=F, **without) is not STOP


def test_a_dose_that_the_kidneys_do_not_bear_asks_and_only_a_contraindication_stops() -> None:
    metformin = tablets("Metformin", "500", 4)
    person = {"age_years": 72, "sex": F, "conditions": ()}
    assert tier(metformin, egfr=Decimal(35), **person) is REASON
    assert tier(metformin, egfr=Decimal(25), **person) is STOP
    assert tier(tablets("Edoxaban", "30", 1), crcl=Decimal(12), **person) is REASON


def test_isotretinoin_stops_for_the_milk_even_inside_its_programme() -> None:
    capsules = new("Isotretinoin 20mg capsules", "isotretinoin 20", signed_on=TODAY)
    for mother, expected in ((True, STOP), (False, INFORM)):
        found = tier(capsules, age_years=30, sex=F, ppp_date=TODAY, pregnant=False, breastfeeding=mother)
        assert found is expected


@pytest.mark.parametrize(
    ("recorded", "substance", "expected"),
    [
        ("Tobramycin", "Gentamicin", STOP),
        ("Gentamicin", "Tobramycin", REASON),
        ("Tinidazole", "Metronidazole", STOP),
        ("Metronidazole", "Tinidazole", REASON),
    ],
)
def test_an_allergy_of_its_class_stops_the_medicine_whose_source_says_so(
    recorded: str, substance: str, expected: Tier
) -> None:
    facts = ClinicalFacts(age_years=40, sex=F, allergies=(Allergy(recorded, "anaphylaxis"),))
    found = check(CheckCase(TODAY, facts, (tablets(substance, "80"),), ()), KNOWLEDGE).findings
    assert [each.tier for each in found if each.check is Check.ALLERGY] == [expected]
