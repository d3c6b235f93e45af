"""A code in the directions that may mean two things: which is meant, asked under the field while it is typed in."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dispensary.desktop.components import DirectionsField, Span, WhichReading
from dispensary.desktop.keymap import STAGE_PICKS
from dispensary.domain.dose.asking import AskedCode
from dispensary.wording.code_question import question_of, quoted


class CodeQuestion(QObject):
    """Asks above `before`, in that column. The field keeps the focus and the numbers; Alt and a number answers, or a
    click. Enter never does, and nothing is chosen beforehand.
    """

    def __init__(self, field: DirectionsField, column: QVBoxLayout, before: QWidget) -> None:
        super().__init__(field)
        self._field, self._stands = field, True
        self._asked: AskedCode | None = None
        self.place = WhichReading(before.parentWidget())
        self.place.setContentsMargins(0, 6, 0, 4)
        column.insertWidget(column.indexOf(before), self.place)
        self.place.hide()
        self.place.chosen.connect(self._chosen)
        for position, key in enumerate(STAGE_PICKS):
            shortcut = QShortcut(QKeySequence(key), self.place)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(lambda at=position: self._chosen(at))

    @property
    def asked(self) -> AskedCode | None:
        """What is being asked, None where nothing is."""
        return self._asked

    def ask(self, asked: AskedCode | None) -> None:
        """Asks about this code; with None, nobody is asked any more."""
        if asked is not None and (self._asked is None or _said(asked) != _said(self._asked)):
            self.place.ask(quoted(asked), question_of(asked), asked.choices, alt=True)
        self._asked = asked
        self._field.setAccessibleDescription("" if asked is None else f"{quoted(asked)} {question_of(asked)}")
        self.stand(stands=self._stands)

    def stand(self, *, stands: bool) -> None:
        """Whether the field stands on the screen: the question goes and comes with it."""
        self._stands = stands
        self.place.setVisible(stands and self._asked is not None)

    def _chosen(self, position: int) -> None:
        asked = self._asked
        # Somebody may have typed on since: then the label is being made again, and with it the question.
        if asked is None or position >= len(asked.choices) or self._field.text() != asked.directions:
            return
        self.ask(None)
        self._field.put(Span(asked.start, asked.length), asked.words(asked.choices[position]))


def _said(asked: AskedCode) -> tuple[str, tuple[str, ...]]:
    return asked.written, asked.choices
