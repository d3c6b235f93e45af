"""Four counters, four processes, one PostgreSQL that is restarted while they work.

No update is lost, no bag is handed out twice, no number is given twice, every chain verifies, and the counts add up:
what a counter was told was recorded is there, what it was told was not is not.
"""

import json
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from tests.journeys.four_counters import SERIES, furnish, person
from tests.postgres import Cluster

from dispensary.adapters.store.change_feed import CHANNEL
from dispensary.adapters.store.postgres import open_postgres
from dispensary.application.ports.store import Store
from dispensary.domain.dispensing import Dispensing
from dispensary.domain.identifiers import IssueKey, PrescriptionId
from dispensary.domain.journal import verify
from dispensary.domain.patient import Patient

ROOT = Path(__file__).resolve().parents[2]
COUNTERS = (1, 2, 3, 4)
NO_SAVE = {"message-queued"}
"""Journalled beside the entry of the same act."""


@dataclass
class Day:
    """What the counters were told, and what the store holds afterwards."""

    told: list[dict[str, Any]]
    entries: list[dict[str, Any]]
    dispensings: dict[str, Dispensing]
    patients: list[Patient]
    tickets: int
    restarts: int
    seconds: float

    def acts(self, said: str, what: str | None = None) -> list[dict[str, Any]]:
        return [act for act in self.told if act["told"] == said and what in (None, act["what"])]

    def at(self) -> dict[str, list[dict[str, Any]]]:
        """The journal's entries by the moment of the act that made them."""
        found: dict[str, list[dict[str, Any]]] = {}
        for entry in self.entries:
            found.setdefault(entry["at"], []).append(entry)
        return found


def _until(server: Cluster, name: str, entries: int) -> None:
    """Waits until so much has been journalled, woken by the counters' own announcements."""
    with server.admin(name) as connection:
        connection.execute(f"LISTEN {CHANNEL}")
        while connection.execute("SELECT count(*) FROM journal").fetchone()[0] < entries:
            heard = list(connection.notifies(timeout=60, stop_after=1))
            assert heard, "nothing has been recorded for a minute"


