"""What EPS is told: made from what is recorded, stored in the transaction that recorded it, sent afterwards."""

from uuid import NAMESPACE_URL, uuid5

from dispensary.application.receive import performer_of, queue
from dispensary.application.step import Step
from dispensary.domain.dispensing import Dispensing, ItemWork, Supply
from dispensary.domain.eps_status import LineStatus, PrescriptionStatus, prescription_status
from dispensary.domain.identifiers import MessageId
from dispensary.domain.messages import (
    Claim,
    ClaimedLine,
    DispenseNotification,
    MessageKind,
    NotDispensedReason,
    NotifiedLine,
    NotifiedProduct,
)
from dispensary.domain.people import User
from dispensary.domain.prescription import Origin, PrescribedItem

_LATEST = {LineStatus.WITH_DISPENSER: LineStatus.OWING}


def notify(step: Step, held: Dispensing, user: User, message: MessageId) -> None:
    """Queues the dispense notification for the event that this step records; nothing for a prescription not from EPS.

    Every line stands in it, with what this event handed over (PROTOCOL section 6).
    """
    if held.prescription.origin is not Origin.EPS:
        return
    lines = tuple(_line(held, item, work, message) for item, work in held.pairs())
    notification = DispenseNotification(
        id=message,
        performer=performer_of(step, user),
        prescription=held.prescription,
        status=_status(lines),
        lines=lines,
        handed_over_at=step.now,
    )
    queue(step, MessageKind.NOTIFICATION, message, held.key, step.place.eps.compose(notification))


def _status(lines: tuple[NotifiedLine, ...]) -> PrescriptionStatus:
    return prescription_status(line.status for line in lines)


def _line(held: Dispensing, item: PrescribedItem, work: ItemWork, message: MessageId) -> NotifiedLine:
    status = held.line_status(work.item_id)
    status = _LATEST.get(status, status)
    handed = tuple(supply for supply in work.supplies if supply.notification == message)
    directions = work.label.directions if work.label is not None else (item.dosage_text or "As directed")
    reason = work.not_dispensed
    if reason is None and status is LineStatus.NOT_DISPENSED:
        reason = NotDispensedReason.OWINGS_NOTE
    products = tuple(_product(supply, message, work, index) for index, supply in enumerate(handed))
    return NotifiedLine(item, status, products, directions or "As directed", reason)


def _product(supply: Supply, message: MessageId, work: ItemWork, index: int) -> NotifiedProduct:
    identity = dispense_item_id(work, message, index)
    code = supply.product.code if supply.product.code.value else None
    return NotifiedProduct(code, supply.product.name, supply.quantity, identity)


def dispense_item_id(work: ItemWork, message: MessageId, index: int) -> str:
    """The id of one thing handed over: always the same for the same event, so that the claim can name it."""
    return str(uuid5(NAMESPACE_URL, f"{message}/{work.item_id}/{index}"))


def queue_claim(step: Step, held: Dispensing, user: User, message: MessageId) -> None:
    """Queues the claim for a finished issue, behind its notifications."""
    assert held.charge is not None
    claim = Claim(
        id=message,
        performer=performer_of(step, user),
        prescription=held.prescription,
        status=held.eps_status,
        lines=tuple(_claimed(held, item, work) for item, work in held.pairs()),
        charge=held.charge,
        notification=held.notifications[-1],
        created_at=step.now,
    )
    queue(step, MessageKind.CLAIM, message, held.key, step.place.eps.compose(claim))


def _claimed(held: Dispensing, item: PrescribedItem, work: ItemWork) -> ClaimedLine:
    return ClaimedLine(item, held.line_status(work.item_id), _supplied(work), (), work.not_dispensed)


def _supplied(work: ItemWork) -> tuple[NotifiedProduct, ...]:
    """Each product that went out, once, with all of it over every event (row 4.1.9); it names the last event of it."""
    products: dict[tuple[str, str], NotifiedProduct] = {}
    for supply in work.supplies:
        mark = (supply.product.code.value, supply.product.name)
        before = products.get(mark)
        products[mark] = NotifiedProduct(
            supply.product.code if supply.product.code.value else None,
            supply.product.name,
            supply.quantity if before is None else before.quantity + supply.quantity,
            dispense_item_id(work, supply.notification or MessageId(""), 0),
        )
    return tuple(products.values())
