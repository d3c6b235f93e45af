"""Word of what other counters record, by PostgreSQL's NOTIFY and LISTEN.

The announcement is part of the transaction: it goes out with the commit or not at all. It holds ids and nothing else.
What was missed while the line was broken is read from the journal, which has every step.
"""

import json
import selectors
import socket
from collections.abc import Callable, Iterable
from threading import Event, Thread
from typing import Any

from sqlalchemy import Connection, Engine, and_, or_, select, text
from sqlalchemy.exc import DBAPIError

from dispensary.adapters.store import model
from dispensary.application.ports.changes import Changes
from dispensary.domain.identifiers import IssueKey, PatientId, PrescriptionId

CHANNEL = "dispensary"
LONGEST = 7_900
"""PostgreSQL takes less than 8,000 bytes."""
PAUSE_S = 0.5
QUIET_S = 30
"""After so long without a word the line is tried: one that died in silence says nothing either."""

Told = Callable[[Changes], None]


def payload_of(changes: Changes, own: str) -> str:
    """The announcement of what one unit of work touched; "more" where that is too long for one."""
    made = json.dumps(
        {
            "from": own,
            "prescriptions": sorted((key.prescription.value, key.issue) for key in changes.prescriptions),
            "patients": sorted(patient.value for patient in changes.patients),
            "staff": changes.staff,
            "outbox": changes.outbox,
            "prints": changes.prints,
            "bench": changes.bench,
        },
        separators=(",", ":"),
    )
    return made if len(made) <= LONGEST else json.dumps({"from": own, "more": True})


def changes_of(payload: str, own: str) -> Changes | None:
    """What an announcement says; None where it says only that there is more to read. Nothing where it is our own, or
    nobody's that we know: anything may be sent on a channel.
    """
    try:
        said = json.loads(payload)
        if said["from"] == own:
            return Changes()
        if said.get("more"):
            return None
        return Changes(
            frozenset(IssueKey(PrescriptionId(str(number)), int(issue)) for number, issue in said["prescriptions"]),
            frozenset(PatientId(str(patient)) for patient in said["patients"]),
            staff=said["staff"] is True,
            outbox=said["outbox"] is True,
            prints=said["prints"] is True,
            bench=said.get("bench") is True,
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return Changes()


class PostgresFeed:
    """Listens on one connection and one thread, and comes back by itself after a break."""

    def __init__(self, engine: Engine, own: str, read: dict[str, int]) -> None:
        """own: what our own announcements begin with. read: where each journal ended before anything was shown."""
        self._engine = engine
        self._own = own
        self._read = read
        self._stopped = Event()
        self._thread: Thread | None = None
        self.listening = Event()
        """Set while the line stands."""

    def start(self, told: Told) -> None:
        """Begins to listen; `told` is called on the feed's own thread."""
        self._stopped.clear()
        self._here, self._wake = socket.socketpair()
        self._thread = Thread(target=self._run, args=(told,), name="dispensary-changes", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Ends the thread; nothing is told after that."""
        thread, self._thread = self._thread, None
        if thread is None:
            return
        self._stopped.set()
        self._wake.send(b"\0")
        thread.join()
        self.listening.clear()
        self._wake.close()
        self._here.close()

    def _run(self, told: Told) -> None:
        import psycopg

        while not self._stopped.is_set():
            try:
                with self._engine.connect() as connection:
                    try:
                        self._listen(connection, told)
                    except psycopg.Error:
                        connection.invalidate()
                        raise
            except (DBAPIError, psycopg.Error):
                self.listening.clear()
                self._stopped.wait(PAUSE_S)

    def _listen(self, connection: Connection, told: Told) -> None:
        driver: Any = connection.connection.dbapi_connection
        arrived: list[str] = []
        # Those that come in with the answer to a question of ours.
        driver.add_notify_handler(lambda notice: arrived.append(notice.payload))
        connection.exec_driver_sql(f"LISTEN {CHANNEL}")
        self._catch_up(connection, told)
        self.listening.set()
        with selectors.DefaultSelector() as waiting:
            waiting.register(driver.fileno(), selectors.EVENT_READ)
            waiting.register(self._here, selectors.EVENT_READ)
            while not self._stopped.is_set():
                _take_in(driver.pgconn, arrived)
                payloads, arrived[:] = tuple(arrived), ()
                self._tell(connection, payloads, told)
                if not arrived and not waiting.select(QUIET_S):
                    connection.exec_driver_sql("SELECT 1")

    def _tell(self, connection: Connection, payloads: Iterable[str], told: Told) -> None:
        for payload in payloads:
            changes = changes_of(payload, self._own)
            if changes is None:
                self._catch_up(connection, told)
            elif changes and not self._stopped.is_set():
                told(changes)

    def _catch_up(self, connection: Connection, told: Told) -> None:
        """Everything journalled since the last time, wherever it was."""
        table = model.journal
        before, self._read = self._read, journal_ends(connection)
        new = [name for name, end in self._read.items() if end > before.get(name, 0)]
        since = [and_(table.c.workstation == name, table.c.sequence > before.get(name, 0)) for name in new]
        if since and not self._stopped.is_set():
            told(_named(connection, or_(*since)))


_ENDS = text(
    "WITH RECURSIVE known AS ((SELECT workstation FROM journal ORDER BY workstation LIMIT 1) UNION ALL "
    "SELECT (SELECT workstation FROM journal WHERE workstation > known.workstation ORDER BY workstation LIMIT 1) "
    "FROM known WHERE known.workstation IS NOT NULL) "
    "SELECT workstation, (SELECT max(sequence) FROM journal WHERE journal.workstation = known.workstation) AS sequence "
    "FROM known WHERE workstation IS NOT NULL"
).columns(model.journal.c.workstation, model.journal.c.sequence)


def journal_ends(connection: Connection) -> dict[str, int]:
    """The last entry of each workstation, found without reading the journal: it may have millions."""
    return {row.workstation: row.sequence for row in connection.execute(_ENDS)}


def _take_in(line: Any, arrived: list[str]) -> None:
    """Everything that has come on the line by itself. Raises psycopg.OperationalError where it broke."""
    line.consume_input()
    while (notice := line.notifies()) is not None:
        arrived.append(notice.extra.decode("utf-8", "replace"))


def _named(connection: Connection, since: Any) -> Changes:
    """What those journal entries are about. Messages and print jobs are not all journalled: taken as changed."""
    journal, dispensing = model.journal, model.dispensing
    numbers = select(journal.c.prescription).where(since, journal.c.prescription.is_not(None)).distinct()
    whose = select(journal.c.patient).where(since, journal.c.patient.is_not(None)).distinct()
    rows = connection.execute(
        select(dispensing.c.prescription, dispensing.c.issue).where(dispensing.c.prescription.in_(numbers))
    )
    keys = frozenset(IssueKey(PrescriptionId(row.prescription), row.issue) for row in rows)
    patients = frozenset(PatientId(value) for value in connection.execute(whose).scalars())
    return Changes(keys, patients, staff=True, outbox=True, prints=True, bench=True)
