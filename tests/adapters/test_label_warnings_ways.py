"""A caution fits the way in which a product is used: no eye drops to be swallowed whole, no pessary for the skin."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from zipfile import ZipFile

import pytest
from tests.builders import starter

from dispensary.adapters.knowledge.warnings import WarningsUnreadable, load_warnings
from dispensary.assets import resource
from dispensary.domain.dictionary import Ingredient, VirtualProduct
from dispensary.domain.identifiers import SnomedCode

LIBRARY = load_warnings()
_CODE = re.compile(rb"<VMP><VPID>(\d+)")
_SPEAKS_OF = {
    "Oral": r"\bSwallow\b|\bchew\b|\bTake (?:with|it|on|once)\b|\bdrink\b|empty stomach|Stir into|Do not stop this",
    "Ocular": r"\beye\b",
    "Inhalation": r"spit it out",
    "Transdermal": r"the patch",
    "Injection": r"\bInject\b",
}
"""The route that the words of a caution speak of, by dm+d's name."""
_ALSO = {"Do not drink alcohol": {"Rectal"}}


@cache
def every_product() -> tuple[VirtualProduct, ...]:
    """Every generic product of the dictionary that ships."""
    with ZipFile(resource("starter", "release.zip")) as release:
        (name,) = [name for name in release.namelist() if name.startswith("f_vmp2")]
        codes = [code.decode() for code in _CODE.findall(re.sub(rb"\s+", b"", release.read(name)))]
    found = [starter().resolve(SnomedCode(code)).virtual_product for code in codes]
    return tuple(product for product in found if product is not None)


def on_label(name: str) -> tuple[str, ...]:
    found = starter().by_name(name)
    assert found is not None, name
    return tuple(warning.text for warning in LIBRARY.for_virtual(found.virtual_product))


def used(product: VirtualProduct) -> set[str]:
    """By dm+d's routes; the starter gives none for injections and packs of several, where its form or name does."""
    if not product.routes and "injection" in product.name:
        return {"Injection"}
    return set(product.routes)


def misplaced() -> Iterator[tuple[str, str]]:
    for product in every_product():
        for warning in LIBRARY.for_virtual(product):
            spoken = {route for route, words in _SPEAKS_OF.items() if re.search(words, warning.text)}
            also = {route for words, routes in _ALSO.items() if words in warning.text for route in routes}
            if spoken and spoken.isdisjoint(used(product)) and used(product).isdisjoint(also):
                yield product.name, warning.text
            if "only on your skin" in warning.text and not used(product) <= {"Cutaneous", "Transdermal"}:
                yield product.name, warning.text
            if "only on your skin" in warning.text and not used(product):
                yield product.name, warning.text


def test_no_label_speaks_of_a_way_in_which_its_product_is_not_used() -> None:
    assert len(every_product()) > 3000
    assert not list(misplaced())


@pytest.mark.parametrize(
    "name",
    [
        "Estriol 0.1% cream",
        "Estriol 0.01% cream with applicator",
        "Clotrimazole 500mg pessary and Clotrimazole 2% cream",
        "Fluconazole 150mg capsule and Clotrimazole 2% cream",
        "Clotrimazole 10% cream and Clotrimazole 2% cream",
        "Alprostadil 3mg/g cream",
        "Nonoxinol-9 2% gel",
        "Cinchocaine 0.5% / Hydrocortisone 0.5% ointment",
        "Cinchocaine 0.5% / Prednisolone 0.19% ointment",
        "Fusidic acid 1% modified-release eye drops",
        "Hydrocortisone 2.5mg muco-adhesive buccal tablets sugar free",
    ],
)
def test_what_is_not_swallowed_and_not_for_the_skin_has_no_words_for_either(name: str) -> None:
    said = " ".join(on_label(name) + tuple(each.text for each in LIBRARY.for_name(name)))
    assert not re.search(r"only on your skin|Swallow|Do not stop this", said), said


