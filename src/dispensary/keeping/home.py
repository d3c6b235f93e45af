"""The data folder of one counter."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dispensary.application.ports.store import StoreUnavailable

if TYPE_CHECKING:
    from dispensary.application.ports.sealer import Anchor, Sealer


@dataclass(frozen=True, slots=True)
class Home:
    """Where one counter keeps its data: store, key, printed documents, dictionary, log."""

    folder: Path

    @property
    def store(self) -> Path:
        return self.folder / "store.db"

    @property
    def key(self) -> Path:
        return self.folder / "store.key"

    @property
    def lock(self) -> Path:
        return self.folder / "store.lock"

    @property
    def journal_key(self) -> Path:
        """What this counter signs its journal with; never in the store."""
        return self.folder / "journal.key"

    @property
    def journal_anchor(self) -> Path:
        """What was known of the journal, outside the store."""
        return self.folder / "journal.anchor"

    @property
    def printed(self) -> Path:
        return self.folder / "printed"


def sealing(home: Home) -> "tuple[Sealer, Anchor]":
    """What seals the journal of this counter, and what is known of it outside the store."""
    from dispensary.adapters.system.anchor import FileAnchor
    from dispensary.adapters.system.signing import FileSealer

    return FileSealer(home.journal_key), FileAnchor(home.journal_anchor)


def no_store(home: Home) -> StoreUnavailable:
    return StoreUnavailable(
        f"There is no dispensing record in {home.folder} yet. Set one up with: dispensary init. "
        "Or name the folder that holds one with --home, or try the program with: dispensary demo"
    )
