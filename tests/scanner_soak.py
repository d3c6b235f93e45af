"""Many scans over a line that is dropped and restored at random, into the real event loop, and what became of each."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from PySide6.QtCore import QObject, Qt, QTimer
from tests.scanner_line import ScannerLine

from dispensary.application.ports.scanner import Arrival, Loss, Lost, ScannerState
from dispensary.desktop.scanning import ScanFilter

TORN = b"]d20109520000"
"""The beginning of a scan that the line never carries to its end."""
_LOOK_MS = 5


class LoopWatch(QObject):
    """How long the event loop keeps a timer waiting: as long as anybody at the keyboard waits.

    waits_ms: every wait beyond what was asked for; worked_ms: the most processor time that the window's own thread used
    in between.
    """

    def __init__(self) -> None:
        super().__init__()
        self.waits_ms: list[float] = []
        self.worked_ms = 0.0
        self._at, self._worked = 0.0, 0.0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self._tick)

    def begin(self) -> None:
        self._at, self._worked = time.perf_counter(), time.thread_time()
        self._timer.start()

    def end(self) -> None:
        self._timer.stop()

    def _tick(self) -> None:
        at, worked = time.perf_counter(), time.thread_time()
        self.waits_ms.append((at - self._at) * 1000 - _LOOK_MS)
        self.worked_ms = max(self.worked_ms, (worked - self._worked) * 1000)
        self._at, self._worked = at, worked

    def __str__(self) -> str:
        waits = sorted(self.waits_ms)
        return (
            f"the window was kept waiting at most {waits[-1]:.1f} ms, then {waits[-2]:.1f} and {waits[-3]:.1f} "
            f"(99.9 % {waits[int(len(waits) * 0.999)]:.1f}, median {waits[len(waits) // 2]:.1f}); "
            f"its own work at most {self.worked_ms:.1f} ms in one go"
        )


@dataclass
class Outcome:
    """sent, arrived: the whole scans, in order. dropped: how often the line was; torn: how many scans were cut off by
    that; lost: what was said of them.
    """

    sent: list[str] = field(default_factory=list)
    arrived: list[str] = field(default_factory=list)
    torn: int = 0
    dropped: int = 0
    lost: list[Loss] = field(default_factory=list)

    @property
    def said(self) -> int:
        return sum(loss.times for loss in self.lost if loss.why is Lost.TORN)


class Soak(QObject):
    """Sends the next scan once the one before has arrived, and no sooner than `every_ms` after it. After some of them
    the line is dropped: between two scans, or in the middle of one.
    """

    def __init__(
        self,
        line: ScannerLine,
        scans: ScanFilter,
        scan: Callable[[int], str],
        *,
        many: int,
        chance: float,
        seed: int,
        every_ms: int = 0,
    ) -> None:
        super().__init__()
        self._line, self._scan, self._many, self._chance = line, scan, many, chance
        self._random = Random(seed)
        self.outcome = Outcome()
        self._wanted_state: ScannerState | None = None
        self._cut = self._pull = False
        scans.arrived.connect(self._arrived)
        scans.lost.connect(self.outcome.lost.append)
        scans.state_changed.connect(self._state_changed)
        self._pace = QTimer(self)
        self._pace.setSingleShot(True)
        self._pace.setInterval(every_ms)
        self._pace.setTimerType(Qt.TimerType.PreciseTimer)
        self._pace.timeout.connect(self._send)

    def begin(self) -> None:
        """The line is up."""
        self._send()

    @property
    def done(self) -> bool:
        """Everything was sent, and the line is as it should be."""
        settled = self._wanted_state is None and self.outcome.said >= self.outcome.torn
        return len(self.outcome.arrived) >= self._many and settled

    def _send(self) -> None:
        raw = self._scan(len(self.outcome.sent))
        self.outcome.sent.append(raw)
        self._pull = self._random.random() < self._chance
        self._cut = self._pull and self._random.random() < 0.5
        # In one piece, so that the beginning that is cut off has been read once the whole one has arrived.
        self._line.send(raw.encode("latin-1") + b"\r" + (TORN if self._cut else b""))

    def _arrived(self, arrival: Arrival) -> None:
        self.outcome.arrived.append(arrival.raw)
        if self._pull:
            self.outcome.torn += self._cut
            self.outcome.dropped += 1
            self._pull = self._cut = False
            self._line.pull_out()
            self._wanted_state = ScannerState.SEARCHING
        else:
            self._next()

    def _next(self) -> None:
        if len(self.outcome.sent) < self._many:
            self._pace.start()

    def _state_changed(self, state: ScannerState | None) -> None:
        if state is not self._wanted_state:
            return
        if state is ScannerState.SEARCHING:
            self._wanted_state = ScannerState.CONNECTED
            self._line.plug_in()
        else:
            self._wanted_state = None
            self._next()
