"""OperationOutcomes: what EPS says back. Codes and displays are those of its spine-response-handler."""

from datetime import datetime
from typing import Final

from dispensary.simulators.eps.fhir import BASE, Resource

EPS_ISSUE = "https://fhir.nhs.uk/CodeSystem/EPS-IssueCode"
SPINE_ERROR = "https://fhir.nhs.uk/CodeSystem/Spine-ErrorOrWarningCode"
SPINE_ERROR_R4 = "https://fhir.nhs.uk/R4/CodeSystem/Spine-ErrorOrWarningCode"

_RULE: Final = "business-rule"

ISSUES: Final = {
    "RESOURCE_NOT_FOUND": ("not-found", SPINE_ERROR, "Resource not found"),
    "PRESCRIPTION_CANCELLED": (_RULE, EPS_ISSUE, "Prescription has been cancelled"),
    "PRESCRIPTION_EXPIRED": (_RULE, EPS_ISSUE, "Prescription has expired"),
    "PRESCRIPTION_WITH_ANOTHER_DISPENSER": (_RULE, EPS_ISSUE, "Prescription is with another dispenser"),
    "PRESCRIPTION_DISPENSED": (_RULE, EPS_ISSUE, "Prescription has been dispensed"),
    "PRESCRIPTION_NOT_FOUND": ("not-found", EPS_ISSUE, "Prescription can not be found. Contact prescriber"),
    "PRESCRIPTION_INVALID_STATE_TRANSITION": (_RULE, EPS_ISSUE, "Invalid State Transition for Prescription"),
    "MEDICATIONREQUEST_INVALID_STATE_TRANSITION": (_RULE, EPS_ISSUE, "Invalid State Transition for Prescription Item"),
    "MEDICATIONREQUEST_NOT_FOUND": ("not-found", EPS_ISSUE, "Prescription Item Not Found"),
    "MISMATCH_AUTHORISED_REPEAT_COUNT": (_RULE, EPS_ISSUE, "Mismatch in authorised repeat counts"),
    "DISPENSE_AMEND_IDENTIFIER_MISMATCH": (_RULE, EPS_ISSUE, "Identifier mismatch in dispense notification amend"),
    "CLAIM_INVALID_NOT_DISPENSED": (_RULE, EPS_ISSUE, "Claim is invalid: the prescription is not dispensed"),
    "CLAIM_AMEND_PERIOD_ISSUE": (_RULE, EPS_ISSUE, "The claim period for this claim amendment has ended"),
    "DUPLICATE_PRESCRIPTION_ID": ("duplicate", EPS_ISSUE, "Duplicate prescription ID exists"),
    "DUPLICATE_MEDICATIONREQUEST_ID": ("duplicate", EPS_ISSUE, "Duplicate prescription item ID exists"),
    "INVALID_NUMBER_MEDICATIONREQUESTS": (
        _RULE,
        EPS_ISSUE,
        "Number of items on a prescription should be between 1 and 4",
    ),
    "INVALID_MESSAGE": ("structure", EPS_ISSUE, "Invalid Message"),
    "INVALID_RESOURCE_ID": ("code-invalid", SPINE_ERROR, "The resource ID was not valid"),
    "INVALID_VALUE": ("value", SPINE_ERROR, "Invalid value"),
    "MISSING_FIELD": ("required", SPINE_ERROR_R4, "A required field is missing"),
    "FAILURE_TO_PROCESS_MESSAGE": ("processing", EPS_ISSUE, "Unable to process message"),
    "INTERACTION_NOT_SUPPORTED": ("not-supported", EPS_ISSUE, "Interaction not supported"),
    "TOO_MANY_REQUESTS": ("throttled", SPINE_ERROR, "Too many requests"),
    "TIMEOUT": ("timeout", SPINE_ERROR, "The Spine did not answer in time"),
    "SERVICE_DISABLED": ("transient", SPINE_ERROR, "Service disabled"),
    "FORBIDDEN": ("forbidden", EPS_ISSUE, "Forbidden"),
    "ACCESS_DENIED": ("login", SPINE_ERROR, "Access token is missing, invalid or expired"),
    "DUPLICATE_REQUEST": ("duplicate", SPINE_ERROR, "X-Request-ID was used before, with another message"),
}
"""Issue code, code system and display of every refusal."""


class Refused(Exception):
    """The Spine says no: nothing changed. `code` is one of ISSUES; `detail` is for the person who reads the log."""

    def __init__(self, code: str, detail: str = "", *, holder: Resource | None = None) -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code
        self.detail = detail
        self.holder = holder


def refusal(refused: Refused, now: datetime) -> Resource:
    """The OperationOutcome of a refusal; with the Organization that holds the prescription where there is one."""
    outcome = error(refused.code, now, refused.detail)
    if refused.holder:
        holder = {"id": "organization", **refused.holder}
        outcome["contained"] = [holder]
        outcome["extension"] = [
            {"url": BASE + "Extension-Spine-supportingInfo", "valueReference": {"reference": f"#{holder['id']}"}}
        ]
    return outcome


def error(code: str, now: datetime, detail: str = "") -> Resource:
    """An OperationOutcome with one error."""
    issue_code, system, display = ISSUES[code]
    issue: Resource = {
        "severity": "error",
        "code": issue_code,
        "details": {"coding": [{"system": system, "code": code, "display": display}]},
    }
    if detail:
        issue["diagnostics"] = detail
    return _outcome(issue, now)


def accepted(now: datetime) -> Resource:
    """What success looks like."""
    return _outcome({"severity": "information", "code": "informational"}, now)


def no_more_prescriptions(now: datetime) -> Resource:
    """The answer to a nominated release when there is nothing (more) to release: information, not an error."""
    coding = {"system": SPINE_ERROR, "code": "NO_MORE_PRESCRIPTIONS", "display": "No more prescriptions available"}
    return _outcome({"severity": "information", "code": "informational", "details": {"coding": [coding]}}, now)


def invalid_signature(bundle: Resource, now: datetime) -> Resource:
    """The companion of a Bundle in failedPrescriptions."""
    issue = {
        "severity": "error",
        "code": "invalid",
        "details": {
            "coding": [{"system": SPINE_ERROR, "code": "INVALID_VALUE", "display": "Signature is invalid."}],
        },
        "expression": ["Provenance.signature.data"],
    }
    outcome = _outcome(issue, now)
    outcome["extension"] = [
        {
            "url": BASE + "Extension-Spine-supportingInfo-prescription",
            "valueReference": {"identifier": bundle["identifier"]},
        }
    ]
    return outcome


def _outcome(issue: Resource, now: datetime) -> Resource:
    return {
        "resourceType": "OperationOutcome",
        "meta": {"lastUpdated": now.isoformat(timespec="seconds")},
        "issue": [issue],
    }
