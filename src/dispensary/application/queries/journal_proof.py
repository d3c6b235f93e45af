"""Proving the journal of any store that is open: the present one, a backup, a copy."""

import json
from collections.abc import Iterator, Mapping

from dispensary.application.ports.store import Store
from dispensary.domain.journal import Entry, verify
from dispensary.domain.upkeep import Head, JournalProof


def journal_proof(store: Store, marks: Mapping[str, int] | None = None) -> JournalProof:
    """Reads the whole journal in order. marks: workstations with the place whose digest is wanted."""
    count = 0
    last: dict[str, Entry] = {}
    marked: dict[str, str] = {}
    wanted = dict(marks or {})

    def seen(entries: Iterator[Entry]) -> Iterator[Entry]:
        nonlocal count
        for entry in entries:
            count += 1
            last[entry.workstation] = entry
            if wanted.get(entry.workstation) == entry.sequence:
                marked[entry.workstation] = entry.digest
            yield entry

    with store.read() as uow:
        broken = verify(seen(uow.journal.entries()))
    broken = broken or store.prove().broken
    return JournalProof(count, tuple(_head(entry) for entry in last.values()), broken, marked)


def _head(entry: Entry) -> Head:
    try:
        at = str(json.loads(entry.body)["at"])
    except (ValueError, KeyError, TypeError):
        at = ""
    return Head(entry.workstation, entry.sequence, entry.digest, at)
