"""What this counter remembers outside the record: its last good backup, wanted when the record is broken, and what the
counter is called, needed before the record is open.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from dispensary.adapters.system.files import write_whole

FILE = "last-backup.json"
COUNTER = "counter.json"


@dataclass(frozen=True, slots=True)
class LastBackup:
    name: str
    at: datetime
    entries: int


def note_backup(folder: Path, name: str, at: datetime, entries: int) -> None:
    """Raises OSError."""
    document = {"name": name, "at": at.isoformat(), "entries": entries}
    write_whole(folder / FILE, json.dumps(document).encode() + b"\n")


def last_backup(folder: Path) -> LastBackup | None:
    """None where there was none, or the note cannot be read."""
    try:
        held = json.loads((folder / FILE).read_bytes())
        return LastBackup(str(held["name"]), datetime.fromisoformat(held["at"]), int(held["entries"]))
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def note_counter(folder: Path, name: str) -> None:
    """Raises OSError."""
    write_whole(folder / COUNTER, json.dumps({"name": name}, ensure_ascii=False).encode() + b"\n")


def noted_counter(folder: Path) -> str:
    """What this counter is called; "" where nobody named it.

    Raises ValueError where the note is there and cannot be read: under another name the journal would begin anew, and
    labels would wait for a counter that is not there.
    """
    try:
        held = json.loads((folder / COUNTER).read_bytes())
    except FileNotFoundError:
        return ""
    except (OSError, RecursionError) as problem:
        raise ValueError(str(problem)) from None
    if not isinstance(held, dict) or not isinstance(held.get("name"), str):
        raise ValueError("no name")  # noqa: TRY004
    return str(held["name"])
