"""Whether a clinical check that was made on an earlier issue of a repeat may count for this one.

Six months at most, and nothing may have changed. Never by itself for Schedule 2 and 3 controlled drugs, for high-risk
medicines (the set `never-retained`), for what nobody knows, or while a finding asks for somebody.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from dispensary.domain.clinical.case import CheckCase
from dispensary.domain.clinical.findings import Finding
from dispensary.domain.clinical.fingerprint import Fingerprint, changes
from dispensary.domain.clinical.knowledge import Knowledge
from dispensary.domain.clinical.medicines import new_medicines
from dispensary.domain.dictionary import ControlledDrug
from dispensary.domain.identifiers import IssueKey, UserId
from dispensary.domain.prescription import Treatment
from dispensary.domain.validity import months_after

MONTHS = 6
HIGH_RISK = "never-retained"
REPEATS = frozenset({Treatment.REPEAT, Treatment.ERD})
_STRICT = frozenset({1, 2, 3})


class NotKept(StrEnum):
    """Why an earlier check does not count."""

    CHANGED = "changed"
    TOO_OLD = "too-old"
    CONTROLLED = "controlled"
    HIGH_RISK = "high-risk"
    UNKNOWN = "unknown"
    FINDING = "finding"


@dataclass(frozen=True, slots=True)
class EarlierCheck:
    """A check of the same medicine on an earlier issue: by whom, when. why: None where it counts for this issue too.

    changed: the parts that are not as they were.
    """

    issue: IssueKey
    by: UserId
    name: str
    at: datetime
    why: NotKept | None = None
    changed: tuple[str, ...] = ()

    @property
    def counts(self) -> bool:
        return self.why is None


def never_kept(case: CheckCase, position: int, knowledge: Knowledge, drug: ControlledDrug | None) -> NotKept | None:
    """What keeps any check of that item from ever being kept. drug: its category; None: nobody knows it."""
    medicine = new_medicines(case, knowledge)[position]
    if drug is None or not medicine.substances or HIGH_RISK not in knowledge.sets:
        return NotKept.UNKNOWN
    if drug.schedule in _STRICT:
        return NotKept.CONTROLLED
    return NotKept.HIGH_RISK if HIGH_RISK in medicine.sets else None


def why_not(
    checked_on: date, today: date, before: Fingerprint, now: Fingerprint, left: tuple[Finding, ...]
) -> tuple[NotKept | None, tuple[str, ...]]:
    """What voids an earlier check for this issue, with the parts that changed. left: findings of the item that nobody
    has answered.
    """
    changed = changes(before, now)
    if changed:
        return NotKept.CHANGED, changed
    if today > months_after(checked_on, MONTHS):
        return NotKept.TOO_OLD, ()
    return (NotKept.FINDING, ()) if left else (None, ())
