"""Backups of a record on a server that are made by themselves: at the counter that has their key, by a child that gets
key and address through its pipe.
"""

import json
import os
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests.postgres import PASSWORD, Cluster
from tests.upkeep.counters import Counter, Counters
from tests.upkeep.homes import unlock
from tests.upkeep.test_backups import in_backup, key_of

from dispensary.adapters.system.backup_plan import MARK, PlanFile, mark
from dispensary.adapters.system.notes import last_backup
from dispensary.application.ports.store import StoreUnavailable
from dispensary.cli.services import Unlock
from dispensary.desktop.backup_watch import Backups, BackupWatch
from dispensary.desktop.tasks import Tasks
from dispensary.domain.backups import BackupPlan
from dispensary.domain.retention import KeepRule
from dispensary.keeping.backing_up import (
    back_up_as_planned,
    backing_up_shared,
    make_backup,
    plan_home,
    stop_planned,
)
from dispensary.keeping.first_pages import key_for_backups
from dispensary.keeping.keys import export_key
from dispensary.keeping.looking_over import backup_standing, look_over


def means_of(counter: Counter, key: Unlock | None = None) -> Backups | None:
    """What that counter's window would make backups with; nobody is there to type."""
    found = key_for_backups(counter.home, key or unlock(), asks=False)
    return backing_up_shared(counter.home, counter.url, found)


def at_hand(counter: Counter) -> Backups:
    found = means_of(counter)
    assert found is not None
    return found


def planned(counter: Counter, folder: Path) -> BackupPlan:
    plan = BackupPlan(str(folder), timedelta(hours=6), KeepRule(3, 2, 1))
    plan_home(counter.home, unlock(), plan, counter.url)
    return plan


def backups(folder: Path) -> list[Path]:
    return sorted(folder.glob("dispensary-*.db"))


def kinds(counter: Counter) -> list[str]:
    with counter.at_work() as store, store.read() as uow:
        return [json.loads(entry.body)["kind"] for entry in uow.journal.entries()]


def test_a_plan_is_kept_at_that_counter_and_journalled_for_all(one: Counter, two: Counter, tmp_path: Path) -> None:
    plan = planned(one, tmp_path / "shelf")
    assert backup_standing(one.home).plan == plan
    assert backup_standing(two.home).plan is None
    assert len(backups(tmp_path / "shelf")) == 1
    assert kinds(two)[-2:] == ["backed-up", "backups-planned"]
    two.record("later")
    done = back_up_as_planned(one.home, unlock(), one.url)
    assert in_backup(Path(done.kept.name), key_of(one.home)) == ["before", "later"]
    stop_planned(one.home, unlock(), one.url)
    assert backup_standing(one.home).plan is None


def test_key_and_address_reach_the_real_child_through_its_pipe_alone(
    one: Counter, two: Counter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    planned(one, tmp_path / "shelf")
    monkeypatch.delenv("DISPENSARY_STORE_URL", raising=False)
    monkeypatch.setenv("DISPENSARY_WORKSTATION", "Counter 1")
    means, key = at_hand(one), key_of(one.home).hex()
    for secret in (key, one.url, PASSWORD):
        assert not any(secret in word for word in means.command)
        assert not any(secret in value for value in os.environ.values())
    with two.at_work(), one.at_work():
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
    assert in_backup(Path(said["state"]), key_of(one.home)) == ["before"]
    assert one.verify().broken is None


def test_a_counter_without_the_key_makes_none_says_nothing_and_doctor_says_who_does(
    one: Counter, two: Counter, tmp_path: Path
) -> None:
    assert means_of(two) is None
    (line,) = [part for part in look_over(two.home, unlock(), two.url) if part.name == "backup"]
    assert line.well
    assert "another counter" in line.words
    (line,) = [part for part in look_over(one.home, unlock(), one.url) if part.name == "backup"]
    assert not line.well
    planned(one, tmp_path / "shelf")
    (line,) = [part for part in look_over(one.home, unlock(), one.url) if part.name == "backup"]
    assert line.well
    assert "every 6 hours" in line.words


def test_a_counter_that_was_given_the_emergency_key_can_make_them(one: Counter, two: Counter, tmp_path: Path) -> None:
    export_key(one.home, unlock(), tmp_path / "emergency.key")
    means = means_of(two, unlock(key_file=tmp_path / "emergency.key"))
    assert means is not None
    two.record("at the other counter")
    (tmp_path / "shelf").mkdir()
    answer = make_backup(means.asked(BackupPlan(str(tmp_path / "shelf")), True))
    assert answer["ok"], answer
    assert in_backup(Path(answer["state"]), key_of(one.home)) == ["before", "at the other counter"]


def test_under_a_passphrase_the_key_is_had_once_somebody_typed_it(counters: Counters, tmp_path: Path) -> None:
    counter = counters(1)
    counter.set_up("passphrase")
    nobody = Unlock(None, lambda: "", given=False)
    locked = key_for_backups(counter.home, nobody, asks=False)
    assert isinstance(locked, StoreUnavailable)
    means = backing_up_shared(counter.home, counter.url, locked)
    assert means is not None
    with pytest.raises(StoreUnavailable, match="nobody has typed the passphrase"):
        means.look()
    wrong = key_for_backups(counter.home, unlock("another passphrase"), asks=False)
    assert isinstance(wrong, StoreUnavailable)
    (tmp_path / "shelf").mkdir()
    means = at_hand(counter)
    given = means.asked(BackupPlan(str(tmp_path / "shelf")), True)
    assert "correct horse" not in given
    answer = make_backup(given)
    assert answer["ok"], answer
    assert Path(f"{answer['state']}.lock").read_bytes() == counter.home.lock.read_bytes()


def test_a_server_that_is_away_is_told_in_words_without_the_password(
    one: Counter, server: Cluster, tmp_path: Path
) -> None:
    planned(one, tmp_path / "shelf")
    given = at_hand(one).asked(BackupPlan(str(tmp_path / "shelf")), False)
    with server.away():
        answer = make_backup(given)
    assert not answer["ok"]
    assert "cannot be reached" in answer["state"]
    assert PASSWORD not in answer["state"]
    assert len(backups(tmp_path / "shelf")) == 1


def test_the_real_window_backs_up_the_shared_record_when_one_is_due(
    one: Counter, tmp_path: Path, qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = tmp_path / "shelf"
    shelf.mkdir()
    mark(shelf)
    PlanFile(one.home.folder).keep(BackupPlan(str(shelf)))
    monkeypatch.setenv("DISPENSARY_WORKSTATION", "Counter 1")
    watch, tasks = BackupWatch(at_hand(one)), Tasks()
    with one.at_work(), qtbot.waitSignal(watch.done, timeout=60_000) as done:
        watch.start(tasks)
    qtbot.waitUntil(lambda: not tasks.busy and not watch.busy)
    noted = last_backup(one.home.folder)
    assert noted is not None
    assert noted.name == done.args[0]
    assert sorted(path.suffix for path in shelf.iterdir()) == [".db", Path(MARK).suffix]
    watch.stop()
    tasks.stop()
