"""A prescription as it was sent: facts that nobody here may change (conformance row 1.5.4).

What the pharmacy does with it lives in `dispensing`; what EPS says of it later arrives as facts in `eps_status`.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from dispensary.domain.identifiers import IssueKey, ItemId, NhsNumber, OdsCode, PrescriptionId, SnomedCode
from dispensary.domain.quantity import Quantity


class Treatment(StrEnum):
    """How often it may be supplied. eRD: repeat dispensing, several issues under one signature."""

    ACUTE = "acute"
    REPEAT = "repeat"
    ERD = "erd"


class Origin(StrEnum):
    """Where it came from. Paper and private prescriptions are typed in and never notified to EPS."""

    EPS = "eps"
    PAPER = "paper"
    PRIVATE = "private"


class SignatureStatus(StrEnum):
    """What our own look at the prescriber's signature found. EPS's verdict at release is the authority."""

    ABSENT = "absent"
    VALID = "valid"
    INVALID = "invalid"
    UNVERIFIABLE = "unverifiable"


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Signature:
    status: SignatureStatus
    reasons: tuple[str, ...] = ()
    signed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a document that is not as it should be. An error is never dispensed from without a person."""

    severity: Severity
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Address:
    lines: tuple[str, ...] = ()
    postcode: str = ""

    def __str__(self) -> str:
        return ", ".join([*self.lines, self.postcode]).strip(", ")


@dataclass(frozen=True, slots=True)
class PatientAsSent:
    """The patient as the prescriber's system wrote it down."""

    nhs_number: NhsNumber | None
    name: str
    birth_date: date | None = None
    gender: str | None = None
    address: Address = Address()


@dataclass(frozen=True, slots=True)
class Prescriber:
    """Who prescribed, for whom, and how to reach them (conformance row 1.6.3)."""

    name: str
    organisation: OdsCode | None = None
    organisation_name: str = ""
    phone: str | None = None
    professional_code: str | None = None
    address: Address = Address()


@dataclass(frozen=True, slots=True)
class PrescribedItem:
    """One line as prescribed. None means that the message did not say.

    quantity: the amount and its unit in words; unit_code: the unit's SNOMED code.
    dosage_text: the prescriber's words, shown, printed and stored unchanged; structured_dosage_text: what a structured
    dose, if one came, says; dosage_conflict: the two disagree.
    line_status: EPS line status code (0001 to 0008) as delivered; a cancelled (0005) or expired (0006) line may come.
    """

    item_id: ItemId
    name: str
    code: SnomedCode | None = None
    quantity: Quantity | None = None
    unit_code: str | None = None
    dosage_text: str | None = None
    structured_dosage_text: str | None = None
    dosage_conflict: bool = False
    endorsements: tuple[str, ...] = ()
    cd_quantity_words: str | None = None
    cd_schedule: str | None = None
    line_status: str | None = None
    additional_instructions: str | None = None
    course: str | None = None


@dataclass(frozen=True, slots=True)
class RepeatInformation:
    """Real counts (not the decremented ones on the wire): this is issue `issue` of `authorised`."""

    issue: int | None = None
    authorised: int | None = None
    review_date: date | None = None
    days_supply: Decimal | None = None
    last_dispensed: date | None = None


@dataclass(frozen=True, slots=True)
class Prescription:
    """A whole prescription (1 to 4 items for EPS) as sent.

    release_id: MessageHeader.response.identifier, needed by every later message.
    uuid: the long form of the ID. type_code: who may have written it (EPS prescription type, such as 0101).
    """

    id: PrescriptionId
    treatment: Treatment
    patient: PatientAsSent
    prescriber: Prescriber
    items: tuple[PrescribedItem, ...]
    origin: Origin = Origin.EPS
    uuid: str | None = None
    type_code: str | None = None
    authored_on: date | None = None
    nominated: OdsCode | None = None
    repeat: RepeatInformation = RepeatInformation()
    signature: Signature = Signature(SignatureStatus.ABSENT)
    release_id: str | None = None
    problems: tuple[Problem, ...] = ()
    notes_to_patient: tuple[str, ...] = ()

    @property
    def key(self) -> IssueKey:
        return IssueKey(self.id, self.repeat.issue or 1)

    def item(self, item_id: ItemId) -> PrescribedItem:
        """The line with that id. Raises KeyError if this prescription has none."""
        for item in self.items:
            if item.item_id == item_id:
                return item
        raise KeyError(item_id)
