"""What milligrams are milligrams of: a sum over two salts, or over a salt and the base, says that it is not certain."""

from dataclasses import replace
from decimal import Decimal

import pytest
from tests.clinical_builders import code_of, look, missed, product, rule_row, tiers, wanted

from dispensary.domain.clinical.dosing import check_doses
from dispensary.domain.clinical.findings import Outcome, Tier
from dispensary.domain.clinical.knowledge import DoseLimit, Metric, compile_knowledge
from dispensary.domain.dictionary import Ingredient, Resolved

LIMIT = DoseLimit(
    rule_row("most"), "quinine", Metric.MAX_24H, Decimal(600), Tier.REASON, "the most is", "Act.",
    called="quinine salts",
)  # fmt: skip
KNOWLEDGE = compile_knowledge("test", [], {}, doses=[LIMIT])
NAMES_ALONE = frozenset({"ingredients", "strengths"})


def tablets(salt: str, mg: int, *, base: str | None = None, derived: frozenset[str] = frozenset()) -> Resolved:
    made = product(f"{salt} {mg}mg tablets", f"{salt} {mg} mg")
    assert made.virtual is not None
    (held,) = made.virtual.ingredients
    counted = Ingredient(
        held.code, held.name, held.numerator, base=code_of(base) if base is not None else None, base_name=base
    )
    return replace(made, virtual=replace(made.virtual, ingredients=(counted,), derived=derived))


SULFATE, BISULFATE = tablets("Quinine sulfate", 200), tablets("Quinine bisulfate", 300)


def said(*products: Resolved) -> Outcome:
    return look(check_doses, *(wanted(each, "1 od") for each in products), knowledge=KNOWLEDGE)


def test_two_salts_in_one_sum_are_told() -> None:
    (why,) = set(missed(said(SULFATE, BISULFATE)))
    assert why == (
        "Quinine bisulfate 300mg tablets counts quinine bisulfate and Quinine sulfate 200mg tablets counts quinine "
        "sulfate: a milligram of the one is not one of the other, so their sum is not certain"
    )


def test_a_sum_over_the_most_speaks_all_the_same_and_names_the_substance_as_the_row_does() -> None:
    outcome = said(SULFATE, BISULFATE, tablets("Quinine sulfate", 300))
    assert tiers(outcome) == {"most": "reason"}
    assert "up to 800 mg of quinine salts in 24 hours" in outcome.findings[0].message
    assert missed(outcome)


@pytest.mark.parametrize(
    "other",
    [
        tablets("Quinine sulfate", 300),
        tablets("Quinine sulfate dihydrate", 300),
        tablets("Quinine", 300, derived=NAMES_ALONE),
    ],
    ids=["the same salt", "the same with water", "a name that leaves the salt out"],
)
def test_what_counts_the_same_adds_up(other: Resolved) -> None:
    assert missed(said(SULFATE, other)) == []


def test_a_base_that_the_dictionary_counts_is_not_the_salt() -> None:
    as_base = tablets("Quinine dihydrochloride", 300, base="Quinine")
    assert missed(said(as_base, tablets("Quinine sulfate", 300, base="Quinine"))) == []
    assert len(set(missed(said(as_base, SULFATE)))) == 1


def test_a_base_read_out_of_the_name_is_not_taken_for_what_is_counted() -> None:
    by_name = NAMES_ALONE | {"base"}
    one, other = (
        tablets("Quinine sulfate", mg, base="Quinine", derived=by_name) for mg in (200, 300)
    )  # as the starter dictionary has them
    assert missed(said(one, other)) == []
    assert len(set(missed(said(one, tablets("Quinine bisulfate", 300, base="Quinine", derived=by_name))))) == 1


def test_one_medicine_alone_is_no_sum() -> None:
    assert missed(said(SULFATE)) == []
