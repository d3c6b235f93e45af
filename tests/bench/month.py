"""A synthetic month of a community pharmacy in England: 9,300 items for people with a year of history behind them.

The same seed gives the same month. Nobody in it is real: ages, conditions and medicines are drawn one by one. Findings
that an earlier reason would answer are counted all the same, so the burden is that of a pharmacy's first month.
"""

import random
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cache

from tests.bench.month_medicines import ACUTE, CONDITIONS, PENICILLINS, Condition, Taken

from dispensary import bootstrap
from dispensary.domain.clinical.case import CheckCase, CheckItem, HistoryItem
from dispensary.domain.clinical.engine import check
from dispensary.domain.clinical.findings import CheckResult, Tier
from dispensary.domain.clinical.knowledge import Knowledge
from dispensary.domain.dictionary import Resolved
from dispensary.domain.dose.reading import DoseReading
from dispensary.domain.patient import Allergy, ClinicalFacts, Sex
from dispensary.domain.prescription import Treatment

ITEMS = 9_300
SEED = 20261121
TODAY = date(2026, 11, 21)
_BANDS = ((18, 40, 0.14), (40, 65, 0.31), (65, 80, 0.36), (80, 97, 0.19))
"""From, to, and the share of people who come: repeat medicines are for the old."""
_ALLERGIES = (("penicillin", "rash"), ("penicillin", "anaphylaxis"), ("trimethoprim", "rash"), ("codeine", "nausea"))
_RECORDED, _ALLERGIC, _CONDITIONS_KNOWN, _RESULTS_KNOWN = 0.9, 0.13, 0.5, 0.08
_FRAILTY, _FRAIL_SHARES = (0.6, 1.1, 1.9), (40, 38, 22)
"""Illnesses come together: some people have few, and some have many."""
_ACUTE_NOW, _STARTED, _CHANGED, _STOPPED, _EARLY = 0.14, 0.04, 0.1, 0.08, 0.02


@dataclass(frozen=True)
class Person:
    """Somebody with what they take now, and what they took until some day of the year."""

    facts: ClinicalFacts
    takes: tuple[Taken, ...]
    took: tuple[Taken, ...]


@cache
def _dictionary() -> Callable[[str], Resolved | None]:
    return bootstrap.dictionary(None).by_name


@cache
def _read() -> Callable[[str, str | None], DoseReading]:
    return bootstrap.dose_reader()


@cache
def product(name: str) -> Resolved:
    found = _dictionary()(name)
    assert found is not None, f"the starter has no {name}"
    return found


@cache
def dose(name: str, directions: str) -> DoseReading:
    virtual = product(name).virtual_product
    return _read()(directions, virtual.unit if virtual is not None else None)


def _age(rng: random.Random) -> tuple[int, int]:
    """An age, and its place among the bands."""
    drawn = rng.random()
    for band, (low, high, share) in enumerate(_BANDS):
        drawn -= share
        if drawn < 0 or band == len(_BANDS) - 1:
            return rng.randrange(low, high), band
    raise AssertionError


