"""What one scan is: a pack, a prescription, one of our own labels, or something that cannot be used, and why."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dispensary.domain.identifiers import BagNumber, Gtin, Identifier, LabelNumber, PrescriptionId


class ScanKind(StrEnum):
    """What was scanned. A pack only where its GTIN was read without a fault; everything unreadable is unknown."""

    PACK = "pack"
    PRESCRIPTION = "prescription"
    LABEL = "label"
    BAG = "bag"
    BASKET = "basket"
    UNKNOWN = "unknown"


class Symbology(StrEnum):
    """Which kind of barcode, where the scanner said so (AIM identifier) or the number of digits leaves no doubt."""

    GS1_DATAMATRIX = "gs1-datamatrix"
    GS1_128 = "gs1-128"
    GS1_DATABAR = "gs1-databar"
    GS1_QR = "gs1-qr"
    GS1_DOTCODE = "gs1-dotcode"
    EAN_13 = "ean-13"
    EAN_8 = "ean-8"
    UPC_A = "upc-a"
    ITF_14 = "itf-14"
    CODE_128 = "code-128"
    DATAMATRIX = "datamatrix"
    QR = "qr"
    DOTCODE = "dotcode"


class FaultCode(StrEnum):
    EMPTY = "empty"
    NOT_A_PACK_CODE = "not-a-pack-code"
    OTHER_NUMBER = "other-number"
    CHECK_DIGIT = "check-digit"
    WRONG_LENGTH = "wrong-length"
    TWO_SCANS = "two-scans"
    NO_GTIN = "no-gtin"
    OUTER_CASE = "outer-case"
    UNKNOWN_FIELD = "unknown-field"
    BAD_CHARACTER = "bad-character"
    TOO_SHORT = "too-short"
    TOO_LONG = "too-long"
    IMPOSSIBLE_MONTH = "impossible-month"
    IMPOSSIBLE_DAY = "impossible-day"
    CONTRADICTION = "contradiction"


class ScanWarning(StrEnum):
    """Something to know about a scan that can be used.

    case-inverted: Caps Lock, so letters of batch and serial came in the wrong case. separator-lost: the keyboard or the
    scanner swallowed the separators, so only the GTIN is safe. incomplete: not all of GTIN, expiry, batch and serial.
    outer-pack: the code of a case of packs, not of one pack.
    """

    CASE_INVERTED = "case-inverted"
    SEPARATOR_LOST = "separator-lost"
    INCOMPLETE = "incomplete"
    OUTER_PACK = "outer-pack"


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a scan cannot be used. `ai`: the field in which it was found."""

    code: FaultCode
    ai: str | None = None


@dataclass(frozen=True, slots=True)
class Element:
    """One field of a GS1 barcode: its application identifier and what it holds, as it came."""

    ai: str
    value: str


class BasketNumber(Identifier):
    """The number on one of the pharmacy's own baskets."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Scan:
    """One scan, read. `raw` is what the scanner sent, unchanged: the whole reading can be made again from it.

    `expiry`, `batch` and `serial` are there only where the scan is complete: GTIN, expiry, batch and serial all read.
    """

    raw: str
    kind: ScanKind = ScanKind.UNKNOWN
    symbology: Symbology | None = None
    gtin: Gtin | None = None
    expiry: date | None = None
    batch: str | None = None
    serial: str | None = None
    elements: tuple[Element, ...] = ()
    complete: bool = False
    warnings: tuple[ScanWarning, ...] = ()
    error: Fault | None = None
    prescription: PrescriptionId | None = None
    label: LabelNumber | None = None
    bag: BagNumber | None = None
    basket: BasketNumber | None = None

    @property
    def ok(self) -> bool:
        """A pack was identified, with a valid check digit."""
        return self.kind is ScanKind.PACK

    @property
    def packaging_level(self) -> int | None:
        """0 the pack itself, 1 to 8 an outer pack, 9 variable measure; None where no pack was identified."""
        return None if self.gtin is None else self.gtin.packaging_level
