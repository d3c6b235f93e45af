"""Scanners in plain sentences: what was thrown away or not used, how one is, and how a scan on trial was read."""

from collections.abc import Mapping
from typing import Final

from dispensary.domain.barcodes import Scan, ScanKind, Symbology
from dispensary.domain.scanners import GAPS_MS, SHORTEST, SPEEDS, ScannerDetail
from dispensary.wording.accuracy import not_a_pack, scan_warning
from dispensary.wording.labels import date_words

Sentences = tuple[str, str]
"""What happened, and what to do."""

LOST: Final[Mapping[str, Sentences]] = {
    "torn": ("The scanner was lost in the middle of a scan, which was not used.", "Scan that one again."),
    "no-ending": (
        "A scan came without its ending and was not used.",
        "Scan again. If it happens every time, the ending set up for the scanner is not the one that it sends.",
    ),
    "no-beginning": (
        "A scan came without its beginning and was not used.",
        "Scan again. If it happens every time, the beginning set up for the scanner is not the one that it sends.",
    ),
    "too-long": (
        "What the scanner sent was longer than any barcode and was not used.",
        "Scan again. If it happens every time, the speed set up for the scanner is not its own.",
    ),
    "too-many": (
        "Scans came faster than anybody scans, and not all of them were used.",
        "Scan again, one at a time, and look at what was counted.",
    ),
}
UNDER_A_QUESTION: Final = ("A barcode was scanned while a question stood open, and was not used.", "Answer it first.")
NOBODY_HERE: Final = ("A barcode was scanned and not used: nobody is signed in.", "Sign in, then scan again.")
NOT_HERE: Final = (
    "The barcode that was scanned does nothing on this screen.",
    "Go to where it belongs, and scan again.",
)
STILL_RECORDING: Final = (
    "A barcode was scanned and not used: what was scanned before is still being recorded.",
    "Wait until it is, then scan again.",
)

BY_KEYBOARD, READY, SEARCHING, REFUSED = (
    "Scanner by keyboard",
    "Scanner ready",
    "Scanner not found",
    "Scanner cannot be opened",
)


def lost_count_words(times: int) -> str:
    return "1 scan lost" if times == 1 else f"{times} scans lost"


UNFIT: Final[Mapping[ScannerDetail, str]] = {
    ScannerDetail.PORT: "That is no port. Choose one that is listed, or write usb: with the numbers of maker and "
    "product, as usb:0c2e:0b6a.",
    ScannerDetail.SPEED: "That is no speed of a scanner. Choose one of " + ", ".join(map(str, SPEEDS)) + ".",
    ScannerDetail.PREFIX: "That cannot stand before a scan. It is at most 4 control characters that no barcode holds, "
    "as STX, and not part of the ending. Write their names, or two figures each.",
    ScannerDetail.SUFFIX: "That cannot stand after a scan. It is at most 4 control characters that no barcode holds, "
    "as ETX. Write their names, or two figures each.",
    ScannerDetail.GAP: f"The longest pause between two keys is {GAPS_MS[0]} to {GAPS_MS[1]} milliseconds. Longer, and "
    "quick typing would be taken for a scan.",
    ScannerDetail.SHORTEST: f"The shortest scan has {SHORTEST[0]} to {SHORTEST[1]} characters. Fewer, and quick typing "
    "would be taken for a scan.",
}

_KINDS: Final[Mapping[ScanKind, str]] = {
    ScanKind.PACK: "A pack",
    ScanKind.PRESCRIPTION: "A prescription ID",
    ScanKind.LABEL: "One of our medicine labels",
    ScanKind.BAG: "One of our bag labels",
    ScanKind.BASKET: "One of our baskets",
    ScanKind.UNKNOWN: "Could not be read",
}
_SYMBOLOGIES: Final[Mapping[Symbology, str]] = {
    Symbology.GS1_DATAMATRIX: "GS1 DataMatrix",
    Symbology.GS1_128: "GS1-128",
    Symbology.GS1_DATABAR: "GS1 DataBar",
    Symbology.GS1_QR: "GS1 QR code",
    Symbology.GS1_DOTCODE: "GS1 DotCode",
    Symbology.EAN_13: "EAN-13",
    Symbology.EAN_8: "EAN-8",
    Symbology.UPC_A: "UPC-A",
    Symbology.ITF_14: "ITF-14",
    Symbology.CODE_128: "Code 128",
    Symbology.DATAMATRIX: "DataMatrix, not GS1",
    Symbology.QR: "QR code, not GS1",
    Symbology.DOTCODE: "DotCode, not GS1",
}
_CONTROL: Final = {9: "TAB", 10: "LF", 13: "CR", 27: "ESC", 28: "FS", 29: "GS", 30: "RS", 31: "US", 127: "DEL"}


