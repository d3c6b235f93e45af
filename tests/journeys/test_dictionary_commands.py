"""`dispensary dictionary`: a release brought in, gone back from, searched and looked things up in."""

import io
import json
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from tests.adapters.test_dictionary_import import a_release, as_folder, with_a_lost_pack
from tests.adapters.test_dictionary_moved import release_of

from dispensary import bootstrap
from dispensary.cli.main import run


@pytest.fixture
def dictionary(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Any:
    """Runs one command over a home of its own: exit code, answer, what was said."""

    def ask(*words: str, lines: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(lines.encode())))
        code = run(["--home", str(tmp_path / "home"), "dictionary", *words], bootstrap.services())
        return code, *capsys.readouterr()

    return ask


def test_a_release_is_brought_in_and_gone_back_from(tmp_path: Path, dictionary: Any) -> None:
    source = as_folder(tmp_path / "release", a_release())
    code, out, said = dictionary("import", str(source))
    answer = json.loads(out)
    assert (code, answer["dated"], answer["counts"]["vmp"], answer["ambiguous"]) == (0, "2025-04-01", 3, 1)
    assert "No schema came with" in said
    assert "100 %" in said
    later = {name.replace("010425", "080425"): text for name, text in a_release().items()}
    code, out, _ = dictionary("import", str(as_folder(tmp_path / "later", later)))
    assert (code, json.loads(out)["changes"]["amp"]) == (0, {"new": 0, "gone": 0, "renamed": 0, "moved": 0})
    code, out, _ = dictionary("rollback")
    assert (code, json.loads(out)["dated"]) == (0, "2025-04-01")


def test_going_back_where_there_is_nothing_to_go_back_to_is_refused(tmp_path: Path, dictionary: Any) -> None:
    dictionary("import", str(as_folder(tmp_path / "release", a_release())))
    code, out, _ = dictionary("rollback")
    assert (code, json.loads(out)["refused"]) == (3, "no-earlier-release")


def test_a_bad_release_is_refused_in_one_sentence(tmp_path: Path, dictionary: Any) -> None:
    dictionary("import", str(as_folder(tmp_path / "good", a_release())))
    bad = as_folder(tmp_path / "bad", with_a_lost_pack(a_release()))
    code, out, _ = dictionary("import", str(bad))
    answer = json.loads(out)
    assert (code, answer["refused"]) == (3, "release-unusable")
    assert "such as 43" in answer["message"]
    code, out, _ = dictionary("import", str(bad), "--accept-faults")
    assert (code, json.loads(out)["orphans"]["vmpp"]) == (0, 1)
    (tmp_path / "text.zip").write_text("no zip")
    code, out, _ = dictionary("import", str(tmp_path / "text.zip"))
    assert (code, "cannot be read as a zip" in json.loads(out)["message"]) == (3, True)


def test_searching_and_looking_up_work_without_any_record(dictionary: Any) -> None:
    code, out, _ = dictionary("search", "amlod 5", "--json", "--limit", "3")
    first, *others = json.loads(out)["results"]
    assert (code, first["kind"], first["name"], len(others)) == (0, "VMP", "Amlodipine 5mg tablets", 2)
    code, out, _ = dictionary("search", "--jsonl", lines="metho 2.5\nno such thing at all\n\n")
    rows = [json.loads(line)["results"] for line in out.splitlines()]
    assert (code, rows[0][0]["name"], rows[1], rows[2]) == (0, "Methotrexate 2.5mg tablets", [], [])
    code, out, _ = dictionary("search", "amlod", "5")
    assert out.splitlines()[0] == f"VMP   {first['code']:18} Amlodipine 5mg tablets"
    code, out, _ = dictionary("show", first["code"])
    shown = json.loads(out)
    assert (shown["kind"], shown["known"], shown["vmp"]["ingredients"][0]["strength"]) == (
        "VMP",
        True,
        {"value": "5", "unit": "mg"},
    )
    barcode = next(gtin for pack in shown["packs"] for gtin in pack["gtins"])
    code, out, _ = dictionary("gtin", barcode)
    assert json.loads(out)["packs"][0]["vmp"] == first["code"]


def test_a_brand_that_went_to_another_generic_is_counted_and_says_from_where(tmp_path: Path, dictionary: Any) -> None:
    dictionary("import", str(as_folder(tmp_path / "release", release_of("010425", moved=False))))
    _, out, _ = dictionary("import", str(as_folder(tmp_path / "later", release_of("080425", moved=True))))
    assert json.loads(out)["changes"]["amp"]["moved"] == 1
    _, out, _ = dictionary("show", "52")
    assert json.loads(out)["moved"] == {"before": "31", "now": "32", "since": "2025-04-08"}
    _, out, _ = dictionary("show", "51")
    assert json.loads(out)["moved"] is None


def test_an_unknown_code_is_said_to_be_unknown(dictionary: Any) -> None:
    code, out, _ = dictionary("show", "12345")
    shown = json.loads(out)
    assert (code, shown["known"], shown["valid"], shown["name"]) == (0, False, False, None)
    code, _, said = dictionary("gtin", "5036072001375")
    assert (code, "no GTIN" in said) == (2, True)


def test_a_zip_with_everything_in_it_is_read_where_it_lies(tmp_path: Path, dictionary: Any) -> None:
    path = tmp_path / "nhsbsa_dmd_4.1.0_20250407000001.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in a_release().items():
            archive.writestr(name, text)
    before = sorted(tmp_path.iterdir())
    code, out, _ = dictionary("import", str(path))
    assert (code, json.loads(out)["release"]) == (0, "nhsbsa_dmd_4.1.0_20250407000001")
    assert [each for each in sorted(tmp_path.iterdir()) if each.name != "home"] == before
