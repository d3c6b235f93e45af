"""The directions against the strength of the product: where both cannot be meant, a unit or a point has slipped.

A dose in mg that is a thousand of the tablets, or a fraction that nobody can cut; "one 5 mg capsule" of a product of
500 micrograms. Arithmetic on the prescription alone: it needs no limit of the medicine. Source: clinical checks,
section 3 (unit slip: mg for microgram, ten times).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from dispensary.domain.clinical.findings import Check, Finding, Tier
from dispensary.domain.clinical.medicines import Medicine, Reach, milligrams, places_of
from dispensary.domain.clinical.retained import HIGH_RISK
from dispensary.domain.dictionary import Ingredient
from dispensary.domain.dose.reading import DoseReading
from dispensary.domain.dose.vocabulary import NUMBERS
from dispensary.domain.quantity import Quantity, decimal_text

RULE = "STRENGTH"
VERSION = "2"
_MASS = re.compile(
    r"(?<![\d.,/])(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?\s*"
    r"(mg|milligrams?|g|grams?|mcg|micrograms?|nanograms?)\b(?!\s*(?:/|in\b|per\b))(?![\d.])",
    re.IGNORECASE,
)
_BRACKET_BEFORE = re.compile(r"\(\s*=?\s*$")
_COUNT_AFTER = re.compile(rf"\s*\(\s*(?:\d|[½¼¾]|(?:half|{'|'.join(NUMBERS)})\b)", re.IGNORECASE)
_EACH_AFTER = re.compile(r"\s*(?:each|tab|cap|puff)", re.IGNORECASE)
_BY_THE_ELEMENT = frozenset({"calcium", "iron", "magnesium", "potassium", "sodium", "zinc"})
"""The strength is the salt's, and directions often name what it holds of the element."""
_WEIGHED_OUT = frozenset({"sachet", "gram"})
"""The mass that directions name may be that of the whole powder."""
_ML = frozenset({"ml", "millilitre"})
_ROUNDING = Decimal("0.05")
"""Directions round what they name: 0.18 ml of 64 mg in 0.18 ml, 2.5 ml of 125 mg in 5 ml as 62 mg."""
_SLIP = tuple(Decimal(10) ** power for power in (1, 2, 3, 4, 5, 6))
"""How far a point or a unit slips."""


@dataclass(frozen=True, slots=True)
class _Fits:
    """How much of a product is taken at once: from asked_under on it is asked, from stop_under on it is a stop, and the
    same above. `what`: the unit in words."""

    what: str
    stop_under: Decimal
    asked_under: Decimal
    asked_over: Decimal
    stop_over: Decimal

    def tier(self, amount: Decimal) -> Tier:
        if amount <= self.stop_under or amount >= self.stop_over:
            return Tier.STOP
        return Tier.REASON if amount < self.asked_under or amount > self.asked_over else Tier.NONE


_COUNTED = _Fits("at once", Decimal("0.01"), Decimal("0.125"), Decimal(10), Decimal(100))
"""An eighth of a tablet is the least that is ever cut; more than ten are seldom swallowed."""
_POURED = _Fits("ml at once", Decimal("0.005"), Decimal("0.01"), Decimal(200), Decimal(1000))
"""The least that a pen injects is 0.02 ml (a drop is 0.05 ml); a glass is 200 ml."""


def strength_disagrees(medicine: Medicine) -> Finding | None:
    """One finding where the directions of a new medicine and the strength of its product cannot both be meant."""
    dose = medicine.dose
    if medicine.product is None or dose is None or not dose.parsed or medicine.reach is Reach.LOCAL:
        return None
    return _amount_at_once(medicine, dose) or _strength_named(medicine, dose)


def _amount_at_once(medicine: Medicine, dose: DoseReading) -> Finding | None:
    """The directions give a mass: how many of the product is that?"""
    held = medicine.product.ingredients if medicine.product is not None else ()
    said = milligrams(Quantity(dose.dose_max, dose.unit)) if dose.dose_max and dose.unit else None
    strength = _of_one(held[0]) if len(held) == 1 else None
    if said is None or strength is None:
        return None
    fits = _POURED if _in_ml(held[0]) else _COUNTED
    amount = said / strength
    tier = fits.tier(amount)
    if tier is Tier.NONE and fits is _COUNTED and amount == fits.asked_over and _is_risky_each_day(medicine, dose):
        tier = Tier.REASON
    if tier is Tier.NONE:
        return None
    return _finding(medicine, tier, f"which is {_in_words(amount, fits)}")


def _is_risky_each_day(medicine: Medicine, dose: DoseReading) -> bool:
    return HIGH_RISK in medicine.sets and dose.per_day_max is not None and dose.per_day_max >= 1


