"""The printer on a line: a socket on loopback, or a pseudo-terminal. One thread owns the line."""

import os
import select
import socket
import sys
from pathlib import Path
from threading import Event, Thread
from types import TracebackType
from typing import Final, Self

from dispensary.simulators.label_printer.engine import Conversation, Engine, Fault

_LOOK_UP: Final = 0.02
_AT_ONCE: Final = 65_536
_SLOWLY: Final = 400


class _Running:
    """A thread that looks up often: at the line, at the fault that was set, at whether it is to end."""

    def __init__(self, folder: Path) -> None:
        self.engine = Engine(folder)
        self._ending, self._pause = Event(), Event()
        self._seen = Fault.NONE
        self._thread = Thread(target=self._run, name="label-printer", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def noticed(self, fault: Fault, patience: float = 5.0) -> None:
        """Waits until the printer has seen what was set. Raises TimeoutError."""
        rounds = int(patience / _LOOK_UP)
        while self._seen is not fault:
            rounds -= 1
            if rounds < 0:
                raise TimeoutError(f"the printer has not noticed {fault.value}")
            self._pause.wait(_LOOK_UP)

    def stop(self) -> None:
        self._ending.set()
        self._thread.join(10)

    def _run(self) -> None:
        raise NotImplementedError

    def _most(self) -> int:
        """How much it takes now. A slow one lets a moment pass first."""
        if self.engine.fault is not Fault.SLOW:
            return _AT_ONCE
        self._ending.wait(_LOOK_UP)
        return _SLOWLY


class LabelPrinter(_Running):
    """Listens on 127.0.0.1; port 0 takes a free one. Switched off, nobody listens there until it is on again."""

    def __init__(self, folder: Path, port: int = 0) -> None:
        super().__init__(folder)
        self._listening: socket.socket | None = socket.create_server(("127.0.0.1", port))
        self.port: int = self._listening.getsockname()[1]
        self._lines: dict[socket.socket, Conversation] = {}

    def _run(self) -> None:
        while not self._ending.is_set():
            self.engine.work()
            fault = self.engine.fault
            if fault is Fault.OFF:
                self._hang_up()
            elif self._listening is None:
                self._listening = socket.create_server(("127.0.0.1", self.port))
            self._seen = fault
            if self._listening is None:
                self._ending.wait(_LOOK_UP)
                continue
            ready, _, _ = select.select([self._listening, *self._lines], [], [], _LOOK_UP)
            for each in ready:
                self._serve(each)
        self._hang_up()

    def _hang_up(self) -> None:
        for line in tuple(self._lines):
            self._drop(line)
        if self._listening is not None:
            self._listening.close()
            self._listening = None

    def _serve(self, ready: socket.socket) -> None:
        if ready is self._listening:
            line, _ = ready.accept()
            line.settimeout(5)
            self._lines[line] = Conversation(self.engine)
            return
        try:
            data = ready.recv(self._most())
            said = self._lines[ready].feed(data) if data else b""
            if said:
                ready.sendall(said)
        except OSError:
            data = b""
        if not data or self._lines[ready].over:
            self._drop(ready)

    def _drop(self, line: socket.socket) -> None:
        del self._lines[line]
        line.close()


class SerialLabelPrinter(_Running):
    """On a pseudo-terminal: `device` is what a program opens as its serial port. Not on Windows."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        if sys.platform == "win32":
            raise OSError("there are no pseudo-terminals here")
        import tty

        # The program's end is kept open too: a printer does not end when somebody closes the port.
        self._ours, self._theirs = os.openpty()
        tty.setraw(self._theirs)
        self.device = os.ttyname(self._theirs)

    def _run(self) -> None:
        talk = Conversation(self.engine)
        try:
            while not self._ending.is_set():
                self.engine.work()
                ready, _, _ = select.select([self._ours], [], [], _LOOK_UP)
                if not ready:
                    continue
                data = os.read(self._ours, self._most())
                if self.engine.fault is Fault.OFF:
                    continue
                said = talk.feed(data)
                if said:
                    os.write(self._ours, said)
                if talk.over:
                    talk = Conversation(self.engine)
        finally:
            os.close(self._ours)
            os.close(self._theirs)
