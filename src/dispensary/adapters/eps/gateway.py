"""EPS over HTTP: one connection pool, the right headers, and only two kinds of end: an answer, or "not known".

Anything that does not settle the message (timeout, reset, 401, 403, 408, 429, 5xx, a body that cannot be read) is
EpsUnavailable: the first try may have succeeded, so the outbox asks again with the same id and the same bytes
(PROTOCOL sections 1 and 9). A 403 speaks of the sign-in and not of the message (section 1, headers).
"""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from dispensary.adapters.eps.compose import compose
from dispensary.adapters.eps.release_reply import NO_MORE, Outcome, read_outcome, release_answer
from dispensary.application.ports.eps import EpsUnavailable, ReleaseAnswer
from dispensary.domain.identifiers import MessageId
from dispensary.domain.messages import Accepted, EpsAnswer, EpsMessage, MessageKind, Rejected

if TYPE_CHECKING:
    import httpx

PATHS = {
    MessageKind.RELEASE: "/FHIR/R4/Task/$release",
    MessageKind.NOTIFICATION: "/FHIR/R4/$process-message",
    MessageKind.CLAIM: "/FHIR/R4/Claim",
    MessageKind.RETURN: "/FHIR/R4/Task",
    MessageKind.WITHDRAW: "/FHIR/R4/Task",
}
CONTENT = "application/fhir+json; fhirVersion=4.0"
MAX_ANSWER = 20_000_000
LONGEST_WAIT = 3600
_SECONDS = re.compile(r"[0-9]{1,9}")
_PASSING = frozenset({401, 403, 404, 405, 408, 425, 429})
_PASSING_CODES = frozenset({"TIMEOUT", "SERVICE_DISABLED", "TOO_MANY_REQUESTS"})
"""Codes of a refusal that speaks of the service and not of the message (PROTOCOL section 10)."""


class HttpEps:
    """The gateway for one EPS address. `token` gives the bearer token of the moment, None where none is needed."""

    def __init__(
        self,
        url: str,
        *,
        simulated: bool,
        token: Callable[[], str | None] = lambda: None,
        role: str = "555086415105",
        timeout: float = 35.0,
    ) -> None:
        self._url = url.rstrip("/")
        self._simulated = simulated
        self._token = token
        self._role = role
        self._timeout = timeout
        self._client: httpx.Client | None = None

    @property
    def simulated(self) -> bool:
        return self._simulated

    def compose(self, message: EpsMessage) -> bytes:
        return compose(message)

    def send(self, kind: MessageKind, message: MessageId, body: bytes) -> EpsAnswer:
        import httpx

        try:
            response = self._open().post(PATHS[kind], content=body, headers=self._headers(message))
        except httpx.TimeoutException:
            raise EpsUnavailable("EPS did not answer in time.") from None
        except httpx.HTTPError:
            raise EpsUnavailable("EPS cannot be reached.") from None
        return _settled(kind, response)

    def read_release(self, body: bytes) -> ReleaseAnswer:
        return release_answer(body)

    def close(self) -> None:
        if self._client is not None:
            self._client.close()
            self._client = None

    def _open(self) -> "httpx.Client":
        import httpx

        if self._client is None:
            self._client = httpx.Client(base_url=self._url, timeout=self._timeout, trust_env=False)
        return self._client

    def _headers(self, message: MessageId) -> dict[str, str]:
        headers = {
            "Content-Type": CONTENT,
            "Accept": "application/fhir+json",
            "X-Request-ID": message.value,
            "NHSD-Session-URID": self._role,
        }
        token = self._token()
        return headers | ({"Authorization": f"Bearer {token}"} if token else {})


def _settled(kind: MessageKind, response: "httpx.Response") -> EpsAnswer:
    """The answer that an HTTP response is, or EpsUnavailable where it settles nothing."""
    status = response.status_code
    if status >= 500 or status in _PASSING or status == 202:
        raise EpsUnavailable(_why(status), _retry_after(response))
    body = response.content
    if len(body) > MAX_ANSWER:
        raise EpsUnavailable("EPS sent more than can be read.")
    outcome = read_outcome(body)
    if status == 200:
        return _accepted(kind, body, outcome)
    if outcome.severity is None:
        raise EpsUnavailable(f"EPS answered {status} without saying why.", _retry_after(response))
    if _PASSING_CODES.intersection(outcome.codes):
        raise EpsUnavailable(_why(status), _retry_after(response))
    return _rejected(outcome)


def _rejected(outcome: Outcome) -> Rejected:
    holder = " ".join(part for part in (outcome.holder_name, outcome.holder_phone) if part)
    return Rejected(outcome.codes, " ".join(outcome.diagnostics), holder or None)


def _accepted(kind: MessageKind, body: bytes, outcome: Outcome) -> EpsAnswer:
    """A 200 counts only if its body is whole and of the kind expected: a truncated one settles nothing."""
    if outcome.severity not in (None, "information"):
        return _rejected(outcome)
    if kind is MessageKind.RELEASE:
        return _released(body, outcome)
    if outcome.severity is None:
        raise EpsUnavailable("EPS sent an answer that cannot be read.")
    return Accepted(body)


def _released(body: bytes, outcome: Outcome) -> Accepted:
    """A release is answered by prescriptions, or by "no more" in so many words (PROTOCOL section 4): an empty list,
    or nothing that can be read, settles nothing.
    """
    brought = release_answer(body)
    if not (brought.passed or brought.failed or NO_MORE in outcome.codes):
        raise EpsUnavailable("EPS sent an empty answer.")
    return Accepted(body)


def _why(status: int) -> str:
    if status == 401:
        return "EPS asks to sign in again."
    if status == 403:
        return "EPS does not allow this with the way you are signed in."
    if status == 429:
        return "EPS is busy and asks us to wait."
    if status in (408, 504):
        return "EPS did not answer in time."
    return f"EPS is not working at the moment (answer {status})."


def _retry_after(response: "httpx.Response") -> int | None:
    text = response.headers.get("Retry-After", "")
    return min(int(text), LONGEST_WAIT) if _SECONDS.fullmatch(text) else None
