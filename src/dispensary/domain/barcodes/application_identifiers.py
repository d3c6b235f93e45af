"""The GS1 application identifiers: how long each field is, what it may hold, and whether a separator ends it.

Facts from the GS1 Barcode Syntax Dictionary (copyright 2020-2021 BWIPP project and Zint Project, 2021-2025 GS1 AISBL;
Apache License 2.0), commit ff2eb4bf, in its own notation: N digits, X the 82 invariant characters, Y 39 of them, Z file
safe base 64; `N6` six of them, `X..20` one to twenty, `[N6]` may be absent. Left out: the tests that say nothing about
reading a pack (country, currency, winding direction).
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from typing import Final

from dispensary.domain.barcodes.scan import Fault, FaultCode

# A star: the length is predefined by GS1, and no separator follows. All the others run to a separator or the end.
_TABLE: Final = """
* N18,csum: 00
* N14,csum: 01 02 03
* N13,csum: 410-417
* N6,yymmd0: 11-13 15-17
* N2: 20
* N6: 3100-3105 3110-3115 3120-3125 3130-3135 3140-3145 3150-3155 3160-3165 3200-3205 3210-3215 3220-3225 3230-3235
* N6: 3240-3245 3250-3255 3260-3265 3270-3275 3280-3285 3290-3295 3300-3305 3310-3315 3320-3325 3330-3335 3340-3345
* N6: 3350-3355 3360-3365 3370-3375 3400-3405 3410-3415 3420-3425 3430-3435 3440-3445 3450-3455 3460-3465 3470-3475
* N6: 3480-3485 3490-3495 3500-3505 3510-3515 3520-3525 3530-3535 3540-3545 3550-3555 3560-3565 3570-3575 3600-3605
* N6: 3610-3615 3620-3625 3630-3635 3640-3645 3650-3655 3660-3665 3670-3675 3680-3685 3690-3695
X..20: 10 21 22 243 254 420 4318 7020-7022 710-717 7240 8002 8012
X..28: 235
X..30: 240 241 250 251 400 401 403 4308 4319 7002 7023 8004 90
N..6: 242
N13,csum [X..17]: 253
N13,csum [N..12]: 255
N..8: 30 37
N..15: 3900-3909 3920-3929
N3 N..15: 3910-3919 3930-3939
N4: 3940-3943 8111
N6: 3950-3955 8005
N17,csum: 402
N3 X..9: 421
N3: 422 424 426
N3 [N3] [N3] [N3] [N3]: 423 425
X..3: 427 7008
X..35: 4300 4301 4310 4311 4320
X..70: 4302-4306 4312-4317 7257 8110 8112 8200
X2: 4307 4317
N10 N10: 4309
N1: 4321-4323 7252
N6,yymmd0 N4: 4324 4325
N6,yymmdd: 4326 7006
N6 [X1]: 4330-4333
N13: 7001
N6,yymmdd N4: 7003
N..4: 7004
X..12: 7005
N6,yymmdd [N6],yymmdd: 7007
X..10: 7009 7255
X..2: 7010
N6,yymmdd [N4]: 7011
N3 X..27: 7030-7039
N1 X1 X1 X1: 7040
X..4: 7041
X2 X..28: 7230-7239
N2: 7241
X..25: 7242 8013 8014 8020
N8: 7250
N8 N4: 7251
X..40: 7253 7254 7259
X..90: 7256 91-99
X3: 7258
N4 N5 N3 N1 N1: 8001
N1 N13,csum [X..16]: 8003
N14,csum N4: 8006 8026
X..34: 8007
N6,yymmdd N2 [N2] [N2]: 8008
X..50: 8009
Y..30: 8010
N..12: 8011
N18,csum: 8017 8018
N..10: 8019
Z..90: 8030
N15: 8040 8041
N32: 8042
N18 [N..2]: 8043
"""

_CHARACTERS: Final = {
    "N": re.compile(r"[0-9]*"),
    "X": re.compile(r"[!\"%-?A-Z_a-z]*"),
    "Y": re.compile(r"[#\-/0-9A-Z]*"),
    "Z": re.compile(r"[0-9A-Za-z_\-=]*"),
}
_PART: Final = re.compile(r"(?P<open>\[?)(?P<type>[NXYZ])(?P<upto>(?:\.\.)?)(?P<length>\d+)\]?(?:,(?P<test>\w+))?")


def has_check_digit(digits: str) -> bool:
    """Whether the last digit fits the others (GS1 General Specifications 7.9: weights 3 and 1 from the right)."""
    weighted = sum(int(digit) * (1 if place % 2 == 0 else 3) for place, digit in enumerate(reversed(digits)))
    return weighted % 10 == 0


def _date_fault(ai: str, yymmdd: str, *, day_may_be_zero: bool) -> Fault | None:
    year, month, day = int(yymmdd[:2]), int(yymmdd[2:4]), int(yymmdd[4:])
    if not 1 <= month <= 12:
        return Fault(FaultCode.IMPOSSIBLE_MONTH, ai)
    # 2000 was a leap year. Where the century turns out to be another, the reader of the whole scan looks again.
    if day > monthrange(2000 + year, month)[1] or (day == 0 and not day_may_be_zero):
        return Fault(FaultCode.IMPOSSIBLE_DAY, ai)
    return None


@dataclass(frozen=True, slots=True)
class Part:
    """One component of a field."""

    type: str
    shortest: int
    longest: int
    optional: bool
    test: str | None

    @classmethod
    def of(cls, notation: str) -> "Part":
        """One component written as the Syntax Dictionary writes it."""
        found = _PART.fullmatch(notation)
        if found is None:
            raise ValueError(notation)
        longest = int(found["length"])
        return cls(found["type"], 1 if found["upto"] else longest, longest, bool(found["open"]), found["test"])

    def fault(self, ai: str, piece: str) -> Fault | None:
        if not _CHARACTERS[self.type].fullmatch(piece):
            return Fault(FaultCode.BAD_CHARACTER, ai)
        if len(piece) < self.shortest:
            return Fault(FaultCode.TOO_SHORT, ai)
        if self.test == "csum" and not has_check_digit(piece):
            return Fault(FaultCode.CHECK_DIGIT, ai)
        if self.test in ("yymmdd", "yymmd0"):
            return _date_fault(ai, piece, day_may_be_zero=self.test == "yymmd0")
        return None


@dataclass(frozen=True, slots=True)
class Field:
    """One application identifier."""

    ai: str
    predefined: bool
    parts: tuple[Part, ...]

    @property
    def longest(self) -> int:
        return sum(part.longest for part in self.parts)

    def fault(self, value: str) -> Fault | None:
        """What is wrong with a value, or None."""
        rest = value
        for part in self.parts:
            if part.optional and not rest:
                return None
            piece, rest = rest[: part.longest], rest[part.longest :]
            fault = part.fault(self.ai, piece)
            if fault is not None:
                return fault
        if not rest:
            return None
        readable = _CHARACTERS[self.parts[-1].type].fullmatch(rest)
        return Fault(FaultCode.TOO_LONG if readable else FaultCode.BAD_CHARACTER, self.ai)


def _identifiers(text: str) -> list[str]:
    first, dash, last = text.partition("-")
    if not dash:
        return [first]
    return [str(number).zfill(len(first)) for number in range(int(first), int(last) + 1)]


def _fields() -> dict[str, Field]:
    fields: dict[str, Field] = {}
    for line in _TABLE.strip().splitlines():
        notation, _, identifiers = line.partition(": ")
        predefined = notation.startswith("* ")
        parts = tuple(Part.of(part) for part in notation.removeprefix("* ").split())
        for ai in (one for text in identifiers.split() for one in _identifiers(text)):
            fields[ai] = Field(ai, predefined, parts)
    return fields


FIELDS: Final = _fields()


def field_at(text: str, place: int) -> Field | None:
    """The field whose identifier (2, 3 or 4 digits, never ambiguous) stands at that place."""
    for length in (2, 3, 4):
        field = FIELDS.get(text[place : place + length])
        if field is not None:
            return field
    return None
