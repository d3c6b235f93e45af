"""Looking for damage in a store's file, while others work with it."""

import contextlib
from pathlib import Path
from typing import Any

from dispensary.adapters.store.keyed import keyed
from dispensary.domain.upkeep import Damage


def look_for_damage(path: Path, key: bytes) -> Damage:
    """Reads every page and checks its seal (HMAC-SHA512), then whether the tables hold together.

    Only reads; others may work meanwhile. A page that nothing uses any more counts too: the disk has begun to fail.
    """
    if not key_fits(path, key):
        return Damage(locked=True)
    pages = len(_asked(path, key, "PRAGMA cipher_integrity_check") or ())
    tables = _asked(path, key, _TABLES)
    if tables is None:
        return Damage(pages, unreadable=True)
    if not pages and _asked(path, key, "PRAGMA quick_check(20)") == [("ok",)]:
        return Damage()
    return Damage(pages, tuple(name for (name,) in tables if not _reads(path, key, name)))


def key_fits(path: Path, key: bytes) -> bool:
    """Whether the first page opens with this key. SQLCipher compares its seal; nothing of the key is compared here."""
    return _asked(path, key, "PRAGMA user_version") is not None


_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name"


def _asked(path: Path, key: bytes, words: str) -> list[tuple[Any, ...]] | None:
    """The answer; None where it broke off. Each on a connection of its own: one that met a bad page reads no more."""
    from sqlcipher3 import dbapi2

    try:
        with contextlib.closing(keyed(path, key, read_only=True)) as connection:
            return list(connection.execute(words).fetchall())
    except dbapi2.Error:
        return None


def _reads(path: Path, key: bytes, table: str) -> bool:
    """Whether every row of a table can be read, and every index of it agrees."""
    return _asked(path, key, f'PRAGMA integrity_check("{table}")') == [("ok",)]
