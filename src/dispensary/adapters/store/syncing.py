"""What an fsync that failed means for the store, and what is done about it.

After an fsync that failed the kernel calls the pages clean although they may never reach the disk, and the next fsync
succeeds without them. SQLite itself goes on. Four things follow from that; each lost or made up a record on the days
of tests/faults before this module was there:

- the step that met it stands in the log whole, so it may be there after a restart although its COMMIT failed;
- a log that was only in memory is taken for good by whoever opens it next, and what is built upon it goes with the
  power;
- pages written back into the file before the sync that failed are never written again by this process;
- SQLite does not look whether its sync of the folder, which makes a new log's name last, succeeded.

So the process stops at the first such failure and does not let SQLite tidy up; the next one writes the log again before
it trusts it, and syncs the folder itself.
"""

import ctypes
import os
from pathlib import Path
from typing import Any

from sqlalchemy.exc import DBAPIError

from dispensary.adapters.store.keyed import keyed

IO_ERROR = 10
"""SQLITE_IOERR (sqlite.org/rescode.html). The driver does not say whether it was the fsync; a full disk is another."""
BUSY = 5
"""SQLITE_BUSY: somebody else is at the file. No other code says so."""
READ_ONLY = 8
"""SQLITE_READONLY: the file could be opened for reading only, or may not be written."""

NOT_OURS = 26
"""SQLITE_NOTADB: this key does not open it."""


def disk_failed(error: DBAPIError) -> bool:
    """Whether the disk may not have kept what was written."""
    return _code_of(error.orig) == IO_ERROR


def only_reads(problem: BaseException) -> bool:
    """Whether the driver says that this connection can only read."""
    return _code_of(problem) == READ_ONLY


def _code_of(problem: BaseException | None) -> int | None:
    """SQLite's primary result code."""
    code = getattr(problem, "sqlite_errorcode", None)
    return None if code is None else code & 0xFF


def abandon(connection: Any) -> None:
    """Keeps a driver's connection from ever being closed by this process: closing the last one writes the log back and
    removes it, which must not be done by the process that an fsync failed. The end of the process closes the files.
    """
    ctypes.pythonapi.Py_IncRef(ctypes.py_object(connection))


def rewrite_log(path: Path, key: bytes) -> bool:
    """Writes the log that a process left behind once more, byte for byte, so that what it says is truly on the disk
    before anything is built upon it; then lets SQLite write it back into the file. Where somebody else has the store
    open, their log is not to be touched, and is left alone.

    False: neither is so. Whoever opens the store now may look and must not record: what stands in the log may be gone
    with the power, and with it what is built upon it. Raises OSError where the disk fails.
    """
    from sqlcipher3 import dbapi2

    try:
        connection = keyed(path, key)
    except dbapi2.Error:
        return False
    try:
        connection.execute("PRAGMA busy_timeout = 0")
        shut_others_out(connection, path)
    except dbapi2.Error as problem:
        connection.close()
        return _code_of(problem) == BUSY
    connection.close()
    return True


def shut_others_out(connection: Any, path: Path) -> None:
    """Holds the store's file alone from now on, with the log that somebody left behind written once more.

    SQLite writes a log back into the file when it lets go of it, with a wrong key too: the log is in pages as they were
    sealed. If the power goes meanwhile, only the log says what the file should hold. So the log is made sure of first,
    whether the key fits or not. Raises the driver's error (somebody else is there, wrong key); OSError where the disk
    fails, and then nothing is tidied up any more.
    """
    from sqlcipher3 import dbapi2

    connection.execute("PRAGMA locking_mode = EXCLUSIVE")
    refused = None
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except dbapi2.Error as problem:
        if _code_of(problem) != NOT_OURS:
            raise
        refused = problem
    try:
        if has_log(path):
            _write_again(path.with_name(f"{path.name}-wal"))
    except OSError:
        abandon(connection)
        raise
    if refused is not None:
        raise refused


def has_log(path: Path) -> bool:
    """Whether a process left a log behind: it was killed, or the power went, or it is still at work."""
    log = path.with_name(f"{path.name}-wal")
    return log.is_file() and log.stat().st_size > 0


def keep_names(folder: Path) -> None:
    """Makes sure that the files in the folder are found there after a power cut. Raises OSError where they may not be.

    Windows has no way to ask for it, and keeps names in its own journal.
    """
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _write_again(log: Path) -> None:
    handle = os.open(log, os.O_RDWR)
    try:
        size = os.fstat(handle).st_size
        at = 0
        while at < size:
            # Windows has no pread; the position is the same one for both ways.
            os.lseek(handle, at, os.SEEK_SET)
            piece = os.read(handle, 1 << 20)
            os.lseek(handle, at, os.SEEK_SET)
            at += os.write(handle, piece)
        os.fsync(handle)
    finally:
        os.close(handle)
