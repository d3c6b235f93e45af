"""The look over what patients read: leaflet texts, label warnings, the fridge list. Reads only."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from dispensary.application.ports.dictionary import Dictionary, DictionaryUnavailable
from dispensary.application.ports.patient_texts import PatientTexts
from dispensary.domain.clinical.lint_names import Review, UnknownName, near_name
from dispensary.domain.clinical.substances import normal
from dispensary.domain.labels.warnings import WarningRule
from dispensary.domain.leaflets.library import LeafletLibrary
from dispensary.domain.leaflets.lint import TextFlaw, text_flaws, uncited, warning_flaws
from dispensary.domain.leaflets.text import MedicineText

_READ = "read"
_WORD = re.compile(r"[a-z0-9.%'-]+")
_NAMES_LOOKED_AT = 50


@dataclass(frozen=True, slots=True)
class Counted:
    """How many there are, and how many of their sources somebody has read."""

    count: int = 0
    read: int = 0
    to_confirm: int = 0


@dataclass(frozen=True, slots=True)
class TextsState:
    """faults: see `PatientTexts`. flaws: words that are too hard, too long or give a dose; those of a licence are not
    ours to judge. uncited: texts with facts that name no source, work for a reviewer and no fault.

    measured: readability was. looked_up: names were held against a dictionary, else the rest says nothing. unknown: in
    no substance and no product's name. idle: words for a form that no name has. uncovered: most dispensed, without a
    text. unseen: most dispensed too, but the dictionary has no such product, so nobody knows whether it has a text.
    """

    leaflets: Counted
    warnings: Counted
    fridge: Counted
    licensed: int
    listed: int
    faults: tuple[str, ...]
    flaws: tuple[TextFlaw, ...]
    uncited: Mapping[str, tuple[str, ...]]
    measured: bool
    looked_up: bool = False
    unknown: tuple[UnknownName, ...] = ()
    idle: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    uncovered: tuple[str, ...] = ()
    unseen: tuple[str, ...] = ()

    @property
    def wrong(self) -> bool:
        """Whether something has to be put right. What was not looked at is said beside it."""
        return bool(self.faults or self.flaws or self.unknown or self.uncovered)


def look_over_texts(texts: PatientTexts, dictionary: Dictionary | DictionaryUnavailable, review: Review) -> TextsState:
    """dictionary: or why there is none. review: names that are rightly in no dictionary."""
    names = _Names(dictionary, review) if not isinstance(dictionary, DictionaryUnavailable) else None
    rules = (*texts.warnings, *texts.fridge, *texts.licensed)
    flaws = [flaw for text in texts.leaflets for flaw in text_flaws(text, texts.grade)]
    flaws += [flaw for rule in (*texts.warnings, *texts.fridge) for flaw in warning_flaws(rule, texts.grade)]
    uncovered, unseen = names.coverage(texts) if names is not None else ((), ())
    return TextsState(
        leaflets=_counted(len(texts.leaflets), (each.verification for text in texts.leaflets for each in text.sources)),
        warnings=_counted(len(texts.warnings), (rule.verification for rule in texts.warnings)),
        fridge=_counted(len(texts.fridge), (rule.verification for rule in texts.fridge)),
        licensed=len(texts.licensed),
        listed=len(texts.most_dispensed),
        faults=texts.faults,
        flaws=tuple(flaws),
        uncited={f"{text.id}.json": facts for text in texts.leaflets if (facts := uncited(text))},
        measured=texts.grade is not None,
        looked_up=names is not None,
        unknown=names.unknown(_used(texts.leaflets, rules)) if names is not None else (),
        idle=names.idle(rules) if names is not None else {},
        uncovered=uncovered,
        unseen=unseen,
    )


def _counted(count: int, verifications: Iterable[str]) -> Counted:
    found = list(verifications)
    return Counted(count, found.count(_READ), len(found) - found.count(_READ))


def _used(leaflets: Iterable[MedicineText], rules: Iterable[WarningRule]) -> Mapping[str, list[str]]:
    """Every ingredient that is named, with where."""
    used: dict[str, list[str]] = {}
    for text in leaflets:
        for name in text.ingredients:
            used.setdefault(name.lower(), []).append(f"{text.id}.json")
    for rule in rules:
        for name in rule.ingredients:
            used.setdefault(name, []).append(rule.warning.id)
    return used


class _Names:
    """The names of one dictionary. A warning goes by the words of a product's name too, so those count as known."""

    def __init__(self, dictionary: Dictionary, review: Review) -> None:
        self._dictionary, self._elsewhere = dictionary, review.elsewhere
        substances = [each.name.lower() for each in dictionary.every_substance()]
        self._known = {*substances, *map(normal, substances)}

    def unknown(self, used: Mapping[str, list[str]]) -> tuple[UnknownName, ...]:
        missing = sorted(name for name in used if not self._knows(name))
        return tuple(UnknownName(name, tuple(sorted(used[name])), near_name(name, self._known)) for name in missing)

    def idle(self, rules: Iterable[WarningRule]) -> Mapping[str, tuple[str, ...]]:
        """Words for a form that no product's name has: all that a rule asks for, or one that it is to keep off."""
        found: dict[str, tuple[str, ...]] = {}
        for rule in rules:
            asked = () if any(map(self._in_a_name, rule.name_has)) else rule.name_has
            kept_off = tuple(phrase for phrase in rule.name_lacks if not self._in_a_name(phrase))
            if asked or kept_off:
                found[rule.warning.id] = (*found.get(rule.warning.id, ()), *asked, *kept_off)
        return found

    def coverage(self, texts: PatientTexts) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Which of the most dispensed have no text, and which products of them this dictionary does not know."""
        library, uncovered, unseen = LeafletLibrary(texts.leaflets), list[str](), list[str]()
        for each in texts.most_dispensed:
            found = self._dictionary.by_name(each.product)
            if found is None:
                unseen.append(each.medicine)
            elif library.for_product(each.product, found.virtual_product) is None:
                uncovered.append(each.medicine)
        return tuple(uncovered), tuple(unseen)

    def _knows(self, name: str) -> bool:
        plain = normal(name)
        return bool({name, plain} & self._known) or plain in self._elsewhere or self._in_a_name(name)

    def _in_a_name(self, phrase: str) -> bool:
        found = self._dictionary.search(phrase, _NAMES_LOOKED_AT)
        return any(f" {phrase} " in f" {' '.join(_WORD.findall(each.name.lower()))} " for each in found)
