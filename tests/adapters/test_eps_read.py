"""EPS documents read as prescriptions, from the project's own small documents."""

import copy
import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from dispensary.adapters.eps.reader import read_document
from dispensary.domain.identifiers import OdsCode, PrescriptionId, SnomedCode
from dispensary.domain.prescription import Prescription, Severity, Treatment

FIXTURES = Path(__file__).parents[1] / "fixtures" / "eps"


def load(name: str) -> dict[str, Any]:
    return json.loads((FIXTURES / name).read_text(encoding="utf-8"))


def read(document: object) -> tuple[Prescription, ...]:
    return read_document(json.dumps(document).encode())


def lines(document: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        entry["resource"] for entry in document["entry"] if entry["resource"]["resourceType"] == "MedicationRequest"
    ]


def codes(prescription: Prescription) -> list[str]:
    return [problem.code for problem in prescription.problems]


def test_an_order_is_read_whole() -> None:
    (found,) = read(load("order-acute.json"))
    assert found.id == PrescriptionId("0A1B2C-Y90001-0000AJ")
    assert found.uuid == "000000a0-0000-4000-8000-000000000000"
    assert (found.type_code, found.treatment) == ("0101", Treatment.ACUTE)
    assert (found.repeat.issue, found.repeat.authorised, found.authored_on) == (1, 1, date(2026, 11, 2))
    assert found.nominated == OdsCode("FA001")
    assert (found.patient.name, found.patient.birth_date) == ("MRS TESSA MAY TESTPATIENT", date(1950, 2, 28))
    assert found.patient.nhs_number is not None
    assert found.patient.nhs_number.is_valid
    assert str(found.patient.address) == "1 Example Row, Sampleton, Testford, ZZ99 3CZ"
    assert (found.prescriber.name, found.prescriber.organisation) == ("DR PAT PRESCRIBER", OdsCode("Y90001"))
    assert (found.prescriber.phone, found.prescriber.professional_code) == ("01632 960001", "C0000001")
    assert found.notes_to_patient == ("Please book a review", "Repeat medicines: Aspirin 75mg dispersible tablets")
    assert codes(found) == ["dosage-conflict"]


def test_each_line_keeps_its_own_facts() -> None:
    (found,) = read(load("order-acute.json"))
    morphine, paracetamol = found.items
    assert morphine.code == SnomedCode("36126511000001106")
    assert (str(morphine.quantity), morphine.unit_code) == ("28 tablet", "428673006")
    assert (morphine.cd_quantity_words, morphine.cd_schedule) == ("twenty eight", "CD2")
    assert morphine.additional_instructions == "Dose lowered <by> the pain team & the GP"
    assert morphine.dosage_text == "1 tablet - twice a day"
    assert (morphine.structured_dosage_text, morphine.dosage_conflict) == ("1 tablet - twice a day", False)
    assert (paracetamol.endorsements, paracetamol.course) == (("SLS",), "continuous")
    assert paracetamol.quantity is not None
    assert paracetamol.quantity.value == Decimal("0.5")
    assert paracetamol.dosage_text == "Two to be taken four times a day"
    assert (paracetamol.structured_dosage_text, paracetamol.dosage_conflict) == ("once a day - Oral", True)
    assert (morphine.line_status, paracetamol.line_status) == (None, None)


def test_a_repeat_dispensing_order_has_one_issue_more_than_it_says() -> None:
    (found,) = read(load("order-erd.json"))
    assert (found.treatment, found.repeat.issue, found.repeat.authorised) == (Treatment.ERD, 1, 6)
    assert (found.repeat.review_date, found.repeat.days_supply) == (date(2027, 5, 1), Decimal(28))


def test_a_release_gives_the_passed_and_marks_the_failed() -> None:
    passed, failed = read(load("release-reply.json"))
    assert (passed.repeat.issue, passed.repeat.authorised) == (3, 6)
    assert passed.release_id == "000000c9-0000-4000-8000-000000000000"
    assert [item.line_status for item in passed.items] == [None, "0005", "0006"]
    assert codes(passed) == []
    assert codes(failed) == ["release-failed"]
    assert "Signature is invalid." in failed.problems[0].message
    assert failed.problems[0].severity is Severity.ERROR


