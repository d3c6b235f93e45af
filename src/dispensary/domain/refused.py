"""Why a step of the dispensary was refused: one class for each rule, with the evidence that its sentence needs.

The sentences are in `wording.refused`. Kept together so that every one of them has one, and a test can tell.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar

from dispensary.domain.barcodes.scan import Scan
from dispensary.domain.clinical.findings import Finding
from dispensary.domain.quantity import Quantity
from dispensary.domain.refusals import Refusal


@dataclass(frozen=True, slots=True)
class SameHands(Refusal):
    """Whoever labelled or assembled an item does not also check it."""

    code: ClassVar[str] = "same-hands"

    name: str
    item: str
    deed: str = "assembled"


@dataclass(frozen=True, slots=True)
class PackHeld(Refusal):
    """A wrong pack waits to be set aside: say what was wrong first."""

    code: ClassVar[str] = "pack-held"

    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NotAssembled(Refusal):
    """No item of this prescription is ready for the accuracy check."""

    code: ClassVar[str] = "not-assembled"


@dataclass(frozen=True, slots=True)
class WrongLabel(Refusal):
    """The label scanned belongs to another item or another person."""

    code: ClassVar[str] = "wrong-label"

    item: str


@dataclass(frozen=True, slots=True)
class PacksFirst(Refusal):
    """Every pack is scanned before the label that is stuck on it."""

    code: ClassVar[str] = "packs-first"

    item: str


@dataclass(frozen=True, slots=True)
class CountThePacks(Refusal):
    """Several packs without serial numbers: one box scanned twice would look the same, so a person counts them."""

    code: ClassVar[str] = "count-the-packs"

    item: str
    packs: int


@dataclass(frozen=True, slots=True)
class Unusable(Refusal):
    """What was scanned is no pack and none of our labels."""

    code: ClassVar[str] = "unusable-scan"

    scan: Scan


@dataclass(frozen=True, slots=True)
class CountWrong(Refusal):
    """A part pack holds fewer than the whole, and together the packs do not exceed what is to go out."""

    code: ClassVar[str] = "count-wrong"

    counted: Decimal
    due: Quantity | None


@dataclass(frozen=True, slots=True)
class OverrideNotAllowed(Refusal):
    """A pack that is plainly another medicine, strength or form is never accepted; an unknown one may be, with a
    reason.
    """

    code: ClassVar[str] = "override-not-allowed"

    rule: str


@dataclass(frozen=True, slots=True)
class StillInHand(Refusal):
    """These items are neither checked, owed nor given up, so the bag cannot be closed."""

    code: ClassVar[str] = "still-in-hand"

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NothingToBag(Refusal):
    """No item of this prescription is ready to go into a bag."""

    code: ClassVar[str] = "nothing-to-bag"


@dataclass(frozen=True, slots=True)
class PatientNotLinked(Refusal):
    """Nobody has said yet whose record this prescription belongs to (conformance row 1.4.5)."""

    code: ClassVar[str] = "patient-not-linked"

    name: str


@dataclass(frozen=True, slots=True)
class NotClinicallyChecked(Refusal):
    """No pharmacist has checked this item."""

    code: ClassVar[str] = "not-clinically-checked"

    item: str


@dataclass(frozen=True, slots=True)
class CheckVoid(Refusal):
    """The clinical check no longer stands: these facts changed since."""

    code: ClassVar[str] = "clinical-check-void"

    item: str
    changed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unsettled(Refusal):
    """Findings that still need a decision before anything can be approved."""

    code: ClassVar[str] = "unsettled-findings"

    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class ItemExpired(Refusal):
    """The last day on which this item could be dispensed is past (conformance rows 1.8.1, 1.8.11)."""

    code: ClassVar[str] = "item-expired"

    item: str
    last_day: date


@dataclass(frozen=True, slots=True)
class NothingToCheck(Refusal):
    """No item of this prescription waits for a clinical check."""

    code: ClassVar[str] = "nothing-to-check"


@dataclass(frozen=True, slots=True)
class CheckNotKept(Refusal):
    """No earlier check of these items counts for this issue: a pharmacist has to make it."""

    code: ClassVar[str] = "check-not-kept"


@dataclass(frozen=True, slots=True)
class NotAnswered(Refusal):
    """Questions that must be settled before the bag goes: "identity", "charge", "collector", "fridge"."""

    code: ClassVar[str] = "not-answered"

    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NotBagged(Refusal):
    """There is no checked and bagged item to hand out."""

    code: ClassVar[str] = "not-bagged"


@dataclass(frozen=True, slots=True)
class ExemptionNotValid(Refusal):
    """That exemption cannot be claimed on this day, or whether evidence was seen has not been said (row 4.1.5a)."""

    code: ClassVar[str] = "exemption-not-valid"

    exemption: str


@dataclass(frozen=True, slots=True)
class DirectionsMissing(Refusal):
    """Neither the prescriber nor anybody here has said how to use it."""

    code: ClassVar[str] = "directions-missing"

    item: str


@dataclass(frozen=True, slots=True)
class DirectionsUnread(Refusal):
    """What was typed cannot be read as a dose. Words that the prescriber sent may still be printed as they are."""

    code: ClassVar[str] = "directions-unread"

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReasonNeeded(Refusal):
    """Rewording what the prescriber wrote needs a reason (Human Medicines Regulations 2012, Schedule 25 paras 5 and
    6).
    """

    code: ClassVar[str] = "reason-needed"


@dataclass(frozen=True, slots=True)
class QuantityWrong(Refusal):
    """More than is still due, or nothing at all, or nobody knows how much was prescribed."""

    code: ClassVar[str] = "quantity-wrong"

    asked: Quantity | None
    due: Quantity | None


@dataclass(frozen=True, slots=True)
class OtherProduct(Refusal):
    """The chosen product is not what was prescribed."""

    code: ClassVar[str] = "other-product"

    chosen: str
    prescribed: str


@dataclass(frozen=True, slots=True)
class NhsNumberTaken(Refusal):
    """Another record has this NHS number already (conformance row 1.4.3)."""

    code: ClassVar[str] = "nhs-number-taken"

    name: str


@dataclass(frozen=True, slots=True)
class NhsNumberWrong(Refusal):
    """The number fails its own check digit."""

    code: ClassVar[str] = "nhs-number-wrong"

    number: str


@dataclass(frozen=True, slots=True)
class NotAPrescriptionId(Refusal):
    """The text is no prescription ID: wrong shape, or its check character does not fit (rows 1.5.2, 1.6.1)."""

    code: ClassVar[str] = "not-a-prescription-id"

    text: str


@dataclass(frozen=True, slots=True)
class NoEarlierDictionary(Refusal):
    """No release is kept from before, so there is none to go back to."""

    code: ClassVar[str] = "no-earlier-release"


@dataclass(frozen=True, slots=True)
class NotFound(Refusal):
    """Nothing here has that number or id."""

    code: ClassVar[str] = "not-found"

    what: str


@dataclass(frozen=True, slots=True)
class EntryIncomplete(Refusal):
    """A prescription typed in lacks these things."""

    code: ClassVar[str] = "entry-incomplete"

    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AlteredElsewhere(Refusal):
    """Somebody else changed the same record a moment ago; nothing was overwritten."""

    code: ClassVar[str] = "changed-elsewhere"


@dataclass(frozen=True, slots=True)
class PackOutOfDate(Refusal):
    """A pack in the bag was in date when it was checked and has passed its expiry date since."""

    code: ClassVar[str] = "pack-out-of-date"

    item: str
    expiry: date


@dataclass(frozen=True, slots=True)
class ChargeSettled(Refusal):
    """What there is to pay was settled when the first part went out, and the claim will say so."""

    code: ClassVar[str] = "charge-settled"

    exemption: str


@dataclass(frozen=True, slots=True)
class LookFirst(Refusal):
    """Sending these labels had begun at another counter: they may be printed, and nobody has looked."""

    code: ClassVar[str] = "look-first"

    counter: str
    many: int


@dataclass(frozen=True, slots=True)
class LabelsGone(Refusal):
    """What should be taken over from another counter does not wait there any more as it was shown."""

    code: ClassVar[str] = "labels-gone"

    counter: str
