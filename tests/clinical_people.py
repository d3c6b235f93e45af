"""A person, a few medicines and a handful of rules: what a check of the person needs, and nothing of the store.

asked = ask(check_age, [limit], new("Codeine 15mg tablets", "codeine 15"), age_years=11)
"""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

from dispensary.domain.clinical.case import CheckCase, CheckItem, HistoryItem
from dispensary.domain.clinical.conditions import ConditionSet, phrases
from dispensary.domain.clinical.findings import Outcome, Tier, highest
from dispensary.domain.clinical.knowledge import Knowledge, Row, Rule, Status, SubstanceSet, compile_knowledge
from dispensary.domain.clinical.look import CheckFunction, look_at
from dispensary.domain.clinical.which import Which
from dispensary.domain.dictionary import Ingredient, Kind, Resolved, VirtualProduct
from dispensary.domain.dose.reading import DoseReading
from dispensary.domain.identifiers import SnomedCode
from dispensary.domain.patient import ClinicalFacts
from dispensary.domain.quantity import Quantity

TODAY = date(2026, 11, 21)


def row(name: str, status: Status = Status.CONFIRMED) -> Row:
    return Row(name, "a source that can be read", TODAY, status, "1")


def which(*sets: str, **more: object) -> Which:
    return Which(frozenset(sets), **more)


def product(
    name: str, *held: str, routes: tuple[str, ...] = ("Oral",), unit: str = "tablet", form: str | None = None
) -> Resolved:
    """A product that holds each "substance mg"."""
    parts = [each.rpartition(" ") for each in held]
    ingredients = tuple(
        Ingredient(SnomedCode("9001"), substance, Quantity(Decimal(mg), "mg")) for substance, _, mg in parts
    )
    virtual = VirtualProduct(SnomedCode("9000"), name, ingredients=ingredients, routes=routes, unit=unit, form=form)
    return Resolved(virtual.code, virtual.code, Kind.VMP, name, virtual=virtual)


def reading(most: int | str | None, unit: str | None = None, **more: object) -> DoseReading:
    """Directions that allow so many units in 24 hours; None: nobody could read them."""
    return DoseReading("as read", most is not None, unit=unit, max_24h=Decimal(most) if most else None, **more)


def new(name: str, *held: str, dose: DoseReading | None = None, **more: object) -> CheckItem:
    shape = {key: more.pop(key) for key in ("routes", "unit", "form") if key in more}
    return CheckItem(name, product(name, *held, **shape), dose=dose, **more)


def before(name: str, *held: str, days_ago: int = 20, **more: object) -> HistoryItem:
    shape = {key: more.pop(key) for key in ("routes", "unit", "form") if key in more}
    when = TODAY - timedelta(days=days_ago)
    return HistoryItem(name, product(name, *held, **shape), supplied_on=when, days=28, **more)


def condition(name: str, *words: str, unless: str | None = None, by: str | None = None) -> ConditionSet:
    """Known by those words; `by`: implied by an inhaler of that set."""
    implied = frozenset({by}) if by else frozenset()
    return ConditionSet(
        row(name), name, name, phrases(words), phrases((unless,)) if unless else None, implied, inhaled=bool(by)
    )


def knowing(rules: Iterable[Rule], **sets: str) -> Knowledge:
    """The knowledge of these rules. Sets by name, "a b c"; a set that is not said holds the substance of its name."""
    tables: dict[type[Rule], list[Rule]] = {}
    for rule in rules:
        tables.setdefault(type(rule), []).append(rule)
    named = {name for rule in rules for name in rule.named_sets}
    members = {name: frozenset(sets.get(name, name).split()) for name in named | set(sets)}
    held = [SubstanceSet(name, name, each) for name, each in members.items()]
    return compile_knowledge("test", held, {}, tables=tables)


def ask(
    check: CheckFunction,
    rules: Iterable[Rule],
    *items: CheckItem,
    history: tuple[HistoryItem, ...] = (),
    sets: dict[str, str] | None = None,
    **facts: object,
) -> Outcome:
    """What one check says of these items for a person of whom these facts are known."""
    rules = list(rules)
    case = CheckCase(TODAY, ClinicalFacts(**facts), items, history)
    outcome = check(look_at(case, knowing(rules, **(sets or {}))))
    assert outcome is not None
    return outcome


def tier(outcome: Outcome) -> Tier:
    return highest(tuple(finding.tier for finding in outcome.findings))


def whys(outcome: Outcome) -> list[str]:
    return [each.why for each in outcome.not_checked]
