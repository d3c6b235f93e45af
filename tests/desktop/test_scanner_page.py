"""A scanner set up and tried in the window, on a real line: found, lost, found again; no scan goes unanswered."""

import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest

if sys.platform == "win32":
    pytest.skip("pseudo-terminals are needed", allow_module_level=True)

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot
from tests.builders import AMARA, NIA, staff, workplace
from tests.desktop.test_pharmacy_view import said_in
from tests.scanner_line import ScannerLine

from dispensary.adapters.scanner.serial_port import SerialScanner, SerialSettings
from dispensary.adapters.system.scanner_file import FILE, ScannerFile
from dispensary.application.ports.scanner import FoundPort, Loss, Lost, Scanner
from dispensary.application.workplace import Workplace
from dispensary.desktop.app import Desk, build
from dispensary.desktop.tasks import MOST_UNDER_WAY, Lane
from dispensary.desktop.theme import Tone
from dispensary.desktop.view_models.scanner import Scanners, fields_of, understood
from dispensary.desktop.views.pharmacy import PharmacyView
from dispensary.desktop.views.scanner_page import ScannerPage
from dispensary.desktop.views.screen import Go, Where
from dispensary.domain.identifiers import UserId
from dispensary.domain.scanners import ScannerSetup

PACK = "]d201095200000407031749123110TRAINING\x1d21NOT-REAL-1"
NONE, CONTROL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier


class Window:
    """The real window, with a port that scanners can be plugged into."""

    def __init__(self, qtbot: QtBot, place: Workplace, desk: Desk, home: Path) -> None:
        self.qtbot, self.place, self.desk, self.home = qtbot, place, desk, home
        self.line = ScannerLine(home)
        self.now = 5_000

    def settle(self) -> None:
        QApplication.processEvents()
        self.qtbot.waitUntil(lambda: not self.desk.counter.tasks.busy)

    def use(self, forced: str = "") -> None:
        def make(setup: ScannerSetup) -> Scanner | None:
            quick = SerialSettings(
                setup.port, setup.speed, setup.prefix, setup.suffix, stall_seconds=0.05, retry_seconds=0.01
            )
            return SerialScanner(quick) if setup.port else None

        ports = (FoundPort(str(self.line.port), "Scanner in a box", "usb:0c2e:0b6a"), FoundPort("COM1", ""))
        self.desk.scanner.use(Scanners(ScannerFile(self.home), make, lambda: ports, forced))

    def page(self, user: UserId = AMARA) -> ScannerPage:
        self.desk.counter.sign_on(staff(self.place, user))
        self.desk.window.show_screen(Go(Where.PHARMACY, page="scanner"))
        self.settle()
        view = self.desk.window.current
        assert isinstance(view, PharmacyView)
        return view.scanner

    def wedge(self, text: str, gap: int = 4) -> None:
        """As a scanner that types sends it, in whatever has the focus."""
        self.now += 500
        for character in text:
            self.now += gap
            key, held = ord(character.upper()), NONE
            if character == "\x1d":
                key, held = Qt.Key.Key_BracketRight, CONTROL
            elif character == "\r":
                key = Qt.Key.Key_Return
            for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, key, held, character)
                event.setTimestamp(self.now)
                QCoreApplication.sendEvent(QApplication.focusWindow(), event)
        self.settle()

    def connected(self) -> bool:
        return self.status() == "Scanner ready"

    def status(self) -> str:
        return self.desk.window.ui.status_bar.item("scanner").words

    def bands(self) -> str:
        return said_in(self.desk.window.ui.banners)

    def journal(self) -> list[dict[str, object]]:
        with self.place.store.read() as uow:
            return [json.loads(entry.body) for entry in uow.journal.entries()]

    def choose_port(self, page: ScannerPage) -> None:
        page.ui.port.setCurrentIndex(page.ui.port.findData(str(self.line.port)))
        page.ui.save.click()
        self.settle()


