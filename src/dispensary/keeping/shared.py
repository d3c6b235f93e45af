"""The record of several counters, on a server, as one of them opens it."""

import platform
from typing import TYPE_CHECKING

from dispensary.domain.premises import FIRST_COUNTER, MOST_COUNTER_NAME
from dispensary.keeping.home import Home, counter_name, sealing

if TYPE_CHECKING:
    from dispensary.adapters.store.postgres import PostgresStore


def workstation_name(home: Home) -> str:
    """What the journal calls this counter among others, see `counter_name`; otherwise the machine's own name."""
    return counter_name(home, platform.node()[:MOST_COUNTER_NAME] or FIRST_COUNTER)


def open_shared(home: Home, url: str, *, create: bool = False) -> "PostgresStore":
    """The record in that database. create: makes the tables where there are none. Raises StoreUnavailable."""
    from dispensary.adapters.store.postgres import open_postgres

    home.folder.mkdir(parents=True, exist_ok=True)
    sealer, anchor = sealing(home)
    return open_postgres(url, workstation_name(home), create=create, sealer=sealer, anchor=anchor)
