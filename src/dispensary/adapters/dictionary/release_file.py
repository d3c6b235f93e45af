"""One finished release file: opened read-only, and what it says of itself."""

import json
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlcipher3 import dbapi2

from dispensary.adapters.dictionary import schema
from dispensary.application.ports.dictionary import DictionaryUnavailable
from dispensary.domain.dictionary import Release

DAMAGED = "The dictionary file cannot be read. Import the release again."


def connect(path: Path) -> Any:
    """A connection that only reads; nothing in a release file changes once it is finished."""
    return dbapi2.connect(f"file:{quote(path.as_posix())}?mode=ro&immutable=1", uri=True, check_same_thread=False)


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
