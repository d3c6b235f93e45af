"""The starter dictionary that ships with the program: built once, wherever this user may write."""

import atexit
import hashlib
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path

import platformdirs

from dispensary.adapters.dictionary import installed, schema
from dispensary.adapters.dictionary.reading import ReleaseDictionary
from dispensary.application.ports.dictionary import DictionaryUnavailable, ReleaseUnusable
from dispensary.assets import AssetMissing, resource

_PREFIX = "starter-"
_USED = "used"
_UNUSED_DAYS = 90


def ensure_starter(home: Path | None) -> Path:
    """The home whose dictionary can be opened: the one given, with the starter built into it where it has none.

    An imported release stays in use. Without a home, or where it cannot be written, the starter goes into this user's
    cache, each version of the program into a folder of its own there, for several may be open; failing that into a
    temporary folder. Quick after the first time. Raises DictionaryUnavailable where
    nothing can be written at all.
    """
    try:
        release = resource("starter", "release.zip")
    except AssetMissing as problem:
        raise DictionaryUnavailable(str(problem)) from problem
    own = f"{_PREFIX}{_digest(release)}"
    name = f"{own}.sqlite"
    if home is not None and _holds_imported(home):
        return home
    problems: list[str] = []
    cache = Path(platformdirs.user_cache_dir("dispensary", appauthor=False))
    for place in _places(home, cache / own):
        try:
            if not _is_sound(place, name):
                installed.put_in_use(place, release, name)
            if place == cache / own:
                _keep_used(cache, own)
        except (OSError, DictionaryUnavailable, ReleaseUnusable) as problem:
            problems.append(f"{place}: {problem}")
            continue
        return place
    raise DictionaryUnavailable("The starter dictionary cannot be built. " + " ".join(problems))


def _places(home: Path | None, cached: Path) -> Iterator[Path]:
    if home is not None:
        yield home
    yield cached
    yield _own_temporary_folder()


def _keep_used(cache: Path, own: str) -> None:
    """Marks this one as used now, and clears away what no version has used for a season."""
    oldest = time.time() - _UNUSED_DAYS * 24 * 60 * 60
    with suppress(OSError):  # another process may be clearing away too, and the next start tries again
        (cache / own / _USED).touch()
        for mark in cache.glob(f"{_PREFIX}*/{_USED}"):
            if mark.stat().st_mtime < oldest:
                shutil.rmtree(mark.parent, ignore_errors=True)


@cache
def _own_temporary_folder() -> Path:
    """A new folder of this process alone: a fixed name in a shared folder could be laid out by somebody else."""
    place = tempfile.mkdtemp(prefix="dispensary-")
    atexit.register(shutil.rmtree, place, ignore_errors=True)
    return Path(place)


def _is_sound(place: Path, name: str) -> bool:
    """The starter is in use there and can be read. One that cannot be read is cleared away."""
    path = installed.folder(place) / name
    if not path.is_file():
        return False
    try:
        ReleaseDictionary(path).close()
    except DictionaryUnavailable:
        path.unlink()
        return False
    try:
        return installed.in_use(place).name == name
    except DictionaryUnavailable:
        return False


def _holds_imported(home: Path) -> bool:
    try:
        return not installed.in_use(home).name.startswith(_PREFIX)
    except (DictionaryUnavailable, OSError):
        return False


def _digest(path: Path) -> str:
    """Changes with the release and with the tables that it is built into."""
    return hashlib.sha256(path.read_bytes() + schema.VERSION.encode()).hexdigest()[:16]
