"""The pharmacy's messages as EPS FHIR R4 documents. Pure: the same message always gives the same bytes.

Shapes: PROTOCOL sections 3, 6 and 7. Decimals are written exactly; ids that the document needs beside its own are
derived
from it, so nothing here is random.
"""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid5

import msgspec

from dispensary.domain.charges import PAID, ChargeDecision
from dispensary.domain.eps_status import LineStatus, PrescriptionStatus
from dispensary.domain.identifiers import NhsNumber
from dispensary.domain.messages import (
    Claim,
    ClaimedLine,
    DispenseNotification,
    EpsMessage,
    NotDispensedReason,
    NotifiedLine,
    NotifiedProduct,
    Performer,
    ReleaseRequest,
    ReturnRequest,
    WithdrawRequest,
)
from dispensary.domain.prescription import PrescribedItem, Prescription, Treatment
from dispensary.domain.quantity import Quantity

Json = dict[str, Any]

ID = "https://fhir.nhs.uk/Id"
SYSTEM = "https://fhir.nhs.uk/CodeSystem"
EXTENSION = "https://fhir.nhs.uk/StructureDefinition"
UK_REPEAT = "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-MedicationRepeatInformation"
SNOMED = "http://snomed.info/sct"
MESSAGE_ID = "https://tools.ietf.org/html/rfc4122"

_ENCODER = msgspec.json.Encoder(decimal_format="number", order="deterministic")

