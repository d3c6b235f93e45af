"""Backups from the window: made by themselves in a child, told of calmly, never anybody's wait."""

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot
from tests.builders import NOW, printers, workplace

from dispensary.adapters.system.backup_plan import MARK, PlanFile, mark
from dispensary.adapters.system.notes import last_backup
from dispensary.application.ports.store import StoreUnavailable
from dispensary.application.workplace import Workplace
from dispensary.desktop.app import Desk, build
from dispensary.desktop.backup_watch import Backups, BackupWatch
from dispensary.desktop.components.banners import BannerWords
from dispensary.desktop.theme import Tone
from dispensary.desktop.views.screen import Where
from dispensary.domain.backups import BackupPlan, BackupStanding
from dispensary.keeping.backing_up import backing_up
from dispensary.keeping.home import Home

HOUR = timedelta(hours=1)
PLAN = BackupPlan("/mnt/stick")
SAYS = "import sys, pathlib; pathlib.Path({asked!r}).open('a').write(sys.stdin.read() + '\\n'); print({answer!r})"


@dataclass
class Told:
    """What a scripted pharmacy would see: how it stands is set by the test, the child answers as it is told."""

    folder: Path
    standing: BackupStanding
    answer: dict[str, object] = field(default_factory=lambda: {"ok": True, "state": "/mnt/stick/new.db"})
    kept: list[BackupPlan | None] = field(default_factory=list)
    broken: StoreUnavailable | None = None

    @property
    def asked(self) -> list[str]:
        log = self.folder / "asked"
        return log.read_text().splitlines() if log.exists() else []

    def keep(self, plan: BackupPlan | None) -> None:
        self.kept.append(plan)

    def look(self) -> BackupStanding:
        if self.broken is not None:
            raise self.broken
        return self.standing

    def watch(self) -> BackupWatch:
        words = SAYS.format(asked=str(self.folder / "asked"), answer=json.dumps(self.answer))
        return BackupWatch(
            Backups([sys.executable, "-c", words], lambda plan, new: f"{plan.destination} {new}", self.look, self)
        )


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Workplace]:
    made = workplace(tmp_path)
    yield made
    made.store.close()  # type: ignore[attr-defined]


@pytest.fixture
def desk(place: Workplace, tmp_path: Path, qtbot: QtBot, themed: QApplication) -> Iterator[Desk]:
    made = build(place, printers(tmp_path))
    qtbot.addWidget(made.window)
    made.window.begin()
    made.window.show()
    yield made
    qtbot.waitUntil(lambda: not made.counter.tasks.busy)
    made.window.close()
    themed.removeEventFilter(made.scans)


@pytest.fixture
def watched(desk: Desk, qtbot: QtBot) -> Iterator[Callable[[Told], BackupWatch]]:
    """Starts the watch, and ends it with the test."""
    begun: list[BackupWatch] = []

    def start(told: Told) -> BackupWatch:
        begun.append(told.watch())
        desk.window.watch_backups(begun[-1])
        qtbot.waitUntil(lambda: not desk.counter.tasks.busy)
        return begun[-1]

    yield start
    for each in begun:
        each.stop()


def sign_in(desk: Desk, qtbot: QtBot, user: str) -> None:
    page = desk.window.screens[Where.SIGN_IN]
    qtbot.waitUntil(lambda: page.model.user is not None)  # type: ignore[attr-defined]
    page.model.choose(user)  # type: ignore[attr-defined]
    page.model.enter("1234")  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: desk.counter.user is not None and not desk.counter.tasks.busy)


def said(desk: Desk) -> BannerWords | None:
    words = (banner.words() for banner in desk.window.ui.banners.banners())
    return next((each for each in words if each is not None and each.key == "backup"), None)


def band(desk: Desk, qtbot: QtBot, first: str) -> BannerWords:
    qtbot.waitUntil(lambda: (shown := said(desk)) is not None and first in shown.first)
    found = said(desk)
    assert found is not None
    return found


def aged(age: timedelta | None, plan: BackupPlan | None = PLAN) -> BackupStanding:
    return BackupStanding(NOW, plan, None if age is None else NOW - age)


Start = Callable[[Told], BackupWatch]


def test_one_that_is_due_at_the_start_is_made_and_nobody_is_bothered(
    desk: Desk, watched: Start, tmp_path: Path, qtbot: QtBot
) -> None:
    told = Told(tmp_path, aged(25 * HOUR))
    watch = told.watch()
    watch.done.connect(lambda *_: setattr(told, "standing", aged(0 * HOUR)))
    with qtbot.waitSignal(watch.done):
        desk.window.watch_backups(watch)
    qtbot.waitUntil(lambda: not desk.counter.tasks.busy and not watch.busy)
    assert told.asked == ["/mnt/stick False"]
    assert said(desk) is None
    watch.stop()


