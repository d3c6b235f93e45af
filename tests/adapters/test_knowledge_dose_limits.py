"""The dose limits that ship: each holds at its figure and speaks just above it, for its own people and products only.

And what is usually ordered stays quiet, read from its directions and from the products of the starter dictionary.
"""

from datetime import date
from decimal import Decimal

import pytest

from dispensary import bootstrap
from dispensary.domain.clinical.by_weight import WeightLimit
from dispensary.domain.clinical.case import CheckCase, CheckItem
from dispensary.domain.clinical.engine import check
from dispensary.domain.clinical.findings import Cause, Check, CheckResult, Finding, Tier
from dispensary.domain.clinical.knowledge import DoseLimit, Metric, Status
from dispensary.domain.dictionary import Ingredient, Kind, Resolved, VirtualProduct
from dispensary.domain.dose.reading import DoseReading
from dispensary.domain.identifiers import SnomedCode
from dispensary.domain.patient import ClinicalFacts
from dispensary.domain.quantity import Quantity

TODAY = date(2026, 11, 22)
CODE = SnomedCode("322236009")
KNOWLEDGE = bootstrap.knowledge()
DICTIONARY = bootstrap.dictionary(None)
READ = bootstrap.dose_reader()
LIMITS = [
    row
    for row in KNOWLEDGE.doses
    if row.metric in (Metric.MAX_24H, Metric.REVIEW_ABOVE)
    and not (row.supply or row.with_sets or row.conditions or row.strength_mg)
]
OF_ADULTS = [row for row in LIMITS if row.from_age == 18 and row.row.status is Status.TO_CONFIRM]
FOR_SEVENTEEN = {row.substance for row in LIMITS if row.under_age == 18} | {
    row.substance for row in KNOWLEDGE.rules(WeightLimit)
}
OF_ADULTS_ALONE = [row for row in OF_ADULTS if row.substance not in FOR_SEVENTEEN]
each_limit = pytest.mark.parametrize("limit", LIMITS, ids=lambda row: f"{row.row.id}-{row.substance}")
each_for_adults = pytest.mark.parametrize("limit", OF_ADULTS, ids=lambda row: f"{row.row.id}-{row.substance}")


def run(limit: DoseLimit, mg: Decimal, age: int | None = None, route: str | None = None) -> CheckResult:
    """A product of the kind that the limit is about, taken in that amount by somebody whom it is about."""
    name = f"{limit.substance} {limit.name_has or ''}".strip()
    route = route or min(limit.routes)
    ingredient = Ingredient(CODE, limit.substance, Quantity(Decimal(1), "mg"))
    product = VirtualProduct(CODE, name, ingredients=(ingredient,), routes=(route,), unit="tablet")
    dose = DoseReading("as ordered", parsed=True, max_24h=mg, unit="tablet")
    item = CheckItem(name, Resolved(CODE, CODE, Kind.VMP, name, virtual=product), dose=dose, directions="as ordered")
    facts = ClinicalFacts(age_years=limit.from_age if age is None else age, no_known_allergies=True, conditions=())
    return check(CheckCase(TODAY, facts, (item,), ()), KNOWLEDGE)


def by(limit: DoseLimit, result: CheckResult) -> list[Finding]:
    return [found for found in result.findings if found.rule == limit.row.id]


@each_limit
def test_the_most_itself_is_quiet_and_a_little_more_is_not(limit: DoseLimit) -> None:
    assert by(limit, run(limit, limit.limit)) == []
    (found,) = by(limit, run(limit, limit.limit * Decimal("1.01")))
    assert found.check is Check.DOSE
    assert found.tier is limit.row.bounded(limit.tier)


@each_for_adults
def test_a_limit_that_nobody_read_in_its_source_never_stops(limit: DoseLimit) -> None:
    (found,) = by(limit, run(limit, limit.limit * 100))
    assert found.tier in (Tier.REASON, Tier.INFORM)


@pytest.mark.parametrize("limit", OF_ADULTS_ALONE, ids=lambda row: f"{row.row.id}-{row.substance}")
def test_a_limit_for_adults_is_not_held_against_a_child_and_that_is_said(limit: DoseLimit) -> None:
    result = run(limit, limit.limit * 2, age=17)
    assert by(limit, result) == []
    assert f"no maximum of {limit.substance} is held for this age" in missed(result)


@each_for_adults
def test_a_limit_by_mouth_is_not_held_against_a_drip_and_that_is_said(limit: DoseLimit) -> None:
    result = run(limit, limit.limit * 2, route="intravenous")
    assert by(limit, result) == []
    assert any(limit.substance in why for why in missed(result))


def missed(result: CheckResult) -> list[str]:
    return [each.why for each in result.not_checked if each.check is Check.DOSE and each.cause is Cause.UNKNOWN_FACT]


