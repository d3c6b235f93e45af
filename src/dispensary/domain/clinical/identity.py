"""Is this the product that is meant? Look-alike names, a strength that jumped, a brand that should not change.

A mismatch of the barcode is found where the pack is scanned, not here. Source: CLINICAL_CHECKS section 12.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from dispensary.domain.clinical.case import CheckItem, HistoryItem
from dispensary.domain.clinical.findings import Cause, Check, Finding, NotChecked, Outcome, Tier
from dispensary.domain.clinical.knowledge import Row
from dispensary.domain.clinical.look import Look
from dispensary.domain.clinical.medicines import Medicine, Reach, milligrams, places_of
from dispensary.domain.clinical.substances import acting_name, normal
from dispensary.domain.quantity import Quantity, decimal_text


@dataclass(frozen=True, slots=True)
class LookAlike:
    """Two names that were taken for one another. word: where the salt tells them apart, it must stand in the name.

    tall: the name with the letters that differ in capitals.
    """

    row: Row
    name: str
    other: str
    word: str
    other_word: str
    tall: str
    other_tall: str
    tier: Tier
    action: str

    @property
    def named_sets(self) -> frozenset[str]:
        return frozenset({self.name, self.other})

    @property
    def tiers(self) -> tuple[Tier, ...]:
        return (self.tier,)


@dataclass(frozen=True, slots=True)
class StrengthRule:
    """A high-risk medicine whose strength should not change by so many times unseen. not_for: meant in several."""

    row: Row
    sets: frozenset[str]
    not_for: frozenset[str]
    times: Decimal
    tier: Tier
    text: str
    action: str

    @property
    def named_sets(self) -> frozenset[str]:
        return self.sets | self.not_for

    @property
    def tiers(self) -> tuple[Tier, ...]:
        return (self.tier,)


@dataclass(frozen=True, slots=True)
class BrandRule:
    """A medicine that should stay with one maker. forms: only where one of these words stands in the form or name.

    only_if: words of a condition; where conditions are recorded and none of them is among them, it only informs.
    """

    row: Row
    sets: frozenset[str]
    reach: Reach
    forms: tuple[str, ...]
    only_if: tuple[str, ...]
    tier: Tier
    text: str
    action: str

    @property
    def named_sets(self) -> frozenset[str]:
        return self.sets

    @property
    def tiers(self) -> tuple[Tier, ...]:
        return (self.tier,)


class _Before:
    """What the history holds, worked out once and only where a rule asks for it."""

    def __init__(self, look: Look) -> None:
        self._look = look

    @cached_property
    def names(self) -> tuple[tuple[frozenset[str], str], ...]:
        """The substances and the written name of every earlier medicine, lapsed ones too."""
        entries = (each for each in self._look.case.history if not self._look.case.belongs_to_these_items(each))
        return tuple((_substances(each), each.name.lower()) for each in entries)


def check_identity(look: Look) -> Outcome:
    """Every new medicine that has ingredients against names, strengths and brands that were supplied before."""
    before = _Before(look)
    found = [
        each
        for medicine in look.new
        if medicine.substances
        for each in (*_look_alikes(look, medicine, before), *_strengths(look, medicine), *_brands(look, medicine))
    ]
    return Outcome(
        tuple(each for each in found if isinstance(each, Finding)),
        tuple(each for each in found if isinstance(each, NotChecked)),
    )


# --- names -----------------------------------------------------------------------------------------------------------


def _substances(entry: HistoryItem) -> frozenset[str]:
    product = entry.virtual
    if product is not None and product.ingredients:
        return frozenset(normal(acting_name(each)) for each in product.ingredients)
    return frozenset({normal(entry.ingredient or (product.vtm_name if product is not None else None) or entry.name)})


def _look_alikes(look: Look, medicine: Medicine, before: _Before) -> Iterator[Finding | NotChecked]:
    for rule in look.knowledge.rules(LookAlike):
        pairs = (
            (rule.name, rule.word, rule.tall, rule.other, rule.other_word, rule.other_tall),
            (rule.other, rule.other_word, rule.other_tall, rule.name, rule.word, rule.tall),
        )
        for name, word, tall, other, other_word, other_tall in pairs:
            if name not in medicine.sets or word not in medicine.label.lower():
                continue
            if not before.names:
                why = f"nothing supplied before is on record, so whether {tall} is new is not known"
                yield _entry(medicine, why)
                continue
            known = _had(before, medicine.sets[name], word)
            partner = _had(before, _members(look, other), other_word)
            if known and not partner:
                continue
            message = f"{medicine.label}: {tall} is easily taken for {other_tall}" + (
                ", which was supplied before." if partner else ", and it is new here."
            )
            yield _finding(rule.row, rule.tier, rule.action, medicine, (), message, tall, other_tall)


def _members(look: Look, name: str) -> frozenset[str]:
    held = look.knowledge.sets.get(name)
    return held.members if held is not None else frozenset()


def _had(before: _Before, members: frozenset[str], word: str) -> bool:
    return any(members & substances and word in name for substances, name in before.names)


# --- strengths -------------------------------------------------------------------------------------------------------


def _strengths(look: Look, medicine: Medicine) -> Iterator[Finding]:
    rule = next((each for each in look.knowledge.rules(StrengthRule) if _concerns(each, medicine)), None)
    last = _last_of_line(look, medicine) if rule is not None else None
    if rule is None or last is None:
        return
    for name in sorted(medicine.names):
        now, then = _strength(medicine, name), _strength(last, name)
        if now is None or then is None or now.unit != then.unit or not (now.value and then.value):
            continue
        times = max(now.value, then.value) / min(now.value, then.value)
        if times < rule.times or _same_amount(medicine, last, name):
            continue
        message = (
            f"{medicine.label}: {decimal_text(times.quantize(Decimal('0.1')))} times "
            f"{'stronger' if now.value > then.value else 'weaker'} than {last.label}, supplied last; {rule.text}."
        )
        yield _finding(rule.row, rule.tier, rule.action, medicine, (last,), message, last.label)


def _concerns(rule: StrengthRule, medicine: Medicine) -> bool:
    held = medicine.sets.keys()
    return medicine.reach is not Reach.LOCAL and bool(rule.sets & held) and not rule.not_for & held


def _last_of_line(look: Look, medicine: Medicine) -> Medicine | None:
    """The newest supply of the same line of treatment; None where the same product is being taken anyway."""
    line = [each for each in look.current if each.same_line(medicine) and each.routes == medicine.routes]
    if not line or any(each.same_product(medicine) for each in line):
        return None
    return max(line, key=lambda each: _supplied(look, each))


def _supplied(look: Look, medicine: Medicine) -> str:
    on = look.case.history[medicine.history].supplied_on if medicine.history is not None else None
    return on.isoformat() if on is not None else ""


def _strength(medicine: Medicine, substance: str) -> Quantity | None:
    """In one unit or one ml: mg where it is a mass, else as it is counted (units). None where none is held."""
    held = medicine.product.ingredients if medicine.product is not None else ()
    of_it = (each for each in held if normal(acting_name(each)) == substance)
    found = next(of_it, None)
    if found is None or found.numerator is None:
        return None
    mass = milligrams(found.numerator)
    per = found.denominator if found.denominator is not None and found.denominator.value else Quantity(Decimal(1), "")
    value, unit = (found.numerator.value, found.numerator.unit) if mass is None else (mass, "mg")
    return Quantity(value / per.value, f"{unit}/{per.unit}")


def _same_amount(medicine: Medicine, last: Medicine, substance: str) -> bool:
    """Two of the weaker for one of the stronger: the strength changed, the dose did not."""
    now, then = medicine.daily_mg(substance), last.daily_mg(substance)
    return now is not None and then is not None and now == then


# --- brands ----------------------------------------------------------------------------------------------------------


def _brands(look: Look, medicine: Medicine) -> Iterator[Finding | NotChecked]:
    for rule in look.knowledge.rules(BrandRule):
        if not rule.sets & medicine.sets.keys() or medicine.reach is not rule.reach or not _has_form(rule, medicine):
            continue
        line = [each for each in look.current if each.same_line(medicine)]
        if not line:
            continue
        last = max(line, key=lambda each: _supplied(look, each))
        now = _maker(look.item_of(medicine))
        then = _maker(look.case.history[last.history]) if last.history is not None else None
        if then is None:
            yield _entry(medicine, f"{rule.text}; the record does not say which was supplied last")
        elif now != then:
            tier = rule.tier if _for_this(rule, look) else rule.tier.lowered()
            message = f"{medicine.label}: the last supply was {then}; {rule.text}."
            yield _finding(rule.row, tier, rule.action, medicine, (last,), message, then, now or "")
            return


def _has_form(rule: BrandRule, medicine: Medicine) -> bool:
    if not rule.forms:
        return True
    form = medicine.product.form if medicine.product is not None else None
    written = f"{form or ''} {medicine.label}".lower()
    return any(word in written for word in rule.forms)


def _for_this(rule: BrandRule, look: Look) -> bool:
    recorded = look.case.patient.conditions
    if not rule.only_if or not recorded:
        return True
    known = " ; ".join(recorded).lower()
    return any(word in known for word in rule.only_if)


def _maker(entry: CheckItem | HistoryItem) -> str | None:
    """The product as its maker calls it; None where only the generic is named."""
    held = entry.product
    if held is not None and held.actual is not None:
        return held.actual.description
    if held is not None and held.pack is not None and held.pack.product is not None:
        return held.pack.product.description
    if held is not None or entry.ingredient is None:
        return None
    own = normal(entry.name)
    return None if normal(entry.ingredient) in own or own in normal(entry.ingredient) else entry.name


# --- both ------------------------------------------------------------------------------------------------------------


def _finding(
    row: Row, tier: Tier, action: str, medicine: Medicine, earlier: tuple[Medicine, ...], message: str, *seen: str
) -> Finding:
    items, history = places_of(medicine, *earlier)
    evidence = (medicine.label, *seen)
    return Finding(
        Check.IDENTITY, row.id, row.version, row.bounded(tier), items, history, message, action, row.source, evidence
    )


def _entry(medicine: Medicine, why: str) -> NotChecked:
    items, _ = places_of(medicine)
    return NotChecked(Check.IDENTITY, items, Cause.UNKNOWN_FACT, why)
