"""Running text down as many labels as it needs, never parted in the middle of a sentence without saying so: the first
half of a sentence may read as a whole dose.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from dispensary.domain.labels.geometry import Role
from dispensary.domain.labels.sheet import Line, Naming, Sheet

BLOCK_GAP = 2
_ENDS = ".!?"

Block = tuple[Line, ...]
Room = tuple[Naming, int]
"""How a label carries the name, and the dots of height that this leaves free."""


@dataclass(frozen=True, slots=True)
class Page:
    """The running text of one label: blocks, or what of them stands here. mark: the widest that it leaves room for."""

    naming: Naming
    blocks: tuple[Block, ...]
    mark: str = ""

    @property
    def has_directions(self) -> bool:
        return any(line.role is Role.DIRECTIONS for block in self.blocks for line in block)

    @property
    def begins_within(self) -> bool:
        """Whether it begins in the middle of a sentence, and says so."""
        return bool(self.blocks) and self.blocks[0][0].role is Role.JOINT


def splits(pages: Sequence[Page]) -> bool:
    """Whether directions run over more than one label."""
    return sum(page.has_directions for page in pages) > 1


def torn(pages: Sequence[Page]) -> int:
    """How often a label ends in the middle of a sentence: "Then take", and the dose on the next."""
    return sum(page.begins_within for page in pages)


def height(sheet: Sheet, block: Block) -> int:
    return sum(map(sheet.tall, block))


def flow(sheet: Sheet, blocks: Sequence[Block], first: Room, then: Room, *, before: int = 0) -> tuple[Page, ...]:
    """Blocks down the labels: one that does not fit goes whole to the next label, and is divided only if it must.

    first, then: for the first of these labels, and for those after it. before: how many labels come before the first.
    Nothing where a label has no room for one line and for saying that its sentence goes on.
    """
    if first[1] < 0:
        return ()
    pages: list[tuple[Block, ...]] = [()]
    left = first[1]
    for block in blocks:
        if pages[-1] and height(sheet, block) > left:
            pages.append(())
            left = then[1]
        parts = _parts(sheet, block, left, then[1], before + len(pages))
        if not parts:
            return ()
        left = (left if len(parts) == 1 else then[1]) - height(sheet, parts[-1]) - BLOCK_GAP
        pages[-1] += parts[:1]
        pages += ((part,) for part in parts[1:])
    return tuple(Page((then if place else first)[0], page) for place, page in enumerate(pages))


def _parts(sheet: Sheet, block: Block, room: int, then: int, label: int) -> tuple[Block, ...]:
    """The block from that label on, which has so much room, each of its parts with what it says of the others."""
    tall = (0, *accumulate(map(sheet.tall, block)))
    ends = [end for end in range(1, len(block) + 1) if not _cuts(block, end)]
    parts, start, came = list[Block](), 0, False
    while start < len(block):
        joints = [sheet.joint(label + len(parts), came=came, goes_on=goes_on) for goes_on in (False, True)]
        whole, cut = (tall[start] + room - height(sheet, joint) for joint in joints)
        end = _end(tall, ends, start, whole, min(whole, cut), then)
        if end == start:
            return ()
        goes_on = end not in ends
        here, joint = block[start:end], joints[goes_on]
        parts.append((*joint, *here) if came else (*here, *joint))
        start, came, room = end, goes_on, then
    return tuple(parts)


def _end(tall: Sequence[int], ends: Sequence[int], start: int, whole: int, cut: int, then: int) -> int:
    """Before which line a label ends that begins with line `start`: after the last sentence that it has room for, if
    the next has room on a label of its own; else as far down as it has room.

    tall: where each line begins, in dots; ends: before which lines a sentence ends. whole, cut: how far down there is
    room on a label that ends with a sentence, and on one that must say that it goes on.
    """
    last = max((end for end in ends if end > start and tall[end] <= whole), default=start)
    following = next((end for end in ends if end > last), last)
    if last > start and tall[following] - tall[last] <= then:
        return last
    return max(last, bisect_right(tall, cut) - 1)


def _cuts(block: Block, end: int) -> bool:
    """Whether a label that ends before that line of the block ends in the middle of a sentence."""
    if end == len(block):
        return False
    last, following = block[end - 1], block[end]
    if last.role is not following.role or last.role is Role.MEDICINE:
        return False
    return not (last.text[-1:] in _ENDS and following.text[:1].isupper())
