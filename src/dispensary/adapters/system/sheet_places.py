"""Which place of a sheet of labels is free next, noted in a small file in the home, outside the record."""

import json
from collections.abc import Callable
from pathlib import Path

from dispensary.adapters.system.files import write_whole
from dispensary.adapters.system.one_at_a_time import in_turn
from dispensary.application.ports.store import StoreUnavailable
from dispensary.domain.labels.geometry import SheetStock
from dispensary.domain.printing import JobKind

FILE = "sheets.json"


class SheetPlacesFile:
    """Implements the port for one home.

    tray: under which jobs the sheet is noted that is in the printer for these: two that are one printer have one.
    """

    def __init__(self, folder: Path, tray: Callable[[JobKind], JobKind] = lambda kind: kind) -> None:
        self._path, self._tray = folder / FILE, tray

    def free(self, kind: JobKind, sheet: SheetStock) -> int:
        """The first place where nothing is noted, or what is noted cannot stand."""
        place = self._held().get(self._name(kind, sheet))
        return place if isinstance(place, int) and 1 <= place <= sheet.cells else 1

    def put(self, kind: JobKind, sheet: SheetStock, place: int) -> None:
        self._note(kind, sheet, place, only_from=None)

    def move(self, kind: JobKind, sheet: SheetStock, first: int, place: int) -> bool:
        return self._note(kind, sheet, place, only_from=first)

    def _note(self, kind: JobKind, sheet: SheetStock, place: int, *, only_from: int | None) -> bool:
        try:
            # Read and written in one turn: every printer of the home, and every program of it, notes in this one file.
            with in_turn(self._path.with_name(f".{FILE}.lock")):
                if only_from is not None and self.free(kind, sheet) != only_from:
                    return False
                held = {**self._held(), self._name(kind, sheet): place}
                write_whole(self._path, json.dumps(held, indent=1).encode() + b"\n")
                return True
        except OSError as problem:
            raise StoreUnavailable(
                f"Which label of the sheet is free could not be noted: {problem.strerror}. Try again."
            ) from None

    def _held(self) -> dict[str, object]:
        try:
            held = json.loads(self._path.read_bytes())
        except (OSError, ValueError, RecursionError):
            return {}
        return held if isinstance(held, dict) else {}

    def _name(self, kind: JobKind, sheet: SheetStock) -> str:
        return f"{self._tray(kind).value} {sheet.name}"
