"""The opioids of a case, added up as oral morphine equivalents (OME) a day.

Source: Faculty of Pain Medicine, Opioids Aware: above 120 mg a day harm rises without more benefit.
"""

from dataclasses import dataclass, field
from decimal import Decimal

from dispensary.domain.clinical.case import CheckCase
from dispensary.domain.clinical.findings import Cause, Check, Finding, NotChecked, Outcome, Tier
from dispensary.domain.clinical.knowledge import DoseLimit, Knowledge, Metric
from dispensary.domain.clinical.medicines import Medicine, acts_on_the_whole_body, places_of
from dispensary.domain.clinical.substances import acting_name, normal
from dispensary.domain.quantity import decimal_text

_BY_MOUTH = frozenset({"oral", "buccal", "sublingual"})
OPIOIDS = "opioids"
"""The set of all of them, so that one without any factor is missed aloud."""
_PER_HOUR = {"microgram/hour": Decimal(1), "micrograms/hour": Decimal(1)}


def _form(medicine: Medicine) -> str | None:
    routes = medicine.routes
    if "transdermal" in routes or "patch" in medicine.label.lower():
        return "patch"
    if routes & _BY_MOUTH or not routes:
        return "oral"
    return None


def _hourly(medicine: Medicine, substance: str) -> Decimal | None:
    if medicine.product is None:
        return None
    for ingredient in medicine.product.ingredients:
        if normal(acting_name(ingredient)) == substance and ingredient.numerator is not None:
            factor = _PER_HOUR.get(ingredient.numerator.unit.lower())
            hour = ingredient.denominator is not None and ingredient.denominator.unit.lower() in {"hour", "1 hour"}
            if factor is None and hour and ingredient.numerator.unit.lower().startswith("microgram"):
                factor = Decimal(1)
            return ingredient.numerator.value * factor if factor is not None else None
    return None


@dataclass(slots=True)
class _Total:
    mg: Decimal = Decimal(0)
    counted: list[Medicine] = field(default_factory=list)
    unread: list[Medicine] = field(default_factory=list)
    no_ratio: list[Medicine] = field(default_factory=list)

    @property
    def left_out(self) -> tuple[Medicine, ...]:
        return (*self.unread, *self.no_ratio)


def _amount(medicine: Medicine, substance: str, factors: dict[tuple[str, str], Decimal | None]) -> Decimal | None:
    form = _form(medicine)
    factor = factors.get((substance, form)) if form is not None else None
    if factor is None:
        return None
    if form == "oral":
        daily = medicine.daily_mg(substance)
        return daily * factor if daily is not None else None
    hourly = _hourly(medicine, substance)
    dose = medicine.dose
    if hourly is None or dose is None or not dose.parsed or dose.dose_max is None:
        return None
    return hourly * dose.dose_max * factor


def _has_no_ratio(medicine: Medicine, substance: str, factors: dict[tuple[str, str], Decimal | None]) -> bool:
    """Whether nobody can say what it counts for, however well its dose is read: methadone, a route without a factor."""
    form = _form(medicine)
    return form is not None and factors.get((substance, form)) is None


def _add_up(medicines: tuple[Medicine, ...], knowledge: Knowledge) -> _Total:
    factors = {(factor.substance, factor.form): factor.factor for factor in knowledge.opioids}
    named = knowledge.sets.get(OPIOIDS)
    opioids = frozenset(substance for substance, _ in factors) | (named.members if named is not None else frozenset())
    new = [each for each in medicines if each.is_new]
    total = _Total()
    for each in medicines:
        held = each.names & opioids
        if not held or not acts_on_the_whole_body(each, held, knowledge):
            continue
        if not each.is_new and any(each.same_product(one) or each.same_line(one) for one in new):
            continue
        for substance in sorted(held):
            amount = _amount(each, substance, factors)
            if _has_no_ratio(each, substance, factors):
                total.no_ratio.append(each)
            elif amount is None:
                total.unread.append(each)
            else:
                total.mg += amount
                total.counted.append(each)
    return total


def _finding(ceiling: DoseLimit, total: _Total, tier: Tier) -> Finding:
    items, history = places_of(*total.counted)
    names = sorted({each.label for each in total.counted})
    return Finding(
        check=Check.DOSE,
        rule=ceiling.row.id,
        rule_version=ceiling.row.version,
        tier=tier,
        items=items,
        history=history,
        message=f"{' and '.join(names)}: equal to up to {decimal_text(total.mg.quantize(Decimal(1)))} mg of morphine "
        f"by mouth in 24 hours; {ceiling.text} {decimal_text(ceiling.limit)} mg.",
        action=ceiling.action,
        source=ceiling.row.source,
        evidence=("opioids", decimal_text(total.mg), *names),
    )


def _left_out(medicines: list[Medicine], total: _Total, cause: Cause, why: str) -> tuple[NotChecked, ...]:
    if not medicines:
        return ()
    new = [each for each in total.counted if each.is_new]
    items, history = places_of(*medicines, *new)
    names = " and ".join(sorted({each.label for each in medicines}))
    return (NotChecked(Check.DOSE, items, cause, f"the opioid total leaves out {names}: {why}", history),)


def check_opioids(case: CheckCase, medicines: tuple[Medicine, ...], knowledge: Knowledge) -> Outcome:
    """The total over all opioids, where a new item is one of them. In palliative care it only informs."""
    ceiling = next((row for row in knowledge.doses if row.metric is Metric.OPIOID), None)
    if ceiling is None:
        return Outcome()
    total = _add_up(medicines, knowledge)
    if not any(each.is_new for each in (*total.counted, *total.left_out)):
        return Outcome()
    missed = (
        *_left_out(total.unread, total, Cause.UNREAD_DOSE, "its dose, strength or route is not read"),
        *_left_out(total.no_ratio, total, Cause.UNKNOWN_FACT, "no fixed ratio to morphine is held for it"),
    )
    if total.mg < ceiling.limit:
        return Outcome((), missed)
    reason = total.mg > ceiling.limit and not case.patient.palliative
    tier = ceiling.row.bounded(ceiling.tier) if reason else Tier.INFORM
    return Outcome((_finding(ceiling, total, tier),), missed)
