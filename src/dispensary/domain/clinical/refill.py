"""Whether it is time for the next supply: early, late, after missed days, or a reliever too often.

Only the last supply of the same medicine counts. What lasts for an unknown time is not checked.
Source: CLINICAL_CHECKS section 9; the rows name theirs.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from dispensary.domain.clinical.case import CheckItem, HistoryItem
from dispensary.domain.clinical.findings import Cause, Check, Finding, NotChecked, Outcome, Tier
from dispensary.domain.clinical.knowledge import Row
from dispensary.domain.clinical.lasting import day_text, days_of, days_text, units_a_day
from dispensary.domain.clinical.look import Look
from dispensary.domain.clinical.medicines import Medicine, Reach
from dispensary.domain.clinical.substances import acting_name, normal

_YEAR = timedelta(days=365)


class RefillKind(StrEnum):
    """EARLY: days left of the last supply. LATE: days without. MISSED: days without, where tolerance is lost.
    OFTEN: supplies within twelve months, this one included. ALONE: a medicine that needs another beside it."""

    EARLY = "early"
    LATE = "late"
    MISSED = "missed"
    OFTEN = "often"
    ALONE = "alone"


@dataclass(frozen=True, slots=True)
class RefillRule:
    """One limit. sets empty: any medicine. schedules: controlled drugs of these as well. routes: only by these.

    limit: more days than that for EARLY and LATE, so many at least for MISSED and OFTEN (supplies).
    percent: LATE only, and more than that much of the last supply. conditions, beside: ALONE only, while one of these
    words is on record and nothing of these sets is taken.
    """

    row: Row
    kind: RefillKind
    sets: frozenset[str]
    limit: Decimal
    tier: Tier
    text: str
    action: str
    schedules: frozenset[int] = frozenset()
    percent: Decimal = Decimal(0)
    routes: frozenset[str] = frozenset()
    reach: Reach = Reach.SYSTEMIC
    conditions: tuple[str, ...] = ()
    beside: frozenset[str] = frozenset()

    @property
    def named_sets(self) -> frozenset[str]:
        return self.sets | self.beside

    @property
    def tiers(self) -> tuple[Tier, ...]:
        return (self.tier,)

    def concerns(self, medicine: Medicine) -> bool:
        """Whether the rule is about that medicine, by its route and by what is in it."""
        if self.routes and medicine.routes and not self.routes & medicine.routes:
            return False
        if not self.sets and not self.schedules:
            return True
        drug = medicine.product.controlled_drug if medicine.product is not None else None
        return bool(self.sets & medicine.sets.keys()) or (drug is not None and drug.schedule in self.schedules)


@dataclass(frozen=True, slots=True)
class _Last:
    """The last supply of a medicine: where it stands in the history, when it was, how long it lasts."""

    place: int
    supply: HistoryItem
    on: date
    days: Decimal


def check_refill(look: Look) -> Outcome:
    """Every new item against the last supply of the same medicine."""
    findings: list[Finding] = []
    missed: list[NotChecked] = []
    earlier = _by_medicine(look)
    for medicine in look.new:
        supplies = earlier.get(_mark(look.item_of(medicine)), [])
        for outcome in (
            _timed(look, medicine, supplies),
            _often(look, medicine),
            _alone(look, medicine),
            _waiting(look, medicine),
        ):
            findings.extend(outcome.findings)
            missed.extend(outcome.not_checked)
    return Outcome(tuple(findings), tuple(missed))


def _mark(entry: CheckItem | HistoryItem) -> str:
    """What makes two entries the same medicine in any strength and form: the moiety and the routes, else the name."""
    product = entry.virtual
    if product is None:
        return normal(entry.ingredient or entry.name)
    parts = (
        product.vtm.value if product.vtm is not None else "+".join(sorted(each.name for each in product.ingredients))
    )
    return f"{parts or product.code.value}|{'|'.join(sorted(product.routes))}"


def _by_medicine(look: Look) -> dict[str, list[tuple[int, HistoryItem]]]:
    """The dated supplies of the history, by medicine; left out is what waits, and what belongs to the items."""
    found: dict[str, list[tuple[int, HistoryItem]]] = {}
    for place, supply in enumerate(look.case.history):
        dated = supply.supplied_on is not None and supply.supplied_on <= look.case.today and not supply.waiting
        if dated and not look.case.belongs_to_these_items(supply):
            found.setdefault(_mark(supply), []).append((place, supply))
    return found


def _same_product(item: CheckItem, supply: HistoryItem) -> bool:
    if item.virtual is not None and supply.virtual is not None:
        return item.virtual.code == supply.virtual.code
    return item.name.lower() == supply.name.lower()


def _timed(look: Look, medicine: Medicine, supplies: list[tuple[int, HistoryItem]]) -> Outcome:
    item = look.item_of(medicine)
    rules = [rule for rule in look.knowledge.rules(RefillRule) if rule.concerns(medicine)]
    same = [entry for entry in supplies if _same_product(item, entry[1])]
    gap = any(rule.kind in (RefillKind.LATE, RefillKind.MISSED) for rule in rules)
    if not (same or (gap and supplies)) or medicine.reach is Reach.LOCAL:
        return Outcome()
    again = _last(same)
    last = _last(supplies) if gap else again
    if last is None or (same and again is None):
        why = "how long the last supply lasts is not known"
        places = (medicine.item,) if medicine.item is not None else ()
        return Outcome((), (NotChecked(Check.REFILL, places, Cause.UNKNOWN_FACT, why),))
    found = [_early(look, medicine, rules, again), _late(look, medicine, rules, last)]
    return Outcome(tuple(finding for finding in found if finding is not None))


def _last(supplies: list[tuple[int, HistoryItem]]) -> _Last | None:
    dated = ((place, supply, supply.supplied_on) for place, supply in supplies if supply.supplied_on is not None)
    newest = max(dated, key=lambda entry: entry[2], default=None)
    if newest is None:
        return None
    place, supply, on = newest
    days = days_of(supply)
    return _Last(place, supply, on, days) if days is not None else None


def _early(look: Look, medicine: Medicine, rules: list[RefillRule], last: _Last | None) -> Finding | None:
    of_kind = [rule for rule in rules if rule.kind is RefillKind.EARLY]
    if last is None or not of_kind:
        return None
    left = last.days - (look.case.today - last.on).days
    left *= _now_used_faster(look.item_of(medicine), last.supply)
    rule = min(of_kind, key=lambda each: each.limit)
    if left <= rule.limit:
        return None
    message = (
        f"{medicine.label}: {days_text(last.days)}' supply on {day_text(last.on)}, so {days_text(left)} are left; "
        f"{rule.text}."
    )
    return _finding(rule, medicine, last, message)


def _now_used_faster(item: CheckItem, supply: HistoryItem) -> Decimal:
    """What is left runs out sooner where the dose went up: the old daily dose by the new one, never more than 1."""
    before, now = units_a_day(supply.dose, supply.virtual), units_a_day(item.dose, item.virtual)
    return min(before / now, Decimal(1)) if before is not None and now is not None else Decimal(1)


def _late(look: Look, medicine: Medicine, rules: list[RefillRule], last: _Last) -> Finding | None:
    without = (look.case.today - last.on).days - last.days
    dose = last.supply.dose
    if dose is not None and dose.as_needed:
        return None
    for rule in rules:
        missed = rule.kind is RefillKind.MISSED and without >= rule.limit
        late = rule.kind is RefillKind.LATE and without > max(rule.limit, last.days * rule.percent / 100)
        if missed or late:
            message = (
                f"{medicine.label}: the last supply ({days_text(last.days)} on {day_text(last.on)}) ended "
                f"{days_text(without)} ago; {rule.text}."
            )
            return _finding(rule, medicine, last, message)
    return None


def _often(look: Look, medicine: Medicine) -> Outcome:
    for rule in look.knowledge.rules(RefillRule):
        if rule.kind is not RefillKind.OFTEN or medicine.reach is not rule.reach or not rule.concerns(medicine):
            continue
        places = [place for place, supply in enumerate(look.case.history) if _counts(rule, look, supply)]
        times = 1 + sum(look.case.history[place].times_supplied for place in places)
        if times >= rule.limit:
            message = f"{medicine.label}: with this one, {times} supplies in twelve months; {rule.text}."
            items = (medicine.item,) if medicine.item is not None else ()
            return Outcome((_as_finding(rule, items, tuple(places), message, (medicine.label, str(times))),))
    return Outcome()


def _alone(look: Look, medicine: Medicine) -> Outcome:
    recorded = " ; ".join(look.case.patient.conditions or ()).lower()
    for rule in look.knowledge.rules(RefillRule):
        if rule.kind is not RefillKind.ALONE or medicine.reach is not rule.reach or not rule.concerns(medicine):
            continue
        if not any(word in recorded for word in rule.conditions):
            continue
        if any(each.reach is rule.reach and rule.beside & each.sets.keys() for each in look.taken):
            continue
        items = (medicine.item,) if medicine.item is not None else ()
        return Outcome((_as_finding(rule, items, (), f"{medicine.label}: {rule.text}.", (medicine.label,)),))
    return Outcome()


def _counts(rule: RefillRule, look: Look, supply: HistoryItem) -> bool:
    """Supplied within the year, in that way, and one of the sets."""
    if look.case.belongs_to_these_items(supply):
        return False
    if supply.supplied_on is not None and look.case.today - supply.supplied_on > _YEAR:
        return False
    product = supply.virtual
    if (
        product is not None
        and rule.reach is Reach.INHALED
        and not any("nhalation" in route for route in product.routes)
    ):
        return False
    names = [acting_name(each) for each in product.ingredients] if product is not None else []
    words = names or [supply.ingredient or supply.name]
    return any(rule.sets & look.knowledge.sets_of.get(normal(word), frozenset()) for word in words)


def _waiting(look: Look, medicine: Medicine) -> Outcome:
    """The same product on another prescription that nobody has supplied yet: for information, the two may be meant."""
    item = look.item_of(medicine)
    early = [rule for rule in look.knowledge.rules(RefillRule) if rule.kind is RefillKind.EARLY]
    rule = next((rule for rule in early if rule.concerns(medicine)), None)
    places = tuple(place for place, each in enumerate(look.case.history) if each.waiting and _same_product(item, each))
    if rule is None or not places or medicine.item is None or medicine.reach is Reach.LOCAL:
        return Outcome()
    message = f"{medicine.label} also waits on another prescription."
    finding = _as_finding(rule, (medicine.item,), places, message, (medicine.label, "waiting", str(len(places))))
    return Outcome((replace(finding, tier=Tier.INFORM, action="Check that both are meant before both are supplied."),))


def _finding(rule: RefillRule, medicine: Medicine, last: _Last, message: str) -> Finding:
    """Not in the evidence: today's date. The same supply decided on yesterday is decided on."""
    items = (medicine.item,) if medicine.item is not None else ()
    evidence = (medicine.label, medicine.dose_in_short, last.on.isoformat(), str(last.days))
    return _as_finding(rule, items, (last.place,), message, evidence)


def _as_finding(
    rule: RefillRule, items: tuple[int, ...], history: tuple[int, ...], message: str, evidence: tuple[str, ...]
) -> Finding:
    row = rule.row
    return Finding(
        Check.REFILL,
        row.id,
        row.version,
        row.bounded(rule.tier),
        items,
        history,
        message,
        rule.action,
        row.source,
        evidence,
    )
