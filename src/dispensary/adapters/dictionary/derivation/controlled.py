"""The controlled-drug category where no file gives it, from the Misuse of Drugs Regulations 2001 (as amended).

The list is data (resources/starter/controlled_substances.csv). "None" (0000) is said only where every substance of the
product is known and none is listed; anything in doubt stays unknown.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from dispensary.adapters.dictionary.substances import base_keys, substance_key
from dispensary.domain.dictionary import ControlledDrug
from dispensary.domain.quantity import Quantity

_TO_MG = {"gram": Decimal(1000), "mg": Decimal(1), "microgram": Decimal("0.001"), "nanogram": Decimal("0.000001")}


@dataclass(frozen=True, slots=True)
class Content:
    """One substance of a product, with its strength where that is known."""

    substance: str
    base: str | None = None
    amount: Quantity | None = None
    per: Quantity | None = None

    @property
    def milligrams(self) -> Decimal | None:
        if self.amount is None or self.amount.unit not in _TO_MG:
            return None
        return self.amount.value * _TO_MG[self.amount.unit]

    @property
    def milligrams_per_ml(self) -> Decimal | None:
        """Also per gram: the regulations count both as per cent."""
        if self.milligrams is None or self.per is None or self.per.unit not in ("ml", "gram") or not self.per.value:
            return None
        return self.milligrams / self.per.value


@dataclass(frozen=True, slots=True)
class Preparation:
    """What the exemptions of Schedule 5 ask: is it injected, does it come in dosage units?"""

    contents: tuple[Content, ...]
    injected: bool | None = None
    dosage_unit: bool = False

    def holds(self, substance: str) -> bool:
        return any(substance in names_of(content) for content in self.contents)


def names_of(content: Content) -> frozenset[str]:
    keys = {substance_key(content.substance), *base_keys(content.substance)}
    if content.base:
        keys.add(substance_key(content.base))
    return frozenset(keys | {key.split(" (")[0] for key in keys})


class ControlledSubstances:
    """The scheduled substances, asked for a whole preparation."""

    def __init__(self, rows: Iterable[Mapping[str, str]]) -> None:
        self._rules = {substance_key(row["substance"]): (row["category"], row["rule"]) for row in rows}

    def category(self, preparation: Preparation) -> ControlledDrug | None:
        """The strictest category of its substances; NONE where all are known and unlisted; None where in doubt."""
        if not preparation.contents:
            return None
        found: list[ControlledDrug] = []
        for content in preparation.contents:
            rules = [self._rules[key] for key in names_of(content) if key in self._rules]
            for category, rule in rules:
                decided = _decide(category, rule, content, preparation)
                if decided is None:
                    return None
                found.append(decided)
        return min(found, key=lambda drug: drug.value) if found else ControlledDrug.NONE


def _decide(category: str, rule: str, content: Content, preparation: Preparation) -> ControlledDrug | None:
    if not rule:
        return ControlledDrug(category)
    if rule == "low-strength-opioid":
        return _low_strength_opioid(content, preparation)
    if rule == "morphine":
        return _morphine(content, preparation)
    if rule == "cannabis":
        return _cannabis(category, preparation)
    if rule == "diphenoxylate":
        small = content.milligrams is not None and content.milligrams <= Decimal("2.5")
        return ControlledDrug.SCHEDULE_5 if small and preparation.holds("atropine") else None
    if rule == "cocaine":
        density = content.milligrams_per_ml
        return ControlledDrug.SCHEDULE_2 if density is not None and density > 1 else None
    return None


def _low_strength_opioid(content: Content, preparation: Preparation) -> ControlledDrug | None:
    """Schedule 5 paragraph 2: not injected; at most 100 mg (as base) a dosage unit, or 2.5 % undivided.

    A strength stated as salt is more than its base, so "at most" is safe to say and "more" is not.
    """
    if preparation.injected is None:
        return None
    if preparation.injected:
        return ControlledDrug.SCHEDULE_2
    density = content.milligrams_per_ml
    if preparation.dosage_unit and content.per is None and content.milligrams is not None and content.milligrams <= 100:
        return ControlledDrug.SCHEDULE_5
    return ControlledDrug.SCHEDULE_5 if density is not None and density <= 25 else None


def _morphine(content: Content, preparation: Preparation) -> ControlledDrug | None:
    """Schedule 5 paragraph 3: undivided, at most 0.2 % as anhydrous base. Between that and 0.27 % as salt: in doubt."""
    in_pieces = content.per is None and content.amount is not None
    if preparation.injected or in_pieces:
        return ControlledDrug.SCHEDULE_2
    density = content.milligrams_per_ml
    if density is None:
        return None
    if density <= 2:
        return ControlledDrug.SCHEDULE_5
    return ControlledDrug.SCHEDULE_2 if density > Decimal("2.7") else None


def _cannabis(category: str, preparation: Preparation) -> ControlledDrug | None:
    both = preparation.holds("cannabidiol") and preparation.holds("dronabinol")
    if both:
        return ControlledDrug.SCHEDULE_4_BENZODIAZEPINE  # nabiximols: Schedule 4 part 1, which dm+d files here
    return ControlledDrug(category) if len(preparation.contents) == 1 else None
