"""Labels as ZPL II for thermal printers: the dots themselves, so that what prints is what was previewed and read back.

Nothing is left to the printer to draw: no typeface of its own, no barcode of its own. A label is one `^GF` picture in
the run-length letters that every ZPL II printer knows (Zebra, ZPL II Programming Guide, "Alternative Data Compression
Scheme").
"""

import re
from collections.abc import Sequence
from typing import Final

from dispensary.adapters.documents.raster import codes_within, rasters, read_code_128
from dispensary.application.ports.documents import LabelUnreadable, Raster

DOTS_PER_MM: Final = (6, 8, 12, 24)
"""The print heads that there are: 152, 203, 300 and 600 dots an inch."""
_MOST_DOTS: Final = 32_000
_BITS: Final = bytes(ord("1") if value < 128 else ord("0") for value in range(256))
_RUN: Final = re.compile(rb"0{3,}|F{3,}")
"""White and black: runs of other figures are so few that looking for them costs more than they save."""
_ONE: Final = ord("G")
_TWENTY: Final = ord("g")
_MOST: Final = 400


def zpl(pages: Sequence[Raster]) -> bytes:
    """One format a label, each printed once. Raises ValueError for a picture that no printer takes."""
    return b"".join(_format(page) for page in pages)


def zpl_of(pdf: bytes, dots_per_mm: int) -> bytes:
    """The labels of that document in a printer's own dots and language. Raises LabelUnreadable; see `read_pages`."""
    return zpl(read_pages(pdf, dots_per_mm))


def read_pages(pdf: bytes, dots_per_mm: int) -> tuple[Raster, ...]:
    """The labels of that document in a printer's own dots, each read back from just those dots.

    Raises LabelUnreadable where a barcode does not read there as what the document says that it holds.
    """
    pages = rasters(pdf, dots_per_mm)
    expected = codes_within(pdf)
    if expected is not None and len(expected) != len(pages):
        raise LabelUnreadable(f"The document has {len(pages)} labels, and barcodes for {len(expected)}.")
    for number, page in enumerate(pages, start=1):
        read = read_code_128(page)
        wanted = expected[number - 1] if expected is not None else read[:1]
        if (expected is None and not read) or sorted(read) != sorted(wanted):
            raise LabelUnreadable(
                f"Label {number} cannot be read back at {dots_per_mm} dots a millimetre: its barcode reads as "
                f"{', '.join(read) or 'nothing'}" + (f" and should read {', '.join(wanted)}." if wanted else ".")
            )
    return pages


def _format(page: Raster) -> bytes:
    if not (0 < page.width <= _MOST_DOTS and 0 < page.height <= _MOST_DOTS):
        raise ValueError(f"a label has 1 to {_MOST_DOTS} dots a side")
    across = -(-page.width // 8)
    head = f"^XA^PW{page.width}^LL{page.height}^LH0,0^FO0,0^GFA,{across * page.height},{across * page.height},{across},"
    return head.encode() + _packed(page, across) + b"^FS^PQ1^XZ\n"


def _packed(page: Raster, across: int) -> bytes:
    """Rows as hexadecimal, 1 for black: a letter for a run, a comma where the rest is white, a colon for the same row
    again.
    """
    bits, width = page.dots.translate(_BITS), page.width
    short = across * 8 - width
    if short:
        white = b"0" * short
        bits = b"".join(bits[at : at + width] + white for at in range(0, len(bits), width))
    letters = across * 2
    figures = b"%0*X" % (letters * page.height, int(bits, 2))
    packed, before = [], b""
    for at in range(0, len(figures), letters):
        row = figures[at : at + letters]
        if row == before:
            packed.append(b":")
            continue
        black = row.rstrip(b"0")
        packed.append(_RUN.sub(_run, black))
        if len(black) < letters:
            packed.append(b",")
        before = row
    return b"".join(packed)


class _Runs(dict[bytes, bytes]):
    """Runs that were met before: a label has few different ones, and many of each."""

    def __missing__(self, run: bytes) -> bytes:
        left, letters = len(run), b""
        while left >= 20:
            many = min(left, _MOST) // 20
            letters += bytes([_TWENTY + many - 1])
            left -= many * 20
        letters += bytes([_ONE + left - 1]) if left else b""
        self[run] = letters + run[:1]
        return self[run]


_RUNS: Final = _Runs()


def _run(found: re.Match[bytes]) -> bytes:
    return _RUNS[found[0]]
