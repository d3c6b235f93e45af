"""`dispensary check`: the public shape of a case and of its answer."""

import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispensary.adapters.knowledge.clinical import ClinicalKnowledge
from dispensary.cli.check import UnreadableCase, answer, read_case
from dispensary.domain.clinical.case import Supply
from dispensary.domain.clinical.findings import Cause, Check, Tier
from dispensary.domain.dictionary import Found, Ingredient, Kind, Pack, PackCode, Release, Resolved, VirtualProduct
from dispensary.domain.dose.reading import DoseReading
from dispensary.domain.identifiers import Gtin, SnomedCode
from dispensary.domain.prescription import Treatment
from dispensary.domain.quantity import Quantity

KNOWLEDGE = ClinicalKnowledge().clinical()
_STRENGTH = re.compile(r"(?P<name>[A-Za-z -]+?) (?P<value>[\d.]+)(?P<unit>mg|microgram)")


@dataclass
class TinyDictionary:
    """Reads products out of names such as "Naproxen 500mg tablets"; knows nothing else."""

    known: dict[str, Resolved] = field(default_factory=dict)

    def add(self, name: str, *, route: str = "Oral", parts: tuple[str, ...] = ()) -> "TinyDictionary":
        code = SnomedCode(str(1000 + len(self.known)))
        held = []
        for part in parts or (name,):
            found = _STRENGTH.match(part)
            assert found is not None
            strength = Quantity(Decimal(found["value"]), found["unit"])
            held.append(Ingredient(SnomedCode(f"9{code.value}"), found["name"], strength))
        virtual = VirtualProduct(code, name, ingredients=tuple(held), routes=(route,), unit="tablet")
        self.known[name] = Resolved(code, code, Kind.VMP, name, virtual=virtual)
        return self

    def release(self) -> Release:
        return Release("tiny", date(2026, 11, 1), {})

    def resolve(self, code: SnomedCode) -> Resolved:
        return next((each for each in self.known.values() if each.current == code), Resolved(code, code))

    def by_name(self, name: str) -> Resolved | None:
        return self.known.get(name)

    def packs_of(self, code: SnomedCode) -> tuple[Pack, ...]:
        return ()

    def packs_with(self, gtin: Gtin) -> tuple[PackCode, ...]:
        return ()

    def search(self, text: str, limit: int = 20) -> tuple[Found, ...]:
        return ()

    def moiety_named(self, name: str) -> Found | None:
        return None

    def products_of(self, moiety: SnomedCode) -> tuple[Found, ...]:
        return ()

    def ingredient(self, name: str) -> tuple[SnomedCode, str] | None:
        return (SnomedCode("777"), "Warfarin sodium") if name.lower() == "warfarin" else None


DICTIONARY = (
    TinyDictionary()
    .add("Naproxen 500mg tablets")
    .add("Warfarin 3mg tablets")
    .add("Paracetamol 500mg tablets")
    .add("Co-codamol 30mg/500mg tablets", parts=("Codeine phosphate 30mg", "Paracetamol 500mg"))
    .add("Amoxicillin 500mg capsules")
    .add("Methotrexate 2.5mg tablets")
    .add("Diclofenac 1mg gel", route="Cutaneous")
)
READINGS = {
    "2 qds": DoseReading("2 qds", True, Decimal(2), Decimal(2), None, Decimal(4), Decimal(4), Decimal(8)),
    "6 tablets daily": DoseReading(
        "6 tablets daily", True, Decimal(6), Decimal(6), "tablet", Decimal(1), Decimal(1), Decimal(6)
    ),
}


def read_dose(text: str, unit: str | None) -> DoseReading:
    return READINGS.get(text, DoseReading(text, unit=unit))


