"""Set-up, key, backup and restore as a script meets them."""

import io
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.upkeep.homes import PASSPHRASE, record, unlock

from dispensary import bootstrap
from dispensary.cli.main import run
from dispensary.keeping.home import Home

Answer = tuple[int, Any, str]
ANSWERS = {
    "key": "passphrase",
    "pharmacy": {
        "name": "Fernhill Pharmacy",
        "address": "8 Market Row, Little Harwick",
        "postcode": "QX4 7LT",
        "phone": "01632 960147",
        "ods": "FX999",
    },
    "person": {
        "user": "amara",
        "name": "Amara Whitlock",
        "title": "Pharmacist",
        "registration": "2999041",
        "pharmacist": True,
    },
}


@pytest.fixture
def do(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., Answer]:
    """Runs one command line in this process, without a terminal."""
    for name in ("DISPENSARY_HOME", "DISPENSARY_KEY_FILE", "DISPENSARY_PASSPHRASE_FILE", "DISPENSARY_STORE_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)

    def ask(*words: str) -> Answer:
        monkeypatch.setattr(sys, "stdin", io.StringIO(""))
        capsys.readouterr()
        try:
            code = run(words, bootstrap.services())
        except SystemExit as end:
            code = int(end.code or 0)
        said = capsys.readouterr()
        return code, json.loads(said.out) if said.out else None, said.err

    return ask


def on_a_pipe(words: str) -> str:
    reading, writing = os.pipe()
    os.write(writing, f"{words}\n".encode())
    os.close(writing)
    return str(reading)


def init(do: Callable[..., Answer], answers: dict[str, Any], *more: str, pin: str = "482915") -> Answer:
    Path("answers.json").write_text(json.dumps(answers), encoding="utf-8")
    words = ("init", "--from", "answers.json", "--home", "home", "--pin-fd", on_a_pipe(pin), *more)
    return do(*words, "--passphrase-fd", on_a_pipe(PASSPHRASE))


def opening(*words: str) -> tuple[str, ...]:
    return (*words, "--home", "home", "--passphrase-fd", on_a_pipe(PASSPHRASE))


def test_a_pharmacy_is_set_up_from_a_file_and_works(do: Callable[..., Answer]) -> None:
    code, out, _ = init(do, ANSWERS)
    assert (code, out["user"], out["key"]) == (0, "amara", "passphrase")
    assert do(*opening("worklist"))[:2] == (0, [])
    assert do(*opening("journal", "verify"))[1]["entries"] == 1
    code, out, _ = do(*opening("doctor", "--json"))
    parts = {row["part"]: row["ok"] for row in out}
    assert parts["store"]
    assert parts["record file"]
    assert not parts["backup"]


def test_a_record_is_never_written_over(do: Callable[..., Answer]) -> None:
    init(do, ANSWERS)
    before = Path("home/store.db").read_bytes(), Path("home/store.lock").read_bytes()
    code, out, _ = init(do, ANSWERS)
    assert (code, out["refused"]) == (3, "already-set-up")
    assert (Path("home/store.db").read_bytes(), Path("home/store.lock").read_bytes()) == before


@pytest.mark.parametrize(
    ("part", "field", "value", "code"),
    [
        ("pharmacy", "ods", "not one", "not-an-ods-code"),
        ("pharmacy", "phone", "", "missing"),
        ("person", "registration", "", "missing"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_left_behind(
    do: Callable[..., Answer], part: str, field: str, value: str, code: str
) -> None:
    answers = json.loads(json.dumps(ANSWERS))
    answers[part][field] = value
    ended, out, _ = init(do, answers)
    assert (ended, out["refused"]) == (3, code)
    assert not Path("home").exists()


def test_answers_that_nobody_asked_for_are_named_and_not_passed_over(do: Callable[..., Answer]) -> None:
    code, _, said = init(do, {**ANSWERS, "ods": "FX999"})
    assert code == 2
    assert "not asked for: ods" in said
    assert not Path("home").exists()


def test_a_weak_pin_or_passphrase_sets_nothing_up(do: Callable[..., Answer]) -> None:
    for weak in ("123", "1111", "4711", "999041"):
        assert init(do, ANSWERS, pin=weak)[1]["refused"] == "pin-unfit", weak
    words = ("init", "--from", "answers.json", "--home", "home", "--pin-fd", on_a_pipe("482915"))
    assert do(*words, "--passphrase-fd", on_a_pipe("short"))[1]["refused"] == "weak-passphrase"
    assert not Path("home").exists()


def test_without_a_terminal_nothing_is_asked_and_what_is_missing_is_named(do: Callable[..., Answer]) -> None:
    code, _, err = do("init", "--home", "home")
    assert code == 2
    assert "--pin-fd" in err
    code, out, _ = do("init", "--home", "home", "--key", "file", "--pin-fd", on_a_pipe("482915"))
    assert (code, out["refused"]) == (3, "missing")
    assert "the pharmacy's name" in out["message"]
    for junk in ("nonsense", "[]", '{"pharmacy": 3}', '{"person": {"shoe_size": "9"}}'):
        Path("junk.json").write_text(junk, encoding="utf-8")
        assert do("init", "--from", "junk.json", "--home", "home", "--key", "file")[0] == 2


def test_somebody_who_is_no_pharmacist_only_administers(do: Callable[..., Answer]) -> None:
    answers = json.loads(json.dumps(ANSWERS))
    answers["person"] |= {"pharmacist": False, "registration": ""}
    assert init(do, answers)[0] == 0
    from dispensary.keeping.keys import open_home

    store = open_home(Home(Path("home")), unlock())
    with store.read() as uow:
        first, timer = uow.staff.all()
    store.close()
    assert [held.task.value for held in first.authorisations] == ["administer"]
    assert timer.system


def test_the_first_person_signs_in_and_the_workstation_cannot(do: Callable[..., Answer]) -> None:
    init(do, ANSWERS)
    from dispensary.keeping.keys import open_home

    store = open_home(Home(Path("home")), unlock())
    with store.read() as uow:
        staff = {user.id.value: user for user in uow.staff.all()}
    store.close()
    assert staff["amara"].pharmacist
    assert staff["system"].system


def test_a_wrong_or_missing_passphrase_is_said_in_words(do: Callable[..., Answer]) -> None:
    init(do, ANSWERS)
    code, _, err = do("worklist", "--home", "home", "--passphrase-fd", on_a_pipe("not this one"))
    assert (code, "does not open the record" in err) == (4, True)
    code, _, err = do("worklist", "--home", "home")
    assert (code, "--passphrase-fd" in err) == (4, True)
    assert "Traceback" not in err


def test_the_passphrase_may_stand_in_a_named_file(do: Callable[..., Answer], monkeypatch: pytest.MonkeyPatch) -> None:
    init(do, ANSWERS)
    Path("passphrase").write_text(PASSPHRASE + "\n", encoding="utf-8")
    monkeypatch.setenv("DISPENSARY_PASSPHRASE_FILE", "passphrase")
    assert do("worklist", "--home", "home")[:2] == (0, [])
    monkeypatch.setenv("DISPENSARY_PASSPHRASE_FILE", "absent")
    assert do("worklist", "--home", "home")[0] == 4


def test_back_up_and_go_back(do: Callable[..., Answer]) -> None:
    init(do, ANSWERS)
    code, made, _ = do(*opening("backup", "shelf"))
    assert (code, made["entries"], made["removed"]) == (0, 1, [])
    record(Home(Path("home")), "since")
    code, said, _ = do(*opening("restore", made["file"]))
    assert (code, said["refused"], said["lost_entries"]) == (3, "would-lose", 2)
    assert "would be lost" in said["message"]
    code, done, _ = do(*opening("restore", made["file"], "--yes"))
    assert (code, done["lost_entries"]) == (0, 2)
    assert (Path("home") / done["put_aside"]).exists()
    assert do(*opening("journal", "verify"))[1]["ok"] is True


def test_a_backup_that_failed_ends_with_4_and_says_so(do: Callable[..., Answer]) -> None:
    init(do, ANSWERS)
    Path("shelf").write_text("a file where a folder should be")
    code, out, err = do(*opening("backup", "shelf"))
    assert (code, out) == (4, None)
    assert "NOT made" in err
    assert do(*opening("backup", "there", "--daily", "-1"))[0] == 2


def test_the_key_is_changed_renewed_and_exported(do: Callable[..., Answer]) -> None:
    init(do, ANSWERS)
    new = ("key", "change", "--new-passphrase-fd", on_a_pipe("tea kettle mountain"))
    assert do(*opening(*new))[:2] == (0, {"key": "passphrase"})
    assert do(*opening("worklist"))[0] == 4
    then = ("--home", "home", "--passphrase-fd")
    assert do("key", "renew", *then, on_a_pipe("tea kettle mountain"))[1]["renewed"] is True
    assert do("key", "export", "emergency.key", *then, on_a_pipe("tea kettle mountain"))[0] == 0
    assert do("worklist", "--home", "home", "--key-file", "emergency.key")[:2] == (0, [])
    weak = ("key", "change", "--new-passphrase-fd", on_a_pipe("short"), "--home", "home")
    assert do(*weak, "--key-file", "emergency.key")[1]["refused"] == "weak-passphrase"


def test_a_server_that_cannot_be_reached_sets_nothing_up(do: Callable[..., Answer]) -> None:
    code, out, err = init(do, ANSWERS, "--store-url", "postgresql://pharmacy@127.0.0.1:1/pharmacy")
    assert (code, out, "cannot be reached" in err) == (4, None, True)
    assert not Path("home").exists()


def test_doctor_says_what_this_counter_is_called(do: Callable[..., Answer]) -> None:
    answers = {**ANSWERS, "key": "file", "pharmacy": {**ANSWERS["pharmacy"], "workstation": "Bench 2"}}
    assert init(do, answers)[0] == 0
    code, out, _ = do("doctor", "--json", "--home", "home")
    assert code == 0
    assert {"part": "counter", "ok": True, "state": "this one is called Bench 2"} in out


def test_backups_are_set_to_be_made_by_themselves_and_made_as_set(do: Callable[..., Answer], tmp_path: Path) -> None:
    assert init(do, {**ANSWERS, "key": "file"})[0] == 0
    code, _, err = do("backup", "--home", "home")
    assert (code, "Nobody has said where" in err) == (4, True)
    for wrong in ("0", "169", "weekly", "-3"):
        assert do("backup", f"--every={wrong}", "shelf", "--home", "home")[0] == 2
    assert do("backup", "--every", "day", "--home", "home")[0] == 2
    code, out, _ = do("backup", "--every", "DAY", "shelf", "--home", "home")
    assert (code, out["every_hours"]) == (0, 24)
    assert Path(out["file"]).parent == tmp_path / "shelf"
    code, out, _ = do("backup", "--home", "home")
    assert (code, Path(out["file"]).parent) == (0, tmp_path / "shelf")
    assert do("backup", "--every", "6", "shelf", "--home", "home")[1]["every_hours"] == 6
    assert do("backup", "--every", "never", "--home", "home")[:2] == (0, {"every_hours": None})
    assert do("backup", "--home", "home")[0] == 4
