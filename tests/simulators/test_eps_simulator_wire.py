"""What the Spine keeps of an order and what it loses; which orders it takes; what a signature covers."""

import base64
import hashlib
import json
from datetime import datetime

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispensary.simulators.eps import fhir
from dispensary.simulators.eps.demo import load_demo
from dispensary.simulators.eps.fragments import fragments_to_be_hashed
from dispensary.simulators.eps.loading import load_folder
from dispensary.simulators.eps.orders import check_character, is_nhs_number, is_prescription_id
from dispensary.simulators.eps.signing import SigningAuthority, signature_errors
from dispensary.simulators.eps.spine import Spine


def test_an_acute_item_comes_back_with_less_than_was_sent(pharmacy, spine, write, wire):
    dosage = [
        {"text": "1 daily", "sequence": 1, "timing": {"repeat": {"frequency": 1}}, "route": {"text": "Oral"}},
        {"text": "2 at night", "sequence": 2},
    ]
    spine.load([write(1, schedule="CD2", dosage=dosage)])
    request = pharmacy.take(wire.prescription_id(1)).requests[0]
    assert request["dosageInstruction"] == [{"text": "1 daily, then 2 at night"}]
    assert not {"validityPeriod", "expectedSupplyDuration", "numberOfRepeatsAllowed"} & set(request["dispenseRequest"])
    assert (request["intent"], "basedOn" in request) == ("order", False)
    controlled = next(row for row in request["extension"] if row["url"].endswith("Extension-DM-ControlledDrug"))
    assert controlled["extension"] == [{"url": "quantityWords", "valueString": "twenty-eight"}]
    assert request["note"] == [{"text": "With food"}]
    assert request["substitution"] == {"allowedBoolean": False}
    assert any(row["url"].endswith("ResponsiblePractitioner") for row in request["extension"])


def test_a_repeat_dispensing_item_keeps_its_repeat_data_one_less_than_people_count(pharmacy, spine, write, wire):
    spine.load([write(1, issues=6)])
    request = pharmacy.take(wire.prescription_id(1)).requests[0]
    assert request["intent"] == "reflex-order"
    assert request["dispenseRequest"]["numberOfRepeatsAllowed"] == 5
    assert request["dispenseRequest"]["expectedSupplyDuration"]["value"] == 28
    repeat = next(row for row in request["extension"] if "UKCore-MedicationRepeatInformation" in row["url"])
    assert {"url": "numberOfPrescriptionsIssued", "valueInteger": 1} in repeat["extension"]


def test_a_repeat_prescription_comes_back_as_issue_one_of_one_with_its_review_date(authority, wire):
    spine = Spine(clock=lambda: wire.NOON, authority=authority)
    load_demo(spine)
    repeat = next(row for row in spine.snapshot().prescriptions.values() if row.treatment == "repeat")
    with wire.listening(spine, []) as server:
        pharmacy = wire.Dispenser(f"http://127.0.0.1:{server.port}")
        request = pharmacy.take(repeat.prescription_id).requests[0]
        pharmacy.client.close()
    assert request["dispenseRequest"]["numberOfRepeatsAllowed"] == 0
    assert "basedOn" not in request
    held = next(row for row in request["extension"] if "UKCore-MedicationRepeatInformation" in row["url"])
    facts = {row["url"]: row for row in held["extension"]}
    assert facts["numberOfPrescriptionsIssued"]["valueInteger"] == 1
    assert "authorisationExpiryDate" in facts


@pytest.mark.parametrize("written", ["12.50", "28", "0.5", "85.5", "100.0"])
def test_a_quantity_comes_back_digit_for_digit(pharmacy, spine, write, wire, written):
    document = json.dumps(write(1, quantity=77)).replace('"value": 77', f'"value": {written}')
    spine.load([fhir.parse(document)])
    assert f'"value":{written}' in pharmacy.release(wire.prescription_id(1)).text


