"""Suppliers' products (AMP), generic packs (VMPP) and suppliers' packs (AMPP) read out of one release file."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from dispensary.adapters.dictionary.terms import Rows, Terms
from dispensary.domain.dictionary import ActualProduct, Kind, Pack, PackCode, VirtualProduct
from dispensary.domain.identifiers import Gtin, SnomedCode

_AMP_FIELDS = """
    amp.apid, amp.nm, coalesce(amp.desc, amp.nm), amp.vpid, amp.suppcd, amp.avail_restrictcd, amp.invalid
"""
_AMP = f"SELECT {_AMP_FIELDS} FROM amp WHERE apid = ? LIMIT 1"  # noqa: S608
_VMPP = """
    SELECT vppid, nm, vpid, qtyval, qty_uomcd, combpackcd, invalid,
           (SELECT group_concat(c.chldvppid, ' ') FROM vmpp_ccontent c WHERE c.prntvppid = vmpp.vppid)
    FROM vmpp WHERE vppid = ? LIMIT 1
"""
_AMPP_FIELDS = f"""
    ampp.appid, ampp.nm, ampp.vppid, ampp.combpackcd, ampp.disccd, ampp.invalid, vmpp.qtyval, vmpp.qty_uomcd, vmpp.vpid,
    reimb_info.spec_contcd, reimb_info.cal_pack,
    (SELECT group_concat(c.chldappid, ' ') FROM ampp_ccontent c WHERE c.prntappid = ampp.appid), {_AMP_FIELDS}
"""  # noqa: S608
_AMPP_WITH = """
    JOIN amp ON amp.apid = ampp.apid LEFT JOIN vmpp ON vmpp.vppid = ampp.vppid
    LEFT JOIN reimb_info ON reimb_info.appid = ampp.appid
"""
"""Everything of a pack in one statement: each further one would cost as much as all it reads."""
_AMPP = f"SELECT {_AMPP_FIELDS} FROM ampp {_AMPP_WITH} WHERE "  # noqa: S608
_THE_AMPP = f"{_AMPP}ampp.appid = ? LIMIT 1"
_MARKET_FIRST = """
    ORDER BY coalesce(ampp.disccd = '0001', 0) OR ampp.invalid OR coalesce(amp.avail_restrictcd = '0009', 0),
        ampp.nm, ampp.appid
"""
_BELOW = {
    Kind.VMP: f"{_AMPP}ampp.vppid IN (SELECT vppid FROM vmpp WHERE vpid = ?){_MARKET_FIRST}",  # noqa: S608
    Kind.AMP: f"{_AMPP}ampp.apid = ?{_MARKET_FIRST}",
    Kind.VMPP: f"{_AMPP}ampp.vppid = ?{_MARKET_FIRST}",
    Kind.AMPP: f"{_AMPP}ampp.appid = ?{_MARKET_FIRST}",
}
_WITH_GTIN = f"""
    SELECT gtin.startdt, gtin.enddt, {_AMPP_FIELDS}
    FROM gtin LEFT JOIN ampp ON ampp.appid = gtin.amppid LEFT {_AMPP_WITH.strip()} WHERE gtin.gtin = ?
"""  # noqa: S608
_DISCONTINUED, _COMBINATION, _UNAVAILABLE = "0001", "0001", "0009"


class Packs:
    """What suppliers sell. A product or a pack whose generic product is not in the release is not known either."""

    def __init__(self, rows: Rows, terms: Terms, virtual: Callable[[str], VirtualProduct | None]) -> None:
        self._rows = rows
        self._terms = terms
        self._virtual = virtual

    def product(self, code: str) -> ActualProduct | None:
        """The AMP of that code."""
        return next((self._product(row) for row in self._rows(_AMP, code)), None)

    def generic_pack(self, code: str) -> Pack | None:
        """The VMPP of that code."""
        return next((self._generic_pack(row) for row in self._rows(_VMPP, code)), None)

    def pack(self, code: str) -> Pack | None:
        """The AMPP of that code."""
        return next((self._pack(row) for row in self._rows(_THE_AMPP, code)), None)

    def below(self, kind: Kind, code: str) -> tuple[Pack, ...]:
        """Every AMPP under what has that code, those on the market first."""
        if kind not in _BELOW:
            return ()
        rows = self._rows(_BELOW[kind], code)
        return tuple(pack for pack in map(self._pack, rows) if pack is not None)

    def carrying(self, gtin: Gtin) -> tuple[PackCode, ...]:
        """A pack listed twice with the same GTIN comes once, in use from the first start to the last end."""
        listed: dict[str, list[tuple[Any, ...]]] = {}
        for row in self._rows(_WITH_GTIN, gtin.value):
            listed.setdefault(row[2], []).append(row)
        packs = {code: self._pack(rows[0][2:]) for code, rows in listed.items()}
        lacking = None in packs.values()
        codes = (_carried(gtin, pack, listed[code], lacking) for code, pack in packs.items() if pack is not None)
        return tuple(sorted(codes, key=lambda code: (code.ended is not None, code.pack.code.value)))

    def _product(self, row: Sequence[Any]) -> ActualProduct | None:
        code, name, description, vmp, supplier, availability, invalid = row
        virtual = self._virtual(vmp)
        if virtual is None:
            return None
        return ActualProduct(
            SnomedCode(code),
            name,
            description,
            virtual,
            self._terms.of("SUPPLIER", supplier),
            available=availability != _UNAVAILABLE,
            invalid=bool(invalid),
            training=code in self._terms.training,
        )

    def _generic_pack(self, row: Sequence[Any]) -> Pack | None:
        code, name, vmp, quantity, unit, combination, invalid, parts = row
        virtual = self._virtual(vmp)
        if virtual is None:
            return None
        return Pack(
            SnomedCode(code),
            name,
            virtual,
            self._terms.quantity(quantity, unit),
            virtual_pack=SnomedCode(code),
            combination=combination == _COMBINATION,
            components=_components(parts),
            invalid=bool(invalid),
            training=code in self._terms.training,
        )

    def _pack(self, row: Sequence[Any]) -> Pack | None:
        (code, name, vmpp, combination, discontinued, invalid, quantity, unit, generic, special, calendar, parts,
         *made) = row  # fmt: skip
        product = self._product(made)
        if product is None:
            return None
        return Pack(
            SnomedCode(code),
            name,
            product.virtual,
            self._terms.quantity(quantity, unit),
            product,
            SnomedCode(vmpp),
            discontinued=discontinued == _DISCONTINUED,
            special_container=bool(special and special.strip("0")),
            calendar_pack=bool(calendar),
            combination=combination == _COMBINATION,
            components=_components(parts),
            invalid=bool(invalid),
            training=code in self._terms.training,
            also_under=SnomedCode(generic) if generic not in (None, product.virtual.code.value) else None,
        )


def _carried(gtin: Gtin, pack: Pack, rows: Sequence[tuple[Any, ...]], or_unknown: bool) -> PackCode:  # noqa: FBT001
    """rows: of one pack."""
    started = min((row[0] for row in rows if row[0]), default=None)
    still = any(not row[1] for row in rows)
    return PackCode(gtin, pack, _date(started), None if still else _date(max(row[1] for row in rows)), or_unknown)


def _components(codes: str | None) -> tuple[SnomedCode, ...]:
    return tuple(map(SnomedCode, sorted(set(codes.split())))) if codes else ()


def _date(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
