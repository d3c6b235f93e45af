"""Bagging: only when every item is checked or accounted for; the bag label is made then and not before."""

from dataclasses import dataclass, replace

from dispensary.application.case import standing
from dispensary.application.cold import from_fridge
from dispensary.application.schedules import schedule_of
from dispensary.application.step import Receipt, Step
from dispensary.application.workplace import Workplace
from dispensary.domain.barcodes.tokens import bag_token
from dispensary.domain.dispensing import Bag, Dispensing, ItemWork, Service
from dispensary.domain.identifiers import BagNumber, IssueKey, UserId
from dispensary.domain.labels.content import BagContent, BagMark
from dispensary.domain.people import Task
from dispensary.domain.printing import BagLabelOf, JobKind, PrintJob
from dispensary.domain.refusals import Refusal
from dispensary.domain.refused import NotBagged, NothingToBag, StillInHand
from dispensary.domain.workflow import SETTLED, Action, NotFromHere, Stage
from dispensary.wording.labels import AND_FRIDGE_BAG, ASK_FOR_ID, KEEP_COLD, MORE_TO_COME, bag_content

SERVICE_WORDS = {Service.WAITER: "waiting", Service.COLLECT: "to collect", Service.DELIVER: "to deliver"}


@dataclass(frozen=True, slots=True)
class Bagged:
    receipt: Receipt
    number: BagNumber


def bag(place: Workplace, actor: UserId, key: IssueKey, shelf: str) -> Bagged | Refusal:
    """Closes the bag, gives it a place on the shelf and queues its label, in one transaction."""
    with Step(place, actor) as step:
        found = step.holding(Task.ACCURACY_CHECK, key)
        if isinstance(found, Refusal):
            return found
        user, held = found.user, found.held
        left = in_hand(held)
        if left:
            return StillInHand(left)
        after = _into_bag(step, held)
        if isinstance(after, Refusal):
            return after
        number = BagNumber(str(step.uow.next_number("bag")))
        after = replace(after, bag=Bag(number, shelf.strip().upper(), user.id, step.now), basket=None)
        refused = _print(step, after, number)
        if refused is not None:
            return refused
        receipt = step.record("bagged", held, after, {"bag": number.value, "shelf": shelf})
        return Bagged(receipt, number)


def unbag(place: Workplace, actor: UserId, key: IssueKey, words: str = "") -> Receipt | Refusal:
    """Opens the bag again, with a reason: its label counts no more, and each item is checked but not bagged.

    The way out for a bag that may not go: expired, never collected, or something in it to be put right.
    """
    with Step(place, actor) as step:
        found = step.holding(Task.ACCURACY_CHECK, key)
        if isinstance(found, Refusal):
            return found
        held = found.held
        if held.bag is None:
            return NotBagged()
        after = replace(held, bag=None)
        for work in held.items:
            moved = work.taking(Action.UNBAG) if work.stage is Stage.BAGGED else work
            if isinstance(moved, NotFromHere):
                return moved
            after = after.with_work(moved)
        return step.record("unbagged", held, after, {"bag": held.bag.number.value, "words": words.strip()})


def in_hand(held: Dispensing) -> tuple[str, ...]:
    """The items, by name, that keep the bag open: neither checked, owed nor given up."""
    done = SETTLED | {Stage.ACCURACY_CHECKED, Stage.OWING}
    live = {work.item_id for work in held.live}
    return tuple(item.name for item, work in held.pairs() if work.stage not in done and work.item_id in live)


def _into_bag(step: Step, held: Dispensing) -> Dispensing | Refusal:
    after = held
    for work in held.items:
        if work.stage is not Stage.ACCURACY_CHECKED:
            continue
        void = standing(step.place, step.uow, held, work, step.now)
        if void is not None:
            return void
        moved = work.taking(Action.BAG)
        if isinstance(moved, NotFromHere):
            return moved
        after = after.with_work(moved)
    return NothingToBag() if after is held else after


def _print(step: Step, held: Dispensing, number: BagNumber) -> Refusal | None:
    """The label of the bag; two, one for the shelf and one for the fridge, where only some of it is kept cold."""
    bagged = sum(work.stage is Stage.BAGGED for work in held.items)
    cold = len(from_fridge(step.place, held))
    marks = _marks(step.place, held)
    shelf = held.bag.shelf if held.bag else ""
    if not cold:
        labels = [_outside(step, held, number, shelf, marks)]
    elif cold == bagged:
        labels = [_outside(step, held, number, shelf, (KEEP_COLD, *marks), fridge=True)]
    else:
        labels = [
            _outside(step, held, number, shelf, (AND_FRIDGE_BAG, *marks), part=1, parts=2),
            _outside(step, held, number, number.value, (KEEP_COLD, *marks), part=2, parts=2, fridge=True),
        ]
    for content in labels:
        rendered = step.place.documents.bag_label(content, step.place.stocks.loaded().bag)
        if isinstance(rendered, Refusal):
            return rendered
        job = PrintJob(step.message_id(), JobKind.BAG_LABEL, f"Bag {number}", rendered.pdf, held.key, step.now)
        step.uow.prints.add(replace(job, made_for=BagLabelOf(number)))
    return None


def _outside(
    step: Step,
    held: Dispensing,
    number: BagNumber,
    shelf: str,
    marks: tuple[BagMark, ...],
    *,
    part: int = 1,
    parts: int = 1,
    fridge: bool = False,
) -> BagContent:
    sent = held.prescription.patient
    return bag_content(
        person=sent.name,
        address=sent.address,
        shelf=shelf,
        bag=number.value,
        part=part,
        parts=parts,
        service=SERVICE_WORDS[held.service],
        made_on=step.now.date(),
        premises=step.uow.premises(),
        number=BagNumber(bag_token(number)),
        marks=marks,
        fridge=fridge,
    )


def _marks(place: Workplace, held: Dispensing) -> tuple[BagMark, ...]:
    marks = []
    if any(needs_identity(place, held, work) for work in held.items):
        marks.append(ASK_FOR_ID)
    if any(
        work.stage is Stage.OWING or (work.stage is Stage.BAGGED and work.leaves_owing(item))
        for item, work in held.pairs()
    ):
        marks.append(MORE_TO_COME)
    return tuple(marks)


def needs_identity(place: Workplace, held: Dispensing, work: ItemWork) -> bool:
    """Whether an item in the bag is a Schedule 2 or 3 controlled drug: who collects it is asked and recorded."""
    if work.stage is not Stage.BAGGED:
        return False
    drug = schedule_of(place, held.prescription.item(work.item_id))
    return drug is not None and drug.schedule in (2, 3)
