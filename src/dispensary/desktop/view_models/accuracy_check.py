"""The accuracy check: every scan to the use-case, and what the bench shows of its answer."""

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from dispensary.application.accuracy_check import (
    PackJudged,
    accept_held_pack,
    check_own_work,
    confirm_mapped,
    set_pack_aside,
    settle_wrong_pack,
)
from dispensary.application.bag import Bagged, bag
from dispensary.application.count_packs import confirm_packs, count_loose
from dispensary.application.part_pack_leaflet import Counted
from dispensary.application.queries.bench import Bench, bench
from dispensary.application.queries.scans import by_scan
from dispensary.application.scan_and_look import Seen, scan_and_look
from dispensary.application.split_pack import label_rest
from dispensary.application.step import Receipt
from dispensary.application.workplace import Workplace
from dispensary.desktop.sounds import Sound
from dispensary.desktop.view_models.bench_entry import Entry, at_work, entry_of, rest_of, takers
from dispensary.desktop.view_models.bench_shown import Noted, Refused, Said, Shown
from dispensary.desktop.view_models.counter import Counter
from dispensary.domain.accuracy.reasons import Outcome, Rule
from dispensary.domain.barcodes.reading import read_scan
from dispensary.domain.identifiers import Gtin, IssueKey, ItemId, UserId
from dispensary.domain.near_misses import NearMissKind
from dispensary.domain.quantity import read_decimal
from dispensary.domain.refusals import Refusal
from dispensary.domain.refused import PackHeld, WrongLabel
from dispensary.domain.refused_labels import LeftWrong
from dispensary.wording.label_kinds import PRINTING
from dispensary.wording.refused import refusal_words

Made = TypeVar("Made")

_PRINTS = {Entry.REST: (PRINTING,)}
SAME_SCAN = timedelta(milliseconds=500)
"""A scanner that reads one box twice in one pull of its trigger does it within this time."""

NUMBER_WANTED = "Type how many, in figures."
SHELF_WANTED = "Type the shelf that the bag goes to."
REASON_WANTED = "Type why this is the right pack."


