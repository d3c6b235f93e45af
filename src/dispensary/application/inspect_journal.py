"""Looking at the journal, proving it, taking it out of the store, and sealing it for the folder. Each is journalled."""

from collections.abc import Iterator, Sequence

from dispensary.application.restricted import may_see
from dispensary.application.step import Step
from dispensary.application.workplace import Workplace
from dispensary.domain.identifiers import NhsNumber, PatientId, UserId
from dispensary.domain.journal import Entry, Sought
from dispensary.domain.people import Task, User
from dispensary.domain.refusals import Refusal
from dispensary.domain.refused import NotFound
from dispensary.domain.seals import Checkpoint, Proof

MOST_NAMED = 50

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


def patients_meant(place: Workplace, viewer: UserId, named: str) -> tuple[PatientId, ...]:
    """The records meant by what a person types: an NHS number, a record's own id, or parts of a name. A restricted
    record is not found by a name that this person may not see.
    """
    with place.store.read() as uow:
        numbered = NhsNumber("".join(named.split())).is_valid
        now = place.clock.now()
        found = () if numbered else uow.patients.search(named, MOST_NAMED)
        named_so = tuple(held.id for held in found if may_see(uow, viewer, held, now))
    return named_so or patients_named(place, named)


def products_meant(place: Workplace, named: str) -> tuple[str, ...]:
    """The dm+d codes meant by a code, or by a medicine's name: the product itself and each supplier's of it. Where no
    product has that very name, those that a search for it finds. Empty where there is none.
    """
    plain = named.strip()
    if plain.isdigit():
        return (plain,)
    exact = place.dictionary.by_name(plain)
    if exact is None:
        return tuple(found.code.value for found in place.dictionary.search(plain, MOST_NAMED))
    packs = place.dictionary.packs_of(exact.current)
    actual = (pack.product.code.value for pack in packs if pack.product is not None)
    return tuple(dict.fromkeys((exact.current.value, *actual)))


def check_journal(place: Workplace, actor: UserId) -> Proof | Refusal:
    """Proves the whole journal. It takes as long as the journal is long: on a thread that nobody waits for."""
    with Step(place, actor, light=True) as step:
        allowed = _inspector(step)
        if isinstance(allowed, Refusal):
            return allowed
        step.note("journal-checked", {}, {})
        step.uow.commit()
    return place.store.prove()


def take_journal(place: Workplace, actor: UserId) -> Iterator[Entry] | Refusal:
    """Every entry, for somebody at a counter who may read them; see `export_journal`."""
    with Step(place, actor) as step:
        allowed = _inspector(step)
        if isinstance(allowed, Refusal):
            return allowed
    return export_journal(place, actor)


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
        "product": sought.products[0] if len(sought.products) == 1 else None,
        "products": list(sought.products) if len(sought.products) > 1 else None,
        "person": sought.person,
        "batch": sought.batch,
        "kind": sought.kind,
        "from": sought.since.isoformat() if sought.since else None,
        "to": sought.until.isoformat() if sought.until else None,
        "after": f"{sought.after.workstation} {sought.after.sequence}" if sought.after else None,
    }
    return {name: value for name, value in everything.items() if value}
