"""The fixed parts of one label: the medicine at its head, the person, the pharmacy and the barcode at its foot."""

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum, auto

from dispensary.domain.labels.content import LabelContent
from dispensary.domain.labels.geometry import (
    Bars,
    Box,
    Element,
    Frame,
    LabelMetrics,
    LabelStock,
    Role,
    Rule,
    TextRun,
    Weight,
    ascent,
    line_height,
    steps,
)
from dispensary.domain.labels.grid import Grid
from dispensary.domain.labels.typesetting import spaced_digits, wrap

_GAP = 8
_RULE = 2
_FRAME_PADDING = 6
_WRITE_IN = 28  # mm, the room for a date written by hand
_AROUND_GRID = 4


class Naming(Enum):
    """How a label carries the medicine's name.

    FULL: at its own size. AGAIN: at the size of the warnings, on a label after the first, or where its own size would
    break the directions. SMALL: whole, in the size of the foot, where a very long name would leave no room for
    directions. ELSEWHERE: a line that says where it is named. ONLY: the label is there for the name alone.
    """

    FULL = auto()
    AGAIN = auto()
    SMALL = auto()
    ELSEWHERE = auto()
    ONLY = auto()


@dataclass(frozen=True, slots=True)
class Line:
    """One line of running text before it has a place. blank: a line to write on follows it; grid: a table stands in
    its place.
    """

    text: str
    role: Role
    weight: Weight
    points: Decimal
    blank: bool = False
    grid: Grid | None = None


