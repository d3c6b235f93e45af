"""The clinical check in words: names of checks and tiers, what was not checked, what changed, the coded reasons."""

from dispensary.domain.clinical.findings import Cause, Check, Finding, NotChecked, Tier
from dispensary.domain.clinical.fingerprint import Part
from dispensary.domain.clinical.gate import Action, ReasonCode
from dispensary.domain.clinical.retained import EarlierCheck, NotKept
from dispensary.wording.labels import date_words

CHECKS: dict[Check, str] = {
    Check.ALLERGY: "Allergy",
    Check.INTERACTION: "Interaction",
    Check.DOSE: "Dose",
    Check.AGE: "Age and sex",
    Check.PREGNANCY: "Pregnancy and breastfeeding",
    Check.RENAL: "Kidneys and liver",
    Check.DISEASE: "Medical condition",
    Check.DUPLICATE: "Duplicate",
    Check.REFILL: "Early or late supply",
    Check.QUANTITY: "Quantity",
    Check.MONITORING: "Monitoring",
    Check.IDENTITY: "Look-alike and brand",
    Check.CD: "Controlled drug",
    Check.LEGAL: "Legal",
}

TIERS: dict[Tier, str] = {
    Tier.STOP: "Stop",
    Tier.REASON: "Needs a reason",
    Tier.INFORM: "For information",
    Tier.NONE: "Nothing found",
}

CAUSES: dict[Cause, str] = {
    Cause.UNKNOWN_FACT: "Not known",
    Cause.UNMAPPED: "Not in the dictionary",
    Cause.UNREAD_DOSE: "Dose not read",
    Cause.FAILED: "Did not run",
}

REASONS: dict[ReasonCode, str] = {
    ReasonCode.PRESCRIBER_CHANGED: "Prescriber changed it",
    ReasonCode.PRESCRIBER_CONFIRMS: "Prescriber confirms it",
    ReasonCode.DO_NOT_SUPPLY: "Do not supply",
    ReasonCode.RECORD_IS_WRONG: "The record is wrong",
    ReasonCode.PAUSE_OTHER_MEDICINE: "Pause the other medicine",
    ReasonCode.ACCEPTED_RISK: "Risk accepted with the patient",
    ReasonCode.TOLERATED_BEFORE: "Tolerated before",
    ReasonCode.MONITORED: "Being monitored",
    ReasonCode.OLD_ITEM_STOPPED: "The old item has stopped",
    ReasonCode.INTENDED_TOGETHER: "Meant to be taken together",
    ReasonCode.SPECIALIST_DOSE: "Specialist dose",
    ReasonCode.SPECIALIST_STARTED: "A specialist started it",
    ReasonCode.PREVENTION_CHECKED: "Pregnancy prevention checked",
    ReasonCode.PREGNANCY_EXCLUDED: "Pregnancy excluded",
    ReasonCode.NEWER_RESULT: "A newer result was seen: value and date",
    ReasonCode.RESULT_SEEN: "Result seen: value and date",
    ReasonCode.HOSPITAL_MONITORS: "The hospital monitors it",
    ReasonCode.HOLIDAY: "Going away",
    ReasonCode.LOST: "Lost or damaged",
    ReasonCode.DOSE_CHANGED: "The dose has changed",
    ReasonCode.WHOLE_PACK: "Whole pack",
    ReasonCode.LONGER_SUPPLY: "Longer supply agreed",
    ReasonCode.CHANGE_INTENDED: "The change is intended",
    ReasonCode.BRAND_AGREED: "Brand agreed",
    ReasonCode.STATUS_ASKED: "Status asked of EPS again",
    ReasonCode.AMENDED_BY_PHARMACIST: "Amended by the pharmacist",
    ReasonCode.COUNSELLED: "Patient counselled",
    ReasonCode.OTHER: "Other: say why",
}

ACTIONS: dict[Action, str] = {
    Action.CHANGED: "Changed",
    Action.CONTACTED_PRESCRIBER: "Contacted the prescriber",
    Action.COUNSELLED: "Counselled the patient",
    Action.ACCEPTED_RISK: "Accepted the risk",
    Action.NOT_APPLICABLE: "Does not apply",
    Action.WRONG_DATA: "Wrong data",
    Action.DO_NOT_SUPPLY: "Do not supply",
}

_CHANGED: dict[str, str] = {
    Part.ITEM: "the item",
    Part.DIRECTIONS: "the directions",
    Part.QUANTITY: "the quantity",
    Part.CD_WORDS: "the quantity in words",
    Part.SIGNED: "the signing date",
    Part.TREATMENT: "the kind of treatment or its issue",
    Part.STATUS: "the status at EPS",
    Part.PERSON: "the birth date, sex or palliative care entry",
    Part.AGE: "the age",
    Part.ALLERGIES: "the allergies",
    Part.CONDITIONS: "the conditions",
    Part.RESULTS: "the test results or weight",
    Part.PREGNANCY: "the pregnancy record",
    Part.OTHER_MEDICINES: "the other medicines being taken",
    Part.RULES: "the clinical knowledge",
}


_NOT_KEPT: dict[NotKept, str] = {
    NotKept.TOO_OLD: "That is more than six months ago, so it is checked anew.",
    NotKept.FINDING: "Something has to be answered, so it is checked anew.",
}


def words_prompt(reason: ReasonCode | None) -> str:
    """What the words beside a reason should say."""
    seen = reason in (ReasonCode.RESULT_SEEN, ReasonCode.NEWER_RESULT)
    return "The value, and the day of the test" if seen else "Say why"


def earlier_words(earlier: EarlierCheck) -> str:
    """Who checked an earlier issue, when, and whether it counts; "" for what is checked anew each time."""
    said = f"Checked on {date_words(earlier.at.date())} by {earlier.name}."
    if earlier.counts:
        return f"{said} Nothing has changed since."
    if earlier.why is NotKept.CHANGED:
        words = [_CHANGED.get(part, part) for part in earlier.changed]
        one = len(words) == 1 and not words[0].endswith("s")
        return f"{said} Since then {listed_words(tuple(words))} {'has' if one else 'have'} changed."
    return f"{said} {_NOT_KEPT[earlier.why]}" if earlier.why in _NOT_KEPT else ""


def keep_words(checks: tuple[EarlierCheck, ...]) -> str:
    """The deed of taking the earlier checks, by the day of the oldest; "" where there is none."""
    days = [each.at.date() for each in checks]
    return f"Keep the check of {date_words(min(days))}" if days else ""


def finding_line(finding: Finding) -> str:
    """One line for a list: "Stop. Allergy: ..."."""
    return f"{TIERS[finding.tier]}. {CHECKS[finding.check]}: {finding.message} {finding.action}".rstrip()


def not_checked_line(missed: NotChecked) -> str:
    """One line, with the check first: "Not checked. Dose: the directions are not read."."""
    return f"Not checked. {CHECKS[missed.check]}: {missed.why.rstrip('.')}."


def listed_words(names: tuple[str, ...]) -> str:
    """One; one and two; one, two and three."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def what_changed(parts: tuple[str, ...]) -> str:
    """Why an earlier check no longer counts: "Check again: the directions and the allergies have changed."."""
    if not parts:
        return ""
    words = [_CHANGED.get(part, part) for part in parts]
    listed = listed_words(tuple(words))
    one = len(words) == 1 and not words[0].endswith("s")
    return f"Check again: {listed} {'has' if one else 'have'} changed since the clinical check."