def a_day(server: Cluster, url: str, folder: Path, acts: int, restarts: list[tuple[int, str]], patients: int) -> Day:
    """acts: of all counters together. restarts: once so much has been journalled, in which mode."""
    name = url.rsplit("/", 1)[1]
    store = open_postgres(url, "Office")
    furnish(store, folder, patients)
    began = time.monotonic()
    running = []
    for number in COUNTERS:
        command = [sys.executable, "-m", "tests.journeys.four_counters", url, str(number), str(acts // len(COUNTERS))]
        with (folder / f"told-{number}").open("w") as out, (folder / f"said-{number}").open("w") as said:
            running.append(subprocess.Popen([*command, "1", str(patients)], cwd=ROOT, stdout=out, stderr=said))
    try:
        done = 0
        for after, mode in restarts:
            _until(server, name, after)
            done += any(each.poll() is None for each in running)
            server.restart(mode)
        ended = [each.wait() for each in running]
    finally:
        for each in running:
            each.kill()
            each.wait()
    seconds = time.monotonic() - began
    words = "".join((folder / f"said-{number}").read_text() for number in COUNTERS)
    assert ended == [0] * len(COUNTERS), words
    lines = [line for number in COUNTERS for line in (folder / f"told-{number}").read_text().splitlines()]
    day = _found(store, [json.loads(line) for line in lines], patients, done, seconds)
    store.close()
    return day


def _found(store: Store, told: list[dict[str, Any]], patients: int, restarts: int, seconds: float) -> Day:
    with store.read() as uow:
        held = list(uow.journal.entries())
        assert verify(held) is None
        entries = [json.loads(entry.body) for entry in held]
        numbers = {entry["subject"]["prescription"] for entry in entries if "prescription" in entry["subject"]}
        dispensings = {number: uow.dispensings.get(IssueKey(PrescriptionId(number), 1)) for number in numbers}
        people = [uow.patients.get(person(number).id) for number in range(patients)]
    with store.begin() as uow:
        tickets = uow.next_number(SERIES) - 1
    return Day(
        told,
        entries,
        {number: each for number, each in dispensings.items() if each is not None},
        [each for each in people if each is not None],
        tickets,
        restarts,
        seconds,
    )


def judge(day: Day, acts: int, restarts: int) -> None:
    """Everything that must be so after such a day."""
    assert len(day.told) == acts
    assert day.restarts == restarts, "the work was over before the server was restarted"
    at = day.at()

    # The counts add up.
    missing = [act for act in day.acts("recorded") if act["at"] not in at and act["what"] != "receive"]
    assert missing == []
    there = [act for said in ("refused", "not recorded") for act in day.acts(said) if act["at"] in at]
    assert there == []
    asked = {act["at"] for act in day.told}
    assert [moment for moment in at if moment not in asked] == []
    assert [moment for moment, made in at.items() if len({entry["workstation"] for entry in made}) > 1] == []

    # No number twice, and none missing.
    numbers = [entry["detail"]["number"] for entry in day.entries if entry["kind"] == "ticket"]
    assert sorted(numbers) == list(range(1, day.tickets + 1))
    given = [act["number"] for act in day.acts("recorded", "number")]
    assert len(given) == len(set(given))
    assert set(given) <= set(numbers)
    labels = [each.items[0].label.number for each in day.dispensings.values() if each.items[0].label is not None]
    assert len(labels) == len(set(labels))
    bags = [entry["detail"]["bag"] for entry in day.entries if entry["kind"] == "bagged"]
    assert len(bags) == len(set(bags))

    # No bag twice, and each told to EPS once.
    out = Counter(entry["subject"]["prescription"] for entry in day.entries if entry["kind"] == "handed-out")
    assert out
    assert set(out.values()) == {1}
    for key, each in day.dispensings.items():
        assert len(each.notifications) == out[key]

    # No update lost: each act that saved a prescription or a record counted once, and each note is there.
    saved: dict[str, set[str]] = {}
    notes: Counter[str] = Counter()
    for entry in day.entries:
        if "prescription" in entry["subject"] and entry["kind"] not in NO_SAVE:
            saved.setdefault(entry["subject"]["prescription"], set()).add(entry["at"])
            notes[entry["subject"]["prescription"]] += entry["kind"] == "noted"
    assert {key: each.version for key, each in day.dispensings.items()} == {key: len(on) for key, on in saved.items()}
    assert {key: len(each.notes) for key, each in day.dispensings.items()} == {key: notes[key] for key in saved}
    corrected = Counter(entry["subject"]["patient"] for entry in day.entries if entry["kind"] == "patient-changed")
    assert corrected
    for patient in day.patients:
        assert patient.version == 1 + corrected[patient.id.value]
        assert len(patient.revisions) == corrected[patient.id.value]


def told_in_words(day: Day) -> str:
    said = Counter(act["told"] for act in day.told)
    what = Counter(act["what"] for act in day.acts("recorded"))
    refused = Counter(act["why"] for act in day.acts("refused"))
    return (
        f"{len(day.told)} acts at {len(COUNTERS)} counters in {day.seconds:.0f} s, {day.restarts} restarts: "
        f"{dict(said)}; recorded {dict(what)}; refused {dict(refused)}; {len(day.entries)} journal entries"
    )


def test_four_counters_and_a_server_that_is_restarted_lose_nothing_and_do_nothing_twice(
    server: Cluster, own_store_url: str, tmp_path: Path
) -> None:
    day = a_day(server, own_store_url, tmp_path, 240, [(90, "immediate")], patients=12)
    print(told_in_words(day))
    judge(day, 240, 1)


@pytest.mark.soak
def test_ten_thousand_acts_at_four_counters_with_two_restarts(
    server: Cluster, own_store_url: str, tmp_path: Path
) -> None:
    day = a_day(server, own_store_url, tmp_path, 10_000, [(3_000, "fast"), (6_000, "immediate")], patients=300)
    print(told_in_words(day))
    judge(day, 10_000, 2)
