"""The demonstration prescriptions, written out as the FHIR orders a surgery would send.

The files hold days before today; what is made of them is always fresh. Identifiers depend on the data alone.
"""

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from dispensary.assets import resource
from dispensary.simulators.eps import fhir
from dispensary.simulators.eps.fhir import BASE, Resource
from dispensary.simulators.eps.orders import check_character

_NAMESPACE = uuid.UUID("0c9b7b54-1d0e-5d0b-8f39-5f2c7a4f6f10")
_SNOMED = "http://snomed.info/sct"
_PROFESSIONAL = {
    "gmc": "https://fhir.hl7.org.uk/Id/gmc-number",
    "nmc": "https://fhir.hl7.org.uk/Id/nmc-number",
    "gphc": "https://fhir.hl7.org.uk/Id/gphc-number",
}
_COURSE = {
    "acute": ("http://terminology.hl7.org/CodeSystem/medicationrequest-course-of-therapy", "acute",
              "Short course (acute) therapy"),
    "repeat": ("http://terminology.hl7.org/CodeSystem/medicationrequest-course-of-therapy", "continuous",
               "Continuous long term therapy"),
    "erd": ("https://fhir.nhs.uk/CodeSystem/medicationrequest-course-of-therapy", "continuous-repeat-dispensing",
            "Continuous long term (repeat dispensing)"),
}  # fmt: skip
_INTENT = {"acute": "order", "repeat": "instance-order", "erd": "original-order"}

Entry = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class DemoOrder:
    """One prescription of the demonstration: its entry in the file, and the order it becomes."""

    entry: Entry
    bundle: Resource
    prescribed_at: datetime


def demo_orders(now: datetime, *, ods: str) -> list[DemoOrder]:
    """Every demonstration prescription as an unsigned order, nominated to that pharmacy."""
    book = json.loads(resource("demo", "prescriptions.json").read_text(encoding="utf-8"))
    people = json.loads(resource("demo", "patients.json").read_text(encoding="utf-8"))["patients"]
    patients = {patient["id"]: patient for patient in people}
    return [
        _Writer(book, entry, patients[entry["patient"]], ods, _prescribed_at(entry, now)).order()
        for entry in book["prescriptions"]
    ]


def _prescribed_at(entry: Entry, now: datetime) -> datetime:
    """On its day at its time; where that is still to come today, a minute ago."""
    day = now.date() - timedelta(days=entry.get("started_days_ago", entry["days_ago"]))
    moment = datetime.combine(day, time.fromisoformat(entry["time"]), tzinfo=UTC)
    return min(moment, now.replace(microsecond=0) - timedelta(minutes=1)) if day == now.date() else moment


