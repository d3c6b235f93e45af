"""The alert burden of the clinical check, month by month."""

from datetime import date, timedelta

from PySide6.QtCore import QObject, Signal

from dispensary.application.queries.burden import burden
from dispensary.desktop.view_models.counter import Counter
from dispensary.domain.burden import Burden, SortBy
from dispensary.domain.clinical.knowledge import Knowledge
from dispensary.domain.validity import months_after


class AlertsModel(QObject):
    """Signal: shown(Burden, SortBy)."""

    shown = Signal(object, object)

    def __init__(self, counter: Counter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._counter = counter
        self._month: date | None = None
        self._burden: Burden | None = None
        self._column = SortBy.SHOWN
        self._open = False

    def begin(self) -> None:
        """The page is shown: this month."""
        self._open = True
        self._show_month(self._this_month())

    def end(self) -> None:
        """Not shown any more."""
        self._open, self._burden = False, None

    @property
    def latest(self) -> bool:
        """Whether the month that is shown is the current one: there is none after it."""
        return self._month == self._this_month()

    @property
    def knowledge(self) -> Knowledge:
        """What the rules are looked up in. It is read once, when the window opens."""
        return self._counter.place.knowledge

    def sort(self, column: SortBy) -> None:
        self._column = column
        if self._burden is not None:
            self.shown.emit(self._burden, column)

    def month_before(self) -> None:
        if self._month is not None:
            self._show_month((self._month - timedelta(days=1)).replace(day=1))

    def month_after(self) -> None:
        if self._month is not None and not self.latest:
            self._show_month(months_after(self._month, 1))

    def _this_month(self) -> date:
        return self._counter.place.clock.now().date().replace(day=1)

    def _show_month(self, month: date) -> None:
        place, self._month = self._counter.place, month

        def loaded(found: Burden) -> None:
            if self._open and month == self._month:
                self._burden = found
                self.shown.emit(found, self._column)

        self._counter.read(lambda: burden(place, month), loaded)
