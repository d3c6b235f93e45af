"""GS1 Digital Link: a pack's fields written as a web address (GS1 Digital Link Standard: URI Syntax 1.4)."""

import re
from typing import Final

from dispensary.domain.barcodes.application_identifiers import FIELDS
from dispensary.domain.barcodes.elements import Broken
from dispensary.domain.barcodes.scan import Element, Fault, FaultCode

_ADDRESS: Final = re.compile(r"https?://[^/?#\s]+(?P<path>/[^?#\s]*)(?:\?(?P<query>[^#\s]*))?(?:#\S*)?", re.IGNORECASE)
_ESCAPE: Final = re.compile(r"%([0-9A-Fa-f]{2})")
_QUALIFIERS: Final = (("22", "10", "21"), ("235",))
_NOT_A_LINK: Final = Broken(Fault(FaultCode.NOT_A_PACK_CODE))


def is_web_address(text: str) -> bool:
    return text[:8].lower().startswith(("http://", "https://"))


def _plain(text: str) -> str:
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)


def _primary(segments: list[str]) -> int | None:
    for place, segment in enumerate(segments[:-1]):
        if segment == "01" and re.fullmatch(r"[0-9]{8}|[0-9]{12,14}", segments[place + 1]):
            return place
    return None


def _in_order(qualifiers: list[str]) -> bool:
    """Qualifiers stand in the standard's order, each once, and the two groups are not mixed."""
    return any(qualifiers == [ai for ai in group if ai in qualifiers] for group in _QUALIFIERS)


def read_digital_link(address: str) -> tuple[Element, ...] | Broken:
    """The fields of a pack's web address; any other address is not a pack code."""
    if address.count("://") > 1:
        return Broken(Fault(FaultCode.TWO_SCANS))
    found = _ADDRESS.fullmatch(address)
    if found is None:
        return _NOT_A_LINK
    segments = [_plain(segment) for segment in found["path"].strip("/").split("/")]
    place = _primary(segments)
    if place is None or (len(segments) - place) % 2:
        return _NOT_A_LINK
    pairs = list(zip(segments[place::2], segments[place + 1 :: 2], strict=True))
    if not _in_order([ai for ai, _ in pairs[1:]]):
        return _NOT_A_LINK
    for part in (found["query"] or "").split("&"):
        ai, mark, value = part.partition("=")
        if mark and ai in FIELDS:
            pairs.append((ai, _plain(value)))
    pairs[0] = ("01", pairs[0][1].zfill(14))
    for ai, value in pairs:
        fault = FIELDS[ai].fault(value)
        if fault is not None:
            return Broken(fault)
    return tuple(Element(ai, value) for ai, value in pairs)
