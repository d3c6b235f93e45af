"""The command line as a script meets it: what it prints, and with what exit code it ends."""

import io
import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from dispensary import bootstrap
from dispensary.cli.main import run
from dispensary.keeping.demonstration import furnish_demo
from dispensary.simulators.eps import RunningSimulator, start

FIXTURES = Path(__file__).parents[1] / "fixtures" / "eps"

Answer = tuple[int, str, str]
Do = Callable[..., Answer]


@pytest.fixture
def do(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Do:
    """Runs one command line in this process, in an empty folder."""
    for name in ("DISPENSARY_HOME", "DISPENSARY_STORE_URL", "DISPENSARY_KEY_FILE", "DISPENSARY_EPS_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)

    def ask(*words: str, feed: str | bytes = b"") -> Answer:
        data = feed.encode() if isinstance(feed, str) else feed
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))
        capsys.readouterr()
        try:
            code = run(words, bootstrap.services())
        except SystemExit as end:
            code = int(end.code or 0)
        said = capsys.readouterr()
        return code, said.out, said.err

    return ask


def lines(text: str) -> list[Any]:
    return [json.loads(line) for line in text.splitlines()]


@pytest.fixture
def furnished(tmp_path: Path) -> Path:
    """The demonstration pharmacy's store, closed."""
    home = bootstrap.Home(tmp_path / "home")
    furnish_demo(home).close()
    return home.folder


@pytest.fixture
def eps() -> Iterator[RunningSimulator]:
    with start() as running:
        yield running


def test_an_unknown_command_is_bad_usage(do: Do) -> None:
    code, out, err = do("prescribe")
    assert (code, out) == (2, "")
    assert "prescribe" in err


@pytest.mark.parametrize("words", [("prescription",), ("eps", "withdraw")])
def test_what_comes_later_says_so(do: Do, words: tuple[str, ...]) -> None:
    code, out, err = do(*words)
    assert (code, out) == (2, "")
    assert "cannot do that yet" in err
    assert "Traceback" not in err


def test_eps_read_gives_one_entry_a_prescription_and_reads_on_after_a_bad_file(do: Do, tmp_path: Path) -> None:
    good = sorted(str(path) for path in FIXTURES.glob("*.json"))
    (tmp_path / "cut.json").write_bytes(Path(good[0]).read_bytes()[:200])
    code, out, _ = do("eps", "read", "cut.json", "absent.json", *good)
    entries = json.loads(out)
    assert code == 0
    assert [entry["source"] for entry in entries][:2] == ["cut.json", "absent.json"]
    assert entries[0]["problems"][0]["severity"] == "error"
    assert {entry["source"] for entry in entries} == {"cut.json", "absent.json", *good}


def test_eps_read_of_nothing_readable_is_2(do: Do) -> None:
    code, out, _ = do("eps", "read", "absent.json")
    assert code == 2
    assert json.loads(out)[0]["problems"]


def test_scans_one_a_line_and_a_bad_line_does_not_stop_the_rest(do: Do) -> None:
    code, out, _ = do(
        "barcode", "--jsonl", feed='{"data": "5017462125412"}\nnonsense\n[1]\n{"data": "5017462125413"}\n'
    )
    answers = lines(out)
    assert code == 0
    assert answers[0]["gtin"] == "05017462125412"
    assert answers[1] == {"error": "this line is not JSON"}
    assert "error" in answers[2]
    assert answers[3]["ok"] is False


def test_nan_is_not_a_number(do: Do) -> None:
    _, out, _ = do("barcode", "--jsonl", feed='{"data": NaN}\n')
    assert lines(out) == [{"error": "this line is not JSON"}]


def test_directions_in_numbers_and_in_words(do: Do) -> None:
    code, out, _ = do(
        "dose", "--jsonl", feed='{"text": "1-2 tds prn max 6/24h", "unit": "tablet"}\n{"text": "as per plan"}\n'
    )
    read, unread = lines(out)
    assert code == 0
    assert (read["parsed"], read["max_24h"], read["per_day_max"]) == (True, "6", "3")
    assert unread["parsed"] is False


def test_the_clinical_check_of_a_case(do: Do) -> None:
    case = {
        "today": "2026-11-21",
        "patient": {"age_years": 45, "sex": "M", "allergies": [{"substance": "penicillin", "severity": "anaphylaxis"}]},
        "items": [{"name": "Amoxicillin 500mg capsules", "directions": "1 tds for 5 days", "quantity": "15"}],
    }
    code, out, _ = do("check", "--jsonl", feed=json.dumps(case) + '\n{"items": 3}\n')
    answer, wrong = lines(out)
    assert code == 0
    assert answer["tier"] == "stop"
    assert answer["findings"][0]["check"] == "allergy"
    assert "error" in wrong


