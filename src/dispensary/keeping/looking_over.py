"""Looking a home over: the record's file, the disk, the backups."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dispensary.adapters.priority import give_way
from dispensary.application.ports.store import Store, StoreUnavailable
from dispensary.cli.services import Unlock
from dispensary.domain.backups import BackupStanding
from dispensary.domain.upkeep import Damage, Part
from dispensary.keeping.home import Home
from dispensary.keeping.keys import has_key, holder, present_key
from dispensary.wording.backups import BACKUPS_ELSEWHERE, plan_words
from dispensary.wording.upkeep import backup_words, damage_words, space_words

if TYPE_CHECKING:
    from dispensary.desktop.record_watch import Watching


def look_over(home: Home, unlock: Unlock, store_url: str | None = None) -> tuple[Part, ...]:
    """The record's file, the disk and the backups: each with whether it is well, and words. Only reads."""
    from dispensary.adapters.system.disk import space_of

    space, named = space_of(home.folder), _named_backup(home)
    parts = [] if not home.store.exists() else [_file_part(home, unlock, named)]
    if space is not None:
        parts.append(Part("disk", not space.low, space_words(space), urgent=space.nearly_none))
    elsewhere = store_url is not None and not has_key(home, unlock)
    parts.append(Part("backup", True, BACKUPS_ELSEWHERE) if elsewhere else _backup_part(home, named))
    return tuple(parts)


def backup_standing(home: Home) -> BackupStanding:
    """How it stands with backups of this home. Raises StoreUnavailable where its plan cannot be read."""
    from dispensary.adapters.system.backup_plan import FILE, PlanFile
    from dispensary.adapters.system.notes import last_backup

    last = last_backup(home.folder)
    try:
        plan = PlanFile(home.folder).read()
    except ValueError:
        raise StoreUnavailable(
            f"No backup is made by itself: the file {FILE} in {home.folder} cannot be read. Set it anew with: "
            "dispensary backup --every day FOLDER"
        ) from None
    return BackupStanding(datetime.now(UTC), plan, None if last is None else last.at)


def _backup_part(home: Home, named: str) -> Part:
    try:
        standing = backup_standing(home)
    except StoreUnavailable as problem:
        return Part("backup", False, f"{backup_words(named)} {problem}")
    return Part("backup", not standing.old, f"{backup_words(named)} {plan_words(standing.plan)}")


def _named_backup(home: Home) -> str:
    from dispensary.adapters.system.notes import last_backup

    found = last_backup(home.folder)
    return f"{found.name}, made {found.at:%d %B %Y %H:%M}" if found else ""


def watching(home: Home, store: Store) -> "Watching | None":
    """What the window keeps an eye on while it is open; None for a record that is no file on this machine."""
    from dispensary.adapters.store.cipher import CipherStore
    from dispensary.adapters.system.disk import space_of
    from dispensary.desktop.record_watch import Watching

    if not isinstance(store, CipherStore):
        return None

    def disk() -> Part | None:
        space = space_of(home.folder)
        return None if space is None else Part("disk", not space.low, space_words(space), urgent=space.nearly_none)

    asked = json.dumps({"store": str(home.store), "key": store.key.hex(), "last": _named_backup(home)})
    return Watching(check_command(), asked, disk)


def _file_part(home: Home, unlock: Unlock, last: str) -> Part:
    from dispensary.adapters.store.damage import look_for_damage

    try:
        keys = holder(home, unlock).keys()
    except StoreUnavailable as problem:
        return Part("record file", False, str(problem), urgent=True)
    return damage_part(look_for_damage(home.store, present_key(home, keys)), last)


def damage_part(damage: Damage, last: str) -> Part:
    """One line about the record's file."""
    if not damage:
        return Part("record file", True, "every page is sound")
    return Part("record file", False, " ".join(damage_words(damage, last)), urgent=True)


def check_file(asked: str) -> dict[str, Any]:
    """The child's part of the look at start: {"store", "key", "last"} in, one line of looking over out."""
    from dispensary.adapters.store.damage import look_for_damage

    give_way()
    held = json.loads(asked)
    part = damage_part(look_for_damage(Path(held["store"]), bytes.fromhex(held["key"])), str(held["last"]))
    return {"part": part.name, "ok": part.well, "state": part.words}


def check_command() -> list[str]:
    """How to start the child that looks at the record's file."""
    return own_command("check-file")


def own_command(word: str) -> list[str]:
    """How to start this program again as a child that does what the window asks of it."""
    own = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "dispensary"]
    return [*own, word]
