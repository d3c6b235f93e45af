"""What a person decides about this counter's print queue: it printed, print it again, it is not needed."""

from collections.abc import Mapping
from typing import Final

from dispensary.application.label_guard import job_withheld, queued_again
from dispensary.application.step import Receipt, Step
from dispensary.application.workplace import Workplace
from dispensary.domain.identifiers import UserId
from dispensary.domain.people import Task
from dispensary.domain.printing import JobState, QueueLine
from dispensary.domain.refusals import Refusal
from dispensary.domain.refused_prints import NotFromThatState, PrintChanged
from dispensary.wording.printing import ASKED_FOR_AGAIN

SHOWN_DONE: Final = 50
"""So many of those sent last, and of those given up last, are shown, to be printed again."""


def print_queue(place: Workplace) -> tuple[QueueLine, ...]:
    """This counter's queue, what was made first at the top. Reads only."""
    with place.store.read() as uow:
        return tuple(uow.prints.queue(SHOWN_DONE))


def it_printed(place: Workplace, actor: UserId, line: QueueLine) -> Receipt | Refusal:
    """Somebody looked: a job that was in doubt is there. Refused where it is not in doubt (NotFromThatState), or
    changed meanwhile (PrintChanged). Raises StoreUnavailable.
    """
    return _settle(place, actor, line, {JobState.IN_DOUBT: JobState.SENT}, "print-found")


def cancel_print(place: Workplace, actor: UserId, line: QueueLine) -> Receipt | Refusal:
    """Nobody needs it any more: it waits, or is in doubt, and is given up. Refusals as for `it_printed`."""
    given_up = {JobState.WAITING: JobState.FAILED, JobState.IN_DOUBT: JobState.FAILED}
    return _settle(place, actor, line, given_up, "print-cancelled")


def print_again(place: Workplace, actor: UserId, line: QueueLine) -> Receipt | Refusal:
    """The same document once more: of one that was in doubt or given up as the same job, of one that was sent as a
    job of its own.

    The journal says who had it printed again, and how it stood. Refused for a label that is its item's no more or whose
    check does not stand (`label_guard`); else refusals as for `it_printed`: what waits comes anyway.
    """
    if line.state is not JobState.SENT:
        again = {JobState.IN_DOUBT: JobState.WAITING, JobState.FAILED: JobState.WAITING}
        return _settle(place, actor, line, again, "print-again")
    with Step(place, actor) as step:
        allowed = step.authorise(Task.LABEL, on_duty=False)
        if isinstance(allowed, Refusal):
            return allowed
        job = step.uow.prints.get(line.id)
        if job is None:
            return PrintChanged(line.title)
        fresh = queued_again(step, job, job.title)
        if isinstance(fresh, Refusal):
            return fresh
        step.note("print-again", _about(line), {**_named(line), "as": fresh})
        step.uow.commit()
        return Receipt(prints=True)


def _settle(
    place: Workplace, actor: UserId, line: QueueLine, moves: Mapping[JobState, JobState], kind: str
) -> Receipt | Refusal:
    with Step(place, actor) as step:
        allowed = step.authorise(Task.LABEL, on_duty=False)
        if isinstance(allowed, Refusal):
            return allowed
        state = moves.get(line.state)
        if state is None:
            return NotFromThatState(line.title)
        refused = _withheld(step, line) if state is JobState.WAITING else None
        if refused is not None:
            return refused
        # Whoever had begun to send it finds that somebody has decided meanwhile, and changes nothing.
        if not step.uow.prints.settle(line, state, ASKED_FOR_AGAIN if state is JobState.WAITING else line.problem):
            return PrintChanged(line.title)
        step.note(kind, _about(line), _named(line))
        step.uow.commit()
        return Receipt(prints=True)


def _withheld(step: Step, line: QueueLine) -> Refusal | None:
    job = step.uow.prints.get(line.id)
    return job_withheld(step, job) if job is not None else PrintChanged(line.title)


def _about(line: QueueLine) -> dict[str, str]:
    return {"prescription": line.key.prescription.value} if line.key else {}


def _named(line: QueueLine) -> dict[str, object]:
    return {"job": line.id, "title": line.title, "stood": line.state.value, "attempts": line.attempts}
