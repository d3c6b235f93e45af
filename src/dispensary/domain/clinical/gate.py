"""What stands between a clinical check and a supply: the decisions on what it found, each with a coded reason."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from dispensary.domain.clinical.case import LOOK_BACK
from dispensary.domain.clinical.findings import Check, CheckResult, Finding, Tier
from dispensary.domain.identifiers import UserId


class Action(StrEnum):
    """What was done about a finding."""

    CHANGED = "changed"
    CONTACTED_PRESCRIBER = "contacted prescriber"
    COUNSELLED = "counselled"
    ACCEPTED_RISK = "accepted risk"
    NOT_APPLICABLE = "not applicable"
    WRONG_DATA = "wrong data"
    DO_NOT_SUPPLY = "do not supply"


class ReasonCode(StrEnum):
    """Why. At most eight for one check, so that each can have a key."""

    PRESCRIBER_CHANGED = "prescriber-changed"
    PRESCRIBER_CONFIRMS = "prescriber-confirms"
    DO_NOT_SUPPLY = "do-not-supply"
    RECORD_IS_WRONG = "record-is-wrong"
    PAUSE_OTHER_MEDICINE = "pause-other-medicine"
    ACCEPTED_RISK = "accepted-risk"
    TOLERATED_BEFORE = "tolerated-before"
    MONITORED = "monitored"
    OLD_ITEM_STOPPED = "old-item-stopped"
    INTENDED_TOGETHER = "intended-together"
    SPECIALIST_DOSE = "specialist-dose"
    SPECIALIST_STARTED = "specialist-started"
    PREVENTION_CHECKED = "pregnancy-prevention-checked"
    PREGNANCY_EXCLUDED = "pregnancy-excluded"
    NEWER_RESULT = "newer-result-seen"
    RESULT_SEEN = "result-seen"
    HOSPITAL_MONITORS = "hospital-monitors"
    HOLIDAY = "holiday"
    LOST = "lost-or-damaged"
    DOSE_CHANGED = "dose-changed"
    WHOLE_PACK = "whole-pack"
    LONGER_SUPPLY = "longer-supply-agreed"
    CHANGE_INTENDED = "change-intended"
    BRAND_AGREED = "brand-agreed"
    AMENDED_BY_PHARMACIST = "amended-by-pharmacist"
    STATUS_ASKED = "status-asked-of-eps"
    COUNSELLED = "counselled"
    OTHER = "other"


NEED_WORDS = frozenset({ReasonCode.OTHER, ReasonCode.RESULT_SEEN, ReasonCode.NEWER_RESULT})
"""What says nothing by itself: another reason, or a result without its value and date."""

_COMMON = (
    ReasonCode.PRESCRIBER_CHANGED,
    ReasonCode.PRESCRIBER_CONFIRMS,
    ReasonCode.DO_NOT_SUPPLY,
    ReasonCode.RECORD_IS_WRONG,
)
_R = ReasonCode
_SPECIAL: dict[Check, tuple[ReasonCode, ...]] = {
    Check.ALLERGY: (_R.TOLERATED_BEFORE, _R.COUNSELLED),
    Check.INTERACTION: (_R.PAUSE_OTHER_MEDICINE, _R.MONITORED, _R.ACCEPTED_RISK),
    Check.DOSE: (_R.SPECIALIST_DOSE, _R.ACCEPTED_RISK),
    Check.AGE: (_R.SPECIALIST_STARTED, _R.COUNSELLED, _R.ACCEPTED_RISK),
    Check.PREGNANCY: (_R.PREVENTION_CHECKED, _R.PREGNANCY_EXCLUDED, _R.COUNSELLED),
    Check.RENAL: (_R.NEWER_RESULT, _R.MONITORED, _R.ACCEPTED_RISK),
    Check.DISEASE: (_R.SPECIALIST_STARTED, _R.MONITORED, _R.ACCEPTED_RISK),
    Check.DUPLICATE: (_R.OLD_ITEM_STOPPED, _R.INTENDED_TOGETHER),
    Check.REFILL: (_R.HOLIDAY, _R.LOST, _R.DOSE_CHANGED),
    Check.QUANTITY: (_R.WHOLE_PACK, _R.LONGER_SUPPLY),
    Check.MONITORING: (_R.RESULT_SEEN, _R.HOSPITAL_MONITORS, _R.COUNSELLED),
    Check.IDENTITY: (_R.CHANGE_INTENDED, _R.BRAND_AGREED, _R.COUNSELLED),
    Check.CD: (_R.AMENDED_BY_PHARMACIST, _R.LONGER_SUPPLY),
    Check.LEGAL: (_R.STATUS_ASKED,),
}


def reason_codes(check: Check) -> tuple[ReasonCode, ...]:
    """The reasons that may be given for a finding of that check, at most eight."""
    return (*_COMMON, *_SPECIAL[check], ReasonCode.OTHER)


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody decided about one finding, for good. by_pharmacist: as whom they acted at that time.

    rule, rule_version, tier, facts: the finding as it was seen; role: the person's title. expires: the last day on
    which it answers the same finding on another prescription; None: it holds for this prescription alone.
    """

    finding_hash: str
    action: Action
    reason_code: ReasonCode | None
    text: str
    by: UserId
    at: datetime
    by_pharmacist: bool = False
    rule: str = ""
    rule_version: str = ""
    tier: Tier | None = None
    facts: tuple[str, ...] = ()
    role: str = ""
    expires: date | None = None


