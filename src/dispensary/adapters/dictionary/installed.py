"""The dictionary folder of a home: release files, and the small pointer file that says which one is in use.

A release is built aside under a lock and renamed when whole; then the pointer is swapped in one rename. A process that
is killed in between leaves the release in use as it was. The previous release stays for roll-back.
"""

import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlcipher3 import dbapi2

from dispensary.adapters.dictionary.importing import NOTHING_VOUCHED, Before, Told, fill, untold
from dispensary.adapters.dictionary.release_file import read_release
from dispensary.adapters.dictionary.release_files import ReleaseFiles, find_release
from dispensary.adapters.dictionary.writing_out import write_out, written_out
from dispensary.application.ports.dictionary import DictionaryUnavailable, NoEarlierRelease, ReleaseUnusable
from dispensary.domain.dictionary_import import ImportReport, Vouched

_POINTER, _LOCK, _ASIDE = "current.json", "lock", "building-"


def folder(home: Path) -> Path:
    return home / "dictionary"


def in_use(home: Path) -> Path:
    """The release file in use. Raises DictionaryUnavailable where there is none."""
    name = _pointed(home).get("current")
    path = folder(home) / str(name)
    if not name or not path.is_file():
        raise DictionaryUnavailable("No dictionary is installed here. Import a dm+d release.")
    return path


def import_release(home: Path, source: Path, vouched: Vouched = NOTHING_VOUCHED, told: Told = untold) -> ImportReport:
    """Builds a release file from a zip or a folder and puts it in use.

    Raises ReleaseUnusable where the source is no sound release, ImportCancelled where told says so; the release in use
    then stays as it is.
    """
    with _locked(home):
        name, report = _prepared(home, source, vouched, told)
        _point(home, name)
    return report


def prepare_release(
    home: Path, source: Path, vouched: Vouched = NOTHING_VOUCHED, told: Told = untold
) -> tuple[str, ImportReport]:
    """As import_release, but does not put it in use yet: the name that put_prepared knows it by, and the report."""
    with _locked(home):
        return _prepared(home, source, vouched, told)


def put_prepared(home: Path, name: str) -> None:
    """Puts a prepared release in use. Raises DictionaryUnavailable where it is not there any more."""
    with _locked(home):
        require_prepared(home, name)
        _point(home, name)


def require_prepared(home: Path, name: str) -> Path:
    """The file of a prepared release. Raises DictionaryUnavailable."""
    path = folder(home) / Path(name).name
    if not path.is_file():
        raise DictionaryUnavailable("The release that was read in is not there any more. Import it again.")
    return path


def previous(home: Path) -> Path | None:
    """The file of the release before the one in use; None where none was kept."""
    name = _pointed(home).get("previous")
    path = folder(home) / str(name)
    return path if name and path.is_file() else None


def mark(home: Path) -> tuple[int, int, int] | None:
    """Tells one state of the pointer from the next, without reading it; None where there is none."""
    try:
        found = (folder(home) / _POINTER).stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size


def _prepared(home: Path, source: Path, vouched: Vouched, told: Told) -> tuple[str, ImportReport]:
    name = f"release-{secrets.token_hex(6)}.sqlite"
    return name, _build(home, find_release(source), name, vouched, told)


def put_in_use(home: Path, source: Path, name: str) -> None:
    """As import_release, under a given file name; does nothing where that release is in use already."""
    with _locked(home):
        if _pointed(home).get("current") == name and (folder(home) / name).is_file():
            return
        if not (folder(home) / name).is_file():
            _build(home, find_release(source), name)
        _point(home, name)


def roll_back(home: Path) -> None:
    """Puts the previous release back in use. Raises NoEarlierRelease where none was kept."""
    with _locked(home):
        earlier = previous(home)
        if earlier is None:
            raise NoEarlierRelease("No earlier dictionary is kept, so there is nothing to go back to.")
        _point(home, earlier.name)


def _build(
    home: Path, files: ReleaseFiles, name: str, vouched: Vouched = NOTHING_VOUCHED, told: Told = untold
) -> ImportReport:
    aside = folder(home) / f"{_ASIDE}{secrets.token_hex(6)}.sqlite"
    try:
        with written_out(folder(home), aside.stem):
            report = fill(aside, files, _before(home), vouched, told)
        write_out(aside)
        with aside.open("rb+") as file:
            os.fsync(file.fileno())
        aside.replace(folder(home) / name)
    except dbapi2.DatabaseError as problem:
        raise ReleaseUnusable(f"{files.name} could not be stored: {problem}.") from problem
    finally:
        for left in folder(home).glob(f"{aside.stem}*"):
            left.unlink(missing_ok=True)
    return report


def _before(home: Path) -> Before | None:
    try:
        path = in_use(home)
        return Before(path, read_release(path))
    except DictionaryUnavailable:
        return None


def _point(home: Path, name: str) -> None:
    before = _pointed(home).get("current")
    pointer = folder(home) / _POINTER
    aside = folder(home) / f"{_ASIDE}{secrets.token_hex(6)}.json"
    aside.write_text(json.dumps({"current": name, "previous": before if before != name else None}), encoding="utf-8")
    aside.replace(pointer)
    _tidy(home)


def _tidy(home: Path) -> None:
    """Removes releases that nothing points at, and what a killed import left. One still open elsewhere stays."""
    kept = set(_pointed(home).values())
    for path in folder(home).iterdir():
        if path.name.startswith(_ASIDE) or (path.suffix == ".sqlite" and path.name not in kept):
            try:
                path.unlink()
            except OSError:
                continue


def _pointed(home: Path) -> dict[str, str]:
    try:
        read = json.loads((folder(home) / _POINTER).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(read, dict):
        return {}
    # A name, never a path: the pointer cannot lead out of its folder.
    return {key: name for key, name in read.items() if isinstance(name, str) and name == Path(name).name}


@contextmanager
def _locked(home: Path) -> Iterator[None]:
    """One process at a time. SQLite's own lock: it works on every system and dies with its process."""
    connection = None
    try:
        folder(home).mkdir(parents=True, exist_ok=True)
        connection = dbapi2.connect(str(folder(home) / _LOCK), timeout=120, isolation_level=None)
        connection.execute("BEGIN EXCLUSIVE")
    except (OSError, dbapi2.DatabaseError) as problem:
        if connection is not None:
            connection.close()
        raise DictionaryUnavailable(f"The dictionary folder is busy or cannot be written: {problem}.") from problem
    try:
        yield
    finally:
        connection.close()  # ends the transaction, and with it the lock
