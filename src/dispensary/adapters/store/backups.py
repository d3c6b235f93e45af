"""Where backups go: a folder that is thinned by rule, or one named file."""

import contextlib
import re
import secrets
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from dispensary.adapters.store.alone import open_alone
from dispensary.adapters.store.cipher import CipherStore
from dispensary.adapters.store.copies import free_name, make_durable, remove, require_sound, sync_folder
from dispensary.application.ports.sealer import Sealer
from dispensary.application.ports.store import Store, StoreUnavailable
from dispensary.application.ports.upkeep import BackupFailed, BackupKept
from dispensary.domain.retention import KeepRule, kept

LOCK_END = ".lock"
"""Beside a backup under a passphrase lies its lock: without it the passphrase opens nothing."""

DAY = 86_400
STAMP = "%Y%m%dT%H%M%SZ"


class Copyable(Protocol):
    """A store that can be copied whole, whatever it is made of."""

    def copy_to(self, target: Path, key: bytes) -> None: ...


class Shelf:
    """A folder of backups, or one file. lock: the lock file to lay beside each backup, where there is one."""

    def __init__(
        self, source: Copyable, key: bytes, where: Path, lock: Path | None = None, *, sealer: Sealer | None = None
    ) -> None:
        self._sealer = sealer
        self._source = source
        self._key = key
        self._where = where
        self._lock = lock

    @property
    def _one_file(self) -> bool:
        return self._where.suffix == ".db" and not self._where.is_dir()

    @property
    def folder(self) -> Path:
        return self._where.parent if self._one_file else self._where

    @contextlib.contextmanager
    def copied(self) -> Iterator["Draft"]:
        """Raises BackupFailed."""
        path = self.folder / f".backup-{secrets.token_hex(4)}.part.db"
        copy: CipherStore | None = None
        try:
            try:
                if not self._one_file:
                    self.folder.mkdir(parents=True, exist_ok=True)
                self._clear_old_drafts()
                self._source.copy_to(path, self._key)
                copy = open_alone(path, self._key, sealer=self._sealer)
                yield Draft(copy, path, self)
            except BackupFailed:
                raise
            except (StoreUnavailable, OSError) as problem:
                raise BackupFailed(_failed_words(problem)) from None
        finally:
            if copy is not None:
                copy.close()
            with contextlib.suppress(OSError):
                remove(path)

    def _clear_old_drafts(self) -> None:
        """What a backup left that was cut short. One that another counter is making now is younger than a day."""
        for path in self.folder.glob(".backup-*.part.db*"):
            if path.stat().st_mtime < time.time() - DAY:
                path.unlink(missing_ok=True)

    def name_for(self, ods: str, at: datetime) -> Path:
        if self._one_file:
            return self._where
        return free_name(self.folder / f"dispensary-{ods}-{at.astimezone(UTC).strftime(STAMP)}.db")

    def keep(self, draft: Path, ods: str, at: datetime) -> BackupKept:
        try:
            require_sound(draft, self._key)
            make_durable(draft)
            path = self.name_for(ods, at)
            if self._lock is not None:
                # Before the backup itself: a backup never stands there without what opens it.
                _copy_file(self._lock, path.with_name(path.name + LOCK_END))
            draft.replace(path)
            sync_folder(self.folder)
            return BackupKept(str(path), path.stat().st_size)
        except (StoreUnavailable, OSError) as problem:
            raise BackupFailed(_failed_words(problem)) from None

    def thin(self, ods: str, rule: KeepRule) -> Sequence[str]:
        """Only whole backups of this pharmacy, named as we name them; a file named by hand is never touched."""
        if self._one_file:
            return ()
        found = backups_in(self.folder, ods)
        keep = kept(found.values(), rule)
        removed = []
        for path, at in sorted(found.items()):
            if at not in keep:
                remove(path)
                path.with_name(path.name + LOCK_END).unlink(missing_ok=True)
                removed.append(path.name)
        return removed


class Draft:
    """A copy that is not yet a backup."""

    def __init__(self, copy: CipherStore, path: Path, shelf: Shelf) -> None:
        self._copy = copy
        self._path = path
        self._shelf = shelf

    @property
    def store(self) -> Store:
        return self._copy

    def keep(self, ods: str, at: datetime) -> BackupKept:
        self._copy.close()
        return self._shelf.keep(self._path, ods, at)

    def set_aside(self) -> str:
        self._copy.close()
        stamp = datetime.now(UTC).strftime(STAMP)
        path = free_name(self._path.with_name(f"unproven-{stamp}.db"))
        self._path.replace(path)
        return str(path)


def backups_in(folder: Path, ods: str) -> dict[Path, datetime]:
    """The backups of that pharmacy in the folder, with their times."""
    pattern = re.compile(rf"dispensary-{re.escape(ods)}-(\d{{8}}T\d{{6}}Z)(-\d+)?\.db")
    found = {}
    for path in folder.iterdir():
        named = pattern.fullmatch(path.name)
        if named is not None and path.is_file():
            with contextlib.suppress(ValueError):
                found[path] = datetime.strptime(named[1], STAMP).replace(tzinfo=UTC)
    return found


def _copy_file(source: Path, target: Path) -> None:
    draft = target.with_name(f".{target.name}.part")
    draft.write_bytes(source.read_bytes())
    draft.chmod(0o600)
    make_durable(draft)
    draft.replace(target)


def _failed_words(problem: Exception) -> str:
    why = str(problem) if isinstance(problem, StoreUnavailable) else f"{getattr(problem, 'strerror', problem)}."
    return (
        f"The backup was NOT made. {why} Earlier backups are untouched. Put right what is said here and make one "
        "again; until then there is no newer backup than the last."
    )
