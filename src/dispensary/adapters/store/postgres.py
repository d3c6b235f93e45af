"""The store of several counters, on one PostgreSQL server.

**One writer at a time.** A unit of work that writes first takes one advisory lock for the whole store, and keeps it
to its end; PostgreSQL lets go of it only after the commit can be seen by everybody. So every step runs as if it were
alone, exactly as under SQLCipher's write lock: what a use-case read is still so when it records, numbers and places in
the journal's chains are handed out one after the other, also to two processes of the same workstation, and no step is
ever undone by the server because of another (there is nobody to deadlock or to collide with).

**READ COMMITTED for writers** is what makes that lock right: each statement sees everything committed before it began.
Under REPEATABLE READ or SERIALIZABLE the snapshot would be taken as the lock is asked for, before it is granted, and a
step that had to wait would decide on what stood there before the one it waited for. The version column of each
aggregate still finds whoever comes past the lock. Readers take no lock: REPEATABLE READ, one moment for all they read.

A step takes a few milliseconds. A counter that stops in the middle of one (asleep, unplugged) is ended by the server
after IDLE_S, and whoever waited longer than WAIT_S meanwhile was told that the store is busy.
"""

import contextlib
import time
from pathlib import Path
from threading import get_ident
from typing import Any, Final
from uuid import uuid4

from sqlalchemy import Connection, Engine, create_engine, delete, event, select, text
from sqlalchemy.engine import URL, ExceptionContext, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.pool import NullPool, QueuePool

from dispensary.adapters.store import model
from dispensary.adapters.store.change_feed import CHANNEL, PostgresFeed, journal_ends, payload_of
from dispensary.adapters.store.postgres_words import NOTHING, in_words, is_lost
from dispensary.adapters.store.schema import needs_migration, version_of
from dispensary.adapters.store.sealing import Seals
from dispensary.adapters.store.unit_of_work import StoredUnitOfWork, worded
from dispensary.application.ports.changes import Changes
from dispensary.application.ports.sealer import Anchor, Sealer
from dispensary.application.ports.store import OutcomeUnknown, RecordExchanged, StoreUnavailable
from dispensary.domain.seals import Accepted, Proof

WAIT_S = 5
IDLE_S = 10
PATIENCE_S = 25
"""How long the fate of a commit without an answer is asked for. More than IDLE_S: by then a line that only the client
has lost is given up by the server too.
"""
PAUSE_S = 0.1
KEEP_MARKS_S = 2 * 86_400

EXCHANGED = (
    "A backup was restored on the server while this counter had the record open. Nothing of this step was recorded. "
    "Close the program, start it again, and look at the record before you go on."
)
_SCHEMES = ("postgresql", "postgres", "postgresql+psycopg")
WRITERS = "1146310489, 1"
"""The advisory lock of whoever writes."""
_BEGIN = (
    "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE; SET LOCAL lock_timeout = '{wait}s'; "
    "SET LOCAL idle_in_transaction_session_timeout = '{idle}s'; "
    # A commit that is answered before it is on the disk can be lost with the power.
    "SELECT set_config('synchronous_commit', 'on', true) WHERE current_setting('synchronous_commit') = 'off'; "
    f"SELECT pg_advisory_xact_lock({WRITERS})"
)
UNDER_LOCK = _BEGIN.format(wait=WAIT_S, idle=IDLE_S)
_READ = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
_MARK = (
    "WITH marked AS (INSERT INTO commit_mark (place, mark, at) "
    "VALUES (:place, :mark, extract(epoch FROM now())::bigint) "
    "ON CONFLICT (place) DO UPDATE SET mark = excluded.mark, at = excluded.at) "
    "SELECT CASE WHEN :payload <> '' THEN pg_notify(:channel, :payload) END"
)


