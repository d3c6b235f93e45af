"""Assembly: the packs are picked and the label is on them; and back, where a checker is not content with it."""

from dataclasses import replace

from dispensary.application.case import standing
from dispensary.application.step import Receipt, Step
from dispensary.application.workplace import Workplace
from dispensary.domain.barcodes.scan import BasketNumber
from dispensary.domain.identifiers import IssueKey, ItemId, UserId
from dispensary.domain.people import Task
from dispensary.domain.refusals import Refusal
from dispensary.domain.refused_bench import BasketTaken, NotForABasket
from dispensary.domain.workflow import Action, NotFromHere


def assemble(place: Workplace, actor: UserId, key: IssueKey, item_id: ItemId) -> Receipt | Refusal:
    """Says that the item is picked, labelled and in the basket; who said so may not be its only checker."""
    with Step(place, actor) as step:
        found = step.working(Task.ASSEMBLE, key, item_id)
        if isinstance(found, Refusal):
            return found
        void = standing(place, step.uow, found.held, found.work, step.now)
        if void is not None:
            return void
        moved = found.work.taking(Action.ASSEMBLE)
        if isinstance(moved, NotFromHere):
            return moved
        work = replace(moved, assembled_by=found.user.id, assembled_at=step.now)
        return step.record("assembled", found.held, found.held.with_work(work), {}, item=item_id)


def put_in_basket(place: Workplace, actor: UserId, key: IssueKey, basket: BasketNumber) -> Receipt | Refusal:
    """The items of this prescription lie in that basket, whose barcode opens it at the bench until it is bagged.

    Refused: BasketTaken, where the basket holds another one.
    """
    with Step(place, actor) as step:
        found = step.holding(Task.ASSEMBLE, key)
        if isinstance(found, Refusal):
            return found
        other = step.uow.dispensings.in_basket(basket)
        if other is not None and other.key != key:
            return BasketTaken(basket.value, other.prescription.patient.name)
        if found.held.bag is not None or found.held.settled:
            return NotForABasket()
        after = replace(found.held, basket=basket)
        return step.record("in-basket", found.held, after, {"basket": basket.value})


def reject(place: Workplace, actor: UserId, key: IssueKey, item_id: ItemId, words: str) -> Receipt | Refusal:
    """A checker sends an item back to be assembled anew: nothing scanned or checked so far counts any more."""
    with Step(place, actor) as step:
        found = step.working(Task.ACCURACY_CHECK, key, item_id)
        if isinstance(found, Refusal):
            return found
        moved = found.work.taking(Action.REJECT)
        if isinstance(moved, NotFromHere):
            return moved
        work = replace(
            moved,
            scans=(),
            packs_counted=False,
            label_scanned=False,
            assembled_by=None,
            assembled_at=None,
            checked_by=None,
            checked_name="",
            checked_at=None,
        )
        after = found.held.with_work(work)
        return step.record("rejected", found.held, after, {"words": words.strip()}, item=item_id)
