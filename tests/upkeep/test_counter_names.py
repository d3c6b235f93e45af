"""What a counter is called: named once at set-up, the same at every opening, never changed behind anybody's back."""

from dataclasses import replace
from pathlib import Path

import pytest
from tests.upkeep.homes import AMARA, PASSPHRASE, PHARMACY, backed_up, record, set_up, unlock

from dispensary.application.ports.store import StoreUnavailable
from dispensary.cli.services import RestoreWish, SetUpWish
from dispensary.domain.people import User
from dispensary.domain.upkeep import CounterNameUnfit
from dispensary.keeping.backups import restore_home
from dispensary.keeping.home import Home
from dispensary.keeping.keys import export_key, open_home, renew_home_key
from dispensary.keeping.setting_up import set_up_home
from dispensary.keeping.shared import workstation_name


@pytest.fixture(autouse=True)
def nothing_set_by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISPENSARY_WORKSTATION", raising=False)


def named(folder: Path, name: str) -> Home:
    home = Home(folder)
    made = set_up_home(home, SetUpWish(replace(PHARMACY, workstation=name), AMARA, "file", lambda: PASSPHRASE))
    assert isinstance(made, User)
    return home


def chains(home: Home) -> dict[str, int]:
    """How many entries each counter's chain has."""
    store = open_home(home, unlock())
    try:
        assert store.prove().broken is None
        return {chain.workstation: chain.entries for chain in store.prove().chains}
    finally:
        store.close()


def test_the_name_given_at_set_up_is_kept_and_used_at_every_opening(tmp_path: Path) -> None:
    home = named(tmp_path / "home", "Bench by the window")
    record(home, "one")
    record(home, "two")
    assert chains(home) == {"Bench by the window": 3}


def test_upkeep_goes_on_under_the_same_name(tmp_path: Path) -> None:
    home = named(tmp_path / "home", "Bench 2")
    path = backed_up(home, tmp_path / "shelf")
    export_key(home, unlock(), tmp_path / "emergency.key")
    renew_home_key(home, unlock())
    restore_home(home, unlock(), RestoreWish(path, tmp_path / "emergency.key", accept_loss=True))
    record(home, "after")
    assert set(chains(home)) == {"Bench 2"}


def test_a_home_from_before_names_were_kept_goes_on_as_it_did(tmp_path: Path) -> None:
    home = set_up(tmp_path / "home")
    assert not home.counter.exists()
    record(home, "one")
    assert chains(home) == {"Counter 1": 2}


def test_the_setting_counts_for_more_than_the_note(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = named(tmp_path / "home", "Bench 2")
    monkeypatch.setenv("DISPENSARY_WORKSTATION", "Bench 3")
    record(home, "moved")
    assert chains(home) == {"Bench 2": 1, "Bench 3": 1}


def test_a_counter_of_several_goes_by_its_note_before_its_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("platform.node", lambda: "till-2")
    assert workstation_name(Home(tmp_path)) == "till-2"
    assert workstation_name(named(tmp_path / "home", "Bench 2")) == "Bench 2"
    assert workstation_name(set_up(tmp_path / "other")) == "till-2"


@pytest.mark.parametrize("held", [b"", b"{", b"[]", b'{"name": 3}', b"\xff"])
def test_a_note_that_cannot_be_read_begins_no_other_chain(tmp_path: Path, held: bytes) -> None:
    home = named(tmp_path / "home", "Bench 2")
    home.counter.write_bytes(held)
    with pytest.raises(StoreUnavailable, match="what this counter is called"):
        open_home(home, unlock())


@pytest.mark.parametrize("name", ["x" * 41, "Bench\t2", "Bench\u202e2"])
def test_a_name_that_does_not_fit_is_refused_before_anything_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    home = Home(tmp_path / "home")
    wish = SetUpWish(replace(PHARMACY, workstation=name), AMARA, "file", lambda: PASSPHRASE)
    assert set_up_home(home, wish) == CounterNameUnfit(40)
    assert not home.folder.exists()
    monkeypatch.setenv("DISPENSARY_WORKSTATION", name)
    with pytest.raises(StoreUnavailable, match="cannot be called"):
        open_home(set_up_without_setting(tmp_path, monkeypatch, name), unlock())


def set_up_without_setting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> Home:
    monkeypatch.delenv("DISPENSARY_WORKSTATION")
    home = set_up(tmp_path / "set up before")
    monkeypatch.setenv("DISPENSARY_WORKSTATION", name)
    return home
