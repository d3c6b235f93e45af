"""Which text reaches which product, and what a medicine is for: matched or said not to be known, never guessed."""

from dataclasses import replace

import pytest
from tests.builders import starter
from tests.leaflet_builders import taken, texts

from dispensary.domain.dictionary import Ingredient, VirtualProduct
from dispensary.domain.identifiers import SnomedCode
from dispensary.domain.leaflets.leaflet import Kind, kind_for, unmet
from dispensary.domain.leaflets.library import LeafletLibrary
from dispensary.domain.leaflets.text import MedicineText
from dispensary.domain.patient import Communication as Need
from dispensary.wording.leaflets import purpose_words


def product(name: str, *parts: tuple[str, str | None], vtm: str = "") -> VirtualProduct:
    code = SnomedCode("1")
    made = tuple(Ingredient(code, substance, base_name=base) for substance, base in parts)
    return VirtualProduct(code, name, vtm_name=vtm or None, ingredients=made)


def found(name: str, held: VirtualProduct | None = None, library: LeafletLibrary | None = None) -> str | None:
    text = (library or texts()).for_product(name, held)
    return text.id if text is not None else None


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Ramipril 5mg capsules", "ramipril"),
        ("Ramipril 2.5mg/5ml oral solution", "ramipril"),
        ("Ramipril 5mg / Felodipine 5mg modified-release tablets", None),
        ("Salbutamol 100micrograms/dose inhaler CFC free", "salbutamol-inhaler"),
        ("Salbutamol 2mg tablets", None),
        ("Salbutamol 2.5mg/2.5ml nebuliser liquid unit dose vials", None),
        ("Alendronic acid 70mg tablets", "alendronic-acid-70"),
        ("Alendronic acid 10mg tablets", None),
        ("Foo 5mg tablets", None),
        ("", None),
    ],
)
def test_by_name_alone_a_text_reaches_only_its_own_medicine_and_form(name: str, text: str | None) -> None:
    assert found(name) == text


def test_by_the_dictionary_a_salt_is_its_base_and_a_combination_is_another_medicine() -> None:
    ferrous = _text("ferrous-fumarate", "ferrous fumarate")
    bisoprolol = _text("bisoprolol", "bisoprolol")
    library = LeafletLibrary((*texts().texts, ferrous, bisoprolol))
    salt = product("Bisoprolol 5mg tablets", ("Bisoprolol fumarate", None))
    assert found(salt.name, salt, library) == "bisoprolol"
    both = product("Co-bisoprolol tablets", ("Bisoprolol fumarate", None), ("Hydrochlorothiazide", None))
    assert found(both.name, both, library) is None
    sulfate = product("Ferrous sulfate 200mg tablets", ("Ferrous sulfate", None))
    assert found(sulfate.name, sulfate, library) is None
    fumarate = product("Ferrous fumarate 210mg tablets", ("Ferrous fumarate", None))
    assert found(fumarate.name, fumarate, library) == "ferrous-fumarate"
    acid = product("Alendronic acid 70mg tablets", ("Alendronate sodium trihydrate", "Alendronic acid"))
    assert found(acid.name, acid) == "alendronic-acid-70"


def test_the_starter_dictionary_gives_ramipril_its_text_under_a_brand_too() -> None:
    virtual = starter().by_name("Ramipril 5mg capsules")
    assert virtual is not None
    assert found("Tritace 5mg capsules", virtual.virtual_product) == "ramipril"


def test_where_two_texts_fit_neither_is_chosen() -> None:
    twice = LeafletLibrary((*texts().texts, _text("other", "ramipril")))
    assert found("Ramipril 5mg capsules", None, twice) is None


def _text(ident: str, ingredient: str) -> MedicineText:
    return replace(texts().texts[0], id=ident, name=ingredient, ingredients=(ingredient,), name_has=(), name_lacks=())


def use(*conditions: str, **purposes: str) -> str | None:
    made = taken(conditions=conditions, purposes=purposes).purpose
    return made.use.id if made.use is not None else None


def test_the_one_use_that_the_record_names_is_what_it_is_for() -> None:
    assert use("Essential hypertension") == "high-blood-pressure"
    assert use("Asthma", "Heart failure") == "heart-failure"


@pytest.mark.parametrize("other", ["Pulmonary hypertension", "Portal hypertension", "White coat hypertension"])
def test_a_condition_that_is_only_named_like_it_is_another(other: str) -> None:
    assert not taken(conditions=(other,)).purpose.known


@pytest.mark.parametrize(
    "same", ["Essential hypertension", "Hypertension (diagnosed 2014)", "Hypertension, well controlled"]
)
def test_words_that_leave_a_condition_what_it_is_do_no_harm(same: str) -> None:
    assert taken(conditions=(same,)).purpose.known


@pytest.mark.parametrize(
    "conditions",
    [
        (),
        ("Asthma",),
        ("Hypertension", "Heart failure"),
        ("No hypertension",),
        ("Family history of high blood pressure",),
        ("?hypertension",),
        ("At risk of heart failure: screening for heart failure",),
    ],
)
def test_it_is_not_known_where_the_record_names_none_or_two_or_only_asks_or_denies(conditions: tuple[str, ...]) -> None:
    assert not taken(conditions=conditions).purpose.known


def test_a_recorded_purpose_comes_first_for_another_strength_too_but_not_where_two_differ() -> None:
    said = {"Ramipril 2.5mg capsules": "my heart failure"}
    purpose = taken(conditions=("Hypertension",), purposes=said).purpose
    assert purpose.recorded == "my heart failure"
    assert purpose.use is not None
    assert purpose.use.id == "heart-failure"
    two = {"Ramipril 2.5mg capsules": "my heart", "Ramipril 10mg tablets": "my kidneys"}
    assert taken(conditions=(), purposes=two).purpose.recorded == ""
    assert taken(conditions=(), purposes={"Amlodipine 5mg tablets": "my heart"}).purpose.recorded == ""
    assert taken("Foo 5mg tablets", purposes={"foo  5MG tablets": "my knee"}).purpose.recorded == "my knee"


def test_the_kind_answers_the_recorded_need_and_what_paper_cannot_answer_is_told() -> None:
    assert kind_for(()) is Kind.STANDARD
    assert kind_for((Need.BSL, Need.LARGE_PRINT)) is Kind.LARGE_PRINT
    assert kind_for((Need.LARGE_PRINT, Need.EASY_READ)) is Kind.EASY_READ
    assert unmet((Need.BSL, Need.LARGE_PRINT)) == (Need.BSL,)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("high blood pressure", "It is for your high blood pressure."),
        ("an uneven heartbeat", "It is for an uneven heartbeat."),
        ("to prevent a stroke", "It is to prevent a stroke."),
    ],
)
def test_what_it_is_for_reads_as_a_sentence(words: str, said: str) -> None:
    one = taken()
    assert one.purpose.use is not None
    use = replace(one.purpose.use, words=words)
    assert purpose_words(replace(one, purpose=replace(one.purpose, use=use)))[0] == said
