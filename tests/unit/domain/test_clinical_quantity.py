"""Quantity against directions, courses that are too long, supplies for too long: both sides of every limit."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.clinical_builders import ADULT, knowing, look, missed, only, product, rule_row, said, tiers, wanted

from dispensary.domain.clinical.case import CheckItem, Supply
from dispensary.domain.clinical.findings import Cause, Tier
from dispensary.domain.clinical.lasting import counted_days, course_days, lasting
from dispensary.domain.clinical.quantity import CourseLimit, QuantityKind, QuantityRule, check_quantity
from dispensary.domain.dose.reading import DoseReading, DoseStep

TABLETS = product("Amlodipine 5mg tablets", "amlodipine 5 mg")
CAPSULES = product("Amoxicillin 500mg capsules", "amoxicillin 500 mg", unit="capsule")
SYRUP = product("Amoxicillin 250mg/5ml suspension", "amoxicillin 250 mg in 5 ml", unit="ml")
EVENING = product("Evening 10mg tablets", "evening 10 mg")
GOUT = product("Colchicine 500microgram tablets", "colchicine 500 microgram")
KNOWLEDGE = knowing(
    [
        QuantityRule(rule_row("more"), QuantityKind.TOO_MUCH, Decimal(125), frozenset(), Tier.REASON, "Ask."),
        QuantityRule(rule_row("less"), QuantityKind.TOO_LITTLE, Decimal(75), frozenset(), Tier.REASON, "Ask."),
        QuantityRule(rule_row("long"), QuantityKind.LONG, Decimal(100), frozenset({"pills"}), Tier.REASON, "Ask."),
        CourseLimit(rule_row("week"), frozenset({"evening"}), Tier.REASON, "7 days", "Ask.", most_days=Decimal(7)),
        CourseLimit(rule_row("young"), frozenset({"codeine"}), Tier.REASON, "3 days", "Ask.", most_days=Decimal(3),
                    from_age=12, under_age=18),
        CourseLimit(rule_row("sold"), frozenset({"codeine"}), Tier.REASON, "3 days", "Ask.", most_days=Decimal(3),
                    supply=Supply.OTC, counted=False),
        CourseLimit(rule_row("gout"), frozenset({"gout"}), Tier.REASON, "6 mg", "Ask.", most_mg=Decimal(6),
                    over_mg=Decimal(1)),
    ],
    pills="levonorgestrel", evening="evening", codeine="codeine", gout="colchicine",
)  # fmt: skip


def found(item: CheckItem, **more: object) -> dict[str, str]:
    return tiers(look(check_quantity, item, knowledge=KNOWLEDGE, **more))


@pytest.mark.parametrize(
    ("directions", "quantity", "rules"),
    [
        ("1 tds for 7 days", "21", {}),
        ("1 tds for 7 days", "26", {}),
        ("1 tds for 7 days", "27", {"more": "reason"}),
        ("1 tds for 7 days", "16", {}),
        ("1 tds for 7 days", "15", {"less": "reason"}),
        ("8 od for 5 days", "40", {}),
        ("4 od for 3 days then 2 od for 3 days then 1 od for 3 days", "21", {}),
        ("4 od for 3 days then 2 od for 3 days then 1 od for 3 days", "36", {"more": "reason"}),
        ("2 on Monday and 3 on Tuesday", "20", {}),
        ("1 tds prn", "500", {}),
        ("1 weekly", "4", {}),
        ("1 od", "100", {}),
        ("1 od", "112", {"long": "reason"}),
    ],
)
def test_the_quantity_is_held_against_what_the_directions_use(
    directions: str, quantity: str, rules: dict[str, str]
) -> None:
    assert found(wanted(CAPSULES, directions, quantity)) == rules


@pytest.mark.parametrize(("days", "rules"), [(100, {}), (112, {"long": "reason"})])
def test_a_long_supply_shows_by_its_days_alone(days: int, rules: dict[str, str]) -> None:
    item = replace(wanted(TABLETS, "1 od", "28"), quantity=None, days=days)
    assert found(item) == rules
    assert "the quantity is not known" in [
        each.why for each in look(check_quantity, item, knowledge=KNOWLEDGE).not_checked
    ]


def test_the_message_says_both_figures() -> None:
    finding = only(look(check_quantity, wanted(CAPSULES, "1 tds for 7 days", "100"), knowledge=KNOWLEDGE))
    assert finding.message == (
        "Amoxicillin 500mg capsules: 100 prescribed; the directions use 21. That is much more than they need."
    )
    assert (finding.items, finding.source) == ((0,), "a source that can be read")


def test_the_days_of_the_prescription_count_where_the_directions_give_none() -> None:
    assert found(wanted(TABLETS, "1 od", "56", days=28)) == {"more": "reason"}
    assert found(wanted(TABLETS, "1 od", "28", days=28)) == {}
    assert found(wanted(TABLETS, "2 od then 1 od for 5 days", "90", days=28)) == {}


def test_whole_packs_are_no_mistake() -> None:
    bottles = wanted(SYRUP, "5ml tds for 7 days", "200", pack_sizes=(Decimal(100),))
    assert found(bottles) == {}
    assert found(replace(bottles, quantity=Decimal(300))) == {"more": "reason"}
    assert found(replace(bottles, pack_sizes=())) == {"more": "reason"}
    boxes = wanted(TABLETS, "1 od", "112", pack_sizes=(Decimal(28),))
    assert found(boxes) == {}
    assert found(replace(boxes, quantity=Decimal(140))) == {"long": "reason"}


def test_what_is_not_counted_alike_is_not_compared() -> None:
    cream = product("Hydrocortisone 1% cream", "hydrocortisone 10 mg", unit="gram", routes=("Cutaneous",))
    assert found(wanted(cream, "apply bd for 7 days", "30")) == {}
    pen = product("Insulin pens", "insulin 100 unit", unit="pre-filled disposable injection", routes=("Subcutaneous",))
    assert found(wanted(pen, "20 units on", "5", days=28)) == {}
    assert found(wanted(TABLETS, "500mg tds for 7 days", "90")) == {}
    injection = product("Hydroxocobalamin", "hydroxocobalamin 1 mg", unit="ampoule", routes=("Intramuscular",))
    assert found(wanted(injection, "1 ampoule every 12 weeks", "5", days=420)) == {}


def test_a_sale_and_a_contraceptive_have_no_such_limit() -> None:
    assert found(wanted(TABLETS, "1 od for 7 days", "28", supply=Supply.OTC)) == {}
    pill = product("Levonorgestrel 30microgram tablets", "levonorgestrel 30 microgram")
    assert found(wanted(pill, "1 od", "168")) == {}


def test_what_is_unknown_is_said() -> None:
    assert missed(look(check_quantity, wanted(TABLETS, "1 od"), knowledge=KNOWLEDGE)) == ["the quantity is not known"]
    unread = look(check_quantity, wanted(TABLETS, "wibble", "28"), knowledge=KNOWLEDGE)
    assert [each.cause for each in unread.not_checked] == [Cause.UNREAD_DOSE]
    assert not look(check_quantity, wanted(TABLETS, "1 od", "28"), knowledge=KNOWLEDGE).not_checked


@pytest.mark.parametrize(
    ("directions", "quantity", "days", "rules"),
    [
        ("1 tds", "84", 28, {"week": "reason"}),
        ("1 tds", "21", 7, {}),
        ("1 tds", "24", 8, {"week": "reason"}),
        ("1 tds", "30", None, {"week": "reason"}),
        ("1 tds for 7 days", "21", 28, {}),
        ("1 tds for 5 days", "15", None, {}),
        ("1 tds prn", "30", None, {"week": "inform"}),
        ("1 tds prn", "21", None, {}),
    ],
)
def test_a_course_has_its_most_days(directions: str, quantity: str, days: int | None, rules: dict[str, str]) -> None:
    assert found(wanted(EVENING, directions, quantity, days=days)) == rules


def test_a_long_course_in_palliative_care_only_informs() -> None:
    item = wanted(EVENING, "1 tds", "84", days=28)
    assert found(item, patient=replace(ADULT, palliative=True)) == {"week": "inform"}


def test_a_course_of_unknown_length_is_said() -> None:
    outcome = look(check_quantity, wanted(EVENING, "1 tds"), knowledge=KNOWLEDGE)
    assert "how long it is to be taken is not known; 7 days" in missed(outcome)


@pytest.mark.parametrize(("age", "rules"), [(11, {}), (12, {"young": "reason"}), (17, {"young": "reason"}), (18, {})])
def test_a_course_limit_for_an_age(age: int, rules: dict[str, str]) -> None:
    codeine = wanted(product("Codeine 15mg tablets", "codeine 15 mg"), "1 tds", "12", days=4)
    assert found(codeine, patient=replace(ADULT, age_years=age)) == rules
    assert found(codeine, patient=replace(ADULT, age_years=None)) == {}


def test_a_sale_is_judged_by_its_stated_days_alone() -> None:
    codeine = wanted(product("Codeine 15mg tablets", "codeine 15 mg"), "1 tds", "32", supply=Supply.OTC)
    assert found(codeine) == {}
    assert not look(check_quantity, codeine, knowledge=KNOWLEDGE).not_checked
    assert found(replace(codeine, days=5)) == {"sold": "reason"}
    assert found(replace(codeine, days=3)) == {}


def test_a_course_for_an_attack_has_its_most_milligrams() -> None:
    assert found(wanted(GOUT, "1 qds", "12")) == {}
    assert found(wanted(GOUT, "1 qds", "13")) == {"gout": "reason"}
    assert found(wanted(GOUT, "1 bd", "100")) == {}
    assert missed(look(check_quantity, wanted(GOUT, "1 qds"), knowledge=KNOWLEDGE))[1:] == [
        "how much one course is, is not known; 6 mg"
    ]


def test_a_course_on_the_skin_is_no_course() -> None:
    gel = product("Evening gel", "evening 10 mg", unit="gram", routes=("Cutaneous",))
    assert found(wanted(gel, "apply bd", "100", days=28)) == {}


def test_how_long_directions_last() -> None:
    assert course_days(None) is None
    assert course_days(said("1 od", "tablet")) is None
    assert course_days(said("2 od for 3 days then 1 od for 4 days", "tablet")) == 7
    assert counted_days(Decimal(28), said("1 bd", None), None) == 14
    assert counted_days(Decimal(28), said("5ml bd", None), None) is None
    assert counted_days(Decimal(0), said("1 bd", "tablet"), TABLETS.virtual_product) is None
    assert counted_days(Decimal(200), said("2 puffs bd", "dose"), product("x", "y 1 mg", unit="dose").virtual_product)
    grams = product("powder", "powder 1 gram", unit="gram").virtual_product
    assert counted_days(Decimal(28), DoseReading("1", parsed=True, max_24h=Decimal(1)), grams) is None
    assert lasting(wanted(TABLETS)).longest is None


def test_a_step_without_its_daily_most_is_not_counted() -> None:
    dose = DoseReading("x", parsed=True, max_24h=Decimal(1), unit="tablet", steps=(DoseStep(days=7),))
    assert found(replace(wanted(TABLETS, "1 od", "90"), dose=dose)) == {}


@given(st.integers(1, 8), st.integers(1, 60), st.integers(1, 600))
def test_more_never_turns_too_much_into_too_little(a_day: int, days: int, quantity: int) -> None:
    item = replace(wanted(TABLETS, "1 od", str(quantity)), dose=DoseReading(
        "x", parsed=True, max_24h=Decimal(a_day), unit="tablet",
        steps=(DoseStep(days=days, most=Decimal(a_day)),)))  # fmt: skip
    rules = found(item)
    assert ("more" in rules) == (quantity * 4 > a_day * days * 5)
    assert ("less" in rules) == (quantity * 4 < a_day * days * 3)
