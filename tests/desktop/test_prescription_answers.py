"""The prescription screen while a step takes its time: what it answers goes to the line that it was asked for."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests.builders import a_patient, a_prescription, an_item, approved, held, received
from tests.desktop.test_prescription_view import RAMIPRIL, SIMVASTATIN, Desk, ready

from dispensary.application.step import Receipt
from dispensary.desktop.tasks import Lane
from dispensary.desktop.views.screen import Go, Where
from dispensary.domain.identifiers import IssueKey
from dispensary.domain.workflow import Stage
from dispensary.wording.prescription_steps import TYPED_TOO_EARLY

METFORMIN = "Metformin 500mg tablets"
UNREAD = "as discussed with clinic nurse"


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot, themed: QApplication) -> Iterator[Desk]:
    made = Desk(tmp_path, qtbot)
    yield made
    made.close()


@contextmanager
def slow_disk(desk: Desk) -> Iterator[None]:
    """Nothing is recorded meanwhile; afterwards all that was asked for is, and the screen has settled."""
    enough = Event()
    desk.counter.tasks.do(Lane.WRITE, enough.wait, lambda _: None)
    try:
        yield
    finally:
        enough.set()
    desk.settle()


def press(desk: Desk, *pressed: Qt.Key | str) -> None:
    """Keys and letters wherever the focus is, without waiting for what comes of them."""
    for key in pressed:
        QApplication.processEvents()
        target = QApplication.focusWidget() or desk.view
        if isinstance(key, str):
            desk.qtbot.keyClicks(target, key)
        else:
            desk.qtbot.keyClick(target, key)


def shown_item(desk: Desk) -> str:
    shown = desk.view._shown
    assert shown is not None
    return shown.current.item.name


def two_people(desk: Desk, first: str) -> tuple[IssueKey, IssueKey]:
    """A prescription with these directions, and another person's with two lines; both clinically checked."""
    one = a_patient()
    other = a_patient(name="Mr Tomasz Wrona", number="9990218463", goal="")
    of_one = a_prescription(an_item(RAMIPRIL, 28, first), patient=one)
    lines = (an_item(SIMVASTATIN, 28, "1 on"), an_item(METFORMIN, 56, "1 bd"))
    uuid = "22222222-2222-4222-8222-222222222299"
    of_other = a_prescription(*lines, patient=other, number="8A3C71-FZZ99A-44B0E", uuid=uuid)
    keys = (received(desk.place, of_one, one), received(desk.place, of_other, other))
    return approved(desk.place, keys[0]), approved(desk.place, keys[1])


def move_on_to(desk: Desk, key: IssueKey) -> None:
    """Leaves what is shown for that prescription, as the window does, while a step may still be under way."""
    desk.view.leave()
    desk.view.enter(Go(Where.PRESCRIPTION, key=key))
    desk.qtbot.waitUntil(lambda: desk.view._shown is not None and desk.view.model.key == key)


def test_a_question_about_one_item_is_not_asked_about_the_item_turned_to(desk: Desk) -> None:
    key = ready(desk, an_item(RAMIPRIL, 28, UNREAD), an_item(SIMVASTATIN, 28, "1 on"))
    desk.open(key)
    desk.type("dd")
    with slow_disk(desk):
        press(desk, Qt.Key.Key_F10, Qt.Key.Key_PageDown)
    assert shown_item(desk) == SIMVASTATIN
    assert not desk.view.question.open
    assert not desk.view.ui.refusal.words()
    assert not desk.view.ui.accept.held
    desk.press(Qt.Key.Key_PageUp)
    assert "could not be read" in desk.view.ui.refusal.words()
    desk.press(Qt.Key.Key_F10)
    desk.press(Qt.Key.Key_1)
    labels = [work.label for work in held(desk.place, key).items]
    assert [label.directions if label else None for label in labels] == [UNREAD, None]


def test_a_question_about_one_persons_item_is_not_asked_about_anothers(desk: Desk) -> None:
    first, second = two_people(desk, UNREAD)
    desk.open(first)
    desk.type("dd")
    with slow_disk(desk):
        press(desk, Qt.Key.Key_F10)
        move_on_to(desk, second)
    assert not desk.view.question.open
    assert not desk.view.ui.refusal.words()
    assert not desk.view.ui.accept.held
    desk.press(Qt.Key.Key_1)
    assert {work.stage for work in held(desk.place, second).items} == {Stage.CLINICALLY_CHECKED}
    move_on_to(desk, first)
    desk.settle()
    assert "could not be read" in desk.view.ui.refusal.words()


def test_an_answer_that_comes_late_does_not_take_the_place_of_another_question(desk: Desk) -> None:
    desk.open(ready(desk, an_item(RAMIPRIL, 28, UNREAD)))
    desk.type("dd")
    with slow_disk(desk):
        press(desk, Qt.Key.Key_F10, Qt.Key.Key_F9)
    press(desk, Qt.Key.Key_1)
    desk.settle()
    assert desk.stages() == [Stage.CLINICALLY_CHECKED]
    press(desk, Qt.Key.Key_Escape)
    assert "could not be read" in desk.view.ui.refusal.words()


def test_picked_and_labelled_takes_nobody_away_from_another_prescription(desk: Desk) -> None:
    first, second = two_people(desk, "1 om")
    desk.open(first)
    desk.press(Qt.Key.Key_F10)
    with slow_disk(desk):
        press(desk, Qt.Key.Key_F10)
        move_on_to(desk, second)
    assert desk.stages() == [Stage.ASSEMBLED]
    assert desk.went == []
    assert desk.view.model.key == second
    assert not desk.view.ui.accept.held


