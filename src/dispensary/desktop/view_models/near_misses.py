"""The near-miss log's page: narrowed by month and type, completed when there is time, noted from anywhere."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from dispensary.application.near_miss_lines import near_miss_lines
from dispensary.application.near_misses import complete_near_miss, note_near_miss
from dispensary.application.queries.near_misses import near_misses
from dispensary.application.queries.staff import StaffList, staff_list
from dispensary.application.step import Receipt
from dispensary.desktop.saving import save_whole
from dispensary.desktop.tasks import Lane
from dispensary.desktop.view_models.counter import Counter
from dispensary.domain.identifiers import UserId
from dispensary.domain.near_misses import Learning, NearMissKind, NearMissRecord, Staffing
from dispensary.domain.refusals import Refusal
from dispensary.wording.near_misses import COMPLETED, NOT_A_COUNT, NOTED, SAY_SOMETHING, saved_words

_MOST_AT_WORK = 2
"""Figures of how many were at work."""


@dataclass(frozen=True, slots=True)
class MissFields:
    """What stands in the fields. at_work: pharmacists, technicians, dispensers, as text. The people by their ids."""

    prescribed: str
    found: str
    kind: NearMissKind
    learning: Learning
    at_work: tuple[str, str, str]
    dispensed_by: str
    checked_by: str


def fields_of(miss: NearMissRecord) -> MissFields:
    """One near miss as its fields show it."""
    held = miss.staffing
    pharmacists, technicians, dispensers = (
        "" if many is None else str(many) for many in (held.pharmacists, held.technicians, held.dispensers)
    )
    return MissFields(
        miss.prescribed,
        miss.found,
        miss.kind,
        miss.learning,
        (pharmacists, technicians, dispensers),
        miss.dispensed_by.value if miss.dispensed_by is not None else "",
        miss.checked_by.value if miss.checked_by is not None else "",
    )


class NearMissesModel(QObject):
    """Signals: listed(tuple of NearMissRecord that fit), months(tuple of the first day of each month with one);
    people(StaffList); refused(words); said(words); completed(number); noted(); forgotten()
    where somebody else signs in.
    """

    listed = Signal(object)
    months = Signal(object)
    people = Signal(object)
    refused = Signal(str)
    said = Signal(str)
    completed = Signal(int)
    noted = Signal()
    forgotten = Signal()

    def __init__(self, counter: Counter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._counter = counter
        self._open = self._busy = False
        self._every: tuple[NearMissRecord, ...] = ()
        self._month: date | None = None
        self._kind: NearMissKind | None = None
        counter.changed.connect(self._changed)
        counter.user_changed.connect(self._user_changed)

    @property
    def every(self) -> int:
        """How many there are in all."""
        return len(self._every)

    def begin(self) -> None:
        """The page is shown: all of them."""
        self._open, self._busy = True, False
        self._month = self._kind = None
        place = self._counter.place
        self._counter.read(lambda: staff_list(place), self._staffed)
        self._load()

    def end(self) -> None:
        """Not shown any more, or to somebody else."""
        self._open, self._every = False, ()

    def _user_changed(self) -> None:
        self.end()
        self.forgotten.emit()

    def _staffed(self, staff: StaffList) -> None:
        if self._open:
            self.people.emit(staff)

    def _changed(self, receipt: Receipt) -> None:
        if self._open and receipt.bench:
            self._load()

    def _load(self) -> None:
        place = self._counter.place
        self._counter.read(lambda: near_misses(place), self._loaded)

    def _loaded(self, found: Sequence[NearMissRecord]) -> None:
        if self._open and self._counter.user is not None:
            self._every = tuple(found)
            self.months.emit(tuple(dict.fromkeys(miss.at.date().replace(day=1) for miss in found)))
            self.listed.emit(self._fitting())

    def narrow(self, month: date | None, kind: NearMissKind | None) -> None:
        """Those of that month and type; None for any."""
        self._month, self._kind = month, kind
        self.listed.emit(self._fitting())

    def _fitting(self) -> tuple[NearMissRecord, ...]:
        return tuple(
            miss
            for miss in self._every
            if (self._month is None or miss.at.date().replace(day=1) == self._month)
            and (self._kind is None or miss.kind is self._kind)
        )

    def note(self, typed: MissFields) -> None:
        """A mistake that no scan found, as far as it is known now."""
        if not (typed.prescribed.strip() or typed.found.strip()):
            self.refused.emit(SAY_SOMETHING)
            return
        place, actor = self._counter.place, self._counter.actor

        def done(_receipt: Receipt) -> None:
            self.said.emit(NOTED)
            self.noted.emit()

        self._do(lambda: note_near_miss(place, actor, typed.kind, typed.prescribed, typed.found, typed.learning), done)

    def complete(self, number: int, typed: MissFields) -> None:
        """What was added to one that was noted before."""
        counts = [_count(words) for words in typed.at_work]
        if any(isinstance(count, str) for count in counts):
            self.refused.emit(NOT_A_COUNT)
            return
        staffing = Staffing(*counts)  # type: ignore[arg-type] # no text is left among them
        place, actor = self._counter.place, self._counter.actor
        who = tuple(UserId(each) if each else None for each in (typed.dispensed_by, typed.checked_by))

        def done(_receipt: Receipt) -> None:
            self.completed.emit(number)
            self.said.emit(COMPLETED)

        self._do(lambda: complete_near_miss(place, actor, number, typed.kind, typed.learning, staffing, *who), done)

    def _do(self, work: Callable[[], Receipt | Refusal], done: Callable[[Receipt], None]) -> None:
        """One at a time: a key that is pressed twice notes one near miss."""
        if self._busy:
            return
        self._busy = True

        def made(receipt: Receipt) -> None:
            self._busy = False
            done(receipt)

        def refused(_refusal: Refusal, words: str) -> None:
            self._busy = False
            self.refused.emit(words)

        self._counter.step(work, made, refused)

    def export(self, path: str) -> None:
        """Those that are listed, as a table."""
        misses = self._fitting()

        def work() -> str | Refusal:
            lines = (line.encode() for line in near_miss_lines(misses))
            return save_whole(path, lines) or Path(path).name

        def done(name: str) -> None:
            self.said.emit(saved_words(name, len(misses)))

        self._counter.step(work, done, lambda _, words: self.refused.emit(words), Lane.LONG)


def _count(typed: str) -> int | str | None:
    """The figure, None for an empty field; what was typed where it is no figure."""
    plain = typed.strip()
    if not plain:
        return None
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) <= _MOST_AT_WORK else typed