class _Writer:
    """Writes one order."""

    def __init__(self, book: Entry, entry: Entry, patient: Entry, ods: str, prescribed_at: datetime) -> None:
        self._entry = entry
        self._patient = patient
        self._ods = ods
        self._at = prescribed_at
        self._products = book["products"]
        self._prescriber = book["prescribers"][entry["prescriber"]]
        self._surgery = book["surgeries"][self._prescriber["surgery"]]

    def order(self) -> DemoOrder:
        resources = [
            *(self._request(place, item) for place, item in enumerate(self._entry["items"])),
            self._person(),
            self._role(),
            self._practitioner(),
            self._organisation(),
            *self._for_patient(),
        ]
        header = self._header([self._url(resource["id"]) for resource in resources])
        bundle = {
            "resourceType": "Bundle",
            "id": self._id("bundle"),
            "identifier": {"system": fhir.RFC4122, "value": self._id("message")},
            "type": "message",
            "timestamp": self._at.isoformat(timespec="seconds"),
            "entry": [
                {"fullUrl": self._url(resource["id"]), "resource": resource} for resource in (header, *resources)
            ],
        }
        return DemoOrder(self._entry, bundle, self._at)

    def _id(self, part: str) -> str:
        return str(uuid.uuid5(_NAMESPACE, f"{self._entry['key']}/{part}"))

    @staticmethod
    def _url(resource_id: str) -> str:
        return f"urn:uuid:{resource_id}"

    def _short_form(self) -> str:
        digits = self._id("short form").replace("-", "").upper()
        start = f"{digits[:6]}-{self._surgery['ods'].zfill(6)}-{digits[6:11]}"
        return start + check_character(start)

    def _header(self, focus: list[str]) -> Resource:
        return {
            "resourceType": "MessageHeader",
            "id": self._id("header"),
            "eventCoding": {
                "system": "https://fhir.nhs.uk/CodeSystem/message-event",
                "code": "prescription-order",
                "display": "Prescription Order",
            },
            "destination": [{"receiver": {"identifier": {"system": fhir.ODS, "value": self._ods}}}],
            "sender": {
                "identifier": {"system": fhir.ODS, "value": self._surgery["ods"]},
                "display": self._surgery["name"],
            },
            "source": {"endpoint": f"https://directory.spineservices.nhs.uk/STU3/Organization/{self._surgery['ods']}"},
            "focus": [{"reference": url} for url in focus],
        }

    def _request(self, place: int, item: Entry) -> Resource:
        product = self._products[item["product"]]
        system, code, display = _COURSE[self._entry["treatment"]]
        request: Resource = {
            "resourceType": "MedicationRequest",
            "id": self._id(f"item {place}"),
            "extension": self._extensions(item, product),
            "identifier": [{"system": fhir.ITEM_ID, "value": self._id(f"item {place}")}],
            "status": "active",
            "intent": _INTENT[self._entry["treatment"]],
            "category": [
                {
                    "coding": [
                        {
                            "system": "http://terminology.hl7.org/CodeSystem/medicationrequest-category",
                            "code": "community",
                            "display": "Community",
                        }
                    ]
                }
            ],
            "medicationCodeableConcept": {
                "coding": [{"system": _SNOMED, "code": product["code"], "display": product["name"]}]
            },
            "subject": {"reference": self._url(self._id("patient"))},
            "requester": {"reference": self._url(self._id("role"))},
            "groupIdentifier": {
                "system": fhir.SHORT_ID,
                "value": self._short_form(),
                "extension": [
                    {
                        "url": BASE + "Extension-DM-PrescriptionId",
                        "valueIdentifier": {"system": fhir.LONG_ID, "value": self._id("long form")},
                    }
                ],
            },
            "courseOfTherapyType": {"coding": [{"system": system, "code": code, "display": display}]},
            "dosageInstruction": item.get("structured") or [{"text": item["dose"]}],
            "dispenseRequest": self._dispense_request(item, product),
            "substitution": {"allowedBoolean": False},
        }
        if self._entry["treatment"] == "repeat":
            request["basedOn"] = [self._based_on()]
        if "note" in item:
            request["note"] = [{"text": item["note"]}]
        return request

    def _based_on(self) -> Resource:
        allowed = {"url": "numberOfRepeatsAllowed", "valueInteger": self._entry["repeats"] - 1}
        return {"extension": [{"url": fhir.REPEAT_INFORMATION, "extension": [allowed]}]}

    def _extensions(self, item: Entry, product: Entry) -> list[Resource]:
        system = "https://fhir.nhs.uk/CodeSystem/prescription-type"
        found: list[Resource] = [
            {
                "url": BASE + "Extension-DM-PrescriptionType",
                "valueCoding": {"system": system, "code": self._prescriber["type"]},
            }
        ]
        if "endorsement" in item:
            coding = {
                "system": "https://fhir.nhs.uk/CodeSystem/medicationrequest-endorsement",
                "code": item["endorsement"],
            }
            found.append(
                {
                    "url": BASE + "Extension-DM-PrescriptionEndorsement",
                    "valueCodeableConcept": {"coding": [coding]},
                }
            )
        found.extend(self._repeat_information())
        if "schedule" in product:
            found.append(_controlled(product["schedule"], item.get("words")))
        return found

    def _repeat_information(self) -> list[Resource]:
        rows: list[Resource] = []
        if "review_in_days" in self._entry:
            day = self._at.date() + timedelta(days=self._age() + self._entry["review_in_days"])
            rows.append({"url": "authorisationExpiryDate", "valueDateTime": day.isoformat()})
        if "issued" in self._entry:
            rows.append({"url": "numberOfPrescriptionsIssued", "valueUnsignedInt": self._entry["issued"]})
        return [{"url": fhir.UKCORE_REPEAT, "extension": rows}] if rows else []

    def _age(self) -> int:
        return int(self._entry.get("started_days_ago", self._entry["days_ago"]))

    def _dispense_request(self, item: Entry, product: Entry) -> Resource:
        request: Resource = {
            "extension": [
                {
                    "url": BASE + "Extension-DM-PerformerSiteType",
                    "valueCoding": {
                        "system": "https://fhir.nhs.uk/CodeSystem/dispensing-site-preference",
                        "code": "P1",
                    },
                }
            ],
            "quantity": {
                "value": _quantity(item["quantity"]),
                "unit": product["unit"],
                "system": _SNOMED,
                "code": product["unit_code"],
            },
            "performer": {"identifier": {"system": fhir.ODS, "value": self._ods}},
        }
        if self._entry["treatment"] == "erd":
            days = self._entry["days_supply"]
            request["numberOfRepeatsAllowed"] = self._entry["issues"] - 1
            request["validityPeriod"] = {
                "start": self._at.date().isoformat(),
                "end": (self._at.date() + timedelta(days=days)).isoformat(),
            }
            request["expectedSupplyDuration"] = {
                "value": days,
                "unit": "day",
                "system": "http://unitsofmeasure.org",
                "code": "d",
            }
        elif self._entry["treatment"] == "repeat":
            request["numberOfRepeatsAllowed"] = 0
        return request

    def _person(self) -> Resource:
        person = self._patient
        return {
            "resourceType": "Patient",
            "id": self._id("patient"),
            "identifier": [{"system": fhir.NHS_NUMBER, "value": person["nhs_number"]}],
            "name": [
                {"use": "usual", "family": person["family"], "given": person["given"], "prefix": [person["title"]]}
            ],
            "gender": person["gender"],
            "birthDate": person["birth_date"],
            "address": [{"use": "home", "line": person["address"], "postalCode": person["postcode"]}],
            "generalPractitioner": [{"identifier": {"system": fhir.ODS, "value": self._surgery["ods"]}}],
        }

    def _role(self) -> Resource:
        role = {
            "system": "https://fhir.nhs.uk/CodeSystem/NHSDigital-SDS-JobRoleCode",
            "code": "S8000:G8000:R8000",
            "display": "Clinical Practitioner Access Role",
        }
        return {
            "resourceType": "PractitionerRole",
            "id": self._id("role"),
            "identifier": [{"system": "https://fhir.nhs.uk/Id/sds-role-profile-id", "value": self._prescriber["role"]}],
            "practitioner": {"reference": self._url(self._id("practitioner"))},
            "organization": {"reference": self._url(self._id("organisation"))},
            "code": [{"coding": [role]}],
            "telecom": [{"system": "phone", "use": "work", "value": self._prescriber["phone"]}],
        }

    def _practitioner(self) -> Resource:
        title, given, family = self._prescriber["name"]
        professional = [
            {"system": system, "value": self._prescriber[kind]}
            for kind, system in _PROFESSIONAL.items()
            if kind in self._prescriber
        ]
        return {
            "resourceType": "Practitioner",
            "id": self._id("practitioner"),
            "identifier": [
                {"system": "https://fhir.nhs.uk/Id/sds-user-id", "value": self._prescriber["user"]},
                *professional,
            ],
            "name": [{"family": family, "given": [given], "prefix": [title]}],
        }

    def _organisation(self) -> Resource:
        surgery = self._surgery
        code, display = surgery["role"]
        parent, parent_name = surgery["parent"]
        role = {"system": "https://fhir.nhs.uk/CodeSystem/organisation-role", "code": code, "display": display}
        return {
            "resourceType": "Organization",
            "id": self._id("organisation"),
            "identifier": [{"system": fhir.ODS, "value": surgery["ods"]}],
            "type": [{"coding": [role]}],
            "name": surgery["name"],
            "telecom": [{"system": "phone", "use": "work", "value": surgery["phone"]}],
            "address": [
                {
                    "use": "work",
                    "line": surgery["address"],
                    "city": surgery["city"],
                    "postalCode": surgery["postcode"],
                }
            ],
            "partOf": {"identifier": {"system": fhir.ODS, "value": parent}, "display": parent_name},
        }

    def _for_patient(self) -> list[Resource]:
        """What the surgery wants the patient to read: a message, and the list of repeat medicines."""
        found: list[Resource] = []
        subject = {"reference": self._url(self._id("patient"))}
        payload: list[Resource] = []
        if "patient_information" in self._entry:
            payload.append({"contentString": self._entry["patient_information"]})
        if "medication_list" in self._entry:
            found.append(
                {
                    "resourceType": "List",
                    "id": self._id("list"),
                    "status": "current",
                    "mode": "snapshot",
                    "code": {"text": "Repeat Medications"},
                    "subject": subject,
                    "entry": [{"item": {"display": name}} for name in self._entry["medication_list"]],
                }
            )
            payload.append({"contentReference": {"reference": self._url(self._id("list"))}})
        if payload:
            found.insert(
                0,
                {
                    "resourceType": "CommunicationRequest",
                    "id": self._id("communication"),
                    "status": "unknown",
                    "subject": subject,
                    "payload": payload,
                },
            )
        return found


def _controlled(schedule: str, words: str | None) -> Resource:
    system = "https://fhir.nhs.uk/CodeSystem/medicationrequest-controlled-drug"
    display = f"Schedule {schedule.removeprefix('CD')}"
    rows: list[Resource] = [
        {"url": "schedule", "valueCoding": {"system": system, "code": schedule, "display": display}}
    ]
    if words:
        rows.insert(0, {"url": "quantityWords", "valueString": words})
    return {"url": fhir.CONTROLLED_DRUG, "extension": rows}


def _quantity(text: str) -> Decimal | int | str:
    """A number as it is written; one that starts with a point stays text, because it is no JSON number."""
    if text.startswith("."):
        return text
    return int(text) if text.isdigit() else Decimal(text)
