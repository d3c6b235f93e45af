"""Two who deliver at once: another counter, or the command line beside the window. What EPS answered stays answered."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from tests.builders import NIA, workplace
from tests.fakes.fake_eps import FakeEps

from dispensary.application.deliver_outbox import deliver_outbox
from dispensary.application.ports.eps import EpsUnavailable
from dispensary.application.receive import ask_for_nominated
from dispensary.application.step import Receipt
from dispensary.application.workplace import Workplace
from dispensary.domain.messages import EpsAnswer, MessageId, MessageKind, MessageState, Rejected


@dataclass
class Overtaken(FakeEps):
    """While one counter waits for EPS, `meanwhile` happens."""

    meanwhile: list[Callable[[], object]] = field(default_factory=list)

    def send(self, kind: MessageKind, message: MessageId, body: bytes) -> EpsAnswer:
        if self.meanwhile:
            self.meanwhile.pop()()
        return super().send(kind, message, body)


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Workplace]:
    made = workplace(tmp_path, eps=Overtaken())
    assert isinstance(ask_for_nominated(made, NIA), Receipt)
    yield made
    made.store.close()  # type: ignore[attr-defined]


def outcome(place: Workplace) -> tuple[list[MessageState], list[str]]:
    """How the messages stand, and what the journal says of them."""
    with place.store.read() as uow:
        kinds = [entry.body for entry in uow.journal.entries() if '"message-' in entry.body]
        told = [kind for kind in ("message-accepted", "message-rejected") for body in kinds if f'"{kind}"' in body]
        return [held.state for held in uow.outbox.unfinished()], told


@pytest.mark.parametrize("late", [EpsUnavailable("EPS cannot be reached."), Rejected(("DUPLICATE",), "no"), None])
def test_the_answer_that_came_first_stands(place: Workplace, late: EpsAnswer | EpsUnavailable | None) -> None:
    eps = place.eps
    assert isinstance(eps, Overtaken)

    def other_counter() -> None:
        deliver_outbox(place, now_too=True)
        if late is not None:
            eps.answers = [late]

    eps.meanwhile = [other_counter]
    deliver_outbox(place, now_too=True)
    assert len(eps.sent) == 2
    assert eps.sent[0] == eps.sent[1]
    assert outcome(place) == ([], ["message-accepted"])
