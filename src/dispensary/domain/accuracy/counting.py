"""Is it enough, and no more: the contents of all scanned packs against the prescribed quantity, in one unit.

Nothing is converted. Packs without serial numbers cannot show that one of them was scanned twice, so they are counted
by a person (Poon 2006: scan every pack; dm+d has the contents of a pack, never of a case).
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from dispensary.domain.accuracy.reasons import (
    ContentsUnknown,
    CountPacks,
    LessScanned,
    MixedPacks,
    MoreScanned,
    NothingScanned,
    OuterPack,
    QuantityNotChecked,
    Reason,
    UnitDiffers,
)
from dispensary.domain.accuracy.verdict import ScannedPack
from dispensary.domain.dictionary import Pack, Resolved
from dispensary.domain.quantity import Quantity


def contents(pack: ScannedPack) -> Quantity | None:
    """What is in one scanned pack; None where it is unknown, a case, or told differently by its candidates."""
    if not pack.candidates or pack.scan.packaging_level:
        return None
    amounts = {code.pack.quantity for code in pack.candidates}
    return amounts.pop() if len(amounts) == 1 else None


def total(scans: Sequence[ScannedPack], unit: str) -> Quantity | None:
    """All packs together; None where one of them cannot be counted, or they are not all in one unit."""
    amounts = [contents(pack) for pack in scans]
    known = [amount for amount in amounts if amount is not None]
    if len(known) < len(amounts) or len({amount.unit for amount in known}) > 1:
        return None
    start = Quantity(Decimal(0), known[0].unit if known else unit)
    return sum(known, start)


def count(prescribed: Resolved, quantity: Quantity | None, scans: Sequence[ScannedPack]) -> Iterator[Reason]:
    """What the quantities say. A prescribed quantity without a unit is in the product's own units."""
    if not scans:
        yield NothingScanned(None)
        return
    yield from _uncounted(scans)
    yield from _to_be_counted(scans)
    yield from _mixed(scans)
    if quantity is None:
        yield QuantityNotChecked(None)
        return
    supplied = total(scans, quantity.unit)
    if supplied is None:
        yield from _units(quantity, scans)
        return
    product = prescribed.virtual_product
    unit = quantity.unit or (product.unit if product is not None else None) or supplied.unit
    # Prescribing systems write the names of dm+d's units with capitals of their own: Ampoule, Enema.
    if unit.casefold() != supplied.unit.casefold():
        yield UnitDiffers(None, unit, supplied.unit)
        return
    wanted = Quantity(quantity.value, supplied.unit)
    if supplied < wanted:
        yield LessScanned(None, wanted, supplied)
    elif wanted < supplied:
        yield MoreScanned(None, wanted, supplied, any(_unsplittable(pack) for pack in _packs(scans)))


def _packs(scans: Sequence[ScannedPack]) -> Iterator[Pack]:
    return (code.pack for scanned in scans for code in scanned.candidates)


def _unsplittable(pack: Pack) -> bool:
    return pack.special_container or pack.calendar_pack


def _uncounted(scans: Sequence[ScannedPack]) -> Iterator[Reason]:
    for place, scanned in enumerate(scans):
        level = scanned.scan.packaging_level
        if level:
            yield OuterPack(place, level)
        elif scanned.candidates and contents(scanned) is None:
            yield ContentsUnknown(place, scanned.candidates[0].pack.name)


def _units(quantity: Quantity, scans: Sequence[ScannedPack]) -> Iterator[Reason]:
    units = {amount.unit for amount in map(contents, scans) if amount is not None}
    if len(units) > 1:
        yield UnitDiffers(None, quantity.unit, " and ".join(sorted(units)))


def _to_be_counted(scans: Sequence[ScannedPack]) -> Iterator[Reason]:
    read = [scanned.scan for scanned in scans if scanned.scan.gtin is not None]
    for gtin, packs in Counter(scan.gtin for scan in read).items():
        if packs > 1 and any(scan.serial is None for scan in read if scan.gtin == gtin):
            yield CountPacks(None, packs)


def _mixed(scans: Sequence[ScannedPack]) -> Iterator[Reason]:
    first = [scanned.candidates[0].pack for scanned in scans if scanned.candidates]
    names = dict.fromkeys(pack.name for pack in first)
    if len({pack.code for pack in first}) > 1:
        yield MixedPacks(None, tuple(names))
