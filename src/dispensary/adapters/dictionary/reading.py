"""Look-ups over one release file: the Dictionary port, read-only, safe from any thread."""

import json
import threading
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import quote

from sqlcipher3 import dbapi2

from dispensary.adapters.dictionary import installed, schema, searching
from dispensary.adapters.dictionary.names import Word, name_key, words
from dispensary.adapters.dictionary.substances import base_keys, substance_key
from dispensary.application.ports.dictionary import DictionaryUnavailable
from dispensary.domain.dictionary import (
    ActualProduct,
    ControlledDrug,
    Found,
    Ingredient,
    Kind,
    Pack,
    PackCode,
    Release,
    Resolved,
    VirtualProduct,
)
from dispensary.domain.identifiers import Gtin, SnomedCode
from dispensary.domain.quantity import Quantity, read_decimal

_DAMAGED = "The dictionary file cannot be read. Import the release again."
_MOST_CANDIDATES = 1000
_PACK = """
    SELECT ampp.code, ampp.name, ampp.vmpp, ampp.amp, ampp.combination, ampp.discontinued, ampp.special_container,
           ampp.calendar_pack, ampp.invalid, ampp.training, vmpp.quantity, vmpp.unit
    FROM ampp JOIN amp ON amp.code = ampp.amp LEFT JOIN vmpp ON vmpp.code = ampp.vmpp
"""
_MARKET_FIRST = " ORDER BY ampp.discontinued OR ampp.invalid OR NOT amp.available, ampp.name, ampp.code"


def open_dictionary(home: Path) -> "ReleaseDictionary":
    """The dictionary in use in a home. Raises DictionaryUnavailable where there is none or its file is damaged."""
    return ReleaseDictionary(installed.in_use(home))


