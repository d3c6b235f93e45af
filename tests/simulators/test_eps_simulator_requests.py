"""The door: headers, routes, idempotency, and messages that are not what they should be."""

import copy

import pytest


@pytest.mark.parametrize("request_id", [None, "", "42", "not-a-uuid"])
def test_a_request_needs_a_uuid(pharmacy, request_id, wire):
    headers = {} if request_id is None else {"X-Request-ID": request_id}
    url = pharmacy.url + "/FHIR/R4/Task/$release"
    response = pharmacy.client.post(url, json=pharmacy.release_message(), headers=headers)
    assert (response.status_code, wire.code(response)) == (400, "MISSING_FIELD")


def test_the_identifying_headers_come_back_and_the_documented_prefix_works(pharmacy, wire):
    request_id, correlation = wire.new_id(), wire.new_id()
    response = pharmacy.post(
        "/fhir-dispensing/FHIR/R4/Task/$release#release",
        pharmacy.release_message(),
        request_id,
        X_Correlation_ID=correlation,
    )
    assert response.status_code == 200
    assert response.headers["X-Request-ID"] == request_id
    assert response.headers["X-Correlation-ID"] == correlation
    assert response.headers["Content-Type"] == "application/fhir+json; fhirVersion=4.0"


def test_the_same_id_with_the_same_message_is_answered_as_before_even_when_all_has_changed(
    pharmacy, spine, write, wire
):
    spine.load([write(number) for number in range(1, 31)])
    message, request_id = pharmacy.release_message(), wire.new_id()
    first = pharmacy.post("/FHIR/R4/Task/$release", message, request_id)
    pharmacy.release()
    again = pharmacy.post("/FHIR/R4/Task/$release", message, request_id.upper())
    assert again.content == first.content
    assert len(pharmacy.state()["log"]) == 2


def test_the_same_id_with_another_message_is_refused(pharmacy, spine, write, wire):
    spine.load([write(1), write(2)])
    request_id = wire.new_id()
    pharmacy.post("/FHIR/R4/Task/$release", pharmacy.release_message(wire.prescription_id(1)), request_id)
    other = pharmacy.post("/FHIR/R4/Task/$release", pharmacy.release_message(wire.prescription_id(2)), request_id)
    assert (other.status_code, wire.code(other)) == (400, "DUPLICATE_REQUEST")
    assert pharmacy.issue(wire.prescription_id(2))["status"] == "0001"


def test_an_application_restricted_token_opens_the_nominated_release_only(pharmacy, spine, write, wire):
    spine.load([write(1)])
    token = {"Authorization": "Bearer app-token"}
    by_id = pharmacy.release(wire.prescription_id(1), **token)
    assert by_id.status_code == 403
    assert "user-restricted access mode" in by_id.text
    assert pharmacy.release(**token).status_code == 200


@pytest.mark.parametrize(
    "path", ["/FHIR/R4/Task/$release", "/FHIR/R4/$process-message", "/FHIR/R4/Task", "/FHIR/R4/Claim"]
)
@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'"text"', b"{}", b'{"resourceType": 7}', b"\xff\xfe"])
def test_a_body_that_is_no_fhir_is_refused(pharmacy, path, body, wire):
    response = pharmacy.post(path, body)
    assert (response.status_code, wire.code(response)) == (400, "INVALID_MESSAGE")


def test_unknown_routes_are_not_found(pharmacy):
    assert pharmacy.post("/FHIR/R4/Lunch", {}).status_code == 404
    assert pharmacy.client.get(pharmacy.url + "/FHIR/R4/Task").status_code == 404
    assert pharmacy.client.get(pharmacy.url + "/_sim/lunch").status_code == 400
    assert pharmacy.client.post(pharmacy.url + "/_sim/clock", content=b"{").status_code == 400


def dispense(message, place=0):
    return [row["resource"] for row in message["entry"] if row["resource"]["resourceType"] == "MedicationDispense"][
        place
    ]


def without(path):
    def spoil(message):
        del dispense(message)[path]

    return spoil


def _other_patient(message):
    for place in (0, 1):
        dispense(message, place)["subject"]["identifier"]["value"] = "9990000000"


def _other_release(message):
    message["entry"][0]["resource"]["response"]["identifier"] = "5742a989-9cd3-4f8c-8e7c-780915adfd9c"


def _no_authority(message):
    del message["entry"][-1]["resource"]["extension"]


def _half(message):
    del message["entry"][1]


def _unknown_item(message):
    dispense(message)["contained"][1]["identifier"][0]["value"] = "5742a989-9cd3-4f8c-8e7c-780915adfd9c"


def _both_products(message):
    dispense(message)["medicationReference"] = {"reference": "#m"}


def _two_times(message):
    dispense(message)["whenHandedOver"] = "2026-11-24T12:00:00Z"


def _one_reason(message):
    url = "https://fhir.nhs.uk/StructureDefinition/Extension-DM-PrescriptionNonDispensingReason"
    dispense(message)["extension"].append({"url": url, "valueCoding": {"code": "0001"}})


def _negative(message):
    dispense(message)["quantity"]["value"] = -1


def _no_item_reason(message):
    del dispense(message, 1)["statusReasonCodeableConcept"]


def _two_performers(message):
    dispense(message)["performer"] *= 2


