"""An open workstation goes over to another release of the dictionary by itself, between steps and never within one."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.adapters.test_dictionary_import import a_release, as_folder, with_a_lost_pack
from tests.builders import AMARA, workplace

from dispensary.adapters.dictionary import (
    FollowingDictionary,
    InstalledReleases,
    import_release,
    prepare_release,
    roll_back,
)
from dispensary.application.dictionary_releases import put_release_in_use, roll_back_release
from dispensary.application.ports.dictionary import DictionaryUnavailable
from dispensary.application.step import Receipt
from dispensary.domain.identifiers import SnomedCode
from dispensary.domain.refused import NoEarlierDictionary

TABLETS = SnomedCode("31")


def renamed(words: str = "Examplin 5mg tablets (new name)") -> dict[str, str]:
    """The release of a week later: one product has another name."""
    files = {name.replace("010425", "080425"): text for name, text in a_release().items()}
    name = "f_vmp2_3080425.xml"
    return files | {name: files[name].replace("<NM>Examplin 5mg tablets</NM>", f"<NM>{words}</NM>")}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    made = tmp_path / "home"
    import_release(made, as_folder(tmp_path / "first", a_release()))
    return made


def test_what_another_program_puts_in_use_is_answered_from_at_the_next_look(tmp_path: Path, home: Path) -> None:
    followed = FollowingDictionary(home)
    import_release(home, as_folder(tmp_path / "later", renamed()))
    assert followed.release().dated.isoformat() == "2025-04-08"
    assert followed.resolve(TABLETS).name == "Examplin 5mg tablets (new name)"
    roll_back(home)
    with followed.one_release():
        assert followed.resolve(TABLETS).name == "Examplin 5mg tablets"


def test_within_one_step_every_answer_is_of_one_release(tmp_path: Path, home: Path) -> None:
    followed = FollowingDictionary(home)
    with followed.one_release():
        before = followed.resolve(TABLETS).name
        import_release(home, as_folder(tmp_path / "later", renamed()))
        with followed.one_release():
            assert followed.resolve(TABLETS).name == before
        assert (followed.resolve(TABLETS).name, followed.release().dated.isoformat()) == (before, "2025-04-01")
    assert followed.release().dated.isoformat() == "2025-04-08"


def test_a_release_that_cannot_be_opened_leaves_the_one_that_is_open(tmp_path: Path, home: Path) -> None:
    followed = FollowingDictionary(home)
    name, _ = prepare_release(home, as_folder(tmp_path / "later", renamed()))
    (home / "dictionary" / name).write_bytes(b"no database")
    (home / "dictionary" / "current.json").write_text(json.dumps({"current": name}))
    assert followed.release().dated.isoformat() == "2025-04-01"
    assert followed.resolve(TABLETS).known


def test_what_is_prepared_is_not_in_use_before_somebody_puts_it_there(tmp_path: Path, home: Path) -> None:
    followed, releases = FollowingDictionary(home), InstalledReleases(home)
    name, report = prepare_release(home, as_folder(tmp_path / "later", renamed()))
    assert (followed.release().dated.isoformat(), releases.previous()) == ("2025-04-01", None)
    assert releases.prepared(name).name == report.name
    releases.put_in_use(name)
    assert followed.release().dated.isoformat() == "2025-04-08"
    with pytest.raises(DictionaryUnavailable, match="not there any more"):
        releases.put_in_use("release-of-nobody.sqlite")


def test_the_journal_says_who_changed_the_release_from_which_to_which(tmp_path: Path, home: Path) -> None:
    place = replace(workplace(tmp_path), dictionary=FollowingDictionary(home))
    releases = InstalledReleases(home)
    try:
        assert isinstance(roll_back_release(place, AMARA, releases), NoEarlierDictionary)
        name, _ = prepare_release(home, as_folder(tmp_path / "later", renamed()))
        assert isinstance(put_release_in_use(place, AMARA, releases, name), Receipt)
        assert isinstance(roll_back_release(place, AMARA, releases), Receipt)
        with place.store.read() as uow:
            told = [json.loads(entry.body) for entry in uow.journal.entries()]
    finally:
        place.store.close()
    said = [(each["kind"], each["detail"]["dated"], each["detail"]["before_dated"]) for each in told]
    assert said[-2:] == [
        ("dictionary-imported", "2025-04-08", "2025-04-01"),
        ("dictionary-rolled-back", "2025-04-01", "2025-04-08"),
    ]
    assert [each["actor"] for each in told[-2:]] == ["amara", "amara"]


def child(home: Path, source: Path, **vouched: bool) -> "subprocess.Popen[bytes]":
    """The process that a window starts to read a release in."""
    started = subprocess.Popen(
        [sys.executable, "-m", "dispensary", "read-release"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    asked = {"home": str(home), "path": str(source), "smaller": False, "faults": False, **vouched}
    assert started.stdin is not None
    started.stdin.write(json.dumps(asked).encode() + b"\n")
    started.stdin.flush()
    return started


def answers(started: "subprocess.Popen[bytes]") -> list[dict[str, Any]]:
    assert started.stdout is not None
    with started.stdout as out:
        told = [json.loads(line) for line in out]
    assert started.stdin is not None
    started.stdin.close()
    assert started.wait() == 0
    return told


def test_the_child_reads_a_release_in_and_leaves_the_one_in_use_alone(tmp_path: Path, home: Path) -> None:
    told = answers(child(home, as_folder(tmp_path / "later", renamed())))
    assert told[-2]["share"] == 1
    assert told[-1]["report"]["dated"] == "2025-04-08"
    assert (home / "dictionary" / told[-1]["prepared"]).is_file()
    assert FollowingDictionary(home).release().dated.isoformat() == "2025-04-01"


def test_the_child_says_what_somebody_may_vouch_for(tmp_path: Path, home: Path) -> None:
    bad = as_folder(tmp_path / "bad", with_a_lost_pack(a_release()))
    (told,) = [each for each in answers(child(home, bad)) if "refused" in each]
    assert (told["lacks"], "such as 43" in told["refused"], "--accept" in told["refused"]) == ("faults", True, False)
    assert "prepared" in answers(child(home, bad, faults=True))[-1]


def test_an_import_that_is_given_up_leaves_nothing_behind(tmp_path: Path, home: Path) -> None:
    source = as_folder(tmp_path / "later", renamed())
    before = {path.name for path in (home / "dictionary").iterdir()}
    given_up = subprocess.run(
        [sys.executable, "-m", "dispensary", "read-release"],
        input=json.dumps({"home": str(home), "path": str(source), "smaller": False, "faults": False}).encode() + b"\n",
        capture_output=True,
        check=False,
    )
    # Standard input ended at once: as if the window had gone.
    assert json.loads(given_up.stdout.splitlines()[-1]) == {"cancelled": True}
    assert {path.name for path in (home / "dictionary").iterdir()} == before
