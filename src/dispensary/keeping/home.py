"""The data folder of one counter."""

from dataclasses import dataclass
from pathlib import Path

from dispensary.application.ports.store import StoreUnavailable


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
    def printed(self) -> Path:
        return self.folder / "printed"


def no_store(home: Home) -> StoreUnavailable:
    return StoreUnavailable(
        f"There is no dispensing record in {home.folder} yet. Set one up with: dispensary init. "
        "Or name the folder that holds one with --home, or try the program with: dispensary demo"
    )
