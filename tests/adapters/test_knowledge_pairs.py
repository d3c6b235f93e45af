"""Pairs of substances against the knowledge that ships: mechanisms by the members of a class, and what stays quiet."""

from datetime import timedelta

import pytest
from tests.clinical_people import TODAY

from dispensary.adapters.knowledge.clinical import ClinicalKnowledge
from dispensary.domain.clinical.case import CheckCase, CheckItem, HistoryItem
from dispensary.domain.clinical.engine import check
from dispensary.domain.clinical.findings import Check, Tier
from dispensary.domain.clinical.substances import normal
from dispensary.domain.patient import ClinicalFacts

KNOWLEDGE = ClinicalKnowledge().clinical()
ADULT = ClinicalFacts(age_years=50, no_known_allergies=True)


def tier(new: str, had: str) -> Tier | None:
    """The worst that is said of the two together, whichever of them is new."""
    found: list[Tier] = []
    for first, second in ((new, had), (had, new)):
        item = CheckItem(first, ingredient=first)
        before = HistoryItem(second, ingredient=second, supplied_on=TODAY - timedelta(days=20))
        result = check(CheckCase(TODAY, ADULT, (item,), (before,)), KNOWLEDGE)
        found += [each.tier for each in result.findings if each.check is Check.INTERACTION]
    return max(found, key=lambda each: each.rank, default=None)


@pytest.mark.parametrize(
    ("new", "had"),
    [
        ("opicapone", "phenelzine"), ("selegiline", "moclobemide"), ("pseudoephedrine", "cabergoline"),
        ("cariprazine", "ketoconazole"), ("simvastatin", "nirmatrelvir"), ("quetiapine", "grapefruit"),
        ("hydroxychloroquine", "azithromycin"), ("domperidone", "diltiazem"), ("darifenacin", "verapamil"),
        ("apremilast", "rifampicin"), ("rimegepant", "clarithromycin"), ("anastrozole", "estradiol"),
        ("desmopressin", "bendroflumethiazide"), ("memantine", "amantadine"), ("fampridine", "cimetidine"),
        ("methenamine", "sulfadiazine"), ("clopidogrel", "ritonavir"), ("ledipasvir", "rosuvastatin"),
        ("rilpivirine", "dexamethasone"), ("Salmonella typhi strain Ty 21a", "doxycycline"),
        ("roflumilast", "theophylline"), ("pirfenidone", "fluvoxamine"),
        ("st john's wort", "theophylline"), ("nimodipine", "rifampicin"), ("mefloquine", "valproate"),
    ],
)  # fmt: skip
def test_what_the_characteristics_forbid_or_advise_against_interrupts(new: str, had: str) -> None:
    assert tier(new, had) in (Tier.REASON, Tier.STOP)


@pytest.mark.parametrize(
    ("new", "had"),
    [
        ("levothyroxine", "sevelamer"), ("entacapone", "ferrous sulfate"), ("fexofenadine", "magnesium hydroxide"),
        ("oxytetracycline", "magnesium trisilicate"), ("ciprofloxacin", "magnesium glycerophosphate"),
        ("warfarin", "trimethoprim"), ("digoxin", "senna"), ("metformin", "prednisolone"), ("apixaban", "diltiazem"),
        ("ticagrelor", "diltiazem"), ("terbinafine", "amitriptyline"), ("insulin glargine", "empagliflozin"),
    ],
)  # fmt: skip
def test_a_precaution_is_a_line_and_no_more(new: str, had: str) -> None:
    assert tier(new, had) is Tier.INFORM


@pytest.mark.parametrize(
    ("new", "had"),
    [
        ("salmeterol", "azithromycin"), ("ramipril", "amlodipine"), ("atorvastatin", "metformin"),
        ("levothyroxine", "amoxicillin"), ("clopidogrel", "pantoprazole"), ("letrozole", "colecalciferol"),
        ("apixaban", "paracetamol"), ("rosuvastatin", "levothyroxine"), ("methotrexate", "folic acid"),
        ("midodrine", "mirtazapine"), ("prednisolone", "calcium carbonate"),
        ("nitrofurantoin", "amlodipine"), ("lamotrigine", "levetiracetam"),
    ],
)  # fmt: skip
def test_what_is_taken_together_every_day_is_quiet(new: str, had: str) -> None:
    assert tier(new, had) is None


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Magnesium carbonate light", "magnesium"), ("Calcium carbonate heavy", "calcium"),
        ("Magnesium trisilicate", "magnesium"), ("Magnesium glycerophosphate", "magnesium"),
        ("Conjugated estrogens", "conjugated oestrogens"), ("Ethinyl estradiol", "ethinylestradiol"),
        ("Methylene blue", "methylthioninium"), ("Hydroxyurea", "hydroxycarbamide"), ("Niacin", "nicotinate"),
        ("Kaolin light", "kaolin"), ("Ferric maltol", "iron"), ("Sodium feredetate", "iron"),
        ("Vitamin E", "alpha tocopherol"),
    ],
)  # fmt: skip
def test_a_salt_or_another_countrys_name_is_the_same_substance(written: str, meant: str) -> None:
    assert normal(written) == meant
