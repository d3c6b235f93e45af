"""The sheet of barcodes is read back from its dots, as a scanner would, and nothing on it could be taken for real."""

from datetime import date

import zxingcpp

from dispensary.adapters.documents.raster import rasters
from dispensary.adapters.documents.scan_sheet import BATCH, EAN_8, GTIN, LABEL, SERIAL, scan_sheet
from dispensary.domain.barcodes import ScanKind, ScanWarning, read_scan

DOTS_PER_MM = 8
TODAY = date(2026, 11, 22)


def scanned() -> dict[str, str]:
    """Every symbol on the page by its kind, with its identifier, as a scanner sends it."""
    (page,) = rasters(scan_sheet(), DOTS_PER_MM)
    image = memoryview(page.dots).cast("B", (page.height, page.width))
    found = zxingcpp.read_barcodes(image)
    return {each.symbology_identifier: each.symbology_identifier + each.bytes.decode("latin-1") for each in found}


def test_every_symbol_reads_back_from_the_dots_of_a_label_printer() -> None:
    read = {name: read_scan(raw, today=TODAY) for name, raw in scanned().items()}
    assert sorted(read) == ["]C0", "]C1", "]E0", "]E4", "]d2"]
    assert all(read[name].kind is ScanKind.PACK for name in ("]E0", "]E4", "]C1", "]d2"))
    assert {str(read[name].gtin) for name in ("]E0", "]C1", "]d2")} == {GTIN}
    assert str(read["]E4"].gtin) == EAN_8.zfill(14)
    assert read["]C1"].warnings == (ScanWarning.INCOMPLETE,)
    assert read["]d2"].complete
    assert (read["]d2"].expiry, read["]d2"].batch, read["]d2"].serial) == (date(2049, 12, 31), BATCH, SERIAL)
    assert read["]C0"].kind is ScanKind.LABEL
    assert scanned()["]C0"] == f"]C0{LABEL}"


def test_nothing_on_it_could_be_taken_for_a_real_pack() -> None:
    assert GTIN.startswith("0952")
    assert EAN_8.startswith("2")
    assert (BATCH, SERIAL) == ("TRAINING", "NOT-REAL-1")


def test_it_is_the_same_page_every_time() -> None:
    assert scan_sheet() == scan_sheet()
