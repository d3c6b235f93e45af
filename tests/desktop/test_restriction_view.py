"""Restricting a record from the record itself, who else may see it, and lifting it. On a real store, by keyboard."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from tests.builders import AMARA, NIA, a_patient
from tests.desktop.test_pharmacy_view import desk, press, settle, typed

from dispensary.application.restricted import restrict_record
from dispensary.application.step import Receipt
from dispensary.desktop.app import Desk
from dispensary.desktop.views.restriction import RestrictionView
from dispensary.desktop.views.screen import Go, Where
from dispensary.domain.identifiers import UserId
from dispensary.domain.patient import Patient

__all__ = ["desk"]


def record_of(qtbot: QtBot, desk: Desk, user: UserId = AMARA):  # type: ignore[no-untyped-def]
    with desk.counter.place.store.read() as uow:
        found = uow.staff.get(user)
    assert found is not None
    desk.counter.sign_on(found)
    desk.window.show_screen(Go(Where.WORKLIST))
    desk.window.show_screen(Go(Where.PATIENT, patient=a_patient().id))
    settle(qtbot, desk)
    return desk.window.screens[Where.PATIENT].ui  # type: ignore[attr-defined]


def restriction(qtbot: QtBot, desk: Desk) -> RestrictionView:
    record_of(qtbot, desk)
    press(qtbot, desk, Qt.Key.Key_R, alt=True)
    view = desk.window.screens[Where.RESTRICTION]
    assert isinstance(view, RestrictionView)
    assert desk.window.current is view
    return view


def stands(desk: Desk) -> Patient:
    with desk.counter.place.store.read() as uow:
        found = uow.patients.get(a_patient().id)
    assert found is not None
    return found


def test_the_page_says_what_will_be_hidden_and_from_whom_before_it_is(qtbot: QtBot, desk: Desk) -> None:
    ui = restriction(qtbot, desk).ui
    assert "Mrs Beryl Hartnoll" in ui.heading.text()
    assert "allergies" in ui.hidden.text()
    assert "Still seen by whoever dispenses" in ui.seen.text()
    assert "Amara Whitlock" in ui.always.text()
    assert "Nia Rhys" not in ui.always.text()
    assert ui.lift.isHidden()
    assert stands(desk).restriction is None


def test_a_record_is_restricted_with_a_reason_to_the_people_chosen_and_lifted_again(qtbot: QtBot, desk: Desk) -> None:
    view = restriction(qtbot, desk)
    ui = view.ui
    press(qtbot, desk, Qt.Key.Key_F10)
    assert "Say why" in ui.refusal.words()
    view.boxes[NIA].setChecked(True)
    typed(qtbot, ui.why, "Works here")
    press(qtbot, desk, Qt.Key.Key_F10)
    held = stands(desk).restriction
    assert held is not None
    assert (held.people, held.why) == ((NIA,), "Works here")
    assert "Recorded" in ui.said.words()
    assert "Restricted by Amara Whitlock, 23 Nov 2026, 10:42. Why: Works here." in ui.state.text()
    assert view.boxes[NIA].isChecked()
    typed(qtbot, ui.why, "Left")
    press(qtbot, desk, Qt.Key.Key_F, alt=True)
    assert stands(desk).restriction is None
    assert ui.lift.isHidden()
    press(qtbot, desk, Qt.Key.Key_Escape)
    assert desk.window.current is desk.window.screens[Where.PATIENT]


def test_whoever_is_not_named_sees_no_more_than_that_it_is_there(qtbot: QtBot, desk: Desk) -> None:
    view = restriction(qtbot, desk)
    typed(qtbot, view.ui.why, "Works here")
    press(qtbot, desk, Qt.Key.Key_F10)
    assert record_of(qtbot, desk).restrict.text() == "Restricted"
    shown = record_of(qtbot, desk, NIA)
    assert not shown.name.isVisible()
    assert view.ui.heading.text() == ""


def test_only_those_with_the_task_are_offered_it(qtbot: QtBot, desk: Desk) -> None:
    assert not record_of(qtbot, desk).restrict.isHidden()
    assert record_of(qtbot, desk, NIA).restrict.isHidden()


def test_what_somebody_else_restricted_meanwhile_is_not_written_over(qtbot: QtBot, desk: Desk) -> None:
    view = restriction(qtbot, desk)
    made = restrict_record(desk.counter.place, UserId("samir"), a_patient().id, "At risk", (NIA,))
    assert isinstance(made, Receipt)
    typed(qtbot, view.ui.why, "Works here")
    press(qtbot, desk, Qt.Key.Key_F10)
    assert "Somebody else changed this" in view.ui.refusal.words()
    held = stands(desk).restriction
    assert held is not None
    assert held.why == "At risk"
    assert "At risk" in view.ui.state.text()
    assert view.ui.why.text() == "Works here"


def test_it_fits_a_small_window(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    view = restriction(qtbot, desk)
    assert view.minimumSizeHint().width() <= 1024
    assert replace(stands(desk), restriction=None) == stands(desk)
