"""Checking one's own work at the bench: only where the pharmacy allows it, and with a reason."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests.builders import JOSEPH, StandingClock, a_patient, a_prescription, assembled, held, received, workplace
from tests.desktop.test_accuracy_view import BenchDesk, entered, pack_scan, scan, settle

RAMIPRIL = "Ramipril 5mg capsules"


@pytest.fixture
def desk(qtbot: QtBot, themed: QApplication, tmp_path: Path) -> Iterator[BenchDesk]:
    place = workplace(tmp_path, clock=StandingClock())
    made = BenchDesk(place, tmp_path / "printed")
    qtbot.add_widget(made.view)
    made.view.resize(1366, 768)
    made.view.show()
    made.view.activateWindow()
    yield made
    qtbot.waitUntil(lambda: not made.counter.tasks.busy)
    made.counter.tasks.stop()
    place.store.close()  # type: ignore[attr-defined]
    assert made.bugs == []


def allowed(desk: BenchDesk) -> None:
    with desk.place.store.begin() as uow:
        uow.set_premises(replace(uow.premises(), own_check=True))
        uow.commit()


def own_work(qtbot: QtBot, desk: BenchDesk):  # type: ignore[no-untyped-def]
    person = a_patient()
    key = assembled(desk.place, received(desk.place, a_prescription(patient=person), person), by=JOSEPH)
    entered(qtbot, desk, key)
    return key


def test_it_is_not_offered_where_the_pharmacy_does_not_allow_it(qtbot: QtBot, desk: BenchDesk) -> None:
    own_work(qtbot, desk)
    assert "Somebody else checks" in desk.said
    assert desk.ui.own_check.isHidden()


def test_where_it_is_allowed_it_takes_a_reason_and_then_the_check_goes_on(qtbot: QtBot, desk: BenchDesk) -> None:
    allowed(desk)
    key = own_work(qtbot, desk)
    assert "Somebody else checks" in desk.said
    desk.ui.own_check.click()
    assert desk.ui.entry_words.text() == "Why does nobody else check it?"
    assert desk.ui.entry_number.isHidden()
    assert QApplication.focusWidget() is desk.ui.entry_reason
    desk.ui.entry_done.click()
    settle(qtbot, desk)
    assert "Say why" in desk.ui.entry_refusal.text()
    qtbot.keyClicks(desk.ui.entry_reason, "Alone until noon")
    qtbot.keyClick(desk.ui.entry_reason, Qt.Key.Key_Escape)
    assert desk.ui.entry.isHidden()
    desk.ui.own_check.click()
    assert desk.ui.entry_reason.text() == "Alone until noon"
    desk.ui.entry_done.click()
    settle(qtbot, desk)
    made = held(desk.place, key).own_check
    assert made is not None
    assert (made.by, made.reason) == (JOSEPH, "Alone until noon")
    assert desk.ui.own_check.isHidden()
    assert desk.ui.entry.isHidden()
    scan(qtbot, desk, pack_scan(RAMIPRIL))
    assert "Right pack" in desk.said
