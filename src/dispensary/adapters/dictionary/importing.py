"""Fills one release file from the XML of a dm+d release. The large files are streamed, never held whole."""

import csv
import io
import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from dispensary.adapters.dictionary import schema
from dispensary.adapters.dictionary.names import name_key, words
from dispensary.adapters.dictionary.release_files import Record, ReleaseFiles
from dispensary.adapters.dictionary.substances import base_key, base_keys, substance_key
from dispensary.application.ports.dictionary import ReleaseUnusable
from dispensary.domain.identifiers import Gtin

_HISTORY = {"VTMS/VTM": "VTM", "VMPS/VMP": "VMP", "INGS/ING": "ING"}
_NOT_AVAILABLE, _DISCONTINUED = "0009", "0001"


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import brought. orphans: rows whose parent the release lacks; they are kept, and counted here."""

    name: str
    dated: date
    counts: dict[str, int]
    orphans: dict[str, int]
    warnings: tuple[str, ...] = ()


@dataclass(slots=True)
class _Marks:
    """The side files of a release made by this project: what is derived and what is for training."""

    derived: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    placeholders: set[tuple[str, str]] = field(default_factory=set)
    training: set[str] = field(default_factory=set)
    manifest: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def read(cls, files: ReleaseFiles) -> "_Marks":
        marks = cls()
        for row in _side_rows(files, "derived.csv"):
            if row["how"] == "placeholder":
                marks.placeholders.add((row["code"], row["field"]))
            else:
                marks.derived[row["code"]].add(row["field"])
        marks.training = {row["code"] for row in _side_rows(files, "training.csv")}
        if "manifest.json" in files.side:
            with files.side["manifest.json"]() as stream:
                marks.manifest = json.load(stream)
        return marks


def _side_rows(files: ReleaseFiles, name: str) -> Iterator[dict[str, str]]:
    if name in files.side:
        with files.side[name]() as stream, io.TextIOWrapper(stream, "utf-8", newline="") as text:
            yield from csv.DictReader(text)


def fill(connection: Any, files: ReleaseFiles) -> ImportReport:
    """Reads every file of the release into an empty database and commits.

    Raises ReleaseUnusable where a file is missing, damaged, hostile or from another release.
    """
    files.check()
    try:
        marks = _Marks.read(files)
    except (ValueError, KeyError, OSError) as problem:
        raise ReleaseUnusable(f"The side files of {files.name} cannot be read: {problem}.") from problem
    dated = date.fromisoformat(marks.manifest["dated"]) if "dated" in marks.manifest else files.dated
    if dated is None:
        raise ReleaseUnusable(f"{files.name} does not say of which day it is, neither in its name nor inside.")
    connection.executescript(schema.TABLES)
    filling = _Filling(connection, files, marks)
    filling.all()
    connection.executescript(schema.INDEXES)
    report = filling.report(dated)
    meta = {
        "schema": schema.VERSION,
        "name": report.name,
        "dated": dated.isoformat(),
        "counts": json.dumps(report.counts),
        "orphans": json.dumps(report.orphans),
        "starter": "1" if marks.manifest.get("starter") else "",
    }
    connection.executemany("INSERT INTO meta VALUES (?, ?)", list(meta.items()))
    connection.commit()
    return report


class _Filling:
    def __init__(self, connection: Any, files: ReleaseFiles, marks: _Marks) -> None:
        self._connection, self._files, self._marks = connection, files, marks
        self._lookup: dict[tuple[str, str], str] = {}
        self._bnf: dict[str, tuple[str | None, str | None]] = {}
        self._extras: dict[str, Record] = defaultdict(dict)
        self._bad_gtins = 0

    def all(self) -> None:
        self._lookups()
        self._insert("substance", 5, self._substances())
        self._insert("substance_alias", 2, self._substance_aliases())
        self._insert("vtm", 4, self._vtms())
        self._insert("vtm_ingredient", 2, ((r["VTMID"], r["ISID"]) for _, r in self._rows("vtm_ing", "VTM_ING")))
        self._bnf_codes()
        self._virtual_products()
        self._virtual_packs()
        self._insert("amp", 10, self._actual_products())
        self._actual_packs()
        self._insert("gtin", 4, self._gtins())
        self._insert("alias", 5, self._aliases())
        self._words()

    def report(self, dated: date) -> ImportReport:
        tables = ("vtm", "vmp", "vmpp", "amp", "ampp", "gtin", "substance")
        counts = {table: self._one(f"SELECT count(*) FROM {table}") for table in tables}  # noqa: S608
        orphans = {
            "vmpp": self._one("SELECT count(*) FROM vmpp WHERE vmp NOT IN (SELECT code FROM vmp)"),
            "amp": self._one("SELECT count(*) FROM amp WHERE vmp NOT IN (SELECT code FROM vmp)"),
            "ampp": self._one(
                "SELECT count(*) FROM ampp WHERE amp NOT IN (SELECT code FROM amp)"
                " OR vmpp NOT IN (SELECT code FROM vmpp)"
            ),
            "ampp_parents_differ": self._one(
                "SELECT count(*) FROM ampp JOIN amp ON amp.code = ampp.amp JOIN vmpp ON vmpp.code = ampp.vmpp"
                " WHERE amp.vmp <> vmpp.vmp"
            ),
            "gtin": self._one("SELECT count(*) FROM gtin WHERE ampp NOT IN (SELECT code FROM ampp)"),
        }
        name = self._marks.manifest.get("name") or self._files.name
        warnings = [f"{count} {kind}: parent not in the release" for kind, count in orphans.items() if count]
        if self._bad_gtins:
            warnings.append(f"{self._bad_gtins} GTINs with a wrong check digit or length were left out")
        return ImportReport(str(name), dated, counts, orphans, tuple(warnings))

    def _one(self, query: str) -> int:
        return int(self._connection.execute(query).fetchone()[0])

    def _rows(self, kind: str, *tags: str) -> Iterator[tuple[str, Record]]:
        return self._files.records(kind, *tags)

    def _insert(self, table: str, width: int, rows: Iterator[tuple[Any, ...]]) -> None:
        marks = ", ".join("?" * width)
        try:
            while block := list(islice(rows, 2000)):
                self._connection.executemany(f"INSERT OR REPLACE INTO {table} VALUES ({marks})", block)  # noqa: S608
        except KeyError as missing:
            raise ReleaseUnusable(f"A record of the {table} file lacks {missing}.") from missing

    def _text(self, section: str, code: str | None) -> str | None:
        return self._lookup.get((section, code)) if code else None

    def _lookups(self) -> None:
        for path, record in self._rows("lookup", "INFO"):
            if "CD" in record and "DESC" in record:
                self._lookup[path.removesuffix("/INFO"), record["CD"]] = record["DESC"]

    def _substances(self) -> Iterator[tuple[Any, ...]]:
        rows = [r for _, r in self._rows("ingredient", "ING")]
        known = {substance_key(r["NM"]): r["ISID"] for r in sorted(rows, key=_flag_first)}
        for row in rows:
            base = base_key(row["NM"], known)
            yield row["ISID"], row["NM"], substance_key(row["NM"]), known[base] if base else None, _flag(row, "INVALID")

    def _substance_aliases(self) -> Iterator[tuple[Any, ...]]:
        rows = self._connection.execute("SELECT code, name FROM substance WHERE invalid = 0").fetchall()
        known = {substance_key(name) for _, name in rows}
        for code, name in rows:
            yield from ((key, code) for key in base_keys(name) if key not in known)

    def _vtms(self) -> Iterator[tuple[Any, ...]]:
        for _, row in self._rows("vtm", "VTM"):
            self._previous("VTM", row["VTMID"], row.get("VTMIDPREV"))
            yield row["VTMID"], row["NM"], substance_key(row["NM"]), _flag(row, "INVALID")

    def _previous(self, kind: str, code: str, previous: str | None) -> None:
        if previous:
            self._connection.execute("INSERT INTO alias VALUES (?, ?, ?, NULL, NULL)", (kind, previous, code))

    def _bnf_codes(self) -> None:
        for path, row in self._rows("bnf", "VMP"):
            if path == "VMPS/VMP" and "VPID" in row:
                self._bnf[row["VPID"]] = (_given(row.get("ATC")), _given(row.get("BNF")))

    def _virtual_products(self) -> None:
        ingredients: list[tuple[Any, ...]] = []
        routes: list[tuple[Any, ...]] = []
        products: list[Record] = []
        for path, row in self._rows("vmp", "VMP", "VPI", "DFORM", "DROUTE", "CONTROL_INFO"):
            kind = path.rsplit("/", 1)[-1]
            if kind == "VMP":
                products.append(row)
            elif kind == "VPI":
                ingredients.append(self._ingredient(row))
            elif kind == "DROUTE":
                routes.append((row.get("VPID"), self._text("ROUTE", row.get("ROUTECD"))))
            elif kind == "DFORM":
                self._extras[row.get("VPID", "")]["form"] = self._text("FORM", row.get("FORMCD")) or ""
            else:
                self._extras[row.get("VPID", "")]["category"] = row.get("CATCD", "")
        self._insert("vmp", 17, (self._product(row) for row in products))
        self._insert("vmp_ingredient", 7, iter(ingredients))
        self._insert("vmp_route", 2, ((vmp, route) for vmp, route in routes if vmp and route))

    def _ingredient(self, row: Record) -> tuple[Any, ...]:
        unit, per_unit = (self._text("UNIT_OF_MEASURE", row.get(f"STRNT_{p}_UOMCD")) for p in ("NMRTR", "DNMTR"))
        amounts = (row.get("STRNT_NMRTR_VAL"), unit, row.get("STRNT_DNMTR_VAL"), per_unit)
        return row.get("VPID", ""), row.get("ISID", ""), row.get("BS_SUBID"), *amounts

    def _product(self, row: Record) -> tuple[Any, ...]:
        code, extras = row["VPID"], self._extras.get(row["VPID"], {})
        self._previous("VMP", code, row.get("VPIDPREV"))
        atc, bnf = self._bnf.get(code, (None, None))
        status = None if (code, "prescribing_status") in self._marks.placeholders else row.get("PRES_STATCD")
        flags = (_flag(row, name) for name in ("SUG_F", "PRES_F", "CFC_F", "GLU_F"))
        discrete = {"1": 1, "2": 0}.get(row.get("DF_INDCD", ""))
        unit = self._text("UNIT_OF_MEASURE", row.get("UNIT_DOSE_UOMCD"))
        derived = " ".join(sorted(self._marks.derived.get(code, ())))
        return (
            code, row["NM"], name_key(row["NM"]), row.get("VTMID"), status, *flags, discrete, unit,
            extras.get("form") or None, extras.get("category") or None, atc, bnf, _flag(row, "INVALID"), derived,
        )  # fmt: skip

    def _virtual_packs(self) -> None:
        def packs() -> Iterator[tuple[Any, ...]]:
            for path, row in self._rows("vmpp", "VMPP", "CCONTENT"):
                if path.endswith("/CCONTENT"):
                    self._component(row.get("PRNTVPPID"), row.get("CHLDVPPID"))
                    continue
                unit = self._text("UNIT_OF_MEASURE", row.get("QTY_UOMCD"))
                flags = (_flag(row, "COMBPACKCD"), _flag(row, "INVALID"), int(row["VPPID"] in self._marks.training))
                yield row["VPPID"], row["NM"], row["VPID"], row.get("QTYVAL"), unit, *flags

        self._insert("vmpp", 8, packs())
        # A continuous product states no unit of its own: it is counted in what all its packs are counted in.
        self._connection.execute(
            "UPDATE vmp SET unit ="
            " (SELECT min(unit) FROM vmpp WHERE vmpp.vmp = vmp.code HAVING count(DISTINCT unit) = 1)"
            " WHERE unit IS NULL AND code IN (SELECT vmp FROM vmpp)"
        )

    def _component(self, parent: str | None, child: str | None) -> None:
        if parent and child:
            self._connection.execute("INSERT INTO pack_component VALUES (?, ?)", (parent, child))

    def _actual_products(self) -> Iterator[tuple[Any, ...]]:
        for _, row in self._rows("amp", "AMP"):
            described = row.get("DESC") or row["NM"]
            available = int(row.get("AVAIL_RESTRICTCD") != _NOT_AVAILABLE)
            flags = (available, _flag(row, "INVALID"), int(row["APID"] in self._marks.training))
            supplier = self._text("SUPPLIER", row.get("SUPPCD"))
            yield (
                row["APID"],
                row["NM"],
                name_key(row["NM"]),
                described,
                name_key(described),
                row["VPID"],
                supplier,
                *flags,
            )

    def _actual_packs(self) -> None:
        special: list[tuple[str]] = []
        calendar: list[tuple[str]] = []

        def packs() -> Iterator[tuple[Any, ...]]:
            for path, row in self._rows("ampp", "AMPP", "CCONTENT", "REIMB_INFO"):
                kind = path.rsplit("/", 1)[-1]
                if kind == "CCONTENT":
                    self._component(row.get("PRNTAPPID"), row.get("CHLDAPPID"))
                elif kind == "REIMB_INFO":
                    special.extend([(row["APPID"],)] if _flag(row, "SPEC_CONTCD") else [])
                    calendar.extend([(row["APPID"],)] if _flag(row, "CAL_PACK") else [])
                else:
                    discontinued = int(row.get("DISCCD") == _DISCONTINUED)
                    flags = (_flag(row, "INVALID"), int(row["APPID"] in self._marks.training))
                    combination = _flag(row, "COMBPACKCD")
                    yield row["APPID"], row["NM"], row["VPPID"], row["APID"], combination, discontinued, 0, 0, *flags

        self._insert("ampp", 10, packs())
        self._connection.executemany("UPDATE ampp SET special_container = 1 WHERE code = ?", special)
        self._connection.executemany("UPDATE ampp SET calendar_pack = 1 WHERE code = ?", calendar)

    def _gtins(self) -> Iterator[tuple[Any, ...]]:
        for _, row in self._rows("gtin", "AMPP"):
            gtin = Gtin.of(row.get("GTIN", ""))
            if gtin is not None:
                yield gtin.value, row["AMPPID"], row.get("STARTDT"), row.get("ENDDT")
            else:
                self._bad_gtins += int("GTIN" in row)

    def _aliases(self) -> Iterator[tuple[Any, ...]]:
        for path, row in self._rows("history", "VTM", "VMP", "ING"):
            kind = _HISTORY.get(path)
            if kind and row["IDCURRENT"] != row["IDPREVIOUS"]:
                yield kind, row["IDPREVIOUS"], row["IDCURRENT"], row.get("STARTDT"), row.get("ENDDT")

    def _words(self) -> None:
        for table, column in (("vmp", "name"), ("amp", "description")):
            rows = self._connection.execute(f"SELECT code, {column} FROM {table} WHERE invalid = 0")  # noqa: S608
            tokens = ((" ".join(word.token for word in words(name)), code) for code, name in rows.fetchall())
            self._insert(f"{table}_words", 2, tokens)


def open_for_filling(path: Path, connect: Any) -> Any:
    """A new database file that nobody reads yet: speed over crash safety, for it is renamed only when whole."""
    connection = connect(str(path))
    for setting in ("journal_mode = OFF", "synchronous = OFF", "temp_store = MEMORY", "cache_size = -65536"):
        connection.execute(f"PRAGMA {setting}")
    return connection


def _flag_first(row: Record) -> int:
    """Valid rows last, so that they win where a name occurs twice."""
    return -_flag(row, "INVALID")


def _flag(row: Record, name: str) -> int:
    """dm+d writes a true flag as 1 or 0001, and leaves a false one out."""
    return int(row.get(name, "0").strip("0") != "")


def _given(text: str | None) -> str | None:
    return None if not text or text.casefold() in ("n/a", "na") else text
