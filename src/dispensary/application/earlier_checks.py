"""What earlier checks of the same person still say: reasons that count again, and checks of an earlier issue."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from dispensary.application.schedules import schedule_of
from dispensary.application.workplace import Workplace
from dispensary.domain.clinical.case import CheckCase
from dispensary.domain.clinical.findings import CheckResult, Finding
from dispensary.domain.clinical.fingerprint import Fingerprint, changes, repeat_print
from dispensary.domain.clinical.gate import YEAR, Decision, answers_again
from dispensary.domain.clinical.retained import REPEATS, EarlierCheck, never_kept, why_not
from dispensary.domain.dispensing import Approval, Dispensing
from dispensary.domain.identifiers import IssueKey, ItemId
from dispensary.domain.prescription import PrescribedItem

EARLIER = YEAR + timedelta(days=60)
"""How far back a prescription may have come whose decisions still count: a year, and the time that it lay here."""


@dataclass(frozen=True, slots=True)
class Carried:
    """A reason given on another prescription of this person that answers a finding of this one."""

    decision: Decision
    issue: IssueKey
    name: str


def carried_over(result: CheckResult, past: Sequence[Dispensing], now: datetime) -> dict[str, Carried]:
    """By the hash of the finding that it answers; the newest decision of each."""
    wanted = {finding.hash: finding for finding in result.findings if finding.tier.interrupts}
    if not wanted:
        return {}
    made = [
        Carried(decision, held.key, work.approval.name)
        for held in past
        for work in held.items
        if work.approval is not None
        for decision in work.approval.decisions
        if decision.finding_hash in wanted
    ]
    newest: dict[str, Carried] = {}
    for each in sorted(made, key=lambda one: one.decision.at):
        newest[each.decision.finding_hash] = each
    today = now.date()
    return {mark: each for mark, each in newest.items() if answers_again(each.decision, wanted[mark], today)}


def repeat_prints_of(place: Workplace, held: Dispensing, case: CheckCase) -> dict[int, Fingerprint]:
    """What the next issue must share with this one, by the position of the item; empty where none follows."""
    if held.prescription.treatment not in REPEATS:
        return {}
    version = place.knowledge.version
    return {position: repeat_print(case, version, position) for position in range(len(case.items))}


def earlier_checks(
    place: Workplace,
    held: Dispensing,
    case: CheckCase,
    positions: Mapping[ItemId, int],
    left: Sequence[Finding],
    past: Sequence[Dispensing],
) -> dict[ItemId, EarlierCheck]:
    """The check of an earlier issue, for each item of a repeat that had one, with what keeps it from counting now.

    left: the findings that nobody has answered. past: the person's other prescriptions.
    """
    prints = repeat_prints_of(place, held, case)
    found: dict[ItemId, EarlierCheck] = {}
    for item_id, position in positions.items():
        item = held.prescription.item(item_id)
        known = _approvals(item, past) if position in prints else []
        if not known:
            continue
        issue, approval = max(known, key=lambda one: (not _differs(one[1], prints[position]), one[1].at))
        assert approval.repeated is not None
        about = tuple(finding for finding in left if position in finding.items)
        never = never_kept(case, position, place.knowledge, schedule_of(place, item))
        why, changed = why_not(approval.at.date(), case.today, approval.repeated, prints[position], about)
        found[item_id] = EarlierCheck(issue, approval.by, approval.name, approval.at, never or why, changed)
    return found


def _approvals(item: PrescribedItem, past: Sequence[Dispensing]) -> list[tuple[IssueKey, Approval]]:
    """Checks of the same product on an earlier issue that went out."""
    return [
        (held.key, work.approval)
        for held in past
        for other, work in held.pairs()
        if work.approval is not None and work.approval.repeated is not None and work.supplies
        if other.code is not None and other.code == item.code
    ]


def _differs(approval: Approval, now: Fingerprint) -> bool:
    return approval.repeated is None or bool(changes(approval.repeated, now))
