"""One counter of four, as a process of its own: random work of the day on one PostgreSQL, and a line for each act.

Run as: python -m tests.journeys.four_counters URL NUMBER ACTS SEED PATIENTS. Each line on standard output says what
this counter was told of one act: recorded, refused (by a rule, or because somebody else was first), not recorded, or
unknown. The clock gives each act its own moment, so that every journal entry names the act that made it.
"""

import json
import os
import random
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from tests.builders import (
    AMARA,
    JOSEPH,
    NIA,
    NOW,
    StandingClock,
    a_counter,
    a_patient,
    a_prescription,
    an_item,
    checked_id,
    label_scan,
    pack_scan,
    settled_decisions,
    workplace,
)

from dispensary.adapters.store.postgres import open_postgres
from dispensary.application.accuracy_check import scan_at_bench
from dispensary.application.assemble import assemble
from dispensary.application.bag import bag, unbag
from dispensary.application.claim import claim
from dispensary.application.clinical_check import add_note, approve
from dispensary.application.hand_out import Answers, hand_out
from dispensary.application.label import COPY, Wanted, label_item
from dispensary.application.patient_record import correct_patient
from dispensary.application.ports.eps import Received, ReleaseAnswer
from dispensary.application.ports.store import ChangedElsewhere, OutcomeUnknown, Store, StoreUnavailable
from dispensary.application.receive import SYSTEM, record_release
from dispensary.application.step import Receipt, Step
from dispensary.application.workplace import Workplace
from dispensary.domain.charges import PAID, ChargeDecision
from dispensary.domain.dispensing import Dispensing
from dispensary.domain.identifiers import IssueKey
from dispensary.domain.patient import Patient
from dispensary.domain.refusals import Refusal
from dispensary.domain.workflow import Stage

RAMIPRIL = "Ramipril 5mg capsules"
SERIES = "ticket"
WINDOW = 6
"""So many prescriptions are in everybody's hands at once: few enough that two counters often reach for the same."""


def person(number: int) -> Patient:
    """One of the pharmacy's patients; 999 numbers with their check digit."""
    for last in range(10):
        made = f"999{number:06d}{last}"
        patient = a_patient(name=f"Patient {number}", number=made)
        if patient.nhs_number is not None and patient.nhs_number.is_valid:
            return patient
    return person(number + 500_000)


def key_of(number: int) -> IssueKey:
    return IssueKey(checked_id(f"{number:06X}-FZZ99A-00001"), 1)


def furnish(store: Store, folder: Path, patients: int) -> None:
    """The demonstration staff, the premises and the patients."""
    workplace(folder, store=store)
    with store.begin() as uow:
        for number in range(patients):
            uow.patients.add(person(number))
        uow.commit()


def moment(counter: int, act: int) -> datetime:
    """The one moment of that act of that counter."""
    return NOW + timedelta(microseconds=act * 10 + counter)


Act = Callable[[], Any]


