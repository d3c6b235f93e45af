"""Medicine and condition: what stops, what only informs, what is not known; each with the twin that stays silent."""

from decimal import Decimal

import pytest
from tests.clinical_people import ask, before, condition, knowing, new, reading, row, tier, which, whys

from dispensary.domain.clinical.ages import AgeRule
from dispensary.domain.clinical.case import CheckItem, Supply
from dispensary.domain.clinical.disease import DiseaseRule, check_disease
from dispensary.domain.clinical.findings import Cause, Outcome, Tier
from dispensary.domain.clinical.knowledge import Status, Where
from dispensary.domain.clinical.lint import Wrong, problems
from dispensary.domain.dictionary import Resolved
from dispensary.domain.identifiers import SnomedCode

STOP, REASON, INFORM, NONE = Tier.STOP, Tier.REASON, Tier.INFORM, Tier.NONE
SETS = {
    "non_selective": "propranolol timolol",
    "absorbed-through-any-route": "timolol",
    "nsaids": "naproxen diclofenac ibuprofen",
    "ppis": "omeprazole",
    "relievers": "salbutamol",
}


def rule(
    name: str, set_name: str, conditions: str, degree: Tier, status: Status = Status.CONFIRMED, **more: object
) -> DiseaseRule:
    about = which(set_name, **{key: more.pop(key) for key in ("where", "supply", "name_lacks") if key in more})
    for key in ("unless_condition", "unless_with", "only_with"):
        if key in more:
            more[key] = frozenset({more[key]})
    sets = frozenset(conditions.split())
    return DiseaseRule(row(name, status), about, sets, degree, "harm may follow", "Act.", **more)


RULES = [
    condition("asthma", "asthma*", by="relievers"),
    condition("copd", "copd"),
    condition("heart", "angina", "ihd"),
    condition("ulcer", "ulcer"),
    rule("beta", "non_selective", "asthma", STOP),
    rule("beta-copd", "non_selective", "copd", REASON, unless_condition="asthma"),
    rule("heart", "diclofenac", "heart", STOP),
    rule("bare-ulcer", "nsaids", "ulcer", REASON, unless_with="ppis"),
    rule("kept-ulcer", "nsaids", "ulcer", INFORM, only_with="ppis"),
    rule("high", "ibuprofen", "heart", REASON, from_mg=Decimal(2400)),
    rule("unread", "paracetamol", "ulcer", STOP, Status.TO_CONFIRM),
]
PROPRANOLOL = new("Propranolol 40mg tablets", "propranolol 40")
TIMOLOL = new("Timolol 0.5% eye drops", "timolol 5", routes=("Ocular",))
DICLOFENAC = new("Diclofenac 50mg tablets", "diclofenac 50")
GEL = new("Diclofenac 1% gel", "diclofenac 10", routes=("Cutaneous",))
NAPROXEN = new("Naproxen 500mg tablets", "naproxen 500")
OMEPRAZOLE = before("Omeprazole 20mg capsules", "omeprazole 20")
RELIEVER = before("Salbutamol inhaler", "salbutamol 1", routes=("Inhalation",))


def said(*items: CheckItem, conditions: tuple[str, ...] | None = (), **more: object) -> Outcome:
    return ask(check_disease, RULES, *items, sets=SETS, conditions=conditions, **more)


@pytest.mark.parametrize("item", [PROPRANOLOL, TIMOLOL])
def test_a_condition_on_record_stops_even_eye_drops_that_are_absorbed(item: CheckItem) -> None:
    outcome = said(item, conditions=("Brittle asthma",))
    assert tier(outcome) is STOP
    (finding,) = outcome.findings
    assert finding.message == f"{item.name} with asthma: harm may follow. “Brittle asthma” is recorded."
    assert tier(said(item, conditions=("eczema",))) is NONE


def test_what_stays_on_the_skin_does_no_harm_there() -> None:
    assert tier(said(DICLOFENAC, conditions=("angina",))) is STOP
    assert tier(said(GEL, conditions=("angina",))) is NONE


def test_a_row_that_nobody_has_confirmed_only_asks_for_a_reason() -> None:
    assert tier(said(new("Paracetamol 500mg tablets", "paracetamol 500"), conditions=("ulcer",))) is REASON


def test_one_finding_for_each_condition_of_a_medicine() -> None:
    outcome = said(DICLOFENAC, conditions=("angina", "ulcer"))
    assert [finding.rule for finding in outcome.findings] == ["heart", "bare-ulcer"]


def test_a_graver_condition_takes_the_place_of_its_neighbour() -> None:
    assert [each.rule for each in said(PROPRANOLOL, conditions=("copd",)).findings] == ["beta-copd"]
    assert [each.rule for each in said(PROPRANOLOL, conditions=("copd", "asthma")).findings] == ["beta"]


def test_a_protected_stomach_lowers_the_tier() -> None:
    assert tier(said(NAPROXEN, conditions=("duodenal ulcer",))) is REASON
    assert tier(said(NAPROXEN, conditions=("duodenal ulcer",), history=(OMEPRAZOLE,))) is INFORM


@pytest.mark.parametrize(("most", "expected"), [(4, REASON), (3, NONE)])
def test_a_dose_may_decide(most: int, expected: Tier) -> None:
    assert (
        tier(said(new("Ibuprofen 600mg tablets", "ibuprofen 600", dose=reading(most)), conditions=("ihd",))) is expected
    )


