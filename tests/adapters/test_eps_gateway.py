"""EPS over HTTP: whatever the line, the gateway or the Spine does, a message is settled or it is asked again."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.simulators.eps_dispenser import NOON, new_id, order, prescription_id

from dispensary.adapters.eps.compose import compose
from dispensary.adapters.eps.gateway import HttpEps
from dispensary.application.ports.eps import EpsUnavailable
from dispensary.domain.charges import PAID, ChargeDecision
from dispensary.domain.eps_status import LineStatus, PrescriptionStatus
from dispensary.domain.identifiers import MessageId, OdsCode, PrescriptionId
from dispensary.domain.messages import (
    Accepted,
    Claim,
    ClaimedLine,
    DispenseNotification,
    EpsMessage,
    MessageKind,
    NotifiedLine,
    NotifiedProduct,
    Performer,
    Rejected,
    ReleaseRequest,
    ReturnReason,
    ReturnRequest,
    WithdrawRequest,
)
from dispensary.domain.premises import Premises
from dispensary.domain.prescription import Prescription
from dispensary.domain.quantity import Quantity
from dispensary.simulators.eps.faults import AFTER, BEFORE, Rule
from dispensary.simulators.eps.server import EpsServer
from dispensary.simulators.eps.signing import SigningAuthority
from dispensary.simulators.eps.spine import Spine

PERFORMER = Performer(
    "Amara Whitlock",
    "555086415105",
    "2999041",
    Premises("Fernhill Pharmacy", "8 Market Row, Little Harwick QX4 7LT", "01632 960147", OdsCode("FX999")),
)
KIND = {
    ReleaseRequest: MessageKind.RELEASE,
    DispenseNotification: MessageKind.NOTIFICATION,
    Claim: MessageKind.CLAIM,
    ReturnRequest: MessageKind.RETURN,
    WithdrawRequest: MessageKind.WITHDRAW,
}


@pytest.fixture(scope="module")
def authority() -> SigningAuthority:
    return SigningAuthority()


@dataclass
class Line:
    """Our gateway with a real simulated EPS at the other end, one prescription waiting there."""

    spine: Spine
    rules: list[Rule]
    gateway: HttpEps

    def send(self, message: EpsMessage) -> Any:
        return self.gateway.send(KIND[type(message)], message.id, compose(message))

    def settle(self, message: EpsMessage) -> None:
        assert isinstance(self.send(message), Accepted)

    def take(self) -> Prescription:
        answer = self.send(release())
        assert isinstance(answer, Accepted)
        (received,) = self.gateway.read_release(answer.body).passed
        return received.prescription

    def log(self) -> list[str]:
        return [entry.act for entry in self.spine.snapshot().log]

    def fault(self, name: str, **more: Any) -> None:
        """This fault for the next message, whatever it is."""
        self.rules[:] = [Rule("any", name, nth=1, seconds=0.01, **more)]


@pytest.fixture
def line(authority: SigningAuthority) -> Iterator[Line]:
    spine = Spine(clock=lambda: NOON, authority=authority)
    assert spine.load([order()]) == []
    rules: list[Rule] = []
    with EpsServer(0, spine, rules) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        gateway = HttpEps(f"http://127.0.0.1:{server.port}", simulated=True, timeout=20)
        try:
            yield Line(spine, rules, gateway)
        finally:
            gateway.close()
            server.shutdown()
            thread.join()


def release(wanted: bool = True) -> ReleaseRequest:
    return ReleaseRequest(MessageId(new_id()), PERFORMER, PrescriptionId(prescription_id(1)) if wanted else None)


def notification(held: Prescription) -> DispenseNotification:
    return DispenseNotification(
        MessageId(new_id()),
        PERFORMER,
        held,
        PrescriptionStatus.DISPENSED,
        tuple(
            NotifiedLine(item, LineStatus.DISPENSED, (_product(item.name),), item.dosage_text or "")
            for item in held.items
        ),
        NOON,
    )


def _product(name: str) -> NotifiedProduct:
    return NotifiedProduct(None, name, Quantity(Decimal(28), "tablet"), new_id())


def claim(held: Prescription, told: DispenseNotification) -> Claim:
    lines = tuple(ClaimedLine(item, LineStatus.DISPENSED, (_product(item.name),)) for item in held.items)
    return Claim(
        MessageId(new_id()), PERFORMER, held, PrescriptionStatus.DISPENSED, lines, ChargeDecision(PAID), told.id, NOON
    )


def prepared(line: Line, kind: MessageKind) -> EpsMessage:
    """A message of that kind that the Spine will take, everything before it done."""
    if kind is MessageKind.RELEASE:
        return release()
    held = line.take()
    if kind is MessageKind.RETURN:
        return ReturnRequest(MessageId(new_id()), PERFORMER, held, ReturnReason.PATIENT_REQUEST, NOON)
    told = notification(held)
    if kind is MessageKind.NOTIFICATION:
        return told
    line.settle(told)
    if kind is MessageKind.CLAIM:
        return claim(held, told)
    return WithdrawRequest(MessageId(new_id()), PERFORMER, held, told.id, "MU", NOON)


WHOLE = {"wrong-content-type", "slow"}
"""Faults after which the whole answer still arrives."""


@pytest.mark.parametrize("kind", list(MessageKind))
@pytest.mark.parametrize("fault", sorted(BEFORE | AFTER))
def test_every_fault_leaves_a_message_to_ask_again_and_it_counts_once(
    line: Line, kind: MessageKind, fault: str
) -> None:
    message = prepared(line, kind)
    before = line.log()
    line.fault(fault)
    if fault in WHOLE:
        assert isinstance(line.send(message), Accepted)
    else:
        with pytest.raises(EpsUnavailable) as unknown:
            line.send(message)
        assert unknown.value.reason.endswith(".")
        assert len(line.log()) == len(before) + (fault in AFTER)
    answer = line.send(message)
    assert isinstance(answer, Accepted)
    assert len(line.log()) == len(before) + 1
    if kind is MessageKind.RELEASE:
        (received,) = line.gateway.read_release(answer.body).passed
        assert received.prescription.id.value == prescription_id(1)


@pytest.mark.parametrize("fault", sorted(BEFORE | AFTER))
def test_no_fault_loses_a_nominated_release(line: Line, fault: str) -> None:
    message = release(wanted=False)
    line.fault(fault)
    try:
        answer = line.send(message)
    except EpsUnavailable:
        answer = line.send(message)
    assert isinstance(answer, Accepted)
    assert len(line.gateway.read_release(answer.body).passed) == 1
    last = line.send(release(wanted=False))
    assert isinstance(last, Accepted)
    assert not line.gateway.read_release(last.body).passed


@pytest.mark.parametrize(("fault", "asked"), [("429", 7), ("503", 7), ("429", None), ("500", None)])
def test_how_long_eps_asks_us_to_wait_is_kept(line: Line, fault: str, asked: int | None) -> None:
    line.fault(fault, retry_after=asked)
    with pytest.raises(EpsUnavailable) as busy:
        line.send(release())
    assert busy.value.retry_after == asked


def test_a_refusal_comes_with_its_codes_and_with_who_holds_the_prescription(line: Line) -> None:
    elsewhere = Premises("Weir Pharmacy", "1 Weir Close", "01632 960111", OdsCode("FX111"))
    other = Performer("Somebody Else", "555086415106", None, elsewhere)
    line.settle(ReleaseRequest(MessageId(new_id()), other, release().prescription))
    refused = line.send(release())
    assert isinstance(refused, Rejected)
    assert refused.codes == ("PRESCRIPTION_WITH_ANOTHER_DISPENSER",)
    assert refused.holder == "Weir Pharmacy 01632 960111"


def test_a_refused_message_stays_refused_with_the_same_id(line: Line) -> None:
    unknown = ReleaseRequest(MessageId(new_id()), PERFORMER, PrescriptionId(prescription_id(99)))
    answer = line.send(unknown)
    assert isinstance(answer, Rejected)
    assert answer.codes == ("RESOURCE_NOT_FOUND",)
    assert line.send(unknown) == answer


def test_nobody_at_the_other_end() -> None:
    gateway = HttpEps("http://127.0.0.1:9", simulated=True)
    with pytest.raises(EpsUnavailable, match=r"EPS cannot be reached\."):
        gateway.send(MessageKind.CLAIM, MessageId(new_id()), b"{}")
    gateway.close()


# Answers that no simulator gives.


@dataclass
class Script:
    """What the next request is answered with."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    seen: list[dict[str, str]] = field(default_factory=list, repr=False)


