"""Live vaccines, which the dictionary may hold without ingredients: told by their names, and no others."""

import pytest
from tests.clinical_builders import ADULT, TODAY, code_of, had, look, product, rule_row, tiers, wanted

from dispensary.domain.clinical.case import CheckCase, CheckItem
from dispensary.domain.clinical.engine import check
from dispensary.domain.clinical.findings import Cause, Check, Tier
from dispensary.domain.clinical.interactions import check_interactions
from dispensary.domain.clinical.knowledge import InteractionRule, Knowledge, SubstanceSet, Where, compile_knowledge
from dispensary.domain.clinical.vaccines import is_live_vaccine
from dispensary.domain.dictionary import Resolved

METHOTREXATE = product("Methotrexate 2.5mg tablets", "methotrexate 2.5 mg")


def vaccine(name: str, *routes: str) -> Resolved:
    """As the starter dictionary has them: without an ingredient."""
    return product(name, unit="vial", routes=routes or ("Subcutaneous",))


YELLOW_FEVER = vaccine("Yellow fever vaccine (live) powder and solvent for suspension for injection 0.5ml vials")
FLU_SPRAY = vaccine("Influenza vaccine (live attenuated) nasal suspension 0.2ml unit dose", "Nasal")


def knowing() -> Knowledge:
    rule = InteractionRule(
        rule_row("live"), frozenset({"weak"}), frozenset({"live"}), Tier.REASON, "live", "infection", "Act.",
        b_where=Where.ANY,
    )  # fmt: skip
    sets = [
        SubstanceSet("weak", "weak", frozenset({"methotrexate"})),
        SubstanceSet("live", "live", frozenset({"live vaccine"})),
    ]
    return compile_knowledge("test", sets, {}, interactions=[rule])


@pytest.mark.parametrize(
    "name",
    [
        YELLOW_FEVER.name,
        "Typhoid vaccine (live, oral, strain ty21a) gastro-resistant capsules",
        "Rotavirus vaccine live oral suspension 1.5ml tube",
        "Bacillus Calmette-Guerin vaccine powder and solvent for suspension for injection vials",
        "Measles, Mumps and Rubella vaccine",
        "varicella vaccine",
    ],
)
def test_a_live_vaccine_is_told_by_its_name(name: str) -> None:
    assert is_live_vaccine(name)


@pytest.mark.parametrize(
    "name",
    [
        "Shingles (Herpes Zoster) vaccine (recombinant, adjuvanted) powder and suspension for injection vials",
        "Influenza vaccine (split virion, inactivated) suspension for injection 0.5ml pre-filled syringes",
        "Typhoid polysaccharide 25micrograms/0.5ml vaccine solution for injection pre-filled syringes",
        "Hepatitis A vaccine (inactivated, adsorbed) suspension for injection 1ml pre-filled syringes",
        "Delivery device",
        "Olive oil ear drops",
    ],
)
def test_another_vaccine_or_another_product_is_not(name: str) -> None:
    assert not is_live_vaccine(name)


@pytest.mark.parametrize("live", [YELLOW_FEVER, FLU_SPRAY], ids=["injected", "in the nose"])
def test_it_meets_a_medicine_that_suppresses_the_immune_system_whichever_came_first(live: Resolved) -> None:
    new = look(check_interactions, wanted(live), history=(had(METHOTREXATE),), knowledge=knowing())
    assert tiers(new) == {"live": "reason"}
    assert "Methotrexate 2.5mg tablets with " in new.findings[0].message
    earlier = look(check_interactions, wanted(METHOTREXATE), history=(had(live),), knowledge=knowing())
    assert tiers(earlier) == {"live": "reason"}


def test_two_live_vaccines_are_both_named() -> None:
    outcome = look(
        check_interactions, wanted(YELLOW_FEVER), wanted(FLU_SPRAY), history=(had(METHOTREXATE),), knowledge=knowing()
    )
    (found,) = outcome.findings
    assert "Influenza" in found.message
    assert "Yellow fever" in found.message
    assert found.items == (0, 1)


def test_a_vaccine_that_is_not_live_meets_nothing() -> None:
    dead = vaccine("Influenza vaccine (split virion, inactivated) suspension for injection 0.5ml pre-filled syringes")
    assert tiers(look(check_interactions, wanted(dead), history=(had(METHOTREXATE),), knowledge=knowing())) == {}


def test_what_it_holds_stays_unknown_and_that_is_said() -> None:
    case = CheckCase(TODAY, ADULT, (wanted(YELLOW_FEVER),))
    missed = {each.check for each in check(case, knowing()).not_checked if each.cause is Cause.UNMAPPED}
    assert {Check.ALLERGY, Check.INTERACTION} <= missed


def test_a_name_alone_is_enough() -> None:
    typed = CheckItem("Varicella vaccine", ingredient="varicella vaccine", ingredient_code=code_of("varicella"))
    assert tiers(look(check_interactions, typed, history=(had(METHOTREXATE),), knowledge=knowing())) == {
        "live": "reason"
    }
