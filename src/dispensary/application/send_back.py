"""Sending a prescription back to EPS: nobody comes for it, or it may not be dispensed."""

from dataclasses import replace

from dispensary.application.receive import performer_of, queue
from dispensary.application.step import Receipt, Step
from dispensary.application.workplace import Workplace
from dispensary.domain.dispensing import Dispensing
from dispensary.domain.identifiers import IssueKey, MessageId, UserId
from dispensary.domain.messages import MessageKind, ReturnReason, ReturnRequest
from dispensary.domain.people import Task, User
from dispensary.domain.prescription import Origin
from dispensary.domain.refusals import Refusal
from dispensary.domain.refused import NotFound
from dispensary.domain.refused_eps import AlreadySupplied, NotByEps
from dispensary.domain.workflow import Action, NotFromHere, Stage


def return_prescription(place: Workplace, actor: UserId, key: IssueKey, reason: ReturnReason) -> Receipt | Refusal:
    """Sends the whole prescription back to EPS, where nothing of it has been handed over."""
    with Step(place, actor) as step:
        found = step.holding(Task.RECEIVE, key, on_duty=False)
        if isinstance(found, Refusal):
            return found
        held = found.held
        if held.prescription.origin is not Origin.EPS:
            return NotByEps()
        if held.notifications or any(work.supplies for work in held.items):
            return AlreadySupplied()
        if held.returned is not None:
            return NotFromHere(Stage.RETURNED, Action.RETURN)
        after = _returned(step, found.user, held, reason)
        if isinstance(after, Refusal):
            return after
        return step.record("returned", held, after, {"reason": reason.value})


def mark_failed_seen(place: Workplace, actor: UserId, key: IssueKey) -> Receipt | Refusal:
    """Somebody has read why a prescription may not be dispensed; it leaves the worklist and stays in the record. One
    that EPS handed over goes back, so that it is not counted as ours for ever.
    """
    with Step(place, actor) as step:
        user = step.authorise(Task.RECEIVE, on_duty=False)
        if isinstance(user, Refusal):
            return user
        held = step.uow.dispensings.get(key)
        if held is None or not held.failed:
            return NotFound("A prescription that may not be dispensed")
        detail = {"reason": held.failed}
        if not held.to_send_back:
            return step.record("refusal-seen", held, replace(held, failed_seen=True), detail)
        after = _returned(step, user, held, ReturnReason.INVALID)
        if isinstance(after, Refusal):
            return after
        return step.record("refusal-seen", held, replace(after, failed_seen=True), detail)


def _returned(step: Step, user: User, held: Dispensing, reason: ReturnReason) -> Dispensing | Refusal:
    """The dispensing with every line gone back, and the message to EPS queued."""
    after = held
    for work in held.items:
        if work.stage is Stage.RETURNED:
            continue
        moved = work.taking(Action.RETURN)
        if isinstance(moved, NotFromHere):
            return moved
        after = after.with_work(moved)
    message = MessageId(step.message_id())
    request = ReturnRequest(message, performer_of(step, user), held.prescription, reason, step.now)
    queue(step, MessageKind.RETURN, message, held.key, step.place.eps.compose(request))
    return replace(after, returned=message, bag=None)
