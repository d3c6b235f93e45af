"""Which label printers have ever said how they are, noted in a small file in the home, outside the record."""

import contextlib
import json
from pathlib import Path

from dispensary.adapters.system.files import write_whole
from dispensary.adapters.system.one_at_a_time import in_turn

FILE = "printers-heard.json"


class HeardFile:
    """For one printer of one home, by where it is connected. What cannot be read or written was never heard: a printer
    is asked anew, and no label waits for this file.
    """

    def __init__(self, folder: Path, where: str) -> None:
        self._path, self._where = folder / FILE, where.lower()

    def heard(self) -> bool:
        return self._where in _held(self._path)

    def note(self) -> None:
        if self.heard():
            return
        with contextlib.suppress(OSError), in_turn(self._path.with_name(f".{FILE}.lock")):
            held = sorted({*_held(self._path), self._where})
            write_whole(self._path, json.dumps(held, ensure_ascii=False, indent=1).encode() + b"\n")


def forget_heard(folder: Path) -> None:
    """Printers were set up anew: another one may stand there now, that says nothing."""
    with contextlib.suppress(OSError):
        (folder / FILE).unlink(missing_ok=True)


def _held(path: Path) -> list[str]:
    try:
        held = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return []
    return [where for where in held if isinstance(where, str)] if isinstance(held, list) else []
