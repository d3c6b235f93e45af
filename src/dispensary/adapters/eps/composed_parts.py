"""The pieces that every message to EPS is made of: people, places, products, status codes with their displays."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid5

from dispensary.domain.eps_status import LineStatus, PrescriptionStatus
from dispensary.domain.identifiers import NhsNumber
from dispensary.domain.messages import (
    NotDispensedReason,
    Performer,
)
from dispensary.domain.prescription import PrescribedItem, Prescription, Treatment

Json = dict[str, Any]

ID = "https://fhir.nhs.uk/Id"
SYSTEM = "https://fhir.nhs.uk/CodeSystem"
EXTENSION = "https://fhir.nhs.uk/StructureDefinition"
UK_REPEAT = "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-MedicationRepeatInformation"
SNOMED = "http://snomed.info/sct"
MESSAGE_ID = "https://tools.ietf.org/html/rfc4122"


LINE_WORDS = {
    LineStatus.DISPENSED: "Item fully dispensed",
    LineStatus.NOT_DISPENSED: "Item not dispensed",
    LineStatus.PARTIAL: "Item dispensed - partial",
    LineStatus.OWING: "Item not dispensed owing",
    LineStatus.CANCELLED: "Item cancelled",
    LineStatus.EXPIRED: "Expired",
    LineStatus.TO_BE_DISPENSED: "Item to be dispensed",
    LineStatus.WITH_DISPENSER: "Item with dispenser",
}
STATUS_WORDS = {
    PrescriptionStatus.TO_BE_DISPENSED: "To be Dispensed",
    PrescriptionStatus.WITH_DISPENSER: "With Dispenser",
    PrescriptionStatus.WITH_DISPENSER_ACTIVE: "With Dispenser - Active",
    PrescriptionStatus.EXPIRED: "Expired",
    PrescriptionStatus.CANCELLED: "Cancelled",
    PrescriptionStatus.DISPENSED: "Dispensed",
    PrescriptionStatus.NOT_DISPENSED: "Not Dispensed",
    PrescriptionStatus.CLAIMED: "Claimed",
    PrescriptionStatus.NOT_CLAIMED: "No-Claimed",
}
REASON_WORDS = {
    NotDispensedReason.NOT_REQUIRED: "Not required as instructed by the patient",
    NotDispensedReason.CLINICALLY_UNSUITABLE: "Clinically unsuitable",
    NotDispensedReason.OWINGS_NOTE: "Owings note issued to patient",
    NotDispensedReason.CANCELLED: "Prescription cancellation",
    NotDispensedReason.DEATH: "Prescription cancellation due to death",
    NotDispensedReason.ILLEGAL: "Illegal NHS prescription",
    NotDispensedReason.OUT_OF_SCOPE: "Prescribed out of scope item",
    NotDispensedReason.EXPIRED: "Item or prescription expired",
    NotDispensedReason.NOT_ALLOWED_ON_FP10: "Not allowed on FP10",
    NotDispensedReason.NOT_COLLECTED: "Patient did not collect medication",
    NotDispensedReason.BOUGHT: "Patient purchased medication over the counter",
}


def derived(message: str, part: str) -> str:
    return str(uuid5(UUID(message), part)) if _is_uuid(message) else str(uuid5(NAMESPACE_OID, f"{message}/{part}"))


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def identifier(system: str, value: str) -> Json:
    return {"system": f"{ID}/{system}", "value": value}


def concept(system: str, code: str, display: str = "") -> Json:
    coding = {"system": system, "code": code} | ({"display": display} if display else {})
    return {"coding": [coding]}


def organisation_json(performer: Performer, *, reimbursed: bool = False) -> Json:
    premises = performer.premises
    organisation: Json = {
        "resourceType": "Organization",
        "id": "organization",
        "identifier": [identifier("ods-organization-code", premises.ods.value)],
        "address": [{"use": "work", "line": [part.strip() for part in premises.address.split(",")]}],
        "active": True,
        "type": [concept(f"{SYSTEM}/organisation-role", "182", "PHARMACY")],
        "name": premises.name,
        "telecom": [{"system": "phone", "use": "work", "value": premises.phone}],
    }
    if reimbursed:
        authority = identifier("ods-organization-code", premises.reimbursement.value)
        relationship = {"url": "reimbursementAuthority", "valueIdentifier": authority}
        organisation["extension"] = [
            {"url": f"{EXTENSION}/Extension-ODS-OrganisationRelationships", "extension": [relationship]}
        ]
    return organisation


def role_json(performer: Performer, name: str, organisation: str) -> Json:
    return {
        "resourceType": "PractitionerRole",
        "id": name,
        "identifier": [identifier("sds-role-profile-id", performer.role_profile)],
        "practitioner": {
            "identifier": identifier("sds-user-id", performer.professional_code or performer.role_profile),
            "display": performer.name,
        },
        "organization": {"reference": organisation},
        "code": [concept(f"{SYSTEM}/NHSDigital-SDS-JobRoleCode", "S8000:G8000:R8000")],
        "telecom": [{"system": "phone", "use": "work", "value": performer.premises.phone}],
    }


def status_extension(status: PrescriptionStatus) -> Json:
    coding = {
        "system": f"{SYSTEM}/EPS-task-business-status",
        "code": status.value,
        "display": STATUS_WORDS[status],
    }
    return {"url": f"{EXTENSION}/Extension-EPS-TaskBusinessStatus", "valueCoding": coding}


def repeat_pair(prescription: Prescription) -> Json | None:
    """The pair that goes back as it came: one less than the real counts (PROTOCOL section 4)."""
    repeat = prescription.repeat
    if prescription.treatment is not Treatment.ERD or repeat.issue is None or repeat.authorised is None:
        return None
    return {
        "url": f"{EXTENSION}/Extension-EPS-RepeatInformation",
        "extension": [
            {"url": "numberOfRepeatsAllowed", "valueInteger": repeat.authorised - 1},
            {"url": "numberOfRepeatsIssued", "valueInteger": repeat.issue - 1},
        ],
    }


def product_json(code: str | None, name: str) -> Json:
    return concept(SNOMED, code, name) if code else {"text": name}


def amount(value: Decimal, unit: str, unit_code: str | None) -> Json:
    amount: Json = {"value": value, "unit": unit}
    return amount | ({"system": SNOMED, "code": unit_code} if unit_code else {})


def order_json(prescription: Prescription, item: PrescribedItem) -> Json:
    """The released order, copied into the notification."""
    order: Json = {
        "resourceType": "MedicationRequest",
        "id": f"m{item.item_id.value}",
        "identifier": [identifier("prescription-order-item-number", item.item_id.value)],
        "status": "active",
        "intent": "reflex-order" if prescription.treatment is Treatment.ERD else "order",
        "medicationCodeableConcept": product_json(item.code.value if item.code else None, item.name),
        "subject": {"identifier": nhs(prescription.patient.nhs_number)},
        "groupIdentifier": group(prescription),
        "dosageInstruction": [{"text": item.dosage_text or ""}],
        "substitution": {"allowedBoolean": False},
    }
    extensions: list[Json] = []
    if prescription.type_code:
        coding = {"system": f"{SYSTEM}/prescription-type", "code": prescription.type_code}
        extensions.append({"url": f"{EXTENSION}/Extension-DM-PrescriptionType", "valueCoding": coding})
    pair = repeat_pair(prescription)
    if pair is not None:
        order["basedOn"] = [{"extension": [pair]}]
        issued = {"url": "numberOfPrescriptionsIssued", "valueUnsignedInt": prescription.repeat.issue}
        extensions.append({"url": UK_REPEAT, "extension": [issued]})
    if extensions:
        order["extension"] = extensions
    if item.quantity is not None:
        quantity = amount(item.quantity.value, item.quantity.unit, item.unit_code)
        order["dispenseRequest"] = {"quantity": quantity}
    return order


def nhs(number: NhsNumber | None) -> Json:
    return identifier("nhs-number", number.value if number else "")


def group(prescription: Prescription) -> Json:
    group = identifier("prescription-order-number", prescription.id.value)
    if prescription.uuid:
        long_form = identifier("prescription", prescription.uuid)
        group["extension"] = [{"url": f"{EXTENSION}/Extension-DM-PrescriptionId", "valueIdentifier": long_form}]
    return group


def moment(at: datetime) -> str:
    return at.isoformat(timespec="seconds")
