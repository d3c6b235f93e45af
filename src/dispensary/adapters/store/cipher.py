"""The store in one encrypted file on this machine: SQLCipher."""

import contextlib
from collections.abc import Collection
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from dispensary.adapters.store.syncing import abandon, disk_failed, has_log, keep_names, rewrite_log
from dispensary.adapters.store.unit_of_work import StoredUnitOfWork, worded
from dispensary.application.ports.store import StoreStopped, StoreUnavailable, WrongKey

HEAD = "0001"
BUSY_MS = 5000


COMMITS = 50
"""After so many steps the log is written back into the file: one step makes some twenty pages of it."""
_STOPPED = (
    "The disk did not confirm what was written before, so nothing more is recorded. Close the program, have the disk "
    "looked at, and start again."
)
_UNCERTAIN = (
    "The disk did not confirm what was written. It is not certain whether this step was recorded. Close the program, "
    "have the disk looked at, and look at the record before you do it again."
)
_UNREADABLE = ("The store could not be read or written.", "")
_MEANINGS = (
    (("full",), ("The disk is full.", " Free some space and try again.")),
    (("readonly", "read-only"), ("The store can only be read, not written.", "")),
    (("locked", "busy"), ("The store is busy.", " Try again.")),
)


class NewerStore(StoreUnavailable):
    """The store was written by a newer version of the program, which this one must not touch."""


class CipherBackend:
    """A writer takes the write lock at once, so that it never loses its turn half-way.

    The log is written back into the file by us and not by SQLite, which does not say where that fails.
    """

    def __init__(self, opened: Collection[Any] = ()) -> None:
        self.stopped = False
        self._opened = opened
        self._commits = 0

    def begin(self, connection: Connection, *, writing: bool) -> None:
        if self.stopped:
            raise StoreStopped(_STOPPED)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    def commit(self, connection: Connection) -> None:
        try:
            connection.exec_driver_sql("COMMIT")
        except DBAPIError as error:
            if not disk_failed(error):
                raise
            self._stop()
            raise StoreStopped(_UNCERTAIN) from error
        self._commits += 1
        if self._commits % COMMITS == 0:
            self.write_back(connection, "PASSIVE")

    def write_back(self, connection: Connection, how: str) -> None:
        """Brings what the log holds into the file. Where that cannot be done now, it stays in the log."""
        try:
            connection.exec_driver_sql(f"PRAGMA wal_checkpoint({how})").all()
        except DBAPIError as error:
            if disk_failed(error):
                self._stop()

    def _stop(self) -> None:
        """From now on this process neither reads nor writes, and leaves the files as they are."""
        self.stopped = True
        for connection in self._opened:
            abandon(connection)

    def roll_back(self, connection: Connection) -> None:
        driver = connection.connection.dbapi_connection
        if driver is not None and driver.in_transaction:
            connection.exec_driver_sql("ROLLBACK")

    def in_words(self, error: DBAPIError) -> StoreUnavailable:
        said = str(error.orig).lower()
        if "not a database" in said or "file is encrypted" in said:
            return WrongKey("This key does not open the store.")
        meaning = next((words for signs, words in _MEANINGS if any(sign in said for sign in signs)), _UNREADABLE)
        return StoreUnavailable(f"{meaning[0]} Nothing of this step was recorded.{meaning[1]}")


class CipherStore:
    """A store in one encrypted file. Open it with `open_store`."""

    def __init__(self, engine: Engine, workstation: str, opened: Collection[Any] = ()) -> None:
        self._engine = engine
        self._backend = CipherBackend(opened)
        self._workstation = workstation

    def begin(self) -> StoredUnitOfWork:
        return StoredUnitOfWork(self._engine, self._backend, self._workstation, writing=True)

    def read(self) -> StoredUnitOfWork:
        return StoredUnitOfWork(self._engine, self._backend, self._workstation, writing=False)

    def close(self) -> None:
        """Writes the log back into the file and lets go of both. After an fsync that failed both stay as they are."""
        if not self._backend.stopped:
            with contextlib.suppress(DBAPIError), self._engine.connect() as connection:
                self._backend.write_back(connection, "TRUNCATE")
        if self._backend.stopped:
            self._engine.dispose(close=False)
            return
        self._engine.dispose()


def open_store(path: Path, key: bytes, workstation: str = "Counter 1", *, create: bool = False) -> CipherStore:
    """Opens the encrypted store with its 32-byte key, migrating an older one.

    Raises WrongKey, NewerStore, StoreStopped (the disk fails), or StoreUnavailable (absent, unless `create`; damaged).
    """
    if len(key) != 32:
        raise WrongKey("The key must be 32 bytes long.")
    if not create and not path.is_file():
        raise StoreUnavailable(f"There is no store at {path.name} in that folder.")
    opened: set[Any] = set()
    engine = _engine(path, key, opened)
    try:
        if has_log(path):
            rewrite_log(path, _connect(path, key))
        with worded(CipherBackend()):
            _migrate(engine)
        keep_names(path.parent)
    except OSError as problem:
        engine.dispose()
        raise StoreStopped(_STOPPED) from problem
    except BaseException:
        engine.dispose()
        raise
    return CipherStore(engine, workstation, opened)


def _connect(path: Path, key: bytes) -> Any:
    from sqlcipher3 import dbapi2

    connection = dbapi2.connect(str(path), timeout=BUSY_MS / 1000, isolation_level=None, check_same_thread=False)
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    connection.execute("PRAGMA cipher_log_level = NONE")
    return connection


def _engine(path: Path, key: bytes, opened: set[Any] | None = None) -> Engine:
    """opened: is filled with the driver's connections, as long as they are open."""
    from sqlcipher3 import dbapi2

    held = set() if opened is None else opened
    engine = create_engine(
        "sqlite://", creator=lambda: _connect(path, key), module=dbapi2, poolclass=QueuePool, pool_size=4
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:
        held.add(connection)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA wal_autocheckpoint = 0")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        # Without it INSERT OR REPLACE deletes a journal entry past the trigger that refuses deletion.
        connection.execute("PRAGMA recursive_triggers = ON")

    @event.listens_for(engine, "close")
    def gone(connection: Any, _record: object) -> None:
        held.discard(connection)

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
