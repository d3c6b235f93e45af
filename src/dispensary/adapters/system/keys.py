"""The store's key in a file: 32 random bytes as hexadecimal text that only its owner may read."""

import os
import secrets
from collections.abc import Sequence
from pathlib import Path

from dispensary.adapters.system.files import sync_folder, write_whole
from dispensary.application.ports.store import WrongKey

KEY_BYTES = 32


def new_key_file(path: Path, key: bytes | None = None) -> bytes:
    """Writes a new key, or the one given. Raises FileExistsError: a key is never overwritten."""
    made = key or secrets.token_bytes(KEY_BYTES)
    if path.exists():
        raise FileExistsError(path.name)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w") as file:
            file.write(made.hex() + "\n")
            file.flush()
            os.fsync(file.fileno())
        _name_unless_taken(draft, path)
    finally:
        draft.unlink(missing_ok=True)
    sync_folder(path.parent)
    return made


def _name_unless_taken(draft: Path, path: Path) -> None:
    """The file whole under its name, or FileExistsError; a disk that knows no second names has only the look before."""
    try:
        os.link(draft, path)
    except FileExistsError:
        raise
    except OSError:
        draft.rename(path)


def read_key_file(path: Path) -> bytes:
    """The key in the file. Raises WrongKey where the file is absent or holds no key."""
    try:
        key = bytes.fromhex(path.read_text(encoding="ascii").strip())
    except (OSError, ValueError):
        raise WrongKey(f"No key can be read from {path.name}.") from None
    if len(key) != KEY_BYTES:
        raise WrongKey(f"{path.name} does not hold a key.")
    return key


class FileKey:
    """A key file, and beside it, during a renewal, the next one."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._next = path.with_name(f"{path.name}.new")

    def keys(self) -> Sequence[bytes]:
        """Raises WrongKey."""
        if not self._path.exists() and self._next.exists():
            return (read_key_file(self._next),)
        first = read_key_file(self._path)
        return (first, read_key_file(self._next)) if self._next.exists() else (first,)

    def add(self) -> bytes:
        key = secrets.token_bytes(KEY_BYTES)
        write_whole(self._next, f"{key.hex()}\n".encode("ascii"))
        return key

    def settle(self, key: bytes) -> None:
        if self._next.exists() and read_key_file(self._next) == key:
            self._next.replace(self._path)
            sync_folder(self._path.parent)
        elif read_key_file(self._path) == key:
            self._next.unlink(missing_ok=True)


class HeldKey:
    """The key itself, from somebody who has the record open. It is kept nowhere here, so nothing can be added to it."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def keys(self) -> Sequence[bytes]:
        return (self._key,)

    def add(self) -> bytes:
        raise WrongKey("The key is renewed where it is kept.")

    def settle(self, key: bytes) -> None:
        """There is only the one."""
