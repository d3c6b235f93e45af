"""A home with a record in it, and ways to cut the power while its files are being changed."""

import json
import os
import signal
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from tests.builders import NIA, NOW, a_patient

from dispensary.application.ports.store import Store
from dispensary.application.set_up import FirstPerson, PharmacyDetails
from dispensary.cli.services import BackupWish, SetUpWish, Unlock
from dispensary.domain.journal import Event
from dispensary.domain.people import User
from dispensary.domain.retention import KeepRule
from dispensary.keeping.backups import back_up_home
from dispensary.keeping.home import Home
from dispensary.keeping.keys import open_home
from dispensary.keeping.setting_up import set_up_home

PASSPHRASE = "correct horse battery"
PHARMACY = PharmacyDetails("Fernhill Pharmacy", "8 Market Row, Little Harwick", "qx4 7lt", "01632 960147", "fx999")
AMARA = FirstPerson("amara", "Amara Whitlock", "Pharmacist", pharmacist=True, registration="2999041", pin="482915")

needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")


def unlock(passphrase: str = PASSPHRASE, key_file: Path | None = None) -> Unlock:
    return Unlock(str(key_file) if key_file else None, lambda: passphrase)


def set_up(folder: Path, way: str = "file") -> Home:
    """A home as `dispensary init` leaves it."""
    home = Home(folder)
    made = set_up_home(home, SetUpWish(PHARMACY, AMARA, way, lambda: PASSPHRASE))
    assert isinstance(made, User), made
    return home


def record(home: Home, *words: str, key: Unlock | None = None) -> None:
    """Writes one journal entry for each word, and the record of a patient."""
    store = open_home(home, key or unlock())
    try:
        write(store, *words)
    finally:
        store.close()


def write(store: Store, *words: str, moment: datetime = NOW) -> None:
    for word in words:
        with store.begin() as uow:
            if uow.patients.get(a_patient().id) is None:
                uow.patients.add(a_patient())
            uow.next_number("label")
            uow.journal.append(Event("tested", {}, {"words": word}), actor=NIA, authority="", at=moment)
            uow.commit()


def words_of(store: Store) -> list[str]:
    """What the journal holds, beside upkeep's own entries."""
    with store.read() as uow:
        bodies = [json.loads(entry.body) for entry in uow.journal.entries()]
    return [body["detail"]["words"] for body in bodies if body["kind"] == "tested"]


def recorded(home: Home, key: Unlock | None = None) -> list[str]:
    store = open_home(home, key or unlock())
    try:
        return words_of(store)
    finally:
        store.close()


def backed_up(home: Home, destination: Path, key: Unlock | None = None, rule: KeepRule | None = None) -> Path:
    done = back_up_home(home, key or unlock(), BackupWish(destination, rule or KeepRule()))
    return Path(done.kept.name)


def at(day: int) -> datetime:
    return datetime(2026, 11, day, 22, 0, tzinfo=UTC)


# Cutting the power.

TOUCHES_FILES = frozenset(
    {"execute", "backup", "replace", "rename", "unlink", "remove", "link", "fsync", "open", "write", "mkdir", "rmdir",
     "close", "commit", "chmod", "fdopen", "copyfile", "sendfile", "_fastcopy_sendfile"}
)  # fmt: skip


@dataclass
class Cut:
    """Ends the process just before the n-th call that may touch a file; 0 only counts them."""

    after: int
    seen: int = 0

    def profile(self, _frame: FrameType, event: str, called: Any) -> None:
        if event == "c_call" and getattr(called, "__name__", "") in TOUCHES_FILES:
            self.seen += 1
            if self.seen == self.after:
                os.kill(os.getpid(), signal.SIGKILL)


def in_a_child(work: Callable[[], object], after: int) -> int | None:
    """Does it in a process that is killed at that point; None if it was, else how many points it passed."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(reading)
            cut = Cut(after)
            sys.setprofile(cut.profile)
            work()
            sys.setprofile(None)
            os.write(writing, str(cut.seen).encode())
        except BaseException:
            sys.setprofile(None)
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        said = pipe.read()
    ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if ended == -signal.SIGKILL:
        return None
    assert ended == 0, f"cut {after}: the child ended with {ended}"
    return int(said)
