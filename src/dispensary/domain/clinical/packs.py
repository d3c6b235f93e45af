"""Whole packs: whether a quantity can be made up of the packs that a medicine comes in, without opening one."""

from decimal import Decimal

_NOBODY_ASKS_FOR_MORE = Decimal(10_000)


def in_whole_packs(quantity: Decimal, sizes: tuple[Decimal, ...]) -> bool:
    """Whether the quantity is a sum of whole packs, of one size or several. Both in the same unit.

    An absurd quantity is held against each size alone, so that the sums come to an end.
    """
    usable = sorted({size for size in sizes if size > 0}, reverse=True)
    if quantity > _NOBODY_ASKS_FOR_MORE:
        return any(quantity % size == 0 for size in usable)
    return _made_of(quantity, usable)


def _made_of(left: Decimal, sizes: list[Decimal]) -> bool:
    if not sizes:
        return left == 0
    largest, smaller = sizes[0], sizes[1:]
    if not smaller:
        return left % largest == 0
    return any(_made_of(left - largest * count, smaller) for count in range(int(left // largest) + 1))
