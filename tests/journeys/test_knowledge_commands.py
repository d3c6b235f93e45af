"""`dispensary knowledge`, and what `doctor` and `check` say when the knowledge cannot be used."""

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dispensary import bootstrap
from dispensary.cli.main import run

Answer = tuple[int, str, str]
TIERS = "id,column,tier,author,reason,dated\n"
LOWERED = TIERS + "IX069,,reason,S. Patel,INR clinic next door,21/11/2026\n"
CASE = {
    "today": "2026-11-21",
    "patient": {"age_years": 70, "no_known_allergies": True},
    "items": [{"ingredient": "ibuprofen"}],
    "history": [{"ingredient": "warfarin"}],
}


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("DISPENSARY_HOME", "DISPENSARY_STORE_URL", "DISPENSARY_KEY_FILE", "DISPENSARY_EPS_URL"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "knowledge").mkdir()
    return tmp_path


@pytest.fixture
def do(home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Answer]:
    def ask(*words: str, feed: str = "") -> Answer:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(feed.encode()), encoding="utf-8"))
        capsys.readouterr()
        code = run(("--home", str(home), *words), bootstrap.services())
        said = capsys.readouterr()
        return code, said.out, said.err

    return ask


def write(home: Path, name: str, text: str) -> None:
    (home / "knowledge" / name).write_text(text, encoding="utf-8")


def warfarin_with_ibuprofen(do: Callable[..., Answer]) -> dict[str, Any]:
    _, out, _ = do("check", "--jsonl", feed=json.dumps(CASE))
    return next(each for each in json.loads(out)["findings"] if each["rule"] == "IX069")


def test_lint_says_what_is_held_and_what_waits(do: Callable[..., Answer]) -> None:
    code, out, _ = do("knowledge", "lint", "--json")
    state = json.loads(out)
    assert code == 0
    assert state["sound"]
    assert state["problems"] == state["unknown_names"] == state["local"] == []
    assert state["rows"]["interactions.csv"] > 300
    assert 0 < len(state["awaiting_confirmation"]) <= sum(state["to_confirm"].values())
    code, out, _ = do("knowledge", "lint")
    assert code == 0
    assert "interactions.csv" in out


def test_a_lowered_stop_says_so_beside_its_finding_and_in_lint(do: Callable[..., Answer], home: Path) -> None:
    assert warfarin_with_ibuprofen(do)["tier"] == "stop"
    write(home, "tiers.csv", LOWERED)
    finding = warfarin_with_ibuprofen(do)
    assert finding["tier"] == "reason"
    assert "stop changed to reason in this pharmacy by S. Patel, 2026-11-21: INR clinic" in finding["source"]
    _, out, _ = do("knowledge", "lint")
    assert "This pharmacy: IX069 (interactions.csv): stop becomes reason; S. Patel, 2026-11-21" in out
    _, out, _ = do("knowledge", "local", "--json")
    assert json.loads(out)["local"][0] == {
        "rule": "IX069",
        "file": "interactions.csv",
        "column": "tier",
        "from": "stop",
        "to": "reason",
        "author": "S. Patel",
        "reason": "INR clinic next door",
        "dated": "2026-11-21",
    }
    _, out, _ = do("doctor", "--json")
    assert (
        "with 1 change of this pharmacy" in next(row for row in json.loads(out) if "knowledge" in row["part"])["state"]
    )


def test_a_broken_row_stops_every_check_and_is_named_everywhere(do: Callable[..., Answer], home: Path) -> None:
    write(home, "tiers.csv", TIERS + "IX069,,none,S. Patel,why,2026-11-21\n")
    named = "this pharmacy's tiers.csv line 2: IX069 is a stop"
    code, out, err = do("check", "--jsonl", feed=json.dumps(CASE))
    assert (code, out) == (4, "")
    assert named in err
    code, out, _ = do("knowledge", "lint", "--json")
    assert code == 3
    assert json.loads(out)["problems"][0].startswith(named)
    code, out, _ = do("doctor")
    assert code == 0
    assert "NO  clinical knowledge: " in out
    assert "NO  clinical checks: none can run" in out


def test_a_misspelt_substance_of_the_pharmacy_is_found(do: Callable[..., Answer], home: Path) -> None:
    write(
        home,
        "substance_sets.csv",
        "set,title,members,author,reason,dated\nL-ours,ours,warfarrin;turmeric latte,S. Patel,why,2026-11-21\n",
    )
    code, out, _ = do("knowledge", "lint")
    assert code == 3
    assert "NO  “warfarrin” in L-ours: no substance of the dictionary; did you mean warfarin?" in out
    assert "turmeric latte" in out
    _, out, _ = do("doctor")
    assert "NO  clinical knowledge: " in out
    write(home, "names_elsewhere.csv", "name,why\nturmeric latte,a drink\nwarfarrin,as our hospital writes it\n")
    assert do("knowledge", "lint")[0] == 0


