"""What a dispenser receives: the order as the Spine gives it back, which is less than the prescriber sent.

Structured directions, schedule, validity period and repeat data of acute items are lost, because the Spine stores HL7
V3 (release-medication-request.ts of NHSDigital/electronic-prescription-service-api).
"""

import re
import uuid
from datetime import datetime
from typing import Any

import msgspec

from dispensary.simulators.eps import fhir, outcomes, states
from dispensary.simulators.eps.fhir import BASE, Resource
from dispensary.simulators.eps.fragments import dosage_text, medication
from dispensary.simulators.eps.orders import signed_at
from dispensary.simulators.eps.prescriptions import Issue, Prescription

_STATUS = {
    states.LINE_DISPENSED: "completed",
    states.LINE_NOT_DISPENSED: "stopped",
    states.LINE_EXPIRED: "stopped",
    states.LINE_CANCELLED: "cancelled",
}
_KEPT = ("identifier", "category", "subject", "requester", "groupIdentifier", "courseOfTherapyType")
_ORDER = ("MessageHeader", "Patient", "MedicationRequest")
_POINT_FIRST = re.compile(r"\.[0-9]+")
_NAMESPACE = uuid.UUID("7b0c1a3e-52d4-4f5b-9a7e-0d6f1c2b3a49")


def derived_id(*parts: str) -> str:
    """A UUID that depends on nothing but these texts."""
    return str(uuid.uuid5(_NAMESPACE, "/".join(parts)))


def release_response(release_id: str, passed: list[Resource], failed: list[Resource], now: datetime) -> Resource:
    """The Parameters that answer a release. `failed` are order Bundles; each gets its OperationOutcome before it."""
    pairs = [resource for bundle in failed for resource in (outcomes.invalid_signature(bundle, now), bundle)]
    return {
        "resourceType": "Parameters",
        "id": release_id,
        "parameter": [
            {"name": "passedPrescriptions", "resource": _searchset(release_id, "passed", passed, now)},
            {"name": "failedPrescriptions", "resource": _searchset(release_id, "failed", pairs, now)},
        ],
    }


def _searchset(release_id: str, name: str, resources: list[Resource], now: datetime) -> Resource:
    return {
        "resourceType": "Bundle",
        "id": derived_id(release_id, name),
        "meta": {"lastUpdated": now.isoformat(timespec="seconds")},
        "identifier": {"system": fhir.RFC4122, "value": release_id},
        "type": "searchset",
        "total": len(resources),
        "entry": [
            {
                "fullUrl": f"urn:uuid:{resource.get('id') or derived_id(release_id, name, str(place))}",
                "search": {"mode": "include" if resource["resourceType"] == "OperationOutcome" else "match"},
                "resource": resource,
            }
            for place, resource in enumerate(resources)
        ],
    }


def released_order(prescription: Prescription, issue: Issue, release_id: str, ods: str) -> Resource:
    """The message Bundle of one issue as this dispenser gets it."""
    order = fhir.parse(prescription.bundle)
    entries = [_entry(order, prescription, issue, release_id, ods, entry) for entry in fhir.rows(order, "entry")]
    bundle_id = fhir.text(order, "identifier", "value") or derived_id(prescription.prescription_id)
    return {
        "resourceType": "Bundle",
        "id": derived_id(prescription.prescription_id, str(issue.number), release_id),
        "meta": {"lastUpdated": prescription.prescribed_at.isoformat(timespec="seconds")},
        "identifier": {"system": fhir.RFC4122, "value": bundle_id.lower()},
        "type": "message",
        "entry": sorted((entry for entry in entries if entry), key=_place),
    }


def _place(entry: Resource) -> int:
    kind = entry["resource"]["resourceType"]
    return _ORDER.index(kind) if kind in _ORDER else len(_ORDER)


def _entry(
    order: Resource, prescription: Prescription, issue: Issue, release_id: str, ods: str, entry: Resource
) -> Resource | None:
    resource = fhir.part(entry, "resource")
    kind = resource.get("resourceType")
    if kind == "Medication":
        return None
    url = fhir.text(entry, "fullUrl") or f"urn:uuid:{derived_id(release_id, fhir.render(resource))}"
    if kind == "MessageHeader":
        resource = _header(resource, release_id, ods)
    elif kind == "MedicationRequest":
        resource = released_request(order, resource, prescription, issue)
    return {"fullUrl": url, "resource": {**resource, "id": url.removeprefix("urn:uuid:")}}


def _header(header: Resource, release_id: str, ods: str) -> Resource:
    receiver = {"identifier": {"system": fhir.ODS, "value": ods}}
    return {
        **header,
        "destination": [
            {"endpoint": f"https://directory.spineservices.nhs.uk/STU3/Organization/{ods}", "receiver": receiver}
        ],
        "sender": {"identifier": {"system": fhir.ODS, "value": "X2601"}, "display": "NHS Digital Spine"},
        "source": {"name": "NHS Spine", "endpoint": "https://127.0.0.1/fhir-prescribing/$process-message"},
        "response": {"identifier": release_id, "code": "ok"},
    }


