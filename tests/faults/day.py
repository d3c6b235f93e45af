"""A busy day at one counter, at random: several prescriptions at once, each taken on by whoever is free, while records
are corrected, people sign in, messages go out, labels are printed and the program is closed and opened.

What may be done next is read from the store alone, so a day can be left at any moment and taken up by another process.
"""

import random
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from decimal import Decimal

from tests.builders import AMARA, JOSEPH, NIA, PIN, an_address, settled_decisions
from tests.faults.oracle import to_settle
from tests.journeys.main_job import Bench, key_of, look_at_the_printer, order, pack_scan

from dispensary.application.accuracy_check import scan_at_bench
from dispensary.application.assemble import assemble
from dispensary.application.bag import bag, unbag
from dispensary.application.claim import claim, not_dispense, owe, stock_arrived
from dispensary.application.clinical_check import add_note, answer_query, approve, query
from dispensary.application.count_packs import confirm_packs, count_loose
from dispensary.application.deliver_outbox import deliver_outbox
from dispensary.application.hand_out import Answers, hand_out
from dispensary.application.label import Wanted, label_item
from dispensary.application.patient_record import correct_patient, create_patient
from dispensary.application.prints import send_prints
from dispensary.application.queries.worklist import worklist
from dispensary.application.receive import ask_for_nominated, ask_for_one, link_patient
from dispensary.application.send_back import return_prescription
from dispensary.application.sign_in import become_responsible_pharmacist, sign_in
from dispensary.domain.barcodes.tokens import label_token
from dispensary.domain.charges import PAID, ChargeDecision
from dispensary.domain.dispensing import Dispensing, ItemWork
from dispensary.domain.eps_status import PrescriptionStatus
from dispensary.domain.identifiers import IssueKey, PatientId
from dispensary.domain.messages import MessageState, NotDispensedReason, OutboxMessage, ReturnReason
from dispensary.domain.patient import Patient
from dispensary.domain.prescription import PrescribedItem
from dispensary.domain.printing import JobState
from dispensary.domain.workflow import Stage
from dispensary.simulators.eps.demo_orders import DemoOrder

PEOPLE = (
    "adair", "lanchester", "templeman", "wyn-aldred", "okonjo", "tredinnick", "blenkinsop", "faulkner", "grimshaw",
    "mukherjee", "nwachukwu", "thistlewood", "yardley", "bakewell", "delacroix", "quill",
)  # fmt: skip
"""Each one's first prescription of the demonstration can be dispensed to the end with packs that the dictionary has."""
PAYS = Answers(identity_matches=True, charge=ChargeDecision(PAID), counselled=True)
LONG_LOOK = "look for a long time"
REOPEN = "close the program and open it"
LOOK = "look without writing"
SEVERAL = frozenset({"send what is waiting", "print what is waiting", "sign in and take over"})
"""Acts that record more than one step: when the power goes in between, the first of them may be there."""
JOURNALS_REFUSALS = frozenset({"sign in"})


@dataclass(frozen=True)
class Act:
    """One thing that somebody does. `weight`: how likely, against the others; `goes_on`: whether it brings the day to
    its end, or would be possible for ever.
    """

    name: str
    weight: float
    do: Callable[[], object]
    goes_on: bool = True


@dataclass(frozen=True)
class Ids:
    """Random ids that come again when the same day is tried again."""

    chance: random.Random

    def uuid(self) -> str:
        return str(uuid.UUID(int=self.chance.getrandbits(128), version=4))


def orders_of(seed: str, people: int) -> tuple[DemoOrder, ...]:
    """The prescriptions of that day."""
    chosen = random.Random(seed).sample(PEOPLE, people)
    return tuple(order(f"{person}-1") for person in chosen)


