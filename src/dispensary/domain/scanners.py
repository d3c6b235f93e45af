"""How the scanner of one workstation is set up: on a serial line, and where it types like a keyboard."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, Final

from dispensary.domain.barcodes.wedge import MAXIMUM_GAP_MS, MINIMUM_LENGTH
from dispensary.domain.refusals import Refusal

SPEEDS: Final = (1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200)
"""Bits a second that scanners are made for. On USB the number means nothing."""
GAPS_MS: Final = (10, 100)
SHORTEST: Final = (4, 20)
_LONGEST_MARK: Final = 4
_LONGEST_PORT: Final = 200
# What may stand within a barcode: everything printable, and the separators of GS1 and of ISO/IEC 15434.
_FIRST_WITHIN: Final = 0x1C
_NAMES: Final = (
    *("NUL", "SOH", "STX", "ETX", "EOT", "ENQ", "ACK", "BEL", "BS", "TAB", "LF", "VT", "FF", "CR", "SO", "SI", "DLE"),
    *("DC1", "DC2", "DC3", "DC4", "NAK", "SYN", "ETB", "CAN", "EM", "SUB", "ESC", "FS", "GS", "RS", "US"),
)
_CODES: Final = {name: bytes([code]) for code, name in enumerate(_NAMES)} | {"HT": b"\t", "CRLF": b"\r\n"}
_USB: Final = re.compile(r"usb:[0-9a-f]{4}:[0-9a-f]{4}", re.IGNORECASE)


class ScannerDetail(StrEnum):
    PORT = "port"
    SPEED = "speed"
    PREFIX = "prefix"
    SUFFIX = "suffix"
    GAP = "gap"
    SHORTEST = "shortest"


@dataclass(frozen=True, slots=True)
class ScannerUnfit(Refusal):
    """The scanner cannot be set up so: which of the details cannot stand."""

    code: ClassVar[str] = "scanner-unfit"
    detail: ScannerDetail


@dataclass(frozen=True, slots=True)
class ScannerSetup:
    """port: a device (COM3, /dev/ttyACM0), or usb:0c2e:0b6a for whichever port has that vendor and product; "": none is
    on a line. speed: bits a second. prefix, suffix: what the scanner sends before and after each scan; no suffix: a
    quiet line ends a scan. longest_gap_ms, shortest: keys closer together than that, and so many, are a scanner's.
    """

    port: str = ""
    speed: int = 9600
    prefix: bytes = b""
    suffix: bytes = b"\r"
    longest_gap_ms: int = MAXIMUM_GAP_MS
    shortest: int = MINIMUM_LENGTH


def scanner_unfit(setup: ScannerSetup) -> ScannerUnfit | None:
    """What cannot stand so; None: all of it can.

    A beginning or ending that could stand within a barcode would cut one in two, so it is made of control characters,
    and of none that a barcode uses itself. Two that are one within the other could not be told apart.
    """
    mixed = setup.prefix != b"" and (setup.prefix in setup.suffix or (setup.suffix and setup.suffix in setup.prefix))
    checks = (
        (ScannerDetail.PORT, _port_fits(setup.port)),
        (ScannerDetail.SPEED, setup.speed in SPEEDS),
        (ScannerDetail.PREFIX, _mark_fits(setup.prefix) and not mixed),
        (ScannerDetail.SUFFIX, _mark_fits(setup.suffix)),
        (ScannerDetail.GAP, GAPS_MS[0] <= setup.longest_gap_ms <= GAPS_MS[1]),
        (ScannerDetail.SHORTEST, SHORTEST[0] <= setup.shortest <= SHORTEST[1]),
    )
    return next((ScannerUnfit(detail) for detail, fits in checks if not fits), None)


def _port_fits(port: str) -> bool:
    if port.lower().startswith("usb:"):
        return _USB.fullmatch(port) is not None
    return len(port) <= _LONGEST_PORT and port.isprintable() and port == port.strip()


def _mark_fits(mark: bytes) -> bool:
    return len(mark) <= _LONGEST_MARK and all(0 < code < _FIRST_WITHIN for code in mark)


def read_mark(typed: str) -> bytes | None:
    """What somebody typed for a beginning or an ending: STX, CR LF, or 02 0D as figures; "" is none.

    None where it cannot be read.
    """
    read = b""
    for word in typed.upper().replace("+", " ").replace(",", " ").split():
        code = _CODES.get(word)
        if code is None and re.fullmatch(r"(0X|\\X)?[0-9A-F]{2}", word):
            code = bytes([int(word[-2:], 16)])
        if code is None:
            return None
        read += code
    return read


def mark_words(mark: bytes) -> str:
    """The same as it is read again: STX; CR LF; 0x7F; "" for none."""
    return " ".join(_NAMES[code] if code < len(_NAMES) else f"0x{code:02X}" for code in mark)


def differences(before: ScannerSetup, after: ScannerSetup) -> dict[str, tuple[str, str]]:
    """What was changed, as words: each detail with how it was and how it is."""
    told = [
        {
            "port": each.port,
            "speed": str(each.speed),
            "prefix": mark_words(each.prefix),
            "suffix": mark_words(each.suffix),
            "longest_gap_ms": str(each.longest_gap_ms),
            "shortest": str(each.shortest),
        }
        for each in (before, after)
    ]
    return {name: (told[0][name], told[1][name]) for name in told[0] if told[0][name] != told[1][name]}
