"""The most for a child by weight: a known weight before the age, and never silent where nobody weighed the child."""

from datetime import timedelta
from decimal import Decimal

import pytest
from tests.clinical_builders import TODAY, look, missed, product, rule_row, tiers, wanted

from dispensary.domain.clinical.by_weight import NO_WEIGHT, WeightLimit
from dispensary.domain.clinical.dosing import check_doses
from dispensary.domain.clinical.findings import Outcome, Tier
from dispensary.domain.clinical.knowledge import DoseLimit, Knowledge, Metric, SubstanceSet, compile_knowledge
from dispensary.domain.clinical.lint import Wrong, problems
from dispensary.domain.patient import ClinicalFacts
from dispensary.domain.quantity import decimal_text

SYRUP = product("Febrifugin 100mg/5ml oral suspension", "febrifugin 100 mg in 5 ml", unit="ml")


def by_age(name: str, limit: int, from_age: int, under_age: int | None = None) -> DoseLimit:
    return DoseLimit(
        rule_row(name), "febrifugin", Metric.MAX_24H, Decimal(limit), Tier.REASON, "the most is", "Act.",
        from_age=from_age, under_age=under_age,
    )  # fmt: skip


def by_weight(name: str, mg_per_kg: str | None = None, most: str | None = None, **more: object) -> WeightLimit:
    return WeightLimit(
        rule_row(name),
        "febrifugin",
        Tier.REASON,
        "the most is",
        "Act.",
        mg_per_kg=Decimal(mg_per_kg) if mg_per_kg else None,
        most_mg=Decimal(most) if most else None,
        under_age=18,
        **more,
    )  # type: ignore[arg-type]


def knowing(*rules: DoseLimit | WeightLimit) -> Knowledge:
    sets = [SubstanceSet("=febrifugin", "febrifugin", frozenset({"febrifugin"}))]
    weights = [rule for rule in rules if isinstance(rule, WeightLimit)]
    doses = [by_age("grown-up", 2400, 18), *(rule for rule in rules if isinstance(rule, DoseLimit))]
    return compile_knowledge("test", sets, {}, doses=doses, tables={WeightLimit: weights})


BOTH = knowing(by_age("toddler", 300, 1, 4), by_weight("kg", "30", "2400", stop_from_percent=Decimal(150)))
WEIGHT_ALONE = knowing(by_weight("kg", "30", "2400"))
BANDS = knowing(
    by_weight("light", None, "150", under_kg=Decimal(15)), by_weight("heavy", None, "400", from_kg=Decimal(15))
)


def said(directions: str, knowledge: Knowledge, age: int | None, kg: str | None = None, days_ago: int = 10) -> Outcome:
    facts = ClinicalFacts(
        age_years=age,
        weight_kg=Decimal(kg) if kg else None,
        weight_date=TODAY - timedelta(days=days_ago) if kg else None,
    )
    return look(check_doses, wanted(SYRUP, directions), patient=facts, knowledge=knowledge)


def test_a_dose_for_the_weight_is_quiet_and_one_above_it_is_not() -> None:
    assert tiers(said("6ml tds", WEIGHT_ALONE, 3, "12")) == {}
    (found,) = said("6.5ml tds", WEIGHT_ALONE, 3, "12").findings
    assert found.tier is Tier.REASON
    assert found.message.endswith("up to 390 mg of febrifugin in 24 hours; at 12 kg the most is 360 mg.")


def test_another_weight_is_another_finding() -> None:
    first, again, lighter = (said("6.5ml tds", WEIGHT_ALONE, 3, kg).findings[0] for kg in ("12", "12.0", "11"))
    assert first.hash == again.hash
    assert first.hash != lighter.hash


def test_from_half_as_much_again_it_stops() -> None:
    assert tiers(said("9ml tds", BOTH, 3, "12")) == {"kg": "stop"}


def test_a_known_weight_is_better_than_the_age() -> None:
    assert tiers(said("6ml tds", BOTH, 3)) == {"toddler": "reason"}
    assert tiers(said("6ml tds", BOTH, 3, "12")) == {}
    assert tiers(said("5ml tds", BOTH, 3)) == {}
    assert tiers(said("5ml tds", BOTH, 3, "8")) == {"kg": "reason"}


def test_the_most_of_a_grown_up_is_never_passed() -> None:
    assert tiers(said("40ml tds", WEIGHT_ALONE, 17, "95")) == {}
    assert tiers(said("41ml tds", WEIGHT_ALONE, 17, "95")) == {"kg": "reason"}


