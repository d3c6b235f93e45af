"""The product that a written name means: exactly that name in the dictionary, else the one that it can only mean.

Names are typed by people and come from other records: "Diazepam 5mg", "Sodium valproate 200mg EC tablets". One is
taken for a product only where every product that it could mean holds the same of the same substance, reaches the body
the same way and stands in the same schedule: then the checks are the same for each.
"""

import re
from collections.abc import Sequence

from dispensary.application.ports.dictionary import Dictionary
from dispensary.domain.dictionary import Found, Resolved, VirtualProduct
from dispensary.domain.product_words import ProductWords

_PACK_SIZE = re.compile(r"\s+\d{1,3}\s*$")


def product_meant(name: str, dictionary: Dictionary) -> Resolved | None:
    """None where the dictionary holds no such name, or the name could mean products that differ."""
    exact = dictionary.by_name(name)
    if exact is not None:
        return exact
    said = ProductWords.of(_PACK_SIZE.sub("", name))
    if said is None:
        return None
    meant = [
        dictionary.resolve(each.code) for each in _of_the_substance(said, dictionary) if _is_meant(said, each.name)
    ]
    products = [each.virtual for each in meant if each.virtual is not None and not each.invalid]
    if not products or not _alike(products):
        return None
    plainest = min(products, key=lambda each: (len(each.name), each.name))
    return next(each for each in meant if each.virtual is plainest)


def _of_the_substance(said: ProductWords, dictionary: Dictionary) -> tuple[Found, ...]:
    moiety = dictionary.moiety_named(said.named)
    if moiety is None:
        known = dictionary.ingredient(said.named)
        moiety = dictionary.moiety_named(known[1]) if known is not None else None
    return dictionary.products_of(moiety.code) if moiety is not None else ()


def _is_meant(said: ProductWords, name: str) -> bool:
    words = ProductWords.of(name)
    return words is not None and said.may_mean(words)


def _alike(products: Sequence[VirtualProduct]) -> bool:
    return len({_what_counts(each) for each in products}) == 1


def _what_counts(product: VirtualProduct) -> tuple[object, ...]:
    """What the checks look at, but for the shape of the tablet."""
    held = tuple((each.base or each.code, each.numerator, each.denominator) for each in product.ingredients)
    release = "modified-release" in product.name.lower()
    return held, frozenset(product.routes), product.controlled_drug, release
