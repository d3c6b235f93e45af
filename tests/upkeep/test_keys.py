"""The key of the record: under a passphrase, in a file, in the keyring; changed, renewed, and wrong."""

import contextlib
import json
import unicodedata
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import keyring
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from keyring.backend import KeyringBackend
from keyring.errors import PasswordDeleteError
from tests.upkeep.homes import PASSPHRASE, record, recorded, set_up, unlock

from dispensary.adapters.system import key_lock
from dispensary.adapters.system.key_lock import WRONG, Cost, PassphraseKey, lock_with
from dispensary.adapters.system.keyring_key import NoKeyring
from dispensary.application.ports.store import StoreUnavailable, WrongKey
from dispensary.cli.services import KeyWish
from dispensary.domain.upkeep import WeakPassphrase
from dispensary.keeping.home import Home
from dispensary.keeping.keys import change_key, export_key, holder, renew_home_key

CHEAP = Cost(64, 1, 1)
KEY = bytes(range(32))
NEW = "tea kettle mountain"


class KeyringInMemory(KeyringBackend):
    """A keyring that works, for as long as the test."""

    priority = 5  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self.held: dict[tuple[str, str], str] = {}

    def set_password(self, service: str, username: str, password: str) -> None:
        self.held[service, username] = password

    def get_password(self, service: str, username: str) -> str | None:
        return self.held.get((service, username))

    def delete_password(self, service: str, username: str) -> None:
        if self.held.pop((service, username), None) is None:
            raise PasswordDeleteError


@pytest.fixture
def ring() -> Iterator[KeyringInMemory]:
    before = keyring.get_keyring()
    made = KeyringInMemory()
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)


def keys_in(path: Path, passphrase: str) -> tuple[bytes, ...]:
    return tuple(PassphraseKey(path, lambda: passphrase).keys())


# Under a passphrase.


def test_a_try_costs_at_least_what_owasp_asks() -> None:
    usual = {field.name: field.default for field in fields(Cost)}
    assert usual["memory"] >= 19 * 1024
    assert usual["passes"] >= 2


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(right=st.text(min_size=1, max_size=30), wrong=st.text(max_size=30))
def test_only_the_passphrase_itself_gives_the_key(tmp_path: Path, right: str, wrong: str) -> None:
    path = tmp_path / "store.lock"
    lock_with(path, right, [KEY], CHEAP)
    assert keys_in(path, right) == (KEY,)
    if unicodedata.normalize("NFC", wrong) != unicodedata.normalize("NFC", right):
        with pytest.raises(WrongKey) as said:
            keys_in(path, wrong)
        assert str(said.value) == WRONG


def test_the_same_letters_typed_on_another_keyboard_are_the_same_passphrase(tmp_path: Path) -> None:
    path = tmp_path / "store.lock"
    lock_with(path, unicodedata.normalize("NFD", "Môn a'r ŵy"), [KEY], CHEAP)
    assert keys_in(path, unicodedata.normalize("NFC", "Môn a'r ŵy")) == (KEY,)


