"""One item's words onto as many labels as they need.

Directions stay whole on the first label wherever they can, warnings move to the next one. Nothing is cut, nothing
is set smaller than its minimum (a name steps down only where that keeps directions whole); what does not fit flows on,
and every label then says which of how many it is, and where it ends in the middle of a sentence, that there is more.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache
from math import inf

from dispensary.domain.labels.content import (
    DoseTable,
    LabelContent,
    LabelIncomplete,
    LabelRefusal,
    LabelTooSmall,
    LabelUnprintable,
    LabelWarning,
)
from dispensary.domain.labels.flow import BLOCK_GAP, Block, Page, flow, height, splits, torn
from dispensary.domain.labels.geometry import Element, LabelLayout, LabelMetrics, LabelStock, Role, Weight, steps
from dispensary.domain.labels.grid import grid_of
from dispensary.domain.labels.sheet import Line, Naming, Sheet
from dispensary.domain.labels.typesetting import Printable, printable, sentences

_WIDEST_DIGIT = "8"

Divided = tuple[Sheet, tuple[Page, ...]]
"""A sheet with what stands on each label of it; no label where it has no room."""
BlocksFor = Callable[[int, int], Sequence[Block]]
"""The running text for a first label with so many free dots, and for others with so many."""


def lay_out(content: LabelContent, stock: LabelStock, metrics: LabelMetrics) -> tuple[LabelLayout, ...] | LabelRefusal:
    """The labels for one item, in the order in which they come off the roll.

    Refuses blank particulars (LabelIncomplete), what the typeface cannot draw (LabelUnprintable) and fixed parts that
    fill the stock (LabelTooSmall).
    """
    drawn = _drawable(content, metrics)
    if isinstance(drawn, LabelUnprintable):
        return drawn
    content, replaced = drawn
    if content.missing:
        return LabelIncomplete(content.missing)
    sheet, pages = _roomy_enough(_sheets(content, stock, metrics))
    if not pages:
        return LabelTooSmall(stock.name)
    return tuple(_layout(sheet, page, index, len(pages), replaced) for index, page in enumerate(pages, start=1))


def _sheets(content: LabelContent, stock: LabelStock, metrics: LabelMetrics) -> list[Sheet]:
    """The foot as it should be, then with ever more room above it: in one paragraph, and with the person's name
    smaller, no further than leaves the date at the size of the foot.
    """
    usual = Sheet(content, stock, metrics)
    persons = steps(stock.sizes.person, min(stock.sizes.person, stock.sizes.foot + 1))
    smaller = (replace(stock, sizes=replace(stock.sizes, person=person)) for person in persons)
    return [usual, *(replace(usual, stock=each, tight=True) for each in smaller)]


def _roomy_enough(sheets: Sequence[Sheet]) -> Divided:
    """As it should be where that keeps every sentence on one label; else the first that parts as few as the roomiest.

    More room seldom parts more, so halving the way to the roomiest finds it, and no try is wasted on a size between.
    """
    divided = cache(lambda place: _best(sheets[place]))

    def tears(place: int) -> float:
        pages = divided(place)[1]
        return torn(pages) if pages else inf

    if not tears(0):
        return divided(0)
    fewest = tears(len(sheets) - 1)
    return divided(bisect_left(range(len(sheets) - 1), True, key=lambda place: tears(place) <= fewest))


def _best(sheet: Sheet) -> Divided:
    """The division with every help that it has room for: a table, and a line for the day of opening, which is left out
    where it alone would take a further label.
    """
    whole, pages = _divided(sheet)
    if not any(warning.opened for warning in sheet.content.warnings):
        return whole, pages
    fewer = _divided(replace(sheet, content=replace(sheet.content, opened="")))
    return fewer if fewer[1] and not 0 < len(pages) <= len(fewer[1]) else (whole, pages)


def _divided(sheet: Sheet) -> Divided:
    plain = replace(sheet, content=replace(sheet.content, table=None))
    return plain, _with_table(sheet) or _pages(plain)


def _with_table(sheet: Sheet) -> tuple[Page, ...]:
    """The division with the dose as a table, whole on the first label; none where it has no such room."""
    if sheet.content.table is None:
        return ()
    pages = _pages(sheet)
    first = pages[0] if pages else None
    whole = first is not None and first.has_directions and any(line.grid for block in first.blocks for line in block)
    return pages if whole and not splits(pages) else ()


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


def _pages(sheet: Sheet) -> tuple[Page, ...]:
    """The best division over labels; none where the fixed parts fill the stock."""
    single = next((pages for pages in _each_size(sheet, "") if len(pages) == 1), None)
    if single:
        return single
    digits = 1
    while found := list(_each_size(sheet, mark := f"{_WIDEST_DIGIT * digits} of {_WIDEST_DIGIT * digits}")):
        best = min(found, key=lambda pages: (splits(pages), torn(pages), len(pages)))
        if len(str(len(best))) <= digits:
            return tuple(replace(page, mark=mark) for page in best)
        digits += 1
    return ()


def _each_size(sheet: Sheet, mark: str) -> Iterator[tuple[Page, ...]]:
    """A division for every size of directions that has one, the largest size first."""
    sizes, free = sheet.stock.sizes, _free(sheet, mark)
    tried = (
        _divide(sheet, points, free, several=bool(mark)) for points in steps(sizes.directions, sizes.directions_minimum)
    )
    return (pages for pages in tried if pages)


def _divide(sheet: Sheet, points: Decimal, free: Mapping[Naming, int], *, several: bool) -> tuple[Page, ...]:
    """several: whether more labels than one would do, so that it is worth asking where each of them ends."""
    directions = _directions(sheet, points)
    if directions is None:
        return ()
    warnings = [_warning(sheet, warning) for warning in sheet.content.warnings]
    blocks = [block for block in (directions, *warnings) if block]
    pages = _placed(sheet, lambda *_: blocks, free)
    if not several or (pages and not torn(pages)):
        return pages
    anew = _placed(sheet, lambda *rooms: _by_sentence(sheet, blocks, *rooms), free)
    return min(filter(None, (pages, anew)), key=torn, default=())


def _placed(sheet: Sheet, blocks_for: BlocksFor, free: Mapping[Naming, int]) -> tuple[Page, ...]:
    """Blocks over labels that carry the name in the best way there is.

    A smaller name is the worse label: worth it only where it keeps directions or a sentence whole, or saves two.
    """
    again = max((Naming.FULL, Naming.AGAIN), key=free.__getitem__)
    ways = [_named(sheet, blocks_for, free, Naming.FULL, again)]
    if ways[0] and not splits(ways[0]):
        return ways[0]
    ways += _named(sheet, blocks_for, free, Naming.AGAIN, Naming.AGAIN), _named_apart(sheet, blocks_for, free)
    dear = [(splits(way), torn(way), len(way) + (place > 0), place) for place, way in enumerate(ways) if way]
    return ways[min(dear)[-1]] if dear else ()


def _named(
    sheet: Sheet, blocks_for: BlocksFor, free: Mapping[Naming, int], first: Naming, then: Naming, before: int = 0
) -> tuple[Page, ...]:
    return flow(sheet, blocks_for(free[first], free[then]), (first, free[first]), (then, free[then]), before=before)


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


def _by_sentence(sheet: Sheet, blocks: Sequence[Block], first: int, then: int) -> list[Block]:
    """Blocks; one that no label can hold is set anew, so that a label's share of it ends where a sentence ends."""
    made = []
    for place, block in enumerate(blocks):
        room = then if place else first
        fits = height(sheet, block) <= room
        made.append(block if fits or _grids(block) else _shares(sheet, block, room, then))
    return made