class PostgresBackend:
    """Transactions on a server that may go away at any moment, also between a commit and its answer."""

    def __init__(self, engine: Engine, record: int | None = None) -> None:
        """record: which one was opened (see `record_in`), where every step must meet the same."""
        self._engine = engine
        self._record = record
        self.own = uuid4().hex

    def begin(self, connection: Connection, *, writing: bool, light: bool = False) -> None:
        connection.exec_driver_sql(_BEGIN.format(wait=WAIT_S, idle=IDLE_S) if writing else _READ)
        if light:
            connection.exec_driver_sql("SET LOCAL synchronous_commit = off")
        self._look_again(connection)

    def _look_again(self, connection: Connection) -> None:
        """Another counter may have been given a newer version since this program was started, or a backup restored.

        A restore waits for whoever has read this table in a transaction of their own, so what is found here holds to
        the end of the step.
        """
        found = connection.exec_driver_sql("SELECT version_num, tableoid::bigint FROM alembic_version").first()
        if found is None or self._record not in (None, found[1]):
            raise RecordExchanged(EXCHANGED)
        needs_migration(found[0])

    def commit(self, connection: Connection, changes: Changes | None) -> None:
        """Raises OutcomeUnknown where nobody can say whether it was recorded."""
        if changes is None:
            connection.exec_driver_sql("COMMIT")
            return
        if _idle(connection):
            # Outside a transaction every statement is recorded by itself, and without the writers' lock.
            raise RuntimeError("this unit of work has been committed already")
        mark = uuid4().hex
        payload = payload_of(changes, self.own) if changes else ""
        connection.execute(text(_MARK), {"place": self._place(), "mark": mark, "channel": CHANNEL, "payload": payload})
        try:
            connection.exec_driver_sql("COMMIT")
        except DBAPIError as error:
            if not is_lost(error):
                raise
            self._settle(connection, mark, error)

    def roll_back(self, connection: Connection) -> None:
        if connection.invalidated:
            return
        if not _idle(connection):
            connection.exec_driver_sql("ROLLBACK")

    def in_words(self, error: DBAPIError) -> StoreUnavailable:
        return in_words(error)

    def close(self) -> None:
        """Takes back the marks of this program's own commits."""
        with self._engine.connect() as connection:
            connection.execute(delete(model.commit_mark).where(model.commit_mark.c.place.startswith(self.own)))

    def _place(self) -> str:
        """One thread commits one thing at a time, so its mark stands until it has been asked for."""
        return f"{self.own} {get_ident()}"

    def _settle(self, connection: Connection, mark: str, error: DBAPIError) -> None:
        """The server took the commit and went away without an answer. Finds out what became of it.

        The transaction held the writers' lock, which is given back only once it is over: whoever gets that lock now
        sees its mark or will never see it. (The transaction's number would not do: a server that crashed before it
        wrote anything of it gives the same number to another.)
        """
        until = time.monotonic() + PATIENCE_S
        while True:
            try:
                stands = self._stands(mark)
                break
            except DBAPIError:
                if time.monotonic() > until:
                    raise OutcomeUnknown(
                        "The database server went away while this step was being recorded, and has not come back. "
                        "It may have been recorded or not: look, before anybody does it again."
                    ) from error
                time.sleep(PAUSE_S)
        if not stands:
            raise StoreUnavailable(
                f"The database server went away while this step was being recorded, and is back. {NOTHING} Try again."
            ) from error
        connection.rollback()  # what is still read in this unit of work is read on a new connection

    def _stands(self, mark: str) -> bool:
        table = model.commit_mark
        with self._engine.connect() as fresh:
            try:
                fresh.exec_driver_sql(_BEGIN.format(wait=WAIT_S, idle=IDLE_S))
                return fresh.execute(select(table.c.mark).where(table.c.place == self._place())).scalar() == mark
            finally:
                self.roll_back(fresh)


def _idle(connection: Connection) -> bool:
    """Whether no transaction is open on it."""
    driver: Any = connection.connection.dbapi_connection
    return driver is None or driver.info.transaction_status.name == "IDLE"


class PostgresStore:
    """A store on a server. Open it with `open_postgres`."""

    def __init__(
        self,
        engine: Engine,
        listening: Engine,
        workstation: str,
        read: dict[str, int],
        seals: Seals,
        record: int | None = None,
    ) -> None:
        """listening: gives a connection of its own to each that asks. read: where each journal ends now."""
        self._seals = seals
        self._read = read
        self._engine = engine
        self._listening = listening
        self._backend = PostgresBackend(engine, record)
        self._workstation = workstation

    @property
    def workstation(self) -> str:
        return self._workstation

    @property
    def shared(self) -> bool:
        return True

    def begin(self, *, light: bool = False) -> StoredUnitOfWork:
        return StoredUnitOfWork(
            self._engine, self._backend, self._workstation, writing=True, light=light, seals=self._seals
        )

    def read(self) -> StoredUnitOfWork:
        return StoredUnitOfWork(self._engine, self._backend, self._workstation, writing=False)

    def changes(self) -> PostgresFeed:
        return PostgresFeed(self._listening, self._backend.own, self._read)

    def prove(self, accept: Accepted | None = None, other: object = None) -> Proof:  # noqa: ARG002
        """other: for a store in a file; here the server reads."""
        from dispensary.adapters.store.proving import prove

        with worded(self._backend), self._engine.connect() as connection:
            self._backend.begin(connection, writing=False)
            try:
                return prove(connection, self._seals, None, accept)
            finally:
                self._backend.roll_back(connection)

    def copy_to(self, target: Path, key: bytes) -> None:
        """One moment of it in an encrypted file; the other counters go on working. Raises StoreUnavailable."""
        from dispensary.adapters.store.crossing import either_in_words, into_file

        with either_in_words(), self._engine.connect() as connection:
            self._backend.begin(connection, writing=False)
            try:
                into_file(connection, target, key)
            finally:
                with contextlib.suppress(DBAPIError):
                    self._backend.roll_back(connection)

    untidy: Final = False

    def tidy(self) -> None:
        """The server does it by itself."""

    def close(self) -> None:
        """Lets go of the server."""
        with contextlib.suppress(DBAPIError), self._engine.connect() as connection:
            self._seals.keep_anchor(connection)
        # The marks of a store that cannot be reached go when another counter opens it.
        with contextlib.suppress(DBAPIError):
            self._backend.close()
        self._engine.dispose()


