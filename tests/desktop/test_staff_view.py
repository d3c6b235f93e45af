"""The Staff screen, absence, the first PIN, and the counter that covers itself. On a real store, keyboard only."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from tests.builders import (
    AMARA,
    JOSEPH,
    NIA,
    NOW,
    PIN,
    StandingClock,
    a_patient,
    a_prescription,
    received,
    staff,
    workplace,
)

from dispensary.adapters.printing.file_printer import FilePrinter
from dispensary.application.accounts import reset_pin
from dispensary.application.restricted import restrict_record
from dispensary.application.step import LOCKED_AFTER, Receipt
from dispensary.desktop.app import Desk, build
from dispensary.desktop.components import KeyButton
from dispensary.desktop.views.screen import Go, Where
from dispensary.desktop.views.sign_in import SignInView
from dispensary.desktop.views.staff import StaffView
from dispensary.domain.identifiers import UserId
from dispensary.domain.people import Task
from dispensary.domain.printing import JobKind

SAMIR = UserId("samir")


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock()


@pytest.fixture
def desk(qtbot: QtBot, themed: QApplication, tmp_path: Path, clock: StandingClock) -> Iterator[Desk]:
    place = workplace(tmp_path, clock=clock)
    printer = FilePrinter(tmp_path / "printed")
    made = build(place, dict.fromkeys(JobKind, printer))
    bugs: list[object] = []
    made.counter.bug.connect(bugs.append)
    qtbot.add_widget(made.window)
    made.window.show()
    made.window.begin()
    settle(qtbot, made)
    yield made
    settle(qtbot, made)
    made.window.close()
    app = QCoreApplication.instance()
    assert app is not None
    app.removeEventFilter(made.scans)
    place.store.close()
    assert bugs == []


def settle(qtbot: QtBot, desk: Desk) -> None:
    qtbot.waitUntil(lambda: not desk.counter.tasks.busy)


def enter(qtbot: QtBot, desk: Desk, user: UserId, pin: str = PIN) -> None:
    page = desk.window.screens[Where.SIGN_IN]
    assert isinstance(page, SignInView)
    settle(qtbot, desk)
    page.model.choose(user.value)
    qtbot.keyClicks(page.ui.pin, pin)
    qtbot.keyClick(page.ui.pin, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.counter.user is not None and desk.window.current is not page)
    settle(qtbot, desk)


def staff_screen(qtbot: QtBot, desk: Desk, user: UserId = AMARA, about: UserId = NIA) -> StaffView:
    enter(qtbot, desk, user)
    desk.window.show_screen(Go(Where.STAFF))
    settle(qtbot, desk)
    view = desk.window.screens[Where.STAFF]
    assert isinstance(view, StaffView)
    view.model.choose(about)
    return view


def typed(qtbot: QtBot, field: QWidget, words: str) -> None:
    field.setFocus()
    qtbot.keyClicks(field, words)


def press(qtbot: QtBot, desk: Desk, key: Qt.Key, *, alt: bool = False) -> None:
    held = Qt.KeyboardModifier.AltModifier if alt else Qt.KeyboardModifier.NoModifier
    settle(qtbot, desk)
    QApplication.processEvents()  # a button that was just made takes its key once it is shown
    qtbot.keyClick(QApplication.focusWidget() or desk.window, key, held)
    settle(qtbot, desk)


def banner(desk: Desk, key: str) -> str:
    for shown in desk.window.ui.banners.banners():
        words = shown.words()
        if words is not None and words.key == key:
            return f"{words.first} {words.second}"
    return ""


def rows(view: StaffView) -> list[str]:
    model = view.tasks
    return [
        " | ".join(
            str(model.data(model.index(row, column), Qt.ItemDataRole.AccessibleTextRole))
            for column in range(model.columnCount())
        )
        for row in range(model.rowCount())
    ]


def deeds(view: StaffView) -> set[str]:
    return {button.text() for button in view.findChildren(KeyButton) if not button.isHidden()}


def test_everybody_is_listed_with_what_they_may_do_and_until_when(qtbot: QtBot, desk: Desk) -> None:
    view = staff_screen(qtbot, desk, about=JOSEPH)
    assert view.people.rowCount() == 6
    shown = rows(view)
    assert any("Accuracy check | 1 Jan 2020 | no end | Amara Whitlock | holds" in row for row in shown)
    assert any("regulation 220A; no controlled drugs" in row and "in force 10 Dec 2026" in row for row in shown)


def test_a_task_is_given_with_dates_and_taken_back_with_a_reason(qtbot: QtBot, desk: Desk) -> None:
    view = staff_screen(qtbot, desk)
    press(qtbot, desk, Qt.Key.Key_T, alt=True)
    view.ui.task.setCurrentText("Accuracy check")
    typed(qtbot, view.ui.until, "3/12/2026")
    view.ui.no_controlled.setChecked(True)
    press(qtbot, desk, Qt.Key.Key_F10)
    qtbot.waitUntil(lambda: staff(desk.counter.place, NIA).may(Task.ACCURACY_CHECK, NOW.date()))
    settle(qtbot, desk)
    assert rows(view)[0] == "Accuracy check, no controlled drugs | 23 Nov 2026 | 3 Dec 2026 | Amara Whitlock | holds"
    view.ui.tasks.setFocus()
    view.ui.tasks.selectRow(0)
    press(qtbot, desk, Qt.Key.Key_K, alt=True)
    press(qtbot, desk, Qt.Key.Key_F10)
    assert "Say why" in view.ui.refusal.words()
    typed(qtbot, view.ui.why, "Needs more training")
    press(qtbot, desk, Qt.Key.Key_F10)
    assert not staff(desk.counter.place, NIA).may(Task.ACCURACY_CHECK, NOW.date())
    assert "taken back 23 Nov 2026" in rows(view)[-1]


def test_a_date_that_cannot_be_read_and_a_task_that_may_not_be_given_are_said_beside_the_form(
    qtbot: QtBot, desk: Desk
) -> None:
    view = staff_screen(qtbot, desk)
    press(qtbot, desk, Qt.Key.Key_T, alt=True)
    typed(qtbot, view.ui.until, "someday")
    press(qtbot, desk, Qt.Key.Key_F10)
    assert "is not a date" in view.ui.refusal.words()
    view.ui.until.clear()
    view.ui.task.setCurrentText("Clinical check")
    press(qtbot, desk, Qt.Key.Key_F10)
    assert view.ui.refusal.words().startswith("Nia Rhys is not a pharmacist")
    press(qtbot, desk, Qt.Key.Key_Escape)
    assert view.ui.forms.currentWidget() is view.ui.blank_page
    assert view.ui.until.text() == ""
    press(qtbot, desk, Qt.Key.Key_Escape)
    assert desk.window.current is desk.window.screens[Where.WORKLIST]


def test_a_locum_is_added_and_chooses_a_pin_of_their_own_before_anything_else(qtbot: QtBot, desk: Desk) -> None:
    view = staff_screen(qtbot, desk)
    press(qtbot, desk, Qt.Key.Key_J, alt=True)
    ui = view.ui
    for field, words in ((ui.name, "Ona Brill"), (ui.title_, "Locum pharmacist"), (ui.short, "Ona")):
        typed(qtbot, field, words)
    ui.register_.setCurrentText("pharmacist")
    for field, words in ((ui.gphc, "2999088"), (ui.first_pin, "739152")):
        typed(qtbot, field, words)
    ui.locum.setChecked(True)
    press(qtbot, desk, Qt.Key.Key_F10)
    assert "a locum's last day" in ui.refusal.words()
    typed(qtbot, ui.last_day, "30/11/2026")
    press(qtbot, desk, Qt.Key.Key_F10)
    assert ui.first_pin.text() == ""
    desk.window.switch_user()
    enter(qtbot, desk, UserId("ona"), "739152")
    assert desk.window.current is view
    assert ui.forms.currentWidget() is ui.own_page
    assert ui.own_words.text().startswith("Amara Whitlock gave you this PIN on 23 Nov 2026")
    desk.window.show_screen(Go(Where.WORKLIST))
    assert desk.window.current is view
    for field, words in ((ui.old_pin, "739152"), (ui.new_pin, "615203"), (ui.again_pin, "615204")):
        typed(qtbot, field, words)
    press(qtbot, desk, Qt.Key.Key_F10)
    assert "not typed alike" in ui.refusal.words()
    for field in (ui.new_pin, ui.again_pin):
        typed(qtbot, field, "615203")
    press(qtbot, desk, Qt.Key.Key_F10)
    qtbot.waitUntil(lambda: desk.window.current is desk.window.screens[Where.WORKLIST])
    assert not staff(desk.counter.place, UserId("ona")).new_pin


def test_a_pin_that_was_used_once_and_not_changed_lets_nobody_in_again(qtbot: QtBot, desk: Desk) -> None:
    assert isinstance(reset_pin(desk.counter.place, AMARA, NIA, "7391"), Receipt)
    enter(qtbot, desk, NIA, "7391")
    view = desk.window.screens[Where.STAFF]
    assert isinstance(view, StaffView)
    assert desk.window.current is view
    desk.window.switch_user()
    settle(qtbot, desk)
    page = desk.window.screens[Where.SIGN_IN]
    page.model.choose("nia")  # type: ignore[attr-defined]
    page.model.enter("7391")  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: "was good for one sign-in" in page.ui.refusal.words())  # type: ignore[attr-defined]
    assert desk.counter.user is None


def test_a_dispenser_sees_who_may_do_what_and_only_their_own_pin_to_change(qtbot: QtBot, desk: Desk) -> None:
    view = staff_screen(qtbot, desk, NIA, JOSEPH)
    view.ui.tasks.selectRow(0)
    assert deeds(view) == {"Back", "My PIN"}
    press(qtbot, desk, Qt.Key.Key_O, alt=True)
    assert view.ui.person.text() == "Nia Rhys"
    assert view.ui.forms.currentWidget() is view.ui.own_page


def test_somebody_locked_out_is_let_in_again_from_here(qtbot: QtBot, desk: Desk) -> None:
    with desk.counter.place.store.begin() as uow:
        for _ in range(LOCKED_AFTER):
            uow.staff.record_attempt(NIA, failed=True, at=NOW - timedelta(hours=1))
        uow.commit()
    view = staff_screen(qtbot, desk)
    assert "Unlock" in deeds(view)
    press(qtbot, desk, Qt.Key.Key_U, alt=True)
    settle(qtbot, desk)
    with desk.counter.place.store.read() as uow:
        assert uow.staff.failures(NIA)[0] == 0
    assert "Unlock" not in deeds(view)


def test_an_account_is_ended_with_a_reason_and_leaves_the_sign_in_page(qtbot: QtBot, desk: Desk) -> None:
    view = staff_screen(qtbot, desk)
    press(qtbot, desk, Qt.Key.Key_X, alt=True)
    assert "Nia Rhys's account end" in view.ui.why_page_heading.text()
    typed(qtbot, view.ui.why, "Moved away")
    press(qtbot, desk, Qt.Key.Key_F10)
    assert view.people.rowCount() == 6
    desk.window.switch_user()
    settle(qtbot, desk)
    page = desk.window.screens[Where.SIGN_IN]
    assert isinstance(page, SignInView)
    assert "nia" not in page.ui.staff._cards


# --- absence


def test_leaving_is_asked_first_and_the_status_bar_tells_what_is_left(
    qtbot: QtBot, desk: Desk, clock: StandingClock
) -> None:
    enter(qtbot, desk, AMARA)
    press(qtbot, desk, Qt.Key.Key_A, alt=True)
    assert "Does Amara Whitlock leave the pharmacy now?" in banner(desk, "leave")
    assert "2 hours of absence left today" in banner(desk, "leave")
    press(qtbot, desk, Qt.Key.Key_A, alt=True)
    qtbot.waitUntil(lambda: "absent since 10:42" in banner(desk, "absence"))
    clock.pass_by(minutes=25)
    desk.window._refresh()
    settle(qtbot, desk)
    assert desk.window.ui.status_bar.item("rp").strong == "95 min left"
    press(qtbot, desk, Qt.Key.Key_A, alt=True)
    qtbot.waitUntil(lambda: not banner(desk, "absence"))
    assert desk.window.ui.status_bar.item("rp").strong == "Amara Whitlock, 95 min absence left"


def test_what_one_person_was_asked_is_not_left_for_the_next(qtbot: QtBot, desk: Desk) -> None:
    enter(qtbot, desk, AMARA)
    press(qtbot, desk, Qt.Key.Key_A, alt=True)
    desk.window.switch_user()
    enter(qtbot, desk, NIA)
    assert banner(desk, "leave") == ""
    press(qtbot, desk, Qt.Key.Key_A, alt=True)
    assert "Nia Rhys is not a pharmacist" in banner(desk, "notice")


# --- the counter covers itself


def test_a_counter_that_nobody_touches_covers_itself_and_keeps_the_place_for_the_same_person(
    qtbot: QtBot, desk: Desk
) -> None:
    person = a_patient()
    received(desk.counter.place, a_prescription(patient=person), person)
    enter(qtbot, desk, NIA)
    desk.window.show_screen(Go(Where.PATIENT, patient=person.id))
    settle(qtbot, desk)
    record = desk.window.screens[Where.PATIENT]
    typed(qtbot, record.ui.phone, "01632 960701")  # type: ignore[attr-defined]
    desk.window._idle.wait(30)
    qtbot.waitUntil(lambda: desk.counter.user is None)
    assert desk.window.current is desk.window.screens[Where.SIGN_IN]
    enter(qtbot, desk, NIA)
    assert desk.window.current is record
    assert "01632 960701" in record.ui.phone.text()  # type: ignore[attr-defined]
    desk.window.go_back()
    assert desk.window.current is desk.window.screens[Where.WORKLIST]


def test_somebody_else_gets_the_worklist_and_nobody_lands_later_on_a_patient_they_do_not_expect(
    qtbot: QtBot, desk: Desk
) -> None:
    person = a_patient()
    received(desk.counter.place, a_prescription(patient=person), person)
    enter(qtbot, desk, NIA)
    desk.window.show_screen(Go(Where.PATIENT, patient=person.id))
    for user in (JOSEPH, NIA):
        desk.window.switch_user()
        enter(qtbot, desk, user)
        assert desk.window.current is desk.window.screens[Where.WORKLIST]


def test_the_counter_waits_as_long_as_the_pharmacy_has_set(qtbot: QtBot, desk: Desk) -> None:
    assert not desk.window._idle._timer.isActive()
    enter(qtbot, desk, NIA)
    assert desk.window._idle._timer.interval() == 5 * 60_000
    with desk.counter.place.store.begin() as uow:
        uow.set_premises(replace(uow.premises(), lock_minutes=0))
        uow.commit()
    desk.window._refresh()
    settle(qtbot, desk)
    assert not desk.window._idle._timer.isActive()


def test_every_key_and_every_scan_begins_the_wait_again(qtbot: QtBot, desk: Desk) -> None:
    enter(qtbot, desk, NIA)
    watch = desk.window._idle
    for touch in (
        lambda: press(qtbot, desk, Qt.Key.Key_Down),
        lambda: desk.window.scanned("0123456789"),
    ):
        watch._timer.start(60_000)
        watch._timer.setInterval(120_000)
        touch()
        assert watch._timer.remainingTime() > 60_000


# --- restricted


def test_a_pharmacist_opens_a_restricted_record_with_a_reason_and_a_dispenser_is_told(qtbot: QtBot, desk: Desk) -> None:
    place, person = desk.counter.place, a_patient()
    with place.store.begin() as uow:
        uow.patients.add(person)
        samir = uow.staff.get(SAMIR)
        assert samir is not None
        kept = tuple(held for held in samir.authorisations if held.task is not Task.OPEN_RESTRICTED)
        uow.staff.save(replace(samir, authorisations=kept))
        uow.commit()
    assert isinstance(restrict_record(place, AMARA, person.id, "works here"), Receipt)
    for user in (NIA, SAMIR):
        enter(qtbot, desk, user)
        desk.window.show_screen(Go(Where.PATIENT, patient=person.id))
        settle(qtbot, desk)
        assert "This record is restricted." in banner(desk, "restricted")
        assert person.name not in desk.window.screens[Where.PATIENT].ui.name.text()  # type: ignore[attr-defined]
        shown = [b for b in desk.window.ui.banners.banners() if b.words() and b.words().key == "restricted"]  # type: ignore[union-attr]
        offered = {button.text() for button in shown[0].findChildren(KeyButton)}
        assert ("Open: needed to check this prescription safely" in offered) is (user == SAMIR)
        if user == NIA:
            desk.window.switch_user()
    desk.window._deed("restricted", "check")
    qtbot.waitUntil(lambda: "open to you" in banner(desk, "notice"))
    desk.window.show_screen(Go(Where.PATIENT, patient=person.id))
    settle(qtbot, desk)
    assert desk.window.screens[Where.PATIENT].ui.name.text() == person.name  # type: ignore[attr-defined]


def test_a_pin_that_was_reset_is_changed_at_the_next_sign_in(qtbot: QtBot, desk: Desk) -> None:
    assert isinstance(reset_pin(desk.counter.place, AMARA, NIA, "7391"), Receipt)
    enter(qtbot, desk, NIA, "7391")
    view = desk.window.screens[Where.STAFF]
    assert isinstance(view, StaffView)
    assert desk.window.current is view
    assert deeds(view) == {"Change my PIN"}
