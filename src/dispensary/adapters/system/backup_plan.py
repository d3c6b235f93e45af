"""Where this counter's backups go and how often, noted beside the record; and the mark in the folder they go to.

The mark tells that folder from the empty place that a pulled stick leaves behind: without it a backup would lie on the
very disk that it is to outlive, and nobody would notice.
"""

import json
from datetime import timedelta
from pathlib import Path

from dispensary.adapters.system.files import write_whole
from dispensary.application.ports.store import StoreUnavailable
from dispensary.domain.backups import BackupPlan
from dispensary.domain.retention import KeepRule

FILE = "backup-plan.json"
MARK = "dispensary-backups.txt"
_WORDS = b"Backups of a Dispensary record are kept in this folder. Without this file no more are made here.\r\n"


class PlanFile:
    """The plan of one home."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE

    def keep(self, plan: BackupPlan | None) -> None:
        """None: nothing is made by itself any more. Raises StoreUnavailable."""
        try:
            self._write(plan)
        except OSError as problem:
            raise StoreUnavailable(f"Where backups go could not be noted: {problem.strerror}. Try again.") from None

    def _write(self, plan: BackupPlan | None) -> None:
        if plan is None:
            self._path.unlink(missing_ok=True)
            return
        rule = {"daily": plan.rule.daily, "weekly": plan.rule.weekly, "monthly": plan.rule.monthly}
        held = {"destination": plan.destination, "every_hours": plan.hours, **rule}
        write_whole(self._path, json.dumps(held, ensure_ascii=False, indent=1).encode() + b"\n")

    def read(self) -> BackupPlan | None:
        """None where there is none. Raises ValueError where it cannot be read."""
        try:
            held = json.loads(self._path.read_bytes())
        except FileNotFoundError:
            return None
        except (OSError, RecursionError) as problem:
            raise ValueError(str(problem)) from None
        try:
            rule = KeepRule(int(held["daily"]), int(held["weekly"]), int(held["monthly"]))
            return BackupPlan(str(held["destination"]), timedelta(hours=int(held["every_hours"])), rule)
        except (KeyError, TypeError, OverflowError) as problem:
            raise ValueError(str(problem)) from None


def mark(folder: Path) -> None:
    """Says that backups go here. Raises OSError."""
    if not is_marked(folder):
        (folder / MARK).write_bytes(_WORDS)


def is_marked(folder: Path) -> bool:
    return (folder / MARK).is_file()
