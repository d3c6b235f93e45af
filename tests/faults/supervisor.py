"""Runs work in a child process and decides, call by call, what the system does for it: go on, fail, or end there.

The process that supervises must have one thread only, because it forks.
"""

import os
import select
import signal
import socket
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import cached_property
from pathlib import Path

from tests.faults import seccomp

CHANGING = ("write", "pwrite64", "pwritev", "ftruncate", "fallocate", "fsync", "fdatasync", "openat", "unlink",
            "unlinkat", "rename", "renameat", "renameat2")  # fmt: skip
"""What changes a file or makes it last. The disk model notices a byte that came another way."""
LINE = ("sendto", "recvfrom")
_AT_PATH = {"openat": 1, "unlink": 0, "unlinkat": 1, "rename": 0, "renameat": 1, "renameat2": 1}
_NEED_WRITABLE = ("write", "pwrite64", "ftruncate", "fallocate")
"""Fails on a descriptor that was opened for reading only (EBADF, or EINVAL for ftruncate). fsync does not."""
_LONGEST = 4096
_PLAIN = {
    "fdatasync": "fsync", "pwritev": "pwrite64", "unlinkat": "unlink", "renameat": "rename", "renameat2": "rename",
}  # fmt: skip


class Verdict(Enum):
    GO_ON = auto()
    KILL = auto()
    HALF = auto()
    """A write takes half of what it was given, as it does where the disk is about to be full."""


Decision = Verdict | int
"""A verdict, or the error number that the call fails with."""


