"""Which text belongs to a product: by its active ingredients and its form, never by likeness.

Where no text fits, or more than one does, there is none: a leaflet that says what it does not know does no harm.
"""

import re
from dataclasses import dataclass

from dispensary.domain.clinical.substances import acting_name, normal
from dispensary.domain.dictionary import VirtualProduct
from dispensary.domain.leaflets.text import MedicineText

_WORD = re.compile(r"[a-z0-9.%'-]+")
_STRENGTH = re.compile(r"\s[^\s]*\d.*")


@dataclass(frozen=True, slots=True)
class LeafletLibrary:
    """All our texts."""

    texts: tuple[MedicineText, ...]

    def for_product(self, name: str, product: VirtualProduct | None) -> MedicineText | None:
        """The text for a product: by what the dictionary says it holds; by its name alone where it is not known there.

        name: as prescribed, or as dm+d spells it. A brand whose product is known is judged by its generic name too.
        """
        if product is None or not product.ingredients:
            return self._only(name, [text for text in self.texts if _named_so(text, name) or _begins_so(text, name)])
        words = f"{name} {product.name}"
        return self._only(words, [text for text in self.texts if _holds(text, product)])

    def _only(self, name: str, candidates: list[MedicineText]) -> MedicineText | None:
        fitting = [text for text in candidates if _form_fits(text, name)]
        return fitting[0] if len(fitting) == 1 else None


def _holds(text: MedicineText, product: VirtualProduct) -> bool:
    """Whether the product holds exactly these ingredients. An ingredient that a text names by its salt ("ferrous
    fumarate") is that salt and no other; one that it names by its base is every salt of it.
    """
    moiety = (product.vtm_name,) if len(product.ingredients) == 1 else ()
    left = [
        ({each.lower() for each in (part.name, part.base_name, *moiety) if each}, normal(acting_name(part)))
        for part in product.ingredients
    ]
    if len(left) != len(text.ingredients):
        return False
    for wanted in text.ingredients:
        found = next((part for part in left if _is(wanted.lower(), *part)), None)
        if found is None:
            return False
        left.remove(found)
    return True


def _is(wanted: str, names: set[str], base: str) -> bool:
    return wanted in names or (normal(wanted) == wanted == base)


def _named_so(text: MedicineText, name: str) -> bool:
    """By a dm+d name alone: what stands before the strength is the ingredients, or the name of the combination."""
    said = {normal(_STRENGTH.sub("", part.strip())) for part in name.lower().split(" / ")}
    return said in ({normal(part) for part in text.ingredients}, {normal(text.name)})


def _begins_so(text: MedicineText, name: str) -> bool:
    """For what dm+d gives no ingredients of: the name begins with one that the text gives ("macrogol compound")."""
    words = f"{' '.join(_WORD.findall(name.lower()))} "
    return any(words.startswith(f"{phrase.lower()} ") for phrase in text.name_has)


def _form_fits(text: MedicineText, name: str) -> bool:
    words = f" {' '.join(_WORD.findall(name.lower()))} "

    def stands(phrase: str) -> bool:
        return f" {phrase.lower()} " in words

    if text.name_has and not any(map(stands, text.name_has)):
        return False
    return not any(map(stands, text.name_lacks))
