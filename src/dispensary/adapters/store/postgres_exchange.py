"""Restoring a backup into the record on a server: one transaction, in which the new tables are made, filled, proved and
moved into the place of the present ones. Cut short anywhere, the server has seen nothing of it.

The present tables are moved into a schema of their own, named by the time, and stay there. They keep the numbers that
the server knows them by, so a counter that had opened them sees at its next step that they are no longer the record.
"""

import contextlib
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from dispensary.adapters.store import model
from dispensary.adapters.store.crossing import either_in_words
from dispensary.adapters.store.exchanging import TakenIn
from dispensary.adapters.store.migrate import upgrade_in
from dispensary.adapters.store.postgres import (
    PATIENCE_S,
    PAUSE_S,
    UNDER_LOCK,
    PostgresBackend,
    PostgresStore,
    address_of,
    bring_up,
    engine_of,
    record_in,
)
from dispensary.adapters.store.postgres_alone import in_use, is_locked, open_alone_there, require_nobody
from dispensary.adapters.store.postgres_words import is_lost
from dispensary.adapters.store.proving import prove
from dispensary.adapters.store.sealing import Seals
from dispensary.application.ports.sealer import Anchor, Sealer
from dispensary.application.ports.store import OutcomeUnknown, Store, StoreUnavailable
from dispensary.application.ports.upkeep import BackupUnusable

VERSION = "alembic_version"
STAMP = "%Y%m%dt%H%M%Sz"

_BEGIN = (
    "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE; SET LOCAL idle_in_transaction_session_timeout = 0; "
    "SET LOCAL statement_timeout = 0; "
    "SELECT set_config('synchronous_commit', 'on', true) WHERE current_setting('synchronous_commit') = 'off'"
)
_PLACE = "SELECT relnamespace::regnamespace::text FROM pg_class WHERE oid = to_regclass('alembic_version')"
_TABLES = (
    "SELECT oid::regclass::text FROM pg_class WHERE relnamespace = '{place}'::regnamespace AND relkind = 'r' "
    "AND relname IN ({names}) ORDER BY relname <> 'alembic_version', relname"
)
_FUNCTIONS = (
    "SELECT DISTINCT tgfoid::regprocedure::text FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid "
    "JOIN pg_proc ON pg_proc.oid = tgfoid WHERE NOT tgisinternal AND relnamespace = '{place}'::regnamespace "
    "AND pronamespace = relnamespace AND relname IN ({names})"
)


