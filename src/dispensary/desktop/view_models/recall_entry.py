"""A recall as it is entered from its notice: the product found by typing, barcodes scanned, the rest in fields."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QObject, Signal

from dispensary.application.queries.product_page import find_products
from dispensary.application.recalls import Notice, RecallMade, start_recall
from dispensary.desktop.view_models.counter import Counter
from dispensary.domain.barcodes.reading import read_scan
from dispensary.domain.dictionary import Found, Kind
from dispensary.domain.identifiers import Gtin
from dispensary.domain.recalls import RecallClass, Recalled, RecalledProduct, RecallLevel
from dispensary.wording.recalls import not_a_barcode
from dispensary.wording.typed import listed, not_a_date, read_date

_MEANT = frozenset({Kind.VMP, Kind.AMP, Kind.VMPP, Kind.AMPP})
"""What a notice can take back: a moiety alone is no product."""
_MOST = 30


@dataclass(frozen=True, slots=True)
class NoticeFields:
    """What stands in the fields, as text; what was chosen of the others."""

    title: str
    reference: str
    advice: str
    urgency: RecallClass
    level: RecallLevel
    product: RecalledProduct | None
    gtins: str
    batches: str
    expires_from: str
    expires_to: str
    supplied_from: str
    supplied_to: str


class RecallEntryModel(QObject):
    """Signals: found(tuple of Found); scanned(the figures of a barcode); refused(words); recorded(Recall)."""

    found = Signal(object)
    scanned = Signal(str)
    refused = Signal(str)
    recorded = Signal(object)

    def __init__(self, counter: Counter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._counter = counter
        self._asked = 0
        self._busy = False

    def type(self, text: str) -> None:
        """What fits what was typed. An answer to what was typed before is not shown."""
        self._asked += 1
        asked, place = self._asked, self._counter.place

        def done(found: tuple[Found, ...]) -> None:
            if asked == self._asked:
                self.found.emit(tuple(each for each in found if each.kind in _MEANT))

        self._counter.read(lambda: find_products(place, text, _MOST), done)

    def scan(self, raw: str) -> bool:
        """Whether that is a pack's barcode, which is then one of the recall's."""
        gtin = read_scan(raw, today=self._today()).gtin
        if gtin is None:
            return False
        self.scanned.emit(gtin.value)
        return True

    def record(self, typed: NoticeFields) -> None:
        """Records it, or says what cannot be read."""
        notice = self._understood(typed)
        if isinstance(notice, str):
            self.refused.emit(notice)
            return
        if self._busy:
            return
        self._busy = True
        place, actor = self._counter.place, self._counter.actor

        def done(made: RecallMade) -> None:
            self._busy = False
            self.recorded.emit(made.recall)

        def refused(_refusal: object, words: str) -> None:
            self._busy = False
            self.refused.emit(words)

        self._counter.step(lambda: start_recall(place, actor, notice), done, refused)

    def _understood(self, typed: NoticeFields) -> Notice | str:
        gtins: set[Gtin] = set()
        for words in listed(typed.gtins):
            gtin = Gtin.of(words.replace(" ", ""))
            if gtin is None:
                return not_a_barcode(words)
            gtins.add(gtin)
        days: list[date | None] = []
        for words in (typed.expires_from, typed.expires_to, typed.supplied_from, typed.supplied_to):
            day = read_date(words, self._today()) if words.strip() else None
            if words.strip() and day is None:
                return not_a_date(words)
            days.append(day)
        what = Recalled(typed.product, frozenset(gtins), frozenset(listed(typed.batches)), days[0], days[1])
        return Notice(typed.title, what, typed.advice, typed.reference, typed.level, typed.urgency, days[2], days[3])

    def _today(self) -> date:
        return self._counter.place.clock.now().date()
