"""The store in one encrypted file on this machine: SQLCipher."""

import contextlib
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from dispensary.adapters.store.blocks import Helper, Vault, helper_for
from dispensary.adapters.store.sealing import Seals
from dispensary.adapters.store.unit_of_work import StoredUnitOfWork, worded
from dispensary.application.ports.sealer import Anchor, Sealer
from dispensary.application.ports.store import StoreUnavailable, WrongKey
from dispensary.domain.seals import Proof

HEAD = "0002"
BUSY_MS = 5000
LOG_PAGES = 1000


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

    def begin(self, connection: Connection, *, writing: bool, light: bool = False) -> None:
        if writing:
            # A light step leaves the log's fsync, and the moving of the log into the file, to the next recorded one.
            driver = connection.connection.dbapi_connection
            assert driver is not None
            driver.execute("PRAGMA synchronous = NORMAL" if light else "PRAGMA synchronous = FULL")
            driver.execute(f"PRAGMA wal_autocheckpoint = {0 if light else LOG_PAGES}")
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

    def __init__(self, engine: Engine, workstation: str, seals: Seals, vault: Vault) -> None:
        self._engine = engine
        self._backend = CipherBackend()
        self._workstation = workstation
        self._seals = seals
        self._vault = vault

    def begin(self, *, light: bool = False) -> StoredUnitOfWork:
        return StoredUnitOfWork(
            self._engine, self._backend, self._workstation, writing=True, light=light, seals=self._seals
        )

    def read(self) -> StoredUnitOfWork:
        return StoredUnitOfWork(self._engine, self._backend, self._workstation, writing=False)

    def prove(self, accept: str | None = None, helper: Helper | None = None) -> Proof:
        """helper: a second process that was started before the store was opened; without one it is started now."""
        with contextlib.ExitStack() as stack:
            own = helper_for(self._vault) if helper is None else None
            if own is not None:
                stack.enter_context(own)
            return self._prove(accept, helper or own)

    def _prove(self, accept: str | None, helper: Helper | None) -> Proof:
        from dispensary.adapters.store.proving import prove

        with worded(self._backend), self._engine.connect() as connection:
            self._backend.begin(connection, writing=False)
            try:
                return prove(connection, self._seals, helper, accept)
            finally:
                self._backend.roll_back(connection)

    def close(self) -> None:
        """Writes the log back into the file and lets go of it."""
        with contextlib.suppress(DBAPIError), self._engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            self._seals.keep_anchor(connection)
        self._engine.dispose()


def open_store(
    path: Path,
    key: bytes,
    workstation: str = "Counter 1",
    *,
    create: bool = False,
    sealer: Sealer | None = None,
    anchor: Anchor | None = None,
) -> CipherStore:
    """Opens the encrypted store with its 32-byte key, migrating an older one.

    sealer: what seals this counter's journal; a journal that was sealed once must always be written with one. anchor:
    what is known of the journal outside the store.
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
    return CipherStore(engine, workstation, Seals(workstation, sealer, anchor), Vault(path, key))


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
