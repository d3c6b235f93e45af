"""Labels with few words: for the rest of an opened pack, and the stickers for the outside of a bag."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from dispensary.domain.labels.content import LabelTooSmall, LabelUnprintable, SplitPackContent, StickerContent
from dispensary.domain.labels.geometry import (
    Bars,
    Box,
    Drawing,
    Element,
    Frame,
    LabelLayout,
    LabelMetrics,
    LabelStock,
    Matrix,
    Role,
    Rule,
    SquareMetrics,
    TextRun,
    Weight,
    ascent,
    line_height,
    steps,
)
from dispensary.domain.labels.typesetting import Printable, printable, wrap

_MODULE = 4  # dots; 0.5 mm at 8 dots a millimetre, well above the least of 2
_QUIET = 2 * _MODULE
_GAP = 8
_RULE = 2
_STICKER_SIZES = Decimal(30), Decimal(14)


class _Shown:
    """Text on its way to the label, with what the typeface cannot draw."""

    def __init__(self, metrics: LabelMetrics) -> None:
        self._has = metrics.has
        self._seen: list[Printable] = []

    def __call__(self, text: str) -> str:
        self._seen.append(printable(" ".join(text.splitlines()), self._has))
        return self._seen[-1].text

    @property
    def missing(self) -> str:
        return "".join(dict.fromkeys(sign for text in self._seen for sign in text.missing))

    @property
    def replaced(self) -> tuple[tuple[str, str], ...]:
        return tuple(dict.fromkeys(pair for text in self._seen for pair in text.replaced))


@dataclass(frozen=True, slots=True)
class _Column:
    """Words down a label from its left margin."""

    stock: LabelStock
    metrics: LabelMetrics

    def measure(self, weight: Weight, points: Decimal) -> Callable[[str], int]:
        return lambda text: self.metrics.width(text, weight, points, self.stock.dots_per_mm)

    def run(self, text: str, role: Role, weight: Weight, points: Decimal, left: int, top: int) -> TextRun:
        dots = self.stock.dots_per_mm
        wide = self.metrics.width(text, weight, points, dots)
        box = Box(left, top, left + wide, top + line_height(points, dots))
        return TextRun(text, role, weight, points, top + ascent(points, dots), box)

    def lines(self, text: str, role: Role, weight: Weight, points: Decimal, width: int, top: int) -> list[TextRun]:
        high = line_height(points, self.stock.dots_per_mm)
        broken = wrap(text, width, self.measure(weight, points))
        return [
            self.run(line, role, weight, points, self.stock.margin_x, top + row * high)
            for row, line in enumerate(broken)
        ]


def lay_out_split_pack(
    content: SplitPackContent, stock: LabelStock, metrics: SquareMetrics
) -> LabelLayout | LabelTooSmall | LabelUnprintable:
    """The label for the rest of a pack: its words on the left, the DataMatrix at the bottom right. The name steps down
    to the size of the warnings where it must. Refuses what the typeface cannot draw and what has no room.
    """
    shown = _Shown(metrics)
    content = replace(
        content,
        medicine=shown(content.medicine),
        left=shown(content.left),
        batch=shown(content.batch),
        expires=shown(content.expires),
        split=shown(content.split),
        supplier=shown(content.supplier),
    )
    if shown.missing:
        return LabelUnprintable(shown.missing)
    rows = metrics.matrix(content.elements)
    side = len(rows) * _MODULE
    right, bottom = stock.width - max(stock.margin_x, _QUIET), stock.height - max(stock.margin_y, _QUIET)
    square = Matrix(content.elements, rows, _MODULE, Box(right - side, bottom - side, right, bottom))
    for points in steps(stock.sizes.medicine, stock.sizes.warnings):
        words = _split_words(content, _Column(stock, metrics), points, square.box)
        if words is not None:
            elements: tuple[Element, ...] = (*words, square)
            return LabelLayout(stock.width, stock.height, stock.dots_per_mm, elements, replaced=shown.replaced)
    return LabelTooSmall(stock.name)


def _split_words(content: SplitPackContent, column: _Column, points: Decimal, square: Box) -> Sequence[Element] | None:
    """The words in that size, or None where they meet the DataMatrix or the end of the label."""
    stock = column.stock
    across = stock.width - 2 * stock.margin_x
    beside = square.left - _QUIET - stock.margin_x
    name = column.lines(content.medicine, Role.MEDICINE, Weight.BOLD, points, across, stock.margin_y)
    top = name[-1].box.bottom + 1
    rule = Rule(Box(stock.margin_x, top, stock.margin_x + across, top + _RULE))
    body = min(points, stock.sizes.person)
    placed: list[TextRun] = []
    top = rule.box.bottom + 1
    parts = (
        (content.left, Role.QUANTITY, Weight.BOLD, points),
        (content.batch, Role.PART, Weight.SEMIBOLD, body),
        (content.expires, Role.PART, Weight.SEMIBOLD, body),
        (content.split, Role.DATE, Weight.SEMIBOLD, body),
        (content.supplier, Role.FOOT, Weight.MEDIUM, stock.sizes.foot),
    )
    for text, role, weight, size in parts:
        placed += column.lines(text, role, weight, size, beside, top)
        top = placed[-1].box.bottom if placed else top
    free = rule.box.bottom <= square.top - _QUIET and top <= stock.height - stock.margin_y
    return (*name, rule, *placed) if free else None


def lay_out_sticker(
    content: StickerContent, stock: LabelStock, metrics: LabelMetrics
) -> LabelLayout | LabelTooSmall | LabelUnprintable:
    """The icon and as large words as have room, in a frame; below them which bag, and its barcode."""
    shown = _Shown(metrics)
    words, bag, supplier = shown(content.mark.words), shown(content.bag), shown(content.supplier)
    if shown.missing:
        return LabelUnprintable(shown.missing)
    column, dots = _Column(stock, metrics), stock.dots_per_mm
    foot, foot_top = _sticker_foot(content, column, bag, supplier)
    if foot is None:
        return LabelTooSmall(stock.name)
    frame = Frame(Box(stock.margin_x, stock.margin_y, stock.width - stock.margin_x, foot_top - _GAP), 3, 8)
    side = frame.box.height - 4 * _GAP
    left = frame.box.left + 2 * _GAP
    icon = Drawing(content.mark.icon, Box(left, frame.box.top + 2 * _GAP, left + side, frame.box.bottom - 2 * _GAP))
    room = frame.box.right - 2 * _GAP - icon.box.right - 2 * _GAP
    for points in steps(*_STICKER_SIZES):
        lines = wrap(words, room, column.measure(Weight.BOLD, points))
        high = line_height(points, dots)
        # A sticker is read from afar: whole words, on two lines at the most.
        whole = max(map(column.measure(Weight.BOLD, points), words.split())) <= room
        if whole and len(lines) <= 2 and len(lines) * high <= frame.box.height - 2 * _GAP:
            top = frame.box.top + (frame.box.height - len(lines) * high) // 2
            runs = [
                column.run(line, Role.MARK, Weight.BOLD, points, icon.box.right + 2 * _GAP, top + row * high)
                for row, line in enumerate(lines)
            ]
            elements: tuple[Element, ...] = (frame, icon, *runs, *foot)
            return LabelLayout(stock.width, stock.height, dots, elements, replaced=shown.replaced)
    return LabelTooSmall(stock.name)


def _sticker_foot(
    content: StickerContent, column: _Column, bag: str, supplier: str
) -> tuple[tuple[Element, ...] | None, int]:
    """Which bag, who we are, and the barcode with its number above it."""
    stock, size = column.stock, column.stock.barcode
    bottom = stock.height - stock.margin_y
    modules = column.metrics.bars(content.number.value)
    right = stock.width - max(stock.margin_x, size.quiet)
    bars = Bars(
        content.number.value,
        modules,
        size.module,
        Box(right - len(modules) * size.module, bottom - size.height, right, bottom),
    )
    foot = stock.sizes.foot
    wide = column.measure(Weight.SEMIBOLD, foot)(content.shown)
    high = line_height(foot, stock.dots_per_mm)
    number = column.run(content.shown, Role.NUMBER, Weight.SEMIBOLD, foot, right - wide, bars.box.top - high)
    beside = min(bars.box.left - size.quiet, number.box.left - _GAP) - stock.margin_x
    named = column.lines(bag, Role.PART, Weight.BOLD, stock.sizes.warnings, beside, 0)
    ours = column.lines(supplier, Role.FOOT, Weight.MEDIUM, foot, beside, 0)
    top = first = bottom - sum(run.box.height for run in (*named, *ours))
    placed: list[Element] = []
    for run in (*named, *ours):
        placed.append(column.run(run.text, run.role, run.weight, run.points, stock.margin_x, top))
        top += run.box.height
    above = min(first, number.box.top)
    return (None, above) if above < stock.height // 3 else ((*placed, number, bars), above)
