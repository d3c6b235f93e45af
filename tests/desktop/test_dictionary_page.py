"""A release of the dictionary brought in from the window while work goes on; its age in the status bar."""

import json
import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from tests.adapters.test_dictionary_following import renamed
from tests.adapters.test_dictionary_import import a_release, as_folder
from tests.builders import AMARA, NIA, StandingClock, staff, workplace
from tests.desktop.test_pharmacy_view import said_in

from dispensary.adapters.dictionary import FollowingDictionary, InstalledReleases, import_release, open_dictionary
from dispensary.application.workplace import Workplace
from dispensary.desktop import release_import
from dispensary.desktop.app import Desk, build
from dispensary.desktop.release_import import Importing, ReleaseImport
from dispensary.desktop.theme import Tone
from dispensary.desktop.views.dictionary_page import AskSource, DictionaryPage
from dispensary.desktop.views.pharmacy import PAGES, PharmacyView
from dispensary.desktop.views.screen import Go, Where
from dispensary.domain.identifiers import SnomedCode, UserId

TABLETS = SnomedCode("31")


class Window:
    """The real window over a home with one imported release."""

    def __init__(self, qtbot: QtBot, place: Workplace, desk: Desk, imports: ReleaseImport) -> None:
        self.qtbot, self.place, self.desk, self.imports = qtbot, place, desk, imports

    def set_day(self, month: int, day: int) -> None:
        clock = self.place.clock
        assert isinstance(clock, StandingClock)
        clock.at = datetime(2025, month, day, 9, tzinfo=UTC)

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: not self.imports.busy and not self.desk.counter.tasks.busy)
        QApplication.processEvents()
        self.qtbot.waitUntil(lambda: not self.desk.counter.tasks.busy)

    def page(self, user: UserId = AMARA) -> DictionaryPage:
        self.desk.counter.sign_on(staff(self.place, user))
        self.desk.window.show_screen(Go(Where.PHARMACY))
        view = self.desk.window.current
        assert isinstance(view, PharmacyView)
        view.show_page(PAGES[-1])
        self.settle()
        return view.dictionary

    def press(self, key: Qt.Key, *, alt: bool = False) -> None:
        held = Qt.KeyboardModifier.AltModifier if alt else Qt.KeyboardModifier.NoModifier
        self.qtbot.keyClick(QApplication.focusWidget() or self.desk.window, key, held)
        self.settle()

    def journal(self) -> list[str]:
        with self.place.store.read() as uow:
            return [json.loads(entry.body)["kind"] for entry in uow.journal.entries()]

    def banners(self) -> str:
        return said_in(self.desk.window.ui.banners)


@pytest.fixture
def window(qtbot: QtBot, themed: QApplication, tmp_path: Path) -> Iterator[Window]:
    home = tmp_path / "home"
    import_release(home, as_folder(tmp_path / "first", a_release()))
    clock = StandingClock(datetime(2025, 4, 10, 9, tzinfo=UTC))
    place = replace(workplace(tmp_path, clock=clock), dictionary=FollowingDictionary(home))
    desk = build(place, {})
    bugs: list[object] = []
    desk.counter.bug.connect(bugs.append)
    command = [sys.executable, "-m", "dispensary", "read-release"]
    imports = ReleaseImport(Importing(command, str(home), InstalledReleases(home)))
    desk.window.watch_imports(imports)
    qtbot.add_widget(desk.window)
    desk.window.show()
    desk.window.begin()
    made = Window(qtbot, place, desk, imports)
    made.settle()
    yield made
    made.settle()
    imports.stop()
    desk.window.close()
    app = QCoreApplication.instance()
    assert app is not None
    app.removeEventFilter(desk.scans)
    place.store.close()
    assert bugs == []


def chosen(path: Path) -> AskSource:
    def ask(_parent: QWidget) -> str:
        return str(path)

    return ask


