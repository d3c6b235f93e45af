"""A disk that forgets what it was not told to keep: what a power cut leaves of the store's files.

The supervisor tells it of every write, truncation, sync and unlinking before it is carried out. It keeps two contents
of each file: what programs see (the page cache), and what would be there after a power cut. Only an fsync that
succeeded brings the one to the other for certain; between two, any page may have been written back early. After an
fsync that failed, the kernel calls the pages clean although they may not be on the disk: they never get there unless
they are written again. At the cut, of what was not synced each 512-byte sector is there or not, as chance has it; a
file created or removed is so for certain only once its folder was synced.
"""

import random
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults.supervisor import Event

SECTOR = 512
PAGE = 4096
EARLY = 0.02
"""How likely a write makes the kernel write back some pages of that file by itself."""


@dataclass
class File:
    """One file's content as programs see it and as the disk has it. dirty: pages that differ, to be synced."""

    cache: bytearray = field(default_factory=bytearray)
    kept: bytearray = field(default_factory=bytearray)
    dirty: set[int] = field(default_factory=set)

    def write(self, offset: int, data: bytes) -> None:
        if len(self.cache) < offset + len(data):
            self.cache.extend(bytes(offset + len(data) - len(self.cache)))
        self.cache[offset : offset + len(data)] = data
        self.dirty.update(range(offset // PAGE, (offset + len(data) - 1) // PAGE + 1))

    def truncate(self, size: int) -> None:
        if size < len(self.cache):
            # What is cut off comes back as zeros when the file grows again, and the disk must hear of that.
            self.dirty.update(range(size // PAGE, len(self.cache) // PAGE + 1))
            del self.cache[size:]
        else:
            self.cache.extend(bytes(size - len(self.cache)))

    def sync(self) -> None:
        self._bring_size()
        for page in self.dirty:
            self._bring(page * PAGE, PAGE)
        self.dirty.clear()

    def fail_to_sync(self, chance: random.Random) -> None:
        """Some of it got out; the rest the kernel forgets to write."""
        self._bring_size()
        for page in self.dirty:
            if chance.random() < 0.5:
                self._bring(page * PAGE, PAGE)
        self.dirty.clear()

    def write_back_some(self, chance: random.Random) -> None:
        for page in sorted(self.dirty):
            end = min((page + 1) * PAGE, len(self.cache))
            if page * PAGE < end and chance.random() < 0.5:
                self._extend(end)
                self._bring(page * PAGE, PAGE)
                # Where the file on the disk is longer than it should be, what lies behind the end is not right yet.
                if len(self.kept) <= len(self.cache):
                    self.dirty.discard(page)

    def after_cut(self, chance: random.Random) -> bytes:
        """What is there when the power comes back."""
        if len(self.cache) != len(self.kept) and chance.random() < 0.5:
            self._bring_size()
        for page in self.dirty:
            for at in range(page * PAGE, (page + 1) * PAGE, SECTOR):
                if chance.random() < 0.5:
                    self._bring(at, SECTOR)
        return bytes(self.kept)

    def _bring(self, at: int, length: int) -> None:
        """That stretch as programs see it, as far as the file on the disk reaches."""
        end = min(at + length, len(self.cache), len(self.kept))
        if at < end:
            self.kept[at:end] = self.cache[at:end]

    def _bring_size(self) -> None:
        if len(self.kept) > len(self.cache):
            del self.kept[len(self.cache) :]
        self._extend(len(self.cache))

    def _extend(self, size: int) -> None:
        if len(self.kept) < size:
            self.kept.extend(bytes(size - len(self.kept)))


@dataclass
class Disk:
    """The store's files in one folder. Tell it of each call (`happens`), and then of those that fail (`failed`)."""

    folder: Path
    chance: random.Random
    names: dict[str, File] = field(init=False)
    """The folder as programs see it."""
    kept: dict[str, File] = field(init=False)
    """The folder as the disk has it."""
    pending: list[tuple[str, File | None]] = field(init=False)
    """Files that were made or removed (None) since the folder was synced, in order."""

    def __post_init__(self) -> None:
        self._begin()

    def _begin(self) -> None:
        """What stands in the folder now is what the disk has."""
        self.names, self.kept, self.pending = {}, {}, []
        for part, name in PARTS.items():
            path = self.folder / name
            if path.exists():
                self.names[part] = self.kept[part] = File(bytearray(path.read_bytes()), bytearray(path.read_bytes()))

    def happens(self, event: Event) -> None:
        """The call is about to be carried out, and will succeed."""
        if event.what == "fsync folder":
            self.kept = dict(self.names)
            self.pending.clear()
        elif event.part in PARTS and event.changes:
            self._file_event(event)

    def _file_event(self, event: Event) -> None:
        if event.name == "openat":
            if event.part not in self.names:
                self._enter(event.part, File())
            return
        if event.name == "unlink":
            if event.part in self.names:
                self._enter(event.part, None)
            return
        file = self.names[event.part]
        if event.name in ("write", "pwrite64"):
            file.write(event.offset, event.data())
            if self.chance.random() < EARLY:
                file.write_back_some(self.chance)
        elif event.name == "ftruncate":
            file.truncate(event.size)
        elif event.name == "fsync":
            file.sync()

    def half(self, event: Event) -> None:
        """The first half of a write is about to be carried out."""
        if event.part in self.names:
            self.names[event.part].write(event.offset, event.half())

    def failed(self, event: Event) -> None:
        """An fsync is about to fail."""
        if event.part in self.names and event.name == "fsync":
            self.names[event.part].fail_to_sync(self.chance)

    def _enter(self, part: str, file: File | None) -> None:
        if file is None:
            self.names.pop(part)
        else:
            self.names[part] = file
        self.pending.append((part, file))

    def untold(self) -> list[str]:
        """Where what programs see is not what this disk was told of, in words: a byte came another way, or a call that
        was let through was not carried out. Nothing where all is true to life.
        """
        found = []
        for part, name in PARTS.items():
            real = (self.folder / name).read_bytes() if (self.folder / name).exists() else None
            told = bytes(self.names[part].cache) if part in self.names else None
            if real != told:
                found.append(f"{name} {_difference(real, told)}")
        return found

    def cut(self) -> None:
        """The power goes and comes back: the folder holds what the disk has. No shared memory survives."""
        for part, file in self.pending[: self.chance.randint(0, len(self.pending))]:
            if file is None:
                self.kept.pop(part, None)
            else:
                self.kept[part] = file
        left = {part: file.after_cut(self.chance) for part, file in self.kept.items()}
        for part, name in PARTS.items():
            (self.folder / name).unlink(missing_ok=True)
            if part in left:
                (self.folder / name).write_bytes(left[part])
        (self.folder / "store.db-shm").unlink(missing_ok=True)
        self._begin()


def _difference(real: bytes | None, told: bytes | None) -> str:
    if real is None or told is None:
        return "should not be there" if told is None else "should be there"
    if len(real) != len(told):
        return f"is {len(real)} bytes long, by what was told {len(told)}"
    others = [at for at, (one, other) in enumerate(zip(real, told, strict=True)) if one != other]
    return f"differs in {len(others)} bytes, from {others[0]} to {others[-1]}"


PARTS = {"db": "store.db", "wal": "store.db-wal", "journal": "store.db-journal"}
"""The files that must last, by the name of their part."""
