"""Holds the names in the knowledge against the substances of a dictionary: a misspelt member is one that no medicine
ever meets, and a class that misses one of its own lets it through.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from dispensary.domain.clinical.knowledge import Knowledge
from dispensary.domain.clinical.lint import SETS_OF_THE_PROGRAM
from dispensary.domain.clinical.substances import normal
from dispensary.domain.dictionary import KnownSubstance

_AS_ALIKE = 0.75
"""How alike two names must be for one to be offered in place of the other."""


@dataclass(frozen=True, slots=True)
class ClassGroup:
    """The ATC groups that a set stands for, and which of their substances it leaves out on purpose."""

    set_name: str
    groups: tuple[str, ...]
    leaves_out: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Review:
    """What a pharmacist decided about names. elsewhere: no ingredient of dm+d, and rightly so (allergens, and medicines
    that are not sold here but may be brought)."""

    elsewhere: frozenset[str] = frozenset()
    groups: tuple[ClassGroup, ...] = ()


@dataclass(frozen=True, slots=True)
class UnknownName:
    """A name that is no substance of the dictionary. where: the sets and rows that use it. near: what may be meant."""

    name: str
    where: tuple[str, ...]
    near: str | None


@dataclass(frozen=True, slots=True)
class ClassGap:
    """Substances of the ATC groups that a set stands for, and that it neither holds nor leaves out."""

    set_name: str
    missing: tuple[str, ...]


def unknown_names(knowledge: Knowledge, known: Iterable[KnownSubstance], review: Review) -> tuple[UnknownName, ...]:
    """Every name in a set, a limit or a compound that no medicine of the dictionary can have."""
    names = {normal(each.name) for each in known}
    used = _used(knowledge)
    unknown = sorted(used.keys() - names - review.elsewhere)
    return tuple(UnknownName(name, tuple(sorted(used[name])), near_name(name, names)) for name in unknown)


def _used(knowledge: Knowledge) -> Mapping[str, set[str]]:
    used: dict[str, set[str]] = {}
    for each in knowledge.sets.values():
        for name in each.members | each.unless_also:
            used.setdefault(name, set()).add(each.name)
    for limit in (each for each in knowledge.doses if each.substance):
        used.setdefault(limit.substance, set()).add(limit.row.id)
    for factor in knowledge.opioids:
        used.setdefault(factor.substance, set()).add(factor.row.id)
    for compound, parts in knowledge.compounds.items():
        for part in parts:
            used.setdefault(part, set()).add(compound)
    return used


def near_name(name: str, names: set[str]) -> str | None:
    """The name that may be meant; None where none is alike enough."""
    return next(iter(get_close_matches(name, names, n=1, cutoff=_AS_ALIKE)), None)


def class_gaps(knowledge: Knowledge, known: Iterable[KnownSubstance], review: Review) -> tuple[ClassGap, ...]:
    """What the sets miss of the classes that they stand for, by the dictionary's own classification."""
    coded = [(normal(each.name), each.atc) for each in known if each.atc]
    gaps: list[ClassGap] = []
    for group in review.groups:
        members = knowledge.sets[group.set_name].members if group.set_name in knowledge.sets else frozenset()
        within = {name for name, codes in coded if any(code.startswith(group.groups) for code in codes)}
        missing = within - members - group.leaves_out
        if missing:
            gaps.append(ClassGap(group.set_name, tuple(sorted(missing))))
    return tuple(gaps)


def unused_sets(knowledge: Knowledge) -> tuple[str, ...]:
    """Sets that neither a rule of any table nor the program itself names."""
    named = {*SETS_OF_THE_PROGRAM} | {name for rule in knowledge.every_rule for name in rule.named_sets}
    return tuple(sorted(knowledge.sets.keys() - named))
