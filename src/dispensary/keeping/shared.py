"""The record of several counters, on a server, as one of them opens it."""

import os
import platform
from typing import TYPE_CHECKING

from dispensary.keeping.home import Home, sealing

if TYPE_CHECKING:
    from dispensary.adapters.store.postgres import PostgresStore


def workstation_name() -> str:
    """What the journal calls this counter among others: DISPENSARY_WORKSTATION, or the machine's own name."""
    return os.environ.get("DISPENSARY_WORKSTATION") or platform.node() or "Counter 1"


def open_shared(home: Home, url: str, *, create: bool = False) -> "PostgresStore":
    """The record in that database. create: makes the tables where there are none. Raises StoreUnavailable."""
    from dispensary.adapters.store.postgres import open_postgres

    home.folder.mkdir(parents=True, exist_ok=True)
    sealer, anchor = sealing(home)
    return open_postgres(url, workstation_name(), create=create, sealer=sealer, anchor=anchor)
