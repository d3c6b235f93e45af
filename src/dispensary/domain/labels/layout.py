"""One item's words onto as many labels as they need.

Directions stay whole on the first label wherever they can, warnings move to the next one. Nothing is cut, nothing
is set smaller than its minimum (a name steps down to the size of the warnings only where that keeps directions whole);
what does not fit flows on, and every label then says which of how many it is.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from itertools import pairwise, product, takewhile

from dispensary.domain.labels.content import (
    DoseTable,
    LabelContent,
    LabelIncomplete,
    LabelRefusal,
    LabelTooSmall,
    LabelUnprintable,
    LabelWarning,
)
from dispensary.domain.labels.geometry import Element, LabelLayout, LabelMetrics, LabelStock, Role, Weight, steps
from dispensary.domain.labels.grid import grid_of
from dispensary.domain.labels.sheet import Line, Naming, Sheet
from dispensary.domain.labels.typesetting import Printable, printable, sentences

_BLOCK_GAP = 2
_WIDEST_DIGIT = "8"
_ENDS = ".!?"

Block = tuple[Line, ...]
Room = tuple[Naming, int]
Broken = Callable[[str, Role, Weight, Decimal], Block]
"""A text broken at the margins."""
BlocksFor = Callable[[int, int], Sequence[Block]]
"""The running text for a first label with so many free dots, and for others with so many."""


@dataclass(frozen=True, slots=True)
class _Page:
    """The running text of one label: blocks, or what of them stands here. mark: the widest that it leaves room for."""

    naming: Naming
    blocks: tuple[Block, ...]
    mark: str = ""

    @property
    def has_directions(self) -> bool:
        return any(block[0].role is Role.DIRECTIONS for block in self.blocks)

    @property
    def first(self) -> Line | None:
        return self.blocks[0][0] if self.blocks else None

    @property
    def last(self) -> Line | None:
        return self.blocks[-1][-1] if self.blocks else None


def lay_out(content: LabelContent, stock: LabelStock, metrics: LabelMetrics) -> tuple[LabelLayout, ...] | LabelRefusal:
    """The labels for one item, in the order in which they come off the roll.

    Refuses blank particulars (LabelIncomplete), what the typeface cannot draw (LabelUnprintable) and fixed parts that
    fill the stock (LabelTooSmall): only then does a person's very long name step down, no further than leaves the date
    at the size of the foot. The foot runs on in one paragraph at the very last, or to keep a sentence on one label.
    """
    drawn = _drawable(content, metrics)
    if isinstance(drawn, LabelUnprintable):
        return drawn
    content, replaced = drawn
    if content.missing:
        return LabelIncomplete(content.missing)
    for tight, person in product((False, True), _person_sizes(stock)):
        smaller = replace(stock, sizes=replace(stock.sizes, person=person))
        found = _best(Sheet(content, smaller, metrics, tight=tight))
        if found[1]:
            sheet, pages = found if tight else _less_torn(found)
            return tuple(_layout(sheet, page, index, len(pages), replaced) for index, page in enumerate(pages, start=1))
    return LabelTooSmall(stock.name)


def _less_torn(found: tuple[Sheet, tuple[_Page, ...]]) -> tuple[Sheet, tuple[_Page, ...]]:
    """The same, or with the foot in one paragraph where that keeps more sentences whole: the first half of one may read
    as a whole dose.
    """
    sheet, pages = found
    if not _torn(pages):
        return found
    tight = _best(replace(sheet, tight=True))
    return tight if tight[1] and _torn(tight[1]) < _torn(pages) else found


def _person_sizes(stock: LabelStock) -> tuple[Decimal, ...]:
    return steps(stock.sizes.person, min(stock.sizes.person, stock.sizes.foot + 1))


def _best(sheet: Sheet) -> tuple[Sheet, tuple[_Page, ...]]:
    """The division with every help that it has room for: a table, and a line for the day of opening, which is left out
    where it alone would take a further label.
    """
    whole, pages = _divided(sheet)
    if not any(warning.opened for warning in sheet.content.warnings):
        return whole, pages
    fewer = _divided(replace(sheet, content=replace(sheet.content, opened="")))
    return fewer if fewer[1] and not 0 < len(pages) <= len(fewer[1]) else (whole, pages)


def _divided(sheet: Sheet) -> tuple[Sheet, tuple[_Page, ...]]:
    plain = replace(sheet, content=replace(sheet.content, table=None))
    return plain, _with_table(sheet) or _pages(plain)


def _with_table(sheet: Sheet) -> tuple[_Page, ...]:
    """The division with the dose as a table, whole on the first label; none where it has no such room."""
    if sheet.content.table is None:
        return ()
    pages = _pages(sheet)
    first = pages[0] if pages else None
    whole = first is not None and first.has_directions and any(line.grid for block in first.blocks for line in block)
    return pages if whole and not _splits(pages) else ()


def _drawable(
    content: LabelContent, metrics: LabelMetrics
) -> tuple[LabelContent, tuple[tuple[str, str], ...]] | LabelUnprintable:
    seen: list[Printable] = []

    def shown(text: str, *, lines: bool = False) -> str:
        seen.append(printable(text if lines else " ".join(text.splitlines()), metrics.has))
        return seen[-1].text

    content = replace(
        content,
        medicine=shown(content.medicine),
        quantity=shown(content.quantity),
        directions=shown(content.directions, lines=True),
        table=_drawable_table(content.table, shown),
        warnings=tuple(replace(warning, text=shown(warning.text)) for warning in content.warnings),
        opened=shown(content.opened),
        person=shown(content.person),
        dated=shown(content.dated),
        supplier=shown(content.supplier),
        address=shown(content.address),
        phone=shown(content.phone),
        keep_out=shown(content.keep_out),
        elsewhere=shown(content.elsewhere),
    )
    missing = dict.fromkeys(sign for text in seen for sign in text.missing)
    if missing:
        return LabelUnprintable("".join(missing))
    return content, tuple(dict.fromkeys(pair for text in seen for pair in text.replaced))


def _drawable_table(table: DoseTable | None, shown: Callable[[str], str]) -> DoseTable | None:
    if table is None:
        return None
    return replace(
        table,
        opening=shown(table.opening),
        days_head=shown(table.days_head),
        days=tuple(map(shown, table.days)),
        amounts_head=shown(table.amounts_head),
        amounts=tuple(map(shown, table.amounts)),
        after=shown(table.after),
    )


def _pages(sheet: Sheet) -> tuple[_Page, ...]:
    """The best division over labels; none where the fixed parts fill the stock."""
    single = next((pages for pages in _each_size(sheet, "") if len(pages) == 1), None)
    if single:
        return single
    digits = 1
    while found := list(_each_size(sheet, mark := f"{_WIDEST_DIGIT * digits} of {_WIDEST_DIGIT * digits}")):
        best = min(found, key=lambda pages: (_splits(pages), _torn(pages), len(pages)))
        if len(str(len(best))) <= digits:
            return tuple(replace(page, mark=mark) for page in best)
        digits += 1
    return ()


def _each_size(sheet: Sheet, mark: str) -> Iterator[tuple[_Page, ...]]:
    """A division for every size of directions that has one, the largest size first."""
    sizes, free = sheet.stock.sizes, _free(sheet, mark)
    tried = (
        _divide(sheet, points, free, several=bool(mark)) for points in steps(sizes.directions, sizes.directions_minimum)
    )
    return (pages for pages in tried if pages)


def _divide(sheet: Sheet, points: Decimal, free: Mapping[Naming, int], *, several: bool) -> tuple[_Page, ...]:
    """several: whether more labels than one would do, so that it is worth asking where each of them ends."""
    directions = _directions(sheet, points)
    if directions is None:
        return ()
    warnings = [_warning(sheet, warning) for warning in sheet.content.warnings]
    blocks = [block for block in (directions, *warnings) if block]
    tallest = max((sheet.tall(line) for block in blocks for line in block[:1] + _grids(block)), default=0)
    pages = _placed(sheet, lambda *_: blocks, free, tallest)
    if not (several and _torn(pages)):
        return pages
    broken = cache(sheet.lines)
    anew = _placed(sheet, lambda *rooms: _by_sentence(sheet, blocks, broken, *rooms), free, tallest)
    return min(pages, anew, key=_torn)


def _placed(sheet: Sheet, blocks_for: BlocksFor, free: Mapping[Naming, int], tallest: int) -> tuple[_Page, ...]:
    """Blocks over labels that carry the name in the best way there is. tallest: of what cannot be parted."""
    again = max((Naming.FULL, Naming.AGAIN), key=free.__getitem__)
    rooms = (Naming.FULL, free[Naming.FULL]), (again, free[again])
    whole = _flow(sheet, blocks_for(rooms[0][1], rooms[1][1]), *rooms) if free[Naming.FULL] >= tallest else ()
    if len(whole) == 1 or (whole and not _splits(whole)):
        return whole
    smaller = (Naming.AGAIN, free[Naming.AGAIN]), (Naming.AGAIN, free[Naming.AGAIN])
    kept = _flow(sheet, blocks_for(smaller[0][1], smaller[1][1]), *smaller) if free[Naming.AGAIN] >= tallest else ()
    if kept and not _splits(kept):
        return kept
    apart = _named_apart(sheet, blocks_for, free, tallest)
    # A name in the size of the foot is the worse label: worth it only where it keeps directions whole or saves two.
    if apart and (not whole or (_splits(apart), len(apart) + 1) < (_splits(whole), len(whole))):
        return apart
    return whole


def _directions(sheet: Sheet, points: Decimal) -> Block | None:
    """The directions in that size, as a table where there is one; None where its columns have no room."""
    content, sizes = sheet.content, sheet.stock.sizes
    if content.table is None:
        return sheet.lines(content.directions, Role.DIRECTIONS, Weight.BOLD, points)
    smallest = min(points, sizes.warnings)
    grid = grid_of(content.table, points, smallest, sheet.room, sheet.metrics, sheet.stock.dots_per_mm)
    if grid is None:
        return None
    opening = sheet.lines(content.table.opening, Role.DIRECTIONS, Weight.BOLD, points)
    after = sheet.lines(content.table.after, Role.DIRECTIONS, Weight.BOLD, points)
    return (*opening, Line("", Role.DIRECTIONS, Weight.BOLD, points, grid=grid), *after)


def _warning(sheet: Sheet, warning: LabelWarning) -> Block:
    """A caution, and the line to write on where it counts from the day of opening."""
    points = sheet.stock.sizes.warnings
    words = sheet.lines(warning.text, Role.WARNING, Weight.MEDIUM, points)
    if not (warning.opened and sheet.content.opened):
        return words
    return (*words, Line(sheet.content.opened, Role.OPENED, Weight.MEDIUM, points, blank=True))


def _grids(block: Block) -> Block:
    return tuple(line for line in block if line.grid is not None)


def _splits(pages: Sequence[_Page]) -> bool:
    """Whether directions run over more than one label."""
    return sum(page.has_directions for page in pages) > 1


def _torn(pages: Sequence[_Page]) -> int:
    """How often a label ends in the middle of a sentence: "Then take", and the dose on the next."""
    ends = [(page.last, following.first) for page, following in pairwise(pages)]
    goes_on = [last for last, first in ends if last and first and last.role is first.role is not Role.MEDICINE]
    return sum(last.text[-1:] not in _ENDS for last in goes_on)


def _by_sentence(sheet: Sheet, blocks: Sequence[Block], broken: Broken, first: int, then: int) -> list[Block]:
    """Blocks; one that no label can hold is set anew, so that a label's share of it ends where a sentence ends."""
    made = []
    for place, block in enumerate(blocks):
        room = then if place else first
        fits = _height(sheet, block) <= room
        made.append(block if fits or _grids(block) else _shares(sheet, block, broken, room, then))
    return made


