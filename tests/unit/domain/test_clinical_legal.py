"""May it be dispensed today: the age of the prescription, its status at EPS, an emergency supply."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from tests.clinical_builders import ADULT, ago, code_of, knowing, look, missed, only, product, rule_row, tiers, wanted

from dispensary.domain.clinical.case import CheckItem, Supply
from dispensary.domain.clinical.emergency import Allowance, EmergencyRule
from dispensary.domain.clinical.findings import Tier
from dispensary.domain.clinical.knowledge import Status
from dispensary.domain.clinical.legal import LegalKind, LegalRule, check_legal
from dispensary.domain.clinical.medicines import Reach
from dispensary.domain.dictionary import ControlledDrug, Kind, Pack, Resolved
from dispensary.domain.prescription import Treatment

NONE, NEVER = frozenset({0}), frozenset({1, 2, 3})


def emergency(name: str, allowance: Allowance, schedules: frozenset[int], **more: object) -> EmergencyRule:
    return EmergencyRule(rule_row(name), allowance, schedules, Tier.STOP, name, "Do not supply.", **more)


def legal(name: str, kind: LegalKind, *codes: str, status: Status = Status.CONFIRMED) -> LegalRule:
    return LegalRule(rule_row(name, status), kind, Tier.STOP, name, "Do not supply.", frozenset(codes))


KNOWLEDGE = knowing(
    [
        legal("expired", LegalKind.EXPIRED),
        legal("ahead", LegalKind.DATED_AHEAD, status=Status.TO_CONFIRM),
        legal("cancelled", LegalKind.PRESCRIPTION_STATUS, "0005"),
        legal("line-gone", LegalKind.LINE_STATUS, "0002"),
        legal("withdrawn", LegalKind.WITHDRAWN),
        emergency("epilepsy-5", Allowance.DAYS, frozenset({3}), days=Decimal(5), categories=frozenset({"0006"}),
                  conditions=("epilep",)),
        emergency("never", Allowance.NEVER, NEVER),
        emergency("five", Allowance.DAYS, frozenset({4, 5}), days=Decimal(5)),
        emergency("insulin", Allowance.SMALLEST_PACK, NONE, sets=frozenset({"insulins"})),
        emergency("inhaler", Allowance.SMALLEST_PACK, NONE, reach=Reach.INHALED),
        emergency("cream", Allowance.SMALLEST_PACK, NONE, forms=("cream",), reach=Reach.LOCAL),
        emergency("liquid", Allowance.COURSE, NONE, sets=frozenset({"antibiotics"}), unit="ml"),
        emergency("thirty", Allowance.DAYS, NONE, days=Decimal(30)),
    ],
    insulins="insulin", antibiotics="amoxicillin",
)  # fmt: skip
TABLETS = product("Ramipril 5mg tablets", "ramipril 5 mg")
DIAZEPAM = product("Diazepam 2mg tablets", "diazepam 2 mg", drug=ControlledDrug.SCHEDULE_4_BENZODIAZEPINE)
CODEINE = product("Codeine 30mg tablets", "codeine 30 mg", drug=ControlledDrug.SCHEDULE_5)
PHENOBARBITAL = product(
    "Phenobarbital 30mg tablets", "phenobarbital 30 mg", drug=ControlledDrug.SCHEDULE_3_PHENOBARBITAL
)
TRAMADOL = product("Tramadol 50mg capsules", "tramadol 50 mg", drug=ControlledDrug.SCHEDULE_3)


def found(item: CheckItem, **more: object) -> dict[str, str]:
    return tiers(look(check_legal, item, knowledge=KNOWLEDGE, **more))


def on(of: Resolved = TABLETS, **more: object) -> CheckItem:
    more.setdefault("signed_on", ago(1))
    more.setdefault("prescription_status", "0002")
    more.setdefault("line_status", "0008")
    return wanted(of, "1 od", "28", **more)


def in_emergency(of: Resolved, directions: str = "1 od", quantity: str | None = None, **more: object) -> CheckItem:
    return wanted(of, directions, quantity, emergency=True, **more)


# --- the prescription ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("signed", "rules"),
    [
        (date(2026, 5, 21), {}),
        (date(2026, 5, 20), {"expired": "stop"}),
        (date(2026, 4, 20), {"expired": "stop"}),
        (date(2026, 11, 21), {}),
        (date(2026, 11, 22), {"ahead": "reason"}),
    ],
)
def test_six_months_from_signing(signed: date, rules: dict[str, str]) -> None:
    for of in (TABLETS, CODEINE, product("Unknown", "unknown 1 mg", drug=None)):
        assert found(on(of, signed_on=signed)) == rules
    assert found(on(signed_on=signed, supply=Supply.PRIVATE)) == rules
    assert found(on(signed_on=signed, supply=Supply.OTC)) == {}


def test_repeat_dispensing_lasts_a_year_after_its_first_issue() -> None:
    item = on(signed_on=date(2026, 4, 20), treatment=Treatment.ERD, issue=2)
    assert found(item) == {}
    assert found(replace(item, issue=1)) == {"expired": "stop"}
    assert found(replace(item, signed_on=date(2025, 11, 20))) == {"expired": "stop"}


def test_the_validity_of_a_controlled_drug_is_another_check() -> None:
    assert found(on(DIAZEPAM, signed_on=ago(400))) == {}
    assert found(on(TRAMADOL, signed_on=ago(400))) == {}


def test_the_message_says_until_when() -> None:
    finding = only(look(check_legal, on(signed_on=date(2026, 4, 20)), knowledge=KNOWLEDGE))
    assert finding.message == (
        "Ramipril 5mg tablets: the prescription of 20 April 2026 could be dispensed until 20 October 2026; expired."
    )


# --- EPS -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("prescription", "line", "rules"),
    [
        ("0002", "0008", {}),
        ("0003", "0003", {}),
        ("0003", "0004", {}),
        ("0002", "0007", {}),
        ("0005", "0008", {"cancelled": "stop"}),
        ("0002", "0002", {"line-gone": "stop"}),
        ("0005", "0002", {"cancelled": "stop", "line-gone": "stop"}),
    ],
)
def test_with_dispenser_and_not_dispensed_bear_the_same_number(
    prescription: str, line: str, rules: dict[str, str]
) -> None:
    item = on(prescription_status=prescription, line_status=line)
    assert found(item) == rules
    assert found(replace(item, supply=Supply.PRIVATE)) == {}


def test_a_status_that_is_unknown_or_means_nothing_is_said() -> None:
    outcome = look(check_legal, wanted(TABLETS, "1 od"), knowledge=KNOWLEDGE)
    assert outcome.findings == ()
    assert len(missed(outcome)) == 3
    odd = look(check_legal, on(prescription_status="7777"), knowledge=KNOWLEDGE)
    assert missed(odd) == ["the status of the prescription at EPS, 7777, means nothing here"]
    assert not missed(look(check_legal, on(), knowledge=KNOWLEDGE))


# --- products --------------------------------------------------------------------------------------------------------


def test_what_the_dictionary_has_withdrawn() -> None:
    brand = product("Ramipril 5mg tablets", "ramipril 5 mg", maker="Tritace")
    assert brand.actual is not None
    assert found(on(brand)) == {}
    assert found(on(replace(brand, actual=replace(brand.actual, available=False)))) == {"withdrawn": "stop"}
    assert found(on(replace(brand, actual=replace(brand.actual, invalid=True)))) == {"withdrawn": "stop"}
    assert TABLETS.virtual is not None
    pack = Pack(code_of("pack"), "28 tablets", TABLETS.virtual, None)
    held = Resolved(pack.code, pack.code, Kind.AMPP, pack.name, pack=pack)
    assert found(on(held)) == {}
    assert found(on(replace(held, pack=replace(pack, discontinued=True)))) == {"withdrawn": "stop"}
    assert found(CheckItem("Imported", signed_on=ago(1))) == {}


# --- emergency -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("of", "days", "rules"),
    [
        (TABLETS, 28, {}),
        (TABLETS, 30, {}),
        (TABLETS, 31, {"thirty": "stop"}),
        (DIAZEPAM, 5, {}),
        (DIAZEPAM, 7, {"five": "stop"}),
        (CODEINE, 5, {}),
        (CODEINE, 6, {"five": "stop"}),
        (TRAMADOL, 1, {"never": "stop"}),
    ],
)
def test_an_emergency_supply_has_its_most_days(of: Resolved, days: int, rules: dict[str, str]) -> None:
    assert found(in_emergency(of, days=days)) == rules


def test_the_quantity_counts_where_no_days_are_given() -> None:
    assert found(in_emergency(DIAZEPAM, "1 tds", "15")) == {}
    assert found(in_emergency(DIAZEPAM, "1 tds", "28")) == {"five": "stop"}
    assert missed(look(check_legal, in_emergency(DIAZEPAM), knowledge=KNOWLEDGE)) == [
        "how many days the emergency supply lasts is not known"
    ]


@pytest.mark.parametrize(
    ("conditions", "days", "rules", "unknown"),
    [
        (("Epilepsy",), 5, {}, 0),
        (("Epilepsy",), 6, {"epilepsy-5": "stop"}, 0),
        (("Insomnia",), 5, {"never": "stop"}, 0),
        (None, 5, {}, 1),
        (None, 6, {"epilepsy-5": "stop"}, 1),
    ],
)
def test_phenobarbital_goes_out_for_epilepsy_alone(
    conditions: tuple[str, ...] | None, days: int, rules: dict[str, str], unknown: int
) -> None:
    person = replace(ADULT, conditions=conditions)
    outcome = look(check_legal, in_emergency(PHENOBARBITAL, days=days), patient=person, knowledge=KNOWLEDGE)
    assert tiers(outcome) == rules
    assert len(missed(outcome)) == unknown


@pytest.mark.parametrize(
    ("of", "quantity", "rules"),
    [
        (product("Pens", "insulin 100 unit", unit="pen", routes=("Subcutaneous",)), "5", {}),
        (product("Pens", "insulin 100 unit", unit="pen", routes=("Subcutaneous",)), "10", {"insulin": "stop"}),
        (product("Inhaler", "salbutamol 1 mg", unit="dose", routes=("Inhalation",)), "5", {}),
        (product("Inhaler", "salbutamol 1 mg", unit="dose", routes=("Inhalation",)), "6", {"inhaler": "stop"}),
        (product("Cream", "clobetasone 1 mg", unit="gram", routes=("Cutaneous",), form="Cream"), "5", {}),
        (
            product("Cream", "clobetasone 1 mg", unit="gram", routes=("Cutaneous",), form="Cream"),
            "30",
            {"cream": "stop"},
        ),
    ],
)
def test_what_comes_in_packs_goes_out_in_the_smallest(of: Resolved, quantity: str, rules: dict[str, str]) -> None:
    item = in_emergency(of, "", quantity, pack_sizes=(Decimal(30), Decimal(5)))
    assert found(item) == rules
    unknown = look(check_legal, replace(item, pack_sizes=()), knowledge=KNOWLEDGE)
    assert missed(unknown) == ["whether the emergency supply is the smallest pack is not known"]


def test_a_liquid_antibiotic_is_for_the_pharmacist() -> None:
    syrup = product("Amoxicillin suspension", "amoxicillin 250 mg in 5 ml", unit="ml")
    outcome = look(check_legal, in_emergency(syrup, "5ml tds", "200"), knowledge=KNOWLEDGE)
    assert outcome.findings == ()
    assert "nobody but a pharmacist" in missed(outcome)[0]
    capsules = product("Amoxicillin capsules", "amoxicillin 500 mg", unit="capsule")
    assert found(in_emergency(capsules, "1 tds", "21")) == {}
    drops = product("Drops", "latanoprost 1 mg", unit="ml", routes=("Ocular",), form="Eye drops")
    assert found(in_emergency(drops, "", "3", days=31)) == {"thirty": "stop"}


def test_without_a_schedule_an_emergency_supply_is_not_judged() -> None:
    for of in (product("Unknown", "unknown 1 mg", drug=None), Resolved(code_of("x"), code_of("x"))):
        assert "schedule is not known" in missed(look(check_legal, in_emergency(of, days=90), knowledge=KNOWLEDGE))[0]
    assert not look(check_legal, in_emergency(TABLETS, days=90), knowledge=knowing([])).findings
