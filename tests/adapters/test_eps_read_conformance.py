"""Every published EPS example against an independent, naive walk of its JSON: nothing a line says may be lost."""

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from dispensary.adapters.eps.reader import read_document
from dispensary.adapters.eps.release_reply import read_outcome, read_release_reply
from dispensary.domain.prescription import PrescribedItem, Prescription

SHARED = Path(__file__).parents[2] / ".." / "shared" / "data" / "eps"
PATHS = sorted((SHARED / "eps-api").rglob("*.json")) + sorted((SHARED / "regression-tests").rglob("*.json"))
REGRESSIONS = SHARED / "regression-tests"

pytestmark = pytest.mark.skipif(not PATHS, reason="the shared EPS examples are not beside this checkout")

STATUS = {"completed": "0001", "cancelled": "0005"}
TREATMENT = {"acute": "acute", "continuous": "repeat", "continuous-repeat-dispensing": "erd"}


def load(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)


def objects(value: Any, kind: str) -> Iterator[dict[str, Any]]:
    """Every resource of a kind, anywhere, in order."""
    if isinstance(value, dict):
        if value.get("resourceType") == kind:
            yield value
        for inner in value.values():
            yield from objects(inner, kind)
    elif isinstance(value, list):
        for inner in value:
            yield from objects(inner, kind)


def holds_lines(path: Path) -> bool:
    return any(True for _ in objects(load(path), "MedicationRequest"))


def extension(holder: dict[str, Any], name: str) -> dict[str, Any]:
    return next((each for each in holder.get("extension", []) if each["url"].endswith(name)), {})


def messages(path: Path) -> Iterator[tuple[list[dict[str, Any]], dict[str, Any], Prescription]]:
    """(lines, bundle, prescription) of each message: every published message holds one prescription."""
    document = load(path)
    bundles = [bundle for bundle in objects(document, "Bundle") if has_lines(bundle)]
    found = [each for each in read_document(path.read_bytes()) if each.items]
    assert len(found) == len(bundles)
    for bundle, prescription in zip(bundles, found, strict=True):
        unique = {}
        for request in objects(bundle, "MedicationRequest"):
            unique.setdefault(request["identifier"][0]["value"], request)
        yield list(unique.values()), bundle, prescription


def has_lines(bundle: dict[str, Any]) -> bool:
    resources = [entry.get("resource", entry) for entry in bundle.get("entry", [])]
    return any(resource.get("resourceType") in ("MedicationRequest", "MedicationDispense") for resource in resources)


def coding(request: dict[str, Any], bundle: dict[str, Any]) -> dict[str, Any]:
    concept = request.get("medicationCodeableConcept")
    if concept is None and "medicationReference" in request:
        concept = next(objects(bundle, "Medication"))["code"]
    return concept["coding"][0] if concept else {}


def expected_text(request: dict[str, Any]) -> list[str]:
    return [dosage["text"] for dosage in request.get("dosageInstruction", [])]


def check_item(item: PrescribedItem, request: dict[str, Any], bundle: dict[str, Any], status: str | None) -> None:
    product = coding(request, bundle)
    quantity = request.get("dispenseRequest", {}).get("quantity")
    assert item.item_id.value.lower() == request["identifier"][0]["value"].lower()
    assert (item.code.value if item.code else None) == product.get("code")
    assert item.name == product.get("display", "")
    assert (item.quantity.value if item.quantity else None) == (Decimal(quantity["value"]) if quantity else None)
    assert (item.quantity.unit if item.quantity else None) == (quantity["unit"] if quantity else None)
    texts = expected_text(request)
    assert all(text in (item.dosage_text or "") for text in texts)
    assert item.dosage_text == (texts[0] if len(texts) == 1 else item.dosage_text if texts else None)
    endorsements = [
        each["valueCodeableConcept"]["coding"][0]["code"]
        for each in request.get("extension", [])
        if each["url"].endswith("PrescriptionEndorsement")
    ]
    assert list(item.endorsements) == endorsements
    drug = extension(request, "Extension-DM-ControlledDrug")
    assert item.cd_quantity_words == extension(drug, "quantityWords").get("valueString")
    assert item.cd_schedule == extension(drug, "schedule").get("valueCoding", {}).get("code")
    assert item.additional_instructions == ("\n".join(note["text"] for note in request.get("note", [])) or None)
    assert item.line_status == status


def expected_status(request: dict[str, Any], bundle: dict[str, Any]) -> str | None:
    for dispense in objects(bundle, "MedicationDispense"):
        if any(inner is request for inner in dispense.get("contained", [])):
            return str(dispense["type"]["coding"][0]["code"])
    information = extension(request, "Extension-EPS-DispensingInformation")
    return extension(information, "dispenseStatus").get("valueCoding", {}).get("code") or STATUS.get(request["status"])


def expected_issues(request: dict[str, Any]) -> tuple[int | None, int | None]:
    """(stated current issue, authorised): one more than the wire says, from basedOn where it is there."""
    based = [extension(order, "Extension-EPS-RepeatInformation") for order in request.get("basedOn", [])]
    allowed = extension(based[0], "numberOfRepeatsAllowed") if based else {}
    number = next((value for key, value in allowed.items() if key.startswith("value")), None)
    if number is None:
        number = request.get("dispenseRequest", {}).get("numberOfRepeatsAllowed")
    core = extension(request, "Extension-UKCore-MedicationRepeatInformation")
    issue = extension(core, "numberOfPrescriptionsIssued").get("valueUnsignedInt")
    return issue, None if number is None else number + 1


