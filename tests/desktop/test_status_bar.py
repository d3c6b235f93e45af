"""The status bar in a window of the smallest and of the usual width: the responsible pharmacist's name is whole."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests.builders import printers, workplace
from tests.desktop.test_pharmacy_view import opened, settle

from dispensary.application.queries.counter import CounterState, counter_state
from dispensary.desktop.app import Desk, build
from dispensary.desktop.components.bars import StatusItem
from dispensary.desktop.views.health import dictionary_item
from dispensary.domain.dictionary import Freshness

LONG = "Dr Oluwaseun Adeyemi-Featherstonehaugh"


@pytest.fixture
def desk(qtbot: QtBot, themed: QApplication, tmp_path: Path) -> Iterator[Desk]:
    made = build(workplace(tmp_path), printers(tmp_path))
    qtbot.addWidget(made.window)
    made.window.show()
    made.window.begin()
    settle(qtbot, made)
    opened(qtbot, made)
    yield made
    settle(qtbot, made)
    made.window.close()
    themed.removeEventFilter(made.scans)
    made.counter.place.store.close()  # type: ignore[attr-defined]


def crowded(desk: Desk, name: str) -> CounterState:
    """Everything at its longest: an ageing dictionary, some absence used, messages that wait."""
    state = counter_state(desk.counter.place)
    assert state.duty is not None
    return replace(
        state,
        duty=replace(state.duty, name=name),
        minutes_left=100,
        freshness=Freshness.AGEING,
        starter=False,
        unsent=12,
        oldest=state.now - timedelta(hours=2, minutes=14),
    )


def item(desk: Desk, key: str) -> StatusItem:
    return desk.window.ui.status_bar._items[key]


def laid_out() -> None:
    """A layout asks its parent in an event of its own, and that one its own parent."""
    for _ in range(5):
        QApplication.processEvents()


@pytest.mark.parametrize("width", [1280, 1366])
@pytest.mark.parametrize("name", ["Amara Whitlock", LONG])
def test_the_name_of_the_responsible_pharmacist_is_never_cut(qtbot: QtBot, desk: Desk, width: int, name: str) -> None:
    desk.window.resize(width, 768)
    desk.window._show_state(crowded(desk, name))
    shown = item(desk, "rp")
    laid_out()
    assert desk.window.width() == width
    assert shown._words.width() >= shown._words.sizeHint().width()
    assert shown.geometry().right() <= width
    assert name in shown._words.spoken()


def test_the_dictionary_gives_way_first_and_keeps_its_whole_words_for_whoever_asks(qtbot: QtBot, desk: Desk) -> None:
    desk.window.resize(1280, 768)
    state = crowded(desk, "Amara Whitlock")
    desk.window._show_state(state)
    laid_out()
    shown = item(desk, "dictionary")
    whole = dictionary_item(state).words
    assert shown._words.spoken() == "Newer dictionary"
    assert shown.accessibleName() == whole
    assert shown.toolTip() == whole


def test_with_room_enough_everything_is_said_in_full(qtbot: QtBot, desk: Desk) -> None:
    desk.window._show_state(crowded(desk, "Amara Whitlock"))
    desk.window.resize(1280, 768)
    laid_out()
    desk.window.resize(1920, 1080)
    laid_out()
    assert not any(item(desk, key).shortened for key in ("dictionary", "eps", "printer", "scanner", "outbox"))
    assert item(desk, "dictionary").toolTip() == ""