def ask(items: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    case = {"today": "2026-11-21", "patient": {"age_years": 45, "no_known_allergies": True}, "items": items, **more}
    return answer(case, DICTIONARY, KNOWLEDGE, read_dose)


def checks(reply: dict[str, Any], tier: str) -> set[str]:
    return {each["check"] for each in reply["findings"] if each["tier"] == tier}


def test_the_answer_has_the_public_shape() -> None:
    reply = ask(
        [{"name": "Naproxen 500mg tablets", "directions": "1 bd"}],
        history=[
            {"name": "Warfarin 3mg tablets", "directions": "as directed", "supplied_on": "2026-11-01", "days": 28}
        ],
    )
    assert set(reply) == {"tier", "findings", "not_checked"}
    assert reply["tier"] == "stop"
    (finding,) = [each for each in reply["findings"] if each["check"] == "interaction"]
    assert list(finding) == ["check", "rule", "tier", "items", "history", "message", "action", "source"]
    assert (finding["items"], finding["history"]) == ([0], [0])
    assert "bleeding" in finding["message"]
    for missed in reply["not_checked"]:
        assert list(missed) == ["check", "items", "cause", "why"]
        assert missed["cause"] in {cause.value for cause in Cause}
        assert missed["check"] in {check.value for check in Check}


def test_a_gel_instead_of_a_tablet_only_informs() -> None:
    reply = ask([{"name": "Diclofenac 1mg gel"}], history=[{"name": "Warfarin 3mg tablets", "days": 28}])
    assert reply["tier"] == "inform"


@pytest.mark.parametrize(
    "item",
    [
        {"code": "1000"},
        {"name": "Naproxen 500mg tablets"},
        {"code": "424242", "name": "Naproxen 500mg tablets"},
        {"ingredient": "naproxen"},
        {"name": "naproxen sodium"},
    ],
)
def test_a_product_comes_by_code_by_name_or_as_a_bare_ingredient(item: dict[str, Any]) -> None:
    assert "interaction" in checks(ask([item, {"ingredient": "Warfarin"}]), "stop")


def test_a_product_that_nobody_knows_is_unmapped_in_every_check_that_ran() -> None:
    reply = ask([{"name": "Imported drops", "directions": "1 od"}])
    unmapped = {each["check"] for each in reply["not_checked"] if each["cause"] == "unmapped"}
    ran = set(Check) - {each["check"] for each in reply["not_checked"] if each["cause"] == "failed"}
    assert unmapped == ran - {"refill", "quantity", "legal"}
    assert reply["tier"] == "none"


def test_daily_methotrexate_stops() -> None:
    assert "dose" in checks(ask([{"name": "Methotrexate 2.5mg tablets", "directions": "6 tablets daily"}]), "stop")


def test_paracetamol_is_summed_over_products() -> None:
    alone = ask([{"name": "Paracetamol 500mg tablets", "directions": "2 qds"}])
    assert alone["tier"] == "none"
    both = ask(
        [{"name": "Paracetamol 500mg tablets", "directions": "2 qds"}],
        history=[
            {"name": "Co-codamol 30mg/500mg tablets", "directions": "2 qds", "supplied_on": "2026-11-10", "days": 28}
        ],
    )
    assert "dose" in checks(both, "stop")


def test_unread_directions_are_not_checked() -> None:
    reply = ask([{"name": "Paracetamol 500mg tablets", "directions": "two three a few"}])
    assert ("dose", "unread-dose") in {(each["check"], each["cause"]) for each in reply["not_checked"]}


@pytest.mark.parametrize(
    ("patient", "tier"),
    [
        ({"allergies": [{"substance": "penicillin", "severity": "anaphylaxis"}]}, "stop"),
        ({"allergies": [{"substance": "penicillin", "status": "refuted"}], "no_known_allergies": True}, "none"),
        ({"allergies": [{"substance": "Warfarin"}]}, "none"),
        ({}, "none"),
        (None, "none"),
    ],
)
def test_allergies_of_a_case(patient: dict[str, Any] | None, tier: str) -> None:
    reply = answer(
        {"today": "2026-11-21", "patient": patient, "items": [{"name": "Amoxicillin 500mg capsules"}]},
        DICTIONARY,
        KNOWLEDGE,
        read_dose,
    )
    assert reply["tier"] == tier
    not_asked = [each for each in reply["not_checked"] if (each["check"], each["cause"]) == ("allergy", "unknown-fact")]
    assert bool(not_asked) is (not patient)


def test_every_key_of_the_interface_is_read() -> None:
    case = read_case(
        {
            "today": "2026-11-21",
            "patient": {
                "birth_date": "1981-02-03", "sex": "F", "weight_kg": "61.5", "weight_date": "2026-10-01", "egfr": "50",
                "egfr_date": "2026-09-01", "crcl": 48, "pregnant": False, "breastfeeding": None,
                "ppp_date": "2026-02-01", "palliative": True, "gestation_weeks": None, "conditions": ["asthma"],
                "results": [{"test": "INR", "value": "2.4", "date": "2026-11-01"}],
            },
            "items": [
                {
                    "name": "Naproxen 500mg tablets", "directions": "1 bd", "quantity": "28", "days": 14,
                    "signed_on": "2026-11-20", "prescription_status": "0002", "line_status": "0008", "treatment": "erd",
                    "issue": 2, "cd_quantity_words": "", "supply": "private", "emergency": True,
                }
            ],
            "history": [{"name": "Warfarin 3mg tablets", "times_supplied": 0, "quantity": "56"}],
        },
        DICTIONARY,
        read_dose,
    )  # fmt: skip
    item, supplied = case.items[0], case.history[0]
    assert case.patient.age_on(case.today) == 45
    assert (case.patient.weight_kg, case.patient.crcl, case.patient.pregnant) == (Decimal("61.5"), Decimal(48), False)
    assert case.patient.results[0].value == Decimal("2.4")
    assert (item.quantity, item.days, item.signed_on) == (Decimal(28), 14, date(2026, 11, 20))
    assert (item.treatment, item.issue, item.supply, item.emergency) == (Treatment.ERD, 2, Supply.PRIVATE, True)
    assert (item.cd_quantity_words, item.prescription_status, item.line_status) == ("", "0002", "0008")
    assert (supplied.times_supplied, supplied.quantity, supplied.supplied_on) == (0, Decimal(56), None)


def test_a_missing_key_is_the_same_as_null() -> None:
    case = read_case({"today": "2026-11-21", "items": [{}]}, DICTIONARY, read_dose)
    assert case.items[0].cd_quantity_words is None
    assert case.items[0].dose is None
    assert case.patient.allergies is None
    assert case.patient.conditions is None


@pytest.mark.parametrize(
    "case",
    [
        {},
        {"today": "21/11/2026"},
        {"today": 20261121},
        {"today": "2026-11-21", "items": {"name": "x"}},
        {"today": "2026-11-21", "items": ["x"]},
        {"today": "2026-11-21", "items": [{"quantity": "many"}]},
        {"today": "2026-11-21", "items": [{"days": "2.5"}]},
        {"today": "2026-11-21", "items": [{"supply": "gift"}]},
        {"today": "2026-11-21", "items": [{"emergency": "yes"}]},
        {"today": "2026-11-21", "items": [{"name": 5}]},
        {"today": "2026-11-21", "patient": {"sex": "X"}},
        {"today": "2026-11-21", "patient": {"allergies": [{}]}},
        {"today": "2026-11-21", "patient": {"results": [{"test": "INR"}]}},
        {"today": "2026-11-21", "patient": []},
    ],
)
def test_a_case_of_the_wrong_shape_says_which_key(case: dict[str, Any]) -> None:
    with pytest.raises(UnreadableCase):
        answer(case, DICTIONARY, KNOWLEDGE, read_dose)


names = st.sampled_from([*DICTIONARY.known, "Imported drops", "warfarin", "clarithromycin", "simvastatin"])


WHOLE = {"name": "Paracetamol 500mg tablets", "directions": "2 qds"}


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"items": [{**WHOLE, "quantity": "-100"}]}, "quantity should be more than 0, and not -100"),
        ({"items": [{**WHOLE, "quantity": "0"}]}, "quantity should be more than 0, and not 0"),
        ({"items": [{**WHOLE, "days": -28}]}, "days should be at least 1, and not -28"),
        ({"items": [{**WHOLE, "issue": 0}]}, "issue should be at least 1, and not 0"),
        ({"patient": {"weight_kg": "-70"}}, "weight_kg should be between 0.3 and 500 kg, and not -70"),
        ({"patient": {"weight_kg": "7000"}}, "weight_kg should be between"),
        ({"patient": {"egfr": "-5"}}, "egfr should be between 1 and 250 ml/min, and not -5"),
        ({"patient": {"crcl": "0"}}, "crcl should be between"),
        ({"patient": {"age_years": 400}}, "age_years should be between 0 and 130, and not 400"),
        ({"patient": {"age_years": -1}}, "age_years should be between"),
        ({"patient": {"gestation_weeks": 60}}, "gestation_weeks should be between 0 and 45"),
        ({"patient": {"birth_date": "2026-11-22"}}, "birth_date should not be later than today"),
        ({"patient": {"birth_date": "1789-07-14"}}, "birth_date should not be more than 130 years ago"),
        ({"patient": {"egfr": "60", "egfr_date": "2027-01-01"}}, "egfr_date should not be later than today"),
        ({"patient": {"ppp_date": "2027-01-01"}}, "ppp_date should not be later than today"),
        ({"patient": {"results": [{"test": "INR", "value": "2", "date": "2027-01-01"}]}}, "date should not be later"),
        ({"history": [{**WHOLE, "supplied_on": "2026-11-22"}]}, "supplied_on should not be later than today"),
        ({"history": [{**WHOLE, "times_supplied": -4}]}, "times_supplied should be at least 0, and not -4"),
        ({"history": [{**WHOLE, "days": 0}]}, "days should be at least 1"),
        ({"history": [{**WHOLE, "quantity": "-1"}]}, "quantity should be more than 0"),
    ],
)
def test_a_figure_that_nobody_can_have_is_named_and_never_reckoned_with(wrong: dict[str, Any], said: str) -> None:
    case = {"today": "2026-11-21", "patient": {}, "items": [WHOLE], **wrong}
    with pytest.raises(UnreadableCase, match=re.escape(said)):
        answer(case, DICTIONARY, KNOWLEDGE, read_dose)


