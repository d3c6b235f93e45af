"""Examples of a pharmacy's own rules, each behind a # so that none is in force before somebody takes it away."""

import csv
from io import StringIO
from pathlib import Path

from dispensary.adapters.knowledge.local import OWN, SETS, TIER_COLUMNS, TIERS, WHO
from dispensary.adapters.knowledge.sheets import read_sheet, text_of
from dispensary.application.ports.knowledge import KnowledgeUnavailable
from dispensary.assets import resource
from dispensary.wording.knowledge import EXAMPLE_AUTHOR, EXAMPLE_REASON, LOCAL_HELP

HELP = "read me.txt"
_SHOWN = {"interactions.csv": "pair-1", "doses.csv": "dose-1", SETS: "set-1"}
"""The tables that a pharmacy is likeliest to add to; the others work the same way."""


def write_examples(folder: Path) -> tuple[Path, ...]:
    """Writes what is not there yet, and gives the new files. Raises KnowledgeUnavailable where it cannot."""
    texts = {HELP: LOCAL_HELP, TIERS: _tiers(), **{name: _example(name) for name in _SHOWN}}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return tuple(folder / name for name, text in texts.items() if _wrote(folder / name, text))
    except OSError as problem:
        raise KnowledgeUnavailable(f"Nothing could be written into {folder}: {problem.strerror}.") from problem


def _wrote(path: Path, text: str) -> bool:
    """Never over a file that is there. The mark at its beginning tells a spreadsheet that it is UTF-8."""
    try:
        with path.open("x", encoding="utf-8-sig", newline="") as file:
            file.write(text)
    except FileExistsError:
        return False
    return True


def _tiers() -> str:
    row = {"id": "#IX001", "column": "tier", "tier": "reason", **_signed()}
    return _table(TIER_COLUMNS, row)


def _example(name: str) -> str:
    """The first row of the table that ships, as if it were the pharmacy's own."""
    sheet = read_sheet(text_of(resource("knowledge", name), name), name)
    key = "set" if name == SETS else "id"
    columns = (*sheet.columns, *(column for column in WHO if column not in sheet.columns))
    return _table(columns, sheet.lines[0].record | _signed() | {key: f"#{OWN}{_SHOWN[name]}"})


def _signed() -> dict[str, str]:
    return {"author": EXAMPLE_AUTHOR, "reason": EXAMPLE_REASON, "dated": "2026-11-21"}


def _table(columns: tuple[str, ...], row: dict[str, str]) -> str:
    text = StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerow(row[name] for name in columns)
    return text.getvalue()
