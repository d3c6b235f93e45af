"""The tables of one file of a release, filled from it: in the release file, or in a part that goes into it whole."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

from lxml import etree
from sqlcipher3 import dbapi2

from dispensary.adapters.dictionary import dmd, schema
from dispensary.adapters.dictionary.release_files import Source
from dispensary.adapters.dictionary.stream import Row, Stream
from dispensary.application.ports.dictionary import ReleaseUnusable
from dispensary.domain.identifiers import Gtin

Read = Callable[[int], None]
"""Told how many more bytes of a file were read."""


@dataclass(frozen=True, slots=True)
class Through:
    """A file is in its tables, with their indexes.

    checked: it was held against a schema. missing_section: which wanted one that is not there. unknown: fields that
    are not kept. misprinted: GTINs that can be nobody's, left out.
    """

    kind: str
    checked: bool
    missing_section: bool
    unknown: tuple[str, ...]
    misprinted: tuple[str, ...]


def open_for_filling(path: Path, kibibytes: int) -> Any:
    """A new database file that nobody reads yet: speed over crash safety, for it is kept only when whole.

    kibibytes: of pages that stay in memory.
    """
    address = f"file:{quote(path.as_posix())}"
    connection = dbapi2.connect(address, uri=True, isolation_level=None)
    for setting in ("journal_mode = OFF", "synchronous = OFF", "temp_store = MEMORY", f"cache_size = -{kibibytes}"):
        connection.execute(f"PRAGMA {setting}")
    return connection


def fill_tables(connection: Any, source: Source, read: Read) -> Through:
    """Makes the tables of this file and fills them. Within a transaction of the caller's.

    Raises ReleaseUnusable where the file is damaged, hostile, does not fit its schema or names something twice.
    """
    kind, name = source.kind, source.file.name
    for records in dmd.records_of(kind):
        connection.execute(schema.table(records))
    layout = partial(dmd.fields_of, kind)
    stream = Stream(name, dmd.ROOTS.get(kind), schema_of(source), layout, flat=dmd.is_flat(kind))
    misprinted: list[str] = []
    with source.file.open() as opened:
        for path, rows in stream.rows(opened, read):
            place = dmd.placed(kind, path)
            if place is None:
                continue
            records, before = place
            kept = rows if not before else [(*before, *row) for row in rows]
            _insert(connection, records, list(_barcodes(rows, misprinted)) if kind == "gtin" else kept)
    for records in dmd.records_of(kind):
        for statement in schema.indexes(records):
            _index(connection, records, statement, name)
    checked = source.schema is not None
    return Through(kind, checked, stream.missing_section, tuple(sorted(stream.unknown)), tuple(misprinted))


def make_tables(connection: Any, kind: str) -> None:
    """The empty tables of one kind of file, with their indexes."""
    for records in dmd.records_of(kind):
        connection.execute(schema.table(records))
        for statement in schema.indexes(records):
            connection.execute(statement)


def take_part(connection: Any, part: Path, kind: str) -> None:
    """Takes the tables of one file over from a part, page by page: several times as fast as row by row.

    Outside a transaction. SQLite goes this way where a table is empty and has the same columns and indexes.
    """
    connection.execute("ATTACH ? AS part", (str(part),))
    connection.execute("BEGIN")
    make_tables(connection, kind)
    for records in dmd.records_of(kind):
        connection.execute(f"INSERT INTO main.{records.table} SELECT * FROM part.{records.table}")  # noqa: S608
    connection.execute("COMMIT")
    connection.execute("DETACH part")


def schema_of(source: Source) -> etree.XMLSchema | None:
    """Raises ReleaseUnusable where the release's own schema is none, or would lead out of the release."""
    if source.schema is None:
        return None
    safe = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        tree = etree.fromstring(source.schema.whole(1 << 20), safe).getroottree()
        if (
            getattr(tree.docinfo, "doctype", None)
            or next(tree.iter("{*}import", "{*}include", "{*}redefine"), None) is not None
        ):
            raise ReleaseUnusable(f"{source.schema.name} leads to other files. dm+d schemas do not: it is refused.")
        return etree.XMLSchema(tree)
    except (etree.XMLSyntaxError, etree.XMLSchemaParseError) as problem:
        raise ReleaseUnusable(f"{source.schema.name} is no schema: {problem}.") from None


def _barcodes(rows: list[Row], misprinted: list[str]) -> Iterator[Row]:
    """Always the 14 figures: some are listed with 13 and with 14."""
    for pack, written, *dates in rows:
        gtin = Gtin.of(written)
        if gtin is not None:
            yield pack, gtin.value, *dates
        elif written:
            misprinted.append(written)


def _insert(connection: Any, records: dmd.Records, rows: list[Row]) -> None:
    try:
        connection.executemany(schema.insertion(records), rows)
    except dbapi2.IntegrityError as problem:
        lacking = str(problem).rpartition(".")[2].upper()
        raise ReleaseUnusable(f"A record {records.path} lacks '{lacking}'.") from None


def _index(connection: Any, records: dmd.Records, statement: str, name: str) -> None:
    try:
        connection.execute(statement)
    except dbapi2.IntegrityError:
        column = records.columns[0]
        (twice,) = connection.execute(
            f"SELECT {column} FROM {records.table} GROUP BY {column} HAVING count(*) > 1 LIMIT 1"  # noqa: S608
        ).fetchone()
        raise ReleaseUnusable(f"{name} has the id {twice} twice. An id names one thing only.") from None
