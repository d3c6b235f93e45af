"""Return of a prescription, withdrawal of a dispense notification, and the prescriber's cancellation."""

from datetime import datetime

from dispensary.simulators.eps import fhir, states
from dispensary.simulators.eps.fhir import Resource
from dispensary.simulators.eps.outcomes import Refused
from dispensary.simulators.eps.prescriptions import Cancellation, Issue, LogEntry, Prescription, State

_RETURN_REASONS = frozenset({"0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008"})
_WITHDRAW_REASONS = frozenset({"QU", "MU", "DA", "PA", "OC", "ONC"})
CANCELLATION_REASONS = frozenset({f"000{number}" for number in range(1, 10)})


def kind_of_task(task: Resource) -> str:
    """`return` or `withdraw`. Raises Refused for any other Task."""
    if task.get("resourceType") != "Task":
        raise Refused("INVALID_MESSAGE", "not a Task")
    if task.get("status") == "rejected":
        return "return"
    if task.get("status") == "in-progress" and fhir.code(fhir.part(task, "code")) == "abort":
        return "withdraw"
    raise Refused("INTERACTION_NOT_SUPPORTED", "a Task returns (rejected) or withdraws (in-progress, abort)")


def return_prescription(state: State, task: Resource, request_id: str, now: datetime) -> None:
    """Gives the prescription back to the Spine; anyone may then release it. Raises Refused."""
    prescription, issue = _meant(state, task, _RETURN_REASONS)
    if issue.status != states.WITH_DISPENSER or issue.notifications:
        raise Refused("PRESCRIPTION_INVALID_STATE_TRANSITION", f"{issue.status} cannot be returned")
    if state.strict and _focus(task) != issue.release_id:
        raise Refused("INVALID_MESSAGE", "the release that the Task names is not the one that holds the prescription")
    ods = issue.holder
    free_issue(prescription, issue)
    state.log.append(LogEntry(now, "return", request_id, _own_id(task), ods, [prescription.prescription_id]))


def free_issue(prescription: Prescription, issue: Issue) -> None:
    """The effect of a return: nobody holds it, the nomination is gone, and a waiting cancellation takes effect."""
    issue.status = states.TO_BE_DISPENSED
    issue.set_lines({line.item_id: states.line_on_return(line.status) for line in issue.lines})
    issue.release_hold()
    prescription.nominated = None
    pending, issue.pending = issue.pending, []
    for cancellation in pending:
        _cancel_now(prescription, issue, cancellation)


def withdraw_notification(state: State, task: Resource, request_id: str, now: datetime) -> None:
    """Takes back the latest dispense notification. Raises Refused."""
    prescription, issue = _meant(state, task, _WITHDRAW_REASONS)
    if issue.status not in states.HELD | {states.DISPENSED, states.NOT_DISPENSED} or not issue.notifications:
        raise Refused("PRESCRIPTION_INVALID_STATE_TRANSITION", f"{issue.status} has nothing to withdraw")
    latest = issue.notifications[-1]
    if _focus(task) != latest.bundle_id:
        raise Refused("DISPENSE_AMEND_IDENTIFIER_MISMATCH", "only the latest notification can be withdrawn")
    reopen(prescription, issue)
    issue.notifications.pop()
    issue.completed_at = None
    issue.status = latest.status_before
    if prescription.is_erd and issue.status == states.WITH_DISPENSER:
        issue.status = states.WITH_DISPENSER_ACTIVE
    issue.set_lines(latest.lines_before)
    ids = [prescription.prescription_id]
    state.log.append(LogEntry(now, "withdraw", request_id, _own_id(task), issue.holder, ids))


def reopen(prescription: Prescription, issue: Issue) -> None:
    """Undoes the opening of the next issue, where this one was complete. Raises Refused if that is with a dispenser."""
    following = prescription.issue(issue.number + 1)
    if issue.status not in states.COMPLETE or following is None:
        return
    if following.status not in {states.TO_BE_DISPENSED, states.AWAITING_RELEASE_READY}:
        raise Refused("PRESCRIPTION_INVALID_STATE_TRANSITION", f"issue {following.number} has moved on")
    following.status = states.FUTURE_ISSUE


