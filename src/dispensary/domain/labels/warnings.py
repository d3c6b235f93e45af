"""Which short cautions a product's label carries: our own library, by ingredient and by form, reviewed as data."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from dispensary.domain.clinical.substances import normal
from dispensary.domain.dictionary import VirtualProduct
from dispensary.domain.labels.content import LabelWarning
from dispensary.domain.labels.ways import Ways, is_pack_of_several, ways_named, ways_of

_WORD = re.compile(r"[a-z0-9.%'-]+")
_STRENGTH = re.compile(r"\s[^\s]*\d.*")


@dataclass(frozen=True, slots=True)
class WarningRule:
    """One caution and where it belongs. Ingredients in their normal form; none: any. Words are whole words of the
    product's dm+d name: one of `name_has` must stand there (none: any), none of `name_lacks` may.

    verification: "read" where the cited text was read, else "to confirm". ways: those by which the product must be used
    (none: any); a product whose way nobody knows has none of them. only: by those and by no other. Several rules may
    carry the same warning, each for a group of medicines with its own source.
    """

    warning: LabelWarning
    ingredients: frozenset[str]
    name_has: tuple[str, ...]
    name_lacks: tuple[str, ...]
    source: str
    verification: str
    ways: Ways = frozenset()
    only: bool = False


@dataclass(frozen=True, slots=True)
class WarningLibrary:
    """All cautions, the most important first."""

    rules: tuple[WarningRule, ...]

    def for_virtual(self, product: VirtualProduct | None) -> tuple[LabelWarning, ...]:
        """The cautions for a generic product; none where the dictionary does not know it."""
        if product is None:
            return ()
        parts = [part for ingredient in product.ingredients for part in (ingredient.name, ingredient.base_name) if part]
        return self._matching(product.name, [*parts, product.vtm_name or ""], ways_of(product))

    def for_name(self, name: str) -> tuple[LabelWarning, ...]:
        """The cautions for a product that is known by its name alone."""
        return self._matching(name, (), ways_named(name))

    def _matching(self, name: str, parts: Iterable[str], ways: Ways) -> tuple[LabelWarning, ...]:
        words = f" {' '.join(_WORD.findall(name.lower()))} "
        substances = {normal(part) for part in (*parts, *_named(name))}
        wholly = is_pack_of_several(name)
        fitting = (rule for rule in self.rules if _used_so(rule, ways, wholly=wholly))
        # As keys: once each, in the order of the rules.
        return tuple(dict.fromkeys(rule.warning for rule in fitting if _applies(rule, words, substances)))


def _used_so(rule: WarningRule, ways: Ways, *, wholly: bool) -> bool:
    """wholly: several products in one pack, so that what is said must hold for each of them."""
    if not rule.ways:
        return True
    return bool(ways) and (ways <= rule.ways if rule.only or wholly else not ways.isdisjoint(rule.ways))


def _applies(rule: WarningRule, words: str, substances: set[str]) -> bool:
    def stands(phrase: str) -> bool:
        return f" {phrase} " in words

    if rule.ingredients and not any(part in substances or stands(part) for part in rule.ingredients):
        return False
    if rule.name_has and not any(stands(phrase) for phrase in rule.name_has):
        return False
    return not any(stands(phrase) for phrase in rule.name_lacks)


def _named(name: str) -> list[str]:
    """The substances in a dm+d name: what stands before the strength, part by part."""
    return [_STRENGTH.sub("", part.strip()) for part in name.lower().split(" / ")]
