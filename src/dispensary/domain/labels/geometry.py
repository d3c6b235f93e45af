"""Where things stand on a label: whole printer dots from the top left corner, type sizes in points."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from enum import StrEnum
from functools import cache
from typing import Protocol

# Parts of the type size that our typeface needs: a whole line, and above its baseline, accented capitals (Ŵ) included.
_LINE = Decimal("1.09")
_ASCENT = Decimal("0.88")
_POINTS_PER_MM = Decimal(72) / Decimal("25.4")


class Weight(StrEnum):
    MEDIUM = "medium"
    SEMIBOLD = "semibold"
    BOLD = "bold"


class Role(StrEnum):
    """What a piece of text is for; sizes are promised per role."""

    MEDICINE = "medicine"
    QUANTITY = "quantity"
    DIRECTIONS = "directions"
    WARNING = "warning"
    PERSON = "person"
    DATE = "date"
    PART = "part"
    FOOT = "foot"
    NUMBER = "number"
    ADDRESS = "address"
    SHELF = "shelf"
    MARK = "mark"
    TABLE = "table"
    OPENED = "opened"
    JOINT = "joint"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in dots; right and bottom are the first dot outside it."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        return self.right - self.left

    @property
    def height(self) -> int:
        return self.bottom - self.top

    def touches(self, other: "Box") -> bool:
        """Whether the two share a dot."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


@dataclass(frozen=True, slots=True)
class TextRun:
    """One line of text in one size. `box` is the room that it takes; reversed: white on black."""

    text: str
    role: Role
    weight: Weight
    points: Decimal
    baseline: int
    box: Box
    reversed: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A filled black rectangle: a line, or the ground of reversed text."""

    box: Box


@dataclass(frozen=True, slots=True)
class Frame:
    """A rounded outline. stroke and radius in dots."""

    box: Box
    stroke: int = 2
    radius: int = 4


@dataclass(frozen=True, slots=True)
class Drawing:
    """An icon by its name, filling a square box."""

    icon: str
    box: Box


@dataclass(frozen=True, slots=True)
class Bars:
    """A barcode: `modules` of 1 (black) and 0, each `module` dots wide, filling the box from its left edge."""

    digits: str
    modules: str
    module: int
    box: Box


@dataclass(frozen=True, slots=True)
class Matrix:
    """A GS1 DataMatrix: `rows` of 1 (black) and 0, each module `module` dots a side, from the box's top left corner.

    digits: the elements that it holds, bracketed: (01)05012345678900(17)271130(10)AB12.
    """

    digits: str
    rows: tuple[str, ...]
    module: int
    box: Box


Element = TextRun | Rule | Frame | Drawing | Bars | Matrix


@dataclass(frozen=True, slots=True)
class LabelLayout:
    """One label of `width` x `height` dots, its pieces in reading order; this is label `part` of `parts`.

    replaced: letters that the typeface lacks, each with what stands for it here; to be told to whoever prints.
    """

    width: int
    height: int
    dots_per_mm: int
    elements: tuple[Element, ...]
    part: int = 1
    parts: int = 1
    replaced: tuple[tuple[str, str], ...] = ()

    @property
    def runs(self) -> Iterator[TextRun]:
        return (element for element in self.elements if isinstance(element, TextRun))

    @property
    def bars(self) -> Iterator[Bars | Matrix]:
        """Every barcode on it, one of lines or one of squares."""
        return (element for element in self.elements if isinstance(element, Bars | Matrix))

    @property
    def lines(self) -> tuple[str, ...]:
        """What it says, line by line in reading order."""
        return tuple(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class TypeSizes:
    """Sizes in points. Directions and the medicine's name may step down to their minimum and no further."""

    medicine: Decimal
    medicine_minimum: Decimal
    directions: Decimal
    directions_minimum: Decimal
    warnings: Decimal
    person: Decimal
    foot: Decimal


@dataclass(frozen=True, slots=True)
class BarcodeSize:
    """In dots. quiet: the white that a scanner needs on either side (10 modules for Code 128)."""

    module: int
    height: int
    quiet: int


@dataclass(frozen=True, slots=True)
class LabelStock:
    """One kind of label on the roll, in dots, with the sizes that its text is set in."""

    name: str
    width: int
    height: int
    margin_x: int
    margin_y: int
    dots_per_mm: int
    barcode: BarcodeSize
    sizes: TypeSizes


@dataclass(frozen=True, slots=True)
class SheetStock:
    """A sheet of labels in dots: the first one's corner, and the steps from one to the next."""

    name: str
    width: int
    height: int
    columns: int
    rows: int
    left: int
    top: int
    step_x: int
    step_y: int
    label: LabelStock

    @property
    def cells(self) -> int:
        return self.columns * self.rows

    def place(self, cell: int) -> Box:
        """Where that label is (0 is the first), row by row."""
        row, column = divmod(cell, self.columns)
        left, top = self.left + column * self.step_x, self.top + row * self.step_y
        return Box(left, top, left + self.label.width, top + self.label.height)


@dataclass(frozen=True, slots=True)
class BagSizes:
    """Sizes in points. The name and the address may step down to their minimum."""

    name: Decimal
    name_minimum: Decimal
    address: Decimal
    address_minimum: Decimal
    shelf: Decimal
    shelf_minimum: Decimal
    mark: Decimal
    mark_minimum: Decimal
    bag: Decimal
    foot: Decimal
    foot_minimum: Decimal


@dataclass(frozen=True, slots=True)
class BagStock:
    """The label for the outside of a bag, in dots. shelf_width, shelf_height: the black field at the top right."""

    name: str
    width: int
    height: int
    margin_x: int
    margin_y: int
    dots_per_mm: int
    barcode: BarcodeSize
    shelf_width: int
    shelf_height: int
    sizes: BagSizes


class LabelMetrics(Protocol):
    """What the core must know of typeface and barcode without opening a file."""

    def width(self, text: str, weight: Weight, points: Decimal, dots_per_mm: int) -> int:
        """Dots that the text takes, rounded up."""

    def has(self, character: str) -> bool:
        """Whether the typeface has a sign for it."""

    def bars(self, digits: str) -> str:
        """The Code 128 modules for these digits (or a prescription ID), 1 for black, without quiet zones."""


class SquareMetrics(LabelMetrics, Protocol):
    """The same where a label carries a GS1 DataMatrix too."""

    def matrix(self, bracketed: str) -> tuple[str, ...]:
        """The modules row by row, 1 for black, without quiet zone. Raises ValueError for what is no GS1 element."""


def up(value: Decimal) -> int:
    """The next whole dot."""
    return int(value.to_integral_value(ROUND_CEILING))


def em(points: Decimal, dots_per_mm: int) -> Decimal:
    """A type size in dots."""
    return points * dots_per_mm / _POINTS_PER_MM


def ascent(points: Decimal, dots_per_mm: int) -> int:
    """Dots from the top of a line to its baseline."""
    return int((em(points, dots_per_mm) * _ASCENT).to_integral_value(ROUND_HALF_UP))


@cache
def line_height(points: Decimal, dots_per_mm: int) -> int:
    """Dots that one line takes."""
    return up(em(points, dots_per_mm) * _LINE)


def steps(largest: Decimal, smallest: Decimal) -> tuple[Decimal, ...]:
    """Sizes to try, from the largest down by half points, the smallest always among them."""
    sizes = [largest]
    while sizes[-1] - Decimal("0.5") > smallest:
        sizes.append(sizes[-1] - Decimal("0.5"))
    return tuple(sizes) if sizes[-1] == smallest else (*sizes, smallest)
