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
    assert unmapped >= {"allergy", "interaction", "dose", "duplicate", "age", "pregnancy", "renal", "disease"}
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


@given(st.lists(names, max_size=4), st.lists(names, max_size=4))
def test_the_tier_is_the_highest_of_the_findings(items: list[str], history: list[str]) -> None:
    reply = ask([{"name": name} for name in items], history=[{"name": name} for name in history])
    ranks = [Tier(each["tier"]).rank for each in reply["findings"]]
    assert Tier(reply["tier"]).rank == max(ranks, default=0)
    assert all(0 <= place < len(items) for each in reply["findings"] for place in each["items"])
