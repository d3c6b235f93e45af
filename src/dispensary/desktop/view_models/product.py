"""The product's page: what is looked for, what is shown, and the way back through what was shown before."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from dispensary.application.queries.product_page import ProductPage, find_products, product_page
from dispensary.desktop.view_models.counter import Counter
from dispensary.domain.barcodes.reading import read_scan
from dispensary.domain.dictionary import Found
from dispensary.domain.identifiers import SnomedCode


@dataclass(frozen=True, slots=True)
class _Stop:
    """One page on the way; None: the search."""

    code: SnomedCode | None
    named: str = ""


class ProductModel(QObject):
    """Signals: found(what was typed, tuple of Found); shown(ProductPage); searching(what stands in the field)."""

    found = Signal(str, object)
    shown = Signal(object)
    searching = Signal(str)

    def __init__(self, counter: Counter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._counter = counter
        self._trail: list[_Stop] = []
        self._visit = 0
        self._typed = ""

    def begin(self, code: SnomedCode | None, named: str) -> None:
        """Somebody looks something up: that product, or where it has no code, whatever has its name."""
        self._trail = []
        self._typed = named
        if code is not None and code.value:
            self.open(code, named)
        else:
            self.search()

    def end(self) -> None:
        """Not shown any more: what comes home later is for nobody."""
        self._visit += 1
        self._trail = []

    def search(self) -> None:
        """The search, over whatever is shown."""
        if not self._trail or self._trail[-1].code is not None:
            self._trail.append(_Stop(None))
        self.searching.emit(self._typed)
        self.type(self._typed)

    def scan(self, raw: str) -> bool:
        """Whether that is a pack's barcode; then whatever carries it is looked for."""
        gtin = read_scan(raw, today=self._counter.place.clock.now().date()).gtin
        if gtin is None:
            return False
        self._typed = gtin.value
        self.search()
        return True

    def type(self, text: str) -> None:
        """What fits that. An answer to what was typed before is not shown."""
        self._typed = text
        self._visit += 1
        visit, place = self._visit, self._counter.place

        def done(found: tuple[Found, ...]) -> None:
            if visit == self._visit:
                self.found.emit(text, found)

        self._counter.read(lambda: find_products(place, text), done)

    def open(self, code: SnomedCode, named: str = "") -> None:
        """Goes on to that product."""
        self._trail.append(_Stop(code, named))
        self._load(code, named)

    def back(self) -> bool:
        """One back on the way. False: there is nothing before this."""
        if len(self._trail) < 2:
            return False
        self._trail.pop()
        stop = self._trail[-1]
        if stop.code is None:
            self.search()
        else:
            self._load(stop.code, stop.named)
        return True

    def _load(self, code: SnomedCode, named: str) -> None:
        self._visit += 1
        visit, place = self._visit, self._counter.place

        def done(page: ProductPage) -> None:
            if visit == self._visit:
                self.shown.emit(page)

        self._counter.read(lambda: product_page(place, code, named), done)
