"""Recalls: entered from the notice, so that the bench stops such a pack from then on, and ended by a pharmacist."""

from dataclasses import dataclass, replace
from datetime import date

from dispensary.application.step import Receipt, Step
from dispensary.application.workplace import Workplace
from dispensary.domain.batches import folded_batch
from dispensary.domain.identifiers import UserId
from dispensary.domain.people import Task
from dispensary.domain.recalls import Recall, RecallClass, Recalled, RecallEnded, RecallLevel
from dispensary.domain.refusals import Refusal
from dispensary.domain.refused import NotFound
from dispensary.domain.refused_bench import ReasonWanted, RecallOver, RecallUnfit

SERIES = "recall"


@dataclass(frozen=True, slots=True)
class Notice:
    """A recall as somebody enters it. Batches as they stand in the notice."""

    title: str
    what: Recalled
    advice: str
    reference: str = ""
    level: RecallLevel = RecallLevel.PATIENT
    urgency: RecallClass = RecallClass.IN_48_HOURS
    supplied_from: date | None = None
    supplied_to: date | None = None


@dataclass(frozen=True, slots=True)
class RecallMade:
    receipt: Receipt
    recall: Recall


def start_recall(place: Workplace, actor: UserId, notice: Notice) -> RecallMade | Refusal:
    """Records the notice. From this moment a pack that is in it is stopped at every counter's bench.

    Refused: RecallUnfit, and whatever bars the person. It works without a responsible pharmacist: it only ever stops.
    """
    with Step(place, actor) as step:
        user = step.authorise(Task.ACCURACY_CHECK, on_duty=False)
        if isinstance(user, Refusal):
            return user
        unfit = _unfit(notice)
        if unfit is not None:
            return RecallUnfit(unfit)
        recall = _recall(step, notice)
        step.uow.recalls.add(recall)
        step.note("recall-started", _subject(recall), _told(recall))
        step.uow.commit()
        return RecallMade(Receipt(bench=True), replace(recall, version=1))


def end_recall(place: Workplace, actor: UserId, number: int, reason: str) -> Receipt | Refusal:
    """A pharmacist says that the recall is over: its packs pass again."""
    with Step(place, actor) as step:
        user = step.authorise(Task.ACCURACY_CHECK, on_duty=False, pharmacist=True)
        if isinstance(user, Refusal):
            return user
        recall = step.uow.recalls.get(recall_id(number))
        if recall is None:
            return NotFound("That recall")
        if not recall.active:
            return RecallOver(number)
        if not reason.strip():
            return ReasonWanted()
        step.uow.recalls.save(replace(recall, ended=RecallEnded(actor, step.now, reason)))
        step.note("recall-ended", _subject(recall), {"reason": reason})
        step.uow.commit()
        return Receipt(bench=True)


def recall_id(number: int) -> str:
    """How the store names it."""
    return f"{number:08}"


def _unfit(notice: Notice) -> str | None:
    """Which part of the notice does not do; None where all is there."""
    what = notice.what
    missing = {
        "title": not notice.title.strip(),
        "what": not what.names_something,
        "advice": notice.level is RecallLevel.PATIENT and not notice.advice.strip(),
        "days": _after(notice.supplied_from, notice.supplied_to),
        "expiry": _after(what.expires_from, what.expires_to),
    }
    return next((part for part, wrong in missing.items() if wrong), None)


def _after(first: date | None, last: date | None) -> bool:
    return first is not None and last is not None and first > last


def _recall(step: Step, notice: Notice) -> Recall:
    batches = frozenset(filter(None, map(folded_batch, notice.what.batches)))
    return Recall(
        number=step.uow.next_number(SERIES),
        title=notice.title.strip(),
        reference=notice.reference.strip(),
        level=notice.level,
        urgency=notice.urgency,
        what=replace(notice.what, batches=batches),
        advice=notice.advice.strip(),
        by=step.actor,
        at=step.now,
        supplied_from=notice.supplied_from,
        supplied_to=notice.supplied_to,
    )


def _subject(recall: Recall) -> dict[str, str]:
    subject = {"recall": str(recall.number)}
    return {**subject, "product": recall.what.product.code.value} if recall.what.product is not None else subject


def _told(recall: Recall) -> dict[str, object]:
    what = recall.what
    return {
        "title": recall.title,
        "reference": recall.reference,
        "level": recall.level.value,
        "class": recall.urgency.value,
        "product": what.product.name if what.product is not None else None,
        "gtins": sorted(gtin.value for gtin in what.gtins),
        "batches": sorted(what.batches),
        "expires": [_day(what.expires_from), _day(what.expires_to)],
        "supplied": [_day(recall.supplied_from), _day(recall.supplied_to)],
        "advice": recall.advice,
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None
