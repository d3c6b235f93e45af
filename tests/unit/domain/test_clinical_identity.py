"""Look-alike names, strengths that jump, brands that should stay."""

from dataclasses import replace
from decimal import Decimal

import pytest
from tests.clinical_builders import (
    ADULT,
    ago,
    code_of,
    had,
    knowing,
    look,
    missed,
    only,
    product,
    rule_row,
    tiers,
    wanted,
)

from dispensary.domain.clinical.case import CheckItem, HistoryItem
from dispensary.domain.clinical.findings import Tier
from dispensary.domain.clinical.identity import BrandRule, LookAlike, StrengthRule, check_identity
from dispensary.domain.clinical.medicines import Reach
from dispensary.domain.dictionary import Kind, Pack, Resolved
from dispensary.domain.identifiers import IssueKey, PrescriptionId

AMLODIPINE = product("Amlodipine 5mg tablets", "amlodipine 5 mg")
ATENOLOL = product("Atenolol 50mg tablets", "atenolol 50 mg")
RAMIPRIL = product("Ramipril 5mg capsules", "ramipril 5 mg")
DEPOT = product("Zuclopenthixol decanoate 200mg/1ml", "zuclopenthixol 200 mg", routes=("Intramuscular",))
ACUTE = product("Zuclopenthixol acetate 50mg/1ml", "zuclopenthixol 50 mg", routes=("Intramuscular",))
KNOWLEDGE = knowing(
    [
        LookAlike(rule_row("names"), "am", "at", "", "", "amLODIPine", "aTENolol", Tier.INFORM, "Read it."),
        LookAlike(rule_row("salts"), "zu", "zu", "decanoate", "acetate", "z DEC", "z ACET", Tier.INFORM, "Read."),
        LookAlike(rule_row("lost"), "am", "nobody", "", "", "amLODIPine", "NIMO", Tier.INFORM, "Read it."),
        StrengthRule(rule_row("strength"), frozenset({"high", "many"}), frozenset({"many"}), Decimal(2), Tier.REASON,
                     "meant?", "Ask."),
        BrandRule(rule_row("brand"), frozenset({"brands"}), Reach.SYSTEMIC, (), ("epilep",), Tier.REASON, "one maker",
                  "Ask."),
        BrandRule(rule_row("release"), frozenset({"slow"}), Reach.SYSTEMIC, ("modified-release",), (), Tier.REASON,
                  "one maker", "Ask."),
    ],
    am="amlodipine", at="atenolol", zu="zuclopenthixol", high="apixaban digoxin insulin morphine oddity",
    many="warfarin", brands="carbamazepine", slow="diltiazem",
)  # fmt: skip
NAMES = knowing(KNOWLEDGE.rules(LookAlike)[:2], am="amlodipine", at="atenolol", zu="zuclopenthixol")


def found(item: CheckItem, *history: HistoryItem, **more: object) -> dict[str, str]:
    return tiers(look(check_identity, item, history=history, knowledge=KNOWLEDGE, **more))


def names(item: CheckItem, *history: HistoryItem) -> dict[str, str]:
    return tiers(look(check_identity, item, history=history, knowledge=NAMES))


# --- names -----------------------------------------------------------------------------------------------------------


def test_a_look_alike_is_named_when_new_or_when_the_other_was_supplied() -> None:
    assert names(wanted(AMLODIPINE), had(RAMIPRIL)) == {"names": "inform"}
    assert names(wanted(AMLODIPINE), had(AMLODIPINE)) == {}
    assert names(wanted(AMLODIPINE), had(AMLODIPINE, supplied_on=ago(500))) == {}
    assert names(wanted(AMLODIPINE), had(AMLODIPINE), had(ATENOLOL)) == {"names": "inform"}
    assert names(wanted(ATENOLOL), had(AMLODIPINE)) == {"names": "inform"}
    assert names(wanted(RAMIPRIL), had(AMLODIPINE)) == {}


def test_the_message_has_the_letters_that_differ() -> None:
    finding = only(look(check_identity, wanted(AMLODIPINE), history=(had(ATENOLOL),), knowledge=NAMES))
    assert finding.message == (
        "Amlodipine 5mg tablets: amLODIPine is easily taken for aTENolol, which was supplied before."
    )
    new = only(look(check_identity, wanted(AMLODIPINE), history=(had(RAMIPRIL),), knowledge=NAMES))
    assert new.message.endswith(", and it is new here.")