_LINE_WORDS = {
    LineStatus.DISPENSED: "Item fully dispensed",
    LineStatus.NOT_DISPENSED: "Item not dispensed",
    LineStatus.PARTIAL: "Item dispensed - partial",
    LineStatus.OWING: "Item not dispensed owing",
    LineStatus.CANCELLED: "Item cancelled",
    LineStatus.EXPIRED: "Expired",
    LineStatus.TO_BE_DISPENSED: "Item to be dispensed",
    LineStatus.WITH_DISPENSER: "Item with dispenser",
}
_STATUS_WORDS = {
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
_REASON_WORDS = {
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


def compose(message: EpsMessage) -> bytes:
    """The body of any message, as bytes to store and send."""
    match message:
        case ReleaseRequest():
            document = _release(message)
        case DispenseNotification():
            document = _notification(message)
        case Claim():
            document = _claim(message)
        case ReturnRequest():
            document = _return(message)
        case WithdrawRequest():
            document = _withdraw(message)
    return _ENCODER.encode(document)


def _derived(message: str, part: str) -> str:
    return str(uuid5(UUID(message), part)) if _is_uuid(message) else str(uuid5(NAMESPACE_OID, f"{message}/{part}"))


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _identifier(system: str, value: str) -> Json:
    return {"system": f"{ID}/{system}", "value": value}


def _concept(system: str, code: str, display: str = "") -> Json:
    coding = {"system": system, "code": code} | ({"display": display} if display else {})
    return {"coding": [coding]}


def _organisation(performer: Performer, *, reimbursed: bool = False) -> Json:
    premises = performer.premises
    organisation: Json = {
        "resourceType": "Organization",
        "id": "organization",
        "identifier": [_identifier("ods-organization-code", premises.ods.value)],
        "address": [{"use": "work", "line": [part.strip() for part in premises.address.split(",")]}],
        "active": True,
        "type": [_concept(f"{SYSTEM}/organisation-role", "182", "PHARMACY")],
        "name": premises.name,
        "telecom": [{"system": "phone", "use": "work", "value": premises.phone}],
    }
    if reimbursed:
        authority = _identifier("ods-organization-code", premises.reimbursement.value)
        relationship = {"url": "reimbursementAuthority", "valueIdentifier": authority}
        organisation["extension"] = [
            {"url": f"{EXTENSION}/Extension-ODS-OrganisationRelationships", "extension": [relationship]}
        ]
    return organisation


def _role(performer: Performer, name: str, organisation: str) -> Json:
    return {
        "resourceType": "PractitionerRole",
        "id": name,
        "identifier": [_identifier("sds-role-profile-id", performer.role_profile)],
        "practitioner": {
            "identifier": _identifier("sds-user-id", performer.professional_code or performer.role_profile),
            "display": performer.name,
        },
        "organization": {"reference": organisation},
        "code": [_concept(f"{SYSTEM}/NHSDigital-SDS-JobRoleCode", "S8000:G8000:R8000")],
        "telecom": [{"system": "phone", "use": "work", "value": performer.premises.phone}],
    }


def _release(message: ReleaseRequest) -> Json:
    parameters: list[Json] = []
    if message.prescription is not None:
        wanted = _identifier("prescription-order-number", message.prescription.value)
        parameters.append({"name": "group-identifier", "valueIdentifier": wanted})
    parameters += [
        {"name": "owner", "resource": _organisation(message.performer)},
        {"name": "status", "valueCode": "accepted"},
        {"name": "agent", "resource": _agent(message)},
    ]
    return {"resourceType": "Parameters", "id": message.id.value, "parameter": parameters}


def _agent(message: ReleaseRequest) -> Json:
    role = _role(message.performer, _derived(message.id.value, "agent"), "")
    del role["organization"]
    return role


def _status_extension(status: PrescriptionStatus) -> Json:
    coding = {
        "system": f"{SYSTEM}/EPS-task-business-status",
        "code": status.value,
        "display": _STATUS_WORDS[status],
    }
    return {"url": f"{EXTENSION}/Extension-EPS-TaskBusinessStatus", "valueCoding": coding}


def _repeat_pair(prescription: Prescription) -> Json | None:
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


def _product(code: str | None, name: str) -> Json:
    return _concept(SNOMED, code, name) if code else {"text": name}


def _amount(value: Decimal, unit: str, unit_code: str | None) -> Json:
    amount: Json = {"value": value, "unit": unit}
    return amount | ({"system": SNOMED, "code": unit_code} if unit_code else {})


def _order(prescription: Prescription, item: PrescribedItem) -> Json:
    """The released order, copied into the notification."""
    order: Json = {
        "resourceType": "MedicationRequest",
        "id": f"m{item.item_id.value}",
        "identifier": [_identifier("prescription-order-item-number", item.item_id.value)],
        "status": "active",
        "intent": "reflex-order" if prescription.treatment is Treatment.ERD else "order",
        "medicationCodeableConcept": _product(item.code.value if item.code else None, item.name),
        "subject": {"identifier": _nhs(prescription.patient.nhs_number)},
        "groupIdentifier": _group(prescription),
        "dosageInstruction": [{"text": item.dosage_text or ""}],
        "substitution": {"allowedBoolean": False},
    }
    extensions: list[Json] = []
    if prescription.type_code:
        coding = {"system": f"{SYSTEM}/prescription-type", "code": prescription.type_code}
        extensions.append({"url": f"{EXTENSION}/Extension-DM-PrescriptionType", "valueCoding": coding})
    pair = _repeat_pair(prescription)
    if pair is not None:
        order["basedOn"] = [{"extension": [pair]}]
        issued = {"url": "numberOfPrescriptionsIssued", "valueUnsignedInt": prescription.repeat.issue}
        extensions.append({"url": UK_REPEAT, "extension": [issued]})
    if extensions:
        order["extension"] = extensions
    if item.quantity is not None:
        quantity = _amount(item.quantity.value, item.quantity.unit, item.unit_code)
        order["dispenseRequest"] = {"quantity": quantity}
    return order


def _nhs(number: NhsNumber | None) -> Json:
    return _identifier("nhs-number", number.value if number else "")


def _group(prescription: Prescription) -> Json:
    group = _identifier("prescription-order-number", prescription.id.value)
    if prescription.uuid:
        long_form = _identifier("prescription", prescription.uuid)
        group["extension"] = [{"url": f"{EXTENSION}/Extension-DM-PrescriptionId", "valueIdentifier": long_form}]
    return group


def _moment(at: datetime) -> str:
    return at.isoformat(timespec="seconds")


def _notification(message: DispenseNotification) -> Json:
    dispenses = [
        dispense
        for line in message.lines
        for dispense in _dispenses(message, line, common_reason=_common_reason(message))
    ]
    organisation = _derived(message.id.value, "organisation")
    header = _derived(message.id.value, "header")
    premises = message.performer.premises
    source = f"https://directory.spineservices.nhs.uk/STU3/Organization/{premises.ods}"
    body: Json = {
        "resourceType": "MessageHeader",
        "id": header,
        "eventCoding": {
            "system": f"{SYSTEM}/message-event",
            "code": "dispense-notification",
            "display": "Dispense Notification",
        },
        "sender": {
            "identifier": _identifier("ods-organization-code", premises.ods.value),
            "reference": f"urn:uuid:{organisation}",
            "display": premises.name,
        },
        "source": {"endpoint": source},
        "focus": [{"reference": f"urn:uuid:{identity}"} for identity, _ in dispenses],
        "response": {"identifier": message.prescription.release_id or "", "code": "ok"},
    }
    if message.replaces is not None:
        previous = {"system": MESSAGE_ID, "value": message.replaces.value}
        body["extension"] = [{"url": f"{EXTENSION}/Extension-replacementOf", "valueIdentifier": previous}]
    entries = [{"fullUrl": f"urn:uuid:{header}", "resource": body}]
    entries += [{"fullUrl": f"urn:uuid:{identity}", "resource": resource} for identity, resource in dispenses]
    entries.append(
        {"fullUrl": f"urn:uuid:{organisation}", "resource": _organisation(message.performer, reimbursed=True)}
    )
    return {
        "resourceType": "Bundle",
        "id": message.id.value,
        "identifier": {"system": MESSAGE_ID, "value": message.id.value},
        "type": "message",
        "entry": entries,
    }


def _common_reason(message: DispenseNotification) -> NotDispensedReason | None:
    """Where the whole prescription is not dispensed, one reason stands on every line (PROTOCOL section 6): ours, not
    that of a line which came cancelled.
    """
    if message.status is not PrescriptionStatus.NOT_DISPENSED:
        return None
    given_up = [line.reason for line in message.lines if line.status is LineStatus.NOT_DISPENSED]
    return next((reason for reason in given_up if reason is not None), None)


def _dispenses(
    message: DispenseNotification, line: NotifiedLine, *, common_reason: NotDispensedReason | None
) -> list[tuple[str, Json]]:
    products = line.products or (_nothing(message, line),)
    return [(product.dispense_item_id, _dispense(message, line, product, common_reason)) for product in products]


def _nothing(message: DispenseNotification, line: NotifiedLine) -> NotifiedProduct:
    """A line for which nothing was handed over stands with the prescribed product and a quantity of nought."""
    unit = line.item.quantity.unit if line.item.quantity else ""
    identity = _derived(message.id.value, line.item.item_id.value)
    return NotifiedProduct(line.item.code, line.item.name, Quantity(Decimal(0), unit), identity)


def _dispense(
    message: DispenseNotification, line: NotifiedLine, product: NotifiedProduct, common: NotDispensedReason | None
) -> Json:
    organisation = f"urn:uuid:{_derived(message.id.value, 'organisation')}"
    order = _order(message.prescription, line.item)
    extensions = [_status_extension(message.status)]
    if common is not None:
        coding = {
            "system": f"{SYSTEM}/medicationdispense-status-reason",
            "code": common.value,
            "display": _REASON_WORDS[common],
        }
        extensions.append({"url": f"{EXTENSION}/Extension-DM-PrescriptionNonDispensingReason", "valueCoding": coding})
    dispense: Json = {
        "resourceType": "MedicationDispense",
        "contained": [_role(message.performer, "performer", organisation), order],
        "extension": extensions,
        "identifier": [_identifier("prescription-dispense-item-number", product.dispense_item_id)],
        "status": "in-progress",
        "type": _concept(f"{SYSTEM}/medicationdispense-type", line.status.value, _LINE_WORDS[line.status]),
        "medicationCodeableConcept": _product(product.code.value if product.code else None, product.name),
        "subject": {"type": "Patient", "identifier": _nhs(message.prescription.patient.nhs_number)},
        "performer": [{"actor": {"type": "PractitionerRole", "reference": "#performer"}}],
        "authorizingPrescription": [{"reference": f"#{order['id']}"}],
        "quantity": _amount(product.quantity.value, product.quantity.unit, line.item.unit_code),
        "whenHandedOver": _moment(message.handed_over_at),
        "dosageInstruction": [{"text": line.directions}],
    }
    if line.status is LineStatus.NOT_DISPENSED and line.reason is not None:
        dispense["statusReasonCodeableConcept"] = _concept(
            f"{SYSTEM}/medicationdispense-status-reason", line.reason.value, _REASON_WORDS[line.reason]
        )
    return dispense


def _claim(message: Claim) -> Json:
    premises = message.performer.premises
    claim: Json = {
        "resourceType": "Claim",
        "id": message.id.value,
        "contained": [_role(message.performer, "provider", "#organization"), _organisation(message.performer)],
        "created": _moment(message.created_at),
        "identifier": [{"system": MESSAGE_ID, "value": message.id.value}],
        "status": "active",
        "type": _concept("http://terminology.hl7.org/CodeSystem/claim-type", "pharmacy", "Pharmacy"),
        "use": "claim",
        "patient": {"identifier": _nhs(message.prescription.patient.nhs_number)},
        "provider": {"reference": "#provider"},
        "priority": _concept("http://terminology.hl7.org/CodeSystem/processpriority", "normal"),
        "insurance": [
            {
                "sequence": 1,
                "focal": True,
                "coverage": {"identifier": _identifier("ods-organization-code", premises.reimbursement.value)},
            }
        ],
        "payee": {
            "type": _concept("http://terminology.hl7.org/CodeSystem/payeetype", "provider", "Provider"),
            "party": {"reference": "#organization"},
        },
        "prescription": {"extension": [_claim_group(message.prescription)], "display": "A prescription order"},
        "item": [_claim_item(message)],
    }
    if message.replaces is not None:
        previous = {"system": MESSAGE_ID, "value": message.replaces.value}
        claim["extension"] = [{"url": f"{EXTENSION}/Extension-replacementOf", "valueIdentifier": previous}]
    return claim


def _claim_group(prescription: Prescription) -> Json:
    parts = [{"url": "shortForm", "valueIdentifier": _identifier("prescription-order-number", prescription.id.value)}]
    if prescription.uuid:
        parts.append({"url": "UUID", "valueIdentifier": _identifier("prescription", prescription.uuid)})
    return {"url": f"{EXTENSION}/Extension-DM-GroupIdentifier", "extension": parts}


def _claim_item(message: Claim) -> Json:
    pair = _repeat_pair(message.prescription)
    return {
        "sequence": 1,
        "extension": [_status_extension(message.status), *([pair] if pair is not None else [])],
        "productOrService": _concept(SNOMED, "16076005", "Prescription"),
        "programCode": _exemption(message.charge),
        "detail": [_claim_detail(message, line, place) for place, line in enumerate(message.lines, 1)],
    }


def _exemption(charge: ChargeDecision) -> list[Json]:
    codes = [_concept(f"{SYSTEM}/prescription-charge-exemption", charge.exemption)]
    if charge.evidence is not None:
        codes.append(_concept(f"{SYSTEM}/DM-exemption-evidence", charge.evidence.value))
    return codes


def _claim_detail(message: Claim, line: ClaimedLine, place: int) -> Json:
    item = line.item
    supplied = line.status is LineStatus.DISPENSED
    sequence = {
        "system": f"{ID}/claim-sequence-identifier",
        "value": _derived(message.id.value, f"line/{item.item_id}"),
    }
    order = {"identifier": _identifier("prescription-order-item-number", item.item_id.value)}
    extensions: list[Json] = [
        {"url": f"{EXTENSION}/Extension-ClaimSequenceIdentifier", "valueIdentifier": sequence},
        {"url": f"{EXTENSION}/Extension-ClaimMedicationRequestReference", "valueReference": order},
    ]
    pair = _repeat_pair(message.prescription)
    if pair is not None:
        extensions.append(pair)
    if not supplied and line.reason is not None:
        coding = {
            "system": f"{SYSTEM}/medicationdispense-status-reason",
            "code": line.reason.value,
            "display": _REASON_WORDS[line.reason],
        }
        extensions.append({"url": f"{EXTENSION}/Extension-EPS-TaskBusinessStatusReason", "valueCoding": coding})
    charge = "paid-once" if supplied and message.charge.exemption == PAID else "not-paid"
    detail: Json = {
        "extension": extensions,
        "sequence": place,
        "productOrService": _product(item.code.value if item.code else None, item.name),
        "modifier": [_concept(f"{SYSTEM}/medicationdispense-type", line.status.value, _LINE_WORDS[line.status])],
        "programCode": [
            _concept(f"{SYSTEM}/DM-prescription-charge", charge),
            *(_concept(f"{SYSTEM}/medicationdispense-endorsement", code) for code in line.endorsements or ("NDEC",)),
        ],
    }
    if item.quantity is not None:
        detail["quantity"] = _amount(item.quantity.value, item.quantity.unit, item.unit_code)
    if supplied:
        detail["subDetail"] = [_sub_detail(line, product, number) for number, product in enumerate(line.products, 1)]
    return detail


def _sub_detail(line: ClaimedLine, product: NotifiedProduct, number: int) -> Json:
    dispense = {"identifier": _identifier("prescription-dispense-item-number", product.dispense_item_id)}
    return {
        "extension": [{"url": f"{EXTENSION}/Extension-ClaimMedicationDispenseReference", "valueReference": dispense}],
        "sequence": number,
        "productOrService": _product(product.code.value if product.code else None, product.name),
        "quantity": _amount(product.quantity.value, product.quantity.unit, line.item.unit_code),
    }


def _task(message: ReturnRequest | WithdrawRequest) -> Json:
    task: Json = {
        "resourceType": "Task",
        "id": message.id.value,
        "contained": [_role(message.performer, "requester", "#organization"), _organisation(message.performer)],
        "identifier": [{"system": MESSAGE_ID, "value": message.id.value}],
        "intent": "order",
        "groupIdentifier": _identifier("prescription-order-number", message.prescription.id.value),
        "for": {"identifier": _nhs(message.prescription.patient.nhs_number)},
        "authoredOn": _moment(message.at),
        "requester": {"reference": "#requester"},
        "reasonCode": _concept(SNOMED, "33633005", "Prescription of drug"),
    }
    pair = _repeat_pair(message.prescription)
    return task | ({"extension": [pair]} if pair is not None else {})


def _return(message: ReturnRequest) -> Json:
    return _task(message) | {
        "status": "rejected",
        "statusReason": _concept(f"{SYSTEM}/EPS-task-dispense-return-status-reason", message.reason.value),
        "code": _concept("http://hl7.org/fhir/CodeSystem/task-code", "fulfill", "Fulfill the focal request"),
        "focus": {"identifier": {"system": MESSAGE_ID, "value": message.prescription.release_id or ""}},
    }


def _withdraw(message: WithdrawRequest) -> Json:
    return _task(message) | {
        "status": "in-progress",
        "statusReason": _concept(f"{SYSTEM}/EPS-task-dispense-withdraw-reason", message.reason),
        "code": _concept("http://hl7.org/fhir/CodeSystem/task-code", "abort", "Mark existing task as aborted"),
        "focus": {"identifier": {"system": MESSAGE_ID, "value": message.notification.value}},
    }
