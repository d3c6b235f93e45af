"""Our ZPL read strictly, for the tests: what is not exactly as we write it is an error, not a guess."""

import re

from dispensary.application.ports.documents import Raster

_FORMAT = re.compile(rb"\^XA\^PW(\d+)\^LL(\d+)\^LH0,0\^FO0,0\^GFA,(\d+),(\d+),(\d+),([0-9A-FG-Zg-z:,]*)\^FS\^PQ1\^XZ\n")


def read(document: bytes) -> tuple[Raster, ...]:
    """Every label of the document. Raises ValueError for anything that does not fit."""
    labels, at = [], 0
    while at < len(document):
        found = _FORMAT.match(document, at)
        if found is None:
            raise ValueError(f"no label begins at {at}: {document[at : at + 60]!r}")
        width, height, all_bytes, field, across = (int(found[n]) for n in range(1, 6))
        if not all_bytes == field == across * height or across != -(-width // 8):
            raise ValueError(f"{all_bytes}, {field} and {across} do not go with {width} x {height}")
        labels.append(_raster(width, height, across, found[6].decode()))
        at = found.end()
    return tuple(labels)


def _raster(width: int, height: int, across: int, packed: str) -> Raster:
    letters, rows, row, times = across * 2, [], "", 0
    for sign in packed:
        if sign in ":," and times:
            raise ValueError("a run of nothing")
        if sign == ":":
            if row or not rows:
                raise ValueError("a row again where there is none before, or in the middle of one")
            rows.append(rows[-1])
        elif sign == ",":
            rows.append(row.ljust(letters, "0"))
            row = ""
        elif "G" <= sign <= "Y":
            times += ord(sign) - ord("F")
        elif "g" <= sign <= "z":
            times += 20 * (ord(sign) - ord("f"))
        else:
            row, times = row + sign * (times or 1), 0
        if len(row) > letters:
            raise ValueError("a row is too long")
        if len(row) == letters:
            rows.append(row)
            row = ""
    if row or times or len(rows) != height:
        raise ValueError(f"{len(rows)} rows and {row!r} instead of {height}")
    dots = b"".join(_dots(line, width) for line in rows)
    return Raster(width, height, dots)


def _dots(line: str, width: int) -> bytes:
    bits = f"{int(line, 16):0{len(line) * 4}b}"
    if "1" in bits[width:]:
        raise ValueError("black outside the label")
    return bytes(0 if bit == "1" else 255 for bit in bits[:width])
