"""Which products are kept in a fridge, from whom they are bagged to whom they are handed out."""

from dataclasses import dataclass

from dispensary.domain.dictionary import VirtualProduct
from dispensary.domain.labels.warnings import WarningLibrary


@dataclass(frozen=True, slots=True)
class ColdStorage:
    """What our own list knows to be kept at 2 to 8 °C before it is used: dm+d does not say it. A product that the list
    does not name may be one all the same: whoever bags it reads the pack.
    """

    rules: WarningLibrary

    def holds(self, product: VirtualProduct | None, name: str) -> bool:
        """Whether a product is kept cold: by what the dictionary knows of it, else by its name alone."""
        return bool(self.rules.for_virtual(product) if product is not None else self.rules.for_name(name))
