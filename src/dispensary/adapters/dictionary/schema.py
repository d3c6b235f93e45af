"""The tables of one release file: every record of dm+d as `dmd` names it, and what is worked out from them."""

from collections.abc import Iterator

from dispensary.adapters.dictionary.dmd import Records

VERSION = "7"

_DERIVED = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE substance (isid TEXT PRIMARY KEY, key TEXT NOT NULL, base TEXT) WITHOUT ROWID;
CREATE TABLE substance_alias (key TEXT NOT NULL, isid TEXT NOT NULL);
CREATE TABLE vtm_key (key TEXT NOT NULL, vtmid TEXT NOT NULL);
CREATE TABLE vmp_key (key TEXT NOT NULL, vpid TEXT NOT NULL);
CREATE TABLE amp_key (key INTEGER NOT NULL, apid TEXT NOT NULL);
CREATE TABLE vmp_facts (
    vpid TEXT PRIMARY KEY, unit TEXT, form TEXT, routes TEXT, category TEXT, atc TEXT, bnf TEXT
) WITHOUT ROWID;
CREATE TABLE derived (code TEXT NOT NULL, field TEXT NOT NULL, how TEXT NOT NULL);
CREATE TABLE training (code TEXT PRIMARY KEY) WITHOUT ROWID;
"""
_KEYS = {
    "substance": ("key",),
    "substance_alias": ("key",),
    "vtm_key": ("key",),
    "vmp_key": ("key",),
    "amp_key": ("key",),
    "derived": ("code",),
}
_LOOKED_UP = {
    "vmp": ("vtmid", "vpidprev"),
    "vtm": ("vtmidprev",),
    "vmpp": ("vpid",),
    "amp": ("vpid",),
    "ampp": ("vppid", "apid"),
    "gtin": ("gtin",),
    "history": ("idprevious",),
    "lookup": ("cd",),
}
"""What records are found by besides their first field."""
_CARRIED = {
    "reimb_info_appid": ("spec_contcd", "cal_pack"),
    "vmpp_ccontent_prntvppid": ("chldvppid",),
    "ampp_ccontent_prntappid": ("chldappid",),
    "gtin_gtin": ("amppid", "startdt", "enddt"),
}
"""What a look-up wants of a record besides: it stands in the index, so that the record itself is not fetched."""


def derived_tables() -> Iterator[str]:
    yield from (statement for statement in _DERIVED.split(";") if statement.strip())


def table(records: Records) -> str:
    return f"CREATE TABLE main.{records.table} ({', '.join(_column(records, field) for field in records.fields)})"


def _column(records: Records, field: str) -> str:
    kind = "INTEGER" if field in records.flags | records.pence else "TEXT"
    return f'"{field.lower()}" {kind}{" NOT NULL" if field in records.required else ""}'


def insertion(records: Records) -> str:
    """Takes rows of text in the order of the fields; "" is nothing, "0001" and "1" are flags that are up."""
    values = ", ".join("ltrim(?, '0') <> ''" if field in records.flags else "nullif(?, '')" for field in records.fields)
    return f"INSERT INTO {records.table} VALUES ({values})"  # noqa: S608


def indexes(records: Records) -> Iterator[str]:
    """Made when a table is full. Raises, as the database does, where an id stands twice."""
    first = records.columns[0]
    if records.table not in ("lookup", "history"):
        yield _index(records.table, first, unique=records.one)
    for column in _LOOKED_UP.get(records.table, ()):
        # Most products never had another id.
        where = f" WHERE {column} IS NOT NULL" if column.endswith("prev") else ""
        yield _index(records.table, column) + where


def _index(table: str, column: str, *, unique: bool = False) -> str:
    name = f"{table}_{column}"
    columns = ", ".join((column, *_CARRIED.get(name, ())))
    return f"CREATE {'UNIQUE ' if unique else ''}INDEX main.{name} ON {table} ({columns})"


def derived_indexes() -> Iterator[str]:
    for table, columns in _KEYS.items():
        for column in columns:
            yield f"CREATE INDEX {table}_{column} ON {table} ({column})"
