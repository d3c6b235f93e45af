"""Sign-in, the worklist and the bands around them, on a real store."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot
from tests.builders import (
    AMARA,
    NIA,
    a_patient,
    a_prescription,
    an_item,
    approved,
    assembled,
    bagged,
    checked,
    received,
    workplace,
)
from tests.fakes.fake_eps import FakeEps

from dispensary.adapters.printing.file_printer import FilePrinter
from dispensary.application.deliver_outbox import deliver_outbox
from dispensary.application.hand_out import Answers, hand_out
from dispensary.application.ports.eps import EpsUnavailable
from dispensary.application.promise import promise
from dispensary.application.queries.worklist import Tab
from dispensary.application.step import Receipt
from dispensary.application.workplace import Workplace
from dispensary.desktop.components import Banner, KeyButton
from dispensary.desktop.components.banners import BannerWords
from dispensary.desktop.tasks import Tasks
from dispensary.desktop.theme import Tone
from dispensary.desktop.view_models.counter import Counter
from dispensary.desktop.view_models.sign_in import SignInModel
from dispensary.desktop.view_models.worklist import WorklistModel
from dispensary.desktop.views.main_window import MainWindow
from dispensary.desktop.views.screen import Go, Screen, Where
from dispensary.desktop.views.sign_in import SignInView
from dispensary.desktop.views.worklist import WorklistView
from dispensary.domain.charges import PAID, ChargeDecision
from dispensary.domain.dispensing import Service
from dispensary.domain.identifiers import IssueKey
from dispensary.domain.messages import MessageKind
from dispensary.domain.printing import JobKind


class Recorder(Screen):
    """A screen that only remembers what it was entered with."""

    def __init__(self) -> None:
        super().__init__()
        self.entered: list[Go] = []

    def enter(self, about: Go) -> None:
        self.entered.append(about)


class Desk:
    def __init__(self, place: Workplace, folder: Path, *, on_duty: bool = True) -> None:
        del on_duty
        printer = FilePrinter(folder)
        self.place = place
        self.counter = Counter(place, Tasks(), dict.fromkeys(JobKind, printer))
        self.sign_in = SignInView(SignInModel(self.counter))
        self.worklist = WorklistView(WorklistModel(self.counter))
        others = {where: Recorder() for where in Where if where not in (Where.SIGN_IN, Where.WORKLIST)}
        self.window = MainWindow(self.counter, {Where.SIGN_IN: self.sign_in, Where.WORKLIST: self.worklist, **others})
        self.bugs: list[object] = []
        self.counter.bug.connect(self.bugs.append)

    def settled(self) -> bool:
        return not self.counter.tasks.busy


def pressed(qtbot: QtBot, desk: Desk, key: Qt.Key) -> None:
    """A key as it reaches whatever has the focus."""
    qtbot.keyClick(QApplication.focusWidget() or desk.window, key)


@pytest.fixture
def desk(qtbot: QtBot, themed: QApplication, tmp_path: Path) -> Iterator[Desk]:
    yield from _desk(qtbot, workplace(tmp_path), tmp_path)


@pytest.fixture
def nobody_on_duty(qtbot: QtBot, themed: QApplication, tmp_path: Path) -> Iterator[Desk]:
    yield from _desk(qtbot, workplace(tmp_path, on_duty=False), tmp_path)


def _desk(qtbot: QtBot, place: Workplace, folder: Path) -> Iterator[Desk]:
    made = Desk(place, folder / "printed")
    qtbot.add_widget(made.window)
    made.window.show()
    made.window.begin()
    qtbot.waitUntil(lambda: made.settled() and bool(made.sign_in.ui.premises.text()))
    yield made
    qtbot.waitUntil(made.settled)
    made.window.close()
    place.store.close()
    assert made.bugs == []


def signed_in(qtbot: QtBot, desk: Desk, user: str = "nia") -> None:
    desk.sign_in.model.choose(user)
    qtbot.keyClicks(desk.sign_in.ui.pin, "1234")
    qtbot.keyClick(desk.sign_in.ui.pin, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.window.current is desk.worklist and desk.settled())


def test_a_wrong_pin_is_said_beside_the_field_and_the_right_one_opens_the_worklist(qtbot: QtBot, desk: Desk) -> None:
    desk.sign_in.model.choose("nia")
    qtbot.keyClicks(desk.sign_in.ui.pin, "9999")
    qtbot.keyClick(desk.sign_in.ui.pin, Qt.Key.Key_Return)
    qtbot.waitUntil(desk.sign_in.ui.refusal.isVisible)
    assert "not right" in desk.sign_in.ui.refusal.words()
    assert desk.sign_in.ui.pin.text() == ""
    assert desk.window.current is desk.sign_in
    signed_in(qtbot, desk)
    assert desk.counter.user is not None
    assert desk.counter.user.id == NIA


def test_no_patient_is_visible_before_anybody_signs_in(qtbot: QtBot, desk: Desk) -> None:
    patient = a_patient()
    received(desk.place, a_prescription(patient=patient), patient)
    shown = {label.text() for label in desk.window.findChildren(QPushButton)}
    assert not any("Hartnoll" in words for words in shown)
    assert not desk.window.ui.top_bar.isVisible()
    assert desk.worklist.rows.rowCount() == 0


def test_the_worklist_shows_each_prescription_at_its_stage(qtbot: QtBot, desk: Desk) -> None:
    patient = a_patient()
    first = received(desk.place, a_prescription(patient=patient), patient)
    second = received(
        desk.place,
        a_prescription(an_item("Amlodipine 5mg tablets"), number="11AA22-FZZ99A-00001", patient=patient),
        patient,
    )
    approved(desk.place, second)
    signed_in(qtbot, desk)
    qtbot.waitUntil(lambda: desk.worklist.rows.rowCount() == 2)
    tabs = {row.key: row.tab for row in desk.worklist.model._every}
    assert tabs == {first: Tab.CLINICAL_CHECK, second: Tab.TO_LABEL}
    desk.worklist.ui.stages.chosen.emit(Tab.TO_LABEL.value)
    assert desk.worklist.rows.rowCount() == 1
    assert desk.worklist.model.chosen == second


def test_a_row_opens_at_what_has_to_be_done_next(qtbot: QtBot, desk: Desk) -> None:
    patient = a_patient()
    key = received(desk.place, a_prescription(patient=patient), patient)
    signed_in(qtbot, desk)
    qtbot.waitUntil(lambda: desk.worklist.model.chosen == key)
    desk.worklist.ui.table.setFocus()
    qtbot.keyClick(desk.worklist.ui.table, Qt.Key.Key_Return)
    screen = desk.window.screens[Where.CLINICAL_CHECK]
    assert desk.window.current is screen
    assert screen.entered == [Go(Where.CLINICAL_CHECK, key=key)]
    desk.window.go_back()
    assert desk.window.current is desk.worklist


def test_switching_user_hides_everything_and_comes_back_to_the_worklist(qtbot: QtBot, desk: Desk) -> None:
    signed_in(qtbot, desk)
    desk.window.switch_user()
    assert desk.window.current is desk.sign_in
    assert desk.counter.user is None
    signed_in(qtbot, desk, "amara")
    assert desk.counter.user is not None
    assert desk.counter.user.id == AMARA


def test_a_screen_that_was_left_cannot_bring_a_patient_back_after_somebody_signed_off(qtbot: QtBot, desk: Desk) -> None:
    patient = a_patient()
    key = received(desk.place, a_prescription(patient=patient), patient)
    signed_in(qtbot, desk)
    left = desk.window.screens[Where.PRESCRIPTION]
    desk.window.show_screen(Go(Where.PRESCRIPTION, key=key))
    desk.window.switch_user()
    left.go.emit(Go(Where.WORKLIST))
    left.back.emit()
    assert desk.window.current is desk.sign_in
    desk.window.show_screen(Go(Where.WORKLIST))
    assert desk.window.current is desk.sign_in


def test_without_a_responsible_pharmacist_a_banner_says_so_and_a_pharmacist_can_take_over(
    qtbot: QtBot, nobody_on_duty: Desk
) -> None:
    desk = nobody_on_duty
    signed_in(qtbot, desk, "amara")
    qtbot.waitUntil(
        lambda: any(
            "responsible pharmacist" in (banner.words() or _none()).first for banner in desk.window.ui.banners.banners()
        )
    )
    banner = next(iter(desk.window.ui.banners.banners()))
    banner.button("duty").click()
    qtbot.waitUntil(lambda: not desk.window.ui.banners.banners() and desk.settled())
    assert desk.window.ui.status_bar.item("rp").strong == "Amara Whitlock"


def _none() -> object:
    raise AssertionError("a banner without words")


def test_eps_out_of_reach_is_a_banner_and_work_goes_on(qtbot: QtBot, desk: Desk) -> None:
    eps = desk.place.eps
    assert isinstance(eps, FakeEps)
    eps.answers = [EpsUnavailable("EPS cannot be reached.")]
    signed_in(qtbot, desk)
    desk.counter.ask_eps()
    qtbot.waitUntil(
        lambda: any(banner.words() and banner.words().key == "eps" for banner in desk.window.ui.banners.banners())
    )
    qtbot.waitUntil(lambda: "1 to send" in desk.window.ui.status_bar.item("outbox").words)
    desk.counter.deliver_now()
    qtbot.waitUntil(lambda: not desk.window.ui.banners.banners() and desk.settled())
    qtbot.waitUntil(lambda: desk.window.ui.status_bar.item("outbox").words == "All sent")


def test_filters_find_who_waits(qtbot: QtBot, desk: Desk) -> None:
    patient = a_patient()
    key = received(desk.place, a_prescription(patient=patient), patient)
    received(desk.place, a_prescription(number="11AA22-FZZ99A-00001", patient=patient), patient)
    promise(desk.place, NIA, key, Service.WAITER, desk.place.clock.now() - timedelta(minutes=4))
    signed_in(qtbot, desk)
    qtbot.waitUntil(lambda: desk.worklist.rows.rowCount() == 2)
    desk.worklist.ui.filters.chosen.emit("waiters")
    assert desk.worklist.rows.rowCount() == 1
    assert desk.worklist.model.chosen == key


def test_a_prescription_id_typed_into_the_search_is_asked_for_at_eps(qtbot: QtBot, desk: Desk) -> None:
    eps = desk.place.eps
    assert isinstance(eps, FakeEps)
    signed_in(qtbot, desk)
    desk.window.ui.top_bar.search_asked.emit("24f5daa830087efe6z")
    wanted = "24F5DA-A83008-7EFE6Z"
    qtbot.waitUntil(lambda: wanted in {str(getattr(asked, "prescription", "")) for asked in eps.composed})
    qtbot.waitUntil(lambda: len(eps.sent) == len(eps.composed))


def test_every_deed_on_the_worklist_shows_its_key(qtbot: QtBot, desk: Desk) -> None:
    signed_in(qtbot, desk)
    shown = [button for button in desk.worklist.findChildren(KeyButton) if button.isVisible()]
    assert shown
    assert all(button.key() for button in shown)


def refused_band(desk: Desk) -> Banner | None:
    shown = desk.window.ui.banners.banners()
    return next((band for band in shown if (words := band.words()) is not None and words.key == "refused"), None)


def the_band(desk: Desk) -> Banner:
    band = refused_band(desk)
    assert band is not None
    return band


def refused(place: Workplace) -> IssueKey:
    """Handed out, and EPS would not take the notification."""
    patient = a_patient()
    key = received(place, a_prescription(patient=patient), patient)
    bagged(place, checked(place, assembled(place, key)))
    assert isinstance(hand_out(place, NIA, key, Answers(identity_matches=True, charge=ChargeDecision(PAID))), Receipt)
    assert isinstance(place.eps, FakeEps)
    place.eps.refuse("INVALID_MESSAGE")
    deliver_outbox(place)
    return key


def test_a_message_that_eps_refused_says_so_without_a_name_and_can_be_asked_again(qtbot: QtBot, desk: Desk) -> None:
    key = refused(desk.place)
    assert refused_band(desk) is None
    signed_in(qtbot, desk)
    qtbot.waitUntil(lambda: refused_band(desk) is not None)
    words = the_band(desk).words()
    assert words is not None
    assert key.prescription.value in words.first
    assert "INVALID_MESSAGE" in words.second
    assert "Hartnoll" not in words.first + words.second
    assert isinstance(desk.place.eps, FakeEps)
    qtbot.mouseClick(the_band(desk).button("again"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: refused_band(desk) is None and desk.settled())
    first, again = [sent for sent in desk.place.eps.sent if sent[0] is MessageKind.NOTIFICATION]
    assert first == again
    with desk.place.store.read() as uow:
        assert not uow.outbox.unfinished()


def test_a_refused_message_that_was_put_right_leaves_the_list_and_its_prescription_can_be_opened(
    qtbot: QtBot, desk: Desk
) -> None:
    key = refused(desk.place)
    signed_in(qtbot, desk)
    qtbot.waitUntil(lambda: refused_band(desk) is not None)
    qtbot.mouseClick(the_band(desk).button("open"), Qt.MouseButton.LeftButton)
    screen = desk.window.screens[Where.PRESCRIPTION]
    assert isinstance(screen, Recorder)
    assert screen.entered == [Go(Where.PRESCRIPTION, key=key)]
    qtbot.mouseClick(the_band(desk).button("settled"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: refused_band(desk) is None and desk.settled())
    with desk.place.store.read() as uow:
        assert not uow.outbox.unfinished()
        entries = [json.loads(entry.body) for entry in uow.journal.entries()]
    settled = [entry["actor"] for entry in entries if entry["kind"] == "message-acknowledged"]
    assert settled == [NIA.value]


def test_a_screen_that_nobody_looks_at_does_not_make_the_window_grow_under_its_banners(
    qtbot: QtBot, desk: Desk
) -> None:
    signed_in(qtbot, desk)
    window = desk.window
    needed = [screen.minimumSizeHint().height() for screen in window.screens.values()]
    assert window.current is not None
    assert window.current.minimumSizeHint().height() < max(needed)
    assert window.ui.screens.minimumSizeHint() == window.current.minimumSizeHint()
    window.resize(1280, 680)
    for number in range(3):
        window.ui.banners.say(BannerWords(str(number), Tone.REASON, "Something is held", "Work goes on."))
    QApplication.processEvents()
    assert window.height() == 680
