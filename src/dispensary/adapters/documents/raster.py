"""A PDF page as printer dots, what its barcode reads as, and a PNG of it."""

import json
import struct
import zlib
from collections.abc import Sequence
from threading import Lock

import pypdfium2
import zxingcpp

from dispensary.application.ports.documents import PageImage, Raster
from dispensary.domain.labels.geometry import Box

_POINTS_PER_MM = 72 / 25.4
_JUST_UNDER = 1 - 1e-6  # a page of 560.0001 dots must not become 561 and stretch every bar
_BLACK_BELOW = 128
_CODES = "barcodes "
_GS1_MATRIX = "]d2"
PDFIUM = Lock()  # pdfium works for one thread at a time
_TO_DOTS = bytes(0 if value < _BLACK_BELOW else 255 for value in range(256))


def rasters(pdf: bytes, dots_per_mm: int) -> tuple[Raster, ...]:
    """Every page at the printer's resolution, black and white only, since a thermal head knows no grey."""
    with PDFIUM:
        document = pypdfium2.PdfDocument(pdf)
        try:
            return tuple(_raster(page, dots_per_mm) for page in document)
        finally:
            document.close()


def _raster(page: pypdfium2.PdfPage, dots_per_mm: int) -> Raster:
    bitmap = page.render(scale=dots_per_mm / _POINTS_PER_MM * _JUST_UNDER, grayscale=True)
    try:
        return Raster(bitmap.width, bitmap.height, _tight(bitmap).translate(_TO_DOTS))
    finally:
        bitmap.close()
        page.close()


def _tight(bitmap: pypdfium2.PdfBitmap) -> bytes:
    """The rows without the padding that may follow each of them."""
    whole, width, stride = bytes(bitmap.buffer), bitmap.width, bitmap.stride
    if stride == width:
        return whole
    return b"".join(whole[row * stride : row * stride + width] for row in range(bitmap.height))


def cut(page: Raster, box: Box) -> Raster:
    """That part of it."""
    rows = (page.dots[row * page.width + box.left : row * page.width + box.right] for row in range(box.top, box.bottom))
    return Raster(box.width, box.height, b"".join(rows))


def keywords(codes: Sequence[Sequence[str]]) -> str:
    """What a document says of itself: the numbers that the barcodes of each of its pages hold."""
    return _CODES + json.dumps([list(page) for page in codes])


def codes_within(pdf: bytes) -> tuple[tuple[str, ...], ...] | None:
    """The same, out of the document; None where it does not say."""
    with PDFIUM:
        document = pypdfium2.PdfDocument(pdf)
        try:
            said = document.get_metadata_value("Keywords")
        finally:
            document.close()
    if not said.startswith(_CODES):
        return None
    return tuple(tuple(str(code) for code in page) for page in json.loads(said.removeprefix(_CODES)))


def read_code_128(raster: Raster) -> tuple[str, ...]:
    """Every Code 128 symbol that a scanner finds on the label; where it has none, every GS1 DataMatrix, as bracketed
    elements: the label of a split pack has only that.
    """
    image = memoryview(raster.dots).cast("B", (raster.height, raster.width))
    found = zxingcpp.read_barcodes(image, formats=zxingcpp.barcode_formats_from_str("Code128"))
    read = tuple(symbol.text for symbol in found if symbol.valid)
    return read or _read_gs1_matrix(image)


def _read_gs1_matrix(image: memoryview) -> tuple[str, ...]:
    found = zxingcpp.read_barcodes(image, formats=zxingcpp.barcode_formats_from_str("DataMatrix"))
    return tuple(symbol.text for symbol in found if symbol.valid and symbol.symbology_identifier == _GS1_MATRIX)


def png(raster: Raster) -> bytes:
    """The dots as a greyscale PNG, pixel for dot."""
    rows = b"".join(
        b"\x00" + raster.dots[row * raster.width : (row + 1) * raster.width] for row in range(raster.height)
    )
    header = struct.pack(">IIBBBBB", raster.width, raster.height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        _chunk(kind, body) for kind, body in ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    )


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def page_images(pdf: bytes, dots_per_mm: float) -> tuple[PageImage, ...]:
    """Every page in its colours, for the screen."""
    with PDFIUM:
        document = pypdfium2.PdfDocument(pdf)
        try:
            return tuple(_image(page, dots_per_mm) for page in document)
        finally:
            document.close()


def _image(page: pypdfium2.PdfPage, dots_per_mm: float) -> PageImage:
    bitmap = page.render(scale=dots_per_mm / _POINTS_PER_MM, rev_byteorder=True)
    try:
        whole, row, stride = bytes(bitmap.buffer), bitmap.width * 3, bitmap.stride
        dots = b"".join(whole[at * stride : at * stride + row] for at in range(bitmap.height))
        return PageImage(bitmap.width, bitmap.height, dots)
    finally:
        bitmap.close()
        page.close()
