"""What goes with a bag besides its label: the slip for what is still to come, stickers, and the dispensing token."""

from decimal import Decimal

from dispensary.application.label import large_print
from dispensary.application.step import Receipt, Step, subject_of
from dispensary.application.workplace import Workplace
from dispensary.domain.barcodes.tokens import bag_token, spaced
from dispensary.domain.dispensing import Dispensing, ItemWork
from dispensary.domain.identifiers import BagNumber, IssueKey, UserId
from dispensary.domain.people import Task
from dispensary.domain.prescription import Origin, PrescribedItem
from dispensary.domain.printing import BagLabelOf, JobKind, PrintJob
from dispensary.domain.quantity import Quantity
from dispensary.domain.refusals import Refusal
from dispensary.domain.refused import NotBagged
from dispensary.domain.refused_labels import NothingOwed, NoTokenOfOurs
from dispensary.domain.workflow import Stage
from dispensary.wording.label_kinds import Sticker, owing_content, sticker_content


def owed_of(held: Dispensing) -> tuple[tuple[Quantity | None, str], ...]:
    """What is still to come once this event is over: how much, and of what. None where nobody knows how much."""
    live = {work.item_id for work in held.live}
    owed = [(_still_due(item, work), item.name) for item, work in held.pairs() if work.item_id in live]
    return tuple((amount, name) for amount, name in owed if amount is None or amount.value > 0)


def _still_due(item: PrescribedItem, work: ItemWork) -> Quantity | None:
    nothing = Quantity(Decimal(0), "")
    if work.stage is Stage.OWING:
        return None if item.quantity is None else Quantity(item.quantity.value - work.supplied, item.quantity.unit)
    if item.quantity is None or work.supplying is None or not work.leaves_owing(item) or _done(work):
        return nothing
    return Quantity(item.quantity.value - work.supplied - work.supplying.value, item.quantity.unit)


def _done(work: ItemWork) -> bool:
    return work.completed or work.stage in (Stage.HANDED_OUT, Stage.NOT_DISPENSED, Stage.RETURNED)


def owing_slip(place: Workplace, actor: UserId, key: IssueKey, when: str = "") -> Receipt | Refusal:
    """A slip for the person: what is still to come, and when, with the prescription's number as a barcode."""
    with Step(place, actor) as step:
        found = step.holding(Task.LABEL, key)
        if isinstance(found, Refusal):
            return found
        owed = owed_of(found.held)
        if not owed:
            return NothingOwed()
        content = owing_content(
            owed=owed,
            when=when,
            person=found.held.prescription.patient.name,
            made_on=step.now.date(),
            premises=step.uow.premises(),
            number=key.prescription,
        )
        if isinstance(content, Refusal):
            return content
        loaded, patient = place.stocks.loaded(), step.patient_of(found.held)
        rendered = place.documents.labels(content, loaded.large_slip if large_print(patient) else loaded.slip)
        if isinstance(rendered, Refusal):
            return rendered
        detail: dict[str, object] = {"owed": [name for _, name in owed], "when": when.strip()}
        return _queued(step, found.held, JobKind.BAG_LABEL, "Owing slip", rendered.pdf, "owing-slip", detail)


def bag_sticker(place: Workplace, actor: UserId, key: IssueKey, sticker: Sticker) -> Receipt | Refusal:
    """A sticker for a bag that is packed. It never says what is inside."""
    with Step(place, actor) as step:
        found = step.holding(Task.LABEL, key)
        if isinstance(found, Refusal):
            return found
        bagged = found.held.bag
        if bagged is None:
            return NotBagged()
        number = bagged.number
        content = sticker_content(sticker, number, bag_token(number), spaced(number), step.uow.premises())
        rendered = place.documents.sticker(content, place.stocks.loaded().label)
        if isinstance(rendered, Refusal):
            return rendered
        detail: dict[str, object] = {"bag": number.value, "sticker": sticker.value}
        title = f"Sticker for bag {number}"
        return _queued(step, found.held, JobKind.LABEL, title, rendered.pdf, "bag-sticker", detail, number)


def dispensing_token(place: Workplace, actor: UserId, key: IssueKey) -> Receipt | Refusal:
    """The prescription on an A4 page, with its ID as Code 128. Not on NHS stationery, and the page says so."""
    with Step(place, actor) as step:
        found = step.holding(Task.LABEL, key, on_duty=False)
        if isinstance(found, Refusal):
            return found
        if found.held.prescription.origin is not Origin.EPS:
            return NoTokenOfOurs()
        page = place.pages.token(step.uow.premises(), found.held.prescription, step.now)
        return _queued(step, found.held, JobKind.PAGE, "Dispensing token", page, "token-printed", {})


def _queued(
    step: Step,
    held: Dispensing,
    kind: JobKind,
    title: str,
    document: bytes,
    entry: str,
    detail: dict[str, object],
    bag: BagNumber | None = None,
) -> Receipt:
    """bag: what it is a sticker of."""
    job = step.message_id()
    made_for = BagLabelOf(bag) if bag is not None else None
    step.uow.prints.add(PrintJob(job, kind, title, document, held.key, step.now, made_for=made_for))
    step.note(entry, subject_of(held), {**detail, "job": job})
    step.uow.commit()
    return Receipt(prescriptions=frozenset({held.key}), prints=True)
