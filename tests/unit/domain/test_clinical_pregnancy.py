"""Pregnancy, milk, prevention programmes and whole packs: who is meant, what must be on record, what is not known."""

from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.clinical_people import TODAY, ask, before, condition, new, reading, row, tier, which, whys

from dispensary.domain.clinical.case import CheckItem
from dispensary.domain.clinical.findings import Outcome, Tier
from dispensary.domain.clinical.packs import in_whole_packs
from dispensary.domain.clinical.pregnancy import (
    Holds,
    PregnancyRule,
    Who,
    check_pregnancy,
)
from dispensary.domain.patient import Sex

STOP, REASON, INFORM, NONE = Tier.STOP, Tier.REASON, Tier.INFORM, Tier.NONE


def rule(name: str, drug: str, who: Who, degree: Tier, **more: object) -> PregnancyRule:
    return PregnancyRule(row(name), which(drug), who, degree, f"rule {name}", "Act.", **more)


RULES = [
    condition("no-childbearing", "hysterectomy"),
    rule("ppp", "valproate", Who.CHILDBEARING, STOP, holds=Holds.NO_PROGRAMME),
    rule("box", "valproate", Who.ANYONE, INFORM, about="pack"),
    rule("part", "valproate", Who.ANYONE, REASON, holds=Holds.PART_PACK, about="pack"),
    rule("father", "valproate", Who.MAN, INFORM, about="man"),
    rule("days", "isotretinoin", Who.CHILDBEARING, STOP, holds=Holds.LONG, days=30),
    rule("late", "isotretinoin", Who.CHILDBEARING, STOP, holds=Holds.LATE, days=7, about="late"),
    rule("warfarin", "warfarin", Who.PREGNANT, STOP),
    rule("third", "ibuprofen", Who.PREGNANT, STOP, from_week=28),
    rule("second", "ibuprofen", Who.PREGNANT, REASON, from_week=20, under_week=28, unknown_week=True),
    rule("first", "ibuprofen", Who.PREGNANT, INFORM, under_week=20),
    rule("milk", "codeine", Who.BREASTFEEDING, STOP),
    rule("start", "carbimazole", Who.CHILDBEARING, REASON, holds=Holds.FIRST_TIME),
    rule("again", "carbimazole", Who.CHILDBEARING, INFORM, holds=Holds.SUPPLIED_BEFORE),
]
WOMAN = {"age_years": 30, "sex": Sex.FEMALE, "pregnant": False, "breastfeeding": False}
MAN = {"age_years": 30, "sex": Sex.MALE}
VALPROATE = new("Valproate 200mg tablets", "valproate 200")
IBUPROFEN = new("Ibuprofen 400mg tablets", "ibuprofen 400")
WARFARIN = new("Warfarin 3mg tablets", "warfarin 3")


def said(*items: CheckItem, history: tuple = (), **facts: object) -> Outcome:  # type: ignore[type-arg]
    return ask(check_pregnancy, RULES, *items, history=history, **facts)


def rules_of(outcome: Outcome) -> set[str]:
    return {finding.rule for finding in outcome.findings}


@pytest.mark.parametrize(("days_ago", "missing"), [(None, True), (0, False), (366, False), (367, True), (-1, True)])
def test_a_programme_must_be_on_record_within_the_year(days_ago: int | None, missing: bool) -> None:
    dated = None if days_ago is None else TODAY - timedelta(days=days_ago)
    outcome = said(VALPROATE, ppp_date=dated, **WOMAN)
    assert ("ppp" in rules_of(outcome)) is missing
    assert tier(outcome) is (STOP if missing else INFORM)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (WOMAN, STOP), ({**WOMAN, "age_years": 12}, STOP), ({**WOMAN, "age_years": 54}, STOP),
        ({**WOMAN, "age_years": 55}, INFORM), ({**WOMAN, "age_years": 11}, INFORM), (MAN, INFORM),
        ({**WOMAN, "conditions": ("Hysterectomy 2019",)}, INFORM),
        ({**WOMAN, "age_years": 56, "pregnant": True}, STOP),
    ],
)  # fmt: skip
def test_who_could_become_pregnant(facts: dict[str, object], expected: Tier) -> None:
    assert tier(said(VALPROATE, **facts)) is expected


def test_a_girl_is_asked_about_and_unknown_facts_are_said() -> None:
    assert "ask whether her periods have started" in whys(said(VALPROATE, **{**WOMAN, "age_years": 11}))[0]
    assert "the sex is not recorded" in whys(said(VALPROATE, age_years=30))[0]
    assert "the age is not known" in whys(said(VALPROATE, sex=Sex.FEMALE))[0]


def test_everybody_gets_the_whole_pack_and_a_man_his_own_words() -> None:
    assert rules_of(said(VALPROATE, **MAN)) == {"box", "father"}
    assert rules_of(said(VALPROATE, ppp_date=TODAY, **WOMAN)) == {"box"}


def pack(quantity: int | None, *sizes: int) -> CheckItem:
    sold = tuple(Decimal(size) for size in sizes) or None
    amount = Decimal(quantity) if quantity is not None else None
    return new("Valproate 200mg tablets", "valproate 200", quantity=amount, pack_sizes=sold)


