"""Which place of a sheet of labels is free next, noted in a small file in the home, outside the record."""

import json
from pathlib import Path

from dispensary.adapters.system.files import write_whole
from dispensary.application.ports.store import StoreUnavailable
from dispensary.domain.labels.geometry import SheetStock
from dispensary.domain.printing import JobKind

FILE = "sheets.json"


class SheetPlacesFile:
    """Implements the port for one home."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE

    def free(self, kind: JobKind, sheet: SheetStock) -> int:
        """The first place where nothing is noted, or what is noted cannot stand."""
        place = self._held().get(_name(kind, sheet))
        return place if isinstance(place, int) and 1 <= place <= sheet.cells else 1

    def put(self, kind: JobKind, sheet: SheetStock, place: int) -> None:
        held = {**self._held(), _name(kind, sheet): place}
        try:
            write_whole(self._path, json.dumps(held, indent=1).encode() + b"\n")
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


def _name(kind: JobKind, sheet: SheetStock) -> str:
    return f"{kind.value} {sheet.name}"
