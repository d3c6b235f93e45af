"""A counter that nobody touches covers itself: a patient's screen is not left open to whoever passes by."""

from PySide6.QtCore import QEvent, QObject, QTimer, Signal

_TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)


class IdleWatch(QObject):
    """Watches for input to the whole program. Signal: idle() once nothing came for as long as was set."""

    idle = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.idle)

    def wait(self, milliseconds: int) -> None:
        """How long without input is idle; 0: never."""
        if milliseconds == self._timer.interval() and self._timer.isActive() == bool(milliseconds):
            return
        self._timer.setInterval(milliseconds)
        self._timer.start() if milliseconds else self._timer.stop()

    def touched(self) -> None:
        """Something came that is no event of the window: a scan on a serial line."""
        if self._timer.isActive():
            self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _TOUCHES:
            self.touched()
        return False
