"""A unit or a point that slipped: found from the directions and the strength alone, and nothing usual is called one."""

from decimal import Decimal

import pytest
from tests.clinical_builders import look, only, product, rule_row, tiers, wanted

from dispensary.domain.clinical.case import CheckItem
from dispensary.domain.clinical.dosing import check_doses
from dispensary.domain.clinical.findings import Tier
from dispensary.domain.clinical.knowledge import DoseLimit, Knowledge, Metric, SubstanceSet, compile_knowledge
from dispensary.domain.clinical.retained import HIGH_RISK
from dispensary.domain.dictionary import Resolved

NOTHING = compile_knowledge("test", [SubstanceSet(HIGH_RISK, "high risk", frozenset({"tacrolimus"}))], {})


def capsule(strength: str, substance: str = "obscurin") -> Resolved:
    return product(f"{substance} {strength.replace(' ', '')} capsules", f"{substance} {strength}", unit="capsule")


def liquid(strength: str, per: str) -> Resolved:
    return product(f"obscurin {strength} in {per} oral solution", f"obscurin {strength} in {per}", unit="ml")


def found(of: Resolved, directions: str, knowledge: Knowledge = NOTHING) -> dict[str, str]:
    item = wanted(of, directions)
    assert item.dose is not None
    assert item.dose.parsed, directions
    return tiers(look(check_doses, item, knowledge=knowledge))


@pytest.mark.parametrize(
    ("strength", "directions", "expected"),
    [
        ("500 microgram", "500 mg twice a day", "stop"),
        ("25 microgram", "take 25mg daily", "stop"),
        ("5 mg", "5 micrograms daily", "stop"),
        ("1 mg", "100 mg daily", "stop"),
        ("1 mg", "99 mg daily", "reason"),
        ("5 mg", "55 mg daily", "reason"),
        ("8 mg", "0.9 mg daily", "reason"),
    ],
)
def test_a_dose_that_is_absurdly_many_or_few_of_the_product(strength: str, directions: str, expected: str) -> None:
    assert found(capsule(strength), directions) == {"STRENGTH": expected}


@pytest.mark.parametrize(
    ("strength", "directions"),
    [
        ("500 microgram", "0.5 mg twice a day"),
        ("100 microgram", "12.5 micrograms daily"),
        ("2.5 mg", "25 mg once a week"),
        ("5 mg", "50 mg daily"),
        ("1 mg", "1 daily"),
        ("50 microgram", "75 micrograms daily"),
    ],
)
def test_a_dose_that_can_be_taken_is_quiet(strength: str, directions: str) -> None:
    assert found(capsule(strength), directions) == {}


def test_ten_of_a_risky_medicine_each_day_are_asked_and_once_a_week_not() -> None:
    risky = capsule("500 microgram", "tacrolimus")
    assert found(risky, "5 mg twice a day") == {"STRENGTH": "reason"}
    assert found(risky, "4.5 mg twice a day") == {}
    assert found(risky, "5 mg once a week") == {}


@pytest.mark.parametrize(
    ("strength", "per", "directions", "expected"),
    [
        ("50 microgram", "1 ml", "62.5 mg daily", {"STRENGTH": "stop"}),
        ("50 microgram", "1 ml", "62.5 micrograms daily", {}),
        ("10 mg", "5 ml", "500 mg daily", {"STRENGTH": "reason"}),
        ("10 mg", "5 ml", "10 micrograms daily", {"STRENGTH": "stop"}),
        ("10 mg", "5 ml", "2.5 mg every 4 hours", {}),
        ("5 microgram", "0.02 ml", "5 micrograms daily", {}),
        ("10 mg", "1 ml", "0.09 mg daily", {"STRENGTH": "reason"}),
    ],
)
def test_what_is_poured_is_counted_in_ml(strength: str, per: str, directions: str, expected: dict[str, str]) -> None:
    assert found(liquid(strength, per), directions) == expected


@pytest.mark.parametrize(
    ("strength", "directions", "expected"),
    [
        ("500 microgram", "take one 5mg capsule twice a day", "stop"),
        ("1 mg", "take 2 capsules (20mg) daily", "stop"),
        ("2 mg", "take one 5mg capsule at night", "reason"),
        ("250 microgram", "1 capsule (250mg) daily", "stop"),
    ],
)
def test_a_strength_named_beside_the_count_must_be_that_of_the_product(
    strength: str, directions: str, expected: str
) -> None:
    outcome = look(check_doses, wanted(capsule(strength), directions), knowledge=NOTHING)
    assert tiers(outcome) == {"STRENGTH": expected}
    assert f"“{directions}”" in only(outcome).message


