"""The whole life of a prescription against the local EPS, over real HTTP."""

from datetime import timedelta

import pytest

COMPLETE = ["0001"]


def test_sixty_nominated_prescriptions_come_in_three_calls_oldest_first(pharmacy, spine, write, wire):
    days = {number: wire.NOON - timedelta(days=number % 20) for number in range(1, 61)}
    assert spine.load([write(number, signed=days[number]) for number in range(1, 61)]) == []
    calls = [pharmacy.release() for _ in range(4)]
    pages = [wire.passed(call) for call in calls[:3]]
    assert [len(page) for page in pages] == [25, 25, 10]
    assert (calls[3].status_code, wire.code(calls[3])) == (200, "NO_MORE_PRESCRIPTIONS")
    received = [held.prescription_id for page in pages for held in page]
    assert sorted(received) == sorted(wire.prescription_id(number) for number in range(1, 61))
    by_id = {wire.prescription_id(number): moment for number, moment in days.items()}
    assert [by_id[short_form] for short_form in received] == sorted(by_id.values())


def test_another_pharmacy_gets_nothing_of_a_nomination_but_may_release_by_id(pharmacy, spine, write, wire):
    spine.load([write(1)])
    other = wire.Dispenser(pharmacy.url, "FY111", pharmacy.client)
    assert wire.code(other.release()) == "NO_MORE_PRESCRIPTIONS"
    assert other.take(wire.prescription_id(1)).items


def test_a_failed_signature_is_shown_apart_given_back_and_not_sent_twice(pharmacy, spine, write, wire, authority):
    good, bad = write(1), authority.sign(write(2), wire.NOON)
    bad["entry"][1]["resource"]["dosageInstruction"][0]["text"] = "10 daily"
    spine.load([good])
    spine.load([bad], sign="keep")
    response = pharmacy.release()
    assert [held.prescription_id for held in wire.passed(response)] == [wire.prescription_id(1)]
    outcome, bundle = wire.failed(response)
    assert outcome["issue"][0]["details"]["coding"][0]["display"] == "Signature is invalid."
    assert outcome["extension"][0]["valueReference"]["identifier"] == bundle["identifier"]
    assert pharmacy.issue(wire.prescription_id(2))["status"] == "0001"
    assert wire.code(pharmacy.release()) == "NO_MORE_PRESCRIPTIONS"


def test_partial_amended_completed_claimed_and_the_claim_amended(pharmacy, spine, write, wire):
    spine.load([write(1, items=2)])
    held = pharmacy.take(wire.prescription_id(1))
    assert held.line_statuses() == ["0008", "0008"]
    first, second, third = wire.new_id(), wire.new_id(), wire.new_id()
    assert pharmacy.notify(held, "0003", ["0003", "0004"], quantities=["15", "0"], bundle_id=first).status_code == 200
    amended = pharmacy.notify(held, "0003", ["0003", "0001"], quantities=["10", "28"], bundle_id=second, replaces=first)
    assert amended.status_code == 200
    stale = pharmacy.notify(held, "0003", ["0003", "0001"], replaces=first)
    assert (stale.status_code, wire.code(stale)) == (400, "DISPENSE_AMEND_IDENTIFIER_MISMATCH")
    assert wire.code(pharmacy.claim(held, ["0003", "0001"])) == "CLAIM_INVALID_NOT_DISPENSED"
    assert pharmacy.notify(held, "0006", ["0001", "0001"], quantities=["18", "0"], bundle_id=third).status_code == 200
    issue = pharmacy.issue(held.prescription_id)
    assert [line["supplied"] for line in issue["lines"]] == [["10", "18"], ["28", "0"]]
    claim = wire.new_id()
    assert pharmacy.claim(held, ["0001", "0001"], claim_id=claim).status_code == 200
    assert wire.code(pharmacy.claim(held, ["0001", "0001"])) == "PRESCRIPTION_INVALID_STATE_TRANSITION"
    assert pharmacy.claim(held, ["0001", "0001"], replaces=claim).status_code == 200
    assert pharmacy.issue(held.prescription_id)["status"] == "0008"
    pharmacy.admin("clock", advance_days=13)
    late = pharmacy.claim(held, ["0001", "0001"], replaces=pharmacy.issue(held.prescription_id)["claim"]["claim_id"])
    assert wire.code(late) == "CLAIM_AMEND_PERIOD_ISSUE"
    accepted = [entry["act"] for entry in pharmacy.state()["log"]]
    assert accepted == ["release", "notification", "amendment", "notification", "claim", "claim-amendment"]


