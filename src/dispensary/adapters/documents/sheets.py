"""Labels on an A4 sheet of them, beginning at any one, so that a sheet that was begun can go on."""

from collections.abc import Sequence

from dispensary.adapters.documents.labels import draw_labels, read_back
from dispensary.adapters.documents.raster import cut, rasters
from dispensary.adapters.documents.typeface import TypefaceMetrics
from dispensary.application.ports.documents import RenderedLabel
from dispensary.domain.labels.content import LabelContent, LabelRefusal
from dispensary.domain.labels.geometry import Box, LabelLayout, SheetStock
from dispensary.domain.labels.layout import lay_out
from dispensary.domain.refusals import Refusal


class PdfSheets:
    """Lays labels out for a sheet; each is read back from the dots of the sheet itself."""

    def labels(self, content: LabelContent, sheet: SheetStock, start: int = 1) -> RenderedLabel | LabelRefusal:
        """All labels of one item from place `start` (1 is the first) on. `pages` are the labels, the PDF the sheets.

        Raises ValueError for a place that the sheet does not have, and LabelUnreadable where a barcode does not read.
        """
        if not 1 <= start <= sheet.cells:
            raise ValueError(f"a {sheet.name} sheet has places 1 to {sheet.cells}")
        layouts = lay_out(content, sheet.label, TypefaceMetrics())
        return layouts if isinstance(layouts, Refusal) else render_sheet(layouts, sheet, start)


def render_sheet(layouts: Sequence[LabelLayout], sheet: SheetStock, start: int) -> RenderedLabel:
    """As many A4 pages as it takes, and every label cut out of them again and read."""
    places = [divmod(start - 1 + number, sheet.cells) for number in range(len(layouts))]
    boxes = [sheet.place(cell) for _, cell in places]
    pages: list[list[tuple[LabelLayout, Box]]] = [[] for _ in range(places[-1][0] + 1)]
    for layout, (page, _), box in zip(layouts, places, boxes, strict=True):
        pages[page].append((layout, box))
    pdf = draw_labels(pages, (sheet.width, sheet.height), sheet.label.dots_per_mm)
    printed = rasters(pdf, sheet.label.dots_per_mm)
    labels = tuple(cut(printed[page], box) for (page, _), box in zip(places, boxes, strict=True))
    codes = read_back(layouts, labels)
    return RenderedLabel(pdf, labels, codes, tuple(layout.lines for layout in layouts), layouts[0].replaced)
