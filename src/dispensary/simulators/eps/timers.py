"""What happens on the Spine without anyone asking: issues open, prescriptions expire, claims lapse."""

from datetime import datetime, timedelta

from dispensary.simulators.eps import states
from dispensary.simulators.eps.prescriptions import Issue, Prescription, State

_ACTIVE_DAYS = 180
_NO_CLAIM_DAYS = 180


def apply_timers(state: State, now: datetime) -> None:
    """Brings every prescription up to this moment."""
    for prescription in state.prescriptions.values():
        for issue in prescription.issues:
            _open(issue, now)
            end = _end(prescription, issue)
            if now > end:
                _expire(prescription, issue, end, now)
            _lapse(issue, now)


def open_next(prescription: Prescription, issue: Issue, now: datetime) -> None:
    """The issue is complete: the next becomes available, at once or on its nominated download date."""
    following = prescription.issue(issue.number + 1)
    if following is None or following.status != states.FUTURE_ISSUE:
        return
    following.status = states.AWAITING_RELEASE_READY if prescription.nominated else states.TO_BE_DISPENSED
    _open(following, now)


def _open(issue: Issue, now: datetime) -> None:
    if issue.status not in {states.AWAITING_RELEASE_READY, states.FUTURE_DATED}:
        return
    if issue.available_on is None or issue.available_on <= now.date():
        issue.status = states.TO_BE_DISPENSED


def _end(prescription: Prescription, issue: Issue) -> datetime:
    if issue.status == states.WITH_DISPENSER_ACTIVE and issue.notifications:
        return issue.notifications[-1].at + timedelta(days=_ACTIVE_DAYS)
    return prescription.expires_at


def _expire(prescription: Prescription, issue: Issue, end: datetime, now: datetime) -> None:
    expired = states.EXPIRES_TO.get(issue.status)
    if expired is None:
        return
    issue.status = expired
    issue.set_lines({line.item_id: states.line_on_expiry(line.status) for line in issue.lines})
    issue.pending = []
    if expired == states.DISPENSED:
        issue.completed_at = end
        open_next(prescription, issue, now)
        return
    issue.release_hold()
    prescription.nominated = None


def _lapse(issue: Issue, now: datetime) -> None:
    if issue.status != states.DISPENSED or issue.completed_at is None:
        return
    if now > issue.completed_at + timedelta(days=_NO_CLAIM_DAYS):
        issue.status = states.NO_CLAIMED