@pytest.mark.parametrize(("kg", "most"), [("14.9", 150), ("15", 400)])
def test_a_band_of_weights_begins_at_its_first_kg(kg: str, most: int) -> None:
    within, above = (f"{decimal_text(Decimal(most + more) / 20)}ml od" for more in (0, 1))
    assert tiers(said(within, BANDS, 4, kg)) == {}
    assert len(said(above, BANDS, 4, kg).findings) == 1


@pytest.mark.parametrize(("kg", "days_ago"), [(None, 0), ("12", 200)])
def test_without_a_weight_that_holds_nothing_is_taken_for_within_the_limit(kg: str | None, days_ago: int) -> None:
    outcome = said("6.5ml tds", WEIGHT_ALONE, 3, kg, days_ago)
    assert tiers(outcome) == {}
    assert missed(outcome) == [NO_WEIGHT]


def test_that_no_weight_is_known_is_said_once_for_all_items() -> None:
    facts = ClinicalFacts(age_years=3)
    other = product("Febrifugin 50mg/5ml oral suspension", "febrifugin 50 mg in 5 ml", unit="ml")
    outcome = look(check_doses, wanted(SYRUP, "1ml od"), wanted(other, "1ml od"), patient=facts, knowledge=WEIGHT_ALONE)
    assert set(missed(outcome)) == {NO_WEIGHT}


def test_without_a_weight_what_is_too_much_for_the_heaviest_of_that_age_is_found_all_the_same() -> None:
    outcome = said("60ml tds", WEIGHT_ALONE, 3)
    assert tiers(outcome) == {"kg": "reason"}
    assert "even at 27.2 kg, which few of this age weigh, the most is 816 mg" in outcome.findings[0].message
    assert missed(outcome) == [NO_WEIGHT]


@pytest.mark.parametrize("kg", ["120", "1.2"])
def test_a_weight_that_slipped_by_a_point_is_not_believed_and_that_is_said(kg: str) -> None:
    outcome = said("6.5ml tds", WEIGHT_ALONE, 3, kg)
    assert tiers(outcome) == {}
    assert missed(outcome) == [
        f"a weight of {kg} kg is hardly right at 3 years, and the most for a child goes by weight"
    ]


def test_an_infant_may_weigh_little() -> None:
    assert missed(said("1ml od", WEIGHT_ALONE, 0, "2.4")) == []


def test_a_grown_up_and_an_unknown_age_are_not_judged_by_weight() -> None:
    assert tiers(said("40ml tds", WEIGHT_ALONE, 30, "40")) == {}
    outcome = said("40ml tds", WEIGHT_ALONE, None, "40")
    assert tiers(outcome) == {}
    assert missed(outcome) == ["age unknown: febrifugin has limits by age"]


def test_a_limit_by_weight_of_another_route_is_not_held_against_it() -> None:
    elsewhere = knowing(by_weight("kg", "30", routes=frozenset({"rectal"})))
    outcome = said("60ml tds", elsewhere, 3, "12")
    assert tiers(outcome) == {}
    assert missed(outcome) == ["no maximum of febrifugin is held for this age"]


def test_a_child_whose_medicine_has_only_an_interval_is_not_silent() -> None:
    weekly = DoseLimit(
        rule_row("weekly"), "febrifugin", Metric.MIN_INTERVAL, Decimal(7), Tier.STOP, "it is weekly", "Act."
    )
    knowledge = compile_knowledge("test", [], {}, doses=[weekly])
    assert missed(said("5ml once a week", knowledge, 9)) == ["no maximum of febrifugin is held for this age"]
    assert missed(said("5ml once a week", knowledge, 40)) == []


def test_a_limit_of_nothing_is_broken_knowledge() -> None:
    (problem,) = problems(knowing(by_weight("kg", "0")))
    assert problem.wrong is Wrong.NO_LIMIT
    (problem,) = problems(knowing(by_weight("kg", "5", from_kg=Decimal(9), under_kg=Decimal(9))))
    assert problem.wrong is Wrong.EMPTY_BAND


def test_what_acts_where_it_is_put_has_no_dose_to_check_in_a_child_either() -> None:
    cream = product("Febrifugin 1% cream", "febrifugin 10 mg in 1 gram", unit="gram", routes=("Cutaneous",))
    outcome = look(check_doses, wanted(cream, "apply bd"), patient=ClinicalFacts(age_years=3), knowledge=WEIGHT_ALONE)
    assert missed(outcome) == []
