"""The gate: which facts a check rests on, what voids it, and which decisions open the way to a supply."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispensary.domain.clinical.case import CheckCase, CheckItem, HistoryItem
from dispensary.domain.clinical.findings import Check, CheckResult, Finding, Tier
from dispensary.domain.clinical.fingerprint import Fingerprint, Part, changes, fingerprint, repeat_print
from dispensary.domain.clinical.gate import (
    YEAR,
    Action,
    Decision,
    ReasonCode,
    answers_again,
    reason_codes,
    seen_with,
    settles,
    unsettled,
)
from dispensary.domain.dictionary import Kind, Resolved, VirtualProduct
from dispensary.domain.identifiers import IssueKey, PrescriptionId, SnomedCode, UserId
from dispensary.domain.patient import Allergy, AllergyStatus, ClinicalFacts, Sex, TestResult
from dispensary.domain.prescription import Treatment
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
        (with_item(signed_on=date(2026, 11, 1)), ("signing date",)),
        (with_item(treatment=Treatment.REPEAT), ("treatment and issue",)),
        (with_item(issue=3), ("treatment and issue",)),
        (with_item(line_status="0005"), ("status at EPS",)),
        (with_item(prescription_status="0005"), ("status at EPS",)),
        (with_item(cd_quantity_words="twenty eight"), ("quantity in words",)),
        (with_item(cd_quantity_words=""), ("quantity in words",)),
        (with_item(structured_directions="2 tablets daily"), ("directions",)),
        (with_facts(birth_date=date(1980, 1, 1)), ("person", "age")),
        (with_facts(sex=Sex.MALE), ("person",)),
        (replace(CASE, today=date(2027, 1, 1)), ("age",)),
        (with_facts(weight_kg=Decimal(61)), ("results",)),
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


def test_supplying_a_part_does_not_void_the_check_of_the_rest() -> None:
    here, begun = with_item(prescription_status="0002"), with_item(prescription_status="0003")
    assert changes(fingerprint(here, "1", 0), fingerprint(begun, "1", 0)) == ()


def test_what_an_earlier_version_did_not_look_at_counts_as_a_change_of_the_rules() -> None:
    now = fingerprint(CASE, "1", 0)
    before = Fingerprint(tuple((part, value) for part, value in now.parts if part not in (Part.AGE, Part.SIGNED)))
    assert changes(before, now) == ("rule versions",)


NEXT_ISSUE = replace(ITEM, signed_on=TODAY, issue=3, prescription_status="0002")


def test_the_next_issue_of_a_repeat_shares_all_but_its_number_and_dates() -> None:
    first = repeat_print(CASE, "1", 0)
    had_before = HistoryItem("Amlodipine 5mg tablets", PRODUCT, directions="1 om", supplied_on=TODAY, days=28)
    another = replace(CASE, items=(NEXT_ISSUE, OTHER), history=(BEFORE, had_before))
    assert changes(first, repeat_print(another, "1", 0)) == ()


@pytest.mark.parametrize(
    ("case", "parts"),
    [
        (with_item(quantity=Decimal(56)), ("quantity",)),
        (with_item(directions="2 om"), ("directions",)),
        (with_facts(allergies=(*FACTS.allergies, Allergy("latex", None))), ("allergies",)),
        (replace(CASE, history=(BEFORE, HistoryItem("X", ingredient="digoxin"))), ("other active medicines",)),
        (
            replace(CASE, history=(BEFORE, HistoryItem("Amlodipine", PRODUCT, directions="2 om"))),
            ("other active medicines",),
        ),
    ],
)
def test_any_change_of_the_medicine_or_the_person_is_named_at_the_next_issue(
    case: CheckCase, parts: tuple[str, ...]
) -> None:
    assert changes(repeat_print(CASE, "1", 0), repeat_print(case, "1", 0)) == parts


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


@pytest.mark.parametrize("code", [ReasonCode.RESULT_SEEN])
def test_a_result_that_was_seen_is_said_with_its_value_and_date(code: ReasonCode) -> None:
    about = finding(Tier.REASON, Check.MONITORING)
    assert not settles(decide(about, code, text=""), about)
    assert settles(decide(about, code, text="INR 2.4 on 1 November"), about)


# --- a reason that counts again --------------------------------------------------------------------------------------

DECIDED = date(2026, 11, 21)
LAST = DECIDED + YEAR


def recorded(about: Finding, code: ReasonCode = ReasonCode.ACCEPTED_RISK, text: str = "") -> Decision:
    return seen_with(decide(about, code, text), about)


def test_a_decision_keeps_what_was_seen() -> None:
    made = recorded(ASKS)
    assert (made.rule, made.rule_version, made.tier, made.facts) == ("IX1", "v1", Tier.REASON, ("a|b",))
    assert made.expires == LAST


@pytest.mark.parametrize(("day", "again"), [(DECIDED, True), (LAST, True), (LAST + timedelta(days=1), False)])
def test_an_accepted_reason_counts_for_twelve_months(day: date, again: bool) -> None:
    assert answers_again(recorded(ASKS), ASKS, day) is again


def test_a_stop_is_answered_for_one_prescription_only() -> None:
    made = recorded(STOPS, text="rang Dr X")
    assert settles(made, STOPS)
    assert made.expires is None
    assert not answers_again(made, STOPS, DECIDED)


@pytest.mark.parametrize(
    "other",
    [
        replace(ASKS, evidence=("another dose",)),
        replace(ASKS, rule_version="v2"),
        replace(ASKS, rule="IX2"),
        replace(ASKS, tier=Tier.STOP),
    ],
)
def test_a_new_dose_result_rule_or_version_asks_anew(other: Finding) -> None:
    assert not answers_again(recorded(ASKS), other, DECIDED)


@pytest.mark.parametrize(
    "code", [ReasonCode.PRESCRIBER_CHANGED, ReasonCode.PAUSE_OTHER_MEDICINE, ReasonCode.RECORD_IS_WRONG]
)
def test_what_was_put_right_is_asked_again_where_it_comes_again(code: ReasonCode) -> None:
    assert not answers_again(recorded(ASKS, code), ASKS, DECIDED)


@pytest.mark.parametrize("check", [Check.REFILL, Check.CD, Check.LEGAL])
def test_a_reason_about_one_supply_is_no_reason_for_the_next(check: Check) -> None:
    about = finding(Tier.REASON, check)
    assert not answers_again(recorded(about, ReasonCode.PRESCRIBER_CONFIRMS), about, DECIDED)


@pytest.mark.parametrize(("days", "again"), [(84, True), (85, False)])
def test_monitoring_is_asked_for_again_after_its_interval(days: int, again: bool) -> None:
    about = finding(Tier.REASON, Check.MONITORING)
    made = recorded(about, ReasonCode.RESULT_SEEN, "INR 2.4 on 1 November")
    assert answers_again(made, about, DECIDED + timedelta(days=days)) is again


@pytest.mark.parametrize(("days", "again"), [(100, True), (101, False)])
def test_an_old_item_that_stopped_is_forgotten_once_it_cannot_be_current(days: int, again: bool) -> None:
    about = finding(Tier.REASON, Check.DUPLICATE)
    made = recorded(about, ReasonCode.OLD_ITEM_STOPPED)
    assert answers_again(made, about, DECIDED + timedelta(days=days)) is again


def test_a_decision_of_an_earlier_version_of_the_program_counts_where_it_was_made() -> None:
    assert not answers_again(decide(ASKS), ASKS, DECIDED)


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
