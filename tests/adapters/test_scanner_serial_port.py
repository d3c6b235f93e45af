"""A real serial line: a pseudo-terminal stands for the scanner, and unplugging it is closing it."""

import sys
from collections.abc import Iterator
from pathlib import Path
from queue import Queue
from threading import Event, current_thread
from threading import enumerate as threads

import pytest

if sys.platform == "win32":
    pytest.skip("pseudo-terminals are needed", allow_module_level=True)

from tests.scanner_line import ScannerLine

from dispensary.adapters.scanner import serial_port
from dispensary.adapters.scanner.serial_port import SerialScanner, SerialSettings, found_ports
from dispensary.application.ports.scanner import Arrival, Loss, Lost, ScannerState

WAIT = 10


class Bench(ScannerLine):
    """That port with a scanner of ours at it, and what was called back from it."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.scans: Queue[Arrival] = Queue()
        self.losses: Queue[Loss] = Queue()
        self.states: Queue[ScannerState] = Queue()
        self.scanner: SerialScanner | None = None

    def start(self, **settings: object) -> SerialScanner:
        values = {"idle_seconds": 0.02, "retry_seconds": 0.01} | settings
        self.scanner = SerialScanner(SerialSettings(str(self.port), **values))
        self.scanner.start(self.scans.put, self.states.put, self.losses.put)
        return self.scanner

    def next_scan(self) -> str:
        return self.scans.get(timeout=WAIT).raw

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


def test_a_stall_in_the_middle_does_not_cut_a_scan_and_how_it_came_is_told(bench):
    bench.plug_in()
    bench.start(stall_seconds=60.0)
    assert bench.next_state() is ScannerState.CONNECTED
    # Sent at once, they are read at once: when the first has arrived, so has the beginning of the second.
    bench.send(b"first\r50123")
    assert bench.next_scan() == "first"
    bench.send(b"45000176\r")
    arrival = bench.scans.get(timeout=WAIT)
    assert (arrival.raw, arrival.by) == ("5012345000176", str(bench.port))
    assert 0 <= arrival.gap_ms <= arrival.took_ms


def test_a_scan_without_its_ending_is_said_and_the_next_one_is_read(bench):
    bench.plug_in()
    bench.start(stall_seconds=0.02)
    assert bench.next_state() is ScannerState.CONNECTED
    bench.send(b"50123")
    assert bench.losses.get(timeout=WAIT) == Loss(Lost.NO_ENDING, 5, str(bench.port))
    bench.send(b"5012345000176\r")
    assert bench.next_scan() == "5012345000176"


def test_a_line_lost_in_the_middle_of_a_scan_is_said(bench):
    bench.plug_in()
    bench.start(stall_seconds=60.0)
    assert bench.next_state() is ScannerState.CONNECTED
    bench.send(b"first\r50123")
    assert bench.next_scan() == "first"
    bench.pull_out()
    assert bench.losses.get(timeout=WAIT) == Loss(Lost.TORN, 5, str(bench.port))
    assert bench.next_state() is ScannerState.SEARCHING
    bench.plug_in()
    assert bench.next_state() is ScannerState.CONNECTED
    bench.send(b"5012345000176\r")
    assert bench.next_scan() == "5012345000176"
    assert bench.scans.empty()


def test_a_port_that_may_not_be_opened_is_told_from_one_that_is_not_there(bench, monkeypatch):
    def barred(*_args: object, **_more: object) -> None:
        raise serial_port.serial.SerialException(13, "could not open port: Permission denied")

    bench.plug_in()
    with monkeypatch.context() as patch:
        patch.setattr(serial_port.serial, "Serial", barred)
        bench.start()
        assert bench.next_state() is ScannerState.REFUSED
    assert bench.next_state() is ScannerState.CONNECTED


def test_two_at_one_line_do_not_share_a_scan_between_them(bench):
    bench.plug_in()
    bench.start()
    assert bench.next_state() is ScannerState.CONNECTED
    second, states = SerialScanner(SerialSettings(str(bench.port), retry_seconds=60.0)), Queue[ScannerState]()
    second.start(bench.scans.put, states.put)
    assert states.get(timeout=WAIT) is ScannerState.REFUSED
    second.stop()


def test_a_port_that_takes_long_to_open_holds_nobody_up_and_is_not_heard_after_a_stop(bench, monkeypatch):
    opening, may_open = Event(), Event()
    real = serial_port.serial.Serial

    def slow(*args: object, **more: object) -> object:
        opening.set()
        may_open.wait(WAIT)
        return real(*args, **more)

    monkeypatch.setattr(serial_port.serial, "Serial", slow)
    bench.plug_in()
    scanner = bench.start()
    assert opening.wait(WAIT)
    scanner.stop(patience=0.0)
    assert scanner.state is ScannerState.STOPPED
    may_open.set()
    for thread in threads():
        if thread.name == "scanner":
            thread.join(WAIT)
    assert bench.states.empty()


def test_another_setup_of_the_same_port_finds_it_free(bench):
    bench.plug_in()
    first = bench.start(idle_seconds=60.0, stall_seconds=60.0)
    assert bench.next_state() is ScannerState.CONNECTED
    first.stop(patience=WAIT)
    assert bench.next_state() is ScannerState.STOPPED
    bench.start(idle_seconds=60.0, stall_seconds=60.0, retry_seconds=60.0)
    assert bench.next_state() is ScannerState.CONNECTED


def test_the_line_is_touched_by_its_own_thread_alone(bench, monkeypatch):
    """What another thread sends into a line that is just being closed lands in whatever file has that number next."""
    touched: set[tuple[str, str]] = set()

    class Watched(serial_port.serial.Serial):
        def __getattribute__(self, name: str) -> object:
            touched.add((name, current_thread().name))
            return super().__getattribute__(name)

    monkeypatch.setattr(serial_port.serial, "Serial", Watched)
    bench.plug_in()
    scanner = bench.start()
    assert bench.next_state() is ScannerState.CONNECTED
    scanner.stop()
    assert ("close", "scanner") in touched
    assert {thread for _, thread in touched} == {"scanner"}


def test_the_same_scanner_is_found_by_its_usb_number_under_whatever_name_it_comes_back(bench, monkeypatch):
    class Listed:
        vid, pid, description = 0x0C2E, 0x0B6A, "Scanner in a box"

        def __init__(self, device: str) -> None:
            self.device = device

    names: list[str] = []
    monkeypatch.setattr(serial_port.list_ports, "comports", lambda: [Listed(name) for name in names])
    bench.plug_in()
    names.append(str(bench.port))
    bench.scanner = SerialScanner(SerialSettings("USB:0c2e:0B6A", retry_seconds=0.01))
    bench.scanner.start(bench.scans.put, bench.states.put)
    assert bench.next_state() is ScannerState.CONNECTED
    names.clear()
    bench.pull_out()
    assert bench.next_state() is ScannerState.SEARCHING
    bench.port = bench.port.with_name("another-name")
    bench.plug_in()
    names.append(str(bench.port))
    assert bench.next_state() is ScannerState.CONNECTED
    bench.send(b"5012345000176\r")
    assert bench.next_scan() == "5012345000176"
    assert [(port.usb, port.described) for port in found_ports()] == [("usb:0c2e:0b6a", "Scanner in a box")]


def test_a_mebibyte_of_noise_is_said_once_and_the_next_scan_is_read(bench):
    bench.plug_in()
    bench.start()
    assert bench.next_state() is ScannerState.CONNECTED
    for _ in range(1024):
        bench.send(b"\x00\x07\xfe~" * 256)
    bench.send(b"\r5012345000176\r")
    assert bench.next_scan() == "5012345000176"
    assert bench.losses.get(timeout=WAIT).why is Lost.TOO_LONG
    assert bench.losses.empty()
