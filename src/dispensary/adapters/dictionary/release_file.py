"""One finished release file: opened read-only from any thread, and what it says of itself."""

import json
import threading
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlcipher3 import dbapi2

from dispensary.adapters.dictionary import schema
from dispensary.application.ports.dictionary import DictionaryUnavailable
from dispensary.domain.dictionary import Release

_CACHE = 2048
"""KiB of pages that each connection keeps. The system keeps the file in its own cache: more here is no faster."""
DAMAGED = "The dictionary file cannot be read. Import the release again."


class OpenRelease:
    """A release file that is asked from any thread: a connection for each."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._local = threading.local()
        self._guard = threading.Lock()
        self._connections: list[Any] = []

    def rows(self, query: str, *values: str | int) -> list[tuple[Any, ...]]:
        """Raises DictionaryUnavailable where the file is missing or damaged."""
        try:
            found: list[tuple[Any, ...]] = self._connection().execute(query, values).fetchall()
        except dbapi2.DatabaseError as problem:
            raise DictionaryUnavailable(DAMAGED) from problem
        return found

    def close(self) -> None:
        """Closes the connections of every thread. Nothing may be asked afterwards."""
        with self._guard:
            for connection in self._connections:
                connection.close()
            self._connections.clear()
            self._local = threading.local()

    def _connection(self) -> Any:
        connection = getattr(self._local, "connection", None)
        if connection is None:
            connection = connect(self._path)
            with self._guard:
                self._connections.append(connection)
            self._local.connection = connection
        return connection


def connect(path: Path) -> Any:
    """A connection that only reads; nothing in a release file changes once it is finished."""
    name = f"file:{quote(path.as_posix())}?mode=ro&immutable=1"
    connection = dbapi2.connect(name, uri=True, check_same_thread=False)
    connection.execute(f"PRAGMA cache_size = -{_CACHE}")
    return connection


def release_of(rows: list[tuple[Any, ...]]) -> Release:
    """From the rows of its `meta`. Raises DictionaryUnavailable where they are not of this version of the program."""
    meta = dict(rows)
    if meta.get("schema") != schema.VERSION:
        raise DictionaryUnavailable("The dictionary file is from another version of the program. Import it again.")
    try:
        counts = {key: int(value) for key, value in json.loads(meta["counts"]).items()}
        return Release(meta["name"], date.fromisoformat(meta["dated"]), counts, starter=bool(meta["starter"]))
    except (KeyError, ValueError, AttributeError) as problem:
        raise DictionaryUnavailable(DAMAGED) from problem


def read_release(path: Path) -> Release:
    """Raises DictionaryUnavailable where the file is missing, damaged or of another version of the program."""
    try:
        connection = connect(path)
        try:
            return release_of(connection.execute("SELECT key, value FROM meta").fetchall())
        finally:
            connection.close()
    except dbapi2.DatabaseError as problem:
        raise DictionaryUnavailable(DAMAGED) from problem
