"""The clinical check: what the pharmacist sees, and the decision that opens the way to the label."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from dispensary.application.case import case_of, checkable, prints_of, standing
from dispensary.application.earlier_checks import EARLIER, Carried, carried_over, earlier_checks, repeat_prints_of
from dispensary.application.ports.store import UnitOfWork
from dispensary.application.restricted import may_see
from dispensary.application.schedules import schedule_of
from dispensary.application.step import Receipt, Step
from dispensary.application.workplace import Workplace
from dispensary.domain.clinical.case import CheckCase, HistoryItem
from dispensary.domain.clinical.engine import check
from dispensary.domain.clinical.findings import CheckResult, Finding, Tier
from dispensary.domain.clinical.fingerprint import Fingerprint, changes
from dispensary.domain.clinical.gate import Action as Done
from dispensary.domain.clinical.gate import Decision, ReasonCode, seen_with, unsettled
from dispensary.domain.clinical.retained import EarlierCheck
from dispensary.domain.dispensing import Approval, Dispensing, ItemWork, Note
from dispensary.domain.eps_status import CLOSED_AT_RELEASE
from dispensary.domain.identifiers import IssueKey, ItemId, UserId
from dispensary.domain.patient import Patient
from dispensary.domain.people import Task, User
from dispensary.domain.prescription import PrescribedItem
from dispensary.domain.refusals import Refusal
from dispensary.domain.refused import CheckVoid, ItemExpired, NotFound, NothingToCheck, PatientNotLinked, Unsettled
from dispensary.domain.refused_eps import LineClosed
from dispensary.domain.refused_people import RecordRestricted
from dispensary.domain.validity import last_day
from dispensary.domain.workflow import SETTLED, Action, NotFromHere, Stage


@dataclass(frozen=True, slots=True)
class CheckedCase:
    """A case with its result. positions: which position in the case each item has.

    decisions: made on this prescription. carried: reasons from others of this person that still count, by the hash of
    what they answer. earlier: checks of an earlier issue of a repeat.
    """

    case: CheckCase
    result: CheckResult
    positions: Mapping[ItemId, int]
    decisions: tuple[Decision, ...]
    carried: Mapping[str, Carried] = field(default_factory=dict)
    earlier: Mapping[ItemId, EarlierCheck] = field(default_factory=dict)

    @property
    def settled(self) -> tuple[Decision, ...]:
        """Every decision that counts here."""
        return (*self.decisions, *(each.decision for each in self.carried.values()))


def look(place: Workplace, uow: UnitOfWork, dispensing: Dispensing, patient: Patient, now: datetime) -> CheckedCase:
    """Runs the check over the prescription as it stands. Decisions made before come along; they count by finding."""
    case = case_of(place, uow, dispensing, patient, now)
    open_items = [item.item_id for item, work in dispensing.pairs() if checkable(item, work)]
    positions = {item_id: position for position, item_id in enumerate(open_items)}
    made: dict[str, Decision] = {}
    for work in dispensing.items:
        for decision in work.approval.decisions if work.approval else ():
            made[decision.finding_hash] = decision
    result = check(case, place.knowledge)
    past = uow.dispensings.of_patient(patient.id, since=now - EARLIER, besides=dispensing.key)
    carried = carried_over(result, past, now)
    decisions = tuple(made.values())
    left = unsettled(result, (*decisions, *(each.decision for each in carried.values())))
    earlier = earlier_checks(place, dispensing, case, positions, left, past)
    return CheckedCase(case, result, positions, decisions, carried, earlier)


def look_at(place: Workplace, key: IssueKey, viewer: UserId | None = None) -> CheckedCase | Refusal:
    """The clinical check of one prescription, as the pharmacist's screen shows it to that person. Reads only."""
    with place.store.read() as uow:
        held = uow.dispensings.get(key)
        if held is None:
            return NotFound(str(key.prescription))
        patient = uow.patients.get(held.patient) if held.patient is not None else None
        if patient is None:
            return PatientNotLinked(held.prescription.patient.name)
        if not may_see(uow, viewer, patient, place.clock.now()):
            return RecordRestricted(patient.id.value)
        return look(place, uow, held, patient, place.clock.now())


def needs_check(
    place: Workplace,
    uow: UnitOfWork,
    dispensing: Dispensing,
    work: ItemWork,
    now: datetime,
    history: tuple[HistoryItem, ...] | None = None,
) -> bool:
    """Whether the item waits for a pharmacist: never checked, or checked on facts that changed since.

    history: `history_of` the same dispensing, where it was read before.
    """
    if work.stage is Stage.RECEIVED:
        return True
    if work.stage in (Stage.HANDED_OUT, Stage.NOT_DISPENSED, Stage.RETURNED, Stage.QUERIED):
        return False
    return standing(place, uow, dispensing, work, now, history) is not None


