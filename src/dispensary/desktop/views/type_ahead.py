"""What is typed while a step that turns to the next line is still being recorded: it is meant for that line."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget

from dispensary.desktop.keymap import Action, active_keys
from dispensary.desktop.view_models.prescription import Shown
from dispensary.desktop.view_models.prescription_steps import Line

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_PASS = (Qt.Key.Key_Escape, Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta)


class TypeAhead(QObject):
    """Holds the keys that the fields get meanwhile and gives them to the next line once it is shown, so that F10, dd,
    F10 means the same however fast it is typed. Where the next line does not come they are lost, and that is said.

    accept: what the key of the next step does. Pressed again with nothing typed before it, it is a key that bounced:
    it is not held, or it would accept a line that nobody has seen.
    """

    def __init__(self, fields: Iterable[QWidget], accept: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self._accept = accept
        self._line: Line | None = None
        self._held: list[QKeyEvent] = []
        # Not at once: whoever shows the next line has to have finished with it.
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._give)
        for field in fields:
            field.installEventFilter(self)

    def follow(self, shown: Shown) -> bool:
        """Holds keys, or gives them on, as what is shown asks for. Whether some were lost."""
        if shown.turning:
            self._line = shown.line
        elif self._line is not None and shown.came_from == self._line:
            self._soon.start()
        elif self._line is not None:
            return self.drop()
        return False

    def drop(self) -> bool:
        """Nothing is held any more. Whether something was."""
        held, self._held, self._line = self._held, [], None
        self._soon.stop()
        return bool(held)

    def _give(self) -> None:
        held, self._held, self._line = self._held, [], None
        while held and not self._holds():
            self._again(held.pop(0))
        self._held += held

    def _holds(self) -> bool:
        return self._line is not None

    def _again(self, key: QKeyEvent) -> None:
        target = QApplication.focusWidget()
        if _accepts(key) and key.key() not in _ENTER:
            self._accept()
        elif target is not None:
            QApplication.sendEvent(target, key)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys that the fields get while the next line is on its way."""
        if self._line is None or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if event.type() == QEvent.Type.ShortcutOverride and _accepts(event):
            event.accept()
            return True
        if event.type() != QEvent.Type.KeyPress or event.key() in _PASS:
            return super().eventFilter(watched, event)
        if not _accepts(event) or (self._held and not event.isAutoRepeat()):
            self._held.append(event.clone())
        return True


def _accepts(event: QKeyEvent) -> bool:
    keys = (QKeySequence(key) for key in active_keys().of(Action.ACCEPT))
    return event.key() in _ENTER or QKeySequence(event.keyCombination()) in keys
