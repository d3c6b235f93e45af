"""More labels for an item that has one: the same again, and one in somebody's own words."""

from enum import StrEnum

from dispensary.application.case import standing
from dispensary.application.label import paper_for
from dispensary.application.step import Receipt, Step, Working, subject_of
from dispensary.application.workplace import Workplace
from dispensary.domain.barcodes.tokens import label_token
from dispensary.domain.identifiers import IssueKey, ItemId, LabelNumber, UserId
from dispensary.domain.people import Task
from dispensary.domain.printing import PrintJob
from dispensary.domain.refusals import Refusal
from dispensary.domain.refused_labels import DoseInOwnWords, NothingToReprint, WordsWanted
from dispensary.domain.workflow import SETTLED
from dispensary.wording.labels import label_content


class Again(StrEnum):
    """Why a label is printed once more."""

    SPOILT = "spoilt"
    LOST = "lost"
    SECOND_BOX = "second-box"


def print_label_again(place: Workplace, actor: UserId, key: IssueKey, item_id: ItemId, why: Again) -> Receipt | Refusal:
    """Prints the item's label once more: the very document that was printed, for a label that was spoilt or lost, or
    for a second box. Kept in the journal with who and why.

    Refused where none is kept, and for work in hand whose clinical check does not stand any more.
    """
    with Step(place, actor) as step:
        found = step.working(Task.LABEL, key, item_id)
        if isinstance(found, Refusal):
            return found
        refused = _void(step, found)
        if refused is not None:
            return refused
        label = found.work.label
        before = step.uow.prints.get(label.job) if label is not None and label.job else None
        if label is None or before is None or not before.document:
            return NothingToReprint(found.item.name)
        job = step.message_id()
        title = f"Label {label.number}, again"
        step.uow.prints.add(PrintJob(job, before.kind, title, before.document, key, step.now))
        detail = {"label": label.number.value, "why": why.value, "job": job, "first": before.id, "labels": label.labels}
        step.note("label-reprinted", subject_of(found.held, item_id), detail)
        step.uow.commit()
        return Receipt(prescriptions=frozenset({key}), prints=True)


def extra_label(place: Workplace, actor: UserId, key: IssueKey, item_id: ItemId, words: str) -> Receipt | Refusal:
    """A further label for the same item in somebody's own words, with medicine, person, date and pharmacy as on any
    other. It has a number of its own, so that it never passes for the dispensing label at the bench.

    Refused where the words are a dose: only the one that was checked may stand on a label.
    """
    with Step(place, actor) as step:
        found = step.working(Task.LABEL, key, item_id)
        if isinstance(found, Refusal):
            return found
        if not words.strip():
            return WordsWanted()
        if place.read_dose(words, found.item.quantity.unit if found.item.quantity is not None else None).parsed:
            return DoseInOwnWords()
        refused = _void(step, found)
        if refused is not None:
            return refused
        number = LabelNumber(str(step.uow.next_number("label")))
        product = found.work.product
        content = label_content(
            medicine=product.name if product is not None else found.item.name,
            quantity=None,
            directions=words,
            person=found.held.prescription.patient.name,
            supplied_on=step.now.date(),
            premises=step.uow.premises(),
            number=LabelNumber(label_token(number)),
        )
        if isinstance(content, Refusal):
            return content
        stock, printed_on = paper_for(place, step.patient_of(found.held))
        rendered = place.documents.labels(content, stock)
        if isinstance(rendered, Refusal):
            return rendered
        job = step.message_id()
        title = f"Extra label {number}"
        step.uow.prints.add(PrintJob(job, printed_on, title, rendered.pdf, key, step.now))
        detail = {"label": number.value, "words": content.directions, "job": job, "labels": rendered.labels}
        step.note("extra-label", subject_of(found.held, item_id), detail)
        step.uow.commit()
        return Receipt(prescriptions=frozenset({key}), prints=True)


def _void(step: Step, found: Working) -> Refusal | None:
    """Why no label of this item may go out now; what was handed out or given up is past that."""
    if found.work.stage in SETTLED:
        return None
    return standing(step.place, step.uow, found.held, found.work, step.now)
