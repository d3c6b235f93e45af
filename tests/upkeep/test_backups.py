"""Backups: whole, proved, made while others work, thinned by rule; and going back to one."""

import contextlib
import os
import shutil
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2
from tests.builders import a_patient
from tests.upkeep.homes import at, backed_up, record, recorded, set_up, unlock, words_of, write

from dispensary.adapters.store import backups as shelves
from dispensary.adapters.store.alone import exchange, open_alone
from dispensary.adapters.store.backups import backups_in
from dispensary.adapters.system.notes import last_backup
from dispensary.application.ports.store import StoreUnavailable, WrongKey
from dispensary.application.ports.upkeep import BackupFailed, BackupUnusable, StillOpen
from dispensary.application.restore import UNSEEN_NUMBERS, Restored
from dispensary.cli.services import KeyWish, RestoreWish
from dispensary.domain.retention import KeepRule
from dispensary.domain.upkeep import WouldLose
from dispensary.keeping.backups import restore_home
from dispensary.keeping.home import Home
from dispensary.keeping.keys import change_key, export_key, holder, open_home, renew_home_key


def key_of(home: Home) -> bytes:
    return holder(home, unlock()).keys()[0]


def raw(path: Path, key: bytes) -> Any:
    connection = dbapi2.connect(str(path), isolation_level=None)
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    return connection


def restored(home: Home, source: Path, *, yes: bool = False, key: Path | None = None) -> Restored | WouldLose:
    return restore_home(home, unlock(), RestoreWish(source, key, yes))


def in_backup(path: Path, key: bytes) -> list[str]:
    store = open_alone(path, key)
    try:
        return words_of(store)
    finally:
        store.close()


# Making one.


def test_a_backup_is_one_encrypted_file_that_holds_everything(home: Home, tmp_path: Path) -> None:
    path = backed_up(home, tmp_path / "shelf")
    assert [found.name for found in (tmp_path / "shelf").iterdir()] == [path.name]
    assert path.stat().st_mode & 0o077 == 0
    assert in_backup(path, key_of(home)) == ["before"]
    assert not path.read_bytes().startswith(b"SQLite format 3")
    noted = last_backup(home.folder)
    assert noted is not None
    assert (noted.name, noted.entries) == (str(path), 2)


def test_a_backup_is_made_while_others_write_and_shows_one_moment(home: Home, tmp_path: Path) -> None:
    counter = open_home(home, unlock())
    try:
        with ThreadPoolExecutor(1) as other:
            writing = other.submit(write, counter, *(f"word {number}" for number in range(300)))
            paths = [backed_up(home, tmp_path / f"{number}.db") for number in range(3)]
            writing.result()
        everything = ["before", *(f"word {number}" for number in range(300))]
        for path in paths:
            held = in_backup(path, key_of(home))
            assert held == everything[: len(held)]
        assert words_of(counter) == everything
    finally:
        counter.close()


def test_what_is_only_in_the_log_yet_is_in_the_backup(home: Home, tmp_path: Path) -> None:
    counter = open_home(home, unlock())
    try:
        write(counter, "not yet in the file")
        assert in_backup(backed_up(home, tmp_path / "shelf"), key_of(home)) == ["before", "not yet in the file"]
    finally:
        counter.close()


def test_a_named_file_is_replaced_only_by_a_whole_backup(home: Home, tmp_path: Path) -> None:
    first = backed_up(home, tmp_path / "usb.db").read_bytes()
    record(home, "after")
    damage(home.store)
    with pytest.raises(BackupFailed, match="NOT made"):
        backed_up(home, tmp_path / "usb.db")
    assert (tmp_path / "usb.db").read_bytes() == first


def damage(path: Path, page: int = 12) -> None:
    held = bytearray(path.read_bytes())
    held[4096 * page + 700] ^= 1
    path.write_bytes(held)


def test_a_damaged_record_makes_no_backup_and_costs_no_earlier_one(home: Home, tmp_path: Path) -> None:
    good = backed_up(home, tmp_path / "shelf")
    damage(home.store)
    with pytest.raises(BackupFailed, match=r"The backup was NOT made\. .* damaged.* Earlier backups are untouched"):
        backed_up(home, tmp_path / "shelf", rule=KeepRule(1, 0, 0))
    assert [path.name for path in (tmp_path / "shelf").iterdir()] == [good.name]


