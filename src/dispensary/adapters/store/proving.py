"""The proof of the journal: every entry against the chain, every seal against its key, and both against the anchor.

What was sealed is compared whole with what is stored; only where that does not fit, or nothing was sealed, is the chain
walked entry by entry, to name the first that does not fit.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, func, select

from dispensary.adapters.store import model
from dispensary.adapters.store.blocks import STRETCH, Block, SecondReader, unfit
from dispensary.adapters.store.restores import Restore, last_restore
from dispensary.adapters.store.sealing import (
    Seals,
    checkpoints_of,
    head_of,
    is_there,
    keys_of,
    stored_bytes,
)
from dispensary.domain.journal import Broken
from dispensary.domain.seals import START, Accepted, Anchored, Chain, Checkpoint, Head, Place, Proof, SigningKey, Walk

END = 2**62

_ANEW = "it is not the entry that was sealed: it, or one before it, was written anew and chained again"
_NO_SEAL = "no seal speaks for it: it was added past the program, or its seal was taken away"
_BAD_SEAL = "its seal does not fit"
_HEADLESS = "the seal at the end of the journal was taken away"


def prove(
    connection: Connection, seals: Seals, other: SecondReader | None = None, accept: Accepted | None = None
) -> Proof:
    """Goes through the whole journal in one transaction that only reads.

    other: a second process that takes its share. accept: a key that somebody vouches for, although it is not the one
    that was known here, and a restore that explains why less is there than was known; both are known from then on, if
    everything fits.
    """
    anchored = seals.anchor.known() if seals.anchor is not None else {}
    asked = [
        _Question(connection, seals, name, anchored.get(name), accept) for name in _workstations(connection, anchored)
    ]
    wrong = unfit((block for each in asked for block in each.blocks()), _reader(connection), other)
    judged = [each.judge(wrong) for each in asked]
    broken = next((found for _, found in judged if found is not None), None)
    if broken is None:
        seals.keep_anchor(connection, accept)
    return Proof(tuple(chain for chain, _ in judged), broken)


def _reader(connection: Connection) -> Any:
    sql = STRETCH[connection.dialect.name]

    def execute(given: tuple[str, int, int]) -> tuple[Any, int]:
        row = connection.exec_driver_sql(sql, given).one()
        return row[0], row[1]

    return execute


def _workstations(connection: Connection, known: Any) -> list[str]:
    """Every counter that wrote, sealed, or was known; found by leaps, since there are few in very many rows."""
    names = set(known)
    for table in (model.journal, model.journal_head, model.checkpoint, model.workstation_key):
        column = table.c.workstation
        name = connection.execute(select(func.min(column))).scalar()
        while name is not None:
            names.add(name)
            name = connection.execute(select(func.min(column)).where(column > name)).scalar()
    return sorted(names)


class _Question:
    """One counter's chain, and what speaks for it."""

    def __init__(
        self, connection: Connection, seals: Seals, workstation: str, anchored: Anchored | None, accept: Accepted | None
    ) -> None:
        self._connection = connection
        self._seals = seals
        self._workstation = workstation
        self._anchored = anchored
        keys = keys_of(connection, workstation)
        self._keys = tuple(keys)
        self._accepted = accept or Accepted()
        self._trusted = {key.fingerprint: key for key in keys if self._trusts(key)}
        self._head = head_of(connection, workstation)
        self._checkpoints = checkpoints_of(connection, workstation)
        self._sealed = {taken: seals.vouched(taken, self._trusted) for taken in self._checkpoints}
        self._vouched = 0

    def _trusts(self, key: SigningKey) -> bool:
        known = self._anchored
        return known is None or key.fingerprint in known.keys or key.fingerprint == self._accepted.key

    def blocks(self) -> Iterator[Block]:
        """What can be compared whole."""
        for taken in self._checkpoints:
            if self._sealed[taken] and taken.block:
                yield _block(taken)

    def judge(self, wrong: frozenset[Block]) -> tuple[Chain, Broken | None]:
        broken, end = self._follow(wrong)
        broken = broken or self._judge_head(end) or self._judge_anchor(end)
        chain = Chain(
            workstation=self._workstation,
            entries=end.sequence if broken is None else self._count(),
            last=end.digest,
            vouched=self._vouched,
            sealed_at=self._head.at if self._head is not None else None,
            checkpoints=len(self._checkpoints),
            anchored=self._anchored.sequence if self._anchored is not None else 0,
            keys=self._keys,
        )
        return chain, broken

    def _count(self) -> int:
        column = model.journal.c.workstation
        return self._connection.execute(
            select(func.count()).select_from(model.journal).where(column == self._workstation)
        ).scalar_one()

    def _follow(self, wrong: frozenset[Block]) -> tuple[Broken | None, Place]:
        """Along the chain from checkpoint to checkpoint, and on to its end."""
        at = START
        for taken in self._checkpoints:
            whole = self._sealed[taken] and taken.block and _block(taken) not in wrong
            if whole and taken.first == at.sequence + 1 and taken.previous == at.digest:
                at = Place(taken.sequence, taken.digest)
            else:
                broken, at = self._walk(at, taken.sequence)
                broken = broken or self._judge_checkpoint(taken, at)
                if broken is not None:
                    return broken, at
            self._vouched = max(self._vouched, taken.sequence)
        return self._walk(at, END)

    def _walk(self, start: Place, end: int) -> tuple[Broken | None, Place]:
        walk = Walk(self._workstation, start)
        for sequence, digest, body in stored_bytes(self._connection, self._workstation, start.sequence + 1, end):
            broken = walk.step(sequence, digest, body)
            if broken is not None:
                return broken, walk.at
        return None, walk.at

    def _judge_checkpoint(self, taken: Checkpoint, at: Place) -> Broken | None:
        if at.sequence < taken.sequence:
            return self._missing(at, f"a checkpoint was taken at entry {taken.sequence}")
        if not self._sealed[taken]:
            return self._unsealed(taken)
        if not is_there(self._connection, self._workstation, Place(taken.sequence, taken.digest)):
            return Broken(self._workstation, taken.sequence, _ANEW, self._vouched)
        return None

    def _unsealed(self, sealed: Checkpoint | Head) -> Broken:
        since = self._vouched
        if not sealed.seal:
            return Broken(self._workstation, sealed.sequence, _NO_SEAL, since)
        strange = sealed.fingerprint not in self._trusted and any(
            key.fingerprint == sealed.fingerprint for key in self._keys
        )
        reason = (
            f"it was sealed with the key {sealed.fingerprint}, which is not known on this machine"
            if strange
            else _BAD_SEAL
        )
        key = sealed.fingerprint if strange else ""
        return Broken(self._workstation, sealed.sequence, reason, since, strange_key=key)

    def _missing(self, end: Place, why: str) -> Broken:
        ends = f"the journal ends at entry {end.sequence}" if end.sequence else "the journal is empty"
        return Broken(self._workstation, end.sequence + 1, f"it is missing: {ends}, but {why}")

    def _told_by(self, restore: Restore | None, broken: Broken) -> Broken | None:
        """What does not fit what was known here, with the restore that may be why; None where that is vouched for."""
        if restore is None or self._anchored is None or not restore.may_explain(self._anchored):
            return broken
        if restore.digest == self._accepted.restore:
            return None
        told = f"entry {restore.sequence} of {restore.workstation} says that a backup was restored at {restore.at}"
        return replace(broken, reason=f"{broken.reason}; {told}", restore=restore.digest)

    def _judge_head(self, end: Place) -> Broken | None:
        head = self._head
        if head is None:
            if self._keys or self._checkpoints:
                return Broken(self._workstation, max(end.sequence, 1), _HEADLESS, self._vouched)
            return None
        if end.sequence < head.sequence:
            return self._missing(end, f"entry {head.sequence} was sealed")
        if not self._seals.vouched(head, self._trusted):
            return self._unsealed(head)
        if not is_there(self._connection, self._workstation, head.place):
            return Broken(self._workstation, head.sequence, _ANEW, self._vouched)
        if end.sequence > head.sequence:
            return Broken(self._workstation, head.sequence + 1, _NO_SEAL)
        self._vouched = end.sequence
        return None

    def _judge_anchor(self, end: Place) -> Broken | None:
        known = self._anchored
        if known is None:
            return None
        if is_there(self._connection, self._workstation, Place(known.sequence, known.digest)):
            return None
        broken = self._missing(end, f"entry {known.sequence} of {known.at} was known on this machine")
        if end.sequence >= known.sequence:
            reason = "it is not the entry that was known on this machine: the store is another one, or was put back"
            broken = Broken(self._workstation, known.sequence, reason, 0)
        return self._told_by(last_restore(self._connection), broken)


def _block(taken: Checkpoint) -> Block:
    return Block(taken.workstation, taken.first, taken.sequence, taken.block)
