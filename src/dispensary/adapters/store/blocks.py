"""Whether sealed stretches of the journal are stored as they were sealed; a long journal on two processors.

Nothing heavy is imported here: the child process that helps is to begin at once. Each stretch comes out of the database
as one value and goes into one hash, so the time goes into decryption and not into Python.
"""

import contextlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dispensary.adapters.priority import give_way
from dispensary.domain.seals import block_of

if TYPE_CHECKING:
    from multiprocessing.connection import Connection as Pipe

LARGE = 40_000_000
"""Bytes of a store that may hold so long a journal that a second process is worth its start."""

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
    """The stretches that are not as they were sealed. other: has begun at the end, and is met on the way."""
    wrong = set()
    for block in blocks:
        known = other.answer(block) if other is not None else None
        if not (fits(block, execute) if known is None else known):
            wrong.add(block)
    return frozenset(wrong)


class SecondReader:
    """A child process that reads the same file from its end, to be started early: it waits for nobody. If it cannot be
    started or dies, the work is done without it.
    """

    def __init__(self, vault: Vault, *, alone: bool = False) -> None:
        """alone: it does all of it, giving way to everybody; whoever asks waits, and works only where it has died."""
        from multiprocessing import get_context

        spawn = get_context("spawn")
        self._pipe, theirs = spawn.Pipe()
        self._process = spawn.Process(target=_read_on, args=(theirs, str(vault.path), vault.key, alone), daemon=True)
        self._alone = alone
        self._known: dict[Block, bool] = {}
        with contextlib.suppress(OSError):
            self._process.start()
        theirs.close()

    def __enter__(self) -> "SecondReader":
        return self

    def __exit__(self, *_: object) -> None:
        self._pipe.close()
        if self._process.pid is not None:
            self._process.join()

    def answer(self, block: Block) -> bool | None:
        """Whether that stretch is as it was sealed; None where it has not looked at it yet, or never will."""
        with contextlib.suppress(EOFError, OSError):
            while self._pipe.poll() or (self._alone and block not in self._known):
                seen, fitting = self._pipe.recv()
                self._known[seen] = fitting
        return self._known.get(block)


def second_reader_for(vault: Vault, *, alone: bool = False) -> SecondReader | None:
    """A second reader, where the file is so large that one is worth its start."""
    try:
        return SecondReader(vault, alone=alone) if vault.path.stat().st_size >= LARGE else None
    except OSError:
        return None


def _read_on(pipe: "Pipe", path: str, key: bytes, alone: bool) -> None:  # noqa: FBT001 - the arguments of a process
    """The child: answers for one sealed stretch after the other, the last first, until nobody listens."""
    from sqlcipher3 import dbapi2

    if alone:
        give_way()
    # What it cannot read, the parent cannot read either, and says so in words.
    with contextlib.suppress(EOFError, OSError, dbapi2.Error), contextlib.closing(_reading(path, key)) as connection:

        def execute(given: tuple[str, int, int]) -> tuple[Any, int]:
            found: tuple[Any, int] = connection.execute(STRETCH["sqlite"], given).fetchone()
            return found

        for block in _sealed(connection):
            pipe.send((block, fits(block, execute)))


def _sealed(connection: Any) -> Sequence[Block]:
    """In the opposite order to the parent's."""
    rows = connection.execute(
        "SELECT workstation, first, sequence, block FROM checkpoint WHERE block <> '' ORDER BY workstation, sequence"
    )
    return [Block(*row) for row in rows][::-1]


def _reading(path: str, key: bytes) -> Any:
    from sqlcipher3 import dbapi2

    connection = dbapi2.connect(path, isolation_level=None)
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    connection.execute("PRAGMA query_only = ON")
    return connection
