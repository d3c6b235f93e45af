"""The dose check: how much of each substance in 24 hours, summed over everything being taken, against the most.

Only what the directions allow at the most counts. A dose that nobody could read is not checked, never guessed.
"""

from dataclasses import dataclass
from decimal import Decimal

from dispensary.domain.clinical.by_weight import Child
from dispensary.domain.clinical.case import CheckCase
from dispensary.domain.clinical.findings import Cause, Check, Finding, NotChecked, Outcome, Tier
from dispensary.domain.clinical.knowledge import DoseLimit, Knowledge, Metric
from dispensary.domain.clinical.medicines import (
    Medicine,
    Reach,
    acts_on_the_whole_body,
    places_of,
    units_in,
)
from dispensary.domain.clinical.weights import GROWN_UP, is_child
from dispensary.domain.quantity import decimal_text

_SUMMED = (Metric.MAX_24H, Metric.REVIEW_ABOVE, Metric.MAX_7D)
_LOWER_LIMIT_FIRST = {Metric.MAX_24H: 0, Metric.MAX_7D: 1, Metric.REVIEW_ABOVE: 2}
ROUNDING = Decimal("1.01")
"""Once a week is read as 0.142857 a day: a little slack, so that a rounding never stops anybody."""


@dataclass(frozen=True, slots=True)
class _Sum:
    """What the readable directions add up to, and whose directions are not readable."""

    total: Decimal
    counted: tuple[Medicine, ...]
    unread: tuple[Medicine, ...]


def amount_text(mg: Decimal) -> str:
    """As a pharmacist says it: 6 g, 40 mg, 250 micrograms."""
    if mg >= 1000:
        return f"{decimal_text((mg / 1000).quantize(Decimal('0.001')))} g"
    if mg >= 1:
        return f"{decimal_text(mg.quantize(Decimal('0.01')))} mg"
    return f"{decimal_text((mg * 1000).quantize(Decimal('0.1')))} micrograms"


def amount_of(substance: str, mg: Decimal) -> str:
    """The amount, and in units too where a medicine is known by them: 500 micrograms (20000 units)."""
    units = units_in(substance, mg)
    return amount_text(mg) if units is None else f"{amount_text(mg)} ({decimal_text(units.quantize(Decimal(1)))} units)"


class DoseRows:
    """The dose limits as they apply to one case: this person, these medicines."""

    def __init__(self, case: CheckCase, medicines: tuple[Medicine, ...], knowledge: Knowledge) -> None:
        self.case = case
        self.knowledge = knowledge
        self.age = case.patient.age_on(case.today)
        self.child = Child(case, knowledge)
        self.medicines = medicines
        self.taken = frozenset(
            name
            for each in medicines
            for name, found in each.sets.items()
            if acts_on_the_whole_body(each, found, knowledge)
        )

    @property
    def is_child(self) -> bool:
        return is_child(self.age)

    def rows(self, substance: str) -> tuple[DoseLimit, ...]:
        return self.knowledge.doses_of.get(substance, ())

    def fits_age(self, row: DoseLimit) -> bool:
        """An unknown age fits every band here; the caller says that the age was unknown."""
        if self.age is None:
            return True
        return (row.from_age is None or self.age >= row.from_age) and (
            row.under_age is None or self.age < row.under_age
        )

    def fits(self, row: DoseLimit, medicine: Medicine) -> bool:
        item = self.case.items[medicine.item] if medicine.item is not None else None
        if row.supply is not None and (item is None or item.supply.value != row.supply):
            return False
        if row.with_sets and not row.with_sets & self.taken:
            return False
        if row.conditions and not self._has(row.conditions):
            return False
        return self.counts(row, medicine)

    def _has(self, words: tuple[str, ...]) -> bool:
        known = " ; ".join(self.case.patient.conditions or ()).lower()
        return any(word in known for word in words)

    def counts(self, row: DoseLimit, medicine: Medicine) -> bool:
        """Whether a medicine belongs to the sum that a row limits."""
        if medicine.reach is not Reach.SYSTEMIC or row.substance not in medicine.names:
            return False
        if row.routes and medicine.routes and not row.routes & medicine.routes:
            return False
        label = medicine.label.lower()
        if row.name_has is not None and row.name_has not in label and not self._mr(row.name_has, medicine):
            return False
        if row.name_lacks is not None and (row.name_lacks in label or self._mr(row.name_lacks, medicine)):
            return False
        return row.strength_mg is None or medicine.strength_mg(row.substance) == row.strength_mg

    @staticmethod
    def _mr(words: str, medicine: Medicine) -> bool:
        return words == "modified-release" and medicine.is_modified_release


