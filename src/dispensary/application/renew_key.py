"""The store under another key, where the present one may have become known.

A power cut at any moment leaves a store that opens: the new key is kept beside the old one before anything is written
under it, the store is exchanged in one rename, and only then is the old key let go.
"""

from dataclasses import dataclass

from dispensary.application.ports.clock import Clock
from dispensary.application.ports.upkeep import BackupUnusable, KeyHolder, Renewal
from dispensary.application.queries.journal_proof import journal_proof
from dispensary.application.receive import SYSTEM
from dispensary.domain.journal import Event
from dispensary.domain.upkeep import JournalProof


@dataclass(frozen=True, slots=True)
class Renewed:
    proof: JournalProof


def renew_key(holder: KeyHolder, renewal: Renewal, clock: Clock) -> Renewed:
    """Raises WrongKey, StillOpen, BackupUnusable (the copy was not the same record: nothing was changed)."""
    keys = holder.keys()
    present, opens = renewal.present(keys)
    # A renewal that was cut short may have left the store under its second key: that one is the present key.
    holder.settle(opens)
    before = journal_proof(present)
    new = holder.add()
    copy = renewal.rewrite(new)
    after = journal_proof(copy)
    if (after.entries, after.heads, after.broken) != (before.entries, before.heads, before.broken):
        raise BackupUnusable("The copy under the new key is not the same record. Nothing was changed. Try again.")
    with copy.begin() as uow:
        uow.journal.append(Event("key-renewed", {}, {}), actor=SYSTEM, authority="", at=clock.now())
        uow.commit()
    renewal.swap()
    holder.settle(new)
    return Renewed(after)
