"""Is this pack what was prescribed? By dm+d code alone, never by name: E0 exact, E1 equivalent, E2 another brand,
E3 the same medicine but another product, E4 another medicine."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from dispensary.domain.accuracy.reasons import (
    BrandDiffers,
    ComponentOnly,
    Flag,
    FlagDiffers,
    FormDiffers,
    MedicineDiffers,
    Outcome,
    PackSizeDiffers,
    ParentsDiffer,
    PharmacistChooses,
    PrescribedUnknown,
    ProductDiffers,
    Reason,
    RouteDiffers,
    Rule,
    SaltDiffers,
    Strength,
    StrengthDiffers,
)
from dispensary.domain.dictionary import ActualProduct, Ingredient, Kind, Pack, Resolved, VirtualProduct
from dispensary.domain.quantity import Quantity

# PRES_STATCD that leave the choice of product to a pharmacist: AMP only, never valid as VMP, AMP-level prescribing
# advised; 0006 to 0008 are older releases' grounds for the last (not bioequivalent, training, no specification).
_PHARMACIST_CHOOSES: Final = frozenset({"0003", "0004", "0006", "0007", "0008", "0009"})

_MASS: Final = {
    "nanogram": Decimal("0.000001"),
    "microgram": Decimal("0.001"),
    "mg": Decimal(1),
    "gram": Decimal(1000),
    "g": Decimal(1000),
    "kg": Decimal(1000000),
}
_ONE: Final = Quantity(Decimal(1), "")
_MEASURES: Final = frozenset({"ml", "g", "gram", "litre"})


@dataclass(frozen=True, slots=True)
class Comparison:
    """`rule` is the kind of match; `reasons` say what stands against a pass."""

    rule: Rule
    reasons: tuple[Reason, ...] = ()

    @property
    def outcome(self) -> Outcome:
        outcomes = {reason.outcome for reason in self.reasons}
        return next((worst for worst in (Outcome.STOP, Outcome.ASK) if worst in outcomes), Outcome.PASS)


def compare(prescribed: Resolved, pack: Pack, scan: int) -> Comparison:
    """One prescribed product against one pack; `scan` numbers the reasons."""
    wanted = prescribed.virtual_product
    if wanted is None:
        return _without_product(prescribed, pack, scan)
    if prescribed.pack is not None and {pack.code, pack.virtual_pack} & {*prescribed.pack.components}:
        part = ComponentOnly(scan, prescribed.pack.name, pack.name)
        return Comparison(Rule.NEAR_MISS, (part,))
    if pack.also_under is not None and _may_be(prescribed, wanted, pack):
        return Comparison(Rule.UNKNOWN_PACK, (ParentsDiffer(scan, pack.name),))
    if wanted.code != pack.virtual.code:
        return _other_product(wanted, pack.virtual, scan)
    if prescribed.pack is not None:
        return _against_pack(prescribed.pack, pack, scan)
    if prescribed.actual is not None:
        return _against_product(prescribed.actual, pack, scan) or Comparison(Rule.EXACT)
    return _generic(wanted, pack, scan)


def _may_be(prescribed: Resolved, wanted: VirtualProduct, pack: Pack) -> bool:
    """A generic was prescribed, and one of the two that the release has this pack under is it."""
    return prescribed.kind in (Kind.VMP, Kind.VMPP) and wanted.code in (pack.virtual.code, pack.also_under)


def _without_product(prescribed: Resolved, pack: Pack, scan: int) -> Comparison:
    moiety = prescribed.kind is Kind.VTM
    if moiety and pack.virtual.vtm is not None and pack.virtual.vtm != prescribed.current:
        other = MedicineDiffers(scan, prescribed.name or prescribed.received.value, pack.virtual.name)
        return Comparison(Rule.UNRELATED, (other,))
    unknown = PrescribedUnknown(scan, prescribed.received.value, moiety)
    return Comparison(Rule.UNKNOWN_PACK, (unknown,))


def _generic(wanted: VirtualProduct, pack: Pack, scan: int) -> Comparison:
    if wanted.prescribing_status not in _PHARMACIST_CHOOSES:
        return Comparison(Rule.EQUIVALENT)
    return Comparison(Rule.EQUIVALENT, (PharmacistChooses(scan, wanted.prescribing_status, _name(pack)),))


def _against_product(wanted: ActualProduct, pack: Pack, scan: int) -> Comparison | None:
    """Why this pack is not of the prescribed AMP, or None where it is."""
    if pack.product is not None and pack.product.code == wanted.code:
        return None
    supplier_only = wanted.is_generic and pack.product is not None and pack.product.is_generic
    differs = BrandDiffers(scan, wanted.description, _name(pack), supplier_only)
    return Comparison(Rule.BRAND_DIFFERS, (differs,))


def _against_pack(wanted: Pack, pack: Pack, scan: int) -> Comparison:
    if wanted.code == pack.code:
        return Comparison(Rule.EXACT)
    if wanted.product is not None:
        differs = _against_product(wanted.product, pack, scan)
        if differs is not None:
            return differs
    elif wanted.code == pack.virtual_pack:
        return _generic(wanted.virtual, pack, scan)
    size = PackSizeDiffers(scan, wanted.name, pack.name)
    generic = () if wanted.product is not None else _generic(wanted.virtual, pack, scan).reasons
    return Comparison(Rule.EQUIVALENT, (*generic, size))


def _name(pack: Pack) -> str:
    return pack.name if pack.product is None else pack.product.description


def _other_product(wanted: VirtualProduct, found: VirtualProduct, scan: int) -> Comparison:
    if not _same_medicine(wanted, found):
        return Comparison(Rule.UNRELATED, (MedicineDiffers(scan, wanted.name, found.name),))
    differences = tuple(_differences(wanted, found, scan))
    return Comparison(Rule.NEAR_MISS, differences or (ProductDiffers(scan, wanted.name, found.name),))


def _same_medicine(wanted: VirtualProduct, found: VirtualProduct) -> bool:
    """The same moiety, or the same active substances whatever their salts."""
    if wanted.vtm is not None and wanted.vtm == found.vtm:
        return True
    substances = _substances(wanted)
    return bool(substances) and substances == _substances(found)


def _substances(product: VirtualProduct) -> frozenset[str]:
    return frozenset((ingredient.base or ingredient.code).value for ingredient in product.ingredients)


def _differences(wanted: VirtualProduct, found: VirtualProduct, scan: int) -> Iterator[Reason]:
    pairs = list(_paired(wanted, found))
    if any(_strength_differs(one, other) for one, other in pairs):
        yield StrengthDiffers(
            scan, _strengths(wanted, [one for one, _ in pairs]), _strengths(found, [o for _, o in pairs])
        )
    if wanted.form and found.form and wanted.form.casefold() != found.form.casefold():
        yield FormDiffers(scan, wanted.form, found.form)
    if wanted.routes and found.routes and set(wanted.routes) != set(found.routes):
        yield RouteDiffers(scan, wanted.routes, found.routes)
    for one, other in pairs:
        if one.code != other.code:
            yield SaltDiffers(scan, one.name, other.name)
    for flag, mine, theirs in _flags(wanted, found):
        if mine != theirs:
            yield FlagDiffers(scan, flag, mine)


def _paired(wanted: VirtualProduct, found: VirtualProduct) -> Iterator[tuple[Ingredient, Ingredient]]:
    """The ingredients that both have, side by side; a lone one stands against a lone one, whatever its salt."""
    if len(wanted.ingredients) == len(found.ingredients) == 1:
        yield wanted.ingredients[0], found.ingredients[0]
        return
    others = {(ingredient.base or ingredient.code).value: ingredient for ingredient in found.ingredients}
    for ingredient in wanted.ingredients:
        other = others.get((ingredient.base or ingredient.code).value)
        if other is not None:
            yield ingredient, other


def _strength_differs(one: Ingredient, other: Ingredient) -> bool:
    """Both are known and are not the same concentration. An unknown strength is no difference that could be named."""
    if one.numerator is None or other.numerator is None:
        return False
    mine, theirs = _scaled(one.numerator), _scaled(other.numerator)
    per_mine, per_theirs = _scaled(one.denominator or _ONE), _scaled(other.denominator or _ONE)
    if mine.unit != theirs.unit or per_mine.unit != per_theirs.unit:
        return True
    return mine.value * per_theirs.value != theirs.value * per_mine.value


def _scaled(quantity: Quantity) -> Quantity:
    scale = _MASS.get(quantity.unit)
    return quantity if scale is None else Quantity(quantity.value * scale, "mg")


def _strengths(product: VirtualProduct, ingredients: list[Ingredient]) -> tuple[Strength, ...]:
    return tuple(Strength(one.name, one.numerator, _per(product, one)) for one in ingredients)


def _per(product: VirtualProduct, ingredient: Ingredient) -> Quantity | None:
    """What the strength is in, left out where it is one of the unit that is counted (5 mg in 1 tablet is 5 mg)."""
    per = ingredient.denominator
    if per is None or per.unit in _MEASURES:
        return per
    return None if per.value == 1 and per.unit == product.unit else per


def _flags(wanted: VirtualProduct, found: VirtualProduct) -> tuple[tuple[Flag, bool, bool], ...]:
    return (
        (Flag.SUGAR_FREE, wanted.sugar_free, found.sugar_free),
        (Flag.GLUTEN_FREE, wanted.gluten_free, found.gluten_free),
        (Flag.PRESERVATIVE_FREE, wanted.preservative_free, found.preservative_free),
        (Flag.CFC_FREE, wanted.cfc_free, found.cfc_free),
    )
