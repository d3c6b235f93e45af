"""A scanner on a serial line, or on USB in serial mode (CDC). Found again after it was unplugged."""

import errno
import sys
from collections.abc import Callable
from dataclasses import dataclass
from threading import Event, Lock, Thread, current_thread
from time import monotonic
from typing import Final

import serial
from serial.tools import list_ports

from dispensary.adapters.scanner.framing import Framer
from dispensary.application.ports.scanner import Arrival, FoundPort, Loss, ScannerState

_MOST_AT_ONCE: Final = 512
_CROWD: Final = 8
"""So many scans in one reading are noise. Working through noise without a pause would make the window wait for its turn
at every call that it makes.
"""
_BREATHER_SECONDS: Final = 0.005
_LOOK_UP_SECONDS: Final = 0.01
"""A quiet line is left this soon when reading is to end, so that another setup finds the port free."""
_NOT_OURS: Final = frozenset({errno.EACCES, errno.EPERM, errno.EBUSY, errno.EAGAIN})


@dataclass(frozen=True, slots=True)
class SerialSettings:
    """How the scanner is reached and how it frames a scan.

    port: a device (COM3, /dev/ttyACM0), or usb:0c2e:0b6a for whichever port has that vendor and product.
    idle_seconds: a quiet line as long as this ends a scan of a scanner that sends no suffix. stall_seconds: with a
    suffix, a scan that has stood still for as long as this is given up. retry_seconds: between two looks for a missing
    scanner.
    """

    port: str
    speed: int = 9600
    prefix: bytes = b""
    suffix: bytes = b"\r"
    idle_seconds: float = 0.1
    stall_seconds: float = 1.0
    retry_seconds: float = 1.0


class SerialScanner:
    """Implements the scanner port. One thread reads; it alone calls back."""

    def __init__(self, settings: SerialSettings) -> None:
        self._settings = settings
        self._reader: _Reader | None = None

    @property
    def state(self) -> ScannerState:
        return self._reader.state if self._reader is not None else ScannerState.STOPPED

    def start(
        self,
        on_scan: Callable[[Arrival], None],
        on_state: Callable[[ScannerState], None] | None = None,
        on_loss: Callable[[Loss], None] | None = None,
    ) -> None:
        if self._reader is not None:
            raise RuntimeError("this scanner was started already")
        self._reader = _Reader(self._settings, on_scan, on_state, on_loss)
        self._reader.start()

    def stop(self, patience: float = 2.0) -> None:
        reader, self._reader = self._reader, None
        if reader is not None:
            reader.stop(patience)


class _Reader:
    """One start of a scanner: its thread, and what it calls back. Ended for good once it is stopped."""

    def __init__(
        self,
        settings: SerialSettings,
        on_scan: Callable[[Arrival], None],
        on_state: Callable[[ScannerState], None] | None,
        on_loss: Callable[[Loss], None] | None,
    ) -> None:
        self._settings = settings
        self._on_scan, self._on_state, self._on_loss = on_scan, on_state, on_loss
        self.state = ScannerState.STOPPED
        self._stopping = Event()
        self._telling = Lock()
        self._thread = Thread(target=self._run, name="scanner", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self, patience: float) -> None:
        # The line belongs to its thread alone, which sees this when its read comes back empty: a wake-up sent from here
        # into a line that is just being closed would be written into whatever file has that number by then.
        self._stopping.set()
        if self._thread is current_thread():
            return
        self._thread.join(patience)
        # A port that is still being opened: its thread ends by itself, and whatever it says is not heard any more.
        with self._telling:
            self._on_state = None
        self.state = ScannerState.STOPPED

    def _become(self, state: ScannerState) -> None:
        with self._telling:
            if state is self.state:
                return
            self.state = state
            if self._on_state is not None:
                self._on_state(state)

    def _run(self) -> None:
        try:
            while not self._stopping.is_set():
                found = self._open()
                if isinstance(found, ScannerState):
                    self._become(found)
                    self._stopping.wait(self._settings.retry_seconds)
                    continue
                self._read_until_lost(found)
        finally:
            self._become(ScannerState.STOPPED)

    def _open(self) -> serial.Serial | ScannerState:
        """The open line, or why there is none."""
        port = _device(self._settings.port)
        if port is None:
            return ScannerState.SEARCHING
        # Two programs at one line would each get half of a scan.
        exclusive = None if sys.platform == "win32" else True
        timeout = min(self._settings.idle_seconds, self._settings.stall_seconds, _LOOK_UP_SECONDS)
        try:
            return serial.Serial(port, self._settings.speed, timeout=timeout, exclusive=exclusive)
        except (OSError, ValueError) as problem:
            return ScannerState.REFUSED if _refused(problem) else ScannerState.SEARCHING

    def _read_until_lost(self, line: serial.Serial) -> None:
        framing = _Framing(self._settings)
        try:
            self._become(ScannerState.CONNECTED)
            while not self._stopping.is_set():
                try:
                    data = line.read(min(line.in_waiting, _MOST_AT_ONCE) or 1)
                except OSError:
                    framing.lose()
                    self._tell((), framing)
                    return
                scans = framing.take(data)
                self._tell(scans, framing)
                if len(scans) > _CROWD:
                    self._stopping.wait(_BREATHER_SECONDS)
        finally:
            line.close()

    def _tell(self, scans: "tuple[Arrival, ...]", framing: "_Framing") -> None:
        losses = framing.losses()
        if self._stopping.is_set():
            return
        for scan in scans:
            self._on_scan(scan)
        for loss in losses:
            if self._on_loss is not None:
                self._on_loss(loss)


