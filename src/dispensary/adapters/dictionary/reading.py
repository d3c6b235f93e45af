"""Look-ups over one release file: the Dictionary port, read-only, safe from any thread."""

from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from types import TracebackType
from typing import Self

from dispensary.adapters.dictionary import installed
from dispensary.adapters.dictionary.exact_names import moiety_named, product_named, substance_named
from dispensary.adapters.dictionary.finding import Searcher
from dispensary.adapters.dictionary.known import known_substances
from dispensary.adapters.dictionary.packs import Packs
from dispensary.adapters.dictionary.release_file import OpenRelease, release_of
from dispensary.adapters.dictionary.sheets import product_sheet
from dispensary.adapters.dictionary.terms import Terms
from dispensary.adapters.dictionary.virtual_products import VirtualProducts
from dispensary.domain.dictionary import Found, Kind, KnownSubstance, Pack, PackCode, Release, Resolved
from dispensary.domain.identifiers import Gtin, SnomedCode
from dispensary.domain.product_sheet import ProductSheet

_KIND = """
    SELECT 'VMP' FROM vmp WHERE vpid = ?1 UNION ALL SELECT 'AMP' FROM amp WHERE apid = ?1
    UNION ALL SELECT 'VMPP' FROM vmpp WHERE vppid = ?1 UNION ALL SELECT 'AMPP' FROM ampp WHERE appid = ?1
    UNION ALL SELECT 'VTM' FROM vtm WHERE vtmid = ?1 LIMIT 1
"""
"""Answered out of the indexes alone, and no further than to the first kind that has it."""
_RETIRED = """
    SELECT idcurrent FROM history WHERE idprevious = ?1 AND idcurrent <> idprevious AND kind IN ('VMP', 'VTM')
    UNION SELECT vpid FROM vmp WHERE vpidprev = ?1 UNION SELECT vtmid FROM vtm WHERE vtmidprev = ?1
"""


def open_dictionary(home: Path) -> "ReleaseDictionary":
    """The dictionary in use in a home. Raises DictionaryUnavailable where there is none or its file is damaged."""
    return ReleaseDictionary(installed.in_use(home))


class ReleaseDictionary:
    """One release."""

    def __init__(self, path: Path) -> None:
        """Raises DictionaryUnavailable where the file is missing, damaged or from another version of the program."""
        self._file = OpenRelease(path)
        self._rows = self._file.rows
        self._terms = Terms(self._rows)
        self._virtual = VirtualProducts(self._rows, self._terms)
        self._packs = Packs(self._rows, self._terms, self._virtual.of)
        self._searcher = Searcher(self._rows)
        try:
            self._release = release_of(self._rows("SELECT key, value FROM meta"))
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
        self._file.close()

    def release(self) -> Release:
        return self._release

    def resolve(self, code: SnomedCode) -> Resolved:
        """Present codes first; else a retired code stands for the one that it became, where that is one only."""
        return self._present(code, code) or self._retired(code) or Resolved(code, code)

    def by_name(self, name: str) -> Resolved | None:
        code = product_named(name, self._rows)
        return self.resolve(code) if code is not None else None

    def packs_of(self, code: SnomedCode) -> tuple[Pack, ...]:
        resolved = self.resolve(code)
        return self._packs.below(resolved.kind, resolved.current.value) if resolved.kind is not None else ()

    def packs_with(self, gtin: Gtin) -> tuple[PackCode, ...]:
        return self._packs.carrying(gtin)

    def gtins_of(self, pack: SnomedCode) -> tuple[Gtin, ...]:
        rows = self._rows(
            "SELECT gtin FROM gtin WHERE amppid = ? GROUP BY gtin ORDER BY count(enddt) = count(*), gtin", pack.value
        )
        return tuple(Gtin(gtin) for (gtin,) in rows)

    def sheet(self, code: SnomedCode) -> ProductSheet | None:
        resolved = self.resolve(code)
        if not resolved.known:
            return None
        return product_sheet(resolved, self.packs_of(code), self._rows, self._terms.of)

    def products_of(self, moiety: SnomedCode) -> tuple[Found, ...]:
        rows = self._rows("SELECT vpid, nm FROM vmp WHERE vtmid = ? ORDER BY invalid, nm, vpid", moiety.value)
        return tuple(Found(Kind.VMP, SnomedCode(code), name) for code, name in rows)

    def moiety_named(self, name: str) -> Found | None:
        return moiety_named(name, self._rows)

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
        return substance_named(name, self._rows)

    def every_substance(self) -> tuple[KnownSubstance, ...]:
        return known_substances(self._rows)

    def _present(self, code: SnomedCode, received: SnomedCode) -> Resolved | None:
        kept = self._virtual.kept(code.value)
        if kept is not None:
            return Resolved(received, code, Kind.VMP, kept.name, virtual=kept)
        for (kind,) in self._rows(_KIND, code.value):
            return self._read(kind, code, received)
        return None

    def _read(self, kind: str, code: SnomedCode, received: SnomedCode) -> Resolved | None:
        """None for what hangs in the air: its generic product is not in the release."""
        if kind == Kind.VMP:
            virtual = self._virtual.of(code.value)
            return Resolved(received, code, Kind.VMP, virtual.name, virtual=virtual) if virtual else None
        if kind == Kind.AMP:
            actual = self._packs.product(code.value)
            return Resolved(received, code, Kind.AMP, actual.description, actual=actual) if actual else None
        if kind == Kind.VTM:
            ((name,),) = self._rows("SELECT nm FROM vtm WHERE vtmid = ? LIMIT 1", code.value)
            return Resolved(received, code, Kind.VTM, name)
        pack = self._packs.generic_pack(code.value) if kind == Kind.VMPP else self._packs.pack(code.value)
        return Resolved(received, code, pack.kind, pack.name, pack=pack) if pack else None

    def _retired(self, code: SnomedCode) -> Resolved | None:
        rows = self._rows(_RETIRED, code.value)
        if len(rows) != 1:
            return None  # unknown, or it became two: a person has to say which
        current = SnomedCode(rows[0][0])
        return self._present(current, code) or Resolved(code, current)