def test_a_dose_that_decides_and_is_unread_is_not_checked() -> None:
    outcome = said(new("Ibuprofen 600mg tablets", "ibuprofen 600", dose=reading(None)), conditions=("ihd",))
    assert [each.cause for each in outcome.not_checked] == [Cause.UNREAD_DOSE]
    assert tier(outcome) is NONE


def test_a_question_in_the_record_is_said_and_has_no_tier() -> None:
    outcome = said(PROPRANOLOL, conditions=("?asthma",))
    assert tier(outcome) is NONE
    assert "“?asthma” is recorded as a question" in whys(outcome)[0]


def test_an_inhaler_hints_at_asthma_that_nobody_recorded() -> None:
    outcome = said(PROPRANOLOL, conditions=None, history=(RELIEVER,))
    assert tier(outcome) is INFORM
    assert "Salbutamol inhaler suggests asthma, which is not recorded" in outcome.findings[0].message
    tablets = before("Salbutamol 4mg tablets", "salbutamol 4")
    assert tier(said(PROPRANOLOL, conditions=None, history=(tablets,))) is NONE


def test_a_hint_speaks_only_where_the_condition_itself_would_stop() -> None:
    rules = [condition("asthma", "asthma", by="relievers"), rule("mild", "bisoprolol", "asthma", REASON)]
    bisoprolol = new("Bisoprolol 2.5mg tablets", "bisoprolol 2.5")
    outcome = ask(check_disease, rules, bisoprolol, sets=SETS, history=(RELIEVER,), conditions=())
    assert outcome.findings == ()


def test_conditions_that_nobody_recorded_are_said_once_for_all_and_only_where_they_matter() -> None:
    outcome = said(PROPRANOLOL, DICLOFENAC, new("Amoxicillin 500mg capsules", "amoxicillin 500"), conditions=None)
    assert {each.items for each in outcome.not_checked} == {(0,), (1,)}
    assert len(set(whys(outcome))) == 1
    assert whys(said(PROPRANOLOL, conditions=())) == []


def test_a_condition_recorded_as_a_bare_code_is_said_not_to_be_read() -> None:
    outcome = said(PROPRANOLOL, conditions=("195967001",))
    assert "195967001 are codes without words" in whys(outcome)[0]


def test_an_informing_row_says_nothing_of_what_is_not_recorded() -> None:
    rules = [condition("gout", "gout"), rule("gout", "indapamide", "gout", INFORM)]
    assert ask(check_disease, rules, new("Indapamide 2.5mg tablets", "indapamide 2.5")).not_checked == ()


def test_a_rule_about_a_sale_leaves_prescriptions_alone() -> None:
    rules = [condition("bp", "hypertension"), rule("sale", "pseudoephedrine", "bp", REASON, supply=Supply.OTC)]
    tablets = ("Pseudoephedrine 60mg tablets", "pseudoephedrine 60")
    sold, prescribed = new(*tablets, supply=Supply.OTC), new(*tablets)
    assert tier(ask(check_disease, rules, sold, conditions=("hypertension",))) is REASON
    assert tier(ask(check_disease, rules, prescribed, conditions=("hypertension",))) is NONE


def test_a_rule_may_be_about_any_route_or_only_a_local_one() -> None:
    rules = [
        condition("clot", "dvt"),
        rule("any", "ethinylestradiol", "clot", STOP, where=Where.ANY),
        rule("local", "hydrocortisone", "clot", REASON, where=Where.LOCAL),
    ]
    ring = new("Vaginal ring", "ethinylestradiol 3", routes=("Vaginal",))
    cream, tablets = (
        new(name, "hydrocortisone 10", routes=(route,)) for name, route in [("Cream", "Cutaneous"), ("Tablets", "Oral")]
    )
    assert tier(ask(check_disease, rules, ring, conditions=("h/o DVT",))) is STOP
    assert tier(ask(check_disease, rules, cream, conditions=("h/o DVT",))) is REASON
    assert tier(ask(check_disease, rules, tablets, conditions=("h/o DVT",))) is NONE


def test_words_of_the_name_can_leave_a_product_out() -> None:
    rules = [condition("clot", "dvt"), rule("hrt", "estradiol", "clot", REASON, name_lacks=("vaginal",))]
    tablets, vaginal = new("Estradiol 1mg tablets", "estradiol 1"), new("Estradiol 1mg vaginal tablets", "estradiol 1")
    assert tier(ask(check_disease, rules, tablets, conditions=("DVT",))) is REASON
    assert tier(ask(check_disease, rules, vaginal, conditions=("DVT",))) is NONE


def test_a_condition_that_no_table_describes_is_named_before_anybody_relies_on_it() -> None:
    limit = AgeRule(row("age"), which("codeine"), STOP, "text", "Act.", conditions=frozenset({"tonsils"}))
    knowledge = knowing([*RULES, rule("lost", "propranolol", "asthmma", STOP, unless_condition="copdd"), limit], **SETS)
    missing = {(each.subject, each.about) for each in problems(knowledge) if each.wrong is Wrong.NO_NAME}
    assert missing == {("lost", "asthmma"), ("lost", "copdd"), ("age", "tonsils")}


def test_the_protection_itself_is_not_what_the_rule_is_about() -> None:
    assert said(new("Omeprazole 20mg capsules", "omeprazole 20"), conditions=("ulcer",)) == Outcome()


def test_an_unmapped_product_is_left_to_the_engine() -> None:
    unknown = CheckItem("Imported drops", Resolved(SnomedCode("1"), SnomedCode("1")))
    assert said(unknown, conditions=("asthma",)) == Outcome()
