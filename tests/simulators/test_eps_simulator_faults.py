"""Every fault on demand: what the client sees, and whether the Spine did what it was told."""

import json

import httpx
import pytest

from dispensary.simulators.eps.faults import AFTER, BEFORE, UnknownFault, from_header, read_script

STATUS = {
    "504": 504, "500": 500, "500-html": 500, "500-empty": 500, "502": 502, "503": 503, "429": 429, "401": 401,
    "403": 403, "empty-passed": 200, "504-after": 504, "500-after": 500, "truncated-body": 200,
    "wrong-content-type": 200, "slow": 200, "202-poll": 202,
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(BEFORE | AFTER))
def test_a_fault_by_header_and_the_identical_resend(name, pharmacy, spine, write, wire):
    """Whatever happened, the same message under the same id succeeds, and takes effect exactly once."""
    spine.load([write(1)])
    message, request_id = pharmacy.release_message(wire.prescription_id(1)), wire.new_id()
    fault = f"{name}; seconds=0.02"
    if name in {"reset-before", "reset-after"}:
        with pytest.raises(httpx.TransportError):
            pharmacy.post("/FHIR/R4/Task/$release", message, request_id, X_Sim_Fault=fault)
    else:
        response = pharmacy.post("/FHIR/R4/Task/$release", message, request_id, X_Sim_Fault=fault)
        assert response.status_code == STATUS[name]
    done = name in AFTER
    assert pharmacy.issue(wire.prescription_id(1))["status"] == ("0002" if done else "0001")
    again = pharmacy.post("/FHIR/R4/Task/$release", message, request_id)
    assert wire.passed(again)[0].prescription_id == wire.prescription_id(1)
    assert [entry["act"] for entry in pharmacy.state()["log"]] == ["release"]


def test_what_the_bodies_of_faults_look_like(pharmacy, spine, write, wire):
    spine.load([write(1)])
    assert wire.code(pharmacy.release(X_Sim_Fault="500")) == "TIMEOUT"
    limited = pharmacy.release(X_Sim_Fault="429; retry-after=7")
    assert (wire.code(limited), limited.headers["Retry-After"]) == ("TOO_MANY_REQUESTS", "7")
    assert "Retry-After" not in pharmacy.release(X_Sim_Fault="429").headers
    assert pharmacy.release(X_Sim_Fault="500-html").headers["Content-Type"] == "text/html"
    assert wire.passed(pharmacy.release(X_Sim_Fault="empty-passed")) == []
    with pytest.raises(json.JSONDecodeError):
        pharmacy.release(X_Sim_Fault="truncated-body").json()
    assert pharmacy.release(X_Sim_Fault="wrong-content-type").headers["Content-Type"] == "text/html"


def test_202_leads_to_the_answer_after_one_more_wait(pharmacy, spine, write, wire):
    spine.load([write(1)])
    first = pharmacy.release(wire.prescription_id(1), X_Sim_Fault="202-poll")
    answer = pharmacy.client.get(pharmacy.url + first.headers["Content-Location"])
    assert wire.passed(answer)[0].prescription_id == wire.prescription_id(1)
    unknown = pharmacy.client.get(f"{pharmacy.url}/_poll/{wire.new_id()}")
    assert (unknown.status_code, wire.code(unknown)) == (400, "INTERACTION_NOT_SUPPORTED")


def test_a_script_says_when(pharmacy, spine, write, wire):
    spine.load([write(number) for number in range(1, 10)])
    pharmacy.admin(
        "faults",
        faults=[
            {"on": "release", "nth": 2, "fault": "504"},
            {"on": "release", "every": 4, "fault": "503", "retry_after": 1},
            {"on": "notification", "count": 2, "fault": "429"},
            {"on": "return", "all": True, "fault": "401"},
        ],
    )
    seen = [pharmacy.release(wire.prescription_id(number)).status_code for number in range(1, 9)]
    assert seen == [200, 504, 200, 503, 200, 200, 200, 503]
    held = pharmacy.take(wire.prescription_id(1))
    assert [pharmacy.notify(held, "0003", ["0003"]).status_code for _ in range(3)] == [429, 429, 200]
    assert pharmacy.give_back(held).status_code == 401
    pharmacy.admin("faults", faults=[])
    assert pharmacy.release(wire.prescription_id(2)).status_code == 200


def test_504_after_the_effect_on_a_notification_then_an_identical_resend(pharmacy, spine, write, wire):
    spine.load([write(1)])
    held = pharmacy.take(wire.prescription_id(1))
    message, request_id = pharmacy.notification_message(held, "0006", ["0001"]), wire.new_id()
    lost = pharmacy.post("/FHIR/R4/$process-message", message, request_id, X_Sim_Fault="504-after")
    assert lost.status_code == 504
    assert pharmacy.post("/FHIR/R4/$process-message", message, request_id).status_code == 200
    assert len(pharmacy.issue(held.prescription_id)["notifications"]) == 1
    careless = pharmacy.post("/FHIR/R4/$process-message", message)
    assert careless.status_code == 400, "under a new id the same message is a new message, and refused"


@pytest.mark.parametrize(
    "script",
    [
        b"not json",
        b'{"faults": [{"on": "release", "nth": 1, "fault": "gremlins"}]}',
        b'{"faults": [{"on": "lunch", "nth": 1, "fault": "504"}]}',
        b'{"faults": [{"on": "release", "fault": "504"}]}',
        b'{"misfaults": []}',
    ],
)
def test_a_script_that_cannot_be_followed_is_refused_not_ignored(script):
    with pytest.raises(UnknownFault):
        read_script(script)


def test_a_header_that_cannot_be_followed_is_refused(pharmacy):
    assert pharmacy.release(X_Sim_Fault="gremlins").status_code == 400
    with pytest.raises(UnknownFault):
        from_header("429; retry-after=soon")
