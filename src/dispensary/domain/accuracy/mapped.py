"""Barcodes that dm+d does not know, and a pharmacist said what they are.

It counts as known after so many good verifications at the bench, and lapses six months after it was mapped, for a
barcode may be given to another pack (the practice of a commercial checking system, USERS.md section 2).
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from dispensary.domain.identifiers import Gtin, SnomedCode, UserId
from dispensary.domain.validity import months_after

GOOD_VERIFICATIONS = 20
"""How many are needed where the pharmacy has not said otherwise."""
FEWEST, MOST = 2, 99
MONTHS = 6


class Known(StrEnum):
    """How far a mapped barcode is to be trusted. proving: somebody must look at each pack and say that it is that."""

    PROVING = "proving"
    KNOWN = "known"
    LAPSED = "lapsed"


@dataclass(frozen=True, slots=True)
class MappedBarcode:
    """pack: the AMPP; name: as dm+d called it then. good: verifications since it was mapped. removed: why it does not
    count any more. version: for the store.
    """

    gtin: Gtin
    pack: SnomedCode
    name: str
    by: UserId
    at: datetime
    reason: str
    good: int = 0
    removed: str = ""
    version: int = 0

    def standing(self, today: date, needed: int) -> Known:
        if self.removed or today >= months_after(self.at.date(), MONTHS):
            return Known.LAPSED
        return Known.KNOWN if self.good >= needed else Known.PROVING

    def verified(self) -> "MappedBarcode":
        return replace(self, good=self.good + 1)


@dataclass(frozen=True, slots=True)
class Proving:
    """A mapped barcode whose packs are still looked at one by one: how many were found right, of how many needed."""

    good: int
    needed: int
