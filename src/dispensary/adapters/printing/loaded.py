"""A printer with a known paper in it: labels that are too large for it are not sent, and sheets are gone on with."""

from collections.abc import Callable

from dispensary.application.ports.documents import LabelUnreadable
from dispensary.application.ports.printer import NotPrintable, Printer, PrinterUnavailable, PrinterUncertain, Sent
from dispensary.application.ports.printer_setups import SheetPlaces
from dispensary.application.ports.store import StoreUnavailable
from dispensary.domain.labels.geometry import LabelStock, SheetStock
from dispensary.domain.printing import JobKind
from dispensary.wording.printing import too_large

_SPARE = 0.6  # mm that are within the margin of every label


PageSizes = Callable[[bytes], tuple[tuple[float, float], ...]]
"""Width and height of every page of a document, in mm. Raises NotPrintable for what is none."""
OnSheets = Callable[[bytes, SheetStock, int], tuple[bytes, int]]
"""A document's labels on A4 from that place (1 is the first) on, each read back, and the place that is free after them.
Raises LabelUnreadable.
"""


class RollPrinter:
    """One printer and the labels on its roll."""

    def __init__(self, printer: Printer, label: LabelStock, sizes: PageSizes) -> None:
        self._printer, self._label, self._sizes = printer, label, sizes

    def send(self, job_id: str, document: bytes, title: str) -> Sent:
        """As the printer itself. Raises NotPrintable, too, for a label that was made for larger paper."""
        _fits(self._sizes(document), self._label)
        return self._printer.send(job_id, document, title)


class SheetPrinter:
    """One printer for A4 with sheets of labels in it. The next label comes out on the first place that is free.

    printer: takes whole A4 pages.
    """

    def __init__(
        self,
        printer: Printer,
        kind: JobKind,
        sheet: SheetStock,
        places: SheetPlaces,
        sizes: PageSizes,
        on_sheets: OnSheets,
    ) -> None:
        self._printer, self._kind, self._sheet, self._places = printer, kind, sheet, places
        self._sizes, self._on_sheets = sizes, on_sheets

    def send(self, job_id: str, document: bytes, title: str) -> Sent:
        """As the printer itself. Raises NotPrintable, too, for a label that is larger than its place, or does not read
        on it.
        """
        _fits(self._sizes(document), self._sheet.label)
        pages, first, free = self._taken(document)
        try:
            return self._printer.send(job_id, pages, title)
        except PrinterUncertain:
            raise
        except (PrinterUnavailable, NotPrintable):
            # Given back, unless somebody began another sheet meanwhile or the next label has its place already.
            self._move(free, first)
            raise

    def _taken(self, document: bytes) -> tuple[bytes, int, int]:
        """The pages, the first place of theirs, and the one that is free after them.

        Taken before the first byte goes out: a place is rather left empty than printed on twice. Made anew where
        another program of this home, or somebody who put another sheet in, was quicker.
        """
        while True:
            first = self._places.free(self._kind, self._sheet)
            pages, free = self._made(document, first)
            if self._move(first, free):
                return pages, first, free

    def _made(self, document: bytes, first: int) -> tuple[bytes, int]:
        try:
            return self._on_sheets(document, self._sheet, first)
        except LabelUnreadable as problem:
            raise NotPrintable(f"{problem} It was not sent.") from problem

    def _move(self, first: int, place: int) -> bool:
        try:
            return self._places.move(self._kind, self._sheet, first, place)
        except StoreUnavailable as problem:
            raise PrinterUnavailable(str(problem)) from problem


def _fits(pages: tuple[tuple[float, float], ...], label: LabelStock) -> None:
    """Raises NotPrintable."""
    wide, high = label.width / label.dots_per_mm, label.height / label.dots_per_mm
    for width, height in pages:
        if width > wide + _SPARE or height > high + _SPARE:
            raise NotPrintable(too_large((width, height), (wide, high)))
