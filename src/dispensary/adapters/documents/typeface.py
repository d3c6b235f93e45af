"""The typeface on paper: widths for the core, fonts for the PDF, Code 128 modules. Atkinson Hyperlegible Next."""

import re
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any

import zxingcpp
from barcode.codex import Code128
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from dispensary.assets import resource
from dispensary.domain.identifiers import Gtin
from dispensary.domain.labels.geometry import Weight, em, up

_FILES = {
    Weight.MEDIUM: "AtkinsonHyperlegibleNext_500Medium.ttf",
    Weight.SEMIBOLD: "AtkinsonHyperlegibleNext_600SemiBold.ttf",
    Weight.BOLD: "AtkinsonHyperlegibleNext_700Bold.ttf",
}
# Signs that look the same on paper; the files draw the second of each pair only, the text stays as it was written.
_SAME_LOOK = {"\u00b5": "\u03bc", "\u2010": "-", "\u2011": "-", "\u202f": "\u00a0", "\u2009": " "}
_THOUSAND = Decimal(1000)
_GTIN = re.compile(r"\(01\)(\d*)")
_BLACK_BELOW = 128


def font_name(weight: Weight) -> str:
    """The name under which the PDF canvas knows that weight."""
    return str(_font(weight).fontName)


@cache
def _font(weight: Weight) -> TTFont:
    font = TTFont(f"AtkinsonHyperlegibleNext-{weight.value}", str(resource("fonts", _FILES[weight])))
    face = font.face
    for sign, instead in _SAME_LOOK.items():
        if ord(sign) not in face.charToGlyph and ord(instead) in face.charToGlyph:
            face.charToGlyph[ord(sign)] = face.charToGlyph[ord(instead)]
            face.charWidths[ord(sign)] = face.charWidths[ord(instead)]
    pdfmetrics.registerFont(font)
    return font


@lru_cache(maxsize=20_000)
def _thousandths(text: str, weight: Weight) -> Decimal:
    """Width in thousandths of the type size."""
    widths = _font(weight).face.charWidths
    default = _font(weight).face.defaultWidth
    return Decimal(str(sum(widths.get(ord(sign), default) for sign in text)))


class _DigitPairs(Code128):  # type: ignore[misc]
    """Code 128 C. python-barcode 0.16.1 takes a leading pair 99 for a change of set and drops it; see `bars`."""

    def _try_to_optimize(self, encoded: list[int]) -> list[int]:
        if len(self.code) > 1:
            return encoded
        optimised: list[int] = super()._try_to_optimize(encoded)
        return optimised


class TypefaceMetrics:
    """Answers the core's questions about the shipped fonts and the barcode. Raises AssetMissing without the fonts."""

    def width(self, text: str, weight: Weight, points: Decimal, dots_per_mm: int) -> int:
        return up(_thousandths(text, weight) / _THOUSAND * em(points, dots_per_mm))

    def has(self, character: str) -> bool:
        return ord(character) in _font(Weight.BOLD).face.charToGlyph

    def bars(self, digits: str) -> str:
        made = _DigitPairs(digits) if digits.isdigit() else Code128(digits)
        return str(made.build()[0])

    def matrix(self, bracketed: str) -> tuple[str, ...]:
        return gs1_matrix(bracketed)


def gs1_matrix(bracketed: str) -> tuple[str, ...]:
    """The modules of a square GS1 DataMatrix (the library prefers a long one where that is smaller).

    Raises ValueError for what is none, and for a GTIN with a wrong check digit, which the library itself would take.
    """
    gtin = _GTIN.match(bracketed)
    made = zxingcpp.create_barcode(bracketed, zxingcpp.BarcodeFormat.DataMatrix, gs1=True, force_square=True)
    if (gtin and Gtin.of(gtin[1]) is None) or made.content_type is not zxingcpp.ContentType.GS1:
        raise ValueError(f"no GS1 DataMatrix could be made of {bracketed}")
    image: Any = made.to_image(scale=1, add_quiet_zones=False)
    rows: Any = memoryview(image).tolist()
    return tuple("".join("1" if dot < _BLACK_BELOW else "0" for dot in row) for row in rows)
