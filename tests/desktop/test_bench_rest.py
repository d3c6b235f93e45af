"""The rest of an opened pack gets its label where the pack was opened: at the bench, by keys alone."""

import json
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests.builders import (
    JOSEPH,
    NIA,
    StandingClock,
    a_patient,
    a_prescription,
    an_item,
    assembled,
    held,
    label_scan,
    pack_scan,
    plain_scan,
    printers,
    received,
    staff,
    workplace,
)
from tests.desktop.test_accuracy_view import BenchDesk, basket, entered, scan, settle
from tests.desktop.test_bench_fits import HEIGHT, WIDTH, cut

from dispensary.application.accuracy_check import PackJudged, scan_at_bench, set_pack_aside
from dispensary.application.count_packs import count_loose
from dispensary.application.split_pack import label_opened_pack, label_rest, rest_to_label
from dispensary.application.step import Receipt
from dispensary.desktop.app import build
from dispensary.desktop.view_models import accuracy_check
from dispensary.desktop.views.screen import Go, Where
from dispensary.domain.identifiers import IssueKey
from dispensary.domain.people import NotAuthorised, Task
from dispensary.domain.refused_labels import LeftWrong, NoOpenedPack, PackNotKnown, RestLabelled
from dispensary.wording.bench import HOW_MANY_LEFT
from dispensary.wording.label_kinds import PRINTING
from dispensary.wording.refused import UNFORESEEN, refusal_words

RAMIPRIL, MORPHINE = "Ramipril 5mg capsules", "Morphine 10mg modified-release tablets"


@pytest.fixture
def desk(qtbot: QtBot, themed: QApplication, tmp_path: Path) -> Iterator[BenchDesk]:
    place = workplace(tmp_path, clock=StandingClock())
    made = BenchDesk(place, tmp_path / "printed")
    qtbot.add_widget(made.view)
    made.view.resize(WIDTH, HEIGHT)
    made.view.show()
    made.view.activateWindow()
    yield made
    qtbot.waitUntil(lambda: not made.counter.tasks.busy)
    made.counter.tasks.stop()
    place.store.close()  # type: ignore[attr-defined]
    assert made.bugs == []


def press(qtbot: QtBot, desk: BenchDesk, key: Qt.Key, *, ctrl: bool = False) -> None:
    held_down = Qt.KeyboardModifier.ControlModifier if ctrl else Qt.KeyboardModifier.NoModifier
    qtbot.keyClick(QApplication.focusWidget() or desk.view, key, held_down)
    settle(qtbot, desk)


def count(qtbot: QtBot, desk: BenchDesk, number: str) -> None:
    desk.ui.entry_number.clear()
    qtbot.keyClicks(desk.ui.entry_number, number)
    press(qtbot, desk, Qt.Key.Key_Return)


def opened(qtbot: QtBot, desk: BenchDesk, raw: str = "", name: str = RAMIPRIL) -> IssueKey:
    """Ten go out of one pack, and were counted."""
    key = basket(desk, name, quantity=10)
    entered(qtbot, desk, key)
    scan(qtbot, desk, raw or pack_scan(name))
    assert desk.ui.label_rest.isHidden()
    count(qtbot, desk, "10")
    return key


def labelled(desk: BenchDesk) -> list[dict[str, object]]:
    with desk.place.store.read() as uow:
        entries = [json.loads(entry.body) for entry in uow.journal.entries()]
    return [entry["detail"] for entry in entries if entry["kind"] == "split-pack-labelled"]


def test_once_a_part_was_counted_one_key_offers_what_a_full_pack_leaves_and_enter_prints_it(
    qtbot: QtBot, desk: BenchDesk
) -> None:
    key = opened(qtbot, desk)
    assert desk.ui.label_rest.isVisible()
    assert labelled(desk) == []
    press(qtbot, desk, Qt.Key.Key_L, ctrl=True)
    left = held(desk.place, key).items[0].scans[0].quantity
    assert left is not None
    assert desk.ui.entry_words.text() == HOW_MANY_LEFT
    assert desk.ui.entry_number.text() == str(left.value - 10)
    assert desk.ui.entry_number.selectedText() == desk.ui.entry_number.text()
    press(qtbot, desk, Qt.Key.Key_Return)
    (note,) = labelled(desk)
    assert (note["left"], note["batch"]) == (str(left.value - 10), "TR4071")
    assert PRINTING in desk.said
    assert "10 capsules" not in desk.said
    assert desk.ui.label_rest.isHidden()
    assert desk.ui.entry.isHidden()


def test_the_number_is_corrected_where_the_pack_had_been_opened_before(qtbot: QtBot, desk: BenchDesk) -> None:
    opened(qtbot, desk)
    press(qtbot, desk, Qt.Key.Key_L, ctrl=True)
    qtbot.keyClicks(desk.ui.entry_number, "7")
    press(qtbot, desk, Qt.Key.Key_Return)
    assert [note["left"] for note in labelled(desk)] == ["7"]


