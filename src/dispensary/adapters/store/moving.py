"""A whole record from one database into another, whatever each is made of: every table of the one model, row by row.

For PostgreSQL this is how a backup is made and restored, and how a pharmacy moves from one to the other.
"""

import contextlib

from sqlalchemy import Column, Connection, Integer, Table, func, insert, select, text

from dispensary.adapters.store import model
from dispensary.application.ports.store import StoreUnavailable

ROWS = 500


class NotEmpty(StoreUnavailable):
    """A record is only ever copied into an empty one."""


def copy_store(source: Connection, target: Connection) -> dict[str, int]:
    """Copies every row; gives how many there were of each table. The caller owns both transactions: the source's must
    show one moment (BEGIN on SQLite, repeatable read on PostgreSQL), and both must have the schema of this program.

    Raises NotEmpty, StoreUnavailable (another schema).
    """
    _require_same_schema(source, target)
    counts = {}
    for table in model.metadata.sorted_tables:
        if target.execute(select(func.count()).select_from(table)).scalar_one():
            raise NotEmpty("The record to copy into is not empty. Nothing was copied.")
        counts[table.name] = _copy_table(source, target, table)
        _continue_numbers(target, table)
    for name, count in counts.items():
        arrived = target.execute(select(func.count()).select_from(model.metadata.tables[name])).scalar_one()
        if arrived != count:
            raise StoreUnavailable("Not everything arrived. Nothing was copied.")
    return counts


def _require_same_schema(source: Connection, target: Connection) -> None:
    held, wanted = (each.execute(text("SELECT version_num FROM alembic_version")).scalar() for each in (source, target))
    if held != wanted:
        raise StoreUnavailable(
            f"The two records have different tables (schema {held} and {wanted}). Nothing was copied."
        )


def _copy_table(source: Connection, target: Connection, table: Table) -> int:
    columns = [column for column in table.columns if column.computed is None]
    count = 0
    rows = source.execute(select(*columns).order_by(*table.primary_key), execution_options={"yield_per": ROWS})
    with contextlib.closing(rows):
        for part in rows.mappings().partitions(ROWS):
            target.execute(insert(table), [dict(row) for row in part])
            count += len(part)
    return count


def _continue_numbers(target: Connection, table: Table) -> None:
    """PostgreSQL counts serial numbers apart from the rows; SQLite looks at the rows."""
    if target.dialect.name != "postgresql":
        return
    for column in table.primary_key:
        if _is_serial(table, column):
            target.execute(
                text(
                    f"SELECT setval(pg_get_serial_sequence('{table.name}', '{column.name}'), "  # noqa: S608
                    f'greatest((SELECT max("{column.name}") FROM "{table.name}"), 1), '
                    f'(SELECT count(*) > 0 FROM "{table.name}"))'
                )
            )


def _is_serial(table: Table, column: Column[object]) -> bool:
    return table.autoincrement_column is column and isinstance(column.type, Integer)
