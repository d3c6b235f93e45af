"""A real serial line: a pseudo-terminal stands for the scanner, and unplugging it is closing it."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from queue import Queue
from threading import enumerate as threads

import pytest

if sys.platform == "win32":
    pytest.skip("pseudo-terminals are needed", allow_module_level=True)

from dispensary.adapters.scanner.serial_port import SerialScanner, SerialSettings
from dispensary.application.ports.scanner import ScannerState

WAIT = 10


class Bench:
    """A port that scanners are plugged into, and what was called back from it."""

    def __init__(self, folder: Path) -> None:
        self.port = folder / "scanner"
        self.master = -1
        self.slave = -1
        self.scans: Queue[str] = Queue()
        self.states: Queue[ScannerState] = Queue()
        self.scanner: SerialScanner | None = None

    def plug_in(self) -> None:
        self.master, self.slave = os.openpty()
        self.port.unlink(missing_ok=True)
        self.port.symlink_to(os.ttyname(self.slave))

    def pull_out(self) -> None:
        if self.master >= 0:
            os.close(self.master)
            os.close(self.slave)
            self.master = self.slave = -1
            self.port.unlink()

    def send(self, data: bytes) -> None:
        os.write(self.master, data)

    def start(self, **settings: object) -> SerialScanner:
        values = {"idle_seconds": 0.02, "retry_seconds": 0.01} | settings
        self.scanner = SerialScanner(SerialSettings(str(self.port), **values))
        self.scanner.start(self.scans.put, self.states.put)
        return self.scanner

    def next_scan(self) -> str:
        return self.scans.get(timeout=WAIT)

    def next_state(self) -> ScannerState:
        return self.states.get(timeout=WAIT)


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    bench = Bench(tmp_path)
    yield bench
    if bench.scanner is not None:
        bench.scanner.stop()
    bench.pull_out()
    assert not [thread for thread in threads() if thread.name == "scanner"]


def test_scans_arrive_whole_with_their_separators(bench):
    bench.plug_in()
    scanner = bench.start()
    assert bench.next_state() is ScannerState.CONNECTED
    bench.send(b"]d2010501234500017610L1\x1d21S1\r]E05012345000176\r")
    assert bench.next_scan() == "]d2010501234500017610L1\x1d21S1"
    assert bench.next_scan() == "]E05012345000176"
    scanner.stop()
    assert bench.next_state() is ScannerState.STOPPED
    assert scanner.state is ScannerState.STOPPED


def test_a_scanner_without_a_suffix_is_read_by_its_silence(bench):
    bench.plug_in()
    bench.start(suffix=b"")
    assert bench.next_state() is ScannerState.CONNECTED
    bench.send(b"5012345000176")
    assert bench.next_scan() == "5012345000176"


def test_an_unplugged_scanner_is_looked_for_and_found_again(bench):
    bench.plug_in()
    scanner = bench.start()
    assert bench.next_state() is ScannerState.CONNECTED
    bench.pull_out()
    assert bench.next_state() is ScannerState.SEARCHING
    assert scanner.state is ScannerState.SEARCHING
    bench.plug_in()
    assert bench.next_state() is ScannerState.CONNECTED
    bench.send(b"5012345000176\r")
    assert bench.next_scan() == "5012345000176"


def test_a_scanner_that_is_not_there_can_still_be_stopped(bench):
    scanner = bench.start(retry_seconds=60.0)
    assert bench.next_state() is ScannerState.SEARCHING
    scanner.stop()
    assert bench.next_state() is ScannerState.STOPPED
    scanner.stop()


def test_it_starts_again_after_a_stop_but_not_twice(bench):
    bench.plug_in()
    scanner = bench.start()
    with pytest.raises(RuntimeError):
        scanner.start(bench.scans.put)
    scanner.stop()
    scanner.start(bench.scans.put, bench.states.put)
    assert [bench.next_state() for _ in range(3)] == [
        ScannerState.CONNECTED,
        ScannerState.STOPPED,
        ScannerState.CONNECTED,
    ]


def test_a_scanner_named_by_its_usb_number_that_is_absent_is_searched_for(bench):
    scanner = SerialScanner(SerialSettings("usb:ffff:fffe", retry_seconds=60.0))
    bench.scanner = scanner
    scanner.start(bench.scans.put, bench.states.put)
    assert bench.next_state() is ScannerState.SEARCHING
