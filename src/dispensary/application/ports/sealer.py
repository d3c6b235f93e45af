"""The counter's signing key, and what it knows of the journal outside the store."""

from collections.abc import Mapping
from typing import Protocol

from dispensary.application.ports.store import StoreUnavailable
from dispensary.domain.seals import Anchored


class SealerUnavailable(StoreUnavailable):
    """The counter's signing key cannot be read or made: nothing can be sealed, so nothing is recorded."""


class Sealer(Protocol):
    """Signs with a key that is not in the store. All of it raises SealerUnavailable."""

    def public_key(self) -> bytes:
        """The 32 bytes that others check the seals of this counter with (Ed25519)."""

    def seal(self, text: bytes) -> bytes: ...

    def fits(self, public_key: bytes, text: bytes, seal: bytes) -> bool:
        """Whether that seal was made over that text with the private half of that key."""


class Anchor(Protocol):
    """The last known end of each counter's chain, kept where a copy of the store does not reach."""

    def known(self) -> Mapping[str, Anchored]:
        """By workstation. Empty where nothing was kept yet, or where it cannot be read."""

    def keep(self, known: Mapping[str, Anchored]) -> None:
        """Replaces what is kept, whole or not at all. It may fail in silence: the next one is as good."""
