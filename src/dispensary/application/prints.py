"""Sending what waits in the print queue, and taking over what waits at another counter. "Sent" is never called printed:
only the printer knows.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from dispensary.application.label_guard import job_withheld, overtaken
from dispensary.application.ports.printer import NotPrintable, Printer, PrinterUnavailable, PrinterUncertain
from dispensary.application.receive import SYSTEM
from dispensary.application.step import Receipt, Step
from dispensary.application.workplace import Workplace
from dispensary.domain.identifiers import UserId
from dispensary.domain.people import Task
from dispensary.domain.printing import AwayJob, JobKind, JobState, PrintJob
from dispensary.domain.refusals import Refusal
from dispensary.domain.refused import LabelsGone, LookFirst
from dispensary.wording.refused import withdrawn_words


@dataclass(frozen=True, slots=True)
class Printed:
    """What one round did. settled: jobs that do not wait any more and were not sent: in doubt, or not to be printed.
    problem: why what is left waits, of each printer; unprinted: of what does not wait any more, why it was not printed,
    or may not be.
    """

    sent: tuple[str, ...] = ()
    settled: tuple[str, ...] = ()
    waiting: int = 0
    problem: str = ""
    unprinted: tuple[str, ...] = ()

    def without(self, job: PrintJob, why: str) -> "Printed":
        return replace(self, settled=(*self.settled, job.id), unprinted=(*self.unprinted, f"{job.title}: {why}"))

    @property
    def receipt(self) -> Receipt:
        return Receipt(prints=True)


def send_prints(place: Workplace, printers: dict[JobKind, Printer]) -> Printed:
    """Sends every waiting job to the printer for its kind, oldest first. A job keeps its id on every try, and a printer
    that takes nothing or breaks off gets no more in this round.

    A job that may have printed already is never sent again by itself: a person looks and says. That holds also where
    this process is killed in the middle: the try is on the disk before the first byte goes out.
    """
    done = Printed()
    down: set[JobKind] = set()
    with place.store.read() as uow:
        waiting = tuple(uow.prints.waiting())
    for job in _well_first(waiting):
        begun = None if job.kind in down else _begin(place, job)
        if begun is None:
            continue
        if isinstance(begun, Refusal):
            done = replace(done, settled=(*done.settled, job.id))
            continue
        try:
            printers[job.kind].send(job.id, job.document, job.title)
        except PrinterUncertain as problem:
            down.add(job.kind)
            _end(place, replace(begun, state=JobState.IN_DOUBT, problem=str(problem)))
            done = done.without(job, str(problem))
            continue
        except NotPrintable as problem:
            _end(place, replace(begun, state=JobState.FAILED, problem=str(problem)))
            done = done.without(job, str(problem))
            continue
        except PrinterUnavailable as problem:
            down.add(job.kind)
            # The words say, too, that this try certainly printed nothing.
            withdrawn = _end(place, replace(begun, problem=str(problem) or type(problem).__name__))
            gone = (job.id,) if withdrawn else ()
            words = f"{done.problem} {problem}".strip()
            done = replace(done, problem=words, settled=(*done.settled, *gone))
            continue
        _end(place, replace(begun, state=JobState.SENT))
        done = replace(done, sent=(*done.sent, job.id))
    return replace(done, waiting=len(waiting) - len(done.sent) - len(done.settled))


def _well_first(waiting: Sequence[PrintJob]) -> list[PrintJob]:
    """Those for a printer that took nothing the last time come after all others: it may be slow to say so again."""
    troubled = {job.kind for job in waiting if job.problem}
    return sorted(waiting, key=lambda job: job.kind in troubled)


def _begin(place: Workplace, job: PrintJob) -> PrintJob | Refusal | None:
    """Counts the try before it is made, so that nobody takes the job over while it may be coming out here, and a try
    that is cut off is told from one that was never made.

    None where it does not wait here any more: another program of this counter sent it, or another counter took it. A
    label that may not go out now is given up instead: a fact that was checked may have changed while it waited.
    """
    with Step(place, SYSTEM) as step:
        why = job_withheld(step, job)
        if why is not None:
            withdrawn = step.uow.prints.withdraw(job, withdrawn_words(why))
            if withdrawn:
                step.note_withdrawn(job, why)
            step.uow.commit()
            return why if withdrawn else None
        begun = step.uow.prints.begin_sending(job)
        step.uow.commit()
        return begun


def _end(place: Workplace, job: PrintJob) -> bool:
    """Records how the try ended. True for a label that was replaced while it was tried, and so does not wait again."""
    with Step(place, SYSTEM) as step:
        why = overtaken(step.uow, job) if job.state is JobState.WAITING else None
        ended = job if why is None else replace(job, state=JobState.FAILED, problem=withdrawn_words(why))
        recorded = step.uow.prints.end_sending(ended)
        if job.state is JobState.SENT:
            step.note("sent-to-printer", _about(job), {"job": job.id, "title": job.title})
        if recorded and why is not None:
            step.note_withdrawn(job, why)
        step.uow.commit()
        return recorded and why is not None


def _about(job: PrintJob | AwayJob) -> dict[str, str]:
    return {"prescription": job.key.prescription.value} if job.key else {}


class Fate(StrEnum):
    """What somebody found out about a label that waits at another counter."""

    PRINTED = "printed"
    NOT_NEEDED = "not-needed"


@dataclass(frozen=True, slots=True)
class TakenOver:
    """taken: how many labels come out here now; gone: those that had been printed, or taken, by somebody else.
    withheld: why each of the others is left where it is.
    """

    taken: int
    gone: int
    withheld: tuple[Refusal, ...] = ()

    @property
    def receipt(self) -> Receipt:
        return Receipt(prints=True)


def take_over(place: Workplace, actor: UserId, jobs: Sequence[AwayJob], *, looked: bool = False) -> TakenOver | Refusal:
    """Has labels that wait at another counter printed here. Each is taken as it was read, so of two people who take the
    same at once the second is told.

    looked: somebody has looked at that counter's printer, and the label is not there. Without it nothing is taken whose
    sending had begun: it may be printed. A label that may not go out any more (`label_guard`) is left; where there is
    no other, that is the refusal.
    """
    with Step(place, actor) as step:
        allowed = step.authorise(Task.LABEL, on_duty=False)
        if isinstance(allowed, Refusal):
            return allowed
        unsure = [job for job in jobs if job.uncertain and not looked]
        if unsure:
            return LookFirst(unsure[0].workstation, len(unsure))
        withheld = {job.id: why for job in jobs if (why := _withheld(step, job)) is not None}
        taken = [job for job in jobs if job.id not in withheld and step.uow.prints.take(job)]
        if not taken:
            return next(iter(withheld.values()), LabelsGone(jobs[0].workstation if jobs else ""))
        for job in taken:
            step.note("label-taken-over", _about(job), {**_named(job), "looked": looked})
        step.uow.commit()
        return TakenOver(len(taken), len(jobs) - len(taken) - len(withheld), tuple(withheld.values()))


def _withheld(step: Step, job: AwayJob) -> Refusal | None:
    there = step.uow.prints.get(job.id)
    return job_withheld(step, there) if there is not None else None


def settle_labels(place: Workplace, actor: UserId, jobs: Sequence[AwayJob], fate: Fate) -> Receipt | Refusal:
    """Puts labels away that wait at another counter and are printed already, or not needed any more."""
    with Step(place, actor) as step:
        allowed = step.authorise(Task.LABEL, on_duty=False)
        if isinstance(allowed, Refusal):
            return allowed
        state = JobState.SENT if fate is Fate.PRINTED else JobState.FAILED
        settled = [job for job in jobs if step.uow.prints.put_away(job, state)]
        if not settled:
            return LabelsGone(jobs[0].workstation if jobs else "")
        for job in settled:
            step.note("label-put-away", _about(job), {**_named(job), "fate": fate.value})
        step.uow.commit()
        return Receipt(prints=True)


def _named(job: AwayJob) -> dict[str, object]:
    return {"job": job.id, "title": job.title, "from": job.workstation, "attempts": job.attempts}
