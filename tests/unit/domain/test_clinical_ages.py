"""Age, sex and weight limits: on either side of the birthday, by sale and form, and where the fact is not known."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.clinical_people import TODAY, ask, condition, new, row, tier, which, whys

from dispensary.domain.clinical.ages import OLDEST, AgeRule, check_age
from dispensary.domain.clinical.case import CheckItem, Supply
from dispensary.domain.clinical.findings import Outcome, Tier
from dispensary.domain.clinical.knowledge import Status
from dispensary.domain.patient import Sex

STOP, REASON, INFORM, NONE = Tier.STOP, Tier.REASON, Tier.INFORM, Tier.NONE


def rule(
    name: str, degree: Tier, *sets: str, status: Status = Status.CONFIRMED, about: object = None, **more: object
) -> AgeRule:
    return AgeRule(row(name, status), about or which(*sets), degree, "it is not for everybody", "Act.", **more)


RULES = [
    condition("tonsils", "tonsillectomy"),
    rule("child", STOP, "codeine", under_age=12),
    rule("youth", REASON, "codeine", from_age=12, under_age=18),
    rule("tonsils", STOP, "codeine", under_age=18, conditions=frozenset({"tonsils"})),
    rule("light", STOP, "domperidone", under_kg=Decimal(35)),
    rule("shop", REASON, about=which("loperamide", supply=Supply.OTC), under_age=12),
    rule("given", STOP, about=which("loperamide", unless_sold=True), under_age=9),
    rule("elder", REASON, "dapoxetine", from_age=65),
    rule("solid", INFORM, about=which(name_has=("tablet",), name_lacks=("soluble",)), under_age=5),
    rule("men", INFORM, "finasteride", sex=Sex.FEMALE),
    rule("men-only", REASON, "tadalafil", sex=Sex.FEMALE),
    rule("unread", STOP, "tramadol", status=Status.TO_CONFIRM, under_age=12),
]
CODEINE = new("Codeine 15mg/5ml solution", "codeine 15")
DOMPERIDONE = new("Domperidone 1mg/ml suspension", "domperidone 1")
FINASTERIDE = new("Finasteride 5mg capsules", "finasteride 5")


def said(*items: CheckItem, **facts: object) -> Outcome:
    return ask(check_age, RULES, *items, **facts)


@pytest.mark.parametrize(
    ("age", "expected"), [(0, STOP), (11, STOP), (12, REASON), (17, REASON), (18, NONE), (90, NONE)]
)
def test_a_limit_holds_up_to_the_birthday_and_not_on_it(age: int, expected: Tier) -> None:
    assert tier(said(CODEINE, age_years=age)) is expected


def test_the_birthday_itself_counts() -> None:
    turns_12 = date(TODAY.year - 12, TODAY.month, TODAY.day)
    assert tier(said(CODEINE, birth_date=turns_12)) is REASON
    assert tier(said(CODEINE, birth_date=turns_12 + timedelta(days=1))) is STOP


@given(st.integers(0, OLDEST), st.integers(0, OLDEST))
def test_growing_older_never_brings_back_a_limit_for_the_young(one: int, other: int) -> None:
    younger, older = sorted((one, other))
    assert tier(said(CODEINE, age_years=older)).rank <= tier(said(CODEINE, age_years=younger)).rank


def test_an_upper_limit_holds_from_the_birthday_on() -> None:
    dapoxetine = new("Dapoxetine 30mg capsules", "dapoxetine 30")
    assert [tier(said(dapoxetine, age_years=age)) for age in (64, 65)] == [NONE, REASON]


def test_the_finding_says_what_why_and_the_age() -> None:
    (finding,) = said(CODEINE, age_years=11).findings
    assert finding.message == "Codeine 15mg/5ml solution: it is not for everybody. The person is 11 years old."
    assert finding.items == (0,)


def test_the_gravest_limit_of_a_medicine_is_said_once() -> None:
    outcome = said(new("Codeine 15mg tablets", "codeine 15"), age_years=3)
    assert [finding.rule for finding in outcome.findings] == ["child"]


def test_an_unknown_age_is_said_where_a_limit_might_interrupt() -> None:
    assert whys(said(CODEINE)) == ["the age is not known, and the medicine has a limit by age"] * 3
    assert said(new("Amoxicillin 500mg tablets", "amoxicillin 500")) == Outcome()


@pytest.mark.parametrize("age", [-1, OLDEST + 1, 400])
def test_an_age_that_cannot_be_right_is_never_taken_for_a_grown_up(age: int) -> None:
    outcome = said(CODEINE, age_years=age)
    assert tier(outcome) is NONE
    assert whys(outcome) == [f"an age of {age} years cannot be right, so limits by age were not looked up"]


def test_a_weight_that_cannot_be_right_is_said() -> None:
    assert whys(said(FINASTERIDE, weight_kg=Decimal(0))) == ["a weight of 0 kg cannot be right, so it was not used"]


@pytest.mark.parametrize(
    ("age", "supply", "expected"),
    [
        (11, Supply.OTC, REASON), (12, Supply.OTC, NONE), (8, Supply.OTC, REASON),
        (8, Supply.NHS, STOP), (9, Supply.PRIVATE, NONE),
    ],
)  # fmt: skip
def test_a_sale_has_limits_of_its_own(age: int, supply: Supply, expected: Tier) -> None:
    assert tier(said(new("Loperamide 2mg capsules", "loperamide 2", supply=supply), age_years=age)) is expected


def test_a_solid_form_under_five_only_informs() -> None:
    tablets, soluble = (new(f"Prednisolone 5mg {form}", "prednisolone 5") for form in ("tablets", "soluble tablets"))
    assert tier(said(tablets, age_years=4)) is INFORM
    assert tier(said(tablets, age_years=5)) is NONE
    assert tier(said(soluble, age_years=4)) is NONE
    assert said(tablets) == Outcome()


def test_a_solid_form_is_known_by_its_form_as_well() -> None:
    named = new("Nameless 5mg", "prednisolone 5", form="Tablet")
    assert tier(said(named, age_years=4)) is INFORM
    cream = new("Steroid tablets for the skin", "prednisolone 5", routes=("Cutaneous",))
    assert tier(said(cream, age_years=4)) is NONE


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"weight_kg": Decimal("34.9")}, STOP),
        ({"weight_kg": Decimal(35)}, NONE),
        ({"weight_kg": Decimal(30), "weight_date": TODAY - timedelta(days=183)}, STOP),
    ],
)
def test_a_weight_limit(facts: dict[str, object], expected: Tier) -> None:
    assert tier(said(DOMPERIDONE, age_years=13, **facts)) is expected


@pytest.mark.parametrize(
    "facts", [{}, {"weight_kg": Decimal(-3)}, {"weight_kg": Decimal(30), "weight_date": TODAY - timedelta(days=184)}]
)
def test_a_child_without_a_weight_of_late_is_not_checked(facts: dict[str, object]) -> None:
    outcome = said(DOMPERIDONE, age_years=13, **facts)
    assert tier(outcome) is NONE
    assert "no weight of the last six months" in whys(outcome)[-1]


def test_a_grown_up_is_not_asked_for_a_weight_but_an_old_one_counts() -> None:
    assert said(DOMPERIDONE, age_years=40) == Outcome()
    assert said(DOMPERIDONE) == Outcome()
    old = {"weight_kg": Decimal(34), "weight_date": TODAY - timedelta(days=900)}
    assert tier(said(DOMPERIDONE, age_years=40, **old)) is STOP


def test_a_limit_may_need_a_condition() -> None:
    assert tier(said(CODEINE, age_years=15, conditions=("Tonsillectomy 2026",))) is STOP
    assert tier(said(CODEINE, age_years=15, conditions=("no tonsillectomy",))) is REASON
    assert tier(said(CODEINE, age_years=18, conditions=("Tonsillectomy 2026",))) is NONE
    assert (
        "“?tonsillectomy” is recorded as a question"
        in whys(said(CODEINE, age_years=15, conditions=("?tonsillectomy",)))[0]
    )


def test_a_medicine_for_one_sex_informs_about_the_other() -> None:
    outcome = said(FINASTERIDE, sex=Sex.FEMALE)
    assert tier(outcome) is INFORM
    assert outcome.findings[0].message.endswith("The record says female.")
    assert tier(said(FINASTERIDE, sex=Sex.MALE)) is NONE
    assert said(FINASTERIDE) == Outcome()


def test_an_unknown_sex_is_said_where_it_would_interrupt() -> None:
    tadalafil = new("Tadalafil 5mg capsules", "tadalafil 5")
    assert whys(said(tadalafil)) == ["the sex is not recorded, and the medicine is for one sex"]
    assert said(tadalafil, sex=Sex.MALE) == Outcome()


def test_the_record_says_male_in_words() -> None:
    rules = [rule("women", INFORM, "estradiol", sex=Sex.MALE)]
    (finding,) = ask(check_age, rules, new("Estradiol 1mg", "estradiol 1"), sex=Sex.MALE).findings
    assert finding.message.endswith("The record says male.")


def test_a_row_that_nobody_has_confirmed_does_not_stop() -> None:
    assert tier(said(new("Tramadol 50mg capsules", "tramadol 50"), age_years=11)) is REASON


def test_a_weight_alone_needs_no_age_in_its_words() -> None:
    (finding,) = said(DOMPERIDONE, age_years=40, weight_kg=Decimal(30)).findings
    assert finding.message == "Domperidone 1mg/ml suspension: it is not for everybody."
