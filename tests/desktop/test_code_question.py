"""A dose code of two meanings asks which is meant, under the directions: on the prescription and on a paper one."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot
from tests.builders import an_item
from tests.desktop.test_manual_view import Bench, begin, bench, settled
from tests.desktop.test_prescription_view import RAMIPRIL, SIMVASTATIN, Desk, desk, ready

from dispensary.desktop.components import DirectionsField, Span
from dispensary.desktop.components.buttons import ChoiceButton
from dispensary.desktop.views.code_question import CodeQuestion
from dispensary.domain.workflow import Stage

__all__ = ["bench", "desk"]
ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


def offered(which: CodeQuestion) -> list[str]:
    """What stands on the screen: the answers with their keys."""
    if which.place.isHidden():
        return []
    buttons = [button for button in which.place.findChildren(ChoiceButton) if not button.isHidden()]
    return [f"{button.key()} {button.text()}" for button in buttons]


@pytest.fixture
def asking(desk: Desk) -> Desk:
    """1 qd was typed for one item of a prescription."""
    desk.open(ready(desk, an_item(RAMIPRIL, 28, "1 om"), an_item(SIMVASTATIN, 28, "1 on")))
    desk.type("1 qd")
    return desk


def choose(desk: Desk, key: Qt.Key) -> None:
    desk.qtbot.keyClick(desk.view.ui.directions, key, ALT)
    desk.settle()


def test_qd_asks_with_both_meanings_and_nothing_is_chosen_beforehand(asking: Desk) -> None:
    view = asking.view
    assert offered(view.which) == ["Alt+1 once a day", "Alt+2 4 times a day"]
    assert view.which.place.accessibleName() == "“qd” is read in different ways. Which is meant?"
    assert view.ui.directions.hasFocus()
    asking.press(Qt.Key.Key_Return)
    asking.press(Qt.Key.Key_F10)
    assert view.ui.directions.text() == "1 qd"
    assert asking.stages() == [Stage.CLINICALLY_CHECKED] * 2
    assert not any(button.isChecked() for button in view.which.place.findChildren(ChoiceButton))


def test_alt_and_a_number_puts_the_words_in_place_and_remakes_the_preview(asking: Desk) -> None:
    view = asking.view
    choose(asking, Qt.Key.Key_2)
    field = view.ui.directions
    assert (field.text(), field.textCursor().position()) == ("1 4 times a day", len("1 4 times a day"))
    assert field.hasFocus()
    assert offered(view.which) == []
    assert "1 capsule 4 times a day" in view.ui.label.accessibleDescription()
    assert view.ui.accept.text() == "Send to the pharmacist"


def test_ctrl_z_brings_the_code_and_its_question_back(asking: Desk) -> None:
    choose(asking, Qt.Key.Key_1)
    asking.qtbot.keyClick(asking.view.ui.directions, Qt.Key.Key_Z, CTRL)
    asking.settle()
    assert asking.view.ui.directions.text() == "1 qd"
    assert len(offered(asking.view.which)) == 2


def test_a_digit_belongs_to_the_field(asking: Desk) -> None:
    asking.type(" 2")
    assert asking.view.ui.directions.text() == "1 qd 2"


def test_a_click_chooses_and_the_field_keeps_the_focus(asking: Desk) -> None:
    button = asking.view.which.place.findChildren(ChoiceButton)[0]
    asking.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    asking.settle()
    assert asking.view.ui.directions.text() == "1 once a day"
    assert asking.view.ui.directions.hasFocus()


def test_an_answer_to_words_that_were_changed_since_does_nothing(asking: Desk) -> None:
    asking.qtbot.keyClicks(asking.view.ui.directions, " pc")
    asking.qtbot.keyClick(asking.view.ui.directions, Qt.Key.Key_1, ALT)
    assert asking.view.ui.directions.text() == "1 qd pc"
    asking.settle()
    choose(asking, Qt.Key.Key_1)
    assert asking.view.ui.directions.text() == "1 once a day pc"


def test_the_question_goes_with_its_line_and_with_the_field(asking: Desk) -> None:
    view = asking.view
    view.ui.owing.click()
    assert offered(view.which) == []
    asking.press(Qt.Key.Key_Escape)
    assert len(offered(view.which)) == 2
    asking.press(Qt.Key.Key_PageDown)
    assert offered(view.which) == []


def test_what_the_prescriber_wrote_asks_too_once_it_is_copied(desk: Desk) -> None:
    desk.open(ready(desk, an_item(RAMIPRIL, 28, "1 qd")))
    desk.type("dd")
    assert desk.view.ui.directions.text() == "1 qd"
    assert offered(desk.view.which) == ["Alt+1 once a day", "Alt+2 4 times a day"]


def test_a_code_of_one_meaning_asks_whether_it_is_meant(desk: Desk) -> None:
    desk.open(ready(desk, an_item(RAMIPRIL)))
    desk.type("1 hs")
    assert desk.view.which.place.accessibleName() == "“hs” is not read on its own. Is this meant?"
    assert offered(desk.view.which) == ["Alt+1 at bedtime"]


def test_the_paper_prescription_asks_as_well(bench: Bench, qtbot: QtBot) -> None:
    begin(qtbot, bench)
    field = bench.ui.directions
    field.setFocus()
    qtbot.keyClicks(field, "1 tablet bw")
    settled(qtbot, bench)
    assert offered(bench.view.which) == ["Alt+1 twice a week", "Alt+2 every 2 weeks"]
    # What a window of 680 leaves a screen; the bands are laid out again when Qt comes to it.
    qtbot.waitUntil(lambda: bench.view.minimumSizeHint().height() <= 580)
    qtbot.keyClick(field, Qt.Key.Key_2, ALT)
    settled(qtbot, bench)
    assert field.text() == bench.view.model.typed.directions == "1 tablet every 2 weeks"
    assert offered(bench.view.which) == []
    field.undo()
    settled(qtbot, bench)
    assert len(offered(bench.view.which)) == 2


def test_the_words_go_in_at_the_right_place_after_an_emoji(qtbot: QtBot, themed: QApplication) -> None:
    field = DirectionsField()
    qtbot.addWidget(field)
    field.setText("🙂 1 qd pc")
    field.put(Span(4, 2), "once a day")
    assert field.text() == "🙂 1 once a day pc"


def test_the_question_fits_the_smallest_window(asking: Desk, qtbot: QtBot) -> None:
    asking.window.resize(1280, 680)
    qtbot.wait(0)
    view = asking.view
    for button in view.which.place.findChildren(QPushButton):
        at = button.mapTo(view, button.rect().bottomRight())
        assert view.rect().contains(at)
        assert button.width() >= button.sizeHint().width()
    assert view.ui.label.height() >= view.ui.label.minimumSizeHint().height()
