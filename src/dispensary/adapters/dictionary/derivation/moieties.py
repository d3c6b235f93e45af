"""Which substances and which moiety (VTM) a dm+d name means, by exact names only."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dispensary.adapters.dictionary.substances import base_key, base_keys, substance_key


@dataclass(frozen=True, slots=True)
class Substance:
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Moiety:
    """A VTM. `named`: False where its name was put together from its ingredients."""

    code: str
    name: str
    ingredients: frozenset[str] = frozenset()
    named: bool = True


class Moieties:
    """The ingredient list, the VTM list and what links them, asked by name."""

    def __init__(
        self,
        substances: Iterable[Substance],
        moieties: Iterable[Moiety],
        proportions: Mapping[str, tuple[str, ...]] | None = None,
    ) -> None:
        """proportions: names such as Co-codamol with their substances in the order in which strengths are written."""
        self._substances = {substance_key(s.name): s for s in substances}
        self._by_code = {s.code: s for s in self._substances.values()}
        self._salts: dict[str, list[Substance]] = {}
        for salt in self._substances.values():
            for key in base_keys(salt.name):
                self._salts.setdefault(key, []).append(salt)
        listed = list(moieties)
        self._moieties = {substance_key(m.name): m for m in listed}
        self._by_parts: dict[frozenset[str], list[Moiety]] = {}
        for moiety in listed:
            if moiety.ingredients:
                self._by_parts.setdefault(moiety.ingredients, []).append(moiety)
        self._proportions = {substance_key(name): names for name, names in (proportions or {}).items()}

    def substance(self, name: str) -> Substance | None:
        """The substance of that name, or the only ingredient of the moiety of that name, or its only salt or base."""
        keys = [substance_key(candidate) for candidate in _spellings(name)]
        for key in keys:
            if key in self._substances:
                return self._substances[key]
            moiety = self._moieties.get(key)
            if moiety is not None and len(moiety.ingredients) == 1:
                return self._by_code.get(next(iter(moiety.ingredients)))
        return self._salt_or_base(keys)

    def _salt_or_base(self, keys: Iterable[str]) -> Substance | None:
        """The base of a salt that the list does not hold, or the only salt of a base that it does not hold."""
        for key in keys:
            for base in base_keys(key):
                if base in self._substances:
                    return self._substances[base]
            salts = self._salts.get(key, [])
            if len(salts) == 1:
                return salts[0]
        return None

    def base(self, substance: Substance) -> Substance | None:
        key = base_key(substance.name, self._substances)
        return self._substances[key] if key is not None else None

    def in_proportion(self, name: str) -> tuple[Substance, ...]:
        """The substances behind one name that stands for several ("Co-codamol"), in the order of their strengths.

        Only where the moiety's own ingredients (VTM_ING) are the same substances; else ().
        """
        names = self._proportions.get(substance_key(name), ())
        found = tuple(s for s in map(self.substance, names) if s is not None)
        moiety = self._moieties.get(substance_key(name))
        if not names or len(found) != len(names):
            return ()
        if moiety is not None and moiety.ingredients:
            given = [self._by_code[code] for code in moiety.ingredients if code in self._by_code]
            return found if set(self._bases(given)) == set(self._bases(found)) else ()
        return found

    def all_of(self, name: str) -> tuple[Substance, ...]:
        """Every substance behind one name, in no order of strengths: a moiety's ingredients."""
        moiety = self._moieties.get(substance_key(name))
        if moiety is None:
            return ()
        found = tuple(self._by_code[code] for code in sorted(moiety.ingredients) if code in self._by_code)
        return found if len(found) == len(moiety.ingredients) else ()

    def moiety(self, names: tuple[str, ...], substances: tuple[Substance, ...]) -> Moiety | None:
        """The VTM: by name, by the same name without its salt, or as the only VTM of just these substances."""
        by_name = self._named(names)
        if by_name is not None:
            return by_name
        for codes in (frozenset(s.code for s in substances), frozenset(self._bases(substances))):
            found = self._by_parts.get(codes, [])
            if len(found) == 1:
                return found[0]
        return None

    def _named(self, names: tuple[str, ...]) -> Moiety | None:
        if len(names) == 1:
            candidates = [c for spelled in _spellings(names[0]) for c in (substance_key(spelled), *base_keys(spelled))]
            return next((self._moieties[c] for c in candidates if c in self._moieties), None)
        joined = " + ".join(sorted(substance_key(name) for name in names))
        return next((m for key, m in self._moieties.items() if " + ".join(sorted(key.split(" + "))) == joined), None)

    def _bases(self, substances: Iterable[Substance]) -> list[str]:
        return [(self.base(s) or s).code for s in substances]


def _spellings(name: str) -> Iterable[str]:
    """The name, then without what is said in brackets, a mixing ratio ("biphasic 25/75") or how fine it is ground."""
    yield name
    bare = re.sub(r"\s*\([^()]*\)|\s\d+/\d+$|\smicronised$", "", name).strip()
    if bare != name:
        yield bare
