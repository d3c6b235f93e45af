"""Fills one release file from the files of a dm+d release, on two cores, and says what it found."""

import gc
import json
from collections.abc import Callable, Collection, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from dispensary.adapters.dictionary import schema
from dispensary.adapters.dictionary.beside import Beside, Part, Went
from dispensary.adapters.dictionary.deriving import derive, derive_product_facts, derive_product_keys
from dispensary.adapters.dictionary.filling import Through, fill_tables, make_tables, open_for_filling, take_part
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

ALL = (*MAIN, *SUPPLEMENTARY)
BESIDE = ("vmp", "vmpp", "ampp", "gtin")
"""About half of all the work, for a second process: first what the names are worked out from, then the packs."""
NAMED = {"vmp", "vmpp", "amp"}
"""What the word index is made of."""
PAGES = 48 << 10
"""Kibibytes of pages of the release file that stay in memory."""

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
    path: Path,
    files: ReleaseFiles,
    before: Before | None = None,
    vouched: Vouched = NOTHING_VOUCHED,
    told: Told = untold,
) -> ImportReport:
    """Reads every file of the release into a new release file; on the way it has others beside it, of the same stem.

    Raises ReleaseUnusable where a file is damaged, hostile, does not fit its schema or names something twice, or the
    release as a whole is not what it should be; ImportCancelled; DatabaseError where it cannot be stored.
    """
    marks = read_marks(files)
    dated = marks.dated or files.dated
    if dated is None:
        raise ReleaseUnusable(f"{files.name} does not say of which day it is, neither in its name nor inside.")
    with _uncollected(), closing(open_for_filling(path, PAGES)) as connection:
        filling = _Filling(connection, path, files, marks, told)
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


@contextmanager
def _uncollected() -> Iterator[None]:
    """Rows are no cycles: looking millions of them over again and again takes a tenth of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


@dataclass(slots=True)
class _Filling:
    connection: Any
    path: Path
    files: ReleaseFiles
    marks: Marks
    told: Told
    through: dict[str, Through] = field(default_factory=dict)
    _waiting: list[Part] = field(default_factory=list)
    _read: int = 0

    def all(self) -> None:
        sources = self.files.sources
        self.connection.execute("BEGIN")
        for statement in schema.derived_tables():
            self.connection.execute(statement)
        with Beside([sources[kind] for kind in BESIDE], self._place) as beside:
            for kind in ALL:
                if kind not in beside.kinds:
                    self._fill(beside, kind)
            derive(self.connection, self.marks)
            self._take_parts(beside, beside.kinds & NAMED)
            self._tell("names")
            derive_product_facts(self.connection)
            derive_product_keys(self.connection)
            index_words(self.connection, lambda: self._tell("names"))
            for statement in schema.derived_indexes():
                self.connection.execute(statement)
            self._take_parts(beside, beside.kinds)

    def _place(self, kind: str) -> Path:
        return self.path.with_suffix(f".{kind}{self.path.suffix}")

    def _fill(self, beside: Beside, kind: str) -> None:
        def read(more: int) -> None:
            self._hear(Went(kind, more))
            for told in beside.so_far():
                self._hear(told)

        source = self.files.sources.get(kind)
        if source is None:
            make_tables(self.connection, kind)
        else:
            self.through[kind] = fill_tables(self.connection, source, read)

    def _hear(self, told: Went | Part) -> None:
        if isinstance(told, Part):
            self._waiting.append(told)
            return
        self._read += told.more
        self._tell(told.kind)

    def _take_parts(self, beside: Beside, kinds: Collection[str]) -> None:
        """What waits, and whatever comes until these are there."""
        coming = beside.rest()
        while self._waiting or not self.through.keys() >= set(kinds):
            if not self._waiting:
                self._hear(next(coming))
                continue
            part = self._waiting.pop(0)
            self.connection.execute("COMMIT")
            take_part(self.connection, part.path, part.through.kind)
            part.path.unlink()
            self.connection.execute("BEGIN")
            self.through[part.through.kind] = part.through

    def report(self, dated: date, before: Before | None, vouched: Vouched) -> ImportReport:
        """Raises ReleaseUnusable."""
        name, counts = self.marks.name or self.files.name, counted(self.connection)
        found = orphans(self.connection, counts)
        faults = [*found.values(), misprinted(self.through["gtin"].misprinted, counts)]
        require_sound(name, faults, vouched)
        in_use = before.release if before is not None else None
        require_no_fall(name, counts, in_use, vouched)
        said = [
            *self.files.warnings,
            *self._odd(),
            *(fault.words[0].upper() + fault.words[1:] for fault in faults if fault.count),
        ]
        unchecked = [self._name(through) for through in self._in_order() if not through.checked]
        if unchecked:
            said.append(f"No schema came with {', '.join(unchecked)}: only the records were checked.")
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

    def _odd(self) -> Iterator[str]:
        for through in self._in_order():
            if through.missing_section:
                yield f"{self._name(through)} has no section COMB_CONTENT, not even an empty one."
            if through.unknown:
                fields = ", ".join(through.unknown)
                yield f"{self._name(through)} has fields that this version does not keep: {fields}."

    def _in_order(self) -> Iterator[Through]:
        """The same order whoever was through first."""
        return (self.through[kind] for kind in ALL if kind in self.through)

    def _name(self, through: Through) -> str:
        return self.files.sources[through.kind].file.name

    def _tell(self, doing: str) -> None:
        whole = sum(source.file.size for source in self.files.sources.values()) or 1
        self.told(Progress(min(self._read / whole, 1.0), doing))
