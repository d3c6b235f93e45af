"""The HTTP face of the simulator: the dispensing API on loopback, its headers, and the faults of a network."""

import re
import socket
import struct
import sys
import threading
import time
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar

import msgspec

from dispensary.simulators.eps import fhir, outcomes, wire
from dispensary.simulators.eps.admin import Admin, BadCommand
from dispensary.simulators.eps.faults import AFTER, Fault, Rule, UnknownFault, choose, from_header
from dispensary.simulators.eps.outcomes import Refused
from dispensary.simulators.eps.prescriptions import Answer
from dispensary.simulators.eps.releases import requested_id
from dispensary.simulators.eps.spine import Act, Spine
from dispensary.simulators.eps.tasks import kind_of_task

_FHIR_JSON = "application/fhir+json; fhirVersion=4.0"
_REQUEST_ID = re.compile(r"[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}")
_LONGEST_BODY = 20_000_000
_PLAIN_FAULTS = {"502": 502, "503": 503, "504": 504, "504-after": 504, "500-empty": 500}


class EpsServer(ThreadingHTTPServer):
    """Listens on 127.0.0.1 only. One Spine, one list of fault rules."""

    daemon_threads = True
    allow_reuse_address = False

    def __init__(self, port: int, spine: Spine, rules: list[Rule]) -> None:
        super().__init__(("127.0.0.1", port), _Exchange)
        self.spine = spine
        self.rules = rules
        self.rules_lock = threading.Lock()
        self.admin = Admin(spine, rules)
        self.polled: set[str] = set()

    @property
    def port(self) -> int:
        """The port it listens on."""
        return int(self.server_address[1])

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that goes away is no error of ours; anything else is, and is shown."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)


