"""What the law asks of a prescription for a controlled drug.

The schedule comes from dm+d alone, never from words. Sales and emergency supplies have no prescription: the legal
check looks at those. Source: Misuse of Drugs Regulations 2001, regulations 15 and 16; the rows cite them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from dispensary.domain.clinical.case import CheckItem, Supply
from dispensary.domain.clinical.findings import Cause, Check, Finding, NotChecked, Outcome, Tier
from dispensary.domain.clinical.knowledge import Row
from dispensary.domain.clinical.lasting import ROUNDING, day_text, days_text, lasting
from dispensary.domain.clinical.look import Look
from dispensary.domain.clinical.medicines import Medicine
from dispensary.domain.clinical.number_words import has_number_words, number_in
from dispensary.domain.clinical.saying import finding_of
from dispensary.domain.prescription import Treatment
from dispensary.domain.quantity import decimal_text
from dispensary.domain.validity import last_day


class CdKind(StrEnum):
    """What a rule about controlled drugs asks."""

    EXPIRED = "expired"
    REPEAT_DISPENSING = "repeat-dispensing"
    NO_WORDS = "no-words"
    WORDS_DIFFER = "words-differ"
    NO_DOSE = "no-dose"
    LONG = "long"


@dataclass(frozen=True, slots=True)
class CdRule:
    """One requirement for the schedules that it names. limit: days, for LONG."""

    row: Row
    kind: CdKind
    schedules: frozenset[int]
    tier: Tier
    text: str
    action: str
    limit: Decimal | None = None

    @property
    def named_sets(self) -> frozenset[str]:
        return frozenset()

    @property
    def tiers(self) -> tuple[Tier, ...]:
        return (self.tier,)


def check_controlled(look: Look) -> Outcome:
    """Every controlled drug that is supplied on a prescription."""
    findings: list[Finding] = []
    missed: list[NotChecked] = []
    for medicine in look.new:
        item = look.item_of(medicine)
        if not medicine.substances or item.supply is Supply.OTC or item.emergency:
            continue
        schedule = _schedule(medicine)
        if isinstance(schedule, NotChecked):
            missed.append(schedule)
        elif schedule is not None:
            outcome = _under_the_law(look, medicine, item, schedule)
            findings.extend(outcome.findings)
            missed.extend(outcome.not_checked)
    return Outcome(tuple(findings), tuple(missed))


def _schedule(medicine: Medicine) -> int | NotChecked | None:
    """1 to 5, None where it is not controlled, or why nobody can say."""
    if medicine.product is None:
        return _entry(medicine, "no product is named, so its controlled-drug schedule is not known")
    drug = medicine.product.controlled_drug
    if drug is None:
        return _entry(medicine, "the dictionary does not say whether it is a controlled drug")
    return drug.schedule


def _under_the_law(look: Look, medicine: Medicine, item: CheckItem, schedule: int) -> Outcome:
    findings: list[Finding] = []
    missed: list[NotChecked] = []
    for rule in look.knowledge.rules(CdRule):
        if schedule not in rule.schedules:
            continue
        found = _broken(rule, medicine, item, look.case.today)
        if isinstance(found, str):
            findings.append(_finding(rule, medicine, item, found))
        elif found is not None:
            missed.append(found)
    return Outcome(tuple(findings), tuple(missed))


def _broken(rule: CdRule, medicine: Medicine, item: CheckItem, today: date) -> str | NotChecked | None:
    """What is wrong in words, or why it cannot be said; None where the rule is kept."""
    if rule.kind is CdKind.EXPIRED:
        return _expired(medicine, item, today)
    if rule.kind is CdKind.LONG:
        return _long(medicine, item, rule.limit or Decimal(0))
    return _WRITTEN[rule.kind](medicine, item)


def _repeat_dispensing(_medicine: Medicine, item: CheckItem) -> str | None:
    return "it is on a repeat dispensing prescription" if item.treatment is Treatment.ERD else None


def _expired(medicine: Medicine, item: CheckItem, today: date) -> str | NotChecked | None:
    if item.signed_on is None:
        return _entry(medicine, "the date of the prescription is not known, so its 28 days cannot be counted")
    drug = medicine.product.controlled_drug if medicine.product is not None else None
    last = last_day(item.signed_on, item.treatment, item.issue or 1, drug)
    if today <= last:
        return None
    return f"the prescription of {day_text(item.signed_on)} could be dispensed until {day_text(last)}"


def _no_words(medicine: Medicine, item: CheckItem) -> str | NotChecked | None:
    if item.cd_quantity_words is None:
        return _entry(medicine, "whether the total quantity stands there in words is not known")
    return None if has_number_words(item.cd_quantity_words) else "the total quantity is not written in words"


def _words_differ(medicine: Medicine, item: CheckItem) -> str | NotChecked | None:
    words = (item.cd_quantity_words or "").strip()
    if not has_number_words(words):
        return None
    if item.quantity is None:
        return _entry(medicine, f"the total quantity in figures is not known; in words it is “{words}”")
    number = number_in(words)
    if number is None:
        return _entry(medicine, f"the quantity in words, “{words}”, is not read: hold it against the figures")
    return None if number == item.quantity else f"the words say “{words}”, the figures {decimal_text(item.quantity)}"


def _no_dose(medicine: Medicine, item: CheckItem) -> str | NotChecked | None:
    dose = item.dose
    if not item.directions.strip() or dose is None:
        return _entry(medicine, "the directions are not known, and a dose must stand there")
    if not dose.parsed and "dose" in dose.missing and (dose.as_directed or dose.as_needed):
        return f"the directions, “{item.directions}”, name no dose"
    return None


_WRITTEN: Mapping[CdKind, Callable[[Medicine, CheckItem], str | NotChecked | None]] = {
    CdKind.REPEAT_DISPENSING: _repeat_dispensing,
    CdKind.NO_WORDS: _no_words,
    CdKind.WORDS_DIFFER: _words_differ,
    CdKind.NO_DOSE: _no_dose,
}
"""What must stand on the prescription."""


def _long(medicine: Medicine, item: CheckItem, limit: Decimal) -> str | NotChecked | None:
    days = lasting(item).longest
    if days is None:
        return _entry(medicine, "how many days it is for is not known")
    return f"this is for {days_text(days)}" if days > limit * ROUNDING else None


def _finding(rule: CdRule, medicine: Medicine, item: CheckItem, what: str) -> Finding:
    quantity = decimal_text(item.quantity) if item.quantity is not None else ""
    words = item.cd_quantity_words or ""
    directions = " ".join(item.directions.lower().split())
    seen = (str(item.signed_on), item.treatment.value, str(item.issue), quantity, words, directions)
    return finding_of(Check.CD, rule, medicine, f"{medicine.label}: {what}. {rule.text}.", *seen)


def _entry(medicine: Medicine, why: str) -> NotChecked:
    items = (medicine.item,) if medicine.item is not None else ()
    return NotChecked(Check.CD, items, Cause.UNKNOWN_FACT, why)
