"""Small cases for the clinical checks: products with ingredients, items with directions as a prescriber writes them."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

from dispensary.adapters.knowledge.clinical import ClinicalKnowledge
from dispensary.adapters.knowledge.dose_codes import load_dose_codes
from dispensary.domain.clinical.case import CheckCase, CheckItem, HistoryItem
from dispensary.domain.clinical.findings import Finding, Outcome
from dispensary.domain.clinical.knowledge import Knowledge, Row, Rule, Status, SubstanceSet, compile_knowledge
from dispensary.domain.clinical.look import CheckFunction, look_at
from dispensary.domain.dictionary import ActualProduct, ControlledDrug, Ingredient, Kind, Resolved, VirtualProduct
from dispensary.domain.dose.parse import read_dose
from dispensary.domain.dose.reading import DoseReading
from dispensary.domain.identifiers import SnomedCode
from dispensary.domain.patient import ClinicalFacts
from dispensary.domain.quantity import Quantity

TODAY = date(2026, 11, 21)
ADULT = ClinicalFacts(age_years=45, no_known_allergies=True, allergies=())
_CODES: dict[str, SnomedCode] = {}


@cache
def shipped() -> Knowledge:
    """The knowledge that ships with the program."""
    return ClinicalKnowledge().clinical()


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def rule_row(name: str, status: Status = Status.CONFIRMED) -> Row:
    return Row(name, "a source that can be read", date(2026, 11, 1), status, "1")


def knowing(rules: Iterable[Rule], **sets: str) -> Knowledge:
    """Knowledge of these rules alone. sets: name to members, divided by spaces; "_" in a name stands for "-"."""
    held = [SubstanceSet(name.replace("_", "-"), name, frozenset(members.split())) for name, members in sets.items()]
    tables: dict[type[Rule], list[Rule]] = {}
    for rule in rules:
        tables.setdefault(type(rule), []).append(rule)
    return compile_knowledge("test", held, {}, tables=tables)


def code_of(name: str) -> SnomedCode:
    return _CODES.setdefault(name, SnomedCode(str(910_000_000 + len(_CODES))))


def _amount(text: str) -> Quantity:
    value, unit = text.split(" ", 1)
    return Quantity(Decimal(value), unit)


def product(
    name: str,
    *ingredients: str,
    unit: str | None = "tablet",
    routes: tuple[str, ...] = ("Oral",),
    form: str | None = None,
    drug: ControlledDrug | None = ControlledDrug.NONE,
    vtm: str | None = None,
    maker: str | None = None,
) -> Resolved:
    """Ingredients as "amlodipine 5 mg" or "insulin glargine 100 unit in 1 ml". maker: a brand, or a supplier's name."""
    held = []
    for each in ingredients:
        strength, _, per = each.partition(" in ")
        words = strength.rsplit(" ", 2)
        held.append(
            Ingredient(code_of(words[0]), words[0], _amount(" ".join(words[1:])), _amount(per) if per else None)
        )
    virtual = VirtualProduct(
        code_of(name), name, code_of(vtm) if vtm else None, vtm, tuple(held), form, routes, unit, controlled_drug=drug
    )
    if maker is None:
        return Resolved(virtual.code, virtual.code, Kind.VMP, name, virtual=virtual)
    actual = ActualProduct(code_of(f"{maker} {name}"), maker, f"{maker} {name}", virtual)
    return Resolved(actual.code, actual.code, Kind.AMP, actual.description, actual=actual)


@cache
def said(text: str, unit: str | None) -> DoseReading:
    return read_dose(text, unit=unit, codes=load_dose_codes())


def _dose(of: Resolved | None, directions: str) -> DoseReading | None:
    virtual = of.virtual_product if of is not None else None
    return said(directions, virtual.unit if virtual is not None else None) if directions else None


def wanted(of: Resolved, directions: str = "", quantity: str | None = None, **more: Any) -> CheckItem:
    """An item about to be supplied."""
    amount = Decimal(quantity) if quantity is not None else None
    return CheckItem(of.name or "", of, dose=_dose(of, directions), directions=directions, quantity=amount, **more)


def had(of: Resolved, directions: str = "", quantity: str | None = None, **more: Any) -> HistoryItem:
    """An earlier supply, of 20 days ago unless said otherwise."""
    more.setdefault("supplied_on", ago(20))
    amount = Decimal(quantity) if quantity is not None else None
    return HistoryItem(of.name or "", of, dose=_dose(of, directions), directions=directions, quantity=amount, **more)


def look(
    run: CheckFunction,
    *items: CheckItem,
    history: tuple[HistoryItem, ...] = (),
    patient: ClinicalFacts = ADULT,
    knowledge: Knowledge | None = None,
    today: date = TODAY,
) -> Outcome:
    """What one check says of a case."""
    outcome = run(look_at(CheckCase(today, patient, items, history), knowledge or shipped()))
    assert outcome is not None
    return outcome


def tiers(outcome: Outcome) -> dict[str, str]:
    """Rule to tier, of everything found."""
    return {finding.rule: finding.tier.value for finding in outcome.findings}


def only(outcome: Outcome) -> Finding:
    (finding,) = outcome.findings
    return finding


def missed(outcome: Outcome) -> list[str]:
    return [each.why for each in outcome.not_checked]
