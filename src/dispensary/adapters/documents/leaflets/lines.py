"""Words into lines of the typeface, and lines into bricks. No word is divided but one wider than a whole line."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from reportlab.pdfbase.pdfmetrics import stringWidth

from dispensary.adapters.documents.leaflets.placed import Branch, Brick, Run, moved
from dispensary.adapters.documents.leaflets.style import INK
from dispensary.adapters.documents.typeface import font_name
from dispensary.domain.labels.geometry import Weight
from dispensary.domain.labels.typesetting import wrap

_FINE = 100  # parts of a point, since lines are broken in whole numbers
_TOGETHER = 4
"""A paragraph of so few lines stays on one page; of a longer one, two lines at least stand at either end."""


@lru_cache(maxsize=50_000)
def width_of(words: str, weight: Weight, size: float) -> float:
    return float(stringWidth(words, font_name(weight), size))


def broken(words: str, weight: Weight, size: float, width: float) -> tuple[str, ...]:
    def measure(text: str) -> int:
        return math.ceil(width_of(text, weight, size) * _FINE)

    return wrap(words, int(width * _FINE), measure)


class Setter:
    """Sets words in one measure: where a line begins, how wide it may be, and which element it belongs to."""

    def __init__(self, left: float, width: float, leading: float) -> None:
        self.left, self.width, self.leading = left, width, leading

    def narrower(self, inset: float, outset: float = 0.0) -> "Setter":
        return Setter(self.left + inset, self.width - inset - outset, self.leading)

    def lines(
        self,
        words: str,
        size: float,
        weight: Weight,
        mark: Branch | None,
        *,
        lead: str = "",
        ink: str = INK,
        leading: float | None = None,
        centred: bool = False,
    ) -> list[Brick]:
        """One brick a line. `lead` stands before the words in bold."""
        widest = Weight.BOLD if lead else weight
        left_bold = sum(not sign.isspace() for sign in lead)
        bricks = []
        height = size * (leading or self.leading)
        for line in broken(f"{lead} {words}".strip(), widest, size, self.width):
            bold, rest, left_bold = _split(line, left_bold)
            bricks.append(
                Brick(height, tuple(self._runs(bold, rest, size, weight, height, mark, ink, centred=centred)))
            )
        return kept_together(bricks)

    def _runs(
        self,
        bold: str,
        rest: str,
        size: float,
        weight: Weight,
        height: float,
        mark: Branch | None,
        ink: str,
        *,
        centred: bool,
    ) -> Iterable[Run]:
        left = self.left
        if centred:
            left += (self.width - width_of(bold + rest, weight, size)) / 2
        for words, heavy in ((bold, Weight.BOLD), (rest, weight)):
            if words:
                wide = width_of(words, heavy, size)
                yield Run(left, 0.0, words, heavy, size, wide, height, ink, mark)
                left += wide


def _split(line: str, bold_left: int) -> tuple[str, str, int]:
    """The part of a line that belongs to the bold words before it, and how many of their signs are still to come."""
    place = 0
    while place < len(line) and (bold_left or line[place].isspace()):
        bold_left -= not line[place].isspace()
        place += 1
    return (line[:place], line[place:], bold_left) if place else ("", line, bold_left)


def kept_together(bricks: list[Brick]) -> list[Brick]:
    """A short paragraph whole; of a long one, two lines at either end."""
    last = len(bricks) - 1
    whole = len(bricks) <= _TOGETHER
    return [
        replace(brick, stays=place < last and (whole or place in (0, last - 1))) for place, brick in enumerate(bricks)
    ]


def staying(bricks: Sequence[Brick]) -> list[Brick]:
    """With the last one bound to what comes after."""
    return [*bricks[:-1], replace(bricks[-1], stays=True)] if bricks else []


def spaced(bricks: Sequence[Brick], gap: float) -> list[Brick]:
    """With white above the first."""
    return [replace(bricks[0], gap=gap), *bricks[1:]] if bricks else []


def height_of(bricks: Sequence[Brick]) -> float:
    """Of all, one under the other; the gap above the first is not counted."""
    return sum(brick.height for brick in bricks) + sum(brick.gap for brick in bricks[1:])


def stacked(bricks: Sequence[Brick], *, above: float = 0.0, below: float = 0.0) -> Brick:
    """All as one brick, with white inside its top and bottom."""
    placed, down = [], above
    for place, brick in enumerate(bricks):
        down += brick.gap if place else 0.0
        placed += [moved(each, down) for each in brick.placed]
        down += brick.height
    return Brick(down + below, tuple(placed))
