"""The store on SQLCipher: engine, key, migrations, units of work."""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection, Engine, create_engine, event, insert, select, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from dispensary.adapters.store import model
from dispensary.adapters.store.documents import read, written
from dispensary.adapters.store.outgoing import StoredOutbox, StoredPrints
from dispensary.adapters.store.repositories import (
    StoredDispensings,
    StoredDuty,
    StoredJournal,
    StoredPatients,
    StoredStaff,
)
from dispensary.application.ports.store import StoreUnavailable, WrongKey
from dispensary.domain.premises import Premises

HEAD = "0001"
BUSY_MS = 5000


class NewerStore(StoreUnavailable):
    """The store was written by a newer version of the program, which this one must not touch."""


class StoredUnitOfWork:
    """One transaction on one connection. A writer takes the write lock at once, so that it never loses its turn
    half-way.
    """

    def __init__(self, engine: Engine, workstation: str, *, writing: bool) -> None:
        self._engine = engine
        self._workstation = workstation
        self._writing = writing
        self._connection: Connection | None = None

    def __enter__(self) -> Self:
        with _worded():
            connection = self._engine.connect()
            try:
                connection.exec_driver_sql("BEGIN IMMEDIATE" if self._writing else "BEGIN")
            except BaseException:
                connection.close()
                raise
        self._connection = connection
        self.dispensings = StoredDispensings(connection)
        self.patients = StoredPatients(connection)
        self.staff = StoredStaff(connection)
        self.duty = StoredDuty(connection)
        self.journal = StoredJournal(connection, self._workstation)
        self.outbox = StoredOutbox(connection)
        self.prints = StoredPrints(connection)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            with contextlib.suppress(DBAPIError):
                _roll_back(connection)
            connection.close()
        if isinstance(error, DBAPIError):
            raise _in_words(error) from error

    def _open(self) -> Connection:
        if self._connection is None:
            raise RuntimeError("this unit of work is closed")
        return self._connection

    def premises(self) -> Premises:
        found = (
            self._open().execute(select(model.setting.c.document).where(model.setting.c.name == "premises")).scalar()
        )
        if found is None:
            raise StoreUnavailable("The pharmacy's name and address have not been entered yet.")
        return read(found, Premises)

    def set_premises(self, premises: Premises) -> None:
        document = written(premises)
        done = self._open().execute(
            update(model.setting).where(model.setting.c.name == "premises").values(document=document)
        )
        if done.rowcount == 0:
            self._open().execute(insert(model.setting).values(name="premises", document=document))

    def next_number(self, series: str) -> int:
        table = model.counter
        done = self._open().execute(update(table).where(table.c.series == series).values(value=table.c.value + 1))
        if done.rowcount == 0:
            self._open().execute(insert(table).values(series=series, value=1))
        return int(self._open().execute(select(table.c.value).where(table.c.series == series)).scalar_one())

    def commit(self) -> None:
        with _worded():
            self._open().exec_driver_sql("COMMIT")


def _roll_back(connection: Connection) -> None:
    driver = connection.connection.dbapi_connection
    if driver is not None and driver.in_transaction:
        connection.exec_driver_sql("ROLLBACK")


@contextlib.contextmanager
def _worded() -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        raise _in_words(error) from error


def _in_words(error: DBAPIError) -> StoreUnavailable:
    said = str(error.orig).lower()
    if "not a database" in said or "file is encrypted" in said:
        return WrongKey("This key does not open the store.")
    if "full" in said:
        return StoreUnavailable("The disk is full. Nothing of this step was recorded. Free some space and try again.")
    if "readonly" in said or "read-only" in said:
        return StoreUnavailable("The store can only be read, not written. Nothing of this step was recorded.")
    if "locked" in said or "busy" in said:
        return StoreUnavailable("The store is busy. Nothing of this step was recorded. Try again.")
    return StoreUnavailable("The store could not be read or written. Nothing of this step was recorded.")


class CipherStore:
    """A store in one encrypted file. Open it with `open_store`."""

    def __init__(self, engine: Engine, workstation: str) -> None:
        self._engine = engine
        self._workstation = workstation

    def begin(self) -> StoredUnitOfWork:
        return StoredUnitOfWork(self._engine, self._workstation, writing=True)

    def read(self) -> StoredUnitOfWork:
        return StoredUnitOfWork(self._engine, self._workstation, writing=False)

    def close(self) -> None:
        """Writes the log back into the file and lets go of it."""
        with contextlib.suppress(DBAPIError), self._engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        self._engine.dispose()


def open_store(path: Path, key: bytes, workstation: str = "Counter 1", *, create: bool = False) -> CipherStore:
    """Opens the encrypted store with its 32-byte key, migrating an older one.

    Raises WrongKey, NewerStore, or StoreUnavailable (absent, unless `create`; not readable; damaged).
    """
    if len(key) != 32:
        raise WrongKey("The key must be 32 bytes long.")
    if not create and not path.is_file():
        raise StoreUnavailable(f"There is no store at {path.name} in that folder.")
    engine = _engine(path, key)
    try:
        with _worded():
            _migrate(engine)
    except BaseException:
        engine.dispose()
        raise
    return CipherStore(engine, workstation)


def _engine(path: Path, key: bytes) -> Engine:
    from sqlcipher3 import dbapi2

    def connect() -> Any:
        connection = dbapi2.connect(str(path), timeout=BUSY_MS / 1000, isolation_level=None, check_same_thread=False)
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        connection.execute("PRAGMA cipher_log_level = NONE")
        return connection

    engine = create_engine("sqlite://", creator=connect, module=dbapi2, poolclass=QueuePool, pool_size=4)

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        # Without it INSERT OR REPLACE deletes a journal entry past the trigger that refuses deletion.
        connection.execute("PRAGMA recursive_triggers = ON")

    return engine


def _migrate(engine: Engine) -> None:
    with engine.connect() as connection:
        known = connection.execute(
            text("SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'alembic_version'")
        ).scalar()
        at = connection.execute(text("SELECT version_num FROM alembic_version")).scalar() if known else None
        connection.rollback()
    if at == HEAD:
        return
    if at is not None and at > HEAD:
        raise NewerStore("This store was written by a newer version of the program. Install that version.")
    from dispensary.adapters.store.migrate import upgrade

    upgrade(engine)