@dataclass
class Day:
    """One day at that bench, with these prescriptions. `chance` decides what is done next."""

    bench: Bench
    keys: tuple[IssueKey, ...]
    chance: random.Random
    looking: ExitStack = field(default_factory=ExitStack)
    """A look that takes its time: while it is open, nothing written since can leave the log."""

    def next_act(self) -> Act | None:
        """What somebody does now; None where nothing is left to be done today."""
        possible = list(self._possible())
        if not any(act.goes_on for act in possible):
            return None
        return self.chance.choices(possible, [act.weight for act in possible])[0]

    def _possible(self) -> Iterator[Act]:
        place = self.bench.place
        with place.store.read() as uow:
            on_duty = uow.duty.current() is not None
            unfinished = tuple(uow.outbox.unfinished())
            waiting = len(uow.prints.waiting())
            doubtful = [line for line in to_settle(uow) if line.state is JobState.IN_DOUBT]
            here = [held for key in self.keys if (held := uow.dispensings.get(key)) is not None]
            people = [found for held in here if held.patient and (found := uow.patients.get(held.patient))]
        yield Act(REOPEN, 0.5, lambda: None, goes_on=False)
        yield Act(LOOK, 0.5, lambda: worklist(place), goes_on=False)
        yield Act(LONG_LOOK, 0.5, self._look_on, goes_on=False)
        yield Act("sign in", 0.3, self._sign_in, goes_on=False)
        yield Act("add a patient", 0.2, self._add_patient, goes_on=False)
        if not on_duty:
            yield Act("sign in and take over", 5, lambda: become_responsible_pharmacist(place, AMARA))
        if len(here) < len(self.keys) and not unfinished:
            yield Act("ask for nominated prescriptions", 5, lambda: ask_for_nominated(place, NIA))
        if any(held.state is MessageState.PENDING for held in unfinished):
            yield Act("send what is waiting", 2, lambda: deliver_outbox(place, now_too=True))
        if waiting:
            yield Act("print what is waiting", 2, lambda: send_prints(place, self.bench.printers))
        for line in doubtful[:1]:
            yield Act("look at the printer", 2, lambda line=line: look_at_the_printer(self.bench, line))
        for person in people:
            yield Act("correct a patient", 0.05, lambda person=person: self._correct(person), goes_on=False)
        for held in here:
            yield from self._on(held, unfinished)

    def _on(self, held: Dispensing, unfinished: tuple[OutboxMessage, ...]) -> Iterator[Act]:
        """What may be done to one prescription."""
        place, key = self.bench.place, held.key
        if held.returned is not None:
            if not any(message.id == held.returned for message in unfinished):
                yield Act("ask for one again", 1, lambda: ask_for_one(place, NIA, key.prescription.value))
            return
        for item, work in held.pairs():
            yield from self._on_item(held, item, work)
        stages = {work.stage for work in held.items}
        if held.patient is not None:
            yield Act("note", 0.03, lambda: add_note(place, NIA, key, "Rang the surgery."), goes_on=False)
            yield Act("link", 0.03, lambda: link_patient(place, NIA, key, held.patient), goes_on=False)
        if held.bag is not None:
            yield Act("hand out", 2, lambda: hand_out(place, NIA, key, PAYS))
            yield Act("open the bag", 0.1, lambda: unbag(place, JOSEPH, key, "Something was left out."))
        elif Stage.ACCURACY_CHECKED in stages:
            yield Act("bag", 1, lambda: bag(place, JOSEPH, key, "c4"))
        if not held.notifications and held.bag is None:
            yield Act("return", 0.03, lambda: return_prescription(place, NIA, key, ReturnReason.PATIENT_REQUEST))
        if held.claim is None and held.eps_status is PrescriptionStatus.DISPENSED:
            yield Act("claim", 1, lambda: claim(place, NIA, key))

    def _on_item(self, held: Dispensing, item: PrescribedItem, work: ItemWork) -> Iterator[Act]:
        place, key, item_id = self.bench.place, held.key, work.item_id
        match work.stage:
            case Stage.RECEIVED:
                yield Act("approve", 1, lambda: approve(place, AMARA, key, settled_decisions(place, key)))
                yield Act("query", 0.05, lambda: query(place, NIA, key, item_id, "Is this meant?"))
            case Stage.QUERIED:
                yield Act("answer a query", 1, lambda: answer_query(place, NIA, key, item_id, "It is."))
            case Stage.CLINICALLY_CHECKED:
                yield Act("label", 1, lambda: label_item(place, NIA, key, item_id, self._wanted(item, work)))
                yield Act("owe", 0.05, lambda: owe(place, NIA, key, item_id, "None at the wholesaler."))
                if not work.supplies:
                    yield Act("give up", 0.05, lambda: self._give_up(held, work))
            case Stage.LABELLED:
                yield Act("assemble", 1, lambda: assemble(place, NIA, key, item_id))
                again = Wanted("dd", as_written=item.dosage_text or "")
                yield Act("label again", 0.3, lambda: label_item(place, NIA, key, item_id, again))
            case Stage.ASSEMBLED:
                yield Act("check", 1, lambda: self._check(held, item, work))
            case Stage.OWING:
                yield Act("the stock has come", 0.5, lambda: stock_arrived(place, NIA, key, item_id))

    def _wanted(self, item: PrescribedItem, work: ItemWork) -> Wanted:
        """All of it, or now and then half, so that the rest is owed."""
        if work.supplies or item.quantity is None or item.quantity.value < 2 or self.chance.random() > 0.2:
            return Wanted("dd", as_written=item.dosage_text or "")
        half = Decimal(int(item.quantity.value) // 2)
        return Wanted("dd", quantity=half, as_written=item.dosage_text or "")

    def _give_up(self, held: Dispensing, work: ItemWork) -> object:
        return not_dispense(self.bench.place, NIA, held.key, work.item_id, NotDispensedReason.NOT_REQUIRED)

    def _check(self, held: Dispensing, item: PrescribedItem, work: ItemWork) -> object:
        """The next scan or count of the accuracy check."""
        place, key = self.bench.place, held.key
        assert work.supplying is not None
        assert work.label is not None
        assert item.code is not None
        assert item.quantity is not None
        if not work.scans:
            serial = f"{work.item_id.value[:6]}{len(work.supplies)}"
            return scan_at_bench(place, JOSEPH, key, pack_scan(self.bench, item.code, item.quantity.value, serial))
        if not work.packs_complete:
            return count_loose(place, JOSEPH, key, work.item_id, work.supplying.value)
        if work.packs_to_count is not None:
            return confirm_packs(place, JOSEPH, key, work.item_id, len(work.scans))
        return scan_at_bench(place, JOSEPH, key, label_token(work.label.number))

    def _look_on(self) -> None:
        """Ends the last look, and now and then begins another one that stays open."""
        self.looking.close()
        if self.chance.random() < 0.7:
            uow = self.looking.enter_context(self.bench.place.store.read())
            uow.duty.current()

    def _sign_in(self) -> object:
        who = self.chance.choice((AMARA, JOSEPH, NIA))
        return sign_in(self.bench.place, who, self.chance.choice((PIN, PIN, PIN, "9999")))

    def _correct(self, person: Patient) -> object:
        number = f"01632 960{self.chance.randrange(1000):03}"
        return correct_patient(self.bench.place, NIA, replace(person, phone=number), "New telephone.")

    def _add_patient(self) -> object:
        number = self.chance.randrange(10**9)
        return create_patient(
            self.bench.place, NIA, Patient(PatientId(f"new-{number}"), f"Mr Newcomer {number}", None, an_address())
        )


def keys_of(orders: tuple[DemoOrder, ...]) -> tuple[IssueKey, ...]:
    return tuple(key_of(made) for made in orders)
