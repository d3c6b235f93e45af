"""The power may go at any moment of a key change, a renewal, a backup, a restore or a set-up.

Each point is a process of its own that ends by SIGKILL just before a call that touches a file. `SOAK=1` tries every
point, otherwise a spread of them.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.upkeep.homes import (
    PASSPHRASE,
    backed_up,
    in_a_child,
    needs_fork,
    record,
    recorded,
    set_up,
    unlock,
)

from dispensary.adapters.store import migrate
from dispensary.adapters.store.backups import backups_in
from dispensary.adapters.store.damage import look_for_damage
from dispensary.application.ports.store import StoreUnavailable
from dispensary.application.queries.journal_proof import journal_proof
from dispensary.cli.services import KeyWish, RestoreWish
from dispensary.keeping.backups import restore_home
from dispensary.keeping.home import Home
from dispensary.keeping.keys import change_key, holder, open_home, renew_home_key

assert migrate.configuration, "what takes long to load is loaded once, before there are children"

pytestmark = [needs_fork, pytest.mark.slow]

NEW = "tea kettle mountain"
SPREAD = 3


def cuts(template: Path, scratch: Path, work: Callable[[Home], object]) -> Iterator[Home]:
    """The home after the work was cut short, once for each point, and last after it was not."""
    home = Home(scratch / "counted")
    shutil.copytree(template, home.folder)
    points = in_a_child(lambda: work(home), 0)
    assert points is not None
    assert points > 10
    if os.environ.get("SOAK"):
        chosen = range(1, points + 1)
    else:
        # Names change near the end: more of those.
        chosen = sorted({*range(1, points, max(1, points // SPREAD)), *range(max(1, points - 24), points, 5)})
    for after in chosen:
        home = Home(scratch / f"cut-{after}")
        shutil.copytree(template, home.folder)
        in_a_child(lambda home=home: work(home), after)  # type: ignore[misc]
        yield home
        shutil.rmtree(home.folder)
    yield Home(scratch / "counted")


def opens_with_one_of(home: Home, *passphrases: str) -> list[str]:
    """What the record holds, with whichever passphrase opens it; its journal and every page proved."""
    for passphrase in passphrases:
        try:
            store = open_home(home, unlock(passphrase))
        except StoreUnavailable:
            continue
        try:
            proof = journal_proof(store)
            assert proof.broken is None
            assert not look_for_damage(home.store, store.key)
        finally:
            store.close()
        return recorded(home, unlock(passphrase))
    raise AssertionError("no passphrase opens it")


@pytest.mark.parametrize("way", ["file", "passphrase"])
def test_a_renewal_of_the_key_cut_anywhere_leaves_a_record_that_opens(tmp_path: Path, way: str) -> None:
    record(set_up(tmp_path / "template", way), "before")
    first = holder(Home(tmp_path / "template"), unlock()).keys()[0]
    renewed = 0
    for home in cuts(tmp_path / "template", tmp_path, lambda home: renew_home_key(home, unlock())):
        assert opens_with_one_of(home, PASSPHRASE) == ["before"]
        record(home, "after")
        keys = holder(home, unlock()).keys()
        renewed += first not in keys
        renew_home_key(home, unlock())
        assert recorded(home) == ["before", "after"]
        assert len(holder(home, unlock()).keys()) == 1
        assert not list(home.folder.glob("*renewed*"))
    assert renewed >= 1


@pytest.mark.parametrize(
    ("was", "becomes"),
    [("passphrase", "passphrase"), ("file", "passphrase"), ("passphrase", "file")],
)
def test_a_key_change_cut_anywhere_leaves_a_record_that_opens(tmp_path: Path, was: str, becomes: str) -> None:
    record(set_up(tmp_path / "template", was), "before")
    wish = KeyWish(becomes, lambda: NEW)
    for home in cuts(tmp_path / "template", tmp_path, lambda home: change_key(home, unlock(), wish)):
        assert opens_with_one_of(home, NEW, PASSPHRASE) == ["before"]
        if home.lock.exists():
            assert not home.key.exists(), "the key lies in clear beside its lock"


def test_a_restore_cut_anywhere_leaves_the_record_of_before_or_the_one_of_the_backup(tmp_path: Path) -> None:
    template = set_up(tmp_path / "template")
    record(template, "one")
    backup = backed_up(template, tmp_path / "shelf")
    record(template, "two")
    ends = set()
    wish = RestoreWish(backup, None, accept_loss=True)
    for home in cuts(template.folder, tmp_path, lambda home: restore_home(home, unlock(), wish)):
        held = opens_with_one_of(home, PASSPHRASE)
        assert held in (["one", "two"], ["one"])
        ends.add(len(held))
        restore_home(home, unlock(), wish)
        assert recorded(home) == ["one"]
        assert not list(home.folder.glob("*incoming*"))
        kept = [_held_in(path, home) for path in home.folder.glob("store-put-aside-*.db")]
        assert ["one", "two"] in kept, "what was there before is gone"
    assert ends == {1, 2}


def _held_in(path: Path, home: Home) -> list[str]:
    looked = Home(home.folder / "looked")
    shutil.copytree(home.folder, looked.folder)
    shutil.copyfile(path, looked.store)
    try:
        return recorded(looked)
    finally:
        shutil.rmtree(looked.folder)


def test_a_backup_cut_anywhere_leaves_no_bad_backup_and_every_good_one(tmp_path: Path) -> None:
    template = set_up(tmp_path / "template", "passphrase")
    record(template, "one")
    backed_up(template, template.folder / "shelf")
    record(template, "two")
    for home in cuts(template.folder, tmp_path, lambda home: backed_up(home, home.folder / "shelf")):
        found = backups_in(home.folder / "shelf", "FX999")
        assert 1 <= len(found) <= 2
        for path in found:
            back = Home(home.folder / "back" / path.stem)
            restore_home(back, unlock(), RestoreWish(path, None, accept_loss=False))
            assert opens_with_one_of(back, PASSPHRASE)[:1] == ["one"]
        assert recorded(home) == ["one", "two"]


@pytest.mark.parametrize("way", ["file", "passphrase"])
def test_a_set_up_cut_anywhere_is_whole_or_can_be_done_again(tmp_path: Path, way: str) -> None:
    (tmp_path / "template").mkdir()
    for home in cuts(tmp_path / "template", tmp_path, lambda home: set_up(home.folder, way)):
        if not home.store.exists():
            set_up(home.folder, way)
        assert opens_with_one_of(home, PASSPHRASE) == []
        assert not (home.folder / ".setting-up").exists() or home.store.exists()
