"""A store as a busy pharmacy has it after ten years: a million supplies, and a morning's work open."""

import os
import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from tests.builders import (
    KEY,
    NIA,
    NOW,
    a_patient,
    a_prescription,
    an_item,
    assembled,
    bagged,
    checked,
    received,
    workplace,
)

from dispensary.adapters.store.cipher import CipherStore, open_store
from dispensary.adapters.store.documents import written
from dispensary.application.deliver_outbox import deliver_outbox
from dispensary.application.hand_out import Answers, hand_out
from dispensary.application.step import Receipt
from dispensary.application.workplace import Workplace
from dispensary.domain.charges import PAID, ChargeDecision
from dispensary.domain.dispensing import Dispensing
from dispensary.domain.packs_out import packs_out
from dispensary.domain.patient import Patient
from dispensary.domain.supplies import lines_in

MEDICINES = (
    ("Ramipril 5mg capsules", "1 om"),
    ("Simvastatin 40mg tablets", "1 on"),
    ("Amlodipine 5mg tablets", "1 od"),
    ("Metformin 500mg tablets", "1 bd"),
    ("Lansoprazole 30mg gastro-resistant capsules", "1 om"),
    ("Bisoprolol 2.5mg tablets", "1 om"),
    ("Sertraline 50mg tablets", "1 od"),
    ("Levothyroxine sodium 50microgram tablets", "1 om"),
)
PATIENTS = 8_000
OPEN = 60
ITEMS = 4
YEARS = 10
BATCH = 1_000
"""Prescriptions from one batch of a medicine to the next: some 500 packs of it go out."""


def people() -> Iterator[Patient]:
    """Invented people; the numbers lie in the test range and need not pass the check digit here."""
    rng = random.Random(1)
    firsts = ("Beryl", "Tomasz", "Efua", "Halina", "Odette", "Stanley", "Winifred", "Gregory", "Elspeth", "Doreen")
    lasts = ("Hartnoll", "Kowalczyk", "Grimshaw", "Delacroix", "Stannage", "Urquhart", "Hesketh", "Wrona")
    for number in range(PATIENTS):
        name = f"{rng.choice(firsts)} {rng.choice(lasts)}{chr(97 + number % 26)}"
        yield a_patient(name=name, number=f"999{number:07d}")


def _finished(folder: Path) -> list[Dispensing]:
    """A few prescriptions taken the whole way by the program itself: what a real document holds."""
    place = workplace(folder)
    made = []
    for start in range(len(MEDICINES)):
        patient = a_patient(number=f"99900000{start:02d}")
        chosen = [MEDICINES[(start + step) % len(MEDICINES)] for step in range(ITEMS)]
        items = tuple(an_item(name, 28, words) for name, words in chosen)
        sent = a_prescription(*items, number=f"{start:06X}-FZZ99A-00000", patient=patient)
        key = received(place, sent, patient)
        bagged(place, checked(place, assembled(place, key)))
        told = hand_out(place, NIA, key, Answers(identity_matches=True, charge=ChargeDecision(PAID)))
        assert isinstance(told, Receipt), told
        deliver_outbox(place)
        with place.store.read() as uow:
            held = uow.dispensings.get(key)
        assert held is not None
        made.append(held)
    place.store.close()  # type: ignore[attr-defined]
    return made