def test_a_dispense_notification_counts_two_packs_of_one_line_once() -> None:
    (found,) = read(load("dispense-notification.json"))
    assert [(item.name[:8], str(item.quantity), item.line_status) for item in found.items] == [
        ("Morphine", "28 tablet", "0003"),
        ("Paraceta", "100 tablet", "0001"),
    ]
    assert codes(found) == []


def test_a_claim_names_prescription_and_items() -> None:
    (found,) = read(load("claim.json"))
    assert (found.id.value, found.uuid) == ("0A1B2C-Y90001-0000DD", "000000f0-0000-4000-8000-000000000000")
    assert (found.treatment, found.repeat.issue, found.repeat.authorised) == (Treatment.ERD, 3, 6)
    assert [(str(item.quantity), item.line_status) for item in found.items] == [("100 tablet", "0001")]


def test_a_task_names_the_prescription_it_returns() -> None:
    (found,) = read(load("task-return.json"))
    assert (found.id.value, found.release_id) == ("0A1B2C-Y90001-0000DD", "000000c9-0000-4000-8000-000000000000")
    assert "no-items" in codes(found)


def test_a_bundle_of_two_messages_gives_two_prescriptions() -> None:
    both = {
        "resourceType": "Bundle",
        "type": "searchset",
        "entry": [{"resource": load("order-acute.json")}, {"resource": load("order-erd.json")}],
    }
    assert [found.id.value for found in read(both)] == ["0A1B2C-Y90001-0000AJ", "0A1B2C-Y90001-0000BH"]


def test_one_message_with_two_prescriptions_gives_both_and_says_so() -> None:
    document = load("order-acute.json")
    lines(document)[1]["groupIdentifier"]["value"] = "0A1B2C-Y90001-0000CF"
    found = read(document)
    assert [(each.id.value, len(each.items)) for each in found] == [
        ("0A1B2C-Y90001-0000AJ", 1),
        ("0A1B2C-Y90001-0000CF", 1),
    ]
    assert all("inconsistent-prescription-id" in codes(each) for each in found)


def test_the_medicine_may_stand_in_a_resource_of_its_own() -> None:
    document = load("order-erd.json")
    line = lines(document)[0]
    medication = {"resourceType": "Medication", "code": line.pop("medicationCodeableConcept")}
    document["entry"].append({"fullUrl": "urn:uuid:m", "resource": medication})
    line["medicationReference"] = {"reference": "urn:uuid:M"}
    assert read(document)[0].items[0].name == "Amoxicillin 250mg capsules"


def test_a_name_is_looked_up_where_the_document_has_only_the_code() -> None:
    document = load("order-erd.json")
    del lines(document)[0]["medicationCodeableConcept"]["coding"][0]["display"]
    data = json.dumps(document).encode()
    assert codes(read_document(data)[0]) == ["medicine-name-missing"]
    known = read_document(data, {SnomedCode("39732311000001104"): "Amoxicillin"}.get)[0]
    assert (known.items[0].name, codes(known)) == ("Amoxicillin", [])


def test_the_prescribing_site_goes_before_the_trust_it_belongs_to() -> None:
    document = load("order-erd.json")
    role = next(e["resource"] for e in document["entry"] if e["resource"]["resourceType"] == "PractitionerRole")
    role["healthcareService"] = [{"reference": "urn:uuid:site"}]
    site = {
        "resourceType": "HealthcareService",
        "identifier": [{"system": "https://fhir.nhs.uk/Id/ods-organization-code", "value": "Y90002"}],
        "name": "OUTREACH CLINIC",
    }
    document["entry"].append({"fullUrl": "urn:uuid:site", "resource": site})
    prescriber = read(document)[0].prescriber
    assert (prescriber.organisation, prescriber.organisation_name) == (OdsCode("Y90002"), "OUTREACH CLINIC")


@pytest.mark.parametrize(
    ("sent", "value"),
    [(b'".5"', "0.5"), (b".5", "0.5"), (b"2.50", "2.5"), (b"1e2", "100"), (b"0.25", "0.25"), (b"56.0", "56")],
)
def test_a_quantity_is_exact_however_it_is_written(sent: bytes, value: str) -> None:
    data = json.dumps(load("order-erd.json")).encode().replace(b'"value": 30,', b'"value": ' + sent + b",")
    (found,) = read_document(data)
    assert str(found.items[0].quantity) == f"{value} capsule"
    assert codes(found) == []


