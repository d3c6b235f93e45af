"""How long the journal takes: to prove a million entries, to seal one step, to search.

The bar of two seconds is for a machine with two free cores; run it with nothing else at work.
"""

import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.bench.long_journal import long_journal
from tests.builders import KEY, NIA, NOW, sealed_store

from dispensary.adapters.store.cipher import CipherStore
from dispensary.domain.identifiers import PatientId
from dispensary.domain.journal import Event, Sought

pytestmark = pytest.mark.bench

MILLION = 1_000_000
BAR = 2.0
"""Seconds, from the start of the process to its end."""
MEMORY = 200_000
"""Kilobytes that the larger of its two processes may take: it streams."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("million")
    before = time.perf_counter()
    long_journal(made, MILLION).close()
    (made / "store.key").write_text(KEY.hex() + "\n", encoding="ascii")
    size = (made / "store.db").stat().st_size / 1e6
    print(f"\na million entries written and sealed: {time.perf_counter() - before:.0f} s, {size:.0f} MB")
    return made


@pytest.fixture
def store(folder: Path) -> Iterator[CipherStore]:
    made = sealed_store(folder)
    yield made
    made.close()


def _verify(folder: Path) -> tuple[float, "resource.struct_rusage", dict[str, Any]]:
    """Wall seconds of a cold process, what it and its second reader used, and what it said."""
    wall = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "dispensary", "journal", "verify", "--home", str(folder)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2] / "src")},
    )
    assert process.stdout is not None
    with process.stdout as told:
        answer = json.loads(told.read())
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    return time.perf_counter() - wall, used, answer


def test_a_million_entries_are_proved_in_two_seconds_by_a_cold_process(folder: Path) -> None:
    runs = [_verify(folder) for _ in range(5)]
    walls, burnt = [run[0] for run in runs], [run[1].ru_utime + run[1].ru_stime for run in runs]
    print(
        f"\njournal verify, {MILLION} entries: fastest {min(walls):.2f} s, median {statistics.median(walls):.2f},"
        f" slowest {max(walls):.2f}; processor {min(burnt):.2f} to {max(burnt):.2f} s;"
        f" load {os.getloadavg()[0]:.1f}"
    )
    assert all(run[2]["ok"] and run[2]["entries"] == MILLION and run[2]["unsealed"] == 0 for run in runs)
    assert max(run[1].ru_maxrss for run in runs) < MEMORY
    assert min(walls) <= BAR


def test_searching_a_million_entries(store: CipherStore) -> None:
    for name, sought in (
        ("a patient", Sought(patients=(PatientId("00000017-0000-4000-8000-000000000000"),))),
        ("a prescription", Sought(prescription="000011-FZZ99A-00011")),
        ("a batch", Sought(batch="TR17")),
        ("a person on a day", Sought(person="nia", since=NOW.date(), until=NOW.date())),
        ("a rare kind", Sought(kind="signed-in")),
        ("a look", Sought(prescription="000011-FZZ99A-00011", person="nia", kind="looked-at", since=NOW.date())),
        ("the newest", Sought()),
    ):
        taken = []
        for _ in range(20):
            before = time.perf_counter()
            with store.read() as uow:
                uow.journal.search(sought, 100)
            taken.append((time.perf_counter() - before) * 1000)
        print(f"\nfind {name}: median {statistics.median(taken):.1f} ms, slowest {max(taken):.1f}")
        assert statistics.median(taken) < 200


def test_what_a_seal_adds_to_a_step(tmp_path: Path) -> None:
    def step(store: CipherStore, number: int) -> float:
        before = time.perf_counter()
        with store.begin() as uow:
            event = Event("tested", {"prescription": "9F3C71"}, {"n": number})
            uow.journal.append(event, actor=NIA, authority="", at=NOW)
            uow.commit()
        return (time.perf_counter() - before) * 1000

    store = long_journal(tmp_path, 50_000)
    with_seal = [step(store, number) for number in range(300)]
    store._seals.sealer = None
    without = [step(store, number) for number in range(300)]
    store.close()
    print(f"\none entry committed: {statistics.median(with_seal):.2f} ms sealed, {statistics.median(without):.2f} not")
    assert statistics.median(with_seal) < 20
