"""Going back to a backup: proved first, what would be lost said first, and what was there put aside, never deleted."""

from dataclasses import dataclass

from dispensary.application.ports.clock import Clock
from dispensary.application.ports.store import Store, StoreUnavailable
from dispensary.application.ports.upkeep import BackupUnusable, Exchange, StillOpen
from dispensary.application.queries.journal_proof import journal_proof
from dispensary.application.receive import SYSTEM
from dispensary.domain.journal import Event
from dispensary.domain.upkeep import JournalProof, Loss, WouldLose, loss

SERIES = ("label", "bag", "manual")
UNSEEN_NUMBERS = 100_000
"""How far numbers jump where nobody can read which were given since the backup: a label on a shelf must never point at
another item.
"""


@dataclass(frozen=True, slots=True)
class Restored:
    """lost: what the record before held beyond the backup; aside: where that record was put ("": there was none)."""

    backup: JournalProof
    lost: Loss
    aside: str


def restore(exchange: Exchange, clock: Clock, *, accept_loss: bool) -> Restored | WouldLose:
    """Puts the backup in the place of the record. Nothing changes before the one rename at the end.

    Raises BackupUnusable, WrongKey, StillOpen.
    """
    incoming = exchange.incoming()
    backup = journal_proof(incoming)
    if backup.broken is not None:
        raise BackupUnusable(
            f"That backup is not restored: its journal does not fit at entry {backup.broken.sequence} of "
            f"{backup.broken.workstation} ({backup.broken.reason}). Nothing was changed. Take another backup."
        )
    present, before, lost = _present(exchange, backup)
    if lost and not accept_loss:
        return WouldLose(lost)
    _journal(incoming, backup, present, before, lost, clock)
    return Restored(backup, lost, exchange.swap())


def _present(exchange: Exchange, backup: JournalProof) -> tuple[Store | None, JournalProof | None, Loss]:
    """The record as it stands, how far its journal goes, and what of it the backup does not hold."""
    try:
        present = exchange.present()
        if present is None:
            return None, None, Loss()
        before = journal_proof(present, {head.workstation: head.sequence for head in backup.heads})
    except StillOpen:
        raise
    except StoreUnavailable:
        return None, None, Loss(unreadable=True)
    # A journal that breaks off half-way cannot say what came after.
    return present, before, Loss(unreadable=True) if before.broken is not None else loss(backup, before)


def _journal(
    incoming: Store,
    backup: JournalProof,
    present: Store | None,
    before: JournalProof | None,
    lost: Loss,
    clock: Clock,
) -> None:
    """The restored record says itself that it was restored, and from where to where; its numbers go on, not back."""
    detail = {
        "backup": _heads(backup),
        "before": _heads(before),
        "lost_entries": None if lost.unreadable else lost.entries,
        "apart": lost.apart,
        "unreadable": lost.unreadable,
    }
    given = _numbers_given(present)
    with incoming.begin() as uow:
        for series in SERIES:
            known = given[series] if given is not None else uow.next_number(series) + UNSEEN_NUMBERS
            uow.skip_numbers(series, known)
        uow.journal.append(Event("restored", {}, detail), actor=SYSTEM, authority="", at=clock.now())
        uow.commit()


def _heads(proof: JournalProof | None) -> dict[str, object]:
    return {head.workstation: [head.sequence, head.digest] for head in proof.heads} if proof is not None else {}


def _numbers_given(present: Store | None) -> dict[str, int] | None:
    if present is None:
        return None
    try:
        with present.begin() as uow:
            # Taking a number and rolling back tells the last one without giving one away.
            return {series: uow.next_number(series) - 1 for series in SERIES}
    except StoreUnavailable:
        return None
