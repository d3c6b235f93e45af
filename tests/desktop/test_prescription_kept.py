"""What is typed on the prescription screen and left is its typist’s own, and never outlives what others recorded."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests.builders import AMARA, NIA, an_item, approved, held, staff
from tests.desktop.test_prescription_view import RAMIPRIL, Desk, ready

from dispensary.application.assemble import assemble
from dispensary.application.label import Labelled, Wanted, label_item
from dispensary.application.step import Receipt
from dispensary.desktop.views.screen import Go, Where
from dispensary.domain.identifiers import IssueKey, UserId
from dispensary.domain.quantity import Quantity
from dispensary.domain.workflow import Stage


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot, themed: QApplication) -> Iterator[Desk]:
    made = Desk(tmp_path, qtbot)
    yield made
    made.close()


def type_amount(desk: Desk, amount: str) -> None:
    supply = desk.view.ui.supply
    supply.setFocus()
    QApplication.processEvents()
    supply.selectAll()
    desk.qtbot.keyClicks(supply, amount)
    desk.settle()


def come_back(desk: Desk, key: IssueKey, as_whom: UserId = NIA) -> None:
    desk.view.leave()
    desk.counter.sign_off()
    desk.counter.sign_on(staff(desk.place, as_whom))
    desk.view.enter(Go(Where.PRESCRIPTION, key=key))
    desk.settle()


def labelled_elsewhere(desk: Desk, key: IssueKey) -> None:
    """Another counter labels all of it and picks it."""
    item = held(desk.place, key).items[0].item_id
    assert isinstance(label_item(desk.place, AMARA, key, item, Wanted()), Labelled)
    assert isinstance(assemble(desk.place, AMARA, key, item), Receipt)


def alt(desk: Desk, key: Qt.Key) -> None:
    desk.qtbot.keyClick(QApplication.focusWidget() or desk.view, key, Qt.KeyboardModifier.AltModifier)
    desk.settle()


def typed_here_and_picked_elsewhere(desk: Desk) -> IssueKey:
    """14 was typed here; another counter made a label for all 28 and picked them; then it is opened here again."""
    key = ready(desk, an_item(RAMIPRIL, 28, "1 om"))
    desk.open(key)
    type_amount(desk, "14")
    desk.view.leave()
    labelled_elsewhere(desk, key)
    come_back(desk, key)
    return key


def test_what_was_typed_before_another_counter_labelled_it_is_asked_about(desk: Desk) -> None:
    key = typed_here_and_picked_elsewhere(desk)
    ui = desk.view.ui
    assert desk.view.moved.place.isVisible()
    assert ui.supply.text() == "14"
    assert all(said in ui.refusal.words() for said in ("Picked", "28 capsules", "Take 1 capsule in the morning"))
    assert ui.accept.missing == "choose first"
    for pressed in (Qt.Key.Key_F10, Qt.Key.Key_1):
        desk.press(pressed)
    desk.view.model.accept()
    desk.settle()
    work = held(desk.place, key).items[0]
    assert (work.stage, work.supplying) == (Stage.ASSEMBLED, Quantity(Decimal(28), "capsule"))


def test_what_is_recorded_can_be_taken_and_the_work_goes_on_from_there(desk: Desk) -> None:
    typed_here_and_picked_elsewhere(desk)
    alt(desk, Qt.Key.Key_1)
    ui = desk.view.ui
    assert not desk.view.moved.place.isVisible()
    assert (ui.supply.text(), ui.accept.text(), ui.accept.held) == ("28", "Accuracy check", False)
    assert desk.stages() == [Stage.ASSEMBLED]


def test_what_was_typed_can_be_kept_and_makes_the_label_anew(desk: Desk) -> None:
    key = typed_here_and_picked_elsewhere(desk)
    alt(desk, Qt.Key.Key_2)
    assert not desk.view.moved.place.isVisible()
    assert desk.view.ui.accept.text() == "Make the label again"
    desk.press(Qt.Key.Key_F10)
    work = held(desk.place, key).items[0]
    assert (work.stage, work.supplying) == (Stage.LABELLED, Quantity(Decimal(14), "capsule"))


def test_what_one_person_typed_is_not_the_next_persons(desk: Desk) -> None:
    key = ready(desk, an_item(RAMIPRIL, 28, "1 om"))
    desk.open(key)
    type_amount(desk, "14")
    come_back(desk, key, AMARA)
    assert desk.view.ui.supply.text() == "28"
    come_back(desk, key, NIA)
    assert desk.view.ui.supply.text() == "14"
    assert not desk.view.moved.place.isVisible()
    come_back(desk, key, AMARA)
    desk.press(Qt.Key.Key_F10)
    assert held(desk.place, key).items[0].supplying == Quantity(Decimal(28), "capsule")
    come_back(desk, key, NIA)
    assert desk.view.moved.place.isVisible()


def test_a_dose_that_comes_back_from_the_pharmacist_as_it_was_sent_asks_nothing(desk: Desk) -> None:
    key = ready(desk, an_item(RAMIPRIL, 28, "1 om"))
    desk.open(key)
    type_amount(desk, "14")
    desk.type("1bd")
    desk.press(Qt.Key.Key_F10)
    assert desk.stages() == [Stage.RECEIVED]
    approved(desk.place, key)
    come_back(desk, key)
    ui = desk.view.ui
    assert not desk.view.moved.place.isVisible()
    assert (ui.directions.text(), ui.supply.text(), ui.accept.held) == ("1bd", "14", False)
