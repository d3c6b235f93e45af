"""Only one at a time on one home, whoever started it: key change, renewal, set-up or restore; and small notes, which
several programs of the home keep.
"""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from dispensary.application.ports.store import StoreUnavailable
from dispensary.application.ports.upkeep import StillOpen


@contextlib.contextmanager
def one_at_a_time(folder: Path) -> Iterator[None]:
    """The system itself lets go of it when the process ends, however it ends. Raises StillOpen."""
    try:
        file = (folder / "upkeep.busy").open("a+b")
    except OSError as problem:
        raise StoreUnavailable(f"{folder} cannot be written: {problem.strerror}. Nothing was changed.") from None
    with file:
        if not _taken(file.fileno()):
            raise StillOpen("Another command is at work on this record's files. Wait for it to end and try again.")
        yield


@contextlib.contextmanager
def in_turn(path: Path) -> Iterator[None]:
    """One after the other, each waiting for the one before: for what takes a moment. Raises OSError."""
    with path.open("a+b") as file:
        _lock(file.fileno(), wait=True)
        yield


def _taken(handle: int) -> bool:
    try:
        _lock(handle, wait=False)
    except OSError:
        return False
    return True


def _lock(handle: int, *, wait: bool) -> None:
    if os.name == "nt":
        import msvcrt

        mode = msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK  # type: ignore[attr-defined, unused-ignore]
        msvcrt.locking(handle, mode, 1)  # type: ignore[attr-defined, unused-ignore]
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