def test_a_quantity_that_starts_with_a_point_comes_bare_as_eps_sends_it(pharmacy, spine, write, wire):
    spine.load([write(1, quantity=".5")])
    assert '"value":.5' in pharmacy.release(wire.prescription_id(1)).text


@pytest.mark.parametrize(
    "example", ["24F5DA-A83008-7EFE6Z", "8DB7CE-A83008-32478+", "DE1AF4-A99968-4C918K", "7D9625-Z72BF2-11E3AC"]
)
def test_published_prescription_ids_pass_their_check(example):
    assert is_prescription_id(example)
    assert not is_prescription_id(example[:-1] + ("A" if example[-1] != "A" else "B"))


@given(digits=st.text("0123456789ABCDEF", min_size=17, max_size=17), place=st.integers(0, 16))
def test_one_wrong_character_is_always_caught(digits, place):
    start = f"{digits[:6]}-{digits[6:12]}-{digits[12:]}"
    good = start + check_character(start)
    assert is_prescription_id(good)
    spot = place + (place >= 6) + (place >= 12)
    changed = "0" if good[spot] != "0" else "1"
    assert not is_prescription_id(good[:spot] + changed + good[spot + 1 :])


def _five(bundle):
    bundle["entry"] += [bundle["entry"][1]] * 4


def _twice(bundle):
    bundle["entry"].append(bundle["entry"][1])


def _request(path, value):
    def spoil(bundle):
        bundle["entry"][1]["resource"][path] = value

    return spoil


def _endorsement(bundle):
    url = "https://fhir.nhs.uk/StructureDefinition/Extension-DM-PrescriptionEndorsement"
    concept = {"coding": [{"code": "ZZ"}]}
    bundle["entry"][1]["resource"]["extension"].append({"url": url, "valueCodeableConcept": concept})


def _patient(bundle):
    bundle["entry"][2]["resource"]["identifier"][0]["value"] = "9990548600"


@pytest.mark.parametrize(
    ("spoil", "refusal"),
    [
        (_five, "INVALID_NUMBER_MEDICATIONREQUESTS"),
        (_twice, "DUPLICATE_MEDICATIONREQUEST_ID"),
        (_request("status", "stopped"), "INVALID_VALUE"),
        (_request("intent", "plan"), "INVALID_VALUE"),
        (_request("dosageInstruction", []), "MISSING_FIELD"),
        (_request("medicationCodeableConcept", {}), "MISSING_FIELD"),
        (_request("dispenseRequest", {}), "MISSING_FIELD"),
        (_request("groupIdentifier", {"value": "24F5DA-A83008-7EFE6A"}), "FAILURE_TO_PROCESS_MESSAGE"),
        (_endorsement, "INVALID_VALUE"),
        (_patient, "INVALID_RESOURCE_ID"),
    ],
)
def test_an_order_that_eps_would_not_take_is_refused_by_name(spine, write, spoil, refusal):
    bundle = write(1)
    spoil(bundle)
    (problem,) = spine.load([bundle])
    assert problem.startswith(refusal)
    assert spine.snapshot().prescriptions == {}


def test_a_second_order_with_the_same_id_is_refused_and_the_first_stands(spine, write):
    assert spine.load([write(1)]) == []
    assert spine.load([write(1)])[0].startswith("DUPLICATE_PRESCRIPTION_ID")


def test_orders_come_in_over_the_admin_door_too(pharmacy, write, wire):
    bad = write(2)
    _five(bad)
    report = pharmacy.admin("load", bundles=[write(1), bad])
    assert report["accepted"] == 1
    assert len(report["refused"]) == 1
    assert pharmacy.take(wire.prescription_id(1)).items