def _in_words(amount: Decimal, fits: _Fits) -> str:
    rounded = amount.quantize(Decimal(1)) if amount >= 10 else amount.quantize(Decimal("0.0001"))
    return f"{decimal_text(rounded)} {'' if fits is _POURED else 'of them '}{fits.what}"


def _strength_named(medicine: Medicine, dose: DoseReading) -> Finding | None:
    """The directions count the product and name a mass beside it: is that the strength, or the strength counted?"""
    product = medicine.product
    if product is None or _is_mass(dose.unit) or product.unit in _WEIGHED_OUT or medicine.names & _BY_THE_ELEMENT:
        return None
    named = list(_masses(medicine.directions))
    fitting = [mass for ingredient in product.ingredients for mass in _fitting(ingredient, dose)] if named else []
    of_one = [each for each in map(_of_one_thing, product.ingredients) if each is not None]
    for said in named:
        counted = any(_is_about(said.mass, each) for each in fitting)
        one = any(_is_about(said.mass, each) for each in of_one)
        if not fitting or counted or (one and not said.is_the_dose):
            continue
        if one:
            return _finding(
                medicine, Tier.REASON, f"but {said.words} is one of them: the mass and the count are two doses"
            )
        known = (*fitting, *of_one)
        slips = [other for each in known for slip in _SLIP for other in (each * slip, each / slip)]
        tier = Tier.STOP if any(_is_about(said.mass, other) for other in slips) else Tier.REASON
        return _finding(medicine, tier, f"but {said.words} is neither its strength nor that times the dose")
    return None


def _is_about(one: Decimal, other: Decimal) -> bool:
    return abs(one - other) <= other * _ROUNDING


def _is_mass(unit: str | None) -> bool:
    return unit is not None and milligrams(Quantity(Decimal(1), unit)) is not None


def _fitting(ingredient: Ingredient, dose: DoseReading) -> Iterator[Decimal]:
    """Every mass that the directions may rightly name of an ingredient: of a dose, of a day, of the cap."""
    strength = _of_one(ingredient)
    if strength is None:
        return
    for step in dose.steps:
        yield from (strength * each for each in (step.dose_min, step.dose_max) if each is not None)
        yield from (strength * each for part in step.parts for each in (part.dose_min, part.dose_max))
    counts = (dose.dose_min, dose.dose_max, dose.max_24h, dose.cap)
    yield from (strength * each for each in counts if each is not None)


def _of_one_thing(ingredient: Ingredient) -> Decimal | None:
    """The strength of one, where one is a thing: nobody takes one ml because one ml has a strength."""
    return None if _in_ml(ingredient) else _of_one(ingredient)


@dataclass(frozen=True, slots=True)
class _Said:
    """A mass that directions name. is_the_dose: said beside its count, "10mg (2 tablets)" or "2 tablets (10mg)"."""

    mass: Decimal
    words: str
    is_the_dose: bool


def _masses(directions: str) -> Iterator[_Said]:
    for found in _MASS.finditer(directions):
        whole, point, unit = found.groups()
        value = Decimal(whole.replace(",", "") + (point or ""))
        mass = milligrams(Quantity(value, unit))
        if mass:
            before, after = directions[: found.start()], directions[found.end() :]
            in_bracket = _BRACKET_BEFORE.search(before) and not _EACH_AFTER.match(after)
            yield _Said(mass, found.group(0), bool(in_bracket or _COUNT_AFTER.match(after)))


def _of_one(ingredient: Ingredient) -> Decimal | None:
    """mg in one of a counted product, or in 1 ml; None for a strength by the gram, by the hour, or in units."""
    mass = milligrams(ingredient.numerator) if ingredient.numerator is not None else None
    per = ingredient.denominator
    if not mass:
        return None
    if per is None:
        return mass
    timed_or_weighed = per.unit.lower() in {"hour", "day"} or _is_mass(per.unit)
    return None if timed_or_weighed or not per.value else mass / per.value


def _in_ml(ingredient: Ingredient) -> bool:
    return ingredient.denominator is not None and ingredient.denominator.unit.lower() in _ML


def _finding(medicine: Medicine, tier: Tier, why: str) -> Finding:
    items, history = places_of(medicine)
    return Finding(
        check=Check.DOSE,
        rule=RULE,
        rule_version=VERSION,
        tier=tier,
        items=items,
        history=history,
        message=f"{medicine.label}: the directions say “{medicine.directions}”, {why}.",
        action="Ask the prescriber which dose and which strength are meant: a unit or a point may have slipped.",
        source="The prescription itself: its directions and the strength of the product do not fit",
        evidence=(medicine.label, " ".join(medicine.directions.lower().split())),
    )
