"""A dispensing token on A4: what EPS sent, with the prescription ID as Code 128. On plain paper, and it says so."""

from collections.abc import Iterator
from datetime import datetime
from io import BytesIO

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas

from dispensary.adapters.documents.raster import rasters, read_code_128
from dispensary.adapters.documents.typeface import TypefaceMetrics, font_name
from dispensary.application.ports.documents import LabelUnreadable
from dispensary.domain.labels.geometry import Weight
from dispensary.domain.labels.typesetting import printable
from dispensary.domain.premises import Premises
from dispensary.domain.prescription import PrescribedItem, Prescription
from dispensary.wording.token import ITEMS, TITLE, item_lines, token_facts, token_foot

LEFT, RIGHT, TOP, BOTTOM, LINE = 20 * mm, 190 * mm, 275 * mm, 30 * mm, 5.6 * mm
_MODULE, _HIGH = 0.33 * mm, 14 * mm
_DOTS_PER_MM = 8
_INDENT = 42 * mm
_SIZE = 11.0

Row = tuple[str, str, Weight]


def token_page(premises: Premises, sent: Prescription, at: datetime) -> bytes:
    """The page, or more where it needs them, each with the barcode; equal prescriptions give equal bytes.

    Raises LabelUnreadable if the barcode of a page does not read back as the prescription ID.
    """
    target = BytesIO()
    canvas = Canvas(target, pagesize=A4, invariant=1)
    canvas.setTitle(TITLE)
    rows = list(_rows(sent))
    first = TOP - 34 * mm
    room = int((first - BOTTOM - 3 * LINE) / LINE)
    pages = [rows[at : at + room] for at in range(0, len(rows), room)] or [[]]
    for number, page in enumerate(pages, start=1):
        _head(canvas, sent)
        for row, (name, words, weight) in enumerate(page):
            _write(canvas, LEFT, first - row * LINE, name, Weight.MEDIUM, _SIZE)
            _write(
                canvas, LEFT + (_INDENT if name or weight is Weight.MEDIUM else 0), first - row * LINE, words, weight
            )
        for row, line in enumerate(token_foot(premises, at, number, len(pages))):
            _write(canvas, LEFT, BOTTOM - row * 4.4 * mm, line, Weight.MEDIUM, 9)
        canvas.showPage()
    canvas.save()
    _read_back(target.getvalue(), sent.id.value)
    return target.getvalue()


def _rows(sent: Prescription) -> Iterator[Row]:
    for name, words in token_facts(sent):
        yield from _broken(name, words, Weight.SEMIBOLD)
    yield "", "", Weight.MEDIUM
    yield "", f"{ITEMS} ({len(sent.items)})", Weight.BOLD
    for item in sent.items:
        yield from _item(item)


def _item(item: PrescribedItem) -> Iterator[Row]:
    name, *others = item_lines(item)
    lines = simpleSplit(_shown(name), font_name(Weight.SEMIBOLD), _SIZE, RIGHT - LEFT)
    yield from (("", line, Weight.SEMIBOLD) for line in lines)
    for other in others:
        yield from _broken("", other, Weight.MEDIUM)
    yield "", "", Weight.MEDIUM


def _broken(name: str, words: str, weight: Weight) -> Iterator[Row]:
    lines = simpleSplit(_shown(words), font_name(weight), _SIZE, RIGHT - LEFT - _INDENT) or [""]
    for number, line in enumerate(lines):
        yield name if number == 0 else "", line, Weight.MEDIUM if number else weight


def _shown(text: str) -> str:
    """What the typeface lacks stands as a box on paper, so that nobody takes the line for whole."""
    metrics = TypefaceMetrics()
    shown = printable(text, metrics.has)
    return shown.text if not shown.missing else "".join(sign if metrics.has(sign) else "\u25a1" for sign in text)


def _head(canvas: Canvas, sent: Prescription) -> None:
    _write(canvas, LEFT, TOP, TITLE, Weight.BOLD, 18)
    modules = TypefaceMetrics().bars(sent.id.value)
    canvas.setFillGray(0)
    for at, module in enumerate(modules):
        if module == "1":
            canvas.rect(LEFT + at * _MODULE, TOP - 6 * mm - _HIGH, _MODULE, _HIGH, stroke=0, fill=1)
    _write(canvas, LEFT, TOP - 11 * mm - _HIGH, sent.id.value, Weight.SEMIBOLD, 12)


def _write(canvas: Canvas, left: float, base: float, words: str, weight: Weight, size: float = _SIZE) -> None:
    canvas.setFont(font_name(weight), size)
    canvas.drawString(left, base, words)


def _read_back(pdf: bytes, expected: str) -> None:
    for raster in rasters(pdf, _DOTS_PER_MM):
        read = read_code_128(raster)
        if read != (expected,):
            raise LabelUnreadable(f"The token reads as {', '.join(read) or 'nothing'} and should read {expected}.")
