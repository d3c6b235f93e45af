"""Identifiers of the trade. Each is its own type, so that none can stand where another is meant.

Identifiers received from outside are kept exactly as they came; `is_valid` says whether they pass their own check.
An invalid one is shown and named, never silently repaired.
"""

import re
from dataclasses import dataclass
from typing import Self

_BASE37 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ+"
_PRESCRIPTION_ID = re.compile(r"[0-9A-F]{6}-[0-9A-Z]{6}-[0-9A-F]{5}[0-9A-Z+]")
_ODS = re.compile(r"[0-9A-Z]{3,12}")
_VERHOEFF_D = (
    (0, 1, 2, 3, 4, 5, 6, 7, 8, 9),
    (1, 2, 3, 4, 0, 6, 7, 8, 9, 5),
    (2, 3, 4, 0, 1, 7, 8, 9, 5, 6),
    (3, 4, 0, 1, 2, 8, 9, 5, 6, 7),
    (4, 0, 1, 2, 3, 9, 5, 6, 7, 8),
    (5, 9, 8, 7, 6, 0, 4, 3, 2, 1),
    (6, 5, 9, 8, 7, 1, 0, 4, 3, 2),
    (7, 6, 5, 9, 8, 2, 1, 0, 4, 3),
    (8, 7, 6, 5, 9, 3, 2, 1, 0, 4),
    (9, 8, 7, 6, 5, 4, 3, 2, 1, 0),
)
_VERHOEFF_P = (
    (0, 1, 2, 3, 4, 5, 6, 7, 8, 9),
    (1, 5, 7, 6, 2, 8, 3, 0, 9, 4),
    (5, 8, 0, 3, 7, 9, 6, 1, 4, 2),
    (8, 9, 1, 6, 0, 4, 3, 5, 2, 7),
    (9, 4, 5, 3, 1, 2, 6, 8, 7, 0),
    (4, 2, 8, 6, 5, 7, 3, 9, 0, 1),
    (2, 7, 9, 3, 8, 0, 6, 4, 1, 5),
    (7, 0, 4, 6, 9, 1, 3, 2, 5, 8),
)


@dataclass(frozen=True, slots=True, order=True)
class Identifier:
    """A text that names one thing. Compare only with its own kind."""

    value: str

    def __post_init__(self) -> None:
        """For a kind whose text has one canonical form."""

    def __str__(self) -> str:
        return self.value


class PrescriptionId(Identifier):
    """The short-form EPS prescription ID, such as 24F5DA-A83008-7EFE6Z (ISO 7064 MOD 37-2 check)."""

    __slots__ = ()

    @property
    def is_valid(self) -> bool:
        return bool(_PRESCRIPTION_ID.fullmatch(self.value)) and self.value[-1] == self._check_character()

    def _check_character(self) -> str:
        total = 0
        for character in self.value.replace("-", "")[:-1]:
            total = (total + int(character, 36)) * 2
        return _BASE37[(38 - total % 37) % 37]


class NhsNumber(Identifier):
    """Ten digits with a modulus 11 check digit."""

    __slots__ = ()

    @property
    def is_valid(self) -> bool:
        if not (len(self.value) == 10 and self.value.isascii() and self.value.isdigit()):
            return False
        check = 11 - sum(int(digit) * (10 - place) for place, digit in enumerate(self.value[:9])) % 11
        return check != 10 and check % 11 == int(self.value[9])

    @property
    def spaced(self) -> str:
        """As people read it: 999 014 2734."""
        if len(self.value) != 10:
            return self.value
        return f"{self.value[:3]} {self.value[3:6]} {self.value[6:]}"


class SnomedCode(Identifier):
    """A SNOMED CT identifier (dm+d uses them for every product): 6 to 18 digits, Verhoeff check."""

    __slots__ = ()

    @property
    def is_valid(self) -> bool:
        if not (6 <= len(self.value) <= 18 and self.value.isascii() and self.value.isdigit()):
            return False
        check = 0
        for place, digit in enumerate(reversed(self.value)):
            check = _VERHOEFF_D[check][_VERHOEFF_P[place % 8][int(digit)]]
        return check == 0


class Gtin(Identifier):
    """A pack's trade number, always held as 14 digits (GS1 check digit)."""

    __slots__ = ()

    @classmethod
    def of(cls, digits: str) -> Self | None:
        """The GTIN of 8, 12, 13 or 14 digits, or None where it is none (wrong length, letter or check digit)."""
        if not (digits.isascii() and digits.isdigit() and len(digits) in (8, 12, 13, 14)):
            return None
        gtin = cls(digits.zfill(14))
        return gtin if gtin.is_valid else None

    @property
    def is_valid(self) -> bool:
        if not (len(self.value) == 14 and self.value.isascii() and self.value.isdigit()):
            return False
        digits = [*map(int, self.value)]
        return (3 * sum(digits[::2]) + sum(digits[1::2])) % 10 == 0

    @property
    def packaging_level(self) -> int:
        """0 the pack itself; 1 to 8 an outer pack; 9 variable measure."""
        return int(self.value[0])


class ItemId(Identifier):
    """A prescription line item, by its EPS UUID; compared without regard to case."""

    __slots__ = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "value", self.value.lower())


class OdsCode(Identifier):
    """An organisation in the NHS directory: a pharmacy, a surgery."""

    __slots__ = ()

    @property
    def is_valid(self) -> bool:
        return bool(_ODS.fullmatch(self.value))


class PatientId(Identifier):
    """A patient in this store (not the NHS number, which may be missing or corrected)."""

    __slots__ = ()


class UserId(Identifier):
    """A member of staff, or a system account."""

    __slots__ = ()


class MessageId(Identifier):
    """The UUID of one message to the outside; also its idempotency key."""

    __slots__ = ()


class LabelNumber(Identifier):
    """The short local number that a label's barcode carries: at most 12 digits."""

    __slots__ = ()


class BagNumber(Identifier):
    """The short local number of one bag on the shelf."""

    __slots__ = ()


@dataclass(frozen=True, slots=True, order=True)
class IssueKey:
    """One supply of a prescription. A repeat dispensing prescription has one ID and several issues."""

    prescription: PrescriptionId
    issue: int = 1

    def __str__(self) -> str:
        return f"{self.prescription}#{self.issue}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """The inverse of str(). Raises ValueError on anything else."""
        prescription, mark, issue = text.partition("#")
        return cls(PrescriptionId(prescription), int(issue) if mark else 1)