@pytest.mark.parametrize("path", [path for path in PATHS if holds_lines(path)], ids=lambda path: path.name[:60])
def test_nothing_that_a_document_says_is_lost(path: Path) -> None:
    for requests, bundle, prescription in messages(path):
        first = requests[0]
        group = first["groupIdentifier"]
        assert prescription.id.value == group["value"]
        uuid = extension(group, "Extension-DM-PrescriptionId").get("valueIdentifier", {}).get("value")
        assert prescription.uuid == uuid
        assert prescription.type_code == extension(first, "Extension-DM-PrescriptionType").get("valueCoding", {}).get(
            "code"
        )
        courses = {
            each["courseOfTherapyType"]["coding"][0]["code"] for each in requests if "courseOfTherapyType" in each
        }
        if len(courses) == 1:
            assert prescription.treatment.value == TREATMENT[courses.pop()]
        issue, authorised = expected_issues(first)
        assert prescription.repeat.issue == issue or issue is None
        assert prescription.repeat.authorised == authorised or authorised is None
        review = extension(extension(first, "MedicationRepeatInformation"), "authorisationExpiryDate").get(
            "valueDateTime"
        )
        assert (prescription.repeat.review_date.isoformat() if prescription.repeat.review_date else None) == review
        performer = first.get("dispenseRequest", {}).get("performer", {}).get("identifier", {}).get("value")
        assert (prescription.nominated.value if prescription.nominated else None) == performer
        assert len(prescription.items) == len(requests)
        for item, request in zip(prescription.items, requests, strict=True):
            check_item(item, request, bundle, expected_status(request, bundle))
        check_people(prescription, bundle)


def check_people(prescription: Prescription, bundle: dict[str, Any]) -> None:
    for patient in objects(bundle, "Patient"):
        name = patient["name"][0]
        assert prescription.patient.nhs_number is not None
        assert prescription.patient.nhs_number.value == patient["identifier"][0]["value"]
        assert prescription.patient.name == " ".join([*name.get("prefix", []), *name["given"], name["family"]])
        assert str(prescription.patient.birth_date) == patient["birthDate"]
        assert prescription.patient.gender == patient["gender"]
        assert prescription.patient.address.postcode == patient["address"][0]["postalCode"]
    names = [practitioner["name"][0] for practitioner in objects(bundle, "Practitioner")]
    said = [
        " ".join([*name.get("prefix", []), *name.get("given", []), name["family"]])
        for name in names
        if "family" in name
    ]
    if said:
        assert prescription.prescriber.name in said
        assert prescription.prescriber.organisation is not None
        assert prescription.prescriber.phone
    header = next(objects(bundle, "MessageHeader"), {})
    if header.get("eventCoding", {}).get("code") in ("prescription-order", "dispense-notification"):
        assert prescription.release_id == header.get("response", {}).get("identifier")


def test_every_file_of_the_folder_gives_at_least_one_entry() -> None:
    assert all(read_document(path.read_bytes()) for path in SHARED.rglob("*") if path.is_file())


@pytest.mark.parametrize(
    ("folder", "code"),
    [
        ("missing_dispense_request_quantity", "quantity-missing"),
        ("missing_dosage_instructions", "dosage-missing"),
        ("missing_medication", "medicine-missing"),
        ("too_many_medication_requests", "too-many-items"),
        ("unknown_endorsement", "endorsement-unknown"),
    ],
)
def test_the_regression_examples_name_what_is_wrong(folder: str, code: str) -> None:
    (found,) = read_document((REGRESSIONS / folder / "request.json").read_bytes())
    assert code in [problem.code for problem in found.problems]
    assert found.items


def test_orders_that_eps_accepted_carry_no_errors_of_ours() -> None:
    """The 200_OK orders; some carry an ID that fails its check (PROTOCOL section 2), which is rightly an error."""
    errors = {}
    for path in PATHS:
        if "200_OK" in path.name and "Request" in path.name and holds_lines(path):
            for prescription in read_document(path.read_bytes()):
                codes = [problem.code for problem in prescription.problems if problem.severity.value == "error"]
                if codes and codes != ["prescription-id-invalid"]:
                    errors[path.name] = codes
    assert errors == {}


def test_the_published_release_replies_are_split_with_their_own_bytes() -> None:
    seen = 0
    for path in PATHS:
        data = path.read_bytes()
        if b"passedPrescriptions" in data:
            reply = read_release_reply(data)
            assert reply.problems == ()
            for prescription, document in reply.passed:
                assert document in data
                assert [each.id for each in read_document(document)] == [prescription.id]
                seen += 1
            assert [failed.reason for failed in reply.failed] in ([], ["Signature is invalid."])
    assert seen == 3


def test_every_operation_outcome_has_codes_and_a_severity() -> None:
    for path in PATHS:
        if load(path).get("resourceType") == "OperationOutcome" if isinstance(load(path), dict) else False:
            outcome = read_outcome(path.read_bytes())
            assert outcome.severity in ("error", "information", "warning", "fatal"), path
