"""Labels with few words: for the rest of an opened pack, and the stickers for the outside of a bag."""

from collections.abc import Callable
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
_FRAME_PADDING = 6
_WIDEST_DIGIT = "8"
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
) -> tuple[LabelLayout, ...] | LabelTooSmall | LabelUnprintable:
    """The labels for the rest of a pack, as they come off the roll: words on the left, the DataMatrix at the bottom
    right of each. One where it can be; the name steps down to the size of the warnings where it must. A longer name has
    labels of its own, and the particulars follow on the next, all marked 1 of 2.

    Refuses what the typeface cannot draw, and particulars of which not one line has room, or one word no line.
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
        elsewhere=shown(content.elsewhere),
    )
    if shown.missing:
        return LabelUnprintable(shown.missing)
    rows = metrics.matrix(content.elements)
    side = len(rows) * _MODULE
    right, bottom = stock.width - max(stock.margin_x, _QUIET), stock.height - max(stock.margin_y, _QUIET)
    square = Matrix(content.elements, rows, _MODULE, Box(right - side, bottom - side, right, bottom))
    pages = _OpenedPack(content, _Column(stock, metrics), square.box).pages()
    if not pages:
        return LabelTooSmall(stock.name)
    return tuple(
        LabelLayout(
            stock.width, stock.height, stock.dots_per_mm, (*page, square), part, len(pages), replaced=shown.replaced
        )
        for part, page in enumerate(pages, start=1)
    )


Page = tuple[Element, ...]


@dataclass(frozen=True, slots=True)
class _OpenedPack:
    """The words of that label around its DataMatrix, in one size or another."""

    content: SplitPackContent
    column: _Column
    square: Box

    @property
    def _stock(self) -> LabelStock:
        return self.column.stock

    @property
    def _across(self) -> int:
        return self._stock.width - 2 * self._stock.margin_x

    @property
    def _beside(self) -> int:
        return self.square.left - _QUIET - self._stock.margin_x

    @property
    def _bottom(self) -> int:
        return self._stock.height - self._stock.margin_y

    def _sizes(self) -> tuple[Decimal, ...]:
        sizes = self._stock.sizes
        return steps(sizes.medicine, min(sizes.medicine_minimum, sizes.warnings))

    def pages(self) -> tuple[Page, ...]:
        """One label, else several; none where there is no room for the least of it."""
        for points in self._sizes():
            page = self._page(self._name(points), points)
            if page is not None:
                return (page,)
        digits = 1
        while len(pages := self._several(digits)) >= 10**digits:
            digits += 1
        numbered = enumerate(pages, start=1)
        return tuple((*page, *self._mark(f"{part} of {len(pages)}", page[0])) for part, page in numbered)

    def _name(self, points: Decimal) -> list[TextRun]:
        return self.column.lines(
            self.content.medicine, Role.MEDICINE, Weight.BOLD, points, self._across, self._stock.margin_y
        )

    def _page(self, head: list[TextRun], points: Decimal) -> Page | None:
        """Every particular under that head, or None where they meet the DataMatrix or the end of the label."""
        rule = self._rule(head)
        placed: list[TextRun] = []
        top = rule.box.bottom + 1
        for line in self._particulars(points):
            placed.append(self.column.run(line.text, line.role, line.weight, line.points, self._stock.margin_x, top))
            top = placed[-1].box.bottom
        free = rule.box.bottom <= self.square.top - _QUIET and top <= self._bottom
        return (*head, rule, *placed) if free and self._whole(placed) else None

    def _rule(self, head: list[TextRun]) -> Rule:
        left, top = self._stock.margin_x, head[-1].box.bottom + 1
        return Rule(Box(left, top, left + self._across, top + _RULE))

    def _particulars(self, points: Decimal) -> list[TextRun]:
        """Line by line beside the DataMatrix, without a place as yet."""
        content, sizes = self.content, self._stock.sizes
        body = min(points, sizes.person)
        parts = (
            (content.left, Role.QUANTITY, Weight.BOLD, points),
            (content.batch, Role.PART, Weight.SEMIBOLD, body),
            (content.expires, Role.PART, Weight.SEMIBOLD, body),
            (content.split, Role.DATE, Weight.SEMIBOLD, body),
            (content.supplier, Role.FOOT, Weight.MEDIUM, sizes.foot),
        )
        return [line for part in parts for line in self.column.lines(*part, self._beside, 0)]

    def _whole(self, placed: list[TextRun]) -> bool:
        """Whether every word stands on one line: half a batch is another batch."""
        content = self.content
        said = f"{content.left} {content.batch} {content.expires} {content.split} {content.supplier}"
        return " ".join(run.text for run in placed).split() == said.split()

    def _several(self, digits: int) -> list[Page]:
        """The name on labels of its own, then its particulars; nothing where one of the two has no room."""
        first, then = self._named(digits), self._detailed(digits)
        return [*first, *then] if first and then else []

    def _named(self, digits: int) -> list[Page]:
        """In the largest size in which one label holds all of it, else over as many as it needs in the smallest."""
        pages: list[Page] = []
        for points in self._sizes():
            pages = self._name_over(points, digits)
            if len(pages) == 1:
                return pages
        return pages

    def _name_over(self, points: Decimal, digits: int) -> list[Page]:
        high = line_height(points, self._stock.dots_per_mm)
        tops = range(self._stock.margin_y, self._bottom - high + 1, high)
        if not tops:
            return []

        def width(index: int) -> int:
            top = tops[index % len(tops)]
            if top + high > self.square.top - _QUIET:
                return self._beside
            return self._across - (self._marked(digits) if top == tops[0] else 0)

        lines = wrap(self.content.medicine, width, self.column.measure(Weight.BOLD, points))
        runs = [
            self.column.run(line, Role.MEDICINE, Weight.BOLD, points, self._stock.margin_x, tops[index % len(tops)])
            for index, line in enumerate(lines)
        ]
        return [tuple(runs[start : start + len(tops)]) for start in range(0, len(runs), len(tops))]

    def _detailed(self, digits: int) -> list[Page]:
        """What is known of the pack, on one label wherever it can be: under the name in the size of the foot, else
        under a line that says where it is named.
        """
        sizes = self._stock.sizes
        heads = [self._head(self.content.medicine, sizes.foot, digits)]
        if self.content.elsewhere:
            heads += [self._head(self.content.elsewhere, points, digits) for points in (sizes.warnings, sizes.foot)]
        for head in heads:
            for points in self._sizes():
                page = self._page(head, points)
                if page is not None:
                    return [page]
        return self._details_over(heads[-1])

    def _head(self, words: str, points: Decimal, digits: int) -> list[TextRun]:
        """Across the label from its top, beside the mark in the corner."""
        lines = wrap(
            words,
            lambda index: self._across - (0 if index else self._marked(digits)),
            self.column.measure(Weight.BOLD, points),
        )
        runs: list[TextRun] = []
        top = self._stock.margin_y
        for line in lines:
            runs.append(self.column.run(line, Role.MEDICINE, Weight.BOLD, points, self._stock.margin_x, top))
            top = runs[-1].box.bottom
        return runs

    def _details_over(self, head: list[TextRun]) -> list[Page]:
        rule = self._rule(head)
        lines = self._particulars(self._sizes()[-1])
        tallest = max(line.box.height for line in lines)
        narrow = rule.box.bottom > self.square.top - _QUIET or rule.box.bottom + 1 + tallest > self._bottom
        if narrow or not self._whole(lines):
            return []
        pages: list[list[Element]] = []
        top = self._bottom
        for line in lines:
            if top + line.box.height > self._bottom:
                pages.append([*head, rule])
                top = rule.box.bottom + 1
            run = self.column.run(line.text, line.role, line.weight, line.points, self._stock.margin_x, top)
            pages[-1].append(run)
            top = run.box.bottom
        return [tuple(page) for page in pages]

    def _marked(self, digits: int) -> int:
        """Dots that the mark takes of the first line, be it the widest."""
        widest = f"{_WIDEST_DIGIT * digits} of {_WIDEST_DIGIT * digits}"
        return self.column.measure(Weight.BOLD, self._stock.sizes.person - 1)(widest) + 2 * _FRAME_PADDING + _GAP

    def _mark(self, words: str, head: Element) -> Page:
        """Which of how many, framed in the top right corner, no taller than the line beside it."""
        first = head.points if isinstance(head, TextRun) else self._stock.sizes.foot
        points = min(first, self._stock.sizes.person - 1)
        right = self._stock.width - self._stock.margin_x - _FRAME_PADDING
        wide = self.column.measure(Weight.BOLD, points)(words)
        run = self.column.run(words, Role.PART, Weight.BOLD, points, right - wide, self._stock.margin_y)
        box = run.box
        return Frame(Box(box.left - _FRAME_PADDING, box.top, box.right + _FRAME_PADDING, box.bottom)), run


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
