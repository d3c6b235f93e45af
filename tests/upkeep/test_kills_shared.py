"""A counter may be killed at any moment of a set-up, a backup or a restore of the record on a server.

Each point is a process of its own that ends by SIGKILL just before a call that touches a file or the server. `SOAK=1`
tries every point, otherwise a spread of them.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from tests.postgres import Cluster
from tests.upkeep import homes
from tests.upkeep.counters import Counter
from tests.upkeep.homes import in_a_child, needs_fork

from dispensary.adapters.store import crossing, migrate, postgres_exchange
from dispensary.adapters.store.backups import backups_in
from dispensary.adapters.store.postgres import open_postgres
from dispensary.application.restore import Restored
from dispensary.domain.people import User
from dispensary.domain.upkeep import AlreadySetUp
from dispensary.keeping.home import Home

assert all((migrate, crossing, postgres_exchange, psycopg)), "loaded once, before there are children"

pytestmark = [needs_fork, pytest.mark.slow]

SPREAD = 4
LAST = 30


@pytest.fixture(autouse=True)
def counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """What waits for the server counts as what touches a file."""
    monkeypatch.setattr(homes, "TOUCHES_FILES", homes.TOUCHES_FILES | {"wait_c", "send_query", "send_query_params"})


@pytest.fixture
def cuts(
    server: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[Counter, Callable[[Counter], object]], Iterator[Counter]]:
    def made(first: Counter, work: Callable[[Counter], object]) -> Iterator[Counter]:
        """Counter and record after the work was cut short, once for each point, and last after it was not."""
        template = first.url.rsplit("/", 1)[1]

        def copied(name: str) -> Counter:
            home = Home(tmp_path / name)
            shutil.copytree(first.home.folder, home.folder)
            return Counter(first.name, home, server.url(server.database(template)), monkeypatch)

        whole = copied("whole")
        points = in_a_child(lambda: work(whole), 0)
        assert points is not None
        assert points > LAST
        spread = range(1, points + 1) if os.environ.get("SOAK") else _spread(points)
        for after in spread:
            counter = copied(f"cut-{after}")
            in_a_child(lambda counter=counter: work(counter), after)  # type: ignore[misc]
            yield counter
            shutil.rmtree(counter.home.folder)
            server.drop(counter.url.rsplit("/", 1)[1])
        yield whole
        server.drop(whole.url.rsplit("/", 1)[1])

    return made


def _spread(points: int) -> list[int]:
    """The exchange is near the end: more of those."""
    return sorted({*range(1, points, max(1, points // SPREAD)), *range(points - LAST, points + 1, 6)})


@pytest.fixture
def one(server: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Counter:
    counter = Counter("Counter 1", Home(tmp_path / "template"), server.url(server.database()), monkeypatch)
    assert isinstance(counter.set_up(), User)
    counter.record("one")
    return counter


def test_a_restore_cut_anywhere_leaves_the_record_of_before_or_the_one_of_the_backup(
    one: Counter, server: Cluster, tmp_path: Path, cuts: Callable[..., Iterator[Counter]]
) -> None:
    path = one.back_up(tmp_path / "shelf")
    one.record("two")
    ends = set()
    for counter in cuts(one, lambda counter: counter.restore(path, yes=True)):
        held = counter.recorded()
        assert held in (["one", "two"], ["one"])
        ends.add(len(held))
        assert counter.verify().broken is None
        assert isinstance(counter.restore(path, yes=True), Restored)
        assert counter.recorded() == ["one"]
        assert not list(counter.home.folder.glob("*incoming*"))
        with server.admin(counter.url.rsplit("/", 1)[1]) as connection:
            found = connection.execute("SELECT nspname FROM pg_namespace WHERE nspname LIKE '%\\_2%'").fetchall()
            assert len(found) == 3 - len(held), "one put aside for each restore that was done, and nothing half-way"
            kept = [
                connection.execute(f"SELECT count(*) FROM {aside}.journal WHERE kind = 'tested'").fetchone()[0]
                for (aside,) in found
            ]
        assert 2 in kept, "what was there before is gone"
    assert ends == {1, 2}


def test_a_backup_cut_anywhere_leaves_no_bad_backup_and_every_good_one(
    one: Counter, cuts: Callable[..., Iterator[Counter]], tmp_path: Path
) -> None:
    one.back_up(one.home.folder / "shelf")
    one.record("two")
    for counter in cuts(one, lambda counter: counter.back_up(counter.home.folder / "shelf")):
        found = backups_in(counter.home.folder / "shelf", "FX999")
        assert 1 <= len(found) <= 2
        for path in found:
            assert isinstance(counter.restore(path, yes=True), Restored)
            assert counter.recorded()[:1] == ["one"]
            assert counter.verify().broken is None


def test_a_set_up_cut_anywhere_is_whole_or_can_be_done_again(
    server: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cuts: Callable[..., Iterator[Counter]]
) -> None:
    empty = Counter("Counter 1", Home(tmp_path / "nothing"), server.url(server.database()), monkeypatch)
    empty.home.folder.mkdir()
    ends = set()
    for counter in cuts(empty, lambda counter: counter.set_up()):
        again = counter.set_up()
        ends.add(type(again))
        assert isinstance(again, User | AlreadySetUp)
        counter.record("works")
        assert counter.verify().broken is None
        # Whoever was set up has the key of the backups.
        counter.back_up(tmp_path / "shelf" / counter.home.folder.name)
        assert len(open_staff(counter)) == 2
    assert ends == {User, AlreadySetUp}


def open_staff(counter: Counter) -> list[str]:
    store = open_postgres(counter.url, counter.name)
    with store.read() as uow:
        found = [user.id.value for user in uow.staff.all()]
    store.close()
    return found
