"""Looking at the journal, taking it out of the store, and sealing it for the folder. Each is journalled itself."""

from collections.abc import Iterator, Sequence

from dispensary.application.step import Step
from dispensary.application.workplace import Workplace
from dispensary.domain.identifiers import NhsNumber, PatientId, UserId
from dispensary.domain.journal import Entry, Sought
from dispensary.domain.people import Task, User
from dispensary.domain.refusals import Refusal
from dispensary.domain.refused import NotFound
from dispensary.domain.seals import Checkpoint

INSPECTING = (Task.SUPERVISE, Task.ADMINISTER)
"""Whoever holds one of these may read the journal: it names every patient."""


def search_journal(place: Workplace, actor: UserId, sought: Sought, limit: int) -> Sequence[Entry] | Refusal:
    """The newest entries that fit, newest first. What was looked for is journalled."""
    with Step(place, actor, light=True) as step:
        allowed = _inspector(step)
        if isinstance(allowed, Refusal):
            return allowed
        found = step.uow.journal.search(sought, limit)
        step.note("journal-searched", _subject(sought), {"sought": _named(sought), "found": len(found)})
        step.uow.commit()
        return found


def patients_named(place: Workplace, named: str) -> tuple[PatientId, ...]:
    """The records meant by an NHS number or a record's own id. An unknown one is taken for an id: its record may be
    gone, and its entries stay.
    """
    number = NhsNumber("".join(named.split()))
    with place.store.read() as uow:
        numbered = uow.patients.with_nhs_number(number) if number.is_valid else ()
    return tuple(patient.id for patient in numbered) or (PatientId(named),)


def export_journal(place: Workplace, actor: UserId) -> Iterator[Entry]:
    """Every entry, each workstation's in order, read as it is asked for. That it was taken out is journalled first."""
    with Step(place, actor) as step:
        step.note("journal-exported", {}, {})
        step.uow.commit()
    with place.store.read() as uow:
        yield from uow.journal.entries()


def take_checkpoint(place: Workplace, actor: UserId) -> Checkpoint | Refusal:
    """Seals this counter's journal up to now for good, to be printed. The timer may do it too."""
    with Step(place, actor) as step:
        user = step.uow.staff.get(actor)
        allowed = user if user is not None and user.system else _inspector(step)
        if isinstance(allowed, Refusal):
            return allowed
        step.note("checkpoint-taken", {}, {})
        taken = step.uow.journal.checkpoint()
        if taken is None:
            return NotFound("A key to sign the journal with")
        step.uow.commit()
        return taken


def _inspector(step: Step) -> User | Refusal:
    tried = [step.authorise(task, on_duty=False) for task in INSPECTING]
    return next((user for user in tried if isinstance(user, User)), tried[-1])


def _subject(sought: Sought) -> dict[str, str]:
    subject = {"patient": sought.patients[0].value} if len(sought.patients) == 1 else {}
    return subject | ({"prescription": sought.prescription} if sought.prescription else {})


def _named(sought: Sought) -> dict[str, object]:
    """What narrowed the search, by name."""
    everything: dict[str, object] = {
        "patients": [patient.value for patient in sought.patients],
        "prescription": sought.prescription,
        "product": sought.product,
        "person": sought.person,
        "batch": sought.batch,
        "kind": sought.kind,
        "from": sought.since.isoformat() if sought.since else None,
        "to": sought.until.isoformat() if sought.until else None,
    }
    return {name: value for name, value in everything.items() if value}
