"""Looks over the clinical knowledge itself. What is wrong here keeps the whole from being used: a check that runs with
less than it should looks like one that found nothing.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, fields, is_dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache

from dispensary.domain.clinical.allergies import EXCIPIENTS
from dispensary.domain.clinical.by_weight import WeightLimit
from dispensary.domain.clinical.findings import Tier, highest
from dispensary.domain.clinical.knowledge import (
    DoseLimit,
    DuplicateKind,
    DuplicateRule,
    InteractionRule,
    Knowledge,
    Rule,
    Status,
)
from dispensary.domain.clinical.medicines import ABSORBED
from dispensary.domain.clinical.retained import HIGH_RISK
from dispensary.domain.clinical.substances import normal

_SHORTEST_SOURCE = 8
SETS_OF_THE_PROGRAM = (ABSORBED, EXCIPIENTS, HIGH_RISK)
"""Sets that no rule names, because a check asks for them by name."""
_BANDS = (
    ("from_age", "under_age"),
    ("from_kg", "under_kg"),
    ("from_week", "under_week"),
    ("least", "under"),
    ("over_days", "up_to_days"),
)
"""Fields that hold the two ends of a band, in any table that has them: something must lie between."""


class Wrong(StrEnum):
    """What may be wrong with a row or a set."""

    NO_SET = "no-set"
    NO_NAME = "no-name"
    EMPTY_SET = "empty-set"
    SET_TWICE = "set-twice"
    SPELLING = "spelling"
    NO_SOURCE = "no-source"
    ID_TWICE = "id-twice"
    NEVER_FIRES = "never-fires"
    BELOW_NOTHING = "below-nothing"
    NO_NUMBER = "no-number"
    NO_LIMIT = "no-limit"
    EMPTY_BAND = "empty-band"
    NO_WORDS = "no-words"
    NO_ROW = "no-row"


@dataclass(frozen=True, slots=True)
class Problem:
    """subject: the id of a row, or the name of a set. about: the set, the field or the name that is wrong."""

    subject: str
    wrong: Wrong
    about: str = ""


Rules = tuple[Rule, ...]


def _missing_sets(rules: Rules, knowledge: Knowledge) -> Iterable[Problem]:
    known = frozenset(knowledge.sets)
    for rule in rules:
        for name in sorted(rule.named_sets - known):
            yield Problem(rule.row.id, Wrong.NO_SET, name)


def _undefined(rules: Rules) -> Iterable[Problem]:
    """Names other than sets, such as a condition: a rule may say what it `uses`, and a row what it `defines`."""
    defined = frozenset(getattr(rule, "defines", "") for rule in rules)
    for rule in rules:
        for name in sorted(getattr(rule, "uses", frozenset()) - defined):
            yield Problem(rule.row.id, Wrong.NO_NAME, name)


def _members(names: frozenset[str], knowledge: Knowledge) -> frozenset[str]:
    return frozenset(member for name in names if name in knowledge.sets for member in knowledge.sets[name].members)


def _never_meets(rule: InteractionRule, knowledge: Knowledge) -> bool:
    """One substance on both sides is a duplicate, so a rule of a single substance with itself never fires."""
    left, right = _members(rule.a, knowledge), _members(rule.b, knowledge)
    return not left or not right or (left == right and len(left) == 1) or bool(rule.only_with & rule.unless_with)


def _never_doubles(rule: DuplicateRule, knowledge: Knowledge) -> bool:
    """Two of a class need two in the class."""
    return rule.kind is DuplicateKind.CLASS and all(len(knowledge.sets[name].members) < 2 for name in rule.applies_to)


def _unreachable(rules: Rules, knowledge: Knowledge) -> Iterable[Problem]:
    """Rules whose sets are all there and full, and which yet can never fire."""
    full = frozenset(each.name for each in knowledge.sets.values() if each.members)
    for rule in rules:
        if not isinstance(rule, (InteractionRule, DuplicateRule)) or not rule.named_sets <= full:
            continue
        never = isinstance(rule, InteractionRule) and _never_meets(rule, knowledge)
        if never or (isinstance(rule, DuplicateRule) and _never_doubles(rule, knowledge)):
            yield Problem(rule.row.id, Wrong.NEVER_FIRES)


def _names(knowledge: Knowledge) -> Iterable[Problem]:
    for each in knowledge.sets.values():
        if not each.members:
            yield Problem(each.name, Wrong.EMPTY_SET)
        for member in sorted(each.members):
            if not member or normal(member) != member:
                yield Problem(each.name, Wrong.SPELLING, member)


@cache
def _figures(kind: type) -> tuple[str, ...]:
    """The fields that may hold a number, by how they are declared."""
    declared = fields(kind) if is_dataclass(kind) else ()
    return tuple(each.name for each in declared if any(word in str(each.type) for word in ("Decimal", "int")))


def _numbers(rule: Rule) -> Iterable[Problem]:
    """No limit, age, dose or period of this trade lies below nothing, and a band of ages has somebody in it."""
    for name in _figures(type(rule)):
        value = getattr(rule, name)
        if isinstance(value, Decimal) and not value.is_finite():
            yield Problem(rule.row.id, Wrong.NO_NUMBER, name)
        elif isinstance(value, (Decimal, int)) and value < 0:
            yield Problem(rule.row.id, Wrong.BELOW_NOTHING, name)
    for lower, upper in _BANDS:
        least, below = getattr(rule, lower, None), getattr(rule, upper, None)
        if least is not None and below is not None and least >= below:
            yield Problem(rule.row.id, Wrong.EMPTY_BAND, f"{lower} {least}, {upper} {below}")
    if _limits_to_nothing(rule):
        yield Problem(rule.row.id, Wrong.NO_LIMIT)


def _limits_to_nothing(rule: Rule) -> bool:
    if isinstance(rule, WeightLimit):
        return any(amount == 0 for amount in (rule.mg_per_kg, rule.most_mg))
    return isinstance(rule, DoseLimit) and not rule.limit


def _words(rule: Rule) -> Iterable[Problem]:
    """A finding that says nothing, or not what to do, is no finding."""
    if highest(rule.tiers) is Tier.NONE:
        return
    for name in ("text", "action"):
        said = getattr(rule, name, None)
        if isinstance(said, str) and not said.strip():
            yield Problem(rule.row.id, Wrong.NO_WORDS, name)


def _rows(rules: Rules) -> Iterable[Problem]:
    counts = Counter(rule.row.id for rule in rules)
    yield from (Problem(name, Wrong.ID_TWICE, str(count)) for name, count in sorted(counts.items()) if count > 1)
    for rule in rules:
        if len(rule.row.source.strip()) < _SHORTEST_SOURCE:
            yield Problem(rule.row.id, Wrong.NO_SOURCE)
        yield from _numbers(rule)
        yield from _words(rule)


def missing(knowledge: Knowledge) -> tuple[Problem, ...]:
    """What the program itself goes by, and would be without unawares: empty where the shipped knowledge is whole."""
    sets = [Problem(name, Wrong.NO_ROW) for name in SETS_OF_THE_PROGRAM if name not in knowledge.sets]
    kinds = {rule.kind for rule in knowledge.duplicates}
    doubles = [Problem(f"duplicates of the kind {kind}", Wrong.NO_ROW) for kind in DuplicateKind if kind not in kinds]
    special = (
        ("an allergy to the same substance", knowledge.same_allergy),
        ("an allergy that is not coded", knowledge.uncoded_allergy),
    )
    return (*sets, *doubles, *(Problem(name, Wrong.NO_ROW) for name, rule in special if rule is None))


def problems(knowledge: Knowledge) -> tuple[Problem, ...]:
    """What is wrong with the knowledge; empty where it is sound. Needs no dictionary."""
    rules = knowledge.every_rule
    return (
        *_missing_sets(rules, knowledge),
        *_undefined(rules),
        *_names(knowledge),
        *_rows(rules),
        *_unreachable(rules, knowledge),
    )


def awaiting_confirmation(knowledge: Knowledge) -> tuple[str, ...]:
    """Rows that are meant to stop, but may not before somebody has read their source: the pharmacist's to-do list."""
    return tuple(
        rule.row.id for rule in knowledge.every_rule if Tier.STOP in rule.tiers and rule.row.status is Status.TO_CONFIRM
    )
