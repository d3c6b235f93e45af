"""What the window says of the record's file and its disk, and the pages before it."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests.builders import printers, workplace

from dispensary.adapters.system.key_lock import Cost, lock_with
from dispensary.application.workplace import Workplace
from dispensary.cli.services import Unlock
from dispensary.desktop.app import Desk, build
from dispensary.desktop.components import Banner
from dispensary.desktop.first_pages import FirstPage, set_up_page, unlock_page
from dispensary.desktop.record_watch import RecordWatch, Watching
from dispensary.desktop.theme import Tone
from dispensary.domain.upkeep import Part
from dispensary.keeping.first_pages import set_up_with, unlock_with
from dispensary.keeping.home import Home
from dispensary.keeping.keys import open_home
from dispensary.keeping.looking_over import watching

ANSWER = "import sys; sys.stdin.read(); print({answer!r})"
WELL = Part("disk", True, "Enough.")


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Workplace]:
    made = workplace(tmp_path)
    yield made
    made.store.close()  # type: ignore[attr-defined]


@pytest.fixture
def desk(place: Workplace, tmp_path: Path, qtbot: QtBot, themed: QApplication) -> Iterator[Desk]:
    made = build(place, printers(tmp_path))
    qtbot.addWidget(made.window)
    yield made
    made.window.close()
    themed.removeEventFilter(made.scans)


def child_that_says(answer: object, disk: Part | None = WELL) -> RecordWatch:
    command = [sys.executable, "-c", ANSWER.format(answer=answer if isinstance(answer, str) else json.dumps(answer))]
    return RecordWatch(Watching(command, "{}", lambda: disk))


def banner(desk: Desk, part: str) -> Banner | None:
    found = (each for each in desk.window.ui.banners.banners() if each.words())
    return next((each for each in found if each.words().key == f"record: {part}"), None)  # type: ignore[union-attr]


def test_a_damaged_record_is_a_red_band_over_every_screen(desk: Desk, qtbot: QtBot) -> None:
    words = "The record on this disk is damaged (1 page). Hit: the journal. Stop recording."
    watch = child_that_says({"part": "record file", "ok": False, "state": words})
    desk.window.watch_record(watch)
    qtbot.waitUntil(lambda: banner(desk, "record file") is not None)
    shown = banner(desk, "record file")
    assert shown is not None
    said = shown.words()
    assert said is not None
    assert said.tone is Tone.STOP
    assert said.first == "The record on this disk is damaged (1 page)."
    assert "Stop recording." in said.second
    watch.stop()


def test_a_sound_record_and_a_disk_with_room_say_nothing(desk: Desk, qtbot: QtBot) -> None:
    watch = child_that_says({"part": "record file", "ok": True, "state": "every page is sound"})
    with qtbot.waitSignal(watch.found), qtbot.waitSignal(watch.found):
        desk.window.watch_record(watch)
    assert banner(desk, "record file") is None
    assert banner(desk, "disk") is None
    watch.stop()


@pytest.mark.parametrize(("urgent", "tone"), [(True, Tone.STOP), (False, Tone.REASON)])
def test_a_disk_that_fills_up_is_told_and_the_band_goes_when_there_is_room(
    desk: Desk, qtbot: QtBot, urgent: bool, tone: Tone
) -> None:
    watch = child_that_says({}, Part("disk", False, "40 MB are free. Free some space today.", urgent))
    desk.window.watch_record(watch)
    qtbot.waitUntil(lambda: banner(desk, "disk") is not None)
    shown = banner(desk, "disk")
    assert shown is not None
    said = shown.words()
    assert said is not None
    assert said.tone is tone
    watch.found.emit(WELL)
    assert banner(desk, "disk") is None
    watch.stop()


@pytest.mark.parametrize("answer", ["", "nonsense", "[]", "{}"])
def test_a_check_that_could_not_run_never_looks_like_nothing_found(desk: Desk, qtbot: QtBot, answer: str) -> None:
    watch = child_that_says(answer, None)
    with qtbot.waitSignal(watch.found) as found:
        desk.window.watch_record(watch)
    part = found.args[0]
    assert not part.well
    assert "not checked for damage" in part.words
    watch.stop()


def test_closing_the_window_waits_for_no_check(desk: Desk, qtbot: QtBot) -> None:
    waits = RecordWatch(Watching([sys.executable, "-c", "import time; time.sleep(600)"], "{}", lambda: None))
    desk.window.watch_record(waits)
    waits.stop()


def test_the_real_child_finds_the_real_record_sound(desk: Desk, place: Workplace, tmp_path: Path, qtbot: QtBot) -> None:
    home = Home(tmp_path)
    means = watching(home, place.store)
    assert means is not None
    watch = RecordWatch(means)
    found: list[Part] = []
    watch.found.connect(found.append)
    desk.window.watch_record(watch)
    qtbot.waitUntil(lambda: any(part.name == "record file" for part in found))
    assert all(part.well for part in found if part.name == "record file")
    assert not any(place.store.key.hex() in word for word in means.command)  # type: ignore[attr-defined]
    watch.stop()


# Before the window.


def shown(page: FirstPage, qtbot: QtBot) -> FirstPage:
    qtbot.addWidget(page)
    page.open()
    return page


def test_the_record_is_unlocked_by_typing_and_a_wrong_passphrase_is_said_beside_it(
    tmp_path: Path, qtbot: QtBot, themed: QApplication
) -> None:
    lock_with(tmp_path / "store.lock", "correct horse battery", [bytes(32)], Cost(64, 1, 1))
    page = shown(unlock_page(lambda answers: unlock_with(Home(tmp_path), answers)), qtbot)
    field = page.fields["passphrase"]
    qtbot.keyClicks(field, "correct horse")
    qtbot.mouseClick(page.deed, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.refusal.words() != "")
    assert "does not open the record" in page.refusal.words()
    assert field.displayText() != field.text()
    field.selectAll()
    qtbot.keyClicks(field, "correct horse battery")
    with qtbot.waitSignal(page.accepted):
        qtbot.keyClick(field, Qt.Key.Key_Return)


ANSWERS = {
    "name": "Fernhill Pharmacy",
    "address": "8 Market Row, Little Harwick",
    "postcode": "QX4 7LT",
    "phone": "01632 960147",
    "ods": "FX999",
    "person_name": "Amara Whitlock",
    "user": "amara",
    "title": "Pharmacist",
    "registration": "2999041",
    "pin": "482915",
    "pin_again": "482915",
    "passphrase": "correct horse battery",
    "passphrase_again": "correct horse battery",
}


def test_a_record_is_set_up_on_the_first_page(tmp_path: Path, qtbot: QtBot, themed: QApplication) -> None:
    home = Home(tmp_path / "home")
    page = shown(set_up_page(lambda answers: set_up_with(home, answers)), qtbot)
    for key, words in ANSWERS.items():
        page.fields[key].setText(words if key != "pin_again" else "4712")
    page.question.setChecked(True)
    qtbot.mouseClick(page.deed, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.refusal.words() != "")
    assert page.refusal.words() == "The two PINs are not the same."
    assert not home.store.exists()
    page.fields["pin_again"].setText("482915")
    with qtbot.waitSignal(page.accepted):
        qtbot.mouseClick(page.deed, Qt.MouseButton.LeftButton)
    store = open_home(home, Unlock(None, lambda: "correct horse battery"))
    with store.read() as uow:
        assert uow.premises().name == "Fernhill Pharmacy"
        assert [user.name for user in uow.staff.all()] == ["Amara Whitlock", "The workstation"]
    store.close()
