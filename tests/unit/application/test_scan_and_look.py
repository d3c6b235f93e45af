"""A scan and the look after it: what was recorded is never said not to be."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from tests.builders import JOSEPH, a_patient, a_prescription, an_item, assembled, held, pack_scan, received, workplace

from dispensary.application.accuracy_check import PackJudged
from dispensary.application.ports.store import StoreUnavailable
from dispensary.application.queries.bench import bench
from dispensary.application.scan_and_look import Seen, scan_and_look

RAMIPRIL = "Ramipril 5mg capsules"


class Unread:
    """A store that records and cannot be looked at."""

    def __init__(self, store: Any) -> None:
        self._store = store

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def read(self) -> Any:
        raise StoreUnavailable("The server cannot be reached. Nothing of this step was recorded.")


def test_the_bench_after_a_scan_is_the_one_that_is_asked_for(tmp_path: Path) -> None:
    place, person = workplace(tmp_path), a_patient()
    key = assembled(place, received(place, a_prescription(an_item(RAMIPRIL, 28), patient=person), person))
    seen = scan_and_look(place, JOSEPH, key, pack_scan(RAMIPRIL))
    assert isinstance(seen, Seen)
    asked = bench(place, JOSEPH, key)
    assert seen.bench is not None
    assert seen.bench == replace(asked, now=seen.bench.now)  # type: ignore[type-var]


def test_a_scan_that_was_recorded_is_told_although_nothing_can_be_looked_at(tmp_path: Path) -> None:
    place, person = workplace(tmp_path), a_patient()
    key = assembled(place, received(place, a_prescription(an_item(RAMIPRIL, 28), patient=person), person))
    seen = scan_and_look(replace(place, store=Unread(place.store)), JOSEPH, key, pack_scan(RAMIPRIL))
    assert isinstance(seen, Seen)
    assert isinstance(seen.done, PackJudged)
    assert seen.bench is None
    assert len(held(place, key).items[0].scans) == 1
