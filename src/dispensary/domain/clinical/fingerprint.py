"""The facts that a clinical check rests on, each kind as a hash: enough to see what changed, nothing to read.

A check belongs to its facts. A change in any of them voids it, and the refusal names what changed.
"""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from hashlib import sha256

from dispensary.domain.clinical.case import CheckCase, CheckItem, HistoryItem
from dispensary.domain.patient import AllergyStatus
from dispensary.domain.quantity import decimal_text


class Part(StrEnum):
    """One kind of fact that a check rests on."""

    ITEM = "item"
    DIRECTIONS = "directions"
    QUANTITY = "quantity"
    CD_WORDS = "quantity in words"
    SIGNED = "signing date"
    TREATMENT = "treatment and issue"
    STATUS = "status at EPS"
    PERSON = "person"
    AGE = "age"
    ALLERGIES = "allergies"
    CONDITIONS = "conditions"
    RESULTS = "results"
    PREGNANCY = "pregnancy"
    OTHER_MEDICINES = "other active medicines"
    RULES = "rule versions"


_OF_THE_ISSUE = frozenset({Part.SIGNED, Part.TREATMENT, Part.STATUS})
"""What is another with every issue of a repeat, and says nothing about the medicine or the person."""
_WITH_US = frozenset({"0002", "0003"})
"""Prescription statuses of one that is here: supplying a part of it moves it from the one to the other."""


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


def _directions(item: CheckItem) -> tuple[str, str]:
    return _words(item.directions), _words(item.structured_directions)


def _product(entry: CheckItem | HistoryItem) -> str:
    if entry.product is not None and entry.product.known:
        return entry.product.current.value
    return (entry.ingredient or entry.name).lower()


def _item(item: CheckItem) -> tuple[object, ...]:
    return (_product(item), item.supply.value, item.emergency)


def _status(item: CheckItem) -> tuple[str | None, str | None]:
    held = "here" if item.prescription_status in _WITH_US else item.prescription_status
    return held, item.line_status


def _mark(entry: CheckItem | HistoryItem) -> str:
    """One medicine with one way of taking it."""
    return f"{_product(entry)}|{_words(entry.directions)}"


def _others(case: CheckCase, chosen: tuple[int, ...]) -> list[str]:
    """The other medicines, without the dates of their supplies: a further box of the same changes nothing."""
    beside = [item for place, item in enumerate(case.items) if place not in chosen]
    own = {case.items[place].prescription for place in chosen} - {None}
    current = [each for each in case.history if each.is_active(case.today) and each.prescription not in own]
    entries: list[CheckItem | HistoryItem] = [*beside, *current]
    return sorted({_mark(each) for each in entries})


def fingerprint(case: CheckCase, knowledge_version: str, item: int | None = None) -> Fingerprint:
    """The facts that the check of one item (or, without a number, of all of them) rests on.

    Not in it: today's date, telephone numbers, and supplies of the same issue. The age is, in whole years: a limit may
    lie at any of them.
    """
    chosen = tuple(range(len(case.items))) if item is None else (item,)
    items = tuple(case.items[place] for place in chosen)
    values = _of_items(items) | _of_the_person(case)
    values[Part.OTHER_MEDICINES] = _hashed(_others(case, chosen))
    values[Part.RULES] = _hashed(knowledge_version)
    return Fingerprint(tuple((part, values[part]) for part in Part))


def _of_items(items: tuple[CheckItem, ...]) -> dict[Part, str]:
    return {
        Part.ITEM: _hashed(*(_item(each) for each in items)),
        Part.DIRECTIONS: _hashed(*(_directions(each) for each in items)),
        Part.QUANTITY: _hashed(*((each.quantity, each.days) for each in items)),
        Part.CD_WORDS: _hashed(*((each.cd_quantity_words is None, each.cd_quantity_words) for each in items)),
        Part.SIGNED: _hashed(*(each.signed_on for each in items)),
        Part.TREATMENT: _hashed(*((each.treatment.value, each.issue) for each in items)),
        Part.STATUS: _hashed(*(_status(each) for each in items)),
    }


def _of_the_person(case: CheckCase) -> dict[Part, str]:
    facts = case.patient
    active = [each for each in facts.allergies or () if each.status is AllergyStatus.ACTIVE]
    allergies = sorted((each.substance.lower(), (each.severity or "").lower()) for each in active)
    asked = bool(active) or facts.no_known_allergies
    results = sorted((each.test, _written(each.value), each.unit or "", _written(each.dated)) for each in facts.results)
    conditions = None if facts.conditions is None else sorted(each.lower() for each in facts.conditions)
    return {
        Part.PERSON: _hashed(facts.birth_date, facts.sex, facts.palliative),
        Part.AGE: _hashed(facts.age_on(case.today)),
        Part.ALLERGIES: _hashed(asked, allergies),
        Part.CONDITIONS: _hashed(conditions is None, conditions),
        Part.RESULTS: _hashed(results, facts.egfr, facts.egfr_date, facts.crcl, facts.weight_kg, facts.weight_date),
        Part.PREGNANCY: _hashed(facts.pregnant, facts.breastfeeding, facts.gestation_weeks, facts.ppp_date),
    }


def repeat_print(case: CheckCase, knowledge_version: str, item: int) -> Fingerprint:
    """The same facts, as far as the next issue of a repeat must share them with this one.

    Not in it: when and for which issue it was signed, and the earlier supplies of the very same medicine.
    """
    own = _mark(case.items[item])
    apart = replace(case, history=tuple(had for had in case.history if _mark(had) != own))
    parts = fingerprint(apart, knowledge_version, item).parts
    return Fingerprint(tuple((part, value) for part, value in parts if part not in _OF_THE_ISSUE))


def changes(old: Fingerprint, new: Fingerprint) -> tuple[str, ...]:
    """The names of the parts that differ, in the order of Part; empty where the check still stands.

    A part that an earlier version of the program did not look at counts as a change of the rules.
    """
    before, after = dict(old.parts), dict(new.parts)
    differing = {part for part, value in after.items() if before.get(part) != value}
    known = {part for part in differing if part in before}
    named = known | ({Part.RULES} if differing - known else set())
    return tuple(part.value for part in Part if part in named)
