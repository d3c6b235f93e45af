"""Faults at the system call, without root and without a compiler: seccomp filters put on this process through ctypes.

Two forms. `refuse` makes calls fail by themselves from now on and for good. `listen` hands every call of the named
kinds to whoever holds the returned descriptor (see supervisor.py), which lets it go on, fails it, or ends the process
there. Either holds for this thread and what it starts, until it ends. Linux on x86-64 and ARM64 (seccomp(2),
seccomp_unotify(2)).
"""

import ctypes
import errno
import os
import platform
import struct
import sys
from collections.abc import Iterable, Mapping
from fcntl import ioctl
from functools import cache
from typing import NamedTuple

_NUMBERS = {
    "x86_64": {
        "write": 1, "pwrite64": 18, "writev": 20, "sendto": 44, "recvfrom": 45, "fsync": 74, "fdatasync": 75,
        "truncate": 76, "ftruncate": 77, "rename": 82, "unlink": 87, "openat": 257, "unlinkat": 263, "renameat": 264,
        "fallocate": 285, "pwritev": 296, "renameat2": 316,
    },
    "aarch64": {
        "write": 64, "pwrite64": 68, "writev": 66, "sendto": 206, "recvfrom": 207, "fsync": 82, "fdatasync": 83,
        "truncate": 45, "ftruncate": 46, "openat": 56, "unlinkat": 35, "renameat": 38, "fallocate": 47, "pwritev": 70,
        "renameat2": 276,
    },
}  # fmt: skip
_ARCHITECTURE = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_SECCOMP = {"x86_64": 317, "aarch64": 277}

NUMBERS: Mapping[str, int] = _NUMBERS.get(platform.machine(), {})
"""Each call by its name; one that this machine does not have is left out."""
NAMES = {number: name for name, number in NUMBERS.items()}

_PR_SET_NO_NEW_PRIVS = 38
_SET_MODE_FILTER, _GET_ACTION_AVAIL = 1, 2
_NEW_LISTENER = 8
_ALLOW, _ERRNO, _NOTIFY = 0x7FFF0000, 0x00050000, 0x7FC00000
_LOAD, _EQUAL, _ANY_BIT, _RETURN = 0x20, 0x15, 0x45, 0x06
_AT_NUMBER, _AT_ARCHITECTURE, _AT_ARGUMENTS = 0, 4, 16
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
"""The bits of openat's flags of which any one means that the file may be changed."""

_RECEIVE, _SEND, _STILL_THERE = 0xC0502100, 0xC0182101, 0x40082102
_NOTICE = struct.Struct("=QIIiIQ6Q")
_ANSWER = struct.Struct("=QqiI")
_GO_ON = 1


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))


class Call(NamedTuple):
    """One system call that waits for an answer."""

    id: int
    pid: int
    name: str
    arguments: tuple[int, ...]


@cache
def missing() -> str:
    """Why faults cannot be injected on this machine; "" where they can."""
    if sys.platform != "linux" or platform.machine() not in _NUMBERS:
        return "system calls can be made to fail on Linux x86-64 and ARM64 only"
    child = os.fork()
    if child == 0:
        try:
            os.close(listen(["fsync"]))
            os._exit(0)
        except BaseException:
            os._exit(1)
    return "seccomp is refused here" if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) else ""


def refuse(errors: Mapping[str, int], *, spare: Iterable[int] = ()) -> None:
    """From now on these calls fail with that error number; openat only where it could change the file. `spare`:
    descriptors (a pipe to the parent) that `write` still takes. There is no way back in this process.
    """
    program = b""
    for name, error in errors.items():
        if name in NUMBERS:
            program += _rule(NUMBERS[name], _ERRNO | error, _condition(name, tuple(spare)))
    _install(program, flags=0)


def _condition(name: str, spare: tuple[int, ...]) -> bytes:
    """What must hold of the arguments; where it does not, the call is allowed. Little-endian: the low word is first."""
    if name == "openat":
        return _bpf(_LOAD, _AT_ARGUMENTS + 16) + _bpf(_ANY_BIT, WRITING, 1, 0) + _bpf(_RETURN, _ALLOW)
    if name in ("write", "writev") and spare:
        spared = b"".join(_bpf(_EQUAL, descriptor, 0, 1) + _bpf(_RETURN, _ALLOW) for descriptor in spare)
        return _bpf(_LOAD, _AT_ARGUMENTS) + spared
    return b""


def listen(names: Iterable[str]) -> int:
    """From now on each of these calls waits for an answer through the descriptor that is returned."""
    return _install(b"".join(_rule(NUMBERS[name], _NOTIFY) for name in names if name in NUMBERS), flags=_NEW_LISTENER)


def _rule(number: int, action: int, condition: bytes = b"") -> bytes:
    body = condition + _bpf(_RETURN, action)
    # Each rule loads the number itself: the condition of the one before it may have loaded something else.
    return _bpf(_LOAD, _AT_NUMBER) + _bpf(_EQUAL, number, 0, len(body) // 8) + body


def _bpf(code: int, value: int, yes: int = 0, no: int = 0) -> bytes:
    return struct.pack("=HBBI", code, yes, no, value)


def _install(rules: bytes, *, flags: int) -> int:
    machine = platform.machine()
    head = _bpf(_LOAD, _AT_ARCHITECTURE) + _bpf(_EQUAL, _ARCHITECTURE[machine], 1, 0) + _bpf(_RETURN, _ALLOW)
    code = head + rules + _bpf(_RETURN, _ALLOW)
    held = ctypes.create_string_buffer(code, len(code))
    program = _Program(len(code) // 8, ctypes.addressof(held))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "no_new_privs was refused")
    made = libc.syscall(_SECCOMP[machine], _SET_MODE_FILTER, flags, ctypes.byref(program))
    if made < 0:
        raise OSError(ctypes.get_errno(), "the seccomp filter was refused")
    return int(made)


def receive(listener: int) -> Call | None:
    """The next call that waits; None where it is gone already (its process was killed)."""
    notice = bytearray(_NOTICE.size)
    try:
        ioctl(listener, _RECEIVE, notice, True)
    except OSError as problem:
        if problem.errno in (errno.ENOENT, errno.EINTR):
            return None
        raise
    held = _NOTICE.unpack(notice)
    return Call(held[0], held[1], NAMES[held[3]], held[6:])


def go_on(listener: int, call: Call) -> None:
    """The call is carried out as if nobody had asked."""
    _answer(listener, _ANSWER.pack(call.id, 0, 0, _GO_ON))


def fail(listener: int, call: Call, error: int) -> None:
    """The call is not carried out and fails with that error number."""
    _answer(listener, _ANSWER.pack(call.id, 0, -error, 0))


def done(listener: int, call: Call, value: int) -> None:
    """The call is not carried out and says that it succeeded with that value."""
    _answer(listener, _ANSWER.pack(call.id, value, 0, 0))


def _answer(listener: int, answer: bytes) -> None:
    try:
        ioctl(listener, _SEND, answer)
    except OSError as problem:
        if problem.errno != errno.ENOENT:  # the process was killed while it waited
            raise


def is_waiting(listener: int, call: Call) -> bool:
    """Whether that call still waits, so that what was read of its process meanwhile was indeed its own."""
    try:
        ioctl(listener, _STILL_THERE, struct.pack("=Q", call.id))
    except OSError:
        return False
    return True
