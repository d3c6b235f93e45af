"""What is typed for a label, and the label made again while it is typed."""

from dataclasses import dataclass, replace
from decimal import Decimal

from PySide6.QtCore import QObject, QTimer, Signal

from dispensary.application.case import unit_of
from dispensary.application.label import COPY, Draft, Wanted, draft
from dispensary.application.ports.documents import LabelUnreadable
from dispensary.application.queries.detail import ItemDetail
from dispensary.application.queries.prescription import due
from dispensary.application.workplace import Workplace
from dispensary.desktop.view_models.counter import Counter
from dispensary.domain.dose.asking import AskedCode, code_asked
from dispensary.domain.identifiers import IssueKey, ItemId, LabelNumber, SnomedCode
from dispensary.domain.quantity import Quantity, decimal_text
from dispensary.domain.refusals import Refusal
from dispensary.domain.workflow import Stage
from dispensary.wording.prescription_steps import draft_words
from dispensary.wording.typed import read_amount

DRAFT_AFTER_MS = 120
NOT_AN_AMOUNT = "Type the amount in figures, for example 28."


@dataclass(frozen=True, slots=True)
class Entry:
    """What is typed for one line. "" for the directions: the prescriber's words as they are."""

    directions: str = ""
    supply: str = ""
    product: SnomedCode | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """What was recorded of a line when somebody typed for it: where that has moved, their entry no longer fits it.

    entered: the directions that replaced the prescriber's.
    """

    stage: Stage
    label: LabelNumber | None
    product: SnomedCode | None
    supplying: Quantity | None
    entered: str

    def sent_to_check(self, directions: str) -> "Standing":
        """As it comes back from the pharmacist who was sent these directions."""
        return replace(self, stage=Stage.CLINICALLY_CHECKED, label=None, entered=directions)


@dataclass(frozen=True, slots=True)
class Kept:
    """What somebody typed, and what was recorded then."""

    entry: Entry
    on: Standing


@dataclass(frozen=True, slots=True)
class Drafted:
    """A label as it would be, or why it cannot be: the refusal with its sentence, or that it does not read back.

    asked: the code that may mean two things, in directions that were not read.
    """

    item: ItemId
    made: Draft | Refusal | None
    words: str = ""
    asked: AskedCode | None = None


def checked_words(current: ItemDetail) -> str:
    """What `dd` copies: the directions that were checked, which are the prescriber's unless they were replaced."""
    return current.work.entered_directions or current.item.dosage_text or ""


def standing_of(current: ItemDetail) -> Standing:
    """What is recorded of a line now."""
    work = current.work
    label = work.label.number if work.label is not None else None
    product = work.product.code if work.product is not None else None
    return Standing(work.stage, label, product, work.supplying, work.entered_directions or "")


def as_recorded(current: ItemDetail) -> Entry:
    """What the fields hold before anybody types: what the last label said, or all that is due."""
    label, work, left = current.work.label, current.work, due(current)
    amount = work.supplying if work.supplying is not None else left
    typed = label.typed if label is not None else ""
    return Entry(
        directions=checked_words(current) if typed == COPY else typed,
        supply=decimal_text(amount.value) if amount is not None else "",
        product=work.product.code if work.product is not None else None,
    )


def wanted_of(current: ItemDetail, entry: Entry) -> Wanted | None:
    """What the label is asked to be; None where the amount is no number."""
    quantity: Decimal | None = None
    if entry.supply.strip():
        quantity = read_amount(entry.supply)
        if quantity is None:
            return None
    copied = _plain(entry.directions) == _plain(checked_words(current))
    return Wanted(COPY if copied else entry.directions.strip(), entry.product, quantity)


def asked_of(place: Workplace, current: ItemDetail, directions: str) -> AskedCode | None:
    """The code in what was typed that somebody has to be asked about, None where there is none."""
    unit = unit_of(current.item, current.product)
    return code_asked(directions, place.read_dose(directions, unit), place.dose_codes, unit)


def _plain(text: str) -> str:
    return " ".join(text.split())


class LabelDrafts(QObject):
    """Makes the label again while somebody types: after a short rest, on a reader's thread, and only the last counts.

    Signal: made(Drafted).
    """

    made = Signal(object)

    def __init__(self, counter: Counter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._counter = counter
        self._wish: tuple[IssueKey, ItemDetail, str, Wanted] | None = None
        self._turn = 0
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(DRAFT_AFTER_MS)
        self._rest.timeout.connect(self._begin)

    def ask(self, key: IssueKey, current: ItemDetail, entry: Entry) -> None:
        """A label for this entry, as soon as nobody has typed for a moment."""
        self.drop()
        wanted = wanted_of(current, entry)
        if wanted is None:
            self.made.emit(Drafted(current.item.item_id, None, NOT_AN_AMOUNT))
            return
        self._wish = (key, current, entry.directions, wanted)
        self._rest.start()

    def drop(self) -> None:
        """What was asked for is not wanted any more."""
        self._turn += 1
        self._wish = None
        self._rest.stop()

    def _begin(self) -> None:
        if self._wish is None:
            return
        key, current, directions, wanted = self._wish
        item, place, turn = current.item.item_id, self._counter.place, self._turn

        def work() -> Drafted:
            try:
                found = draft(place, key, item, wanted)
            except LabelUnreadable as problem:
                return Drafted(item, None, str(problem))
            words = draft_words(found) if isinstance(found, Refusal) else ""
            return Drafted(item, found, words, asked_of(place, current, directions))

        def arrived(drafted: Drafted) -> None:
            if turn == self._turn:
                self.made.emit(drafted)

        self._counter.read(work, arrived)
