"""One substance, however it is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispensary.domain.clinical.substances import Substance, normal
from dispensary.domain.identifiers import SnomedCode


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Codeine phosphate", "codeine"),
        ("CODEINE PHOSPHATE HEMIHYDRATE", "codeine"),
        ("Amlodipine besilate", "amlodipine"),
        ("Levothyroxine sodium anhydrous", "levothyroxine"),
        ("Sodium valproate", "valproate"),
        ("Valproic acid", "valproate"),
        ("Valproate semisodium", "valproate"),
        ("Alendronic acid", "alendronate"),
        ("Alendronate sodium", "alendronate"),
        ("Potassium clavulanate", "clavulanate"),
        ("Clavulanic acid", "clavulanate"),
        ("Sodium fusidate", "fusidate"),
        ("Fusidic acid", "fusidate"),
        ("Candesartan cilexetil", "candesartan"),
        ("Mycophenolate mofetil", "mycophenolate"),
        ("Perindopril tert-butylamine", "perindopril"),
        ("Dabigatran etexilate mesilate", "dabigatran"),
        ("Ferrous fumarate", "iron"),
        ("Lithium carbonate", "lithium"),
        ("Potassium chloride", "potassium"),
        ("Acetylsalicylic acid", "aspirin"),
        ("Acetaminophen", "paracetamol"),
        ("St. John’s wort", "st john's wort"),
        ("sacubitril (with valsartan)", "sacubitril"),
        ("Benzathine benzylpenicillin", "benzylpenicillin"),
        ("Isosorbide mononitrate", "isosorbide mononitrate"),
    ],
)
def test_salts_esters_and_old_names_come_to_one_word(written: str, name: str) -> None:
    assert normal(written) == name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hyoscine butylbromide", "Hyoscine hydrobromide"),
        ("Prednisolone", "Methylprednisolone"),
        ("Folic acid", "Calcium folinate"),
        ("Isosorbide mononitrate", "Isosorbide dinitrate"),
        ("Sulfasalazine", "Sulfadiazine"),
        ("Insulin glargine", "Insulin aspart"),
    ],
)
def test_medicines_that_differ_in_use_stay_apart(one: str, other: str) -> None:
    assert normal(one) != normal(other)


words = st.sampled_from(
    ["sodium", "potassium", "calcium", "valproate", "valproic", "acid", "phosphate", "codeine", "(as salt)",
     "anhydrous", "ferrous", "sulfate", "salicylic", "acetylsalicylic", "chloride", "St John's", "wort"]
)  # fmt: skip


@given(st.lists(words, min_size=1, max_size=5).map(" ".join))
def test_the_normal_form_is_its_own_normal_form(name: str) -> None:
    assert normal(normal(name)) == normal(name)


@given(st.text(max_size=40))
def test_any_text_has_a_normal_form(text: str) -> None:
    once = normal(text)
    assert once == normal(once)
    assert once == once.strip()


def test_a_substance_keeps_its_code() -> None:
    code = SnomedCode("387517004")
    assert Substance.of("Paracetamol", code) == Substance("paracetamol", code)
