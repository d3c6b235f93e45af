"""What a label printer is connected by: a network port, or a serial one. Opened for one job by the thread that sends
it, and closed by the same: nobody else ever touches the line.
"""

import socket
import sys
from collections.abc import Callable
from threading import Event
from time import monotonic
from typing import Final, Protocol

import serial

_AT_ONCE: Final = 4096
_STEP_SECONDS: Final = 0.05


class Line(Protocol):
    """An open line. Everything raises OSError where it breaks, TimeoutError among them."""

    def write(self, data: bytes) -> None:
        """All of it, within the line's own patience."""

    def read(self, seconds: float) -> bytes:
        """What comes within that time (0: what is there already); b"" where nothing does. Raises ConnectionError where
        the other end has gone.
        """

    def close(self) -> None: ...


Connect = Callable[[], Line]


class TcpLine:
    """A printer's raw port, usually 9100. Raises OSError where nobody listens."""

    def __init__(self, host: str, port: int, patience: float) -> None:
        self._socket = socket.create_connection((host, port), timeout=min(patience, 5.0))
        self._patience = patience

    def write(self, data: bytes) -> None:
        self._socket.settimeout(self._patience)
        self._socket.sendall(data)

    def read(self, seconds: float) -> bytes:
        self._socket.settimeout(seconds)
        try:
            data = self._socket.recv(_AT_ONCE)
        except (TimeoutError, BlockingIOError):
            return b""
        if not data:
            raise ConnectionResetError("the printer closed the line")
        return data

    def close(self) -> None:
        self._socket.close()


class SerialLine:
    """A serial port, or USB as a serial port. Raises OSError or ValueError where it cannot be opened.

    Eight bits, no parity, one stop bit, XON and XOFF, as the makers set their printers; the speed is set up.
    """

    def __init__(self, device: str, speed: int, patience: float) -> None:
        # Two programs at one line would each send half of a label.
        exclusive = None if sys.platform == "win32" else True
        self._port = serial.Serial(
            device, speed, timeout=_STEP_SECONDS, write_timeout=patience, xonxoff=True, exclusive=exclusive
        )
        self._patience = patience
        self._waited = Event()

    def write(self, data: bytes) -> None:
        before = monotonic()
        self._port.write(data)
        # Written is not sent: what the system still holds would be lost with the line.
        while self._port.out_waiting:
            if monotonic() - before > self._patience:
                raise TimeoutError("the printer takes nothing")
            self._waited.wait(_STEP_SECONDS)

    def read(self, seconds: float) -> bytes:
        if not (seconds or self._port.in_waiting):
            return b""
        until = monotonic() + seconds
        while True:
            data = bytes(self._port.read(max(1, min(self._port.in_waiting, _AT_ONCE))))
            if data or monotonic() >= until:
                return data

    def close(self) -> None:
        self._port.close()
