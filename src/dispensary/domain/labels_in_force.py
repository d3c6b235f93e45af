"""Whether a label is still the one that its item has, by what is recorded of the item."""

from typing import Final

from dispensary.domain.dispensing import Dispensing, ItemWork
from dispensary.domain.identifiers import LabelNumber
from dispensary.domain.printing import LabelOf, PrintJob
from dispensary.domain.refusals import Refusal
from dispensary.domain.refused import NotFound
from dispensary.domain.refused_prints import LabelOfNothing, LabelReplaced, LabelTakenBack, LabelUnchecked
from dispensary.domain.workflow import SETTLED, Stage

_UNCHECKED: Final = frozenset({Stage.RECEIVED, Stage.QUERIED})
_UNLABELLED: Final = _UNCHECKED | {Stage.CLINICALLY_CHECKED}
_GIVEN_UP: Final = frozenset({Stage.NOT_DISPENSED, Stage.RETURNED})


def label_of(held: Dispensing, job: PrintJob) -> LabelOf | None:
    """Whose label a job is; None where it is no item's. One that does not say so itself (it was made by an earlier
    version) is known where it is the document of the label that an item has.
    """
    if job.label is not None:
        return job.label
    mine = (LabelOf(work.item_id, work.label.number) for work in held.items if work.label and work.label.job == job.id)
    return next(mine, None)


def out_of_force(held: Dispensing, of: LabelOf) -> Refusal | None:
    """Why no such label may go out now, as far as the prescription itself says; None where it may.

    Whether the facts that were checked have changed is for the clinical check to say.
    """
    work = next((work for work in held.items if work.item_id == of.item), None)
    if work is None:
        return NotFound("The item of that label")
    name = held.prescription.item(of.item).name
    if work.stage in _GIVEN_UP and not work.supplies:
        return LabelOfNothing(name)
    return (_replaced(name, work, of.number) if of.number is not None else None) or _unchecked(name, work)


def _replaced(name: str, work: ItemWork, number: LabelNumber) -> Refusal | None:
    if work.label is None or work.stage in _UNLABELLED:
        return LabelTakenBack(number, name)
    return LabelReplaced(number, work.label.number) if work.label.number != number else None


def _unchecked(name: str, work: ItemWork) -> Refusal | None:
    if work.stage in SETTLED:
        return None
    return LabelUnchecked(name) if work.approval is None or work.stage in _UNCHECKED else None


def loses_label(before: ItemWork, after: ItemWork) -> bool:
    """Whether a step may have put a label of this item out of force: so that nothing is looked up after any other."""
    relabelled = before.label is not None and before.label != after.label
    voided = before.approval is not None and after.approval is None
    aside = before.stage is not after.stage and after.stage in _UNCHECKED | _GIVEN_UP
    return relabelled or voided or aside
