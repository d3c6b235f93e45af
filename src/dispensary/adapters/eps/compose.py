"""The pharmacy's messages as EPS FHIR R4 documents. Pure: the same message always gives the same bytes.

Shapes: PROTOCOL sections 3, 6 and 7. Decimals are written exactly; ids that the document needs beside its own are
derived from it, so nothing here is random.
"""

import msgspec

from dispensary.adapters.eps.compose_claim import claim
from dispensary.adapters.eps.compose_notification import notification
from dispensary.adapters.eps.composed_parts import (
    MESSAGE_ID,
    SNOMED,
    SYSTEM,
    Json,
    concept,
    derived,
    identifier,
    moment,
    nhs,
    organisation_json,
    repeat_pair,
    role_json,
)
from dispensary.domain.messages import (
    Claim,
    DispenseNotification,
    EpsMessage,
    ReleaseRequest,
    ReturnRequest,
    WithdrawRequest,
)

_ENCODER = msgspec.json.Encoder(decimal_format="number", order="deterministic")


def compose(message: EpsMessage) -> bytes:
    """The body of any message, as bytes to store and send."""
    match message:
        case ReleaseRequest():
            document = _release(message)
        case DispenseNotification():
            document = notification(message)
        case Claim():
            document = claim(message)
        case ReturnRequest():
            document = _return(message)
        case WithdrawRequest():
            document = _withdraw(message)
    return _ENCODER.encode(document)


def _release(message: ReleaseRequest) -> Json:
    parameters: list[Json] = []
    if message.prescription is not None:
        wanted = identifier("prescription-order-number", message.prescription.value)
        parameters.append({"name": "group-identifier", "valueIdentifier": wanted})
    parameters += [
        {"name": "owner", "resource": organisation_json(message.performer)},
        {"name": "status", "valueCode": "accepted"},
        {"name": "agent", "resource": _agent(message)},
    ]
    return {"resourceType": "Parameters", "id": message.id.value, "parameter": parameters}


def _agent(message: ReleaseRequest) -> Json:
    role = role_json(message.performer, derived(message.id.value, "agent"), "")
    del role["organization"]
    return role


def _task(message: ReturnRequest | WithdrawRequest) -> Json:
    task: Json = {
        "resourceType": "Task",
        "id": message.id.value,
        "contained": [role_json(message.performer, "requester", "#organization"), organisation_json(message.performer)],
        "identifier": [{"system": MESSAGE_ID, "value": message.id.value}],
        "intent": "order",
        "groupIdentifier": identifier("prescription-order-number", message.prescription.id.value),
        "for": {"identifier": nhs(message.prescription.patient.nhs_number)},
        "authoredOn": moment(message.at),
        "requester": {"reference": "#requester"},
        "reasonCode": concept(SNOMED, "33633005", "Prescription of drug"),
    }
    pair = repeat_pair(message.prescription)
    return task | ({"extension": [pair]} if pair is not None else {})


def _return(message: ReturnRequest) -> Json:
    return _task(message) | {
        "status": "rejected",
        "statusReason": concept(f"{SYSTEM}/EPS-task-dispense-return-status-reason", message.reason.value),
        "code": concept("http://hl7.org/fhir/CodeSystem/task-code", "fulfill", "Fulfill the focal request"),
        "focus": {"identifier": {"system": MESSAGE_ID, "value": message.prescription.release_id or ""}},
    }


def _withdraw(message: WithdrawRequest) -> Json:
    return _task(message) | {
        "status": "in-progress",
        "statusReason": concept(f"{SYSTEM}/EPS-task-dispense-withdraw-reason", message.reason),
        "code": concept("http://hl7.org/fhir/CodeSystem/task-code", "abort", "Mark existing task as aborted"),
        "focus": {"identifier": {"system": MESSAGE_ID, "value": message.notification.value}},
    }