def test_without_a_dictionary_no_name_counts_as_looked_at(do: Callable[..., Answer], home: Path) -> None:
    (home / "dictionary").mkdir()
    (home / "dictionary" / "current.json").write_text('{"current": "damaged.sqlite"}', encoding="utf-8")
    (home / "dictionary" / "damaged.sqlite").write_bytes(b"no release")
    code, out, _ = do("knowledge", "lint", "--json")
    assert (code, json.loads(out)["sound"]) == (4, False)
    assert json.loads(out)["names_not_checked"]
    assert "NO  The names were held against no dictionary" in do("knowledge", "lint")[1]
    assert "NO  clinical checks: no product can be looked up" in do("doctor")[1]


def test_examples_are_written_once_and_change_nothing(do: Callable[..., Answer], home: Path) -> None:
    code, out, _ = do("knowledge", "local")
    assert code == 0
    assert "knowledge local --init" in out
    code, out, _ = do("knowledge", "local", "--init", "--json")
    assert code == 0
    assert str(home / "knowledge" / "tiers.csv") in json.loads(out)["written"]
    assert warfarin_with_ibuprofen(do)["tier"] == "stop"
    assert do("knowledge", "local", "--init")[1] == "All are there.\n"


def test_examples_that_cannot_be_written_say_so(do: Callable[..., Answer], home: Path) -> None:
    (home / "knowledge").rmdir()
    (home / "knowledge").write_text("in the way", encoding="utf-8")
    code, _, err = do("knowledge", "local", "--init")
    assert code == 4
    assert "Nothing could be written" in err


def test_lint_looks_over_what_patients_read_too(do: Callable[..., Answer]) -> None:
    code, out, _ = do("knowledge", "lint", "--json")
    texts = json.loads(out)["texts"]
    assert (code, texts["sound"], texts["problems"], texts["unknown_names"]) == (0, True, [], [])
    assert texts["most_dispensed"] == {"listed": 60, "without_a_text": [], "not_in_the_dictionary": []}
    assert texts["readability"] == {"hardest_grade": "6", "longest_sentence": 20}
    assert texts["leaflets"]["sources_read"] > 0
    assert texts["fridge_list"]["sources_to_confirm"] > 0
    assert "Of the 60 most dispensed medicines 60 have a leaflet text." in do("knowledge", "lint")[1]


def test_readability_that_was_not_measured_is_never_called_well(
    do: Callable[..., Answer], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "textstat", None)
    code, out, _ = do("knowledge", "lint", "--json")
    assert (code, json.loads(out)["texts"]["readability"]) == (0, None)
    assert "NO  How hard the words are to read was not measured" in do("knowledge", "lint")[1]


def test_the_licensed_warnings_of_a_pharmacy_are_looked_over(do: Callable[..., Answer], home: Path) -> None:
    (home / "warnings").mkdir()
    (home / "warnings" / "warnings.csv").write_text("damaged", encoding="utf-8")
    code, out, _ = do("knowledge", "lint", "--json")
    state = json.loads(out)
    assert (code, state["sound"], state["texts"]["sound"], state["problems"]) == (3, False, False, [])
    assert "must begin with the lines" in state["texts"]["problems"][0]


def test_rules_that_cannot_be_used_do_not_hide_how_the_texts_are(do: Callable[..., Answer], home: Path) -> None:
    write(home, "tiers.csv", TIERS + "IX069,,none,S. Patel,why,2026-11-21\n")
    code, out, _ = do("knowledge", "lint", "--json")
    state = json.loads(out)
    assert (code, state["sound"], state["texts"]["sound"]) == (3, False, True)


def test_without_a_dictionary_no_text_counts_as_looked_up(do: Callable[..., Answer], home: Path) -> None:
    (home / "dictionary").mkdir()
    (home / "dictionary" / "current.json").write_text('{"current": "damaged.sqlite"}', encoding="utf-8")
    (home / "dictionary" / "damaged.sqlite").write_bytes(b"no release")
    texts = json.loads(do("knowledge", "lint", "--json")[1])["texts"]
    assert (texts["sound"], texts["unknown_names"], texts["most_dispensed"]) == (False, None, None)
