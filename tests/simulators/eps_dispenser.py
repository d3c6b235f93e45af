"""A dispenser's side of EPS, written for the tests alone: it shares no code with the simulator or the product."""

import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import httpx

from dispensary.simulators.eps.orders import check_character

BASE = "https://fhir.nhs.uk/StructureDefinition/"
ID = "https://fhir.nhs.uk/Id/"
CODES = "https://fhir.nhs.uk/CodeSystem/"
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
NHS_NUMBER = "9990548609"


def new_id() -> str:
    return str(uuid.uuid4())


@dataclass
class Released:
    """What a dispenser keeps of one released prescription."""

    bundle: dict[str, Any]

    def resources(self, kind: str) -> list[dict[str, Any]]:
        return [row["resource"] for row in self.bundle["entry"] if row["resource"]["resourceType"] == kind]

    @property
    def requests(self) -> list[dict[str, Any]]:
        return self.resources("MedicationRequest")

    @property
    def prescription_id(self) -> str:
        return str(self.requests[0]["groupIdentifier"]["value"])

    @property
    def release_id(self) -> str:
        return str(self.resources("MessageHeader")[0]["response"]["identifier"])

    @property
    def nhs_number(self) -> str:
        return str(self.resources("Patient")[0]["identifier"][0]["value"])

    @property
    def items(self) -> list[str]:
        return [request["identifier"][0]["value"] for request in self.requests]

    @property
    def counts(self) -> list[dict[str, Any]]:
        """The repeat information exactly as received, as a list of extensions (empty for acute)."""
        return self.requests[0].get("basedOn", [{}])[0].get("extension", [])

    def line_statuses(self) -> list[str]:
        found = []
        for request in self.requests:
            for extension in request["extension"]:
                if extension["url"].endswith("DispensingInformation"):
                    found.append(extension["extension"][0]["valueCoding"]["code"])
        return found


