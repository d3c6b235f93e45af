"""Columns of the journal that the database computes from the entry's own text, so that they cannot disagree with it."""

from typing import Any

from sqlalchemy import Computed, LargeBinary, Text
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.elements import ColumnElement


class InBody(ColumnElement[str]):
    """What stands in the body under that path, as SQL of either database."""

    inherit_cache = False

    def __init__(self, *path: str) -> None:
        self.path = path
        self.type = Text()


@compiles(InBody, "sqlite")
def _sqlite(element: InBody, _compiler: Any, **_: Any) -> str:
    # A body that somebody spoilt is no JSON any more, and must still be stored, read and named by the proof.
    return f"CASE WHEN json_valid(body) THEN json_extract(body, '$.{'.'.join(element.path)}') END"


@compiles(InBody, "postgresql")
def _postgresql(element: InBody, _compiler: Any, **_: Any) -> str:
    # PostgreSQL's texts hold no NUL, and it refuses to look into JSON that names one anywhere.
    return rf"replace(body, '\u0000', '\ufffd')::json #>> '{{{','.join(element.path)}}}'"


class FromBody(Computed):
    """Computed by SQLite when asked for, by PostgreSQL when the row is written: it knew no other way before 18."""

    inherit_cache = True


@compiles(FromBody, "postgresql")
def _stored(element: FromBody, compiler: Any, **_: Any) -> str:
    sql = compiler.sql_compiler.process(element.sqltext, include_table=False, literal_binds=True)
    return f"GENERATED ALWAYS AS ({sql}) STORED"


def in_body(*path: str) -> Computed:
    """The column's definition, for what stands in the body under that path."""
    return FromBody(InBody(*path))


class StoredBytes(ColumnElement[bytes]):
    """A text as the bytes that are stored: somebody may have spoilt it, and it must still be read."""

    inherit_cache = False

    def __init__(self, column: ColumnElement[str]) -> None:
        self.column = column
        self.type = LargeBinary()


@compiles(StoredBytes, "sqlite")
def _blob(element: StoredBytes, compiler: Any, **more: Any) -> str:
    return f"CAST({compiler.process(element.column, **more)} AS BLOB)"


@compiles(StoredBytes, "postgresql")
def _bytea(element: StoredBytes, compiler: Any, **more: Any) -> str:
    return f"convert_to({compiler.process(element.column, **more)}, 'UTF8')"