def test_an_altered_journal_is_told_loudly_and_its_copy_never_counts_as_a_backup(home: Home, tmp_path: Path) -> None:
    good = backed_up(home, tmp_path / "shelf")
    other = raw(home.store, key_of(home))
    other.execute("DROP TRIGGER journal_no_update")
    other.execute("UPDATE journal SET body = replace(body, 'before', 'beFore') WHERE sequence = 2")
    other.close()
    with pytest.raises(BackupFailed, match=r"does not fit at entry 2 .* The record itself may have been altered"):
        backed_up(home, tmp_path / "shelf")
    assert set(backups_in(tmp_path / "shelf", "FX999")) == {good}
    assert len(list((tmp_path / "shelf").glob("unproven-*.db"))) == 1


def test_a_folder_that_cannot_be_written_is_said_in_words(home: Home, tmp_path: Path) -> None:
    (tmp_path / "shelf").write_text("a file where a folder should be")
    with pytest.raises(BackupFailed, match="NOT made"):
        backed_up(home, tmp_path / "shelf")


DISK = 1_310_720


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk that just holds a record, a backup of it, and a second one being made; where this user may mount one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={DISK}", "tmpfs", str(folder)]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("mounting a small disk takes more rights than this user has")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_full_backup_disk_costs_no_earlier_backup_and_is_told(home: Home, small_disk: Path) -> None:
    good = backed_up(home, small_disk)
    (small_disk / "filler").write_bytes(b"x" * (DISK - 400_000))
    record(home, *("x" * 20_000 for _ in range(30)))
    with pytest.raises(BackupFailed, match=r"NOT made\. The disk is full"):
        backed_up(home, small_disk)
    assert {path.name for path in small_disk.iterdir()} == {good.name, "filler"}
    assert in_backup(good, key_of(home)) == ["before"]


def test_a_full_disk_refuses_a_restore_and_a_renewal_and_the_record_stands(templates: Path, small_disk: Path) -> None:
    home = Home(Path(shutil.copytree(templates / "file", small_disk / "home")))
    path = backed_up(home, small_disk / "shelf")
    record(home, "since")
    filled = os.statvfs(small_disk)
    (small_disk / "filler").write_bytes(b"x" * (filled.f_bavail * filled.f_frsize - 4096 * 20))
    with pytest.raises(StoreUnavailable, match="disk is full"):
        renew_home_key(home, unlock())
    with pytest.raises(BackupUnusable, match="Nothing was changed"):
        restored(home, path, yes=True)
    (small_disk / "filler").unlink()
    assert recorded(home) == ["before", "since"]
    renew_home_key(home, unlock())
    assert recorded(home) == ["before", "since"]


