"""The label for the outside of a bag: whose, where it stands, what whoever hands it out must see. Never a medicine."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import chain

from dispensary.domain.labels.content import BagContent, BagMark, LabelTooSmall, LabelUnprintable
from dispensary.domain.labels.geometry import (
    BagSizes,
    BagStock,
    Bars,
    Box,
    Drawing,
    Element,
    Frame,
    LabelLayout,
    LabelMetrics,
    Role,
    Rule,
    TextRun,
    Weight,
    ascent,
    line_height,
)
from dispensary.domain.labels.typesetting import Printable, printable, spaced_digits, wrap

_GAP = 12
_MARK_PADDING = 14
_NUMBER_DIFFERENCE = Decimal("0.5")


def lay_out_bag(
    content: BagContent, stock: BagStock, metrics: LabelMetrics
) -> tuple[LabelLayout, ...] | LabelTooSmall | LabelUnprintable:
    """The label for one bag; name, address and marks step down together until all of it has room, and at the smallest
    the address runs on in one paragraph. What does not fit so goes onto two or three: where it goes, what whoever hands
    it out must see, and who we are; at the very last onto as many as it takes. Each has the person, the shelf and the
    bag's number.

    Refuses what the typeface cannot draw, and a part that has no room at the smallest sizes on a label of its own.
    """
    seen: list[Printable] = []

    def shown(text: str) -> str:
        seen.append(printable(" ".join(text.splitlines()), metrics.has))
        return seen[-1].text

    content = replace(
        content,
        person=shown(content.person),
        address=tuple(shown(line) for line in content.address),
        place=shown(content.place),
        shelf=shown(content.shelf),
        bag=shown(content.bag),
        under=shown(content.under),
        ask=shown(content.ask),
        supplier=shown(content.supplier),
        marks=tuple(BagMark(mark.icon, shown(mark.words)) for mark in content.marks),
    )
    missing = dict.fromkeys(sign for text in seen for sign in text.missing)
    if missing:
        return LabelUnprintable("".join(missing))
    replaced = tuple(dict.fromkeys(pair for text in seen for pair in text.replaced))
    for outsides in chain([(content,)], _on_more(content), _on_as_many(content, stock, metrics)):
        laid = [_fitted(outside, stock, metrics) for outside in outsides]
        fitting = [elements for elements in laid if elements is not None]
        if len(fitting) == len(outsides):
            return tuple(
                LabelLayout(stock.width, stock.height, stock.dots_per_mm, elements, part, len(fitting), replaced)
                for part, elements in enumerate(fitting, start=1)
            )
    return LabelTooSmall(stock.name)


def _fitted(content: BagContent, stock: BagStock, metrics: LabelMetrics) -> tuple[Element, ...] | None:
    """At the largest sizes that it fits in; at the smallest the marks move up beside the shelf."""
    sized = list(_smaller_and_smaller(stock.sizes))
    run_on = replace(content, address=(", ".join(content.address),))
    tries = [_Outside(content, replace(stock, sizes=sizes), metrics) for sizes in sized]
    smallest = replace(stock, sizes=sized[-1])
    tries += [_Outside(run_on, smallest, metrics, tight=tight) for tight in (False, True)]
    return next((elements for each in tries if (elements := each.elements()) is not None), None)


def _on_more(content: BagContent) -> Iterator[tuple[BagContent, ...]]:
    """Where it goes, and what must be seen; who we are stands on the first where that has room, else on the second, or
    on one of its own.
    """
    where, seen = replace(content, marks=(), ask=""), replace(content, address=())
    ours = replace(content, marks=(), ask="", address=())
    yield _numbered(where, replace(seen, supplier=""))
    yield _numbered(replace(where, supplier=""), seen)
    yield _numbered(replace(where, supplier=""), replace(seen, supplier=""), ours)


def _on_as_many(content: BagContent, stock: BagStock, metrics: LabelMetrics) -> Iterator[tuple[BagContent, ...]]:
    """Part by part, as much on each as it has room for."""
    bare = replace(content, address=(), marks=(), ask="", supplier="")
    lines = [replace(bare, address=(line,)) for line in content.address]
    marks = [replace(bare, marks=(mark,)) for mark in content.marks]
    outsides = [bare]
    for part in (*lines, *marks, replace(bare, ask=content.ask), replace(bare, supplier=content.supplier)):
        more = _joined(outsides[-1], part)
        widest = _numbered(*(more,) * 9)[0 if len(outsides) == 1 else 8]
        if outsides[-1] == bare or _fitted(widest, stock, metrics) is not None:
            outsides[-1] = more
        else:
            outsides.append(part)
    yield _numbered(*outsides)


def _joined(content: BagContent, part: BagContent) -> BagContent:
    return replace(
        content,
        address=content.address + part.address,
        marks=content.marks + part.marks,
        ask=content.ask or part.ask,
        supplier=content.supplier or part.supplier,
    )


def _numbered(*outsides: BagContent) -> tuple[BagContent, ...]:
    """Each says which it is; the first also says for what the bag is."""
    marked = [each.numbered.format(part=part, parts=len(outsides)) for part, each in enumerate(outsides, start=1)]
    under = (f"{marked[0]} · {outsides[0].under}".strip(" ·"), *marked[1:])
    return tuple(replace(each, under=words) for each, words in zip(outsides, under, strict=True))


def _smaller_and_smaller(sizes: BagSizes) -> Iterator[BagSizes]:
    yield sizes
    while sizes.name > sizes.name_minimum:
        sizes = replace(
            sizes,
            name=max(sizes.name - 1, sizes.name_minimum),
            address=max(sizes.address - Decimal("0.5"), sizes.address_minimum),
            mark=max(sizes.mark - Decimal("0.25"), sizes.mark_minimum),
            foot=max(sizes.foot - Decimal("0.25"), sizes.foot_minimum),
        )
        yield sizes


@dataclass(frozen=True, slots=True)
class _Outside:
    content: BagContent
    stock: BagStock
    metrics: LabelMetrics
    tight: bool = False

    def elements(self) -> tuple[Element, ...] | None:
        """All of it at these sizes, or None where that does not fit."""
        stock, sizes = self.stock, self.stock.sizes
        left = stock.margin_x
        shelf = self._shelf()
        if shelf is None:
            return None
        beside = stock.width - stock.shelf_width - _GAP - left
        person = self._column(self.content.person, Role.PERSON, Weight.BOLD, sizes.name, beside, stock.margin_y)
        top = person[-1].box.bottom if person else stock.margin_y
        address: list[TextRun] = []
        for line in self.content.address:
            address += self._column(line, Role.ADDRESS, Weight.MEDIUM, sizes.address, beside, top)
            top = address[-1].box.bottom if address else top
        top = top if self.tight else max(top, stock.shelf_height)
        marks, top = self._marks(top + _GAP) if self.content.marks or not self.tight else ([], top)
        foot, foot_top = self._foot()
        if top > foot_top:
            return None
        return (*person, *address, *shelf, *marks, *foot)

    def _width(self, text: str, weight: Weight, points: Decimal) -> int:
        return self.metrics.width(text, weight, points, self.stock.dots_per_mm)

    def _measure(self, weight: Weight, points: Decimal) -> Callable[[str], int]:
        return lambda text: self._width(text, weight, points)

    def _run(self, text: str, role: Role, weight: Weight, points: Decimal, left: int, top: int) -> TextRun:
        dots = self.stock.dots_per_mm
        box = Box(left, top, left + self._width(text, weight, points), top + line_height(points, dots))
        return TextRun(text, role, weight, points, top + ascent(points, dots), box)

    def _column(self, text: str, role: Role, weight: Weight, points: Decimal, width: int, top: int) -> list[TextRun]:
        high = line_height(points, self.stock.dots_per_mm)
        lines = wrap(text, width, self._measure(weight, points))
        return [
            self._run(line, role, weight, points, self.stock.margin_x, top + row * high)
            for row, line in enumerate(lines)
        ]

    def _shelf(self) -> tuple[Element, ...] | None:
        """Place and shelf in white on black, the shelf as large as its field lets it be."""
        stock, sizes = self.stock, self.stock.sizes
        field = Box(stock.width - stock.shelf_width, 0, stock.width, stock.shelf_height)
        place = self._centred(self.content.place, Weight.SEMIBOLD, sizes.mark, field, _GAP)
        points = sizes.shelf
        while points >= sizes.shelf_minimum:
            shelf = self._centred(self.content.shelf, Weight.BOLD, points, field, place.box.bottom)
            if shelf.box.width <= field.width - 2 * _GAP and shelf.box.bottom <= field.bottom:
                return (Rule(field), place, shelf)
            points -= 1
        return None

    def _centred(self, text: str, weight: Weight, points: Decimal, field: Box, top: int) -> TextRun:
        left = field.left + (field.width - self._width(text, weight, points)) // 2
        return replace(self._run(text, Role.SHELF, weight, points, left, top), reversed=True)

    def _marks(self, top: int) -> tuple[list[Element], int]:
        """Framed marks from the left, in as many rows as they need."""
        points, dots = self.stock.sizes.mark, self.stock.dots_per_mm
        high = line_height(points, dots)
        left, right = self.stock.margin_x, self._right(top)
        placed: list[Element] = []
        bottom = top
        for mark in self.content.marks:
            words = left + _MARK_PADDING + high + _GAP // 2
            end = words + self._width(mark.words, Weight.SEMIBOLD, points) + _MARK_PADDING
            if end > right and left > self.stock.margin_x:
                top, left = bottom + _GAP // 2, self.stock.margin_x
                right = self._right(top)
                words = left + _MARK_PADDING + high + _GAP // 2
                end = words + self._width(mark.words, Weight.SEMIBOLD, points) + _MARK_PADDING
            bottom = top + high + _GAP
            inside = top + _GAP // 2
            placed += [
                Frame(Box(left, top, end, bottom)),
                Drawing(mark.icon, Box(left + _MARK_PADDING, inside, left + _MARK_PADDING + high, inside + high)),
                self._run(mark.words, Role.MARK, Weight.SEMIBOLD, points, words, inside),
            ]
            left = end + _GAP
        return placed, bottom

    def _right(self, top: int) -> int:
        """Where a row of marks that begins there has to end: before the shelf, or at the edge."""
        if top >= self.stock.shelf_height + _GAP:
            return self.stock.width - self.stock.margin_x
        return self.stock.width - self.stock.shelf_width - _GAP

    def _foot(self) -> tuple[tuple[Element, ...], int]:
        """Which bag, what to ask and who we are, left of the barcode with its number under it."""
        stock, sizes = self.stock, self.stock.sizes
        bottom = stock.height - stock.margin_y
        number_points = sizes.foot - _NUMBER_DIFFERENCE
        digits = self.content.number.value
        modules = self.metrics.bars(digits)
        bars_right = stock.width - max(stock.margin_x, stock.barcode.quiet)
        bars_left = bars_right - len(modules) * stock.barcode.module
        number_high = line_height(number_points, stock.dots_per_mm)
        bars_bottom = bottom - number_high
        bars = Bars(
            digits,
            modules,
            stock.barcode.module,
            Box(bars_left, bars_bottom - stock.barcode.height, bars_right, bars_bottom),
        )
        spaced = self.content.shown or spaced_digits(digits)
        number_left = bars_left + (bars.box.width - self._width(spaced, Weight.SEMIBOLD, number_points)) // 2
        number = self._run(spaced, Role.NUMBER, Weight.SEMIBOLD, number_points, number_left, bars_bottom)
        width = bars_left - stock.barcode.quiet - stock.margin_x
        text, top = self._foot_text(width, bottom)
        return (*text, bars, number), min(top, bars.box.top)

    def _foot_text(self, width: int, bottom: int) -> tuple[list[TextRun], int]:
        sizes = self.stock.sizes
        bag = self._column(self.content.bag, Role.FOOT, Weight.BOLD, sizes.bag, width, 0)
        under = self._column(self.content.under, Role.FOOT, Weight.MEDIUM, sizes.foot, width, 0)
        beside = len(bag) == len(under) == 1 and bag[0].box.width + _GAP + under[0].box.width <= width
        rows = [
            *bag,
            *([] if beside else under),
            *self._column(self.content.ask, Role.FOOT, Weight.SEMIBOLD, sizes.foot, width, 0),
            *self._column(self.content.supplier, Role.FOOT, Weight.MEDIUM, sizes.foot, width, 0),
        ]
        top = first = bottom - sum(row.box.height for row in rows)
        placed: list[TextRun] = []
        for row in rows:
            placed.append(self._run(row.text, row.role, row.weight, row.points, row.box.left, top))
            top = placed[-1].box.bottom
        if beside:
            dots = self.stock.dots_per_mm
            lower = placed[0].baseline - ascent(sizes.foot, dots)
            aside = self._run(under[0].text, Role.FOOT, Weight.MEDIUM, sizes.foot, placed[0].box.right + _GAP, lower)
            placed.insert(1, aside)
        return placed, first
