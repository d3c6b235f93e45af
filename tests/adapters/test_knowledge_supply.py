"""The shipped tables about the supply: what they catch, with siblings of every class and the case just on the other
side."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from tests.clinical_builders import ADULT, ago, had, look, product, shipped, tiers, wanted

from dispensary.domain.clinical.case import CheckItem, HistoryItem, Supply
from dispensary.domain.clinical.controlled import CdRule, check_controlled
from dispensary.domain.clinical.emergency import EmergencyRule
from dispensary.domain.clinical.findings import Tier
from dispensary.domain.clinical.identity import BrandRule, LookAlike, StrengthRule, check_identity
from dispensary.domain.clinical.knowledge import Rule, Status
from dispensary.domain.clinical.legal import LegalKind, LegalRule, check_legal
from dispensary.domain.clinical.lint import awaiting_confirmation, problems
from dispensary.domain.clinical.monitoring import MonitorRule, check_monitoring
from dispensary.domain.clinical.quantity import CourseLimit, QuantityRule, check_quantity
from dispensary.domain.clinical.refill import RefillRule, check_refill
from dispensary.domain.dictionary import ControlledDrug, Resolved
from dispensary.domain.eps_status import LineStatus, PrescriptionStatus
from dispensary.domain.patient import TestResult

TABLES: tuple[type[Rule], ...] = (
    RefillRule, QuantityRule, CourseLimit, MonitorRule, LookAlike, StrengthRule, BrandRule, CdRule, LegalRule,
    EmergencyRule,
)  # fmt: skip
SCHEDULE_4 = ControlledDrug.SCHEDULE_4_BENZODIAZEPINE


def tablets(substance: str, mg: str = "10", **shape: object) -> Resolved:
    return product(f"{substance} {mg}mg tablets", f"{substance} {mg} mg", **shape)


# --- the tables themselves -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.__name__)
def test_every_table_is_there_and_sound(table: type[Rule]) -> None:
    assert shipped().rules(table)
    assert problems(shipped()) == ()


def test_the_words_are_plain() -> None:
    for table in TABLES:
        for rule in shipped().rules(table):
            text = getattr(rule, "text", "")
            assert text == text.strip().rstrip(".!"), rule.row.id
            assert rule.action.endswith("."), rule.row.id


def test_no_stop_stands_on_a_source_that_nobody_read() -> None:
    waiting = set(awaiting_confirmation(shipped()))
    assert {"RF04", "MO06", "LE02", "LE13"} <= waiting
    for table in TABLES:
        for rule in shipped().rules(table):
            if rule.row.status is Status.CONFIRMED:
                assert "to be read" not in rule.row.source, rule.row.id
                assert "read and cite" not in rule.row.source, rule.row.id
            else:
                assert rule.row.bounded(Tier.STOP) is Tier.REASON


def test_every_status_of_eps_has_its_meaning() -> None:
    """Each code either lets the item go on or has exactly one rule."""
    go_on = {"0002", "0003"}
    rules = shipped().rules(LegalRule)
    for status in [*(each.value for each in PrescriptionStatus), "0000", "9000", "9001", "9005"]:
        named = [rule for rule in rules if rule.kind is LegalKind.PRESCRIPTION_STATUS and status in rule.codes]
        assert len(named) == (status not in go_on), status
    for line in LineStatus:
        named = [rule for rule in rules if rule.kind is LegalKind.LINE_STATUS and line.value in rule.codes]
        assert len(named) == (line.value in {"0001", "0002", "0005", "0006"}), line


# --- what they catch -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("substance", "directions", "longest", "too_long"),
    [
        ("domperidone", "1 tds", 7, 8),
        ("metoclopramide", "1 tds", 5, 6),
        ("zopiclone", "1 on", 28, 29),
        ("zolpidem", "1 on", 28, 29),
        ("temazepam", "1 on", 28, 29),
        ("nitrazepam", "1 on", 28, 29),
        ("ketorolac", "1 qds", 7, 8),
    ],
)
def test_courses(substance: str, directions: str, longest: int, too_long: int) -> None:
    assert look(check_quantity, wanted(tablets(substance), directions, days=longest)).findings == ()
    (finding,) = look(check_quantity, wanted(tablets(substance), directions, days=too_long)).findings
    assert finding.tier is Tier.REASON


@pytest.mark.parametrize("substance", ["ondansetron", "cyclizine", "diazepam"])
def test_another_medicine_has_no_such_course(substance: str) -> None:
    assert look(check_quantity, wanted(tablets(substance), "1 tds", "84", days=28)).findings == ()


def test_codeine_from_12_to_17_years() -> None:
    compound = product("Co-codamol 8mg/500mg tablets", "codeine 8 mg", "paracetamol 500 mg")
    for item in (wanted(tablets("codeine"), "1 tds", "12"), wanted(compound, "1 tds", "12", days=4)):
        assert tiers(look(check_quantity, item, patient=replace(ADULT, age_years=13))) == {"CO03": "reason"}
        assert tiers(look(check_quantity, item, patient=replace(ADULT, age_years=18))) == {}


def test_colchicine_for_an_attack_and_for_prevention() -> None:
    gout = product("Colchicine 500microgram tablets", "colchicine 500 microgram")
    assert tiers(look(check_quantity, wanted(gout, "1 qds", "28"))) == {"CO07": "reason"}
    assert tiers(look(check_quantity, wanted(gout, "1 qds", "12"))) == {}
    assert tiers(look(check_quantity, wanted(gout, "1 bd", "56"))) == {}


@pytest.mark.parametrize(
    ("of", "directions", "left", "rules"),
    [
        (tablets("amlodipine"), "1 od", 8, {"RF01": "reason"}),
        (tablets("amlodipine"), "1 od", 7, {}),
        (tablets("diazepam", drug=SCHEDULE_4), "1 od", 4, {"RF02": "reason"}),
        (tablets("diazepam", drug=SCHEDULE_4), "1 od", 3, {}),
        (tablets("pregabalin", drug=ControlledDrug.SCHEDULE_3), "1 bd", 4, {"RF02": "reason"}),
        (tablets("zopiclone", drug=None), "1 on", 4, {"RF02": "reason"}),
        (tablets("codeine", drug=ControlledDrug.SCHEDULE_5), "1 tds", 7, {}),
    ],
)
def test_early(of: Resolved, directions: str, left: int, rules: dict[str, str]) -> None:
    before = had(of, directions, days=28, supplied_on=ago(28 - left))
    assert tiers(look(check_refill, wanted(of, directions), history=(before,))) == rules


@pytest.mark.parametrize(
    "substance",
    ["warfarin", "apixaban", "lamotrigine", "levetiracetam", "lithium carbonate", "clopidogrel", "tacrolimus"],
)
def test_late(substance: str) -> None:
    of = tablets(substance)
    late = had(of, "1 bd", days=28, supplied_on=ago(43))
    assert tiers(look(check_refill, wanted(of, "1 bd"), history=(late,))) == {"RF03": "inform"}
    in_time = replace(late, supplied_on=ago(42))
    assert tiers(look(check_refill, wanted(of, "1 bd"), history=(in_time,))) == {}


def test_missed_days_of_substitution() -> None:
    tongue = tablets("buprenorphine", "8", routes=("Sublingual",), drug=ControlledDrug.SCHEDULE_3)
    for of, directions in ((tablets("methadone", drug=ControlledDrug.SCHEDULE_2), "1 od"), (tongue, "1 od")):
        missed = had(of, directions, "1", supplied_on=ago(4))
        assert tiers(look(check_refill, wanted(of, directions), history=(missed,))) == {"RF04": "reason"}
        came = replace(missed, supplied_on=ago(3))
        assert tiers(look(check_refill, wanted(of, directions), history=(came,))) == {}
    patch = product("Buprenorphine patch", "buprenorphine 5 microgram in 1 hour", unit="patch", routes=("Transdermal",))
    old = had(patch, "1 patch every 7 days", days=28, supplied_on=ago(60))
    assert tiers(look(check_refill, wanted(patch, "1 patch every 7 days"), history=(old,))) == {}


@pytest.mark.parametrize("substance", ["salbutamol", "terbutaline"])
def test_relievers(substance: str) -> None:
    of = product(f"{substance} inhaler", f"{substance} 100 microgram in 1 dose", unit="dose", routes=("Inhalation",))
    often = had(of, "2 puffs prn", times_supplied=2)
    assert tiers(look(check_refill, wanted(of, "2 puffs prn"), history=(often,))) == {"RF05": "inform"}
    assert tiers(look(check_refill, wanted(of, "2 puffs prn"), history=(replace(often, times_supplied=1),))) == {}


@pytest.mark.parametrize(
    ("substance", "test", "most"),
    [
        ("warfarin sodium", "INR", 84),
        ("acenocoumarol", "inr", 84),
        ("phenindione", "International Normalized Ratio", 84),
        ("lithium carbonate", "Serum lithium level", 180),
        ("methotrexate", "FBC", 92),
        ("methotrexate", "Full blood count", 92),
    ],
)
def test_results(substance: str, test: str, most: int) -> None:
    item = wanted(tablets(substance, "2.5"), "1 once a week on Monday", "4")
    for days, overdue in ((most, 0), (most + 1, 1), (None, 0)):
        on = ago(days) if days is not None else None
        person = replace(ADULT, results=(TestResult(test, Decimal("0.6"), None, on),))
        assert len(look(check_monitoring, item, patient=person).findings) == overdue


def test_methotrexate_comes_in_one_strength() -> None:
    ten = wanted(tablets("methotrexate", "10"), "1 once a week on Monday", "4")
    assert tiers(look(check_monitoring, ten)) == {"MO04": "reason"}
    assert tiers(look(check_monitoring, wanted(tablets("methotrexate", "2.5"), "4 once a week", "16"))) == {}


def test_a_month_of_a_controlled_drug_is_enough() -> None:
    pregabalin = tablets("pregabalin", "150", drug=ControlledDrug.SCHEDULE_3)
    long = wanted(pregabalin, "1 bd", "112", days=56, cd_quantity_words="one hundred and twelve")
    assert tiers(look(check_controlled, long)) == {"CD07": "reason"}
    assert (
        tiers(look(check_controlled, replace(long, quantity=Decimal(56), days=28, cd_quantity_words="fifty six"))) == {}
    )


@pytest.mark.parametrize(
    ("drug", "signed", "cd", "legal"),
    [
        (ControlledDrug.SCHEDULE_2, ago(29), "CD01", None),
        (ControlledDrug.SCHEDULE_3_TEMAZEPAM, ago(29), "CD01", None),
        (SCHEDULE_4, ago(29), "CD02", None),
        (ControlledDrug.SCHEDULE_5, ago(29), None, None),
        (ControlledDrug.SCHEDULE_5, date(2026, 5, 20), None, "LE01"),
        (ControlledDrug.NONE, date(2026, 5, 20), None, "LE01"),
        (ControlledDrug.NONE, date(2026, 5, 21), None, None),
    ],
)
def test_how_long_a_prescription_is_valid(
    drug: ControlledDrug, signed: date, cd: str | None, legal: str | None
) -> None:
    item = wanted(tablets("something", drug=drug), "1 od", "28", signed_on=signed, cd_quantity_words="twenty eight")
    assert tiers(look(check_controlled, item)) == ({cd: "stop"} if cd else {})
    assert tiers(look(check_legal, item)) == ({legal: "stop"} if legal else {})


@pytest.mark.parametrize(
    ("of", "days", "rule"),
    [
        (tablets("diazepam", drug=SCHEDULE_4), 6, "EM03"),
        (tablets("codeine", drug=ControlledDrug.SCHEDULE_5), 6, "EM03"),
        (tablets("morphine", drug=ControlledDrug.SCHEDULE_2), 1, "EM02"),
        (tablets("gabapentin", drug=ControlledDrug.SCHEDULE_3), 1, "EM02"),
        (tablets("ramipril"), 31, "EM09"),
        (tablets("levonorgestrel"), 63, "EM07"),
        (tablets("diazepam", drug=SCHEDULE_4), 5, None),
        (tablets("ramipril"), 30, None),
        (tablets("levonorgestrel"), 28, None),
    ],
)
def test_emergency_supplies(of: Resolved, days: int, rule: str | None) -> None:
    item = wanted(of, "1 od", days=days, emergency=True)
    assert tiers(look(check_legal, item)) == ({rule: "stop"} if rule else {})


@pytest.mark.parametrize(
    ("now", "then", "rule"),
    [
        (tablets("clobazam"), tablets("clonazepam"), "LA01"),
        (tablets("ropinirole"), tablets("risperidone"), "LA04"),
        (tablets("prednisolone"), tablets("propranolol hydrochloride"), "LA03"),
        (tablets("digoxin", "0.25"), tablets("digoxin", "0.125"), "SC01"),
        (tablets("edoxaban", "60"), tablets("edoxaban", "30"), "SC01"),
        (tablets("carbamazepine", maker="Tegretol"), tablets("carbamazepine", maker="Curatil"), "BR01"),
        (tablets("valproate", maker="Epilim"), tablets("valproate", maker="Episenta"), "BR02"),
        (tablets("lithium carbonate", maker="Priadel"), tablets("lithium carbonate", maker="Camcolit"), "BR03"),
        (tablets("tacrolimus", maker="Adoport"), tablets("tacrolimus", maker="Prograf"), "BR04"),
        (tablets("amlodipine", maker="Istin"), tablets("amlodipine", maker="Amlostin"), None),
        (tablets("ramipril", "10"), tablets("ramipril", "5"), None),
    ],
)
def test_products_that_may_not_be_the_one_meant(now: Resolved, then: Resolved, rule: str | None) -> None:
    found = tiers(look(check_identity, wanted(now, "1 od", "28"), history=(had(then, "1 od", "28"),)))
    assert set(found) == ({rule} if rule else set())


def test_a_sale_asks_for_no_prescription() -> None:
    item = wanted(tablets("codeine", drug=ControlledDrug.SCHEDULE_5), "1 tds", "32", supply=Supply.OTC)
    for run in (check_legal, check_controlled, check_quantity):
        assert look(run, item).findings == ()


def test_one_not_checked_for_one_cause() -> None:
    """Thirty items of which nothing is known say each cause once, in the same words."""
    items = tuple(CheckItem(f"Medicine {place}", tablets(f"ordinary{place}")) for place in range(30))
    for run in (check_legal, check_quantity, check_controlled, check_refill, check_monitoring, check_identity):
        whys = {each.why for each in look(run, *items, history=(HistoryItem("x"),)).not_checked}
        assert len(whys) <= 3
