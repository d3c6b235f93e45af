"""Look-ups over one release file: the Dictionary port, read-only, safe from any thread."""

import threading
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlcipher3 import dbapi2

from dispensary.adapters.dictionary import installed
from dispensary.adapters.dictionary.deriving import actual_key
from dispensary.adapters.dictionary.finding import Searcher
from dispensary.adapters.dictionary.known import known_substances
from dispensary.adapters.dictionary.names import name_key
from dispensary.adapters.dictionary.release_file import DAMAGED, connect, release_of
from dispensary.adapters.dictionary.sheets import product_sheet
from dispensary.adapters.dictionary.substances import base_keys, substance_key
from dispensary.application.ports.dictionary import DictionaryUnavailable
from dispensary.domain.dictionary import (
    ActualProduct,
    ControlledDrug,
    Found,
    Ingredient,
    Kind,
    KnownSubstance,
    Pack,
    PackCode,
    Release,
    Resolved,
    VirtualProduct,
)
from dispensary.domain.identifiers import Gtin, SnomedCode
from dispensary.domain.product_sheet import ProductSheet
from dispensary.domain.quantity import Quantity, read_decimal

_PACK = """
    SELECT ampp.appid, ampp.nm, ampp.vppid, ampp.apid, ampp.combpackcd, ampp.disccd, ampp.invalid, vmpp.qtyval,
           vmpp.qty_uomcd, reimb_info.spec_contcd, reimb_info.cal_pack,
           EXISTS (SELECT 1 FROM ampp_ccontent c WHERE c.prntappid = ampp.appid)
    FROM ampp JOIN amp ON amp.apid = ampp.apid LEFT JOIN vmpp ON vmpp.vppid = ampp.vppid
        LEFT JOIN reimb_info ON reimb_info.appid = ampp.appid
"""
_MARKET_FIRST = (
    " ORDER BY coalesce(ampp.disccd = '0001', 0) OR ampp.invalid OR coalesce(amp.avail_restrictcd = '0009', 0),"
    " ampp.nm, ampp.appid"
)
_VMP = """
    SELECT v.vpid, v.nm, v.vtmid, vtm.nm, v.pres_statcd, v.sug_f, v.pres_f, v.cfc_f, v.glu_f, v.df_indcd,
           v.unit_dose_uomcd, v.invalid,
           (SELECT formcd FROM dform WHERE dform.vpid = v.vpid LIMIT 1),
           (SELECT catcd FROM control_info WHERE control_info.vpid = v.vpid LIMIT 1), b.atc, b.bnf
    FROM vmp v LEFT JOIN vtm ON vtm.vtmid = v.vtmid LEFT JOIN bnf_vmp b ON b.vpid = v.vpid WHERE v.vpid = ? LIMIT 1
"""
_VMPP = """
    SELECT vppid, nm, vpid, qtyval, qty_uomcd, combpackcd, invalid,
           EXISTS (SELECT 1 FROM vmpp_ccontent c WHERE c.prntvppid = vmpp.vppid)
    FROM vmpp WHERE vppid = ?
"""
_RETIRED = """
    SELECT idcurrent FROM history WHERE idprevious = ? AND idcurrent <> idprevious AND kind IN ('VMP', 'VTM')
    UNION SELECT vpid FROM vmp WHERE vpidprev = ? UNION SELECT vtmid FROM vtm WHERE vtmidprev = ?
"""
_DISCONTINUED, _COMBINATION, _UNAVAILABLE = "0001", "0001", "0009"


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
        self._marked = False
        self._terms: dict[tuple[str, str], str | None] = {}
        self._searcher = Searcher(self._rows)
        try:
            self._release = release_of(self._rows("SELECT key, value FROM meta"))
            self._marked = bool(self._rows("SELECT 1 FROM derived UNION ALL SELECT 1 FROM training LIMIT 1"))
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
        query = (
            "SELECT v.vpid FROM vmp_key k JOIN vmp v ON v.vpid = k.vpid WHERE k.key = ?"
            " ORDER BY v.invalid, v.nm <> ?, v.vpid LIMIT 1"
        )
        for (code,) in self._rows(query, key, name):
            return self.resolve(SnomedCode(code))
        query = (
            "SELECT a.apid, a.nm, coalesce(a.desc, a.nm) FROM amp_key k JOIN amp a ON a.apid = k.apid WHERE k.key = ?"
            " ORDER BY a.invalid, coalesce(a.avail_restrictcd = '0009', 0), a.nm <> ?, a.apid"
        )
        for code, *names in self._rows(query, actual_key(name), name):
            if key in map(name_key, names):
                return self.resolve(SnomedCode(code))
        return None

    def packs_of(self, code: SnomedCode) -> tuple[Pack, ...]:
        resolved = self.resolve(code)
        by = {
            Kind.VMP: "ampp.vppid IN (SELECT vppid FROM vmpp WHERE vpid = ?)",
            Kind.AMP: "ampp.apid = ?",
            Kind.VMPP: "ampp.vppid = ?",
            Kind.AMPP: "ampp.appid = ?",
        }.get(resolved.kind) if resolved.kind else None  # fmt: skip
        if by is None:
            return ()
        rows = self._rows(f"{_PACK} WHERE {by}{_MARKET_FIRST}", resolved.current.value)
        return tuple(pack for pack in map(self._pack, rows) if pack is not None)

    def packs_with(self, gtin: Gtin) -> tuple[PackCode, ...]:
        """A pack listed twice with the same GTIN comes once, in use from the first start to the last end."""
        rows = self._rows(
            "SELECT amppid, min(startdt), CASE WHEN count(enddt) = count(*) THEN max(enddt) END FROM gtin"
            " WHERE gtin = ? GROUP BY amppid ORDER BY count(enddt) = count(*), amppid",
            gtin.value,
        )
        codes = []
        for code, started, ended in rows:
            for pack in map(self._pack, self._rows(f"{_PACK} WHERE ampp.appid = ?", code)):
                if pack is not None:
                    codes.append(PackCode(gtin, pack, _date(started), _date(ended)))
        return tuple(codes)

    def gtins_of(self, pack: SnomedCode) -> tuple[Gtin, ...]:
        rows = self._rows(
            "SELECT gtin FROM gtin WHERE amppid = ? GROUP BY gtin ORDER BY count(enddt) = count(*), gtin", pack.value
        )
        return tuple(Gtin(gtin) for (gtin,) in rows)

    def sheet(self, code: SnomedCode) -> ProductSheet | None:
        resolved = self.resolve(code)
        if not resolved.known:
            return None
        return product_sheet(resolved, self.packs_of(code), self._rows, self._term)

    def products_of(self, moiety: SnomedCode) -> tuple[Found, ...]:
        rows = self._rows("SELECT vpid, nm FROM vmp WHERE vtmid = ? ORDER BY invalid, nm, vpid", moiety.value)
        return tuple(Found(Kind.VMP, SnomedCode(code), name) for code, name in rows)

    def one_release(self) -> AbstractContextManager[None]:
        return nullcontext()  # it is one release

    def search(self, text: str, limit: int = 20) -> tuple[Found, ...]:
        if limit < 1:
            return ()
        known = self.resolve(SnomedCode(text.strip()))
        if known.kind is not None and known.name is not None:
            return (Found(known.kind, known.current, known.name),)
        return self._searcher.search(text, limit)

    def ingredient(self, name: str) -> tuple[SnomedCode, str] | None:
        """A substance before a moiety; then without its salt ("warfarin sodium"), then as the only salt of a base."""
        key = substance_key(name)
        for query, keys in (
            (_SUBSTANCE, (key,)),
            (_ONLY_INGREDIENT, (key,)),
            (_SUBSTANCE, tuple(base_keys(name))),
            (_ONLY_SALT, (key,)),
            (_MOIETY, (key,)),
        ):
            for one in keys:
                for code, found in self._rows(query, one):
                    return SnomedCode(code), found
        return None

    def every_substance(self) -> tuple[KnownSubstance, ...]:
        return known_substances(self._rows)

    def _rows(self, query: str, *values: str | int) -> list[tuple[Any, ...]]:
        try:
            return list(self._connection().execute(query, values).fetchall())
        except dbapi2.DatabaseError as problem:
            raise DictionaryUnavailable(DAMAGED) from problem

    def _connection(self) -> Any:
        connection = getattr(self._local, "connection", None)
        if connection is None:
            connection = connect(self._path)
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
        for row in self._rows(_VMPP, code.value):
            pack = self._virtual_pack(row)
            return Resolved(received, code, Kind.VMPP, pack.name, pack=pack) if pack else None
        for row in self._rows(f"{_PACK} WHERE ampp.appid = ? LIMIT 1", code.value):
            found = self._pack(row)
            return Resolved(received, code, Kind.AMPP, found.name, pack=found) if found else None
        for (name,) in self._rows("SELECT nm FROM vtm WHERE vtmid = ?", code.value):
            return Resolved(received, code, Kind.VTM, name)
        return None

    def _retired(self, code: SnomedCode) -> Resolved | None:
        rows = self._rows(_RETIRED, code.value, code.value, code.value)
        if len(rows) != 1:
            return None  # unknown, or it became two: a person has to say which
        current = SnomedCode(rows[0][0])
        return self._present(current, code) or Resolved(code, current)

    def _term(self, section: str, code: str | None) -> str | None:
        """What a code of the lookup file means; there are few, and they are kept."""
        if code is None:
            return None
        asked = (section, code)
        if asked not in self._terms:
            rows = self._rows("SELECT desc FROM lookup WHERE cd = ? AND section = ? LIMIT 1", code, section)
            self._terms[asked] = rows[0][0] if rows else None
        return self._terms[asked]

    def _virtual(self, code: str) -> VirtualProduct | None:
        if code not in self._products:
            rows = self._rows(_VMP, code)
            if not rows:
                return None
            self._products[code] = self._virtual_product(rows[0])
        return self._products[code]

    def _virtual_product(self, row: tuple[Any, ...]) -> VirtualProduct:
        (code, name, vtm, vtm_name, status, sugar, preservative, cfc, gluten, discrete, unit, invalid, form, category,
         atc, bnf) = row  # fmt: skip
        ingredients, base_by_name = self._ingredients(code)
        routes = self._rows("SELECT DISTINCT routecd FROM droute WHERE vpid = ?", code)
        marks = dict(self._rows("SELECT field, how FROM derived WHERE code = ?", code)) if self._marked else {}
        derived = {field for field, how in marks.items() if how != _PLACEHOLDER}
        return VirtualProduct(
            code=SnomedCode(code),
            name=name,
            vtm=SnomedCode(vtm) if vtm else None,
            vtm_name=vtm_name,
            ingredients=ingredients,
            form=self._term("FORM", form),
            routes=tuple(sorted(filter(None, (self._term("ROUTE", route) for (route,) in routes)))),
            unit=self._unit(code, unit),
            controlled_drug=_category(category),
            prescribing_status=None if marks.get("prescribing_status") == _PLACEHOLDER else status,
            atc=_given(atc),
            bnf=_given(bnf),
            sugar_free=bool(sugar),
            preservative_free=bool(preservative),
            cfc_free=bool(cfc),
            gluten_free=bool(gluten),
            discrete={"1": True, "2": False}.get((discrete or "").lstrip("0")),
            invalid=bool(invalid),
            derived=frozenset(derived) | ({"base"} if base_by_name else frozenset()),
        )

    def _unit(self, vmp: str, unit: str | None) -> str | None:
        """A continuous product states no unit of its own: it is counted in what all its packs are counted in."""
        if unit is None:
            units = self._rows("SELECT DISTINCT qty_uomcd FROM vmpp WHERE vpid = ?", vmp)
            unit = units[0][0] if len(units) == 1 else None
        return self._term("UNIT_OF_MEASURE", unit)

    def _ingredients(self, vmp: str) -> tuple[tuple[Ingredient, ...], bool]:
        rows = self._rows(_INGREDIENTS, vmp)
        ingredients = tuple(
            Ingredient(
                SnomedCode(code),
                name,
                self._quantity(amount, unit),
                self._quantity(per, per_unit),
                SnomedCode(base) if base else None,
                base_name,
            )
            for code, name, amount, unit, per, per_unit, base, base_name, _ in rows
        )
        return ingredients, any(row[-1] for row in rows)

    def _quantity(self, value: str | None, unit: str | None) -> Quantity | None:
        number = read_decimal(value)
        named = self._term("UNIT_OF_MEASURE", unit) or ""
        return Quantity(number, named) if number is not None and number >= 0 else None

    def _actual(self, code: str) -> ActualProduct | None:
        for name, description, vmp, supplier, availability, invalid, training in self._rows(_AMP, code):
            virtual = self._virtual(vmp)
            if virtual is not None:
                flags = (availability != _UNAVAILABLE, bool(invalid), bool(training))
                return ActualProduct(
                    SnomedCode(code), name, description, virtual, self._term("SUPPLIER", supplier), *flags
                )
        return None

    def _virtual_pack(self, row: tuple[Any, ...]) -> Pack | None:
        code, name, vmp, quantity, unit, combination, invalid, parts = row
        virtual = self._virtual(vmp)
        if virtual is None:
            return None
        return Pack(
            SnomedCode(code),
            name,
            virtual,
            self._quantity(quantity, unit),
            virtual_pack=SnomedCode(code),
            combination=combination == _COMBINATION,
            components=self._components("vmpp", code) if parts else (),
            invalid=bool(invalid),
            training=self._training(code),
        )

    def _pack(self, row: tuple[Any, ...]) -> Pack | None:
        code, name, vmpp, amp, combination, discontinued, invalid, quantity, unit, special, calendar, parts = row
        product = self._actual(amp)
        if product is None:
            return None
        return Pack(
            SnomedCode(code),
            name,
            product.virtual,
            self._quantity(quantity, unit),
            product,
            SnomedCode(vmpp),
            discontinued=discontinued == _DISCONTINUED,
            special_container=bool(special and special.strip("0")),
            calendar_pack=bool(calendar),
            combination=combination == _COMBINATION,
            components=self._components("ampp", code) if parts else (),
            invalid=bool(invalid),
            training=self._training(code),
        )

    def _training(self, code: str) -> bool:
        return self._marked and bool(self._rows("SELECT 1 FROM training WHERE code = ?", code))

    def _components(self, kind: str, code: str) -> tuple[SnomedCode, ...]:
        parent, child = _COMPONENTS[kind]
        rows = self._rows(
            f"SELECT DISTINCT {child} FROM {kind}_ccontent WHERE {parent} = ? ORDER BY {child}",  # noqa: S608
            code,
        )
        return tuple(SnomedCode(child) for (child,) in rows)


