"""Whether sealed stretches of the journal are stored as they were sealed; a long journal on two processors.

Nothing heavy is imported here: the child process that helps is to begin at once. Each stretch comes out of the database
as one value and goes into one hash, so the time goes into decryption and not into Python.
"""

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dispensary.domain.seals import block_of

if TYPE_CHECKING:
    from multiprocessing.connection import Connection as Pipe

HELP_FROM = 50_000
"""Entries from which a second process is worth its start."""
AT_ONCE = 10

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


def unfit(blocks: Iterable[Block], execute: Execute, vault: Vault | None = None) -> frozenset[Block]:
    """The stretches that are not as they were sealed. vault: lets a second process take its share of a long journal."""
    todo = list(blocks)
    entries = sum(block.last - block.first + 1 for block in todo)
    if vault is None or entries < HELP_FROM:
        return frozenset(block for block in todo if not fits(block, execute))
    with _Helper(vault) as helper:
        return frozenset(_shared(deque(_parts(todo)), execute, helper))


def _parts(blocks: Sequence[Block]) -> Iterable[Sequence[Block]]:
    return (blocks[start : start + AT_ONCE] for start in range(0, len(blocks), AT_ONCE))


def _shared(parts: "deque[Sequence[Block]]", execute: Execute, helper: "_Helper") -> Iterable[Block]:
    """Each takes the next part when it has done one. What the helper does not answer is done here."""
    while parts or helper.busy:
        if helper.free and parts:
            helper.take(parts.popleft())
        if parts:
            yield from (block for block in parts.popleft() if not fits(block, execute))
        if helper.answered(wait=not parts):
            yield from helper.found()
        elif helper.gone:
            parts.extend(helper.left())


class _Helper:
    """A child process that reads the same file. If it cannot be started or dies, the work is done without it."""

    def __init__(self, vault: Vault) -> None:
        from multiprocessing import get_context

        spawn = get_context("spawn")
        self._pipe, theirs = spawn.Pipe()
        self._process = spawn.Process(target=_help, args=(theirs, str(vault.path), vault.key), daemon=True)
        self._given: Sequence[Block] = ()
        self.gone = False
        try:
            self._process.start()
        except OSError:
            self.gone = True
        theirs.close()

    def __enter__(self) -> "_Helper":
        return self

    def __exit__(self, *_: object) -> None:
        self._pipe.close()
        if self._process.pid is not None:
            self._process.join()

    @property
    def busy(self) -> bool:
        return bool(self._given)

    @property
    def free(self) -> bool:
        return not self.gone and not self._given

    def take(self, part: Sequence[Block]) -> None:
        self._given = part
        try:
            self._pipe.send(part)
        except OSError:
            self.gone = True

    def answered(self, *, wait: bool) -> bool:
        try:
            return bool(self._given) and not self.gone and self._pipe.poll(None if wait else 0)
        except OSError:
            self.gone = True
            return False

    def found(self) -> Sequence[Block]:
        try:
            wrong: Sequence[Block] = self._pipe.recv()
        except (EOFError, OSError):
            self.gone = True
            return ()
        self._given = ()
        return wrong

    def left(self) -> Iterable[Sequence[Block]]:
        given, self._given = self._given, ()
        return (given,) if given else ()


def _help(pipe: "Pipe", path: str, key: bytes) -> None:
    """The child: answers each part with the stretches in it that do not fit, until the pipe is closed."""
    from sqlcipher3 import dbapi2

    connection = dbapi2.connect(path, isolation_level=None)
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute("PRAGMA query_only = ON")

    def execute(given: tuple[str, int, int]) -> tuple[Any, int]:
        found: tuple[Any, int] = connection.execute(STRETCH["sqlite"], given).fetchone()
        return found

    try:
        while True:
            pipe.send([block for block in pipe.recv() if not fits(block, execute)])
    except (EOFError, OSError):
        return
    finally:
        connection.close()
