"""Backups that are made by themselves: set once, proved at once, made by a child, and never on the wrong disk."""

import json
import os
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from tests.upkeep.homes import PASSPHRASE, record, recorded, unlock

from dispensary.adapters.store.alone import open_alone
from dispensary.adapters.system.backup_plan import MARK, PlanFile
from dispensary.adapters.system.notes import last_backup
from dispensary.application.ports.store import StoreUnavailable
from dispensary.application.ports.upkeep import BackupFailed
from dispensary.domain.backups import BackupPlan
from dispensary.domain.retention import KeepRule
from dispensary.keeping.backing_up import back_up_as_planned, backing_up, make_backup, plan_home, stop_planned
from dispensary.keeping.home import Home
from dispensary.keeping.keys import open_home
from dispensary.keeping.looking_over import backup_standing, look_over


def planned(home: Home, folder: Path, every: timedelta = timedelta(days=1)) -> BackupPlan:
    plan = BackupPlan(str(folder), every, KeepRule(3, 2, 1))
    plan_home(home, unlock(), plan)
    return plan


def asked(home: Home, folder: Path, *, new: bool = False) -> str:
    """What the window would give its child."""
    store = open_home(home, unlock())
    try:
        means = backing_up(home, store)
        assert means is not None
        return means.asked(BackupPlan(str(folder)), new)
    finally:
        store.close()


def backups(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("dispensary-*.db"))


def kinds(home: Home) -> list[str]:
    store = open_home(home, unlock())
    try:
        with store.read() as uow:
            return [json.loads(entry.body)["kind"] for entry in uow.journal.entries()]
    finally:
        store.close()


def test_a_plan_is_kept_once_its_first_backup_is_proved(home: Home, tmp_path: Path) -> None:
    plan = planned(home, tmp_path / "shelf", timedelta(hours=6))
    assert backup_standing(home).plan == plan
    assert len(backups(tmp_path / "shelf")) == 1
    assert not backup_standing(home).due
    assert kinds(home)[-2:] == ["backed-up", "backups-planned"]


