"""Small collections of whole documents: each with an id, a mark whether it still matters, and a version."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Generic, TypeVar

from sqlalchemy import Connection, Row, Select, Table, insert, select, update

from dispensary.adapters.store import model
from dispensary.adapters.store.documents import read, written
from dispensary.adapters.store.touched import Touched
from dispensary.application.ports.store import ChangedElsewhere
from dispensary.domain.accuracy.mapped import MappedBarcode
from dispensary.domain.near_misses import NearMissRecord
from dispensary.domain.recalls import Recall

Held = TypeVar("Held", bound=Recall | NearMissRecord | MappedBarcode)


@dataclass(frozen=True, slots=True)
class Shape(Generic[Held]):
    """Where documents of one type are kept, by which id, and which of them are open."""

    table: Table
    kind: type[Held]
    id_of: Callable[[Held], str]
    is_open: Callable[[Held], bool]


RECALLS = Shape(model.recall, Recall, lambda recall: f"{recall.number:08}", lambda recall: recall.active)
NEAR_MISSES = Shape(model.near_miss, NearMissRecord, lambda miss: f"{miss.number:08}", lambda miss: miss.draft)
MAPPED = Shape(model.mapped_barcode, MappedBarcode, lambda mapped: mapped.gtin.value, lambda mapped: not mapped.removed)


@cache
def _open_of(table: Table) -> Select[Any]:
    """Built once: every scanned pack asks for the recalls that stand."""
    return select(table.c.document, table.c.version).where(table.c.open).order_by(table.c.id.desc())


class StoredDocuments(Generic[Held]):
    def __init__(self, connection: Connection, shape: Shape[Held], touched: Touched) -> None:
        self._connection = connection
        self._shape = shape
        self._touched = touched

    def get(self, which: str) -> Held | None:
        row = self._connection.execute(self._asked().where(self._shape.table.c.id == which)).first()
        return None if row is None else self._read(row)

    def open(self) -> Sequence[Held]:
        return self._all(_open_of(self._shape.table))

    def all(self) -> Sequence[Held]:
        return self._all(self._asked().order_by(self._shape.table.c.id.desc()))

    def add(self, held: Held) -> None:
        self._touched.bench = True
        self._connection.execute(insert(self._shape.table).values(version=1, **self._row(held)))

    def save(self, held: Held) -> None:
        self._touched.bench = True
        table, which = self._shape.table, self._shape.id_of(held)
        done = self._connection.execute(
            update(table)
            .where(table.c.id == which, table.c.version == held.version)
            .values(version=held.version + 1, **self._row(held))
        )
        if done.rowcount != 1:
            raise ChangedElsewhere(which)

    def _asked(self) -> Any:
        return select(self._shape.table.c.document, self._shape.table.c.version)

    def _all(self, asked: Any) -> list[Held]:
        return [self._read(row) for row in self._connection.execute(asked)]

    def _read(self, row: Row[Any]) -> Held:
        return replace(read(row.document, self._shape.kind), version=row.version)

    def _row(self, held: Held) -> dict[str, object]:
        return {"id": self._shape.id_of(held), "open": self._shape.is_open(held), "document": written(held)}
