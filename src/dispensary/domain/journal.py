"""The dispensing journal: who did what, when, on which versions; each entry bound to the one before it.

The hash covers the stored bytes themselves, so verifying needs no re-encoding: what was written is what is proved.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from dispensary.domain.identifiers import PatientId

GENESIS = "0" * 64

Detail = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened, before it has its place in the chain. `subject`: prescription, item, patient... ids."""

    kind: str
    subject: Mapping[str, str]
    detail: Detail


@dataclass(frozen=True, slots=True)
class Entry:
    """A journal entry as stored: `body` is the exact text that `digest` covers, with `previous` in front."""

    workstation: str
    sequence: int
    previous: str
    body: str
    digest: str


@dataclass(frozen=True, slots=True)
class Broken:
    """The first entry that does not fit, and in which way.

    since: the last entry before it that is known to be as it was written, where more than one may be wrong: a stretch
    that was written anew fits together, and only the seal at its end tells. strange_key, restore: what would explain it
    if a person vouches for it: the fingerprint of a key that is not known here, the digest of an entry that says that a
    backup was restored.
    """

    workstation: str
    sequence: int
    reason: str
    since: int | None = None
    strange_key: str = ""
    restore: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """An entry's place among the entries of all workstations, newest first. at: its time, as it stands in its text."""

    at: str
    workstation: str
    sequence: int


@dataclass(frozen=True, slots=True)
class Sought:
    """Which entries are looked for; what is None or empty does not narrow. The days are whole days, both included.

    products: any of these dm+d codes. person: who acted. patients: any of these records. after: only those that come
    after this one, newest first: the next page.
    """

    patients: tuple[PatientId, ...] = ()
    prescription: str | None = None
    products: tuple[str, ...] = ()
    person: str | None = None
    batch: str | None = None
    kind: str | None = None
    since: date | None = None
    until: date | None = None
    after: Mark | None = None


def body_text(event: Event, *, workstation: str, sequence: int, at: datetime, actor: str, authority: str) -> str:
    """The canonical text of an entry: JSON with sorted keys and no spaces."""
    return json.dumps(
        {
            "workstation": workstation,
            "sequence": sequence,
            "at": at.isoformat(),
            "actor": actor,
            "authority": authority,
            "kind": event.kind,
            "subject": dict(event.subject),
            "detail": dict(event.detail),
        },
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
    )


def digest_of(previous: str, body: str) -> str:
    return sha256(f"{previous}\n{body}".encode()).hexdigest()


def chained(body: str, *, workstation: str, sequence: int, previous: str) -> Entry:
    """The entry with its place in the chain."""
    return Entry(workstation, sequence, previous, body, digest_of(previous, body))


def verify(entries: Iterable[Entry]) -> Broken | None:
    """Reads entries of one or more workstations, each in order; None where every one fits."""
    last: dict[str, tuple[int, str]] = {}
    for entry in entries:
        sequence, previous = last.get(entry.workstation, (0, GENESIS))
        if entry.sequence != sequence + 1:
            return Broken(entry.workstation, entry.sequence, f"entry {sequence + 1} was expected here")
        if entry.previous != previous:
            return Broken(entry.workstation, entry.sequence, "it does not follow from the entry before it")
        if digest_of(entry.previous, entry.body) != entry.digest:
            return Broken(entry.workstation, entry.sequence, "its contents were changed after it was written")
        last[entry.workstation] = (entry.sequence, entry.digest)
    return None
