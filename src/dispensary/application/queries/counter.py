"""How the counter is: what the sign-in page and the status bar show."""

from dataclasses import dataclass
from datetime import date, datetime

from dispensary.application.workplace import Workplace
from dispensary.domain.messages import MessageState, OutboxMessage
from dispensary.domain.people import OnDuty, User
from dispensary.domain.premises import Premises


@dataclass(frozen=True, slots=True)
class CounterState:
    """unsent: messages for EPS not yet answered, oldest when; refused: those that EPS refused or answered
    unclearly, and that nobody has settled, oldest first;
    to_print: labels that wait for a printer. starter: the small dictionary that came with the program is in use.
    simulated: EPS is not the real one.
    """

    premises: Premises
    staff: tuple[User, ...]
    duty: OnDuty | None
    unsent: int
    oldest: datetime | None
    refused: tuple[OutboxMessage, ...]
    to_print: int
    dictionary: str
    dictionary_dated: date
    starter: bool
    simulated: bool
    now: datetime


def counter_state(place: Workplace) -> CounterState:
    """Reads only."""
    release = place.dictionary.release()
    with place.store.read() as uow:
        unfinished = uow.outbox.unfinished()
        pending = [held for held in unfinished if held.state is MessageState.PENDING]
        return CounterState(
            premises=uow.premises(),
            staff=tuple(user for user in uow.staff.all() if not user.system),
            duty=uow.duty.current(),
            unsent=len(pending),
            oldest=min((held.created_at for held in pending), default=None),
            refused=tuple(held for held in unfinished if held.state is not MessageState.PENDING),
            to_print=len(uow.prints.waiting()),
            dictionary=release.name,
            dictionary_dated=release.dated,
            starter=release.starter,
            simulated=place.eps.simulated,
            now=place.clock.now(),
        )