def test_thinning_takes_old_backups_of_this_pharmacy_and_nothing_else(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = tmp_path / "shelf"
    shelf.mkdir()
    named = [f"dispensary-FX999-{at(day).strftime(shelves.STAMP)}.db" for day in range(1, 20)]
    others = ["dispensary-FA111-20200101T220000Z.db", "FX999.db", "dispensary-FX999-lost.db", "unproven-1.db", "notes"]
    for name in (*named, *others):
        (shelf / name).write_bytes(b"old")
        (shelf / f"{name}.lock").write_bytes(b"old")
    newest = backed_up(home, shelf, rule=KeepRule(daily=4, weekly=0, monthly=0))
    left = {path.name for path in shelf.iterdir() if path.suffix != ".lock"}
    assert left == {newest.name, *named[-3:], *others}
    assert not (shelf / f"{named[0]}.lock").exists()


def test_a_backup_under_a_passphrase_has_its_lock_beside_it(locked: Home, tmp_path: Path) -> None:
    path = backed_up(locked, tmp_path / "shelf")
    assert path.with_name(f"{path.name}.lock").read_bytes() == locked.lock.read_bytes()


# Going back.


def test_what_would_be_lost_is_said_before_anything_changes(home: Home, tmp_path: Path) -> None:
    path = backed_up(home, tmp_path / "shelf")
    record(home, "since", "then")
    said = restored(home, path)
    assert isinstance(said, WouldLose)
    assert said.loss.entries == 3, "two words and the entry that a backup was made"
    assert recorded(home) == ["before", "since", "then"]
    assert not list(home.folder.glob("*aside*"))


def test_with_yes_the_backup_takes_its_place_and_the_record_of_before_is_put_aside(home: Home, tmp_path: Path) -> None:
    path = backed_up(home, tmp_path / "shelf")
    record(home, "since")
    done = restored(home, path, yes=True)
    assert isinstance(done, Restored)
    assert recorded(home) == ["before"]
    assert in_backup(home.folder / done.aside, key_of(home)) == ["before", "since"]
    store = open_home(home, unlock())
    with store.read() as uow:
        last = list(uow.journal.entries())[-1].body
    store.close()
    assert '"kind":"restored"' in last
    assert '"lost_entries":2' in last
    assert path.exists()


def test_numbers_on_labels_that_went_out_since_are_never_given_again(home: Home, tmp_path: Path) -> None:
    path = backed_up(home, tmp_path / "shelf")
    record(home, *"abcdefg")
    restored(home, path, yes=True)
    assert next_label(home) == 9


def next_label(home: Home) -> int:
    store = open_home(home, unlock())
    try:
        with store.begin() as uow:
            return uow.next_number("label")
    finally:
        store.close()


def test_on_a_new_machine_numbers_jump_because_nobody_knows_which_were_given(locked: Home, tmp_path: Path) -> None:
    path = backed_up(locked, tmp_path / "shelf")
    fresh = Home(tmp_path / "new machine")
    done = restored(fresh, path)
    assert isinstance(done, Restored)
    assert done.aside == ""
    assert recorded(fresh) == ["before"]
    assert next_label(fresh) > UNSEEN_NUMBERS


def test_on_a_new_machine_the_emergency_key_opens_a_backup(home: Home, tmp_path: Path) -> None:
    path = backed_up(home, tmp_path / "shelf")
    export_key(home, unlock(), tmp_path / "emergency.key")
    fresh = Home(tmp_path / "new machine")
    with pytest.raises(WrongKey, match="A backup opens only with its key"):
        restored(fresh, path)
    assert isinstance(restored(fresh, path, key=tmp_path / "emergency.key"), Restored)
    assert recorded(fresh) == ["before"]


def test_a_backup_from_before_the_key_was_renewed_comes_back_under_the_new_one(locked: Home, tmp_path: Path) -> None:
    path = backed_up(locked, tmp_path / "shelf")
    renew_home_key(locked, unlock())
    key = key_of(locked)
    assert isinstance(restored(locked, path, yes=True), Restored)
    assert recorded(locked) == ["before"]
    assert key_of(locked) == key


def test_a_backup_from_before_the_passphrase_changed_opens_with_either(locked: Home, tmp_path: Path) -> None:
    path = backed_up(locked, tmp_path / "shelf")
    change_key(locked, unlock(), KeyWish("passphrase", lambda: "tea kettle mountain"))
    done = restore_home(locked, unlock("tea kettle mountain"), RestoreWish(path, None, accept_loss=True))
    assert isinstance(done, Restored)
    renew_home_key(locked, unlock("tea kettle mountain"))
    with pytest.raises(WrongKey, match="--source-passphrase-fd"):
        restore_home(locked, unlock("tea kettle mountain"), RestoreWish(path, None, accept_loss=True))
    from tests.upkeep.homes import PASSPHRASE

    wish = RestoreWish(path, None, accept_loss=True, source_passphrase=lambda: PASSPHRASE)
    assert isinstance(restore_home(locked, unlock("tea kettle mountain"), wish), Restored)
    assert recorded(locked, unlock("tea kettle mountain")) == ["before"]


@pytest.mark.parametrize("page", [1, 7, 12, 20])
def test_a_damaged_backup_is_refused_and_the_record_stands(home: Home, tmp_path: Path, page: int) -> None:
    path = backed_up(home, tmp_path / "shelf")
    damage(path, page)
    before = home.store.read_bytes()
    with pytest.raises(BackupUnusable, match="Nothing was changed"):
        restored(home, path, yes=True)
    assert home.store.read_bytes() == before
    assert not list(home.folder.glob("*incoming*"))


def test_a_backup_that_was_cut_short_is_refused(home: Home, tmp_path: Path) -> None:
    path = backed_up(home, tmp_path / "shelf")
    path.write_bytes(path.read_bytes()[:-8192])
    with pytest.raises(StoreUnavailable, match="Nothing was changed"):
        restored(home, path, yes=True)
    with pytest.raises(BackupUnusable, match="There is no backup"):
        restored(home, tmp_path / "absent.db", yes=True)
    assert recorded(home) == ["before"]


def test_a_backup_whose_journal_was_altered_is_refused(home: Home, tmp_path: Path) -> None:
    path = backed_up(home, tmp_path / "shelf")
    other = raw(path, key_of(home))
    other.execute("DROP TRIGGER journal_no_delete")
    other.execute("DELETE FROM journal WHERE sequence = 1")
    other.close()
    with pytest.raises(BackupUnusable, match="its journal does not fit"):
        restored(home, path, yes=True)
    assert recorded(home) == ["before"]


def test_another_pharmacys_backup_is_no_earlier_form_of_this_record(home: Home, tmp_path: Path) -> None:
    other = set_up(tmp_path / "other", "file")
    record(other, "somebody else's")
    path = backed_up(other, tmp_path / "shelf")
    with pytest.raises(WrongKey, match="None of the keys at hand"):
        restored(home, path, yes=True)
    said = restored(home, path, key=other.key)
    assert isinstance(said, WouldLose)
    assert said.loss.apart
    assert recorded(home) == ["before"]


def test_nothing_is_restored_under_a_window_that_is_open(home: Home, tmp_path: Path) -> None:
    path = backed_up(home, tmp_path / "shelf")
    counter = open_home(home, unlock())
    try:
        with pytest.raises(StillOpen, match="Close it everywhere"):
            restored(home, path, yes=True)
        write(counter, "after")
    finally:
        counter.close()
    assert recorded(home) == ["before", "after"]


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="nobody can see here which files are open")
def test_whoever_opens_the_record_while_it_is_exchanged_gets_the_one_that_stands_there_then(home: Home) -> None:
    key = key_of(home)
    work = home.folder / "work.db"
    work.write_bytes(home.store.read_bytes())
    record(Home(moved(work, home, home.folder / "other")), "exchanged")
    (home.folder / "other" / "store.db").replace(work)
    alone = open_alone(home.store, key)
    with ThreadPoolExecutor(1) as other:
        opening = other.submit(open_home, home, unlock())
        while times_open(home.store) < 2:
            assert not opening.done()
        exchange(home.store, work)
        alone.close()
        store = opening.result()
    try:
        assert words_of(store) == ["before", "exchanged"]
        write(store, "after")
    finally:
        store.close()
    assert recorded(home) == ["before", "exchanged", "after"]


