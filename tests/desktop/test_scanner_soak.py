"""Scan after scan over a line that is dropped and restored at random: none lost without a word, none told twice.

The whole of it, ten thousand at twenty a second with the window at the accuracy check, is tests/bench.
"""

import sys
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("pseudo-terminals are needed", allow_module_level=True)

from pytestqt.qtbot import QtBot
from tests.scanner_line import ScannerLine
from tests.scanner_soak import Soak

from dispensary.adapters.scanner.serial_port import SerialScanner, SerialSettings
from dispensary.application.ports.scanner import ScannerState
from dispensary.desktop.scanning import ScanFilter


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_whole_scan_arrives_once_and_every_torn_one_is_said(qtbot: QtBot, tmp_path: Path, seed: int) -> None:
    line, scans = ScannerLine(tmp_path), ScanFilter()
    told: list[str] = []
    scans.scanned.connect(told.append)
    line.plug_in()
    scans.attach(SerialScanner(SerialSettings(str(line.port), stall_seconds=60.0, retry_seconds=0.005)))
    qtbot.waitUntil(lambda: scans.scanner_state is ScannerState.CONNECTED)
    soak = Soak(line, scans, lambda number: f"]d2010952000004070321S{number}", many=300, chance=0.1, seed=seed)
    try:
        soak.begin()
        qtbot.waitUntil(lambda: soak.done)
    finally:
        scans.detach()
        line.pull_out()
    outcome = soak.outcome
    assert outcome.dropped > 10
    assert outcome.torn > 3
    assert outcome.arrived == outcome.sent == told
    assert outcome.said == outcome.torn
    assert len(outcome.lost) == outcome.torn
