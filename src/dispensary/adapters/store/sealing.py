"""Seals in the store: the head with each step, checkpoints by rule, and the anchor outside.

A step is sealed in its own transaction. Before a head is replaced, the one that stands there is looked at: if it does
not fit, it is kept among the checkpoints, where the proof of the journal finds it for ever. So nobody's own next step
covers up what somebody else did.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Row, bindparam, insert, select, update

from dispensary.adapters.store import model
from dispensary.adapters.store.body_column import StoredBytes
from dispensary.adapters.store.restores import last_restore
from dispensary.application.ports.sealer import Anchor, Sealer
from dispensary.domain.seals import (
    EVERY,
    START,
    Accepted,
    Anchored,
    Checkpoint,
    Head,
    Place,
    SigningKey,
    Walk,
    block_line,
    block_of,
    fingerprint_of,
)

STREAMED = {"yield_per": 1000}
"""Given with one statement. Set on the connection it would hold for every later one, and PostgreSQL has no cursor for
an INSERT.
"""

_HEAD = select(model.journal_head).where(model.journal_head.c.workstation == bindparam("where"))
_PUT_HEAD = update(model.journal_head).where(model.journal_head.c.workstation == bindparam("where"))
_LAST_CHECKPOINT = (
    select(model.checkpoint)
    .where(model.checkpoint.c.workstation == bindparam("where"))
    .order_by(model.checkpoint.c.id.desc())
    .limit(1)
)


class Seals:
    """One counter's seals, over many units of work.

    Without a sealer nothing is sealed, and the proof says so. It holds the head that it sealed last, so that a
    signature needs no checking while nobody else came between.
    """

    def __init__(self, workstation: str, sealer: Sealer | None = None, anchor: Anchor | None = None) -> None:
        self._workstation = workstation
        self.sealer = sealer
        self.anchor = anchor
        self._own: Head | None = None

    def seal(self, connection: Connection, began: Place, ended: Place, at: str) -> Head | None:
        """Seals the chain up to `ended`, where `began` is where this unit of work found it. None without a sealer."""
        if self.sealer is None:
            return None
        self._examine(connection, began, at)
        plain = Head(self._workstation, ended.sequence, ended.digest, at, self._known_key(connection, at))
        self._own = replace(plain, seal=self.sealer.seal(plain.sealed_text))
        _put_head(connection, self._own)
        return self._own

    def due(self, connection: Connection, head: Head) -> Checkpoint | None:
        """Takes a checkpoint where the rule wants one: so many entries after the last, or on another day."""
        last = last_checkpoint(connection, self._workstation)
        far = head.sequence - (last.sequence if last is not None else 0) >= EVERY
        new_day = last is None or last.at[:10] != head.at[:10]
        return self.take(connection, head) if far or new_day else None

    def take(self, connection: Connection, head: Head) -> Checkpoint | None:
        """Seals what is in no checkpoint yet, in stretches of at most EVERY entries. None where there is nothing."""
        assert self.sealer is not None
        last = last_checkpoint(connection, self._workstation)
        start = START if last is None else Place(last.sequence, last.digest)
        taken = None
        for first in range(start.sequence + 1, head.sequence + 1, EVERY):
            end = min(first + EVERY - 1, head.sequence)
            plain = replace(self._stretch(connection, start, end, head.at), fingerprint=head.fingerprint)
            taken = replace(plain, seal=self.sealer.seal(plain.sealed_text))
            _put_checkpoint(connection, taken)
            start = Place(taken.sequence, taken.digest)
        return taken

    def keep_anchor(self, connection: Connection, accept: Accepted | None = None) -> None:
        """Notes outside the store how far each counter's chain goes; never in place of what does not fit it.

        accept: what somebody vouches for.
        """
        if self.anchor is None or self.sealer is None:
            return
        before = self.anchor.known()
        known = {**before, **self._begun_again(connection, before, accept or Accepted())}
        for head in heads(connection):
            after = self._anchored(connection, head, before.get(head.workstation), accept or Accepted())
            if after is not None:
                known[head.workstation] = after
        if known != before:
            self.anchor.keep(known)

    def _begun_again(
        self, connection: Connection, before: Mapping[str, Anchored], accepted: Accepted
    ) -> dict[str, Anchored]:
        """Counters of which a restore left no entry: they begin again, with the keys that are known."""
        restore = last_restore(connection)
        if restore is None or restore.digest != accepted.restore:
            return {}
        there = {head.workstation for head in heads(connection)}
        return {
            name: Anchored(START.sequence, START.digest, restore.at, known.keys)
            for name, known in before.items()
            if name not in there and restore.may_explain(known)
        }

    def _anchored(
        self, connection: Connection, head: Head, before: Anchored | None, accepted: Accepted
    ) -> Anchored | None:
        """What is to be known of that counter from now on; None where what was known does not fit."""
        keys = {key.fingerprint: key for key in keys_of(connection, head.workstation)}
        if not self.vouched(head, keys) or not is_there(connection, head.workstation, head.place):
            return None
        known = set(keys) if before is None else {*before.keys, *(name for name in keys if name == accepted.key)}
        if before is not None and not self._goes_on(connection, head.workstation, before, accepted):
            return None
        if head.fingerprint not in known:
            return None
        return Anchored(head.sequence, head.digest, head.at, tuple(sorted(known)))

    def _goes_on(self, connection: Connection, workstation: str, before: Anchored, accepted: Accepted) -> bool:
        if is_there(connection, workstation, Place(before.sequence, before.digest)):
            return True
        restore = last_restore(connection)
        return restore is not None and restore.digest == accepted.restore and restore.may_explain(before)

    def vouched(self, sealed: Head | Checkpoint, keys: dict[str, SigningKey]) -> bool:
        """Whether one of those keys made that seal."""
        key = keys.get(sealed.fingerprint)
        return (
            self.sealer is not None
            and key is not None
            and self.sealer.fits(key.public_key, sealed.sealed_text, sealed.seal)
        )

    def _examine(self, connection: Connection, began: Place, at: str) -> None:
        head = head_of(connection, self._workstation)
        if head is not None and head == self._own and head.place == began:
            return
        keys = {key.fingerprint: key for key in keys_of(connection, self._workstation)}
        if head is None:
            if keys or last_checkpoint(connection, self._workstation) is not None:
                _put_checkpoint(connection, self._evidence(began, at))
            return
        if not self.vouched(head, keys) or not is_there(connection, self._workstation, head.place):
            _put_checkpoint(connection, self._evidence(head.place, head.at, head.fingerprint, head.seal))
        if head.place != began:
            _put_checkpoint(connection, self._evidence(began, at))

    def _evidence(self, place: Place, at: str, fingerprint: str = "", seal: bytes = b"") -> Checkpoint:
        return Checkpoint(
            self._workstation, place.sequence, place.sequence, "", place.digest, "", at, fingerprint, seal
        )

    def _known_key(self, connection: Connection, at: str) -> str:
        assert self.sealer is not None
        public = self.sealer.public_key()
        fingerprint = fingerprint_of(public)
        if self._own is not None and self._own.fingerprint == fingerprint:
            return fingerprint
        table = model.workstation_key
        known = connection.execute(
            select(table.c.fingerprint).where(
                table.c.workstation == self._workstation, table.c.fingerprint == fingerprint
            )
        ).first()
        if known is None:
            connection.execute(
                insert(table).values(
                    workstation=self._workstation, fingerprint=fingerprint, public_key=public, since=at
                )
            )
        return fingerprint

    def _stretch(self, connection: Connection, start: Place, end: int, at: str) -> Checkpoint:
        """That stretch, not signed yet. A chain that does not hold in it is not sealed as one that does."""
        walk = Walk(self._workstation, start)
        rows = list(stored_bytes(connection, self._workstation, start.sequence + 1, end))
        sound = all(walk.step(*row) is None for row in rows) and walk.at.sequence == end
        block = block_of(self._workstation, b"\n".join(block_line(*row) for row in rows)) if sound else ""
        stored = rows[-1][1].decode("ascii", "replace") if rows else ""
        return Checkpoint(self._workstation, start.sequence + 1, end, start.digest, stored, block, at)


def stored_bytes(connection: Connection, workstation: str, first: int, end: int) -> Iterator[tuple[int, bytes, bytes]]:
    """Sequence, digest and body of a stretch, in order, as the bytes that are stored."""
    table = model.journal
    rows = connection.execute(
        select(table.c.sequence, StoredBytes(table.c.digest), StoredBytes(table.c.body))
        .where(table.c.workstation == workstation, table.c.sequence.between(first, end))
        .order_by(table.c.sequence),
        execution_options=STREAMED,
    )
    for sequence, digest, body in rows:
        yield sequence, bytes(digest), bytes(body)


def is_there(connection: Connection, workstation: str, place: Place) -> bool:
    """Whether that entry is in the journal, with that digest."""
    if place == START:
        return True
    table = model.journal
    found = connection.execute(
        select(table.c.digest).where(table.c.workstation == workstation, table.c.sequence == place.sequence)
    ).scalar()
    return bool(found == place.digest)


def heads(connection: Connection) -> list[Head]:
    return [
        _head(row) for row in connection.execute(select(model.journal_head).order_by(model.journal_head.c.workstation))
    ]


def anchored_as(connection: Connection, before: Mapping[str, Anchored]) -> dict[str, Anchored]:
    """The heads of a store that is to be taken for the true one, with the keys that are trusted for each counter."""
    made = {}
    for head in heads(connection):
        trusted = before.get(head.workstation)
        keys = trusted.keys if trusted is not None else _fingerprints(connection, head.workstation)
        made[head.workstation] = Anchored(head.sequence, head.digest, head.at, keys)
    return made


def _fingerprints(connection: Connection, workstation: str) -> tuple[str, ...]:
    return tuple(sorted(key.fingerprint for key in keys_of(connection, workstation)))


def head_of(connection: Connection, workstation: str) -> Head | None:
    row = connection.execute(_HEAD, {"where": workstation}).first()
    return None if row is None else _head(row)


def _head(row: Row[Any]) -> Head:
    return Head(row.workstation, row.sequence, row.digest, row.at, row.fingerprint, bytes(row.seal))


def _put_head(connection: Connection, head: Head) -> None:
    table = model.journal_head
    values = {
        "sequence": head.sequence,
        "digest": head.digest,
        "at": head.at,
        "fingerprint": head.fingerprint,
        "seal": head.seal,
    }
    done = connection.execute(_PUT_HEAD, {**values, "where": head.workstation})
    if done.rowcount == 0:
        connection.execute(insert(table).values(workstation=head.workstation, **values))


def keys_of(connection: Connection, workstation: str) -> list[SigningKey]:
    table = model.workstation_key
    rows = connection.execute(select(table).where(table.c.workstation == workstation).order_by(table.c.since))
    return [SigningKey(row.workstation, bytes(row.public_key), row.since) for row in rows]


def checkpoints_of(connection: Connection, workstation: str) -> list[Checkpoint]:
    """In the order in which they were taken."""
    table = model.checkpoint
    rows = connection.execute(select(table).where(table.c.workstation == workstation).order_by(table.c.id))
    return [_checkpoint(row) for row in rows]


def last_checkpoint(connection: Connection, workstation: str) -> Checkpoint | None:
    row = connection.execute(_LAST_CHECKPOINT, {"where": workstation}).first()
    return None if row is None else _checkpoint(row)


def _checkpoint(row: Row[Any]) -> Checkpoint:
    return Checkpoint(
        row.workstation,
        row.first,
        row.sequence,
        row.previous,
        row.digest,
        row.block,
        row.at,
        row.fingerprint,
        bytes(row.seal),
    )


def _put_checkpoint(connection: Connection, taken: Checkpoint) -> None:
    connection.execute(
        insert(model.checkpoint).values(
            workstation=taken.workstation,
            first=taken.first,
            sequence=taken.sequence,
            previous=taken.previous,
            digest=taken.digest,
            block=taken.block,
            at=taken.at,
            fingerprint=taken.fingerprint,
            seal=taken.seal,
        )
    )