def test_a_release_is_read_in_and_every_screen_answers_from_it_at_once(window: Window, tmp_path: Path) -> None:
    page = window.page()
    assert "Of: 1 Apr 2025, 9 days old" in said_in(page)
    assert page.ui.roll_back.isHidden()
    page.ask_folder = chosen(as_folder(tmp_path / "later", renamed()))
    window.press(Qt.Key.Key_D, alt=True)
    window.qtbot.waitUntil(page.ui.report_card.isVisible)
    window.settle()
    said = said_in(page)
    assert "is in use now" in page.ui.said.accessibleName()
    assert "Of: 8 Apr 2025, 2 days old" in said
    assert "Generic products: 0 new, 0 gone, 1 renamed" in said
    assert window.place.dictionary.resolve(TABLETS).name == "Examplin 5mg tablets (new name)"
    assert window.desk.window.ui.status_bar.item("dictionary").words == "Dictionary 8 Apr 2025"
    assert window.journal()[-2:] == ["dictionary-import-began", "dictionary-imported"]
    window.press(Qt.Key.Key_Z, alt=True)
    assert page.question.open
    window.press(Qt.Key.Key_Escape)
    assert not page.question.open
    window.press(Qt.Key.Key_Z, alt=True)
    window.press(Qt.Key.Key_2)
    assert window.place.dictionary.resolve(TABLETS).name == "Examplin 5mg tablets"
    assert window.journal()[-1] == "dictionary-rolled-back"


def test_one_that_is_given_up_changes_nothing_and_can_be_begun_again(window: Window, tmp_path: Path) -> None:
    page = window.page()
    page.ask_folder = chosen(as_folder(tmp_path / "later", renamed()))
    page.ui.folder.click()
    window.qtbot.waitUntil(lambda: window.imports.busy)
    assert page.ui.work_card.isVisible()
    assert page.ui.file.held
    page.ui.work_card.stop.click()
    # The import hears it only at its next step: who stopped it sees at once that it was heard.
    assert "stopping" in page.ui.work_card.bar.accessibleName()
    assert page.ui.work_card.stop.held
    window.settle()
    assert "Nothing was changed" in page.ui.said.accessibleName()
    assert window.place.dictionary.release().dated.isoformat() == "2025-04-01"
    assert "dictionary-imported" not in window.journal()
    page.ui.folder.click()
    window.qtbot.waitUntil(lambda: window.imports.busy)
    assert not page.ui.work_card.stop.held
    window.qtbot.waitUntil(page.ui.report_card.isVisible)
    assert window.place.dictionary.release().dated.isoformat() == "2025-04-08"


def test_what_was_read_in_whole_can_no_longer_be_stopped_and_says_so(window: Window, tmp_path: Path) -> None:
    page = window.page()
    shown: list[tuple[str, bool]] = []
    page.model.progress.connect(
        lambda _: shown.append((page.ui.work_card.bar.accessibleName(), page.ui.work_card.stop.held))
    )
    page.ask_folder = chosen(as_folder(tmp_path / "later", renamed()))
    page.ui.folder.click()
    window.qtbot.waitUntil(page.ui.report_card.isVisible)
    assert ("Reading the release in. 100 %: read in, being put in use", True) in shown
    assert not any(held for words, held in shown if "put in use" not in words)


def test_closing_the_window_while_one_is_read_in_leaves_nothing_behind(window: Window, tmp_path: Path) -> None:
    """Where it is closed the import ends with it; the release in use stays, and no half of the new one."""
    page = window.page()
    page.ask_folder = chosen(as_folder(tmp_path / "later", renamed()))
    page.ui.folder.click()
    window.qtbot.waitUntil(lambda: window.imports.busy)
    window.desk.window.close()
    window.imports.stop()
    assert not window.imports.busy
    folder = Path(window.imports.means.home) / "dictionary"
    assert not list(folder.glob("building-*"))
    with open_dictionary(folder.parent) as dictionary:
        assert dictionary.release().dated.isoformat() == "2025-04-01"


