"""The bands of a whole window: lower in a low window, without the top bar on a task screen. And its keys again."""

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from dispensary.desktop.components.bars import ActionBar, StatusBar, TopBar
from dispensary.desktop.components.buttons import KeyButton
from dispensary.desktop.components.fields import SearchField
from dispensary.desktop.components.rows import RowTable
from dispensary.desktop.theme import COMPACT_BELOW


def set_compact(window: QWidget, *, task_screen: bool = False, bench: bool = False) -> bool:
    """Fits the bands to the window's height. Call it on every resize and change of screen; says whether it is low.

    `task_screen`: a screen about one prescription; in a low window it drops the top bar. `bench`: the accuracy check,
    full screen, with neither top bar nor status bar.
    """
    low = window.height() < COMPACT_BELOW
    for bar in window.findChildren(ActionBar):
        bar.set_compact(compact=low)
    for status in window.findChildren(StatusBar):
        status.set_compact(compact=low)
        status.setVisible(not bench)
    for table in window.findChildren(RowTable):
        table.set_compact(compact=low)
    for work in window.findChildren(QFrame):
        layout = work.layout()
        if work.property("band") == "work" and isinstance(layout, QVBoxLayout):
            layout.setContentsMargins(16, 8 if low else 14, 16, 4 if low else 9)
    for top in window.findChildren(TopBar):
        top.setVisible(not bench and not (low and task_screen))
    return low


def take_keys_again(window: QWidget) -> None:
    """Shows and takes the keys of the map in force, after a remapping."""
    for button in window.findChildren(KeyButton):
        button.take_keys()
    for search in window.findChildren(SearchField):
        search.take_keys()
    window.update()
