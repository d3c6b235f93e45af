"""Ten thousand scans at twenty a second, the window at the accuracy check, the line dropped and restored at random; and
noise that looks like scans.

The bar of 50 ms is for a machine with two free cores; run it with nothing else at work. SCANS says how many, where the
whole takes too long.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("pseudo-terminals are needed", allow_module_level=True)

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests.builders import JOSEPH, a_patient, a_prescription, an_item, assembled, received, staff, workplace
from tests.scanner_line import ScannerLine
from tests.scanner_soak import LoopWatch, Soak

from dispensary.adapters.scanner.serial_port import SerialScanner, SerialSettings
from dispensary.application.ports.scanner import Loss, Lost, ScannerState
from dispensary.desktop.app import Desk, application, build
from dispensary.desktop.views.screen import Go, Where

pytestmark = [pytest.mark.bench, pytest.mark.soak]

SCANS = int(os.environ.get("SCANS", "10000"))
EVERY_MS = 50
BAR_MS = 50.0
HOUR_MS = 3_600_000
NOISE, NOISES = b"ab\r", 20_000
SHOUTS = """
import os, sys
left = memoryview(sys.argv[2].encode() * int(sys.argv[3]))
while left:
    left = left[os.write(int(sys.argv[1]), left[:4096]):]
"""


@pytest.fixture
def line(tmp_path: Path) -> Iterator[ScannerLine]:
    made = ScannerLine(tmp_path)
    made.plug_in()
    yield made
    made.pull_out()


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path, line: ScannerLine) -> Iterator[Desk]:
    """Somebody at the accuracy check, with a scanner."""
    application()
    place = workplace(tmp_path)
    person = a_patient()
    prescription = a_prescription(an_item("Ramipril 5mg capsules", 28), patient=person)
    key = assembled(place, received(place, prescription, person))
    made = build(place, {})
    qtbot.add_widget(made.window)
    made.window.show()
    made.window.begin()
    made.counter.sign_on(staff(place, JOSEPH))
    made.window.show_screen(Go(Where.ACCURACY_CHECK, key=key))
    made.scans.attach(SerialScanner(SerialSettings(str(line.port), retry_seconds=0.02)))
    qtbot.waitUntil(lambda: made.scans.scanner_state is ScannerState.CONNECTED, timeout=HOUR_MS)
    qtbot.waitUntil(lambda: not made.counter.tasks.busy, timeout=HOUR_MS)
    QApplication.processEvents()
    yield made
    made.scans.detach()
    app = QCoreApplication.instance()
    assert app is not None
    app.removeEventFilter(made.scans)
    made.window.close()
    place.store.close()


def test_none_is_lost_without_a_word_none_told_twice_and_the_window_never_stands_still(
    qtbot: QtBot, desk: Desk, line: ScannerLine
) -> None:
    told: list[str] = []
    desk.scans.scanned.connect(told.append)

    def scan(number: int) -> str:
        return f"]d201095200000407031729013110TRAINING\x1d21S{number}"

    watch = LoopWatch()
    soak = Soak(line, desk.scans, scan, many=SCANS, chance=0.02, seed=7, every_ms=EVERY_MS)
    watch.begin()
    soak.begin()
    qtbot.waitUntil(lambda: soak.done and not desk.counter.tasks.busy, timeout=HOUR_MS)
    watch.end()
    outcome = soak.outcome
    print(
        f"\n{len(outcome.sent)} scans, {outcome.dropped} drops of the line, {outcome.torn} torn, {outcome.said} said; "
        f"{watch}"
    )
    assert outcome.arrived == outcome.sent == told
    assert outcome.said == outcome.torn
    assert watch.worked_ms <= BAR_MS
    assert max(watch.waits_ms) <= BAR_MS


def test_noise_that_looks_like_scans_is_said_and_does_not_hold_the_window_up(
    qtbot: QtBot, desk: Desk, line: ScannerLine
) -> None:
    told: list[str] = []
    losses: list[Loss] = []
    desk.scans.scanned.connect(told.append)
    desk.scans.lost.connect(losses.append)
    # A process of its own, as a scanner is: a thread of this one would keep the window waiting while it is started.
    command = [sys.executable, "-c", SHOUTS, str(line.master), NOISE.decode(), str(NOISES)]
    noisy = subprocess.Popen(command, pass_fds=[line.master])
    watch = LoopWatch()
    watch.begin()
    whole = NOISES
    qtbot.waitUntil(lambda: len(told) + sum(loss.times for loss in losses) == whole, timeout=HOUR_MS)
    qtbot.waitUntil(lambda: not desk.counter.tasks.busy, timeout=HOUR_MS)
    watch.end()
    assert noisy.wait() == 0
    print(f"\n{whole} scans of noise, {len(told)} of them told, the rest counted; {watch}")
    assert {loss.why for loss in losses} == {Lost.TOO_MANY}
    assert watch.worked_ms <= BAR_MS
    assert max(watch.waits_ms) <= BAR_MS