def test_the_next_issue_of_repeat_dispensing_appears_when_it_is_due(pharmacy, spine, write, wire):
    spine.load([write(1, issues=3)])
    held = wire.passed(pharmacy.release())[0]
    pair = {row["url"]: row["valueInteger"] for row in held.counts[0]["extension"]}
    assert pair == {"numberOfRepeatsAllowed": 2, "numberOfRepeatsIssued": 0}
    assert pharmacy.notify(held, "0006", COMPLETE).status_code == 200
    assert pharmacy.claim(held, COMPLETE).status_code == 200
    assert pharmacy.issue(held.prescription_id, 2)["status"] == "0000"
    assert wire.code(pharmacy.release()) == "NO_MORE_PRESCRIPTIONS"
    pharmacy.admin("clock", advance_days=20)
    assert wire.code(pharmacy.release()) == "NO_MORE_PRESCRIPTIONS"
    pharmacy.admin("clock", advance_days=1)
    second = wire.passed(pharmacy.release())[0]
    assert second.prescription_id == held.prescription_id
    assert {row["url"]: row["valueInteger"] for row in second.counts[0]["extension"]} == {
        "numberOfRepeatsAllowed": 2,
        "numberOfRepeatsIssued": 1,
    }
    dates = [row for row in second.requests[0]["extension"] if row["url"].endswith("DispensingInformation")]
    assert dates[0]["extension"][1] == {"url": "dateLastDispensed", "valueDate": "2026-11-23"}
    wrong = wire.Released(second.bundle)
    wrong.requests[0]["basedOn"][0]["extension"][0]["extension"][0]["valueInteger"] = 5
    assert wire.code(pharmacy.notify(wrong, "0006", COMPLETE)) == "MISMATCH_AUTHORISED_REPEAT_COUNT"


def test_a_withdrawn_completion_closes_the_issue_that_it_had_opened(pharmacy, spine, write, wire):
    spine.load([write(1, issues=2)])
    held = pharmacy.take(wire.prescription_id(1))
    message = wire.new_id()
    pharmacy.notify(held, "0006", COMPLETE, bundle_id=message)
    assert pharmacy.withdraw(held, message).status_code == 200
    assert pharmacy.issue(held.prescription_id, 1)["status"] == "0003", "repeat dispensing goes back no further"
    assert pharmacy.issue(held.prescription_id, 2)["status"] == "9000"


def test_only_the_latest_notification_can_be_withdrawn_and_what_stood_before_stands_again(pharmacy, spine, write, wire):
    spine.load([write(1)])
    held = pharmacy.take(wire.prescription_id(1))
    first, second = wire.new_id(), wire.new_id()
    pharmacy.notify(held, "0003", ["0003"], bundle_id=first)
    pharmacy.notify(held, "0006", ["0001"], bundle_id=second)
    assert pharmacy.withdraw(held, first).status_code == 400
    assert pharmacy.withdraw(held, second).status_code == 200
    assert pharmacy.issue(held.prescription_id)["status"] == "0003"
    assert pharmacy.withdraw(held, first).status_code == 200
    issue = pharmacy.issue(held.prescription_id)
    assert (issue["status"], issue["lines"][0]["status"]) == ("0002", "0008")
    assert pharmacy.give_back(held).status_code == 200


def test_a_returned_prescription_is_free_for_another_pharmacy_and_no_longer_nominated(pharmacy, spine, write, wire):
    spine.load([write(1)])
    held = pharmacy.take(wire.prescription_id(1))
    other = wire.Dispenser(pharmacy.url, "FY111", pharmacy.client)
    refused = other.release(held.prescription_id)
    assert (refused.status_code, wire.code(refused)) == (400, "PRESCRIPTION_WITH_ANOTHER_DISPENSER")
    assert refused.json()["contained"][0]["identifier"][0]["value"] == "FX999"
    assert refused.json()["contained"][0]["name"] == "Pharmacy FX999"
    assert pharmacy.give_back(held).status_code == 200
    assert wire.code(pharmacy.release()) == "NO_MORE_PRESCRIPTIONS"
    taken = other.take(held.prescription_id)
    assert other.notify(taken, "0006", COMPLETE).status_code == 200
    assert wire.code(pharmacy.notify(held, "0006", COMPLETE)) == "PRESCRIPTION_WITH_ANOTHER_DISPENSER"


def test_a_lost_release_can_be_had_again_by_its_owner(pharmacy, spine, write, wire):
    spine.load([write(1)])
    first = pharmacy.take(wire.prescription_id(1))
    again = pharmacy.take(wire.prescription_id(1))
    assert again.release_id == first.release_id
    assert pharmacy.notify(again, "0006", COMPLETE).status_code == 200
    assert wire.code(pharmacy.release(wire.prescription_id(1))) == "PRESCRIPTION_DISPENSED"


