"""A ZPL II format drawn: as much of the language as a label needs that is one picture."""

import re
import struct
import zlib
from dataclasses import dataclass

_WIDTH = re.compile(rb"\^PW(\d{1,5})")
_LENGTH = re.compile(rb"\^LL(\d{1,5})")
_COPIES = re.compile(rb"\^PQ(\d{1,4})")
_HOME = re.compile(rb"\^LH(\d{1,5}),(\d{1,5})")
_GRAPHIC = re.compile(rb"\^FO(\d{1,5}),(\d{1,5})[^^]*\^GFA,\d+,(\d+),(\d+),([^^~]*)")
_MOST_SIDE = 10_000
_DOTS = bytes(0 if sign == ord("1") else 255 for sign in range(256))


class NotDrawable(Exception):
    """A format that this printer does not understand."""


@dataclass(frozen=True, slots=True)
class Picture:
    """One label as it came out: a byte for each dot, 0 black. copies: how many of it."""

    width: int
    height: int
    dots: bytes
    copies: int = 1

    def png(self) -> bytes:
        rows = b"".join(
            b"\x00" + self.dots[at : at + self.width] for at in range(0, self.width * self.height, self.width)
        )
        header = struct.pack(">IIBBBBB", self.width, self.height, 8, 0, 0, 0, 0)
        parts = ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
        return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, body) for kind, body in parts)


def draw(label: bytes) -> Picture:
    """What comes out for that format (`^XA` to `^XZ`). Raises NotDrawable."""
    width, height = _number(_WIDTH, label), _number(_LENGTH, label)
    if not (0 < width <= _MOST_SIDE and 0 < height <= _MOST_SIDE):
        raise NotDrawable("no width or length, or one that no printer has")
    paper = [bytearray(b"\xff" * width) for _ in range(height)]
    home = _HOME.search(label)
    left, top = (int(home[1]), int(home[2])) if home else (0, 0)
    found = list(_GRAPHIC.finditer(label))
    if not found:
        raise NotDrawable("no picture in it")
    for graphic in found:
        rows = _rows(graphic[5], int(graphic[4]), int(graphic[3]))
        _lay(paper, rows, left + int(graphic[1]), top + int(graphic[2]))
    copies = _COPIES.search(label)
    return Picture(width, height, b"".join(paper), int(copies[1]) if copies else 1)


def _number(pattern: re.Pattern[bytes], label: bytes) -> int:
    found = pattern.search(label)
    return int(found[1]) if found else 0


def _lay(paper: list[bytearray], rows: list[str], left: int, top: int) -> None:
    """Black dots onto the paper; what would fall beside it is lost, as it is on a printer."""
    for number, row in enumerate(rows):
        if top + number >= len(paper):
            return
        line = paper[top + number]
        if left >= len(line):
            return
        dots = f"{int(row, 16):0{len(row) * 4}b}".encode().translate(_DOTS)[: len(line) - left]
        below = line[left : left + len(dots)]
        line[left : left + len(dots)] = bytes(map(min, below, dots)) if 0 in below else dots


def _rows(packed: bytes, across: int, size: int) -> list[str]:
    """The rows as hexadecimal, unpacked."""
    if not 0 < across <= size <= _MOST_SIDE * _MOST_SIDE // 8:
        raise NotDrawable("a picture of no size")
    rows: list[str] = []
    letters, row, times = across * 2, "", 0
    for sign in packed.decode("latin-1"):
        if sign.isspace():
            continue
        if sign == ":":
            rows.append(rows[-1] if rows else "0" * letters)
        elif sign in ",!":
            rows.append(row.ljust(letters, "0" if sign == "," else "F"))
            row = ""
        elif "G" <= sign <= "Y":
            times += ord(sign) - ord("F")
        elif "g" <= sign <= "z":
            times += 20 * (ord(sign) - ord("f"))
        elif sign in "0123456789ABCDEF":
            # No run is longer than the picture, whatever it says.
            row, times = row + sign * min(max(times, 1), 2 * size), 0
        else:
            raise NotDrawable(f"{sign!r} in a picture")
        if len(row) >= letters:
            whole = len(row) // letters * letters
            rows += (row[at : at + letters] for at in range(0, whole, letters))
            row = row[whole:]
        if len(rows) > size // across:
            break
    return rows[: size // across]


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