def _shares(sheet: Sheet, block: Block, broken: Broken, room: int, then: int) -> Block:
    """As many whole sentences as a label has room for, and at least one, then the next."""
    words = [line for line in block if not line.blank]
    text = sheet.content.directions if words[0].role is Role.DIRECTIONS else " ".join(line.text for line in words)
    style = words[0].role, words[0].weight, words[0].points
    rest, shares = sentences(text), list[Line]()
    while rest:
        many, share = 1, broken(rest[0], *style)
        while many < len(rest):
            more = broken("".join(rest[: many + 1]), *style)
            if _height(sheet, more) > room:
                break
            many, share = many + 1, more
        shares += (replace(share[0], begins=True), *share[1:])
        rest, room = rest[many:], then
    return (*shares, *block[len(words) :])


def _named_apart(sheet: Sheet, blocks_for: BlocksFor, free: Mapping[Naming, int], tallest: int) -> tuple[_Page, ...]:
    """A very long name on labels of its own, then the rest; nothing where even that has no room."""
    if free[Naming.ONLY] < sheet.height(sheet.stock.sizes.medicine_minimum):
        return ()
    alone = Naming.ONLY, free[Naming.ONLY]
    name = _flow(sheet, [sheet.name_lines()], alone, alone)
    for naming in (Naming.SMALL, Naming.ELSEWHERE):
        if free[naming] >= tallest:
            here, blocks = (naming, free[naming]), blocks_for(free[naming], free[naming])
            return (*name, *_flow(sheet, blocks, here, here))
    return ()


