"""A disk that lies: each damaged page is found, named by what it hits, and told with what to do."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from tests.builders import KEY
from tests.upkeep.homes import backed_up, record, unlock

from dispensary import bootstrap
from dispensary.adapters.store import cipher
from dispensary.adapters.store.damage import look_for_damage
from dispensary.adapters.system.disk import SETTING, space_of
from dispensary.domain.upkeep import Damage
from dispensary.keeping.home import Home
from dispensary.keeping.looking_over import check_command, look_over
from dispensary.wording.upkeep import PARTS, backup_words, damage_words, space_words

PAGE = 4096


def flipped(sound: bytes, at: int) -> bytes:
    return sound[:at] + bytes([sound[at] ^ 1]) + sound[at + 1 :]


def key_of(home: Home) -> bytes:
    return bytes.fromhex(home.key.read_text())


def test_a_flipped_byte_in_any_page_is_found(home: Home) -> None:
    sound = home.store.read_bytes()
    assert not look_for_damage(home.store, key_of(home))
    named: set[str] = set()
    for page in range(len(sound) // PAGE):
        for within in (17, 700, PAGE - 5):
            home.store.write_bytes(flipped(sound, page * PAGE + within))
            found = look_for_damage(home.store, key_of(home))
            assert found, (page, within)
            assert found.locked == (page == 0)
            named |= set(found.parts)
    assert {"journal", "patient", "setting", "staff", "dispensing", "outbox"} <= named
    home.store.write_bytes(sound)
    assert not look_for_damage(home.store, key_of(home))


def test_a_file_that_lost_its_end_is_found(home: Home) -> None:
    home.store.write_bytes(home.store.read_bytes()[:-PAGE])
    assert look_for_damage(home.store, key_of(home))


def test_another_key_is_told_apart_from_a_damaged_middle(home: Home) -> None:
    assert look_for_damage(home.store, KEY) == Damage(locked=True)


def test_looking_writes_nothing(home: Home) -> None:
    before = home.store.read_bytes()
    look_for_damage(home.store, key_of(home))
    assert home.store.read_bytes() == before


def test_the_words_say_what_is_hit_where_the_last_backup_is_and_what_to_do(home: Home, tmp_path: Path) -> None:
    path = backed_up(home, tmp_path / "shelf")
    sound = home.store.read_bytes()
    for page in range(1, len(sound) // PAGE):
        home.store.write_bytes(flipped(sound, page * PAGE + 700))
        if look_for_damage(home.store, key_of(home)).parts == ("journal",):
            break
    (file,) = [part for part in look_over(home, unlock()) if part.name == "record file"]
    assert not file.well
    assert file.urgent
    assert "(1 page). Hit: the journal." in file.words
    assert "dispensary restore BACKUP --yes" in file.words
    assert str(path) in file.words


def test_the_child_that_looks_answers_like_the_command(home: Home) -> None:
    asked = json.dumps({"store": str(home.store), "key": key_of(home).hex(), "last": ""})
    for sound in (True, False):
        done = subprocess.run(check_command(), input=asked, capture_output=True, text=True, check=True)
        assert json.loads(done.stdout)["ok"] is sound
        assert done.stderr == ""
        home.store.write_bytes(flipped(home.store.read_bytes(), 6 * PAGE + 700))


def test_every_table_has_words(home: Home) -> None:
    from dispensary.adapters.store.model import metadata

    assert set(metadata.tables) <= set(PARTS)


def test_words_for_every_kind_of_damage() -> None:
    for damage in (Damage(locked=True), Damage(3, unreadable=True), Damage(2), Damage(2, ("journal", "label", "new"))):
        first, second = damage_words(damage, "")
        assert first.endswith(".")
        assert "No backup of it is known here." in second
    assert "journal, label numbers and new" in damage_words(Damage(2, ("journal", "label", "new")), "")[0]
    assert backup_words("x.db") == "The last good backup is x.db."


def test_a_disk_is_measured_and_its_bound_can_be_set(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    found = space_of(home.folder)
    assert found is not None
    assert 0 < found.free <= found.whole
    monkeypatch.setenv(SETTING, str(found.free // 1_000_000 + 1000))
    low = space_of(home.folder)
    assert low is not None
    assert low.low
    assert "Free some space today" in space_words(low)
    (disk,) = [part for part in look_over(home, unlock()) if part.name == "disk"]
    assert not disk.well
    assert space_of(home.folder / "absent") is None


def test_a_record_that_is_locked_is_a_line_of_the_look_and_not_its_end(locked: Home) -> None:
    parts = {part.name: part for part in look_over(locked, unlock("somebody else"))}
    assert not parts["record file"].well
    assert "passphrase" in parts["record file"].words
    assert parts["disk"].words


def test_the_copy_before_a_migration_is_whole_and_named_and_the_record_stands_if_it_breaks(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A record of an earlier schema, as this program sees one."""
    from dispensary.adapters.store import migrate, schema

    record(home, "after")
    before = recorded_rows(home)
    monkeypatch.setattr(schema, "HEAD", "0999")

    def half_way(*_: object) -> None:
        raise RuntimeError("the power went")

    monkeypatch.setattr(migrate, "upgrade", half_way)
    with pytest.raises(cipher.MigrationFailed, match=r"It stands as it was.* copy from before is in store-schema-"):
        cipher.open_store(home.store, key_of(home))
    (copy,) = home.folder.glob("store-schema-*.db")
    assert copy.stat().st_mode & 0o077 == 0
    monkeypatch.undo()
    assert recorded_rows(home) == before
    home.store.write_bytes(copy.read_bytes())
    assert recorded_rows(home) == before


def recorded_rows(home: Home) -> list[str]:
    from dispensary.adapters.store.cipher import open_store

    store = open_store(home.store, key_of(home))
    try:
        with store.read() as uow:
            return [entry.body for entry in uow.journal.entries()]
    finally:
        store.close()


def test_without_room_for_the_copy_nothing_is_migrated(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    from dispensary.adapters.store import copies, migrate, schema

    monkeypatch.setattr(schema, "HEAD", "0999")
    monkeypatch.setattr(migrate, "upgrade", lambda *_: pytest.fail("it was migrated without a copy"))

    def full(*_: object) -> None:
        raise copies.CopyFailed("The disk is full.")

    monkeypatch.setattr(copies, "copied", full)
    with pytest.raises(copies.CopyFailed, match=r"first makes a copy of it\. That failed: The disk is full\."):
        cipher.open_store(home.store, key_of(home))
    assert not list(home.folder.glob("store-schema-*"))


def test_opening_a_store_that_is_current_makes_no_copy(home: Home) -> None:
    record(home, "after")
    assert not list(home.folder.glob("store-schema-*"))


def test_a_step_on_a_damaged_page_says_that_the_disk_is_damaged(home: Home) -> None:
    from dispensary.application.ports.store import StoreUnavailable

    sound = home.store.read_bytes()
    said = set()
    for page in range(1, len(sound) // PAGE):
        home.store.write_bytes(flipped(sound, page * PAGE + 700))
        try:
            record(home, "after")
        except StoreUnavailable as problem:
            said.add(str(problem))
    assert any("damaged" in words and "dispensary doctor" in words for words in said)


def test_doctor_names_file_disk_and_backup(home: Home) -> None:
    services = bootstrap.services()
    names = [part.name for part in services.upkeep().look_over(home.folder, unlock(), None)]
    assert names == ["record file", "disk", "backup"]
    assert sys.executable in check_command()[0]
