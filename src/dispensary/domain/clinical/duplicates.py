"""The duplicate check: the same ingredient twice, or two medicines of one class, where nobody meant it.

A further supply of what the person already takes is no duplicate; nor are two routes of one substance.
"""

from dataclasses import dataclass, replace
from decimal import Decimal

from dispensary.domain.clinical.case import CheckCase
from dispensary.domain.clinical.findings import Cause, Check, Finding, NotChecked, Outcome, Tier
from dispensary.domain.clinical.knowledge import DuplicateKind, DuplicateRule, Knowledge
from dispensary.domain.clinical.look import Look
from dispensary.domain.clinical.medicines import Medicine, Reach, is_established, places_of

_OVERLAP_DAYS = 7
"""How much may still be in hand before two strengths of one medicine count as overlapping."""

_NEBULISED = "nebuliser"


@dataclass(frozen=True, slots=True)
class _Double:
    rule: DuplicateRule
    what: str
    tier: Tier
    one: Medicine
    other: Medicine


class _Rules:
    """The duplicate rules, by kind and set."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._of_kind: dict[DuplicateKind, tuple[DuplicateRule, ...]] = {
            kind: tuple(rule for rule in knowledge.duplicates if rule.kind is kind) for kind in DuplicateKind
        }

    def any_of(self, kind: DuplicateKind, sets: frozenset[str] = frozenset()) -> DuplicateRule | None:
        for rule in self._of_kind[kind]:
            if not rule.applies_to or rule.applies_to & sets:
                return rule
        return None

    def of_class(self, name: str, where: str) -> tuple[DuplicateRule, ...]:
        """The rules about two medicines of that set that are taken the same way."""
        rules = self._of_kind[DuplicateKind.CLASS]
        return tuple(rule for rule in rules if name in rule.applies_to and rule.where == where)


def _overlap(one: Medicine, other: Medicine, case: CheckCase) -> bool | None:
    """Whether enough of the earlier supply is left to be taken beside the new one; None where nobody can say."""
    left = [
        case.history[each.history].days_left(case.today)
        if case.history[each.history].supplied_on is not None
        else Decimal(_OVERLAP_DAYS + 1)
        for each in (one, other)
        if each.history is not None
    ]
    if not left:
        return True
    return left[0] > _OVERLAP_DAYS if left[0] is not None else None


def _inhaler_and_nebuliser(one: Medicine, other: Medicine) -> bool:
    """Two devices for one inhaled medicine, often meant. Source: clinical checks, section 8, route or device."""
    nebulised = [_NEBULISED in each.label.lower() for each in (one, other)]
    return one.reach is other.reach is Reach.INHALED and nebulised[0] != nebulised[1]


def _same_substance(
    one: Medicine, other: Medicine, case: CheckCase, knowledge: Knowledge, rules: _Rules
) -> _Double | NotChecked | None:
    shared = one.names & other.names
    both_new = one.is_new and other.is_new
    if not shared or one.reach is not other.reach or (one.same_product(other) and not both_new):
        return None
    if _inhaler_and_nebuliser(one, other):
        return None
    sets = frozenset(name for substance in shared for name in knowledge.sets_of.get(substance, ()))
    what = " and ".join(sorted(shared))
    single = rules.any_of(DuplicateKind.ONE_STRENGTH, sets)
    if single is not None and one.names == other.names:
        return _Double(single, what, single.row.bounded(single.tier), one, other)
    intended = rules.any_of(DuplicateKind.STRENGTHS_INTENDED, sets)
    if intended is not None:
        return _Double(intended, what, intended.row.bounded(intended.tier), one, other) if both_new else None
    if one.names == other.names and one.is_modified_release != other.is_modified_release:
        return None
    if both_new and one.names == other.names and not one.same_product(other):
        rule = rules.any_of(DuplicateKind.STRENGTHS, sets)
        return _Double(rule, what, rule.row.bounded(rule.tier), one, other) if rule is not None else None
    overlap = _overlap(one, other, case)
    if overlap is None:
        items, history = places_of(one, other)
        earlier = other if one.is_new else one
        why = f"how long the last supply of {earlier.label} lasts is not known, so an overlap cannot be judged"
        return NotChecked(Check.DUPLICATE, items, Cause.UNREAD_DOSE, why, history)
    rule = rules.any_of(DuplicateKind.SAME_SUBSTANCE, sets)
    if not overlap or rule is None:
        return None
    return _Double(rule, what, rule.row.bounded(rule.tier), one, other)


def _same_class(
    one: Medicine, other: Medicine, case: CheckCase, current: tuple[Medicine, ...], knowledge: Knowledge, rules: _Rules
) -> _Double | None:
    if one.names & other.names or one.reach is not other.reach:
        return None
    shared = sorted(one.sets.keys() & other.sets.keys())
    found = [
        _Double(rule, knowledge.sets[name].title, rule.row.bounded(rule.tier), one, other)
        for name in shared
        for rule in rules.of_class(name, one.reach.value)
    ]
    worst = max(found, key=lambda double: double.tier.rank, default=None)
    if worst is None or not all(is_established(each, case, current) for each in (one, other)):
        return worst
    return replace(worst, tier=worst.tier.lowered())


def _finding(doubles: list[_Double]) -> Finding:
    lead = max(doubles, key=lambda double: double.tier.rank)
    involved = {each.label: each for double in doubles for each in (double.one, double.other)}
    every = [each for double in doubles for each in (double.one, double.other)]
    items, history = places_of(*every)
    names = sorted(involved)
    return Finding(
        check=Check.DUPLICATE,
        rule=lead.rule.row.id,
        rule_version=lead.rule.row.version,
        tier=lead.tier,
        items=items,
        history=history,
        message=f"{' and '.join(names)}: {lead.rule.text.format(what=lead.what)}.",
        action=lead.rule.action,
        source=lead.rule.row.source,
        evidence=(lead.what, *names),
    )


def check_duplicates(look: Look) -> Outcome:
    """One finding for each ingredient or class that is there twice."""
    case, knowledge, medicines = look.case, look.knowledge, look.taken
    rules = _Rules(knowledge)
    current = look.current
    grouped: dict[tuple[str, str], list[_Double]] = {}
    missed: list[NotChecked] = []
    for place, one in enumerate(medicines):
        for other in medicines[place + 1 :]:
            if not (one.is_new or other.is_new) or not one.substances or not other.substances:
                continue
            double = _same_substance(one, other, case, knowledge, rules) or _same_class(
                one, other, case, current, knowledge, rules
            )
            if isinstance(double, NotChecked):
                missed.append(double)
            elif double is not None and double.tier is not Tier.NONE:
                grouped.setdefault((double.rule.row.id, double.what), []).append(double)
    return Outcome(tuple(_finding(found) for found in grouped.values()), tuple(missed))
