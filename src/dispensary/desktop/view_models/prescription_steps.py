"""The steps that the prescription screen records: one at a time, about the line at work."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from dispensary.application.assemble import assemble, put_in_basket, reject
from dispensary.application.bag import unbag
from dispensary.application.claim import claim, not_dispense, owe, stock_arrived
from dispensary.application.clinical_check import answer_query
from dispensary.application.label import Labelled, Wanted, label_item
from dispensary.application.send_back import mark_failed_seen, return_prescription
from dispensary.application.step import Receipt
from dispensary.application.workplace import Workplace
from dispensary.desktop.view_models.counter import Counter
from dispensary.domain.barcodes.scan import BasketNumber
from dispensary.domain.identifiers import IssueKey, ItemId, UserId
from dispensary.domain.messages import NotDispensedReason, ReturnReason
from dispensary.domain.refusals import Refusal
from dispensary.domain.refused_labels import DirectionsToConfirm

Made = TypeVar("Made")

BACK_TO_CHECK = "The dose differs from the one that was checked, so it goes back to the pharmacist."


@dataclass(frozen=True, slots=True)
class Line:
    """One line of one prescription: what a step is asked for. Its answer may come when another one is at work."""

    key: IssueKey
    item: ItemId


class PrescriptionSteps(QObject):
    """The steps that this screen records, one at a time, about the line at work.

    Signals, each with the Line that was at work when the step was asked for: began(line); settled(line, advance, leave,
    notice): it was recorded, and what follows; refused(line, words); to_confirm(line, words): its label waits for
    somebody to let these directions stand, which could not be read.
    """

    began = Signal(object)
    settled = Signal(object, bool, bool, str)
    refused = Signal(object, str)
    to_confirm = Signal(object, str)

    def __init__(self, counter: Counter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._counter = counter
        self._line: Line | None = None
        self.busy = False
        self.turning: Line | None = None

    @property
    def _item(self) -> ItemId:
        return self._line.item if self._line is not None else ItemId("")

    def about(self, line: Line | None) -> None:
        """Which line the next step is about; None: no line is shown."""
        self._line = line

    def label(self, wanted: Wanted, kept: Callable[[], None], sent: Callable[[], None]) -> None:
        """Makes the label. kept: called once it says what was typed; sent: once that went to the pharmacist instead."""
        item, place = self._item, self._counter.place

        def labelled(made: Labelled) -> tuple[bool, str]:
            if made.number is None:
                sent()
                return False, BACK_TO_CHECK
            kept()
            return True, ""

        self._do(lambda actor, key: label_item(place, actor, key, item, wanted), labelled, turns=True)

    def assemble(self, items: tuple[ItemId, ...]) -> None:
        """These lines are picked and carry their labels: one step each, in one go."""
        place = self._counter.place

        def work(actor: UserId, key: IssueKey) -> Receipt | Refusal:
            made: Receipt | Refusal = Receipt()
            for item in items:
                made = assemble(place, actor, key, item)
                if isinstance(made, Refusal):
                    return made
            return made

        self._do(work, _stay, leave=True)

    def put_in_basket(self, basket: BasketNumber) -> None:
        """The items lie in that basket: its barcode opens them at the bench."""
        place = self._counter.place
        self._do(lambda actor, key: put_in_basket(place, actor, key, basket), lambda _: (False, f"In basket {basket}."))

    def print_more(
        self,
        work: Callable[[Workplace, UserId, IssueKey, ItemId], Receipt | Refusal],
        said: str,
        printed: Callable[[], None],
    ) -> None:
        """Something further is printed about the line at work. said: what the screen says once it waits to print;
        printed: called then.
        """
        item, place = self._item, self._counter.place

        def queued(_made: Receipt) -> tuple[bool, str]:
            printed()
            return False, said

        self._do(lambda actor, key: work(place, actor, key, item), queued)

    def owe(self) -> None:
        """None of this line can go out today: it is owed."""
        item, place = self._item, self._counter.place
        self._do(lambda actor, key: owe(place, actor, key, item), _then_next, turns=True)

    def stock_arrived(self) -> None:
        """What was owed can be supplied now."""
        item, place = self._item, self._counter.place
        self._do(lambda actor, key: stock_arrived(place, actor, key, item), _stay)

    def give_up(self, reason: NotDispensedReason) -> None:
        """This line will not be supplied."""
        item, place = self._item, self._counter.place
        self._do(lambda actor, key: not_dispense(place, actor, key, item, reason), _then_next, turns=True)

    def open_bag(self, words: str) -> None:
        """The bag is opened again; its items are checked and not bagged."""
        place = self._counter.place
        self._do(lambda actor, key: unbag(place, actor, key, words), _stay)

    def assemble_again(self, words: str) -> None:
        """This checked line goes back: its packs and its check count no more."""
        item, place = self._item, self._counter.place
        self._do(lambda actor, key: reject(place, actor, key, item, words), _stay)

    def answer(self, words: str) -> None:
        """What the prescriber answered; the line goes to the clinical check."""
        item, place = self._item, self._counter.place
        self._do(lambda actor, key: answer_query(place, actor, key, item, words), _stay)

    def send_back(self, reason: ReturnReason) -> None:
        """The whole prescription goes back to EPS."""
        place = self._counter.place
        self._do(lambda actor, key: return_prescription(place, actor, key, reason), _stay, leave=True)

    def claim(self) -> None:
        """Payment is claimed for the finished issue."""
        place = self._counter.place
        self._do(lambda actor, key: claim(place, actor, key), _stay, leave=True)

    def seen(self) -> None:
        """Somebody has read why it may not be dispensed; it goes back to EPS unless EPS took it back itself."""
        place = self._counter.place
        self._do(lambda actor, key: mark_failed_seen(place, actor, key), _stay, leave=True)

    def _do(
        self,
        work: Callable[[UserId, IssueKey], Made | Refusal],
        follow: Callable[[Made], tuple[bool, str]],
        *,
        leave: bool = False,
        turns: bool = False,
    ) -> None:
        """Records a step; meanwhile no other is taken. follow: whether to turn to the next line, and what to say.
        turns: it is expected to, so that what is typed meanwhile is meant for that line.
        """
        line = self._line
        if line is None or self.busy or self._counter.user is None:
            return
        actor = self._counter.actor

        def run() -> Made | Refusal:
            return work(actor, line.key)

        def done(made: Made) -> None:
            self.busy, self.turning = False, None
            advance, notice = follow(made)
            self.settled.emit(line, advance, leave, notice)

        def refused(refusal: Refusal, words: str) -> None:
            self.busy, self.turning = False, None
            self.refused.emit(line, words)
            if isinstance(refusal, DirectionsToConfirm):
                self.to_confirm.emit(line, refusal.words)

        self.busy, self.turning = True, line if turns else None
        self.began.emit(line)
        self._counter.step(run, done, refused)


def _then_next(_made: Receipt) -> tuple[bool, str]:
    return True, ""


def _stay(_made: Receipt) -> tuple[bool, str]:
    return False, ""