_AMP = """
    SELECT a.nm, coalesce(a.desc, a.nm), a.vpid, a.suppcd, a.avail_restrictcd, a.invalid, t.code IS NOT NULL
    FROM amp a LEFT JOIN training t ON t.code = a.apid WHERE a.apid = ?
"""
_COMPONENTS = {"vmpp": ("prntvppid", "chldvppid"), "ampp": ("prntappid", "chldappid")}
_INGREDIENTS = """
    SELECT i.isid, coalesce(s.nm, i.isid), i.strnt_nmrtr_val, i.strnt_nmrtr_uomcd, i.strnt_dnmtr_val,
           i.strnt_dnmtr_uomcd, coalesce(i.bs_subid, d.base), b.nm, i.bs_subid IS NULL AND d.base IS NOT NULL
    FROM vpi i LEFT JOIN ing s ON s.isid = i.isid LEFT JOIN substance d ON d.isid = i.isid
        LEFT JOIN ing b ON b.isid = coalesce(i.bs_subid, d.base)
    WHERE i.vpid = ? ORDER BY i.rowid
"""
_SUBSTANCE = """
    SELECT s.isid, i.nm FROM substance s JOIN ing i ON i.isid = s.isid WHERE s.key = ?
    ORDER BY i.invalid, s.isid LIMIT 1
"""
_MOIETY = """
    SELECT v.vtmid, v.nm FROM vtm_key k JOIN vtm v ON v.vtmid = k.vtmid WHERE k.key = ? ORDER BY v.invalid, 1 LIMIT 1
"""
_ONLY_INGREDIENT = """
    SELECT s.isid, s.nm FROM vtm_key k JOIN vtm v ON v.vtmid = k.vtmid JOIN vtm_ing i ON i.vtmid = v.vtmid
        JOIN ing s ON s.isid = i.isid
    WHERE k.key = ? AND (SELECT count(*) FROM vtm_ing x WHERE x.vtmid = v.vtmid) = 1
    ORDER BY v.invalid, v.vtmid LIMIT 1
"""
_ONLY_SALT = """
    SELECT min(s.isid), min(s.nm) FROM substance_alias a JOIN ing s ON s.isid = a.isid WHERE a.key = ?
    HAVING count(DISTINCT s.isid) = 1
"""
_PLACEHOLDER = "placeholder"


def _category(code: str | None) -> ControlledDrug | None:
    try:
        return ControlledDrug(code) if code else None
    except ValueError:
        return None


def _given(text: str | None) -> str | None:
    return None if not text or text.casefold() in ("n/a", "na") else text


def _date(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