@contextmanager
def scripted() -> Iterator[tuple[Script, HttpEps]]:
    script = Script()

    class Answering(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_: object) -> None:
            pass

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            script.seen.append(dict(self.headers))
            body, headers = script.body, script.headers
            self.send_response_only(script.status)
            for name, value in (headers | {"Content-Length": str(len(body))}).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

    with ThreadingHTTPServer(("127.0.0.1", 0), Answering) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        gateway = HttpEps(f"http://127.0.0.1:{server.server_address[1]}", simulated=False, token=lambda: "t0ken")
        try:
            yield script, gateway
        finally:
            gateway.close()
            server.shutdown()
            thread.join()


@pytest.fixture(scope="module")
def odd() -> Iterator[tuple[Script, HttpEps]]:
    with scripted() as made:
        yield made


def outcome(severity: str, code: str) -> bytes:
    coding = {"system": "https://fhir.nhs.uk/CodeSystem/EPS-IssueCode", "code": code}
    issue = {"severity": severity, "code": "processing", "details": {"coding": [coding]}}
    return json.dumps({"resourceType": "OperationOutcome", "issue": [issue]}).encode()


def test_a_message_goes_out_with_its_id_and_who_sends_it(odd: tuple[Script, HttpEps]) -> None:
    script, gateway = odd
    script.status, script.body = 200, outcome("information", "informational")
    message = MessageId(new_id())
    assert isinstance(gateway.send(MessageKind.CLAIM, message, b"{}"), Accepted)
    sent = script.seen[-1]
    assert sent["X-Request-ID"] == message.value
    assert sent["Authorization"] == "Bearer t0ken"
    assert sent["Content-Type"] == "application/fhir+json; fhirVersion=4.0"
    assert sent["NHSD-Session-URID"].isdigit()


