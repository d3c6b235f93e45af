"""Looking at the journal: whether it holds together."""

from collections.abc import Iterator
from dataclasses import dataclass

from dispensary.application.workplace import Workplace
from dispensary.domain.journal import Broken, Entry, verify


@dataclass(frozen=True, slots=True)
class JournalState:
    """entries: how many were read; last: the digest of the last of each workstation; broken: the first that does not
    fit.
    """

    entries: int
    last: dict[str, str]
    broken: Broken | None


def journal_state(place: Workplace) -> JournalState:
    """Reads the whole journal in order and proves it."""
    count = 0
    last: dict[str, str] = {}

    def counted(entries: Iterator[Entry]) -> Iterator[Entry]:
        nonlocal count
        for entry in entries:
            count += 1
            last[entry.workstation] = entry.digest
            yield entry

    with place.store.read() as uow:
        broken = verify(counted(uow.journal.entries()))
    return JournalState(count, last, broken)
