"""How the counter is: what the sign-in page and the status bar show."""

from dataclasses import dataclass
from datetime import date, datetime

from dispensary.application.step import LOCKED_AFTER, whole_minutes
from dispensary.application.workplace import Workplace
from dispensary.domain.dictionary import Freshness
from dispensary.domain.identifiers import UserId
from dispensary.domain.messages import MessageState, OutboxMessage
from dispensary.domain.people import Absence, OnDuty, User
from dispensary.domain.premises import Premises
from dispensary.domain.printing import AwayJob, JobState
from dispensary.domain.supervision import time_absent


@dataclass(frozen=True, slots=True)
class CounterState:
    """counter: what this one is called. unsent: messages for EPS not yet answered, oldest when; refused: those that
    EPS refused or answered unclearly, and that nobody has settled, oldest first;
    to_print: labels that wait for a printer; in_doubt: those that may be printed or not. starter: the small dictionary
    that came with the program is in use.
    simulated: EPS is not the real one. staff: those whose account is open. away: the responsible pharmacist is absent;
    minutes_left: of what one day allows, all absences counted. locked: who is locked out by wrong PINs.
    labels_away: what has waited for some time for the printers of other counters. freshness: of the dictionary.
    """

    counter: str
    premises: Premises
    staff: tuple[User, ...]
    duty: OnDuty | None
    unsent: int
    oldest: datetime | None
    refused: tuple[OutboxMessage, ...]
    to_print: int
    in_doubt: int
    dictionary: str
    dictionary_dated: date
    starter: bool
    simulated: bool
    now: datetime
    away: Absence | None = None
    minutes_left: int = 0
    locked: frozenset[UserId] = frozenset()
    labels_away: tuple[AwayJob, ...] = ()
    freshness: Freshness = Freshness.FRESH


def counter_state(place: Workplace) -> CounterState:
    """Reads only."""
    release = place.dictionary.release()
    now = place.clock.now()
    with place.store.read() as uow:
        premises = uow.premises()
        staff = tuple(user for user in uow.staff.all() if not user.system and user.open_on(now.date()))
        used = whole_minutes(time_absent(uow.duty.absences(now), now))
        unfinished = uow.outbox.unfinished()
        queue = uow.prints.queue()
        pending = [held for held in unfinished if held.state is MessageState.PENDING]
        return CounterState(
            counter=place.store.workstation,
            premises=premises,
            staff=staff,
            duty=uow.duty.current(),
            unsent=len(pending),
            oldest=min((held.created_at for held in pending), default=None),
            refused=tuple(held for held in unfinished if held.state is not MessageState.PENDING),
            to_print=sum(line.state is JobState.WAITING for line in queue),
            in_doubt=sum(line.state is JobState.IN_DOUBT for line in queue),
            dictionary=release.name,
            dictionary_dated=release.dated,
            starter=release.starter,
            simulated=place.eps.simulated,
            now=now,
            away=uow.duty.away(),
            minutes_left=max(0, premises.supervision.absence_minutes - used),
            labels_away=tuple(job for job in uow.prints.away() if job.long_away(now)),
            freshness=release.freshness(now.date()),
            locked=frozenset(user.id for user in staff if uow.staff.failures(user.id)[0] >= LOCKED_AFTER),
        )
