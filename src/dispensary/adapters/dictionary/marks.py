"""The side files of a release made by this project: what in it is read out of names, and what is for training."""

import csv
import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from dispensary.adapters.dictionary.release_files import DERIVED, MANIFEST, TRAINING, ReleaseFiles
from dispensary.application.ports.dictionary import ReleaseUnusable


@dataclass(frozen=True, slots=True)
class Marks:
    """derived: (code, field, how). training: codes that are no real products. A real release has none of it."""

    derived: Sequence[tuple[str, str, str]] = ()
    training: Sequence[str] = ()
    name: str = ""
    dated: date | None = None
    starter: bool = False


def read_marks(files: ReleaseFiles) -> Marks:
    """Raises ReleaseUnusable where they are there and cannot be read."""
    try:
        manifest = json.loads(files.side[MANIFEST].whole()) if MANIFEST in files.side else {}
        return Marks(
            derived=[(row["code"], row["field"], row["how"]) for row in _rows(files, DERIVED)],
            training=sorted({row["code"] for row in _rows(files, TRAINING)}),
            name=str(manifest.get("name", "")),
            dated=date.fromisoformat(manifest["dated"]) if "dated" in manifest else None,
            starter=bool(manifest.get("starter")),
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as problem:
        raise ReleaseUnusable(f"The side files of {files.name} cannot be read: {problem}.") from problem


def _rows(files: ReleaseFiles, name: str) -> Iterator[dict[str, str]]:
    if name in files.side:
        yield from csv.DictReader(io.StringIO(files.side[name].whole().decode("utf-8"), newline=""))