def test_one_that_is_not_due_is_not_made_until_the_timer_finds_it_due(
    desk: Desk, watched: Start, tmp_path: Path, qtbot: QtBot
) -> None:
    told = Told(tmp_path, aged(23 * HOUR))
    watch = watched(told)
    assert (told.asked, said(desk)) == ([], None)
    told.standing = aged(24 * HOUR)
    with qtbot.waitSignal(watch.done):
        watch.look()
    assert len(told.asked) == 1


def test_a_failure_is_told_once_and_tried_again_later_by_itself(
    desk: Desk, watched: Start, tmp_path: Path, qtbot: QtBot
) -> None:
    why = "The backup was not made: the folder /mnt/stick is not there. Put the stick back."
    told = Told(tmp_path, aged(25 * HOUR), {"ok": False, "state": why})
    watch = watched(told)
    words = band(desk, qtbot, "is not there")
    assert (words.tone, words.second) == (Tone.REASON, "Put the stick back.")
    desk.window.ui.banners.deed_asked.emit("backup", "seen")
    assert said(desk) is None
    # A minute later it is not tried yet; ten minutes later it is, and says no more than it did.
    told.standing = BackupStanding(NOW + timedelta(minutes=1), PLAN, NOW - 25 * HOUR)
    watch.look()
    qtbot.waitUntil(lambda: not desk.counter.tasks.busy)
    assert (len(told.asked), watch.busy) == (1, False)
    told.standing = BackupStanding(NOW + timedelta(minutes=10), PLAN, NOW - 25 * HOUR)
    with qtbot.waitSignal(watch.failed):
        watch.look()
    assert len(told.asked) == 2
    assert said(desk) is None


def test_a_good_one_that_could_not_be_noted_is_not_followed_by_another_at_once(
    desk: Desk, watched: Start, tmp_path: Path, qtbot: QtBot
) -> None:
    told = Told(tmp_path, aged(25 * HOUR))
    watch = told.watch()
    with qtbot.waitSignal(watch.done):
        desk.window.watch_backups(watch)
    qtbot.waitUntil(lambda: not desk.counter.tasks.busy)
    assert (len(told.asked), watch.busy) == (1, False)
    watch.stop()


@pytest.mark.parametrize("answer", ["", "nonsense", "[]", '{"ok": true}'])
def test_a_child_that_makes_no_sense_is_a_failure(
    desk: Desk, watched: Start, tmp_path: Path, qtbot: QtBot, answer: str
) -> None:
    told = Told(tmp_path, aged(25 * HOUR))
    watch = BackupWatch(Backups([sys.executable, "-c", f"print({answer!r})"], lambda *_: "", told.look, told))
    desk.window.watch_backups(watch)
    band(desk, qtbot, "The backup was not made")
    watch.stop()


