"""Seals on the journal: what a counter signs, and what is known of each counter outside the store.

The chain alone shows that entries belong together; whoever holds the store's key could write it all anew. A seal is a
signature over the end of the chain with a key that is not in the store.
"""

import json
from dataclasses import dataclass
from hashlib import sha256

from dispensary.domain.journal import GENESIS, Broken

EVERY = 2500
"""A checkpoint at the latest after so many entries; and with the first step of each day."""


def fingerprint_of(public_key: bytes) -> str:
    """What people compare: half of the key's SHA-256, in hexadecimal."""
    return sha256(public_key).hexdigest()[:32]


def _sealed_text(*parts: object) -> bytes:
    return json.dumps(parts, ensure_ascii=False, separators=(",", ":")).encode()


@dataclass(frozen=True, slots=True)
class Place:
    """An entry by its place in its counter's chain. sequence 0 stands before the first."""

    sequence: int
    digest: str


START = Place(0, GENESIS)


@dataclass(frozen=True, slots=True)
class Head:
    """The end of a counter's chain, sealed with each step. at: the time of that entry, ISO 8601."""

    workstation: str
    sequence: int
    digest: str
    at: str
    fingerprint: str = ""
    seal: bytes = b""

    @property
    def place(self) -> Place:
        return Place(self.sequence, self.digest)

    @property
    def sealed_text(self) -> bytes:
        return _sealed_text(
            "dispensary journal head 1", self.workstation, self.sequence, self.digest, self.at, self.fingerprint
        )


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A stretch of a counter's chain, sealed for good: entries `first` to `sequence`, all there and following from each
    other and from `previous` when it was sealed.

    block: SHA-256 over the stretch as it is stored (see `block_of`); "" where the chain did not hold when it was to
    be sealed, or where a head that did not fit was kept as evidence.
    """

    workstation: str
    first: int
    sequence: int
    previous: str
    digest: str
    block: str
    at: str
    fingerprint: str = ""
    seal: bytes = b""

    @property
    def sealed_text(self) -> bytes:
        return _sealed_text(
            "dispensary journal checkpoint 1",
            self.workstation,
            self.first,
            self.sequence,
            self.previous,
            self.digest,
            self.block,
            self.at,
            self.fingerprint,
        )


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A counter's public key (Ed25519, 32 bytes), and the time of the first entry that it sealed."""

    workstation: str
    public_key: bytes
    since: str

    @property
    def fingerprint(self) -> str:
        return fingerprint_of(self.public_key)


@dataclass(frozen=True, slots=True)
class Accepted:
    """What a person vouches for. key: a signing key that was not known here, by its fingerprint; restore: the entry
    that says that a backup was restored, by its digest.
    """

    key: str = ""
    restore: str = ""


@dataclass(frozen=True, slots=True)
class Anchored:
    """What is known outside the store of one counter: an entry that was there, and the keys that it seals with."""

    sequence: int
    digest: str
    at: str
    keys: tuple[str, ...]


def block_line(sequence: int, digest: bytes, body: bytes) -> bytes:
    """One entry's line of a block. JSON text has no newline of its own, so lines can be told apart."""
    return b"%d %b %b" % (sequence, digest, body)


def block_of(workstation: str, lines: bytes) -> str:
    """SHA-256 of a stretch of a chain: the workstation's name and the lines of its entries, a newline between each."""
    return sha256(b"%b\n%b" % (workstation.encode(), lines)).hexdigest()


def belongs_to(workstation: str) -> bytes:
    """How every body of that counter's entries ends: its keys are sorted, and this is the last."""
    return f',"workstation":{json.dumps(workstation, ensure_ascii=False)}}}'.encode()


class Walk:
    """Goes along one counter's chain, entry by entry, from a place that is known to be sound.

    Takes the stored bytes: spoilt text is no text any more, and must still be named.
    """

    def __init__(self, workstation: str, start: Place) -> None:
        self.at = start
        self._workstation = workstation
        self._ending = belongs_to(workstation)

    def step(self, sequence: int, digest: bytes, body: bytes) -> Broken | None:
        """Goes on to this entry; what is wrong with it, if anything is."""
        expected = self.at.sequence + 1
        if sequence != expected:
            return Broken(self._workstation, sequence, f"entry {expected} was expected here")
        if not body.endswith(self._ending):
            return Broken(self._workstation, sequence, "it was not written by this workstation")
        made = sha256(b"%b\n%b" % (self.at.digest.encode(), body)).hexdigest()
        if made.encode() != digest:
            return Broken(
                self._workstation, sequence, "its contents were changed, or it does not follow from the entry before it"
            )
        self.at = Place(sequence, made)
        return None


@dataclass(frozen=True, slots=True)
class Chain:
    """What was found of one counter. last: the digest of its last entry. vouched: up to which entry a seal that fits
    speaks for it; anchored: up to which it was known outside the store before. keys: every key it sealed with.
    """

    workstation: str
    entries: int
    last: str
    vouched: int = 0
    sealed_at: str | None = None
    checkpoints: int = 0
    anchored: int = 0
    keys: tuple[SigningKey, ...] = ()


@dataclass(frozen=True, slots=True)
class Proof:
    """The whole journal, gone through. broken: the first entry that does not fit, of the first counter that has one."""

    chains: tuple[Chain, ...]
    broken: Broken | None

    @property
    def entries(self) -> int:
        return sum(chain.entries for chain in self.chains)

    @property
    def last(self) -> dict[str, str]:
        """The digest of the last entry of each workstation."""
        return {chain.workstation: chain.last for chain in self.chains if chain.entries}

    @property
    def unsealed(self) -> int:
        """Entries that no seal speaks for."""
        return sum(max(0, chain.entries - chain.vouched) for chain in self.chains)