Placed = tuple[tuple[Element, ...], int]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One stock with one content. Every method that places things also says where the free room begins or ends.

    tight: where nothing else has room, the foot runs on in one paragraph, and the line that says where the medicine is
    named is as small as the foot. broken: what was broken into lines before, by this sheet or by one that it was made
    of: the margins are those of the stock.
    """

    content: LabelContent
    stock: LabelStock
    metrics: LabelMetrics
    tight: bool = False
    broken: dict[tuple[str, Role, Weight, Decimal], tuple[Line, ...]] = field(default_factory=dict, compare=False)

    @property
    def left(self) -> int:
        return self.stock.margin_x

    @property
    def right(self) -> int:
        return self.stock.width - self.stock.margin_x

    @property
    def room(self) -> int:
        """Dots between the margins."""
        return self.right - self.left

    def height(self, points: Decimal) -> int:
        return line_height(points, self.stock.dots_per_mm)

    def tall(self, line: Line) -> int:
        """Dots that a line of running text takes, be it a table."""
        return self.height(line.points) if line.grid is None else line.grid.height + _AROUND_GRID

    def placed(self, line: Line, top: int) -> tuple[Element, ...]:
        """A line of running text from the left margin, with what belongs to it."""
        if line.grid is not None:
            return line.grid.elements(self.left, top)
        run = self.run(line, self.left, top)
        if not line.blank:
            return (run,)
        return run, self._blank(run)

    def _blank(self, run: TextRun) -> Rule:
        """The line to write a date on: as wide as the date beside the name, or wider."""
        left = run.box.right + _GAP
        right = min(self.right, max(left + _WRITE_IN * self.stock.dots_per_mm, left + 5 * run.box.height))
        return Rule(Box(left, run.box.bottom - _RULE - 1, right, run.box.bottom - 1))

    def width(self, text: str, weight: Weight, points: Decimal) -> int:
        return self.metrics.width(text, weight, points, self.stock.dots_per_mm)

    def measure(self, weight: Weight, points: Decimal) -> Callable[[str], int]:
        return lambda text: self.width(text, weight, points)

    def lines(self, text: str, role: Role, weight: Weight, points: Decimal) -> tuple[Line, ...]:
        """The text broken at the margins."""
        style = text, role, weight, points
        if style not in self.broken:
            broken = wrap(text, self.room, self.measure(weight, points))
            self.broken[style] = tuple(Line(line, role, weight, points) for line in broken)
        return self.broken[style]

    def joint(self, label: int, *, came: bool, goes_on: bool) -> tuple[Line, ...]:
        """What that label says where it begins (`came`) or ends (`goes_on`) in the middle of a sentence, in one place:
        a further line would take the room of one of that sentence.
        """
        joints, points = self.content.joints, min(self.stock.sizes.warnings, self.stock.sizes.person)
        begun = joints.between if goes_on else joints.begins
        words = begun if came else joints.ends if goes_on else ""
        return self.lines(words.format(before=label - 1, after=label + 1), Role.JOINT, Weight.BOLD, points)

    def run(self, line: Line, left: int, top: int) -> TextRun:
        box = Box(left, top, left + self.width(line.text, line.weight, line.points), top + self.height(line.points))
        return TextRun(
            line.text, line.role, line.weight, line.points, top + ascent(line.points, self.stock.dots_per_mm), box
        )

    def run_to(self, line: Line, right: int, top: int) -> TextRun:
        """The line with its end at `right`."""
        return self.run(line, right - self.width(line.text, line.weight, line.points), top)

    def head(self, naming: Naming) -> Placed:
        """The medicine, its quantity and a rule; with them the first free dot below."""
        if naming is Naming.ONLY:
            return (), self.stock.margin_y
        if naming is Naming.FULL:
            medicine = self._medicine_points()
            return self._head(self.content.medicine, medicine, medicine - Decimal("1.5"))
        sizes = self.stock.sizes
        if naming is Naming.AGAIN:
            return self._head(self.content.medicine, sizes.warnings, sizes.warnings)
        if naming is Naming.SMALL:
            return self._head(self.content.medicine, sizes.foot, sizes.foot)
        elsewhere = sizes.foot if self.tight else sizes.warnings
        return self._head(self.content.elsewhere, elsewhere, elsewhere)

    def name_lines(self) -> tuple[Line, ...]:
        """The whole name as running text, for labels that carry nothing else."""
        return self.lines(self.content.medicine, Role.MEDICINE, Weight.BOLD, self.stock.sizes.medicine_minimum)

    def _medicine_points(self) -> Decimal:
        """The largest size at which name and quantity stand on one line, else the smallest."""
        sizes = self.stock.sizes
        for points in steps(sizes.medicine, sizes.medicine_minimum):
            name = self.width(self.content.medicine, Weight.BOLD, points)
            quantity = self.width(self.content.quantity, Weight.SEMIBOLD, points - Decimal("1.5"))
            if name + (quantity and quantity + _GAP) <= self.room and "\n" not in self.content.medicine:
                return points
        return sizes.medicine_minimum

    def _head(self, name: str, points: Decimal, quantity_points: Decimal) -> Placed:
        lines = self.lines(name, Role.MEDICINE, Weight.BOLD, points)
        aside = self.lines(self.content.quantity, Role.QUANTITY, Weight.SEMIBOLD, quantity_points)
        placed, bottom = self._shared_row(lines, aside, self.stock.margin_y)
        rule = Rule(Box(self.left, bottom + 1, self.right, bottom + 1 + _RULE))
        return (*placed, rule), rule.box.bottom + 1

    def _shared_row(self, lines: tuple[Line, ...], aside: tuple[Line, ...], top: int) -> Placed:
        """Lines from the left, with what stands aside at the right of the last one if there is room, else below."""
        placed: list[TextRun] = []
        for line in lines:
            placed.append(self.run(line, self.left, top))
            top += self.height(line.points)
        if not aside:
            return tuple(placed), top
        together = placed[-1].box.width + _GAP + self.width(aside[0].text, aside[0].weight, aside[0].points)
        if len(aside) == 1 and together <= self.room:
            last = placed[-1]
            beside = last.baseline - ascent(aside[0].points, self.stock.dots_per_mm)
            return (*placed, self.run_to(aside[0], self.right, beside)), top
        for line in aside:
            placed.append(self.run_to(line, self.right, top))
            top += self.height(line.points)
        return tuple(placed), top

    def foot(self, mark: str, widest: str) -> Placed:
        """Person, date, mark ("1 of 2", or empty), pharmacy and barcode, with the first dot that they take.

        widest: the widest mark on any of the labels, which they all leave room for: each foot is as tall as the others.
        """
        small, top = self._pharmacy()
        person, top = self._person(mark, widest, top)
        return (*person, *small), top

    def _person(self, mark: str, widest: str, bottom: int) -> Placed:
        """The name, with mark and date beside it: on one row, on its first and last row, or on a row of their own.

        The name steps down to the size of the warnings where that puts all of it on one row.
        """
        points = self._person_points(widest)
        high = self.height(points)
        lines = self.lines(self.content.person, Role.PERSON, Weight.BOLD, points)
        dated = Line(self.content.dated, Role.DATE, Weight.SEMIBOLD, points - 1)
        marked = Line(mark, Role.PART, Weight.BOLD, points - 1)
        date_width = self.width(dated.text, dated.weight, dated.points) + _GAP
        mark_width = self._beside(widest, marked.points)
        first, last = (self.width(line.text, line.weight, line.points) for line in (lines[0], lines[-1]))
        together = last + mark_width + date_width <= self.room
        apart = len(lines) > 1 and first + mark_width <= self.room and last + date_width <= self.room
        rows = len(lines) + (not together and not apart)
        top = bottom - rows * high
        placed: list[Element] = [self.run(line, self.left, top + row * high) for row, line in enumerate(lines)]
        lower = ascent(points, self.stock.dots_per_mm) - ascent(dated.points, self.stock.dots_per_mm)
        date_run = self.run_to(dated, self.right, bottom - high + lower)
        if mark:
            own = apart and not together
            right = self.right if own else date_run.box.left - _GAP
            placed += self._marked(marked, right, (top if own else bottom - high) + lower)
        return (*placed, date_run), top

    def _person_points(self, mark: str) -> Decimal:
        sizes = self.stock.sizes
        for points in steps(sizes.person, min(sizes.person, sizes.warnings)):
            beside = self.width(self.content.dated, Weight.SEMIBOLD, points - 1) + _GAP
            beside += self._beside(mark, points - 1)
            if self.width(self.content.person, Weight.BOLD, points) + beside <= self.room:
                return points
        return sizes.person

    def _beside(self, mark: str, points: Decimal) -> int:
        """Dots that a mark takes of a row, with its frame."""
        return self.width(mark, Weight.BOLD, points) + 2 * _FRAME_PADDING + _GAP if mark else 0

    def _marked(self, mark: Line, right: int, top: int) -> tuple[Frame, TextRun]:
        run = self.run_to(mark, right - _FRAME_PADDING, top)
        box = run.box
        return Frame(Box(box.left - _FRAME_PADDING, box.top, box.right + _FRAME_PADDING, box.bottom)), run

    def _pharmacy(self) -> Placed:
        """Keep-out line, name, address and telephone around the barcode, which stands in the bottom right corner."""
        foot, bottom = self.stock.sizes.foot, self.stock.height - self.stock.margin_y
        bars = self._bars(bottom)
        number = self.run_to(
            Line(self.content.shown or spaced_digits(bars.digits), Role.NUMBER, Weight.SEMIBOLD, foot),
            bars.box.right,
            bars.box.top - self.height(foot),
        )
        text = (" " if self.tight else "\n").join((f"{self.content.keep_out}.", self._supplier()))
        measure = self.measure(Weight.MEDIUM, foot)
        lines: tuple[str, ...] = ()
        tops: list[int] = []
        while not tops or len(lines) > len(tops):
            tops.insert(0, self._foot_row_above(tops[0] if tops else bottom, bars))
            lines = wrap(text, self._foot_width(tops, bars, number), measure)
        placed = [
            self.run(Line(line.rstrip(" ·"), Role.FOOT, Weight.MEDIUM, foot), self.left, top)
            for line, top in zip(lines, tops, strict=False)
        ]
        return (*placed, number, bars), min(tops[0], number.box.top)

    def _foot_row_above(self, bottom: int, bars: Bars) -> int:
        """Where the foot line that ends at `bottom` begins: as many as fit beside the bars fill their height."""
        high = self.height(self.stock.sizes.foot)
        if bottom <= bars.box.top:
            return bottom - high
        beside = max(1, bars.box.height // high)
        return bottom - max(high, -(-bars.box.height // beside))

    def _foot_width(self, tops: list[int], bars: Bars, number: TextRun) -> Callable[[int], int]:
        """How wide the foot line of that index may be: beside the bars, beside the number, or free above both."""
        high = self.height(self.stock.sizes.foot)

        def width(index: int) -> int:
            bottom = tops[min(index, len(tops) - 1)] + high
            if bottom > bars.box.top:
                return bars.box.left - self.stock.barcode.quiet - self.left
            if bottom > number.box.top:
                return number.box.left - _GAP - self.left
            return self.room

        return width

    def _bars(self, bottom: int) -> Bars:
        size = self.stock.barcode
        digits = self.content.number.value
        modules = self.metrics.bars(digits)
        right = min(self.right, self.stock.width - size.quiet)
        box = Box(right - len(modules) * size.module, bottom - size.height, right, bottom)
        return Bars(digits, modules, size.module, box)

    def _supplier(self) -> str:
        named = ", ".join(part for part in (self.content.supplier, self.content.address) if part)
        return f"{named} · {self.content.phone}" if self.content.phone else named