class PostgresExchange(TakenIn):
    """Restores a backup into the database at `url`. beside: where the work copy of the backup is opened and proved."""

    def __init__(
        self,
        url: str,
        workstation: str,
        beside: Path,
        source: Path,
        source_keys: Sequence[bytes],
        home_key: bytes,
        *,
        sealer: Sealer | None = None,
        anchor: Anchor | None = None,
    ) -> None:
        super().__init__(beside, source, source_keys, home_key, sealer=sealer, anchor=anchor, workstation=workstation)
        self._url = url
        self._server: Engine | None = None
        self._found: int | None = None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        super().__exit__(kind, error, trace)
        if self._server is not None:
            self._server.dispose()

    def incoming(self) -> Store:
        """Shuts the others out before anything is looked at. Raises StillOpen, WrongKey, BackupUnusable, NewerStore."""
        with either_in_words():
            self._server = open_alone_there(self._url, self._workstation)
            with self._server.connect() as connection:
                self._found = record_in(connection)
            if self._found is not None:
                bring_up(self._server, create=False)
        return super().incoming()

    def present(self) -> Store | None:
        """None where that database holds no record yet."""
        if self._found is None:
            return None
        engine = self._engine()
        return PostgresStore(engine, engine, self._workstation, {}, Seals(self._workstation, self._sealer), self._found)

    def swap(self) -> str:
        assert self._copy is not None, "what comes in is opened before it is swapped in"
        self._settled()
        self._keep_anchor()
        with either_in_words(), self._engine().connect() as connection:
            try:
                connection.exec_driver_sql(_BEGIN)
                aside, made = self._exchanged(connection)
                self._commit(connection, made)
            except DBAPIError as error:
                if is_locked(error):
                    raise in_use() from None
                raise
            finally:
                with contextlib.suppress(DBAPIError):
                    PostgresBackend(self._engine()).roll_back(connection)
        return aside

    def _engine(self) -> Engine:
        assert self._server is not None, "the server is asked before anything else"
        return self._server

    def _exchanged(self, connection: Connection) -> tuple[str, int | None]:
        """Everything but the commit: where the present record went, and the number of the one that is there then."""
        place = str(connection.exec_driver_sql(_PLACE if self._found else "SELECT current_schema()").scalar())
        stamp = datetime.now(UTC).strftime(STAMP)
        coming = _new_schema(connection, f"coming_in_{stamp}")
        connection.exec_driver_sql(f"SET LOCAL search_path = {coming}")
        self._fill(connection)
        connection.exec_driver_sql("SET LOCAL search_path TO DEFAULT")
        aside = ""
        if self._found is not None:
            aside = _new_schema(connection, f"put_aside_{stamp}")
            _move(connection, place, aside)
        _move(connection, coming, place)
        connection.exec_driver_sql(f"DROP SCHEMA {coming}")
        require_nobody(connection)
        return aside, record_in(connection)

    def _fill(self, connection: Connection) -> None:
        """The tables of this version, with everything in them, and the journal proved where it now stands."""
        assert self._copy is not None
        upgrade_in(connection)
        self._copy.pour_into(connection)
        for table in model.metadata.tables:
            # New tables are strange to the planner until it has looked at them.
            connection.exec_driver_sql(f"ANALYZE {table}")
        broken = prove(connection, Seals(self._workstation, self._sealer)).broken
        if broken is not None:
            raise BackupUnusable(
                f"The backup did not arrive whole on the server: its journal does not fit at entry {broken.sequence} "
                f"of {broken.workstation}. Nothing was changed. Try again."
            )

    def _commit(self, connection: Connection, made: int | None) -> None:
        """Raises OutcomeUnknown where the server took it and never answered."""
        try:
            connection.exec_driver_sql("COMMIT")
        except DBAPIError as error:
            if not is_lost(error):
                raise
            if self._stands() != made:
                raise StoreUnavailable(
                    "The database server went away during the exchange, and is back. Nothing was changed. Try again."
                ) from error

    def _stands(self) -> int | None:
        """Which record is there now; the lock of the one that was to be exchanged is gone with its transaction."""
        until = time.monotonic() + PATIENCE_S
        engine = engine_of(address_of(self._url), f"restoring {self._workstation}", poolclass=NullPool)
        while True:
            try:
                with engine.connect() as fresh:
                    fresh.exec_driver_sql(UNDER_LOCK)
                    return record_in(fresh)
            except DBAPIError as error:
                if time.monotonic() > until:
                    raise OutcomeUnknown(
                        "The database server went away during the exchange, and has not come back. The record of "
                        "before may be in use or the backup: look at the newest entries of the journal before "
                        "anybody works."
                    ) from error
                time.sleep(PAUSE_S)


def _new_schema(connection: Connection, wanted: str) -> str:
    """A schema of that name, or with a number where it is taken."""
    name, number = wanted, 1
    while connection.exec_driver_sql(f"SELECT to_regnamespace('{name}') IS NOT NULL").scalar():
        number += 1
        name = f"{wanted}_{number}"
    connection.exec_driver_sql(f"CREATE SCHEMA {name}")
    return name


def _move(connection: Connection, place: str, target: str) -> None:
    """Every table of a record with what belongs to it, and what its triggers call. The version goes first: whoever
    reads holds it, so from then on nobody does.
    """
    names = ", ".join(f"'{name}'" for name in (VERSION, *model.metadata.tables))
    tables = connection.exec_driver_sql(_TABLES.format(place=place, names=names)).scalars().all()
    functions = connection.exec_driver_sql(_FUNCTIONS.format(place=place, names=names)).scalars().all()
    for table in tables:
        connection.exec_driver_sql(f"ALTER TABLE {table} SET SCHEMA {target}")
    for function in functions:
        connection.exec_driver_sql(f"ALTER FUNCTION {function} SET SCHEMA {target}")
