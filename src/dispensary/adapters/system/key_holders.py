"""Which way a home's key is kept, and changing from one way to another without changing the key."""

from collections.abc import Sequence
from enum import StrEnum
from hmac import compare_digest
from pathlib import Path

from dispensary.adapters.system.files import sync_folder
from dispensary.adapters.system.key_lock import AskPassphrase, PassphraseKey, kept_how, lock_with
from dispensary.adapters.system.keyring_key import KeyringKey, entries_in
from dispensary.adapters.system.keys import FileKey, HeldKey, new_key_file, read_key_file
from dispensary.application.ports.store import WrongKey

LOCK, KEY_FILE = "store.lock", "store.key"

AnyHolder = FileKey | HeldKey | PassphraseKey | KeyringKey


class Way(StrEnum):
    """How the key is kept."""

    PASSPHRASE = "passphrase"  # noqa: S105
    FILE = "file"
    KEYRING = "keyring"


def way_of(folder: Path) -> Way:
    """Raises StoreUnavailable where store.lock is damaged."""
    return Way(kept_how(folder / LOCK))


def holder_of(folder: Path, ask: AskPassphrase) -> AnyHolder:
    """Raises StoreUnavailable where store.lock is damaged."""
    match way_of(folder):
        case Way.PASSPHRASE:
            return PassphraseKey(folder / LOCK, ask)
        case Way.KEYRING:
            return KeyringKey(folder / LOCK)
        case Way.FILE:
            return FileKey(folder / KEY_FILE)


def keep(folder: Path, keys: Sequence[bytes], way: Way, new_passphrase: AskPassphrase) -> None:
    """Keeps these keys in that way from now on. store.lock decides which way counts, so its exchange, or its going, is
    the one moment of change; what is left of the old way is cleared away after it.

    Raises NoKeyring, OSError, FileExistsError (a key file is there already).
    """
    lock = folder / LOCK
    stale = entries_in(lock)
    match way:
        case Way.PASSPHRASE:
            lock_with(lock, new_passphrase(), keys)
        case Way.KEYRING:
            KeyringKey(lock).take(keys)
        case Way.FILE:
            _into_files(folder, keys, was_locked=lock.exists())
            lock.unlink(missing_ok=True)
            sync_folder(folder)
    clear_leftovers(folder, keys)
    KeyringKey(lock).drop_entries(stale)


def _into_files(folder: Path, keys: Sequence[bytes], *, was_locked: bool) -> None:
    if not was_locked and (folder / KEY_FILE).exists():
        return
    clear_leftovers(folder, keys)
    for path, key in zip((folder / KEY_FILE, folder / f"{KEY_FILE}.new"), keys, strict=False):
        new_key_file(path, key)


def clear_leftovers(folder: Path, keys: Sequence[bytes]) -> None:
    """With a lock in force, a key file that holds the same key is a leftover of a change that was cut short: it would
    open the record without the passphrase. A file with any other key is left alone: an old backup may need it.
    """
    if not (folder / LOCK).exists():
        return
    for path in (folder / KEY_FILE, folder / f"{KEY_FILE}.new"):
        if path.exists() and _holds_one_of(path, keys):
            path.unlink(missing_ok=True)
            sync_folder(folder)


def _holds_one_of(path: Path, keys: Sequence[bytes]) -> bool:
    try:
        held = read_key_file(path)
    except WrongKey:
        return False
    return any(compare_digest(held, key) for key in keys)
