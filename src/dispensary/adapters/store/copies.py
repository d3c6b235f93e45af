"""Whole copies of an encrypted store: made while others work, checked page by page, durable before they count."""

import contextlib
import os
import re
import shutil
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from dispensary.adapters.store.keyed import keyed
from dispensary.application.ports.store import StoreUnavailable, WrongKey

BESIDE = ("-wal", "-shm", "-journal")
ATTEMPTS = 2
_FULL = "The disk is full."


class CopyFailed(StoreUnavailable):
    """A copy could not be made, or is not whole. The store itself is as it was."""


@contextlib.contextmanager
def said() -> Iterator[None]:
    """Turns what the driver and the disk raise into words."""
    from sqlcipher3 import dbapi2

    try:
        yield
    except dbapi2.Error as problem:
        text = str(problem).lower()
        if "not a database" in text:
            raise WrongKey("This key does not open the store.") from None
        raise CopyFailed(_meaning(text)) from None
    except OSError as problem:
        raise CopyFailed(_meaning(str(problem.strerror or "").lower())) from None


def _meaning(text: str) -> str:
    if "full" in text or "no space" in text:
        return _FULL
    if "malformed" in text or "corrupt" in text:
        return "A part of the record on this disk is damaged."
    if "locked" in text or "busy" in text:
        return "Somebody else has the record open."
    if "read-only" in text or "readonly" in text:
        return "That disk can only be read, not written."
    return f"The file could not be read or written{f' ({text})' if re.fullmatch(r'[a-z ]+', text) else ''}."


def copied(source: Path, key: bytes, target: Path) -> None:
    """The store as it is at one moment, in one file under the same key, its pages checked and on the disk.

    Reads one snapshot in one go: in WAL mode a reader holds no writer up. Raises CopyFailed, WrongKey.
    """
    remove(target)
    try:
        with said(), contextlib.closing(keyed(source, key)) as reading:
            copied_from(reading, target, key)
    except BaseException:
        remove(target)
        raise


def copied_from(reading: Any, target: Path, key: bytes) -> None:
    """The same over a connection that is open already."""
    with contextlib.closing(keyed(target, key)) as writing:
        target.chmod(0o600)
        reading.backup(writing)
        # One file with no log beside it: what is moved elsewhere is the whole of it.
        writing.execute("PRAGMA journal_mode = DELETE")
    require_sound(target, key)
    make_durable(target)


def require_sound(path: Path, key: bytes) -> None:
    """Raises CopyFailed where a page does not carry its seal or the tables do not fit together; WrongKey."""
    with said(), contextlib.closing(keyed(path, key, read_only=True)) as connection:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        unsealed = connection.execute("PRAGMA cipher_integrity_check").fetchall()
        if unsealed:
            raise CopyFailed(f"{len(unsealed)} of its pages are damaged.")
        fits = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
        if fits != "ok":
            raise CopyFailed("Its tables do not fit together.")


def rekeyed(path: Path, old: bytes, new: bytes) -> None:
    """Rewrites a private copy under another key, checks it, and makes it durable. Raises CopyFailed, WrongKey."""
    if shutil.disk_usage(path.parent).free < path.stat().st_size:
        # Every page is kept beside it until the last is written; the driver would only say that the disk failed.
        raise CopyFailed(_FULL)
    with said(), contextlib.closing(keyed(path, old)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute(f"PRAGMA rekey = \"x'{new.hex()}'\"")
    require_sound(path, new)
    make_durable(path)


def copy_before(path: Path, key: bytes, schema: str) -> Path:
    """A verified copy beside the store before its tables are changed; kept. Named by its schema and the time.

    Raises CopyFailed: then nothing is changed either.
    """
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    target = free_name(path.with_name(f"{path.stem}-schema-{schema}-{stamp}{path.suffix}"))
    try:
        copied(path, key, target)
        _require_same_rows(path, target, key)
    except (CopyFailed, sqlite3.Error) as problem:
        remove(target)
        raise CopyFailed(
            "This version of the program has to change the record's tables, and first makes a copy of it. That failed: "
            f"{problem} Nothing was changed. Free some space, or put the disk right, and start again."
        ) from None
    return target


def _require_same_rows(path: Path, copy: Path, key: bytes) -> None:
    """Nobody writes between the two countings but an older program at another counter: then the second try fits."""
    for attempt in range(ATTEMPTS):
        if _rows(path, key) == _rows(copy, key):
            return
        if attempt + 1 < ATTEMPTS:
            copied(path, key, copy)
    raise CopyFailed("The copy does not hold what the record holds.")


def _rows(path: Path, key: bytes) -> dict[str, int]:
    with said(), contextlib.closing(keyed(path, key)) as connection:
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}  # noqa: S608


def free_name(wanted: Path) -> Path:
    """That name, or it with a number where it is taken."""
    number = 1
    path = wanted
    while path.exists():
        number += 1
        path = wanted.with_name(f"{wanted.stem}-{number}{wanted.suffix}")
    return path


def remove(path: Path) -> None:
    """The file and what a database leaves beside it."""
    for name in (path.name, *(path.name + end for end in BESIDE)):
        path.with_name(name).unlink(missing_ok=True)


def make_durable(path: Path) -> None:
    """On the disk, whatever happens to the power. Raises OSError."""
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_folder(folder: Path) -> None:
    """Makes a new name in that folder outlive a power cut. Windows has no such call and does it by itself."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