@pytest.mark.parametrize("wrong", ["", "c", PASSPHRASE[:-1], PASSPHRASE + "x", "x" * 5000])
def test_a_wrong_passphrase_takes_the_whole_way_whatever_its_length(
    tmp_path: Path, wrong: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock_with(tmp_path / "store.lock", PASSPHRASE, [KEY], CHEAP)
    taken: list[str] = []
    derive = key_lock._derived
    monkeypatch.setattr(key_lock, "_derived", lambda *given: taken.append("derived") or derive(*given))
    with pytest.raises(WrongKey, match="does not open the record"):
        keys_in(tmp_path / "store.lock", wrong)
    assert taken == ["derived"]


def test_any_changed_byte_of_the_lock_gives_no_key_and_says_so(tmp_path: Path) -> None:
    path = tmp_path / "store.lock"
    lock_with(path, PASSPHRASE, [KEY], CHEAP)
    sound = path.read_bytes()
    opened = 0
    for at in range(len(sound)):
        path.write_bytes(sound[:at] + bytes([sound[at] ^ 1]) + sound[at + 1 :])
        # A space that became another byte of white is the same document.
        with contextlib.suppress(StoreUnavailable):
            assert keys_in(path, PASSPHRASE) == (KEY,)
            opened += 1
    assert opened < 20


@given(st.binary(max_size=400) | st.text(max_size=200).map(str.encode))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_lock_that_is_anything_else_is_said_to_be_damaged(tmp_path: Path, junk: bytes) -> None:
    (tmp_path / "store.lock").write_bytes(junk)
    with pytest.raises(StoreUnavailable, match="damaged"):
        keys_in(tmp_path / "store.lock", PASSPHRASE)


@pytest.mark.parametrize("cost", [Cost(2**31, 1, 1), Cost(64, 10_000, 1), Cost(64, 1, 200), Cost(0, 0, 0)])
def test_a_lock_that_would_hang_the_machine_is_not_tried(tmp_path: Path, cost: Cost) -> None:
    path = tmp_path / "store.lock"
    lock_with(path, PASSPHRASE, [KEY], CHEAP)
    held = json.loads(path.read_text())
    held["argon2id"] = {"memory_kib": cost.memory, "passes": cost.passes, "lanes": cost.lanes}
    path.write_text(json.dumps(held))
    with pytest.raises(StoreUnavailable, match="damaged"):
        keys_in(path, PASSPHRASE)


def test_a_lock_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "store.lock"
    lock_with(path, PASSPHRASE, [KEY], CHEAP)
    path.write_text(path.read_text().replace('"format": 1', '"format": 2'))
    with pytest.raises(StoreUnavailable, match="newer version"):
        keys_in(path, PASSPHRASE)


def test_only_its_owner_may_read_the_lock_the_key_and_the_record(tmp_path: Path) -> None:
    locked, in_file = set_up(tmp_path / "locked", "passphrase"), set_up(tmp_path / "other", "file")
    for path in (locked.lock, locked.store, in_file.key, in_file.store):
        assert path.stat().st_mode & 0o077 == 0, path


# Changed.


def test_the_passphrase_changes_and_nothing_is_lost(locked: Home) -> None:
    key = holder(locked, unlock()).keys()
    before = locked.store.read_bytes()
    assert change_key(locked, unlock(), KeyWish("passphrase", lambda: NEW)) is None
    assert holder(locked, unlock(NEW)).keys() == key
    assert locked.store.read_bytes() == before, "the record itself was rewritten"
    assert recorded(locked, unlock(NEW)) == ["before"]
    with pytest.raises(WrongKey, match="does not open the record"):
        recorded(locked)


def test_a_short_new_passphrase_is_refused_and_the_old_one_stands(locked: Home) -> None:
    assert change_key(locked, unlock(), KeyWish("passphrase", lambda: "short")) == WeakPassphrase()
    assert recorded(locked) == ["before"]


def test_whoever_does_not_know_the_passphrase_changes_nothing(locked: Home) -> None:
    before = locked.lock.read_bytes()
    with pytest.raises(WrongKey):
        change_key(locked, unlock("somebody else entirely"), KeyWish("passphrase", lambda: NEW))
    with pytest.raises(WrongKey):
        renew_home_key(locked, unlock("somebody else entirely"))
    assert locked.lock.read_bytes() == before


def test_from_a_file_to_a_passphrase_and_back_leaves_no_key_behind(home: Home) -> None:
    assert change_key(home, unlock(), KeyWish("passphrase", lambda: NEW)) is None
    assert not home.key.exists()
    assert recorded(home, unlock(NEW)) == ["before"]
    assert change_key(home, unlock(NEW), KeyWish("file", lambda: "")) is None
    assert not home.lock.exists()
    assert recorded(home) == ["before"]


def test_a_forgotten_passphrase_is_replaced_with_the_emergency_key(locked: Home, tmp_path: Path) -> None:
    export_key(locked, unlock(), tmp_path / "emergency.key")
    assert (tmp_path / "emergency.key").stat().st_mode & 0o077 == 0
    with pytest.raises(StoreUnavailable, match="never written over"):
        export_key(locked, unlock(), tmp_path / "emergency.key")
    lost = unlock("nobody knows it", tmp_path / "emergency.key")
    assert recorded(locked, lost) == ["before"]
    assert change_key(locked, lost, KeyWish("passphrase", lambda: NEW)) is None
    assert recorded(locked, unlock(NEW)) == ["before"]


def test_a_key_of_another_record_is_never_put_under_the_lock(locked: Home, tmp_path: Path) -> None:
    (tmp_path / "other.key").write_text("ab" * 32)
    before = locked.lock.read_bytes()
    with pytest.raises(WrongKey, match="This key does not open the store"):
        change_key(locked, unlock("", tmp_path / "other.key"), KeyWish("passphrase", lambda: NEW))
    assert locked.lock.read_bytes() == before


# Renewed.


def test_after_a_renewal_the_old_key_opens_nothing(locked: Home, tmp_path: Path) -> None:
    export_key(locked, unlock(), tmp_path / "leaked.key")
    old = holder(locked, unlock()).keys()
    renew_home_key(locked, unlock())
    assert recorded(locked) == ["before"]
    assert set(holder(locked, unlock()).keys()).isdisjoint(old)
    with pytest.raises(WrongKey):
        recorded(locked, unlock("", tmp_path / "leaked.key"))


def test_a_renewal_waits_for_nobody_who_has_the_record_open(locked: Home) -> None:
    from dispensary.keeping.keys import open_home

    store = open_home(locked, unlock())
    try:
        with pytest.raises(StoreUnavailable, match="The record is open"):
            renew_home_key(locked, unlock())
    finally:
        store.close()
    renew_home_key(locked, unlock())
    assert recorded(locked) == ["before"]


def test_a_renewal_changes_what_opens_the_record_every_day_and_not_a_copy_of_it(locked: Home, tmp_path: Path) -> None:
    export_key(locked, unlock(), tmp_path / "emergency.key")
    with pytest.raises(StoreUnavailable, match="Leave --key-file out"):
        renew_home_key(locked, unlock("", tmp_path / "emergency.key"))
    assert recorded(locked) == ["before"]


# In the keyring.


def test_the_keyring_opens_the_record_without_asking(tmp_path: Path, ring: KeyringInMemory) -> None:
    home = set_up(tmp_path / "home", "keyring")
    record(home, "before")
    renew_home_key(home, unlock())
    assert recorded(home) == ["before"]
    assert len(ring.held) == 1
    assert not any(value in home.lock.read_text() for value in ring.held.values())
    assert change_key(home, unlock(), KeyWish("passphrase", lambda: NEW)) is None
    assert recorded(home, unlock(NEW)) == ["before"]
    assert ring.held == {}


def test_another_user_of_the_machine_is_told_whose_keyring_it_is(tmp_path: Path, ring: KeyringInMemory) -> None:
    home = set_up(tmp_path / "home", "keyring")
    ring.held.clear()
    with pytest.raises(WrongKey, match="Sign in to the computer as the user who set the record up"):
        recorded(home)


def test_a_machine_without_a_keyring_says_what_to_do_instead_and_sets_nothing_up(tmp_path: Path) -> None:
    from keyring.backends.fail import Keyring

    before = keyring.get_keyring()
    keyring.set_keyring(Keyring())
    try:
        with pytest.raises(NoKeyring, match="Keep the key under a passphrase"):
            set_up(tmp_path / "home", "keyring")
    finally:
        keyring.set_keyring(before)
    assert not (tmp_path / "home").exists()