def seen_with(decision: Decision, finding: Finding) -> Decision:
    """The same decision with what it was about, and until when it counts elsewhere."""
    return replace(
        decision,
        rule=finding.rule,
        rule_version=finding.rule_version,
        tier=finding.tier,
        facts=finding.evidence,
        expires=_expiry(decision, finding),
    )


YEAR = timedelta(days=365)
_QUARTER = timedelta(days=84)
_SPAN: dict[Check, timedelta | None] = {
    Check.PREGNANCY: _QUARTER,
    Check.MONITORING: _QUARTER,
    Check.REFILL: None,
    Check.CD: None,
    Check.LEGAL: None,
}
"""How long a reason counts where it is not a year. None: it is about this one supply. A quarter: the shortest interval
of the monitoring rules (INR, 12 weeks), and what may change within a pregnancy or a prevention programme.
"""
_ONCE = frozenset(
    {
        ReasonCode.PRESCRIBER_CHANGED,
        ReasonCode.AMENDED_BY_PHARMACIST,
        ReasonCode.PAUSE_OTHER_MEDICINE,
        ReasonCode.RECORD_IS_WRONG,
        ReasonCode.DO_NOT_SUPPLY,
    }
)
"""Reasons that say that something was put right. Where the same finding comes again, it was not: it is asked again."""


def _expiry(decision: Decision, finding: Finding) -> date | None:
    """An accepted reason counts for the same finding of this person for twelve months; a stop for this prescription
    only (the checks' override record). A medicine that has stopped is current for LOOK_BACK and no longer.
    """
    span = _SPAN.get(finding.check, YEAR)
    if finding.tier is not Tier.REASON or span is None or decision.reason_code in _ONCE:
        return None
    if decision.reason_code is ReasonCode.OLD_ITEM_STOPPED:
        span = LOOK_BACK
    return decision.at.date() + span


def answers_again(decision: Decision, finding: Finding, today: date) -> bool:
    """Whether a decision on another prescription of the same person still answers that finding: the same hash, so the
    same drugs, doses, facts and rule version; a reason, never a stop; and not past its last day.
    """
    if finding.tier is not Tier.REASON or decision.expires is None or today > decision.expires:
        return False
    return settles(decision, finding)


def settles(decision: Decision, finding: Finding) -> bool:
    """Whether a decision clears that finding for supply.

    A stop needs a pharmacist, a coded reason and words; a reason needs a coded reason, and words with those of
    NEED_WORDS.
    "Do not supply" settles nothing: it ends the item, and the way to the supply stays closed.
    """
    if decision.finding_hash != finding.hash:
        return False
    if decision.action is Action.DO_NOT_SUPPLY or decision.reason_code is ReasonCode.DO_NOT_SUPPLY:
        return False
    if decision.reason_code not in reason_codes(finding.check):
        return False
    has_words = bool(decision.text.strip())
    if finding.tier is Tier.STOP:
        return decision.by_pharmacist and has_words
    return has_words or decision.reason_code not in NEED_WORDS


def unsettled(result: CheckResult, decisions: tuple[Decision, ...]) -> tuple[Finding, ...]:
    """The findings that still stand in the way of a supply, worst first. What only informs never does."""
    return tuple(
        finding
        for finding in result.findings
        if finding.tier.interrupts and not any(settles(decision, finding) for decision in decisions)
    )
