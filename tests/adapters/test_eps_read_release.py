"""The reply to a release: what was passed, what was refused, what EPS said instead."""

import json
from pathlib import Path
from typing import Any

import pytest

from dispensary.adapters.eps.reader import read_document
from dispensary.adapters.eps.release_reply import read_outcome, read_release_reply, release_answer
from dispensary.application.ports.eps import EpsUnavailable
from dispensary.domain.identifiers import OdsCode

FIXTURES = Path(__file__).parents[1] / "fixtures" / "eps"


def raw(name: str) -> bytes:
    return (FIXTURES / name).read_bytes()


def reply_with(passed: list[Any], failed: list[Any] | None = None) -> bytes:
    parts = [("passedPrescriptions", passed), ("failedPrescriptions", failed or [])]
    parameters = [
        {"name": name, "resource": {"resourceType": "Bundle", "type": "searchset", "entry": entries}}
        for name, entries in parts
    ]
    return json.dumps({"resourceType": "Parameters", "parameter": parameters}).encode()


def test_each_passed_prescription_keeps_its_own_bytes() -> None:
    data = raw("release-reply.json")
    reply = read_release_reply(data)
    ((prescription, document),) = reply.passed
    assert document in data
    assert json.loads(document)["id"] == "000000cb-0000-4000-8000-000000000000"
    (again,) = read_document(document)
    assert again == prescription
    assert (reply.no_more, reply.problems) == (False, ())


def test_a_failed_prescription_is_paired_with_its_reason() -> None:
    data = raw("release-reply.json")
    (failed,) = read_release_reply(data).failed
    assert failed.reason == "Signature is invalid."
    assert failed.prescription is not None
    assert failed.prescription.id.value == "0A1B2C-Y90001-0000CF"
    assert failed.document in data


def test_failed_pairs_are_matched_by_name_even_out_of_order() -> None:
    reply = json.loads(raw("release-reply.json"))
    outcome, bundle = reply["parameter"][1]["resource"]["entry"]
    other = json.loads(json.dumps(bundle))
    other["resource" if "resource" in other else "id"] = other.get("resource", "other-bundle")
    other["identifier"] = {"value": "other-bundle"}
    second = json.loads(json.dumps(outcome))
    second["extension"][0]["valueReference"]["identifier"]["value"] = "other-bundle"
    second["issue"][0]["details"]["coding"][0]["display"] = "Something else."
    found = read_release_reply(reply_with([], [second, outcome, bundle, other])).failed
    assert [one.reason for one in found] == ["Signature is invalid.", "Something else."]


def test_a_reason_without_its_prescription_is_kept() -> None:
    outcome = json.loads(raw("release-reply.json"))["parameter"][1]["resource"]["entry"][0]
    (failed,) = read_release_reply(reply_with([], [outcome])).failed
    assert (failed.reason, failed.prescription) == ("Signature is invalid.", None)


def test_a_passed_entry_that_cannot_be_read_is_named_and_the_others_are_kept() -> None:
    good = {"resource": json.loads(raw("order-erd.json"))}
    reply = read_release_reply(reply_with([{"resource": {"resourceType": "Bundle"}}, good]))
    assert len(reply.passed) == 1
    assert [problem.code for problem in reply.problems] == ["release-unreadable"]


def test_a_bare_point_does_not_lose_the_release() -> None:
    data = raw("release-reply.json").replace(b'"value": 30,', b'"value": .5,')
    ((prescription, document),) = read_release_reply(data).passed
    assert str(prescription.items[0].quantity) == "0.5 capsule"
    assert b'"value": 0.5,' in document


def test_no_more_prescriptions_is_an_answer_not_an_error() -> None:
    reply = read_release_reply(raw("outcome-no-more.json"))
    assert (reply.no_more, reply.passed, reply.problems) == (True, (), ())
    assert release_answer(raw("outcome-no-more.json")).more is False


def test_another_dispenser_is_named() -> None:
    outcome = read_outcome(raw("outcome-with-another-dispenser.json"))
    assert (outcome.severity, outcome.codes) == ("error", ("PRESCRIPTION_WITH_ANOTHER_DISPENSER",))
    assert outcome.holder_organisation == OdsCode("FA002")
    assert (outcome.holder_name, outcome.holder_phone) == ("Other Pharmacy", "01632 960009")


@pytest.mark.parametrize("data", [b"", b"<html></html>", b"[]", raw("claim.json")])
def test_anything_else_is_no_outcome(data: bytes) -> None:
    assert read_outcome(data).severity is None


@pytest.mark.parametrize("data", [b"", b"<html></html>", raw("release-reply.json")[:-40], raw("claim.json")])
def test_a_reply_that_cannot_be_read_settles_nothing(data: bytes) -> None:
    assert read_release_reply(data).problems
    with pytest.raises(EpsUnavailable):
        release_answer(data)


def test_the_answer_for_the_gateway_asks_for_more_only_after_a_full_page() -> None:
    entry = {"resource": json.loads(raw("order-erd.json"))}
    assert release_answer(reply_with([entry] * 24)).more is False
    full = release_answer(reply_with([entry] * 25))
    assert (len(full.passed), full.more) == (25, True)


def test_half_a_character_anywhere_does_not_cost_the_page() -> None:
    reply = (FIXTURES / "release-reply.json").read_bytes()
    whole = read_release_reply(reply)
    name = whole.passed[0][0].items[0].name
    broken = reply.replace(name.encode(), rb"Half \ud800 a character, a pair \ud83d\ude00 and a backslash \\ud800", 1)
    read = read_release_reply(broken)
    assert len(read.passed) == len(whole.passed)
    assert "\N{REPLACEMENT CHARACTER}" in read.passed[0][0].items[0].name
    assert "\N{GRINNING FACE}" in read.passed[0][0].items[0].name