def _person(rng: random.Random) -> Person:
    age, band = _age(rng)
    sex = rng.choice((Sex.FEMALE, Sex.MALE))
    frail = rng.choices(_FRAILTY, _FRAIL_SHARES)[0]
    has = [each for each in CONDITIONS if rng.random() < each.shares[band] * frail and _fits(each.words, sex)]
    takes = _regimen(rng, has, age, sex)
    stopped = sum(rng.random() < _STOPPED for _ in range(3))
    took = tuple(rng.sample([each for condition in CONDITIONS for each in condition.medicines], stopped))
    allergies = (Allergy(*rng.choice(_ALLERGIES)),) if rng.random() < _ALLERGIC else ()
    recorded = rng.random() < _RECORDED
    results = rng.random() < _RESULTS_KNOWN
    facts = ClinicalFacts(
        birth_date=TODAY - timedelta(days=age * 365 + age // 4 + rng.randrange(1, 330)),
        sex=sex,
        allergies=allergies if recorded else None,
        no_known_allergies=recorded and not allergies,
        conditions=tuple(each.words for each in has) if rng.random() < _CONDITIONS_KNOWN else None,
        egfr=Decimal(max(18, 118 - age + rng.randrange(-15, 16))) if results else None,
        egfr_date=TODAY - timedelta(days=rng.randrange(10, 300)) if results else None,
        ppp_date=TODAY - timedelta(days=rng.randrange(20, 340)) if _needs_prevention(takes, age, sex) else None,
    )
    return Person(facts, takes, tuple(each for each in took if _alone(each, takes)))


def _fits(words: str, sex: Sex) -> bool:
    return sex is Sex.MALE or "prostat" not in words


def _needs_prevention(takes: Sequence[Taken], age: int, sex: Sex) -> bool:
    """Whoever takes valproate and could be pregnant is in the programme."""
    return sex is Sex.FEMALE and age < 55 and any("valproate" in each.name for each in takes)


def _alone(one: Taken, others: Sequence[Taken]) -> bool:
    return all(one.name != other.name and (not one.group or one.group != other.group) for other in others)


def _regimen(rng: random.Random, has: Sequence[Condition], age: int, sex: Sex) -> tuple[Taken, ...]:
    """What a prescriber would have arrived at: one of each group, nothing that plainly excludes another."""
    chosen: list[Taken] = []
    wanted = [taken for each in has for taken in each.medicines]
    for taken in wanted:
        if rng.random() >= taken.share or not _alone(taken, chosen) or _avoided(rng, taken, chosen, age, sex):
            continue
        chosen.append(taken)
    return tuple(chosen)


_APART = (
    ("anticoagulant", "nsaid"),
    ("anticoagulant", "antiplatelet"),
    ("antiplatelet", "nsaid"),
    ("opioid", "gabapentinoid"),
)
"""Groups that prescribers mostly keep apart, and not always."""
_KEPT_APART = 0.85


def _avoided(rng: random.Random, taken: Taken, chosen: Sequence[Taken], age: int, sex: Sex) -> bool:
    if "valproate" in taken.name and sex is Sex.FEMALE and age < 55:
        return rng.random() < 0.9
    groups = {each.group for each in chosen}
    apart = any(
        (taken.group == one and other in groups) or (taken.group == other and one in groups) for one, other in _APART
    )
    return apart and rng.random() < _KEPT_APART


_ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
_TEENS = "seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"


def in_words(number: int) -> str:
    """A quantity as a prescriber writes it out: fifty six."""
    small = (*_ONES.split(), *_TEENS.split())
    if number < len(small):
        return small[number]
    if number < 100:
        rest = number % 10
        return _TENS.split()[number // 10 - 2] + (f" {small[rest]}" if rest else "")
    rest = number % 100
    return f"{small[number // 100]} hundred" + (f" and {in_words(rest)}" if rest else "")


def _item(rng: random.Random, taken: Taken, treatment: Treatment) -> CheckItem:
    found = product(taken.name)
    virtual = found.virtual_product
    schedule = virtual.controlled_drug.schedule if virtual is not None and virtual.controlled_drug else None
    return CheckItem(
        name=taken.name,
        product=found,
        dose=dose(taken.name, taken.directions),
        directions=taken.directions,
        quantity=Decimal(taken.quantity),
        treatment=Treatment.REPEAT if schedule in (2, 3) and treatment is Treatment.ERD else treatment,
        issue=rng.randrange(1, 7) if treatment is Treatment.ERD and schedule not in (2, 3) else None,
        signed_on=TODAY - timedelta(days=rng.randrange(1, 8)),
        prescription_status="0002",
        line_status="0007",
        cd_quantity_words=in_words(taken.quantity) if schedule in (2, 3) else None,
    )


def _had(taken: Taken, days_ago: int, times: int) -> HistoryItem:
    return HistoryItem(
        name=taken.name,
        product=product(taken.name),
        dose=dose(taken.name, taken.directions),
        directions=taken.directions,
        quantity=Decimal(taken.quantity),
        supplied_on=TODAY - timedelta(days=days_ago),
        times_supplied=times,
    )


def _history(rng: random.Random, person: Person, started: frozenset[str]) -> tuple[HistoryItem, ...]:
    """A year: what is taken month after month, what was changed or stopped on the way, and short courses."""
    last = rng.randrange(26, 31)
    rows: list[HistoryItem] = []
    for taken in person.takes:
        if taken.name in started:
            continue
        early = rng.random() < _EARLY
        since = rng.randrange(2, 14)
        rows.append(_had(taken, rng.randrange(8, 18) if early else last, since))
        if rng.random() < _CHANGED and since < 11:
            other = "2 om" if taken.directions.startswith("1 od") else f"{taken.directions} with food"
            rows.append(replace(_had(taken, last + 30 * since, 13 - since), directions=other))
    rows += [_had(taken, rng.randrange(50, 300), rng.randrange(1, 6)) for taken in person.took]
    for _ in range(rng.choices((0, 1, 2, 4, 7, 12), (18, 22, 22, 20, 12, 6))[0]):
        rows.append(_had(_acute(rng, person.facts), rng.randrange(12, 360), 1))
    return tuple({(row.name, row.directions): row for row in rows}.values())


def _acute(rng: random.Random, facts: ClinicalFacts) -> Taken:
    """Prescribers know of the allergy nearly always."""
    drawn = rng.choices(ACUTE, [each.share for each in ACUTE])[0]
    allergic = {each.substance for each in facts.allergies or ()}
    named = {"penicillin"} if drawn.name in PENICILLINS else {drawn.name.split()[0].lower()}
    return _acute(rng, facts) if named & allergic and rng.random() < 0.97 else drawn


def cases(items: int = ITEMS, seed: int = SEED) -> Iterator[CheckCase]:
    """Prescriptions until that many items were ordered."""
    rng = random.Random(seed)
    ordered = 0
    while ordered < items:
        person = _person(rng)
        started = frozenset(each.name for each in person.takes if rng.random() < _STARTED)
        treatment = rng.choices((Treatment.REPEAT, Treatment.ERD), (75, 25))[0]
        new = [_item(rng, taken, treatment) for taken in person.takes if rng.random() < 0.93]
        if rng.random() < _ACUTE_NOW:
            new.append(_item(rng, _acute(rng, person.facts), Treatment.ACUTE))
        if not new:
            continue
        ordered += len(new)
        yield CheckCase(TODAY, person.facts, tuple(new), _history(rng, person, started))


@dataclass
class Burden:
    """What the month asked of people. stopped, asked, told: items with a stop, with any interruption, with any line."""

    prescriptions: int = 0
    items: int = 0
    history: int = 0
    longest: int = 0
    stopped: int = 0
    asked: int = 0
    told: int = 0
    rules: Counter[tuple[str, str, Tier]] = field(default_factory=Counter)
    not_checked: Counter[tuple[str, str]] = field(default_factory=Counter)

    def share(self, count: int) -> Decimal:
        """Per 100 items."""
        return Decimal(100 * count) / Decimal(self.items)

    def add(self, case: CheckCase, result: CheckResult) -> None:
        worst: dict[int, int] = {}
        for found in result.findings:
            for at in found.items:
                worst[at] = max(worst.get(at, 0), found.tier.rank)
                self.rules[(found.check.value, found.rule, found.tier)] += 1
        self.prescriptions += 1
        self.items += len(case.items)
        self.history += len(case.history)
        self.longest = max(self.longest, len(case.history))
        self.stopped += sum(rank >= Tier.STOP.rank for rank in worst.values())
        self.asked += sum(rank >= Tier.REASON.rank for rank in worst.values())
        self.told += sum(rank >= Tier.INFORM.rank for rank in worst.values())
        for missed in result.not_checked:
            self.not_checked[(missed.check.value, missed.cause.value)] += 1

    def of_check(self, name: str, *tiers: Tier) -> int:
        """How often items met a finding of that check."""
        return sum(count for (check_name, _, tier), count in self.rules.items() if check_name == name and tier in tiers)


def burden(knowledge: Knowledge, items: int = ITEMS) -> Burden:
    made = Burden()
    for case in cases(items):
        made.add(case, check(case, knowledge))
    return made


def long_cases(many: int, items: int = 10, history: int = 30, seed: int = SEED) -> list[CheckCase]:
    """People with that much at once, put together from the month: nobody is so ill, and it must be quick for them."""
    rng = random.Random(seed)
    month = list(cases(1_500, seed))
    new = list({each.name: each for case in month for each in case.items}.values())
    had = list({(each.name, each.directions): each for case in month for each in case.history}.values())
    return [
        replace(
            rng.choice(month),
            items=tuple(rng.sample(new, items)),
            history=tuple(rng.sample(had, history)),
        )
        for _ in range(many)
    ]


@dataclass(frozen=True)
class Speed:
    """Milliseconds of processor time."""

    cases: int
    p50: float
    p99: float


def speed(knowledge: Knowledge, many: int = 400) -> Speed:
    """The fastest of three for each case: the machine is shared, and a check does not wait for anything."""
    taken = []
    for case in long_cases(many):
        runs = []
        for _ in range(3):
            before = time.process_time_ns()
            check(case, knowledge)
            runs.append(time.process_time_ns() - before)
        taken.append(min(runs) / 1_000_000)
    taken.sort()
    return Speed(many, taken[many // 2], taken[many * 99 // 100])
