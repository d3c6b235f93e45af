"""Labels that were made one by one, put onto A4 sheets of them; each is read back from where it stands."""

from collections.abc import Sequence
from io import BytesIO

import pypdfium2

from dispensary.adapters.documents.raster import PDFIUM, cut, rasters, read_code_128
from dispensary.adapters.documents.zpl import read_pages
from dispensary.application.ports.documents import LabelUnreadable, Raster
from dispensary.application.ports.printer import NotPrintable
from dispensary.domain.labels.geometry import Box, SheetStock

_POINTS_PER_MM = 72 / 25.4


def page_sizes(pdf: bytes) -> tuple[tuple[float, float], ...]:
    """Width and height of every page, in millimetres. Raises NotPrintable for what is no PDF."""
    with PDFIUM:
        try:
            document = pypdfium2.PdfDocument(pdf)
        except pypdfium2.PdfiumError as problem:
            raise NotPrintable("This is no document that can be printed.") from problem
        try:
            sizes = [document.get_page_size(number) for number in range(len(document))]
        finally:
            document.close()
    return tuple((width / _POINTS_PER_MM, height / _POINTS_PER_MM) for width, height in sizes)


def on_sheets(pdf: bytes, sheet: SheetStock, start: int, dots_per_mm: int) -> tuple[bytes, int]:
    """The labels of that document from place `start` (1 is the first) on, over as many A4 pages as it takes; and the
    place that is free after them.

    Raises LabelUnreadable where one does not read in that printer's dots, by itself or on the sheet, and ValueError for
    a place that the sheet does not have.
    """
    if not 1 <= start <= sheet.cells:
        raise ValueError(f"a {sheet.name} sheet has places 1 to {sheet.cells}")
    labels = read_pages(pdf, dots_per_mm)
    places = [divmod(start - 1 + number, sheet.cells) for number in range(len(labels))]
    document = _imposed(pdf, sheet, places)
    _read_back(labels, rasters(document, dots_per_mm), sheet, places, dots_per_mm)
    return document, (start - 1 + len(labels)) % sheet.cells + 1


def _imposed(pdf: bytes, sheet: SheetStock, places: Sequence[tuple[int, int]]) -> bytes:
    dot = _POINTS_PER_MM / sheet.label.dots_per_mm
    with PDFIUM:
        labels, paper = pypdfium2.PdfDocument(pdf), pypdfium2.PdfDocument.new()
        try:
            pages = [paper.new_page(sheet.width * dot, sheet.height * dot) for _ in range(places[-1][0] + 1)]
            for number, (page, cell) in enumerate(places):
                box = sheet.place(cell)
                placed = labels.page_as_xobject(number, paper).as_pageobject()
                high = labels.get_page_size(number)[1]
                placed.set_matrix(
                    pypdfium2.PdfMatrix().translate(box.left * dot, (sheet.height - box.top) * dot - high)
                )
                pages[page].insert_obj(placed)
            for page_made in pages:
                page_made.gen_content()
            target = BytesIO()
            paper.save(target)
            return target.getvalue()
        finally:
            paper.close()
            labels.close()


def _read_back(
    labels: Sequence[Raster],
    pages: Sequence[Raster],
    sheet: SheetStock,
    places: Sequence[tuple[int, int]],
    dots_per_mm: int,
) -> None:
    for number, (label, (page, cell)) in enumerate(zip(labels, places, strict=True), start=1):
        there = cut(pages[page], _in_dots(sheet.place(cell), sheet, dots_per_mm))
        if sorted(read_code_128(there)) != sorted(read_code_128(label)):
            raise LabelUnreadable(f"Label {number} cannot be read back from the sheet.")


def _in_dots(box: Box, sheet: SheetStock, dots_per_mm: int) -> Box:
    """The same place in a printer's own dots."""
    laid = sheet.label.dots_per_mm
    return Box(*(edge * dots_per_mm // laid for edge in (box.left, box.top, box.right, box.bottom)))