def test_enter_twice_prints_one_label(qtbot: QtBot, desk: BenchDesk) -> None:
    opened(qtbot, desk)
    press(qtbot, desk, Qt.Key.Key_L, ctrl=True)
    for _ in range(2):
        qtbot.keyClick(desk.ui.entry_number, Qt.Key.Key_Return)
    settle(qtbot, desk)
    assert len(labelled(desk)) == 1
    assert PRINTING in desk.said


def test_a_fault_that_nobody_foresaw_leaves_the_label_to_be_asked_for_again(
    qtbot: QtBot, desk: BenchDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The dialog is the window's; the bench says that nothing was done, and goes on where it was."""
    opened(qtbot, desk)
    press(qtbot, desk, Qt.Key.Key_L, ctrl=True)
    with monkeypatch.context() as broken:
        broken.setattr(accuracy_check, "label_rest", _breaks)
        press(qtbot, desk, Qt.Key.Key_Return)
    assert [type(bug) for bug in desk.bugs] == [ZeroDivisionError]
    desk.bugs.clear()
    assert UNFORESEEN in desk.said
    press(qtbot, desk, Qt.Key.Key_L, ctrl=True)
    press(qtbot, desk, Qt.Key.Key_Return)
    assert len(labelled(desk)) == 1
    assert PRINTING in desk.said


def _breaks(*_: object) -> Receipt:
    raise ZeroDivisionError


def test_escape_puts_it_away_prints_nothing_and_it_stays_on_offer(qtbot: QtBot, desk: BenchDesk) -> None:
    opened(qtbot, desk)
    press(qtbot, desk, Qt.Key.Key_L, ctrl=True)
    press(qtbot, desk, Qt.Key.Key_Escape)
    assert desk.ui.entry.isHidden()
    assert desk.left == 0
    assert labelled(desk) == []
    assert desk.ui.label_rest.isVisible()


def test_what_cannot_be_left_and_what_is_no_number_are_said_and_may_be_typed_again(
    qtbot: QtBot, desk: BenchDesk
) -> None:
    opened(qtbot, desk)
    press(qtbot, desk, Qt.Key.Key_L, ctrl=True)
    most = int(desk.ui.entry_number.text())
    for typed, said in ((str(most + 1), f"{most} at the most"), ("0", "more than nothing"), ("some", "in figures")):
        count(qtbot, desk, typed)
        assert said in desk.ui.entry_refusal.text()
        assert labelled(desk) == []
    count(qtbot, desk, "5")
    assert [note["left"] for note in labelled(desk)] == ["5"]


def test_a_pack_without_batch_and_expiry_is_refused_in_the_words_of_the_prescription_screen(
    qtbot: QtBot, desk: BenchDesk
) -> None:
    key = opened(qtbot, desk, plain_scan(RAMIPRIL))
    press(qtbot, desk, Qt.Key.Key_L, ctrl=True)
    press(qtbot, desk, Qt.Key.Key_Return)
    refused = label_opened_pack(desk.place, NIA, key, held(desk.place, key).items[0].item_id)
    assert isinstance(refused, PackNotKnown)
    assert desk.ui.verdict.verdict().word == "Not labelled"
    assert refusal_words(refused) in desk.said
    assert desk.ui.entry.isHidden()
    assert desk.ui.label_rest.isVisible()
    assert cut(desk, desk.ui.check_page) == []


def test_it_is_offered_again_after_another_count_and_no_more_once_the_item_is_checked(
    qtbot: QtBot, desk: BenchDesk
) -> None:
    key = opened(qtbot, desk)
    press(qtbot, desk, Qt.Key.Key_L, ctrl=True)
    press(qtbot, desk, Qt.Key.Key_Return)
    for number, offered in (("10", False), ("9", True), ("10", True)):
        press(qtbot, desk, Qt.Key.Key_O, ctrl=True)
        count(qtbot, desk, number)
        assert desk.ui.label_rest.isVisible() is offered, number
    scan(qtbot, desk, label_scan(desk.place, key, RAMIPRIL))
    assert desk.ui.label_rest.isHidden()


def test_a_whole_pack_leaves_nothing_to_label(qtbot: QtBot, desk: BenchDesk) -> None:
    entered(qtbot, desk, basket(desk))
    scan(qtbot, desk, pack_scan(RAMIPRIL))
    assert desk.ui.label_rest.isHidden()


def test_nothing_is_offered_before_the_second_count_nor_once_the_pack_was_set_aside(
    qtbot: QtBot, desk: BenchDesk
) -> None:
    key = opened(qtbot, desk, name=MORPHINE)
    assert desk.ui.label_rest.isHidden()
    count(qtbot, desk, "10")
    assert desk.ui.label_rest.isVisible()
    assert isinstance(set_pack_aside(desk.place, JOSEPH, key, held(desk.place, key).items[0].item_id), Receipt)
    desk.model.load()
    settle(qtbot, desk)
    assert desk.ui.label_rest.isHidden()


def test_what_another_counter_has_labelled_is_not_offered_here(qtbot: QtBot, desk: BenchDesk) -> None:
    key = opened(qtbot, desk)
    press(qtbot, desk, Qt.Key.Key_L, ctrl=True)
    made = label_opened_pack(desk.place, NIA, key, held(desk.place, key).items[0].item_id)
    assert isinstance(made, Receipt)
    desk.counter.changed.emit(made)
    settle(qtbot, desk)
    assert desk.ui.label_rest.isHidden()
    assert desk.ui.entry.isHidden()


def test_every_word_shows_in_the_smallest_window(qtbot: QtBot, desk: BenchDesk) -> None:
    opened(qtbot, desk)
    assert cut(desk, desk.ui.check_page) == []
    press(qtbot, desk, Qt.Key.Key_L, ctrl=True)
    assert cut(desk, desk.ui.check_page) == []
    count(qtbot, desk, "999")
    assert cut(desk, desk.ui.check_page) == []


def test_whoever_may_check_may_label_the_rest_and_nobody_else_at_the_bench(tmp_path: Path) -> None:
    place = workplace(tmp_path)
    person = a_patient()
    sent = a_prescription(an_item(RAMIPRIL, 10, "1 om"), patient=person)
    key = assembled(place, received(place, sent, person))
    item = held(place, key).items[0].item_id
    checker = staff(place, JOSEPH)
    kept = tuple(each for each in checker.authorisations if each.task is not Task.LABEL)
    with place.store.begin() as uow:
        uow.staff.save(replace(checker, authorisations=kept))
        uow.commit()
    assert isinstance(scan_at_bench(place, JOSEPH, key, pack_scan(RAMIPRIL)), PackJudged)
    assert isinstance(label_rest(place, JOSEPH, key, item, Decimal(5)), NoOpenedPack)
    assert isinstance(count_loose(place, JOSEPH, key, item, Decimal(10)), Receipt)
    assert rest_to_label(held(place, key).items[0]) is not None
    assert isinstance(label_opened_pack(place, JOSEPH, key, item), NotAuthorised)
    assert isinstance(label_rest(place, NIA, key, item, Decimal(5)), NotAuthorised)
    assert isinstance(label_rest(place, JOSEPH, key, item, Decimal(99)), LeftWrong)
    assert isinstance(label_rest(place, JOSEPH, key, item, Decimal(5)), Receipt)
    # Asked for at two counters at once.
    assert isinstance(label_rest(place, JOSEPH, key, item, Decimal(5)), RestLabelled)
    assert rest_to_label(held(place, key).items[0]) is None
    place.store.close()  # type: ignore[attr-defined]


def test_in_the_window_with_the_keyboard_alone(qtbot: QtBot, themed: QApplication, tmp_path: Path) -> None:
    place = workplace(tmp_path)
    person = a_patient()
    sent = a_prescription(an_item(RAMIPRIL, 10, "1 om"), patient=person)
    key = assembled(place, received(place, sent, person))
    desk = build(place, printers(tmp_path))
    bugs: list[object] = []
    desk.counter.bug.connect(bugs.append)
    qtbot.addWidget(desk.window)
    desk.window.resize(1280, 720)
    desk.window.begin()
    desk.window.show()
    desk.window.activateWindow()
    sign_in = desk.window.screens[Where.SIGN_IN].model  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: sign_in.user is not None)
    sign_in.choose("joseph")
    sign_in.enter("1234")
    qtbot.waitUntil(lambda: desk.window.current is desk.window.screens[Where.WORKLIST])

    def type_in(*keys: Qt.Key, ctrl: bool = False) -> None:
        for each in keys:
            held_down = Qt.KeyboardModifier.ControlModifier if ctrl else Qt.KeyboardModifier.NoModifier
            qtbot.keyClick(QApplication.focusWidget() or desk.window, each, held_down)
            qtbot.waitUntil(lambda: not desk.counter.tasks.busy)

    desk.window.show_screen(Go(Where.ACCURACY_CHECK, key=key))
    qtbot.waitUntil(lambda: not desk.counter.tasks.busy)
    desk.window.scanned(pack_scan(RAMIPRIL))
    qtbot.waitUntil(lambda: not desk.counter.tasks.busy)
    type_in(Qt.Key.Key_1, Qt.Key.Key_0, Qt.Key.Key_Return)
    bench = desk.window.screens[Where.ACCURACY_CHECK].ui  # type: ignore[attr-defined]
    assert bench.label_rest.isVisible()
    assert bench.entry.isHidden()
    type_in(Qt.Key.Key_L, ctrl=True)
    assert bench.entry_number.text() == "18"
    assert QApplication.focusWidget() is bench.entry_number
    type_in(Qt.Key.Key_Escape)
    assert desk.window.current is desk.window.screens[Where.ACCURACY_CHECK]
    type_in(Qt.Key.Key_L, ctrl=True)
    type_in(Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_Return)
    assert PRINTING in bench.verdict.accessibleName()

    def sent_to_printer() -> list[str]:
        with place.store.read() as uow:
            read = [json.loads(entry.body) for entry in uow.journal.entries()]
        return [entry["detail"]["title"] for entry in read if entry["kind"] == "sent-to-printer"]

    qtbot.waitUntil(lambda: "Split pack TR4071" in sent_to_printer())
    qtbot.waitUntil(lambda: not desk.counter.tasks.busy)
    desk.window.close()
    place.store.close()  # type: ignore[attr-defined]
    assert bugs == []
