"""Backups that are made by themselves while the window is open: the plan of a home, and the child that makes one."""

import contextlib
import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from dispensary.application.ports.store import Store, StoreUnavailable
from dispensary.application.ports.upkeep import BackupFailed
from dispensary.cli.services import BackupWish, Unlock
from dispensary.domain.backups import BackupPlan, BackupStanding
from dispensary.domain.retention import KeepRule
from dispensary.keeping.backups import back_up_home
from dispensary.keeping.home import Home
from dispensary.keeping.keys import open_home
from dispensary.keeping.looking_over import backup_standing, own_command
from dispensary.keeping.shared import open_shared
from dispensary.wording.backups import away_words, other_words

if TYPE_CHECKING:
    from dispensary.application.back_up import BackedUp
    from dispensary.desktop.backup_watch import Backups


def plan_home(home: Home, unlock: Unlock, plan: BackupPlan, store_url: str | None = None) -> "BackedUp":
    """Makes a backup there at once, and only once that is proved sets that one is made so by itself. store_url: of the
    record on that server, by this counter.

    Raises BackupFailed: then everything stays as it was set.
    """
    from dispensary.adapters.system.backup_plan import mark

    done = back_up_home(home, unlock, BackupWish(Path(plan.destination), plan.rule, store_url))
    with _in_words(Path(plan.destination)):
        mark(Path(plan.destination))
    _note_plan(home, unlock, plan, store_url)
    return done


def stop_planned(home: Home, unlock: Unlock, store_url: str | None = None) -> None:
    """From now on none is made by itself. What was made stays."""
    _note_plan(home, unlock, None, store_url)


def _note_plan(home: Home, unlock: Unlock, plan: BackupPlan | None, store_url: str | None) -> None:
    from dispensary.adapters.system.backup_plan import PlanFile
    from dispensary.adapters.system.clock import SystemClock
    from dispensary.application.back_up import note_planned

    store = open_home(home, unlock) if store_url is None else open_shared(home, store_url)
    try:
        note_planned(store, SystemClock(), plan)
        PlanFile(home.folder).keep(plan)
    finally:
        store.close()


@contextlib.contextmanager
def _in_words(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as problem:
        raise BackupFailed(
            f"Nothing can be written into {folder}: {problem.strerror}. Choose another folder."
        ) from None


def back_up_as_planned(home: Home, unlock: Unlock, store_url: str | None = None) -> "BackedUp":
    """One more, where the plan says. Raises BackupFailed, also where there is no plan or its folder is not there."""
    plan = backup_standing(home).plan
    if plan is None:
        raise BackupFailed("Nobody has said where backups go. Name a folder: dispensary backup FOLDER")
    _require_there(Path(plan.destination))
    return back_up_home(home, unlock, BackupWish(Path(plan.destination), plan.rule, store_url))


def _require_there(folder: Path) -> None:
    """The folder itself is never made: a pulled stick would be replaced by a folder on the disk of the record."""
    from dispensary.adapters.system.backup_plan import is_marked

    if not folder.is_dir():
        raise BackupFailed(away_words(str(folder)))
    if not is_marked(folder):
        raise BackupFailed(other_words(str(folder)))


def make_backup(asked: str) -> dict[str, Any]:
    """The child's part: what the window wrote in (see `_means`), what became of it out. store_url: where the record is,
    null: at home. new: a person has just chosen that folder.
    """
    from dispensary.adapters.system.backup_plan import mark

    if hasattr(os, "nice"):
        os.nice(10)  # people's work goes first; but it must come to its end on a busy machine too
    held = json.loads(asked)
    folder = Path(held["destination"])
    unlock = Unlock(None, lambda: "", key=bytes.fromhex(held["key"]))
    wish = BackupWish(folder, KeepRule(held["daily"], held["weekly"], held["monthly"]), held["store_url"])
    try:
        if held["new"] and folder.is_dir():
            with _in_words(folder):
                mark(folder)
        _require_there(folder)
        done = back_up_home(Home(Path(held["home"])), unlock, wish)
    except StoreUnavailable as problem:
        return {"ok": False, "state": str(problem)}
    return {"ok": True, "state": done.kept.name}


def backing_up(home: Home, store: Store) -> "Backups | None":
    """What the window needs to back its record up; None for a record that is no file on this machine."""
    from dispensary.adapters.store.cipher import CipherStore

    if not isinstance(store, CipherStore):
        return None
    return _means(home, lambda: store.key, None, lambda: backup_standing(home))


def backing_up_shared(home: Home, store_url: str, key: bytes | StoreUnavailable | None) -> "Backups | None":
    """The same for the record on that server. key: see `key_for_backups`; None for a counter that makes no backups.
    Where it could not be had, looking how it stands says why, and none is made.
    """
    if key is None:
        return None
    if isinstance(key, bytes):
        return _means(home, lambda: key, store_url, lambda: backup_standing(home))
    problem = key

    def no_key() -> NoReturn:
        raise problem

    return _means(home, no_key, store_url, no_key)


def _means(
    home: Home, key: Callable[[], bytes], store_url: str | None, look: Callable[[], BackupStanding]
) -> "Backups":
    from dispensary.adapters.system.backup_plan import PlanFile
    from dispensary.desktop.backup_watch import Backups

    def asked(plan: BackupPlan, new: bool) -> str:  # noqa: FBT001
        rule = {"daily": plan.rule.daily, "weekly": plan.rule.weekly, "monthly": plan.rule.monthly}
        where = {"home": str(home.folder), "key": key().hex(), "store_url": store_url}
        return json.dumps({**where, "destination": plan.destination, "new": new, **rule})

    return Backups(own_command("make-backup"), asked, look, PlanFile(home.folder))