def build(folder: Path, supplies: int = 1_000_000) -> Path:
    """The store file, written in bulk past the use-cases: a hundred days of their time would be needed otherwise."""
    made = _finished(folder / "pattern")
    place = workplace(folder)
    everybody = list(people())
    with place.store.begin() as uow:
        for patient in everybody:
            uow.patients.add(patient)
        uow.commit()
    for number, patient in enumerate(everybody[:OPEN]):
        name, words = MEDICINES[number % len(MEDICINES)]
        items = tuple(an_item(each, 28, said) for each, said in ((name, words), MEDICINES[(number + 3) % 8]))
        received(place, a_prescription(*items, number=f"{number:06X}-FZZ99A-0FFFF", patient=patient), patient)
    _fill(place.store, made, everybody, supplies // ITEMS)  # type: ignore[arg-type]
    place.store.close()  # type: ignore[attr-defined]
    if hasattr(os, "sync"):
        os.sync()  # gigabytes still on their way to the disk would be measured too
    return folder / "store.db"


def _fill(store: CipherStore, made: list[Dispensing], everybody: list[Patient], prescriptions: int) -> None:
    """A tenth of the people come each month for ten years, one each week, the others now and then."""
    patterns = [_Pattern(held) for held in made]
    visits = sorted(
        (NOW - timedelta(days=20) - timedelta(days=365 * YEARS / count) * past, number, past)
        for number, count in enumerate(_counts(prescriptions))
        for past in range(count)
    )
    with store.begin() as uow:
        cursor: Any = uow._open().connection.cursor()  # the fastest way in
        for serial, (at, number, past) in enumerate(visits):
            pattern = patterns[(number + past // 40) % len(patterns)]
            pattern.write(cursor, everybody[number], serial, at)
        uow.commit()


def _counts(prescriptions: int) -> list[int]:
    """How many prescriptions each person has had."""
    regular = PATIENTS // 10
    counts = [min(13 * YEARS, prescriptions // regular)] * regular
    counts[0] = min(52 * YEARS, prescriptions // regular * 4)
    left = max(0, prescriptions - sum(counts))
    others = PATIENTS - regular
    return counts + [left // others + (number < left % others) for number in range(others)]


class _Pattern:
    """A finished prescription whose rows are written again for other people and days."""

    def __init__(self, held: Dispensing) -> None:
        done = replace(held, claim=held.notifications[-1])
        self._text = written(done)
        self._labels = [work.label.number.value for work in held.items if work.label is not None]
        self._supplies = lines_in(done)
        self._packs = packs_out(done)
        self._sent, self._person = held.prescription.id.value, held.patient
        self._number = held.prescription.patient.nhs_number

    def write(self, cursor: Any, person: Patient, serial: int, at: datetime) -> None:
        assert self._person is not None
        assert self._number is not None
        assert person.nhs_number is not None
        number = f"{serial:06X}-FZZ99A-44B0E0"
        labels = [f"{80_000_000 + serial * ITEMS + place}" for place in range(len(self._labels))]
        swapped = {
            self._sent: number,
            self._person.value: person.id.value,
            f'"{self._number.value}"': f'"{person.nhs_number.value}"',
            f"{NOW:%Y-%m-%d}": f"{at:%Y-%m-%d}",
            **dict(zip(self._labels, labels, strict=True)),
        }
        text = self._text
        for old, new in swapped.items():
            text = text.replace(old, new)
        cursor.execute(_DISPENSING, (number, person.id.value, at.isoformat(), text))
        cursor.executemany(
            "INSERT INTO label (number, prescription, issue) VALUES (?, ?, 1)", [(label, number) for label in labels]
        )
        moment = at.isoformat(timespec="microseconds")
        cursor.executemany(
            _SUPPLY,
            [
                (
                    number,
                    place,
                    person.id.value,
                    moment,
                    moment,
                    line.name,
                    line.code.value if line.code else None,
                    line.directions,
                    line.part,
                    str(line.supply.quantity.value),
                    str(line.so_far),
                    line.supply.quantity.unit,
                    line.supply.product,
                    line.supply.said,
                )
                for place, line in enumerate(self._supplies)
            ],
        )
        cursor.executemany(
            _PACK,
            [
                (
                    pack.gtin.value if pack.gtin else "",
                    f"B{serial // BATCH}",
                    moment,
                    number,
                    place,
                    person.id.value,
                    moment,
                    pack.packs[0].value,
                    " ".join(code.value for code in pack.packs),
                    pack.expiry.isoformat() if pack.expiry else None,
                    pack.product,
                    pack.amount,
                )
                for place, pack in enumerate(self._packs)
            ],
        )


_DISPENSING = (
    "INSERT INTO dispensing (prescription, issue, patient, stage, open, received_at, document, version) "
    "VALUES (?, 1, ?, 'handed-out', 0, ?, ?, 9)"
)
_SUPPLY = (
    "INSERT INTO supply (prescription, issue, place, patient, at, moment, name, code, directions, part, quantity,"
    " so_far, unit, product, said) VALUES (?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)

_PACK = (
    "INSERT INTO supplied_pack (gtin, batch, moment, prescription, issue, place, patient, at, pack, packs, expiry,"
    " product, amount) VALUES (?, ?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?)"
)


def at_work(path: Path, like: Workplace) -> Workplace:
    """A counter over the large store."""
    return replace(like, store=open_store(path, KEY))
