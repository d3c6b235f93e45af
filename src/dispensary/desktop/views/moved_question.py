"""A line that was changed elsewhere since somebody typed for it: which is to stand, asked beside what they typed."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dispensary.desktop.components import WhichReading
from dispensary.desktop.keymap import STAGE_PICKS
from dispensary.wording.prescription_steps import MOVED, MOVED_ASKS, TAKE_RECORDED, TAKE_TYPED


class MovedQuestion(QObject):
    """Asks above `before`, in that column. The fields keep the focus and the numbers, since somebody may be typing; Alt
    and a number answers, or a click. Nothing is chosen beforehand.
    """

    def __init__(
        self, column: QVBoxLayout, before: QWidget, recorded: Callable[[], None], typed: Callable[[], None]
    ) -> None:
        super().__init__(before)
        self.place = WhichReading(before.parentWidget())
        self.place.setContentsMargins(0, 6, 0, 4)
        column.insertWidget(column.indexOf(before), self.place)
        self.place.ask(MOVED, MOVED_ASKS, (TAKE_RECORDED, TAKE_TYPED), alt=True)
        self.place.hide()
        deeds = (recorded, typed)
        self.place.chosen.connect(lambda at: deeds[at]())
        for key, deed in zip(STAGE_PICKS, deeds, strict=False):
            shortcut = QShortcut(QKeySequence(key), self.place)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(deed)

    def stand(self, *, stands: bool) -> None:
        """Whether it is asked."""
        self.place.setVisible(stands)
