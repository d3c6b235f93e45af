"""What this pharmacy does with one issue of a prescription: the aggregate that the workflow moves.

Immutable: every operation gives a new value. Stages change only through `workflow.move`.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from dispensary.domain.barcodes.scan import BasketNumber
from dispensary.domain.charges import ChargeDecision
from dispensary.domain.clinical.fingerprint import Fingerprint
from dispensary.domain.clinical.gate import Decision
from dispensary.domain.dictionary import Kind
from dispensary.domain.eps_status import (
    CLOSED_AT_RELEASE,
    LineStatus,
    PrescriptionStatus,
    line_status,
    prescription_status,
)
from dispensary.domain.identifiers import (
    BagNumber,
    Gtin,
    IssueKey,
    ItemId,
    LabelNumber,
    MessageId,
    PatientId,
    SnomedCode,
    UserId,
)
from dispensary.domain.messages import NotDispensedReason
from dispensary.domain.prescription import Origin, PrescribedItem, Prescription
from dispensary.domain.quantity import Quantity
from dispensary.domain.workflow import SETTLED, Action, NotFromHere, Stage, move


class Service(StrEnum):
    """How the patient gets the bag."""

    WAITER = "waiter"
    COLLECT = "collect"
    DELIVER = "deliver"


@dataclass(frozen=True, slots=True)
class KeptCheck:
    """That nothing had changed since an earlier check: whose issue that was, and who found it so, when."""

    earlier: IssueKey
    by: UserId
    at: datetime


@dataclass(frozen=True, slots=True)
class Approval:
    """A pharmacist's clinical check of exactly the facts in the fingerprint, with what was decided on each finding.

    repeated: the facts that the next issue of a repeat must share for this check to be kept; None: no repeat.
    kept: it was made on an earlier issue and kept for this one; by, name and at are of that check.
    """

    by: UserId
    name: str
    at: datetime
    fingerprint: Fingerprint
    decisions: tuple[Decision, ...] = ()
    repeated: Fingerprint | None = None
    kept: KeptCheck | None = None


@dataclass(frozen=True, slots=True)
class ChosenProduct:
    """What will be supplied: any dm+d product (VMP, AMP or a pack), by its code and its exact name."""

    code: SnomedCode
    kind: Kind
    name: str


@dataclass(frozen=True, slots=True)
class LabelRecord:
    """The label as printed. `prescribed` is the prescriber's text; `directions` what the label says.

    Where they were reworded, `by` did it; a pharmacist may lawfully put other particulars, with a reason
    (Human Medicines Regulations 2012, Schedule 25 paragraphs 5 and 6).
    job: its document in the print queue, to be printed again as it was; "" for labels of earlier versions.
    """

    number: LabelNumber
    directions: str
    prescribed: str
    quantity: Quantity
    by: UserId
    at: datetime
    texts: tuple[str, ...] = ()
    labels: int = 1
    warnings: tuple[str, ...] = ()
    typed: str = ""
    reason: str = ""
    unread: bool = False
    job: str = ""


@dataclass(frozen=True, slots=True)
class PackScan:
    """One pack scanned at the bench, with what it was judged to be. Reproducible from the raw bytes.

    looked_at: its barcode is one that a pharmacist mapped, and whoever checked said that the pack is that.
    counted_once: a controlled drug out of a split pack was counted, and is to be counted a second time.
    rest_labelled: what is left of it in stock has its label.
    """

    raw: str
    verdict: str
    rule: str
    at: datetime
    by: UserId
    gtin: Gtin | None = None
    packs: tuple[SnomedCode, ...] = ()
    expiry: date | None = None
    batch: str | None = None
    serial: str | None = None
    quantity: Quantity | None = None
    part: Decimal | None = None
    override: str = ""
    looked_at: bool = False
    counted_once: Decimal | None = None
    rest_labelled: bool = False

    @property
    def amount(self) -> Decimal | None:
        """What goes out of this pack: the part that was counted, else all of it."""
        if self.part is not None:
            return self.part
        return self.quantity.value if self.quantity is not None else None


@dataclass(frozen=True, slots=True)
class HeldPack:
    """A pack that was stopped at the bench and waits for somebody to say what was wrong with it.

    reasons: what the screen said; name: the pack as the dictionary names it, "" for an unknown one.
    """

    item: ItemId
    scan: PackScan
    reasons: tuple[str, ...]
    name: str


@dataclass(frozen=True, slots=True)
class Supply:
    """What was handed over for one item in one event."""

    quantity: Quantity
    product: ChosenProduct
    at: datetime
    by: UserId
    notification: MessageId | None = None
    directions: str = ""
    packs: tuple[PackScan, ...] = ()


@dataclass(frozen=True, slots=True)
class ItemWork:
    """Our work on one item. `supplying` is the amount of this event, `supplies` what has gone out before.

    entered_directions: directions whose dose replaces the prescriber's text in the clinical check; None: as sent.
    completed: nothing more is due although less than prescribed went out.
    """

    item_id: ItemId
    stage: Stage = Stage.RECEIVED
    approval: Approval | None = None
    entered_directions: str | None = None
    product: ChosenProduct | None = None
    supplying: Quantity | None = None
    label: LabelRecord | None = None
    assembled_by: UserId | None = None
    assembled_at: datetime | None = None
    scans: tuple[PackScan, ...] = ()
    packs_counted: bool = False
    label_scanned: bool = False
    checked_by: UserId | None = None
    checked_name: str = ""
    checked_at: datetime | None = None
    supplies: tuple[Supply, ...] = ()
    completed: bool = False
    not_dispensed: NotDispensedReason | None = None
    note: str = ""

    @property
    def scanned(self) -> Decimal | None:
        """What the packs scanned so far hold together, loose counts taken into account; None where nobody can say."""
        amounts = [scan.amount for scan in self.scans]
        known = [amount for amount in amounts if amount is not None]
        return sum(known, Decimal(0)) if len(known) == len(amounts) else None

    @property
    def packs_complete(self) -> bool:
        """Exactly what is to go out has been scanned, no less and no more."""
        return bool(self.scans) and self.supplying is not None and self.scanned == self.supplying.value

    @property
    def over_scanned(self) -> bool:
        """More was scanned than goes out, or nobody can say."""
        return self.supplying is None or self.scanned is None or self.scanned > self.supplying.value

    @property
    def packs_to_count(self) -> int | None:
        """How many packs a person must count: several with one barcode and no serial number look like one scanned
        twice.
        """
        bare = [scan.gtin for scan in self.scans if scan.serial is None and scan.gtin is not None]
        return len(self.scans) if len(bare) > len(set(bare)) and not self.packs_counted else None

    @property
    def supplied(self) -> Decimal:
        return sum((supply.quantity.value for supply in self.supplies), Decimal(0))

    def leaves_owing(self, item: PrescribedItem) -> bool:
        """Whether some of the item is still owed once what is being supplied has gone out."""
        if item.quantity is None or self.supplying is None:
            return False
        return self.supplied + self.supplying.value < item.quantity.value

    def taking(self, action: Action) -> "ItemWork | NotFromHere":
        """This item after the action, or why it cannot take it."""
        stage = move(self.stage, action)
        return stage if isinstance(stage, NotFromHere) else replace(self, stage=stage)


@dataclass(frozen=True, slots=True)
class Bag:
    number: BagNumber
    shelf: str
    by: UserId
    at: datetime


@dataclass(frozen=True, slots=True)
class Note:
    """A remark or a query on the prescription, by whom and when."""

    words: str
    by: UserId
    at: datetime


@dataclass(frozen=True, slots=True)
class OwnCheck:
    """Somebody checks what they labelled or assembled themselves, because nobody else is there."""

    by: UserId
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Dispensing:
    """One issue of one prescription in this pharmacy.

    notifications: ids of the dispense notifications made, in order; claim: id of the claim made. patient: None until it
    matches a record or somebody says whose it is (conformance row 1.4.5). failed: why it may not be dispensed (EPS
    refused its signature, or it is not valid as sent); it can be looked at and nothing else (row 1.6.9).
    kept_by_eps: it took this one back itself (reason 0005), so it must not be sent back once more. own_check: who may
    check their own work on it, and why. basket: what its items lie in until they are bagged.
    """

    prescription: Prescription
    items: tuple[ItemWork, ...]
    received_at: datetime
    patient: PatientId | None = None
    promised_at: datetime | None = None
    service: Service = Service.COLLECT
    held_pack: HeldPack | None = None
    bag: Bag | None = None
    charge: ChargeDecision | None = None
    notifications: tuple[MessageId, ...] = ()
    claim: MessageId | None = None
    returned: MessageId | None = None
    notes: tuple[Note, ...] = ()
    failed: str = ""
    kept_by_eps: bool = False
    failed_seen: bool = False
    own_check: OwnCheck | None = None
    basket: BasketNumber | None = None
    version: int = 0

    @property
    def key(self) -> IssueKey:
        return self.prescription.key

    @property
    def to_send_back(self) -> bool:
        """Whether EPS handed over what may not be dispensed, and still counts it as ours."""
        ours = self.prescription.origin is Origin.EPS and not self.kept_by_eps
        return bool(self.failed) and ours and self.returned is None

    def work(self, item_id: ItemId) -> ItemWork:
        """Our work on that item. Raises KeyError if the prescription has no such line."""
        for work in self.items:
            if work.item_id == item_id:
                return work
        raise KeyError(item_id)

    def named(self, item_id: ItemId) -> str:
        """What a label calls that line now: the product chosen for it, else what was prescribed."""
        product = self.work(item_id).product
        return product.name if product is not None else self.prescription.item(item_id).name

    def with_work(self, work: ItemWork) -> "Dispensing":
        """This dispensing with that item's work in place of what stood there."""
        return replace(self, items=tuple(work if held.item_id == work.item_id else held for held in self.items))

    def pairs(self) -> tuple[tuple[PrescribedItem, ItemWork], ...]:
        """Each line as sent, with our work on it."""
        return tuple((self.prescription.item(work.item_id), work) for work in self.items)

    def line_status(self, item_id: ItemId) -> LineStatus:
        """The EPS status of a line, computed from what is recorded."""
        item, work = self.prescription.item(item_id), self.work(item_id)
        return line_status(
            delivered=LineStatus(item.line_status) if item.line_status in _DELIVERED else None,
            prescribed=item.quantity.value if item.quantity else None,
            supplied=work.supplied,
            owing=work.stage is Stage.OWING,
            not_dispensed=work.not_dispensed is not None,
            completed=work.completed,
        )

    @property
    def eps_status(self) -> PrescriptionStatus:
        """What EPS will hold once our notifications have arrived (a claim follows it)."""
        if self.claim is not None:
            return PrescriptionStatus.CLAIMED
        return prescription_status(self.line_status(work.item_id) for work in self.items)

    @property
    def live(self) -> tuple[ItemWork, ...]:
        """Our work on the lines that EPS delivered alive; a cancelled or expired line is shown and never worked on."""
        return tuple(work for item, work in self.pairs() if item.line_status not in CLOSED_AT_RELEASE)

    @property
    def settled(self) -> bool:
        """Nothing on it goes any further in the shop."""
        return all(work.stage in SETTLED for work in self.live)


_DELIVERED = frozenset(status.value for status in LineStatus)

_ORDER = (
    Stage.QUERIED,
    Stage.RECEIVED,
    Stage.CLINICALLY_CHECKED,
    Stage.LABELLED,
    Stage.ASSEMBLED,
    Stage.ACCURACY_CHECKED,
    Stage.BAGGED,
    Stage.OWING,
    Stage.HANDED_OUT,
    Stage.NOT_DISPENSED,
    Stage.RETURNED,
)


def stage_of(dispensing: Dispensing) -> Stage:
    """Where the whole prescription stands: at the earliest stage of any of its items still in hand."""
    return min((work.stage for work in dispensing.live or dispensing.items), key=_ORDER.index)