class _Exchange(BaseHTTPRequestHandler):
    """One request and its answer."""

    server: EpsServer
    protocol_version = "HTTP/1.1"
    server_version = "EpsSimulator"
    sys_version = ""
    disable_nagle_algorithm = True
    _ROUTES: ClassVar[dict[str, str]] = {
        "/FHIR/R4/Task/$release": "release",
        "/FHIR/R4/$process-message": "notification",
        "/FHIR/R4/Task": "task",
        "/FHIR/R4/Claim": "claim",
    }

    def log_message(self, *_: object) -> None:
        """Says nothing: messages hold patient data."""

    def do_GET(self) -> None:
        path = self._path()
        if path.startswith("/_sim/"):
            self._serve_admin(path.removeprefix("/_sim/"), None)
        elif path.startswith("/_poll/"):
            self._serve_poll(path.removeprefix("/_poll/"))
        else:
            self._send_outcome(404, "RESOURCE_NOT_FOUND", path)

    def do_POST(self) -> None:
        path = self._path()
        length = self.headers.get("Content-Length", "0")
        if not length.isdigit() or int(length) > _LONGEST_BODY:
            self.close_connection = True
            self._send_outcome(400, "INVALID_MESSAGE", "Content-Length")
            return
        body = self.rfile.read(int(length))
        if len(body) < int(length):
            # The sender went away in the middle. Half a message never counts, and its id stays free for the whole one.
            self.close_connection = True
            return
        if path.startswith("/_sim/"):
            self._serve_admin(path.removeprefix("/_sim/"), body)
        elif path in self._ROUTES:
            self._serve_message(self._ROUTES[path], body)
        else:
            self._send_outcome(404, "RESOURCE_NOT_FOUND", path)

    def _path(self) -> str:
        path = self.path.partition("?")[0].partition("#")[0]
        for prefix in ("/fhir-dispensing", "/electronic-prescriptions"):
            path = path.removeprefix(prefix)
        return path.replace("%24", "$")

    def _serve_admin(self, path: str, body: bytes | None) -> None:
        try:
            if body is None:
                found = self.server.admin.get(path)
            else:
                with self.server.rules_lock:
                    found = self.server.admin.post(path, body)
        except (BadCommand, UnknownFault) as error:
            self._send(400, msgspec.json.encode({"error": str(error)}), {"Content-Type": "application/json"})
            return
        self._send(200, msgspec.json.encode(found), {"Content-Type": "application/json"})

    def _serve_message(self, route: str, body: bytes) -> None:
        request_id = self.headers.get("X-Request-ID", "")
        if not _REQUEST_ID.fullmatch(request_id):
            self._send_outcome(400, "MISSING_FIELD", "X-Request-ID must be a UUID")
            return
        try:
            act = _act(route, body)
            fault = self._fault(act)
        except UnknownFault as error:
            self._send_outcome(400, "INVALID_VALUE", str(error))
            return
        except Refused as refused:
            self._send(400, fhir.render(outcomes.refusal(refused, self.server.spine.now())).encode())
            return
        if self._is_forbidden(act, body):
            words = "Dispensing functionality can only be accessed using the user-restricted access mode."
            self._send_outcome(403, "FORBIDDEN", words)
        elif fault is None:
            self._send_answer(self.server.spine.answer(act, body, request_id.lower()))
        elif fault.name in AFTER:
            self._fail_after(fault, self.server.spine.answer(act, body, request_id.lower()), request_id.lower())
        else:
            self._fail(fault)

    def _fault(self, act: str) -> Fault | None:
        wanted = self.headers.get("X-Sim-Fault")
        with self.server.rules_lock:
            scripted = choose(self.server.rules, act)
        return from_header(wanted) if wanted else scripted

    def _is_forbidden(self, act: str, body: bytes) -> bool:
        """An application-restricted token (here one that starts with `app-`) opens the nominated release only."""
        if not self.headers.get("Authorization", "").startswith("Bearer app-"):
            return False
        try:
            return act != "release" or requested_id(fhir.parse(body)) is not None
        except fhir.NotFhir:
            return False

    def _serve_poll(self, request_id: str) -> None:
        answer = self.server.spine.stored_answer(request_id)
        if answer is None:
            self._send_outcome(400, "INTERACTION_NOT_SUPPORTED")
        elif request_id in self.server.polled:
            self._send_answer(answer)
        else:
            self._send_later(request_id)

    def _send_later(self, request_id: str) -> None:
        self.server.polled.add(request_id)
        self._send(202, b"", {"Content-Location": f"/_poll/{request_id}", "Retry-After": "0"})

    def _fail(self, fault: Fault) -> None:
        """A fault without effect."""
        retry = {} if fault.retry_after is None else {"Retry-After": str(fault.retry_after)}
        match fault.name:
            case "reset-before":
                self._reset()
            case "500":
                self._send_outcome(500, "TIMEOUT")
            case "500-html":
                page = b"<html><body><h1>500 Internal Server Error</h1></body></html>"
                self._send(500, page, {"Content-Type": "text/html"})
            case "429":
                self._send_outcome(429, "TOO_MANY_REQUESTS", headers=retry)
            case "401":
                self._send_outcome(401, "ACCESS_DENIED")
            case "403":
                self._send_outcome(403, "FORBIDDEN")
            case "empty-passed":
                empty = wire.release_response(wire.derived_id("empty"), [], [], self.server.spine.now())
                self._send(200, fhir.render(empty).encode())
            case _:
                self._send(_PLAIN_FAULTS[fault.name], b"", retry | {"Content-Type": "text/plain"})

    def _fail_after(self, fault: Fault, answer: Answer, request_id: str) -> None:
        """A fault that spoils, delays or loses an answer whose effect stands."""
        body = answer.body.encode()
        match fault.name:
            case "reset-after":
                self._reset()
            case "504-after":
                self._send(504, b"", {"Content-Type": "text/plain"})
            case "500-after":
                self._send_outcome(500, "TIMEOUT")
            case "truncated-body":
                self._send(answer.status, body[: len(body) // 2])
            case "wrong-content-type":
                self._send(answer.status, body, {"Content-Type": "text/html"})
            case "202-poll":
                self._send_later(request_id)
            case _:
                self._send(answer.status, body, pause=fault.seconds)

    def _reset(self) -> None:
        """Cuts the connection the hard way: the client sees a reset, not an end."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close_connection = True
        self.connection.close()

    def _send_answer(self, answer: Answer) -> None:
        self._send(answer.status, answer.body.encode(), answer.headers)

    def _send_outcome(self, status: int, code: str, detail: str = "", headers: dict[str, str] | None = None) -> None:
        outcome = outcomes.error(code, self.server.spine.now(), detail)
        self._send(status, fhir.render(outcome).encode(), headers)

    def _send(self, status: int, body: bytes, headers: dict[str, str] | None = None, *, pause: float = 0.0) -> None:
        self.send_response(HTTPStatus(status))
        sent = {"Content-Type": _FHIR_JSON} | (headers or {})
        for mirrored in ("X-Request-ID", "X-Correlation-ID"):
            if self.headers.get(mirrored):
                sent[mirrored] = self.headers[mirrored]
        for name, value in (sent | {"Content-Length": str(len(body))}).items():
            self.send_header(name, value)
        self.end_headers()
        if pause:
            half = len(body) // 2
            self.wfile.write(body[:half])
            time.sleep(pause)
            body = body[half:]
        self.wfile.write(body)


def _act(route: str, body: bytes) -> Act:
    """Which act a message asks for. Raises Refused for a Task or message that is none of them."""
    if route == "release":
        return "release"
    if route == "claim":
        return "claim"
    try:
        resource = fhir.parse(body)
    except fhir.NotFhir as error:
        raise Refused("INVALID_MESSAGE", str(error)) from None
    if route == "task":
        return "return" if kind_of_task(resource) == "return" else "withdraw"
    header = next(iter(fhir.entries(resource, "MessageHeader")), {})
    if fhir.text(header, "eventCoding", "code") != "dispense-notification":
        raise Refused("INTERACTION_NOT_SUPPORTED", "a dispenser sends dispense-notification messages")
    return "notification"
