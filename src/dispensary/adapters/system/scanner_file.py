"""How the scanner of this workstation is set up, noted in a small file in its home, outside the record."""

import json
from pathlib import Path

from dispensary.adapters.system.files import write_whole
from dispensary.application.ports.store import StoreUnavailable
from dispensary.domain.scanners import ScannerSetup, mark_words, read_mark, scanner_unfit

FILE = "scanner.json"


class ScannerFile:
    """Implements the port for one home."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE

    def keep(self, setup: ScannerSetup) -> None:
        held = {
            "port": setup.port,
            "speed": setup.speed,
            "prefix": mark_words(setup.prefix),
            "suffix": mark_words(setup.suffix),
            "longest_gap_ms": setup.longest_gap_ms,
            "shortest": setup.shortest,
        }
        try:
            write_whole(self._path, json.dumps(held, ensure_ascii=False, indent=1).encode() + b"\n")
        except OSError as problem:
            raise StoreUnavailable(
                f"How the scanner is set up could not be noted: {problem.strerror}. Try again."
            ) from None

    def read(self) -> ScannerSetup:
        """What is missing there, or cannot stand, is as it comes from the maker: a bad note stops no dispensing."""
        try:
            held = json.loads(self._path.read_bytes())
            prefix, suffix = read_mark(str(held["prefix"])), read_mark(str(held["suffix"]))
            if prefix is None or suffix is None:
                return ScannerSetup()
            setup = ScannerSetup(
                str(held["port"]),
                int(held["speed"]),
                prefix,
                suffix,
                int(held["longest_gap_ms"]),
                int(held["shortest"]),
            )
        except (OSError, ValueError, KeyError, TypeError, OverflowError, RecursionError):
            return ScannerSetup()
        return setup if scanner_unfit(setup) is None else ScannerSetup()