def test_a_child_that_cannot_be_started_is_a_failure(desk: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    told = Told(tmp_path, aged(25 * HOUR))
    watch = BackupWatch(Backups([str(tmp_path / "absent")], lambda *_: "", told.look, told))
    desk.window.watch_backups(watch)
    band(desk, qtbot, "The backup was not made")
    watch.stop()


def test_a_plan_that_cannot_be_read_is_told(desk: Desk, watched: Start, tmp_path: Path, qtbot: QtBot) -> None:
    told = Told(tmp_path, aged(None), broken=StoreUnavailable("No backup is made by itself: the file is unreadable."))
    watched(told)
    band(desk, qtbot, "No backup is made by itself")


def test_an_old_backup_is_a_calm_band_that_comes_back_with_the_next_day(
    desk: Desk, watched: Start, tmp_path: Path, qtbot: QtBot
) -> None:
    told = Told(tmp_path, aged(49 * HOUR, None))
    watch = watched(told)
    words = band(desk, qtbot, "The last backup is 2 days old.")
    assert words.tone is Tone.REASON
    assert "Whoever runs the staff accounts" in words.second
    desk.window.ui.banners.deed_asked.emit("backup", "seen")
    told.standing = aged(52 * HOUR, None)
    watch.look()
    qtbot.waitUntil(lambda: not desk.counter.tasks.busy)
    assert said(desk) is None
    told.standing = aged(73 * HOUR, None)
    watch.look()
    band(desk, qtbot, "The last backup is 3 days old.")


def test_the_key_backs_up_now_and_the_result_is_said(desk: Desk, watched: Start, tmp_path: Path, qtbot: QtBot) -> None:
    told = Told(tmp_path, aged(HOUR))
    watch = watched(told)
    sign_in(desk, qtbot, "nia")
    began: list[BannerWords | None] = []
    watch.began.connect(lambda _: began.append(said(desk)))
    with qtbot.waitSignal(watch.done):
        qtbot.keyClick(desk.window, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    assert began[0] is not None
    assert began[0].first == "A backup is being made."
    words = band(desk, qtbot, "Backed up on 23 Nov 2026 at 10:42")
    assert (words.tone, "/mnt/stick/new.db" in words.second) == (Tone.PASS, True)
    desk.window.ui.banners.deed_asked.emit("backup", "seen")
    assert said(desk) is None


def test_the_key_works_from_the_band_too(desk: Desk, watched: Start, tmp_path: Path, qtbot: QtBot) -> None:
    told = Told(tmp_path, aged(49 * HOUR, PLAN), {"ok": False, "state": "The disk is full. Free some space."})
    watch = watched(told)
    band(desk, qtbot, "The disk is full.")
    sign_in(desk, qtbot, "nia")
    with qtbot.waitSignal(watch.failed):
        qtbot.keyClick(desk.window, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    assert len(told.asked) == 2


def test_whoever_runs_the_accounts_chooses_the_folder_and_nobody_else(
    desk: Desk, watched: Start, tmp_path: Path, qtbot: QtBot
) -> None:
    told = Told(tmp_path, aged(None, None))
    watch = watched(told)
    sign_in(desk, qtbot, "nia")
    assert [deed.key for deed in band(desk, qtbot, "There is no backup").deeds] == ["seen"]
    desk.window.ui.banners.deed_asked.emit("backup", "now")
    assert desk.window.findChildren(QFileDialog) == []
    desk.window.switch_user()
    sign_in(desk, qtbot, "amara")
    qtbot.waitUntil(lambda: "choose" in [deed.key for deed in band(desk, qtbot, "There is no backup").deeds])
    desk.window.ui.banners.deed_asked.emit("backup", "choose")
    (dialog,) = desk.window.findChildren(QFileDialog)
    with qtbot.waitSignal(watch.done):
        dialog.fileSelected.emit("/mnt/other")
    dialog.reject()
    assert told.kept == [BackupPlan("/mnt/other")]
    assert told.asked == ["/mnt/other True"]
    band(desk, qtbot, "Backed up on")


def test_a_new_folder_chosen_while_one_is_made_gets_its_own(
    desk: Desk, watched: Start, tmp_path: Path, qtbot: QtBot
) -> None:
    told = Told(tmp_path, aged(HOUR))
    watch = watched(told)
    watch.make(PLAN)
    watch.make(BackupPlan("/mnt/other"), new=True)
    qtbot.waitUntil(lambda: told.asked == ["/mnt/stick False", "/mnt/other True"] and not watch.busy)


def test_a_window_that_makes_no_backups_says_so(desk: Desk, qtbot: QtBot) -> None:
    qtbot.keyClick(desk.window, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    band(desk, qtbot, "The demonstration")


def test_the_window_may_be_closed_while_one_is_made(desk: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    told = Told(tmp_path, aged(25 * HOUR))
    sleeps = [sys.executable, "-c", "import time; time.sleep(600)"]
    watch = BackupWatch(Backups(sleeps, lambda *_: "", told.look, told))
    with qtbot.waitSignal(watch.began):
        desk.window.watch_backups(watch)
    qtbot.waitUntil(lambda: not desk.counter.tasks.busy)
    watch.stop()
    assert not watch.busy


def test_the_real_window_backs_up_the_real_record(desk: Desk, place: Workplace, tmp_path: Path, qtbot: QtBot) -> None:
    shelf = tmp_path / "shelf"
    shelf.mkdir()
    mark(shelf)
    PlanFile(tmp_path).keep(BackupPlan(str(shelf)))
    means = backing_up(Home(tmp_path), place.store)
    assert means is not None
    watch = BackupWatch(means)
    with qtbot.waitSignal(watch.done) as done:
        desk.window.watch_backups(watch)
    qtbot.waitUntil(lambda: not desk.counter.tasks.busy and not watch.busy)
    noted = last_backup(tmp_path)
    assert noted is not None
    assert noted.name == done.args[0]
    assert sorted(path.suffix for path in shelf.iterdir()) == [".db", Path(MARK).suffix]
    assert said(desk) is None
    watch.stop()
