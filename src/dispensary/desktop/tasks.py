"""Threads: the only place that makes them. Results come home to the window's thread through one signal.

One writer, so that steps are recorded in the order in which they were asked for; a few readers; one for EPS, one for
printers, and one for asking a printer how it is, so that none waits for another; one for what takes long (proving the
journal, writing it out). The window never waits for any of them.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from enum import Enum
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

Made = TypeVar("Made")


MOST_UNDER_WAY = 100


class Lane(Enum):
    """Which thread does the work. outside: whoever is beyond this pharmacy's own line. print: the printers, which may
    take seconds to say that they are not there. ask: how a printer is, for which no label waits.
    """

    WRITE = "write"
    READ = "read"
    OUTSIDE = "outside"
    PRINT = "print"
    ASK = "ask"
    LONG = "long"


class Tasks(QObject):
    """Work for other threads.

    Signals:
        failed: an exception that nobody asked to hear of: an outage or a bug.
        idle: nothing is under way any more.
    """

    failed = Signal(object)
    idle = Signal()
    _home = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lanes = {
            Lane.WRITE: ThreadPoolExecutor(1, "dispensary-writer"),
            Lane.READ: ThreadPoolExecutor(2, "dispensary-reader"),
            Lane.OUTSIDE: ThreadPoolExecutor(1, "dispensary-outside"),
            Lane.PRINT: ThreadPoolExecutor(1, "dispensary-print"),
            Lane.ASK: ThreadPoolExecutor(1, "dispensary-ask"),
            Lane.LONG: ThreadPoolExecutor(1, "dispensary-long"),
        }
        self._under_way = 0
        self._stopped = False
        self._home.connect(self._arrive, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        """Something is under way that will still come home."""
        return self._under_way > 0 and not self._stopped

    @property
    def crowded(self) -> bool:
        """So much is under way that no more should be asked for: whoever asks cannot see what came of it."""
        return self._under_way > MOST_UNDER_WAY

    def do(
        self,
        lane: Lane,
        work: Callable[[], Made],
        done: Callable[[Made], None],
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Does the work on that lane, then calls `done` (or `failed`) on the window's thread. Nothing after `stop`."""
        if self._stopped:
            return
        self._under_way += 1
        self._lanes[lane].submit(self._run, work, done, failed)

    def _run(
        self, work: Callable[[], Made], done: Callable[[Made], None], failed: Callable[[Exception], None] | None
    ) -> None:
        try:
            made = work()
        except Exception as problem:
            tell = failed if failed is not None else self.failed.emit
            arrival: Callable[[], None] = _later(tell, problem)
        else:
            arrival = _later(done, made)
        if not self._stopped:
            self._home.emit(arrival)

    @Slot(object)
    def _arrive(self, arrival: Callable[[], None]) -> None:
        self._under_way -= 1
        if not self._stopped:
            arrival()
        if self._under_way == 0:
            self.idle.emit()

    def stop(self) -> None:
        """Waits for what is under way and ends the threads. What was still queued is dropped; nothing comes home."""
        self._stopped = True
        for lane in self._lanes.values():
            lane.shutdown(wait=False, cancel_futures=True)
        # Only now: while one lane is waited for, nothing that was queued on another may begin.
        for lane in self._lanes.values():
            lane.shutdown(wait=True)


def _later(tell: Callable[..., object], value: object) -> Callable[[], None]:
    def arrive() -> None:
        tell(value)

    return arrive
