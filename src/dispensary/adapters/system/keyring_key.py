"""The store's key in the system's keyring: Windows Credential Locker, macOS Keychain, Secret Service, KWallet.

`store.lock` then holds no key, only the names under which the keyring has it.
"""

import json
import secrets
from collections.abc import Sequence
from pathlib import Path

from dispensary.adapters.system.files import write_whole
from dispensary.adapters.system.key_lock import DAMAGED, FORMAT, document_of
from dispensary.adapters.system.keys import KEY_BYTES
from dispensary.application.ports.store import StoreUnavailable, WrongKey

SERVICE = "dispensary"


class NoKeyring(StoreUnavailable):
    """This machine has no keyring that a key could be kept in."""

    def __init__(self) -> None:
        super().__init__(
            "This machine has no keyring that keeps secrets, or it is locked. Keep the key under a passphrase "
            "(--key passphrase) or in a file (--key file) instead."
        )


def _put(entry: str, key: bytes) -> None:
    """Raises NoKeyring."""
    import keyring
    from keyring.errors import KeyringError

    if keyring.get_keyring().priority < 1:  # the library's own sign of a backend that keeps nothing, or in clear
        raise NoKeyring
    try:
        keyring.set_password(SERVICE, entry, key.hex())
        kept = keyring.get_password(SERVICE, entry)
    except (KeyringError, RuntimeError):
        raise NoKeyring from None
    if kept != key.hex():
        raise NoKeyring


def _get(entry: str) -> bytes:
    """Raises WrongKey, NoKeyring."""
    import keyring
    from keyring.errors import KeyringError

    try:
        held = keyring.get_password(SERVICE, entry)
    except (KeyringError, RuntimeError):
        raise NoKeyring from None
    try:
        key = bytes.fromhex(held or "")
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES:
        raise WrongKey(
            "The keyring of this user does not hold the record's key. Sign in to the computer as the user who set the "
            "record up, or open it with its emergency key and --key-file."
        )
    return key


def _drop(entry: str) -> None:
    import contextlib

    import keyring
    from keyring.errors import KeyringError

    with contextlib.suppress(KeyringError, RuntimeError):
        keyring.delete_password(SERVICE, entry)


class KeyringKey:
    """A key holder over the keyring."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def keys(self) -> Sequence[bytes]:
        """Raises WrongKey, NoKeyring, StoreUnavailable (store.lock is damaged)."""
        return tuple(_get(entry) for entry in self._entries())

    def add(self) -> bytes:
        key, entry = secrets.token_bytes(KEY_BYTES), _new_entry()
        _put(entry, key)
        stale = self._entries()[1:]
        self._write((self._entries()[0], entry))
        for each in stale:
            _drop(each)
        return key

    def settle(self, key: bytes) -> None:
        entries = self._entries()
        if len(entries) == 1:
            return
        keep = next(entry for entry in entries if _get(entry) == key)
        self._write((keep,))
        for entry in entries:
            if entry != keep:
                _drop(entry)

    def take(self, keys: Sequence[bytes]) -> None:
        """Puts these into the keyring, and their names into the file in one exchange. Raises NoKeyring, OSError."""
        entries = tuple(_new_entry() for _ in keys)
        try:
            for entry, key in zip(entries, keys, strict=True):
                _put(entry, key)
            self._write(entries)
        except BaseException:
            for entry in entries:
                _drop(entry)
            raise

    def drop_entries(self, entries: Sequence[str]) -> None:
        for entry in entries:
            _drop(entry)

    def _write(self, entries: Sequence[str]) -> None:
        document = {"format": FORMAT, "kept": "keyring", "entries": list(entries)}
        write_whole(self._path, json.dumps(document, indent=1).encode() + b"\n")

    def _entries(self) -> tuple[str, ...]:
        held = document_of(self._path).get("entries")
        if not isinstance(held, list) or not 1 <= len(held) <= 2 or not all(isinstance(each, str) for each in held):
            raise StoreUnavailable(DAMAGED)
        return tuple(held)


def _new_entry() -> str:
    return f"store key {secrets.token_hex(8)}"


def entries_in(path: Path) -> tuple[str, ...]:
    """The names in a lock file that is about to be replaced; none where the key is kept otherwise."""
    if not path.exists() or document_of(path).get("kept") != "keyring":
        return ()
    return tuple(str(each) for each in document_of(path).get("entries", ()))
