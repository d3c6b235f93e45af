"""Our own leaflet texts, whatever of them is there: in their form, and easy to read.

Readability is the Flesch-Kincaid grade (Kincaid 1975), through textstat: at most 6, which is a reading age of 11. The
names of medicines are counted as one plain word each, since nobody can write them shorter: the text's own name, every
word of it that has five letters or more, and its ingredients become "this".
"""

import csv
import json
import re
import warnings
from pathlib import Path
from typing import Any

import pytest
from tests.builders import starter
from tests.leaflet_builders import texts

from dispensary.adapters.knowledge.leaflet_texts import (
    LeafletTextsUnreadable,
    lint_leaflet_texts,
    load_leaflet_texts,
)
from dispensary.assets import AssetMissing, resource
from dispensary.domain.leaflets.text import MedicineText
from dispensary.wording import leaflets as words
from dispensary.wording import leaflets_easy as easy_words
from dispensary.wording import leaflets_list as list_words

HARDEST, LONGEST = 6.0, 20
FIXTURES = Path(__file__).parents[1] / "fixtures" / "leaflets"


def written() -> tuple[MedicineText, ...]:
    """Those for patients, and those of the tests."""
    try:
        return (*load_leaflet_texts(resource("leaflets")).texts, *texts().texts)
    except AssetMissing:
        return texts().texts


def grade(said: str) -> float:
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "pkg_resources is deprecated", UserWarning)
        import textstat
    return float(textstat.flesch_kincaid_grade(said))


def with_names_as_one_word(said: str, names: set[str]) -> str:
    for name in sorted(names, key=len, reverse=True):
        said = re.sub(rf"\b{re.escape(name)}\b", "this", said, flags=re.IGNORECASE)
    return said


def ended(sentence: str) -> str:
    return sentence if sentence.endswith((".", "?", "!")) else f"{sentence}."


def names_of(text: MedicineText) -> set[str]:
    return {text.name, *text.ingredients, *(word for word in text.name.split() if len(word) >= 5)}


def test_every_text_has_its_form_and_no_two_are_for_the_same_products() -> None:
    try:
        folder = resource("leaflets")
    except AssetMissing:
        pytest.skip("no leaflet texts are installed")
    faults = lint_leaflet_texts(folder)
    assert faults == ()


@pytest.mark.parametrize("text", written(), ids=lambda text: text.id)
def test_every_text_can_be_read_by_a_child_of_eleven(text: MedicineText) -> None:
    said = with_names_as_one_word(" ".join(map(ended, text.sentences)), names_of(text))
    assert grade(said) <= HARDEST
    longest = max(re.split(r"(?<=[.?!])\s", said), key=lambda sentence: len(sentence.split()))
    assert len(longest.split()) <= LONGEST, longest


@pytest.mark.parametrize("text", written(), ids=lambda text: text.id)
def test_no_text_gives_a_dose_or_how_often(text: MedicineText) -> None:
    often = re.compile(r"\b(?:once|twice|\d+ times|three times|four times) (?:a|each|every) day\b", re.IGNORECASE)
    assert [line for line in text.take if often.search(line)] == []


def rows() -> list[dict[str, str]]:
    with resource("knowledge", "warnings.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["id"])
def test_every_label_warning_can_be_read_by_a_child_of_eleven(row: dict[str, str]) -> None:
    names = {name.strip() for name in row["ingredients"].split(";") if name.strip()}
    assert grade(with_names_as_one_word(row["text"], names)) <= HARDEST


def test_so_can_our_own_words_around_the_texts() -> None:
    said = [words.ANSWERS, words.NO_DIRECTIONS, *words.NOT_KNOWN, *words.MISSED_UNKNOWN, words.NOT_SAID]
    said += [f"{words.URGENT_LEAD} {words.WATCH_UNKNOWN}", words.OUT_OF_HOURS, list_words.SHOW_IT, *easy_words.SIGNS]
    assert grade(" ".join(map(ended, said))) <= HARDEST


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
    faults = lint_leaflet_texts(tmp_path)
    assert faults
    assert all(fault.startswith("ramipril.json: ") for fault in faults)
    with pytest.raises(LeafletTextsUnreadable):
        load_leaflet_texts(tmp_path)


def test_a_picture_that_is_not_there_and_a_second_text_for_the_same_are_faults(tmp_path: Path) -> None:
    odd = {**GOOD, "easy": [{"picture": "unicorn", "lines": ["It is one."]}, *GOOD["easy"][1:]]}
    (tmp_path / "ramipril.json").write_text(json.dumps(odd), encoding="utf-8")
    (tmp_path / "twin.json").write_text(json.dumps({**GOOD, "id": "twin"}), encoding="utf-8")
    assert lint_leaflet_texts(tmp_path) == (
        "ramipril.json: there is no picture unicorn",
        "twin.json: ramipril.json is for the same products",
    )


def test_a_product_whose_ingredients_dmd_does_not_give_is_known_by_how_its_name_begins(tmp_path: Path) -> None:
    compound = {**GOOD, "id": "macrogol", "name": "Macrogol", "ingredients": ["macrogol 3350", "sodium"]}
    (tmp_path / "macrogol.json").write_text(json.dumps({**compound, "name_has": ["macrogol compound"]}))
    library = load_leaflet_texts(tmp_path)
    name = "Macrogol compound oral powder sachets NPF sugar free"
    found = starter().by_name(name)
    assert found is not None
    assert library.for_product(name, found.virtual_product) is not None
    assert library.for_product("Macrogol 3350 oral powder 8.5g sachets sugar free", None) is None
