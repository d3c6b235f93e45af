"""What is proved here does not hang on the cost of a try, so tries are cheap."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.postgres import Cluster
from tests.upkeep.counters import Counter, Counters
from tests.upkeep.homes import record, set_up

from dispensary.adapters.system.credentials import Argon2Credentials
from dispensary.adapters.system.key_lock import Cost
from dispensary.domain.people import User
from dispensary.keeping.home import Home


def _cheap(self: Cost, memory: int = 64, passes: int = 1, lanes: int = 1) -> None:
    for name, value in (("memory", memory), ("passes", passes), ("lanes", lanes)):
        object.__setattr__(self, name, value)


@pytest.fixture(autouse=True, scope="session")
def cheap_tries() -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Cost, "__init__", _cheap)
        patch.setattr(Argon2Credentials, "__init__", lambda self, *, quick=True: setattr(self, "_quick", True))
        yield  # type: ignore[misc]


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory, cheap_tries: None) -> Path:
    """A home of each kind, made once."""
    folder = tmp_path_factory.mktemp("templates")
    for way in ("file", "passphrase"):
        record(set_up(folder / way, way), "before")
    return folder


@pytest.fixture
def locked(templates: Path, tmp_path: Path) -> Home:
    """A home under a passphrase, with one entry."""
    return Home(Path(shutil.copytree(templates / "passphrase", tmp_path / "locked")))


@pytest.fixture
def home(templates: Path, tmp_path: Path) -> Home:
    """A home with a key file, with one entry."""
    return Home(Path(shutil.copytree(templates / "file", tmp_path / "home")))


@pytest.fixture
def blank_url(server: Cluster) -> Iterator[str]:
    """The address of a database with nothing in it."""
    name = server.database()
    yield server.url(name)
    server.drop(name)


@pytest.fixture
def counters(blank_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Counters:
    def made(number: int, url: str = blank_url) -> Counter:
        return Counter(f"Counter {number}", Home(tmp_path / f"counter {number}"), url, monkeypatch)

    return made


@pytest.fixture
def one(counters: Counters) -> Counter:
    """The counter where the record was set up, with one entry."""
    counter = counters(1)
    assert isinstance(counter.set_up(), User)
    counter.record("before")
    return counter


@pytest.fixture
def two(one: Counter, counters: Counters) -> Counter:
    """Another counter of the same record."""
    return counters(2)
