"""A screen laid over the work. What lies under it is neither left nor read anew, and keeps its focus and its drafts."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QStackedWidget, QWidget

from dispensary.desktop.views.screen import Go, Screen


class LaidOver(QObject):
    """later: where the screen underneath wanted to go while it was covered."""

    def __init__(self, stack: QStackedWidget, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stack = stack
        self._under: QWidget | None = None
        self._over: Screen | None = None
        self.later: Go | None = None

    @property
    def open(self) -> bool:
        return self._over is not None

    def covers(self, screen: Screen) -> bool:
        """It lies under what is shown."""
        return screen is self._under

    def lay(self, screen: Screen) -> None:
        """Shows that one over what is shown now."""
        self._under, self._over, self.later = self._stack.currentWidget(), screen, None
        self._stack.setCurrentWidget(screen)

    def close(self) -> Go | None:
        """Shows what lay under it again; gives where that wanted to go meanwhile."""
        if self._over is None or self._under is None:
            return None
        self._over.leave()
        later, self.later = self.later, None
        under, self._under, self._over = self._under, None, None
        self._stack.setCurrentWidget(under)
        return later
