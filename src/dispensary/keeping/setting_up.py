"""A new record: made in a folder of its own, then moved into place."""

import contextlib
import secrets
import shutil
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from dispensary.application.ports.store import OutcomeUnknown, StoreUnavailable
from dispensary.cli.services import SetUpWish
from dispensary.domain.refusals import Refusal
from dispensary.domain.upkeep import AlreadySetUp, passphrase_refused
from dispensary.keeping.home import Home, counter_name, sealing
from dispensary.keeping.shared import open_shared

if TYPE_CHECKING:
    from dispensary.domain.people import User

DRAFT = ".setting-up"


def set_up_home(home: Home, wish: SetUpWish) -> "User | Refusal":
    """A new record with its key, its first person and the pharmacy's details: all of it, or nothing.

    Everything is made in a folder of its own; the record's file comes last into its place, and makes it a home. On a
    server the record is committed last.
    """
    from dispensary.adapters.system.one_at_a_time import one_at_a_time
    from dispensary.application.set_up import details_refused

    refused = details_refused(wish.pharmacy, wish.person)
    if refused is not None:
        return refused
    passphrase = wish.passphrase() if wish.way == "passphrase" else ""
    refused = passphrase_refused(passphrase) if wish.way == "passphrase" else None
    if refused is not None:
        return refused
    was_there = home.folder.is_dir()
    try:
        home.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with one_at_a_time(home.folder):
            if home.store.exists():
                return AlreadySetUp()
            if wish.store_url is not None:
                return _set_up_there(home, wish, passphrase, wish.store_url)
            return _set_up_in(home, wish, passphrase)
    except OSError as problem:
        raise StoreUnavailable(
            f"The record could not be set up: {problem.strerror}. Nothing was left behind."
        ) from None
    finally:
        if not home.store.exists():
            (home.folder / "upkeep.busy").unlink(missing_ok=True)
            if not was_there:
                with contextlib.suppress(OSError):
                    home.folder.rmdir()


def _set_up_in(home: Home, wish: SetUpWish, passphrase: str) -> "User | Refusal":
    from dispensary.adapters.store.cipher import open_store
    from dispensary.adapters.system.clock import SystemClock
    from dispensary.adapters.system.credentials import Argon2Credentials
    from dispensary.application.set_up import set_up

    with _draft_with_key(home, wish, passphrase) as (draft, key):
        sealer, anchor = sealing(draft)
        counter = counter_name(draft, counter_name(home))
        store = open_store(draft.store, key, counter, create=True, sealer=sealer, anchor=anchor)
        with contextlib.closing(store):
            first = set_up(store, Argon2Credentials(), SystemClock(), wish.pharmacy, wish.person)
        if not isinstance(first, Refusal):
            _move_in(draft, home)
        return first


def _set_up_there(home: Home, wish: SetUpWish, passphrase: str, url: str) -> "User | Refusal":
    """The record on a server, and at home the key of its backups."""
    from dispensary.adapters.system.clock import SystemClock
    from dispensary.adapters.system.credentials import Argon2Credentials
    from dispensary.application.set_up import is_set_up, set_up

    with _draft_with_key(home, wish, passphrase) as (draft, _):
        with contextlib.closing(open_shared(draft, url, create=True)) as store, store.read() as uow:
            if is_set_up(uow):
                return AlreadySetUp(shared=True)
        had = _move_in(draft, home)
        try:
            with contextlib.closing(open_shared(home, url)) as store:
                first = set_up(store, Argon2Credentials(), SystemClock(), wish.pharmacy, wish.person)
        except OutcomeUnknown:
            raise  # the record may be there, and then its backups need this key
        except BaseException:
            _move_back(home, had)
            raise
        if isinstance(first, Refusal):
            _move_back(home, had)
        return AlreadySetUp(shared=True) if isinstance(first, AlreadySetUp) else first


@contextlib.contextmanager
def _draft_with_key(home: Home, wish: SetUpWish, passphrase: str) -> Iterator[tuple[Home, bytes]]:
    """A folder within the home in which the new key lies; gone at the end."""
    from dispensary.adapters.system.key_holders import Way, keep
    from dispensary.adapters.system.keyring_key import KeyringKey, entries_in
    from dispensary.adapters.system.notes import note_counter

    draft = Home(home.folder / DRAFT)
    shutil.rmtree(draft.folder, ignore_errors=True)
    draft.folder.mkdir(mode=0o700)
    try:
        key = secrets.token_bytes(32)
        keep(draft.folder, (key,), Way(wish.way), lambda: passphrase)
        named = wish.pharmacy.workstation.strip()
        if named:
            note_counter(draft.folder, named)
        yield draft, key
    finally:
        # A key that was moved in has taken its lock along.
        KeyringKey(draft.lock).drop_entries(entries_in(draft.lock))
        shutil.rmtree(draft.folder, ignore_errors=True)


def _keys_of(home: Home) -> tuple[Path, ...]:
    return home.counter, home.key, home.lock, home.journal_key, home.journal_anchor


def _move_in(draft: Home, home: Home) -> Mapping[Path, Path]:
    """Key first, record last. A key that lies there without a record opens a backup, perhaps: it is put aside. Gives
    what was there, with where it is now.
    """
    from dispensary.adapters.system.files import sync_folder

    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    had = {path: path.with_name(f"{path.name}.put-aside-{stamp}") for path in _keys_of(home) if path.exists()}
    for path, aside in had.items():
        path.rename(aside)
    for made, place in zip((*_keys_of(draft), draft.store), (*_keys_of(home), home.store), strict=True):
        if made.exists():
            made.replace(place)
    sync_folder(home.folder)
    return had


def _move_back(home: Home, had: Mapping[Path, Path]) -> None:
    """The home as it was before anything was moved in."""
    from dispensary.adapters.system.keyring_key import KeyringKey, entries_in

    KeyringKey(home.lock).drop_entries(entries_in(home.lock))
    for path in _keys_of(home):
        path.unlink(missing_ok=True)
    for path, aside in had.items():
        aside.rename(path)
