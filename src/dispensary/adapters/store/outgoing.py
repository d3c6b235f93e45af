"""What is on its way out: messages for EPS and documents for printers, over one SQLAlchemy connection."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, insert, select, update

from dispensary.adapters.store import model
from dispensary.adapters.store.touched import Touched
from dispensary.domain.identifiers import (
    BagNumber,
    IssueKey,
    ItemId,
    LabelNumber,
    MessageId,
    PrescriptionId,
)
from dispensary.domain.messages import MessageKind, MessageState, OutboxMessage
from dispensary.domain.printing import (
    AwayJob,
    BagLabelOf,
    JobKind,
    JobState,
    LabelOf,
    LeafletLine,
    LeafletOf,
    MadeFor,
    OwnWordsOf,
    PrintJob,
    QueueLine,
    standing,
)


def _time(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


class StoredOutbox:
    def __init__(self, connection: Connection, touched: Touched) -> None:
        self._connection = connection
        self._touched = touched

    def add(self, message: OutboxMessage) -> None:
        self._touched.outbox = True
        self._connection.execute(insert(model.outbox).values(**_message_row(message)))

    def due(self, at: datetime, limit: int = 50) -> Sequence[OutboxMessage]:
        table = model.outbox
        rows = self._connection.execute(
            select(table).where(table.c.state == MessageState.PENDING.value).order_by(table.c.sequence)
        )
        first: dict[object, OutboxMessage] = {}
        for row in rows:
            message = _message(row)
            lane: object = message.key or message.id
            first.setdefault(lane, message)
        ready = [held for held in first.values() if held.next_try is None or held.next_try <= at]
        return ready[:limit]

    def get(self, message: MessageId) -> OutboxMessage | None:
        row = self._connection.execute(select(model.outbox).where(model.outbox.c.id == message.value)).first()
        return None if row is None else _message(row)

    def save(self, message: OutboxMessage) -> None:
        self._touched.outbox = True
        self._connection.execute(
            update(model.outbox)
            .where(model.outbox.c.id == message.id.value)
            .values(
                state=message.state.value,
                attempts=message.attempts,
                next_try=message.next_try.isoformat() if message.next_try else None,
                answer=message.answer,
            )
        )

    def unfinished(self) -> Sequence[OutboxMessage]:
        table = model.outbox
        rows = self._connection.execute(
            select(table).where(table.c.state != MessageState.DONE.value).order_by(table.c.sequence)
        )
        return [_message(row) for row in rows]


def _message_row(message: OutboxMessage) -> dict[str, object]:
    return {
        "id": message.id.value,
        "kind": message.kind.value,
        "prescription": message.key.prescription.value if message.key else None,
        "issue": message.key.issue if message.key else None,
        "body": message.body,
        "created_at": message.created_at.isoformat(),
        "state": message.state.value,
        "attempts": message.attempts,
        "next_try": message.next_try.isoformat() if message.next_try else None,
        "answer": message.answer,
    }


def _message(row: object) -> OutboxMessage:
    held = row._mapping  # type: ignore[attr-defined]
    return OutboxMessage(
        id=MessageId(held["id"]),
        kind=MessageKind(held["kind"]),
        key=_key(held),
        body=held["body"],
        created_at=datetime.fromisoformat(held["created_at"]),
        sequence=held["sequence"],
        state=MessageState(held["state"]),
        attempts=held["attempts"],
        next_try=_time(held["next_try"]),
        answer=held["answer"],
    )


class StoredPrints:
    """The print queue of one counter: a label comes out where it was made, not at whichever counter looks first."""

    def __init__(self, connection: Connection, touched: Touched, workstation: str) -> None:
        self._connection = connection
        self._touched = touched
        self._workstation = workstation

    def add(self, job: PrintJob) -> None:
        self._touched.prints = True
        self._connection.execute(
            insert(model.print_job).values(
                id=job.id,
                workstation=self._workstation,
                kind=job.kind.value,
                title=job.title,
                document=job.document,
                prescription=job.key.prescription.value if job.key else None,
                issue=job.key.issue if job.key else None,
                created_at=job.created_at.isoformat(),
                state=job.state.value,
                attempts=job.attempts,
                problem=job.problem,
                **_made_for_columns(job.made_for),
            )
        )

    def waiting(self) -> Sequence[PrintJob]:
        table = model.print_job
        # A job of a time when there was one counter names none.
        rows = self._connection.execute(select(table).where(_CERTAIN, self._here).order_by(table.c.sequence))
        return [_job(row) for row in rows]

    def waiting_of(self, key: IssueKey) -> Sequence[PrintJob]:
        table = model.print_job
        its = (table.c.prescription == key.prescription.value) & (table.c.issue == key.issue)
        rows = self._connection.execute(select(table).where(_CERTAIN, its).order_by(table.c.sequence))
        return [_job(row) for row in rows]

    def withdraw(self, job: PrintJob, problem: str) -> bool:
        as_read = model.print_job.c.problem == job.problem
        return self._change(job, as_read, state=JobState.FAILED.value, problem=problem)

    def queue(self, done: int = 0) -> Sequence[QueueLine]:
        table = model.print_job
        wanted = select(*(table.c[name] for name in _LINE)).where(self._here)
        lines = [_line(row) for state in (JobState.SENT, JobState.FAILED) for row in self._newest(wanted, state, done)]
        open_ = wanted.where(table.c.state.in_([JobState.WAITING.value, JobState.IN_DOUBT.value]))
        return [*lines, *map(_line, self._connection.execute(open_.order_by(table.c.sequence)))]

    def _newest(self, wanted: Select[Any], state: JobState, many: int) -> Sequence[object]:
        """So many in that state, oldest first."""
        sequence = model.print_job.c.sequence
        in_state = wanted.where(model.print_job.c.state == state.value).order_by(sequence.desc()).limit(many)
        return list(self._connection.execute(in_state))[::-1] if many else []

    def settle(self, line: QueueLine, state: JobState, problem: str = "") -> bool:
        table = model.print_job
        stored = (line.state.value, JobState.WAITING.value) if line.state is JobState.IN_DOUBT else (line.state.value,)
        done = self._connection.execute(
            update(table)
            .where(
                table.c.id == line.id,
                table.c.state.in_(stored),
                table.c.attempts == line.attempts,
                table.c.problem == line.problem,
                self._here,
            )
            .values(state=state.value, problem=problem)
        )
        self._touched.prints |= done.rowcount == 1
        return done.rowcount == 1

    def get(self, job: str) -> PrintJob | None:
        row = self._connection.execute(select(model.print_job).where(model.print_job.c.id == job)).first()
        return None if row is None else _job(row)

    def save(self, job: PrintJob) -> None:
        self._touched.prints = True
        self._connection.execute(
            update(model.print_job)
            .where(model.print_job.c.id == job.id)
            .values(state=job.state.value, attempts=job.attempts, problem=job.problem)
        )

    def begin_sending(self, job: PrintJob) -> PrintJob | None:
        begun = replace(job, attempts=job.attempts + 1, problem="")
        return begun if self._change(job, self._here, attempts=begun.attempts, problem="") else None

    def end_sending(self, job: PrintJob) -> bool:
        # The try still stands open: nobody has looked meanwhile and decided.
        mine = self._here & (model.print_job.c.problem == "")
        return self._change(job, mine, state=job.state.value, problem=job.problem)

    def away(self) -> Sequence[AwayJob]:
        table = model.print_job
        wanted = [table.c[name] for name in _AWAY]
        rows = self._connection.execute(
            select(*wanted)
            .where(table.c.state == JobState.WAITING.value, table.c.workstation != self._workstation)
            .order_by(table.c.sequence)
        )
        return [_away(row) for row in rows]

    def take(self, job: AwayJob) -> bool:
        there = model.print_job.c.workstation == job.workstation
        return self._change(job, there, workstation=self._workstation, attempts=0, problem="")

    def put_away(self, job: AwayJob, state: JobState) -> bool:
        return self._change(job, model.print_job.c.workstation == job.workstation, state=state.value)

    @property
    def _here(self) -> ColumnElement[bool]:
        table = model.print_job
        return table.c.workstation.is_(None) | (table.c.workstation == self._workstation)

    def _change(self, job: PrintJob | AwayJob, where: ColumnElement[bool], **values: object) -> bool:
        """Whether it still waited, at that counter and after as many tries as were read; only then it is changed."""
        table = model.print_job
        done = self._connection.execute(
            update(table)
            .where(
                table.c.id == job.id,
                table.c.state == JobState.WAITING.value,
                table.c.attempts == job.attempts,
                where,
            )
            .values(**values)
        )
        self._touched.prints |= done.rowcount == 1
        return done.rowcount == 1


_CERTAIN = (model.print_job.c.state == JobState.WAITING.value) & (
    (model.print_job.c.attempts == 0) | (model.print_job.c.problem != "")
)
"""It waits, and no try of it stands open."""
_LINE = ("id", "kind", "title", "prescription", "issue", "created_at", "state", "attempts", "problem")
_AWAY = ("id", "kind", "title", "prescription", "issue", "workstation", "created_at", "attempts", "problem")


def _away(row: object) -> AwayJob:
    held = row._mapping  # type: ignore[attr-defined]
    return AwayJob(
        id=held["id"],
        kind=JobKind(held["kind"]),
        title=held["title"],
        key=_key(held),
        workstation=held["workstation"],
        created_at=datetime.fromisoformat(held["created_at"]),
        attempts=held["attempts"],
        problem=held["problem"],
    )


def _line(row: object) -> QueueLine:
    held = row._mapping  # type: ignore[attr-defined]
    return QueueLine(
        id=held["id"],
        kind=JobKind(held["kind"]),
        title=held["title"],
        key=_key(held),
        created_at=datetime.fromisoformat(held["created_at"]),
        state=standing(JobState(held["state"]), held["attempts"], held["problem"]),
        attempts=held["attempts"],
        problem=held["problem"],
    )


def _key(held: Mapping[str, Any]) -> IssueKey | None:
    return IssueKey(PrescriptionId(held["prescription"]), held["issue"]) if held["prescription"] else None


def _job(row: object) -> PrintJob:
    held = row._mapping  # type: ignore[attr-defined]
    return PrintJob(
        id=held["id"],
        kind=JobKind(held["kind"]),
        title=held["title"],
        document=held["document"],
        key=_key(held),
        created_at=datetime.fromisoformat(held["created_at"]),
        state=JobState(held["state"]),
        attempts=held["attempts"],
        problem=held["problem"],
        made_for=_made_for(held),
    )


def _made_for_columns(made: MadeFor | None) -> dict[str, str]:
    match made:
        case LabelOf(item, number):
            return {"item": item.value, "label": number.value}
        case OwnWordsOf(item, medicine):
            return {"item": item.value, "medicine": medicine}
        case BagLabelOf(bag):
            return {"bag": bag.value}
        case LeafletOf(lines):
            return {"leaflet": json.dumps([(line.item.value, line.medicine, line.directions) for line in lines])}
        case None:
            return {}


def _made_for(held: Mapping[str, Any]) -> MadeFor | None:
    if held["bag"] is not None:
        return BagLabelOf(BagNumber(held["bag"]))
    if held["leaflet"] is not None:
        lines = (LeafletLine(ItemId(item), *said) for item, *said in json.loads(held["leaflet"]))
        return LeafletOf(tuple(lines))
    if held["item"] is None:
        return None
    item = ItemId(held["item"])
    if held["label"] is not None:
        return LabelOf(item, LabelNumber(held["label"]))
    return OwnWordsOf(item, held["medicine"] or "")