def test_a_place_that_takes_no_backup_is_not_set(home: Home, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(BackupFailed):
        planned(home, tmp_path / "file")
    assert backup_standing(home).plan is None
    assert "backups-planned" not in kinds(home)


def test_it_can_be_stopped_and_what_was_made_stays(home: Home, tmp_path: Path) -> None:
    planned(home, tmp_path / "shelf")
    stop_planned(home, unlock())
    assert backup_standing(home).plan is None
    assert len(backups(tmp_path / "shelf")) == 1


def test_the_child_makes_a_proved_backup_and_notes_it(home: Home, tmp_path: Path) -> None:
    planned(home, tmp_path / "shelf")
    record(home, "later")
    before = last_backup(home.folder)
    answer = make_backup(asked(home, tmp_path / "shelf"))
    assert answer["ok"], answer
    noted = last_backup(home.folder)
    assert noted is not None
    assert before is not None
    assert (noted.name, noted.at > before.at, noted.entries > before.entries) == (answer["state"], True, True)
    assert kinds(home)[-1] == "backed-up"


def test_the_child_opens_a_record_under_a_passphrase_with_the_key_alone(locked: Home, tmp_path: Path) -> None:
    planned(locked, tmp_path / "shelf")
    given = asked(locked, tmp_path / "shelf")
    assert PASSPHRASE not in given
    answer = make_backup(given)
    assert answer["ok"], answer
    assert Path(f"{answer['state']}.lock").read_bytes() == locked.lock.read_bytes()


def test_the_key_reaches_the_real_child_through_its_pipe_alone(home: Home, tmp_path: Path) -> None:
    planned(home, tmp_path / "shelf")
    store = open_home(home, unlock())
    means = backing_up(home, store)
    assert means is not None
    key = store.key.hex()
    assert not any(key in word for word in means.command)
    assert not any(key in value for value in os.environ.values())
    # The window has the record open meanwhile.
    done = subprocess.run(
        means.command,
        input=means.asked(BackupPlan(str(tmp_path / "shelf")), False),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    said = json.loads(done.stdout)
    assert said["ok"]
    assert key not in done.stdout
    store.close()
    open_alone(Path(said["state"]), bytes.fromhex(key)).close()


def test_a_pulled_stick_is_told_and_nothing_is_made_in_its_place(home: Home, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    planned(home, stick / "backups")
    stick.rename(tmp_path / "pocket")
    answer = make_backup(asked(home, stick / "backups"))
    assert not answer["ok"]
    assert "is not there" in answer["state"]
    assert not stick.exists()
    # Where the stick was mounted, an empty folder of that name stays.
    (stick / "backups").mkdir(parents=True)
    answer = make_backup(asked(home, stick / "backups"))
    assert not answer["ok"]
    assert "not the folder that was chosen" in answer["state"]
    assert list((stick / "backups").iterdir()) == []
    with pytest.raises(BackupFailed):
        back_up_as_planned(home, unlock())
    (stick / "backups").rmdir()
    stick.rmdir()
    (tmp_path / "pocket").rename(stick)
    assert make_backup(asked(home, stick / "backups"))["ok"]


def test_a_folder_that_was_chosen_just_now_is_marked(home: Home, tmp_path: Path) -> None:
    shelf = tmp_path / "new shelf"
    assert not make_backup(asked(home, shelf, new=True))["ok"]
    shelf.mkdir()
    assert make_backup(asked(home, shelf, new=True))["ok"]
    assert (shelf / MARK).is_file()
    assert make_backup(asked(home, shelf))["ok"]


def test_backups_made_by_themselves_are_thinned_by_the_rule_of_the_plan(home: Home, tmp_path: Path) -> None:
    shelf = tmp_path / "shelf"
    planned(home, shelf)
    for day in range(1, 9):
        (shelf / f"dispensary-FX999-202601{day:02d}T220000Z.db").write_bytes(b"old")
    back_up_as_planned(home, unlock())
    left = backups(shelf)
    assert "dispensary-FX999-20260108T220000Z.db" in left
    assert len(left) <= 6
    assert (shelf / MARK).is_file()


def test_a_plan_that_cannot_be_read_is_said_and_not_taken_for_none(home: Home) -> None:
    for held in (b"", b"[]", b"{}", b'{"destination": "/x", "every_hours": 0, "daily": 1, "weekly": 1, "monthly": 1}'):
        (home.folder / "backup-plan.json").write_bytes(held)
        with pytest.raises(StoreUnavailable, match="cannot be read"):
            backup_standing(home)
        (part,) = (part for part in look_over(home, unlock()) if part.name == "backup")
        assert not part.well
        assert "cannot be read" in part.words


def test_doctor_says_whether_backups_are_made_by_themselves(home: Home, tmp_path: Path) -> None:
    (part,) = (part for part in look_over(home, unlock()) if part.name == "backup")
    assert (part.well, "None is made by itself" in part.words) == (False, True)
    planned(home, tmp_path / "shelf")
    (part,) = (part for part in look_over(home, unlock()) if part.name == "backup")
    assert (part.well, "every day" in part.words) == (True, True)


def test_a_backup_under_way_that_is_cut_off_costs_nothing(home: Home, tmp_path: Path) -> None:
    """As when the window is closed meanwhile."""
    planned(home, tmp_path / "shelf")
    before = backups(tmp_path / "shelf")
    given = asked(home, tmp_path / "shelf")
    store = open_home(home, unlock())
    command = backing_up(home, store)
    assert command is not None
    child = subprocess.Popen(command.command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
    assert child.stdin is not None
    child.stdin.write(given.encode())
    child.stdin.close()
    child.kill()
    child.wait()
    store.close()
    assert set(before) <= set(backups(tmp_path / "shelf"))
    assert recorded(home) == ["before"]
    assert make_backup(given)["ok"]


def test_the_plan_file_says_all_of_the_plan(tmp_path: Path) -> None:
    plan = BackupPlan("/é b", timedelta(hours=36), KeepRule(1, 0, 2))
    PlanFile(tmp_path).keep(plan)
    assert PlanFile(tmp_path).read() == plan
    PlanFile(tmp_path).keep(None)
    assert PlanFile(tmp_path).read() is None
