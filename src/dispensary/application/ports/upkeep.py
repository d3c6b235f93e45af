"""What keeping the record needs from the world: its keys, copies, and putting one in the place of another."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from dispensary.application.ports.store import Store, StoreUnavailable, WrongKey
from dispensary.domain.backups import BackupPlan
from dispensary.domain.retention import KeepRule


class KeyNeeded(WrongKey):
    """The record is locked, and nothing was given to unlock it."""


class BackupFailed(StoreUnavailable):
    """No good backup was made; the earlier ones are as they were."""


class BackupUnusable(StoreUnavailable):
    """What should be restored is no whole record; the present one is as it was."""


class StillOpen(StoreUnavailable):
    """Somebody else has the record open, so its file cannot be exchanged."""


class KeyHolder(Protocol):
    """Where the store's key is kept. During a renewal it holds two, so that a store under either of them opens."""

    def keys(self) -> Sequence[bytes]:
        """The key, and after it one that a renewal has begun. Raises WrongKey, KeyNeeded."""

    def add(self) -> bytes:
        """A new random key beside the present one, on the disk before this returns."""

    def settle(self, key: bytes) -> None:
        """From now on only this one."""


@dataclass(frozen=True, slots=True)
class BackupKept:
    """A backup that has been proved. name: where it is; size in bytes."""

    name: str
    size: int


class BackupDraft(Protocol):
    """A copy that is not yet a backup."""

    @property
    def store(self) -> Store:
        """The copy, opened like any store."""

    def keep(self, ods: str, at: datetime) -> BackupKept:
        """Makes it durable and puts it in its place. Raises BackupFailed."""

    def set_aside(self) -> str:
        """Keeps it under a name that nobody takes for a good backup; gives that name."""


class BackupShelf(Protocol):
    """Where backups go."""

    def copied(self) -> AbstractContextManager[BackupDraft]:
        """A whole copy of the store as it is now, its pages checked; gone at the end unless kept.

        Raises BackupFailed.
        """

    def thin(self, ods: str, rule: KeepRule) -> Sequence[str]:
        """Takes away what the rule does not keep; gives the names."""


class BackupPlans(Protocol):
    """What is set for backups that are made by themselves."""

    def keep(self, plan: BackupPlan | None) -> None:
        """None: none are. Raises StoreUnavailable."""


class Exchange(Protocol):
    """One store on its way into the place of another. Leaving it before `swap` leaves the present one as it was."""

    def incoming(self) -> Store:
        """A working copy of what is to come in. Raises WrongKey, BackupUnusable."""

    def present(self) -> Store | None:
        """The present one, closed to everybody else until the end; None where there is none.

        Raises StillOpen; any other StoreUnavailable: it cannot be read.
        """

    def swap(self) -> str:
        """Puts the incoming one in the place of the present one, which is put aside; gives its new name ("": none)."""


class Renewal(Protocol):
    """The same store under another key."""

    def present(self, keys: Sequence[bytes]) -> tuple[Store, bytes]:
        """The store with the key that opens it, closed to everybody else until the end. Raises WrongKey, StillOpen."""

    def rewrite(self, key: bytes) -> Store:
        """A whole copy of it under the new key, its pages checked."""

    def swap(self) -> None:
        """Puts the copy in its place. The file under the old key is gone."""
