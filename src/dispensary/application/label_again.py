"""More labels for an item that has one: the same again, and one in somebody's own words."""

from dataclasses import replace
from enum import StrEnum

from dispensary.application.label import paper_for
from dispensary.application.label_guard import queued_again, withheld
from dispensary.application.step import Receipt, Step, subject_of
from dispensary.application.workplace import Workplace
from dispensary.domain.barcodes.tokens import label_token
from dispensary.domain.dose.mention import mentions_dose
from dispensary.domain.identifiers import IssueKey, ItemId, LabelNumber, UserId
from dispensary.domain.people import Task
from dispensary.domain.printing import LabelOf, OwnWordsOf, PrintJob
from dispensary.domain.refusals import Refusal
from dispensary.domain.refused_labels import DoseInOwnWords, NothingToReprint, WordsWanted
from dispensary.wording.labels import label_content


class Again(StrEnum):
    """Why a label is printed once more."""

    SPOILT = "spoilt"
    LOST = "lost"
    SECOND_BOX = "second-box"


def print_label_again(place: Workplace, actor: UserId, key: IssueKey, item_id: ItemId, why: Again) -> Receipt | Refusal:
    """Prints the item's label once more: the very document that was printed, for a label that was spoilt or lost, or
    for a second box. Kept in the journal with who and why.

    Refused where none is kept, where the item has gone back since, and for work in hand whose clinical check does not
    stand any more.
    """
    with Step(place, actor) as step:
        found = step.working(Task.LABEL, key, item_id)
        if isinstance(found, Refusal):
            return found
        label = found.work.label
        before = step.uow.prints.get(label.job) if label is not None and label.job else None
        if label is None or before is None or not before.document:
            return NothingToReprint(found.item.name)
        itself = replace(before, made_for=LabelOf(item_id, label.number))
        job = queued_again(step, itself, f"Label {label.number}, again")
        if isinstance(job, Refusal):
            return job
        detail = {"label": label.number.value, "why": why.value, "job": job, "first": before.id, "labels": label.labels}
        step.note("label-reprinted", subject_of(found.held, item_id), detail)
        step.uow.commit()
        return Receipt(prescriptions=frozenset({key}), prints=True)


def extra_label(place: Workplace, actor: UserId, key: IssueKey, item_id: ItemId, words: str) -> Receipt | Refusal:
    """A further label for the same item in somebody's own words, with medicine, person, date and pharmacy as on any
    other. It has a number of its own, so that it never passes for the dispensing label at the bench.

    Refused where the words say a dose, or a part of them does: only the one that was checked may stand on a label.
    """
    with Step(place, actor) as step:
        found = step.working(Task.LABEL, key, item_id)
        if isinstance(found, Refusal):
            return found
        if not words.strip():
            return WordsWanted()
        if mentions_dose(words, place.dose_codes):
            return DoseInOwnWords()
        medicine = found.held.named(item_id)
        of = OwnWordsOf(item_id, medicine)
        refused = withheld(step, found.held, of)
        if refused is not None:
            return refused
        number = LabelNumber(str(step.uow.next_number("label")))
        content = label_content(
            medicine=medicine,
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
        step.uow.prints.add(PrintJob(job, printed_on, title, rendered.pdf, key, step.now, made_for=of))
        detail = {"label": number.value, "words": content.directions, "job": job, "labels": rendered.labels}
        step.note("extra-label", subject_of(found.held, item_id), detail)
        step.uow.commit()
        return Receipt(prescriptions=frozenset({key}), prints=True)
