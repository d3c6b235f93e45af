"""Our own leaflet texts, whatever of them is there: in their form, and easy to read.

The rules are those of `dispensary knowledge lint` (domain/leaflets/lint.py). Here they must be measured: without the
library that grades the words these tests fail.
"""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.builders import starter
from tests.leaflet_builders import taken, texts

from dispensary.adapters.knowledge.leaflet_texts import (
    LeafletTextsUnreadable,
    load_leaflet_texts,
    read_leaflet_texts,
)
from dispensary.adapters.knowledge.readability import reading_grade
from dispensary.adapters.knowledge.warnings import load_storage, load_warnings
from dispensary.assets import AssetMissing, resource
from dispensary.domain.labels.warnings import WarningRule
from dispensary.domain.leaflets.lint import HARDEST, Flaw, Grade, grade_of, text_flaws, warning_flaws
from dispensary.domain.leaflets.text import MedicineText
from dispensary.wording import leaflets as words
from dispensary.wording import leaflets_easy as easy_words
from dispensary.wording import leaflets_list as list_words
from dispensary.wording import leaflets_news as news

FIXTURES = Path(__file__).parents[1] / "fixtures" / "leaflets"


def written() -> tuple[MedicineText, ...]:
    """Those for patients, and those of the tests."""
    try:
        return (*load_leaflet_texts(resource("leaflets")).texts, *texts().texts)
    except AssetMissing:
        return texts().texts


def grade() -> Grade:
    measured = reading_grade()
    assert measured is not None
    return measured


def test_every_text_has_its_form_and_no_two_are_for_the_same_products() -> None:
    try:
        folder = resource("leaflets")
    except AssetMissing:
        pytest.skip("no leaflet texts are installed")
    assert read_leaflet_texts(folder)[1] == ()


@pytest.mark.parametrize("text", written(), ids=lambda text: text.id)
def test_every_text_can_be_read_by_a_child_of_eleven(text: MedicineText) -> None:
    assert text_flaws(text, grade()) == ()


@pytest.mark.parametrize("text", written(), ids=lambda text: text.id)
def test_no_text_gives_a_dose_or_how_often(text: MedicineText) -> None:
    assert [flaw for flaw in text_flaws(text, None) if flaw.flaw is Flaw.DOSE] == []


@pytest.mark.parametrize(
    "rule", [*load_warnings().rules, *load_storage().rules.rules], ids=lambda rule: rule.warning.id
)
def test_every_label_warning_can_be_read_by_a_child_of_eleven(rule: WarningRule) -> None:
    assert warning_flaws(rule, grade()) == ()


def test_so_can_our_own_words_around_the_texts() -> None:
    said = [words.ANSWERS, words.NO_DIRECTIONS, *words.NOT_KNOWN, *words.MISSED_UNKNOWN, words.NOT_SAID]
    said += [f"{words.URGENT_LEAD} {words.WATCH_UNKNOWN}", words.OUT_OF_HOURS, list_words.SHOW_IT, *easy_words.SIGNS]
    said += words.record_words(taken(purposes={"Ramipril 5mg capsules": "my dodgy ticker"}).purpose)
    said += [news.NEW, news.NEVER_HAD, news.CHANGED, news.NOW, news.WHICH]
    assert grade_of(said, (), grade()) <= HARDEST


GOOD: dict[str, Any] = json.loads((FIXTURES / "ramipril.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "broken",
    [
        {"id": "Ramipril"},
        {"name": " "},
        {"extra": 1},
        {"take": []},
        {"take": "Swallow it."},
        {"common": ["One only."]},
        {"uses": []},
        {"uses": [GOOD["uses"][0], GOOD["uses"][0]]},
        {"serious": [{"signs": "It hurts.", "do": "tomorrow"}]},
        {"easy": GOOD["easy"][:4]},
        {"easy": [{"picture": "water"}] * 5},
        {"sources": [{"about": "missed", "source": "UK SmPC", "verification": "sure"}]},
        {"sources": GOOD["sources"][:1]},
    ],
)
def test_a_text_out_of_form_is_named_and_nothing_is_made_from_it(broken: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / "ramipril.json").write_text(json.dumps({**GOOD, **broken}), encoding="utf-8")
    sound, faults = read_leaflet_texts(tmp_path)
    assert sound == ()
    assert faults
    assert all(fault.startswith("ramipril.json: ") for fault in faults)
    with pytest.raises(LeafletTextsUnreadable):
        load_leaflet_texts(tmp_path)


def test_a_text_with_a_picture_that_is_not_there_is_never_printed_without_it(tmp_path: Path) -> None:
    odd = {**GOOD, "easy": [{"picture": "unicorn", "lines": ["It is one."]}, *GOOD["easy"][1:]]}
    (tmp_path / "ramipril.json").write_text(json.dumps(odd), encoding="utf-8")
    assert read_leaflet_texts(tmp_path) == ((), ("ramipril.json: there is no picture unicorn",))
    with pytest.raises(LeafletTextsUnreadable, match="no picture unicorn"):
        load_leaflet_texts(tmp_path)


def test_a_second_text_for_the_same_products_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "ramipril.json").write_text(json.dumps(GOOD), encoding="utf-8")
    (tmp_path / "twin.json").write_text(json.dumps({**GOOD, "id": "twin"}), encoding="utf-8")
    assert read_leaflet_texts(tmp_path)[1] == ("twin.json: ramipril.json is for the same products",)


def test_a_product_whose_ingredients_dmd_does_not_give_is_known_by_how_its_name_begins(tmp_path: Path) -> None:
    compound = {**GOOD, "id": "macrogol", "name": "Macrogol", "ingredients": ["macrogol 3350", "sodium"]}
    (tmp_path / "macrogol.json").write_text(json.dumps({**compound, "name_has": ["macrogol compound"]}))
    library = load_leaflet_texts(tmp_path)
    name = "Macrogol compound oral powder sachets NPF sugar free"
    found = starter().by_name(name)
    assert found is not None
    assert library.for_product(name, found.virtual_product) is not None
    assert library.for_product("Macrogol 3350 oral powder 8.5g sachets sugar free", None) is None
