"""Refusals around the bench: recalls, near misses, barcodes that a pharmacist maps. Words: `wording.refused_bench`."""

from dataclasses import dataclass
from typing import ClassVar

from dispensary.domain.identifiers import Gtin
from dispensary.domain.refusals import Refusal


@dataclass(frozen=True, slots=True)
class RecallUnfit(Refusal):
    """A recall that names nothing, or says nothing to the people concerned. what: which part is missing."""

    code: ClassVar[str] = "recall-unfit"

    what: str


@dataclass(frozen=True, slots=True)
class RecallOver(Refusal):
    """This recall has been ended already."""

    code: ClassVar[str] = "recall-over"

    number: int


@dataclass(frozen=True, slots=True)
class ReasonWanted(Refusal):
    """A decision that somebody answers for needs its reason."""

    code: ClassVar[str] = "reason-wanted"


@dataclass(frozen=True, slots=True)
class BarcodeKnown(Refusal):
    """dm+d itself knows this barcode, and nobody may map it to something else."""

    code: ClassVar[str] = "barcode-known"

    gtin: Gtin
    name: str


@dataclass(frozen=True, slots=True)
class NotAPack(Refusal):
    """Only a supplier's pack can be what a barcode stands for."""

    code: ClassVar[str] = "not-a-pack"

    name: str


@dataclass(frozen=True, slots=True)
class CaseBarcode(Refusal):
    """The barcode is of a case of packs, so it stands for no single pack."""

    code: ClassVar[str] = "case-barcode"

    gtin: Gtin


@dataclass(frozen=True, slots=True)
class NotMapped(Refusal):
    """The pack that waits is not one that a pharmacist mapped and others are still proving."""

    code: ClassVar[str] = "not-mapped"


@dataclass(frozen=True, slots=True)
class OwnCheckNotAllowed(Refusal):
    """This pharmacy does not let whoever assembled an item check it."""

    code: ClassVar[str] = "own-check-not-allowed"


@dataclass(frozen=True, slots=True)
class BasketTaken(Refusal):
    """The basket holds another prescription. name: whose."""

    code: ClassVar[str] = "basket-taken"

    number: str
    name: str


@dataclass(frozen=True, slots=True)
class NotForABasket(Refusal):
    """The prescription is bagged or done with, so nothing of it lies in a basket."""

    code: ClassVar[str] = "not-for-a-basket"
