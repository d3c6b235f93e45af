"""The one guard of a label: it goes out only while it is the label that its item has and the item's check stands; that
of a bag, while the bag is closed; a leaflet, while what it says of each medicine is so.
"""

from dispensary.application.case import standing
from dispensary.application.leaflet_lines import outdated
from dispensary.application.ports.store import UnitOfWork
from dispensary.application.step import Step
from dispensary.domain.dispensing import Dispensing
from dispensary.domain.labels_in_force import made_for, out_of_force
from dispensary.domain.printing import BagLabelOf, LeafletOf, MadeFor, PrintJob
from dispensary.domain.refusals import Refusal
from dispensary.domain.workflow import SETTLED


def withheld(step: Step, held: Dispensing, of: MadeFor) -> Refusal | None:
    """Why no such label may go out now; None where it may. What was handed out is past its clinical check."""
    refused = out_of_force(held, of)
    if refused is not None or isinstance(of, BagLabelOf):
        return refused
    if isinstance(of, LeafletOf):
        return outdated(step.place, held, of)
    work = held.work(of.item)
    return None if work.stage in SETTLED else standing(step.place, step.uow, held, work, step.now)


def job_withheld(step: Step, job: PrintJob) -> Refusal | None:
    """The same of something that was queued; None, too, for what was made for nothing that changes."""
    held = _held(step.uow, job)
    of = made_for(held, job) if held is not None else None
    return withheld(step, held, of) if held is not None and of is not None else None


def overtaken(uow: UnitOfWork, job: PrintJob) -> Refusal | None:
    """Why a job that is about to wait again does not count any more; None where it does."""
    held = _held(uow, job)
    of = made_for(held, job) if held is not None else None
    return out_of_force(held, of) if held is not None and of is not None else None


def queued_again(step: Step, job: PrintJob, title: str) -> str | Refusal:
    """The very document of that job once more, as a job of its own: its id, or why it may not go out."""
    refused = job_withheld(step, job)
    if refused is not None:
        return refused
    fresh = step.message_id()
    step.uow.prints.add(PrintJob(fresh, job.kind, title, job.document, job.key, step.now, made_for=job.made_for))
    return fresh


def _held(uow: UnitOfWork, job: PrintJob) -> Dispensing | None:
    return uow.dispensings.get(job.key) if job.key is not None else None