class ReleaseDictionary:
    """One release. A connection per thread; products already read are kept, for nothing in a release changes."""

    def __init__(self, path: Path) -> None:
        """Raises DictionaryUnavailable where the file is missing, damaged or from another version of the program."""
        self._path = path
        self._local = threading.local()
        self._guard = threading.Lock()
        self._connections: list[Any] = []
        self._products: dict[str, VirtualProduct] = {}
        try:
            self._release = self._read_release()
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Closes the connections of every thread. Nothing may be asked afterwards."""
        with self._guard:
            for connection in self._connections:
                connection.close()
            self._connections.clear()
            self._local = threading.local()

    def release(self) -> Release:
        return self._release

    def resolve(self, code: SnomedCode) -> Resolved:
        """Present codes first; else a retired code stands for the one that it became, where that is one only."""
        return self._present(code, code) or self._retired(code) or Resolved(code, code)

    def by_name(self, name: str) -> Resolved | None:
        key = name_key(name)
        for query in (
            "SELECT code FROM vmp WHERE key = ? ORDER BY invalid, name <> ?, code LIMIT 1",
            "SELECT code FROM amp WHERE key = ? ORDER BY invalid, NOT available, name <> ?, code LIMIT 1",
            "SELECT code FROM amp WHERE description_key = ? ORDER BY invalid, NOT available, name <> ?, code LIMIT 1",
        ):
            for (code,) in self._rows(query, key, name):
                return self.resolve(SnomedCode(code))
        return None

    def packs_of(self, code: SnomedCode) -> tuple[Pack, ...]:
        resolved = self.resolve(code)
        by = {
            Kind.VMP: "ampp.vmpp IN (SELECT code FROM vmpp WHERE vmp = ?)",
            Kind.AMP: "ampp.amp = ?",
            Kind.VMPP: "ampp.vmpp = ?",
            Kind.AMPP: "ampp.code = ?",
        }.get(resolved.kind) if resolved.kind else None  # fmt: skip
        if by is None:
            return ()
        rows = self._rows(f"{_PACK} WHERE {by}{_MARKET_FIRST}", resolved.current.value)
        return tuple(pack for pack in map(self._pack, rows) if pack is not None)

    def packs_with(self, gtin: Gtin) -> tuple[PackCode, ...]:
        """A pack listed twice with the same GTIN comes once, in use from the first start to the last end."""
        rows = self._rows(
            "SELECT ampp, min(started), CASE WHEN count(ended) = count(*) THEN max(ended) END FROM gtin"
            " WHERE gtin = ? GROUP BY ampp ORDER BY count(ended) = count(*), ampp",
            gtin.value,
        )
        codes = []
        for code, started, ended in rows:
            for pack in map(self._pack, self._rows(f"{_PACK} WHERE ampp.code = ?", code)):
                if pack is not None:
                    codes.append(PackCode(gtin, pack, _date(started), _date(ended)))
        return tuple(codes)

    def gtins_of(self, pack: SnomedCode) -> tuple[Gtin, ...]:
        rows = self._rows(
            "SELECT gtin FROM gtin WHERE ampp = ? GROUP BY gtin ORDER BY count(ended) = count(*), gtin", pack.value
        )
        return tuple(Gtin(gtin) for (gtin,) in rows)

    def search(self, text: str, limit: int = 20) -> tuple[Found, ...]:
        asked = words(text)
        if not asked or limit < 1:
            return ()
        known = self.resolve(SnomedCode(text.strip()))
        if known.kind is not None and known.name is not None:
            return (Found(known.kind, known.current, known.name),)
        found = self._search("vmp", "t.name", "''", Kind.VMP, asked)
        if len(found) < limit:
            found += self._search("amp", "t.description", "coalesce(t.supplier, '')", Kind.AMP, asked)
        return tuple(found[:limit])

    def ingredient(self, name: str) -> tuple[SnomedCode, str] | None:
        """A substance before a moiety; then without its salt ("warfarin sodium"), then as the only salt of a base."""
        key = substance_key(name)
        for query, keys in (
            ("SELECT code, name FROM substance WHERE key = ? ORDER BY invalid, code LIMIT 1", (key,)),
            (_ONLY_INGREDIENT, (key,)),
            ("SELECT code, name FROM substance WHERE key = ? ORDER BY invalid, code LIMIT 1", tuple(base_keys(name))),
            (_ONLY_SALT, (key,)),
            ("SELECT code, name FROM vtm WHERE key = ? ORDER BY invalid, code LIMIT 1", (key,)),
        ):
            for one in keys:
                for code, found in self._rows(query, one):
                    return SnomedCode(code), found
        return None

    def _read_release(self) -> Release:
        meta = dict(self._rows("SELECT key, value FROM meta"))
        if meta.get("schema") != schema.VERSION:
            raise DictionaryUnavailable("The dictionary file is from another version of the program. Import it again.")
        try:
            counts = {key: int(value) for key, value in json.loads(meta["counts"]).items()}
            return Release(meta["name"], date.fromisoformat(meta["dated"]), counts, starter=bool(meta["starter"]))
        except (KeyError, ValueError, AttributeError) as problem:
            raise DictionaryUnavailable(_DAMAGED) from problem

    def _rows(self, query: str, *values: str) -> list[tuple[Any, ...]]:
        try:
            return list(self._connection().execute(query, values).fetchall())
        except dbapi2.DatabaseError as problem:
            raise DictionaryUnavailable(_DAMAGED) from problem

    def _connection(self) -> Any:
        connection = getattr(self._local, "connection", None)
        if connection is None:
            address = f"file:{quote(self._path.as_posix())}?mode=ro&immutable=1"
            connection = dbapi2.connect(address, uri=True, check_same_thread=False)
            with self._guard:
                self._connections.append(connection)
            self._local.connection = connection
        return connection

    def _present(self, code: SnomedCode, received: SnomedCode) -> Resolved | None:
        virtual = self._virtual(code.value)
        if virtual is not None:
            return Resolved(received, code, Kind.VMP, virtual.name, virtual=virtual)
        actual = self._actual(code.value)
        if actual is not None:
            return Resolved(received, code, Kind.AMP, actual.description, actual=actual)
        for row in self._rows("SELECT * FROM vmpp WHERE code = ?", code.value):
            pack = self._virtual_pack(row)
            return Resolved(received, code, Kind.VMPP, pack.name, pack=pack) if pack else None
        for row in self._rows(f"{_PACK} WHERE ampp.code = ?", code.value):
            found = self._pack(row)
            return Resolved(received, code, Kind.AMPP, found.name, pack=found) if found else None
        for (name,) in self._rows("SELECT name FROM vtm WHERE code = ?", code.value):
            return Resolved(received, code, Kind.VTM, name)
        return None

    def _retired(self, code: SnomedCode) -> Resolved | None:
        rows = self._rows("SELECT DISTINCT current FROM alias WHERE old = ? AND kind IN ('VMP', 'VTM')", code.value)
        if len(rows) != 1:
            return None  # unknown, or it became two: a person has to say which
        current = SnomedCode(rows[0][0])
        return self._present(current, code) or Resolved(code, current)

    def _virtual(self, code: str) -> VirtualProduct | None:
        if code not in self._products:
            rows = self._rows(
                "SELECT vmp.*, vtm.name FROM vmp LEFT JOIN vtm ON vtm.code = vmp.vtm WHERE vmp.code = ?", code
            )
            if not rows:
                return None
            self._products[code] = self._virtual_product(rows[0])
        return self._products[code]

    def _virtual_product(self, row: tuple[Any, ...]) -> VirtualProduct:
        (code, name, _, vtm, status, sugar, preservative, cfc, gluten, discrete, unit, form, category, atc, bnf,
         invalid, derived, vtm_name) = row  # fmt: skip
        ingredients, base_by_name = self._ingredients(code)
        routes = self._rows("SELECT DISTINCT route FROM vmp_route WHERE vmp = ? ORDER BY route", code)
        return VirtualProduct(
            code=SnomedCode(code), name=name, vtm=SnomedCode(vtm) if vtm else None, vtm_name=vtm_name,
            ingredients=ingredients, form=form, routes=tuple(route for (route,) in routes), unit=unit,
            controlled_drug=_category(category), prescribing_status=status, atc=atc, bnf=bnf, sugar_free=bool(sugar),
            preservative_free=bool(preservative), cfc_free=bool(cfc), gluten_free=bool(gluten),
            discrete=None if discrete is None else bool(discrete), invalid=bool(invalid),
            derived=frozenset(derived.split()) | ({"base"} if base_by_name else frozenset()),
        )  # fmt: skip

    def _ingredients(self, vmp: str) -> tuple[tuple[Ingredient, ...], bool]:
        rows = self._rows(
            "SELECT i.substance, coalesce(s.name, i.substance), i.amount, i.amount_unit, i.per, i.per_unit,"
            " coalesce(i.base, s.base), b.name, i.base IS NULL AND s.base IS NOT NULL"
            " FROM vmp_ingredient i LEFT JOIN substance s ON s.code = i.substance"
            " LEFT JOIN substance b ON b.code = coalesce(i.base, s.base) WHERE i.vmp = ? ORDER BY i.rowid",
            vmp,
        )
        ingredients = tuple(
            Ingredient(
                SnomedCode(code), name, _quantity(amount, unit), _quantity(per, per_unit),
                SnomedCode(base) if base else None, base_name,
            )
            for code, name, amount, unit, per, per_unit, base, base_name, _ in rows
        )  # fmt: skip
        return ingredients, any(row[-1] for row in rows)

    def _actual(self, code: str) -> ActualProduct | None:
        for row in self._rows(
            "SELECT name, description, vmp, supplier, available, invalid, training FROM amp WHERE code = ?", code
        ):
            name, description, vmp, supplier, available, invalid, training = row
            virtual = self._virtual(vmp)
            if virtual is not None:
                flags = (bool(available), bool(invalid), bool(training))
                return ActualProduct(SnomedCode(code), name, description, virtual, supplier, *flags)
        return None

    def _virtual_pack(self, row: tuple[Any, ...]) -> Pack | None:
        code, name, vmp, quantity, unit, combination, invalid, training = row
        virtual = self._virtual(vmp)
        if virtual is None:
            return None
        return Pack(
            SnomedCode(code), name, virtual, _quantity(quantity, unit), virtual_pack=SnomedCode(code),
            combination=bool(combination), components=self._components(code), invalid=bool(invalid),
            training=bool(training),
        )  # fmt: skip

    def _pack(self, row: tuple[Any, ...]) -> Pack | None:
        code, name, vmpp, amp, combination, discontinued, special, calendar, invalid, training, quantity, unit = row
        product = self._actual(amp)
        if product is None:
            return None
        return Pack(
            SnomedCode(code), name, product.virtual, _quantity(quantity, unit), product, SnomedCode(vmpp),
            bool(discontinued), bool(special), bool(calendar), bool(combination), self._components(code),
            bool(invalid), bool(training),
        )  # fmt: skip

    def _components(self, code: str) -> tuple[SnomedCode, ...]:
        rows = self._rows("SELECT DISTINCT child FROM pack_component WHERE parent = ? ORDER BY child", code)
        return tuple(SnomedCode(child) for (child,) in rows)

    def _search(self, kind: str, name: str, detail: str, shown: Kind, asked: Sequence[Word]) -> list[Found]:
        rows = self._rows(
            f"SELECT t.code, {name}, {detail} FROM {kind}_words w JOIN {kind} t ON t.code = w.code"  # noqa: S608
            f" WHERE {kind}_words MATCH ? ORDER BY w.rank LIMIT {_MOST_CANDIDATES}",
            searching.query(asked),
        )
        ranked = sorted(rows, key=lambda row: searching.rank(row[1], asked))
        return [Found(shown, SnomedCode(code), found, extra) for code, found, extra in ranked]


_ONLY_INGREDIENT = """
    SELECT s.code, s.name FROM vtm v JOIN vtm_ingredient i ON i.vtm = v.code JOIN substance s ON s.code = i.substance
    WHERE v.key = ? AND (SELECT count(*) FROM vtm_ingredient x WHERE x.vtm = v.code) = 1
    ORDER BY v.invalid, v.code LIMIT 1
"""
_ONLY_SALT = """
    SELECT min(s.code), min(s.name) FROM substance_alias a JOIN substance s ON s.code = a.code WHERE a.key = ?
    HAVING count(DISTINCT s.code) = 1
"""


def _category(code: str | None) -> ControlledDrug | None:
    try:
        return ControlledDrug(code) if code else None
    except ValueError:
        return None


def _quantity(value: str | None, unit: str | None) -> Quantity | None:
    number = read_decimal(value)
    return Quantity(number, unit or "") if number is not None and number >= 0 else None


def _date(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
