"""Units of work over one SQLAlchemy model, whatever database is underneath."""

import contextlib
from collections.abc import Iterator
from types import TracebackType
from typing import Protocol, Self

from sqlalchemy import Connection, Engine, insert, select, update
from sqlalchemy.exc import DBAPIError

from dispensary.adapters.store import model
from dispensary.adapters.store.documents import read, written
from dispensary.adapters.store.duty import StoredDuty
from dispensary.adapters.store.journal import StoredJournal
from dispensary.adapters.store.kept import MAPPED, NEAR_MISSES, RECALLS, StoredDocuments
from dispensary.adapters.store.outgoing import StoredOutbox, StoredPrints
from dispensary.adapters.store.repositories import StoredDispensings, StoredPatients, StoredStaff
from dispensary.adapters.store.sealing import Seals
from dispensary.adapters.store.touched import Touched
from dispensary.application.ports.changes import Changes
from dispensary.application.ports.store import StoreUnavailable
from dispensary.domain.premises import Premises

_PREMISES = select(model.setting.c.document).where(model.setting.c.name == "premises")


class Backend(Protocol):
    """What the databases do each in their own way: transactions, and what their errors mean."""

    def begin(self, connection: Connection, *, writing: bool, light: bool = False) -> None:
        """light: what is committed need not be on the disk yet; it never costs what was committed before it."""

    def commit(self, connection: Connection, changes: Changes | None) -> None:
        """changes: what a writing unit of work touched, for the other counters; None where it only read."""

    def roll_back(self, connection: Connection) -> None: ...

    def in_words(self, error: DBAPIError) -> StoreUnavailable: ...


@contextlib.contextmanager
def worded(backend: Backend) -> Iterator[None]:
    """Turns what the driver raises into an outage in words."""
    try:
        yield
    except DBAPIError as error:
        raise backend.in_words(error) from error


class StoredUnitOfWork:
    """One transaction on one connection, begun as its database begins one."""

    def __init__(
        self,
        engine: Engine,
        backend: Backend,
        workstation: str,
        *,
        writing: bool,
        light: bool = False,
        seals: Seals | None = None,
    ) -> None:
        self._engine = engine
        self._backend = backend
        self._workstation = workstation
        self._writing = writing
        self._light = light
        self._seals = seals or Seals(workstation)
        self._connection: Connection | None = None
        self._premises: Premises | None = None

    def __enter__(self) -> Self:
        with worded(self._backend):
            connection = self._engine.connect()
            try:
                self._backend.begin(connection, writing=self._writing, light=self._light)
            except BaseException:
                connection.close()
                raise
        self._connection = connection
        self._touched = touched = Touched()
        self.dispensings = StoredDispensings(connection, touched)
        self.patients = StoredPatients(connection, touched)
        self.staff = StoredStaff(connection, touched)
        self.duty = StoredDuty(connection, touched)
        self.journal = StoredJournal(connection, self._workstation, self._seals)
        self.outbox = StoredOutbox(connection, touched)
        self.prints = StoredPrints(connection, touched, self._workstation)
        self.recalls = StoredDocuments(connection, RECALLS, touched)
        self.near_misses = StoredDocuments(connection, NEAR_MISSES, touched)
        self.mapped_barcodes = StoredDocuments(connection, MAPPED, touched)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            with contextlib.suppress(DBAPIError):
                self._backend.roll_back(connection)
            connection.close()
        if isinstance(error, DBAPIError):
            raise self._backend.in_words(error) from error

    def _open(self) -> Connection:
        if self._connection is None:
            raise RuntimeError("this unit of work is closed")
        return self._connection

    def premises(self) -> Premises:
        if self._premises is None:
            self._premises = self._read_premises()
        return self._premises

    def _read_premises(self) -> Premises:
        found = self._open().execute(_PREMISES).scalar()
        if found is None:
            raise StoreUnavailable("The pharmacy's name and address have not been entered yet.")
        return read(found, Premises)

    def set_premises(self, premises: Premises) -> None:
        document = written(premises)
        self._premises = None
        self._touched.staff = True  # every counter's bar and lock go by them
        done = self._open().execute(
            update(model.setting).where(model.setting.c.name == "premises").values(document=document)
        )
        if done.rowcount == 0:
            self._open().execute(insert(model.setting).values(name="premises", document=document))

    def next_number(self, series: str) -> int:
        table = model.counter
        done = self._open().execute(update(table).where(table.c.series == series).values(value=table.c.value + 1))
        if done.rowcount == 0:
            self._open().execute(insert(table).values(series=series, value=1))
        return int(self._open().execute(select(table.c.value).where(table.c.series == series)).scalar_one())

    def skip_numbers(self, series: str, beyond: int) -> None:
        table = model.counter
        self._open().execute(update(table).where(table.c.series == series, table.c.value < beyond).values(value=beyond))
        if self._open().execute(select(table.c.value).where(table.c.series == series)).first() is None and beyond > 0:
            self._open().execute(insert(table).values(series=series, value=beyond))

    def commit(self) -> None:
        connection = self._open()
        with worded(self._backend):
            self.journal.seal(durable=not self._light)
            self._backend.commit(connection, self._touched.changes() if self._writing else None)
        if self.journal.taken:
            self._keep_anchor(connection)

    def _keep_anchor(self, connection: Connection) -> None:
        # What was to be recorded is recorded; a note about it that cannot be made now is made with the next checkpoint.
        with contextlib.suppress(DBAPIError):
            self._seals.keep_anchor(connection)