def read_as(scan: Scan) -> tuple[tuple[str, str], ...]:
    """How one scan was read: headings with what they say. What cannot be read says why."""
    number = next((str(each) for each in (scan.prescription, scan.label, scan.bag, scan.basket) if each), "")
    facts = [
        ("Read as", _KINDS[scan.kind]),
        ("Symbol", _SYMBOLOGIES[scan.symbology] if scan.symbology is not None else "The scanner does not say"),
        ("Number", number),
        ("Pack number (GTIN)", str(scan.gtin) if scan.gtin is not None else ""),
        ("Expiry", date_words(scan.expiry) if scan.expiry is not None else ""),
        ("Batch", scan.batch or ""),
        ("Serial number", scan.serial or ""),
        ("Why not", not_a_pack(scan.kind, scan.error) if scan.error is not None else ""),
        *(("Mind", scan_warning(warning)) for warning in scan.warnings),
    ]
    return tuple((heading, words) for heading, words in facts if words)


def shown_bytes(raw: str) -> str:
    """What a scanner sent, with what cannot be seen by its name: <GS>, <NUL>."""
    return "".join(_shown(character) for character in raw)


def _shown(character: str) -> str:
    code = ord(character)
    if code in _CONTROL:
        return f"<{_CONTROL[code]}>"
    return character if character.isprintable() else f"<{code:02X}>"


def hex_bytes(raw: str) -> str:
    """The same, two figures a byte; what only a keyboard can send as UTF-8."""
    try:
        sent = raw.encode("latin-1")
    except UnicodeEncodeError:
        sent = raw.encode("utf-8", "replace")
    return sent.hex(" ").upper()


def came_words(by: str, took_ms: int, gap_ms: int) -> str:
    """By keyboard in 61 ms, longest pause 7 ms."""
    scanner = "By keyboard" if by == "keyboard" else f"From {by}"
    return f"{scanner} in {took_ms} ms, longest pause {gap_ms} ms"


SHEET_TITLE: Final = "Barcodes to try a scanner with"
SHEET_INTRO: Final = (
    "Open Pharmacy, Scanner, and scan each of them: the page says how it was read.",
    "Print at 100 %. None of them is on any pack: the products are for training.",
)
SHEET_HEADS: Final = (
    "EAN-13: a pack number",
    "EAN-8: a short pack number",
    "GS1-128: pack number, expiry and batch",
    "GS1 DataMatrix: pack number, expiry, batch and serial number",
    "Code 128: a medicine label of ours",
)
SHEET_FOOT: Final = (
    "If only the DataMatrix is not read, switch it on with the scanner's own manual.",
    "If the page says that the marks between the fields were lost, have the scanner send GS (29) for FNC1.",
)

SAVED: Final = "Saved, and in use from now on. Scan something to try it."
NOT_HERE_SET_UP: Final = "How the scanner is set up cannot be changed here. Trying it works."
NOT_YOURS: Final = "Whoever runs the staff accounts and the settings can change this. Anybody can try the scanner here."
TRY_IT: Final = "Scan anything. While this page is shown a scan does nothing else."
STATE_HINTS: Final[Mapping[str, str]] = {
    "searching": "Plug it in: it is found by itself.",
    "refused": "It is there, but another program has it, or whoever is signed in to this computer may not open it.",
}
NO_PORT, OTHER_PORT = "None: it types like a keyboard", "Another port"


def forced_words(named: str) -> str:
    return f"DISPENSARY_SCANNER on this machine names {named}, and goes before the port and speed chosen here."


def port_words(name: str, described: str) -> str:
    return f"{name}, {described}" if described and described != name else name


def usb_words(usb: str, described: str) -> str:
    """A scanner that is known by itself, whatever port it is plugged into."""
    return f"{described or 'USB'}, in any socket ({usb})"


def number_wanted(what: str) -> str:
    return f"{what} is a whole number. Write it in figures."


def lost_words(why: str, size: int, times: int) -> str:
    """A loss on the page where scanners are tried."""
    many = "" if times == 1 else f" {times} times,"
    return f"{LOST[why][0]} It was{many} {size} bytes."
