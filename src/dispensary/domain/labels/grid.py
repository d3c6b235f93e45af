"""A small table of two rows on a label: the days of a changing dose, and how much on each of them."""

from dataclasses import dataclass
from decimal import Decimal

from dispensary.domain.labels.content import DoseTable
from dispensary.domain.labels.geometry import (
    Box,
    Element,
    Frame,
    LabelMetrics,
    Role,
    Rule,
    TextRun,
    Weight,
    ascent,
    line_height,
)

_PADDINGS = (8, 4)
_LINE = 2
_SMALLER = Decimal("2.5")


@dataclass(frozen=True, slots=True)
class Grid:
    """The table in one size. `points`: of the amounts, which are directions; the days may be smaller."""

    table: DoseTable
    points: Decimal
    small: Decimal
    width: int
    metrics: LabelMetrics
    dots: int
    padding: int

    @property
    def height(self) -> int:
        """Dots with its frame."""
        return line_height(self.small, self.dots) + line_height(self.points, self.dots) + 3 * _LINE

    @property
    def fits(self) -> bool:
        return sum(self._needs()) + _LINE <= self.width

    def elements(self, left: int, top: int) -> tuple[Element, ...]:
        """Row by row, as it is read; lines never meet, so that nothing covers anything."""
        middle = top + _LINE + line_height(self.small, self.dots)
        bottom = top + self.height
        edges = self._edges(left)
        days, amounts, lines = list[TextRun](), list[TextRun](), list[Element]()
        rows = zip(
            (self.table.days_head, *self.table.days), (self.table.amounts_head, *self.table.amounts), strict=True
        )
        for place, (day, amount) in enumerate(rows):
            cell = edges[place] + _LINE, edges[place + 1]
            days.append(self._cell(day, Weight.SEMIBOLD, self.small, cell, top + _LINE, centred=place > 0))
            weight, points = (Weight.BOLD, self.points) if place else (Weight.SEMIBOLD, self.small)
            lower = ascent(self.points, self.dots) - ascent(points, self.dots)
            amounts.append(self._cell(amount, weight, points, cell, middle + _LINE + lower, centred=place > 0))
            lines.append(Rule(Box(cell[0], middle, cell[1], middle + _LINE)))
            if place:
                lines.append(Rule(Box(edges[place], top + _LINE, edges[place] + _LINE, bottom - _LINE)))
        return (*days, *amounts, *lines, Frame(Box(left, top, left + self.width, bottom), _LINE))

    def _needs(self) -> list[int]:
        heads = (self.table.days_head, self.table.amounts_head)
        first = max(self._wide(words, Weight.SEMIBOLD, self.small) for words in heads)
        others = (
            max(self._wide(day, Weight.SEMIBOLD, self.small), self._wide(amount, Weight.BOLD, self.points))
            for day, amount in zip(self.table.days, self.table.amounts, strict=True)
        )
        return [wide + 2 * self.padding + _LINE for wide in (first, *others)]

    def _edges(self, left: int) -> list[int]:
        """Where each column begins, and the end: what is left over is shared out."""
        needs = self._needs()
        over = self.width - sum(needs) - _LINE
        edges = [left]
        for place, need in enumerate(needs):
            edges.append(edges[-1] + need + over * (place + 1) // len(needs) - over * place // len(needs))
        return edges

    def _cell(
        self, text: str, weight: Weight, points: Decimal, between: tuple[int, int], top: int, *, centred: bool
    ) -> TextRun:
        wide = self._wide(text, weight, points)
        left = between[0] + ((between[1] - between[0] - wide) // 2 if centred else self.padding)
        box = Box(left, top, left + wide, top + line_height(points, self.dots))
        return TextRun(text, Role.TABLE, weight, points, top + ascent(points, self.dots), box)

    def _wide(self, text: str, weight: Weight, points: Decimal) -> int:
        return self.metrics.width(text, weight, points, self.dots)


def grid_of(
    table: DoseTable, points: Decimal, minimum: Decimal, width: int, metrics: LabelMetrics, dots: int
) -> Grid | None:
    """The table across the label, its amounts in the size of the directions and its days down to `minimum`; None where
    its columns have no room.
    """
    for small in dict.fromkeys((max(points - _SMALLER, minimum), minimum)):
        for padding in _PADDINGS:
            grid = Grid(table, points, small, width, metrics, dots, padding)
            if grid.fits:
                return grid
    return None
