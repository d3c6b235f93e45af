"""The journal as people read it: a page of entries with the names of whom and what they are about."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from dispensary.application.inspect_journal import search_journal
from dispensary.application.ports.store import UnitOfWork
from dispensary.application.restricted import VEILED, may_see
from dispensary.application.workplace import Workplace
from dispensary.domain.identifiers import PatientId, SnomedCode, UserId
from dispensary.domain.journal import Entry, Mark, Sought
from dispensary.domain.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Told:
    """One entry with its names. who: who did it. patient, product: as they are called, "" where the entry is about
    none. names: everybody on the staff by their id, for whoever else the entry names. sealed: a seal covers it.
    """

    entry: Entry
    at: datetime
    kind: str
    who: str
    authority: str
    patient: str
    product: str
    subject: Mapping[str, str]
    detail: Mapping[str, object]
    names: Mapping[str, str]
    sealed: bool

    @property
    def mark(self) -> Mark:
        return Mark(json.loads(self.entry.body)["at"], self.entry.workstation, self.entry.sequence)


@dataclass(frozen=True, slots=True)
class JournalPage:
    """Entries, newest first. more: what to look for to get the next page; None where this is the last."""

    told: tuple[Told, ...]
    more: Sought | None


def read_journal(place: Workplace, actor: UserId, sought: Sought, many: int) -> JournalPage | Refusal:
    """One page of what was looked for. It is journalled like any search of the journal, each page anew. A restricted
    record is named only to those who may see it.
    """
    found = search_journal(place, actor, sought, many + 1)
    if isinstance(found, Refusal):
        return found
    told = _told(place, actor, found[:many])
    return JournalPage(told, replace(sought, after=told[-1].mark) if len(found) > many else None)


def _told(place: Workplace, actor: UserId, entries: Sequence[Entry]) -> tuple[Told, ...]:
    bodies = [json.loads(entry.body) for entry in entries]
    with place.store.read() as uow:
        staff = {user.id.value: user.name for user in uow.staff.all()}
        patients = _patients(place, uow, actor, (body["subject"].get("patient", "") for body in bodies))
        sealed = uow.journal.sealed()
    products = _products(place, (body["subject"].get("product", "") for body in bodies))

    def one(entry: Entry, body: dict[str, Any]) -> Told:
        subject = body["subject"]
        return Told(
            entry=entry,
            at=datetime.fromisoformat(body["at"]),
            kind=body["kind"],
            who=staff.get(body["actor"], body["actor"]),
            authority=body["authority"],
            patient=patients.get(subject.get("patient", ""), ""),
            product=products.get(subject.get("product", ""), ""),
            subject=subject,
            detail=body["detail"],
            names=staff,
            sealed=entry.sequence <= sealed.get(entry.workstation, 0),
        )

    return tuple(one(entry, body) for entry, body in zip(entries, bodies, strict=True))


def _patients(place: Workplace, uow: UnitOfWork, actor: UserId, ids: Iterable[str]) -> dict[str, str]:
    now, names = place.clock.now(), {}
    for wanted in {each for each in ids if each}:
        held = uow.patients.get(PatientId(wanted))
        if held is None:
            names[wanted] = "A record that is not here"
        else:
            names[wanted] = held.name if may_see(uow, actor, held, now) else VEILED
    return names


def _products(place: Workplace, codes: Iterable[str]) -> dict[str, str]:
    return {code: place.dictionary.resolve(SnomedCode(code)).name or code for code in {each for each in codes if each}}
