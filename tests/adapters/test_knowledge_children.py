"""Children's doses, read from the directions and from the products of the starter dictionary.

What is usually ordered for a child stays quiet; ten times that is found, weighed or not; and no child's dose is silent.
"""

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest

from dispensary import bootstrap
from dispensary.domain.clinical.by_weight import NO_WEIGHT, WeightLimit
from dispensary.domain.clinical.case import CheckCase, CheckItem
from dispensary.domain.clinical.engine import check
from dispensary.domain.clinical.findings import Check, CheckResult
from dispensary.domain.clinical.knowledge import Metric
from dispensary.domain.patient import ClinicalFacts

TODAY = date(2026, 11, 22)
KNOWLEDGE = bootstrap.knowledge()
DICTIONARY = bootstrap.dictionary(None)
READ = bootstrap.dose_reader()
USUAL = [
    ("Ibuprofen 100mg/5ml oral suspension sugar free", "2.5 ml tds", 0, "8"),
    ("Ibuprofen 100mg/5ml oral suspension sugar free", "7.5 ml tds", 5, "18"),
    ("Amoxicillin 125mg/5ml oral suspension sugar free", "5 ml tds", 0, "7"),
    ("Amoxicillin 250mg/5ml oral suspension sugar free", "5 ml tds", 3, "14"),
    ("Amoxicillin 500mg capsules", "1 tds", 8, "26"),
    ("Co-amoxiclav 125mg/31mg/5ml oral suspension sugar free", "5 ml tds", 4, "16"),
    ("Flucloxacillin 125mg/5ml oral solution sugar free", "5 ml qds", 3, "14"),
    ("Phenoxymethylpenicillin 250mg/5ml oral solution sugar free", "5 ml qds", 7, "23"),
    ("Clarithromycin 125mg/5ml oral suspension", "5 ml bd", 5, "18"),
    ("Azithromycin 200mg/5ml oral suspension", "5 ml od", 6, "20"),
    ("Cefalexin 125mg/5ml oral suspension sugar free", "5 ml tds", 3, "14"),
    ("Trimethoprim 50mg/5ml oral suspension sugar free", "5 ml bd", 3, "14"),
    ("Nitrofurantoin 25mg/5ml oral suspension sugar free", "3 ml qds", 6, "20"),
    ("Cetirizine 1mg/ml oral solution sugar free", "2.5 ml bd", 4, "16"),
    ("Loratadine 5mg/5ml oral solution", "5 ml od", 6, "20"),
    ("Chlorphenamine 2mg/5ml oral solution sugar free", "2.5 ml every 4 to 6 hours", 4, "16"),
    ("Prednisolone 5mg soluble tablets", "6 om for 3 days", 6, "20"),
    ("Montelukast 5mg chewable tablets sugar free", "1 on", 9, "30"),
    ("Omeprazole 10mg gastro-resistant capsules", "1 od", 5, "18"),
    ("Ondansetron 4mg/5ml oral solution sugar free", "5 ml bd", 5, "18"),
]


def ordered(name: str, directions: str, age: int, kg: str | None = None) -> CheckResult:
    found = DICTIONARY.by_name(name)
    assert found is not None, name
    assert found.virtual_product is not None
    dose = READ(directions, found.virtual_product.unit)
    assert dose.parsed, directions
    item = CheckItem(name, found, dose=dose, directions=directions)
    facts = ClinicalFacts(
        age_years=age,
        weight_kg=Decimal(kg) if kg else None,
        weight_date=TODAY,
        no_known_allergies=True,
        conditions=(),
    )
    return check(CheckCase(TODAY, facts, (item,), ()), KNOWLEDGE)


def of_dose(result: CheckResult) -> list[str]:
    return [found.message for found in result.findings if found.check is Check.DOSE]


def unchecked(result: CheckResult) -> list[str]:
    return [each.why for each in result.not_checked if each.check is Check.DOSE]


@pytest.mark.parametrize(("name", "directions", "age", "kg"), USUAL)
def test_what_is_usually_ordered_for_a_child_is_quiet_and_checked(
    name: str, directions: str, age: int, kg: str
) -> None:
    weighed = ordered(name, directions, age, kg)
    assert of_dose(weighed) == []
    assert unchecked(weighed) == []
    assert of_dose(ordered(name, directions, age)) == []


@pytest.mark.parametrize(("name", "directions", "age", "kg"), USUAL)
def test_ten_times_that_is_found_with_the_weight_and_without(name: str, directions: str, age: int, kg: str) -> None:
    number, rest = directions.split(" ", 1)
    slip = f"{Decimal(number) * 10:f} {rest}"
    assert of_dose(ordered(name, slip, age, kg)) != []
    assert of_dose(ordered(name, slip, age)) != []


def test_with_neither_a_weight_nor_a_limit_by_age_that_is_said() -> None:
    result = ordered("Amoxicillin 250mg/5ml oral suspension sugar free", "5 ml tds", 3)
    assert unchecked(result) == [NO_WEIGHT]


def test_a_medicine_without_any_limit_for_the_age_is_said_to_be_unchecked() -> None:
    result = ordered("Citalopram 20mg tablets", "1 od", 9)
    assert unchecked(result) == ["no maximum of citalopram is held for this age"]


def test_every_limit_by_weight_is_of_a_medicine_with_a_limit_for_grown_ups() -> None:
    held = {row.substance for row in KNOWLEDGE.doses if row.metric in (Metric.MAX_24H, Metric.REVIEW_ABOVE)}
    limits = KNOWLEDGE.rules(WeightLimit)
    assert limits
    assert {limit.substance for limit in limits} <= held


def test_bands_of_weight_leave_no_gap_between_them() -> None:
    bands: dict[tuple[object, ...], list[tuple[Decimal, Decimal]]] = {}
    for each in KNOWLEDGE.rules(WeightLimit):
        about = (each.substance, each.from_age, each.under_age)
        bands.setdefault(about, []).append((each.from_kg or Decimal(0), each.under_kg or Decimal(500)))
    assert any(len(edges) > 3 for edges in bands.values())
    for about, edges in bands.items():
        edges.sort()
        assert all(one[1] == other[0] for one, other in pairwise(edges)), about
