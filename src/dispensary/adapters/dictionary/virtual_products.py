"""Generic products (VMP) read out of one release file, with all that a check needs to know of them."""

from collections.abc import Sequence
from typing import Any

from dispensary.adapters.dictionary.terms import Named, Rows, Terms
from dispensary.domain.dictionary import ControlledDrug, Ingredient, VirtualProduct
from dispensary.domain.identifiers import SnomedCode

MOST_KEPT = 4000
"""Products read lately, of which twice as many are held at most, about 8 MiB: more than a pharmacy works with in a
month, and a third of a release.
"""

_VMP = """
    SELECT v.vpid, v.nm, v.vtmid, v.pres_statcd, v.sug_f, v.pres_f, v.cfc_f, v.glu_f, v.df_indcd, v.invalid,
           f.unit, f.form, f.routes, f.category, f.atc, f.bnf,
           i.isid, i.bs_subid, i.strnt_nmrtr_val, i.strnt_nmrtr_uomcd, i.strnt_dnmtr_val, i.strnt_dnmtr_uomcd
    FROM vmp v JOIN vmp_facts f ON f.vpid = v.vpid LEFT JOIN vpi i ON i.vpid = v.vpid
    WHERE v.vpid = ? ORDER BY i.rowid
"""
"""A row for each ingredient: one question costs less than two, and most products have one."""
_OF_INGREDIENT = 6
"""How many of the columns, the last ones, are of an ingredient."""
_PLACEHOLDER = "placeholder"
_DISCRETE = {"1": True, "2": False}
_NOTHING: frozenset[str] = frozenset()


class VirtualProducts:
    """The generic products of one release. Those read last are kept, for nothing in a release changes."""

    def __init__(self, rows: Rows, terms: Terms) -> None:
        self._rows = rows
        self._terms = terms
        self._marked: bool | None = None
        self._known_routes: dict[str, tuple[str, ...]] = {}
        self._lately: dict[str, VirtualProduct] = {}
        self._earlier: dict[str, VirtualProduct] = {}

    def of(self, code: str) -> VirtualProduct | None:
        """None where the release has no such VMP."""
        kept = self.kept(code)
        if kept is not None:
            return kept
        rows = self._rows(_VMP, code)
        return self._keep(self._product(rows)) if rows else None

    def kept(self, code: str) -> VirtualProduct | None:
        """The VMP where it was read lately; None says nothing."""
        return self._lately.get(code) or self._earlier.get(code)

    def _keep(self, product: VirtualProduct) -> VirtualProduct:
        if len(self._lately) >= MOST_KEPT:
            # Whole dictionaries change places: no thread finds one half cleared, and at worst a product is read again.
            self._earlier, self._lately = self._lately, {}
        self._lately[product.code.value] = product
        return product

    def _product(self, rows: Sequence[tuple[Any, ...]]) -> VirtualProduct:
        (code, name, vtm, status, sugar, preservative, cfc, gluten, discrete, invalid, unit, form, routes, category,
         atc, bnf) = rows[0][:-_OF_INGREDIENT]  # fmt: skip
        term = self._terms.of
        moiety = self._terms.moieties.get(vtm) if vtm else None
        ingredients, base_by_name = self._ingredients([row[-_OF_INGREDIENT:] for row in rows])
        marks = self._marks(code)
        derived = frozenset(field for field, how in marks.items() if how != _PLACEHOLDER) if marks else _NOTHING
        return VirtualProduct(
            code=SnomedCode(code),
            name=name,
            vtm=moiety.code if moiety else SnomedCode(vtm) if vtm else None,
            vtm_name=moiety.name if moiety else None,
            ingredients=ingredients,
            form=term("FORM", form),
            routes=self._routes(routes or ""),
            unit=term("UNIT_OF_MEASURE", unit),
            controlled_drug=_category(category),
            prescribing_status=None if marks.get("prescribing_status") == _PLACEHOLDER else status,
            atc=_given(atc),
            bnf=_given(bnf),
            sugar_free=bool(sugar),
            preservative_free=bool(preservative),
            cfc_free=bool(cfc),
            gluten_free=bool(gluten),
            discrete=_DISCRETE.get((discrete or "").lstrip("0")),
            invalid=bool(invalid),
            derived=derived | {"base"} if base_by_name else derived,
        )

    def _routes(self, codes: str) -> tuple[str, ...]:
        """By name, each once. Products share few sets of routes, so these are kept."""
        if codes not in self._known_routes:
            named = (self._terms.of("ROUTE", code) for code in set(codes.split()))
            self._known_routes[codes] = tuple(sorted(filter(None, named)))
        return self._known_routes[codes]

    def _ingredients(self, rows: Sequence[tuple[Any, ...]]) -> tuple[tuple[Ingredient, ...], bool]:
        """And whether the base of one was read out of its name."""
        stated = [row for row in rows if row[0] is not None]
        ingredients = tuple(self._ingredient(*row) for row in stated)
        by_name = any(row[1] is None and held.base is not None for row, held in zip(stated, ingredients, strict=True))
        return ingredients, by_name

    def _ingredient(
        self, code: str, base: str | None, amount: str | None, unit: str | None, per: str | None, per_unit: str | None
    ) -> Ingredient:
        terms = self._terms
        held = terms.substances.get(code) or Named(SnomedCode(code), code)
        base = base or held.base
        counted = terms.substances.get(base) if base else None
        return Ingredient(
            held.code,
            held.name,
            terms.quantity(amount, unit),
            terms.quantity(per, per_unit),
            counted.code if counted else SnomedCode(base) if base else None,
            counted.name if counted else None,
        )

    def _marks(self, code: str) -> dict[str, str]:
        """Which fields were read out of the name: only a release made by this project has such."""
        if self._marked is None:
            self._marked = bool(self._rows("SELECT 1 FROM derived LIMIT 1"))
        return dict(self._rows("SELECT field, how FROM derived WHERE code = ?", code)) if self._marked else {}


def _category(code: str | None) -> ControlledDrug | None:
    try:
        return ControlledDrug(code) if code else None
    except ValueError:
        return None


def _given(text: str | None) -> str | None:
    return None if not text or text.casefold() in ("n/a", "na") else text
