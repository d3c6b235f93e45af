"""The store in one encrypted file on this machine: SQLCipher."""

import contextlib
import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from dispensary.adapters.store.blocks import Vault
from dispensary.adapters.store.copies import copied, copy_before, rekeyed
from dispensary.adapters.store.keyed import keyed_in_place
from dispensary.adapters.store.schema import needs_migration, version_of
from dispensary.adapters.store.sealing import Seals, anchored_as
from dispensary.adapters.store.unit_of_work import StoredUnitOfWork, worded
from dispensary.application.ports.changes import Changes
from dispensary.application.ports.sealer import Anchor, Sealer
from dispensary.application.ports.store import StoreUnavailable, WrongKey
from dispensary.domain.seals import Anchored, Proof, fingerprint_of

BUSY_MS = 5000
LOG_PAGES = 1000


_UNREADABLE = ("The store could not be read or written.", "")
_MEANINGS = (
    (("full",), ("The disk is full.", " Free some space and try again.")),
    (("readonly", "read-only"), ("The store can only be read, not written.", "")),
    (("locked", "busy"), ("The store is busy.", " Try again.")),
    (
        ("malformed", "corrupt"),
        ("A part of the record on this disk is damaged.", " Run: dispensary doctor, which says what to do."),
    ),
)


class MigrationFailed(StoreUnavailable):
    """The store could not be brought to this version of the program."""

    def __init__(self, copy: str) -> None:
        super().__init__(
            "The record could not be brought to this version of the program. It stands as it was, and the earlier "
            f"version still opens it. A verified copy from before is in {copy}. Tell whoever looks after the program."
        )


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

    def commit(self, connection: Connection, changes: Changes | None) -> None:  # noqa: ARG002 nobody else listens
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

    def __init__(
        self, engine: Engine, workstation: str, seals: Seals, path: Path, key: bytes, *, alone: bool = False
    ) -> None:
        """alone: everybody else is shut out, a process that would help with the proof too."""
        self._engine = engine
        self._backend = CipherBackend()
        self._workstation = workstation
        self._seals = seals
        self._path = path
        self._key = key
        self._alone = alone

    @property
    def key(self) -> bytes:
        """What its file is encrypted with; its backups are too."""
        return self._key

    def copy_to(self, target: Path, key: bytes) -> None:
        """A whole encrypted copy as it is now, in one file; others go on working. Raises StoreUnavailable."""
        copied(self._path, self._key, target)
        if key != self._key:
            rekeyed(target, self._key, key)

    def with_bare(self, work: Callable[[Any], None]) -> None:
        """Does something with the driver's own connection."""
        with worded(self._backend), self._engine.connect() as connection:
            work(connection.connection.dbapi_connection)

    def begin(self, *, light: bool = False) -> StoredUnitOfWork:
        return StoredUnitOfWork(
            self._engine, self._backend, self._workstation, writing=True, light=light, seals=self._seals
        )

    def read(self) -> StoredUnitOfWork:
        return StoredUnitOfWork(self._engine, self._backend, self._workstation, writing=False)

    def changes(self) -> None:
        """One machine, one window: there is no other counter to hear from."""

    def prove(self, accept: str | None = None) -> Proof:
        from dispensary.adapters.store.proving import prove

        with worded(self._backend), self._engine.connect() as connection:
            self._backend.begin(connection, writing=False)
            try:
                return prove(connection, self._seals, None if self._alone else Vault(self._path, self._key), accept)
            finally:
                self._backend.roll_back(connection)

    def known_as(self, before: Mapping[str, Anchored]) -> Mapping[str, Anchored]:
        """What there would be to know of this store outside it. Trusted are the keys that were before, and this
        counter's own: on a new machine that is another one.
        """
        with worded(self._backend), self._engine.connect() as connection:
            known = anchored_as(connection, before)
        mine, sealer = known.get(self._workstation), self._seals.sealer
        if mine is None or sealer is None:
            return known
        own = fingerprint_of(sealer.public_key())
        return {**known, self._workstation: replace(mine, keys=tuple(sorted({*mine.keys, own})))}

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
    copy_first: bool = True,
    sealer: Sealer | None = None,
    anchor: Anchor | None = None,
) -> CipherStore:
    """Opens the encrypted store with its 32-byte key, migrating an older one after copying it beside itself.

    copy_first=False: it is a copy already.

    sealer: what seals this counter's journal; a journal that was sealed once must always be written with one. anchor:
    what is known of the journal outside the store.
    Raises WrongKey, NewerStore, or StoreUnavailable (absent, unless `create`; not readable; damaged).
    """
    if len(key) != 32:
        raise WrongKey("The key must be 32 bytes long.")
    if not create and not path.is_file():
        raise StoreUnavailable(f"There is no store at {path.name} in that folder.")
    if create and not path.exists():
        _make_private(path)
    engine = _engine(path, key)
    try:
        with worded(CipherBackend()):
            _migrate(engine, (lambda at: copy_before(path, key, at)) if copy_first else None)
    except BaseException:
        engine.dispose()
        raise
    return CipherStore(engine, workstation, Seals(workstation, sealer, anchor), path, key)


def _make_private(path: Path) -> None:
    """An empty file that only its owner may read, before anything is in it. What cannot be made is said later."""
    with contextlib.suppress(OSError):
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600))


def _engine(path: Path, key: bytes) -> Engine:
    from sqlcipher3 import dbapi2

    def connect() -> Any:
        return keyed_in_place(path, key, BUSY_MS / 1000)

    # A driver's error names the values of its statement unless it is told not to; values are patients.
    engine = create_engine(
        "sqlite://", creator=connect, module=dbapi2, poolclass=QueuePool, pool_size=4, hide_parameters=True
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        # Without it INSERT OR REPLACE deletes a journal entry past the trigger that refuses deletion.
        connection.execute("PRAGMA recursive_triggers = ON")

    return engine


def _migrate(engine: Engine, copy: Callable[[str], Path] | None = None) -> None:
    with engine.connect() as connection:
        known = connection.execute(
            text("SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'alembic_version'")
        ).scalar()
        at = version_of(connection) if known else None
        connection.rollback()
    if not needs_migration(at):
        return
    from dispensary.adapters.store.migrate import upgrade

    kept = copy(at) if at is not None and copy is not None else None
    try:
        upgrade(engine)
    except Exception as problem:
        if kept is None:
            raise
        raise MigrationFailed(kept.name) from problem
