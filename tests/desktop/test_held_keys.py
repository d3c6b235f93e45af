"""A key that is held down a little long, or struck before the screen has caught up, does its deed once."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests.builders import an_item
from tests.desktop.test_more_labels import more, titles
from tests.desktop.test_prescription_view import RAMIPRIL, SIMVASTATIN, Desk, ready

from dispensary.desktop.components import TextField
from dispensary.domain.workflow import Stage
from dispensary.wording import label_kinds as words


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot, themed: QApplication) -> Iterator[Desk]:
    made = Desk(tmp_path, qtbot)
    yield made
    made.close()


def repeat(desk: Desk, key: Qt.Key, text: str) -> None:
    """What a keyboard sends while a key stays down, after the first."""
    at = QApplication.focusWidget() or desk.view
    QCoreApplication.sendEvent(
        at, QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, text, autorep=True)
    )
    desk.settle()


def test_a_number_held_down_answers_one_question_and_not_the_next(desk: Desk) -> None:
    desk.open(ready(desk))
    desk.press(Qt.Key.Key_F10)
    more(desk)
    desk.press(Qt.Key.Key_1)
    for _ in range(3):
        repeat(desk, Qt.Key.Key_1, "1")
    assert desk.view.question.open
    assert len(titles(desk)) == 1
    desk.press(Qt.Key.Key_2)
    with desk.place.store.read() as uow:
        read = [json.loads(entry.body) for entry in uow.journal.entries()]
    assert [entry["detail"]["why"] for entry in read if entry["kind"] == "label-reprinted"] == [list(words.AGAIN)[1]]


@pytest.mark.parametrize("field", ["directions", "supply"])
def test_enter_held_down_labels_one_item_and_not_those_nobody_has_seen(desk: Desk, field: str) -> None:
    desk.open(ready(desk, an_item(RAMIPRIL), an_item(SIMVASTATIN, 28, "1 on")))
    getattr(desk.view.ui, field).setFocus()
    desk.press(Qt.Key.Key_Return)
    for _ in range(3):
        repeat(desk, Qt.Key.Key_Return, "\r")
    assert desk.stages() == [Stage.LABELLED, Stage.CLINICALLY_CHECKED]


def test_enter_again_after_own_words_does_not_mark_the_item_picked(desk: Desk) -> None:
    desk.open(ready(desk))
    desk.press(Qt.Key.Key_F10)
    more(desk)
    desk.press(Qt.Key.Key_2)
    desk.qtbot.keyClicks(desk.view.more.field, "Keep one at school.")
    for _ in range(3):
        desk.press(Qt.Key.Key_Return)
    assert len(titles(desk)) == 2
    assert desk.stages() == [Stage.LABELLED]
    assert desk.went == []
    desk.press(Qt.Key.Key_F10)
    assert desk.stages() == [Stage.ASSEMBLED]


def test_the_first_figures_typed_into_a_field_stay(qtbot: QtBot, themed: QApplication) -> None:
    field = TextField()
    qtbot.addWidget(field)
    field.setText("28")
    with qtbot.waitExposed(field):
        field.show()
    field.activateWindow()
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "1")
    QApplication.processEvents()
    qtbot.keyClicks(field, "4")
    assert field.text() == "14"