def test_packs_against_what_was_prescribed(do: Do) -> None:
    dictionary = bootstrap.dictionary(None)
    wanted = dictionary.by_name("Amlodipine 5mg tablets")
    other = dictionary.by_name("Amlodipine 10mg tablets")
    assert wanted is not None
    assert other is not None
    right, wrong = (
        dictionary.gtins_of(dictionary.packs_of(product.current)[0].code)[0].value for product in (wanted, other)
    )
    prescribed = {"code": wanted.current.value, "quantity": "28"}
    cases = [{"prescribed": prescribed, "scans": [scan], "today": "2026-11-21"} for scan in (right, wrong)]
    _, out, _ = do("verify", "--jsonl", feed="".join(json.dumps(case) + "\n" for case in cases))
    first, second = lines(out)
    assert (first["verdict"], first["rule"]) == ("pass", "equivalent")
    assert (second["verdict"], second["rule"]) == ("stop", "near-miss")


def test_a_label_without_a_printer(do: Do, tmp_path: Path) -> None:
    case = {
        "premises": {
            "name": "Fernhill Pharmacy",
            "address": "8 Market Row, Little Harwick QX4 7LT",
            "phone": "01632 960147",
        },
        "patient": {"name": "Mrs Beryl Hartnoll"},
        "supplied_on": "2026-11-21",
        "item": {"name": "Amlodipine 5mg tablets", "quantity": "28", "unit": "tablet", "directions": "1 om"},
    }
    Path("case.json").write_text(json.dumps(case), encoding="utf-8")
    code, out, _ = do("label", "--case", "case.json", "--out", "label.pdf")
    made = json.loads(out)
    assert (code, made["labels"]) == (0, 1)
    assert Path("label.pdf").read_bytes().startswith(b"%PDF")
    assert do("label", "--case", "absent.json", "--out", "label.pdf")[0] == 2
    code, _, err = do("label", "--case", "case.json", "--out", "no-such-folder/label.pdf")
    assert code == 4
    assert "could not be written" in err


@pytest.mark.parametrize("command", ["label", "leaflet"])
def test_a_case_from_an_odd_editor_or_of_odd_letters_is_answered(do: Do, tmp_path: Path, command: str) -> None:
    item = {"name": "Amlodipine 5mg tablets", "directions": "1 om", "item_id": "\ud800"}
    case = {
        "premises": {"name": "Fernhill Pharmacy", "address": "8 Market Row, Little Harwick QX4 7LT"},
        "patient": {"name": "Mrs Beryl Hartnoll"},
        "supplied_on": "2026-11-21",
        "item": item,
        "items": [item],
    }
    Path("marked.json").write_text(json.dumps(case), encoding="utf-8-sig")
    assert do(command, "--case", "marked.json", "--out", "made.pdf")[0] == 0
    half = {**case, "patient": {"name": "Beryl \ud800"}}
    Path("half.json").write_text(json.dumps(half), encoding="utf-8")
    code, out, _ = do(command, "--case", "half.json", "--out", "other.pdf")
    assert (code, json.loads(out)["refused"]) == (3, f"{command}-unprintable")
    Path("deep.json").write_text("[" * 200_000, encoding="utf-8")
    assert do(command, "--case", "deep.json", "--out", "other.pdf")[0] == 2
    assert not Path("other.pdf").exists()


def test_without_a_store_nothing_is_invented(do: Do, tmp_path: Path) -> None:
    for words in (("worklist",), ("journal", "verify"), ("eps", "deliver"), ("eps", "release")):
        code, out, err = do(*words, "--home", str(tmp_path / "nowhere"))
        assert (code, out) == (4, "")
        assert err.strip()
        assert "Traceback" not in err


def test_a_wrong_key_is_said_in_words(do: Do, furnished: Path, tmp_path: Path) -> None:
    (tmp_path / "other.key").write_text("ab" * 32, encoding="ascii")
    code, _, err = do("worklist", "--home", str(furnished), "--key-file", "other.key")
    assert code == 4
    assert "key" in err


