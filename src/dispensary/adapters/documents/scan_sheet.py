"""A page of barcodes to try a scanner with: one of each kind that a dispensary meets, none of anything real.

The numbers are of GS1's demonstration prefix (952) and of its range for use within one shop (EAN-8 from 2); batch and
serial number say what they are. The same page is made every time.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Final

from barcode.codex import Gs1_128
from barcode.ean import EAN8, EAN13
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from dispensary.adapters.documents.typeface import TypefaceMetrics, font_name, gs1_matrix
from dispensary.domain.barcodes import label_token
from dispensary.domain.identifiers import LabelNumber
from dispensary.domain.labels.geometry import Weight
from dispensary.wording.scanners import SHEET_FOOT, SHEET_HEADS, SHEET_INTRO, SHEET_TITLE

GTIN: Final = "09520000040703"
EAN_8: Final = "20000011"
EXPIRY, BATCH, SERIAL = "491231", "TRAINING", "NOT-REAL-1"
LABEL: Final = label_token(LabelNumber("0"))

LEFT, TOP, STEP, HIGH = 25 * mm, 272 * mm, 42 * mm, 18 * mm
_LINE_MODULE, _SQUARE_MODULE = 0.38 * mm, 0.6 * mm


@dataclass(frozen=True, slots=True)
class _Bars:
    """The modules of a barcode, row by row; a linear one has a single row."""

    rows: tuple[str, ...]
    printed: str


def scan_sheet() -> bytes:
    """The page as PDF."""
    target = BytesIO()
    canvas = Canvas(target, pagesize=A4, invariant=1)
    canvas.setTitle(SHEET_TITLE)
    canvas.setFont(font_name(Weight.BOLD), 18)
    canvas.drawString(LEFT, TOP, SHEET_TITLE)
    canvas.setFont(font_name(Weight.MEDIUM), 11)
    for number, line in enumerate(SHEET_INTRO):
        canvas.drawString(LEFT, TOP - 8 * mm - number * 5 * mm, line)
    for number, (head, bars) in enumerate(zip(SHEET_HEADS, _symbols(), strict=True)):
        _draw(canvas, head, bars, TOP - 28 * mm - number * STEP)
    canvas.setFont(font_name(Weight.MEDIUM), 9)
    for number, line in enumerate(SHEET_FOOT):
        canvas.drawString(LEFT, 24 * mm - number * 5 * mm, line)
    canvas.showPage()
    canvas.save()
    return target.getvalue()


def _symbols() -> Iterator[_Bars]:
    yield _Bars((EAN13(GTIN[1:13]).build()[0],), GTIN[1:])
    yield _Bars((EAN8(EAN_8[:7]).build()[0],), EAN_8)
    yield _Bars((Gs1_128(f"01{GTIN}17{EXPIRY}10{BATCH}").build()[0],), f"(01){GTIN}(17){EXPIRY}(10){BATCH}")
    whole = f"(01){GTIN}(17){EXPIRY}(10){BATCH}(21){SERIAL}"
    yield _Bars(gs1_matrix(whole), whole)
    yield _Bars((TypefaceMetrics().bars(LABEL),), LABEL)


def _draw(canvas: Canvas, head: str, bars: _Bars, base: float) -> None:
    canvas.setFont(font_name(Weight.SEMIBOLD), 11)
    canvas.drawString(LEFT, base, head)
    linear = len(bars.rows) == 1
    module = _LINE_MODULE if linear else _SQUARE_MODULE
    high = HIGH if linear else module
    top = base - 4 * mm
    for row, modules in enumerate(bars.rows):
        for at, wide in _runs(modules):
            canvas.rect(LEFT + 8 * mm + at * module, top - (row + 1) * high, wide * module, high, stroke=0, fill=1)
    canvas.setFont(font_name(Weight.MEDIUM), 9)
    canvas.drawString(LEFT + 8 * mm, top - max(HIGH, len(bars.rows) * high) - 5 * mm, bars.printed)


def _runs(modules: str) -> Iterator[tuple[int, int]]:
    """Where each bar begins, and how many modules it is wide."""
    at = 0
    while (at := modules.find("1", at)) >= 0:
        end = modules.find("0", at)
        end = len(modules) if end < 0 else end
        yield at, end - at
        at = end
