"""From a scanner's own thread to the window's, one scan at a time, and never more than the window can take."""

from collections import deque
from dataclasses import replace
from threading import Lock
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from dispensary.application.ports.scanner import Arrival, Loss, Lost, Scanner, ScannerState

MOST_WAITING: Final = 64
"""So many scans may wait for the window. Whoever scans makes five a second; what is faster than this is noise."""
BETWEEN_MS: Final = 5
"""Between two scans that wait, so that the window paints and answers keys meanwhile."""
_PATIENCE = 0.03
"""Seconds that the window may wait for one scanner to let go of a port that the next one wants."""


class ScanInbox(QObject):
    """The home of a scanner's thread. Signals, on the window's thread: arrived(Arrival), lost(Loss),
    state_changed(ScannerState), None once no scanner is attached.
    """

    arrived = Signal(object)
    lost = Signal(object)
    state_changed = Signal(object)
    _woken = Signal()
    _state_arrived = Signal(int, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lock = Lock()
        self._waiting: deque[Arrival] = deque()
        self._losses: dict[Lost, Loss] = {}
        self._awake = False
        self._scanner: Scanner | None = None
        self._turn = 0
        self._next = QTimer(self)
        self._next.setSingleShot(True)
        self._next.setInterval(BETWEEN_MS)
        self._next.timeout.connect(self._take)
        self._woken.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self._state_arrived.connect(self._tell_state, Qt.ConnectionType.QueuedConnection)

    def attach(self, scanner: Scanner) -> None:
        """Starts a scanner in place of the one before. What that one still says is not heard."""
        self.detach(patience=_PATIENCE)
        turn = self._turn
        self._scanner = scanner

        def state_came(state: ScannerState) -> None:
            self._state_arrived.emit(turn, state)

        scanner.start(lambda arrival: self._put(turn, arrival), state_came, lambda loss: self._put_loss(turn, loss))

    def detach(self, *, patience: float = 2.0) -> None:
        """Stops the attached scanner and waits until its thread has ended, at most that long. Without one, nothing."""
        scanner, self._scanner = self._scanner, None
        with self._lock:
            self._turn += 1
            self._waiting.clear()
            self._losses.clear()
        if scanner is not None:
            scanner.stop(patience)
            self.state_changed.emit(None)

    @property
    def state(self) -> ScannerState | None:
        """How the attached scanner is; None where there is none."""
        return self._scanner.state if self._scanner is not None else None

    def _put(self, turn: int, arrival: Arrival) -> None:
        """On the scanner's thread."""
        if len(self._waiting) >= MOST_WAITING:
            self._put_loss(turn, Loss(Lost.TOO_MANY, len(arrival.raw), arrival.by))
            return
        with self._lock:
            if turn != self._turn:
                return
            self._waiting.append(arrival)
        self._wake()

    def _put_loss(self, turn: int, loss: Loss) -> None:
        """On the scanner's thread. Losses of one kind that wait for the window are told as one."""
        with self._lock:
            if turn != self._turn:
                return
            before = self._losses.get(loss.why)
            more = (before.size, before.times) if before is not None else (0, 0)
            self._losses[loss.why] = replace(loss, size=loss.size + more[0], times=loss.times + more[1])
        self._wake()

    def _wake(self) -> None:
        with self._lock:
            awake, self._awake = self._awake, True
        if not awake:
            self._woken.emit()

    def _take(self) -> None:
        """The next scan and every loss that waits; the rest once the window had its turn."""
        with self._lock:
            arrival = self._waiting.popleft() if self._waiting else None
            losses, self._losses = tuple(self._losses.values()), {}
            more = self._awake = bool(self._waiting)
        if more:
            self._next.start()
        for loss in losses:
            self.lost.emit(loss)
        if arrival is not None:
            self.arrived.emit(arrival)

    def _tell_state(self, turn: int, state: ScannerState) -> None:
        if turn == self._turn:
            self.state_changed.emit(state)
