"""Sends what is in the outbox, in order for each prescription issue, until EPS has answered each message.

No answer is never "failed": the message stays, with the same id and the same bytes, and is asked again. An answer is
recorded in the same transaction as what it brings.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from dispensary.application.ports.eps import EpsUnavailable
from dispensary.application.receive import SYSTEM, Brought, queue_release, record_release
from dispensary.application.step import Receipt, Step
from dispensary.application.workplace import Workplace
from dispensary.domain.identifiers import IssueKey, UserId
from dispensary.domain.messages import Accepted, EpsAnswer, MessageKind, MessageState, OutboxMessage, Rejected
from dispensary.domain.people import NotAuthorised, Task
from dispensary.domain.refusals import Refusal
from dispensary.domain.refused_eps import NothingToAcknowledge

LONGEST_PAUSE = 300
FIRST_PAUSE = 5
LONGEST_ASKED = 3600
"""Seconds that EPS may ask us to wait at the most."""
FOREVER = timedelta(days=36500)
ALL = 100_000


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
            received = _settle(place, message, answer)
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
    with place.store.read() as uow:
        return replace(done, waiting=sum(held.state is MessageState.PENDING for held in uow.outbox.unfinished()))


def _next(place: Workplace, tried: set[str], *, now_too: bool) -> OutboxMessage | None:
    """The next message due, with this try already counted in the store before anything is sent.

    One that was tried less comes first: a message that EPS never settles holds nothing else up.
    """
    with Step(place, SYSTEM) as step:
        held_up = _held_up(step.uow.outbox.unfinished())
        due = step.uow.outbox.due(step.now + FOREVER, limit=ALL)
        for held in sorted(due, key=lambda message: message.attempts):
            if held.id.value in tried or held.key in held_up or not (now_too or _is_due(held, step.now)):
                continue
            counted = replace(held, attempts=held.attempts + 1, next_try=_later(step.now, held.attempts + 1, None))
            step.uow.outbox.save(counted)
            step.uow.commit()
            return counted
    return None


def _is_due(message: OutboxMessage, now: datetime) -> bool:
    """Whether its pause is over. A next try further off than any pause was agreed by a clock that has been put right
    since: it must not keep a supply from EPS for as long as the clock was wrong.
    """
    at = message.next_try
    return at is None or at <= now or at - now > timedelta(seconds=LONGEST_ASKED)


def _held_up(unfinished: Sequence[OutboxMessage]) -> frozenset[IssueKey]:
    """The issues of which a message was refused, or answered unclearly, and nobody has put it right yet: nothing that
    rests on it is sent before (a claim after its notification; PROTOCOL section 9, rule 5). A refused release holds
    nothing up: it is asked for again.
    """
    return frozenset(
        message.key
        for message in unfinished
        if message.key is not None
        and message.kind is not MessageKind.RELEASE
        and message.state in (MessageState.REJECTED, MessageState.VERIFY)
    )


def _later(now: datetime, attempts: int, asked: int | None) -> datetime:
    return now + timedelta(
        seconds=min(asked, LONGEST_ASKED)
        if asked is not None
        else min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** min(attempts, 8))
    )


def _settled_meanwhile(step: Step, message: OutboxMessage) -> bool:
    """Whether another counter, or the command line, has recorded EPS's answer to it since it was sent from here. That
    one stands: an answer that came before is never turned back into a message without one.
    """
    now = step.uow.outbox.get(message.id)
    return now is None or now.state is not MessageState.PENDING


def _postpone(place: Workplace, message: OutboxMessage, down: EpsUnavailable) -> None:
    with Step(place, SYSTEM) as step:
        if _settled_meanwhile(step, message):
            return
        step.uow.outbox.save(
            replace(message, next_try=_later(step.now, message.attempts, down.retry_after), answer=down.reason)
        )
        step.uow.commit()


def _settle(place: Workplace, message: OutboxMessage, answer: EpsAnswer) -> tuple[IssueKey, ...]:
    """Records the answer and everything it brought, in one transaction."""
    if isinstance(answer, Accepted):
        return _accept(place, message, answer)
    with Step(place, SYSTEM) as step:
        if _settled_meanwhile(step, message):
            return ()
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
    return ()


def _accept(place: Workplace, message: OutboxMessage, answer: Accepted) -> tuple[IssueKey, ...]:
    brought = place.eps.read_release(answer.body) if message.kind is MessageKind.RELEASE else None
    with Step(place, SYSTEM) as step:
        if _settled_meanwhile(step, message):
            return ()
        recorded = record_release(step, brought, answer.body) if brought is not None else Brought((), ())
        lost = " ".join(recorded.lost)
        state = MessageState.VERIFY if lost else MessageState.DONE
        step.uow.outbox.save(replace(message, state=state, answer=lost or "accepted"))
        step.note(
            "message-accepted",
            {"message": message.id.value, **_subject(message)},
            {"kind": message.kind.value, "brought": [str(key) for key in recorded.keys]},
        )
        if brought is not None and brought.more and message.key is None:
            system = step.uow.staff.get(SYSTEM)
            if system is not None:
                queue_release(step, system, None)
        step.uow.commit()
    return recorded.keys


def _subject(message: OutboxMessage) -> dict[str, str]:
    return {"prescription": message.key.prescription.value} if message.key else {}


def _may_have_arrived(answer: Rejected) -> bool:
    """Whether the refusal could be the echo of our own earlier try that did arrive (PROTOCOL section 9, rule 4)."""
    return any(
        "DUPLICATE" in code or "INVALID_STATE_TRANSITION" in code or "ANOTHER_DISPENSER" in code
        for code in answer.codes
    )


def acknowledge(place: Workplace, message: OutboxMessage, actor: UserId = SYSTEM) -> Receipt | Refusal:
    """A person has read a refused message and dealt with it; it leaves the list, and what waited behind it goes on."""
    return _put(place, message, actor, MessageState.DONE, "message-acknowledged")


def send_again(place: Workplace, message: OutboxMessage, actor: UserId) -> Receipt | Refusal:
    """A person wants a refused message asked again as it is, with the same id: what EPS stumbled over has been put
    right, or nobody knows whether it arrived. What waits behind it goes on waiting.
    """
    return _put(place, message, actor, MessageState.PENDING, "message-asked-again")


def _put(place: Workplace, message: OutboxMessage, actor: UserId, state: MessageState, kind: str) -> Receipt | Refusal:
    """Only a message that EPS refused or answered unclearly, as it stands in the store now: one still to be sent is
    never put away. Never by the system account: somebody answers for it.
    """
    with Step(place, actor) as step:
        user = step.authorise(Task.CLAIM, on_duty=False)
        if isinstance(user, Refusal):
            return user
        if user.system:
            return NotAuthorised(Task.CLAIM, user.name)
        held = step.uow.outbox.get(message.id)
        if held is None or held.state not in (MessageState.REJECTED, MessageState.VERIFY):
            return NothingToAcknowledge()
        step.uow.outbox.save(replace(held, state=state, next_try=None))
        step.note(
            kind,
            {"message": held.id.value, **_subject(held)},
            {"kind": held.kind.value, "answer": held.answer, "was": held.state.value},
        )
        step.uow.commit()
        return Receipt(prescriptions=frozenset({held.key} if held.key else ()), outbox=True)