def open_postgres(
    url: str,
    workstation: str,
    *,
    create: bool = False,
    sealer: Sealer | None = None,
    anchor: Anchor | None = None,
) -> PostgresStore:
    """Opens the store in that PostgreSQL database, migrating an older one.

    url: postgresql://user@host:port/database, where libpq's own settings (PGPASSFILE, sslmode=...) hold as everywhere.
    create: makes the tables in a database that has none. Raises StoreUnavailable (NewerStore among it).
    """
    address = address_of(url)
    engine = engine_of(address, f"dispensary {workstation}", poolclass=QueuePool, pool_size=4)
    try:
        with worded(PostgresBackend(engine)):
            fit_to_keep_records(engine)
            bring_up(engine, create=create)
            with engine.connect() as connection:
                record = record_in(connection)
            read = _looked_over(engine)
    except BaseException:
        engine.dispose()
        raise
    seals = Seals(workstation, sealer, anchor)
    listening = engine_of(address, f"dispensary {workstation}", poolclass=NullPool)
    return PostgresStore(engine, listening, workstation, read, seals, record)


def record_in(connection: Connection) -> int | None:
    """Which record stands there, by the number that the server gave to one of its tables; None where there is none.

    Two records never have the same: the one that a restore puts aside keeps its number.
    """
    found = connection.exec_driver_sql("SELECT to_regclass('alembic_version')::oid::bigint").scalar()
    return None if found is None else int(found)


def address_of(url: str) -> URL:
    """The address for SQLAlchemy. A message never repeats it: it may hold a password."""
    try:
        made = make_url(url)
    except (ArgumentError, ValueError):
        made = None
    if made is None or made.drivername not in _SCHEMES:
        raise StoreUnavailable(
            "The address of the store cannot be read. It looks like postgresql://user@server:5432/database."
        )
    return made.set(drivername="postgresql+psycopg")


def engine_of(url: URL, name: str, **pool: Any) -> Engine:
    """name: what the server shows to whoever asks which sessions there are."""
    try:
        import psycopg  # noqa: F401
    except ImportError:
        raise StoreUnavailable(
            "A store on PostgreSQL needs the package psycopg, which is not installed here: pip install "
            "'dispensary[postgres]'"
        ) from None
    engine = create_engine(
        url,
        # Transactions are begun and ended in words by the backend.
        isolation_level="AUTOCOMMIT",
        # A connection that died with the server, or on the way, is replaced before anything is done on it.
        pool_pre_ping=True,
        hide_parameters=True,
        connect_args={
            "connect_timeout": 5,
            "keepalives_idle": 10,
            "keepalives_interval": 3,
            "keepalives_count": 3,
            "tcp_user_timeout": 15_000,
            "application_name": name[:60],
            "client_encoding": "utf8",
        },
        **pool,
    )
    event.listen(engine, "handle_error", _close_cursor)
    return engine


def _close_cursor(broken: ExceptionContext) -> None:
    """Of a line that is gone SQLAlchemy leaves the cursor open, and the driver complains of one that streamed."""
    import psycopg

    running = broken.execution_context
    if broken.is_disconnect and running is not None:
        with contextlib.suppress(psycopg.Error):
            running.cursor.close()


def fit_to_keep_records(engine: Engine) -> None:
    """Refuses a server that would lose what it has said it recorded, or cannot hold every name."""
    with engine.connect() as connection:
        shown = {
            name: str(connection.exec_driver_sql(f"SHOW {name}").scalar())
            for name in ("fsync", "full_page_writes", "server_encoding")
        }
    if "off" in (shown["fsync"], shown["full_page_writes"]):
        raise StoreUnavailable(
            "The database server is set to answer before its disk has the data (fsync or full_page_writes is off): a "
            "power cut could lose what was recorded. Have both switched on, then try again."
        )
    if shown["server_encoding"] != "UTF8":
        raise StoreUnavailable("The database does not keep text as UTF-8. Make one that does, for this store.")


def bring_up(engine: Engine, *, create: bool) -> None:
    """Brings the record there to this version. Raises StoreUnavailable where there is none, unless `create`."""
    with engine.connect() as connection:
        at = version_of(connection) if record_in(connection) is not None else None
    if at is None and not create:
        raise StoreUnavailable(
            "There is no dispensing record in that database yet. Set one up with: dispensary init. Or bring one there "
            "from a backup: dispensary restore BACKUP"
        )
    if not needs_migration(at):
        return
    from dispensary.adapters.store.migrate import upgrade

    # Under the writers' lock: nobody records meanwhile, and of two counters that start together the second finds it
    # done. A migration may take its time, so whoever waits for it does too.
    upgrade(engine, begin=_BEGIN.format(wait=120, idle=120))


def _looked_over(engine: Engine) -> dict[str, int]:
    """Where each workstation's journal ends. Marks of programs that were killed are taken away; only old ones, since a
    commit is asked about within PATIENCE_S.
    """
    with engine.connect() as connection:
        connection.execute(
            text("DELETE FROM commit_mark WHERE at < extract(epoch FROM now())::bigint - :keep"),
            {"keep": KEEP_MARKS_S},
        )
        return journal_ends(connection)