def moved(work: Path, home: Home, folder: Path) -> Path:
    """A home of its own over that file."""
    folder.mkdir()
    work.replace(folder / "store.db")
    shutil.copyfile(home.key, folder / "store.key")
    return folder


def times_open(path: Path) -> int:
    """How often this process has that file open just now."""
    found = 0
    for each in Path("/proc/self/fd").iterdir():
        with contextlib.suppress(OSError):
            found += each.readlink() == path
    return found


@pytest.mark.parametrize("page", [0, 7, 12])
def test_a_damaged_record_is_put_aside_whole_and_the_backup_takes_its_place(
    home: Home, tmp_path: Path, page: int
) -> None:
    path = backed_up(home, tmp_path / "shelf")
    record(home, "since")
    damage(home.store, page)
    hurt = home.store.read_bytes()
    if page != 7:
        said = restored(home, path)
        assert isinstance(said, WouldLose)
    done = restored(home, path, yes=True)
    assert isinstance(done, Restored)
    assert recorded(home) == ["before"]
    # All but the first page, which says how the file is to be opened.
    assert (home.folder / done.aside).read_bytes()[4096:] == hurt[4096:]


def test_a_patient_is_the_same_after_a_backup_came_back(home: Home, tmp_path: Path) -> None:
    path = backed_up(home, tmp_path / "shelf")
    with contextlib.suppress(FileNotFoundError):
        home.store.unlink()
    done = restored(home, path)
    assert isinstance(done, Restored)
    store = open_home(home, unlock())
    with store.read() as uow:
        held = uow.patients.get(a_patient().id)
    store.close()
    assert held is not None
    assert held.name == a_patient().name
