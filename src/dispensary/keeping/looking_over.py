"""Looking a home over: the record's file, the disk, the backups."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from dispensary.application.ports.store import StoreUnavailable
from dispensary.cli.services import Part, Unlock
from dispensary.domain.upkeep import Damage
from dispensary.keeping.home import Home
from dispensary.keeping.keys import holder, present_key
from dispensary.wording.upkeep import backup_words, damage_words, space_words


def look_over(home: Home, unlock: Unlock) -> tuple[Part, ...]:
    """The record's file, the disk and the backups: each with whether it is well, and words. Only reads."""
    from dispensary.adapters.system.disk import space_of
    from dispensary.adapters.system.notes import last_backup

    space, backup = space_of(home.folder), last_backup(home.folder)
    named = f"{backup.name}, made {backup.at:%d %B %Y %H:%M}" if backup else ""
    fresh = backup is not None and (datetime.now(UTC) - backup.at).total_seconds() < 2 * 86_400
    parts = [] if not home.store.exists() else [_file_part(home, unlock, named)]
    if space is not None:
        parts.append(Part("disk", not space.low, space_words(space), urgent=space.nearly_none))
    parts.append(Part("backup", fresh, backup_words(named)))
    return tuple(parts)


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

    held = json.loads(asked)
    part = damage_part(look_for_damage(Path(held["store"]), bytes.fromhex(held["key"])), str(held["last"]))
    return {"part": part.name, "ok": part.well, "state": part.words}


def check_command() -> list[str]:
    """How to start this program again as a child that looks at the record's file."""
    own = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "dispensary"]
    return [*own, "check-file"]
