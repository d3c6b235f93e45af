"""The store in one encrypted file on this machine: SQLCipher."""

import contextlib
import os
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, ExceptionContext, create_engine, event, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from dispensary.adapters.store.blocks import SecondReader, Vault, second_reader_for
from dispensary.adapters.store.copies import copied, copy_before, rekeyed
from dispensary.adapters.store.keyed import keyed_in_place
from dispensary.adapters.store.moving import copy_store
from dispensary.adapters.store.schema import needs_migration, version_of
from dispensary.adapters.store.sealing import Seals, anchored_as
from dispensary.adapters.store.syncing import abandon, disk_failed, has_log, keep_names, only_reads, rewrite_log
from dispensary.adapters.store.unit_of_work import StoredUnitOfWork, worded
from dispensary.application.ports.changes import Changes
from dispensary.application.ports.sealer import Anchor, Sealer
from dispensary.application.ports.store import StoreStopped, StoreUnavailable, WrongKey
from dispensary.domain.premises import FIRST_COUNTER
from dispensary.domain.seals import Accepted, Anchored, Proof, fingerprint_of

BUSY_MS = 5000


COMMITS = 50
"""After so many steps the log is written back into the file: one step makes some twenty pages of it."""
OVERDUE = 8
"""Where somebody tidies between the steps, a step does it itself only after so many times as many."""
_ONLY_READS = "only reads"
"""Noted of a connection that refused to write, which is let go of after the step. Where a file cannot be opened for
writing, SQLite opens it for reading and tells nobody: kept, it would refuse every step until the program is closed.
"""
STOPPED = (
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
    (
        ("readonly", "read-only"),
        (
            "The store can only be read, not written.",
            " Close the program and open it again. If that does not help, have the disk looked at.",
        ),
    ),
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
    """A writer takes the write lock at once, so that it never loses its turn half-way.

    The log is written back into the file by us and not by SQLite, which does not say where that fails.
    """

    def __init__(self, opened: Collection[Any] = ()) -> None:
        self.stopped = self.tidied = False
        """tidied: somebody writes the log back between the steps."""
        self._opened = opened
        self._commits = 0

    def begin(self, connection: Connection, *, writing: bool, light: bool = False) -> None:
        if self.stopped:
            raise StoreStopped(STOPPED)
        if writing:
            # A light step leaves the log's fsync, and the moving of the log into the file, to the next recorded one.
            driver = connection.connection.dbapi_connection
            assert driver is not None
            driver.execute("PRAGMA synchronous = NORMAL" if light else "PRAGMA synchronous = FULL")
            connection.info["light"] = light
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    def commit(self, connection: Connection, changes: Changes | None) -> None:
        try:
            connection.exec_driver_sql("COMMIT")
        except DBAPIError as error:
            if not disk_failed(error):
                raise
            self._stop()
            raise StoreStopped(_UNCERTAIN) from error
        if changes is None or connection.info.get("light"):
            return
        self._commits += 1
        if self._commits >= COMMITS * (OVERDUE if self.tidied else 1):
            self.write_back(connection, "PASSIVE")

    @property
    def untidy(self) -> bool:
        return self._commits >= COMMITS and not self.stopped

    def write_back(self, connection: Connection, how: str) -> None:
        """Brings what the log holds into the file. Where that cannot be done now, it stays in the log."""
        self._commits = 0
        try:
            connection.exec_driver_sql(f"PRAGMA wal_checkpoint({how})").all()
        except DBAPIError as error:
            if disk_failed(error):
                self._stop()

    def _stop(self) -> None:
        """From now on this process neither reads nor writes, and leaves the files as they are."""
        self.stopped = True
        # Other threads open and close theirs meanwhile.
        for connection in tuple(self._opened):
            abandon(connection)

    def roll_back(self, connection: Connection) -> None:
        driver = connection.connection.dbapi_connection
        if driver is not None and driver.in_transaction:
            connection.exec_driver_sql("ROLLBACK")
        if connection.info.get(_ONLY_READS):
            connection.invalidate()

    def in_words(self, error: DBAPIError) -> StoreUnavailable:
        said = str(error.orig).lower()
        if "not a database" in said or "file is encrypted" in said:
            return WrongKey("This key does not open the store.")
        meaning = next((words for signs, words in _MEANINGS if any(sign in said for sign in signs)), _UNREADABLE)
        return StoreUnavailable(f"{meaning[0]} Nothing of this step was recorded.{meaning[1]}")


class CipherStore:
    """A store in one encrypted file. Open it with `open_store`."""

    def __init__(
        self,
        engine: Engine,
        workstation: str,
        seals: Seals,
        path: Path,
        key: bytes,
        *,
        opened: Collection[Any] = (),
        alone: bool = False,
    ) -> None:
        """alone: everybody else is shut out, a process that would help with the proof too."""
        self._engine = engine
        self._backend = CipherBackend(opened)
        self._workstation = workstation
        self._seals = seals
        self._path = path
        self._key = key
        self._alone = alone

    @property
    def workstation(self) -> str:
        return self._workstation

    @property
    def shared(self) -> bool:
        return False

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

    def fill_from(self, source: Connection) -> None:
        """Takes a whole record into an empty one, in one transaction. Raises NotEmpty."""
        with self._engine.connect() as connection:
            self._backend.begin(connection, writing=True)
            try:
                copy_store(source, connection)
                self._backend.commit(connection, None)
            finally:
                self._backend.roll_back(connection)

    def pour_into(self, target: Connection) -> None:
        """Gives the whole record, as it is at one moment, to an empty one. Raises NotEmpty."""
        with self._engine.connect() as connection:
            self._backend.begin(connection, writing=False)
            try:
                copy_store(connection, target)
            finally:
                self._backend.roll_back(connection)

    def begin(self, *, light: bool = False) -> StoredUnitOfWork:
        return StoredUnitOfWork(
            self._engine, self._backend, self._workstation, writing=True, light=light, seals=self._seals
        )

    def read(self) -> StoredUnitOfWork:
        return StoredUnitOfWork(self._engine, self._backend, self._workstation, writing=False)

    def changes(self) -> None:
        """One machine, one window: there is no other counter to hear from."""

    def prove(self, accept: Accepted | None = None, other: SecondReader | None = None) -> Proof:
        """other: a second process that was started before the store was opened, and does its share. Without one it is
        started now and does all of it, so that nobody who works meanwhile waits for this one.
        """
        with contextlib.ExitStack() as stack:
            vault = Vault(self._path, self._key)
            own = second_reader_for(vault, alone=True) if other is None and not self._alone else None
            if own is not None:
                stack.enter_context(own)
            return self._prove(accept, other or own)

    def _prove(self, accept: Accepted | None, other: SecondReader | None) -> Proof:
        from dispensary.adapters.store.proving import prove

        with worded(self._backend), self._engine.connect() as connection:
            self._backend.begin(connection, writing=False)
            try:
                return prove(connection, self._seals, other, accept)
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

    @property
    def untidy(self) -> bool:
        return self._backend.untidy

    def tidy(self) -> None:
        self._backend.tidied = True
        if self.untidy:
            with worded(self._backend), self._engine.connect() as connection:
                self._backend.write_back(connection, "PASSIVE")

    def close(self) -> None:
        """Writes the log back into the file and lets go of both. After an fsync that failed both stay as they are."""
        if not self._backend.stopped:
            with contextlib.suppress(DBAPIError), self._engine.connect() as connection:
                self._backend.write_back(connection, "TRUNCATE")
                self._seals.keep_anchor(connection)
        if self._backend.stopped:
            self._engine.dispose(close=False)
            return
        self._engine.dispose()


def open_store(
    path: Path,
    key: bytes,
    workstation: str = FIRST_COUNTER,
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
    Raises WrongKey, NewerStore, StoreStopped (the disk fails), or StoreUnavailable (absent, unless `create`; damaged).
    """
    if len(key) != 32:
        raise WrongKey("The key must be 32 bytes long.")
    if not create and not path.is_file():
        raise StoreUnavailable(f"There is no store at {path.name} in that folder.")
    if create and not path.exists():
        _make_private(path)
    opened: set[Any] = set()
    engine = _engine(path, key, opened, read_only=not _sure_of_log(path, key))
    try:
        with worded(CipherBackend()):
            _migrate(engine, (lambda at: copy_before(path, key, at)) if copy_first else None)
        keep_names(path.parent)
    except OSError as problem:
        engine.dispose()
        raise StoreStopped(STOPPED) from problem
    except BaseException:
        engine.dispose()
        raise
    return CipherStore(engine, workstation, Seals(workstation, sealer, anchor), path, key, opened=opened)


def _sure_of_log(path: Path, key: bytes) -> bool:
    """Whether what stands in the log may be built upon. Raises StoreStopped."""
    try:
        return not has_log(path) or rewrite_log(path, key)
    except OSError as problem:
        raise StoreStopped(STOPPED) from problem


def _make_private(path: Path) -> None:
    """An empty file that only its owner may read, before anything is in it. What cannot be made is said later."""
    with contextlib.suppress(OSError):
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600))


def _engine(path: Path, key: bytes, opened: set[Any] | None = None, *, read_only: bool = False) -> Engine:
    """opened: is filled with the driver's connections, as long as they are open."""
    from sqlcipher3 import dbapi2

    held = set() if opened is None else opened

    def connect() -> Any:
        return keyed_in_place(path, key, BUSY_MS / 1000, read_only=read_only)

    # A driver's error names the values of its statement unless it is told not to; values are patients.
    engine = create_engine(
        "sqlite://", creator=connect, module=dbapi2, poolclass=QueuePool, pool_size=4, hide_parameters=True
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

    @event.listens_for(engine, "handle_error")
    def note(error: ExceptionContext) -> None:
        if error.connection is not None and only_reads(error.original_exception):
            error.connection.info[_ONLY_READS] = True

    @event.listens_for(engine, "close")
    def gone(connection: Any, _record: object) -> None:
        held.discard(connection)

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
