"""The Electronic Prescription Service: composing a message is pure, sending it is not.

A message is composed once and its bytes are stored before they are sent; every try sends the same bytes under the
same id.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from dispensary.domain.identifiers import MessageId
    from dispensary.domain.messages import EpsAnswer, EpsMessage, MessageKind
    from dispensary.domain.prescription import Prescription


class EpsUnavailable(Exception):
    """EPS did not answer, or not in a way that settles anything. Ask again, with the same id and the same bytes.

    reason: words for people; retry_after: seconds that EPS asked us to wait, if it did.
    """

    def __init__(self, reason: str, retry_after: int | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.retry_after = retry_after


@dataclass(frozen=True, slots=True)
class Received:
    """One prescription that EPS passed for dispensing, with the document as it came."""

    prescription: Prescription
    document: bytes


@dataclass(frozen=True, slots=True)
class Failed:
    """One that EPS would not pass (an invalid signature), to look at only."""

    reason: str
    prescription: Prescription | None
    document: bytes


@dataclass(frozen=True, slots=True)
class ReleaseAnswer:
    """What a release brought. `more`: the page was full, so there may be another. problems: entries that could not
    be read.
    """

    passed: tuple[Received, ...]
    failed: tuple[Failed, ...]
    more: bool
    problems: tuple[str, ...] = ()


class EpsGateway(Protocol):
    def compose(self, message: EpsMessage) -> bytes:
        """The body that will be sent, exactly."""

    def send(self, kind: MessageKind, message: MessageId, body: bytes) -> EpsAnswer:
        """Sends it with the message id as X-Request-ID. Raises EpsUnavailable where nothing is settled."""

    def read_release(self, body: bytes) -> ReleaseAnswer:
        """What an accepted release brought. Raises EpsUnavailable where the answer cannot be read at all."""

    @property
    def simulated(self) -> bool:
        """Whether the other end is a simulator: then everything shows "DEMO, not real"."""
