"""Claims for payment: one for each completed issue, which may be amended within its claim period."""

from datetime import UTC, datetime

from dispensary.simulators.eps import fhir, states
from dispensary.simulators.eps.fhir import BASE, Resource
from dispensary.simulators.eps.outcomes import Refused
from dispensary.simulators.eps.prescriptions import Claim, Issue, LogEntry, Prescription, State

_INSURERS = frozenset({"T1450", "RQFZ1"})
_EXEMPTION = "https://fhir.nhs.uk/CodeSystem/prescription-charge-exemption"
_ENDORSEMENT = "https://fhir.nhs.uk/CodeSystem/medicationdispense-endorsement"
_LAST_CLAIM_DAY = 5


def claim(state: State, resource: Resource, request_id: str, now: datetime) -> None:
    """Takes in a claim, or the amendment of one. Raises Refused."""
    claim_id = fhir.plain_id(fhir.identifier(resource, fhir.RFC4122))
    item = _check_claim(resource, claim_id)
    prescription, issue = _meant(state, resource, item)
    replaced = fhir.extension(resource, fhir.REPLACEMENT_OF)
    if replaced:
        _check_amendment(issue, fhir.plain_id(fhir.text(replaced, "valueIdentifier", "value")), now)
    elif issue.status == states.CLAIMED:
        raise Refused("PRESCRIPTION_INVALID_STATE_TRANSITION", "claimed already; amend that claim")
    elif issue.status != states.DISPENSED:
        raise Refused("CLAIM_INVALID_NOT_DISPENSED", f"the prescription is {issue.status}")
    _check_details(state, item, issue)
    earlier = [*issue.claim.replaced, issue.claim.claim_id] if issue.claim else []
    issue.claim = Claim(claim_id, now, _program_code(item, _EXEMPTION), earlier)
    issue.status = states.CLAIMED
    act = "claim-amendment" if replaced else "claim"
    state.log.append(LogEntry(now, act, request_id, claim_id, issue.holder, [prescription.prescription_id]))


def _check_claim(resource: Resource, claim_id: str) -> Resource:
    if resource.get("resourceType") != "Claim":
        raise Refused("INVALID_MESSAGE", "not a Claim")
    if resource.get("status") != "active" or resource.get("use") != "claim":
        raise Refused("INVALID_VALUE", "status active, use claim")
    if not claim_id:
        raise Refused("MISSING_FIELD", "identifier")
    insurers = [fhir.text(row, "coverage", "identifier", "value") for row in fhir.rows(resource, "insurance")]
    if len(insurers) != 1 or insurers[0] not in _INSURERS:
        raise Refused("INVALID_VALUE", f"insurance {insurers}")
    items = fhir.rows(resource, "item")
    if len(items) != 1:
        raise Refused("INVALID_VALUE", "one item")
    if not _program_code(items[0], _EXEMPTION):
        raise Refused("MISSING_FIELD", "item.programCode: exemption")
    return items[0]


def _program_code(row: Resource, system: str) -> str:
    for concept in fhir.rows(row, "programCode"):
        for coding in fhir.codings(concept):
            if coding.get("system") == system:
                return fhir.text(coding, "code")
    return ""


def _meant(state: State, resource: Resource, item: Resource) -> tuple[Prescription, Issue]:
    group = fhir.extension(fhir.part(resource, "prescription"), BASE + "Extension-DM-GroupIdentifier")
    short_form = fhir.text(fhir.extension(group, "shortForm"), "valueIdentifier", "value")
    prescription = state.prescriptions.get(short_form)
    if prescription is None:
        raise Refused("PRESCRIPTION_NOT_FOUND", short_form)
    if fhir.text(resource, "patient", "identifier", "value") != prescription.nhs_number:
        raise Refused("INVALID_VALUE", "NHS number")
    issue: Issue | None = prescription.issues[0]
    if prescription.is_erd:
        counts = fhir.repeat_counts(item)
        if counts is None:
            raise Refused("MISSING_FIELD", "Extension-EPS-RepeatInformation")
        issue = prescription.issue(counts[1] + 1)
        if counts[0] + 1 != len(prescription.issues):
            issue = None
    if issue is None:
        raise Refused("MISMATCH_AUTHORISED_REPEAT_COUNT", short_form)
    provider = fhir.contained(resource, fhir.text(resource, "provider", "reference"))
    organisation = fhir.contained(resource, fhir.text(provider, "organization", "reference"))
    if issue.holder is not None and fhir.identifier(organisation, fhir.ODS) != issue.holder:
        raise Refused("PRESCRIPTION_WITH_ANOTHER_DISPENSER", f"dispensed by {issue.holder}")
    return prescription, issue


def _check_amendment(issue: Issue, replaced: str, now: datetime) -> None:
    if issue.status != states.CLAIMED or issue.claim is None:
        raise Refused("PRESCRIPTION_INVALID_STATE_TRANSITION", f"{issue.status}: there is no claim to amend")
    if replaced != issue.claim.claim_id:
        raise Refused("INVALID_VALUE", f"the claim that stands is {issue.claim.claim_id}")
    if now > claim_period_end(issue):
        raise Refused("CLAIM_AMEND_PERIOD_ISSUE")


def claim_period_end(issue: Issue) -> datetime:
    """The fifth of the month after the hand-over, to its last second."""
    handed_over = issue.notifications[-1].handed_over
    year, month = divmod(handed_over.month, 12)
    return datetime(handed_over.year + year, month + 1, _LAST_CLAIM_DAY, 23, 59, 59, tzinfo=UTC)


def _check_details(state: State, item: Resource, issue: Issue) -> None:
    details = fhir.rows(item, "detail")
    claimed = {_item_id(detail): detail for detail in details}
    if set(claimed) != set(issue.line_statuses()) or len(details) != len(claimed):
        raise Refused("MEDICATIONREQUEST_NOT_FOUND", "one detail for each item of the prescription")
    unendorsed = [not _program_code(detail, _ENDORSEMENT) for detail in details]
    if unendorsed[0] or (state.strict and any(unendorsed)):
        raise Refused("MISSING_FIELD", "endorsement (NDEC if there is none)")
    if not state.strict:
        return
    status = fhir.text(fhir.extension(item, fhir.BUSINESS_STATUS), "valueCoding", "code")
    if status != states.DISPENSED:
        raise Refused("INVALID_VALUE", f"prescription status {status or 'missing'}")
    for line in issue.lines:
        stated = next((fhir.code(row) for row in fhir.rows(claimed[line.item_id], "modifier")), "")
        if stated != line.status:
            raise Refused("INVALID_VALUE", f"item {line.item_id} is {line.status}, not {stated or 'missing'}")
        supplied = bool(fhir.rows(claimed[line.item_id], "subDetail"))
        if supplied != (line.status == states.LINE_DISPENSED):
            raise Refused("INVALID_VALUE", "subDetail for each item that was supplied, and for no other")


def _item_id(detail: Resource) -> str:
    held = fhir.extension(detail, BASE + "Extension-ClaimMedicationRequestReference")
    return fhir.text(held, "valueReference", "identifier", "value").lower()
