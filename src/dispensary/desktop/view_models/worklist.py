"""The worklist: rows, tabs, filters, and the one that is chosen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from PySide6.QtCore import QObject, QTimer, Signal

from dispensary.application.promise import promise
from dispensary.application.queries.detail import Detail, detail
from dispensary.application.queries.scans import by_scan
from dispensary.application.queries.worklist import Tab, WorkRow, worklist
from dispensary.application.receive import ask_for_one
from dispensary.application.step import Receipt
from dispensary.desktop.view_models.counter import Counter
from dispensary.domain.dispensing import Service
from dispensary.domain.identifiers import IssueKey
from dispensary.domain.refusals import Refusal
from dispensary.wording.refused import refusal_words

SOON_DAYS = 7
WAIT_MINUTES = 20
ID_LENGTH = 18

NEXT_SERVICE = {
    Service.COLLECT: (Service.WAITER, "Patient waits"),
    Service.WAITER: (Service.DELIVER, "To deliver"),
    Service.DELIVER: (Service.COLLECT, "To collect"),
}
"""What the promise key says and does next: collect, wait (in 20 minutes), deliver, and round again."""


class FilterKey(StrEnum):
    ALL = "all"
    WAITERS = "waiters"
    DELIVERIES = "deliveries"
    NEEDS = "needs"
    EXPIRING = "expiring"


@dataclass(frozen=True, slots=True)
class Shown:
    """What the screen shows: all rows for the counts, the chosen ones for the table, and when they were read.

    text: what the rows were narrowed to by a search.
    """

    every: tuple[WorkRow, ...]
    rows: tuple[WorkRow, ...]
    tab: Tab | None
    filter: FilterKey
    now: datetime
    text: str = ""


class WorklistModel(QObject):
    """Signals: shown(Shown), summary(Detail or None), refused(words), asked(words), opened(IssueKey)."""

    shown = Signal(object)
    summary = Signal(object)
    refused = Signal(str)
    asked = Signal(str)
    opened = Signal(object)

    def __init__(self, counter: Counter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._counter = counter
        self._every: tuple[WorkRow, ...] = ()
        self._tab: Tab | None = None
        self._filter = FilterKey.ALL
        self._text = ""
        self._chosen: IssueKey | None = None
        self._loading = self._again = False
        counter.changed.connect(self._changed)
        self._minute = QTimer(self)
        self._minute.setInterval(30_000)
        self._minute.timeout.connect(self.load)

    @property
    def every(self) -> tuple[WorkRow, ...]:
        """Every open prescription, whatever is filtered."""
        return self._every

    @property
    def chosen(self) -> IssueKey | None:
        return self._chosen

    def row(self, key: IssueKey) -> WorkRow | None:
        return next((row for row in self._every if row.key == key), None)

    def begin(self) -> None:
        self.load()
        self._minute.start()

    def end(self) -> None:
        self._minute.stop()

    def load(self) -> None:
        """Reads the list; a wish while it is being read is granted once, afterwards."""
        if self._loading:
            self._again = True
            return
        self._loading = True
        self._counter.read(lambda: tuple(worklist(self._counter.place)), self._loaded, self._not_loaded)

    def _loaded(self, rows: tuple[WorkRow, ...]) -> None:
        self._loading = False
        self._every = rows
        self._show()
        if self._again:
            self._again = False
            self.load()

    def _not_loaded(self) -> None:
        """The store is out of reach: the list stands as it was, and the next minute or change asks again."""
        self._loading = self._again = False

    def _changed(self, receipt: Receipt) -> None:
        if receipt.prescriptions or receipt.patients:
            self.load()
        if self._chosen in receipt.prescriptions:
            self._summarise()

    def _show(self) -> None:
        rows = tuple(row for row in self._every if self._wanted(row))
        if self._chosen not in {row.key for row in rows}:
            self._chosen = rows[0].key if rows else None
            self._summarise()
        now = self._counter.place.clock.now()
        self.shown.emit(Shown(self._every, rows, self._tab, self._filter, now, self._text))

    def _wanted(self, row: WorkRow) -> bool:
        return (
            (self._tab is None or row.tab is self._tab)
            and _passes(row, self._filter)
            and (not self._text or self._text in f"{row.name} {row.nhs_number} {row.key.prescription}".casefold())
        )

    def choose_tab(self, name: str) -> None:
        self._tab = Tab(name) if name in set(Tab) else None
        self._show()

    def choose_filter(self, name: str) -> None:
        self._filter = FilterKey(name)
        self._show()

    def find(self, text: str) -> None:
        """Narrows the list to a name or number; something that looks like a prescription ID is asked for at EPS."""
        wanted = " ".join(text.casefold().split())
        if not wanted and not self._text:
            return
        self._text = wanted
        self._show()
        plain = "".join(text.split()).replace("-", "")
        if len(plain) == 18 and not any(
            row.key.prescription.value.replace("-", "") == plain.upper() for row in self._every
        ):
            self.ask_for(text)

    def choose(self, key: object) -> None:
        if isinstance(key, IssueKey) and key != self._chosen:
            self._chosen = key
            self._summarise()

    def _summarise(self) -> None:
        key = self._chosen
        if key is None:
            self.summary.emit(None)
            return
        self._counter.read(lambda: detail(self._counter.place, key, self._counter.viewer), self._summarised)

    def _summarised(self, found: Detail | Refusal) -> None:
        if isinstance(found, Detail) and found.held.key == self._chosen:
            self.summary.emit(found)

    def open_scan(self, raw: str) -> None:
        """One of our own labels or bags was scanned: the prescription it belongs to is chosen and opened."""
        self._counter.read(lambda: by_scan(self._counter.place, raw), self._scanned)

    def _scanned(self, found: IssueKey | Refusal) -> None:
        if isinstance(found, Refusal):
            self.refused.emit(refusal_words(found))
            return
        self.choose(found)
        self.opened.emit(found)

    def ask_eps(self) -> None:
        """Asks for what is nominated here, now."""
        self._counter.ask_eps()

    def promise_next(self) -> None:
        """The chosen prescription's patient waits, or has it delivered, or comes back."""
        row = self.row(self._chosen) if self._chosen is not None else None
        if row is None:
            return
        place, actor = self._counter.place, self._counter.actor
        service, _ = NEXT_SERVICE[row.service]
        until = place.clock.now() + timedelta(minutes=WAIT_MINUTES) if service is Service.WAITER else None
        self._counter.step(
            lambda: promise(place, actor, row.key, service, until),
            lambda _receipt: None,
            lambda _refusal, words: self.refused.emit(words),
        )

    def ask_for(self, text: str) -> None:
        """Asks EPS for one prescription by its ID, scanned from a token or typed."""
        place, actor = self._counter.place, self._counter.actor

        def asked(_receipt: Receipt) -> None:
            self.asked.emit("EPS is asked for that prescription.")

        self._counter.step(
            lambda: ask_for_one(place, actor, text), asked, lambda _refusal, words: self.refused.emit(words)
        )


def _passes(row: WorkRow, wanted: FilterKey) -> bool:
    match wanted:
        case FilterKey.WAITERS:
            return row.service is Service.WAITER
        case FilterKey.DELIVERIES:
            return row.service is Service.DELIVER
        case FilterKey.NEEDS:
            return bool(row.communication)
        case FilterKey.EXPIRING:
            return row.days_left is not None and row.days_left <= SOON_DAYS
        case FilterKey.ALL:
            return True


def count(rows: Sequence[WorkRow], wanted: FilterKey) -> int:
    return sum(_passes(row, wanted) for row in rows)
