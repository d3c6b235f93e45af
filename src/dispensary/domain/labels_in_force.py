"""Whether what was made for an item, a bag or a leaflet still stands, by what is recorded of the prescription."""

from collections.abc import Callable
from typing import Final, assert_never

from dispensary.domain.dispensing import Dispensing, ItemWork
from dispensary.domain.identifiers import ItemId, LabelNumber
from dispensary.domain.printing import BagLabelOf, LabelOf, LeafletLine, LeafletOf, MadeFor, OwnWordsOf, PrintJob
from dispensary.domain.refusals import Refusal
from dispensary.domain.refused import NotFound
from dispensary.domain.refused_prints import (
    BagOpened,
    LabelOfNothing,
    LabelOfOtherProduct,
    LabelReplaced,
    LabelTakenBack,
    LabelUnchecked,
    LeafletOutdated,
)
from dispensary.domain.workflow import SETTLED, Stage

_UNCHECKED: Final = frozenset({Stage.RECEIVED, Stage.QUERIED})
_UNLABELLED: Final = _UNCHECKED | {Stage.CLINICALLY_CHECKED}
_GIVEN_UP: Final = frozenset({Stage.NOT_DISPENSED, Stage.RETURNED})


def made_for(held: Dispensing, job: PrintJob) -> MadeFor | None:
    """What a job was made for; None where that cannot change. A label that does not say so itself (an earlier version
    made it) is known where it is the document of the label that an item has.
    """
    if job.made_for is not None:
        return job.made_for
    mine = (LabelOf(work.item_id, work.label.number) for work in held.items if work.label and work.label.job == job.id)
    return next(mine, None)


def out_of_force(held: Dispensing, of: MadeFor) -> Refusal | None:
    """Why no such label may go out now, as far as the prescription itself says; None where it may.

    Whether the facts that were checked have changed is for the clinical check to say; whether a leaflet's directions
    have, for whoever can read them.
    """
    match of:
        case BagLabelOf(bag):
            return None if held.bag is not None and held.bag.number == bag else BagOpened(bag)
        case LabelOf(item, number):
            return _of_item(held, item, lambda name, work: _replaced(name, work, number))
        case OwnWordsOf(item, medicine):
            return _of_item(held, item, lambda *_: _renamed(medicine, held.named(item)))
        case LeafletOf(lines):
            return next((LeafletOutdated(line.medicine) for line in lines if not _still_named(held, line)), None)
        case _:
            assert_never(of)


def _still_named(held: Dispensing, line: LeafletLine) -> bool:
    """The item is dispensed, or was, as the product that the leaflet names."""
    work = next((work for work in held.items if work.item_id == line.item), None)
    if work is None or (work.stage in _GIVEN_UP and not work.supplies):
        return False
    return held.named(line.item) == line.medicine


def _of_item(held: Dispensing, item: ItemId, other: Callable[[str, ItemWork], Refusal | None]) -> Refusal | None:
    """other: why the item has another label now, or one by another name."""
    work = next((work for work in held.items if work.item_id == item), None)
    if work is None:
        return NotFound("The item of that label")
    name = held.prescription.item(item).name
    if work.stage in _GIVEN_UP and not work.supplies:
        return LabelOfNothing(name)
    return other(name, work) or _unchecked(name, work)


def _renamed(medicine: str, now: str) -> Refusal | None:
    return None if medicine == now else LabelOfOtherProduct(medicine, now)


def _replaced(name: str, work: ItemWork, number: LabelNumber) -> Refusal | None:
    if work.label is None or work.stage in _UNLABELLED:
        return LabelTakenBack(number, name)
    return LabelReplaced(number, work.label.number) if work.label.number != number else None


def _unchecked(name: str, work: ItemWork) -> Refusal | None:
    if work.stage in SETTLED:
        return None
    return LabelUnchecked(name) if work.approval is None or work.stage in _UNCHECKED else None


def loses_label(before: Dispensing, after: Dispensing) -> bool:
    """Whether a step may have put a label of this prescription out of force: so that nothing is looked up after any
    other.
    """
    opened = before.bag is not None and before.bag != after.bag
    return opened or any(_loses(before.work(work.item_id), work) for work in after.items)


def _loses(before: ItemWork, after: ItemWork) -> bool:
    relabelled = before.label is not None and before.label != after.label
    voided = before.approval is not None and after.approval is None
    aside = before.stage is not after.stage and after.stage in _UNCHECKED | _GIVEN_UP
    return relabelled or before.product != after.product or voided or aside
