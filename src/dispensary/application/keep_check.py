"""Taking the clinical check of an earlier issue for this one: nothing has changed since, so it is not made again."""

from collections.abc import Mapping
from dataclasses import replace

from dispensary.application.case import prints_of
from dispensary.application.clinical_check import CheckedCase, expiry, look, needs_check
from dispensary.application.earlier_checks import repeat_prints_of
from dispensary.application.restricted import may_see
from dispensary.application.step import Holding, Receipt, Step
from dispensary.application.workplace import Workplace
from dispensary.domain.clinical.retained import EarlierCheck
from dispensary.domain.dispensing import Approval, Dispensing, ItemWork, KeptCheck
from dispensary.domain.identifiers import IssueKey, ItemId, UserId
from dispensary.domain.people import Task
from dispensary.domain.refusals import Refusal
from dispensary.domain.refused import CheckNotKept, PatientNotLinked
from dispensary.domain.refused_people import RecordRestricted
from dispensary.domain.workflow import Action, NotFromHere


def keep_check(place: Workplace, actor: UserId, key: IssueKey) -> Receipt | Refusal:
    """Every item that waits and whose earlier check still counts is clinically checked by that check.

    For whoever labels, while a pharmacist is responsible. Refused where no earlier check counts; the facts are looked
    at in this very transaction. A change after it voids the check as it does any other.
    """
    with Step(place, actor) as step:
        found = step.holding(Task.LABEL, key)
        if isinstance(found, Refusal):
            return found
        held = found.held
        patient = step.patient_of(held)
        if patient is None:
            return PatientNotLinked(held.prescription.patient.name)
        if not may_see(step.uow, actor, patient, step.now):
            return RecordRestricted(patient.id.value)
        checked = look(place, step.uow, held, patient, step.now)
        waiting = [work for work in held.items if needs_check(place, step.uow, held, work, step.now)]
        wanted = {work.item_id: checked.earlier[work.item_id] for work in waiting if _counts(checked, work)}
        if not wanted:
            return CheckNotKept()
        after = _kept(step, found, checked, wanted)
        if isinstance(after, Refusal):
            return after
        taken = [_taken(held.prescription.item(item_id).name, earlier) for item_id, earlier in wanted.items()]
        return step.record("check-kept", held, after, {"kept": taken, "items": len(taken)}, versions=True)


def _counts(checked: CheckedCase, work: ItemWork) -> bool:
    earlier = checked.earlier.get(work.item_id)
    return earlier is not None and earlier.counts


def _kept(
    step: Step, found: Holding, checked: CheckedCase, wanted: Mapping[ItemId, EarlierCheck]
) -> Dispensing | Refusal:
    """The prescription with those checks; refused where one of the items has expired."""
    place, after = step.place, found.held
    prints, repeated = prints_of(place, checked.case), repeat_prints_of(place, found.held, checked.case)
    for item_id, earlier in wanted.items():
        expired = expiry(place, found.held, found.held.prescription.item(item_id), step.now.date())
        if expired is not None:
            return expired
        position, kept = checked.positions[item_id], KeptCheck(earlier.issue, found.user.id, step.now)
        moved = after.work(item_id).taking(Action.APPROVE)
        if isinstance(moved, NotFromHere):
            return moved
        approval = Approval(earlier.by, earlier.name, earlier.at, prints[position], (), repeated.get(position), kept)
        after = after.with_work(replace(moved, approval=approval))
    return after


def _taken(name: str, earlier: EarlierCheck) -> dict[str, object]:
    return {
        "item": name,
        "checked_by": earlier.by.value,
        "checked_at": earlier.at.isoformat(),
        "from": str(earlier.issue.prescription),
        "issue": earlier.issue.issue,
    }
