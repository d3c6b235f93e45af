"""Policies: what the system does to the worker's calls on the days of campaign.py."""

import errno
import random
from dataclasses import dataclass, field
from enum import StrEnum

from tests.faults.disk import Disk
from tests.faults.supervisor import Decision, Event, Verdict


@dataclass(frozen=True)
class End:
    """Where one life ends: at the nth call of that kind; after so many milliseconds; or at rest after so many acts."""

    what: str
    nth: int


@dataclass
class KillAt:
    """Ends the child at that call, before it is carried out."""

    end: End
    count: int = 0

    def __call__(self, event: Event) -> Decision:
        kinds = (event.what, event.name, "any") if event.part else (event.what, event.name)
        if not event.changes or self.end.what not in kinds:
            return Verdict.GO_ON
        self.count += 1
        return Verdict.KILL if self.count == self.end.nth else Verdict.GO_ON


class Trouble(StrEnum):
    """What is wrong with the disk for a while."""

    NONE = "none"
    FULL = "full"
    READ_ONLY = "read-only"
    FSYNC = "fsync"


_STORE = frozenset({"db", "wal", "shm", "journal", "folder", "printed"})
_WRITES = ("write", "pwrite64", "openat", "fallocate")
_FAILS: dict[Trouble, dict[str, int]] = {
    Trouble.NONE: {},
    Trouble.FULL: dict.fromkeys(_WRITES, errno.ENOSPC),
    Trouble.READ_ONLY: dict.fromkeys((*_WRITES, "ftruncate", "unlink", "rename"), errno.EROFS),
    Trouble.FSYNC: {"fsync": errno.EIO},
}
_PAUSE = {Trouble.FULL: 250, Trouble.READ_ONLY: 250, Trouble.FSYNC: 12, Trouble.NONE: 1}
_LENGTH = {Trouble.FULL: 12, Trouble.READ_ONLY: 12, Trouble.FSYNC: 3, Trouble.NONE: 1}


@dataclass
class Sick:
    """The disk is well, then in trouble, then well again, for as many calls as chance has it; then the end comes.

    Calls that the trouble would hit are counted, and no others. `disk`, where there is one, is told of all of it.
    """

    trouble: Trouble
    chance: random.Random
    until: KillAt
    disk: Disk | None = None
    well: int = field(init=False)
    ill: int = 0
    failed: int = 0

    def __post_init__(self) -> None:
        self.well = self._pause()

    def _pause(self) -> int:
        return self.chance.randint(1, _PAUSE[self.trouble])

    def __call__(self, event: Event) -> Decision:
        decision = self.until(event)
        if decision is Verdict.KILL:
            return decision
        error = _FAILS[self.trouble].get(event.name) if event.part in _STORE and event.changes else None
        if error is not None:
            decision = self._in_trouble(event, error)
        if self.disk is not None:
            self._tell(self.disk, event, decision)
        return decision

    def _in_trouble(self, event: Event, error: int) -> Decision:
        if self.well > 0:
            self.well -= 1
            return Verdict.GO_ON
        if self.ill == 0:
            self.ill = self.chance.randint(1, _LENGTH[self.trouble])
            if self.trouble is Trouble.FULL and event.name == "pwrite64" and self.chance.random() < 0.5:
                return Verdict.HALF
        self.failed += 1
        self.ill -= 1
        if self.ill == 0:
            self.well = self._pause()
        return error

    def _tell(self, disk: Disk, event: Event, decision: Decision) -> None:
        if decision is Verdict.GO_ON:
            disk.happens(event)
        elif decision is Verdict.HALF:
            disk.half(event)
        else:
            disk.failed(event)
