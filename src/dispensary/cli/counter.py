"""Commands over a store: the worklist, EPS, the journal, and how the workstation is."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from dispensary.application.deliver_outbox import Delivery, deliver_outbox
from dispensary.application.queries.journal import journal_state
from dispensary.application.queries.worklist import WorkRow, worklist
from dispensary.application.receive import SYSTEM, ask_for_nominated, ask_for_one
from dispensary.application.sign_in import sign_in
from dispensary.application.workplace import Workplace
from dispensary.cli.given import DONE, REFUSED, UNAVAILABLE
from dispensary.domain.identifiers import UserId
from dispensary.domain.printing import AwayJob, JobState
from dispensary.domain.refusals import Refusal
from dispensary.wording.prints import away_line
from dispensary.wording.refused import refusal_words

Answer = tuple[Any, int]


def refused(refusal: Refusal) -> Answer:
    return {"refused": refusal.code, "message": refusal_words(refusal)}, REFUSED


def acting(place: Workplace, user: str | None, pin: Callable[[], str]) -> UserId | Refusal:
    """Who acts: the person named, if the PIN is theirs; with nobody named, the system account."""
    if user is None:
        return SYSTEM
    found = sign_in(place, UserId(user), pin(), may_choose=False)
    return found if isinstance(found, Refusal) else found.id


def release(place: Workplace, actor: UserId, prescription: str | None) -> Answer:
    """Asks EPS for one prescription, or for all nominated ones, and records what comes."""
    asked = ask_for_one(place, actor, prescription) if prescription else ask_for_nominated(place, actor)
    if isinstance(asked, Refusal):
        return refused(asked)
    return _delivered(deliver_outbox(place, now_too=True))


def deliver(place: Workplace) -> Answer:
    """Sends everything in the outbox, now."""
    return _delivered(deliver_outbox(place, now_too=True))


def _delivered(done: Delivery) -> Answer:
    answer = {
        "sent": done.sent,
        "rejected": done.rejected,
        "received": [{"prescription_id": key.prescription.value, "issue": key.issue} for key in done.received],
        "waiting": done.waiting,
        "unavailable": done.unavailable or None,
    }
    if done.unavailable:
        return answer, UNAVAILABLE
    return answer, REFUSED if done.rejected else DONE


def show_worklist(place: Workplace) -> Answer:
    return [_row(row) for row in worklist(place)], DONE


def _row(row: WorkRow) -> dict[str, Any]:
    return {
        "prescription_id": row.key.prescription.value,
        "issue": row.key.issue,
        "stage": row.tab.value,
        "patient": row.name,
        "birth_date": _day(row.birth_date),
        "nhs_number": row.nhs_number.replace(" ", "") or None,
        "items": row.items,
        "received_at": row.received_at.isoformat(),
        "promised_at": row.promised_at.isoformat() if row.promised_at else None,
        "stops": row.stops,
        "reasons": row.reasons,
        "doses_not_read": row.unread_doses,
        "owing": row.owing,
        "controlled_drug_schedule": row.controlled,
        "days_left": row.days_left,
        "failed": row.failed or None,
        "linked": row.linked,
        "shelf": row.shelf or None,
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def check_up(place: Workplace) -> list[dict[str, Any]]:
    """The store's part of `doctor`: journal, outbox, print queue, who is on duty."""
    state = journal_state(place)
    with place.store.read() as uow:
        unfinished, waiting, duty = uow.outbox.unfinished(), uow.prints.waiting(), uow.duty.current()
        doubtful = sum(each.state is JobState.IN_DOUBT for each in uow.prints.queue())
        away = [job for job in uow.prints.away() if job.long_away(place.clock.now())]
    oldest = min((held.created_at for held in unfinished), default=None)
    return [
        line("counter", True, f"this one is called {place.store.workstation}"),
        line("journal", state.broken is None, f"{state.entries} entries" if state.broken is None else "broken"),
        line("outbox", not unfinished, _outbox_words(len(unfinished), oldest.isoformat() if oldest else None)),
        line("print queue", not (waiting or doubtful or away), _queue_words(len(waiting), doubtful, away)),
        line("responsible pharmacist", duty is not None, duty.name if duty else "nobody is on duty"),
    ]


def _queue_words(waiting: int, doubtful: int, away: Sequence[AwayJob]) -> str:
    doubt = f"{doubtful} may be printed or not" if doubtful else ""
    return "; ".join(filter(None, (f"{waiting} jobs wait", doubt, away_line(away))))


def _outbox_words(count: int, oldest: str | None) -> str:
    return f"{count} messages wait, the oldest since {oldest}" if count else "nothing waits"


def line(part: str, well: bool, words: str) -> dict[str, Any]:  # noqa: FBT001
    return {"part": part, "ok": well, "state": words}


def lines(rows: Sequence[dict[str, Any]]) -> str:
    """A plain table for people."""
    return "\n".join(f"{'ok ' if row['ok'] else 'NO '} {row['part']}: {row['state']}" for row in rows)
