"""The page of the mapped barcodes: what was mapped and how it stands, mapping another, taking one back."""

from PySide6.QtCore import QObject, Signal

from dispensary.application.mapped_barcodes import map_barcode, unmap_barcode
from dispensary.application.queries.mapped_barcodes import (
    MappedLine,
    mapped_barcodes,
    packs_of_product,
    packs_that_fit,
)
from dispensary.application.step import Receipt
from dispensary.desktop.view_models.counter import Counter
from dispensary.domain.accuracy.mapped import MappedBarcode
from dispensary.domain.barcodes.reading import read_scan
from dispensary.domain.dictionary import Found
from dispensary.domain.identifiers import Gtin, SnomedCode
from dispensary.domain.refusals import Refusal
from dispensary.wording.barcodes import mapped_words, taken_back_words
from dispensary.wording.recalls import not_a_barcode


class BarcodesModel(QObject):
    """Signals: listed(tuple of MappedLine); found(tuple of Found); scanned(figures); refused(words); mapped(words);
    taken_back(words); forgotten() where somebody else signs in.
    """

    listed = Signal(object)
    found = Signal(object)
    scanned = Signal(str)
    refused = Signal(str)
    mapped = Signal(str)
    taken_back = Signal(str)
    forgotten = Signal()

    def __init__(self, counter: Counter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._counter = counter
        self._open = self._busy = False
        self._asked = 0
        counter.changed.connect(self._changed)
        counter.user_changed.connect(self.forgotten)

    @property
    def pharmacist(self) -> bool:
        """Whether whoever is signed in may map one."""
        user = self._counter.user
        return user is not None and user.pharmacist

    def begin(self) -> None:
        self._open, self._busy = True, False
        self._load()

    def end(self) -> None:
        self._open = False

    def _changed(self, receipt: Receipt) -> None:
        """A mapping, or a pack that was found right at a bench."""
        if self._open and (receipt.bench or receipt.prescriptions):
            self._load()

    def _load(self) -> None:
        place = self._counter.place

        def loaded(found: tuple[MappedLine, ...]) -> None:
            if self._open:
                self.listed.emit(found)

        self._counter.read(lambda: mapped_barcodes(place), loaded)

    def type(self, text: str) -> None:
        """What fits what was typed."""
        place = self._counter.place
        self._asked += 1
        asked = self._asked
        self._counter.read(lambda: packs_that_fit(place, text), lambda found: self._found(asked, found))

    def open(self, code: SnomedCode) -> None:
        """The packs of that product."""
        place = self._counter.place
        self._asked += 1
        asked = self._asked
        self._counter.read(lambda: packs_of_product(place, code), lambda found: self._found(asked, found))

    def _found(self, asked: int, found: tuple[Found, ...]) -> None:
        """An answer to what was asked before is not shown."""
        if asked == self._asked:
            self.found.emit(found)

    def scan(self, raw: str) -> bool:
        """Whether that is a pack's barcode: it is then the one to map."""
        gtin = read_scan(raw, today=self._counter.place.clock.now().date()).gtin
        if gtin is None:
            return False
        self.scanned.emit(gtin.value)
        return True

    def map(self, figures: str, pack: SnomedCode, reason: str) -> None:
        """A pharmacist, the pack in hand, says what it is."""
        gtin = Gtin.of("".join(figures.split()))
        if gtin is None:
            self.refused.emit(not_a_barcode(figures.strip()))
            return
        if self._busy:
            return
        self._busy = True
        place, actor = self._counter.place, self._counter.actor

        def work() -> int | Refusal:
            made = map_barcode(place, actor, gtin, pack, reason)
            if isinstance(made, Refusal):
                return made
            with place.store.read() as uow:
                return uow.premises().good_verifications

        def done(needed: int) -> None:
            self._busy = False
            self.mapped.emit(mapped_words(needed))
            self._counter.broadcast(Receipt(bench=True))

        self._counter.step(work, done, self._not_done)

    def take_back(self, held: MappedBarcode, reason: str) -> None:
        """A pharmacist says that it does not count any more."""
        place, actor = self._counter.place, self._counter.actor

        def done(_receipt: Receipt) -> None:
            self.taken_back.emit(taken_back_words(held))

        self._counter.step(lambda: unmap_barcode(place, actor, held.gtin, reason), done, self._not_done)

    def _not_done(self, _refusal: Refusal, words: str) -> None:
        self._busy = False
        self.refused.emit(words)