def _shares(sheet: Sheet, block: Block, room: int, then: int) -> Block:
    """As many whole sentences as a label has room for, and at least one, then the next."""
    words = [line for line in block if not line.blank]
    text = sheet.content.directions if words[0].role is Role.DIRECTIONS else " ".join(line.text for line in words)
    style = words[0].role, words[0].weight, words[0].points
    rest, shares = sentences(text), list[Line]()
    while rest:
        many, share = 1, sheet.lines(rest[0], *style)
        while many < len(rest):
            more = sheet.lines("".join(rest[: many + 1]), *style)
            if height(sheet, more) > room:
                break
            many, share = many + 1, more
        shares += share
        rest, room = rest[many:], then
    return (*shares, *block[len(words) :])


def _named_apart(sheet: Sheet, blocks_for: BlocksFor, free: Mapping[Naming, int]) -> tuple[Page, ...]:
    """A very long name on labels of its own, then the rest; nothing where even that has no room."""
    alone = Naming.ONLY, free[Naming.ONLY]
    name = flow(sheet, [sheet.name_lines()], alone, alone)
    rest = [_named(sheet, blocks_for, free, naming, naming, len(name)) for naming in (Naming.SMALL, Naming.ELSEWHERE)]
    found = min(filter(None, rest), key=torn, default=())
    return (*name, *found) if name and found else ()


def _free(sheet: Sheet, mark: str) -> dict[Naming, int]:
    """Dots of height left for running text, by how the label carries the name."""
    _, bottom = sheet.foot(mark, mark)
    return {naming: bottom - sheet.head(naming)[1] for naming in Naming}


def _layout(sheet: Sheet, page: Page, part: int, parts: int, replaced: tuple[tuple[str, str], ...]) -> LabelLayout:
    head, top = sheet.head(page.naming)
    body: list[Element] = []
    for block in page.blocks:
        for line in block:
            body.extend(sheet.placed(line, top))
            top += sheet.tall(line)
        top += BLOCK_GAP
    foot, _ = sheet.foot(f"{part} of {parts}" if parts > 1 else "", page.mark)
    stock = sheet.stock
    return LabelLayout(stock.width, stock.height, stock.dots_per_mm, (*head, *body, *foot), part, parts, replaced)