def ordered(name: str, directions: str) -> CheckResult:
    found = DICTIONARY.by_name(name)
    assert found is not None
    assert found.virtual_product is not None
    dose = READ(directions, found.virtual_product.unit)
    assert dose.parsed, directions
    item = CheckItem(name, found, dose=dose, directions=directions)
    facts = ClinicalFacts(age_years=50, no_known_allergies=True, conditions=())
    return check(CheckCase(TODAY, facts, (item,), ()), KNOWLEDGE)


def of_dose(result: CheckResult) -> list[str]:
    return [found.message for found in result.findings if found.check is Check.DOSE]


@pytest.mark.parametrize(
    ("name", "directions"),
    [
        ("Amoxicillin 500mg capsules", "2 tds"),
        ("Flucloxacillin 500mg capsules", "2 qds"),
        ("Phenoxymethylpenicillin 250mg tablets", "4 bd"),
        ("Doxycycline 100mg capsules", "1 bd"),
        ("Clarithromycin 500mg tablets", "1 bd"),
        ("Lymecycline 408mg capsules", "1 bd"),
        ("Metronidazole 400mg tablets", "2 tds"),
        ("Nitrofurantoin 50mg capsules", "2 qds"),
        ("Nitrofurantoin 100mg modified-release capsules", "1 bd"),
        ("Trimethoprim 200mg tablets", "1 bd"),
        ("Cefalexin 500mg capsules", "2 qds"),
        ("Co-amoxiclav 500mg/125mg tablets", "1 tds"),
        ("Aciclovir 800mg tablets", "1 five times a day"),
        ("Apixaban 5mg tablets", "2 bd"),
        ("Rivaroxaban 15mg tablets", "1 bd"),
        ("Propranolol 80mg modified-release capsules", "2 od"),
        ("Doxazosin 4mg tablets", "2 bd"),
        ("Gliclazide 80mg tablets", "2 bd"),
        ("Gliclazide 30mg modified-release tablets", "4 om"),
        ("Isosorbide mononitrate 60mg modified-release tablets", "2 om"),
        ("Hydroxychloroquine 200mg tablets", "1 bd"),
        ("Levetiracetam 1g tablets", "1 tds"),
        ("Lamotrigine 200mg tablets", "1 bd"),
        ("Quetiapine 300mg tablets", "1 bd"),
        ("Baclofen 10mg tablets", "2 tds"),
        ("Cyclizine 50mg tablets", "1 tds"),
        ("Prochlorperazine 5mg tablets", "2 tds"),
        ("Betahistine 16mg tablets", "1 tds"),
        ("Mebeverine 135mg tablets", "1 tds"),
        ("Hyoscine butylbromide 10mg tablets", "2 qds"),
        ("Carbocisteine 375mg capsules", "2 tds"),
        ("Tranexamic acid 500mg tablets", "2 tds"),
        ("Aspirin 300mg tablets", "2-3 qds prn"),
        ("Ferrous sulfate 200mg tablets", "1 tds"),
        ("Folic acid 5mg tablets", "1 od"),
        ("Chlorphenamine 4mg tablets", "1 qds"),
        ("Oxybutynin 5mg tablets", "1 tds"),
        ("Nortriptyline 25mg tablets", "3 on"),
        ("Haloperidol decanoate 100mg/1ml solution for injection ampoules", "1 ml every 4 weeks"),
        ("Flupentixol 100mg/1ml solution for injection ampoules", "2 ml every 2 weeks"),
    ],
)
def test_what_is_usually_ordered_is_quiet(name: str, directions: str) -> None:
    assert of_dose(ordered(name, directions)) == []


@pytest.mark.parametrize(
    ("name", "directions", "most"),
    [
        ("Apixaban 5mg tablets", "3 bd", "20 mg"),
        ("Candesartan 32mg tablets", "1 bd", "32 mg"),
        ("Doxazosin 8mg modified-release tablets", "1 bd", "8 mg"),
        ("Gliclazide 60mg modified-release tablets", "2 bd", "120 mg"),
        ("Tamsulosin 400microgram modified-release capsules", "2 od", "400 micrograms"),
        ("Nitrofurantoin 100mg modified-release capsules", "1 qds", "200 mg"),
        ("Co-amoxiclav 500mg/125mg tablets", "2 tds", "375 mg"),
        ("Tranexamic acid 500mg tablets", "3 qds", "4.5 g"),
        ("Fludrocortisone 100microgram tablets", "4 od", "300 micrograms"),
    ],
)
def test_what_is_more_than_the_most_says_the_most(name: str, directions: str, most: str) -> None:
    (message,) = of_dose(ordered(name, directions))
    assert message.endswith(f"the most is {most}.")


def test_a_depot_is_not_within_the_limit_of_the_tablets_but_unchecked() -> None:
    name = "Haloperidol decanoate 100mg/1ml solution for injection ampoules"
    assert f"the dose limits of haloperidol are not those of {name}" in missed(ordered(name, "1 ml every 4 weeks"))