def test_without_any_history_nobody_knows_whether_it_is_new() -> None:
    outcome = look(check_identity, wanted(AMLODIPINE), knowledge=NAMES)
    assert outcome.findings == ()
    assert missed(outcome) == ["nothing supplied before is on record, so whether amLODIPine is new is not known"]
    key = IssueKey(PrescriptionId("24F5DA-A83008-7EFE6Z"))
    own = look(check_identity, wanted(AMLODIPINE, prescription=key), history=(had(RAMIPRIL, prescription=key),),
               knowledge=NAMES)  # fmt: skip
    assert (own.findings, len(missed(own))) == ((), 1)


def test_two_salts_are_told_apart_by_their_words() -> None:
    assert names(wanted(DEPOT), had(ACUTE)) == {"salts": "inform"}
    assert names(wanted(ACUTE), had(DEPOT)) == {"salts": "inform"}
    assert names(wanted(DEPOT), had(DEPOT)) == {}
    tablets = product("Zuclopenthixol 10mg tablets", "zuclopenthixol 10 mg")
    assert names(wanted(tablets), had(DEPOT)) == {}


def test_earlier_medicines_are_known_by_moiety_or_by_words_too() -> None:
    by_moiety = product("Istin", vtm="Amlodipine")
    assert names(wanted(AMLODIPINE), had(by_moiety)) == {}
    assert names(wanted(AMLODIPINE), HistoryItem("amlodipine besilate", supplied_on=ago(3))) == {}


def test_a_set_that_is_missing_is_never_supplied_before() -> None:
    assert found(wanted(AMLODIPINE), had(AMLODIPINE)) == {}


# --- strengths -------------------------------------------------------------------------------------------------------


def apixaban(mg: str) -> Resolved:
    return product(f"Apixaban {mg}mg tablets", f"apixaban {mg} mg")


@pytest.mark.parametrize(
    ("now", "then", "rules"),
    [
        ("5", "2.5", {"strength": "reason"}),
        ("2.5", "5", {"strength": "reason"}),
        ("20", "15", {}),
        ("5", "5", {}),
    ],
)
def test_twice_the_strength_or_half_of_it(now: str, then: str, rules: dict[str, str]) -> None:
    assert found(wanted(apixaban(now), "1 bd", "56"), had(apixaban(then), "1 bd", "56")) == rules
    ordinary = product(f"Ramipril {now}mg", f"ramipril {now} mg")
    assert found(wanted(ordinary, "1 od"), had(product(f"Ramipril {then}mg", f"ramipril {then} mg"), "1 od")) == {}


def test_the_message_says_which_way_and_from_what() -> None:
    finding = only(look(check_identity, wanted(apixaban("5"), "1 bd"), history=(had(apixaban("2.5"), "1 bd"),),
                        knowledge=KNOWLEDGE))  # fmt: skip
    assert finding.message == (
        "Apixaban 5mg tablets: 2 times stronger than Apixaban 2.5mg tablets, supplied last; meant?."
    )
    assert finding.history == (0,)


def test_the_same_dose_in_another_strength_is_no_change() -> None:
    assert found(wanted(apixaban("5"), "1 bd"), had(apixaban("2.5"), "2 bd")) == {}
    assert found(wanted(apixaban("5"), "wibble"), had(apixaban("2.5"), "2 bd")) == {"strength": "reason"}


def test_the_last_supply_counts_and_strengths_taken_together_do_not() -> None:
    newer, older = had(apixaban("2.5"), "1 bd"), had(apixaban("5"), "1 bd", supplied_on=ago(60))
    assert found(wanted(apixaban("5"), "1 bd"), newer, older) == {}
    other = had(apixaban("10"), "1 bd", supplied_on=ago(60))
    assert found(wanted(apixaban("5"), "1 bd"), newer, other) == {"strength": "reason"}
    assert (
        "2.5mg"
        in only(
            look(check_identity, wanted(apixaban("5"), "1 bd"), history=(other, newer), knowledge=KNOWLEDGE)
        ).message
    )
    undated = replace(newer, supplied_on=None)
    assert found(wanted(apixaban("5"), "1 bd"), undated) == {"strength": "reason"}


def test_what_is_usual_in_several_strengths_and_what_was_never_had() -> None:
    one, five = product("Warfarin 1mg", "warfarin 1 mg"), product("Warfarin 5mg", "warfarin 5 mg")
    assert found(wanted(five, "1 od"), had(one, "1 od")) == {}
    assert found(wanted(apixaban("5"), "1 bd"), had(RAMIPRIL)) == {}


def test_concentrations_are_compared_in_their_own_unit() -> None:
    pen = {"unit": "pen", "routes": ("Subcutaneous",)}
    weak = product("Insulin 100units/ml", "insulin 100 unit in 1 ml", **pen)
    strong = product("Insulin 300units/ml", "insulin 300 unit in 1 ml", **pen)
    assert found(wanted(strong, "20 units on"), had(weak, "10 units on")) == {"strength": "reason"}
    vial = product("Insulin vial", "insulin 100 unit", **pen)
    assert found(wanted(strong, "20 units on"), had(vial, "10 units on")) == {}
    unknown = CheckItem("Insulin", ingredient="insulin")
    assert found(unknown, HistoryItem("Insulin 2", ingredient="insulin", supplied_on=ago(2))) == {}
    zero = product("Digoxin 0mg", "digoxin 0 mg")
    assert found(wanted(zero, "1 od"), had(product("Digoxin 1mg", "digoxin 1 mg"), "1 od")) == {}