@dataclass(frozen=True)
class Event:
    """One call of the child, before it is carried out. `part`: which file of the store it is about (see `part_of`)."""

    call: seccomp.Call
    path: str
    part: str

    @property
    def name(self) -> str:
        """The call, without regard to which of its forms the system has."""
        return _PLAIN.get(self.call.name, self.call.name)

    @property
    def what(self) -> str:
        """The call and what it is about: "fsync wal"."""
        return f"{self.name} {self.part}".strip()

    @property
    def offset(self) -> int:
        """Where a write begins."""
        if self.name == "pwrite64":
            return self.call.arguments[3]
        return int(self._about_descriptor()["pos"])

    @property
    def size(self) -> int:
        """The new size, for ftruncate."""
        return self.call.arguments[1]

    def data(self) -> bytes:
        """What a pwrite64 is about to write."""
        return _memory(self.call.pid, self.call.arguments[1], self.call.arguments[2])

    def half(self) -> bytes:
        return self.data()[: self.call.arguments[2] // 2]

    def write_half(self) -> int:
        """Does the first half of a write in the child's place; how many bytes that was."""
        handle = os.open(self.path, os.O_WRONLY)
        try:
            return os.pwrite(handle, self.half(), self.offset)
        finally:
            os.close(handle)

    @cached_property
    def changes(self) -> bool:
        """Whether a file may be different afterwards, or last. An openat that only reads does not count, nor does a
        write through a descriptor that was opened for reading only: the system refuses that itself.
        """
        if self.name == "openat":
            return bool(self.call.arguments[2] & seccomp.WRITING)
        return self.name not in _NEED_WRITABLE or not self._only_reads()

    def _only_reads(self) -> bool:
        """Whether the descriptor was opened for reading only. SQLite does that by itself where it may not write, and
        yet tries to write the log back through it.
        """
        try:
            flags = self._about_descriptor()["flags"]
        except OSError:
            return False  # The process is gone, or the descriptor was never open: nothing is known of it.
        return int(flags, 8) & os.O_ACCMODE == os.O_RDONLY

    def _about_descriptor(self) -> dict[str, str]:
        """What the system says of the descriptor of this call: where it stands (pos), how it was opened (flags)."""
        lines = Path(f"/proc/{self.call.pid}/fdinfo/{self.call.arguments[0]}").read_text().splitlines()
        return {name: value.strip() for name, _, value in (line.partition(":") for line in lines)}


Policy = Callable[[Event], Decision]


@dataclass
class Ended:
    """How a child ended: its exit code, negative where a signal ended it, and what it did to which part until then."""

    code: int
    seen: Counter[str] = field(default_factory=Counter)

    @property
    def killed(self) -> bool:
        return self.code == -signal.SIGKILL


def part_of(folder: Path, path: str) -> str:
    """The part of the store in that folder: db, wal, shm, journal; the folder itself; printed; "" for anything else."""
    if path == str(folder):
        return "folder"
    name = path.removeprefix(f"{folder}/")
    if name == path:
        return ""
    return {"store.db": "db", "store.db-wal": "wal", "store.db-shm": "shm", "store.db-journal": "journal"}.get(
        name, "printed" if name.startswith("printed") else ""
    )


def go_on(_event: Event) -> Decision:
    return Verdict.GO_ON


def supervise(
    work: Callable[[], object],
    folder: Path,
    policy: Policy = go_on,
    *,
    calls: Iterable[str] = CHANGING,
    kill_after: float | None = None,
) -> Ended:
    """Runs it in a child whose calls the policy decides. `kill_after`: seconds until SIGKILL, whatever it does then."""
    ours, theirs = socket.socketpair()
    child = os.fork()
    if child == 0:
        ours.close()
        _work(work, theirs, tuple(calls))
    theirs.close()
    with ours:
        handed = socket.recv_fds(ours, 1, 1)[1]
    ended = Ended(0)
    try:
        if handed:
            _watch(child, handed[0], folder, policy, ended, kill_after)
    finally:
        for descriptor in handed:
            os.close(descriptor)
        ended.code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return ended


def _work(work: Callable[[], object], theirs: socket.socket, calls: tuple[str, ...]) -> None:
    """The child's whole life."""
    code = 1
    try:
        listener = seccomp.listen(calls)
        # Nothing between these two may be a call that is listened to: nobody would answer it yet.
        socket.send_fds(theirs, [b"."], [listener])
        os.close(listener)
        theirs.close()
        work()
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(code)


def _watch(child: int, listener: int, folder: Path, policy: Policy, ended: Ended, kill_after: float | None) -> None:
    until = None if kill_after is None else time.monotonic() + kill_after
    waiting = select.poll()
    waiting.register(listener, select.POLLIN)
    try:
        while True:
            left = None if until is None else max(0, until - time.monotonic()) * 1000
            ready = waiting.poll(left)
            if not ready:
                os.kill(child, signal.SIGKILL)
                return
            if not ready[0][1] & select.POLLIN:
                return
            call = seccomp.receive(listener)
            if call is not None and not _decide(child, listener, call, folder, policy, ended):
                return
    except BaseException:
        os.kill(child, signal.SIGKILL)
        raise


def _decide(child: int, listener: int, call: seccomp.Call, folder: Path, policy: Policy, ended: Ended) -> bool:
    """Answers one call. False: the child was ended instead."""
    try:
        path = _path(call)
    except OSError:
        if not seccomp.is_waiting(listener, call):
            return True
        path = ""
    event = Event(call, path, part_of(folder, path))
    ended.seen[event.what] += event.changes
    decision = policy(event)
    if decision is Verdict.KILL:
        os.kill(child, signal.SIGKILL)
        return False
    if decision is Verdict.GO_ON:
        seccomp.go_on(listener, call)
    elif decision is Verdict.HALF:
        seccomp.done(listener, call, event.write_half())
    else:
        seccomp.fail(listener, call, decision)  # type: ignore[arg-type]
    return True


def _path(call: seccomp.Call) -> str:
    """The file that the call is about."""
    if call.name not in _AT_PATH:
        return os.readlink(f"/proc/{call.pid}/fd/{call.arguments[0]}")
    text = _memory(call.pid, call.arguments[_AT_PATH[call.name]], _LONGEST).split(b"\0", 1)[0]
    return os.fsdecode(text)


def _memory(pid: int, address: int, length: int) -> bytes:
    """What stands in the memory of the waiting process there; less where its memory ends before."""
    with open(f"/proc/{pid}/mem", "rb", buffering=0) as memory:
        memory.seek(address)
        found = bytearray()
        while len(found) < length:
            step = min(length - len(found), _LONGEST - (address + len(found)) % _LONGEST)
            try:
                piece = memory.read(step)
            except OSError:
                break
            if not piece:
                break
            found += piece
        return bytes(found)
