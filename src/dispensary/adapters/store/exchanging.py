"""Restoring a backup and renewing the key of a store in one file: a work copy beside it, then one rename."""

import contextlib
import os
import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from dispensary.adapters.store.alone import (
    close_quietly,
    exchange,
    open_alone,
    put_aside,
    require_nobody,
    still_open,
)
from dispensary.adapters.store.cipher import CipherStore, open_store
from dispensary.adapters.store.copies import CopyFailed, copied_from, rekeyed, remove, require_sound, said
from dispensary.adapters.store.keyed import keyed
from dispensary.adapters.store.schema import NewerStore
from dispensary.application.ports.sealer import Anchor, Sealer
from dispensary.application.ports.store import Store, StoreUnavailable, WrongKey
from dispensary.application.ports.upkeep import BackupUnusable, StillOpen
from dispensary.domain.premises import FIRST_COUNTER
from dispensary.domain.seals import Anchored

NO_KEY = (
    "None of the keys at hand opens that backup. It was made under another key or passphrase: give the key with "
    "--source-key FILE, or, with the backup's .lock file beside it, the passphrase of that day with "
    "--source-passphrase-fd N. Nothing was changed."
)


class _Work:
    """A work copy, gone at the end unless it was swapped in."""

    def __init__(self, work: Path) -> None:
        self._work = work
        self._present: CipherStore | None = None
        self._copy: CipherStore | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        close_quietly(self._copy, self._present)
        with contextlib.suppress(OSError):
            remove(self._work)

    def _swap_into(self, path: Path) -> None:
        if os.name == "nt":
            # Windows exchanges no file that is open; for that moment nothing keeps a newcomer out.
            close_quietly(self._present)
        try:
            exchange(path, self._work)
        except PermissionError:
            raise still_open() from None
        except OSError as problem:
            raise CopyFailed(f"The record could not be exchanged: {problem.strerror}. It stands as it was.") from None


class TakenIn(_Work):
    """A backup that is taken in beside `path`, opened and made to speak for itself, wherever it goes then.

    source_keys: tried in turn on `source`; home_key: what it is kept under afterwards. workstation: whose journal says
    that it was restored.
    """

    def __init__(
        self,
        path: Path,
        source: Path,
        source_keys: Sequence[bytes],
        home_key: bytes,
        workstation: str = FIRST_COUNTER,
        *,
        sealer: Sealer | None = None,
        anchor: Anchor | None = None,
    ) -> None:
        super().__init__(path.with_name(f"{path.stem}-incoming{path.suffix}"))
        self._workstation = workstation
        self._sealer = sealer
        self._anchor = anchor
        self._known: Mapping[str, Anchored] = {}
        self._source = source
        self._source_keys = source_keys
        self._home_key = home_key
        self.before_swap: Callable[[], None] | None = None
        """Done once everything is proved and decided, just before the rename: a new home takes its key."""

    def incoming(self) -> Store:
        """Raises WrongKey, BackupUnusable, NewerStore."""
        if not self._source.is_file():
            raise BackupUnusable(f"There is no backup at {self._source.name}. Nothing was changed.")
        try:
            key = self._taken_in()
            if key != self._home_key:
                rekeyed(self._work, key, self._home_key)
            open_store(self._work, self._home_key, copy_first=False).close()
            self._copy = open_alone(self._work, self._home_key, self._workstation, sealer=self._sealer)
            self._known = self._copy.known_as(self._anchor.known() if self._anchor is not None else {})
        except (WrongKey, NewerStore, BackupUnusable):
            raise
        except StoreUnavailable as problem:
            raise BackupUnusable(f"That backup cannot be restored. {problem} Nothing was changed.") from None
        return self._copy

    def _taken_in(self) -> bytes:
        """Copies the backup's bytes beside the store, and finds the key that opens them. The backup is only read."""
        remove(self._work)
        try:
            shutil.copyfile(self._source, self._work)
            log = self._source.with_name(f"{self._source.name}-wal")
            if log.exists():
                # No backup of ours has one; a record that was put aside may.
                shutil.copyfile(log, self._work.with_name(f"{self._work.name}-wal"))
        except OSError as problem:
            raise CopyFailed(f"It could not be copied: {problem.strerror}.") from None
        self._work.chmod(0o600)
        for key in self._source_keys:
            try:
                with said(), contextlib.closing(keyed(self._work, key)) as connection:
                    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
                    connection.execute("PRAGMA journal_mode = DELETE")
                require_sound(self._work, key)
            except WrongKey:
                continue
            return key
        raise WrongKey(NO_KEY)

    def _settled(self) -> None:
        """What is done once everything is proved and decided, just before the exchange."""
        if self.before_swap is not None:
            self.before_swap()

    def _keep_anchor(self) -> None:
        """Before the exchange: what is known then is a part of either record, whichever a power cut leaves."""
        if self._anchor is not None:
            self._anchor.keep(self._known)


class CipherExchange(TakenIn):
    """Restores a backup into the encrypted file at `path`."""

    def __init__(
        self,
        path: Path,
        source: Path,
        source_keys: Sequence[bytes],
        home_key: bytes,
        workstation: str = FIRST_COUNTER,
        *,
        sealer: Sealer | None = None,
        anchor: Anchor | None = None,
    ) -> None:
        super().__init__(path, source, source_keys, home_key, workstation, sealer=sealer, anchor=anchor)
        self._path = path

    def present(self) -> Store | None:
        """Raises StillOpen; StoreUnavailable where it cannot be read."""
        if not self._path.exists():
            return None
        try:
            self._present = open_alone(self._path, self._home_key, self._workstation, sealer=self._sealer)
        except StillOpen:
            raise
        except StoreUnavailable:
            require_nobody(self._path)
            raise
        return self._present

    def swap(self) -> str:
        assert self._copy is not None, "what comes in is opened before it is swapped in"
        self._copy.close()
        self._settled()
        aside = put_aside(self._path) if self._path.exists() else None
        self._keep_anchor()
        self._swap_into(self._path)
        return aside.name if aside is not None else ""


class CipherRenewal(_Work):
    """Renews the key of the store at `path`."""

    def __init__(self, path: Path, workstation: str = FIRST_COUNTER, *, sealer: Sealer | None = None) -> None:
        super().__init__(path.with_name(f"{path.stem}-renewed{path.suffix}"))
        self._path = path
        self._workstation = workstation
        self._sealer = sealer
        self._key = b""

    def present(self, keys: Sequence[bytes]) -> tuple[Store, bytes]:
        """Raises WrongKey, StillOpen, NewerStore."""
        for key in keys:
            try:
                # Brought up to this version first, with its copy, so that its journal can be read.
                open_store(self._path, key).close()
                self._present = open_alone(self._path, key, self._workstation, sealer=self._sealer)
            except WrongKey:
                continue
            self._key = key
            return self._present, key
        raise WrongKey("This key does not open the store. Nothing was changed.")

    def rewrite(self, key: bytes) -> Store:
        """Raises CopyFailed."""
        assert self._present is not None, "the present store is opened before it is copied"
        remove(self._work)
        with said():
            self._present.with_bare(lambda bare: copied_from(bare, self._work, self._key))
        rekeyed(self._work, self._key, key)
        self._copy = open_alone(self._work, key, self._workstation, sealer=self._sealer)
        return self._copy

    def swap(self) -> None:
        assert self._copy is not None, "the copy is made before it is swapped in"
        self._copy.close()
        self._swap_into(self._path)