@pytest.mark.parametrize(
    ("item", "expected"),
    [(pack(56, 100), REASON), (pack(100, 100), INFORM), (pack(200, 100), INFORM), (pack(130, 100, 30), INFORM)],
)
def test_a_part_pack_asks_for_a_reason(item: CheckItem, expected: Tier) -> None:
    assert tier(said(item, **MAN)) is expected


def test_a_part_pack_is_told_with_its_figures() -> None:
    (part,) = [each for each in said(pack(56, 100, 30), **MAN).findings if each.rule == "part"]
    assert part.message == "Valproate 200mg tablets: rule part; 56 is prescribed, the pack is 30 or 100."


@pytest.mark.parametrize(
    ("item", "words"),
    [(pack(56), "the pack sizes are not known"), (pack(None, 100), "the quantity is not known"),
     (pack(-5, 100), "the quantity is not known")],
)  # fmt: skip
def test_an_unknown_pack_is_said(item: CheckItem, words: str) -> None:
    assert words in whys(said(item, **MAN))[0]


@given(st.lists(st.integers(1, 60), min_size=1, max_size=3), st.lists(st.integers(1, 4), min_size=3, max_size=3))
def test_any_sum_of_whole_packs_is_whole_packs(sizes: list[int], counts: list[int]) -> None:
    total = sum(size * count for size, count in zip(sizes, counts, strict=False))
    packs = tuple(Decimal(size) for size in sizes)
    assert in_whole_packs(Decimal(total), packs)
    assert not in_whole_packs(Decimal(total) + Decimal("0.5"), packs)


def test_a_pack_of_nothing_is_no_pack_and_a_huge_quantity_comes_to_an_end() -> None:
    assert not in_whole_packs(Decimal(5), (Decimal(0),))
    assert in_whole_packs(Decimal(10**9), (Decimal(30), Decimal(100)))
    assert not in_whole_packs(Decimal(10**9 + 1), (Decimal(30), Decimal(100)))


def isotretinoin(**more: object) -> CheckItem:
    return new("Isotretinoin 20mg capsules", "isotretinoin 20", **more)


@pytest.mark.parametrize(
    ("days", "signed_ago", "expected"),
    [(30, 7, set()), (31, 7, {"days"}), (30, 8, {"late"}), (60, 30, {"days", "late"})],
)
def test_a_retinoid_is_for_thirty_days_and_seven_days_from_signing(
    days: int, signed_ago: int, expected: set[str]
) -> None:
    item = isotretinoin(days=days, signed_on=TODAY - timedelta(days=signed_ago))
    assert rules_of(said(item, **WOMAN)) == expected
    assert rules_of(said(item, **MAN)) == set()


def test_a_quantity_tells_the_days_too_and_what_is_unknown_is_said() -> None:
    item = isotretinoin(dose=reading(2), quantity=Decimal(62), signed_on=TODAY)
    assert rules_of(said(item, **WOMAN)) == {"days"}
    assert [why.split(";")[0] for why in whys(said(isotretinoin(), **WOMAN))] == [
        "how many days are supplied is not known", "the day of signing is not known",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("weeks", "expected"),
    [(0, INFORM), (19, INFORM), (20, REASON), (27, REASON), (28, STOP), (41, STOP), (None, REASON)],
)
def test_the_week_decides_and_an_unknown_week_is_not_taken_for_an_early_one(weeks: int | None, expected: Tier) -> None:
    outcome = said(IBUPROFEN, **{**WOMAN, "pregnant": True}, gestation_weeks=weeks)
    assert tier(outcome) is expected
    assert any("weeks of pregnancy are not recorded" in why for why in whys(outcome)) is (weeks is None)


def test_pregnancy_is_asked_of_those_who_may_be_pregnant_only() -> None:
    unknown = {"age_years": 30, "sex": Sex.FEMALE}
    assert set(whys(said(WARFARIN, **unknown))) == {"whether she is pregnant or breastfeeding is not recorded"}
    assert set(whys(said(WARFARIN, **unknown, breastfeeding=False))) == {"whether she is pregnant is not recorded"}
    for facts in (MAN, {**unknown, "age_years": 60}, {**unknown, "age_years": 11}, WOMAN):
        assert said(WARFARIN, **facts) == Outcome()
    assert tier(said(WARFARIN, **{**WOMAN, "pregnant": True})) is STOP


def test_milk_has_rules_of_its_own() -> None:
    codeine = new("Codeine 30mg tablets", "codeine 30")
    assert tier(said(codeine, **{**WOMAN, "breastfeeding": True})) is STOP
    assert said(codeine, **WOMAN) == Outcome()
    assert said(codeine, **{**WOMAN, "pregnant": True}) == Outcome()


def test_counselling_is_asked_for_the_first_time_and_recalled_afterwards() -> None:
    carbimazole = new("Carbimazole 5mg tablets", "carbimazole 5")
    earlier = before("Carbimazole 20mg tablets", "carbimazole 20")
    assert tier(said(carbimazole, **WOMAN)) is REASON
    assert tier(said(carbimazole, history=(earlier,), **WOMAN)) is INFORM
    assert said(carbimazole, **MAN) == Outcome()


def test_what_goes_on_the_skin_does_not_reach_the_child() -> None:
    gel = new("Ibuprofen 5% gel", "ibuprofen 50", routes=("Cutaneous",))
    assert said(gel, **{**WOMAN, "pregnant": True}, gestation_weeks=30) == Outcome()
