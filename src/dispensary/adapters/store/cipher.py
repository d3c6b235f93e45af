"""The store in one encrypted file on this machine: SQLCipher."""

import contextlib
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from dispensary.adapters.store.unit_of_work import StoredUnitOfWork, worded
from dispensary.application.ports.store import StoreUnavailable, WrongKey

HEAD = "0003"
BUSY_MS = 5000


_UNREADABLE = ("The store could not be read or written.", "")
_MEANINGS = (
    (("full",), ("The disk is full.", " Free some space and try again.")),
    (("readonly", "read-only"), ("The store can only be read, not written.", "")),
    (("locked", "busy"), ("The store is busy.", " Try again.")),
)


class NewerStore(StoreUnavailable):
    """The store was written by a newer version of the program, which this one must not touch."""


class CipherBackend:
    """A writer takes the write lock at once, so that it never loses its turn half-way."""

    def begin(self, connection: Connection, *, writing: bool) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    def commit(self, connection: Connection) -> None:
        connection.exec_driver_sql("COMMIT")

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

    def __init__(self, engine: Engine, workstation: str) -> None:
        self._engine = engine
        self._backend = CipherBackend()
        self._workstation = workstation

    def begin(self) -> StoredUnitOfWork:
        return StoredUnitOfWork(self._engine, self._backend, self._workstation, writing=True)

    def read(self) -> StoredUnitOfWork:
        return StoredUnitOfWork(self._engine, self._backend, self._workstation, writing=False)

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
        with worded(CipherBackend()):
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