def test_whoever_turned_to_another_item_stays_there(desk: Desk) -> None:
    desk.open(ready(desk, an_item(RAMIPRIL), an_item(SIMVASTATIN, 28, "1 on"), an_item(METFORMIN, 56, "1 bd")))
    with slow_disk(desk):
        press(desk, Qt.Key.Key_F10, Qt.Key.Key_PageDown, Qt.Key.Key_PageDown, "1 b")
    press(desk, "d")
    desk.settle()
    assert shown_item(desk) == METFORMIN
    assert desk.view.ui.directions.text() == "1 bd"
    assert desk.stages()[0] is Stage.LABELLED


def test_a_step_for_one_person_turns_nothing_for_the_next(desk: Desk) -> None:
    first, second = two_people(desk, "1 om")
    desk.open(first)
    with slow_disk(desk):
        press(desk, Qt.Key.Key_F10)
        move_on_to(desk, second)
    press(desk, "1 o")
    desk.counter.changed.emit(Receipt(prescriptions=frozenset({second})))
    desk.settle()
    press(desk, "n")
    desk.settle()
    assert (shown_item(desk), desk.view.ui.directions.text()) == (SIMVASTATIN, "1 on")
    assert held(desk.place, first).items[0].stage is Stage.LABELLED


def elsewhere(desk: Desk) -> None:
    """Another counter recorded something about this prescription."""
    desk.counter.changed.emit(Receipt(prescriptions=frozenset({desk.key})))
    desk.settle()


def test_what_another_counter_records_does_not_take_the_focus_from_the_amount(desk: Desk) -> None:
    desk.open(ready(desk))
    desk.view.ui.supply.setFocus()
    desk.view.ui.supply.selectAll()
    press(desk, "1")
    elsewhere(desk)
    press(desk, "4")
    desk.settle()
    assert (desk.view.ui.supply.text(), desk.view.ui.directions.text()) == ("14", "")


def test_what_another_counter_records_leaves_own_words_in_their_field(desk: Desk) -> None:
    desk.open(ready(desk))
    desk.press(Qt.Key.Key_F10)
    desk.qtbot.keyClick(desk.view, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    desk.press(Qt.Key.Key_2)
    press(desk, "Keep one ")
    elsewhere(desk)
    press(desk, "at school.")
    assert desk.view.more.field.text() == "Keep one at school."
    assert desk.view.ui.directions.text() == ""


def test_the_focus_comes_back_to_the_directions_where_no_field_has_it(desk: Desk) -> None:
    key = ready(desk)
    desk.open(key)
    desk.press(Qt.Key.Key_F2)
    desk.press(Qt.Key.Key_1)
    assert not desk.view.ui.directions.isVisible()
    desk.press(Qt.Key.Key_F2)
    press(desk, "1bd")
    assert desk.view.ui.directions.text() == "1bd"


def test_what_is_typed_before_the_next_item_is_shown_goes_to_that_item(desk: Desk) -> None:
    desk.open(ready(desk, an_item(RAMIPRIL), an_item(SIMVASTATIN, 28, "1 on")))
    with slow_disk(desk):
        press(desk, Qt.Key.Key_F10, *"2 o")
        assert desk.view.ui.directions.text() == ""
    press(desk, "n")
    desk.settle()
    assert (shown_item(desk), desk.view.ui.directions.text()) == (SIMVASTATIN, "2 on")
    desk.press(Qt.Key.Key_PageUp)
    assert (shown_item(desk), desk.view.ui.directions.text()) == (RAMIPRIL, "")


def test_a_repeat_is_labelled_without_waiting_for_anything(desk: Desk) -> None:
    lines = (an_item(RAMIPRIL), an_item(SIMVASTATIN, 28, "1 on"), an_item(METFORMIN, 56, "1 bd"))
    key = ready(desk, *lines)
    desk.open(key)
    with slow_disk(desk):
        press(desk, Qt.Key.Key_F10, *"dd", Qt.Key.Key_F10, *"dd", Qt.Key.Key_Return)
    desk.qtbot.waitUntil(lambda: set(desk.stages()) == {Stage.LABELLED})
    desk.settle()
    labels = [work.label for work in held(desk.place, key).items]
    assert [label.prescribed if label else "" for label in labels] == ["1 om", "1 on", "1 bd"]


def test_a_key_that_bounces_accepts_no_item_that_nobody_has_seen(desk: Desk) -> None:
    desk.open(ready(desk, an_item(RAMIPRIL), an_item(SIMVASTATIN, 28, "1 on")))
    with slow_disk(desk):
        press(desk, Qt.Key.Key_F10, Qt.Key.Key_F10, Qt.Key.Key_Return)
    assert (shown_item(desk), desk.stages()) == (SIMVASTATIN, [Stage.LABELLED, Stage.CLINICALLY_CHECKED])


def test_what_is_typed_where_no_next_item_comes_is_not_kept_and_that_is_said(desk: Desk) -> None:
    desk.open(ready(desk))
    with slow_disk(desk):
        press(desk, Qt.Key.Key_F10, *"2 on")
    assert desk.view.ui.refusal.words() == TYPED_TOO_EARLY
    assert desk.view.ui.directions.text() == ""
    press(desk, "x")
    assert desk.view.ui.directions.text() == "x"