def released_request(order: Resource, request: Resource, prescription: Prescription, issue: Issue) -> Resource:
    """One MedicationRequest, lossy, with the line's status in it."""
    line = issue.line(fhir.identifier(request, fhir.ITEM_ID))
    status = line.status if line else states.LINE_WITH_DISPENSER
    written = signed_at(order) or prescription.prescribed_at
    released: Resource = {
        "resourceType": "MedicationRequest",
        "extension": _extensions(request, prescription, issue, status),
        **{field: request[field] for field in _KEPT if field in request},
        "status": _STATUS.get(status, "active"),
        "intent": "reflex-order" if prescription.is_erd else "order",
        "medicationCodeableConcept": {"coding": [_plain_coding(medication(order, request))]},
        "authoredOn": written.isoformat(timespec="seconds"),
        "dosageInstruction": [{"text": dosage_text(request)}],
        "dispenseRequest": _dispense_request(request, prescription),
        "substitution": {"allowedBoolean": False},
    }
    cancellation = next((row for row in issue.cancellations if line and row.item_id in {None, line.item_id}), None)
    if status == states.LINE_CANCELLED and cancellation:
        system = "https://fhir.nhs.uk/CodeSystem/medicationrequest-status-reason"
        released["statusReason"] = {"coding": [{"system": system, "code": cancellation.reason}]}
    notes = [fhir.text(row, "text") for row in fhir.rows(request, "note")]
    if notes:
        released["note"] = [{"text": "\n".join(notes)}]
    if prescription.is_erd:
        counts = _counts(len(prescription.issues) - 1, issue.number - 1)
        reference = f"urn:uuid:{fhir.identifier(request, fhir.ITEM_ID).lower()}"
        released["basedOn"] = [{"extension": [counts], "reference": reference}]
    return released


def _plain_coding(coding: Resource) -> Resource:
    return {field: coding[field] for field in ("system", "code", "display") if field in coding}


def _counts(allowed: int, issued: int) -> Resource:
    return {
        "url": fhir.REPEAT_INFORMATION,
        "extension": [
            {"url": "numberOfRepeatsAllowed", "valueInteger": allowed},
            {"url": "numberOfRepeatsIssued", "valueInteger": issued},
        ],
    }


def _extensions(request: Resource, prescription: Prescription, issue: Issue, status: str) -> list[Resource]:
    responsible = fhir.extension(request, BASE + "Extension-DM-ResponsiblePractitioner") or {
        "url": BASE + "Extension-DM-ResponsiblePractitioner",
        "valueReference": fhir.part(request, "requester"),
    }
    wanted = {BASE + "Extension-DM-PrescriptionType", BASE + "Extension-DM-PrescriptionEndorsement"}
    kept = [row for row in fhir.rows(request, "extension") if row.get("url") in wanted]
    found = [responsible, *kept, *_repeat_information(request, prescription, issue)]
    words = fhir.extension(fhir.extension(request, fhir.CONTROLLED_DRUG), "quantityWords")
    if words:
        found.append({"url": fhir.CONTROLLED_DRUG, "extension": [words]})
    found.extend(_status_history(issue, status))
    found.append(_dispensing_information(prescription, issue, status))
    return found


def _repeat_information(request: Resource, prescription: Prescription, issue: Issue) -> list[Resource]:
    sent = fhir.extension(request, fhir.UKCORE_REPEAT)
    rows = [row for row in fhir.rows(sent, "extension") if row.get("url") == "authorisationExpiryDate"]
    if prescription.is_erd:
        rows.append({"url": "numberOfPrescriptionsIssued", "valueInteger": issue.number})
    elif prescription.treatment == "repeat":
        # Whatever the prescriber said, the Spine stores every repeat prescription as issue 1 of 1.
        rows.append({"url": "numberOfPrescriptionsIssued", "valueInteger": 1})
    return [{"url": fhir.UKCORE_REPEAT, "extension": rows}] if rows else []


def _status_history(issue: Issue, status: str) -> list[Resource]:
    if status != states.LINE_CANCELLED or not issue.cancellations:
        return []
    coding = {
        "system": "https://fhir.nhs.uk/CodeSystem/medicationrequest-status-history",
        "code": "R-0001",
        "display": "Prescription/item was cancelled",
    }
    moment = issue.cancellations[0].at.isoformat(timespec="seconds")
    rows: list[Resource] = [
        {"url": "status", "valueCoding": coding},
        {"url": "statusDate", "valueDateTime": moment},
    ]
    return [{"url": BASE + "Extension-DM-PrescriptionStatusHistory", "extension": rows}]


def _dispensing_information(prescription: Prescription, issue: Issue, status: str) -> Resource:
    coding = {
        "system": "https://fhir.nhs.uk/CodeSystem/medicationdispense-type",
        "code": status,
        "display": states.LINE_DISPLAY[status],
    }
    rows: list[Resource] = [{"url": "dispenseStatus", "valueCoding": coding}]
    before = prescription.issue(issue.number - 1)
    if before and before.last_dispensed:
        rows.append({"url": "dateLastDispensed", "valueDate": before.last_dispensed.isoformat()})
    return {"url": BASE + "Extension-EPS-DispensingInformation", "extension": rows}


def _dispense_request(request: Resource, prescription: Prescription) -> Resource:
    sent = fhir.part(request, "dispenseRequest")
    quantity = fhir.part(sent, "quantity")
    kept: dict[str, Any] = {
        "extension": fhir.rows(sent, "extension"),
        "quantity": {
            **_plain_coding(quantity),
            "unit": quantity.get("unit", ""),
            "value": _number(quantity.get("value", 0)),
        },
    }
    if prescription.is_erd:
        kept |= {field: sent[field] for field in ("validityPeriod", "expectedSupplyDuration") if field in sent}
        kept["numberOfRepeatsAllowed"] = len(prescription.issues) - 1
    elif fhir.code(fhir.part(request, "courseOfTherapyType")) == "continuous":
        kept["numberOfRepeatsAllowed"] = 0
    if "performer" in sent:
        kept["performer"] = sent["performer"]
    return kept


def _number(value: Any) -> Any:
    """The number as the Spine's store holds it: one that starts with a point goes out bare, as EPS sends it."""
    return msgspec.Raw(value.encode()) if isinstance(value, str) and _POINT_FIRST.fullmatch(value) else value
