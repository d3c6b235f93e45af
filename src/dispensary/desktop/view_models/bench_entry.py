"""What has to be typed at the bench, and for which item."""

from enum import Enum

from dispensary.application.queries.bench import Bench, BenchLine, Want
from dispensary.application.split_pack import rest_to_label
from dispensary.domain.dispensing import PackScan
from dispensary.domain.identifiers import ItemId


class Entry(Enum):
    """What is asked for in the line under the verdict."""

    NONE = "none"
    LOOSE = "loose"
    REST = "rest"
    PACKS = "packs"
    EYE = "eye"
    MAPPED = "mapped"
    SHELF = "shelf"
    OWN = "own"


def takers(found: Bench) -> tuple[ItemId, ...]:
    """The items that a pack may be for which the dictionary knows nothing about; none where it knows the pack."""
    held = found.held.held_pack
    if held is None or held.scan.packs:
        return ()
    return tuple(line.item.item_id for line in found.at_bench if line.want in (Want.PACK, Want.MORE_PACKS))


def at_work(found: Bench, scanned_last: ItemId | None) -> BenchLine | None:
    """The item at work: the one scanned last while it is open, else one that was begun."""
    lines = [line for line in found.at_bench if line.want is not Want.NOTHING]
    mine = [line for line in lines if line.item.item_id == scanned_last]
    begun = [line for line in lines if line.work.scans]
    return next(iter([*mine, *begun]), None)


def entry_of(found: Bench, current: BenchLine | None, asked: Entry, *, may_accept: bool) -> Entry:
    """What has to be typed now, or was asked for."""
    if found.barred is not None:
        return Entry.OWN if found.own_check and asked is Entry.OWN else Entry.NONE
    if found.verdict is not None:
        return Entry.EYE if may_accept and asked is Entry.EYE else Entry.NONE
    if current is not None and current.want is Want.COUNT_PACKS:
        return Entry.PACKS
    if current is not None and (current.want is Want.COUNT_LOOSE or (current.work.scans and asked is Entry.LOOSE)):
        return Entry.LOOSE
    if asked is Entry.REST and rest_of(found, current) is not None:
        return Entry.REST
    return Entry.SHELF if found.ready_to_bag else Entry.NONE


def rest_of(found: Bench, current: BenchLine | None) -> PackScan | None:
    """The pack whose rest goes back onto the shelf without a label as yet; None once it was printed, while the count
    does not stand, and where nothing may be done at the bench.
    """
    if current is None or found.barred is not None or found.verdict is not None:
        return None
    return rest_to_label(current.work) if current.want is not Want.COUNT_LOOSE else None