@pytest.fixture
def window(qtbot: QtBot, themed: QApplication, tmp_path: Path) -> Iterator[Window]:
    place = workplace(tmp_path)
    desk = build(place, {})
    bugs: list[object] = []
    desk.counter.bug.connect(bugs.append)
    qtbot.add_widget(desk.window)
    desk.window.show()
    desk.window.begin()
    desk.window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWindow() is not None)
    made = Window(qtbot, place, desk, tmp_path)
    made.settle()
    yield made
    made.settle()
    desk.scans.detach()
    made.line.pull_out()
    desk.window.close()
    app = QCoreApplication.instance()
    assert app is not None
    app.removeEventFilter(desk.scans)
    place.store.close()
    assert bugs == []


def facts(page: ScannerPage) -> dict[str, str]:
    QApplication.processEvents()  # what is new in a layout is shown then
    told = [each.accessibleName() for each in page.ui.tried.findChildren(QWidget) if not each.isHidden()]
    return dict(name.replace("\u200b", "").split(": ", 1) for name in told if ": " in name)


def test_a_scan_on_trial_is_shown_as_it_came_and_as_it_was_read_and_does_nothing_else(window: Window) -> None:
    window.use()
    page = window.page()
    before = window.journal()
    page.ui.gap.setFocus()
    window.wedge(PACK + "\r")
    told = facts(page)
    assert told["Read as"] == "A pack"
    assert told["Symbol"] == "GS1 DataMatrix"
    assert told["Pack number (GTIN)"] == "09520000040703"
    assert (told["Expiry"], told["Batch"], told["Serial number"]) == ("31 Dec 2049", "TRAINING", "NOT-REAL-1")
    assert told["Sent"] == PACK.replace("\x1d", "<GS>")
    assert told["Came"] == f"By keyboard in {4 * len(PACK)} ms, longest pause 4 ms"
    assert page.ui.gap.text() == "30"
    assert window.journal() == before
    assert window.bands() == ""
    page.ui.figures.setChecked(True)
    assert facts(page)["In figures"].startswith("5D 64 32 30 31")
    assert " 1D " in facts(page)["In figures"]


def test_what_cannot_be_read_says_why_and_takes_the_one_before_away(window: Window) -> None:
    page = window.page()
    window.wedge(PACK + "\r")
    window.wedge("9520000040704\r")
    told = facts(page)
    assert told["Read as"] == "Could not be read"
    assert told["Why not"] == "The check digit of the pack number is wrong. Scan again."
    assert "Batch" not in told


def test_a_port_that_is_chosen_is_read_at_once_and_kept_on_this_workstation(window: Window) -> None:
    window.use()
    assert window.page().ui.state.words() == "Scanner by keyboard"
    window.line.plug_in()
    page = window.page()
    window.choose_port(page)
    window.qtbot.waitUntil(window.connected)
    assert page.ui.state.words() == "Scanner ready"
    assert "in use from now on" in page.ui.said.accessibleName()
    window.line.send(PACK.encode() + b"\r")
    window.qtbot.waitUntil(lambda: "Came" in facts(page))
    assert facts(page)["Came"].startswith(f"From {window.line.port} in ")
    assert facts(page)["Batch"] == "TRAINING"
    assert json.loads((window.home / FILE).read_text())["port"] == str(window.line.port)
    entry = window.journal()[-1]
    assert entry["kind"] == "scanner-set-up"
    assert entry["detail"] == {"port": {"before": "", "after": str(window.line.port)}}
    assert entry["actor"] == "amara"


def test_a_scanner_that_was_unplugged_is_looked_for_and_found_again_and_the_bar_says_so(window: Window) -> None:
    window.line.plug_in()
    ScannerFile(window.home).keep(ScannerSetup(port=str(window.line.port)))
    window.use()
    page = window.page()
    window.qtbot.waitUntil(window.connected)
    for _ in range(3):
        window.line.pull_out()
        window.qtbot.waitUntil(lambda: window.status() == "Scanner not found")
        assert window.desk.window.ui.status_bar.item("scanner").tone is Tone.REASON
        assert page.ui.state.words() == "Scanner not found"
        window.line.plug_in()
        window.qtbot.waitUntil(window.connected)
    window.line.send(b"9520000040703\r")
    window.qtbot.waitUntil(lambda: facts(page).get("Pack number (GTIN)") == "09520000040703")


