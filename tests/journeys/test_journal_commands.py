"""`dispensary journal ...` as a script meets it."""

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from tests.builders import NOW

from dispensary import bootstrap
from dispensary.cli.main import run
from dispensary.domain.identifiers import UserId
from dispensary.domain.journal import GENESIS, Broken, Event
from dispensary.keeping.demonstration import furnish_demo
from dispensary.wording.journal import broken_words

Do = Callable[..., tuple[int, str, str]]
SAID = ("labelled", "pack-scanned", "=HYPERLINK(1)", "handed-out")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The demonstration pharmacy's store with four entries about Mrs Hartnoll, closed."""
    made = bootstrap.Home(tmp_path / "home")
    store = furnish_demo(made)
    with store.read() as uow:
        patient = uow.patients.search("hartnoll")[0].id.value
    for number, kind in enumerate(SAID, start=1):
        with store.begin() as uow:
            about = {"patient": patient, "prescription": "9F3C71-FZZ99A-44B0E4", "issue": "1", "product": "318135008"}
            event = Event(kind, about, {"batch": "TR4071"} if number == 2 else {"words": 'Ŵ, "so"\r\n-1'})
            at = NOW.replace(hour=number)
            uow.journal.append(event, actor=UserId("nia"), authority="", at=at)
            uow.commit()
    store.close()
    return made.folder


@pytest.fixture
def do(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, home: Path) -> Do:
    for name in ("DISPENSARY_HOME", "DISPENSARY_STORE_URL", "DISPENSARY_KEY_FILE", "DISPENSARY_EPS_URL"):
        monkeypatch.delenv(name, raising=False)

    def ask(*words: str, by: str | None = None) -> tuple[int, str, str]:
        acting = ("--as", by, "--pin-fd", _pin()) if by else ()
        capsys.readouterr()
        try:
            code = run(["--home", str(home), *words, *acting], bootstrap.services())
        except SystemExit as end:
            code = int(end.code or 0)
        said = capsys.readouterr()
        return code, said.out, said.err

    return ask


def _pin() -> str:
    reading, writing = os.pipe()
    os.write(writing, b"1234\n")
    os.close(writing)
    return str(reading)


def _behind(home: Path, *statements: str) -> None:
    from sqlcipher3 import dbapi2

    connection = dbapi2.connect(str(home / "store.db"), isolation_level=None)
    connection.execute(f"PRAGMA key = \"x'{(home / 'store.key').read_text().strip()}'\"")
    for table in ("journal", "checkpoint", "workstation_key"):
        connection.execute(f"DROP TRIGGER {table}_no_update")
        connection.execute(f"DROP TRIGGER {table}_no_delete")
    for each in statements:
        connection.execute(each)
    connection.close()


def test_verify_says_what_the_proof_rests_on(do: Do, home: Path) -> None:
    code, out, _ = do("journal", "verify")
    answer = json.loads(out)
    assert (code, answer["ok"], answer["entries"], answer["unsealed"], answer["notes"]) == (0, True, 4, 0, [])
    (counter,) = answer["workstations"]
    assert (counter["sealed_to"], counter["known_here_to"], counter["checkpoints"]) == (4, 4, 1)
    (home / "journal.anchor").unlink()
    assert "nothing was known" in json.loads(do("journal", "verify")[1])["notes"][0]
    assert json.loads(do("journal", "verify")[1])["notes"] == [], "the last one left an anchor"


def test_verify_names_the_first_entry_that_does_not_fit_and_what_to_do(do: Do, home: Path) -> None:
    _behind(home, "UPDATE journal SET body = replace(body, 'nia', 'amara') WHERE sequence = 3")
    code, out, _ = do("journal", "verify")
    answer = json.loads(out)
    assert code == 3
    assert (answer["ok"], answer["workstation"], answer["sequence"]) == (False, "Counter 1", 3)
    assert "Entry 3 of Counter 1 does not fit" in answer["message"]
    assert "backup" in answer["message"]


def test_verify_takes_a_new_key_only_from_somebody_who_names_it(do: Do, home: Path) -> None:
    (home / "journal.key").unlink()
    assert do("journal", "checkpoint")[0] == 0
    code, out, _ = do("journal", "verify")
    reason = json.loads(out)["reason"]
    keys = [key["fingerprint"] for key in json.loads(out)["workstations"][0]["keys"]]
    assert code == 3
    (fingerprint,) = (key for key in keys if key in reason)
    assert do("journal", "verify", "--accept-key", fingerprint)[0] == 0
    code, out, _ = do("journal", "verify")
    assert code == 0
    assert "2 keys" in json.loads(out)["notes"][0]