def approve(
    place: Workplace,
    actor: UserId,
    key: IssueKey,
    decisions: tuple[Decision, ...] = (),
    seen: CheckedCase | None = None,
) -> Receipt | Refusal:
    """A pharmacist approves every item that waits for it, with a decision on each finding that needs one.

    Refused while a stop or reason is unsettled, or where an item has expired. The approval belongs to the facts as they
    are in this very transaction. seen: what the pharmacist had on the screen; refused where the facts are others by
    now, so that nobody approves what they have not looked at.
    """
    with Step(place, actor) as step:
        found = step.holding(Task.CLINICAL_CHECK, key, pharmacist=True)
        if isinstance(found, Refusal):
            return found
        user, held = found.user, found.held
        patient = step.patient_of(held)
        if patient is None:
            return PatientNotLinked(held.prescription.patient.name)
        if not may_see(step.uow, actor, patient, step.now):
            return RecordRestricted(patient.id.value)
        waiting = [work for work in held.items if _waits(step, held, work)]
        if not waiting:
            return NothingToCheck()
        for work in waiting:
            expired = expiry(place, held, held.prescription.item(work.item_id), step.now.date())
            if expired is not None:
                return expired
        checked = look(place, step.uow, held, patient, step.now)
        prints = prints_of(place, checked.case)
        overtaken = _overtaken(place, seen, checked, prints)
        if overtaken is not None:
            return overtaken
        mine = _made_by(user, step.now, decisions, checked.result)
        settled = _merged(checked.decisions, mine)
        left = unsettled(checked.result, (*settled, *checked.settled))
        if left:
            return Unsettled(left)
        after, repeated = held, repeat_prints_of(place, held, checked.case)
        for work in waiting:
            position = checked.positions[work.item_id]
            approval = Approval(user.id, user.name, step.now, prints[position], settled, repeated.get(position))
            moved = work.taking(Action.APPROVE)
            if isinstance(moved, NotFromHere):
                return moved
            after = after.with_work(replace(moved, approval=approval))
        concerned = frozenset(checked.positions[work.item_id] for work in waiting)
        return step.record("clinically-checked", held, after, _detail(checked, settled, concerned), versions=True)


def _made_by(user: User, now: datetime, decisions: tuple[Decision, ...], result: CheckResult) -> tuple[Decision, ...]:
    """The decisions as this person's, each with the finding that it is about as it was seen."""
    found = {finding.hash: finding for finding in result.findings}
    signed = (replace(made, by=user.id, at=now, by_pharmacist=user.pharmacist, role=user.title) for made in decisions)
    return tuple(seen_with(made, found[made.finding_hash]) if made.finding_hash in found else made for made in signed)


def _overtaken(
    place: Workplace, seen: CheckedCase | None, now: CheckedCase, prints: Mapping[int, Fingerprint]
) -> CheckVoid | None:
    """The first item whose facts are no longer those on the screen; None where all are, or where nothing was said."""
    if seen is None:
        return None
    shown = prints_of(place, seen.case)
    for item_id, position in now.positions.items():
        name = now.case.items[position].name
        before = seen.positions.get(item_id)
        changed = ("item",) if before is None else changes(shown[before], prints[position])
        if changed:
            return CheckVoid(name, changed)
    return None


_DONE: Mapping[ReasonCode, Done] = {
    ReasonCode.PRESCRIBER_CHANGED: Done.CHANGED,
    ReasonCode.AMENDED_BY_PHARMACIST: Done.CHANGED,
    ReasonCode.PRESCRIBER_CONFIRMS: Done.CONTACTED_PRESCRIBER,
    ReasonCode.RECORD_IS_WRONG: Done.WRONG_DATA,
    ReasonCode.COUNSELLED: Done.COUNSELLED,
    ReasonCode.PAUSE_OTHER_MEDICINE: Done.COUNSELLED,
    ReasonCode.OLD_ITEM_STOPPED: Done.NOT_APPLICABLE,
    ReasonCode.DO_NOT_SUPPLY: Done.DO_NOT_SUPPLY,
    ReasonCode.PREVENTION_CHECKED: Done.COUNSELLED,
    ReasonCode.STATUS_ASKED: Done.CHANGED,
}


def decided(finding: Finding, reason: ReasonCode, words: str, user: User, at: datetime) -> Decision:
    """What this person decides about a finding, with the deed that the reason stands for."""
    done = _DONE.get(reason, Done.ACCEPTED_RISK)
    made = Decision(finding.hash, done, reason, words.strip(), user.id, at, user.pharmacist, role=user.title)
    return seen_with(made, finding)


def add_note(place: Workplace, actor: UserId, key: IssueKey, words: str) -> Receipt | Refusal:
    """Keeps a remark on the prescription, for whoever looks at it next."""
    with Step(place, actor) as step:
        found = step.holding(Task.LABEL, key, on_duty=False)
        if isinstance(found, Refusal):
            return found
        user, held = found.user, found.held
        after = replace(held, notes=(*held.notes, Note(words.strip(), user.id, step.now)))
        return step.record("noted", held, after, {"words": words.strip()})