@pytest.mark.parametrize(
    ("strength", "directions"),
    [
        ("5 mg", "take one 5mg capsule twice a day"),
        ("2.5 mg", "take 4 capsules (10 mg) once a week on Monday"),
        ("500 microgram", "take two 500microgram capsules (1mg) twice a day"),
        ("500 mg", "two 500mg capsules four times a day"),
        ("500 mg", "take 1-2 capsules (500mg-1g) at night"),
    ],
)
def test_the_right_strength_or_the_right_sum_beside_the_count_is_quiet(strength: str, directions: str) -> None:
    item = wanted(capsule(strength), directions)
    assert tiers(look(check_doses, item, knowledge=NOTHING)) == {}


@pytest.mark.parametrize(
    ("strength", "directions", "expected"),
    [
        ("10 mg", "10mg (2 capsules) twice a day", {"STRENGTH": "reason"}),
        ("10 mg", "10 mg (two capsules) twice a day", {"STRENGTH": "reason"}),
        ("10 mg", "take 2 capsules (10mg) twice a day", {"STRENGTH": "reason"}),
        ("500 mg", "2 capsules (500mg) four times a day", {"STRENGTH": "reason"}),
        ("5 mg", "30mg (3 capsules) daily", {"STRENGTH": "reason"}),
        ("5 mg", "10mg (2 capsules) twice a day", {}),
        ("10 mg", "10mg (1 capsule) twice a day", {}),
        ("10 mg", "take 2 capsules (20mg) twice a day", {}),
        ("500 mg", "take 2 x 500mg capsules four times a day", {}),
        ("10 mg", "5mg (half a capsule) twice a day", {}),
    ],
)
def test_a_mass_beside_its_count_is_the_dose_and_not_the_strength_of_one(
    strength: str, directions: str, expected: dict[str, str]
) -> None:
    """Two capsules or the mass of one: the label would say two, and one of the two readings is twice the other."""
    assert found(capsule(strength), directions) == expected


def test_the_mass_beside_the_ml_of_a_liquid_is_what_they_hold() -> None:
    assert found(liquid("250 mg", "5 ml"), "5ml (250mg) three times a day") == {}
    assert found(liquid("250 mg", "5 ml"), "2.5ml (125mg) three times a day") == {}
    assert found(liquid("125 mg", "5 ml"), "2.5ml (62mg) three times a day") == {}
    assert found(liquid("64 mg", "0.18 ml"), "0.18ml (64mg) once a week") == {}
    assert found(liquid("250 mg", "5 ml"), "2.5ml (1.25mg) three times a day") == {"STRENGTH": "stop"}


def test_ml_taken_for_mg_are_found() -> None:
    assert found(liquid("10 mg", "5 ml"), "5ml (10mg) every 4 hours") == {}
    assert found(liquid("10 mg", "5 ml"), "10ml (10mg) every 4 hours") == {"STRENGTH": "reason"}
    assert found(liquid("10 mg", "5 ml"), "10mg (10ml) every 4 hours") == {"STRENGTH": "reason"}


@pytest.mark.parametrize(
    "of",
    [
        product("Ferrous fumarate 210mg tablets", "ferrous fumarate 210 mg"),
        product("Obscurin 13g oral powder sachets", "obscurin 13 gram", unit="sachet"),
        product("Obscurin 1% cream", "obscurin 10 mg in 1 gram", unit="gram", routes=("Cutaneous",)),
        product("Obscurin tablets"),
        product("Insulin degludec 100units/ml solution", "insulin degludec 100 unit in 1 ml", unit="ml"),
    ],
    ids=lambda of: of.name,
)
def test_a_mass_that_is_not_of_the_strength_proves_nothing(of: Resolved) -> None:
    unit = of.virtual_product.unit if of.virtual_product is not None else ""
    item = wanted(of, f"take 1 {unit} (68mg) daily" if unit not in ("gram", "ml") else f"1 {unit} daily")
    assert tiers(look(check_doses, item, knowledge=NOTHING)) == {}


def test_a_patch_by_the_hour_is_not_judged_by_its_mass() -> None:
    patch = product("Obscurin 1mg/72hours patches", "obscurin 1 mg in 72 hour", unit="patch", routes=("Transdermal",))
    assert tiers(look(check_doses, wanted(patch, "500 mg daily"), knowledge=NOTHING)) == {}


def test_directions_that_are_not_read_or_a_bare_ingredient_are_not_judged() -> None:
    unread = wanted(capsule("5 mg"), "as per protocol 50 mg")
    bare = CheckItem("Obscurin", ingredient="obscurin", dose=unread.dose, directions="5 g daily")
    assert tiers(look(check_doses, unread, bare, knowledge=NOTHING)) == {}


def test_one_finding_for_one_cause() -> None:
    limit = DoseLimit(
        rule_row("most"), "obscurin", Metric.MAX_24H, Decimal(10), Tier.REASON, "the most is", "Act.",
        stop_from_percent=Decimal(500),
    )  # fmt: skip
    knowledge = compile_knowledge("test", [], {}, doses=[limit])
    assert found(capsule("25 microgram"), "take 75mg daily", knowledge) == {"most": "stop"}
    assert found(capsule("25 microgram"), "take 25mg daily", knowledge) == {"most": "reason", "STRENGTH": "stop"}