def _free(sheet: Sheet, mark: str) -> dict[Naming, int]:
    """Dots of height left for running text, by how the label carries the name."""
    _, bottom = sheet.foot(mark, mark)
    return {naming: bottom - sheet.head(naming)[1] for naming in Naming}


def _flow(sheet: Sheet, blocks: Sequence[Block], first: Room, then: Room) -> tuple[_Page, ...]:
    """Blocks down the labels: one that does not fit goes whole to the next label, and is divided only if it must.

    first, then: how the first label and those after it carry the name, and the dots that this leaves free.
    """
    pages: list[list[Block]] = [[]]
    used, room = 0, first[1]
    for block in blocks:
        if pages[-1] and used + _BLOCK_GAP + _height(sheet, block) > room:
            pages.append([])
            used, room = 0, then[1]
        used += _BLOCK_GAP if pages[-1] else 0
        here: list[Line] = []
        for place, line in enumerate(block):
            high = sheet.tall(line)
            whole = _share_height(sheet, block, place)
            if here and used + (whole if whole <= then[1] else high) > room:
                pages[-1].append(tuple(here))
                pages.append([])
                here, used, room = [], 0, then[1]
            here.append(line)
            used += high
        pages[-1].append(tuple(here))
    return tuple(_Page(first[0] if place == 0 else then[0], tuple(page)) for place, page in enumerate(pages))


def _share_height(sheet: Sheet, block: Block, place: int) -> int:
    """Of what stays together from that line on; of a line that nothing begins with, its own."""
    if not block[place].begins:
        return sheet.tall(block[place])
    more = takewhile(lambda line: not line.begins, block[place + 1 :])
    return sum(map(sheet.tall, (block[place], *more)))


def _height(sheet: Sheet, block: Block) -> int:
    return sum(sheet.tall(line) for line in block)


def _layout(sheet: Sheet, page: _Page, part: int, parts: int, replaced: tuple[tuple[str, str], ...]) -> LabelLayout:
    head, top = sheet.head(page.naming)
    body: list[Element] = []
    for block in page.blocks:
        for line in block:
            body.extend(sheet.placed(line, top))
            top += sheet.tall(line)
        top += _BLOCK_GAP
    foot, _ = sheet.foot(f"{part} of {parts}" if parts > 1 else "", page.mark)
    stock = sheet.stock
    return LabelLayout(stock.width, stock.height, stock.dots_per_mm, (*head, *body, *foot), part, parts, replaced)