def test_an_ending_is_chosen_and_in_force_at_once(window: Window) -> None:
    window.line.plug_in()
    ScannerFile(window.home).keep(ScannerSetup(port=str(window.line.port)))
    window.use()
    page = window.page()
    window.qtbot.waitUntil(window.connected)
    page.ui.suffix.setCurrentIndex(page.ui.suffix.findText("Others"))
    page.ui.suffix_own.setText("etx")
    page.ui.prefix.setText("STX")
    page.ui.save.click()
    window.settle()
    window.qtbot.waitUntil(window.connected)
    window.line.send(b"\x029520000040703\x03")
    window.qtbot.waitUntil(lambda: "Came" in facts(page))
    assert ScannerFile(window.home).read() == ScannerSetup(str(window.line.port), prefix=b"\x02", suffix=b"\x03")
    assert page.ui.suffix_own.text() == "ETX"
    window.line.send(b"9520000040703\x03")
    window.qtbot.waitUntil(page.ui.lost.isVisible)
    assert "without its beginning" in page.ui.lost.words()
    assert facts(page) == {}


def test_what_cannot_stand_is_refused_and_nothing_is_changed(window: Window) -> None:
    window.use()
    page = window.page()
    page.ui.port.setCurrentIndex(page.ui.port.findText("Another port"))
    page.ui.port_own.setText("usb:nothing")
    page.ui.save.click()
    window.settle()
    assert "That is no port" in page.ui.refusal.words()
    page.ui.again.click()
    assert page.ui.save.held
    assert page.ui.port_own_row.isHidden()
    page.ui.prefix.setText("A")
    page.ui.save.click()
    window.settle()
    assert "That cannot stand before a scan" in page.ui.refusal.words()
    assert not (window.home / FILE).exists()


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("prefix", "start", "That cannot stand before a scan"),
        ("suffix", "stop", "That cannot stand after a scan"),
        ("gap", "fast", "The longest pause is a whole number"),
        ("shortest", "-2", "The shortest scan is a whole number"),
        ("speed", "", "The speed is a whole number"),
    ],
)
def test_what_cannot_be_read_is_said(field: str, typed: str, words: str) -> None:
    said = understood(replace(fields_of(ScannerSetup()), **{field: typed}))
    assert isinstance(said, str)
    assert words in said


def test_what_is_shown_is_read_again_as_it_was() -> None:
    setup = ScannerSetup("usb:0c2e:0b6a", 115200, b"\x02", b"\r\n", 45, 8)
    assert understood(fields_of(setup)) == setup


def test_somebody_who_does_not_run_the_settings_can_try_it_and_change_nothing(window: Window) -> None:
    window.use()
    page = window.page(NIA)
    assert "Anybody can try" in page.ui.not_allowed.words()
    assert page.ui.save.isHidden()
    assert not page.ui.port.isEnabled()
    window.wedge(PACK + "\r")
    assert facts(page)["Read as"] == "A pack"


def test_a_port_that_the_machine_names_itself_is_said_to_go_first(window: Window) -> None:
    window.use("COM7")
    assert "names COM7" in window.page().ui.forced.words()


def test_the_page_of_barcodes_is_saved(window: Window, tmp_path: Path) -> None:
    window.use()
    page = window.page()
    page.ask = lambda *_: str(tmp_path / "try.pdf")
    page.ui.sheet.click()
    window.settle()
    assert (tmp_path / "try.pdf").read_bytes().startswith(b"%PDF")
    assert "Saved as try.pdf" in page.ui.said.words()


