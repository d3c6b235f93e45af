"""Sends what is in the outbox, in order for each prescription issue, until EPS has answered each message.

No answer is never "failed": the message stays, with the same id and the same bytes, and is asked again. An answer is
recorded in the same transaction as what it brings.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from dispensary.application.ports.eps import EpsUnavailable
from dispensary.application.receive import SYSTEM, queue_release, record_release
from dispensary.application.step import Receipt, Step
from dispensary.application.workplace import Workplace
from dispensary.domain.identifiers import IssueKey
from dispensary.domain.messages import Accepted, EpsAnswer, MessageKind, MessageState, OutboxMessage, Rejected

LONGEST_PAUSE = 300
FIRST_PAUSE = 5


@dataclass(frozen=True, slots=True)
class Delivery:
    """What one round did. unavailable: why EPS could not be reached, where it could not."""

    sent: int = 0
    rejected: int = 0
    received: tuple[IssueKey, ...] = ()
    waiting: int = 0
    unavailable: str = ""

    @property
    def receipt(self) -> Receipt:
        return Receipt(prescriptions=frozenset(self.received), outbox=True)


def deliver_outbox(place: Workplace, *, now_too: bool = False) -> Delivery:
    """Tries everything that is due (with now_too, what is only waiting for its next try as well).

    Stops at the first sign that EPS is out of reach. Safe to kill at any moment and to start again.
    """
    done = Delivery()
    tried: set[str] = set()
    while (message := _next(place, tried, now_too=now_too)) is not None:
        tried.add(message.id.value)
        try:
            answer = place.eps.send(message.kind, message.id, message.body)
            received, more = _settle(place, message, answer)
        except EpsUnavailable as down:
            _postpone(place, message, down)
            done = replace(done, unavailable=down.reason)
            break
        done = replace(
            done,
            sent=done.sent + isinstance(answer, Accepted),
            rejected=done.rejected + isinstance(answer, Rejected),
            received=done.received + received,
        )
        if more:
            continue
    with place.store.read() as uow:
        return replace(done, waiting=sum(held.state is MessageState.PENDING for held in uow.outbox.unfinished()))


def _next(place: Workplace, tried: set[str], *, now_too: bool) -> OutboxMessage | None:
    """The next message due, with this try already counted in the store before anything is sent.

    One that was tried less comes first: a message that EPS never settles holds nothing else up.
    """
    with Step(place, SYSTEM) as step:
        horizon = step.now + timedelta(days=1) if now_too else step.now
        for held in sorted(step.uow.outbox.due(horizon), key=lambda message: message.attempts):
            if held.id.value in tried:
                continue
            counted = replace(held, attempts=held.attempts + 1, next_try=_later(step.now, held.attempts + 1, None))
            step.uow.outbox.save(counted)
            step.uow.commit()
            return counted
    return None


def _later(now: datetime, attempts: int, asked: int | None) -> datetime:
    return now + timedelta(
        seconds=asked if asked is not None else min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** min(attempts, 8))
    )


def _postpone(place: Workplace, message: OutboxMessage, down: EpsUnavailable) -> None:
    with Step(place, SYSTEM) as step:
        step.uow.outbox.save(
            replace(message, next_try=_later(step.now, message.attempts, down.retry_after), answer=down.reason)
        )
        step.uow.commit()


def _settle(place: Workplace, message: OutboxMessage, answer: EpsAnswer) -> tuple[tuple[IssueKey, ...], bool]:
    """Records the answer and everything it brought, in one transaction."""
    if isinstance(answer, Accepted):
        return _accept(place, message, answer)
    with Step(place, SYSTEM) as step:
        state = MessageState.VERIFY if message.attempts > 1 and _may_have_arrived(answer) else MessageState.REJECTED
        codes = ", ".join(answer.codes)
        step.uow.outbox.save(replace(message, state=state, answer=codes or answer.words))
        step.note(
            "message-rejected",
            {"message": message.id.value, **_subject(message)},
            {
                "kind": message.kind.value,
                "codes": list(answer.codes),
                "words": answer.words,
                "holder": answer.holder or "",
            },
        )
        step.uow.commit()
    return (), False


def _accept(place: Workplace, message: OutboxMessage, answer: Accepted) -> tuple[tuple[IssueKey, ...], bool]:
    brought = place.eps.read_release(answer.body) if message.kind is MessageKind.RELEASE else None
    with Step(place, SYSTEM) as step:
        keys = record_release(step, brought, answer.body) if brought is not None else ()
        step.uow.outbox.save(replace(message, state=MessageState.DONE, answer="accepted"))
        step.note(
            "message-accepted",
            {"message": message.id.value, **_subject(message)},
            {"kind": message.kind.value, "brought": [str(key) for key in keys]},
        )
        more = brought is not None and brought.more and message.key is None
        if more:
            system = step.uow.staff.get(SYSTEM)
            if system is not None:
                queue_release(step, system, None)
        step.uow.commit()
    return keys, more


def _subject(message: OutboxMessage) -> dict[str, str]:
    return {"prescription": message.key.prescription.value} if message.key else {}


def _may_have_arrived(answer: Rejected) -> bool:
    """Whether the refusal could be the echo of our own earlier try that did arrive (PROTOCOL section 9, rule 4)."""
    return any(
        "DUPLICATE" in code or "INVALID_STATE_TRANSITION" in code or "ANOTHER_DISPENSER" in code
        for code in answer.codes
    )


def acknowledge(place: Workplace, message: OutboxMessage) -> Receipt:
    """A person has read a refused message and dealt with it; it leaves the list."""
    with Step(place, SYSTEM) as step:
        step.uow.outbox.save(replace(message, state=MessageState.DONE))
        step.note("message-acknowledged", {"message": message.id.value}, {"answer": message.answer})
        step.uow.commit()
        return Receipt(outbox=True)
