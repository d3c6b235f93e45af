"""A second process that fills the tables of the largest files, each in a part of its own: an import has two cores."""

import contextlib
import gc
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sqlcipher3 import dbapi2

from dispensary.adapters.dictionary.filling import Through, fill_tables, open_for_filling
from dispensary.adapters.dictionary.release_files import Source
from dispensary.application.ports.dictionary import ReleaseUnusable

if TYPE_CHECKING:
    from multiprocessing.connection import Connection as Pipe

WORTH_IT = 20 << 20
"""Bytes to read from which a second process is worth its start."""
PAGES = 16 << 10
"""Kibibytes of pages that it holds: it writes one table after the other, and reads none."""


@dataclass(frozen=True, slots=True)
class Went:
    """So many more bytes of a file were read."""

    kind: str
    more: int


@dataclass(frozen=True, slots=True)
class Part:
    """A file is through, and these are its tables."""

    through: Through
    path: Path


class Beside:
    """The second process. Where none is worth its start, or none can be started, it has no kinds: read them here."""

    def __init__(self, sources: Sequence[Source], place: Callable[[str], Path]) -> None:
        """place: where the part of a kind is to be; whoever asks removes it."""
        from multiprocessing import get_context

        spawn = get_context("spawn")
        parts = {source.kind: place(source.kind) for source in sources}
        self._pipe, theirs = spawn.Pipe(duplex=False)
        self._process = spawn.Process(target=_fill_parts, args=(theirs, tuple(sources), parts), daemon=True)
        self._started = sum(source.file.size for source in sources) >= WORTH_IT
        try:
            if self._started:
                self._process.start()
        except OSError:
            self._started = False
        theirs.close()
        self._parts = parts if self._started else {}
        self.kinds = frozenset(self._parts)
        self._left = len(self._parts)

    def __enter__(self) -> "Beside":
        return self

    def __exit__(self, *_: object) -> None:
        self._pipe.close()
        if self._started:
            self._process.terminate()
            self._process.join()

    def so_far(self) -> Iterator[Went | Part]:
        """What it has said by now. Raises ReleaseUnusable, and DatabaseError, as what it does would here."""
        while self._left and self._pipe.poll():
            yield self._next()

    def rest(self) -> Iterator[Went | Part]:
        """Everything else, as it comes. Raises the same."""
        while self._left:
            yield self._next()

    def _next(self) -> Went | Part:
        try:
            told = self._pipe.recv()
        except (EOFError, OSError):
            raise ReleaseUnusable("The import was broken off: the process that reads the files has ended.") from None
        if isinstance(told, _Refused):
            raise ReleaseUnusable(told.says)
        if isinstance(told, _NotStored):
            raise dbapi2.DatabaseError(told.says)
        if isinstance(told, Through):
            self._left -= 1
            return Part(told, self._parts[told.kind])
        assert isinstance(told, Went)
        return told


@dataclass(frozen=True, slots=True)
class _Refused:
    says: str


@dataclass(frozen=True, slots=True)
class _NotStored:
    says: str


def _fill_parts(pipe: "Pipe", sources: Sequence[Source], parts: Mapping[str, Path]) -> None:
    """The child. It ends when nobody listens any more: it says something with every stretch that it reads."""
    gc.disable()  # rows are no cycles, and there are too many to look over again and again
    with contextlib.suppress(BrokenPipeError):
        try:
            for source in sources:
                pipe.send(_part(pipe, source, parts[source.kind]))
        except ReleaseUnusable as problem:
            pipe.send(_Refused(str(problem)))
        except dbapi2.DatabaseError as problem:
            pipe.send(_NotStored(str(problem)))


def _part(pipe: "Pipe", source: Source, path: Path) -> Through:
    connection = open_for_filling(path, PAGES)
    try:
        connection.execute("BEGIN")
        through = fill_tables(connection, source, lambda more: pipe.send(Went(source.kind, more)))
        connection.execute("COMMIT")
        return through
    finally:
        connection.close()