def _taken_together(medicine: Medicine, limits: DoseRows, row: DoseLimit) -> list[Medicine]:
    """The medicines whose doses add up: all new ones, and earlier ones that a new one does not replace."""
    new = [each for each in limits.medicines if each.is_new and limits.counts(row, each)]
    earlier = [
        each
        for each in limits.medicines
        if not each.is_new
        and limits.counts(row, each)
        and not any(each.same_product(one) or each.same_line(one) for one in new)
    ]
    return new + earlier if medicine in new else []


def _sum(medicine: Medicine, limits: DoseRows, row: DoseLimit) -> _Sum:
    counted: list[Medicine] = []
    unread: list[Medicine] = []
    total = Decimal(0)
    for each in _taken_together(medicine, limits, row):
        daily = each.daily_mg(row.substance)
        if daily is None:
            unread.append(each)
            continue
        total += daily * 7 if row.metric is Metric.MAX_7D else daily
        counted.append(each)
    return _Sum(total, tuple(counted), tuple(unread))


def _tier_over(row: DoseLimit, total: Decimal) -> Tier:
    tier = row.tier
    if row.stop_from_percent is not None and total * 100 >= row.limit * row.stop_from_percent:
        tier = Tier.STOP
    return row.row.bounded(tier)


def _over(row: DoseLimit, found: _Sum) -> Finding | None:
    tolerance = ROUNDING if row.metric is Metric.MAX_7D else Decimal(1)
    if found.total <= row.limit * tolerance:
        return None
    items, history = places_of(*found.counted)
    names = sorted({each.label for each in found.counted})
    period = "7 days" if row.metric is Metric.MAX_7D else "24 hours"
    total = found.total.quantize(Decimal("0.1")) if row.metric is Metric.MAX_7D else found.total
    together = " together" if len(names) > 1 else ""
    amount, most = amount_of(row.substance, total), amount_of(row.substance, row.limit)
    return Finding(
        check=Check.DOSE,
        rule=row.row.id,
        rule_version=row.row.version,
        tier=_tier_over(row, found.total),
        items=items,
        history=history,
        message=f"{' and '.join(names)}:{together} up to {amount} of {row.called or row.substance} in {period}; "
        f"{row.text} {most}.",
        action=row.action,
        source=row.row.source,
        evidence=(row.substance, decimal_text(found.total), *names, *filter(None, (row.rests_on,))),
    )


def _key(finding: Finding, row: DoseLimit) -> tuple[int, int, Decimal]:
    return (-finding.tier.rank, _LOWER_LIMIT_FIRST[row.metric], row.limit)


