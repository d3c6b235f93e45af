"""One connection to an encrypted file, and the certainty that it is the file that stands there now."""

from pathlib import Path
from typing import Any

from dispensary.application.ports.store import StoreUnavailable

TRIES = 20


def keyed(path: Path, key: bytes, busy_seconds: float = 5, *, read_only: bool = False) -> Any:
    """A bare connection of the driver with the key given; nothing is read yet."""
    from sqlcipher3 import dbapi2

    where = f"{path.absolute().as_uri()}?mode=ro" if read_only else str(path)
    connection = dbapi2.connect(
        where, timeout=busy_seconds, isolation_level=None, check_same_thread=False, uri=read_only
    )
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    connection.execute("PRAGMA cipher_log_level = NONE")
    return connection


def keyed_in_place(path: Path, key: bytes, busy_seconds: float, *, read_only: bool = False) -> Any:
    """A connection that holds the write-ahead log of the file which bears that name.

    Somebody may exchange the file (a restore, a new key) between its opening and the first reading, and steps would
    then be recorded in a file that no name leads to. Once the log is open nobody can exchange it any more, so the name
    is looked at again after that.
    """
    for _ in range(TRIES):
        before = _identity(path)
        connection = keyed(path, key, busy_seconds, read_only=read_only)
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            if not _exchanged(path, before):
                return connection
        except BaseException:
            connection.close()
            # SQLite may notice it too, and then takes the file for one that can only be read.
            if not _exchanged(path, before):
                raise
        connection.close()
    raise StoreUnavailable("The store is being exchanged. Try again in a moment.")


def _exchanged(path: Path, before: tuple[int, int] | None) -> bool:
    return before is not None and _identity(path) != before


def _identity(path: Path) -> tuple[int, int] | None:
    """Which file bears the name now; None: there is none yet."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
