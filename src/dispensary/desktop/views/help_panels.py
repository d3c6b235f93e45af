"""The two panels that help: the keys of the screen, and the list of all actions. One of them at a time."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMainWindow, QWidget

from dispensary.desktop.components import KeyDeed
from dispensary.desktop.components.over import OverPanel
from dispensary.desktop.deeds import Deed, deeds_of
from dispensary.desktop.keymap import Action
from dispensary.desktop.view_models.counter import Counter
from dispensary.desktop.views.key_page import KeyPage
from dispensary.desktop.views.palette import Palette
from dispensary.desktop.views.screen import Screen
from dispensary.wording import keys


class HelpPanels(QObject):
    """Opens and closes them over that window. The same key closes again."""

    def __init__(
        self, counter: Counter, window: QMainWindow, above: QWidget, shown: Callable[[], Screen | None]
    ) -> None:
        super().__init__(window)
        self._counter, self._window, self._shown = counter, window, shown
        self.palette = Palette(window, above, self.deeds)
        self.page = KeyPage(window, above, self.deeds, signed_in=lambda: counter.user is not None)
        self._keys = (
            KeyDeed(Action.HELP, keys.KEYS_OF_SCREEN, self.show_keys, window, signed_out=True),
            KeyDeed(Action.ALL_ACTIONS, keys.ALL_ACTIONS, self.show_actions, window, signed_out=True, listed=False),
        )

    def deeds(self) -> tuple[Deed, ...]:
        """What can be done now."""
        user = self._counter.user
        places = user is not None and not user.new_pin
        return deeds_of(self._window, self._shown(), signed_in=user is not None, places=places)

    def show_keys(self) -> None:
        self._turn(self.page, self.palette)

    def show_actions(self) -> None:
        self._turn(self.palette, self.page)

    def close(self) -> None:
        """The screen changes, or a scan does something: neither may happen unseen."""
        for panel in (self.palette, self.page):
            panel.close_over()

    def _turn(self, panel: OverPanel, other: OverPanel) -> None:
        if panel.isVisible():
            panel.close_over()
            return
        other.close_over()
        panel.open()
