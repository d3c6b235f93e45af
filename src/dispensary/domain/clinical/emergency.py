"""How much may go out in an emergency, without a prescription. Source: Human Medicines Regulations 2012, reg 224-226.

What is measured in packs (insulin, inhalers, creams) is held against the smallest pack; an oral contraceptive against
one cycle; a liquid antibiotic is for the pharmacist, who knows the smallest full course.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from dispensary.domain.clinical.case import CheckItem
from dispensary.domain.clinical.findings import Cause, Check, Finding, NotChecked, Tier
from dispensary.domain.clinical.knowledge import Row
from dispensary.domain.clinical.lasting import ROUNDING, days_text, lasting
from dispensary.domain.clinical.look import Look
from dispensary.domain.clinical.medicines import Medicine, Reach
from dispensary.domain.clinical.saying import finding_of
from dispensary.domain.dictionary import ControlledDrug
from dispensary.domain.quantity import decimal_text


class Allowance(StrEnum):
    """How an emergency supply is limited. COURSE: by the smallest full course, which nobody but a pharmacist knows."""

    NEVER = "never"
    DAYS = "days"
    SMALLEST_PACK = "smallest-pack"
    COURSE = "course"


@dataclass(frozen=True, slots=True)
class EmergencyRule:
    """One allowance. The first row that fits counts.

    schedules: controlled drugs of these (0: not controlled). categories: dm+d categories of their own. sets, forms,
    reach, unit: which medicines; empty is any. conditions: only while one of these words is on record.
    """

    row: Row
    allowance: Allowance
    schedules: frozenset[int]
    tier: Tier
    text: str
    action: str
    days: Decimal | None = None
    categories: frozenset[str] = frozenset()
    conditions: tuple[str, ...] = ()
    sets: frozenset[str] = frozenset()
    forms: tuple[str, ...] = ()
    reach: Reach | None = None
    unit: str | None = None

    @property
    def named_sets(self) -> frozenset[str]:
        return self.sets

    @property
    def tiers(self) -> tuple[Tier, ...]:
        return (self.tier,)

    def fits(self, medicine: Medicine, drug: ControlledDrug, conditions: str | None) -> bool:
        """Whether this row is the one for that medicine. conditions: all that is on record, in lower case.

        None: nothing is known of them, and a row that asks for one still fits.
        """
        product = medicine.product
        if product is None or (drug.schedule or 0) not in self.schedules:
            return False
        if self.categories and drug.value not in self.categories:
            return False
        if self.conditions and conditions is not None and not any(word in conditions for word in self.conditions):
            return False
        if self.sets and not self.sets & medicine.sets.keys():
            return False
        if self.forms and not any(form in (product.form or product.name).lower() for form in self.forms):
            return False
        if self.reach is not None and medicine.reach is not self.reach:
            return False
        return self.unit is None or self.unit == (product.unit or "").lower()


def over_the_emergency_limit(
    rules: tuple[EmergencyRule, ...], look: Look, medicine: Medicine, item: CheckItem
) -> Iterator[Finding | NotChecked]:
    """What the law says against this emergency supply, or why nobody can say."""
    drug = medicine.product.controlled_drug if medicine.product is not None else None
    if drug is None:
        yield _entry(medicine, "its controlled-drug schedule is not known, so an emergency supply cannot be judged")
        return
    recorded = look.case.patient.conditions
    conditions = " ; ".join(recorded).lower() if recorded is not None else None
    rule = next((each for each in rules if each.fits(medicine, drug, conditions)), None)
    if rule is None:
        return
    if rule.conditions and conditions is None:
        yield _entry(medicine, f"no condition is on record, and {rule.text}")
    found = _judged(rule, medicine, item)
    if isinstance(found, str):
        yield _finding(rule, medicine, item, found)
    elif found is not None:
        yield found


def _judged(rule: EmergencyRule, medicine: Medicine, item: CheckItem) -> str | NotChecked | None:
    if rule.allowance is Allowance.NEVER:
        return f"{medicine.label}: {rule.text}."
    if rule.allowance is Allowance.COURSE:
        return _entry(medicine, f"{rule.text}; nobody but a pharmacist can say what that is")
    return _by_days(rule, medicine, item) if rule.allowance is Allowance.DAYS else _by_pack(rule, medicine, item)


def _by_days(rule: EmergencyRule, medicine: Medicine, item: CheckItem) -> str | NotChecked | None:
    days, most = lasting(item).longest, rule.days
    if days is None or most is None:
        return _entry(medicine, "how many days the emergency supply lasts is not known")
    if days <= most * ROUNDING:
        return None
    return f"{medicine.label}: an emergency supply for {days_text(days)}; {rule.text}."


def _by_pack(rule: EmergencyRule, medicine: Medicine, item: CheckItem) -> str | NotChecked | None:
    if item.quantity is None or not item.pack_sizes:
        return _entry(medicine, "whether the emergency supply is the smallest pack is not known")
    smallest = min(item.pack_sizes)
    if item.quantity <= smallest:
        return None
    given, pack = decimal_text(item.quantity), decimal_text(smallest)
    return f"{medicine.label}: an emergency supply of {given}, where the smallest pack holds {pack}; {rule.text}."


def _finding(rule: EmergencyRule, medicine: Medicine, item: CheckItem, message: str) -> Finding:
    quantity = decimal_text(item.quantity) if item.quantity is not None else ""
    return finding_of(Check.LEGAL, rule, medicine, message, quantity, str(item.days or ""), medicine.dose_in_short)


def _entry(medicine: Medicine, why: str) -> NotChecked:
    items = (medicine.item,) if medicine.item is not None else ()
    return NotChecked(Check.LEGAL, items, Cause.UNKNOWN_FACT, why)
