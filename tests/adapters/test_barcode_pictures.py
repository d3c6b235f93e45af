"""Pictures of barcodes, decoded by zxing-cpp and read by our parser: what stands in them, and nothing else."""

import json
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from dispensary.domain.barcodes import read_scan

PICTURES = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "barcode_images"
pytestmark = pytest.mark.skipif(not PICTURES.is_dir(), reason="the shared pictures are not beside this checkout")


def decoded(name: str) -> list[zxingcpp.Barcode]:
    with Image.open(PICTURES / name) as picture:
        return zxingcpp.read_barcodes(picture.convert("RGB"), text_mode=zxingcpp.TextMode.Plain)


def a_pack(barcode: zxingcpp.Barcode) -> str | None:
    """The 14 digits of the pack that a barcode names, by its kind and its text alone."""
    text = barcode.text
    if barcode.content_type == zxingcpp.ContentType.GS1:
        return text[2:16] if text.startswith("01") else None
    if barcode.symbology_identifier in ("]E0", "]E4") or (barcode.symbology_identifier == "]I1" and len(text) == 14):
        return text.zfill(14)
    return None


def test_every_picture_is_decoded_as_listed_and_read():
    listed = json.loads((PICTURES / "manifest.json").read_text(encoding="utf-8"))
    packs = complete = 0
    for picture in listed:
        found = decoded(picture["file"])
        wanted = [(each["text"], each["symbology_identifier"]) for each in picture["zxingcpp_3_1_1"]]
        assert sorted((each.text, each.symbology_identifier) for each in found) == sorted(wanted), picture["file"]
        if picture["zxingcpp_agrees"] and picture["expected_text"] is not None:
            assert picture["expected_text"] in [each.text for each in found], picture["file"]
        for each in found:
            scan = read_scan(each.symbology_identifier + each.text)
            assert (str(scan.gtin) if scan.ok else None) == a_pack(each), picture["file"]
            packs += scan.ok
            complete += scan.complete
    assert (packs, complete) == (44, 4)
