"""Making a backup: a whole copy, opened and proved before it counts as one."""

from collections.abc import Sequence
from dataclasses import dataclass

from dispensary.application.ports.clock import Clock
from dispensary.application.ports.store import Store
from dispensary.application.ports.upkeep import BackupDraft, BackupFailed, BackupKept, BackupShelf
from dispensary.application.queries.journal_proof import journal_proof
from dispensary.application.receive import SYSTEM
from dispensary.domain.journal import Broken, Event
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
