"""How soon one counter sees what another did, and what a step costs on a server. Run with `make bench`."""

import queue
import statistics
import time
from pathlib import Path

import pytest
from tests.bench.test_speed import timed
from tests.builders import KEY, NIA, NOW, a_patient

from dispensary.adapters.store.cipher import open_store
from dispensary.adapters.store.postgres import open_postgres
from dispensary.application.ports.changes import Changes
from dispensary.application.ports.store import Store
from dispensary.domain.journal import Event

pytestmark = pytest.mark.bench

BAR_MS = 50


def test_a_change_shows_at_another_counter(store_url: str) -> None:
    here, there = open_postgres(store_url, "Counter 1"), open_postgres(store_url, "Counter 2")
    heard: queue.Queue[tuple[Changes, float]] = queue.Queue()
    feed = here.changes()
    feed.start(lambda changes: heard.put((changes, time.perf_counter())))
    assert feed.listening.wait(30)
    with there.begin() as uow:
        uow.patients.add(a_patient())
        uow.commit()
    heard.get(timeout=30)
    after_commit, from_step = [], []
    for _ in range(300):
        before = time.perf_counter()
        with there.begin() as uow:
            held = uow.patients.get(a_patient().id)
            assert held is not None
            uow.patients.save(held)
            uow.journal.append(Event("tested", {}, {}), actor=NIA, authority="", at=NOW)
            uow.commit()
            committed = time.perf_counter()
        _, came = heard.get(timeout=30)
        after_commit.append((came - committed) * 1000)
        from_step.append((came - before) * 1000)
    feed.stop()
    here.close()
    there.close()
    median = statistics.median(after_commit)
    print(
        f"from one counter's commit to the other's callback: median {median:.2f} ms, slowest {max(after_commit):.2f}; "
        f"from the beginning of the step: median {statistics.median(from_step):.2f} ms (300 runs)"
    )
    assert median < BAR_MS


def test_a_recorded_step_on_a_server_beside_one_in_a_file(store_url: str, tmp_path: Path) -> None:
    shared, own = open_postgres(store_url, "Counter 1"), open_store(tmp_path / "store.db", KEY, create=True)

    def step(store: Store) -> None:
        with store.begin() as uow:
            uow.next_number("label")
            uow.journal.append(Event("tested", {}, {}), actor=NIA, authority="", at=NOW)
            uow.commit()

    def look(store: Store) -> None:
        with store.read() as uow:
            uow.dispensings.open()

    slow, quick = (
        timed("a step on PostgreSQL", lambda: step(shared), 300),
        timed("in SQLCipher", lambda: step(own), 300),
    )
    timed("a look on PostgreSQL", lambda: look(shared), 300)
    timed("in SQLCipher", lambda: look(own), 300)
    shared.close()
    own.close()
    assert slow < 20 * quick
