"""What is written into a file goes to the disk little by little, so that nobody's own confirmed write waits behind all
of it at once: a release is some hundred megabytes, and a scan at the bench is confirmed by the same disk meanwhile.
"""

import contextlib
import ctypes
import functools
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event, Thread

PIECE = 1 << 20
"""Bytes that the disk gets at once: about a millisecond of its time."""
EVERY = 1.0
"""Seconds between two times that the files are gone through."""
_WRITE_AND_WAIT = 1 | 2 | 4  # SYNC_FILE_RANGE_WAIT_BEFORE, _WRITE, _WAIT_AFTER

_Sync = Callable[[int, int, int, int], int]


@functools.cache
def _sync_file_range() -> _Sync | None:
    """Linux's own call for a part of a file; elsewhere the system decides itself when it writes."""
    if sys.platform != "linux":
        return None
    found = getattr(ctypes.CDLL(None, use_errno=True), "sync_file_range", None)
    if found is not None:
        found.argtypes = (ctypes.c_int, ctypes.c_int64, ctypes.c_int64, ctypes.c_uint)
    return found


def write_out(path: Path) -> None:
    """Brings what stands in the file so far to the disk, piece by piece. It promises nothing: fsync comes after it."""
    sync = _sync_file_range()
    if sync is None:
        return
    with contextlib.suppress(FileNotFoundError), path.open("rb+") as file:
        for place in range(0, os.fstat(file.fileno()).st_size, PIECE):
            sync(file.fileno(), place, PIECE, _WRITE_AND_WAIT)


@contextlib.contextmanager
def written_out(folder: Path, stem: str) -> Iterator[None]:
    """While this goes on, the files of the folder whose name begins so are written out as they grow."""
    done = Event()

    def go() -> None:
        while not done.wait(EVERY):
            for path in folder.glob(f"{stem}*"):
                write_out(path)

    beside = Thread(target=go, name="writing-out")
    beside.start()
    try:
        yield
    finally:
        done.set()
        beside.join()
