"""The data folder of one counter."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dispensary.application.ports.store import StoreUnavailable
from dispensary.domain.premises import FIRST_COUNTER, MOST_COUNTER_NAME, fits_a_counter

if TYPE_CHECKING:
    from dispensary.application.ports.sealer import Anchor, Sealer


SETTING = "DISPENSARY_WORKSTATION"


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
    def counter(self) -> Path:
        """What this counter was called when it was set up, where somebody named it."""
        return self.folder / "counter.json"

    @property
    def knowledge(self) -> Path:
        """What this pharmacy adds to the clinical knowledge; often not there."""
        return self.folder / "knowledge"

    @property
    def leaflets(self) -> Path:
        """The manufacturers' leaflets that this pharmacy keeps, as <dm+d code>.pdf; often not there."""
        return self.folder / "leaflets"

    @property
    def warnings(self) -> Path:
        """Label warnings that this pharmacy has a licence for; often not there."""
        return self.folder / "warnings"

    @property
    def printed(self) -> Path:
        return self.folder / "printed"


def counter_name(home: Home, otherwise: str = FIRST_COUNTER) -> str:
    """What this counter is called: DISPENSARY_WORKSTATION, else as it was named when it was set up, else `otherwise`.

    The journal's chain of this counter goes by that name, and so do the labels that are to come out here.
    Raises StoreUnavailable where the name cannot be read or used: another one would begin another chain.
    """
    from dispensary.adapters.system.notes import COUNTER, noted_counter

    set_by_hand = os.environ.get(SETTING, "").strip()
    try:
        name = set_by_hand or noted_counter(home.folder)
    except ValueError:
        raise StoreUnavailable(
            f"The file {COUNTER} in {home.folder} cannot be read: it says what this counter is called. Put it back "
            f"from a copy, or name the counter in {SETTING}."
        ) from None
    if not name:
        return otherwise
    if not fits_a_counter(name):
        raise StoreUnavailable(
            f"This counter cannot be called {name[:60]!r}: at most {MOST_COUNTER_NAME} characters that can be printed. "
            f"Change {SETTING if set_by_hand else COUNTER}."
        )
    return name


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
