"""Looking after the record's file and its disk while the window is open, without anybody waiting for it."""

import json
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QProcess, QTimer, Signal

from dispensary.desktop.tasks import Lane, Tasks
from dispensary.domain.upkeep import Part

DISK_EVERY_MS = 60_000


@dataclass(frozen=True, slots=True)
class Watching:
    """command: starts the child, which gets `asked` on its standard input (the record's key is among it, so it never
    stands on a command line) and answers with one line of JSON. disk: measures it; None where nobody can say.
    """

    command: list[str]
    asked: str
    disk: Callable[[], Part | None]


class RecordWatch(QObject):
    """A child process reads every page of the file once, at the start; the disk is measured every minute.

    Signal: found(Part), well or not.
    """

    found = Signal(object)

    def __init__(self, watching: Watching, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._watching = watching
        self._child = QProcess(self)
        self._child.finished.connect(self._answered)
        self._minute = QTimer(self)
        self._minute.setInterval(DISK_EVERY_MS)

    def start(self, tasks: Tasks) -> None:
        """Begins both."""
        self._child.start(self._watching.command[0], self._watching.command[1:])
        self._child.write(self._watching.asked.encode())
        self._child.closeWriteChannel()
        self._minute.timeout.connect(lambda: self._measure(tasks))
        self._minute.start()
        self._measure(tasks)

    def stop(self) -> None:
        """Ends both; the child only reads, so it can be ended anywhere."""
        self._minute.stop()
        self._child.finished.disconnect(self._answered)
        if self._child.state() is not QProcess.ProcessState.NotRunning:
            self._child.kill()
            self._child.waitForFinished(5000)

    def _measure(self, tasks: Tasks) -> None:
        tasks.do(Lane.READ, self._watching.disk, self._measured)

    def _measured(self, part: Part | None) -> None:
        if part is not None:
            self.found.emit(part)

    def _answered(self) -> None:
        said = bytes(self._child.readAllStandardOutput().data())
        try:
            held = json.loads(said)
            part = Part(str(held["part"]), held["ok"] is True, str(held["state"]), urgent=True)
        except (ValueError, KeyError, TypeError):
            # A check that could not run never looks like "nothing found".
            words = "The record's file was not checked for damage. Run: dispensary doctor"
            part = Part("record file", False, words)
        self.found.emit(part)
