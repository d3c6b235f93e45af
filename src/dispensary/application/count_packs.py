"""What a person counts at the bench: loose units out of a split pack, and packs that look alike to a scanner."""

from dataclasses import replace
from decimal import Decimal

from dispensary.application.accuracy_check import at_bench
from dispensary.application.part_pack_leaflet import Counted, is_split, queue_manufacturers
from dispensary.application.schedules import schedule_of
from dispensary.application.step import Receipt, Step
from dispensary.application.workplace import Workplace
from dispensary.domain.identifiers import IssueKey, ItemId, UserId
from dispensary.domain.prescription import PrescribedItem
from dispensary.domain.refusals import Refusal
from dispensary.domain.refused import CountWrong, NotFound


def count_loose(place: Workplace, actor: UserId, key: IssueKey, item_id: ItemId, counted: Decimal) -> Counted | Refusal:
    """Says how many were taken from the pack scanned last, where not all of it goes out. The first time that a pack of
    the item was opened, its manufacturer's leaflet is queued, or the receipt says why it is not.

    A controlled drug of Schedules 1 to 3 is counted twice: only a count that comes to the same as the one before it
    counts, and a different one stands for the first.
    """
    with Step(place, actor) as step:
        found = at_bench(step, key, item_id)
        if isinstance(found, Refusal):
            return found
        work = found.work
        if not work.scans or work.scans[-1].quantity is None:
            return NotFound("A scanned pack")
        whole = work.scans[-1].quantity.value
        last = work.scans[-1]
        still = last.rest_labelled and last.part == counted
        taken = replace(last, part=counted, counted_once=None, rest_labelled=still)
        changed = replace(work, scans=(*work.scans[:-1], taken))
        if counted <= 0 or counted > whole or changed.over_scanned:
            return CountWrong(counted, work.supplying)
        kind = "counted"
        if last.counted_once != counted and _counted_twice(place, found.item):
            changed = replace(work, scans=(*work.scans[:-1], replace(last, counted_once=counted)))
            kind = "counted-once"
        detail: dict[str, object] = {"counted": str(counted)}
        notes: tuple[str, ...] = ()
        if is_split(changed.scans[-1]) and not any(is_split(scan) for scan in work.scans):
            name = work.product.name if work.product is not None else found.item.name
            detail["manufacturers-leaflet"], words = queue_manufacturers(step, key, last, name)
            notes = (words,)
        made = step.record(kind, found.held, found.held.with_work(changed), detail, item=item_id)
        return Counted(made.prescriptions, made.patients, outbox=made.outbox, prints=made.prints, notes=notes)


def _counted_twice(place: Workplace, item: PrescribedItem) -> bool:
    drug = schedule_of(place, item)
    return drug is not None and drug.schedule in (1, 2, 3)


def confirm_packs(place: Workplace, actor: UserId, key: IssueKey, item_id: ItemId, packs: int) -> Receipt | Refusal:
    """Says how many packs are on the bench for an item; it must be as many as were scanned."""
    with Step(place, actor) as step:
        found = at_bench(step, key, item_id)
        if isinstance(found, Refusal):
            return found
        if packs != len(found.work.scans):
            return CountWrong(Decimal(packs), found.work.supplying)
        work = replace(found.work, packs_counted=True)
        return step.record("packs-counted", found.held, found.held.with_work(work), {"packs": packs}, item=item_id)
