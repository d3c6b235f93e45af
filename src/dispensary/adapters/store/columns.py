"""Text columns that hold the same in both databases.

SQLite keeps any text whole, whatever length its column names, and compares it by bytes. PostgreSQL would refuse what is
longer, refuse the character NUL, and sort by the server's language: then a prescription that one store takes the other
would not, and an update of the server's libraries could leave an index in the wrong order. So on PostgreSQL every text
column is TEXT without a limit, compared by bytes (collation "C"), with NUL written as an escape.
"""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine

_ESCAPES = (("\x1b", "\x1b1"), ("\x00", "\x1b0"))
"""In this order on the way in, the other way round on the way out."""


class Text(TypeDecorator[str]):
    """Any text."""

    impl = sa.Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "postgresql":
            return dialect.type_descriptor(sa.Text(collation="C"))
        return dialect.type_descriptor(self._here())

    def _here(self) -> TypeEngine[Any]:
        return sa.Text()

    # The processors themselves, not what TypeDecorator would call for each value: SQLite needs none, and a journal of a
    # million entries is read through here.

    def bind_processor(self, dialect: Dialect) -> Callable[[str | None], str | None] | None:
        return _escaped if dialect.name == "postgresql" else None

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[str | None], str | None] | None:  # noqa: ARG002
        return _plain if dialect.name == "postgresql" else None


def _escaped(value: str | None) -> str | None:
    if value is None:
        return None
    for plain, escaped in _ESCAPES:
        value = value.replace(plain, escaped)
    return value


def _plain(value: str | None) -> str | None:
    if value is None or "\x1b" not in value:
        return value
    for plain, escaped in reversed(_ESCAPES):
        value = value.replace(escaped, plain)
    return value


class String(Text):
    """Text of which `length` says what is usual."""

    cache_ok = True

    def __init__(self, length: int) -> None:
        super().__init__()
        self.length = length

    def _here(self) -> TypeEngine[Any]:
        return sa.String(self.length)


class BodyText(TypeDecorator[str]):
    """What the database computes from a journal entry's own text (body_column.py): it is never written by us, only
    asked for, and PostgreSQL holds no NUL in it but the sign that stands for one.
    """

    impl = sa.Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(sa.Text(collation="C") if dialect.name == "postgresql" else sa.Text())

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return value.replace("\x00", "\ufffd") if value is not None and dialect.name == "postgresql" else value