def _amounts(substance: str, medicine: Medicine, limits: DoseRows) -> Outcome:
    items, _ = places_of(medicine)
    if _held_for_others_only(substance, medicine, limits):
        why = f"the dose limits of {substance} are not those of {medicine.label}"
        return Outcome((), (NotChecked(Check.DOSE, items, Cause.UNKNOWN_FACT, why),))
    fitting, reasons = _fitting(substance, medicine, limits)
    missed = [NotChecked(Check.DOSE, items, Cause.UNKNOWN_FACT, why) for why in reasons]
    mixed: dict[str, Medicine] = {}
    found: list[tuple[Finding, DoseLimit]] = []
    unread: dict[str, Medicine] = {}
    for row in fitting:
        summed = _sum(medicine, limits, row)
        unread.update({each.label: each for each in summed.unread})
        mixed.update(_mixed(substance, summed.counted))
        over = _over(row, summed)
        if over is not None:
            found.append((over, row))
    if unread:
        items, history = places_of(medicine, *unread.values())
        why = f"the daily amount of {substance} in {' and '.join(sorted(unread))} is not read"
        missed.append(NotChecked(Check.DOSE, items, Cause.UNREAD_DOSE, why, history))
    if mixed:
        items, history = places_of(*mixed.values())
        said = " and ".join(f"{label} counts {each.counted_as(substance)}" for label, each in sorted(mixed.items()))
        why = f"{said}: a milligram of the one is not one of the other, so their sum is not certain"
        missed.append(NotChecked(Check.DOSE, items, Cause.UNKNOWN_FACT, why, history))
    worst = min(found, key=lambda pair: _key(*pair), default=None)
    return Outcome((worst[0],) if worst is not None else (), tuple(missed))


def _mixed(substance: str, counted: tuple[Medicine, ...]) -> dict[str, Medicine]:
    """The medicines of one sum whose strengths count different salts, or a salt and the base."""
    if len(counted) < 2:
        return {}
    told = {each.label: each for each in counted if each.counted_as(substance)}
    salts = {each.counted_as(substance) for each in told.values()}
    return told if len(salts) > 1 else {}


def _fitting(substance: str, medicine: Medicine, limits: DoseRows) -> tuple[list[DoseLimit], list[str]]:
    """The limits that hold for this person, by weight before age; and what could not be known about them."""
    rows = [row for row in limits.rows(substance) if row.metric in _SUMMED and limits.fits(row, medicine)]
    fitting = [row for row in rows if limits.fits_age(row)]
    if limits.age is None and any(_is_banded(row) for row in fitting):
        return _most_generous(fitting), [f"age unknown: {substance} has limits by age"]
    weighed = limits.child.limits(substance, lambda row: limits.counts(row, medicine))
    if weighed.known:
        return [*(row for row in fitting if not _is_of_childhood(row)), *weighed.rows], []
    if fitting:
        return fitting, []
    if weighed.why:
        return list(weighed.rows), [weighed.why]
    held = rows or (limits.is_child and medicine.reach is Reach.SYSTEMIC and limits.rows(substance))
    return [], [f"no maximum of {substance} is held for this age"] if held else []


def _is_banded(row: DoseLimit) -> bool:
    return row.from_age is not None or row.under_age is not None


def _is_of_childhood(row: DoseLimit) -> bool:
    """A limit for an age band of children alone, which a known weight does better than."""
    return row.under_age is not None and row.under_age <= GROWN_UP


def _held_for_others_only(substance: str, medicine: Medicine, limits: DoseRows) -> bool:
    """A limit for tablets says nothing of a depot injection: that must not look like a dose within its limit."""
    rows = limits.rows(substance)
    return medicine.reach is Reach.SYSTEMIC and bool(rows) and not any(limits.counts(row, medicine) for row in rows)


def _most_generous(rows: list[DoseLimit]) -> list[DoseLimit]:
    """With the age unknown only the highest limit can be held against a dose."""
    banded = [row for row in rows if _is_banded(row)]
    return [*(row for row in rows if row not in banded), max(banded, key=lambda row: row.limit)]


def over_the_most(rows: DoseRows, medicine: Medicine) -> Outcome:
    """Sums for every substance of one new medicine, against the limits that fit the person."""
    outcomes = [_amounts(name, medicine, rows) for name in sorted(medicine.names)]
    return Outcome(
        tuple(finding for each in outcomes for finding in each.findings),
        tuple(missed for each in outcomes for missed in each.not_checked),
    )
