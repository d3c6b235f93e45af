"""Making backups of a home's record, and going back to one."""

import contextlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from dispensary.application.ports.store import StoreUnavailable, WrongKey
from dispensary.cli.services import BackupWish, RestoreWish, Unlock
from dispensary.keeping.home import Home, counter_name, sealing
from dispensary.keeping.keys import backup_key, has_key, holder, named_key, open_home, present_key
from dispensary.keeping.shared import open_shared, workstation_name

if TYPE_CHECKING:
    from dispensary.adapters.store.cipher import CipherStore
    from dispensary.adapters.store.exchanging import CipherExchange
    from dispensary.adapters.store.postgres import PostgresStore
    from dispensary.adapters.store.postgres_exchange import PostgresExchange
    from dispensary.application.back_up import BackedUp
    from dispensary.application.restore import Restored
    from dispensary.domain.upkeep import WouldLose


def back_up_home(home: Home, unlock: Unlock, wish: BackupWish) -> "BackedUp":
    """Raises BackupFailed; StoreUnavailable where the record itself does not open."""
    from dispensary.adapters.store.backups import Shelf
    from dispensary.adapters.system.clock import SystemClock
    from dispensary.adapters.system.key_holders import Way, way_of
    from dispensary.adapters.system.notes import note_backup
    from dispensary.application.back_up import back_up

    store, key = _opened_with_key(home, unlock, wish.store_url)
    try:
        locked = way_of(home.folder) is Way.PASSPHRASE and (wish.store_url is None or named_key(unlock) is None)
        shelf = Shelf(store, key, wish.destination, home.lock if locked else None, sealer=sealing(home)[0])
        done = back_up(shelf, store, SystemClock(), wish.rule)
        with contextlib.suppress(OSError):
            note_backup(home.folder, str(Path(done.kept.name).absolute()), SystemClock().now(), done.proof.entries)
        return done
    finally:
        store.close()


def _opened_with_key(home: Home, unlock: Unlock, store_url: str | None) -> "tuple[CipherStore | PostgresStore, bytes]":
    """The record, and what its backups are encrypted with."""
    if store_url is not None:
        key = backup_key(home, unlock)
        return open_shared(home, store_url), key
    store = open_home(home, unlock)
    return store, store.key


def restore_home(home: Home, unlock: Unlock, wish: RestoreWish) -> "Restored | WouldLose":
    """Raises BackupUnusable, WrongKey, StillOpen."""
    from dispensary.adapters.system.clock import SystemClock
    from dispensary.adapters.system.one_at_a_time import one_at_a_time
    from dispensary.application.restore import restore

    try:
        home.folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise StoreUnavailable(f"{home.folder} cannot be used: {problem.strerror}.") from None
    with one_at_a_time(home.folder):
        keys, home_key, adopt = _restore_keys(home, unlock, wish)
        with _exchange(home, wish, keys, home_key) as exchange:
            exchange.before_swap = adopt
            return restore(exchange, SystemClock(), accept_loss=wish.accept_loss)


def _exchange(
    home: Home, wish: RestoreWish, keys: Sequence[bytes], home_key: bytes
) -> "CipherExchange | PostgresExchange":
    sealer, anchor = sealing(home)
    if wish.store_url is None:
        from dispensary.adapters.store.exchanging import CipherExchange

        return CipherExchange(home.store, wish.source, keys, home_key, counter_name(home), sealer=sealer, anchor=anchor)
    from dispensary.adapters.store.postgres_exchange import PostgresExchange

    name = workstation_name(home)
    return PostgresExchange(wish.store_url, name, home.store, wish.source, keys, home_key, sealer=sealer, anchor=anchor)


def _restore_keys(
    home: Home, unlock: Unlock, wish: RestoreWish
) -> tuple[Sequence[bytes], bytes, Callable[[], None] | None]:
    """The keys to try on the backup, the one the record is kept under afterwards, and what makes it this home's."""
    from dispensary.adapters.system.key_lock import PassphraseKey
    from dispensary.adapters.system.keys import FileKey

    beside = wish.source.with_name(f"{wish.source.name}.lock")
    given = tuple(FileKey(wish.source_key).keys()) if wish.source_key else ()
    if has_key(home, unlock):
        own = tuple(holder(home, unlock).keys())
        home_key = present_key(home, own)
        locked: tuple[bytes, ...] = ()
        if not given and beside.exists() and not _opens_any(wish.source, own):
            with contextlib.suppress(WrongKey):
                locked = tuple(PassphraseKey(beside, wish.source_passphrase or unlock.passphrase).keys())
        return (*given, *own, *locked), home_key, None
    if given:
        return given, given[0], lambda: _adopt_key(home, given[0])
    if beside.exists():
        keys = tuple(PassphraseKey(beside, wish.source_passphrase or unlock.passphrase).keys())
        return keys, keys[0], lambda: _adopt_lock(home, beside)
    raise WrongKey(
        "A backup opens only with its key. Name the emergency key with --source-key FILE, or lay the backup's .lock "
        "file beside it and give its passphrase."
    )


def _opens_any(path: Path, keys: Sequence[bytes]) -> bool:
    from dispensary.adapters.store.damage import key_fits

    return any(key_fits(path, key) for key in keys)


def _adopt_key(home: Home, key: bytes) -> None:
    from dispensary.adapters.system.keys import new_key_file

    new_key_file(home.key, key)


def _adopt_lock(home: Home, lock: Path) -> None:
    from dispensary.adapters.system.files import write_whole

    write_whole(home.lock, lock.read_bytes())
