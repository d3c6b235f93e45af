"""The status machines: the tables as published, and nothing reachable outside them."""

import uuid
from datetime import timedelta

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dispensary.simulators.eps import states
from dispensary.simulators.eps.spine import Spine

PUBLISHED = {
    "0001": {"0005", "0006", "0007"},
    "0002": {"0005", "0006", "0008"},
    "0003": {"0001", "0002", "0003", "0004", "0005", "0006", "0008"},
    "0004": {"0005", "0006"},
    "0005": {"0005", "0006"},
    "0006": {"0001", "0002", "0005", "0006"},
    "0007": {"0002", "0005", "0006"},
    "0008": {"0001", "0002", "0005", "0006"},
}
CHANGES = {
    "0008": {"0001", "0002", "0003", "0004"},
    "0003": {"0001", "0003"},
    "0004": {"0001", "0002", "0003", "0004"},
    "0001": {"0001"},
    "0002": {"0002"},
    "0005": {"0005"},
    "0006": {"0006"},
}
LINES = [f"000{number}" for number in range(1, 9)]


def test_the_allowed_line_states_are_those_of_the_spine():
    assert {status: set(states.VALID_STATES[status]) for status in PUBLISHED} == PUBLISHED
    assert set(states.VALID_STATES) == set(states.PRESCRIPTION_DISPLAY)


def test_what_release_return_and_expiry_make_of_a_line():
    assert [states.line_on_release(line) for line in LINES] == [*LINES[:6], "0008", "0008"]
    assert [states.line_on_return(line) for line in LINES] == [*LINES[:6], "0007", "0007"]
    assert [states.line_on_expiry(line) for line in LINES] == [
        "0001", "0002", "0001", "0002", "0005", "0006", "0006", "0006",
    ]  # fmt: skip


@pytest.mark.parametrize("before", [line for line in LINES if line in {"0001", "0002", "0003", "0004", "0008"}])
def test_each_row_of_the_line_table_over_the_wire(before, pharmacy, spine, write, wire):
    """Two items: one is brought to the state in question, the other keeps the prescription open."""
    for number, after in enumerate(LINES, start=1):
        spine.load([write(number, items=2)])
        held = pharmacy.take(wire.prescription_id(number))
        if before != "0008":
            assert pharmacy.notify(held, "0003", [before, "0004"]).status_code == 200
        response = pharmacy.notify(held, "0003", [after, "0004"])
        expected = 200 if after in CHANGES[before] else 400
        assert response.status_code == expected, f"{before} to {after}: {response.text}"
        if expected == 400:
            assert wire.code(response) == "MEDICATIONREQUEST_INVALID_STATE_TRANSITION"


@pytest.mark.parametrize(
    ("status", "lines", "accepted"),
    [
        ("0006", ["0001", "0001"], True),
        ("0006", ["0001", "0002"], True),
        ("0006", ["0001", "0004"], False),
        ("0006", ["0003", "0001"], False),
        ("0007", ["0002", "0002"], True),
        ("0007", ["0001", "0002"], False),
        ("0003", ["0003", "0001"], True),
        ("0003", ["0001", "0001"], True),
    ],
)
def test_the_prescription_status_must_fit_its_items(pharmacy, spine, write, wire, status, lines, accepted):
    spine.load([write(1, items=2)])
    held = pharmacy.take(wire.prescription_id(1))
    response = pharmacy.notify(held, status, lines)
    assert response.status_code == (200 if accepted else 400)
    if not accepted:
        assert wire.code(response) == "PRESCRIPTION_INVALID_STATE_TRANSITION"


def test_lenient_lets_the_published_contradiction_pass(pharmacy, spine, write, wire):
    spine.load([write(1)])
    held = pharmacy.take(wire.prescription_id(1))
    pharmacy.admin("settings", strict=False)
    assert pharmacy.notify(held, "0007", ["0001"]).status_code == 200


ACTS = st.lists(
    st.tuples(
        st.sampled_from(
            ["release", "notify", "notify", "amend", "withdraw", "return", "claim", "cancel", "cancel-item", "wait"]
        ),
        st.sampled_from(["0003", "0006", "0007"]),
        st.lists(st.sampled_from(["0001", "0002", "0003", "0004", "0005"]), min_size=2, max_size=2),
        st.integers(0, 200),
    ),
    max_size=14,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS, issues=st.sampled_from([None, 3]))
def test_no_sequence_of_acts_leaves_the_tables(acts, issues, authority, write, wire):
    """Random acts, legal or not, straight into the Spine: every state ever reached is one of the table's."""
    now = [wire.NOON]
    spine = Spine(clock=lambda: now[0], authority=authority)
    spine.load([write(1, items=2, issues=issues)])
    short_form = wire.prescription_id(1)
    item = write(1)["entry"][1]["resource"]["identifier"][0]["value"]
    pharmacy = wire.Dispenser("")
    held, sent = None, []

    def say(act, message):
        return spine.answer(act, msgspec.json.encode(message), str(uuid.uuid4()))

    for act, status, lines, days in acts:
        match act:
            case "release":
                answer = say("release", pharmacy.release_message(short_form))
                if answer.status == 200:
                    parameters = msgspec.json.decode(answer.body)["parameter"]
                    held = wire.Released(parameters[0]["resource"]["entry"][0]["resource"])
            case "notify" | "amend" if held:
                replaces = sent[-1] if act == "amend" and sent else None
                message = pharmacy.notification_message(held, status, lines, replaces=replaces)
                if say("notification", message).status == 200:
                    sent.append(message["identifier"]["value"])
            case "withdraw" if held and sent:
                if say("withdraw", pharmacy.task_message(held, sent[-1], "MU", withdraw=True)).status == 200:
                    sent.pop()
            case "return" if held:
                say("return", pharmacy.task_message(held, held.release_id, "0003", withdraw=False))
            case "claim" if held:
                say("claim", pharmacy.claim_message(held, lines))
            case "cancel" | "cancel-item":
                spine.cancel(short_form, "0001", item if act == "cancel-item" else None)
            case "wait":
                now[0] += timedelta(days=days)
        for prescription in spine.snapshot().prescriptions.values():
            for issue in prescription.issues:
                assert set(issue.line_statuses().values()) <= PUBLISHED.get(
                    issue.status, PUBLISHED["0006"] if issue.status == "0009" else PUBLISHED["0001"]
                )
                assert (issue.holder is not None) or issue.status not in {"0002", "0003"}