@pytest.mark.parametrize("sent", [b"-1", b"0", b"1e400", b"9" * 5000, b'"thirty"', b"true", b"[30]", b'""'])
def test_a_quantity_that_cannot_be_one_is_an_error_and_no_quantity(sent: bytes) -> None:
    data = json.dumps(load("order-erd.json")).encode().replace(b'"value": 30,', b'"value": ' + sent + b",")
    (found,) = read_document(data)
    assert found.items[0].quantity is None
    assert {"quantity-invalid", "wrong-type", "quantity-missing"} & set(codes(found))


def drop_quantity(document: dict[str, Any]) -> None:
    del lines(document)[0]["dispenseRequest"]["quantity"]


def drop_medicine(document: dict[str, Any]) -> None:
    del lines(document)[0]["medicationCodeableConcept"]


def drop_dosage(document: dict[str, Any]) -> None:
    del lines(document)[0]["dosageInstruction"]


def drop_item_id(document: dict[str, Any]) -> None:
    del lines(document)[0]["identifier"]


def five_lines(document: dict[str, Any]) -> None:
    for number in range(3):
        line = copy.deepcopy(lines(document)[0])
        line["identifier"][0]["value"] = f"line-{number}"
        document["entry"].append({"resource": line})


def same_line_id(document: dict[str, Any]) -> None:
    lines(document)[1]["identifier"][0]["value"] = lines(document)[0]["identifier"][0]["value"].upper()


def bad_id(document: dict[str, Any]) -> None:
    for line in lines(document):
        line["groupIdentifier"]["value"] = "0A1B2C-Y90001-0000AK"


def no_id(document: dict[str, Any]) -> None:
    for line in lines(document):
        del line["groupIdentifier"]


def bad_nhs_number(document: dict[str, Any]) -> None:
    next(e["resource"] for e in document["entry"] if e["resource"]["resourceType"] == "Patient")["identifier"][0][
        "value"
    ] = "9990142735"


def deceased(document: dict[str, Any]) -> None:
    next(e["resource"] for e in document["entry"] if e["resource"]["resourceType"] == "Patient")["deceasedDateTime"] = (
        "2026-10-30"
    )


def another_nomination(document: dict[str, Any]) -> None:
    lines(document)[1]["dispenseRequest"]["performer"]["identifier"]["value"] = "FA002"


def another_patient(document: dict[str, Any]) -> None:
    lines(document)[1]["subject"] = {"reference": "urn:uuid:somebody-else"}


def no_course(document: dict[str, Any]) -> None:
    for line in lines(document):
        del line["courseOfTherapyType"]


def erd_and_acute(document: dict[str, Any]) -> None:
    lines(document)[1]["courseOfTherapyType"]["coding"][0]["code"] = "continuous-repeat-dispensing"


def unknown_endorsement(document: dict[str, Any]) -> None:
    lines(document)[1]["extension"][1]["valueCodeableConcept"]["coding"][0]["code"] = "XX"


def stopped(document: dict[str, Any]) -> None:
    lines(document)[0]["status"] = "stopped"


def bad_code(document: dict[str, Any]) -> None:
    lines(document)[0]["medicationCodeableConcept"]["coding"][0]["code"] = "36126511000001107"


def incomplete_structure(document: dict[str, Any]) -> None:
    del lines(document)[0]["dosageInstruction"][0]["doseAndRate"][0]["doseQuantity"]["unit"]


def number_for_text(document: dict[str, Any]) -> None:
    lines(document)[0]["medicationCodeableConcept"]["coding"][0]["display"] = 5


def bad_birth_date(document: dict[str, Any]) -> None:
    next(e["resource"] for e in document["entry"] if e["resource"]["resourceType"] == "Patient")["birthDate"] = (
        "1950-02-30"
    )


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (drop_quantity, "quantity-missing"),
        (drop_medicine, "medicine-missing"),
        (drop_dosage, "dosage-missing"),
        (drop_item_id, "item-id-missing"),
        (five_lines, "too-many-items"),
        (same_line_id, "duplicate-item-id"),
        (bad_id, "prescription-id-invalid"),
        (no_id, "prescription-id-missing"),
        (bad_nhs_number, "nhs-number-invalid"),
        (deceased, "patient-deceased"),
        (another_nomination, "inconsistent-nomination"),
        (another_patient, "inconsistent-patient"),
        (no_course, "treatment-not-stated"),
        (erd_and_acute, "inconsistent-treatment"),
        (unknown_endorsement, "endorsement-unknown"),
        (stopped, "line-not-active"),
        (bad_code, "medicine-code-invalid"),
        (incomplete_structure, "structured-dosage-unreadable"),
        (number_for_text, "wrong-type"),
        (bad_birth_date, "date-unreadable"),
    ],
)
def test_what_is_wrong_is_named_and_the_rest_is_still_read(change: Callable[[dict[str, Any]], None], code: str) -> None:
    document = load("order-acute.json")
    change(document)
    (found,) = read(document)
    assert code in codes(found)
    assert len(found.items) >= 2
    assert all(problem.message.endswith((".", "”")) for problem in found.problems)


