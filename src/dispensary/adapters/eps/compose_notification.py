"""The dispense notification as FHIR (PROTOCOL section 6): every line of the prescription, each time."""

from decimal import Decimal

from dispensary.adapters.eps.composed_parts import (
    EXTENSION,
    LINE_WORDS,
    MESSAGE_ID,
    REASON_WORDS,
    SYSTEM,
    Json,
    amount,
    concept,
    derived,
    identifier,
    moment,
    nhs,
    order_json,
    organisation_json,
    product_json,
    role_json,
    status_extension,
)
from dispensary.domain.eps_status import LineStatus, PrescriptionStatus
from dispensary.domain.messages import (
    DispenseNotification,
    NotDispensedReason,
    NotifiedLine,
    NotifiedProduct,
)
from dispensary.domain.quantity import Quantity


def notification(message: DispenseNotification) -> Json:
    dispenses = [
        dispense
        for line in message.lines
        for dispense in _dispenses(message, line, common_reason=_common_reason(message))
    ]
    organisation = derived(message.id.value, "organisation")
    header = derived(message.id.value, "header")
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
            "identifier": identifier("ods-organization-code", premises.ods.value),
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
        {"fullUrl": f"urn:uuid:{organisation}", "resource": organisation_json(message.performer, reimbursed=True)}
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
    identity = derived(message.id.value, line.item.item_id.value)
    return NotifiedProduct(line.item.code, line.item.name, Quantity(Decimal(0), unit), identity)


def _dispense(
    message: DispenseNotification, line: NotifiedLine, product: NotifiedProduct, common: NotDispensedReason | None
) -> Json:
    organisation = f"urn:uuid:{derived(message.id.value, 'organisation')}"
    order = order_json(message.prescription, line.item)
    extensions = [status_extension(message.status)]
    if common is not None:
        coding = {
            "system": f"{SYSTEM}/medicationdispense-status-reason",
            "code": common.value,
            "display": REASON_WORDS[common],
        }
        extensions.append({"url": f"{EXTENSION}/Extension-DM-PrescriptionNonDispensingReason", "valueCoding": coding})
    dispense: Json = {
        "resourceType": "MedicationDispense",
        "contained": [role_json(message.performer, "performer", organisation), order],
        "extension": extensions,
        "identifier": [identifier("prescription-dispense-item-number", product.dispense_item_id)],
        "status": "in-progress",
        "type": concept(f"{SYSTEM}/medicationdispense-type", line.status.value, LINE_WORDS[line.status]),
        "medicationCodeableConcept": product_json(product.code.value if product.code else None, product.name),
        "subject": {"type": "Patient", "identifier": nhs(message.prescription.patient.nhs_number)},
        "performer": [{"actor": {"type": "PractitionerRole", "reference": "#performer"}}],
        "authorizingPrescription": [{"reference": f"#{order['id']}"}],
        "quantity": amount(product.quantity.value, product.quantity.unit, line.item.unit_code),
        "whenHandedOver": moment(message.handed_over_at),
        "dosageInstruction": [{"text": line.directions}],
    }
    if line.status is LineStatus.NOT_DISPENSED and line.reason is not None:
        dispense["statusReasonCodeableConcept"] = concept(
            f"{SYSTEM}/medicationdispense-status-reason", line.reason.value, REASON_WORDS[line.reason]
        )
    return dispense
