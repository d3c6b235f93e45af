"""The counter's own signing key (Ed25519), in a file that only its owner may read. Made when it is first needed."""

import contextlib
import os
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from dispensary.application.ports.sealer import SealerUnavailable

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


class FileSealer:
    """Signs with the key in that file. The file is read, or made, with the first seal."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def public_key(self) -> bytes:
        return self._key.public_key().public_bytes_raw()

    def seal(self, text: bytes) -> bytes:
        return self._key.sign(text)

    def fits(self, public_key: bytes, text: bytes, seal: bytes) -> bool:
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

        try:
            Ed25519PublicKey.from_public_bytes(public_key).verify(seal, text)
        except (InvalidSignature, ValueError):
            return False
        return True

    @cached_property
    def _key(self) -> "Ed25519PrivateKey":
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        try:
            held = self._path.read_text(encoding="ascii") if self._path.exists() else self._make()
            return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(held.strip()))
        except (OSError, ValueError) as problem:
            raise SealerUnavailable(
                f"The journal cannot be sealed: {self._path.name} cannot be read, or holds no key. "
                "Nothing is recorded without a seal. Put the file back from a copy of the data folder; if there is "
                "none, move it away, and the next step makes a new key, which the proof of the journal will name."
            ) from problem

    def _make(self) -> str:
        """Writes a new key, whole, unless somebody else was quicker: then theirs is the key."""
        from secrets import token_hex

        draft = self._path.with_name(f".{self._path.name}.{os.getpid()}.part")
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        try:
            with os.fdopen(handle, "w", encoding="ascii") as file:
                file.write(token_hex(32) + "\n")
                file.flush()
                os.fsync(file.fileno())
            with contextlib.suppress(FileExistsError):
                os.link(draft, self._path)
        finally:
            draft.unlink(missing_ok=True)
        return self._path.read_text(encoding="ascii")