def test_show_finds_entries_newest_first_and_says_that_it_was_asked(do: Do) -> None:
    code, out, _ = do("journal", "show", "--prescription", "9F3C71-FZZ99A-44B0E4", "--limit", "3", by="amara")
    assert code == 0
    assert [row["kind"] for row in json.loads(out)] == ["handed-out", "=HYPERLINK(1)", "pack-scanned"]
    for narrowed, kinds in (
        (("--batch", "TR4071"), ["pack-scanned"]),
        (("--kind", "labelled"), ["labelled"]),
        (("--from", "2026-11-24", "--person", "nia"), []),
        (("--to", "2026-11-23", "--person", "nia", "--product", "318135008", "--limit", "1"), ["handed-out"]),
    ):
        assert [row["kind"] for row in json.loads(do("journal", "show", *narrowed, by="amara")[1])] == kinds
    (last, *_) = json.loads(do("journal", "show", "--kind", "journal-searched", by="amara")[1])
    assert (last["actor"], last["detail"]["sought"]["product"]) == ("amara", "318135008")


def test_show_takes_an_nhs_number_with_or_without_spaces(do: Do) -> None:
    plain = json.loads(do("journal", "show", "--patient", "9990142734", "--kind", "labelled", by="amara")[1])
    spaced = json.loads(do("journal", "show", "--patient", "999 014 2734", "--kind", "labelled", by="amara")[1])
    assert len(plain) == 1
    assert plain == spaced


def test_show_is_for_whoever_supervises_or_administers(do: Do) -> None:
    for by in (None, "nia", "joseph"):
        code, out, _ = do("journal", "show", by=by)
        assert (code, json.loads(out)["refused"]) == (3, "not-authorised")


@pytest.mark.parametrize("wrong", [("--from", "yesterday"), ("--to", "2026-13-01"), ("--limit", "0"), ("--limit", "x")])
def test_show_says_what_it_cannot_read(do: Do, wrong: tuple[str, str]) -> None:
    assert do("journal", "show", *wrong, by="amara")[:2] == (2, "")


def _prove(lines: list[dict[str, Any]]) -> None:
    """The recipe of docs/journal.md."""
    last: dict[str, tuple[int, str]] = {}
    for line in lines:
        sequence, previous = last.get(line["workstation"], (0, GENESIS))
        assert line["sequence"] == sequence + 1
        assert line["previous"] == previous
        assert sha256((previous + "\n" + line["body"]).encode()).hexdigest() == line["digest"]
        told = json.loads(line["body"])
        assert {name: line[name] for name in told} == told
        last[line["workstation"]] = (line["sequence"], line["digest"])


def test_what_is_exported_can_be_proved_by_somebody_without_the_store(do: Do) -> None:
    code, out, _ = do("journal", "export")
    lines = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert [line["kind"] for line in lines] == [*SAID, "journal-exported"]
    _prove(lines)
    lines[1]["body"] = lines[1]["body"].replace("TR4071", "TR4072")
    with pytest.raises(AssertionError):
        _prove(lines)


def test_no_cell_of_a_table_is_a_formula_and_the_table_can_be_proved_too(do: Do) -> None:
    code, out, _ = do("journal", "export", "--csv")
    rows = list(csv.DictReader(io.StringIO(out, newline="")))
    assert code == 0
    assert [row["kind"] for row in rows] == [
        "labelled",
        "pack-scanned",
        "'=HYPERLINK(1)",
        "handed-out",
        "journal-exported",
    ]
    assert not [cell for row in rows for cell in row.values() if cell[:1] in "=+-@\t\r\n" and cell]
    previous = GENESIS
    for row in rows:
        assert sha256(f"{previous}\n{row['body']}".encode()).hexdigest() == row["digest"]
        previous = row["digest"]


def test_a_checkpoint_is_sealed_and_printed(do: Do, tmp_path: Path) -> None:
    code, out, _ = do("journal", "checkpoint", "--out", str(tmp_path / "page.pdf"), by="amara")
    answer = json.loads(out)
    assert code == 0
    assert (answer["workstation"], len(answer["digest"]), len(answer["seal"])) == ("Counter 1", 64, 128)
    assert (tmp_path / "page.pdf").read_bytes().startswith(b"%PDF")
    assert json.loads(do("journal", "verify")[1])["last"]["Counter 1"] == answer["digest"]
    assert do("journal", "checkpoint", by="nia")[0] == 3
    assert do("journal", "checkpoint")[0] == 0, "the timer may"
    code, _, err = do("journal", "checkpoint", "--out", str(tmp_path / "nowhere" / "page.pdf"))
    assert code == 4
    assert "could not be written" in err


def test_verify_runs_as_a_program_of_its_own_without_loading_the_window_or_the_dictionary(home: Path) -> None:
    script = (
        "import sys; from dispensary.__main__ import main; sys.argv[1:] = sys.argv[1:];"
        "code = main(); loaded = {'PySide6', 'reportlab', 'httpx', 'alembic'} & set(sys.modules);"
        "print(loaded or '', file=sys.stderr); sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, "journal", "verify", "--home", str(home)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2] / "src")},
    )
    assert (done.returncode, done.stderr.strip()) == (0, "")
    assert json.loads(done.stdout)["ok"] is True


def test_the_words_for_a_broken_journal_say_from_where_on() -> None:
    assert "Entries 1 to 40 are as they were sealed" in broken_words(Broken("Counter 1", 50, "it was", 40))
    assert "Any entry up to there" in broken_words(Broken("Counter 1", 50, "it was", 0))
    assert "Entr" in broken_words(Broken("Counter 1", 50, "it was"))
