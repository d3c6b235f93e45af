"""Why a pack passes, stops or needs a person: each reason is a value with its evidence; `wording` makes the sentence.

The class of a reason says what it does to the verdict (`outcome`) and by which rule; a reason without a rule is a
remark, and leaves a pass a pass. Source: the verdict rules E0 to E4 over dm+d, and the pack state rules.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from dispensary.domain.barcodes import Fault, ScanKind
from dispensary.domain.identifiers import Gtin
from dispensary.domain.quantity import Quantity


class Outcome(StrEnum):
    """pass: go on. ask: a person must look. stop: this is wrong."""

    PASS = "pass"  # noqa: S105
    ASK = "ask"
    STOP = "stop"


class Rule(StrEnum):
    """The rule that decided; the names are public."""

    EXACT = "exact"
    EQUIVALENT = "equivalent"
    BRAND_DIFFERS = "brand-differs"
    NEAR_MISS = "near-miss"
    UNRELATED = "unrelated"
    UNKNOWN_PACK = "unknown-pack"
    UNREADABLE = "unreadable"
    EXPIRED = "expired"
    SAME_PACK_TWICE = "same-pack-twice"
    QUANTITY = "quantity"
    RECALLED = "recalled"
    MAY_BE_RECALLED = "may-be-recalled"
    MAPPED = "mapped-barcode"


class Flag(StrEnum):
    """What dm+d marks on a product, where it is so."""

    SUGAR_FREE = "sugar-free"
    GLUTEN_FREE = "gluten-free"
    PRESERVATIVE_FREE = "preservative-free"
    CFC_FREE = "cfc-free"


@dataclass(frozen=True, slots=True)
class Strength:
    """So much of a substance, in so much of the product: 250 mg in 5 ml. None: the dictionary does not say."""

    substance: str
    amount: Quantity | None
    per: Quantity | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """`scan`: which scan it is about, counted from 0; None where it is about all of them."""

    outcome: ClassVar[Outcome] = Outcome.PASS
    rule: ClassVar[Rule | None] = None

    scan: int | None


@dataclass(frozen=True, slots=True)
class MedicineDiffers(Reason):
    outcome: ClassVar[Outcome] = Outcome.STOP
    rule: ClassVar[Rule | None] = Rule.UNRELATED

    prescribed: str
    scanned: str


@dataclass(frozen=True, slots=True)
class NearMiss(Reason):
    """The same medicine, but another product: the look-alike that the check exists for."""

    outcome: ClassVar[Outcome] = Outcome.STOP
    rule: ClassVar[Rule | None] = Rule.NEAR_MISS


@dataclass(frozen=True, slots=True)
class StrengthDiffers(NearMiss):
    prescribed: tuple[Strength, ...]
    scanned: tuple[Strength, ...]


@dataclass(frozen=True, slots=True)
class FormDiffers(NearMiss):
    prescribed: str
    scanned: str


@dataclass(frozen=True, slots=True)
class RouteDiffers(NearMiss):
    prescribed: tuple[str, ...]
    scanned: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SaltDiffers(NearMiss):
    prescribed: str
    scanned: str


@dataclass(frozen=True, slots=True)
class FlagDiffers(NearMiss):
    """`prescribed`: whether what was prescribed carries the flag; the scanned pack is the other way."""

    flag: Flag
    prescribed: bool


@dataclass(frozen=True, slots=True)
class ProductDiffers(NearMiss):
    """Another product of the same medicine, and the dictionary does not say in what it differs."""

    prescribed: str
    scanned: str


@dataclass(frozen=True, slots=True)
class ComponentOnly(NearMiss):
    """One part of the combination pack that was prescribed."""

    prescribed: str
    scanned: str


@dataclass(frozen=True, slots=True)
class BrandDiffers(Reason):
    """Another supplier's product of the same medicine. `supplier_only`: both are named as their generic."""

    outcome: ClassVar[Outcome] = Outcome.STOP
    rule: ClassVar[Rule | None] = Rule.BRAND_DIFFERS

    prescribed: str
    scanned: str
    supplier_only: bool = False


@dataclass(frozen=True, slots=True)
class Expired(Reason):
    outcome: ClassVar[Outcome] = Outcome.STOP
    rule: ClassVar[Rule | None] = Rule.EXPIRED

    on: date


@dataclass(frozen=True, slots=True)
class SamePackTwice(Reason):
    """The same serial number again: one box was scanned twice. `first`: the earlier scan."""

    outcome: ClassVar[Outcome] = Outcome.STOP
    rule: ClassVar[Rule | None] = Rule.SAME_PACK_TWICE

    first: int
    serial: str


@dataclass(frozen=True, slots=True)
class PackRecalled(Reason):
    """A recall that stands takes this pack back. `recall`: its number here; `title`: as it was entered."""

    outcome: ClassVar[Outcome] = Outcome.STOP
    rule: ClassVar[Rule | None] = Rule.RECALLED

    recall: int
    title: str


@dataclass(frozen=True, slots=True)
class MayBeRecalled(Reason):
    """A recall takes some batches of this product back, and the barcode did not say of which batch this is."""

    outcome: ClassVar[Outcome] = Outcome.ASK
    rule: ClassVar[Rule | None] = Rule.MAY_BE_RECALLED

    recall: int
    title: str
    batches: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MappedUnproved(Reason):
    """A pharmacist said what this unknown barcode is, and it has not been found right often enough to be believed."""

    outcome: ClassVar[Outcome] = Outcome.ASK
    rule: ClassVar[Rule | None] = Rule.MAPPED

    pack: str
    good: int
    needed: int


