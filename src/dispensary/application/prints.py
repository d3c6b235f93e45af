"""Sending what waits in the print queue. "Sent" is never called printed: only the printer knows."""

from dataclasses import dataclass, replace

from dispensary.application.ports.printer import Printer, PrinterUnavailable, PrinterUncertain
from dispensary.application.receive import SYSTEM
from dispensary.application.step import Receipt, Step
from dispensary.application.workplace import Workplace
from dispensary.domain.printing import JobKind, JobState, PrintJob


@dataclass(frozen=True, slots=True)
class Printed:
    """What one round did. problem: why a printer could not be reached; its jobs wait."""

    sent: tuple[str, ...] = ()
    waiting: int = 0
    problem: str = ""

    @property
    def receipt(self) -> Receipt:
        return Receipt(prints=True)


def send_prints(place: Workplace, printers: dict[JobKind, Printer]) -> Printed:
    """Sends every waiting job to the printer for its kind, oldest first. A job keeps its id on every try.

    A job that may have printed already is never sent again by itself: a person looks and says.
    """
    done = Printed()
    down: set[JobKind] = set()
    with place.store.read() as uow:
        waiting = tuple(uow.prints.waiting())
    for job in waiting:
        if job.kind in down or not _still_waits(place, job):
            continue
        try:
            printers[job.kind].send(job.id, job.document, job.title)
        except PrinterUncertain as problem:
            _keep(place, replace(job, attempts=job.attempts + 1, state=JobState.FAILED, problem=str(problem)))
            done = replace(done, problem=str(problem))
            continue
        except PrinterUnavailable as problem:
            down.add(job.kind)
            _keep(place, replace(job, attempts=job.attempts + 1, problem=str(problem)))
            done = replace(done, problem=str(problem))
            continue
        _keep(place, replace(job, attempts=job.attempts + 1, state=JobState.SENT, problem=""))
        done = replace(done, sent=(*done.sent, job.id))
    return replace(done, waiting=len(waiting) - len(done.sent))


def _still_waits(place: Workplace, job: PrintJob) -> bool:
    """Whether nobody sent the job since it was read: another counter, or the command line beside the window."""
    with place.store.read() as uow:
        now = uow.prints.get(job.id)
    return now is not None and now.state is JobState.WAITING


def _keep(place: Workplace, job: PrintJob) -> None:
    with Step(place, SYSTEM) as step:
        step.uow.prints.save(job)
        if job.state is JobState.SENT:
            subject = {"prescription": job.key.prescription.value} if job.key else {}
            step.note("sent-to-printer", subject, {"job": job.id, "title": job.title})
        step.uow.commit()