@pytest.mark.parametrize(
    ("spoil", "refusal"),
    [
        (without("whenHandedOver"), "MISSING_FIELD"),
        (without("quantity"), "MISSING_FIELD"),
        (without("type"), "MISSING_FIELD"),
        (without("medicationCodeableConcept"), "MISSING_FIELD"),
        (without("identifier"), "MISSING_FIELD"),
        (_no_authority, "MISSING_FIELD"),
        (_no_item_reason, "MISSING_FIELD"),
        (_other_patient, "INVALID_VALUE"),
        (_both_products, "INVALID_VALUE"),
        (_two_times, "INVALID_VALUE"),
        (_one_reason, "INVALID_VALUE"),
        (_negative, "INVALID_VALUE"),
        (_two_performers, "INVALID_VALUE"),
        (_other_release, "INVALID_MESSAGE"),
        (_half, "MEDICATIONREQUEST_NOT_FOUND"),
        (_unknown_item, "MEDICATIONREQUEST_NOT_FOUND"),
    ],
)
def test_a_faulty_notification_is_refused_and_changes_nothing(pharmacy, spine, write, wire, spoil, refusal):
    spine.load([write(1, items=2)])
    held = pharmacy.take(wire.prescription_id(1))
    message = pharmacy.notification_message(held, "0006", ["0001", "0002"])
    spoilt = copy.deepcopy(message)
    spoil(spoilt)
    response = pharmacy.post("/FHIR/R4/$process-message", spoilt)
    assert (response.status_code, wire.code(response)) == (400, refusal)
    assert pharmacy.issue(held.prescription_id)["status"] == "0002"
    assert pharmacy.post("/FHIR/R4/$process-message", message).status_code == 200


def _no_endorsement(claim):
    claim["item"][0]["detail"][1]["programCode"] = []


def _no_exemption(claim):
    claim["item"][0]["programCode"] = []


def _other_insurer(claim):
    claim["insurance"][0]["coverage"]["identifier"]["value"] = "X99"


def _one_detail(claim):
    claim["item"][0]["detail"].pop()


def _other_status(claim):
    claim["item"][0]["detail"][0]["modifier"][0]["coding"][0]["code"] = "0002"


def _nothing_supplied(claim):
    claim["item"][0]["detail"][0]["subDetail"] = []


@pytest.mark.parametrize(
    ("spoil", "refusal"),
    [
        (_no_endorsement, "MISSING_FIELD"),
        (_no_exemption, "MISSING_FIELD"),
        (_other_insurer, "INVALID_VALUE"),
        (_one_detail, "MEDICATIONREQUEST_NOT_FOUND"),
        (_other_status, "INVALID_VALUE"),
        (_nothing_supplied, "INVALID_VALUE"),
    ],
)
def test_a_faulty_claim_is_refused_and_a_good_one_taken(pharmacy, spine, write, wire, spoil, refusal):
    spine.load([write(1, items=2)])
    held = pharmacy.take(wire.prescription_id(1))
    pharmacy.notify(held, "0006", ["0001", "0002"])
    claim = pharmacy.claim_message(held, ["0001", "0002"])
    spoilt = copy.deepcopy(claim)
    spoil(spoilt)
    response = pharmacy.post("/FHIR/R4/Claim", spoilt)
    assert (response.status_code, wire.code(response)) == (400, refusal)
    assert pharmacy.post("/FHIR/R4/Claim", claim).status_code == 200


def test_only_the_first_item_needs_an_endorsement_where_the_spine_is_lenient(pharmacy, spine, write, wire):
    spine.load([write(1, items=2)])
    held = pharmacy.take(wire.prescription_id(1))
    pharmacy.notify(held, "0006", ["0001", "0001"])
    claim = pharmacy.claim_message(held, ["0001", "0001"])
    _no_endorsement(claim)
    pharmacy.admin("settings", strict=False)
    assert pharmacy.post("/FHIR/R4/Claim", claim).status_code == 200


def test_a_release_without_its_agent_is_refused(pharmacy, wire):
    message = pharmacy.release_message()
    message["parameter"].pop()
    assert wire.code(pharmacy.post("/FHIR/R4/Task/$release", message)) == "MISSING_FIELD"


def test_reasons_for_return_and_withdrawal_come_from_their_lists(pharmacy, spine, write, wire):
    spine.load([write(1)])
    held = pharmacy.take(wire.prescription_id(1))
    assert wire.code(pharmacy.give_back(held, "0099")) == "INVALID_VALUE"
    message = wire.new_id()
    pharmacy.notify(held, "0003", ["0003"], bundle_id=message)
    assert wire.code(pharmacy.withdraw(held, message, "XX")) == "INVALID_VALUE"


def test_a_cancellation_of_what_was_dispensed_or_never_was(pharmacy, spine, write, wire):
    spine.load([write(1), write(2)])
    held = pharmacy.take(wire.prescription_id(1))
    pharmacy.notify(held, "0006", ["0001"])
    assert pharmacy.admin("cancel", prescription_id=held.prescription_id) == {"response": "R-0004"}
    held = pharmacy.take(wire.prescription_id(2))
    pharmacy.notify(held, "0007", ["0002"])
    assert pharmacy.admin("cancel", prescription_id=held.prescription_id) == {"response": "R-0010"}
    assert pharmacy.admin("cancel", prescription_id="none") == {"response": "R-0008"}
