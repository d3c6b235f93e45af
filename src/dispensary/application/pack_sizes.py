"""The packs that a product comes in: some medicines must leave in their whole pack, and a supply is rounded to it."""

from decimal import Decimal

from dispensary.application.ports.dictionary import Dictionary
from dispensary.domain.dictionary import Resolved


def pack_sizes(dictionary: Dictionary, product: Resolved | None) -> tuple[Decimal, ...] | None:
    """The sizes in the product's units, smallest first; those of discontinued packs only where there are no others.

    None where the dictionary lists none. Raises DictionaryUnavailable.
    """
    if product is None or product.virtual_product is None:
        return None
    packs = [pack for pack in dictionary.packs_of(product.virtual_product.code) if pack.quantity and not pack.invalid]
    sold = {pack.quantity.value for pack in packs if pack.quantity and not pack.discontinued}
    return tuple(sorted(sold or {pack.quantity.value for pack in packs if pack.quantity})) or None
