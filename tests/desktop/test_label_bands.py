"""Labels of a counter that is gone: every other window says so, and one key press brings them out there."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests.builders import KEY, NIA, StandingClock, beside, printers, workplace

from dispensary.adapters.store.cipher import open_store
from dispensary.application.prints import take_over
from dispensary.application.workplace import Workplace
from dispensary.desktop.app import Desk, build
from dispensary.desktop.components.banners import BannerWords
from dispensary.desktop.theme import Tone
from dispensary.desktop.views.screen import Where
from dispensary.domain.identifiers import IssueKey, PrescriptionId
from dispensary.domain.printing import JobKind, PrintJob

RAMIPRIL = IssueKey(PrescriptionId("9F3C71-FZZ99A-44B0E"))


@dataclass
class Two:
    """The window at Counter 1, and Counter 2, whose window is closed."""

    qtbot: QtBot
    desk: Desk
    there: Workplace
    clock: StandingClock
    printed: Path

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: not self.desk.counter.tasks.busy)

    def sign_in(self, user: str = "nia") -> None:
        page = self.desk.window.screens[Where.SIGN_IN]
        self.qtbot.waitUntil(lambda: page.model.user is not None)  # type: ignore[attr-defined]
        page.model.choose(user)  # type: ignore[attr-defined]
        page.model.enter("1234")  # type: ignore[attr-defined]
        self.qtbot.waitUntil(lambda: self.desk.counter.user is not None)
        self.settle()

    def leave(self, *names: str, begun: bool = False) -> None:
        """Labels made at Counter 2 a while ago."""
        with self.there.store.begin() as uow:
            for name in names:
                job = PrintJob(name, JobKind.LABEL, f"Label {name}", b"%PDF", RAMIPRIL, self.clock.at)
                uow.prints.add(job)
                if begun:
                    assert uow.prints.begin_sending(job) is not None
            uow.commit()
        self.clock.pass_by(minutes=12)

    def said(self, key: str) -> BannerWords | None:
        shown = (banner.words() for banner in self.desk.window.ui.banners.banners())
        return next((words for words in shown if words is not None and words.key == key), None)

    def say(self, key: str) -> BannerWords:
        self.qtbot.waitUntil(lambda: self.said(key) is not None)
        found = self.said(key)
        assert found is not None
        return found

    def press(self, key: str, deed: str) -> None:
        self.desk.window.ui.banners.deed_asked.emit(key, deed)
        self.settle()

    def files(self) -> list[str]:
        return sorted(path.stem for path in self.printed.glob("*.pdf"))


@pytest.fixture
def two(tmp_path: Path, qtbot: QtBot, themed: QApplication) -> Iterator[Two]:
    clock = StandingClock()
    here = workplace(tmp_path, clock=clock)
    other = open_store(tmp_path / "store.db", KEY, "Counter 2")
    desk = build(here, printers(tmp_path))
    qtbot.addWidget(desk.window)
    desk.window.begin()
    desk.window.show()
    made = Two(qtbot, desk, beside(here, other), clock, tmp_path / "printed")
    yield made
    made.settle()
    desk.window.close()
    themed.removeEventFilter(desk.scans)
    other.close()
    here.store.close()  # type: ignore[attr-defined]


def test_labels_that_wait_elsewhere_are_shown_and_come_out_here_when_asked(two: Two) -> None:
    two.leave("a", "b")
    two.sign_in()
    words = two.say("labels-away")
    assert (words.tone, words.first) == (Tone.INFO, "2 labels wait at Counter 2 since 10:42.")
    assert two.files() == []
    two.press("labels-away", "take")
    two.qtbot.waitUntil(lambda: two.files() == ["a", "b"])
    two.qtbot.waitUntil(lambda: two.said("labels-away") is None)


def test_nobody_signed_in_is_asked_nothing(two: Two) -> None:
    two.leave("a")
    two.desk.window._refresh()
    two.settle()
    assert two.said("labels-away") is None


def test_who_comes_second_is_told_and_prints_nothing(two: Two) -> None:
    two.leave("a")
    two.sign_in()
    two.say("labels-away")
    third = open_store(two.printed.parent / "store.db", KEY, "Counter 3")
    place = beside(two.there, third)
    with third.read() as uow:
        take_over(place, NIA, tuple(uow.prints.away()))
    two.press("labels-away", "take")
    assert "Somebody else was quicker" in two.say("notice").first
    assert two.files() == []
    third.close()


def test_a_label_that_may_be_printed_is_asked_about_and_not_just_printed(two: Two) -> None:
    two.leave("a", begun=True)
    two.leave("b")
    two.sign_in()
    words = two.say("labels-unsure")
    assert (words.tone, words.first) == (Tone.REASON, "1 label of Counter 2 from 10:42 may be printed already.")
    two.press("labels-away", "take")
    two.qtbot.waitUntil(lambda: two.files() == ["b"])
    two.press("labels-unsure", "there")
    two.qtbot.waitUntil(lambda: two.said("labels-unsure") is None)
    assert two.files() == ["b"]


def test_after_a_look_it_is_printed_here(two: Two) -> None:
    two.leave("a", begun=True)
    two.sign_in()
    two.say("labels-unsure")
    two.press("labels-unsure", "take")
    two.qtbot.waitUntil(lambda: two.files() == ["a"])


def test_labels_that_nobody_needs_are_put_away(two: Two) -> None:
    two.leave("a")
    two.sign_in()
    two.say("labels-away")
    two.press("labels-away", "drop")
    two.qtbot.waitUntil(lambda: two.said("labels-away") is None)
    assert two.files() == []


def test_somebody_who_may_not_print_labels_is_told_why(two: Two) -> None:
    two.leave("a")
    two.sign_in("hal")
    two.say("labels-away")
    two.press("labels-away", "take")
    assert "Hal Cromarty" in two.say("notice").first
    assert two.files() == []
