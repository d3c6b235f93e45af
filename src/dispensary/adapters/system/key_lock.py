"""The store's key under a passphrase: `store.lock`, a small file that holds it wrapped.

The store's key is random and never changes with the passphrase. argon2id makes a second key of the passphrase (RFC 9106
second choice: 64 MiB, 3 passes, 4 lanes; OWASP asks for 19 MiB and 2), and AES-256-GCM wraps the store's key under it.
Whether the passphrase is right is told by the tag alone, which the library compares in constant time, after the whole
of argon2id has run: nothing returns earlier for a wrong length or a wrong beginning.
"""

import base64
import json
import secrets
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from dispensary.adapters.system.files import write_whole
from dispensary.adapters.system.keys import KEY_BYTES
from dispensary.application.ports.store import StoreUnavailable, WrongKey

FORMAT = 1
WRONG = "This passphrase does not open the record. Check Caps Lock and the keyboard's language, and try again."
DAMAGED = (
    "The file store.lock, which holds the record's key, is damaged. "
    "Put back the copy that lies beside the latest backup, or open the record with its emergency key and --key-file."
)

AskPassphrase = Callable[[], str]


@dataclass(frozen=True, slots=True)
class Cost:
    """What one try costs: memory in KiB, passes over it, lanes."""

    memory: int = 64 * 1024
    passes: int = 3
    lanes: int = 4

    @property
    def sane(self) -> bool:
        """A file that asks for more than 1 GiB or 64 passes was not written by us."""
        return 8 <= self.memory <= 1024 * 1024 and 1 <= self.passes <= 64 and 1 <= self.lanes <= 16


@dataclass(frozen=True, slots=True)
class Wrapped:
    nonce: bytes
    sealed: bytes


@dataclass(frozen=True, slots=True)
class Lock:
    """What the file holds."""

    cost: Cost
    salt: bytes
    keys: tuple[Wrapped, ...]

    @property
    def bound(self) -> bytes:
        """Bound to each wrapped key: parameters and salt cannot be exchanged under it."""
        cost = self.cost
        return f"dispensary store key {FORMAT} {cost.memory} {cost.passes} {cost.lanes} {self.salt.hex()}".encode()


def _derived(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    from argon2.low_level import Type, hash_secret_raw

    plain = unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")
    return hash_secret_raw(plain, salt, cost.passes, cost.memory, cost.lanes, KEY_BYTES, Type.ID)


def _wrap(derived: bytes, lock: Lock, key: bytes) -> Wrapped:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = secrets.token_bytes(12)
    return Wrapped(nonce, AESGCM(derived).encrypt(nonce, key, lock.bound))


def _unwrap(derived: bytes, lock: Lock, held: Wrapped) -> bytes:
    """Raises WrongKey."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        return AESGCM(derived).decrypt(held.nonce, held.sealed, lock.bound)
    except InvalidTag:
        raise WrongKey(WRONG) from None


class PassphraseKey:
    """A key holder over `store.lock`. The passphrase is asked for once, when a key is first needed."""

    def __init__(self, path: Path, ask: AskPassphrase) -> None:
        self._path = path
        self._ask = ask
        self._derived: bytes | None = None

    def keys(self) -> Sequence[bytes]:
        """Raises WrongKey, KeyNeeded, StoreUnavailable (the file is damaged)."""
        lock = read_lock(self._path)
        derived = self._derived or _derived(self._ask(), lock.salt, lock.cost)
        opened = tuple(_unwrap(derived, lock, held) for held in lock.keys)
        self._derived = derived
        return opened

    def add(self) -> bytes:
        key = secrets.token_bytes(KEY_BYTES)
        lock = read_lock(self._path)
        assert self._derived is not None, "the key is asked for before it is renewed"
        _write(self._path, replace(lock, keys=(lock.keys[0], _wrap(self._derived, lock, key))))
        return key

    def settle(self, key: bytes) -> None:
        lock = read_lock(self._path)
        if len(lock.keys) > 1:
            assert self._derived is not None, "the key is asked for before it is settled"
            _write(self._path, replace(lock, keys=(_wrap(self._derived, lock, key),)))


def lock_with(path: Path, passphrase: str, keys: Sequence[bytes], cost: Cost | None = None) -> None:
    """Wraps the keys anew under this passphrase, in one exchange of the file. Raises OSError."""
    bare = Lock(cost or Cost(), secrets.token_bytes(16), ())
    derived = _derived(passphrase, bare.salt, bare.cost)
    _write(path, replace(bare, keys=tuple(_wrap(derived, bare, key) for key in keys)))


def _write(path: Path, lock: Lock) -> None:
    document = {
        "format": FORMAT,
        "kept": "passphrase",
        "argon2id": {"memory_kib": lock.cost.memory, "passes": lock.cost.passes, "lanes": lock.cost.lanes},
        "salt": _text(lock.salt),
        "keys": [
            {"cipher": "aes-256-gcm", "nonce": _text(key.nonce), "sealed": _text(key.sealed)} for key in lock.keys
        ],
    }
    write_whole(path, json.dumps(document, indent=1).encode() + b"\n")


def kept_how(path: Path) -> str:
    """How the key is kept: "passphrase", "keyring", or "file" where there is no lock. Raises StoreUnavailable."""
    return str(document_of(path).get("kept")) if path.exists() else "file"


def document_of(path: Path) -> dict[str, Any]:
    """The lock file as it stands. Raises StoreUnavailable where it is damaged or newer than this program."""
    try:
        held = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        raise StoreUnavailable(DAMAGED) from None
    if not isinstance(held, dict) or held.get("kept") not in ("passphrase", "keyring"):
        raise StoreUnavailable(DAMAGED)
    if held.get("format") != FORMAT:
        raise StoreUnavailable("store.lock was written by a newer version of the program. Install that version.")
    return held


def read_lock(path: Path) -> Lock:
    """Raises StoreUnavailable where the file is damaged."""
    held = document_of(path)
    try:
        cost = Cost(*(int(held["argon2id"][name]) for name in ("memory_kib", "passes", "lanes")))
        keys = tuple(Wrapped(_bytes(key["nonce"]), _bytes(key["sealed"])) for key in held["keys"])
        lock = Lock(cost, _bytes(held["salt"]), keys)
    except (KeyError, TypeError, ValueError, OverflowError):
        raise StoreUnavailable(DAMAGED) from None
    shaped = all(len(key.nonce) == 12 and len(key.sealed) == KEY_BYTES + 16 for key in lock.keys)
    if not (cost.sane and 1 <= len(keys) <= 2 and len(lock.salt) == 16 and shaped and cost.memory >= 8 * cost.lanes):
        raise StoreUnavailable(DAMAGED)
    return lock


def _text(value: bytes) -> str:
    return base64.b64encode(value).decode("ascii")


def _bytes(value: object) -> bytes:
    return base64.b64decode(str(value), validate=True)
