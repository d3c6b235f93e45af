"""Every kind of rule about the supply tells the lint which sets it names and how high it may go."""

from dataclasses import replace
from decimal import Decimal

import pytest
from tests.clinical_builders import knowing, rule_row

from dispensary.domain.clinical.controlled import CdKind, CdRule
from dispensary.domain.clinical.emergency import Allowance, EmergencyRule
from dispensary.domain.clinical.findings import Tier
from dispensary.domain.clinical.identity import BrandRule, LookAlike, StrengthRule
from dispensary.domain.clinical.knowledge import Rule, Status
from dispensary.domain.clinical.legal import LegalKind, LegalRule
from dispensary.domain.clinical.lint import Problem, Wrong, awaiting_confirmation, problems
from dispensary.domain.clinical.medicines import Reach
from dispensary.domain.clinical.monitoring import MonitorKind, MonitorRule
from dispensary.domain.clinical.quantity import CourseLimit, QuantityKind, QuantityRule
from dispensary.domain.clinical.refill import RefillKind, RefillRule

ROW = rule_row("one", Status.TO_CONFIRM)
LOST, NONE, ONE = frozenset({"lost"}), frozenset[str](), Decimal(1)
WITH_SETS: list[Rule] = [
    RefillRule(ROW, RefillKind.EARLY, LOST, ONE, Tier.STOP, "x", "Act."),
    QuantityRule(ROW, QuantityKind.LONG, ONE, LOST, Tier.STOP, "Act."),
    CourseLimit(ROW, LOST, Tier.STOP, "x", "Act.", most_days=ONE),
    MonitorRule(ROW, MonitorKind.SERVICE, LOST, (), None, Tier.STOP, "x", "Act."),
    LookAlike(ROW, "here", "lost", "", "", "x", "y", Tier.STOP, "Act."),
    StrengthRule(ROW, frozenset({"here"}), LOST, ONE, Tier.STOP, "x", "Act."),
    BrandRule(ROW, LOST, Reach.SYSTEMIC, (), (), Tier.STOP, "x", "Act."),
    EmergencyRule(ROW, Allowance.NEVER, frozenset({0}), Tier.STOP, "x", "Act.", sets=LOST),
]
WITHOUT: list[Rule] = [
    CdRule(ROW, CdKind.EXPIRED, frozenset({2}), Tier.STOP, "x", "Act."),
    LegalRule(ROW, LegalKind.EXPIRED, Tier.STOP, "x", "Act."),
]


def name_of(rule: Rule) -> str:
    return type(rule).__name__


@pytest.mark.parametrize("rule", WITH_SETS, ids=name_of)
def test_a_set_that_is_not_there_is_named(rule: Rule) -> None:
    assert problems(knowing([rule], here="amlodipine")) == (Problem("one", Wrong.NO_SET, "lost"),)
    assert problems(knowing([rule], here="amlodipine", lost="atenolol")) == ()


@pytest.mark.parametrize("rule", WITHOUT, ids=name_of)
def test_a_rule_without_sets_is_sound(rule: Rule) -> None:
    assert problems(knowing([rule])) == ()


@pytest.mark.parametrize("rule", [*WITH_SETS, *WITHOUT], ids=name_of)
def test_a_stop_that_nobody_confirmed_is_on_the_list(rule: Rule) -> None:
    assert awaiting_confirmation(knowing([rule])) == ("one",)
    confirmed = replace(rule, row=rule_row("one"))  # type: ignore[type-var]
    assert awaiting_confirmation(knowing([confirmed])) == ()