def test_a_signature_is_good_until_anything_it_covers_is_changed(write, wire, authority):
    signed = fhir.parse(json.dumps(authority.sign(write(1, items=2), wire.NOON)))
    assert signature_errors(signed, [authority.pem]) == []
    for before, after in (("1 daily", "2 daily"), ("Hartnoll", "Hartnell"), ("9990548609", "9990548617")):
        altered = fhir.parse(fhir.render(signed).replace(before, after))
        assert signature_errors(altered, [authority.pem]) == ["Signature doesn't match prescription"]


def test_a_stranger_s_signature_counts_for_nothing(write, wire, authority):
    signed = authority.sign(write(1), wire.NOON)
    assert signature_errors(signed, []) == ["Certificate not trusted"]
    assert signature_errors(signed, [SigningAuthority().pem]) == ["Certificate not trusted"]
    assert signature_errors(write(1), [authority.pem]) == ["Invalid signature format"]


def test_the_release_keeps_the_signature_verifiable(pharmacy, spine, write, wire, authority):
    """What the dispenser gets back can still be checked, where nothing that was signed is lost."""
    spine.load([write(1, schedule="CD2", items=2)])
    released = pharmacy.take(wire.prescription_id(1)).bundle
    assert signature_errors(fhir.parse(msgspec.json.encode(released)), [authority.pem]) == []


def test_the_fragments_are_those_that_nhs_england_published(shared_eps):
    """Every prepare example whose published digest is not itself stale gives the same digest here."""
    vectors = json.loads((shared_eps / "signature" / "prepare-digest-vectors.json").read_text(encoding="utf-8"))
    hashes = {"RS1": hashlib.sha1, "RS256": hashlib.sha256}
    for vector in (vector for vector in vectors if vector["reproduced"]):
        order = fhir.parse((shared_eps / vector["prepare_request"]).read_bytes())
        text = fragments_to_be_hashed(order, datetime.fromisoformat(vector["timestamp"]))
        digest = base64.b64encode(hashes[vector["algorithm"]](text.encode()).digest()).decode()
        assert digest == vector["digest_value"], vector["prepare_request"]


def test_published_signatures_are_found_wanting_and_go_to_failed(shared_eps, wire, authority):
    """No published bundle verifies (examples were edited after signing): kept as they are, all must fail."""
    spine = Spine(clock=lambda: wire.NOON, authority=authority)
    load_folder(spine, shared_eps / "eps-api" / "examples" / "primary-care", sign="keep")
    for prescription in spine.snapshot().prescriptions.values():
        assert signature_errors(fhir.parse(prescription.bundle), [authority.pem])


def test_the_published_examples_load_and_every_one_can_be_released(shared_eps, wire, authority):
    spine = Spine(clock=lambda: wire.NOON, authority=authority)
    report = load_folder(spine, shared_eps)
    assert report.accepted > 30
    assert not report.unreadable
    refused = {path.split("/")[1]: problem for path, problem in report.refused.items() if "regression" in path}
    assert refused == {
        "missing_dispense_request_quantity": "MISSING_FIELD: dispenseRequest.quantity",
        "missing_dosage_instructions": "MISSING_FIELD: dosageInstruction",
        "missing_medication": "MISSING_FIELD: medication",
        "too_many_medication_requests": "INVALID_NUMBER_MEDICATIONREQUESTS: 5 items",
        "unknown_endorsement": next(iter(v for k, v in refused.items() if k == "unknown_endorsement")),
    }
    assert not [problem for problem in report.refused.values() if problem.startswith("INVALID_MESSAGE")]
    with wire.listening(spine, []) as server:
        pharmacy = wire.Dispenser(f"http://127.0.0.1:{server.port}")
        for prescription in spine.snapshot().prescriptions.values():
            held = pharmacy.take(prescription.prescription_id)
            assert held.nhs_number == prescription.nhs_number
            assert set(held.line_statuses()) == {"0008"}
        pharmacy.client.close()


def test_nhs_numbers_have_a_check_digit():
    assert is_nhs_number("9990548609")
    assert not is_nhs_number("9990548608")
    assert not is_nhs_number("999054860")
    assert not is_nhs_number("99905486O9")