def test_a_scan_that_was_torn_is_said_wherever_somebody_stands_until_it_was_seen(window: Window) -> None:
    window.line.plug_in()
    ScannerFile(window.home).keep(ScannerSetup(port=str(window.line.port)))
    window.use()
    window.page()
    window.qtbot.waitUntil(window.connected)
    window.desk.window.show_screen(Go(Where.WORKLIST))
    window.line.send(b"95200000")
    window.qtbot.waitUntil(lambda: "came without its ending" in window.bands())
    assert window.status() == "Scanner ready, 1 scan lost"
    window.desk.window.ui.banners.deed_asked.emit("scan-lost", "seen")
    assert window.bands() == ""
    assert window.status() == "Scanner ready"


def test_a_scan_that_does_nothing_here_is_said_and_taken_back_by_one_that_does(window: Window) -> None:
    window.wedge(PACK + "\r")
    assert "nobody is signed in" in window.bands()
    window.page()
    window.desk.window.show_screen(Go(Where.STAFF))
    window.settle()
    window.wedge(PACK + "\r")
    assert "does nothing on this screen" in window.bands()
    window.page()
    window.wedge(PACK + "\r")
    assert window.bands() == ""


def test_a_scan_on_the_line_under_a_dialog_is_not_used_and_said(window: Window) -> None:
    window.line.plug_in()
    ScannerFile(window.home).keep(ScannerSetup(port=str(window.line.port)))
    window.use()
    window.page()
    window.qtbot.waitUntil(window.connected)
    dialog = QDialog(window.desk.window)
    dialog.setModal(True)
    dialog.show()
    window.line.send(PACK.encode() + b"\r")
    window.qtbot.waitUntil(lambda: "while a question stood open" in window.bands())
    dialog.close()


def test_a_scan_is_recorded_behind_what_is_being_saved_and_refused_in_words_once_too_much_waits(window: Window) -> None:
    window.page()
    tasks, hold = window.desk.counter.tasks, Event()
    tasks.do(Lane.WRITE, hold.wait, lambda _: None)
    window.desk.window.scanned(PACK)
    assert window.bands() == ""
    for _ in range(MOST_UNDER_WAY):
        tasks.do(Lane.WRITE, lambda: None, lambda _: None)
    window.desk.window.scanned(PACK)
    assert "still being recorded" in window.bands()
    hold.set()
    window.settle()
    window.desk.window.scanned(PACK)
    assert window.bands() == ""


def test_a_line_that_goes_on_making_noise_says_so_in_one_band_and_counts(window: Window) -> None:
    window.page()
    bands: list[str] = []
    stack = window.desk.window.ui.banners
    for _ in range(40):
        window.desk.scans.lost.emit(Loss(Lost.NO_BEGINNING, 5, "COM3", 3))
        bands.append(said_in(stack))
    assert len(set(bands)) == 1
    assert window.status() == "Scanner by keyboard, 120 scans lost"


def test_the_bar_s_item_leads_to_the_page(window: Window) -> None:
    window.page()
    window.desk.window.show_screen(Go(Where.WORKLIST))
    window.desk.window.ui.status_bar.chosen.emit("scanner")
    view = window.desk.window.current
    assert isinstance(view, PharmacyView)
    assert view.ui.pages.currentWidget() is view.scanner


@pytest.mark.parametrize("note", [b"", b"{", b"[]", b'{"port": 3}', b'{"port": "x", "speed": "fast"}', b"\xff\xfe"])
def test_a_note_that_cannot_be_read_stops_nothing(tmp_path: Path, note: bytes) -> None:
    (tmp_path / FILE).write_bytes(note)
    assert ScannerFile(tmp_path).read() == ScannerSetup()


def test_a_note_that_could_not_stand_is_not_obeyed(tmp_path: Path) -> None:
    file = ScannerFile(tmp_path)
    file.keep(ScannerSetup(port="COM3", suffix=b"\x03", longest_gap_ms=45))
    assert file.read() == ScannerSetup(port="COM3", suffix=b"\x03", longest_gap_ms=45)
    held = json.loads((tmp_path / FILE).read_text())
    (tmp_path / FILE).write_text(json.dumps({**held, "prefix": "41"}))
    assert file.read() == ScannerSetup()
