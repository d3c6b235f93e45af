"""What a leaflet of ours says about the medicine as a whole, its label says too: they lie in the same bag."""

import re
from collections.abc import Iterator

import pytest
from tests.builders import starter

from dispensary.adapters.knowledge.leaflet_texts import load_leaflet_texts
from dispensary.adapters.knowledge.warnings import load_warnings
from dispensary.assets import resource
from dispensary.domain.dictionary import VirtualProduct
from dispensary.domain.leaflets.text import MedicineText

LIBRARY, LEAFLETS = load_warnings(), load_leaflet_texts(resource("leaflets"))
_WITH_FOOD = re.compile(r"^Take it (?:with food|after food|with or just after food)\b(?! or at bedtime)")
_NOT_AT_ONCE = re.compile(r"\b(?:Do not|do not|Never) stop (?:it )?all at once")
_NO_HARM_WITHOUT = {"colecalciferol"}
"""Food helps it to be taken up, and nothing goes wrong without: no word for a label."""


def products(text: MedicineText) -> Iterator[VirtualProduct]:
    """The products that this leaflet goes with."""
    moiety = starter().moiety_named(text.ingredients[0])
    found = starter().products_of(moiety.code) if moiety is not None else starter().search(text.ingredients[0], 50)
    for each in found:
        product = starter().resolve(each.code).virtual_product
        if product is not None and LEAFLETS.for_product(product.name, product) is text:
            yield product


def label(product: VirtualProduct) -> str:
    return " ".join(warning.text for warning in LIBRARY.for_virtual(product))


def silent(says: str, *texts: MedicineText) -> list[str]:
    """Products whose label lacks words that their leaflet has."""
    return [product.name for text in texts for product in products(text) if not re.search(says, label(product))]


def test_a_leaflet_that_says_not_to_stop_at_once_goes_with_a_label_that_does() -> None:
    always = [text for text in LEAFLETS.texts if _NOT_AT_ONCE.search(" ".join(text.stopping))]
    outright = [text for text in always if any(_NOT_AT_ONCE.match(line) for line in text.stopping)]
    assert len(always) > 15
    assert len(outright) > 10
    assert not silent(r"(?i)not stop (?:this )?suddenly", *always)
    assert not silent(r"Do not stop this suddenly", *outright)


def test_a_leaflet_that_says_it_makes_sleepy_and_not_to_drive_goes_with_a_label_that_does() -> None:
    sleepy = [text for text in LEAFLETS.texts if {"sleepy", "no-driving"} <= {step.picture for step in text.easy}]
    assert len(sleepy) > 8
    assert not silent("May make you sleepy", *sleepy)


def test_a_leaflet_that_says_the_body_gets_used_to_it_goes_with_a_label_that_warns_of_dependence() -> None:
    used_to = [text for text in LEAFLETS.texts if any("Your body can get used to it" in line for line in text.stopping)]
    assert len(used_to) > 2
    assert not silent("Can cause dependence", *used_to)


def test_a_leaflet_that_says_with_food_goes_with_a_label_that_does() -> None:
    fed = [text for text in LEAFLETS.texts if any(map(_WITH_FOOD.match, text.take)) and text.id not in _NO_HARM_WITHOUT]
    assert len(fed) > 5
    assert not silent("with or just after food", *fed)


NAMED = {
    "Can cause dependence": "Diazepam 2mg tablets; Temazepam 10mg tablets; Lormetazepam 1mg tablets; Zopiclone 7.5mg "
    "tablets; Zolpidem 10mg tablets; Pregabalin 75mg capsules; Pethidine 50mg tablets; Meptazinol 200mg tablets; "
    "Dipipanone 10mg / Cyclizine 30mg tablets",
    "May make you sleepy": "Lormetazepam 1mg tablets; Prochlorperazine 5mg tablets; Risperidone 1mg tablets; "
    "Haloperidol 5mg tablets; Ropinirole 1mg tablets; Pramipexole 88microgram tablets; Pethidine 50mg tablets; "
    "Melatonin 2mg modified-release tablets; Pizotifen 500microgram tablets; Imipramine 25mg tablets; "
    "Lofepramine 70mg tablets; Topiramate 25mg tablets; Lacosamide 50mg tablets",
    "Do not stop this suddenly": "Labetalol 100mg tablets; Sotalol 40mg tablets; Nadolol 80mg tablets; "
    "Betamethasone 500microgram soluble tablets sugar free; Isosorbide mononitrate 20mg tablets; "
    "Mirtazapine 15mg tablets; Fluoxetine 20mg capsules; Amitriptyline 10mg tablets",
}


@pytest.mark.parametrize(
    ("says", "name"), [(says, name) for says, names in NAMED.items() for name in names.split("; ")]
)
def test_a_class_is_warned_of_as_a_whole(says: str, name: str) -> None:
    found = starter().by_name(name)
    assert found is not None, name
    assert found.virtual_product is not None
    assert says in label(found.virtual_product)