@dataclass
class Dispenser:
    """Sends what a pharmacy sends. `url` is where; every call returns the raw response."""

    url: str
    ods: str = "FX999"
    client: httpx.Client = field(default_factory=lambda: httpx.Client(timeout=20))

    def post(self, path: str, body: Any, request_id: str | None = None, **headers: str) -> httpx.Response:
        sent = {"X-Request-ID": request_id or new_id(), "Content-Type": "application/fhir+json; fhirVersion=4.0"}
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        if isinstance(body, bytes):
            return self.client.post(self.url + path, content=body, headers=sent | names)
        return self.client.post(self.url + path, json=body, headers=sent | names)

    def organisation(self) -> dict[str, Any]:
        return {
            "resourceType": "Organization",
            "id": "organisation",
            "identifier": [{"system": ID + "ods-organization-code", "value": self.ods}],
            "name": f"Pharmacy {self.ods}",
            "telecom": [{"system": "phone", "value": "01632 960147"}],
            "address": [{"line": ["8 Market Row", "Little Harwick"], "postalCode": "QX4 7LT"}],
        }

    @staticmethod
    def role(name: str) -> dict[str, Any]:
        return {
            "resourceType": "PractitionerRole",
            "id": name,
            "identifier": [{"system": ID + "sds-role-profile-id", "value": "555086415105"}],
            "practitioner": {"identifier": {"system": ID + "sds-user-id", "value": "3415870201"}},
            "organization": {"reference": "#organisation"},
            "telecom": [{"system": "phone", "value": "01632 960147"}],
        }

    def release_message(self, prescription_id: str | None = None) -> dict[str, Any]:
        parameters: list[dict[str, Any]] = [
            {"name": "owner", "resource": self.organisation()},
            {"name": "status", "valueCode": "accepted"},
            {"name": "agent", "resource": self.role("agent")},
        ]
        if prescription_id:
            identifier = {"system": ID + "prescription-order-number", "value": prescription_id}
            parameters.insert(0, {"name": "group-identifier", "valueIdentifier": identifier})
        return {"resourceType": "Parameters", "parameter": parameters}

    def release(self, prescription_id: str | None = None, **headers: str) -> httpx.Response:
        return self.post("/FHIR/R4/Task/$release", self.release_message(prescription_id), **headers)

    def take(self, prescription_id: str) -> Released:
        response = self.release(prescription_id)
        assert response.status_code == 200, response.text
        return passed(response)[0]

    def notification_message(
        self,
        held: Released,
        status: str,
        lines: list[str],
        quantities: list[str] | None = None,
        replaces: str | None = None,
        bundle_id: str | None = None,
        handed_over: str = "2026-11-23T12:00:00+00:00",
    ) -> dict[str, Any]:
        header: dict[str, Any] = {
            "resourceType": "MessageHeader",
            "eventCoding": {"system": CODES + "message-event", "code": "dispense-notification"},
            "sender": {"identifier": {"system": ID + "ods-organization-code", "value": self.ods}},
            "response": {"identifier": held.release_id, "code": "ok"},
        }
        if replaces:
            identifier = {"system": "https://tools.ietf.org/html/rfc4122", "value": replaces}
            header["extension"] = [{"url": BASE + "Extension-replacementOf", "valueIdentifier": identifier}]
        authority = {"url": "reimbursementAuthority", "valueIdentifier": {"value": "T1450"}}
        organisation = self.organisation() | {
            "extension": [{"url": BASE + "Extension-ODS-OrganisationRelationships", "extension": [authority]}]
        }
        dispenses = [
            self._dispense(held, request, status, line, quantity, handed_over)
            for request, line, quantity in zip(held.requests, lines, quantities or ["28"] * len(lines), strict=True)
        ]
        return {
            "resourceType": "Bundle",
            "type": "message",
            "identifier": {"system": "https://tools.ietf.org/html/rfc4122", "value": bundle_id or new_id()},
            "entry": [{"resource": resource} for resource in (header, *dispenses, organisation)],
        }

    def _dispense(
        self, held: Released, request: dict[str, Any], status: str, line: str, quantity: str, handed_over: str
    ) -> dict[str, Any]:
        dispense: dict[str, Any] = {
            "resourceType": "MedicationDispense",
            "contained": [self.role("performer"), {**request, "id": "m1"}],
            "extension": [
                {"url": BASE + "Extension-EPS-TaskBusinessStatus", "valueCoding": {"code": status}},
                *held.counts,
            ],
            "identifier": [{"system": ID + "prescription-dispense-item-number", "value": new_id()}],
            "status": "in-progress",
            "medicationCodeableConcept": request["medicationCodeableConcept"],
            "subject": {"identifier": {"system": ID + "nhs-number", "value": held.nhs_number}},
            "performer": [{"actor": {"reference": "#performer"}}],
            "authorizingPrescription": [{"reference": "#m1"}],
            "type": {"coding": [{"system": CODES + "medicationdispense-type", "code": line}]},
            "quantity": {"value": int(quantity), "unit": "tablet"},
            "whenHandedOver": handed_over,
        }
        if line == "0002":
            dispense["statusReasonCodeableConcept"] = {"coding": [{"code": "0001"}]}
        return dispense

    def notify(self, held: Released, status: str, lines: list[str], **more: Any) -> httpx.Response:
        return self.post("/FHIR/R4/$process-message", self.notification_message(held, status, lines, **more))

    def task_message(self, held: Released, focus: str, reason: str, *, withdraw: bool) -> dict[str, Any]:
        return {
            "resourceType": "Task",
            "contained": [self.role("requester"), self.organisation()],
            "extension": held.counts,
            "identifier": [{"system": "https://tools.ietf.org/html/rfc4122", "value": new_id()}],
            "status": "in-progress" if withdraw else "rejected",
            "statusReason": {"coding": [{"code": reason}]},
            "code": {"coding": [{"code": "abort" if withdraw else "fulfill"}]},
            "intent": "order",
            "groupIdentifier": {"system": ID + "prescription-order-number", "value": held.prescription_id},
            "focus": {"identifier": {"system": "https://tools.ietf.org/html/rfc4122", "value": focus}},
            "for": {"identifier": {"system": ID + "nhs-number", "value": held.nhs_number}},
            "requester": {"reference": "#requester"},
        }

    def give_back(self, held: Released, reason: str = "0003") -> httpx.Response:
        return self.post("/FHIR/R4/Task", self.task_message(held, held.release_id, reason, withdraw=False))

    def withdraw(self, held: Released, bundle_id: str, reason: str = "MU") -> httpx.Response:
        return self.post("/FHIR/R4/Task", self.task_message(held, bundle_id, reason, withdraw=True))

    def claim_message(
        self, held: Released, lines: list[str], claim_id: str | None = None, replaces: str | None = None
    ) -> dict[str, Any]:
        claim: dict[str, Any] = {
            "resourceType": "Claim",
            "contained": [self.role("provider"), self.organisation()],
            "identifier": [{"system": "https://tools.ietf.org/html/rfc4122", "value": claim_id or new_id()}],
            "status": "active",
            "use": "claim",
            "patient": {"identifier": {"system": ID + "nhs-number", "value": held.nhs_number}},
            "provider": {"reference": "#provider"},
            "insurance": [{"coverage": {"identifier": {"value": "T1450"}}}],
            "prescription": {
                "extension": [
                    {
                        "url": BASE + "Extension-DM-GroupIdentifier",
                        "extension": [{"url": "shortForm", "valueIdentifier": {"value": held.prescription_id}}],
                    }
                ]
            },
            "item": [
                {
                    "extension": [
                        {"url": BASE + "Extension-EPS-TaskBusinessStatus", "valueCoding": {"code": "0006"}},
                        *held.counts,
                    ],
                    "programCode": [{"coding": [{"system": CODES + "prescription-charge-exemption", "code": "0001"}]}],
                    "detail": [self._detail(item, line) for item, line in zip(held.items, lines, strict=True)],
                }
            ],
        }
        if replaces:
            claim["extension"] = [{"url": BASE + "Extension-replacementOf", "valueIdentifier": {"value": replaces}}]
        return claim

    @staticmethod
    def _detail(item: str, line: str) -> dict[str, Any]:
        reference = {"identifier": {"system": ID + "prescription-order-item-number", "value": item}}
        return {
            "extension": [{"url": BASE + "Extension-ClaimMedicationRequestReference", "valueReference": reference}],
            "modifier": [{"coding": [{"code": line}]}],
            "programCode": [{"coding": [{"system": CODES + "medicationdispense-endorsement", "code": "NDEC"}]}],
            "subDetail": [{"sequence": 1}] if line == "0001" else [],
        }

    def claim(self, held: Released, lines: list[str], **more: Any) -> httpx.Response:
        return self.post("/FHIR/R4/Claim", self.claim_message(held, lines, **more))

    def admin(self, path: str, **body: Any) -> dict[str, Any]:
        response = self.client.post(f"{self.url}/_sim/{path}", json=body)
        assert response.status_code == 200, response.text
        return dict(response.json())

    def state(self) -> dict[str, Any]:
        return dict(self.client.get(self.url + "/_sim/state").json())

    def issue(self, prescription_id: str, number: int = 1) -> dict[str, Any]:
        found = next(row for row in self.state()["prescriptions"] if row["prescription_id"] == prescription_id)
        return dict(found["issues"][number - 1])


