"""What the law asks of a prescription for a controlled drug, each requirement from both sides."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.clinical_builders import ago, knowing, look, missed, only, product, rule_row, tiers, wanted

from dispensary.domain.clinical.case import CheckItem, Supply
from dispensary.domain.clinical.controlled import CdKind, CdRule, check_controlled
from dispensary.domain.clinical.findings import Tier
from dispensary.domain.clinical.knowledge import Status
from dispensary.domain.clinical.number_words import has_number_words, number_in
from dispensary.domain.dictionary import ControlledDrug
from dispensary.domain.prescription import Treatment

STRICT, ALL = frozenset({1, 2, 3}), frozenset({1, 2, 3, 4})
KNOWLEDGE = knowing(
    [
        CdRule(rule_row("expired"), CdKind.EXPIRED, ALL, Tier.STOP, "28 days", "Do not supply."),
        CdRule(rule_row("repeat"), CdKind.REPEAT_DISPENSING, STRICT, Tier.STOP, "Not on one", "Do not supply."),
        CdRule(rule_row("no-words"), CdKind.NO_WORDS, STRICT, Tier.STOP, "Words and figures", "Add them."),
        CdRule(rule_row("differ"), CdKind.WORDS_DIFFER, STRICT, Tier.STOP, "One quantity", "Ask."),
        CdRule(rule_row("no-dose"), CdKind.NO_DOSE, STRICT, Tier.STOP, "A dose", "Do not supply."),
        CdRule(rule_row("long"), CdKind.LONG, ALL, Tier.REASON, "30 days", "Ask.", Decimal(30)),
    ]
)
_NAMES = {
    ControlledDrug.SCHEDULE_2: "Morphine 10mg tablets",
    ControlledDrug.SCHEDULE_3: "Tramadol 50mg capsules",
    ControlledDrug.SCHEDULE_3_TEMAZEPAM: "Temazepam 10mg tablets",
    ControlledDrug.SCHEDULE_4_BENZODIAZEPINE: "Diazepam 5mg tablets",
    ControlledDrug.SCHEDULE_4_ANABOLIC: "Testosterone 50mg capsules",
    ControlledDrug.SCHEDULE_5: "Codeine 30mg tablets",
    ControlledDrug.NONE: "Paracetamol 500mg tablets",
    None: "Something new 5mg tablets",
}


def of(drug: ControlledDrug | None, directions: str = "1 od", quantity: str | None = "28", **more: object) -> CheckItem:
    more.setdefault("signed_on", ago(1))
    more.setdefault("cd_quantity_words", "twenty eight")
    name = _NAMES[drug]
    return wanted(product(name, f"{name.split()[0].lower()} 5 mg", drug=drug), directions, quantity, **more)


def found(item: CheckItem) -> dict[str, str]:
    return tiers(look(check_controlled, item, knowledge=KNOWLEDGE))


@pytest.mark.parametrize("drug", list(_NAMES))
def test_a_sound_prescription_says_nothing(drug: ControlledDrug | None) -> None:
    assert found(of(drug)) == {}


@pytest.mark.parametrize(("days", "late"), [(27, False), (28, False), (29, True), (40, True)])
def test_28_days_from_the_day_of_signing(days: int, late: bool) -> None:
    for drug in (ControlledDrug.SCHEDULE_2, ControlledDrug.SCHEDULE_3, ControlledDrug.SCHEDULE_4_BENZODIAZEPINE):
        assert found(of(drug, signed_on=ago(days))) == ({"expired": "stop"} if late else {})
    assert found(of(ControlledDrug.SCHEDULE_5, signed_on=ago(days))) == {}
    assert found(of(ControlledDrug.NONE, signed_on=ago(days))) == {}


def test_the_message_says_until_when() -> None:
    finding = only(look(check_controlled, of(ControlledDrug.SCHEDULE_2, signed_on=ago(40)), knowledge=KNOWLEDGE))
    assert finding.message == (
        "Morphine 10mg tablets: the prescription of 12 October 2026 could be dispensed until 9 November 2026. 28 days."
    )


def test_repeat_dispensing_is_closed_to_schedule_2_and_3() -> None:
    erd = {"treatment": Treatment.ERD, "issue": 2}
    assert found(of(ControlledDrug.SCHEDULE_3, **erd)) == {"repeat": "stop"}
    assert found(of(ControlledDrug.SCHEDULE_3, treatment=Treatment.REPEAT)) == {}
    assert found(of(ControlledDrug.SCHEDULE_4_BENZODIAZEPINE, **erd)) == {}


def test_the_first_issue_of_schedule_4_within_28_days_and_the_next_within_the_year() -> None:
    item = of(ControlledDrug.SCHEDULE_4_BENZODIAZEPINE, treatment=Treatment.ERD, issue=1, signed_on=ago(30))
    assert found(item) == {"expired": "stop"}
    assert found(replace(item, issue=None)) == {"expired": "stop"}
    assert found(replace(item, issue=2)) == {}
    assert found(replace(item, issue=2, signed_on=ago(370))) == {"expired": "stop"}


@pytest.mark.parametrize(
    ("words", "quantity", "rules"),
    [
        ("twenty eight", "28", {}),
        ("Twenty-eight (28) tablets", "28", {}),
        ("", "28", {"no-words": "stop"}),
        ("28", "28", {"no-words": "stop"}),
        ("28 tablets", "28", {"no-words": "stop"}),
        ("fifty six", "28", {"differ": "stop"}),
        ("two hundred and fifty", "250", {"long": "reason"}),
    ],
)
def test_the_quantity_in_words_and_figures(words: str, quantity: str, rules: dict[str, str]) -> None:
    assert found(of(ControlledDrug.SCHEDULE_3_TEMAZEPAM, quantity=quantity, cd_quantity_words=words)) == rules
    relaxed = of(ControlledDrug.SCHEDULE_4_BENZODIAZEPINE, quantity=quantity, cd_quantity_words=words)
    assert found(relaxed) == {rule: tier for rule, tier in rules.items() if rule == "long"}


@pytest.mark.parametrize(
    ("directions", "rules"),
    [
        ("as directed", {"no-dose": "stop"}),
        ("when required", {"no-dose": "stop"}),
        ("1 as directed", {}),
        ("1 prn", {}),
        ("1 bd", {}),
        ("wibble", {}),
    ],
)
def test_a_dose_must_stand_there(directions: str, rules: dict[str, str]) -> None:
    assert found(of(ControlledDrug.SCHEDULE_2, directions, days=28)) == rules
    assert found(of(ControlledDrug.SCHEDULE_4_BENZODIAZEPINE, directions, days=28)) == {}


@pytest.mark.parametrize(
    ("directions", "quantity", "days", "long"),
    [
        ("1 od", "30", None, False),
        ("1 od", "31", None, True),
        ("1 bd", "112", 56, True),
        ("1 bd", "112", 28, True),
        ("as directed once", "28", 31, True),
        ("1 every 72 hours", "10", None, False),
        ("1 tds prn", "84", None, False),
    ],
)
def test_more_than_30_days_is_asked_about(directions: str, quantity: str, days: int | None, long: bool) -> None:
    for drug in (ControlledDrug.SCHEDULE_4_ANABOLIC, ControlledDrug.SCHEDULE_4_BENZODIAZEPINE):
        assert found(of(drug, directions, quantity, days=days)) == ({"long": "reason"} if long else {})
    assert found(of(ControlledDrug.SCHEDULE_5, directions, quantity, days=days)) == {}


def test_a_sale_and_an_emergency_have_no_prescription() -> None:
    item = of(ControlledDrug.SCHEDULE_3, signed_on=ago(90), cd_quantity_words="")
    assert found(replace(item, supply=Supply.OTC)) == {}
    assert found(replace(item, emergency=True)) == {}
    assert found(replace(item, supply=Supply.PRIVATE)) == {"expired": "stop", "no-words": "stop"}


def test_every_unknown_fact_is_said_and_none_is_a_finding() -> None:
    item = CheckItem("Morphine", of(ControlledDrug.SCHEDULE_2).product)
    outcome = look(check_controlled, item, knowledge=KNOWLEDGE)
    assert outcome.findings == ()
    assert len(missed(outcome)) == 4
    no_figures = of(ControlledDrug.SCHEDULE_2, quantity=None, days=28)
    assert missed(look(check_controlled, no_figures, knowledge=KNOWLEDGE)) == [
        "the total quantity in figures is not known; in words it is “twenty eight”"
    ]
    odd = of(ControlledDrug.SCHEDULE_2, cd_quantity_words="twenty eight (56)")
    assert "not read" in missed(look(check_controlled, odd, knowledge=KNOWLEDGE))[0]


def test_the_schedule_is_never_taken_from_words() -> None:
    unknown = look(check_controlled, of(None), knowledge=KNOWLEDGE)
    assert missed(unknown) == ["the dictionary does not say whether it is a controlled drug"]
    bare = CheckItem("Morphine", ingredient="morphine")
    known = knowing(KNOWLEDGE.rules(CdRule), opioids="morphine")
    assert missed(look(check_controlled, bare, knowledge=known)) == [
        "no product is named, so its controlled-drug schedule is not known"
    ]
    assert not missed(look(check_controlled, CheckItem("Imported"), knowledge=KNOWLEDGE))


def test_an_unconfirmed_row_does_not_stop() -> None:
    rule = CdRule(rule_row("x", Status.TO_CONFIRM), CdKind.REPEAT_DISPENSING, STRICT, Tier.STOP, "Not so", "Ask.")
    item = of(ControlledDrug.SCHEDULE_2, treatment=Treatment.ERD)
    assert tiers(look(check_controlled, item, knowledge=knowing([rule]))) == {"x": "reason"}


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("fourteen", 14),
        ("fifty-six capsules of 10mg", 56),
        ("a hundred", 100),
        ("one hundred and twelve", 112),
        ("two hundred", 200),
        ("one thousand two hundred and fifty", 1250),
        ("28 (twenty eight)", 28),
        ("two and a half", "2.5"),
        ("two and half", "2.5"),
        ("seventeen point five", "17.5"),
        ("thousand", 1000),
        ("fourty", 40),
        ("one point", 1),
        ("three half tablets", "3.5"),
    ],
)
def test_numbers_in_words(text: str, number: int | str) -> None:
    assert number_in(text) == Decimal(number)


@pytest.mark.parametrize("text", ["", "28", "tablets", "eight twenty", "two two", "28 (fifty six)", "nineteen hundred"])
def test_no_number_is_guessed(text: str) -> None:
    assert number_in(text) is None


_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
)
_ONES_TEXT = (*_ONES.split(), "eighteen", "nineteen")
_TENS_TEXT = ["_", "_", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def _written(number: int) -> str:
    if number < 20:
        return _ONES_TEXT[number]
    if number < 100:
        return f"{_TENS_TEXT[number // 10]} {_ONES_TEXT[number % 10]}" if number % 10 else _TENS_TEXT[number // 10]
    if number < 1000:
        rest = f" and {_written(number % 100)}" if number % 100 else ""
        return f"{_ONES_TEXT[number // 100]} hundred{rest}"
    rest = f" {_written(number % 1000)}" if number % 1000 else ""
    return f"{_written(number // 1000)} thousand{rest}"


@given(st.integers(1, 9999))
def test_every_number_that_is_written_reads_back(number: int) -> None:
    assert number_in(f"{_written(number)} tablets") == number
    assert has_number_words(_written(number))


@given(st.integers(1, 999), st.integers(1, 999))
def test_words_and_figures_agree_only_where_they_are_the_same(words: int, figures: int) -> None:
    item = of(ControlledDrug.SCHEDULE_2, "1 every 2 hours", str(figures), cd_quantity_words=_written(words))
    assert ("differ" in found(item)) == (words != figures)
