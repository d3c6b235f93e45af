"""The record on a server with nobody else at it: one session, which keeps the writers' lock to its end.

Whoever would record meanwhile is told that the store is busy. Whoever had opened the record before it was exchanged is
refused at the next step, whether they were connected just then or not (`PostgresBackend.begin`); counting the sessions
here is for people, who should not lose what they are in the middle of.
"""

import time
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from dispensary.adapters.store.postgres import WRITERS, address_of, engine_of, fit_to_keep_records
from dispensary.application.ports.store import StoreUnavailable
from dispensary.application.ports.upkeep import StillOpen

WAIT_S = 2
PAUSE_S = 0.1

_OTHERS = (
    "SELECT DISTINCT substr(application_name, 12) FROM pg_stat_activity WHERE datname = current_database() "
    "AND pid <> pg_backend_pid() AND starts_with(application_name, 'dispensary ') ORDER BY 1"
)


def still_connected(names: str) -> StillOpen:
    return StillOpen(
        f"The record is open at: {names}. Close the program there and try again; where that machine is gone, the "
        "server lets go of it after a while, and its administrator can end the session at once. Nothing was changed."
    )


def in_use() -> StillOpen:
    return StillOpen(
        "Somebody is at work in the record on the server: a step, another restore, or a tool that reads its tables. "
        "Wait for it to end and try again. Nothing was changed."
    )


def open_alone_there(url: str, workstation: str) -> Engine:
    """An engine of one session that no other writer gets past. Its locks are waited for WAIT_S at most.

    Raises StillOpen, StoreUnavailable.
    """
    engine = engine_of(address_of(url), f"restoring {workstation}", poolclass=QueuePool, pool_size=1, max_overflow=0)
    _only_once(engine)
    try:
        fit_to_keep_records(engine)
        with engine.connect() as connection:
            connection.exec_driver_sql(f"SET lock_timeout = '{WAIT_S}s'")
            _take_lock(connection)
            require_nobody(connection)
    except BaseException:
        engine.dispose()
        raise
    return engine


def _only_once(engine: Engine) -> None:
    """A session that was lost took the lock with it: what another one would see need not be what was looked at."""
    opened: list[Any] = []

    @event.listens_for(engine, "connect")
    def connected(connection: Any, _record: object) -> None:
        if opened:
            connection.close()
            raise StoreUnavailable("The database server went away in the middle. Nothing was changed. Try again.")
        opened.append(connection)


def _take_lock(connection: Connection) -> None:
    try:
        connection.exec_driver_sql(f"SELECT pg_advisory_lock({WRITERS})")
    except DBAPIError as error:
        if is_locked(error):
            raise in_use() from None
        raise


def is_locked(error: DBAPIError) -> bool:
    return getattr(error.orig, "sqlstate", None) == "55P03"


def require_nobody(connection: Connection) -> None:
    """Raises StillOpen with the names of the counters. One that has just been closed is given a moment to go."""
    until = time.monotonic() + WAIT_S
    # Within one transaction the server would show the same sessions again and again.
    while names := _others(connection):
        if time.monotonic() > until:
            raise still_connected(", ".join(names))
        time.sleep(PAUSE_S)


def _others(connection: Connection) -> Sequence[str]:
    connection.exec_driver_sql("SELECT pg_stat_clear_snapshot()")
    return connection.exec_driver_sql(_OTHERS).scalars().all()
