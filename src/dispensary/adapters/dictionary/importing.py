"""Fills one release file from the files of a dm+d release, on two cores, and says what it found."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlcipher3 import dbapi2

from dispensary.adapters.dictionary import dmd, schema
from dispensary.adapters.dictionary.beside import Batch, Beside, Ended, read_here
from dispensary.adapters.dictionary.deriving import derive, derive_product_keys
from dispensary.adapters.dictionary.marks import Marks, read_marks
from dispensary.adapters.dictionary.release_files import MAIN, SUPPLEMENTARY, ReleaseFiles
from dispensary.adapters.dictionary.reporting import (
    ambiguous,
    compared,
    counted,
    misprinted,
    orphans,
    require_no_fall,
    require_sound,
)
from dispensary.adapters.dictionary.word_index import index_words
from dispensary.application.ports.dictionary import ReleaseUnusable
from dispensary.domain.dictionary import Release
from dispensary.domain.dictionary_import import ImportReport, Progress, Vouched
from dispensary.domain.identifiers import Gtin

BESIDE = ("amp", "ampp", "gtin")
"""The largest files, about four fifths of the whole, in the order in which they are needed, for a second process."""
NAMED = {"vmp", "vmpp", "amp"}
"""What the word index is made of."""


Told = Callable[[Progress], None]
"""Hears how far it is; raises ImportCancelled to stop."""
NOTHING_VOUCHED = Vouched()


def untold(_: Progress) -> None:
    """Nobody listens."""


@dataclass(frozen=True, slots=True)
class Before:
    """The release in use, that a new one is held against."""

    path: Path
    release: Release


def fill(
    connection: Any,
    files: ReleaseFiles,
    before: Before | None = None,
    vouched: Vouched = NOTHING_VOUCHED,
    told: Told = untold,
) -> ImportReport:
    """Reads every file of the release into an empty database and commits.

    Raises ReleaseUnusable where a file is damaged, hostile, does not fit its schema or names something twice, or the
    release as a whole is not what it should be; ImportCancelled.
    """
    marks = read_marks(files)
    dated = marks.dated or files.dated
    if dated is None:
        raise ReleaseUnusable(f"{files.name} does not say of which day it is, neither in its name nor inside.")
    filling = _Filling(connection, files, marks, told)
    filling.all()
    report = filling.report(dated, before, vouched)
    meta = {
        "schema": schema.VERSION,
        "name": report.name,
        "dated": dated.isoformat(),
        "counts": json.dumps(report.counts),
        "orphans": json.dumps(report.orphans),
        "starter": "1" if marks.starter else "",
    }
    connection.executemany("INSERT INTO meta VALUES (?, ?)", list(meta.items()))
    connection.execute("COMMIT")
    return replace(report, changes=compared(connection, before.path if before is not None else None))


@dataclass(slots=True)
class _Filling:
    connection: Any
    files: ReleaseFiles
    marks: Marks
    told: Told
    bad_gtins: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    unchecked: list[str] = field(default_factory=list)
    through: set[str] = field(default_factory=set)
    _read: int = 0

    def all(self) -> None:
        sources = self.files.sources
        for statement in schema.tables():
            self.connection.execute(statement)
        self.connection.execute("BEGIN")
        here = [kind for kind in (*MAIN, *SUPPLEMENTARY) if kind in sources and kind not in BESIDE]
        with Beside([sources[kind] for kind in BESIDE]) as beside:
            for kind in here:
                for each in read_here(sources[kind]):
                    self._take(each)
                    for other in beside.ready():
                        self._take(other)
            derive(self.connection, self.marks)
            for other in beside.rest():
                self._take(other)
        for statement in schema.derived_indexes():
            self.connection.execute(statement)

    def report(self, dated: date, before: Before | None, vouched: Vouched) -> ImportReport:
        """Raises ReleaseUnusable."""
        name, counts = self.marks.name or self.files.name, counted(self.connection)
        found = orphans(self.connection, counts)
        faults = [*found.values(), misprinted(self.bad_gtins, counts)]
        require_sound(name, faults, vouched)
        in_use = before.release if before is not None else None
        require_no_fall(name, counts, in_use, vouched)
        said = [
            *self.files.warnings,
            *self.warnings,
            *(fault.words[0].upper() + fault.words[1:] for fault in faults if fault.count),
        ]
        if self.unchecked:
            said.append(f"No schema came with {', '.join(self.unchecked)}: only the records were checked.")
        if in_use is not None and not in_use.starter and in_use.dated > dated:
            said.append(f"This release is of {dated}: older than the one that was in use, of {in_use.dated}.")
        return ImportReport(
            name=name,
            dated=dated,
            counts=counts,
            orphans={kind: fault.count for kind, fault in found.items()},
            ambiguous=ambiguous(self.connection),
            warnings=tuple(said),
        )

    def _take(self, each: Batch | Ended) -> None:
        if isinstance(each, Ended):
            self._ended(each)
            return
        self._read += each.read
        self._tell(each.kind)
        place = dmd.placed(each.kind, each.path)
        if place is None:
            return
        records, before = place
        rows = each.rows if not before else [(*before, *row) for row in each.rows]
        if each.kind == "gtin":
            rows = list(self._gtins(rows))
        self._insert(records, rows)

    def _insert(self, records: dmd.Records, rows: Any) -> None:
        try:
            self.connection.executemany(schema.insertion(records), rows)
        except dbapi2.IntegrityError as problem:
            lacking = str(problem).rpartition(".")[2].upper()
            raise ReleaseUnusable(f"A record {records.path} lacks '{lacking}'.") from None

    def _gtins(self, rows: Any) -> Iterator[tuple[str, ...]]:
        """Always the 14 figures: some are listed with 13 and with 14."""
        for pack, written, *dates in rows:
            gtin = Gtin.of(written)
            if gtin is not None:
                yield pack, gtin.value, *dates
            elif written:
                self.bad_gtins.append(written)

    def _ended(self, ended: Ended) -> None:
        name = self.files.sources[ended.kind].file.name
        if ended.missing_section:
            self.warnings.append(f"{name} has no section COMB_CONTENT, not even an empty one.")
        if ended.unknown:
            self.warnings.append(f"{name} has fields that this version does not keep: {', '.join(ended.unknown)}.")
        if not ended.checked:
            self.unchecked.append(name)
        for records in _tables_of(ended.kind):
            for statement in schema.indexes(records):
                self._index(records, statement, name)
        derive_product_keys(self.connection, ended.kind)
        self.through.add(ended.kind)
        if ended.kind in NAMED and self.through >= NAMED:
            self._tell("names")
            index_words(self.connection)

    def _index(self, records: dmd.Records, statement: str, name: str) -> None:
        try:
            self.connection.execute(statement)
        except dbapi2.IntegrityError:
            column = records.columns[0]
            (twice,) = self.connection.execute(
                f"SELECT {column} FROM {records.table} GROUP BY {column} HAVING count(*) > 1 LIMIT 1"  # noqa: S608
            ).fetchone()
            raise ReleaseUnusable(f"{name} has the id {twice} twice. An id names one thing only.") from None

    def _tell(self, doing: str) -> None:
        whole = sum(source.file.size for source in self.files.sources.values()) or 1
        self.told(Progress(min(self._read / whole, 1.0), doing))


def _tables_of(kind: str) -> tuple[dmd.Records, ...]:
    if kind == "lookup":
        return (dmd.LOOKUP,)
    return (dmd.HISTORY,) if kind == "history" else tuple(dmd.FILES[kind])


def open_for_filling(path: Path) -> Any:
    """A new database file that nobody reads yet: speed over crash safety, for it is renamed only when whole."""
    address = f"file:{quote(path.as_posix())}"
    connection = dbapi2.connect(address, uri=True, isolation_level=None)
    for setting in ("journal_mode = OFF", "synchronous = OFF", "temp_store = MEMORY", "cache_size = -49152"):
        connection.execute(f"PRAGMA {setting}")
    return connection
