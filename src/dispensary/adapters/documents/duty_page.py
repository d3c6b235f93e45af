"""The responsible pharmacist record on A4 pages, each saying whose it is, of which days, and which page of how many."""

from dataclasses import dataclass
from io import BytesIO

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from dispensary.adapters.documents.typeface import font_name
from dispensary.domain.duty_record import DutyRecord
from dispensary.domain.labels.geometry import Weight
from dispensary.wording.duty import (
    KEEP,
    LAW,
    NOBODY,
    TITLE,
    UNPLACED,
    absence_line,
    days_words,
    moment_words,
    until_words,
)

LEFT, RIGHT, TOP, BOTTOM, LINE = 25 * mm, 185 * mm, 270 * mm, 30 * mm, 6 * mm
COLUMNS = (LEFT, LEFT + 64 * mm, LEFT + 88 * mm, LEFT + 126 * mm)
HEADINGS = ("Pharmacist", "GPhC", "Responsible from", "Until")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table: its cells at the columns; an absence stands under its stretch, in one cell."""

    cells: tuple[str, ...]
    strong: bool = False


def duty_page(record: DutyRecord) -> bytes:
    """The record as PDF, on as many pages as it needs; equal records give equal bytes."""
    target = BytesIO()
    canvas = Canvas(target, pagesize=A4, invariant=1)
    canvas.setTitle(f"{TITLE} {days_words(record)}")
    pages = _paged(_lines(record))
    for number, lines in enumerate(pages, start=1):
        _head(canvas, record)
        _table(canvas, lines)
        _foot(canvas, record, number, len(pages))
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def _lines(record: DutyRecord) -> list[list[Line]]:
    """Each stretch with its absences, which stay together on a page as far as they can."""
    held = []
    for stretch in record.stretches:
        duty = stretch.duty
        first = Line((duty.name, duty.registration, moment_words(duty.since), until_words(duty)), strong=True)
        gone = [Line((f"Absent: {absence_line(each)}",)) for each in stretch.absences]
        held.append([first, *(gone or [Line(("No absence",))])])
    stray = [Line((f"{each.name}: {absence_line(each)}",)) for each in record.unplaced]
    if stray:
        held.append([Line((UNPLACED,), strong=True), *stray])
    return held or [[Line((NOBODY,))]]


def _paged(blocks: list[list[Line]]) -> list[list[Line]]:
    room = int((TOP - 5 * LINE - BOTTOM) / LINE)
    pages: list[list[Line]] = [[]]
    for block in blocks:
        if pages[-1] and len(pages[-1]) + len(block) > room:
            pages.append([])
        for line in block:
            if len(pages[-1]) == room:
                pages.append([])
            pages[-1].append(line)
    return pages


def _head(canvas: Canvas, record: DutyRecord) -> None:
    canvas.setFont(font_name(Weight.BOLD), 18)
    canvas.drawString(LEFT, TOP, TITLE)
    canvas.setFont(font_name(Weight.MEDIUM), 11)
    premises = record.premises
    canvas.drawString(LEFT, TOP - LINE * 1.3, f"{premises.name}, {premises.address} ({premises.ods})")
    canvas.drawString(LEFT, TOP - LINE * 2.2, days_words(record))
    canvas.setFont(font_name(Weight.SEMIBOLD), 10)
    for place, words in zip(COLUMNS, HEADINGS, strict=True):
        canvas.drawString(place, TOP - LINE * 3.8, words)
    canvas.line(LEFT, TOP - LINE * 4.1, RIGHT, TOP - LINE * 4.1)


def _table(canvas: Canvas, lines: list[Line]) -> None:
    for number, line in enumerate(lines):
        base = TOP - LINE * (5 + number)
        weight = Weight.SEMIBOLD if line.strong else Weight.MEDIUM
        for at, words in enumerate(line.cells):
            end = COLUMNS[at + 1] if at + 1 < len(line.cells) else RIGHT
            left = COLUMNS[at] if line.strong else LEFT + 4 * mm
            _fitted(canvas, words, left, base, end - left - 2 * mm, font_name(weight))


def _fitted(canvas: Canvas, words: str, left: float, base: float, width: float, font: str) -> None:
    """In 10 points, or smaller where a long name needs it: nothing of a record is cut off."""
    wide = stringWidth(words, font, 10)
    size = 10.0 if wide <= width else max(4.0, 10 * width / wide)
    canvas.setFont(font, size)
    canvas.drawString(left, base, words)


def _foot(canvas: Canvas, record: DutyRecord, number: int, many: int) -> None:
    canvas.setFont(font_name(Weight.MEDIUM), 8)
    canvas.drawString(LEFT, BOTTOM - 2 * LINE, LAW)
    canvas.drawString(LEFT, BOTTOM - 2 * LINE - 4 * mm, KEEP)
    words = f"Printed {moment_words(record.at)}, page {number} of {many}"
    canvas.drawString(LEFT, BOTTOM - 2 * LINE - 8 * mm, words)
