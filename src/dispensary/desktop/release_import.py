"""A release of the dictionary that is read in while the window is open, by a child process."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QProcess, QTimer, Signal

from dispensary.application.ports.dictionary import Releases
from dispensary.domain.dictionary_import import Change, ImportReport, Progress, Vouched
from dispensary.wording.dictionary import refused_import_words, vouch_words

NOT_RUN = "The release was not read in: the import could not be run. The release in use is as it was. Try again."
_END_MS = 5000


@dataclass(frozen=True, slots=True)
class Importing:
    """command: starts the child. home: whose dictionary it is. releases: what is kept there."""

    command: list[str]
    home: str
    releases: Releases


@dataclass(frozen=True, slots=True)
class Ended:
    """What became of an import. prepared: the name of the release that was read in, "" where none was. refused: why,
    and what to do. lacks: "smaller" or "faults" where somebody may vouch for it. Nothing at all: somebody gave
    it up.
    """

    prepared: str = ""
    report: ImportReport | None = None
    refused: str = ""
    lacks: str = ""


class ReleaseImport(QObject):
    """One import at a time. Signals: progress(Progress); ended(Ended)."""

    progress = Signal(object)
    ended = Signal(object)

    def __init__(self, means: Importing, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.means = means
        self._said: dict[str, Any] = {}
        self._given_up = False
        self._child = QProcess(self)
        self._child.readyReadStandardOutput.connect(self._hear)
        self._child.finished.connect(self._finished)
        self._child.errorOccurred.connect(self._broke)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.timeout.connect(self._child.kill)

    @property
    def busy(self) -> bool:
        return self._child.state() is not QProcess.ProcessState.NotRunning

    def start(self, path: Path, vouched: Vouched) -> None:
        """Begins to read that file or folder in."""
        self._said, self._given_up = {}, False
        asked = {"home": self.means.home, "path": str(path), "smaller": vouched.smaller, "faults": vouched.faults}
        self._child.start(self.means.command[0], self.means.command[1:])
        self._child.write(json.dumps(asked).encode() + b"\n")

    def give_up(self) -> None:
        """Asks the child to clear away what it has written, and to end. One that does not hear it in time is ended: it
        comes to its next step late where the machine is busy. What that leaves the next import clears away.
        """
        self._given_up = True
        self._child.closeWriteChannel()
        self._patience.start(_END_MS)

    def stop(self) -> None:
        """The window closes: an import under way is given up."""
        self._child.blockSignals(True)
        self._patience.stop()
        if self.busy:
            self._child.closeWriteChannel()
            if not self._child.waitForFinished(_END_MS):
                self._child.kill()
                self._child.waitForFinished(_END_MS)

    def _hear(self) -> None:
        while self._child.canReadLine():
            self._take(bytes(self._child.readLine().data()))

    def _take(self, line: bytes) -> None:
        try:
            self._said = dict(json.loads(line))
        except (ValueError, TypeError):
            return
        if "share" in self._said and not self._given_up:
            self.progress.emit(Progress(float(self._said["share"]), str(self._said["doing"])))

    def _finished(self) -> None:
        self._patience.stop()
        self._hear()
        # Given up as it ended: what was read in is not put in use, and the next import clears it away.
        self.ended.emit(Ended() if self._given_up else _ended(self._said))

    def _broke(self, problem: QProcess.ProcessError) -> None:
        # Whatever else goes wrong with the child ends it, and is told at its end.
        if problem is QProcess.ProcessError.FailedToStart:
            self.ended.emit(Ended(refused=NOT_RUN))


def _ended(said: Mapping[str, Any]) -> Ended:
    if said.get("cancelled"):
        return Ended()
    if "refused" in said:
        words, lacks = str(said["refused"]), str(said["lacks"])
        return Ended(refused=vouch_words(words, lacks) if lacks else refused_import_words(words), lacks=lacks)
    if "prepared" not in said:
        return Ended(refused=NOT_RUN)
    held = said["report"]
    changes = {kind: Change(**change) for kind, change in held["changes"].items()}
    report = ImportReport(**{**held, "dated": date.fromisoformat(held["dated"]), "changes": changes})
    return Ended(str(said["prepared"]), report)
