"""The prescription screen: which line is at work, what is typed for it, and the one next step."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from dispensary.application.label import COPY
from dispensary.application.queries.detail import ItemDetail
from dispensary.application.queries.prescription import (
    Next,
    Sheet,
    alive,
    can_label,
    next_item,
    next_step,
    sheet,
    to_label,
)
from dispensary.application.step import Receipt
from dispensary.desktop.view_models.counter import Counter
from dispensary.desktop.view_models.label_entry import (
    NOT_AN_AMOUNT,
    Entry,
    Kept,
    LabelDrafts,
    as_recorded,
    checked_words,
    standing_of,
    wanted_of,
)
from dispensary.desktop.view_models.prescription_steps import Line, PrescriptionSteps
from dispensary.domain.dispensing import ChosenProduct
from dispensary.domain.identifiers import IssueKey, ItemId, UserId
from dispensary.domain.refusals import Refusal
from dispensary.domain.workflow import Stage

Made = TypeVar("Made")

ASKS_DOSE = "Type the dose. If it cannot be put in numbers, dd prints the prescriber’s words."


@dataclass(frozen=True, slots=True)
class Shown:
    """What the screen shows. notice: what was refused, or needs to be said. moved: what is recorded of the line at work
    was changed since its entry was typed; somebody says which is to stand, and no label is made before.
    turning: the next line is on its way; came_from: the line that a step turned from to this one.
    """

    sheet: Sheet
    current: ItemDetail
    entry: Entry
    next: Next
    busy: bool
    notice: str
    moved: bool = False
    turning: bool = False
    came_from: Line | None = None

    @property
    def line(self) -> Line:
        """The line at work."""
        return Line(self.sheet.detail.held.key, self.current.item.item_id)

    @property
    def asks_dose(self) -> bool:
        """Nobody has said yet what is to stand on the label, and what the prescriber wrote cannot be read as a dose."""
        unread = self.current.item.item_id in self.sheet.unread
        return self.next is Next.LABEL and unread and not self.entry.directions.strip()

    @property
    def products(self) -> tuple[ChosenProduct, ...]:
        return self.sheet.products[self.current.item.item_id]

    @property
    def chosen(self) -> int:
        """Which of the products is to go out; the prescribed one where nobody chose."""
        codes = [product.code for product in self.products]
        return codes.index(self.entry.product) if self.entry.product in codes else 0


class PrescriptionModel(QObject):
    """What a step answers is taken for the line it was asked for: it turns, asks and leaves only what is still shown,
    and what it has to say waits until that line is.

    Signals: shown(Shown); drafting() the label is being made again; drafted(Drafted); to_confirm(Line, words) the line
    at work is labelled once somebody lets these directions stand; left() nothing to do here.
    """

    shown = Signal(object)
    to_confirm = Signal(object, str)
    drafting = Signal()
    drafted = Signal(object)
    left = Signal()

    def __init__(self, counter: Counter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._counter = counter
        self._key: IssueKey | None = None
        self._sheet: Sheet | None = None
        self._item: dict[IssueKey, ItemId] = {}
        self._typed: dict[tuple[UserId | None, Line], Kept] = {}
        self._notices: dict[Line, str] = {}
        self._advance: Line | None = None
        self._came_from: Line | None = None
        self._drafts = LabelDrafts(counter, self)
        self._drafts.made.connect(self.drafted)
        self.steps = PrescriptionSteps(counter, self)
        self.steps.began.connect(self._began)
        self.steps.settled.connect(self._settled)
        self.steps.refused.connect(self._refused)
        self.steps.to_confirm.connect(self._to_confirm)
        counter.changed.connect(self._changed)

    @property
    def key(self) -> IssueKey | None:
        return self._key

    def open(self, key: IssueKey) -> None:
        """Shows that prescription; what was typed for it before is still there."""
        self.close()
        self._key = key
        self.load()
        self._counter.looked("prescription", prescription=key)

    def close(self) -> None:
        """The screen is left; what was typed is kept."""
        self._forget_notice()
        self._key = self._sheet = self._advance = self._came_from = None
        self.steps.about(None)
        self._drafts.drop()

    def load(self) -> None:
        key = self._key
        if key is not None:
            place, viewer = self._counter.place, self._counter.viewer
            work = lambda: sheet(place, key, viewer)  # noqa: E731
            self._counter.read(work, lambda found: self._loaded(key, found), self._not_loaded, newest="prescription")

    def _not_loaded(self) -> None:
        """The banner says why. No next line is on its way, so nothing is held for it."""
        self._advance = None
        self._show()

    def _loaded(self, key: IssueKey, found: Sheet | Refusal) -> None:
        if key != self._key:
            return
        if isinstance(found, Refusal):
            self.left.emit()
            return
        self._sheet = found
        if self._advance is not None and self._advance == self._here:
            self._turn_to_next(found)
            self._came_from = self._advance if self._here != self._advance else None
        self._advance = None
        self._show()

    def _changed(self, receipt: Receipt) -> None:
        patient = self._sheet.detail.patient if self._sheet is not None else None
        if self._key in receipt.prescriptions or (patient is not None and patient.id in receipt.patients):
            self.load()

    def _current(self, found: Sheet) -> ItemDetail:
        """The line at work: the one chosen, else the first to label, else the first that is open."""
        items = found.detail.items
        chosen = self._item.get(found.detail.held.key)
        fitting = [entry for entry in items if entry.item.item_id == chosen]
        fitting += [entry for entry in items if to_label(found.detail, entry)]
        fitting += [entry for entry in items if alive(entry)]
        return (*fitting, *items)[0]

    @property
    def _here(self) -> Line | None:
        """The line at work."""
        found = self._sheet
        return self._line(found, self._current(found)) if found is not None else None

    def _line(self, found: Sheet, current: ItemDetail) -> Line:
        return Line(found.detail.held.key, current.item.item_id)

    @property
    def _turning(self) -> bool:
        """A step about the line at work is under way, or was just recorded, that turns to the next."""
        return self._here is not None and self._here in (self.steps.turning, self._advance)

    def say(self, words: str) -> None:
        """Says this of the line at work, beside what is said of it already."""
        if self._here is not None:
            self._notices[self._here] = f"{self._notices.get(self._here, '')} {words}".strip()
            self._show()

    def _forget_notice(self) -> None:
        """What was said of the line at work has been seen."""
        if self._here is not None:
            self._notices.pop(self._here, None)

    def _turn_to_next(self, found: Sheet) -> None:
        following = next_item(found.detail, self._current(found))
        if following is not None:
            self._item[found.detail.held.key] = following.item.item_id

    def _kept(self, found: Sheet, current: ItemDetail) -> Kept | None:
        """What whoever is signed in typed for that line, where it says something else than is recorded."""
        kept = self._typed.get(self._mine(self._line(found, current)))
        return kept if kept is not None and kept.entry != as_recorded(current) else None

    def _mine(self, line: Line) -> tuple[UserId | None, Line]:
        return self._counter.viewer, line

    def _entry(self, found: Sheet, current: ItemDetail) -> Entry:
        kept = self._kept(found, current)
        return kept.entry if kept is not None else as_recorded(current)

    def _moved(self, found: Sheet, current: ItemDetail) -> bool:
        kept = self._kept(found, current)
        return kept is not None and kept.on != standing_of(current) and can_label(found.detail, current)

    def _next(self, found: Sheet, current: ItemDetail) -> Next:
        return next_step(found.detail, current, edited=self._entry(found, current) != as_recorded(current))

    def _show(self) -> None:
        found = self._sheet
        if found is None:
            return
        current = self._current(found)
        shown = self._shown_of(found, current)
        self._item[found.detail.held.key] = current.item.item_id
        self.steps.about(self._line(found, current))
        self.shown.emit(shown)
        self._draft(current, shown.entry)

    def _shown_of(self, found: Sheet, current: ItemDetail) -> Shown:
        entry, step = self._entry(found, current), self._next(found, current)
        notice = self._notices.get(self._line(found, current), "")
        moved, turning = self._moved(found, current), self._turning
        return Shown(found, current, entry, step, self.steps.busy, notice, moved, turning, self._came_from)

    def _draft(self, current: ItemDetail, entry: Entry) -> None:
        if self._key is None or self._sheet is None or not can_label(self._sheet.detail, current):
            self._drafts.drop()
            return
        self.drafting.emit()
        if self._moved(self._sheet, current):
            self._drafts.drop()
            return
        self._drafts.ask(self._key, current, entry)

    def choose(self, item: str) -> None:
        """Turns to that line."""
        if self._sheet is not None and self._key is not None:
            if self._here is not None and self._here.item != ItemId(item):
                self._forget_notice()
            self._came_from = None
            self._item[self._key] = ItemId(item)
            self._show()

    def turn(self, step: int) -> None:
        """Turns to the line so many further on, round the end."""
        if self._sheet is not None:
            items = self._sheet.detail.items
            here = items.index(self._current(self._sheet))
            self.choose(items[(here + step) % len(items)].item.item_id.value)

    def type_directions(self, text: str) -> None:
        """Directions were typed; `dd` alone becomes the prescriber's words."""
        if self._sheet is not None:
            copied = text.strip().casefold() == COPY
            words = checked_words(self._current(self._sheet)) if copied else text
            self._put(lambda entry: replace(entry, directions=words))

    def type_supply(self, text: str) -> None:
        """Another amount was typed."""
        self._put(lambda entry: replace(entry, supply=text))

    def turn_product(self, step: int) -> None:
        """Chooses the product so many further down the list, round the end."""
        if self._sheet is None:
            return
        current = self._current(self._sheet)
        codes = [product.code for product in self._sheet.products[current.item.item_id]]
        held = self._entry(self._sheet, current).product
        here = codes.index(held) if held in codes else 0
        self._put(lambda entry: replace(entry, product=codes[(here + step) % len(codes)]))

    def _put(self, change: Callable[[Entry], Entry]) -> None:
        """Keeps what was typed for the line at work, and makes its label again. Not once its step is under way: the
        field goes back to what that was asked with.
        """
        if self._sheet is None or self._key is None:
            return
        current = self._current(self._sheet)
        before = self._entry(self._sheet, current)
        after = change(before)
        if after != before and self._turning:
            self._show()
        elif after != before:
            kept = self._kept(self._sheet, current)
            on = kept.on if kept is not None else standing_of(current)
            self._typed[self._mine(self._line(self._sheet, current))] = Kept(after, on)
            self._forget_notice()
            self._show()

    def take_recorded(self) -> None:
        """What was typed for the line at work is given up for what is recorded of it."""
        if self._here is not None:
            self._typed.pop(self._mine(self._here), None)
            self._show()

    def take_typed(self) -> None:
        """What was typed for the line at work stands, whatever was recorded since."""
        if self._sheet is not None:
            current = self._current(self._sheet)
            kept = self._kept(self._sheet, current)
            if kept is not None:
                self._typed[self._mine(self._line(self._sheet, current))] = replace(kept, on=standing_of(current))
                self._show()

    def accept(self) -> None:
        """Takes the next step, where that is one of this screen's own."""
        found = self._sheet
        if found is None or self.steps.busy:
            return
        current = self._current(found)
        match self._next(found, current):
            case Next.LABEL:
                if not self._shown_of(found, current).asks_dose:
                    self._label(found, current)
            case Next.NEXT_ITEM:
                self._turn_to_next(found)
                self._show()
            case Next.ASSEMBLE:
                labelled = [entry for entry in found.detail.items if entry.work.stage is Stage.LABELLED]
                self.steps.assemble(tuple(entry.item.item_id for entry in labelled))
            case Next.STOCK:
                self.steps.stock_arrived()
            case Next.CLAIM:
                self.steps.claim()
            case Next.SEEN | Next.SEND_BACK:
                self.steps.seen()
            case _:
                return

    def let_stand(self, line: Line, words: str) -> None:
        """Somebody has read that line's directions, which could not be read as a dose: its label prints them so."""
        found = self._sheet
        if found is not None and line == self._here and not self.steps.busy:
            self._label(found, self._current(found), words)

    def _label(self, found: Sheet, current: ItemDetail, as_written: str = "") -> None:
        if self._moved(found, current):
            return
        line, entry = self._line(found, current), self._entry(found, current)
        mine, wanted = self._mine(line), wanted_of(current, entry)
        if wanted is None:
            self._refused(line, NOT_AN_AMOUNT)
            return

        def kept() -> None:
            typed = self._typed.get(mine)
            if typed is not None and typed.entry == entry:
                del self._typed[mine]

        def sent() -> None:
            typed = self._typed.get(mine)
            if typed is not None:
                self._typed[mine] = replace(typed, on=typed.on.sent_to_check(wanted.directions))

        self.steps.label(replace(wanted, as_written=as_written), kept, sent)

    def _began(self, line: Line) -> None:
        self._notices.pop(line, None)
        self._came_from = None
        self._show()

    def _settled(self, line: Line, advance: bool, leave: bool, notice: str) -> None:  # noqa: FBT001 - a Qt slot
        """The receipt, broadcast right after, brings that prescription up to date where it is still shown."""
        if notice:
            self._notices[line] = notice
        if line.key != self._key:
            self._show()
            return
        self._advance = line if advance else None
        if leave:
            self.left.emit()

    def _refused(self, line: Line, words: str) -> None:
        self._notices[line] = words
        self.load()

    def _to_confirm(self, line: Line, words: str) -> None:
        if line == self._here:
            self.to_confirm.emit(line, words)
