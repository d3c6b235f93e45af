"""One bag at the counter: what has to be asked, what is still owed, what to say. Reads only."""

from dataclasses import dataclass
from datetime import date, datetime

from dispensary.application.clinical_check import last_day_of
from dispensary.application.cold import from_fridge
from dispensary.application.hand_out import age_of, by_age, may_hand_out, questions
from dispensary.application.queries.detail import supplies_of
from dispensary.application.restricted import as_sent, may_see
from dispensary.application.workplace import Workplace
from dispensary.domain.charges import ChargeDecision, Exemption, available
from dispensary.domain.dispensing import Bag, Dispensing, ItemWork
from dispensary.domain.identifiers import IssueKey, UserId
from dispensary.domain.patient import Patient
from dispensary.domain.prescription import Origin
from dispensary.domain.quantity import Quantity
from dispensary.domain.refusals import Refusal
from dispensary.domain.refused import NotFound
from dispensary.domain.workflow import Stage


@dataclass(frozen=True, slots=True)
class Owed:
    """What of one item stays owed once this bag has gone. quantity None: nobody said how much was prescribed."""

    name: str
    quantity: Quantity | None


@dataclass(frozen=True, slots=True)
class Collection:
    """barred: why the bag may not go. asked: what has to be answered ("identity", "collector", "fridge", "charge").

    cold: the names of what stands in the fridge.

    by_age: nothing to pay, as the date of birth shows, with `age` in years. said_before: what was settled about payment
    when a part went out. new_directions: the label's directions of the first item that this person never had, as far as
    we know, "" where none is new.
    """

    held: Dispensing
    patient: Patient | None
    bagged: tuple[ItemWork, ...]
    barred: Refusal | None
    asked: tuple[str, ...]
    owed: tuple[Owed, ...]
    cold: tuple[str, ...]
    age: int | None
    by_age: ChargeDecision | None
    said_before: ChargeDecision | None
    exemptions: tuple[Exemption, ...]
    new_directions: str
    last_day: date | None
    now: datetime

    @property
    def bag(self) -> Bag | None:
        return self.held.bag

    @property
    def from_eps(self) -> bool:
        return self.held.prescription.origin is Origin.EPS


def collection(place: Workplace, actor: UserId, key: IssueKey) -> Collection | Refusal:
    """The bag of one prescription for the person who stands at the counter, as it is in the store."""
    barred = may_hand_out(place, actor, key)
    with place.store.read() as uow:
        held = uow.dispensings.get(key)
        if held is None:
            return NotFound(str(key.prescription))
        patient = uow.patients.get(held.patient) if held.patient is not None else None
        had = frozenset(supply.name for supply in supplies_of(uow, patient))
        now = place.clock.now()
        bagged = tuple(work for work in held.items if work.stage is Stage.BAGGED)
        days = [last_day_of(place, held, held.prescription.item(work.item_id)) for work in bagged]
        closed = patient is not None and not may_see(uow, actor, patient, now)
        return Collection(
            held=held,
            patient=as_sent(patient, held.prescription.patient) if patient is not None and closed else patient,
            bagged=bagged,
            barred=barred,
            asked=questions(place, held),
            owed=_owed(held),
            cold=from_fridge(place, held),
            age=age_of(held, patient, now.date()),
            by_age=by_age(held, patient, now.date()),
            said_before=held.charge,
            exemptions=available(now.date()),
            new_directions=_new_directions(held, bagged, had),
            last_day=min((day for day in days if day is not None), default=None),
            now=now,
        )


def _owed(held: Dispensing) -> tuple[Owed, ...]:
    """Items owed altogether, and the rest of those of which only a part is in the bag."""
    owed = []
    for item, work in held.pairs():
        if work.stage not in (Stage.OWING, Stage.BAGGED):
            continue
        going = work.supplying if work.stage is Stage.BAGGED else None
        if item.quantity is None:
            owed += [Owed(item.name, None)] if work.stage is Stage.OWING else []
            continue
        gone = work.supplied + (going.value if going is not None else 0)
        rest = item.quantity.value - gone
        if rest > 0:
            owed.append(Owed(item.name, Quantity(rest, item.quantity.unit)))
    return tuple(owed)


def _new_directions(held: Dispensing, bagged: tuple[ItemWork, ...], had: frozenset[str]) -> str:
    for work in bagged:
        name = held.prescription.item(work.item_id).name
        product = work.product.name if work.product is not None else name
        if work.label is not None and not work.supplies and not {name, product} & had:
            return work.label.directions
    return ""