def test_prescriptions_come_from_eps_and_stand_in_the_worklist(do: Do, furnished: Path, eps: RunningSimulator) -> None:
    code, out, _ = do("--home", str(furnished), "eps", "release", "--url", eps.url)
    answer = json.loads(out)
    assert code == 0
    assert answer["unavailable"] is None
    assert len(answer["received"]) >= 60
    code, out, _ = do("worklist", "--json", "--home", str(furnished))
    rows = json.loads(out)
    assert code == 0
    assert len(rows) == len(answer["received"])
    assert any(row["failed"] for row in rows)
    assert any(row["stops"] for row in rows)
    code, out, _ = do("journal", "verify", "--home", str(furnished))
    assert code == 0
    assert json.loads(out)["ok"] is True


def test_whoever_acts_is_named_with_their_pin(do: Do, furnished: Path, eps: RunningSimulator) -> None:
    def pin(words: bytes) -> str:
        reading, writing = os.pipe()
        os.write(writing, words)
        os.close(writing)
        return str(reading)

    asked = ("eps", "release", "--url", eps.url, "--home", str(furnished))
    assert do(*asked, "--as", "nia")[0] == 2
    code, out, _ = do(*asked, "--as", "nia", "--pin-fd", pin(b"9999\n"))
    assert (code, json.loads(out)["refused"]) == (3, "wrong-pin")
    code, out, _ = do(*asked, "--as", "hal", "--pin-fd", pin(b"1234\n"))
    assert (code, json.loads(out)["refused"]) == (3, "not-authorised")
    code, out, _ = do(*asked, "--as", "nia", "--pin-fd", pin(b"1234\n"))
    assert code == 0
    assert json.loads(out)["received"]


def test_an_id_that_fails_its_check_is_refused_before_anything_is_sent(do: Do, furnished: Path) -> None:
    code, out, _ = do("eps", "release", "--prescription-id", "24F5DA-A83008-7EFE6A", "--home", str(furnished))
    assert code == 3
    assert json.loads(out)["refused"] == "not-a-prescription-id"


def test_a_closed_eps_is_unavailable_and_the_request_waits(do: Do, furnished: Path) -> None:
    nobody = "http://127.0.0.1:9"
    code, out, _ = do("eps", "release", "--url", nobody, "--home", str(furnished))
    answer = json.loads(out)
    assert code == 4
    assert answer["waiting"] == 1
    code, out, _ = do("eps", "deliver", "--url", nobody, "--home", str(furnished))
    assert code == 4


def test_a_changed_journal_is_found_and_named(do: Do, furnished: Path, eps: RunningSimulator) -> None:
    from sqlcipher3 import dbapi2

    do("--home", str(furnished), "eps", "release", "--url", eps.url)
    key = (furnished / "store.key").read_text(encoding="ascii").strip()
    connection = dbapi2.connect(str(furnished / "store.db"))
    connection.execute(f"PRAGMA key = \"x'{key}'\"")
    connection.execute("DROP TRIGGER journal_no_update")
    connection.execute("UPDATE journal SET body = replace(body, 'system', 'nobody') WHERE sequence = 2")
    connection.commit()
    connection.close()
    code, out, _ = do("journal", "verify", "--home", str(furnished))
    answer = json.loads(out)
    assert code == 3
    assert (answer["ok"], answer["sequence"]) == (False, 2)


def test_doctor_looks_at_what_there_is(do: Do, furnished: Path, tmp_path: Path) -> None:
    code, out, _ = do("doctor", "--json", "--home", str(furnished))
    rows = {row["part"]: row for row in json.loads(out)}
    parts = {name: row["ok"] for name, row in rows.items()}
    assert code == 0
    # The starter is of April 2025: more than two months old, which no dispensing may go by (row 1.8.2).
    assert not parts["dictionary"]
    assert "import the current release" in rows["dictionary"]["state"]
    assert parts["store"]
    assert parts["journal"]
    assert not parts["responsible pharmacist"]
    code, out, _ = do("doctor", "--home", str(tmp_path / "nowhere"))
    assert code == 0
    assert "NO  store" in out


def test_the_demonstration_never_overwrites_a_store(do: Do, furnished: Path) -> None:
    before = (furnished / "store.db").read_bytes()
    code, _, err = do("demo", "--keep", str(furnished))
    assert code == 4
    assert "empty folder" in err
    assert (furnished / "store.db").read_bytes() == before


def test_an_option_without_its_value_is_bad_usage(do: Do) -> None:
    assert do("worklist", "--home")[0] == 2