class _Framing:
    """The framer of one line with its clock: how long each scan took, and when one has stood still for too long."""

    def __init__(self, settings: SerialSettings) -> None:
        self._settings = settings
        self._framer = Framer(settings.prefix, settings.suffix)
        self._began = self._last = monotonic()
        self._gap = 0.0

    def take(self, data: bytes) -> tuple[Arrival, ...]:
        """Bytes, or none where the line was quiet."""
        now = monotonic()
        if not data:
            return self._quiet(now)
        if self._framer.pending:
            self._gap = max(self._gap, now - self._last)
        else:
            self._began, self._gap = now, 0.0
        self._last = now
        arrived = self._arrived(self._framer.feed(data), now)
        if not self._framer.pending:
            self._began, self._gap = now, 0.0
        return arrived

    def _quiet(self, now: float) -> tuple[Arrival, ...]:
        if not self._framer.pending:
            return ()
        if self._settings.suffix:
            if now - self._last >= self._settings.stall_seconds:
                self._framer.give_up()
            return ()
        if now - self._last < self._settings.idle_seconds:
            return ()
        # The wait that ended it is no part of it.
        return self._arrived(self._framer.idle(), self._last)

    def _arrived(self, scans: list[bytes], ended: float) -> tuple[Arrival, ...]:
        arrivals = []
        for scan in scans:
            took, gap = round((ended - self._began) * 1000), round(self._gap * 1000)
            arrivals.append(Arrival(scan.decode("latin-1"), self._settings.port, took, gap))
            self._began, self._gap = ended, 0.0
        return tuple(arrivals)

    def lose(self) -> None:
        self._framer.lose()

    def losses(self) -> list[Loss]:
        return [Loss(why, size, self._settings.port) for why, size in self._framer.take_losses()]


def _refused(problem: OSError | ValueError) -> bool:
    """It is there and cannot be had: no permission, another program at it, or a speed that it does not know."""
    known = isinstance(problem, OSError) and problem.errno in _NOT_OURS
    return known or not isinstance(problem, OSError) or "PermissionError" in str(problem)


def _device(port: str) -> str | None:
    """The device to open: the port as named, or the first one of that USB vendor and product."""
    if not port.lower().startswith("usb:"):
        return port
    wanted = port.lower()
    return next((found.name for found in found_ports() if found.usb == wanted), None)


def found_ports() -> tuple[FoundPort, ...]:
    """The serial ports of this machine, those on USB first: a scanner is one of them more often than not."""
    found = []
    for each in list_ports.comports():
        usb = f"usb:{each.vid:04x}:{each.pid:04x}" if each.vid is not None and each.pid is not None else ""
        described = str(each.description or "")
        found.append(FoundPort(str(each.device), "" if described == "n/a" else described, usb))
    return tuple(sorted(found, key=lambda port: (not port.usb, port.name)))