@pytest.mark.parametrize("code", ["TIMEOUT", "SERVICE_DISABLED", "TOO_MANY_REQUESTS"])
def test_a_refusal_that_speaks_of_the_service_is_asked_again(odd: tuple[Script, HttpEps], code: str) -> None:
    script, gateway = odd
    script.status, script.body = 400, outcome("error", code)
    with pytest.raises(EpsUnavailable):
        gateway.send(MessageKind.NOTIFICATION, MessageId(new_id()), b"{}")


@pytest.mark.parametrize("status", [200, 400])
def test_an_error_is_a_refusal_whatever_the_status(odd: tuple[Script, HttpEps], status: int) -> None:
    script, gateway = odd
    script.status, script.body = status, outcome("error", "SOMETHING_NEW")
    answer = gateway.send(MessageKind.NOTIFICATION, MessageId(new_id()), b"{}")
    assert answer == Rejected(("SOMETHING_NEW",), "SOMETHING_NEW")


@pytest.mark.parametrize("wait", ["²", "9" * 5000, "-1", "soon", "Wed, 21 Oct 2026 07:28:00 GMT", "1.5", ""])
def test_a_wait_that_is_no_number_of_seconds_is_left_to_us(odd: tuple[Script, HttpEps], wait: str) -> None:
    script, gateway = odd
    script.status, script.body, script.headers = 429, b"", {"Retry-After": wait}
    with pytest.raises(EpsUnavailable) as busy:
        gateway.send(MessageKind.CLAIM, MessageId(new_id()), b"{}")
    script.headers = {}
    assert busy.value.retry_after is None


def test_a_broken_encoding_is_no_answer(odd: tuple[Script, HttpEps]) -> None:
    script, gateway = odd
    script.status, script.body, script.headers = 200, b"not gzip", {"Content-Encoding": "gzip"}
    with pytest.raises(EpsUnavailable):
        gateway.send(MessageKind.CLAIM, MessageId(new_id()), b"{}")
    script.headers = {}


HOSTILE = {
    "nothing": b"",
    "null": b"null",
    "list": b"[]",
    "empty object": b"{}",
    "no text": b"\xff\xfe",
    "deep": b"[" * 200_000,
    "deep members": b'{"issue":' * 50_000,
    "no parameters": b'{"resourceType":"Parameters"}',
    "odd parameters": b'{"resourceType":"Parameters","parameter":7}',
    "no issue": b'{"resourceType":"OperationOutcome"}',
    "no issues": b'{"resourceType":"OperationOutcome","issue":[]}',
    "odd severity": b'{"resourceType":"OperationOutcome","issue":[{"severity":7}]}',
    "page": b"<html><body>502</body></html>",
}


@settings(max_examples=120, deadline=None)
@given(
    status=st.sampled_from([200, 201, 202, 302, 400, 401, 403, 404, 409, 418, 422, 429, 500, 502, 503, 504]),
    body=st.sampled_from(sorted(HOSTILE)) | st.binary(max_size=200),
    kind=st.sampled_from(list(MessageKind)),
)
def test_no_answer_is_ever_anything_but_an_answer_or_unavailable(
    odd: tuple[Script, HttpEps], status: int, body: bytes | str, kind: MessageKind
) -> None:
    script, gateway = odd
    script.status, script.body = status, body if isinstance(body, bytes) else HOSTILE[body]
    try:
        answer = gateway.send(kind, MessageId(new_id()), b"{}")
    except EpsUnavailable:
        return
    assert isinstance(answer, Rejected), "nothing here says that the message was taken"


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_release_cut_short_or_spoilt_anywhere_is_never_taken_for_an_empty_one(
    odd: tuple[Script, HttpEps], whole: bytes, data: st.DataObject
) -> None:
    script, gateway = odd
    at = data.draw(st.integers(0, len(whole) - 1))
    spoilt = data.draw(st.sampled_from([whole[:at], whole[:at] + b"\x00" + whole[at:], whole[at:]]))
    script.status, script.body = 200, spoilt
    try:
        answer = gateway.send(MessageKind.RELEASE, MessageId(new_id()), b"{}")
    except EpsUnavailable:
        return
    assert isinstance(answer, Accepted)
    brought = gateway.read_release(answer.body)
    assert len(brought.passed) == 3 or brought.problems


def test_a_word_of_success_without_the_prescription_is_no_release(odd: tuple[Script, HttpEps]) -> None:
    script, gateway = odd
    script.status, script.body = 200, outcome("information", "informational")
    with pytest.raises(EpsUnavailable, match=r"empty answer"):
        gateway.send(MessageKind.RELEASE, MessageId(new_id()), b"{}")


@pytest.fixture(scope="module")
def whole(authority: SigningAuthority) -> bytes:
    """The answer to a release of three prescriptions."""
    spine = Spine(clock=lambda: NOON, authority=authority)
    assert spine.load([order(number) for number in (1, 2, 3)]) == []
    return spine.answer("release", compose(release(wanted=False)), new_id()).body.encode()
