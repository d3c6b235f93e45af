"""Opening a home's record with its key, and changing, renewing and exporting that key."""

import contextlib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from dispensary.application.ports.store import StoreUnavailable, WrongKey
from dispensary.application.ports.upkeep import KeyNeeded
from dispensary.cli.services import KeyWish, Unlock
from dispensary.domain.refusals import Refusal
from dispensary.domain.upkeep import passphrase_refused
from dispensary.keeping.home import Home, counter_name, no_store, sealing
from dispensary.wording.upkeep import NO_BACKUP_KEY, ONLY_BACKUPS

if TYPE_CHECKING:
    from dispensary.adapters.store.blocks import SecondReader
    from dispensary.adapters.store.cipher import CipherStore
    from dispensary.adapters.system.key_holders import AnyHolder
    from dispensary.application.renew_key import Renewed


def holder(home: Home, unlock: Unlock) -> "AnyHolder":
    """Where the key of that home is: the key file that was named, else as store.lock says, else store.key."""
    from dispensary.adapters.system.key_holders import holder_of
    from dispensary.adapters.system.keys import FileKey, HeldKey

    if unlock.key is not None:
        return HeldKey(unlock.key)
    named = named_key(unlock)
    return FileKey(named) if named else holder_of(home.folder, unlock.passphrase)


def named_key(unlock: Unlock) -> Path | None:
    """The key file that somebody named for this home, on the line or in the environment."""
    named = unlock.key_file or os.environ.get("DISPENSARY_KEY_FILE")
    return Path(named) if named else None


def second_reader(home: Home, unlock: Unlock) -> "SecondReader | None":
    """A second process for the proof of the journal, started before the store is open. None where somebody has to type
    for the key: then it is started once that is done.
    """
    from dispensary.adapters.store.blocks import Vault, second_reader_for
    from dispensary.adapters.system.keys import read_key_file

    file = named_key(unlock) or home.key
    if home.lock.exists() or not file.is_file() or not home.store.exists():
        return None
    with contextlib.suppress(WrongKey):
        return second_reader_for(Vault(home.store, read_key_file(file)))
    return None


def present_key(home: Home, keys: Sequence[bytes]) -> bytes:
    """Which of these opens the record; the first where none does, or there is none."""
    from dispensary.adapters.store.damage import key_fits

    return next((key for key in keys if home.store.exists() and key_fits(home.store, key)), keys[0])


def open_home(home: Home, unlock: Unlock) -> "CipherStore":
    """The store of that home under its key, or under the one that a renewal had begun.

    Raises StoreUnavailable, WrongKey and KeyNeeded among it.
    """
    from dispensary.adapters.system.key_holders import clear_leftovers

    if not home.store.exists():
        raise no_store(home)
    held = holder(home, unlock)
    keys = held.keys()
    try:
        store, key = _open_with(home, keys)
    except WrongKey:
        # A renewal may have exchanged key and store between the two readings.
        again = held.keys()
        if tuple(again) == tuple(keys):
            raise
        store, key = _open_with(home, again)
    if key != keys[0]:
        held.settle(key)
    clear_leftovers(home.folder, (key,))
    return store


def _open_with(home: Home, keys: Sequence[bytes]) -> tuple["CipherStore", bytes]:
    from dispensary.adapters.store.cipher import open_store

    sealer, anchor = sealing(home)
    counter = counter_name(home)
    for key in keys[:-1]:
        with contextlib.suppress(WrongKey):
            return open_store(home.store, key, counter, sealer=sealer, anchor=anchor), key
    return open_store(home.store, keys[-1], counter, sealer=sealer, anchor=anchor), keys[-1]


def _own_holder(home: Home, unlock: Unlock) -> "AnyHolder":
    """For a renewal: it must change what opens the record every day, not a copy of the key somewhere else."""
    from dispensary.adapters.system.key_holders import holder_of

    if home.lock.exists() and unlock.key_file is not None:
        raise StoreUnavailable(
            "The key is renewed where it is kept: under its passphrase or in the keyring. Leave --key-file out."
        )
    return holder_of(home.folder, unlock.passphrase) if home.lock.exists() else holder(home, unlock)


def change_key(home: Home, unlock: Unlock, wish: KeyWish) -> Refusal | None:
    """Keeps the same key in another way, or under another passphrase. The record itself is not rewritten."""
    from dispensary.adapters.system.key_holders import Way, keep
    from dispensary.adapters.system.one_at_a_time import one_at_a_time

    with one_at_a_time(_keyed(home, unlock).folder):
        key = _proved_key(home, unlock)
        new = wish.new_passphrase() if wish.way == Way.PASSPHRASE else ""
        refused = passphrase_refused(new) if wish.way == Way.PASSPHRASE else None
        if refused is not None:
            return refused
        with _disk_in_words():
            keep(home.folder, (key,), Way(wish.way), lambda: new)
    return None


def renew_home_key(home: Home, unlock: Unlock) -> "Renewed":
    """Rewrites the record under a new key. Raises StillOpen, WrongKey."""
    from dispensary.adapters.store.exchanging import CipherRenewal
    from dispensary.adapters.system.clock import SystemClock
    from dispensary.adapters.system.one_at_a_time import one_at_a_time
    from dispensary.application.renew_key import renew_key

    if not home.store.exists() and has_key(home, unlock):
        raise StoreUnavailable(ONLY_BACKUPS)
    folder, counter = _there(home), counter_name(home)
    renewing = CipherRenewal(home.store, counter, sealer=sealing(home)[0])
    with one_at_a_time(folder), renewing as renewal, _disk_in_words():
        return renew_key(_own_holder(home, unlock), renewal, SystemClock())


def export_key(home: Home, unlock: Unlock, out: Path) -> None:
    """Writes the key in clear into a new file: the emergency key, for the safe."""
    from dispensary.adapters.system.keys import new_key_file

    key = _proved_key(_keyed(home, unlock), unlock)
    try:
        new_key_file(out, key)
    except FileExistsError:
        raise StoreUnavailable(f"{out.name} exists already, and a key is never written over a file.") from None
    except OSError as problem:
        raise StoreUnavailable(f"{out.name} could not be written: {problem.strerror}.") from None


def has_key(home: Home, unlock: Unlock) -> bool:
    return unlock.key is not None or named_key(unlock) is not None or home.lock.exists() or home.key.exists()


def backup_key(home: Home, unlock: Unlock) -> bytes:
    """What this counter encrypts backups of the record on the server with. Raises KeyNeeded where it has none."""
    if not has_key(home, unlock):
        raise KeyNeeded(NO_BACKUP_KEY)
    return holder(home, unlock).keys()[0]


def _proved_key(home: Home, unlock: Unlock) -> bytes:
    """The key that opens the record here; of a record on the server, the one of its backups."""
    keys = holder(home, unlock).keys()
    if not home.store.exists():
        return keys[0]
    store, key = _open_with(home, keys)
    store.close()
    return key


def _keyed(home: Home, unlock: Unlock) -> Home:
    if not home.store.exists() and not has_key(home, unlock):
        raise no_store(home)
    return home


def _there(home: Home) -> Path:
    if not home.store.exists():
        raise no_store(home)
    return home.folder


@contextlib.contextmanager
def _disk_in_words() -> Iterator[None]:
    try:
        yield
    except OSError as problem:
        raise StoreUnavailable(f"The key could not be written: {problem.strerror}. It stands as it was.") from None
