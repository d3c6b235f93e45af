"""The store's key: 32 random bytes, kept in a file that only its owner may read."""

import os
import secrets
from pathlib import Path

from dispensary.application.ports.store import WrongKey

KEY_BYTES = 32


def new_key_file(path: Path) -> bytes:
    """Writes a new key as hexadecimal text. Raises FileExistsError: a key is never overwritten."""
    key = secrets.token_bytes(KEY_BYTES)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(key.hex() + "\n")
        file.flush()
        os.fsync(file.fileno())
    return key


def read_key_file(path: Path) -> bytes:
    """The key in the file. Raises WrongKey where the file is absent or holds no key."""
    try:
        key = bytes.fromhex(path.read_text(encoding="ascii").strip())
    except (OSError, ValueError):
        raise WrongKey(f"No key can be read from {path.name}.") from None
    if len(key) != KEY_BYTES:
        raise WrongKey(f"{path.name} does not hold a key.")
    return key