def test_repeat_numbers_that_differ_between_lines_are_named() -> None:
    document = load("release-reply.json")
    passed = document["parameter"][0]["resource"]["entry"][0]["resource"]
    lines(passed)[1]["extension"][1]["extension"][0]["valueUnsignedInt"] = 4
    assert "inconsistent-repeats" in codes(read(document)[0])


def test_an_issue_beyond_the_last_is_an_error() -> None:
    document = load("release-reply.json")
    passed = document["parameter"][0]["resource"]["entry"][0]["resource"]
    for line in lines(passed):
        line["extension"][1]["extension"][0]["valueUnsignedInt"] = 7
    assert "issue-out-of-range" in codes(read(document)[0])


def test_a_released_repeat_without_its_issue_number_is_an_error_not_a_guess() -> None:
    document = load("release-reply.json")
    passed = document["parameter"][0]["resource"]["entry"][0]["resource"]
    for line in lines(passed):
        del line["extension"][1], line["basedOn"][0]["extension"][0]["extension"][1]
    found = read(document)[0]
    assert found.repeat.issue is None
    assert "issue-not-stated" in codes(found)


def test_several_dosages_are_joined_by_their_sequence() -> None:
    document = load("order-erd.json")
    lines(document)[0]["dosageInstruction"] = [
        {"sequence": 2, "text": "then one"},
        {"sequence": 1, "text": "two a day"},
    ]
    assert read(document)[0].items[0].dosage_text == "two a day, then then one"


def test_several_dosages_without_an_order_are_kept_and_named() -> None:
    document = load("order-erd.json")
    lines(document)[0]["dosageInstruction"] = [{"text": "two a day"}, {"text": "then one"}]
    (found,) = read(document)
    assert found.items[0].dosage_text == "two a day; then one"
    assert codes(found) == ["dosage-order-missing"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "not-json"),
        (b"\xff\xfe{", "not-utf8"),
        (b"<html>503</html>", "not-json"),
        (b'{"resourceType": "Bundle", "entry": [', "not-json"),
        (b'{"resourceType": "Bundle", "total": NaN}', "not-json"),
        (b"[" * 200_000, "too-deep"),
        (b'{"resourceType": "Bundle", "a": ' + b"[" * 200 + b"]" * 200 + b"}", "too-deep"),
        (b"[]", "not-fhir"),
        (b'{"a": 1}', "not-fhir"),
        (b'{"resourceType": 5}', "not-fhir"),
        (b'{"resourceType": "Patient"}', "no-prescription"),
        (b'{"resourceType": "Bundle", "entry": [{"resource": {"resourceType": "Patient"}}]}', "no-prescription"),
    ],
)
def test_a_file_without_a_prescription_gives_one_entry_that_says_why(data: bytes, code: str) -> None:
    (found,) = read_document(data)
    assert (codes(found), found.items, found.id.is_valid) == ([code], (), False)


def test_a_byte_order_mark_is_passed_over() -> None:
    assert codes(read_document(b"\xef\xbb\xbf" + json.dumps(load("order-erd.json")).encode())[0]) == []


def test_a_name_said_twice_is_an_error() -> None:
    data = json.dumps(load("order-erd.json")).replace('"value": 30,', '"value": 30, "value": 300,').encode()
    assert "duplicate-name" in codes(read_document(data)[0])


def test_half_a_character_is_marked_and_named() -> None:
    document = load("order-erd.json")
    lines(document)[0]["dosageInstruction"][0]["text"] = "One \ud800 day"
    (found,) = read(document)
    assert found.items[0].dosage_text == "One \N{REPLACEMENT CHARACTER} day"
    assert "broken-character" in codes(found)
