"""Looks over the clinical knowledge itself: rules that can never fire, sets that are missing, rows without source."""

from collections import Counter
from collections.abc import Iterable

from dispensary.domain.clinical.disease import missing_conditions
from dispensary.domain.clinical.findings import Tier
from dispensary.domain.clinical.knowledge import DuplicateRule, InteractionRule, Knowledge, Row, Rule, Status
from dispensary.domain.clinical.substances import normal

_SHORTEST_SOURCE = 8


def _rows(knowledge: Knowledge) -> tuple[Row, ...]:
    rules: list[Row] = [rule.row for rule in knowledge.interactions]
    rules += [rule.row for rule in knowledge.allergies]
    rules += [rule.row for rule in (knowledge.same_allergy, knowledge.uncoded_allergy) if rule is not None]
    rules += [rule.row for rule in knowledge.duplicates]
    rules += [limit.row for limit in knowledge.doses]
    rules += [factor.row for factor in knowledge.opioids]
    rules += [rule.row for rule in _of_tables(knowledge)]
    return tuple(rules)


def _of_tables(knowledge: Knowledge) -> tuple[Rule, ...]:
    return tuple(rule for table in knowledge.tables.values() for rule in table)


def _missing_sets(knowledge: Knowledge) -> Iterable[str]:
    for rule in knowledge.interactions:
        for name in sorted((rule.a | rule.b | rule.only_with | rule.unless_with) - knowledge.sets.keys()):
            yield f"{rule.row.id}: there is no set called {name}"
    for allergy in knowledge.allergies:
        for name in sorted((allergy.recorded | allergy.prescribed) - knowledge.sets.keys()):
            yield f"{allergy.row.id}: there is no set called {name}"
    for duplicate in knowledge.duplicates:
        for name in sorted(duplicate.applies_to - knowledge.sets.keys()):
            yield f"{duplicate.row.id}: there is no set called {name}"
    for limit in knowledge.doses:
        for name in sorted(limit.with_sets - knowledge.sets.keys()):
            yield f"{limit.row.id}: there is no set called {name}"
    for rule_of_table in _of_tables(knowledge):
        for name in sorted(rule_of_table.named_sets - knowledge.sets.keys()):
            yield f"{rule_of_table.row.id}: there is no set called {name}"


def _unreachable(rule: InteractionRule, knowledge: Knowledge) -> bool:
    """One substance on both sides is a duplicate, so a rule of a single substance with itself never fires."""
    left = frozenset(member for name in rule.a if name in knowledge.sets for member in knowledge.sets[name].members)
    right = frozenset(member for name in rule.b if name in knowledge.sets for member in knowledge.sets[name].members)
    return not left or not right or (left == right and len(left) == 1) or bool(rule.only_with & rule.unless_with)


def _names(knowledge: Knowledge) -> Iterable[str]:
    for each in knowledge.sets.values():
        if not each.members:
            yield f"the set {each.name} is empty"
        for member in sorted(each.members):
            if normal(member) != member:
                yield f"the set {each.name}: {member} should be written {normal(member)}"


def problems(knowledge: Knowledge) -> tuple[str, ...]:
    """What is wrong with the knowledge, one line each; empty where it is sound."""
    found = [*_missing_sets(knowledge), *missing_conditions(knowledge), *_names(knowledge)]
    found += [f"{row.id}: no source" for row in _rows(knowledge) if len(row.source) < _SHORTEST_SOURCE]
    found += [f"{name}: used by {count} rows" for name, count in _repeated(knowledge)]
    found += [f"{rule.row.id}: can never fire" for rule in knowledge.interactions if _unreachable(rule, knowledge)]
    return tuple(found)


def _repeated(knowledge: Knowledge) -> list[tuple[str, int]]:
    counts = Counter(row.id for row in _rows(knowledge))
    return [(name, count) for name, count in sorted(counts.items()) if count > 1]


def awaiting_confirmation(knowledge: Knowledge) -> tuple[str, ...]:
    """Rows that are meant to stop, but may not before somebody has read their source: the pharmacist's to-do list."""
    waiting: list[Row] = [rule.row for rule in knowledge.interactions if rule.tier is Tier.STOP]
    waiting += [rule.row for rule in knowledge.allergies if Tier.STOP in (rule.severe, rule.unknown, rule.mild)]
    waiting += [rule.row for rule in knowledge.duplicates if _stops(rule)]
    waiting += [limit.row for limit in knowledge.doses if Tier.STOP in (limit.tier, limit.as_directed)]
    waiting += [rule.row for rule in _of_tables(knowledge) if Tier.STOP in rule.tiers]
    return tuple(row.id for row in waiting if row.status is Status.TO_CONFIRM)


def _stops(rule: DuplicateRule) -> bool:
    return rule.tier is Tier.STOP
