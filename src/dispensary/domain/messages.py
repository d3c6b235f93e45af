"""What the pharmacy says to EPS, in the domain's words. How it looks on the wire is the business of `adapters/eps`.

Each message has an id made before it is stored; that id is its idempotency key for ever (PROTOCOL sections 1 and 9).
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from dispensary.domain.charges import ChargeDecision
from dispensary.domain.eps_status import LineStatus, PrescriptionStatus
from dispensary.domain.identifiers import IssueKey, MessageId, PrescriptionId, SnomedCode
from dispensary.domain.premises import Premises
from dispensary.domain.prescription import PrescribedItem, Prescription
from dispensary.domain.quantity import Quantity


class MessageKind(StrEnum):
    RELEASE = "release"
    NOTIFICATION = "dispense-notification"
    CLAIM = "claim"
    RETURN = "return"
    WITHDRAW = "withdraw"


class ReturnReason(StrEnum):
    NON_ATTENDANCE = "0001"
    UNABLE_TO_DISPENSE = "0002"
    PATIENT_REQUEST = "0003"
    OTHER_DISPENSER = "0004"
    INVALID_SIGNATURE = "0005"
    VERSION_PROBLEM = "0006"
    INVALID = "0007"
    EXPIRED = "0008"


class NotDispensedReason(StrEnum):
    """Why an item (or a prescription) will not be dispensed (EPS codes)."""

    NOT_REQUIRED = "0001"
    CLINICALLY_UNSUITABLE = "0002"
    OWINGS_NOTE = "0003"
    CANCELLED = "0004"
    DEATH = "0005"
    ILLEGAL = "0006"
    OUT_OF_SCOPE = "0007"
    EXPIRED = "0008"
    NOT_ALLOWED_ON_FP10 = "0009"
    NOT_COLLECTED = "0010"
    BOUGHT = "0011"


@dataclass(frozen=True, slots=True)
class Performer:
    """Who acts, as EPS wants it: the person's name and role profile, at these premises."""

    name: str
    role_profile: str
    professional_code: str | None
    premises: Premises


@dataclass(frozen=True, slots=True)
class ReleaseRequest:
    """One prescription by its ID, or (None) the next nominated ones, 25 at most."""

    id: MessageId
    performer: Performer
    prescription: PrescriptionId | None = None


@dataclass(frozen=True, slots=True)
class NotifiedProduct:
    """One product handed over for a line in this event; quantity is the amount of this event alone."""

    code: SnomedCode | None
    name: str
    quantity: Quantity
    dispense_item_id: str


@dataclass(frozen=True, slots=True)
class NotifiedLine:
    """Every line of the prescription stands in every notification, with nothing where nothing was handed over."""

    item: PrescribedItem
    status: LineStatus
    products: tuple[NotifiedProduct, ...]
    directions: str
    reason: NotDispensedReason | None = None


@dataclass(frozen=True, slots=True)
class DispenseNotification:
    id: MessageId
    performer: Performer
    prescription: Prescription
    status: PrescriptionStatus
    lines: tuple[NotifiedLine, ...]
    handed_over_at: datetime
    replaces: MessageId | None = None


@dataclass(frozen=True, slots=True)
class ClaimedLine:
    """products: everything supplied on the line over all events. endorsements () means none: NDEC is sent."""

    item: PrescribedItem
    status: LineStatus
    products: tuple[NotifiedProduct, ...]
    endorsements: tuple[str, ...] = ()
    reason: NotDispensedReason | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    id: MessageId
    performer: Performer
    prescription: Prescription
    status: PrescriptionStatus
    lines: tuple[ClaimedLine, ...]
    charge: ChargeDecision
    notification: MessageId
    created_at: datetime
    replaces: MessageId | None = None


@dataclass(frozen=True, slots=True)
class ReturnRequest:
    id: MessageId
    performer: Performer
    prescription: Prescription
    reason: ReturnReason
    at: datetime


@dataclass(frozen=True, slots=True)
class WithdrawRequest:
    id: MessageId
    performer: Performer
    prescription: Prescription
    notification: MessageId
    reason: str
    at: datetime


EpsMessage = ReleaseRequest | DispenseNotification | Claim | ReturnRequest | WithdrawRequest


class MessageState(StrEnum):
    """pending: not yet known to have arrived (a timeout stays pending). verify: EPS answered in a way that a person
    reads.
    """

    PENDING = "pending"
    DONE = "done"
    REJECTED = "rejected"
    VERIFY = "verify"


@dataclass(frozen=True, slots=True)
class OutboxMessage:
    """A message in the durable, ordered outbox. Same id and same body on every try."""

    id: MessageId
    kind: MessageKind
    key: IssueKey | None
    body: bytes
    created_at: datetime
    sequence: int = 0
    state: MessageState = MessageState.PENDING
    attempts: int = 0
    next_try: datetime | None = None
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Accepted:
    """EPS took the message. `body` is its answer as received."""

    body: bytes


@dataclass(frozen=True, slots=True)
class Rejected:
    """EPS understood the message and said no: issue codes, its words, and who holds the prescription, if it said so."""

    codes: tuple[str, ...]
    words: str = ""
    holder: str | None = None


EpsAnswer = Accepted | Rejected
