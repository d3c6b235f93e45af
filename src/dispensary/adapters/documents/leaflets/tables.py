"""Tables: the chart of the day and the medicines list. The head is repeated where a table goes on over the page."""

from collections.abc import Sequence
from dataclasses import replace

from dispensary.adapters.documents.leaflets.lines import Setter, height_of, spaced, stacked
from dispensary.adapters.documents.leaflets.placed import Branch, Brick, Picture, Placed, Plate, moved
from dispensary.adapters.documents.leaflets.style import GREY, SHADE, Style
from dispensary.domain.labels.geometry import Weight
from dispensary.domain.leaflets.pages import Row, Table

_PAD = 7.0
_PICTURE = 34.0


class Tabular:
    """Sets one table under its element of the structure."""

    def __init__(self, style: Style, setter: Setter, within: Branch, tallest: float) -> None:
        self.style, self.setter, self.within, self.tallest = style, setter, within, tallest

    def bricks(self, table: Table) -> list[Brick]:
        columns = self._columns(table)
        head = self._head(table, columns, self.within.grow("TR"))
        again = self._head(table, columns, None)
        found = [replace(head, gap=self.style.body * 0.9, stays=True)]
        for row in table.rows:
            found += [replace(brick, again=again) for brick in self._row(table, row, columns)]
        return found

    def _columns(self, table: Table) -> list[Setter]:
        whole = sum(column.share for column in table.columns)
        left, found = self.setter.left, []
        for column in table.columns:
            width = self.setter.width * column.share / whole
            found.append(Setter(left, width, self.style.leading).narrower(_PAD, _PAD))
            left += width
        return found

    def _head(self, table: Table, columns: Sequence[Setter], row: Branch | None) -> Brick:
        cells = []
        for column, setter in zip(table.columns, columns, strict=True):
            mark = row.grow("TH", scope="Column") if row is not None else None
            centred = table.centred and column is not table.columns[0]
            cells.append(stacked(setter.lines(column.words, self.style.head, Weight.BOLD, mark, centred=centred)))
        pictured = any(column.picture for column in table.columns)
        above = _PICTURE + 4 if pictured else 0.0
        height = above + max(cell.height for cell in cells) + 2 * _PAD
        placed: list[Placed] = [Plate(self.setter.left, 0.0, self.setter.width, height, fill=SHADE)]
        for column, setter, cell in zip(table.columns, columns, cells, strict=True):
            if column.picture:
                left = setter.left + (setter.width - _PICTURE) / 2
                placed.append(Picture(left, _PAD, _PICTURE, column.picture))
            # Words stand at the bottom of the row, those of the first column too.
            placed += [moved(each, height - _PAD - cell.height) for each in cell.placed]
        return Brick(height, (*placed, *self._grid(columns, height)))

    def _row(self, table: Table, row: Row, columns: Sequence[Setter]) -> list[Brick]:
        branch = self.within.grow("TR")
        style = self.style
        heads = columns[0].lines(row.head, style.body, Weight.SEMIBOLD, branch.grow("TH", scope="Row"))
        weight = Weight.BOLD if table.centred else Weight.MEDIUM
        cells = [
            setter.lines(words, style.body, weight, branch.grow("TD"), centred=table.centred)
            for words, setter in zip(row.cells, columns[1:], strict=False)
        ]
        whole = Setter(columns[1].left, self.setter.left + self.setter.width - _PAD - columns[1].left, style.leading)
        across = whole.lines(row.across, style.body, Weight.MEDIUM, branch.grow("TD")) if row.across else []
        upper, lower = (max((height_of(each) for each in band), default=0.0) for band in (cells, [across]))
        upper, lower = (band + 2 * _PAD if band else 0.0 for band in (upper, lower))
        height = max(upper + lower, height_of(heads) + 2 * _PAD)
        if height > self.tallest:
            return self._loose(table, row, branch)
        # What a long name leaves over goes to the band that stands alone, or to the ticks.
        upper, lower = (height - lower, lower) if cells else (0.0, height)
        placed = [*self._middled(heads, height), *(each for cell in cells for each in self._middled(cell, upper))]
        placed += [moved(each, upper) for each in self._middled(across, lower)]
        return [Brick(height, (*placed, *self._bands(columns, upper, lower)))]

    def _bands(self, columns: Sequence[Setter], upper: float, lower: float) -> list[Plate]:
        """The edges of a row of cells, of words across, or of the one over the other."""
        if not upper or not lower:
            return self._grid(columns if upper else columns[:2], upper + lower)
        outside, first, *others = self._grid(columns, upper + lower)
        under = Plate(first.left, upper, outside.left + outside.width - first.left, 0.0, edge=GREY)
        return [outside, first, *(replace(each, height=upper) for each in others), under]

    def _middled(self, cell: list[Brick], height: float) -> Sequence[Placed]:
        return stacked(cell, above=(height - height_of(cell)) / 2).placed

    def _grid(self, columns: Sequence[Setter], height: float) -> list[Plate]:
        """The edges of one row: outside, and between its cells."""
        outside = Plate(self.setter.left, 0.0, self.setter.width, height, edge=GREY)
        return [outside, *(Plate(column.left - _PAD, 0.0, 0.0, height, edge=GREY) for column in columns[1:])]

    def _loose(self, table: Table, row: Row, branch: Branch) -> list[Brick]:
        """A row too tall for a page: the same words in lines, each with the name of its column."""
        branch.kids.clear()
        style = self.style
        found = self.setter.lines(row.head, style.body, Weight.SEMIBOLD, branch.grow("TH", scope="Row"))
        said = [(f"{column.words}:", words) for column, words in zip(table.columns[1:], row.cells, strict=False)]
        for lead, words in (*said, *((("", row.across),) if row.across else ())):
            lines = self.setter.lines(words, style.body, Weight.MEDIUM, branch.grow("TD"), lead=lead)
            found += spaced(lines, 2.0)
        return spaced(found, style.body * 0.5)
