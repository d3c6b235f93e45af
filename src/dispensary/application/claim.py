"""Claiming payment for a finished issue, and what is not supplied, or not today."""

from dataclasses import replace

from dispensary.application.clinical_check import without_protection
from dispensary.application.hand_out import charge_refused
from dispensary.application.notify import notify, queue_claim
from dispensary.application.step import Receipt, Step
from dispensary.application.workplace import Workplace
from dispensary.domain.charges import ChargeDecision
from dispensary.domain.dispensing import Dispensing
from dispensary.domain.eps_status import CLOSED_AT_RELEASE, PrescriptionStatus
from dispensary.domain.identifiers import IssueKey, ItemId, MessageId, UserId
from dispensary.domain.messages import NotDispensedReason
from dispensary.domain.people import Task
from dispensary.domain.prescription import Origin
from dispensary.domain.refusals import Refusal
from dispensary.domain.refused_eps import AlreadyClaimed, ChargeUnknown, LineClosed, NotByEps, NotFinished
from dispensary.domain.workflow import Action, NotFromHere


def claim(place: Workplace, actor: UserId, key: IssueKey, charge: ChargeDecision | None = None) -> Receipt | Refusal:
    """Queues the claim behind the notifications of the issue."""
    with Step(place, actor) as step:
        found = step.holding(Task.CLAIM, key, on_duty=False)
        if isinstance(found, Refusal):
            return found
        user, held = found.user, found.held
        held_charge = charge or held.charge
        refused = _may_claim(step, held, held_charge)
        if refused is not None:
            return refused
        message = MessageId(step.message_id())
        ready = replace(held, charge=held_charge)
        queue_claim(step, ready, user, message)
        return step.record("claimed", held, replace(ready, claim=message), _claim_detail(message, held, held_charge))


def _claim_detail(message: MessageId, held: Dispensing, charge: ChargeDecision | None) -> dict[str, object]:
    """What was claimed; where the payment is another than the one settled at the counter, that one too."""
    detail: dict[str, object] = {"message": message.value, "charge": charge.exemption if charge else None}
    if held.charge is not None and held.charge != charge:
        detail["settled_before"] = held.charge.exemption
    return detail


def _may_claim(step: Step, held: Dispensing, charge: ChargeDecision | None) -> Refusal | None:
    if held.prescription.origin is not Origin.EPS:
        return NotByEps()
    if held.claim is not None:
        return AlreadyClaimed()
    if held.eps_status is not PrescriptionStatus.DISPENSED or not held.notifications:
        return NotFinished()
    if charge is None:
        return ChargeUnknown()
    return charge_refused(step, held, charge)


def not_dispense(
    place: Workplace, actor: UserId, key: IssueKey, item_id: ItemId, reason: NotDispensedReason
) -> Receipt | Refusal:
    """Says that an item will not be supplied, and why (row 2.2.6). EPS is told with the next notification, or now if
    this was the last thing open."""
    with Step(place, actor) as step:
        found = step.working(Task.LABEL, key, item_id)
        if isinstance(found, Refusal):
            return found
        if found.item.line_status in CLOSED_AT_RELEASE:
            return LineClosed(found.item.name)
        moved = found.work.taking(Action.NOT_DISPENSE)
        if isinstance(moved, NotFromHere):
            return moved
        given_up = replace(moved, not_dispensed=reason, completed=bool(found.work.supplies), supplying=None)
        after = without_protection(step, found.held.with_work(given_up))
        if after.settled and after.prescription.origin is Origin.EPS:
            message = MessageId(step.message_id())
            after = replace(after, notifications=(*after.notifications, message))
            notify(step, after, found.user, message)
        return step.record("not-dispensed", found.held, after, {"reason": reason.value}, item=item_id)


def owe(place: Workplace, actor: UserId, key: IssueKey, item_id: ItemId, note: str = "") -> Receipt | Refusal:
    """Says that an item cannot be supplied today and is owed."""
    return _plain(place, actor, key, item_id, Action.OWE, "owing", note)


def stock_arrived(place: Workplace, actor: UserId, key: IssueKey, item_id: ItemId) -> Receipt | Refusal:
    """Brings an owed item back into the work: it is labelled, checked and bagged again."""
    return _plain(place, actor, key, item_id, Action.STOCK_ARRIVED, "owing-resumed", "")


def _plain(
    place: Workplace, actor: UserId, key: IssueKey, item_id: ItemId, action: Action, kind: str, note: str
) -> Receipt | Refusal:
    with Step(place, actor) as step:
        found = step.working(Task.LABEL, key, item_id)
        if isinstance(found, Refusal):
            return found
        moved = found.work.taking(action)
        if isinstance(moved, NotFromHere):
            return moved
        work = replace(moved, note=note, label=None, scans=(), packs_counted=False, supplying=None)
        return step.record(kind, found.held, found.held.with_work(work), {"note": note}, item=item_id)
