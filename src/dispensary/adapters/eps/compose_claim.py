"""The claim as FHIR (PROTOCOL section 7)."""

from dispensary.adapters.eps.composed_parts import (
    EXTENSION,
    ID,
    LINE_WORDS,
    MESSAGE_ID,
    REASON_WORDS,
    SNOMED,
    SYSTEM,
    Json,
    amount,
    concept,
    derived,
    identifier,
    moment,
    nhs,
    organisation_json,
    product_json,
    repeat_pair,
    role_json,
    status_extension,
)
from dispensary.domain.charges import PAID, ChargeDecision
from dispensary.domain.eps_status import LineStatus
from dispensary.domain.messages import (
    Claim,
    ClaimedLine,
    NotifiedProduct,
)
from dispensary.domain.prescription import Prescription


def claim(message: Claim) -> Json:
    premises = message.performer.premises
    claim: Json = {
        "resourceType": "Claim",
        "id": message.id.value,
        "contained": [role_json(message.performer, "provider", "#organization"), organisation_json(message.performer)],
        "created": moment(message.created_at),
        "identifier": [{"system": MESSAGE_ID, "value": message.id.value}],
        "status": "active",
        "type": concept("http://terminology.hl7.org/CodeSystem/claim-type", "pharmacy", "Pharmacy"),
        "use": "claim",
        "patient": {"identifier": nhs(message.prescription.patient.nhs_number)},
        "provider": {"reference": "#provider"},
        "priority": concept("http://terminology.hl7.org/CodeSystem/processpriority", "normal"),
        "insurance": [
            {
                "sequence": 1,
                "focal": True,
                "coverage": {"identifier": identifier("ods-organization-code", premises.reimbursement.value)},
            }
        ],
        "payee": {
            "type": concept("http://terminology.hl7.org/CodeSystem/payeetype", "provider", "Provider"),
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
    parts = [{"url": "shortForm", "valueIdentifier": identifier("prescription-order-number", prescription.id.value)}]
    if prescription.uuid:
        parts.append({"url": "UUID", "valueIdentifier": identifier("prescription", prescription.uuid)})
    return {"url": f"{EXTENSION}/Extension-DM-GroupIdentifier", "extension": parts}


def _claim_item(message: Claim) -> Json:
    pair = repeat_pair(message.prescription)
    return {
        "sequence": 1,
        "extension": [status_extension(message.status), *([pair] if pair is not None else [])],
        "productOrService": concept(SNOMED, "16076005", "Prescription"),
        "programCode": _exemption(message.charge),
        "detail": [_claim_detail(message, line, place) for place, line in enumerate(message.lines, 1)],
    }


def _exemption(charge: ChargeDecision) -> list[Json]:
    codes = [concept(f"{SYSTEM}/prescription-charge-exemption", charge.exemption)]
    if charge.evidence is not None:
        codes.append(concept(f"{SYSTEM}/DM-exemption-evidence", charge.evidence.value))
    return codes


def _claim_detail(message: Claim, line: ClaimedLine, place: int) -> Json:
    item = line.item
    supplied = line.status is LineStatus.DISPENSED
    sequence = {
        "system": f"{ID}/claim-sequence-identifier",
        "value": derived(message.id.value, f"line/{item.item_id}"),
    }
    order = {"identifier": identifier("prescription-order-item-number", item.item_id.value)}
    extensions: list[Json] = [
        {"url": f"{EXTENSION}/Extension-ClaimSequenceIdentifier", "valueIdentifier": sequence},
        {"url": f"{EXTENSION}/Extension-ClaimMedicationRequestReference", "valueReference": order},
    ]
    pair = repeat_pair(message.prescription)
    if pair is not None:
        extensions.append(pair)
    if not supplied and line.reason is not None:
        coding = {
            "system": f"{SYSTEM}/medicationdispense-status-reason",
            "code": line.reason.value,
            "display": REASON_WORDS[line.reason],
        }
        extensions.append({"url": f"{EXTENSION}/Extension-EPS-TaskBusinessStatusReason", "valueCoding": coding})
    charge = "paid-once" if supplied and message.charge.exemption == PAID else "not-paid"
    detail: Json = {
        "extension": extensions,
        "sequence": place,
        "productOrService": product_json(item.code.value if item.code else None, item.name),
        "modifier": [concept(f"{SYSTEM}/medicationdispense-type", line.status.value, LINE_WORDS[line.status])],
        "programCode": [
            concept(f"{SYSTEM}/DM-prescription-charge", charge),
            *(concept(f"{SYSTEM}/medicationdispense-endorsement", code) for code in line.endorsements or ("NDEC",)),
        ],
    }
    if item.quantity is not None:
        detail["quantity"] = amount(item.quantity.value, item.quantity.unit, item.unit_code)
    if supplied:
        detail["subDetail"] = [_sub_detail(line, product, number) for number, product in enumerate(line.products, 1)]
    return detail


def _sub_detail(line: ClaimedLine, product: NotifiedProduct, number: int) -> Json:
    dispense = {"identifier": identifier("prescription-dispense-item-number", product.dispense_item_id)}
    return {
        "extension": [{"url": f"{EXTENSION}/Extension-ClaimMedicationDispenseReference", "valueReference": dispense}],
        "sequence": number,
        "productOrService": product_json(product.code.value if product.code else None, product.name),
        "quantity": amount(product.quantity.value, product.quantity.unit, line.item.unit_code),
    }