def passed(response: httpx.Response) -> list[Released]:
    return [Released(row["resource"]) for row in response.json()["parameter"][0]["resource"]["entry"]]


def failed(response: httpx.Response) -> list[dict[str, Any]]:
    return [row["resource"] for row in response.json()["parameter"][1]["resource"]["entry"]]


def code(response: httpx.Response) -> str:
    """The code of the first issue of an OperationOutcome."""
    issue = response.json()["issue"][0]
    return str(issue["details"]["coding"][0]["code"]) if "details" in issue else str(issue["code"])


def prescription_id(number: int) -> str:
    start = f"{number:06X}-X99101-{number:05X}"
    return start + check_character(start)


def order(
    number: int = 1,
    *,
    items: int = 1,
    issues: int | None = None,
    nominated: str | None = "FX999",
    signed: datetime = NOON,
    schedule: str | None = None,
    dosage: list[dict[str, Any]] | None = None,
    quantity: Any = 28,
) -> dict[str, Any]:
    """A prescription order; with `issues` it is repeat dispensing, 28 days each."""
    course = "continuous-repeat-dispensing" if issues else "acute"
    dispense_request: dict[str, Any] = {
        "extension": [
            {
                "url": BASE + "Extension-DM-PerformerSiteType",
                "valueCoding": {"code": "P1" if nominated else "0004"},
            }
        ],
        "quantity": {"value": quantity, "unit": "tablet", "system": "http://snomed.info/sct", "code": "428673006"},
        "validityPeriod": {"start": signed.date().isoformat()},
        "expectedSupplyDuration": {"value": 28, "unit": "day", "code": "d"},
    }
    if nominated:
        dispense_request["performer"] = {"identifier": {"system": ID + "ods-organization-code", "value": nominated}}
    if issues:
        dispense_request["numberOfRepeatsAllowed"] = issues - 1
    extensions: list[dict[str, Any]] = [
        {"url": BASE + "Extension-DM-PrescriptionType", "valueCoding": {"code": "0101"}}
    ]
    if schedule:
        rows = [
            {"url": "quantityWords", "valueString": "twenty-eight"},
            {"url": "schedule", "valueCoding": {"code": schedule}},
        ]
        extensions.append({"url": BASE + "Extension-DM-ControlledDrug", "extension": rows})
    requests = [
        {
            "resourceType": "MedicationRequest",
            "extension": extensions,
            "identifier": [
                {"system": ID + "prescription-order-item-number", "value": str(uuid.UUID(int=number * 10 + place))}
            ],
            "status": "active",
            "intent": "original-order" if issues else "order",
            "medicationCodeableConcept": {
                "coding": [
                    {
                        "system": "http://snomed.info/sct",
                        "code": "39732011000001102",
                        "display": "Amlodipine 5mg tablets",
                    }
                ]
            },
            "subject": {"reference": "urn:uuid:patient"},
            "requester": {"reference": "urn:uuid:role"},
            "groupIdentifier": {
                "value": prescription_id(number),
                "extension": [
                    {
                        "url": BASE + "Extension-DM-PrescriptionId",
                        "valueIdentifier": {"value": str(uuid.UUID(int=number))},
                    }
                ],
            },
            "courseOfTherapyType": {"coding": [{"code": course}]},
            "dosageInstruction": dosage or [{"text": "1 daily"}],
            "dispenseRequest": dispense_request,
            "note": [{"text": "With food"}],
        }
        for place in range(items)
    ]
    patient = {
        "resourceType": "Patient",
        "identifier": [{"system": ID + "nhs-number", "value": NHS_NUMBER}],
        "name": [{"family": "Hartnoll", "given": ["Beryl"]}],
        "gender": "female",
        "birthDate": "1953-03-14",
    }
    role = {
        "resourceType": "PractitionerRole",
        "identifier": [{"system": ID + "sds-role-profile-id", "value": "990000100011"}],
        "practitioner": {"reference": "urn:uuid:practitioner"},
        "organization": {"reference": "urn:uuid:organisation"},
    }
    practitioner = {"resourceType": "Practitioner", "name": [{"family": "Farrant", "prefix": ["Dr"]}]}
    organisation = {
        "resourceType": "Organization",
        "identifier": [{"system": ID + "ods-organization-code", "value": "X99101"}],
        "name": "Quarry Lane Surgery",
    }
    header = {"resourceType": "MessageHeader", "eventCoding": {"code": "prescription-order"}}
    named = {
        "header": header,
        **{f"item-{place}": request for place, request in enumerate(requests)},
        "patient": patient,
        "role": role,
        "practitioner": practitioner,
        "organisation": organisation,
    }
    return {
        "resourceType": "Bundle",
        "type": "message",
        "identifier": {"system": "https://tools.ietf.org/html/rfc4122", "value": str(uuid.UUID(int=number * 1000))},
        "entry": [{"fullUrl": f"urn:uuid:{name}", "resource": row} for name, row in named.items()],
    }
