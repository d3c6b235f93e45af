"""The patient's record in words: what was changed in it, and how an allergy or a result stands there."""

from datetime import datetime

from dispensary.domain.patient import Allergy, AllergyStatus, TestResult
from dispensary.domain.quantity import decimal_text
from dispensary.wording.labels import date_words

_REVISED = {
    "name": "Name",
    "nhs_number": "NHS number",
    "address": "Address",
    "phone": "Phone",
    "communication": "How to reach them",
    "communication_note": "What helps",
    "goal": "Goal",
    "other_medicines": "Other medicines",
    "purposes": "What medicines are for",
    "questions": "Questions",
    "birth_date": "Born",
    "age_years": "Age in years",
    "sex": "Sex",
    "weight_kg": "Weight in kg",
    "weight_date": "Weighed on",
    "egfr": "eGFR in ml/min",
    "egfr_date": "Date of the eGFR",
    "crcl": "Creatinine clearance in ml/min",
    "pregnant": "Pregnant",
    "breastfeeding": "Breastfeeding",
    "gestation_weeks": "Weeks of pregnancy",
    "ppp_date": "Pregnancy prevention programme",
    "palliative": "Palliative care",
    "allergies": "Allergies",
    "no_known_allergies": "No known allergies",
    "conditions": "Conditions",
    "results": "Results",
}


def revised_words(field: str) -> str:
    """The name of a field in the record's history; one that has none is shown as it is called."""
    return _REVISED.get(field, field.replace("_", " "))


def before_after(before: str, after: str) -> str:
    """was 71, now 68."""
    return f"was {before}, now {after}" if before or after else ""


def change_words(field: str, before: str, after: str, who: str, at: datetime, reason: str) -> str:
    """One change in full, for reading."""
    why = f" Why: {reason.rstrip('.')}." if reason else ""
    return f"{revised_words(field)}: {before_after(before, after)}. {who}, {date_words(at.date())}, {at:%H:%M}.{why}"


def reaction_words(allergy: Allergy) -> str:
    """What happened, as it was said."""
    return allergy.severity or "not said"


def allergy_state(allergy: Allergy) -> str:
    """Active or refuted, and since when it is on record."""
    since = f", {date_words(allergy.recorded_on)}" if allergy.recorded_on is not None else ""
    return ("Refuted" if allergy.status is AllergyStatus.REFUTED else "Active") + since


def result_words(result: TestResult) -> str:
    """2.4, 58 mmol/mol."""
    return f"{decimal_text(result.value)} {result.unit or ''}".strip()


def result_day(result: TestResult) -> str:
    return date_words(result.dated) if result.dated is not None else "no date: counts as current"
