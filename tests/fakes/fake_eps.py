"""EPS at the other end of the line, by hand: it answers as it is told and remembers what it was sent."""

from dataclasses import dataclass, field

from dispensary.application.ports.eps import EpsUnavailable, ReleaseAnswer
from dispensary.domain.identifiers import MessageId
from dispensary.domain.messages import Accepted, EpsAnswer, EpsMessage, MessageKind, Rejected


@dataclass
class FakeEps:
    """An EPS gateway. `answers` gives the next answers in order, each an answer or an EpsUnavailable to raise; after
    them everything is accepted. composed: every message as it was made; sent: (kind, id, body) of every try.
    """

    answers: list[EpsAnswer | EpsUnavailable] = field(default_factory=list)
    releases: list[ReleaseAnswer] = field(default_factory=list)
    composed: list[EpsMessage] = field(default_factory=list)
    sent: list[tuple[MessageKind, MessageId, bytes]] = field(default_factory=list)
    simulated: bool = True

    def compose(self, message: EpsMessage) -> bytes:
        self.composed.append(message)
        return f"{type(message).__name__} {message.id}".encode()

    def send(self, kind: MessageKind, message: MessageId, body: bytes) -> EpsAnswer:
        self.sent.append((kind, message, body))
        answer = self.answers.pop(0) if self.answers else Accepted(b"")
        if isinstance(answer, EpsUnavailable):
            raise answer
        return answer

    def read_release(self, body: bytes) -> ReleaseAnswer:
        return self.releases.pop(0) if self.releases else ReleaseAnswer((), (), more=False)

    def go_down(self, tries: int = 1) -> None:
        """The next tries find nobody at the other end."""
        self.answers = [EpsUnavailable("EPS cannot be reached.") for _ in range(tries)]

    def refuse(self, *codes: str) -> None:
        """The next message is answered with no."""
        self.answers = [Rejected(codes, "EPS said no.")]
