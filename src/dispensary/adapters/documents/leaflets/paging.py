"""Bricks onto pages: a heading never ends one, and a brick is never divided."""

from collections.abc import Iterator, Sequence

from dispensary.adapters.documents.leaflets.placed import Brick, Placed, moved

Page = tuple[Placed, ...]


def paged(bricks: Sequence[Brick], top: float, room: float) -> tuple[Page, ...]:
    """The pages, each from `top` down over `room` points. At least one page, be it empty."""
    pages: list[list[Placed]] = [[]]
    down = 0.0
    for chain in _chains(bricks, room):
        gap = chain[0].gap if pages[-1] else 0.0
        if pages[-1] and (chain[0].opens or down + gap + _height(chain) > room + 0.01):
            pages.append([])
            down = 0.0
        for place, brick in enumerate(chain):
            if not pages[-1] and not place and brick.again is not None:
                pages[-1] += [moved(each, top) for each in brick.again.placed]
                down = brick.again.height
            else:
                down += brick.gap if pages[-1] else 0.0
            pages[-1] += [moved(each, top + down) for each in brick.placed]
            down += brick.height
    return tuple(tuple(page) for page in pages)


def _chains(bricks: Sequence[Brick], room: float) -> Iterator[list[Brick]]:
    """Bricks that must share a page; a chain that no page could hold goes on where it must."""
    chain: list[Brick] = []
    for brick in bricks:
        over = chain and _height([*chain, brick]) > room - _again(chain[0])
        if over:
            yield chain
            chain = []
        chain.append(brick)
        if not brick.stays:
            yield chain
            chain = []
    if chain:
        yield chain


def _again(first: Brick) -> float:
    return first.again.height if first.again is not None else 0.0


def _height(chain: Sequence[Brick]) -> float:
    return sum(brick.height for brick in chain) + sum(brick.gap for brick in chain[1:])
