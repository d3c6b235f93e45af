"""Backups that are made while the window is open, by a child process, so that nobody waits for one."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from PySide6.QtCore import QObject, QProcess, QTimer, Signal

from dispensary.application.ports.upkeep import BackupPlans
from dispensary.desktop.messages import outage_words
from dispensary.desktop.tasks import Lane, Tasks
from dispensary.domain.backups import BackupPlan, BackupStanding
from dispensary.wording.backups import NOT_RUN

LOOK_EVERY_MS = 60_000
TRY_AGAIN = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Backups:
    """command: starts the child. asked: what it gets on its standard input for that plan, and whether its folder was
    chosen just now; the record's key is in it, so it stands on no command line and in no environment. look: how it
    stands. plans: where a plan is kept.
    """

    command: list[str]
    asked: Callable[[BackupPlan, bool], str]
    look: Callable[[], BackupStanding]
    plans: BackupPlans


class BackupWatch(QObject):
    """Looks every minute whether a backup is due, and makes it; one that failed is tried again after ten minutes.

    Signals: stands(BackupStanding); began(whether a person asked); done(where, whether a person asked); failed(words).
    """

    stands = Signal(object)
    began = Signal(bool)
    done = Signal(str, bool)
    failed = Signal(str)

    def __init__(self, means: Backups, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.means = means
        self.standing: BackupStanding | None = None
        self._tasks: Tasks | None = None
        self._not_before: datetime | None = None
        self._asked = False
        self._next: BackupPlan | None = None
        self._child = QProcess(self)
        self._child.finished.connect(self._answered)
        self._child.errorOccurred.connect(self._broke)
        self._minute = QTimer(self)
        self._minute.setInterval(LOOK_EVERY_MS)
        self._minute.timeout.connect(self.look)

    def start(self, tasks: Tasks) -> None:
        self._tasks = tasks
        self._minute.start()
        self.look()

    def stop(self) -> None:
        """A backup that is under way is given up: what it has written is no backup yet, and the next one clears it."""
        self._minute.stop()
        self._child.finished.disconnect(self._answered)
        self._child.errorOccurred.disconnect(self._broke)
        if self.busy:
            self._child.kill()
            self._child.waitForFinished(5000)

    @property
    def busy(self) -> bool:
        return self._child.state() is not QProcess.ProcessState.NotRunning

    def look(self) -> None:
        """How it stands now; makes a backup where one is due."""
        if self._tasks is not None:
            self._tasks.do(Lane.READ, self.means.look, self._looked, self._unread)

    def _looked(self, standing: BackupStanding) -> None:
        self.standing = standing
        self.stands.emit(standing)
        waits = self._not_before is not None and standing.now < self._not_before
        if standing.due and not waits and standing.plan is not None and not self.busy:
            self._make(standing.plan, asked=False, new=False)

    def _unread(self, problem: Exception) -> None:
        words = outage_words(problem)
        if words is None:
            raise problem
        self.failed.emit(words)

    def make(self, plan: BackupPlan, *, new: bool = False) -> None:
        """Makes one because somebody asked. new: its folder was chosen just now. Where one is under way, its end is
        told; into a new folder another follows it.
        """
        if not self.busy:
            self._make(plan, asked=True, new=new)
            return
        self._asked = True
        self._next = plan if new else self._next
        self.began.emit(True)

    def _make(self, plan: BackupPlan, *, asked: bool, new: bool) -> None:
        self._asked = asked
        self.began.emit(asked)
        self._child.start(self.means.command[0], self.means.command[1:])
        self._child.write(self.means.asked(plan, new).encode())
        self._child.closeWriteChannel()

    def _answered(self) -> None:
        try:
            held = json.loads(bytes(self._child.readAllStandardOutput().data()))
            well, words = held["ok"] is True, str(held["state"])
        except (ValueError, KeyError, TypeError):
            well, words = False, NOT_RUN
        self._ended(words, well=well)

    def _broke(self, problem: QProcess.ProcessError) -> None:
        # Whatever else goes wrong with the child ends it, and is told at its end.
        if problem is QProcess.ProcessError.FailedToStart:
            self._ended(NOT_RUN, well=False)

    def _ended(self, words: str, *, well: bool) -> None:
        asked, self._asked = self._asked, False
        # After a good one too: where its note could not be written, the next would follow at once, without end.
        self._not_before = self.standing.now + TRY_AGAIN if self.standing is not None else None
        if well:
            self.done.emit(words, asked)
        else:
            self.failed.emit(words)
        following, self._next = self._next, None
        if following is not None:
            self._make(following, asked=True, new=True)
        self.look()
