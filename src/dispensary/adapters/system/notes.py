"""What this counter remembers of its last good backup, outside the record: it is wanted when the record is broken."""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from dispensary.adapters.system.files import write_whole

FILE = "last-backup.json"


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
