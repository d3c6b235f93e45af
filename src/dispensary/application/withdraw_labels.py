"""A label that waits for a printer and does not count any more does not come out, at whichever counter it waits."""

from dispensary.application.ports.store import UnitOfWork
from dispensary.domain.dispensing import Dispensing
from dispensary.domain.labels_in_force import loses_label, made_for, out_of_force
from dispensary.domain.printing import PrintJob
from dispensary.domain.refusals import Refusal
from dispensary.wording.refused import withdrawn_words


def withdraw_labels(uow: UnitOfWork, before: Dispensing, after: Dispensing) -> tuple[tuple[PrintJob, Refusal], ...]:
    """Gives up, in this transaction, each label of the prescription that certainly waits and that the step put out of
    force, and says why of each. What is in doubt stays so: it may be printed, and somebody has to look.
    """
    if not loses_label(before, after):
        return ()
    gone = []
    for job in uow.prints.waiting_of(after.key):
        of = made_for(before, job)
        why = out_of_force(after, of) if of is not None else None
        if why is not None and uow.prints.withdraw(job, withdrawn_words(why)):
            gone.append((job, why))
    return tuple(gone)
