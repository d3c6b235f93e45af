"""A question with numbered answers in place, without a window over the window."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit

from dispensary.desktop.components import ChoiceButton, WhichReading
from dispensary.desktop.keymap import PICKS

Answers = Sequence[tuple[str, Callable[[], None]]]


class Question(QObject):
    """Asks in the place that the form keeps for it. The numbers 1 to 9 answer; further answers take Tab or a click."""

    def __init__(self, place: WhichReading, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._deeds: list[Callable[[], None]] = []
        place.hide()
        place.chosen.connect(self._answered)

    @property
    def open(self) -> bool:
        """Somebody is being asked."""
        return bool(self._deeds)

    def ask(self, heading: str, why: str, answers: Answers) -> None:
        """Asks, and gives the first answer the focus."""
        self._deeds = [deed for _, deed in answers]
        self._place.ask(heading, why, [words for words, _ in answers])
        buttons = [button for button in self._place.findChildren(ChoiceButton) if not button.isHidden()]
        for button in buttons[len(PICKS) :]:
            button.show_key(shown=False)
        self._place.show()
        self._place.setFocus(Qt.FocusReason.OtherFocusReason)

    def close(self) -> None:
        """Nobody is asked any more."""
        self._deeds = []
        self._place.hide()

    def _answered(self, position: int) -> None:
        if 0 <= position < len(self._deeds):
            deed = self._deeds[position]
            self.close()
            deed()


def is_escape(event: QEvent, *, override: bool) -> bool:
    """Whether this is Esc: when Qt asks who wants the key before any shortcut (override), or when it is pressed."""
    kind = QEvent.Type.ShortcutOverride if override else QEvent.Type.KeyPress
    return isinstance(event, QKeyEvent) and event.type() == kind and event.key() == Qt.Key.Key_Escape


def is_typing() -> bool:
    """Whether a field that stands on the screen has the focus: what somebody types there is not to land elsewhere."""
    field = QApplication.focusWidget()
    return isinstance(field, QLineEdit | QPlainTextEdit) and field.isVisible()
