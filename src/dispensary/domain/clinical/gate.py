"""What stands between a clinical check and a supply: the facts it used, and the decisions on what it found.

A check belongs to its facts. A change in any of them voids it, and the refusal names what changed.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from hashlib import sha256

from dispensary.domain.clinical.case import CheckCase, CheckItem, HistoryItem
from dispensary.domain.clinical.findings import Check, CheckResult, Finding, Tier
from dispensary.domain.identifiers import UserId
from dispensary.domain.patient import AllergyStatus
from dispensary.domain.quantity import decimal_text


class Part(StrEnum):
    """One kind of fact that a check rests on."""

    ITEM = "item"
    DIRECTIONS = "directions"
    QUANTITY = "quantity"
    PERSON = "person"
    ALLERGIES = "allergies"
    CONDITIONS = "conditions"
    RESULTS = "results"
    PREGNANCY = "pregnancy"
    OTHER_MEDICINES = "other active medicines"
    RULES = "rule versions"


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """The facts of one check, each part as a hash: enough to see what changed, nothing to read about the person."""

    parts: tuple[tuple[Part, str], ...]

    def __str__(self) -> str:
        return ";".join(f"{part.value}={value}" for part, value in self.parts)

    @classmethod
    def parse(cls, text: str) -> "Fingerprint":
        """The inverse of str(). Raises ValueError on anything else."""
        pairs = (pair.partition("=") for pair in text.split(";"))
        return cls(tuple((Part(name), value) for name, _, value in pairs))


def _written(value: object) -> str:
    if isinstance(value, Decimal):
        return decimal_text(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (tuple, list)):
        return "(" + "\x1e".join(_written(each) for each in value) + ")"
    return "" if value is None else str(value)


def _hashed(*values: object) -> str:
    return sha256("\x1f".join(_written(value) for value in values).encode()).hexdigest()[:32]


def _words(text: str) -> str:
    return " ".join(text.split())


def _product(entry: CheckItem | HistoryItem) -> str:
    if entry.product is not None and entry.product.known:
        return entry.product.current.value
    return (entry.ingredient or entry.name).lower()


def _item(item: CheckItem) -> tuple[object, ...]:
    return (_product(item), item.supply.value, item.emergency)


def _others(case: CheckCase, chosen: tuple[int, ...]) -> list[str]:
    """The other medicines, without the dates of their supplies: a further box of the same changes nothing."""
    beside = [item for place, item in enumerate(case.items) if place not in chosen]
    own = {case.items[place].prescription for place in chosen} - {None}
    current = [each for each in case.history if each.is_active(case.today) and each.prescription not in own]
    entries: list[CheckItem | HistoryItem] = [*beside, *current]
    return sorted({f"{_product(each)}|{_words(each.directions)}" for each in entries})


def fingerprint(case: CheckCase, knowledge_version: str, item: int | None = None) -> Fingerprint:
    """The facts that the check of one item (or, without a number, of all of them) rests on.

    Not in it: today's date, telephone numbers, and supplies of the same issue.
    """
    chosen = tuple(range(len(case.items))) if item is None else (item,)
    items = tuple(case.items[place] for place in chosen)
    facts = case.patient
    active = [each for each in facts.allergies or () if each.status is AllergyStatus.ACTIVE]
    allergies = sorted((each.substance.lower(), (each.severity or "").lower()) for each in active)
    asked = bool(active) or facts.no_known_allergies
    results = sorted((each.test, _written(each.value), each.unit or "", _written(each.dated)) for each in facts.results)
    conditions = None if facts.conditions is None else sorted(each.lower() for each in facts.conditions)
    values: dict[Part, str] = {
        Part.ITEM: _hashed(*(_item(each) for each in items)),
        Part.DIRECTIONS: _hashed(*(_words(each.directions) for each in items)),
        Part.QUANTITY: _hashed(*((each.quantity, each.days) for each in items)),
        Part.PERSON: _hashed(facts.birth_date, facts.age_years, facts.sex, facts.palliative),
        Part.ALLERGIES: _hashed(asked, allergies),
        Part.CONDITIONS: _hashed(conditions is None, conditions),
        Part.RESULTS: _hashed(results, facts.egfr, facts.egfr_date, facts.crcl, facts.weight_kg, facts.weight_date),
        Part.PREGNANCY: _hashed(facts.pregnant, facts.breastfeeding, facts.gestation_weeks, facts.ppp_date),
        Part.OTHER_MEDICINES: _hashed(_others(case, chosen)),
        Part.RULES: _hashed(knowledge_version),
    }
    return Fingerprint(tuple(values.items()))


def changes(old: Fingerprint, new: Fingerprint) -> tuple[str, ...]:
    """The names of the parts that differ, in the order of Part; empty where the check still stands."""
    before, after = dict(old.parts), dict(new.parts)
    return tuple(part.value for part in Part if before.get(part) != after.get(part))


class Action(StrEnum):
    """What was done about a finding."""

    CHANGED = "changed"
    CONTACTED_PRESCRIBER = "contacted prescriber"
    COUNSELLED = "counselled"
    ACCEPTED_RISK = "accepted risk"
    NOT_APPLICABLE = "not applicable"
    WRONG_DATA = "wrong data"
    DO_NOT_SUPPLY = "do not supply"


class ReasonCode(StrEnum):
    """Why. At most eight for one check, so that each can have a key."""

    PRESCRIBER_CHANGED = "prescriber-changed"
    PRESCRIBER_CONFIRMS = "prescriber-confirms"
    DO_NOT_SUPPLY = "do-not-supply"
    RECORD_IS_WRONG = "record-is-wrong"
    PAUSE_OTHER_MEDICINE = "pause-other-medicine"
    ACCEPTED_RISK = "accepted-risk"
    TOLERATED_BEFORE = "tolerated-before"
    MONITORED = "monitored"
    OLD_ITEM_STOPPED = "old-item-stopped"
    INTENDED_TOGETHER = "intended-together"
    SPECIALIST_DOSE = "specialist-dose"
    AMENDED_BY_PHARMACIST = "amended-by-pharmacist"
    COUNSELLED = "counselled"
    OTHER = "other"


_COMMON = (
    ReasonCode.PRESCRIBER_CHANGED,
    ReasonCode.PRESCRIBER_CONFIRMS,
    ReasonCode.DO_NOT_SUPPLY,
    ReasonCode.RECORD_IS_WRONG,
)
_SPECIAL: dict[Check, tuple[ReasonCode, ...]] = {
    Check.ALLERGY: (ReasonCode.TOLERATED_BEFORE, ReasonCode.COUNSELLED),
    Check.INTERACTION: (ReasonCode.PAUSE_OTHER_MEDICINE, ReasonCode.MONITORED, ReasonCode.ACCEPTED_RISK),
    Check.DOSE: (ReasonCode.SPECIALIST_DOSE, ReasonCode.ACCEPTED_RISK),
    Check.DUPLICATE: (ReasonCode.OLD_ITEM_STOPPED, ReasonCode.INTENDED_TOGETHER),
    Check.CD: (ReasonCode.AMENDED_BY_PHARMACIST,),
}


def reason_codes(check: Check) -> tuple[ReasonCode, ...]:
    """The reasons that may be given for a finding of that check, at most eight."""
    return (*_COMMON, *_SPECIAL.get(check, (ReasonCode.ACCEPTED_RISK,)), ReasonCode.OTHER)


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody decided about one finding, for good. by_pharmacist: as whom they acted at that time."""

    finding_hash: str
    action: Action
    reason_code: ReasonCode | None
    text: str
    by: UserId
    at: datetime
    by_pharmacist: bool = False


def settles(decision: Decision, finding: Finding) -> bool:
    """Whether a decision clears that finding for supply.

    A stop needs a pharmacist, a coded reason and words; a reason needs a coded reason; "other" always needs words.
    "Do not supply" settles nothing: it ends the item, and the way to the supply stays closed.
    """
    if decision.finding_hash != finding.hash:
        return False
    if decision.action is Action.DO_NOT_SUPPLY or decision.reason_code is ReasonCode.DO_NOT_SUPPLY:
        return False
    if decision.reason_code not in reason_codes(finding.check):
        return False
    has_words = bool(decision.text.strip())
    if finding.tier is Tier.STOP:
        return decision.by_pharmacist and has_words
    return has_words or decision.reason_code is not ReasonCode.OTHER


def unsettled(result: CheckResult, decisions: tuple[Decision, ...]) -> tuple[Finding, ...]:
    """The findings that still stand in the way of a supply, worst first. What only informs never does."""
    return tuple(
        finding
        for finding in result.findings
        if finding.tier.interrupts and not any(settles(decision, finding) for decision in decisions)
    )
