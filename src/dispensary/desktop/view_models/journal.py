"""The journal's page: what is looked for, what was found page by page, the check, the checkpoint and the export."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from dispensary.application.inspect_journal import (
    check_journal,
    patients_meant,
    products_meant,
    take_checkpoint,
    take_journal,
)
from dispensary.application.journal_lines import csv_lines, json_lines
from dispensary.application.queries.staff import StaffList, staff_list
from dispensary.application.read_journal import JournalPage, Told, read_journal
from dispensary.application.workplace import Workplace
from dispensary.desktop.saving import save_whole
from dispensary.desktop.tasks import Lane
from dispensary.desktop.view_models.counter import Counter
from dispensary.domain.identifiers import UserId
from dispensary.domain.journal import Sought
from dispensary.domain.people import NotAuthorised
from dispensary.domain.refusals import Refusal
from dispensary.domain.refused import NotFound
from dispensary.domain.seals import Checkpoint
from dispensary.wording.journal import checkpoint_words, export_words, proof_words
from dispensary.wording.typed import not_a_date, read_date

PAGE = 50
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the fields. person: an account's id, kind: a kind of entry, "" for any."""

    patient: str = ""
    product: str = ""
    prescription: str = ""
    batch: str = ""
    person: str = ""
    kind: str = ""
    since: str = ""
    until: str = ""


class JournalModel(QObject):
    """Signals: found(tuple of Told, bool whether there are more); closed(words) to whoever may not read it;
    refused(words); said(words, bool whether it is good) of the check, a checkpoint or an export; people(StaffList);
    busy(words) while something long is under way, "" once it is over.
    """

    found = Signal(object, bool)
    closed = Signal(str)
    refused = Signal(str)
    said = Signal(str, bool)
    people = Signal(object)
    busy = Signal(str)

    def __init__(self, counter: Counter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._counter = counter
        self._typed = Typed()
        self._more: Sought | None = None
        self._told: tuple[Told, ...] = ()
        self._visit = 0
        self._working = False
        counter.user_changed.connect(self.end)

    def begin(self) -> None:
        """The page is shown: the newest entries."""
        place = self._counter.place
        self._counter.read(lambda: staff_list(place), self._staffed)
        self.search(Typed())

    def end(self) -> None:
        """Not shown any more, or to somebody else: what comes home later is not for them."""
        self._visit += 1
        self._told, self._more = (), None

    def _staffed(self, staff: StaffList) -> None:
        self.people.emit(staff)

    def search(self, typed: Typed) -> None:
        """The newest entries that fit what was typed."""
        today = self._counter.place.clock.now().date()
        days = [read_date(words, today) if words.strip() else None for words in (typed.since, typed.until)]
        for words, day in zip((typed.since, typed.until), days, strict=True):
            if words.strip() and day is None:
                self.refused.emit(not_a_date(words))
                return
        since, until = days
        if since is not None and until is not None and until < since:
            self.refused.emit("The last day lies before the first. Change one of them.")
            return
        self._visit += 1
        self._typed, self._told, self._more = typed, (), None
        self._read(lambda place, actor: _sought(place, actor, typed, since, until))

    def more(self) -> None:
        """The next page."""
        wanted = self._more
        if wanted is not None:
            self._more = None
            self._read(lambda _place, _actor: wanted)

    def _read(self, sought: Callable[[Workplace, UserId], Sought | Refusal]) -> None:
        place, actor, visit = self._counter.place, self._counter.actor, self._visit

        def work() -> JournalPage | Refusal:
            wanted = sought(place, actor)
            return wanted if isinstance(wanted, Refusal) else read_journal(place, actor, wanted, PAGE)

        def done(page: JournalPage) -> None:
            if visit == self._visit:
                self._told, self._more = self._told + page.told, page.more
                self.found.emit(self._told, page.more is not None)

        def refused(refusal: Refusal, words: str) -> None:
            if visit == self._visit:
                (self.closed if isinstance(refusal, NotAuthorised) else self.refused).emit(words)

        self._counter.step(work, done, refused, Lane.READ)

    @property
    def told(self) -> tuple[Told, ...]:
        """What is shown."""
        return self._told

    def check(self) -> None:
        """Proves the whole journal, beside the work that goes on."""
        place, actor = self._counter.place, self._counter.actor
        self._long(
            "The journal is being checked. You can go on working.",
            lambda: check_journal(place, actor),
            lambda proof: self.said.emit(" ".join(proof_words(proof)), proof.broken is None),
        )

    def checkpoint(self, path: str) -> None:
        """Seals the journal up to now, and keeps its page for the paper folder."""
        place, actor = self._counter.place, self._counter.actor

        def work() -> Checkpoint | Refusal:
            taken = take_checkpoint(place, actor)
            if isinstance(taken, Refusal):
                return taken
            with place.store.read() as uow:
                page = place.pages.checkpoint(uow.premises(), taken)
            return save_whole(path, (page,)) or taken

        def done(taken: Checkpoint) -> None:
            self.said.emit(checkpoint_words(taken.sequence, Path(path).name), True)

        self._long("The checkpoint is being made.", work, done)

    def export(self, path: str) -> None:
        """Every entry into that file: a table where its name ends in .csv, otherwise JSON Lines."""
        place, actor = self._counter.place, self._counter.actor
        lines = csv_lines if path.casefold().endswith(".csv") else json_lines

        def work() -> str | Refusal:
            entries = take_journal(place, actor)
            if isinstance(entries, Refusal):
                return entries
            return save_whole(path, (line.encode() for line in lines(entries))) or Path(path).name

        def done(name: str) -> None:
            self.said.emit(export_words(name), True)

        self._long("The journal is being written. You can go on working.", work, done)

    def _long(self, words: str, work: Callable[[], Made | Refusal], done: Callable[[Made], None]) -> None:
        """One long work at a time."""
        if self._working:
            return
        self._working = True
        self.busy.emit(words)

        def over() -> None:
            self._working = False
            self.busy.emit("")

        def made(value: Made) -> None:
            over()
            done(value)

        def refused(_refusal: Refusal, words: str) -> None:
            over()
            self.said.emit(words, False)

        self._counter.step(work, made, refused, Lane.LONG)


def _sought(place: Workplace, actor: UserId, typed: Typed, since: date | None, until: date | None) -> Sought | Refusal:
    products = products_meant(place, typed.product) if typed.product.strip() else ()
    if typed.product.strip() and not products:
        return NotFound(f"A medicine called {typed.product.strip()}")
    return Sought(
        patients=patients_meant(place, actor, typed.patient.strip()) if typed.patient.strip() else (),
        prescription=typed.prescription.strip().upper() or None,
        products=products,
        person=typed.person or None,
        batch=typed.batch.strip() or None,
        kind=typed.kind or None,
        since=since,
        until=until,
    )
