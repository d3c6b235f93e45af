"""A written name and the product it means, in the starter dictionary: taken where one thing can be meant, else not."""

from datetime import date

import pytest

from dispensary import bootstrap
from dispensary.application.product_meant import product_meant
from dispensary.cli import check
from dispensary.domain.product_words import ProductWords

DICTIONARY = bootstrap.dictionary(None)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Diazepam 5mg tablets", "Diazepam 5mg tablets"), ("Diazepam 5 mg tabs", "Diazepam 5mg tablets"),
        ("DIAZEPAM 5MG", "Diazepam 5mg tablets"), ("Amlodipine 5mg tablets 28", "Amlodipine 5mg tablets"),
        ("Risedronate 35mg tablets", "Risedronate sodium 35mg tablets"),
        ("Levothyroxine 100mcg tablets", "Levothyroxine sodium 100microgram tablets"),
        ("Sodium valproate 200mg EC tablets", "Sodium valproate 200mg gastro-resistant tablets"),
        ("Morphine sulfate 10mg MR", "Morphine 10mg modified-release tablets"),
        ("Fentanyl 75microgram/hour patches", "Fentanyl 75micrograms/hour transdermal patches"),
        ("Domperidone 1mg/ml susp", "Domperidone 1mg/ml oral suspension sugar free"),
        ("Metformin 500mg", "Metformin 500mg tablets"), ("Tramadol 50mg", "Tramadol 50mg capsules"),
        ("Omeprazole 20mg capsules", "Omeprazole 20mg gastro-resistant capsules"),
        ("Timolol 0.5% eye drops", "Timolol 0.5% eye drops"),
    ],
)  # fmt: skip
def test_a_name_that_can_mean_one_thing_is_that_product(written: str, meant: str) -> None:
    found = product_meant(written, DICTIONARY)
    assert found is not None
    assert found.name == meant


@pytest.mark.parametrize(
    "written",
    [
        "Diazepam", "Diazepam tablets", "Diazepam 3mg tablets", "Diazepam 5mg injection", "Diclofenac 50mg",
        "Ramipril 5mg and Felodipine 5mg tablets", "Losartan 50mg / Hydrochlorothiazide 99mg tablets",
        "Wibblex 5mg tablets", "Fentanyl 100microgram", "Salbutamol 5mg", "Metformin 500mg sustained tablets",
        "Co-codamol 30/500", "Morphine 10mg modified-release suppositories", "5mg tablets", "",
    ],
)  # fmt: skip
def test_a_name_that_can_mean_more_or_nothing_is_no_product(written: str) -> None:
    assert product_meant(written, DICTIONARY) is None


def test_words_are_compared_by_what_they_say() -> None:
    said, held = ProductWords.of("Quetiapine 50mg MR tabs"), ProductWords.of("Quetiapine 50mg modified-release tablets")
    assert said is not None
    assert held is not None
    assert said.may_mean(held)
    plain = ProductWords.of("Quetiapine 50mg tablets")
    assert plain is not None
    assert not plain.may_mean(held)
    assert not said.may_mean(plain)


def test_the_schedule_of_a_loosely_written_name_is_known_to_the_check() -> None:
    item = {"name": "Zopiclone 7.5mg", "directions": "1 on", "treatment": "erd", "issue": 1, "signed_on": "2026-10-10"}
    case = {"today": date(2026, 11, 21).isoformat(), "patient": {"age_years": 45}, "items": [item]}
    answer = check.answer(case, DICTIONARY, bootstrap.knowledge(), bootstrap.dose_reader())
    assert answer["tier"] == "stop"
    assert any(found["check"] == "cd" for found in answer["findings"])
