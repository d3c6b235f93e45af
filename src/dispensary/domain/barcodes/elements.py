"""GS1 element strings: fields one after the other, those of open length ended by a separator."""

import re
from dataclasses import dataclass
from typing import Final

from dispensary.domain.barcodes.application_identifiers import field_at
from dispensary.domain.barcodes.scan import Element, Fault, FaultCode

GS: Final = "\x1d"

# What scanners and keyboards are known to send in place of the group separator: Ctrl+] seen as Escape or in caret
# notation, Alt+029 drawn as an arrow, the control picture, its name or its escape written out, and the characters that
# scanner manuals offer, two of them as a British keyboard writes them too (¬ for ~, ¦ for |). Hardly one of them may
# stand in a GS1 field, so no data is lost by reading them so.
_STAND_INS: Final = re.compile(
    r"\^\]|\{(?:GS|FNC1)\}|\[(?:GS|FNC1)\]|<(?:GS|FNC1)>|\\x1d|\\u001d|[\x1b~|^\u2194\u241d\u00a6\u00ac]", re.IGNORECASE
)
_BRACKETED: Final = re.compile(r"\((\d{2,4})\)")


@dataclass(frozen=True, slots=True)
class Broken:
    """An element string that cannot be read to its end, with what came before the fault.

    open_ended: the fault is in a field whose end only a separator can show.
    """

    fault: Fault
    before: tuple[Element, ...] = ()
    open_ended: bool = False
    value: str = ""


def with_separators(text: str) -> str | None:
    """The text with its stand-ins for the separator put back, or None where it holds two kinds of separator."""
    kinds = {mark.upper() for mark in _STAND_INS.findall(text)}
    if len(kinds) + (GS in text) > 1:
        return None
    return _STAND_INS.sub(GS, text)


def read_elements(text: str) -> tuple[Element, ...] | Broken:
    """Every field of an element string. Separators that are not needed are allowed (GS1 General Specifications 7.8)."""
    found: list[Element] = []
    place = 0
    while place < len(text):
        if text[place] == GS:
            place += 1
            continue
        field = field_at(text, place)
        if field is None:
            return Broken(Fault(FaultCode.UNKNOWN_FIELD), tuple(found))
        start = place + len(field.ai)
        mark = text.find(GS, start)
        end = start + field.longest if field.predefined else (len(text) if mark < 0 else mark)
        value = text[start:end]
        fault = field.fault(value)
        if fault is not None:
            return Broken(fault, tuple(found), open_ended=not field.predefined, value=value)
        found.append(Element(field.ai, value))
        place = end
    return tuple(found) if found else Broken(Fault(FaultCode.EMPTY))


def read_bracketed(text: str) -> tuple[Element, ...] | Broken:
    """The form printed for people, which some scanners send: (01)05012345678900(17)301228."""
    pieces = _BRACKETED.split(text)
    if pieces[0] or len(pieces) < 3:
        return Broken(Fault(FaultCode.NOT_A_PACK_CODE))
    joined = GS.join(ai + value for ai, value in zip(pieces[1::2], pieces[2::2], strict=True))
    return read_elements(joined)
