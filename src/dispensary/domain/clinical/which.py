"""Which medicines a rule about a person is about: by what is in them, how they reach the body, their form, the sale."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from dispensary.domain.clinical.case import CheckItem, Supply
from dispensary.domain.clinical.findings import Cause, Check, Finding, NotChecked, Tier
from dispensary.domain.clinical.knowledge import Knowledge, Row, Where
from dispensary.domain.clinical.look import Look
from dispensary.domain.clinical.medicines import Medicine, Reach, acts_on_the_whole_body


@dataclass(frozen=True, slots=True)
class Which:
    """A medicine belongs if it holds a member of `sets` (none: any medicine) and fits everything else that is said.

    name_has, name_lacks: words of the product's name or form, one of which it must have, none of which it may have.
    supply: that kind of supply alone. unless_sold: not where it is sold without a prescription.
    """

    sets: frozenset[str]
    where: Where = Where.SYSTEMIC
    name_has: tuple[str, ...] = ()
    name_lacks: tuple[str, ...] = ()
    supply: Supply | None = None
    unless_sold: bool = False

    def fits(self, medicine: Medicine, look: Look) -> bool:
        """Whether a new medicine of this look is one of those that the rule is about."""
        if self.sets and self.sets.isdisjoint(medicine.sets):
            return False
        if not self._sold_so(look.item_of(medicine)):
            return False
        return self._named_so(medicine) and self._reaches(medicine, look.knowledge)

    def substances(self, medicine: Medicine) -> frozenset[str]:
        """Those of its substances that make the medicine belong; empty where any medicine does."""
        return frozenset(name for each in self.sets for name in medicine.sets.get(each, ()))

    def _sold_so(self, item: CheckItem) -> bool:
        if self.supply is not None and item.supply is not self.supply:
            return False
        return not (self.unless_sold and item.supply is Supply.OTC)

    def _named_so(self, medicine: Medicine) -> bool:
        if not self.name_has and not self.name_lacks:
            return True
        form = medicine.product.form if medicine.product is not None else None
        words = f"{medicine.label} {form or ''}".lower()
        if self.name_has and not any(word in words for word in self.name_has):
            return False
        return not any(word in words for word in self.name_lacks)

    def _reaches(self, medicine: Medicine, knowledge: Knowledge) -> bool:
        if self.where is Where.ANY:
            return True
        if not self.sets:
            whole = medicine.reach is Reach.SYSTEMIC
        else:
            whole = acts_on_the_whole_body(medicine, self.substances(medicine), knowledge)
        return whole if self.where is Where.SYSTEMIC else not whole


def daily_mg(which: Which, medicine: Medicine) -> Decimal | None:
    """Most mg a day of the substance that the rule is about; None where the directions or the strength are unread."""
    amounts = (medicine.daily_mg(name) for name in sorted(which.substances(medicine)))
    return next((amount for amount in amounts if amount is not None), None)


def course_days(item: CheckItem) -> Decimal | None:
    """How many days an item lasts: as it is given, as the directions say, or as far as the quantity goes."""
    if item.days is not None:
        return Decimal(item.days) if item.days > 0 else None
    dose = item.dose
    if dose is None or not dose.parsed:
        return None
    stretches = [step.days if step.days is not None else step.course and step.course.days for step in dose.steps]
    if stretches and all(stretches):
        return Decimal(sum(each for each in stretches if each))
    unit = item.virtual.unit if item.virtual is not None else None
    counted = dose.unit is None or unit is None or dose.unit.rstrip("s") == unit.rstrip("s")
    if item.quantity is None or item.quantity <= 0 or not dose.max_24h or not counted:
        return None
    return item.quantity / dose.max_24h


def finding(
    check: Check, row: Row, tier: Tier, medicine: Medicine, message: str, action: str, evidence: Iterable[str]
) -> Finding:
    """A finding about one new medicine. evidence: what it rests on besides the medicine and its dose."""
    assert medicine.item is not None, "a person is checked against new medicines only"
    return Finding(
        check=check,
        rule=row.id,
        rule_version=row.version,
        tier=row.bounded(tier),
        items=(medicine.item,),
        history=(),
        message=message,
        action=action,
        source=row.source,
        evidence=("+".join(sorted(medicine.names)) or medicine.label, medicine.dose_in_short, *evidence),
    )


def unknown(check: Check, medicine: Medicine, why: str, cause: Cause = Cause.UNKNOWN_FACT) -> NotChecked:
    """Something about the person, or the medicine, that a rule needs and nobody has recorded."""
    assert medicine.item is not None, "a person is checked against new medicines only"
    return NotChecked(check, (medicine.item,), cause, why)


def worst(found: Mapping[str, list[Finding]]) -> tuple[Finding, ...]:
    """The gravest finding of each group; of two alike, the rule that stands first."""
    return tuple(max(each, key=lambda one: one.tier.rank) for each in found.values() if each)
