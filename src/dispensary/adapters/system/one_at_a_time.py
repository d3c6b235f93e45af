"""Only one key change, renewal, set-up or restore at a time on one home, whoever started it."""

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


def _taken(handle: int) -> bool:
    try:
        if os.name == "nt":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined, unused-ignore]
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