@dataclass(frozen=True, slots=True)
class Unreadable(Reason):
    """No pack code: a fault in it, or one of our own codes (`kind`)."""

    outcome: ClassVar[Outcome] = Outcome.ASK
    rule: ClassVar[Rule | None] = Rule.UNREADABLE

    kind: ScanKind
    fault: Fault | None


@dataclass(frozen=True, slots=True)
class UnknownPack(Reason):
    """The dictionary has no pack with this GTIN: about half of all packs have none, so this is routine."""

    outcome: ClassVar[Outcome] = Outcome.ASK
    rule: ClassVar[Rule | None] = Rule.UNKNOWN_PACK

    gtin: Gtin
    second_person: bool


@dataclass(frozen=True, slots=True)
class SeveralPacks(Reason):
    """Several packs carry this GTIN, and they would be judged differently."""

    outcome: ClassVar[Outcome] = Outcome.ASK
    rule: ClassVar[Rule | None] = Rule.UNKNOWN_PACK

    gtin: Gtin
    packs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PrescribedUnknown(Reason):
    """Nothing can be compared: the prescribed code is not in the dictionary, or names a moiety and no product."""

    outcome: ClassVar[Outcome] = Outcome.ASK
    rule: ClassVar[Rule | None] = Rule.UNKNOWN_PACK

    code: str
    moiety: bool = False


@dataclass(frozen=True, slots=True)
class ParentsDiffer(Reason):
    """The release has the scanned pack under two generic products, so it may be either."""

    outcome: ClassVar[Outcome] = Outcome.ASK
    rule: ClassVar[Rule | None] = Rule.UNKNOWN_PACK

    pack: str


@dataclass(frozen=True, slots=True)
class PharmacistChooses(Reason):
    """dm+d says that this generic is not to be filled with just any product (`status`: PRES_STATCD)."""

    outcome: ClassVar[Outcome] = Outcome.ASK
    rule: ClassVar[Rule | None] = Rule.EQUIVALENT

    status: str
    scanned: str


@dataclass(frozen=True, slots=True)
class PrescribedDoubted(Reason):
    """The prescribed product is not sure: dispensable only after a person confirms. No rule: the match itself stands.
    Source: conformance rows 1.8.13 and 1.8.14.
    """

    outcome: ClassVar[Outcome] = Outcome.ASK

    name: str


@dataclass(frozen=True, slots=True)
class PrescribedInvalid(PrescribedDoubted):
    """dm+d no longer recognises it."""


@dataclass(frozen=True, slots=True)
class PrescribedMoved(PrescribedDoubted):
    """It belongs to another generic product than it did when it may have been chosen."""

    before: str
    now: str


@dataclass(frozen=True, slots=True)
class QuantityReason(Reason):
    outcome: ClassVar[Outcome] = Outcome.ASK
    rule: ClassVar[Rule | None] = Rule.QUANTITY


@dataclass(frozen=True, slots=True)
class NothingScanned(QuantityReason):
    pass


@dataclass(frozen=True, slots=True)
class LessScanned(QuantityReason):
    """Part supply, or an owing."""

    prescribed: Quantity
    scanned: Quantity


@dataclass(frozen=True, slots=True)
class MoreScanned(QuantityReason):
    """A pack to split, or a pack too many. `unsplittable`: a special container or a calendar pack is among them."""

    prescribed: Quantity
    scanned: Quantity
    unsplittable: bool


@dataclass(frozen=True, slots=True)
class UnitDiffers(QuantityReason):
    """Two units are never converted."""

    prescribed: str
    scanned: str


@dataclass(frozen=True, slots=True)
class ContentsUnknown(QuantityReason):
    """The dictionary does not say, or not with one voice, how much is in this pack."""

    pack: str


@dataclass(frozen=True, slots=True)
class OuterPack(QuantityReason):
    """The code of a case: how many packs are in it is not known."""

    level: int


@dataclass(frozen=True, slots=True)
class PackSizeDiffers(QuantityReason):
    """A pack was prescribed, and this is another size of it."""

    prescribed: str
    scanned: str


@dataclass(frozen=True, slots=True)
class CountPacks(QuantityReason):
    """Packs of one GTIN without serial numbers: one box scanned twice looks the same, so somebody counts them."""

    packs: int


@dataclass(frozen=True, slots=True)
class QuantityNotChecked(Reason):
    """No prescribed quantity to compare with."""


@dataclass(frozen=True, slots=True)
class ExpiryNotRead(Reason):
    """The barcode did not give the expiry date, so it was not checked."""


@dataclass(frozen=True, slots=True)
class ShortDated(Reason):
    on: date


@dataclass(frozen=True, slots=True)
class CaseInverted(Reason):
    """Caps Lock was on: batch and serial are not to be copied from this scan."""


@dataclass(frozen=True, slots=True)
class Discontinued(Reason):
    pack: str


@dataclass(frozen=True, slots=True)
class NotAvailable(Reason):
    pack: str


@dataclass(frozen=True, slots=True)
class GtinEnded(Reason):
    pack: str
    on: date


@dataclass(frozen=True, slots=True)
class PackInvalid(Reason):
    """dm+d no longer recognises the scanned pack. Old stock is legitimate."""

    pack: str


@dataclass(frozen=True, slots=True)
class MixedPacks(Reason):
    """Different packs make up the quantity."""

    packs: tuple[str, ...]
