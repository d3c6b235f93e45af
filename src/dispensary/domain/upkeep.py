"""Keeping the record itself: where its journal stands, what a restore would lose, how full the disk is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from dispensary.domain.journal import Broken
from dispensary.domain.refusals import Refusal

LEAST_PASSPHRASE = 12
"""Characters of a new passphrase. Three plain words make it (NCSC: length before complexity)."""

MEGABYTE = 1_000_000
ALWAYS_ENOUGH = 5_000 * MEGABYTE


@dataclass(frozen=True, slots=True)
class Head:
    """The last entry of one workstation's journal. at: its time, ISO 8601."""

    workstation: str
    sequence: int
    digest: str
    at: str


@dataclass(frozen=True, slots=True)
class JournalProof:
    """What reading the whole journal of a store showed. marked: the digests found at the places that were asked for."""

    entries: int
    heads: tuple[Head, ...]
    broken: Broken | None = None
    marked: Mapping[str, str] = field(default_factory=dict)

    @property
    def newest(self) -> str:
        """When the last entry of all was written; "" in an empty journal."""
        return max((head.at for head in self.heads), default="")


@dataclass(frozen=True, slots=True)
class Loss:
    """What the present record holds that the backup does not. since, until: the newest entry of each, ISO 8601.

    apart: the two do not have the same past, so one is not an older form of the other. unreadable: the present record
    cannot be read, so nobody can say.
    """

    entries: int = 0
    since: str = ""
    until: str = ""
    apart: bool = False
    unreadable: bool = False

    def __bool__(self) -> bool:
        return bool(self.entries) or self.apart or self.unreadable


def loss(backup: JournalProof, present: JournalProof) -> Loss:
    """What going back to the backup would lose. `present` was read with the backup's heads marked."""
    saved = {head.workstation: head for head in backup.heads}
    newer = sum(
        head.sequence - (saved[head.workstation].sequence if head.workstation in saved else 0)
        for head in present.heads
        if head.workstation not in saved or head.sequence > saved[head.workstation].sequence
    )
    reached = {head.workstation: head.sequence for head in present.heads}
    apart = any(
        head.sequence <= reached.get(head.workstation, 0) and present.marked.get(head.workstation) != head.digest
        for head in backup.heads
    )
    return Loss(newer, backup.newest, present.newest, apart)


@dataclass(frozen=True, slots=True)
class Damage:
    """What is wrong with the file. pages: how many do not carry their seal; parts: the tables that are hit;
    unreadable: not even the list of its parts can be read; locked: its first page does not open with this key,
    so either the key is another's or that page is hit.
    """

    pages: int = 0
    parts: tuple[str, ...] = ()
    unreadable: bool = False
    locked: bool = False

    def __bool__(self) -> bool:
        return self.locked or self.unreadable or bool(self.pages) or bool(self.parts)


@dataclass(frozen=True, slots=True)
class Space:
    """Free and whole size of the disk that holds the record, in bytes. least: a warning bound set by hand."""

    free: int
    whole: int
    least: int | None = None

    @property
    def low(self) -> bool:
        """Under 500 MB or 5 per cent, but never where 5 GB are free; or under the bound set by hand."""
        if self.least is not None:
            return self.free < self.least
        return self.free < max(500 * MEGABYTE, min(self.whole // 20, ALWAYS_ENOUGH))

    @property
    def nearly_none(self) -> bool:
        """So little that the next steps may be refused."""
        return self.free < 50 * MEGABYTE


@dataclass(frozen=True, slots=True)
class Part:
    """One line of looking the record over. urgent: it cannot wait until tomorrow."""

    name: str
    well: bool
    words: str
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class WouldLose(Refusal):
    """The present record holds entries that the backup does not; somebody has to want that."""

    code: ClassVar[str] = "would-lose"

    loss: Loss


@dataclass(frozen=True, slots=True)
class WeakPassphrase(Refusal):
    """A new passphrase is too short."""

    code: ClassVar[str] = "weak-passphrase"

    least: int = LEAST_PASSPHRASE


@dataclass(frozen=True, slots=True)
class AlreadySetUp(Refusal):
    """There is a record in that folder, or in that database; setting up never writes over one."""

    code: ClassVar[str] = "already-set-up"

    shared: bool = False


@dataclass(frozen=True, slots=True)
class NotAnOdsCode(Refusal):
    """What was given as the pharmacy's ODS code is none."""

    code: ClassVar[str] = "not-an-ods-code"

    given: str


@dataclass(frozen=True, slots=True)
class CounterNameUnfit(Refusal):
    """A counter cannot be called so: too long, or with signs that cannot be printed."""

    code: ClassVar[str] = "counter-name-unfit"

    most: int


@dataclass(frozen=True, slots=True)
class Missing(Refusal):
    """Setting up needs this, and it was not given."""

    code: ClassVar[str] = "missing"

    what: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FileNotWritten(Refusal):
    """A file that somebody asked for could not be written; what was there before is as it was."""

    code: ClassVar[str] = "file-not-written"

    name: str
    why: str


def passphrase_refused(passphrase: str) -> WeakPassphrase | None:
    """Whether a new passphrase is too short. An old one is never judged: it only has to be right."""
    return WeakPassphrase() if len(passphrase.strip()) < LEAST_PASSPHRASE else None
