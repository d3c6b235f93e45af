"""Making a backup: a whole copy, opened and proved before it counts as one; and setting that one is made by itself."""

from collections.abc import Sequence
from dataclasses import dataclass

from dispensary.application.ports.clock import Clock
from dispensary.application.ports.store import Store
from dispensary.application.ports.upkeep import BackupDraft, BackupFailed, BackupKept, BackupPlans, BackupShelf
from dispensary.application.queries.journal_proof import journal_proof
from dispensary.application.receive import SYSTEM
from dispensary.application.step import Receipt, Step
from dispensary.application.workplace import Workplace
from dispensary.domain.backups import BackupPlan
from dispensary.domain.identifiers import UserId
from dispensary.domain.journal import Broken, Event
from dispensary.domain.people import Task
from dispensary.domain.refusals import Refusal
from dispensary.domain.retention import KeepRule
from dispensary.domain.upkeep import JournalProof


@dataclass(frozen=True, slots=True)
class BackedUp:
    """removed: the backups that the rule no longer keeps."""

    kept: BackupKept
    proof: JournalProof
    removed: Sequence[str]


def back_up(shelf: BackupShelf, store: Store, clock: Clock, rule: KeepRule) -> BackedUp:
    """Copies, proves, keeps, thins, and journals that it was done. Other counters go on working.

    Raises BackupFailed; then every earlier backup is still there.
    """
    now = clock.now()
    with shelf.copied() as draft:
        ods = _ods(draft.store)
        proof = journal_proof(draft.store)
        if proof.broken is not None:
            raise BackupFailed(_broken_words(draft, proof.broken))
        kept = draft.keep(ods, now)
    removed = shelf.thin(ods, rule)
    with store.begin() as uow:
        heads = {head.workstation: [head.sequence, head.digest] for head in proof.heads}
        uow.journal.append(
            Event("backed-up", {}, {"entries": proof.entries, "heads": heads}), actor=SYSTEM, authority="", at=now
        )
        uow.commit()
    return BackedUp(kept, proof, removed)


def note_planned(store: Store, clock: Clock, plan: BackupPlan | None) -> None:
    """Journals what somebody who holds the key has set for backups to be made by themselves; None: none are."""
    with store.begin() as uow:
        uow.journal.append(_planned(plan), actor=SYSTEM, authority="", at=clock.now())
        uow.commit()


def plan_backups(place: Workplace, actor: UserId, plan: BackupPlan, plans: BackupPlans) -> Receipt | Refusal:
    """Sets where backups go from now on and how often one is made. It takes whoever runs the accounts: each is a whole
    copy of the record, if an encrypted one. Raises StoreUnavailable.
    """
    with Step(place, actor) as step:
        user = step.authorise(Task.ADMINISTER, on_duty=False)
        if isinstance(user, Refusal):
            return user
        said = _planned(plan)
        step.note(said.kind, said.subject, said.detail)
        step.uow.commit()
        # After the journal: where copies of the record go is never changed without an entry that says by whom.
        plans.keep(plan)
        return Receipt()


def _planned(plan: BackupPlan | None) -> Event:
    detail = {"destination": plan.destination, "every_hours": plan.hours} if plan is not None else {}
    return Event("backups-planned", {}, detail)


def _ods(copy: Store) -> str:
    with copy.read() as uow:
        return uow.premises().ods.value


def _broken_words(draft: BackupDraft, broken: Broken) -> str:
    """The copy is kept, for whoever looks into it, but never counted as a good one."""
    name = draft.set_aside()
    return (
        f"The backup was NOT made: the journal does not fit at entry {broken.sequence} of {broken.workstation} "
        f"({broken.reason}). The record itself may have been altered. A copy of it as it is now was put into {name}; "
        "earlier backups are untouched. Tell the superintendent, and run: dispensary journal verify"
    )