def test_no_return_after_a_notification(pharmacy, spine, write, wire):
    spine.load([write(1)])
    held = pharmacy.take(wire.prescription_id(1))
    pharmacy.notify(held, "0003", ["0003"])
    assert wire.code(pharmacy.give_back(held)) == "PRESCRIPTION_INVALID_STATE_TRANSITION"


def test_cancelled_while_with_the_dispenser_then_returned_is_cancelled(pharmacy, spine, write, wire):
    spine.load([write(1)])
    held = pharmacy.take(wire.prescription_id(1))
    assert pharmacy.admin("cancel", prescription_id=held.prescription_id) == {"response": "R-0002"}
    assert pharmacy.issue(held.prescription_id)["status"] == "0002"
    assert pharmacy.give_back(held).status_code == 200
    assert pharmacy.issue(held.prescription_id)["status"] == "0005"
    assert wire.code(pharmacy.release(held.prescription_id)) == "PRESCRIPTION_CANCELLED"
    assert pharmacy.admin("cancel", prescription_id=held.prescription_id) == {"response": "R-0006"}


def test_an_item_cancelled_before_release_is_delivered_and_stays_cancelled(pharmacy, spine, write, wire):
    bundle = write(1, items=2)
    spine.load([bundle])
    item = bundle["entry"][1]["resource"]["identifier"][0]["value"]
    answer = pharmacy.admin("cancel", prescription_id=wire.prescription_id(1), item_id=item, reason="0002")
    assert answer == {"response": "R-0001"}
    held = pharmacy.take(wire.prescription_id(1))
    assert [request["status"] for request in held.requests] == ["cancelled", "active"]
    assert held.requests[0]["statusReason"]["coding"][0]["code"] == "0002"
    refused = pharmacy.notify(held, "0006", ["0001", "0001"])
    assert wire.code(refused) == "MEDICATIONREQUEST_INVALID_STATE_TRANSITION"
    assert pharmacy.notify(held, "0006", ["0005", "0001"]).status_code == 200


@pytest.mark.parametrize(
    ("schedule", "last_day", "first_expired"), [(None, 181, 182), ("CD2", 28, 29), ("CD4", 28, 29), ("CD5", 181, 182)]
)
def test_a_prescription_can_be_released_to_its_last_day_and_not_after(
    pharmacy, spine, write, wire, schedule, last_day, first_expired
):
    spine.load([write(1, schedule=schedule), write(2, schedule=schedule)])
    pharmacy.admin("clock", advance_days=last_day)
    assert pharmacy.take(wire.prescription_id(1)).items
    pharmacy.admin("clock", advance_days=first_expired - last_day)
    assert wire.code(pharmacy.release(wire.prescription_id(2))) == "PRESCRIPTION_EXPIRED"
    assert pharmacy.issue(wire.prescription_id(1))["status"] == "0004", "with the dispenser, nothing supplied"


def test_what_was_partly_supplied_when_it_expires_counts_as_dispensed(pharmacy, spine, write, wire):
    spine.load([write(1, items=3)])
    held = pharmacy.take(wire.prescription_id(1))
    pharmacy.notify(held, "0003", ["0003", "0004", "0001"])
    pharmacy.admin("clock", advance_days=181)
    issue = pharmacy.issue(held.prescription_id)
    assert issue["status"] == "0006"
    assert [line["status"] for line in issue["lines"]] == ["0001", "0002", "0001"]


def test_an_order_dated_tomorrow_waits_until_tomorrow(pharmacy, spine, write, wire):
    spine.load([write(1, signed=wire.NOON + timedelta(days=1))])
    assert pharmacy.issue(wire.prescription_id(1))["status"] == "9001"
    assert wire.code(pharmacy.release(wire.prescription_id(1))) == "FAILURE_TO_PROCESS_MESSAGE"
    pharmacy.admin("clock", advance_days=1)
    assert wire.passed(pharmacy.release())


def test_a_claim_not_made_in_time_can_no_longer_be_made(pharmacy, spine, write, wire):
    spine.load([write(1)])
    held = pharmacy.take(wire.prescription_id(1))
    pharmacy.notify(held, "0006", COMPLETE)
    pharmacy.admin("clock", advance_days=181)
    assert pharmacy.issue(held.prescription_id)["status"] == "0009"
    assert wire.code(pharmacy.claim(held, COMPLETE)) == "CLAIM_INVALID_NOT_DISPENSED"


def test_an_unknown_prescription_id_is_not_found(pharmacy, wire):
    refused = pharmacy.release(wire.prescription_id(77))
    assert (refused.status_code, wire.code(refused)) == (400, "RESOURCE_NOT_FOUND")
