"""Names of products as people write them: what they say, and whether one may be the other."""

import pytest

from dispensary.domain.product_words import ProductWords


def words(name: str) -> ProductWords:
    found = ProductWords.of(name)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("written", "held"),
    [
        ("Quetiapine 50mg MR tabs", "Quetiapine 50mg modified-release tablets"),
        ("Levothyroxine 100 mcg", "Levothyroxine sodium 100microgram tablets"),
        ("Fentanyl 25 micrograms/hr patch", "Fentanyl 25micrograms/hour transdermal patches"),
        ("Colecalciferol 20000 units caps", "Colecalciferol 20,000unit capsules"),
        ("Aspirin 75mg enteric coated tablets", "Aspirin 75mg gastro-resistant tablets"),
        ("Morphine 10mg MR", "Morphine 10mg modified-release capsules"),
    ],
)
def test_one_product_in_other_words(written: str, held: str) -> None:
    assert words(written).may_mean(words(held))


@pytest.mark.parametrize(
    ("written", "held"),
    [
        ("Quetiapine 50mg tabs", "Quetiapine 50mg modified-release tablets"),
        ("Quetiapine 50mg MR tabs", "Quetiapine 50mg tablets"),
        ("Quetiapine 5mg tablets", "Quetiapine 50mg tablets"),
        ("Quetiapine 50mg tablets", "Clozapine 50mg tablets"),
        ("Diclofenac 50mg", "Diclofenac 50mg suppositories"),
        ("Digoxin 250mg tablets", "Digoxin 250microgram tablets"),
        ("Morphine 10mg tablets", "Morphine 10mg capsules"),
        ("Morphine 10mg", "Morphine 10mg/5ml oral solution"),
    ],
)
def test_another_strength_form_release_or_substance_is_another_product(written: str, held: str) -> None:
    assert not words(written).may_mean(words(held))


@pytest.mark.parametrize(
    "name",
    ["Diazepam", "Diazepam tablets", "5mg tablets", "Ramipril and Felodipine 5mg", "Losartan 50mg + Indapamide",
     "Co-codamol 30mg/500mg tablets", "Diazepam 5mg 28", ""],
)  # fmt: skip
def test_what_is_not_one_substance_with_one_strength_says_nothing(name: str) -> None:
    assert ProductWords.of(name) is None