@pytest.mark.parametrize(
    "sound",
    [
        {"patient": {"birth_date": "2026-11-21", "weight_kg": "0.9", "egfr": "1", "egfr_date": "2026-11-21"}},
        {"patient": {"age_years": 0}},
        {"patient": {"age_years": 112, "weight_kg": "260", "egfr": "140", "crcl": "280"}},
        {"history": [{**WHOLE, "supplied_on": "2026-11-21", "times_supplied": 0, "days": 1, "quantity": "0.5"}]},
        {"items": [{**WHOLE, "signed_on": "2026-12-24"}]},
    ],
)
def test_an_unusual_figure_is_taken(sound: dict[str, Any]) -> None:
    """A prescription may be dated ahead: the check of the law speaks of it."""
    case = {"today": "2026-11-21", "patient": {}, "items": [WHOLE], **sound}
    assert "tier" in answer(case, DICTIONARY, KNOWLEDGE, read_dose)


@given(st.lists(names, max_size=4), st.lists(names, max_size=4))
def test_the_tier_is_the_highest_of_the_findings(items: list[str], history: list[str]) -> None:
    reply = ask([{"name": name} for name in items], history=[{"name": name} for name in history])
    ranks = [Tier(each["tier"]).rank for each in reply["findings"]]
    assert Tier(reply["tier"]).rank == max(ranks, default=0)
    assert all(0 <= place < len(items) for each in reply["findings"] for place in each["items"])


@pytest.mark.parametrize("iron", ["Ferrous fumarate 210mg tablets", "Ferrous sulfate 200mg tablets"])
def test_iron_is_iron_whatever_acid_it_comes_with(iron: str) -> None:
    reply = ask([{"name": iron, "directions": "1 od"}], history=[{"name": "Levothyroxine sodium 50microgram tablets"}])
    assert [each for each in reply["findings"] if each["check"] == "interaction"]
