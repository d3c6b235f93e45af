"""A prescribed or supplied medicine as the checks see it: what is in it, how it reaches the body, how much a day."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from dispensary.domain.clinical.case import CheckCase, CheckItem, HistoryItem
from dispensary.domain.clinical.knowledge import Knowledge
from dispensary.domain.clinical.substances import Substance, acting_name, normal
from dispensary.domain.clinical.vaccines import LIVE_VACCINE, is_live_vaccine
from dispensary.domain.clinical.written_names import written_strength, written_substances
from dispensary.domain.dictionary import Ingredient, VirtualProduct
from dispensary.domain.dose.reading import DoseReading
from dispensary.domain.quantity import Quantity, decimal_text


class Reach(StrEnum):
    """Local: it acts where it is put (skin, eye, ear, nose, vagina). Unknown routes count as systemic."""

    SYSTEMIC = "systemic"
    LOCAL = "local"
    INHALED = "inhaled"


ABSORBED = "absorbed-through-any-route"
"""The set of substances that reach the whole body even from the skin, the eye or the mouth."""

_LOCAL_ROUTES = frozenset(
    {
        "auricular", "cutaneous", "dental", "endocervical", "endosinusial", "epilesional", "gingival", "intracameral",
        "intralesional", "intraocular", "intrauterine", "intravesical", "intravitreal", "nasal", "ocular", "ophthalmic",
        "periodontal", "subconjunctival", "topical", "urethral", "vaginal", "route of administration not applicable",
    }
)  # fmt: skip
_LOCAL_FORMS = """
    cream ointment lotion shampoo scalp eye ear nasal pessary pessaries vaginal mouthwash emollient bath
    gargle paste dressing foam cutaneous paint gel
    """
_LOCAL_WORDS = frozenset(_LOCAL_FORMS.split())
_INHALED_WORDS = frozenset({"inhaler", "inhalation", "nebuliser", "accuhaler", "turbohaler", "easyhaler"})
_SYSTEMIC_WORDS = frozenset({"oral", "tablets", "capsules", "injection", "oromucosal", "buccal", "transdermal"})
_MILLIGRAMS = {
    "kg": Decimal(1_000_000),
    "g": Decimal(1000),
    "gram": Decimal(1000),
    "grams": Decimal(1000),
    "mg": Decimal(1),
    "milligram": Decimal(1),
    "milligrams": Decimal(1),
    "microgram": Decimal("0.001"),
    "micrograms": Decimal("0.001"),
    "mcg": Decimal("0.001"),
    "nanogram": Decimal("0.000001"),
    "nanograms": Decimal("0.000001"),
}
_MG_IN_A_UNIT = {"colecalciferol": Decimal("0.000025"), "ergocalciferol": Decimal("0.000025")}
"""Units that are a mass: 1 microgram of vitamin D is 40. Source: SmPC of colecalciferol 20,000 IU capsules, section 2
(500 micrograms). Units of insulin, heparin and the like measure an effect, and are never converted."""
_UNITS = frozenset({"unit", "units", "iu"})
_VOLUMES = {"ml": Decimal(1), "millilitre": Decimal(1), "litre": Decimal(1000), "l": Decimal(1000)}
_WATER = re.compile(r"hydrate$|^anhydrous$")
_COUNTED_UNITS = """
    tablet capsule caplet suppository sachet lozenge pastille patch pessary film strip dose unit-dose vial ampoule
    pill spray puff actuation piece
    """
_COUNTED = frozenset(_COUNTED_UNITS.split())
_MODIFIED_RELEASE = ("modified-release", "prolonged-release", "sustained-release", " mr ", " sr ", " xl ", " er ")


def milligrams(quantity: Quantity) -> Decimal | None:
    """The amount in mg, or None where the unit is no mass (units, ml, mmol)."""
    factor = _MILLIGRAMS.get(quantity.unit.lower())
    return quantity.value * factor if factor is not None else None


def mass_of(substance: str, quantity: Quantity) -> Decimal | None:
    """The amount of a substance in mg, also where it is given in units that are a mass."""
    each = _MG_IN_A_UNIT.get(substance) if quantity.unit.lower() in _UNITS else None
    return quantity.value * each if each is not None else milligrams(quantity)


def units_in(substance: str, mg: Decimal) -> Decimal | None:
    """How many units a mass is, where they are the same thing said twice; else None."""
    each = _MG_IN_A_UNIT.get(substance)
    return mg / each if each is not None else None


@dataclass(frozen=True, slots=True)
class Medicine:
    """One medicine of the case. Exactly one of item and history is set: its position there.

    substances empty: unmapped; names are their normal names. sets: the sets of the knowledge that it belongs to, each
    with those of its substances that are in it; a live vaccine belongs to its own, whatever is known of what it holds.
    `product` None for a bare ingredient. written: the product is not in the dictionary, and the substance was read from
    its name; written_mg: what one tablet or capsule holds by that name.
    """

    label: str
    substances: tuple[Substance, ...]
    reach: Reach
    dose: DoseReading | None
    directions: str
    names: frozenset[str]
    sets: Mapping[str, frozenset[str]]
    product: VirtualProduct | None = None
    item: int | None = None
    history: int | None = None
    written: bool = False
    written_mg: Decimal | None = None

    @property
    def is_new(self) -> bool:
        return self.item is not None

    @property
    def is_modified_release(self) -> bool:
        return any(word in f" {self.label.lower()} " for word in _MODIFIED_RELEASE)

    @property
    def dose_in_short(self) -> str:
        """What the decision on a finding rests on: the most in 24 hours, or the directions where they are unread, and
        of which strength, so that one tablet of 40 mg is not one of 20 mg.
        """
        said = " ".join(self.directions.lower().split())
        if self.dose is not None and self.dose.parsed and self.dose.max_24h is not None:
            said = f"{decimal_text(self.dose.max_24h)} {self.dose.unit or ''}"
        return f"{said.strip()} {self._strengths}".strip()

    @property
    def _strengths(self) -> str:
        held = self.product.ingredients if self.product is not None else ()
        amounts = [each.numerator for each in held if each.numerator is not None]
        return "+".join(f"{decimal_text(amount.value)} {amount.unit}" for amount in amounts)

    @property
    def routes(self) -> frozenset[str]:
        """dm+d route words in lower case; empty where the dictionary does not say."""
        return frozenset(_route(route) for route in self.product.routes) if self.product is not None else frozenset()

    def same_product(self, other: "Medicine") -> bool:
        """The same generic product: a brand and its generic are one, a further supply is the same."""
        if self.product is not None and other.product is not None:
            return self.product.code == other.product.code
        return self.label.lower() == other.label.lower()

    def same_line(self, other: "Medicine") -> bool:
        """One line of treatment: the same substances in the same kind of release, whatever the strength."""
        return (
            self.names == other.names
            and self.reach is other.reach
            and self.is_modified_release == other.is_modified_release
        )

    def strength_mg(self, substance: str) -> Decimal | None:
        """mg of a substance in one unit of the product (a tablet, 1 ml)."""
        if self.written_mg is not None:
            return self.written_mg if substance in self.names else None
        found = self._ingredient(substance)
        if found is None or found.numerator is None:
            return None
        amount = mass_of(substance, found.numerator)
        if amount is None:
            return None
        per = found.denominator
        if per is None:
            return None if self._unit in _VOLUMES else amount
        if per.value == 0:
            return None
        return amount / (per.value * _VOLUMES.get(per.unit.lower(), Decimal(1)))

    def counted_as(self, substance: str) -> str:
        """What the milligrams are milligrams of: the base where the dictionary counts that, else the salt; without the
        water in it. "" where only a name was read, which may leave the salt out ("Codeine 15mg/5ml linctus")."""
        found = self._ingredient(substance)
        if found is None or self.product is None:
            return ""
        derived = self.product.derived
        base = found.base_name if "base" not in derived else None
        name = (base or found.name).lower()
        dry = " ".join(word for word in name.split() if not _WATER.search(word))
        return "" if dry == substance and "strengths" in derived else dry

    def daily_mg(self, substance: str) -> Decimal | None:
        """Most mg of a substance in 24 hours that the directions allow; None where they or the strength are unread."""
        if self.dose is None or not self.dose.parsed or self.dose.max_24h is None:
            return None
        unit = (self.dose.unit or self._unit or "").lower()
        said = mass_of(substance, Quantity(self.dose.max_24h, unit))
        if said is not None:
            return said if len(self.substances) == 1 else None
        strength = self.strength_mg(substance)
        if strength is None:
            return None
        if unit in _VOLUMES:
            return self.dose.max_24h * _VOLUMES[unit] * strength if self._counts_volume(substance) else None
        if (unit and unit not in _COUNTED) or self._counts_volume(substance):
            return None
        return self.dose.max_24h * strength

    @property
    def _unit(self) -> str:
        return (self.product.unit or "").lower() if self.product is not None else ""

    def _counts_volume(self, substance: str) -> bool:
        found = self._ingredient(substance)
        per = found.denominator if found is not None else None
        return per is not None and per.unit.lower() in _VOLUMES

    def _ingredient(self, substance: str) -> Ingredient | None:
        if self.product is None:
            return None
        for ingredient in self.product.ingredients:
            if normal(acting_name(ingredient)) == substance:
                return ingredient
        return None


def _route(route: str) -> str:
    return route.lower().rpartition(".")[2].strip()


def _reach(product: VirtualProduct | None, name: str, *, written: bool = False) -> Reach:
    routes = {_route(route) for route in product.routes} if product is not None else set()
    if routes:
        if routes == {"inhalation"}:
            return Reach.INHALED
        return Reach.LOCAL if routes <= _LOCAL_ROUTES else Reach.SYSTEMIC
    form = (product.form or "") if product is not None else ""
    words = set(f"{name} {form}".lower().replace("/", " ").split()) if product is not None or written else set()
    if words & _SYSTEMIC_WORDS:
        return Reach.SYSTEMIC
    if words & _INHALED_WORDS:
        return Reach.INHALED
    return Reach.LOCAL if words & _LOCAL_WORDS else Reach.SYSTEMIC


def _parts(name: str, knowledge: Knowledge) -> tuple[Substance, ...]:
    """A name may stand for several substances: "co-codamol", "Paracetamol + Codeine"."""
    whole = normal(name)
    if whole in knowledge.compounds:
        return tuple(Substance(part) for part in knowledge.compounds[whole])
    return tuple(Substance.of(part) for part in name.split(" + ") if normal(part))


def _acting(ingredient: Ingredient) -> Substance:
    name = acting_name(ingredient)
    return Substance.of(name, ingredient.code if name == ingredient.name else ingredient.base or ingredient.code)


def _substances(entry: CheckItem | HistoryItem, knowledge: Knowledge) -> tuple[Substance, ...]:
    product = entry.virtual
    if product is not None and product.ingredients:
        found = [_acting(each) for each in product.ingredients]
        return tuple({each.name: each for each in found if each.name}.values())
    if product is not None:
        return _parts(product.vtm_name, knowledge) if product.vtm_name else ()
    if entry.product is not None and entry.product.known and entry.product.name:
        return _parts(entry.product.name, knowledge)
    if entry.ingredient is None:
        return ()
    parts = _parts(entry.ingredient, knowledge)
    if entry.ingredient_code is not None and len(parts) == 1:
        return (Substance(parts[0].name, entry.ingredient_code),)
    known = normal(entry.ingredient) in knowledge.compounds or all(knowledge.knows(part.name) for part in parts)
    return parts if known or entry.ingredient_code is not None else ()


def _sets(names: frozenset[str], knowledge: Knowledge) -> dict[str, frozenset[str]]:
    held: dict[str, set[str]] = {}
    for substance in names:
        for name in knowledge.sets_of.get(substance, ()):
            if not knowledge.sets[name].unless_also & names:
                held.setdefault(name, set()).add(substance)
    return {name: frozenset(found) for name, found in held.items()}


def _called(entry: CheckItem | HistoryItem) -> str:
    return entry.virtual.name if entry.virtual is not None else entry.name or entry.ingredient or ""


def _written_mg(name: str) -> Decimal | None:
    strength = written_strength(name)
    return milligrams(strength) if strength is not None else None


def _medicine(
    entry: CheckItem | HistoryItem, knowledge: Knowledge, item: int | None = None, history: int | None = None
) -> Medicine:
    substances = _substances(entry, knowledge)
    read = written_substances(entry.name, knowledge) if entry.product is None and not substances else ()
    substances = substances or read
    names = frozenset(substance.name for substance in substances)
    kinds = {LIVE_VACCINE} if is_live_vaccine(_called(entry)) else set()
    return Medicine(
        label=entry.name or entry.ingredient or "a medicine without a name",
        substances=substances,
        reach=_reach(entry.virtual, entry.name, written=bool(read)),
        dose=entry.dose,
        directions=entry.directions,
        names=names,
        sets=_sets(names | kinds, knowledge),
        product=entry.virtual,
        item=item,
        history=history,
        written=bool(read),
        written_mg=_written_mg(entry.name) if len(read) == 1 else None,
    )


def new_medicines(case: CheckCase, knowledge: Knowledge) -> tuple[Medicine, ...]:
    """What is about to be supplied."""
    return tuple(_medicine(item, knowledge, item=place) for place, item in enumerate(case.items))


def current_medicines(case: CheckCase, knowledge: Knowledge) -> tuple[Medicine, ...]:
    """What the person is still taking from earlier supplies; supplies of this very issue are left out."""
    return tuple(
        _medicine(entry, knowledge, history=place)
        for place, entry in enumerate(case.history)
        if entry.is_active(case.today) and not case.belongs_to_these_items(entry)
    )


def acts_on_the_whole_body(medicine: Medicine, substances: frozenset[str], knowledge: Knowledge) -> bool:
    """Systemic, or one of the few that are absorbed from wherever they are put."""
    if medicine.reach is Reach.SYSTEMIC:
        return True
    absorbed = knowledge.sets.get(ABSORBED)
    return absorbed is not None and bool(substances & absorbed.members)


_ESTABLISHED_DAYS = 84
"""Taken for about three months at the same dose: a reason has been given, or harm would have shown."""


def is_established(medicine: Medicine, case: CheckCase, current: tuple[Medicine, ...]) -> bool:
    """Supplied for three months at this dose, in one run or several."""
    earlier = [medicine] if not medicine.is_new else [each for each in current if each.same_product(medicine)]
    same_dose = [each for each in earlier if each.dose_in_short == medicine.dose_in_short]
    supplies = [case.history[each.history] for each in same_dose if each.history is not None]
    return any((supply.days_supply or 0) * supply.times_supplied >= _ESTABLISHED_DAYS for supply in supplies)


def places_of(*medicines: Medicine) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Where they stand in the case: the items, and the entries of the history."""
    items = sorted({each.item for each in medicines if each.item is not None})
    history = sorted({each.history for each in medicines if each.history is not None})
    return tuple(items), tuple(history)
