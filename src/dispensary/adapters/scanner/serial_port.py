"""A scanner on a serial line, or on USB in serial mode (CDC). Found again after it was unplugged."""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Event, Thread, current_thread

import serial
from serial.tools import list_ports

from dispensary.adapters.scanner.framing import Framer
from dispensary.application.ports.scanner import ScannerState


@dataclass(frozen=True, slots=True)
class SerialSettings:
    """How the scanner is reached and how it frames a scan.

    port: a device (COM3, /dev/ttyACM0), or usb:0c2e:0b6a for whichever port has that vendor and product.
    idle_seconds: a quiet line as long as this ends a scan. retry_seconds: between two looks for a missing scanner.
    """

    port: str
    speed: int = 9600
    prefix: bytes = b""
    suffix: bytes = b"\r"
    idle_seconds: float = 0.1
    retry_seconds: float = 1.0


class SerialScanner:
    """Implements the scanner port. One thread reads; it alone calls back."""

    def __init__(self, settings: SerialSettings) -> None:
        self._settings = settings
        self._state = ScannerState.STOPPED
        self._stopping = Event()
        self._thread: Thread | None = None
        self._line: serial.Serial | None = None

    @property
    def state(self) -> ScannerState:
        return self._state

    def start(self, on_scan: Callable[[str], None], on_state: Callable[[ScannerState], None] | None = None) -> None:
        if self._thread is not None:
            raise RuntimeError("this scanner was started already")
        self._stopping.clear()
        self._thread = Thread(target=self._run, args=(on_scan, on_state), name="scanner", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        line, thread = self._line, self._thread
        if line is not None:
            line.cancel_read()
        if thread is not None and thread is not current_thread():
            thread.join()
        self._thread = None

    def _run(self, on_scan: Callable[[str], None], on_state: Callable[[ScannerState], None] | None) -> None:
        def become(state: ScannerState) -> None:
            if state is not self._state:
                self._state = state
                if on_state is not None:
                    on_state(state)

        try:
            while not self._stopping.is_set():
                line = self._open()
                if line is None:
                    become(ScannerState.SEARCHING)
                    self._stopping.wait(self._settings.retry_seconds)
                    continue
                become(ScannerState.CONNECTED)
                self._read_until_lost(line, on_scan)
        finally:
            become(ScannerState.STOPPED)

    def _open(self) -> serial.Serial | None:
        port = _device(self._settings.port)
        if port is None:
            return None
        try:
            return serial.Serial(port, self._settings.speed, timeout=self._settings.idle_seconds)
        except (serial.SerialException, OSError, ValueError):
            return None

    def _read_until_lost(self, line: serial.Serial, on_scan: Callable[[str], None]) -> None:
        framer = Framer(self._settings.prefix, self._settings.suffix)
        self._line = line
        try:
            while not self._stopping.is_set():
                try:
                    data = line.read(line.in_waiting or 1)
                except (serial.SerialException, OSError, TypeError):
                    # pyserial raises TypeError where the line was closed under a waiting read.
                    return
                if self._stopping.is_set():
                    return
                for scan in framer.feed(data) if data else framer.idle():
                    on_scan(scan.decode("latin-1"))
        finally:
            self._line = None
            line.close()


def _device(port: str) -> str | None:
    """The device to open: the port as named, or the first one of that USB vendor and product."""
    if not port.lower().startswith("usb:"):
        return port
    wanted = port.lower().removeprefix("usb:")
    for found in list_ports.comports():
        if found.vid is not None and found.pid is not None and f"{found.vid:04x}:{found.pid:04x}" == wanted:
            return str(found.device)
    return None
