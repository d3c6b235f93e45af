"""Whether sealed stretches of the journal are stored as they were sealed; a long journal on two processors.

Nothing heavy is imported here: the child process that helps is to begin at once. Each stretch comes out of the database
as one value and goes into one hash, so the time goes into decryption and not into Python.
"""

import contextlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dispensary.domain.seals import block_of

if TYPE_CHECKING:
    from multiprocessing.connection import Connection as Pipe

HELP_FROM = 50_000
"""Entries from which a second process is worth its start."""
LARGE = 40_000_000
"""Bytes of a store that may hold as many."""
AT_ONCE, IN_HAND = 4, 2
"""How many stretches the other is given at a time, and how often before it has answered: it never waits for more."""

STRETCH = {
    "sqlite": "SELECT CAST(group_concat(line, char(10)) AS BLOB), count(*) FROM (SELECT"
    " sequence || ' ' || digest || ' ' || body AS line FROM journal"
    " WHERE workstation = ? AND sequence BETWEEN ? AND ? ORDER BY sequence)",
    "postgresql": "SELECT convert_to(string_agg(sequence || ' ' || digest || ' ' || body, chr(10) ORDER BY sequence),"
    " 'UTF8'), count(*) FROM journal WHERE workstation = %s AND sequence BETWEEN %s AND %s",
}
"""The lines of a stretch as one value, and how many entries it has."""


@dataclass(frozen=True, slots=True)
class Block:
    """A sealed stretch. digest: its SHA-256 when it was sealed."""

    workstation: str
    first: int
    last: int
    digest: str


@dataclass(frozen=True, slots=True, repr=False)
class Vault:
    """Where an encrypted store is, and its key: what another process needs to read it."""

    path: Path
    key: bytes


Execute = Callable[[tuple[str, int, int]], tuple[Any, int]]


def fits(block: Block, execute: Execute) -> bool:
    lines, count = execute((block.workstation, block.first, block.last))
    whole = count == block.last - block.first + 1
    return whole and block_of(block.workstation, bytes(lines)) == block.digest


def unfit(blocks: Iterable[Block], execute: Execute, other: "SecondReader | None" = None) -> frozenset[Block]:
    """The stretches that are not as they were sealed. other: takes its share, where there is enough to share."""
    todo = deque(blocks)
    if other is None or sum(block.last - block.first + 1 for block in todo) < HELP_FROM:
        return frozenset(block for block in todo if not fits(block, execute))
    return frozenset(_shared(todo, execute, other))


def _shared(todo: "deque[Block]", execute: Execute, other: "SecondReader") -> Iterator[Block]:
    """Each takes the next stretches when it has done some. What the other does not answer is done here."""
    while todo or other.given:
        while len(other.given) < IN_HAND and todo and not other.gone:
            other.take([todo.popleft() for _ in range(min(AT_ONCE, len(todo)))])
        if todo and not fits(todo[0], execute):
            yield todo[0]
        if todo:
            todo.popleft()
        yield from other.answers(wait=not todo)
        if other.gone:
            todo.extend(other.left())


class SecondReader:
    """A child process that reads the same file, to be started early. If it cannot be started or dies, the work is done
    without it.
    """

    def __init__(self, vault: Vault) -> None:
        from multiprocessing import get_context

        spawn = get_context("spawn")
        self._pipe, theirs = spawn.Pipe()
        self._process = spawn.Process(target=_help, args=(theirs, str(vault.path), vault.key), daemon=True)
        self.given: deque[Sequence[Block]] = deque()
        self.gone = False
        try:
            self._process.start()
        except OSError:
            self.gone = True
        theirs.close()

    def __enter__(self) -> "SecondReader":
        return self

    def __exit__(self, *_: object) -> None:
        self._pipe.close()
        if self._process.pid is not None:
            self._process.join()

    def take(self, part: Sequence[Block]) -> None:
        self.given.append(part)
        try:
            self._pipe.send(part)
        except OSError:
            self.gone = True

    def answers(self, *, wait: bool) -> Iterator[Block]:
        """The stretches that do not fit, of every part that is answered by now. wait: of one more at least."""
        try:
            while self.given and not self.gone and self._pipe.poll(None if wait else 0):
                yield from self._pipe.recv()
                self.given.popleft()
                wait = False
        except (EOFError, OSError):
            self.gone = True

    def left(self) -> Sequence[Block]:
        """What was given and not answered."""
        blocks = [block for part in self.given for block in part]
        self.given.clear()
        return blocks


def second_reader_for(vault: Vault) -> SecondReader | None:
    """A second reader, where the file is so large that one is worth its start."""
    try:
        return SecondReader(vault) if vault.path.stat().st_size >= LARGE else None
    except OSError:
        return None


def _help(pipe: "Pipe", path: str, key: bytes) -> None:
    """The child: answers each part with the stretches in it that do not fit, until the pipe is closed."""
    from sqlcipher3 import dbapi2

    # What it cannot read, the parent cannot read either, and says so in words.
    with contextlib.suppress(EOFError, OSError, dbapi2.Error), contextlib.closing(_reading(path, key)) as connection:

        def execute(given: tuple[str, int, int]) -> tuple[Any, int]:
            found: tuple[Any, int] = connection.execute(STRETCH["sqlite"], given).fetchone()
            return found

        while True:
            pipe.send([block for block in pipe.recv() if not fits(block, execute)])


def _reading(path: str, key: bytes) -> Any:
    from sqlcipher3 import dbapi2

    connection = dbapi2.connect(path, isolation_level=None)
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    connection.execute("PRAGMA query_only = ON")
    return connection
