"""Our own library of label warnings from `resources/knowledge/warnings.csv`, checked as it is read."""

import csv
import re
from pathlib import Path

from dispensary.assets import resource
from dispensary.domain.clinical.substances import normal
from dispensary.domain.labels.content import LabelWarning
from dispensary.domain.labels.warnings import WarningLibrary, WarningRule

_COLUMNS = ["id", "text", "ingredients", "name_has", "name_lacks", "opened", "source", "verification"]
_ID = re.compile(r"W\d{2,3}")
_VERIFICATIONS = frozenset({"read", "to confirm"})


class WarningsUnreadable(Exception):
    """The library of label warnings is damaged. No label may be made as if there were none."""


def load_warnings(path: Path | None = None) -> WarningLibrary:
    """All warnings in the order of the file. Raises WarningsUnreadable, and AssetMissing where it is not installed."""
    source = path or resource("knowledge", "warnings.csv")
    try:
        with source.open(encoding="utf-8", newline="") as lines:
            table = csv.DictReader(lines, strict=True)
            if table.fieldnames != _COLUMNS:
                raise WarningsUnreadable(f"{source.name} has other columns than {', '.join(_COLUMNS)}.")
            rules = tuple(_rule(row, table.line_num) for row in table)
    except (OSError, UnicodeDecodeError, csv.Error) as problem:
        raise WarningsUnreadable(f"{source.name} cannot be read: {problem}") from problem
    ids = [rule.warning.id for rule in rules]
    if len(set(ids)) != len(ids):
        raise WarningsUnreadable(f"{source.name} uses a number twice.")
    return WarningLibrary(rules)


def _rule(row: dict[str, str], line: int) -> WarningRule:
    if None in row.values() or None in row:
        raise WarningsUnreadable(f"Line {line} of the label warnings has too many or too few columns.")
    if not _ID.fullmatch(row["id"]) or not row["text"].strip() or not row["source"].strip():
        raise WarningsUnreadable(f"Line {line} of the label warnings needs a number such as W01, words and a source.")
    if row["opened"] not in ("", "yes"):
        raise WarningsUnreadable(f"Line {line} of the label warnings says neither yes nor nothing for opened.")
    if row["verification"] not in _VERIFICATIONS:
        raise WarningsUnreadable(f"Line {line} of the label warnings is neither read nor to confirm.")
    if not row["ingredients"] and not row["name_has"]:
        raise WarningsUnreadable(f"Line {line} of the label warnings would stand on every label.")
    return WarningRule(
        LabelWarning(row["id"], row["text"].strip(), opened=row["opened"] == "yes"),
        frozenset(normal(part) for part in _list(row["ingredients"])),
        tuple(part.lower() for part in _list(row["name_has"])),
        tuple(part.lower() for part in _list(row["name_lacks"])),
        row["source"],
        row["verification"],
    )


def _list(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]