def test_another_release_is_another_line() -> None:
    plain = product("Morphine 10mg tablets", "morphine 10 mg")
    slow = product("Morphine 30mg modified-release tablets", "morphine 30 mg")
    assert found(wanted(slow, "1 bd"), had(plain, "1 bd")) == {}


# --- brands ----------------------------------------------------------------------------------------------------------


def carbamazepine(maker: str | None = None) -> Resolved:
    return product("Carbamazepine 200mg tablets", "carbamazepine 200 mg", maker=maker)


def test_another_maker_asks_and_the_same_does_not() -> None:
    assert found(wanted(carbamazepine("Tegretol")), had(carbamazepine("Tegretol"))) == {}
    assert found(wanted(carbamazepine("Curatil")), had(carbamazepine("Tegretol"))) == {"brand": "reason"}
    assert found(wanted(carbamazepine()), had(carbamazepine("Tegretol"))) == {"brand": "reason"}
    assert found(wanted(carbamazepine("Tegretol"))) == {}


def test_where_the_last_maker_is_unknown_it_is_said() -> None:
    outcome = look(check_identity, wanted(carbamazepine()), history=(had(carbamazepine()),), knowledge=KNOWLEDGE)
    assert outcome.findings == ()
    assert missed(outcome) == ["one maker; the record does not say which was supplied last"]


@pytest.mark.parametrize(
    ("conditions", "tier"),
    [(None, "reason"), ((), "reason"), (("Epilepsy",), "reason"), (("Trigeminal neuralgia",), "inform")],
)
def test_for_another_condition_it_only_informs(conditions: tuple[str, ...] | None, tier: str) -> None:
    person = replace(ADULT, conditions=conditions)
    item, before = wanted(carbamazepine("Curatil")), had(carbamazepine("Tegretol"))
    assert found(item, before, patient=person) == {"brand": tier}


def test_a_pack_names_its_maker_too() -> None:
    branded = carbamazepine("Tegretol").actual
    assert branded is not None
    pack = Pack(code_of("pack of 84"), "84 tablets", branded.virtual, None, branded)
    held = Resolved(pack.code, pack.code, Kind.AMPP, pack.name, pack=pack)
    assert found(wanted(carbamazepine("Curatil")), had(held)) == {"brand": "reason"}
    assert found(wanted(carbamazepine("Tegretol")), had(held)) == {}


def test_a_brand_may_be_known_by_its_written_name_alone() -> None:
    tegretol = HistoryItem("Tegretol 200mg tablets", ingredient="carbamazepine", supplied_on=ago(20))
    generic = HistoryItem("Carbamazepine 200mg tablets", ingredient="carbamazepine", supplied_on=ago(20))
    item = CheckItem("Curatil 200mg tablets", ingredient="carbamazepine")
    assert found(item, tegretol) == {"brand": "reason"}
    assert found(item, generic) == {}


@pytest.mark.parametrize(
    ("name", "form", "rules"),
    [
        ("Diltiazem 120mg modified-release capsules", None, {"release": "reason"}),
        ("Diltiazem 90mg", "Modified-release capsule", {"release": "reason"}),
        ("Diltiazem 60mg tablets", "Tablet", {}),
    ],
)
def test_only_the_forms_that_matter(name: str, form: str | None, rules: dict[str, str]) -> None:
    adizem, tildiem = (product(name, "diltiazem 60 mg", maker=each, form=form) for each in ("Adizem", "Tildiem"))
    assert found(wanted(adizem), had(tildiem)) == rules


def test_only_the_way_of_taking_it_that_matters() -> None:
    cream = product("Carbamazepine cream", "carbamazepine 1 mg", routes=("Cutaneous",), maker="One")
    other = product("Carbamazepine cream", "carbamazepine 1 mg", routes=("Cutaneous",), maker="Other")
    assert found(wanted(cream), had(other)) == {}
    bare = CheckItem("Adizem MR modified-release", ingredient="diltiazem")
    assert found(bare, HistoryItem("Tildiem modified-release", ingredient="diltiazem", supplied_on=ago(3))) == {
        "release": "reason"
    }


def test_what_is_not_in_the_dictionary_is_left_to_the_engine_to_say() -> None:
    assert found(CheckItem("Imported")) == {}
