"""A new record: made in a folder of its own, then moved into place."""

import contextlib
import secrets
import shutil
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from dispensary.application.ports.store import StoreUnavailable
from dispensary.cli.services import SetUpWish
from dispensary.domain.refusals import Refusal
from dispensary.domain.upkeep import AlreadySetUp, passphrase_refused
from dispensary.keeping.home import Home, counter_name, sealing

if TYPE_CHECKING:
    from dispensary.domain.people import User

DRAFT = ".setting-up"


def set_up_home(home: Home, wish: SetUpWish) -> "User | Refusal":
    """A new record with its key, its first person and the pharmacy's details: all of it, or nothing.

    Everything is made in a folder of its own; the record's file comes last into its place, and makes it a home.
    """
    from dispensary.adapters.system.one_at_a_time import one_at_a_time
    from dispensary.application.set_up import details_refused

    if wish.store_url is not None:
        raise StoreUnavailable("This version cannot do that yet: a store on PostgreSQL.")
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
    from dispensary.adapters.system.key_holders import Way, keep
    from dispensary.adapters.system.keyring_key import KeyringKey, entries_in
    from dispensary.adapters.system.notes import note_counter
    from dispensary.application.set_up import set_up

    draft = Home(home.folder / DRAFT)
    shutil.rmtree(draft.folder, ignore_errors=True)
    draft.folder.mkdir(mode=0o700)
    try:
        key = secrets.token_bytes(32)
        keep(draft.folder, (key,), Way(wish.way), lambda: passphrase)
        sealer, anchor = sealing(draft)
        named = wish.pharmacy.workstation.strip()
        if named:
            note_counter(draft.folder, named)
        counter = counter_name(draft, counter_name(home))
        store = open_store(draft.store, key, counter, create=True, sealer=sealer, anchor=anchor)
        try:
            first = set_up(store, Argon2Credentials(), SystemClock(), wish.pharmacy, wish.person)
        finally:
            store.close()
        if not isinstance(first, Refusal):
            _move_in(draft, home)
        return first
    except BaseException:
        KeyringKey(draft.lock).drop_entries(entries_in(draft.lock))
        raise
    finally:
        shutil.rmtree(draft.folder, ignore_errors=True)


def _move_in(draft: Home, home: Home) -> None:
    """Key first, record last. A key that lies there without a record opens a backup, perhaps: it is put aside."""
    from dispensary.adapters.system.files import sync_folder

    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    for path in (home.key, home.lock, home.journal_key, home.journal_anchor):
        if path.exists():
            path.rename(path.with_name(f"{path.name}.put-aside-{stamp}"))
    made_before = (
        (draft.counter, home.counter),
        (draft.key, home.key),
        (draft.lock, home.lock),
        (draft.journal_key, home.journal_key),
    )
    for made, place in (*made_before, (draft.journal_anchor, home.journal_anchor), (draft.store, home.store)):
        if made.exists():
            made.replace(place)
    sync_folder(home.folder)
