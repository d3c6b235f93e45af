"""The list of a recall on A4 pages: what to tell people, the packs that are still here, then everybody who has one."""

from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from itertools import zip_longest

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from dispensary.adapters.documents.typeface import font_name
from dispensary.domain.labels.geometry import Weight
from dispensary.domain.recall_list import RecallLine, RecallList
from dispensary.wording.duty import moment_words
from dispensary.wording.recalls import (
    BLIND_SPOT,
    HERE,
    SUPPLIED,
    TICK,
    amount_words,
    batch_words,
    count_words,
    phone_words,
    recall_facts,
    when_words,
    who_words,
)

LEFT, RIGHT, TOP, BOTTOM, LINE = 20 * mm, 190 * mm, 275 * mm, 24 * mm, 5.2 * mm
BOX = 4 * mm
COLUMNS = (LEFT + 8 * mm, LEFT + 72 * mm, LEFT + 128 * mm)
"""Whose it is, what it is, which batch and when; a box to tick stands before them."""
_SIZE, _HEAD, _LEAST = 9.5, 11.0, 4.0


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a page: its cells at the columns. lead: one cell over the whole width. box: one to tick before it."""

    cells: tuple[str, ...]
    strong: bool = False
    lead: bool = False
    box: bool = False


def recall_page(found: RecallList) -> bytes:
    """The list as PDF, on as many pages as it needs; equal lists give equal bytes."""
    target = BytesIO()
    canvas = Canvas(target, pagesize=A4, invariant=1)
    canvas.setTitle(f"Recall {found.recall.number}")
    pages = _paged([*_notice(found), *_packs(HERE, found.waiting), *_packs(SUPPLIED, found.supplied)])
    for number, rows in enumerate(pages, start=1):
        _head(canvas, found)
        for at, row in enumerate(rows):
            _row(canvas, row, TOP - LINE * (3.4 + at))
        _foot(canvas, found, number, len(pages))
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def _notice(found: RecallList) -> list[list[Row]]:
    """What the notice says, and how many were found. Long words go on in the next line."""
    rows = []
    for name, words in (*recall_facts(found), ("Found", count_words(found))):
        rows += [Row((line,), lead=True) for line in _broken(f"{name}: {words}", RIGHT - LEFT)]
    return [rows, [Row((line,), lead=True) for line in _broken(BLIND_SPOT, RIGHT - LEFT)]]


def _packs(heading: str, lines: Iterable[RecallLine]) -> list[list[Row]]:
    blocks = [[*_pack(line), Row(())] for line in lines]
    if blocks:
        blocks[0] = [Row(()), Row((heading,), strong=True, lead=True), *blocks[0]]
    return blocks


def _pack(line: RecallLine) -> list[Row]:
    """Two lines of a pack, which stay together on a page."""
    (who, born), (batch, expiry) = who_words(line), batch_words(line)
    product = _broken(line.product, COLUMNS[2] - COLUMNS[1] - 2 * mm)
    went = when_words(line) if line.at is not None else ""
    left = [", ".join(filter(None, (born, phone_words(line))))]
    middle = [*product[1:], ", ".join(filter(None, (amount_words(line), went)))]
    rows = [Row((who, product[0] if product else "", batch), strong=True, box=True)]
    return rows + [Row(cells) for cells in zip_longest(left, middle, [expiry], fillvalue="")]


def _paged(blocks: list[list[Row]]) -> list[list[Row]]:
    room = int((TOP - 3.4 * LINE - BOTTOM) / LINE)
    pages: list[list[Row]] = [[]]
    for block in blocks:
        if pages[-1] and len(pages[-1]) + len(block) > room:
            pages.append([])
        for row in block:
            if len(pages[-1]) == room:
                pages.append([])
            pages[-1].append(row)
    return pages


def _broken(words: str, width: float) -> list[str]:
    lines: list[str] = simpleSplit(words, font_name(Weight.MEDIUM), _SIZE, width)
    return lines


def _head(canvas: Canvas, found: RecallList) -> None:
    premises = found.premises
    title = f"Recall {found.recall.number}: {found.recall.title}"
    _fitted(canvas, title, LEFT, TOP, RIGHT - LEFT, Weight.BOLD, 16)
    where = f"{premises.name}, {premises.address} ({premises.ods})"
    _fitted(canvas, where, LEFT, TOP - LINE * 1.3, RIGHT - LEFT, Weight.MEDIUM, _HEAD)
    canvas.line(LEFT, TOP - LINE * 2, RIGHT, TOP - LINE * 2)


def _row(canvas: Canvas, row: Row, base: float) -> None:
    weight = Weight.SEMIBOLD if row.strong else Weight.MEDIUM
    if row.lead:
        _fitted(canvas, row.cells[0], LEFT, base, RIGHT - LEFT, weight, _HEAD if row.strong else _SIZE)
        return
    if row.box:
        canvas.rect(LEFT, base - 0.5 * mm, BOX, BOX)
    for at, words in enumerate(row.cells):
        end = COLUMNS[at + 1] if at + 1 < len(COLUMNS) else RIGHT
        _fitted(canvas, words, COLUMNS[at], base, end - COLUMNS[at] - 2 * mm, weight, _SIZE)


def _fitted(canvas: Canvas, words: str, left: float, base: float, width: float, weight: Weight, size: float) -> None:
    """In that size, or smaller where a long name needs it: nothing of a record is cut off."""
    font = font_name(weight)
    wide = stringWidth(words, font, size)
    canvas.setFont(font, size if wide <= width else max(_LEAST, size * width / wide))
    canvas.drawString(left, base, words)


def _foot(canvas: Canvas, found: RecallList, number: int, many: int) -> None:
    canvas.setFont(font_name(Weight.MEDIUM), 8)
    canvas.drawString(LEFT, BOTTOM - 2 * LINE, TICK)
    words = f"Looked up {moment_words(found.at)}, page {number} of {many}"
    canvas.drawString(LEFT, BOTTOM - 3 * LINE, words)