def test_an_import_that_does_not_hear_that_it_is_stopped_is_ended(
    window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(release_import, "_END_MS", 100)
    deaf = [sys.executable, "-c", "import threading; threading.Event().wait()"]
    window.imports.means = replace(window.imports.means, command=deaf)
    page = window.page()
    page.ask_folder = chosen(as_folder(tmp_path / "later", renamed()))
    page.ui.folder.click()
    window.qtbot.waitUntil(lambda: window.imports.busy)
    page.ui.work_card.stop.click()
    window.settle()
    assert "Nothing was changed" in page.ui.said.accessibleName()


def smaller() -> dict[str, str]:
    files = a_release()
    files["f_amp2_3010425.xml"] = re.sub("<AMP><APID>52.*?</AMP>", "", files["f_amp2_3010425.xml"])
    files["f_ampp2_3010425.xml"] = re.sub("<AMPP><APPID>61.*?</AMPP>", "", files["f_ampp2_3010425.xml"])
    files["f_gtin2_0010425.xml"] = re.sub("<AMPP><AMPPID>61.*?</AMPP>", "", files["f_gtin2_0010425.xml"])
    return files


def test_a_much_smaller_one_is_refused_and_read_in_only_if_somebody_vouches_for_it(
    window: Window, tmp_path: Path
) -> None:
    page = window.page()
    page.ask_folder = chosen(as_folder(tmp_path / "small", smaller()))
    page.ui.folder.click()
    window.qtbot.waitUntil(lambda: page.question.open)
    assert "suppliers’ products (AMP) from 2 to 1" in page.ui.refusal.accessibleName()
    assert "It was not put in use." in page.ui.refusal.accessibleName()
    assert "--accept" not in page.ui.refusal.accessibleName()
    window.press(Qt.Key.Key_2)
    window.qtbot.waitUntil(page.ui.report_card.isVisible)
    window.settle()
    assert window.place.dictionary.release().counts["amp"] == 1
    with window.place.store.read() as uow:
        began = [json.loads(entry.body)["detail"] for entry in uow.journal.entries()]
    assert {"source": "small", "vouched_for": ["smaller"]} in began


def test_what_is_no_release_is_refused_in_a_sentence_that_says_what_to_do(window: Window, tmp_path: Path) -> None:
    page = window.page()
    (tmp_path / "photo.zip").write_text("no zip")
    page.ask_zip = chosen(tmp_path / "photo.zip")
    window.press(Qt.Key.Key_F10)
    window.qtbot.waitUntil(lambda: bool(page.ui.refusal.accessibleName()))
    said = page.ui.refusal.accessibleName()
    assert "cannot be read as a zip" in said
    assert "The release in use is as it was." in said


def test_what_became_of_it_reaches_whoever_has_left_the_page(window: Window, tmp_path: Path) -> None:
    page = window.page()
    page.ask_folder = chosen(as_folder(tmp_path / "later", renamed()))
    page.ui.folder.click()
    window.desk.window.show_screen(Go(Where.WORKLIST))
    window.qtbot.waitUntil(lambda: "is in use now" in window.banners())


def test_only_whoever_runs_the_settings_may_bring_one_in(window: Window) -> None:
    page = window.page(NIA)
    assert "Here it is to be read" in page.ui.not_allowed.accessibleName()
    assert [button.isHidden() for button in (page.ui.file, page.ui.folder, page.ui.roll_back)] == [True] * 3
    assert "Of: 1 Apr 2025" in said_in(page)


@pytest.mark.parametrize(
    ("day", "words", "tone"),
    [
        (15, "Dictionary 1 Apr 2025", Tone.TEXT2),
        (16, "Dictionary 1 Apr 2025, a newer one is out", Tone.REASON),
    ],
)
def test_the_status_bar_says_how_old_it_is(window: Window, day: int, words: str, tone: Tone) -> None:
    window.set_day(4, day)
    window.page()
    item = window.desk.window.ui.status_bar.item("dictionary")
    assert (item.words, item.tone) == (words, tone)


def test_past_two_months_a_band_says_so_until_a_newer_one_is_in_use(window: Window, tmp_path: Path) -> None:
    """Conformance row 1.8.2."""
    window.set_day(6, 1)
    window.page()
    assert "more than two months old" not in window.banners()
    window.set_day(6, 2)
    page = window.page()
    assert "more than two months old" in window.banners()
    assert window.desk.window.ui.status_bar.item("dictionary").tone is Tone.STOP
    page.ask_folder = chosen(as_folder(tmp_path / "later", renamed()))
    page.ui.folder.click()
    window.qtbot.waitUntil(page.ui.report_card.isVisible)
    window.settle()
    assert "more than two months old" not in window.banners()