def _waits(step: Step, held: Dispensing, work: ItemWork) -> bool:
    item = held.prescription.item(work.item_id)
    return checkable(item, work) and needs_check(step.place, step.uow, held, work, step.now)


def without_protection(step: Step, after: Dispensing) -> Dispensing:
    """The prescription after an item was given up. Where that leaves a finding that nobody has settled (the medicine
    that protected from another is gone), what has not gone out yet goes back to the pharmacist.
    """
    patient = step.patient_of(after)
    if patient is None:
        return after
    seen = look(step.place, step.uow, after, patient, step.now)
    if not unsettled(seen.result, seen.settled):
        return after
    for work in after.items:
        if work.approval is not None and work.stage not in SETTLED:
            after = after.with_work(replace(work, approval=None))
    return after


def _merged(before: tuple[Decision, ...], now: tuple[Decision, ...]) -> tuple[Decision, ...]:
    """Decisions by finding; a new one replaces an older one on the same finding."""
    return tuple({decision.finding_hash: decision for decision in (*before, *now)}.values())


def _detail(checked: CheckedCase, decisions: tuple[Decision, ...], concerned: frozenset[int]) -> dict[str, object]:
    """What was seen and decided. concerned: the positions of the items that this check is for."""
    result = checked.result
    return {
        "tier": result.tier.value,
        "items": len(concerned),
        "findings": [
            {
                "check": found.check.value,
                "rule": found.rule,
                "version": found.rule_version,
                "tier": found.tier.value,
                "hash": found.hash,
                "items": len(concerned.intersection(found.items)),
            }
            for found in result.findings
        ],
        "interrupted": len(_interrupted(checked, concerned, (Tier.STOP, Tier.REASON))),
        "stopped": len(_interrupted(checked, concerned, (Tier.STOP,))),
        "not_checked": [{"check": entry.check.value, "cause": entry.cause.value} for entry in result.not_checked],
        "decisions": [decision_detail(made) for made in decisions],
        "carried": [
            {"finding": mark, "rule": each.decision.rule, "from": str(each.issue.prescription)}
            for mark, each in checked.carried.items()
        ],
    }


def _interrupted(checked: CheckedCase, concerned: frozenset[int], tiers: tuple[Tier, ...]) -> frozenset[int]:
    """The items that somebody was stopped at; what was answered before stops nobody."""
    asked = (found for found in unsettled(checked.result, checked.settled) if found.tier in tiers)
    return concerned.intersection(at for found in asked for at in found.items)


def decision_detail(made: Decision) -> dict[str, object]:
    """The override record, as the journal keeps it."""
    return {
        "finding": made.finding_hash,
        "rule": made.rule,
        "version": made.rule_version,
        "tier": made.tier.value if made.tier is not None else None,
        "facts": list(made.facts),
        "action": made.action.value,
        "reason": made.reason_code.value if made.reason_code else None,
        "words": made.text,
        "by": made.by.value,
        "role": made.role,
        "at": made.at.isoformat(),
        "expires": made.expires.isoformat() if made.expires is not None else None,
    }


def expiry(place: Workplace, held: Dispensing, item: PrescribedItem, today: date) -> ItemExpired | None:
    """Whether the item may no longer be dispensed; None where it may, or where no date was sent."""
    last = last_day_of(place, held, item)
    return ItemExpired(item.name, last) if last is not None and today > last else None


def last_day_of(place: Workplace, held: Dispensing, item: PrescribedItem) -> date | None:
    """The last day on which the item may be dispensed; None where the prescription carries no date."""
    sent = held.prescription
    if sent.authored_on is None:
        return None
    return last_day(sent.authored_on, sent.treatment, sent.repeat.issue or 1, schedule_of(place, item))


def query(place: Workplace, actor: UserId, key: IssueKey, item_id: ItemId, words: str) -> Receipt | Refusal:
    """Sets an item aside with a question for the prescriber."""
    return _aside(place, actor, key, item_id, Action.QUERY, words, "queried")


def answer_query(place: Workplace, actor: UserId, key: IssueKey, item_id: ItemId, words: str) -> Receipt | Refusal:
    """Brings a queried item back to the clinical check, with what was answered."""
    return _aside(place, actor, key, item_id, Action.ANSWER_QUERY, words, "query-answered")


def _aside(
    place: Workplace, actor: UserId, key: IssueKey, item_id: ItemId, action: Action, words: str, kind: str
) -> Receipt | Refusal:
    with Step(place, actor) as step:
        found = step.working(Task.LABEL, key, item_id)
        if isinstance(found, Refusal):
            return found
        if found.item.line_status in CLOSED_AT_RELEASE:
            return LineClosed(found.item.name)
        moved = found.work.taking(action)
        if isinstance(moved, NotFromHere):
            return moved
        note = Note(words, found.user.id, step.now)
        after = replace(found.held.with_work(replace(moved, note=words)), notes=(*found.held.notes, note))
        return step.record(kind, found.held, after, {"words": words}, item=item_id)
