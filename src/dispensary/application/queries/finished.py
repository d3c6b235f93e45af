"""How far the lines of a prescription have come: what went out, what was paid, what EPS has. Reads only."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from dispensary.application.ports.store import UnitOfWork
from dispensary.domain.charges import EXEMPTIONS, ChargeDecision
from dispensary.domain.dispensing import Dispensing
from dispensary.domain.identifiers import MessageId, UserId
from dispensary.domain.messages import MessageState, NotDispensedReason
from dispensary.domain.prescription import Origin
from dispensary.domain.quantity import Quantity

EVERY_EXEMPTION = EXEMPTIONS
"""Those that have ended too: a supply of last month was charged by the rules of last month."""


@dataclass(frozen=True, slots=True)
class Gone:
    """One supply: what went out, how much, when, and the name of whoever handed it over."""

    name: str
    quantity: Quantity
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class NotGiven:
    """A line that is not supplied, and why."""

    name: str
    reason: NotDispensedReason


class Told(StrEnum):
    """What EPS knows of it: nothing to tell; has it; a message still waits; a message was refused."""

    NOTHING = "nothing"
    HAS_IT = "has-it"
    WAITS = "waits"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Finished:
    """gone: every supply, oldest first. notified: whether EPS has the notifications; claimed: whether it has the claim.

    oldest: since when the oldest message has waited.
    """

    gone: tuple[Gone, ...]
    not_given: tuple[NotGiven, ...]
    charge: ChargeDecision | None
    notified: Told
    claimed: Told
    oldest: datetime | None


def finished(uow: UnitOfWork, held: Dispensing) -> Finished:
    """What became of this prescription so far."""
    supplies = [(item, supply) for item, work in held.pairs() for supply in work.supplies]
    gone = [Gone(supply.product.name, supply.quantity, supply.at, _name(uow, supply.by)) for _, supply in supplies]
    not_given = [
        NotGiven(item.name, work.not_dispensed) for item, work in held.pairs() if work.not_dispensed is not None
    ]
    by_eps = held.prescription.origin is Origin.EPS
    notified, since = _told(uow, held.notifications) if by_eps else (Told.NOTHING, None)
    claimed, claimed_since = _told(uow, (held.claim,) if held.claim is not None else ())
    return Finished(
        gone=tuple(sorted(gone, key=lambda one: one.at)),
        not_given=tuple(not_given),
        charge=held.charge,
        notified=notified,
        claimed=claimed,
        oldest=since or claimed_since,
    )


def _told(uow: UnitOfWork, messages: tuple[MessageId, ...]) -> tuple[Told, datetime | None]:
    found = [message for message in map(uow.outbox.get, messages) if message is not None]
    if not found:
        return Told.NOTHING, None
    waiting = [message.created_at for message in found if message.state is MessageState.PENDING]
    if waiting:
        return Told.WAITS, min(waiting)
    refused = any(message.state is not MessageState.DONE for message in found)
    return (Told.REFUSED if refused else Told.HAS_IT), None


def _name(uow: UnitOfWork, user: UserId) -> str:
    found = uow.staff.get(user)
    return found.name if found is not None else user.value
