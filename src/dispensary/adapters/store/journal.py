"""The journal of one unit of work: entries added, read in order, and searched."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, bindparam, func, insert, or_, select, true

from dispensary.adapters.store import model
from dispensary.adapters.store.sealing import STREAMED, Seals, head_of, last_checkpoint
from dispensary.domain.identifiers import UserId
from dispensary.domain.journal import GENESIS, Entry, Event, Mark, Sought, body_text, chained
from dispensary.domain.seals import START, Checkpoint, Place

_LAST = (
    select(model.journal.c.sequence, model.journal.c.digest)
    .where(model.journal.c.workstation == bindparam("where"))
    .order_by(model.journal.c.sequence.desc())
    .limit(1)
)
_ADD = insert(model.journal)


def last_place(connection: Connection, workstation: str) -> Place:
    """The end of that counter's chain."""
    row = connection.execute(_LAST, {"where": workstation}).first()
    return START if row is None else Place(row.sequence, row.digest)


class StoredJournal:
    """Adds to this workstation's chain, and seals what was added before it is committed.

    taken: a checkpoint was taken in this unit of work.
    """

    def __init__(self, connection: Connection, workstation: str, seals: Seals) -> None:
        self._connection = connection
        self._workstation = workstation
        self._seals = seals
        self._began: Place | None = None
        self._ended = START
        self._ended_at = ""
        self.taken = False

    def append(self, event: Event, *, actor: UserId, authority: str, at: datetime) -> None:
        if self._began is None:
            self._began = self._ended = last_place(self._connection, self._workstation)
        sequence = self._ended.sequence + 1
        body = body_text(
            event, workstation=self._workstation, sequence=sequence, at=at, actor=actor.value, authority=authority
        )
        entry = chained(body, workstation=self._workstation, sequence=sequence, previous=self._ended.digest)
        row = {"workstation": entry.workstation, "sequence": entry.sequence, "digest": entry.digest, "body": entry.body}
        self._connection.execute(_ADD, row)
        self._ended, self._ended_at = Place(sequence, entry.digest), at.isoformat()

    def seal(self, *, durable: bool) -> None:
        """Seals what this unit of work added so far. Only a step that is on the disk when it is committed makes a
        checkpoint: the anchor, which follows, must never know more than the disk.
        """
        if self._began is None or self._began == self._ended:
            return
        head = self._seals.seal(self._connection, self._began, self._ended, self._ended_at)
        self._began = self._ended
        if durable and head is not None:
            self.taken |= self._seals.due(self._connection, head) is not None

    def checkpoint(self) -> Checkpoint | None:
        self.seal(durable=False)
        head = head_of(self._connection, self._workstation)
        if head is None or self._seals.sealer is None:
            return None
        self.taken = True
        return self._seals.take(self._connection, head) or last_checkpoint(self._connection, self._workstation)

    def sealed(self) -> Mapping[str, int]:
        table = model.journal_head
        rows = self._connection.execute(select(table.c.workstation, table.c.sequence, table.c.seal))
        return {row.workstation: row.sequence for row in rows if row.seal}

    def entries(self) -> Iterator[Entry]:
        table = model.journal
        rows = self._connection.execute(
            select(table.c.workstation, table.c.sequence, table.c.body, table.c.digest).order_by(
                table.c.workstation, table.c.sequence
            ),
            execution_options=STREAMED,
        )
        workstation, previous = "", GENESIS
        for row in rows:
            if row.workstation != workstation:
                workstation, previous = row.workstation, GENESIS
            yield Entry(row.workstation, row.sequence, previous, row.body, row.digest)
            previous = row.digest

    def search(self, sought: Sought, limit: int) -> Sequence[Entry]:
        table, before = model.journal, model.journal.alias()
        previous = (
            select(before.c.digest)
            .where(before.c.workstation == table.c.workstation, before.c.sequence == table.c.sequence - 1)
            .scalar_subquery()
        )
        rows = self._connection.execute(
            select(
                table.c.workstation,
                table.c.sequence,
                func.coalesce(previous, GENESIS).label("previous"),
                table.c.body,
                table.c.digest,
            )
            .where(and_(true(), *_conditions(sought)))
            .order_by(table.c.at.desc(), table.c.workstation, table.c.sequence.desc())
            .limit(limit)
        )
        return [_entry(row) for row in rows]


def _entry(row: Any) -> Entry:
    return Entry(row.workstation, row.sequence, row.previous, row.body, row.digest)


def _conditions(sought: Sought) -> Iterator[ColumnElement[bool]]:
    """SQLite knows nothing of how often a value occurs, and takes a person's whole working life for less than one
    prescription. So where something is named that few entries share, the common columns are kept from leading.
    """
    table = model.journal
    if sought.patients:
        yield table.c.patient.in_([patient.value for patient in sought.patients])
    if sought.products:
        yield table.c.product.in_(sought.products)
    rare = {"prescription": sought.prescription, "batch": sought.batch}
    for column, wanted in rare.items():
        if wanted is not None:
            yield table.c[column] == wanted
    led = bool(sought.patients or sought.products) or any(wanted is not None for wanted in rare.values())
    actor, at = (table.c[name].concat("") if led else table.c[name] for name in ("actor", "at"))
    if sought.person is not None:
        yield actor == sought.person
    if sought.kind is not None:
        yield table.c.kind == sought.kind
    # Times are kept as they stood on the clock, so a day is a beginning that they share. A beginning is always named:
    # SQLite goes along the times, newest first, only where one is.
    yield at >= (sought.since.isoformat() if sought.since is not None else "")
    if sought.until is not None:
        yield at < _day_after(sought.until)
    if sought.after is not None:
        yield at <= sought.after.at
        yield _comes_after(sought.after)


def _comes_after(mark: Mark) -> ColumnElement[bool]:
    """Later in the order of a search: of the same moment, the next workstation or an earlier entry."""
    table = model.journal
    same_place = and_(table.c.workstation == mark.workstation, table.c.sequence < mark.sequence)
    return or_(table.c.at.concat("") < mark.at, table.c.workstation > mark.workstation, same_place)


def _day_after(day: date) -> str:
    return (day + timedelta(days=1)).isoformat() if day < date.max else "9999-12-32"
