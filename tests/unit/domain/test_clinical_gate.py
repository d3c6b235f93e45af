"""The gate: which facts a check rests on, what voids it, and which decisions open the way to a supply."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispensary.domain.clinical.case import CheckCase, CheckItem, HistoryItem
from dispensary.domain.clinical.findings import Check, CheckResult, Finding, Tier
from dispensary.domain.clinical.gate import (
    Action,
    Decision,
    Fingerprint,
    Part,
    ReasonCode,
    changes,
    fingerprint,
    reason_codes,
    settles,
    unsettled,
)
from dispensary.domain.dictionary import Kind, Resolved, VirtualProduct
from dispensary.domain.identifiers import IssueKey, PrescriptionId, SnomedCode, UserId
from dispensary.domain.patient import Allergy, AllergyStatus, ClinicalFacts, Sex, TestResult
from dispensary.wording.clinical import ACTIONS, CHECKS, REASONS, TIERS, finding_line, not_checked_line, what_changed

TODAY = date(2026, 11, 21)
CODE = SnomedCode("322237000")
PRODUCT = Resolved(
    CODE, CODE, Kind.VMP, "Amlodipine 5mg tablets", virtual=VirtualProduct(CODE, "Amlodipine 5mg tablets")
)
ISSUE = IssueKey(PrescriptionId("24F5DA-A83008-7EFE6Z"), 2)
ITEM = CheckItem("Amlodipine 5mg tablets", PRODUCT, directions="1 om", quantity=Decimal(28), prescription=ISSUE)
OTHER = CheckItem("Ramipril 5mg capsules", ingredient="ramipril", directions="1 om")
BEFORE = HistoryItem(
    "Simvastatin 20mg tablets", ingredient="simvastatin", directions="1 on", supplied_on=TODAY, days=28
)
FACTS = ClinicalFacts(
    birth_date=date(1960, 1, 1),
    sex=Sex.FEMALE,
    allergies=(Allergy("penicillin", "rash"),),
    conditions=("asthma",),
    results=(TestResult("INR", Decimal("2.4")),),
)
CASE = CheckCase(TODAY, FACTS, (ITEM, OTHER), (BEFORE,))


def changed(case: CheckCase, version: str = "1", item: int | None = 0) -> tuple[str, ...]:
    return changes(fingerprint(CASE, "1", item), fingerprint(case, version, item))


def with_item(**more: object) -> CheckCase:
    return replace(CASE, items=(replace(ITEM, **more), OTHER))


def with_facts(**more: object) -> CheckCase:
    return replace(CASE, patient=replace(FACTS, **more))


@pytest.mark.parametrize(
    ("case", "parts"),
    [
        (CASE, ()),
        (replace(CASE, today=TODAY + timedelta(days=1)), ()),
        (with_item(directions="1  om"), ()),
        (with_item(product=None, ingredient="felodipine"), ("item",)),
        (with_item(emergency=True), ("item",)),
        (with_item(directions="2 om"), ("directions",)),
        (with_item(quantity=Decimal(56)), ("quantity",)),
        (with_item(quantity=Decimal("28.0")), ()),
        (with_facts(birth_date=date(1980, 1, 1)), ("person",)),
        (with_facts(allergies=()), ("allergies",)),
        (with_facts(allergies=(Allergy("Penicillin", "Rash"),)), ()),
        (with_facts(allergies=(Allergy("penicillin", "anaphylaxis"),)), ("allergies",)),
        (with_facts(allergies=(*FACTS.allergies, Allergy("nuts", None, AllergyStatus.REFUTED))), ()),
        (with_facts(conditions=("asthma", "gout")), ("conditions",)),
        (with_facts(conditions=None), ("conditions",)),
        (with_facts(egfr=Decimal(50)), ("results",)),
        (with_facts(results=(TestResult("INR", Decimal("2.40")),)), ()),
        (with_facts(results=()), ("results",)),
        (with_facts(pregnant=True), ("pregnancy",)),
        (replace(CASE, history=()), ("other active medicines",)),
        (replace(CASE, items=(ITEM, replace(OTHER, directions="2 om"))), ("other active medicines",)),
        (replace(CASE, history=(replace(BEFORE, supplied_on=TODAY - timedelta(days=3), times_supplied=2),)), ()),
        (replace(CASE, history=(BEFORE, replace(BEFORE, name="Amlodipine", prescription=ISSUE))), ()),
        (replace(CASE, history=(BEFORE, replace(BEFORE, supplied_on=date(2024, 1, 1), ingredient="x"))), ()),
        (with_item(directions="2 om", quantity=Decimal(56)), ("directions", "quantity")),
    ],
)
def test_only_the_facts_that_changed_are_named(case: CheckCase, parts: tuple[str, ...]) -> None:
    assert changed(case) == parts


def test_new_rules_void_a_check() -> None:
    assert changed(CASE, version="2") == ("rule versions",)


def test_a_fingerprint_of_all_items_does_not_care_which_one_changed() -> None:
    assert changed(replace(CASE, items=(ITEM, replace(OTHER, directions="2 om"))), item=None) == ("directions",)


def test_not_asked_and_none_known_differ() -> None:
    unasked = replace(CASE, patient=replace(FACTS, allergies=None))
    asked = replace(CASE, patient=replace(FACTS, allergies=(), no_known_allergies=True))
    assert changes(fingerprint(unasked, "1"), fingerprint(asked, "1")) == ("allergies",)


def test_a_fingerprint_can_be_kept_as_text_and_tells_nothing() -> None:
    kept = fingerprint(CASE, "1", 0)
    assert Fingerprint.parse(str(kept)) == kept
    assert "penicillin" not in str(kept)
    with pytest.raises(ValueError, match="nonsense"):
        Fingerprint.parse("nonsense=1")


# --- decisions -------------------------------------------------------------------------------------------------------


def finding(tier: Tier, check: Check = Check.INTERACTION, evidence: str = "a|b") -> Finding:
    return Finding(check, "IX1", "v1", tier, (0,), (), "A with B: harm.", "Act.", "source", (evidence,))


def decide(about: Finding, code: ReasonCode | None = ReasonCode.PRESCRIBER_CONFIRMS, text: str = "rang Dr X",
           *, pharmacist: bool = True, action: Action = Action.CONTACTED_PRESCRIBER) -> Decision:  # fmt: skip
    at = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
    return Decision(about.hash, action, code, text, UserId("u1"), at, by_pharmacist=pharmacist)


STOPS, ASKS, TELLS = finding(Tier.STOP), finding(Tier.REASON), finding(Tier.INFORM)


@pytest.mark.parametrize(
    ("about", "decision", "clears"),
    [
        (STOPS, decide(STOPS), True),
        (STOPS, decide(STOPS, pharmacist=False), False),
        (STOPS, decide(STOPS, text="  "), False),
        (STOPS, decide(STOPS, code=None), False),
        (STOPS, decide(STOPS, code=ReasonCode.TOLERATED_BEFORE), False),
        (STOPS, decide(ASKS), False),
        (STOPS, decide(STOPS, code=ReasonCode.DO_NOT_SUPPLY), False),
        (STOPS, decide(STOPS, action=Action.DO_NOT_SUPPLY), False),
        (ASKS, decide(ASKS, text="", pharmacist=False), True),
        (ASKS, decide(ASKS, code=ReasonCode.OTHER, text=""), False),
        (ASKS, decide(ASKS, code=ReasonCode.OTHER, text="weekend"), True),
        (ASKS, decide(ASKS, code=None), False),
        (ASKS, decide(finding(Tier.REASON, evidence="another dose")), False),
    ],
)
def test_what_settles_a_finding(about: Finding, decision: Decision, clears: bool) -> None:
    assert settles(decision, about) is clears


def test_a_supply_waits_for_every_stop_and_reason_but_not_for_information() -> None:
    result = CheckResult((STOPS, ASKS, TELLS), (), ())
    assert unsettled(result, ()) == (STOPS, ASKS)
    assert unsettled(result, (decide(ASKS),)) == (STOPS,)
    assert unsettled(result, (decide(ASKS), decide(STOPS))) == ()
    assert result.tier is Tier.STOP


@given(st.sampled_from(list(Check)))
def test_every_check_has_at_most_eight_reasons_and_words_for_each(which: Check) -> None:
    codes = reason_codes(which)
    assert len(codes) == len(set(codes)) <= 8
    assert all(REASONS[code] for code in codes)
    assert CHECKS[which]


def test_a_new_dose_is_a_new_finding() -> None:
    assert finding(Tier.REASON, evidence="40").hash != finding(Tier.REASON, evidence="80").hash
    moved = replace(ASKS, items=(3,), history=(1,))
    assert moved.hash == ASKS.hash


# --- words -----------------------------------------------------------------------------------------------------------


def test_what_changed_is_said_in_a_sentence() -> None:
    assert what_changed(()) == ""
    assert what_changed(("item",)) == "Check again: the item has changed since the clinical check."
    assert what_changed(("allergies",)) == "Check again: the allergies have changed since the clinical check."
    several = what_changed(tuple(Part))
    assert several.startswith("Check again: the item, the directions, the quantity")
    assert several.endswith("and the clinical knowledge have changed since the clinical check.")


def test_lines_say_the_tier_and_the_check_first() -> None:
    assert finding_line(STOPS) == "Stop. Interaction: A with B: harm. Act."
    from dispensary.domain.clinical.findings import Cause, NotChecked

    missed = NotChecked(Check.DOSE, (0,), Cause.UNREAD_DOSE, "the directions are not read")
    assert not_checked_line(missed) == "Not checked. Dose: the directions are not read."
    assert set(TIERS) == set(Tier)
    assert set(ACTIONS) == set(Action)
