"""The screens of a window, of which one is seen."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QStackedWidget, QWidget


class ScreenStack(QStackedWidget):
    """Needs the room of the screen that is seen, not of the largest: one that nobody looks at makes no window grow."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.currentChanged.connect(lambda _: self.updateGeometry())

    def minimumSizeHint(self) -> QSize:
        seen = self.currentWidget()
        return seen.minimumSizeHint() if seen is not None else super().minimumSizeHint()
