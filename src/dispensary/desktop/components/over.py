"""A panel over a screen, in the same window: it has the keys while it is there, and gives everything back as it was."""

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget
from shiboken6 import isValid

from dispensary.desktop.keymap import Action, active_keys
from dispensary.desktop.theme import active

_MARGIN = 16
_VEIL = 150
"""How much of the screen under it the veil covers, of 255: what was there stays in sight."""


class OverPanel(QWidget):
    """Covers its window, but not what stands `above` all else; `panel` is what is seen of it.

    A key that a screen would take does nothing meanwhile, so that no deed is done unseen; those in `passing` stay with
    the window. Taking the focus and giving it back leaves what was typed and selected as it was. Signal: closed().
    """

    closed = Signal()
    passing = (Action.SWITCH_USER, Action.HELP, Action.ALL_ACTIONS)

    def __init__(self, window: QWidget, above: QWidget, width: int) -> None:
        super().__init__(window)
        self._above, self._width = above, width
        self._before: QWidget | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.panel = QFrame(self)
        self.panel.setProperty("over", True)
        self.column = QVBoxLayout(self.panel)
        self.column.setContentsMargins(20, 16, 20, 14)
        self.column.setSpacing(10)
        window.installEventFilter(self)
        self.hide()

    def keys_to(self) -> QWidget:
        """What has the focus while it is open."""
        return self

    def open(self) -> None:
        """Shows itself over the window and takes the keys."""
        if self.isVisible():
            return
        self._before = QApplication.focusWidget()
        self._place()
        self.show()
        self.raise_()
        self.keys_to().setFocus(Qt.FocusReason.PopupFocusReason)
        QApplication.instance().focusChanged.connect(self._focus_moved)  # type: ignore[union-attr]

    def close_over(self) -> None:
        """Gives the keys back to whatever had them."""
        if self.isHidden():
            return
        QApplication.instance().focusChanged.disconnect(self._focus_moved)  # type: ignore[union-attr]
        before, self._before = self._before, None
        if before is not None and isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.PopupFocusReason)
        else:
            # Not to whatever comes next: Space would press it.
            self.keys_to().clearFocus()
        self.hide()
        self.closed.emit()

    def _focus_moved(self, _old: QWidget | None, now: QWidget | None) -> None:
        """A screen that gives a field of its own the focus gets it once the panel is closed."""
        if now is None or now.window() is not self.window() or now is self or self.isAncestorOf(now):
            return
        self._before = now
        self.keys_to().setFocus(Qt.FocusReason.PopupFocusReason)

    def focusNextPrevChild(self, _next: bool) -> bool:  # noqa: FBT001
        return True

    def event(self, event: QEvent) -> bool:
        """Every key is asked for here, before a shortcut of the screen under it takes it."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            key = QKeySequence(event.keyCombination()).toString()
            if not any(key in active_keys().of(action) for action in self.passing):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes; nothing else leaves the panel."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_over()
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.panel.geometry().contains(event.position().toPoint()):
            self.close_over()
        event.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        clear = self._above.height() if self._above.isVisible() else 0
        room = self.window().rect().adjusted(0, clear, 0, 0)
        self.setGeometry(room)
        width = min(self._width, room.width() - 2 * _MARGIN)
        most = room.height() - 2 * _MARGIN
        self.panel.setFixedWidth(width)
        height = min(self.wanted_height(width), most)
        top = max(_MARGIN, min(80, (room.height() - height) // 3))
        self.panel.setGeometry(QRect((room.width() - width) // 2, top, width, height))

    def wanted_height(self, width: int) -> int:
        """How high the panel would be with room for everything."""
        return self.around(width)

    def around(self, width: int, *, without: QWidget | None = None) -> int:
        """The height of everything in the panel, or of all but one of it."""
        margins = self.column.contentsMargins()
        inside = width - margins.left() - margins.right()
        heights = []
        for at in range(self.column.count()):
            item = self.column.itemAt(at)
            if item is None or item.isEmpty():
                continue
            wraps = item.hasHeightForWidth()
            own = item.heightForWidth(inside) if wraps else item.sizeHint().height()
            heights.append(0 if without is not None and item.widget() is without else own)
        return sum(heights) + self.column.spacing() * (len(heights) - 1) + margins.top() + margins.bottom() + 4

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = active()
        veil = QColor(theme.colours.canvas)
        veil.setAlpha(_VEIL)
        painter = QPainter(self)
        painter.fillRect(self.rect(), veil)
        painter.end()
