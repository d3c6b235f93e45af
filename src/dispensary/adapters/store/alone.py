"""A store that nobody else has open, and exchanging its file in one rename.

SQLite itself says who else is there: every connection of ours holds a shared lock on the file while its write-ahead log
is open, so a file that can be taken out of that mode and locked exclusively has nobody at it, in this process or any
other; and a newcomer waits (keyed.keyed_in_place looks again which file bears the name).
"""

import contextlib
import os
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from dispensary.adapters.store.cipher import STOPPED, CipherBackend, CipherStore
from dispensary.adapters.store.copies import BESIDE, free_name, make_durable, sync_folder
from dispensary.adapters.store.keyed import keyed
from dispensary.adapters.store.sealing import Seals
from dispensary.adapters.store.syncing import shut_others_out
from dispensary.adapters.store.unit_of_work import worded
from dispensary.application.ports.sealer import Sealer
from dispensary.application.ports.store import StoreStopped, WrongKey
from dispensary.application.ports.upkeep import StillOpen
from dispensary.domain.premises import FIRST_COUNTER

WAIT_SECONDS = 2
LOCK_BYTES = (0x40000000 + 2, 510)
"""Where SQLite keeps the shared locks of a file (its file format, "the locking protocol")."""


def still_open() -> StillOpen:
    return StillOpen(
        "The record is open: in a window on this machine, or in another command. Close it everywhere and try again. "
        "Nothing was changed."
    )


def open_alone(
    path: Path, key: bytes, workstation: str = FIRST_COUNTER, *, sealer: Sealer | None = None
) -> CipherStore:
    """The store with everybody else shut out, its log written back into it: the one file is all of it. Never migrates.

    Raises WrongKey, StillOpen, StoreStopped (the disk fails), StoreUnavailable (damaged).
    """
    from sqlcipher3 import dbapi2

    def connect() -> Any:
        connection = keyed(path, key, WAIT_SECONDS)
        try:
            shut_others_out(connection, path)
            connection.execute("PRAGMA journal_mode = DELETE")
            connection.execute("BEGIN EXCLUSIVE")
            connection.execute("COMMIT")
        except OSError:
            raise  # The disk fails: closing would tidy up.
        except BaseException:
            connection.close()
            raise
        return connection

    engine = create_engine(
        "sqlite://",
        creator=connect,
        module=dbapi2,
        poolclass=QueuePool,
        pool_size=1,
        max_overflow=0,
        hide_parameters=True,
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA recursive_triggers = ON")

    try:
        with worded(CipherBackend()):
            engine.connect().close()
    except OSError as problem:
        engine.dispose()
        raise StoreStopped(STOPPED) from problem
    except BaseException as problem:
        engine.dispose()
        cause = problem.__cause__
        if isinstance(cause, DBAPIError) and "locked" in str(cause.orig).lower():
            raise still_open() from None
        raise
    return CipherStore(engine, workstation, Seals(workstation, sealer), path, key, alone=True)


def require_nobody(path: Path) -> None:
    """For a file that no key of ours opens: whether anybody holds SQLite's shared lock on it. Raises StillOpen.

    Windows needs no such look: a file that is open there cannot be exchanged.
    """
    if os.name == "nt":
        return
    import fcntl

    start, length = LOCK_BYTES
    with path.open("r+b") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, length, start)
        except OSError:
            raise still_open() from None


def put_aside(path: Path) -> Path:
    """Gives the present file a second name, with what lies beside it, so that exchanging the first deletes nothing.

    Raises OSError.
    """
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    aside = free_name(path.with_name(f"{path.stem}-put-aside-{stamp}{path.suffix}"))
    _second_name(path, aside)
    for end in BESIDE:
        beside = path.with_name(path.name + end)
        if beside.exists():
            _second_name(beside, aside.with_name(aside.name + end))
    sync_folder(path.parent)
    return aside


def _second_name(path: Path, other: Path) -> None:
    try:
        os.link(path, other)
    except OSError:
        shutil.copy2(path, other)
        make_durable(other)


def exchange(path: Path, incoming: Path) -> None:
    """Puts the incoming file in the place of the present one. Raises OSError.

    A log of the present one must not be read into the incoming one; a sound store that is open alone has none any
    more, and that of a damaged one has been put aside with it.
    """
    for end in BESIDE:
        path.with_name(path.name + end).unlink(missing_ok=True)
    make_durable(incoming)
    incoming.replace(path)
    sync_folder(path.parent)


def close_quietly(*stores: CipherStore | None) -> None:
    for store in stores:
        if store is not None:
            with contextlib.suppress(WrongKey, DBAPIError):
                store.close()