def _meant(state: State, task: Resource, reasons: frozenset[str]) -> tuple[Prescription, Issue]:
    reason = fhir.code(fhir.part(task, "statusReason"))
    if reason not in reasons:
        raise Refused("INVALID_VALUE", f"statusReason {reason}")
    prescription = state.prescriptions.get(fhir.text(task, "groupIdentifier", "value"))
    if prescription is None:
        raise Refused("PRESCRIPTION_NOT_FOUND")
    issue = _issue(prescription, task)
    ods = _sender(task)
    if issue.holder is None:
        raise Refused("PRESCRIPTION_INVALID_STATE_TRANSITION", "no dispenser holds it")
    if ods != issue.holder:
        raise Refused("PRESCRIPTION_WITH_ANOTHER_DISPENSER", f"held by {issue.holder}, not {ods}")
    if fhir.text(task, "for", "identifier", "value") != prescription.nhs_number:
        raise Refused("INVALID_VALUE", "NHS number")
    return prescription, issue


def _issue(prescription: Prescription, task: Resource) -> Issue:
    counts = fhir.repeat_counts(task)
    if not prescription.is_erd:
        return prescription.issues[0]
    if counts is None:
        raise Refused("MISSING_FIELD", "Extension-EPS-RepeatInformation")
    issue = prescription.issue(counts[1] + 1)
    if counts[0] + 1 != len(prescription.issues) or issue is None:
        raise Refused("MISMATCH_AUTHORISED_REPEAT_COUNT", f"{counts[0] + 1} authorised, issue {counts[1] + 1}")
    return issue


def _sender(task: Resource) -> str:
    owner = fhir.text(task, "owner", "identifier", "value")
    organisations = [row for row in fhir.rows(task, "contained") if row.get("resourceType") == "Organization"]
    return next((fhir.identifier(row, fhir.ODS) for row in organisations), owner)


def _focus(task: Resource) -> str:
    return fhir.plain_id(fhir.text(task, "focus", "identifier", "value"))


def _own_id(task: Resource) -> str:
    return fhir.plain_id(fhir.identifier(task, fhir.RFC4122) or fhir.text(task, "id"))


def cancel(prescription: Prescription, cancellation: Cancellation) -> str:
    """The prescriber cancels all of it or one item. Gives the Spine's answer (R-0001 to R-0010)."""
    issue = prescription.current()
    line = issue.line(cancellation.item_id) if cancellation.item_id else None
    if cancellation.item_id and line is None:
        return "R-0008"
    if issue.status == states.CANCELLED or (line and line.status == states.LINE_CANCELLED):
        return "R-0006"
    if issue.status == states.EXPIRED or (line and line.status == states.LINE_EXPIRED):
        return "R-0005"
    if issue.status == states.NOT_DISPENSED:
        return "R-0010"
    if issue.status in states.COMPLETE:
        return "R-0004"
    if issue.status in states.HELD:
        issue.pending.append(cancellation)
        _cancel_now(prescription, issue, cancellation)
        return "R-0002" if issue.status == states.WITH_DISPENSER else "R-0003"
    _cancel_now(prescription, issue, cancellation)
    return "R-0001"


def _cancel_now(prescription: Prescription, issue: Issue, cancellation: Cancellation) -> None:
    """Cancels this issue and those to come, as far as no dispenser has them."""
    for later in prescription.issues[issue.number - 1 :]:
        if later.status not in states.CANCELLABLE_AT_ONCE or cancellation in later.cancellations:
            continue
        for line in later.lines:
            if cancellation.item_id in {None, line.item_id} and line.status == states.LINE_TO_BE_DISPENSED:
                line.status = states.LINE_CANCELLED
        later.cancellations.append(cancellation)
        if states.lines_fit(states.CANCELLED, list(later.line_statuses().values())):
            later.status = states.CANCELLED
