"""The quantity against the directions and the days, courses that are too long, and supplies for too long a time.

Source: CLINICAL_CHECKS section 10; the limits of courses are in the rows.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from dispensary.domain.clinical.case import CheckItem, Supply
from dispensary.domain.clinical.findings import Cause, Check, Finding, NotChecked, Outcome, Tier
from dispensary.domain.clinical.knowledge import Row
from dispensary.domain.clinical.lasting import ROUNDING, Lasting, days_text, expected_units, lasting
from dispensary.domain.clinical.look import Look
from dispensary.domain.clinical.maximum_dose import amount_text
from dispensary.domain.clinical.medicines import Medicine, Reach, places_of
from dispensary.domain.quantity import decimal_text


class QuantityKind(StrEnum):
    """What a rule about the quantity compares. LONG: days supplied; the others: percent of what the directions use."""

    TOO_MUCH = "too-much"
    TOO_LITTLE = "too-little"
    LONG = "long"


@dataclass(frozen=True, slots=True)
class QuantityRule:
    """One comparison. limit: percent of what the directions use up, or days. not_for: sets that it leaves alone."""

    row: Row
    kind: QuantityKind
    limit: Decimal
    not_for: frozenset[str]
    tier: Tier
    action: str

    @property
    def named_sets(self) -> frozenset[str]:
        return self.not_for

    @property
    def tiers(self) -> tuple[Tier, ...]:
        return (self.tier,)


@dataclass(frozen=True, slots=True)
class CourseLimit:
    """How long a medicine may be taken at a stretch, or how much of it in one course.

    most_days, or most_mg in one course; over_mg: only where the daily dose is above that (a course for an attack, not
    prevention). from_age inclusive, under_age exclusive. counted: also judged by quantity and daily dose.
    """

    row: Row
    sets: frozenset[str]
    tier: Tier
    text: str
    action: str
    most_days: Decimal | None = None
    most_mg: Decimal | None = None
    over_mg: Decimal | None = None
    from_age: int | None = None
    under_age: int | None = None
    supply: Supply | None = None
    counted: bool = True

    @property
    def named_sets(self) -> frozenset[str]:
        return self.sets

    @property
    def tiers(self) -> tuple[Tier, ...]:
        return (self.tier,)


def check_quantity(look: Look) -> Outcome:
    """Every new item against its own directions, and against the courses that its substances allow."""
    findings: list[Finding] = []
    missed: list[NotChecked] = []
    for medicine in look.new:
        item = look.item_of(medicine)
        time = lasting(item)
        for outcome in (_compared(look, medicine, item, time), _courses(look, medicine, item, time)):
            findings.extend(outcome.findings)
            missed.extend(outcome.not_checked)
    return Outcome(tuple(findings), tuple(missed))


def _compared(look: Look, medicine: Medicine, item: CheckItem, time: Lasting) -> Outcome:
    if item.supply is Supply.OTC or time.as_needed or medicine.reach is not Reach.SYSTEMIC:
        return Outcome()
    rules = [rule for rule in look.knowledge.rules(QuantityRule) if not rule.not_for & medicine.sets.keys()]
    if item.quantity is None:
        long = [_long(rule, medicine, item, time) for rule in rules if rule.kind is QuantityKind.LONG]
        unknown = _not_checked(medicine, Cause.UNKNOWN_FACT, "the quantity is not known")
        return Outcome(tuple(found for found in long if found is not None), unknown.not_checked)
    if item.directions and (item.dose is None or not item.dose.parsed):
        why = "the directions are not read, so the quantity cannot be held against them"
        return _not_checked(medicine, Cause.UNREAD_DOSE, why)
    found = [_by_kind(rule, medicine, item, time) for rule in rules]
    return Outcome(tuple(finding for finding in found if finding is not None))


def _by_kind(rule: QuantityRule, medicine: Medicine, item: CheckItem, time: Lasting) -> Finding | None:
    if rule.kind is QuantityKind.LONG:
        return _long(rule, medicine, item, time)
    quantity, expected = item.quantity, expected_units(item)
    if quantity is None or not expected:
        return None
    percent = quantity * 100 / expected
    if rule.kind is QuantityKind.TOO_MUCH:
        wrong = percent > rule.limit and not _rounded_up(quantity - expected, item)
    else:
        wrong = percent < rule.limit
    if not wrong:
        return None
    needed = decimal_text(expected.to_integral_value() if expected > 1 else expected)
    than = "more" if rule.kind is QuantityKind.TOO_MUCH else "less"
    message = (
        f"{medicine.label}: {decimal_text(quantity)} prescribed; the directions use {needed}. That is much {than} than "
        "they need."
    )
    return _finding(rule.row, rule.tier, medicine, item, message, rule.action)


def _rounded_up(excess: Decimal, item: CheckItem) -> bool:
    """Whole packs: what is over is less than one of the packs that it comes in."""
    return any(excess < pack for pack in item.pack_sizes or ())


def _long(rule: QuantityRule, medicine: Medicine, item: CheckItem, time: Lasting) -> Finding | None:
    days = time.longest
    if days is None or days <= rule.limit * ROUNDING or _INJECTED & medicine.routes:
        return None
    if time.stated is None and item.quantity is not None and _rounded_up(item.quantity * (1 - rule.limit / days), item):
        return None
    message = (
        f"{medicine.label}: this is enough for {days_text(days)}; more than {decimal_text(rule.limit)} days is unusual."
    )
    return _finding(rule.row, rule.tier, medicine, item, message, rule.action)


_INJECTED = frozenset({"intramuscular", "intravenous", "subcutaneous", "intradermal"})


def _courses(look: Look, medicine: Medicine, item: CheckItem, time: Lasting) -> Outcome:
    if medicine.reach is not Reach.SYSTEMIC:
        return Outcome()
    findings: list[Finding] = []
    missed: list[NotChecked] = []
    for limit in look.knowledge.rules(CourseLimit):
        if not limit.sets & medicine.sets.keys() or not _fits(limit, look, item):
            continue
        found = _too_long(limit, look, medicine, item, time)
        if isinstance(found, Finding):
            findings.append(found)
        elif found is not None:
            missed.append(found)
    return Outcome(tuple(findings), tuple(missed))


def _fits(limit: CourseLimit, look: Look, item: CheckItem) -> bool:
    if limit.supply is not None and item.supply is not limit.supply:
        return False
    if limit.from_age is None and limit.under_age is None:
        return True
    if look.age is None:
        return False
    return (limit.from_age is None or look.age >= limit.from_age) and (
        limit.under_age is None or look.age < limit.under_age
    )


def _too_long(
    limit: CourseLimit, look: Look, medicine: Medicine, item: CheckItem, time: Lasting
) -> Finding | NotChecked | None:
    if limit.most_mg is not None:
        return _too_much_in_a_course(limit, limit.most_mg, medicine, item)
    days = time.course if limit.counted else time.stated
    most = limit.most_days
    if days is None or most is None:
        why = f"how long it is to be taken is not known; {limit.text}"
        return _entry(medicine, Cause.UNKNOWN_FACT, why) if limit.counted else None
    if days <= most * ROUNDING:
        return None
    eased = look.case.patient.palliative or (time.as_needed and time.stated is None)
    tier = limit.tier.lowered() if eased else limit.tier
    return _finding(
        limit.row, tier, medicine, item, f"{medicine.label}: for {days_text(days)}; {limit.text}.", limit.action
    )


def _too_much_in_a_course(
    limit: CourseLimit, most: Decimal, medicine: Medicine, item: CheckItem
) -> Finding | NotChecked | None:
    substance = min(name for held in limit.sets & medicine.sets.keys() for name in medicine.sets[held])
    daily, strength = medicine.daily_mg(substance), medicine.strength_mg(substance)
    if daily is None or strength is None or item.quantity is None:
        return _entry(medicine, Cause.UNKNOWN_FACT, f"how much one course is, is not known; {limit.text}")
    total = strength * item.quantity
    if (limit.over_mg is not None and daily <= limit.over_mg) or total <= most:
        return None
    message = f"{medicine.label}: {amount_text(total)} in all; {limit.text}."
    return _finding(limit.row, limit.tier, medicine, item, message, limit.action)


def _finding(row: Row, tier: Tier, medicine: Medicine, item: CheckItem, message: str, action: str) -> Finding:
    items, _ = places_of(medicine)
    quantity = decimal_text(item.quantity) if item.quantity is not None else ""
    evidence = (medicine.label, medicine.dose_in_short, quantity, str(item.days or ""))
    return Finding(
        Check.QUANTITY, row.id, row.version, row.bounded(tier), items, (), message, action, row.source, evidence
    )


def _entry(medicine: Medicine, cause: Cause, why: str) -> NotChecked:
    items, history = places_of(medicine)
    return NotChecked(Check.QUANTITY, items, cause, why, history)


def _not_checked(medicine: Medicine, cause: Cause, why: str) -> Outcome:
    return Outcome((), (_entry(medicine, cause, why),))