@dataclass
class Hands:
    """One counter at work."""

    place: Workplace
    clock: StandingClock
    chance: random.Random
    patients: int
    stale: Patient | None = None

    def choose(self, done: int) -> tuple[str, Act]:
        """What is done next."""
        with self.place.store.read() as uow:
            uow.premises()
        roll = self.chance.random()
        if roll < 0.08:
            return "number", self._number
        if roll < 0.24:
            return "correct", self._correct
        key = key_of(done // 5 + self.chance.randrange(WINDOW))
        with self.place.store.read() as uow:
            held = uow.dispensings.get(key)
        if held is None:
            return "receive", lambda: self._receive(key)
        if roll < 0.32:
            return "note", lambda: add_note(self.place, NIA, key, self.clock.at.isoformat())
        if roll < 0.40:
            return self.chance.choice(self._out_of_turn(held))
        return self._next(held)

    def _number(self) -> int:
        with Step(self.place, NIA) as step:
            taken = step.uow.next_number(SERIES)
            step.note("ticket", {}, {"number": taken})
            step.uow.commit()
            return taken

    def _correct(self) -> Any:
        """With what was read some acts ago, now and then: then somebody else may have been there."""
        changed = self.stale
        if changed is None or self.chance.random() < 0.7:
            with self.place.store.read() as uow:
                changed = uow.patients.get(person(self.chance.randrange(self.patients)).id)
        assert changed is not None
        self.stale = changed
        return correct_patient(
            self.place, NIA, replace(changed, phone=self.clock.at.isoformat()), "asked at the counter"
        )

    def _receive(self, key: IssueKey) -> Receipt:
        patient = person(int(key.prescription.value[:6], 16) % self.patients)
        made = replace(a_prescription(an_item(RAMIPRIL), patient=patient), id=key.prescription)
        answer = ReleaseAnswer((Received(made, b"{}"),), (), more=False)
        with Step(self.place, SYSTEM) as step:
            brought = record_release(step, answer)
            step.uow.commit()
            return Receipt(prescriptions=frozenset(brought.keys))

    def _out_of_turn(self, held: Dispensing) -> list[tuple[str, Act]]:
        """What may not be possible now, or never twice."""
        item = held.items[0].item_id
        return [
            ("hand-out", lambda: self._hand_out(held.key)),
            ("bag", lambda: bag(self.place, JOSEPH, held.key, "c4")),
            ("unbag", lambda: unbag(self.place, JOSEPH, held.key, "look again")),
            ("assemble", lambda: assemble(self.place, NIA, held.key, item)),
            ("label", lambda: label_item(self.place, NIA, held.key, item, Wanted(COPY))),
            ("claim", lambda: claim(self.place, NIA, held.key)),
        ]

    def _hand_out(self, key: IssueKey) -> Any:
        answers = Answers(identity_matches=True, charge=ChargeDecision(PAID), counselled=True)
        return hand_out(self.place, NIA, key, answers)

    def _next(self, held: Dispensing) -> tuple[str, Act]:
        place, key, work = self.place, held.key, held.items[0]
        match work.stage:
            case Stage.RECEIVED:
                return "approve", lambda: approve(place, AMARA, key, settled_decisions(place, key))
            case Stage.CLINICALLY_CHECKED:
                return "label", lambda: label_item(place, NIA, key, work.item_id, Wanted(COPY))
            case Stage.LABELLED:
                return "assemble", lambda: assemble(place, NIA, key, work.item_id)
            case Stage.ASSEMBLED if not work.scans:
                return "scan", lambda: scan_at_bench(place, JOSEPH, key, pack_scan(RAMIPRIL, size=28))
            case Stage.ASSEMBLED:
                return "check", lambda: scan_at_bench(place, JOSEPH, key, label_scan(place, key, RAMIPRIL))
            case Stage.ACCURACY_CHECKED:
                return "bag", lambda: bag(place, JOSEPH, key, "c4")
            case Stage.BAGGED:
                return "hand-out", lambda: self._hand_out(key)
            case _:
                return "claim", lambda: claim(place, NIA, key)


def told(act: Act) -> dict[str, Any]:
    """What the counter is told of it."""
    try:
        made = act()
    except ChangedElsewhere:
        return {"told": "refused", "why": "changed-elsewhere"}
    except OutcomeUnknown:
        return {"told": "unknown"}
    except StoreUnavailable as outage:
        return {"told": "not recorded", "why": str(outage)}
    if isinstance(made, Refusal):
        return {"told": "refused", "why": made.code}
    if isinstance(made, Receipt) and made == Receipt():
        return {"told": "refused", "why": "nothing to do"}
    return {"told": "recorded", **({"number": made} if isinstance(made, int) else {})}


def work(url: str, number: int, acts: int, seed: int, patients: int) -> None:
    store = open_postgres(url, f"Counter {number}")
    clock = StandingClock()
    place = a_counter(store, clock)
    hands = Hands(place, clock, random.Random(seed * 10 + number), patients)
    for done in range(acts):
        clock.at = moment(number, done)
        chosen = _chosen(hands, done)
        said = {"at": clock.at.isoformat(), "what": chosen[0], **told(chosen[1])}
        print(json.dumps(said), flush=True)
    store.close()


def _chosen(hands: Hands, done: int) -> tuple[str, Act]:
    """While the server is away nobody can even look: that is tried until it is back."""
    while True:
        try:
            return hands.choose(done)
        except StoreUnavailable:
            continue


def main() -> None:
    url, number, acts, seed, patients = sys.argv[1:]
    try:
        work(url, int(number), int(acts), int(seed), int(patients))
    except BaseException:
        traceback.print_exc()
        os._exit(1)


if __name__ == "__main__":
    main()
