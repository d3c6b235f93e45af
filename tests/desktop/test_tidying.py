"""The log of the record is written back between the steps: no step that somebody waits for does it."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from tests.builders import NIA, printers, staff, workplace

from dispensary.adapters.store import cipher
from dispensary.application.workplace import Workplace
from dispensary.desktop.tasks import Tasks
from dispensary.desktop.view_models.counter import Counter


def test_the_window_tidies_after_the_step_that_made_it_due(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cipher, "COMMITS", 3)
    place = workplace(tmp_path)
    counter = Counter(place, Tasks(), printers(tmp_path))
    counter.sign_on(staff(place, NIA))
    store_file = tmp_path / "store.db"
    tidied, answered = 0, list[bytes]()
    for _ in range(9):
        before = store_file.read_bytes()
        counter.step(lambda: _numbered(place), lambda _: answered.append(store_file.read_bytes()), lambda *_: None)
        qtbot.waitUntil(lambda: not counter.tasks.busy)
        assert answered.pop() == before
        tidied += store_file.read_bytes() != before
    assert tidied == 3
    counter.tasks.stop()
    place.store.close()  # type: ignore[attr-defined]


def _numbered(place: Workplace) -> int:
    with place.store.begin() as uow:
        number = uow.next_number("label")
        uow.commit()
    return number
