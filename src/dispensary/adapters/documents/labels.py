"""Laid-out labels as PDF: text as text, bars as rectangles on whole dots; then read back before anybody gets them."""

from collections.abc import Sequence
from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from dispensary.adapters.documents.drawing import draw_icon
from dispensary.adapters.documents.raster import keywords, rasters, read_code_128
from dispensary.adapters.documents.typeface import TypefaceMetrics, font_name
from dispensary.application.ports.documents import LabelUnreadable, Raster, RenderedLabel
from dispensary.domain.labels.bag import lay_out_bag
from dispensary.domain.labels.content import (
    BagContent,
    LabelContent,
    LabelRefusal,
    SplitPackContent,
    StickerContent,
)
from dispensary.domain.labels.geometry import (
    BagStock,
    Bars,
    Box,
    Drawing,
    Element,
    Frame,
    LabelLayout,
    LabelStock,
    Matrix,
    Rule,
    TextRun,
)
from dispensary.domain.labels.layout import lay_out
from dispensary.domain.labels.small import lay_out_split_pack, lay_out_sticker
from dispensary.domain.refusals import Refusal

_POINTS_PER_MM = 72 / 25.4
_HAIR = 0.05  # dots


class PdfLabels:
    """Implements the label documents port with reportlab, pdfium and zxing."""

    def __init__(self) -> None:
        self._metrics = TypefaceMetrics()

    def labels(self, content: LabelContent, stock: LabelStock) -> RenderedLabel | LabelRefusal:
        """All labels of one item. Raises LabelUnreadable if one barcode does not read back."""
        layouts = lay_out(content, stock, self._metrics)
        return layouts if isinstance(layouts, Refusal) else render_labels(layouts)

    def bag_label(self, content: BagContent, stock: BagStock) -> RenderedLabel | LabelRefusal:
        """The label of one bag, two where one has no room. Raises LabelUnreadable if its barcode does not read back."""
        layouts = lay_out_bag(content, stock, self._metrics)
        return layouts if isinstance(layouts, Refusal) else render_labels(layouts)

    def split_pack(self, content: SplitPackContent, stock: LabelStock) -> RenderedLabel | LabelRefusal:
        """All labels for the rest of a pack. Raises LabelUnreadable if one DataMatrix does not read back."""
        layouts = lay_out_split_pack(content, stock, self._metrics)
        return layouts if isinstance(layouts, Refusal) else render_labels(layouts)

    def sticker(self, content: StickerContent, stock: LabelStock) -> RenderedLabel | LabelRefusal:
        """A sticker for a bag. Raises LabelUnreadable if its barcode does not read back."""
        layout = lay_out_sticker(content, stock, self._metrics)
        return layout if isinstance(layout, Refusal) else render_labels((layout,))


def render_labels(layouts: Sequence[LabelLayout]) -> RenderedLabel:
    """One PDF page a layout; equal layouts give equal bytes. Raises LabelUnreadable where a barcode does not read."""
    pdf = _pdf(layouts)
    pages = rasters(pdf, layouts[0].dots_per_mm)
    codes = read_back(layouts, pages)
    return RenderedLabel(pdf, pages, codes, tuple(layout.lines for layout in layouts), layouts[0].replaced)


def read_back(layouts: Sequence[LabelLayout], pages: Sequence[Raster]) -> tuple[str, ...]:
    """What the barcode of each label holds, read from its own dots. Raises LabelUnreadable where one does not read."""
    codes = tuple(bars.digits for layout in layouts for bars in layout.bars)
    for number, (raster, expected) in enumerate(zip(pages, codes, strict=True), start=1):
        read = read_code_128(raster)
        if read != (expected,):
            raise LabelUnreadable(f"Label {number} reads as {', '.join(read) or 'nothing'} and should read {expected}.")
    return codes


def _pdf(layouts: Sequence[LabelLayout]) -> bytes:
    first = layouts[0]
    whole = Box(0, 0, first.width, first.height)
    return draw_labels([[(layout, whole)] for layout in layouts], (first.width, first.height), first.dots_per_mm)


def draw_labels(pages: Sequence[Sequence[tuple[LabelLayout, Box]]], size: tuple[int, int], dots_per_mm: int) -> bytes:
    """The PDF: on each page the labels with their places, in dots."""
    target = BytesIO()
    canvas = Canvas(target, invariant=1, pageCompression=1)
    canvas.setTitle("Label")
    canvas.setKeywords(keywords([[bars.digits for layout, _ in page for bars in layout.bars] for page in pages]))
    dot = _POINTS_PER_MM / dots_per_mm
    for page in pages:
        canvas.setPageSize((size[0] * dot, size[1] * dot))
        for layout, place in page:
            canvas.saveState()
            canvas.translate(place.left * dot, (size[1] - place.bottom) * dot)
            for element in layout.elements:
                _draw(canvas, element, dot, layout.height)
            canvas.restoreState()
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def _draw(canvas: Canvas, element: Element, dot: float, height: int) -> None:
    match element:
        case TextRun():
            canvas.setFillGray(1 if element.reversed else 0)
            canvas.setFont(font_name(element.weight), float(element.points))
            canvas.drawString(element.box.left * dot, (height - element.baseline) * dot, element.text)
        case Rule():
            canvas.setFillGray(0)
            _fill(canvas, element.box, dot, height)
        case Frame():
            canvas.setStrokeGray(0)
            canvas.setLineWidth(element.stroke * dot)
            inset = element.stroke / 2
            canvas.roundRect(
                (element.box.left + inset) * dot,
                (height - element.box.bottom + inset) * dot,
                (element.box.width - element.stroke) * dot,
                (element.box.height - element.stroke) * dot,
                element.radius * dot,
            )
        case Drawing():
            box = element.box
            draw_icon(canvas, element.icon, box.left * dot, (height - box.bottom) * dot, box.width * dot)
        case Bars():
            canvas.setFillGray(0)
            _fill_row(canvas, element.modules, element.module, element.box, dot, height)
        case Matrix():
            canvas.setFillGray(0)
            box, module = element.box, element.module
            for number, row in enumerate(element.rows):
                top = box.top + number * module
                _fill_row(canvas, row, module, Box(box.left, top, box.right, top + module), dot, height)


def _fill_row(canvas: Canvas, modules: str, module: int, box: Box, dot: float, height: int) -> None:
    for left, right in _black(modules):
        _fill(canvas, Box(box.left + left * module, box.top, box.left + right * module, box.bottom), dot, height)


def _fill(canvas: Canvas, box: Box, dot: float, height: int) -> None:
    """Fills whole dots. Renderers colour every dot that a shape touches, so its edges stay a hair inside."""
    canvas.rect(
        (box.left + _HAIR) * dot,
        (height - box.bottom + _HAIR) * dot,
        (box.width - 2 * _HAIR) * dot,
        (box.height - 2 * _HAIR) * dot,
        stroke=0,
        fill=1,
    )


def _black(modules: str) -> list[tuple[int, int]]:
    """Where each black bar begins and ends."""
    bars: list[tuple[int, int]] = []
    for place, module in enumerate(modules):
        if module != "1":
            continue
        if bars and bars[-1][1] == place:
            bars[-1] = (bars[-1][0], place + 1)
        else:
            bars.append((place, place + 1))
    return bars
