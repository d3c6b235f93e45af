"""`dispensary leaflet`: the case file of the interface in, the answer of the interface out."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.builders import starter
from tests.leaflet_builders import texts

from dispensary import bootstrap
from dispensary.adapters.documents.leaflet_documents import LeafletPapers
from dispensary.cli.leaflet import LeafletMeans, answer

PAPERS = LeafletPapers()
CASE: dict[str, Any] = {
    "premises": {
        "name": "Fernhill Pharmacy",
        "address": "8 Market Row, Little Harwick QX4 7LT",
        "phone": "01632 960147",
    },
    "patient": {"name": "Mrs Beryl Hartnoll", "communication": None},
    "supplied_on": "2026-11-21",
    "stock": "70x35",
    "items": [
        {"code": None, "name": "Ramipril 5mg capsules", "quantity": "28", "unit": None, "directions": "1 om"},
        {"name": "Amlodipine 5mg tablets", "directions": "when the moon rises"},
    ],
    "goal": "Walk up Beacon Hill",
    "questions": ["Will it make me cough?"],
    "purposes": {"Ramipril 5mg capsules": "my blood pressure"},
}


def run(
    case: object, out: str = "leaflet.pdf", kind: str | None = None, *, listed: bool = False
) -> tuple[dict[str, Any], dict[str, bytes]]:
    written: dict[str, bytes] = {}
    means = LeafletMeans(PAPERS, texts(), starter(), bootstrap.dose_reader(), written.__setitem__)
    return answer(case, out, kind, means, listed=listed), written


def test_the_answer_says_what_the_leaflet_holds_and_what_is_not_known() -> None:
    made, written = run(CASE)
    assert made["kind"] == "standard"
    assert made["pages"] >= 1
    assert made["medicines"] == [
        {"name": "Ramipril 5mg capsules", "text": "ramipril", "purpose": "known"},
        {"name": "Amlodipine 5mg tablets", "text": None, "purpose": "unknown"},
    ]
    said = " ".join(made["text"])
    assert "“Walk up Beacon Hill”" in said
    assert "You told us: “my blood pressure”." in said
    assert "Will it make me cough?" in said
    assert "Take 1 capsule in the morning." in said
    assert "“when the moon rises”" in said
    assert any("no text for Amlodipine" in note for note in made["notes"])
    assert any("could not be read" in note for note in made["notes"])
    assert written["leaflet.pdf"].startswith(b"%PDF")


@pytest.mark.parametrize(
    ("need", "kind"),
    [("large-print", "large-print"), ("easy-read", "easy-read"), ("bsl", "standard"), (None, "standard")],
)
def test_the_kind_follows_the_need_unless_it_is_asked_for(need: str | None, kind: str) -> None:
    case = {**CASE, "patient": {"name": "Mrs Beryl Hartnoll", "communication": need}}
    assert run(case)[0]["kind"] == kind
    assert run(case, kind="large-print")[0]["kind"] == "large-print"


def test_a_need_that_paper_cannot_answer_is_told() -> None:
    made, _ = run({**CASE, "patient": {"name": "Mrs Beryl Hartnoll", "communication": ["interpreter", "large-print"]}})
    assert made["kind"] == "large-print"
    assert any("interpreter" in note for note in made["notes"])


def test_a_page_for_a_screen_reader_and_a_list_to_carry() -> None:
    made, written = run(CASE, "leaflet.html")
    assert b'<html lang="en-GB">' in written["leaflet.html"]
    assert made["pages"] == 1
    items = [{**CASE["items"][0], "since": "2024-05-02"}]
    patient = {"name": "Mrs Beryl Hartnoll", "allergies": [{"substance": "penicillin", "severity": "rash"}]}
    made, _ = run({**CASE, "items": items, "patient": patient}, listed=True)
    assert made["pages"] == 1
    assert {"penicillin (rash).", "“my blood pressure”", "2 May 2024"} <= set(made["text"])
    made, _ = run(CASE, listed=True)
    assert any("Not recorded" in words for words in made["text"])


@pytest.mark.parametrize("part", ["name", "address"])
def test_without_who_made_it_there_is_no_leaflet(part: str) -> None:
    made, written = run({**CASE, "premises": {**CASE["premises"], part: " "}})
    assert made["refused"] == "leaflet-incomplete"
    assert part in made["message"]
    assert written == {}


def test_letters_without_a_sign_are_refused_in_words_on_paper_and_fine_on_a_screen() -> None:
    made, written = run({**CASE, "goal": "Жить"})
    assert (made["refused"], written) == ("leaflet-unprintable", {})
    assert "Жить" in " ".join(run({**CASE, "goal": "Жить"}, "a.html")[0]["text"])


@pytest.mark.parametrize(
    "broken",
    [
        {"items": []},
        {"items": None},
        {"items": [{}]},
        {"items": ["x"]},
        {"supplied_on": "tomorrow"},
        {"patient": {"name": "X", "communication": "whistling"}},
        {"patient": {"name": "X", "allergies": [{"substance": "a", "status": "odd"}]}},
        {"purposes": ["a"]},
        {"questions": "why"},
        {"premises": None},
    ],
)
def test_a_case_that_cannot_be_read_is_bad_usage_and_writes_nothing(broken: dict[str, Any]) -> None:
    made, written = run({**CASE, **broken})
    assert "error" in made
    assert written == {}


def test_another_kind_of_file_is_bad_usage() -> None:
    assert "error" in run(CASE, "leaflet.docx")[0]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda each: st.lists(each, max_size=3),
    max_leaves=5,
)


@settings(deadline=None, max_examples=50)
@given(st.dictionaries(st.sampled_from([*CASE, "x"]), JSON, max_size=3))
def test_no_case_is_a_bug(odd: dict[str, Any]) -> None:
    made, _ = run({**CASE, **odd})
    assert {"error", "refused", "pages"} & set(made)


@pytest.mark.parametrize("nothing", ["\u200b", "\x00", "\u2060\x1b"])
@pytest.mark.parametrize("kind", ["standard", "large-print", "easy-read"])
def test_words_that_show_nothing_are_no_words(nothing: str, kind: str) -> None:
    made, _ = run({**CASE, "goal": nothing, "questions": [nothing, "Will it make me cough?"]}, kind=kind)
    assert "Your goal" not in made["text"]
    assert "Will it make me cough?" in made["text"]
    made, written = run({**CASE, "patient": {"name": nothing}}, kind=kind)
    assert made["refused"] == "leaflet-incomplete"
    assert not written
