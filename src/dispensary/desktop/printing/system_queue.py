"""A printer of this computer, through its own driver: the pages as they are read back, at their true size."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from dispensary.application.ports.documents import Raster
from dispensary.application.ports.printer import PrinterUnavailable, PrinterUncertain, Sent

MM_AN_INCH: Final = 25.4


def system_queues() -> tuple[str, ...]:
    """The printers of this computer, by the names that it gives them."""
    return tuple(QPrinterInfo.availablePrinterNames())


class SystemQueue:
    """One of them. rasters: a document's pages in that many dots a millimetre, black and white.

    to_file: a PDF is written there instead, in place of paper.
    """

    def __init__(
        self,
        queue: str,
        dots_per_mm: int,
        rasters: Callable[[bytes, int], Sequence[Raster]],
        to_file: str = "",
    ) -> None:
        self._queue, self._dots, self._rasters, self._to_file = queue, dots_per_mm, rasters, to_file

    def send(self, job_id: str, document: bytes, title: str) -> Sent:
        """Raises PrinterUnavailable where there is no such printer, PrinterUncertain where it breaks off. It may raise
        NotPrintable before anything is sent.
        """
        pages = self._rasters(document, self._dots)
        printer = self._ready(pages[0], title)
        painter = QPainter()
        if not painter.begin(printer):
            raise PrinterUnavailable(
                f"The printer {self._queue} cannot be used now. Check that it is on and connected."
            )
        try:
            for number, page in enumerate(pages):
                if number and not (printer.setPageSize(self._size(page)) and printer.newPage()):
                    raise PrinterUncertain(f"The printer {self._queue} broke off. Look at it before you print again.")
                painter.drawImage(self._where(printer, page), _image(page))
        finally:
            ended = painter.end()
        if not ended or printer.printerState() is QPrinter.PrinterState.Error:
            raise PrinterUncertain(f"The printer {self._queue} broke off. Look at it before you print again.")
        return Sent(job_id, self._queue)

    def _ready(self, first: Raster, title: str) -> QPrinter:
        if self._to_file:
            printer = QPrinter(QPrinter.PrinterMode.HighResolution)
            printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
            printer.setOutputFileName(self._to_file)
        else:
            found = QPrinterInfo.printerInfo(self._queue)
            if found.isNull():
                raise PrinterUnavailable(
                    f"There is no printer {self._queue} on this computer. Choose another one in the settings."
                )
            printer = QPrinter(found, QPrinter.PrinterMode.HighResolution)
        printer.setDocName(title)
        printer.setCopyCount(1)
        printer.setFullPage(True)
        printer.setPageSize(self._size(first))
        printer.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Millimeter)
        return printer

    def _size(self, page: Raster) -> QPageSize:
        size = QSizeF(page.width / self._dots, page.height / self._dots)
        return QPageSize(size, QPageSize.Unit.Millimeter, "", QPageSize.SizeMatchPolicy.FuzzyMatch)

    def _where(self, printer: QPrinter, page: Raster) -> QRectF:
        """Millimetre for millimetre, whatever the printer's own resolution is."""
        dot = printer.resolution() / MM_AN_INCH / self._dots
        return QRectF(0, 0, page.width * dot, page.height * dot)


def _image(page: Raster) -> QImage:
    return QImage(page.dots, page.width, page.height, page.width, QImage.Format.Format_Grayscale8)