def test_what_is_known_by_its_name_alone_keeps_the_words_that_the_name_leaves_no_doubt_of() -> None:
    def said(name: str) -> str:
        return " ".join(warning.text for warning in LIBRARY.for_name(name))

    assert "only on your skin" in said("Clobetasone 0.05% ointment")
    assert "only on your skin" not in said("Econazole 150mg pessary and Econazole 1% cream")
    assert "Swallow it whole" in said("Aspirin 300mg gastro-resistant tablets")
    assert "Do not stop this suddenly" not in said("Prednisolone 5mg suppositories")


def test_a_pack_of_several_is_warned_of_what_holds_for_each_of_them() -> None:
    pack = VirtualProduct(
        SnomedCode("1"),
        "Nystatin 100,000unit tablets and Clotrimazole 2% cream",
        ingredients=(Ingredient(SnomedCode("2"), "Prednisolone"),),
        routes=("Cutaneous", "Oral"),
    )
    assert LIBRARY.for_virtual(pack) == ()
    assert "Take with or just after food." in on_label("Rivaroxaban 15mg tablets and Rivaroxaban 20mg tablets")


@pytest.mark.parametrize(
    ("name", "food"),
    [
        ("Rivaroxaban 2.5mg tablets", False),
        ("Rivaroxaban 10mg tablets", False),
        ("Rivaroxaban 15mg tablets", True),
        ("Rivaroxaban 20mg tablets", True),
    ],
)
def test_the_strengths_of_rivaroxaban_that_need_food_say_so(name: str, food: bool) -> None:
    assert ("Take with or just after food." in on_label(name)) is food


@pytest.mark.parametrize(
    ("name", "wait"),
    [
        ("Ibandronic acid 150mg tablets", "1 hour"),
        ("Ibandronic acid 50mg tablets", "1 hour"),
        ("Alendronic acid 70mg tablets", "30 minutes"),
        ("Alendronic acid 70mg effervescent tablets sugar free", "30 minutes"),
        ("Alendronic acid 70mg/100ml oral solution unit dose sugar free", "30 minutes"),
    ],
)
def test_what_burns_the_gullet_is_taken_fasting_and_upright(name: str, wait: str) -> None:
    said = " ".join(on_label(name))
    assert f"{wait} before food" in said
    assert f"Stay upright for {wait}" in said
    assert not re.search(r"Swallow with a full glass", said) or "effervescent" not in name


def test_a_weekly_injection_says_that_it_is_weekly() -> None:
    weekly = [each for each in every_product() if each.name.startswith("Methotrexate") and "/" in each.name]
    assert len(weekly) > 30
    for product in weekly:
        said = " ".join(warning.text for warning in LIBRARY.for_virtual(product))
        assert "once a week on your named day, not every day" in said, product.name
        assert ("Inject" in said) is ("injection" in product.name), product.name


def test_a_route_that_does_not_apply_leaves_the_form_to_tell() -> None:
    """dm+d's words for what is made up in a pharmacy."""

    def said(name: str) -> str:
        made_up = VirtualProduct(SnomedCode("1"), name, routes=("Route of administration not applicable",))
        return " ".join(warning.text for warning in LIBRARY.for_virtual(made_up))

    assert "Take with or just after food." in said("Naproxen 250mg tablets")
    assert said("Coal tar 10% / Salicylic acid 5% in Aqueous cream") == ""


@pytest.mark.parametrize("ways", ["mouthful", "only", "skin;knee"])
def test_a_way_that_nobody_knows_is_not_loaded(tmp_path: Path, ways: str) -> None:
    table = tmp_path / "warnings.csv"
    table.write_text(
        "id,text,ingredients,name_has,name_lacks,opened,source,verification,ways\n"
        f"W01,Words.,codeine,,,,SmPC,read,{ways}\n"
    )
    with pytest.raises(WarningsUnreadable, match="way"):
        load_warnings(table)


def test_one_warning_may_stand_on_several_lines_and_on_a_label_once(tmp_path: Path) -> None:
    table = tmp_path / "warnings.csv"
    table.write_text(
        "id,text,ingredients,name_has,name_lacks,opened,source,verification\n"
        "W01,Words.,codeine,,,,SmPC,read\nW01,Words.,paracetamol,,,,SmPC,read\n"
    )
    both = load_warnings(table).for_name("Codeine 30mg / Paracetamol 500mg tablets")
    assert [warning.text for warning in both] == ["Words."]
