"""Which items of a bag stand in the fridge."""

from dispensary.application.workplace import Workplace
from dispensary.domain.dispensing import Dispensing, ItemWork
from dispensary.domain.workflow import Stage


def from_fridge(place: Workplace, held: Dispensing) -> tuple[str, ...]:
    """The names of the bagged items that are kept in the fridge, as their labels name them."""
    names = []
    for item, work in held.pairs():
        product = place.dictionary.resolve(item.code) if item.code else None
        virtual = product.virtual_product if product is not None else None
        if work.stage is Stage.BAGGED and place.cold.holds(virtual, item.name):
            names.append(_named(work, item.name))
    return tuple(names)


def _named(work: ItemWork, prescribed: str) -> str:
    return work.product.name if work.product is not None else prescribed
