"""The responsible pharmacist record's page: which days, and the same as a page of paper."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from dispensary.application.queries.duty import responsible_record
from dispensary.application.step import Receipt
from dispensary.desktop.saving import save_whole
from dispensary.desktop.tasks import Lane
from dispensary.desktop.view_models.counter import Counter
from dispensary.domain.duty_record import DutyRecord
from dispensary.domain.refusals import Refusal
from dispensary.wording.typed import not_a_date, read_date


class DutyModel(QObject):
    """Signals: shown(DutyRecord), refused(words), said(words)."""

    shown = Signal(object)
    refused = Signal(str)
    said = Signal(str)

    def __init__(self, counter: Counter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._counter = counter
        self._record: DutyRecord | None = None
        self._days: tuple[date | None, date | None] = (None, None)
        self._open = False
        counter.changed.connect(self._changed)

    def begin(self) -> None:
        """The page is shown: the last four weeks."""
        self._open = True
        self._days = (None, None)
        self._load()

    def end(self) -> None:
        self._open = False

    def _changed(self, receipt: Receipt) -> None:
        if self._open and receipt.staff:
            self._load()

    def show_days(self, since: str, until: str) -> None:
        """The days that were typed; nothing typed is the last four weeks."""
        today = self._counter.place.clock.now().date()
        read = [read_date(words, today) if words.strip() else None for words in (since, until)]
        for words, day in zip((since, until), read, strict=True):
            if words.strip() and day is None:
                self.refused.emit(not_a_date(words))
                return
        first, last = read
        if first is not None and (last or today) < first:
            self.refused.emit("The last day lies before the first. Change one of them.")
            return
        self._days = (first, last)
        self._load()

    def _load(self) -> None:
        place, days = self._counter.place, self._days

        def loaded(record: DutyRecord) -> None:
            if self._open and days == self._days:
                self._record = record
                self.shown.emit(record)

        self._counter.read(lambda: responsible_record(place, *days), loaded)

    def save(self, path: str) -> None:
        """The record that is shown, as a page for the premises."""
        place, record = self._counter.place, self._record
        if record is None:
            return

        def work() -> str | Refusal:
            return save_whole(path, (place.pages.duty(record),)) or Path(path).name

        def done(name: str) -> None:
            self.said.emit(f"Saved as {name}. Print it for the premises.")

        self._counter.step(work, done, lambda _, words: self.refused.emit(words), Lane.LONG)