class AccuracyModel(QObject):
    """Signals: shown(Shown), unavailable(Refused) where there is nothing to show, entry_refused(words), sounded(Sound),
    bagged(IssueKey).
    """

    shown = Signal(object)
    unavailable = Signal(object)
    entry_refused = Signal(str)
    sounded = Signal(object)
    bagged = Signal(object)

    def __init__(self, counter: Counter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._counter = counter
        self._key: IssueKey | None = None
        self._bench: Bench | None = None
        self._said: Said = None
        self._current: ItemId | None = None
        self._asked = Entry.NONE
        self._labelling = False
        self._stop: Bench | None = None
        self._cause: NearMissKind | None = None
        self._last: tuple[str, datetime] | None = None
        self._reasons: dict[IssueKey, str] = {}
        self._shown_already: Receipt | None = None
        self.shelf = ""
        counter.changed.connect(self._changed)

    @property
    def cause(self) -> NearMissKind | None:
        """What was said to be wrong with the pack on the stop screen."""
        return self._cause

    @property
    def entry_opened(self) -> bool:
        """Somebody opened a line to type in, which Esc closes."""
        return self._asked is not Entry.NONE

    def keep_reason(self, words: str) -> None:
        """Keeps what was typed so far: Esc loses nothing."""
        if self._key is not None:
            self._reasons[self._key] = words

    def kept_reason(self) -> str:
        return self._reasons.get(self._key, "") if self._key is not None else ""

    @property
    def key(self) -> IssueKey | None:
        """The prescription that is shown."""
        return self._key

    @property
    def unknown(self) -> Gtin | None:
        """The barcode of the pack that waits, where nobody knows it."""
        found = self._bench
        if found is None or found.held.held_pack is None or found.verdict is None:
            return None
        return found.held.held_pack.scan.gtin if found.verdict.rule is Rule.UNKNOWN_PACK else None

    def enter(self, key: IssueKey) -> None:
        """Somebody stands at the bench with this prescription. What was scanned before still counts."""
        if key != self._key:
            self._current = None
        self._key = key
        self._bench, self._said, self._stop, self._cause, self._last = None, None, None, None, None
        self._asked = Entry.NONE
        self._labelling = False
        self.load()
        self._counter.looked("accuracy-check", prescription=key)

    def leave(self) -> None:
        """Somebody goes away. Scans, counts and a held pack are in the store."""
        self._key = None

    def load(self) -> None:
        """Reads the bench, behind every step that is still being recorded."""
        key = self._key
        if key is None or self._counter.user is None:
            return
        place, actor = self._counter.place, self._counter.actor
        self._counter.step(lambda: bench(place, actor, key), self._loaded, self._not_loaded)

    def _loaded(self, found: Bench) -> None:
        if found.held.key != self._key:
            return
        self._take(found)
        self._show()

    def _take(self, found: Bench) -> None:
        self._bench = found
        if found.barred is None and found.verdict is not None:
            if found.held.held_pack is not None and self._asked is not Entry.EYE:
                self._current = found.held.held_pack.item
            if found.verdict.outcome is Outcome.STOP and self._stop is None:
                self._stop, self._cause = found, None

    def _not_loaded(self, refusal: Refusal, words: str) -> None:
        self.unavailable.emit(Refused(refusal, words))

    def _changed(self, receipt: Receipt) -> None:
        patient = self._bench.held.patient if self._bench is not None else None
        if receipt is self._shown_already:
            return
        if self._key in receipt.prescriptions or patient in receipt.patients:
            self.load()

    def _show(self) -> None:
        found = self._bench
        user = self._counter.user
        if found is None or user is None or self._key is None:
            return
        current = at_work(found, self._current)
        may_accept = user.pharmacist and found.verdict is not None and found.verdict.outcome is Outcome.ASK
        entry = Entry.NONE if self._stop is not None else entry_of(found, current, self._asked, may_accept=may_accept)
        choosing = entry is Entry.EYE and len(takers(found)) > 1
        stop, cause, rest = self._stop, self._cause, rest_of(found, current)
        self.shown.emit(Shown(found, self._said, current, entry, stop, cause, may_accept, choosing, user.name, rest))

    def open_basket(self, raw: str) -> None:
        """Another basket was put on the bench: on with what lies in it. What was scanned of this one is kept."""
        place = self._counter.place

        def found(there: IssueKey | Refusal) -> None:
            if isinstance(there, Refusal):
                self._refused(there, refusal_words(there))
            else:
                self.enter(there)

        self._counter.read(lambda: by_scan(place, raw), found)

    def scan(self, raw: str) -> None:
        """Anything was scanned: a pack, a label, or something that is neither."""

        def work(place: Workplace, actor: UserId, key: IssueKey) -> Seen | Refusal:
            return scan_and_look(place, actor, key, raw)

        if self._key is not None and not self._again(raw):
            self._do(work, self._scanned, self._refused)

    def _again(self, raw: str) -> bool:
        """Whether one pull of the trigger was read twice: only for a box that its serial number tells from others."""
        now = self._counter.place.clock.now()
        before, self._last = self._last, (raw, now)
        if before is None or before[0] != raw or now - before[1] >= SAME_SCAN:
            return False
        return read_scan(raw, today=now.date()).serial is not None

    def _scanned(self, seen: Seen) -> None:
        done = seen.done
        self._said, self._current, self._asked = done, done.item, Entry.NONE
        self._stop, self._cause = None, None
        if seen.bench is not None:
            self._take(seen.bench)
            self._shown_already = seen.receipt
            self._show()
        if isinstance(done, PackJudged) and done.stopped:
            self.sounded.emit(Sound.STOP if done.verdict.outcome is Outcome.STOP else Sound.ASK)
        else:
            self.sounded.emit(Sound.PASS)

    def _refused(self, refusal: Refusal, words: str) -> None:
        """A scan was refused, so it may be made again. While a pack is held, another scan only repeats the tone."""
        self._last = None
        self.sounded.emit(Sound.STOP if isinstance(refusal, PackHeld | WrongLabel) else Sound.ASK)
        if not isinstance(refusal, PackHeld):
            self._said, self._asked = Refused(refusal, words), Entry.NONE
            self._stop = self._stop if self._cause is None else None
            self._show()

    def settle(self, cause: NearMissKind) -> None:
        """Somebody says what was wrong with the pack that was stopped."""
        if self._stop is None or self._cause is not None:
            return

        def settled(_receipt: Receipt) -> None:
            self._cause = cause

        self._do(lambda place, actor, key: settle_wrong_pack(place, actor, key, cause), settled, self._settle_refused)

    def _settle_refused(self, _refusal: Refusal, words: str) -> None:
        """Still held: shown again as if no cause had been given."""
        self._cause = None
        self._show()
        self.entry_refused.emit(words)

    def leave_stop(self) -> None:
        """Away from the stop screen: only once a cause was given."""
        if self._stop is not None and self._cause is not None:
            self._stop, self._said = None, Noted(Entry.NONE, self._current)
            self._show()

    def set_aside(self) -> None:
        """Puts a pack away that nothing could be said about, or the one scanned last."""
        item = self._current

        def aside(_receipt: Receipt) -> None:
            self._said, self._asked = Noted(Entry.NONE, item), Entry.NONE

        self._do(lambda place, actor, key: set_pack_aside(place, actor, key, item), aside, self._refused)

    def accept(self) -> None:
        """The pack that waits is right: it is what its mapping says, or a pharmacist looks at it now."""
        if self._bench is None or not self._bench.proving:
            self.ask(Entry.EYE)
            return

        def confirmed(_receipt: Receipt) -> None:
            self._said, self._asked = Noted(Entry.MAPPED, self._current), Entry.NONE
            self.sounded.emit(Sound.PASS)

        self._do(confirm_mapped, confirmed, self._refused)

    def ask(self, entry: Entry) -> None:
        """Opens a line to type in, or closes it where it is open."""
        self._asked = Entry.NONE if self._asked is entry else entry
        self._show()

    def mark_next(self, step: int) -> bool:
        """While a pack is looked at that the dictionary does not know: it is the next item's, or the one before's.

        False where there is nothing to choose.
        """
        found = self._bench
        items = takers(found) if found is not None and self._asked is Entry.EYE else ()
        if len(items) < 2 or self._current not in items:
            return False
        self._current = items[(items.index(self._current) + step) % len(items)]
        self._show()
        return True

    def close_entry(self) -> bool:
        """Closes a line that somebody opened. False where none is."""
        if self._asked is Entry.NONE:
            return False
        self.ask(self._asked)
        return True

    def give(self, entry: Entry, typed: str, reason: str = "") -> None:
        """What was typed in the line."""
        if entry is Entry.SHELF:
            self._bag(typed)
            return
        if entry is Entry.OWN:
            self._check_own(reason)
            return
        number = read_decimal(typed)
        if number is None or (entry is Entry.PACKS and number != number.to_integral_value()):
            self.entry_refused.emit(NUMBER_WANTED)
        elif entry is Entry.EYE and not reason.strip():
            self.entry_refused.emit(REASON_WANTED)
        elif self._bench is not None:
            self._count(entry, number, reason)

    def _check_own(self, reason: str) -> None:
        """Nobody else is there: this person checks what they put together, and says why."""

        def allowed(receipt: Receipt) -> None:
            self._said, self._asked = None, Entry.NONE
            for key in receipt.prescriptions:
                self._reasons.pop(key, None)

        self._do(lambda place, actor, key: check_own_work(place, actor, key, reason), allowed, self._entry_not_taken)

    def _count(self, entry: Entry, number: Decimal, reason: str) -> None:
        current = at_work(self._bench, self._current) if self._bench is not None else None
        if current is None or (entry is Entry.REST and self._labelling):
            return
        self._labelling = entry is Entry.REST
        item = current.item.item_id

        def work(place: Workplace, actor: UserId, key: IssueKey) -> Receipt | Refusal:
            match entry:
                case Entry.LOOSE:
                    return count_loose(place, actor, key, item, number)
                case Entry.REST:
                    return label_rest(place, actor, key, item, number)
                case Entry.PACKS:
                    return confirm_packs(place, actor, key, item, int(number))
                case _:
                    return accept_held_pack(place, actor, key, number, reason, item)

        def counted(receipt: Receipt) -> None:
            notes = receipt.notes if isinstance(receipt, Counted) else _PRINTS.get(entry, ())
            self._said, self._asked, self._labelling = Noted(entry, self._current, notes), Entry.NONE, False
            if entry is Entry.EYE:
                for key in receipt.prescriptions:
                    self._reasons.pop(key, None)
            self.sounded.emit(Sound.PASS)

        self._do(work, counted, self._rest_not_labelled if entry is Entry.REST else self._entry_not_taken)

    def _rest_not_labelled(self, refusal: Refusal, words: str) -> None:
        """Another number may mend a wrong one; nothing that is typed makes a pack known."""
        self._labelling = False
        if isinstance(refusal, LeftWrong):
            self._entry_not_taken(refusal, words)
        else:
            self._refused(refusal, words)

    def _entry_not_taken(self, _refusal: Refusal, words: str) -> None:
        self.sounded.emit(Sound.ASK)
        self.entry_refused.emit(words)

    def _bag(self, shelf: str) -> None:
        if not shelf.strip():
            self.entry_refused.emit(SHELF_WANTED)
            return
        key = self._key

        def bagged(_made: Bagged) -> None:
            self.shelf = shelf.strip().upper()
            self.bagged.emit(key)

        self._do(lambda place, actor, on: bag(place, actor, on, shelf), bagged, self._entry_not_taken)

    def _do(
        self,
        work: Callable[[Workplace, UserId, IssueKey], Made | Refusal],
        done: Callable[[Made], None],
        refused: Callable[[Refusal, str], None],
    ) -> None:
        """Records a step. Its answer is heard only while this prescription is still at the bench."""
        key = self._key
        if key is None:
            return
        place, actor = self._counter.place, self._counter.actor

        def heard(made: Made) -> None:
            if self._key == key:
                done(made)

        def heard_no(refusal: Refusal, words: str) -> None:
            if self._key == key:
                refused(refusal, words)

        self._counter.step(lambda: work(place, actor, key), heard, heard_no)


def barred_words(found: Bench) -> str:
    """Why nothing may be checked here, "" where it may."""
    return refusal_words(found.barred) if found.barred is not None else ""
