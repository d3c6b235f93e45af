"""When the next supply is due: early, late, missed days, a reliever too often; each with the day on the other side."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.clinical_builders import (
    ADULT,
    TODAY,
    ago,
    had,
    knowing,
    look,
    missed,
    only,
    product,
    rule_row,
    tiers,
    wanted,
)

from dispensary.domain.clinical.case import CheckCase, CheckItem, HistoryItem
from dispensary.domain.clinical.findings import Tier
from dispensary.domain.clinical.knowledge import Status
from dispensary.domain.clinical.look import look_at
from dispensary.domain.clinical.medicines import Reach
from dispensary.domain.clinical.refill import RefillKind, RefillRule, check_refill
from dispensary.domain.dictionary import ControlledDrug
from dispensary.domain.identifiers import IssueKey, PrescriptionId

AMLODIPINE = product("Amlodipine 5mg tablets", "amlodipine 5 mg", vtm="Amlodipine")
STRONGER = product("Amlodipine 10mg tablets", "amlodipine 10 mg", vtm="Amlodipine")
DIAZEPAM = product("Diazepam 5mg tablets", "diazepam 5 mg", drug=ControlledDrug.SCHEDULE_4_BENZODIAZEPINE)
WARFARIN = product("Warfarin 3mg tablets", "warfarin 3 mg")
METHADONE = product("Methadone 1mg/ml", "methadone 1 mg in 1 ml", unit="ml", drug=ControlledDrug.SCHEDULE_2)
PATCH = product("Methadone patch", "methadone 1 mg", unit="patch", routes=("Transdermal",))
RELIEVER = product("Salbutamol inhaler", "salbutamol 100 microgram in 1 dose", unit="dose", routes=("Inhalation",))
SYRUP = product("Salbutamol 2mg/5ml", "salbutamol 2 mg in 5 ml", unit="ml")
CREAM = product("Hydrocortisone 1% cream", "hydrocortisone 10 mg", unit="gram", routes=("Cutaneous",))
NOTHING: frozenset[str] = frozenset()
KNOWLEDGE = knowing(
    [
        RefillRule(rule_row("early"), RefillKind.EARLY, NOTHING, Decimal(7), Tier.REASON, "early", "Ask."),
        RefillRule(rule_row("early-cd"), RefillKind.EARLY, frozenset({"z"}), Decimal(3), Tier.REASON, "early", "Ask.",
                   schedules=frozenset({2, 3, 4})),
        RefillRule(rule_row("late"), RefillKind.LATE, frozenset({"blood"}), Decimal(14), Tier.INFORM, "late", "Ask.",
                   percent=Decimal(50)),
        RefillRule(rule_row("missed", Status.TO_CONFIRM), RefillKind.MISSED, frozenset({"ost"}), Decimal(3), Tier.STOP,
                   "missed", "Ask.", routes=frozenset({"oral"})),
        RefillRule(rule_row("often"), RefillKind.OFTEN, frozenset({"saba"}), Decimal(3), Tier.INFORM, "often", "Ask.",
                   reach=Reach.INHALED),
        RefillRule(rule_row("alone"), RefillKind.ALONE, frozenset({"saba"}), Decimal(1), Tier.INFORM, "alone", "Ask.",
                   reach=Reach.INHALED, conditions=("asthma",), beside=frozenset({"icss"})),
    ],
    z="zopiclone", blood="warfarin", ost="methadone", saba="salbutamol", icss="beclometasone",
)  # fmt: skip


def found(item: CheckItem, *history: HistoryItem) -> dict[str, str]:
    return tiers(look(check_refill, item, history=history, knowledge=KNOWLEDGE))


@pytest.mark.parametrize(("days", "rules"), [(10, {"early": "reason"}), (20, {"early": "reason"}), (21, {}), (28, {})])
def test_more_than_a_week_left_is_early(days: int, rules: dict[str, str]) -> None:
    before = had(AMLODIPINE, "1 od", "28", supplied_on=ago(days))
    assert found(wanted(AMLODIPINE, "1 od", "28"), before) == rules


def test_the_message_says_what_is_left() -> None:
    outcome = look(check_refill, wanted(AMLODIPINE, "1 od"), knowledge=KNOWLEDGE,
                   history=(had(AMLODIPINE, "1 od", "28", supplied_on=ago(10)),))  # fmt: skip
    finding = only(outcome)
    assert finding.message == "Amlodipine 5mg tablets: 28 days' supply on 11 November 2026, so 18 days are left; early."
    assert (finding.items, finding.history) == ((0,), (0,))


def test_a_decision_holds_on_the_next_day_and_not_for_the_next_supply() -> None:
    item, before = wanted(AMLODIPINE, "1 od"), had(AMLODIPINE, "1 od", days=28, supplied_on=ago(10))

    def seen(supply: HistoryItem, day: int) -> str:
        case = CheckCase(TODAY + timedelta(days=day), ADULT, (item,), (supply,))
        outcome = check_refill(look_at(case, KNOWLEDGE))
        assert outcome is not None
        return only(outcome).hash

    assert seen(before, 0) == seen(before, 1)
    assert seen(before, 0) != seen(replace(before, supplied_on=ago(9)), 0)


@pytest.mark.parametrize(("days", "rules"), [(24, {"early-cd": "reason"}), (25, {})])
def test_a_controlled_drug_is_early_sooner(days: int, rules: dict[str, str]) -> None:
    assert found(wanted(DIAZEPAM, "1 od"), had(DIAZEPAM, "1 od", "28", supplied_on=ago(days))) == rules
    zopiclone = product("Zopiclone 7.5mg tablets", "zopiclone 7.5 mg", drug=None)
    assert found(wanted(zopiclone, "1 on"), had(zopiclone, "1 on", days=28, supplied_on=ago(days))) == rules


def test_only_the_last_supply_of_the_same_product_makes_it_early() -> None:
    first, last = had(AMLODIPINE, "1 od", days=84, supplied_on=ago(40)), had(AMLODIPINE, "1 od", days=28)
    assert found(wanted(AMLODIPINE, "1 od"), first, replace(last, supplied_on=ago(25))) == {}
    assert found(wanted(STRONGER, "1 od"), had(AMLODIPINE, "1 od", days=28, supplied_on=ago(2))) == {}
    assert found(wanted(AMLODIPINE, "1 od"), had(AMLODIPINE, "1 od", days=28, supplied_on=None)) == {}
    assert found(wanted(AMLODIPINE, "1 od"), had(AMLODIPINE, "1 od", days=28, supplied_on=ago(-1))) == {}


def test_what_is_left_runs_out_sooner_at_a_higher_dose() -> None:
    before = had(AMLODIPINE, "1 od", "28", supplied_on=ago(14))
    assert found(wanted(AMLODIPINE, "1 od"), before) == {"early": "reason"}
    assert found(wanted(AMLODIPINE, "1 bd"), before) == {}
    assert found(wanted(AMLODIPINE, "half od"), replace(before, supplied_on=ago(22))) == {}


def test_as_needed_counts_at_its_most_and_is_never_late() -> None:
    pain = product("Warfarin 1mg tablets", "warfarin 1 mg")
    assert found(wanted(pain, "2 qds prn"), had(pain, "2 qds prn", "100", supplied_on=ago(4))) == {"early": "reason"}
    assert found(wanted(pain, "2 qds prn"), had(pain, "2 qds prn", "100", supplied_on=ago(90))) == {}


def test_a_supply_of_the_same_prescription_is_no_earlier_one() -> None:
    key = IssueKey(PrescriptionId("24F5DA-A83008-7EFE6Z"))
    item = wanted(RELIEVER, "2 puffs qds", prescription=key)
    own = had(RELIEVER, "2 puffs qds", "200", supplied_on=ago(1), prescription=key, times_supplied=5)
    assert found(item, own) == {}


def test_a_medicine_without_a_product_goes_by_its_name() -> None:
    item = CheckItem("Amlodipine", ingredient="Amlodipine besilate")
    assert found(item, HistoryItem("amlodipine", ingredient="amlodipine", days=28, supplied_on=ago(3))) == {
        "early": "reason"
    }
    assert found(item, HistoryItem("Ramipril", ingredient="ramipril", days=28, supplied_on=ago(3))) == {}


def test_how_long_it_lasts_may_be_unknown() -> None:
    unread = look(
        check_refill, wanted(AMLODIPINE, "1 od"), history=(had(AMLODIPINE, "wibble", "28"),), knowledge=KNOWLEDGE
    )
    assert missed(unread) == ["how long the last supply lasts is not known"]
    assert not look(
        check_refill, wanted(CREAM, "apply bd"), history=(had(CREAM, "apply bd", "30"),), knowledge=KNOWLEDGE
    ).not_checked
    other = look(
        check_refill, wanted(STRONGER, "1 od"), history=(had(AMLODIPINE, "wibble", "28"),), knowledge=KNOWLEDGE
    )
    assert not other.not_checked


@pytest.mark.parametrize(
    ("supply", "gap", "rules"),
    [
        (28, 14, {}),
        (28, 15, {"late": "inform"}),
        (56, 28, {}),
        (56, 29, {"late": "inform"}),
        (28, 300, {"late": "inform"}),
    ],
)
def test_late_is_more_than_two_weeks_and_half_of_the_last_supply(supply: int, gap: int, rules: dict[str, str]) -> None:
    before = had(WARFARIN, "1 od", days=supply, supplied_on=ago(supply + gap))
    assert found(wanted(WARFARIN, "1 od"), before) == rules
    assert found(wanted(AMLODIPINE, "1 od"), had(AMLODIPINE, "1 od", days=supply, supplied_on=ago(supply + gap))) == {}


def test_another_strength_in_between_is_no_gap() -> None:
    weaker = product("Warfarin 1mg tablets", "warfarin 1 mg")
    old = had(WARFARIN, "1 od", days=28, supplied_on=ago(100))
    assert found(wanted(WARFARIN, "1 od"), old) == {"late": "inform"}
    assert found(wanted(WARFARIN, "1 od"), old, had(weaker, "1 od", days=28, supplied_on=ago(20))) == {}
    assert found(wanted(WARFARIN, "1 od"), had(weaker, "1 od", days=28, supplied_on=ago(100))) == {"late": "inform"}


def test_a_liquid_in_between_is_no_gap_and_a_patch_is() -> None:
    tablets = product("Methadone 5mg tablets", "methadone 5 mg", form="Tablet")
    old = had(tablets, "1 od", "1", supplied_on=ago(9))
    assert found(wanted(tablets, "1 od"), old) == {"missed": "reason"}
    assert found(wanted(tablets, "1 od"), old, had(METHADONE, "30ml daily", "30", supplied_on=ago(1))) == {}
    patch = had(PATCH, "1 patch every 72 hours", days=15, supplied_on=ago(1))
    assert found(wanted(tablets, "1 od"), old, patch) == {"missed": "reason"}


@pytest.mark.parametrize(("days", "rules"), [(3, {}), (4, {"missed": "reason"}), (90, {"missed": "reason"})])
def test_three_missed_days_of_substitution_are_asked_about(days: int, rules: dict[str, str]) -> None:
    before = had(METHADONE, "30ml daily", "30", supplied_on=ago(days))
    assert found(wanted(METHADONE, "30ml daily", "30"), before) == rules


def test_the_rule_for_substitution_is_not_about_patches() -> None:
    before = had(PATCH, "1 patch every 72 hours", days=15, supplied_on=ago(40))
    assert found(wanted(PATCH, "1 patch every 72 hours"), before) == {}


@pytest.mark.parametrize(("times", "rules"), [(1, {}), (2, {"often": "inform"}), (3, {"often": "inform"})])
def test_a_reliever_too_often(times: int, rules: dict[str, str]) -> None:
    before = had(RELIEVER, "2 prn", supplied_on=ago(20), times_supplied=times)
    assert found(wanted(RELIEVER, "2 prn"), before) == rules


def test_only_inhaled_relievers_of_the_last_year_count() -> None:
    two = had(RELIEVER, "2 prn", times_supplied=2)
    assert found(wanted(RELIEVER, "2 prn"), replace(two, supplied_on=ago(365))) == {"often": "inform"}
    assert found(wanted(RELIEVER, "2 prn"), replace(two, supplied_on=ago(366))) == {}
    assert found(wanted(RELIEVER, "2 prn"), replace(two, supplied_on=None)) == {"often": "inform"}
    assert found(wanted(RELIEVER, "2 prn"), had(SYRUP, "5ml prn", times_supplied=2)) == {}
    assert found(wanted(SYRUP, "5ml prn"), two) == {}
    assert found(wanted(RELIEVER, "2 prn"), HistoryItem("Ventolin", ingredient="Salbutamol", times_supplied=2)) == {
        "often": "inform"
    }


def test_a_reliever_alone_in_asthma() -> None:
    preventer = product("Beclometasone inhaler", "beclometasone 1 mg", unit="dose", routes=("Inhalation",))
    nasal = product("Beclometasone nasal spray", "beclometasone 1 mg", unit="spray", routes=("Nasal",))
    item = wanted(RELIEVER, "2 puffs prn")

    def seen(conditions: tuple[str, ...] | None, *history: HistoryItem, of: CheckItem = item) -> dict[str, str]:
        person = replace(ADULT, conditions=conditions)
        return tiers(look(check_refill, of, history=history, patient=person, knowledge=KNOWLEDGE))

    assert seen(("Brittle asthma",)) == {"alone": "inform"}
    assert seen(("Asthma",), had(nasal, "1 spray bd")) == {"alone": "inform"}
    assert seen(("Asthma",), had(preventer, "2 puffs bd")) == {}
    assert seen(("COPD",)) == {}
    assert seen(None) == {}
    assert seen(("Asthma",), of=wanted(SYRUP, "5ml prn")) == {}


@given(st.integers(1, 120), st.integers(0, 200))
def test_a_refill_is_never_early_and_late(supply: int, days: int) -> None:
    rules = found(wanted(WARFARIN, "1 od"), had(WARFARIN, "1 od", days=supply, supplied_on=ago(days)))
    assert len(rules) <= 1
    assert ("early" in rules) == (supply - days > 7)


def test_what_waits_on_another_prescription_is_told_and_not_called_a_supply() -> None:
    waiting = had(AMLODIPINE, "1 od", "28", supplied_on=TODAY, waiting=True)
    outcome = look(check_refill, wanted(AMLODIPINE, "1 od", "28"), history=(waiting,), knowledge=KNOWLEDGE)
    (finding,) = outcome.findings
    assert finding.tier is Tier.INFORM
    assert "also waits on another prescription" in finding.message
    other = had(STRONGER, "1 od", "28", supplied_on=TODAY, waiting=True)
    assert not look(check_refill, wanted(AMLODIPINE, "1 od", "28"), history=(other,), knowledge=KNOWLEDGE).findings
