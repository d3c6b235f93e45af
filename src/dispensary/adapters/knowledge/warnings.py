"""Label warnings, checked as they are read: our own from `resources/knowledge/warnings.csv`, and a pharmacy's feed."""

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from dispensary.assets import resource
from dispensary.domain.clinical.substances import normal
from dispensary.domain.labels.content import LabelWarning
from dispensary.domain.labels.warnings import WarningLibrary, WarningRule
from dispensary.domain.labels.ways import Way, Ways
from dispensary.domain.storage import ColdStorage

_COLUMNS = ["id", "text", "ingredients", "name_has", "name_lacks", "opened", "source", "verification"]
_WAYS = "ways"
"""A column that a table may have, as the last: a licensed feed that lacks it goes by names alone, as it always did."""
_ID = re.compile(r"W\d{2,3}")
_STORAGE_ID = re.compile(r"S\d{2,3}")
_FEED_ID = re.compile(r"(?!W\d)[A-Z][A-Z0-9-]{1,11}")
_ONLY = "only "
_VERIFICATIONS = frozenset({"read", "to confirm"})


class WarningsUnreadable(Exception):
    """The library of label warnings is damaged. No label may be made as if there were none."""


def load_warnings(path: Path | None = None) -> WarningLibrary:
    """All warnings in the order of the file. Raises WarningsUnreadable, and AssetMissing where it is not installed."""
    source = path or resource("knowledge", "warnings.csv")
    return WarningLibrary(_rules(source, _lines(source), _ID))


def load_storage(path: Path | None = None) -> ColdStorage:
    """What is kept in a fridge, from `resources/knowledge/storage.csv`, a table of the same shape."""
    source = path or resource("knowledge", "storage.csv")
    return ColdStorage(WarningLibrary(_rules(source, _lines(source), _STORAGE_ID)))


@dataclass(frozen=True, slots=True)
class WarningFeed:
    """Warnings that a pharmacy has a licence for. instead: ours are left out."""

    library: WarningLibrary
    licence: str
    instead: bool

    def with_ours(self, ours: WarningLibrary) -> WarningLibrary:
        """What labels carry: the feed's first, then ours unless it stands in their place."""
        return self.library if self.instead else WarningLibrary((*self.library.rules, *ours.rules))


def load_feed(folder: Path) -> WarningFeed | None:
    """The licensed warnings in that folder's `warnings.csv`; None where there is no such file.

    It begins with two lines of its own, `# licence: ...` and `# use: beside` or `# use: instead`; then it is like ours,
    but for its numbers, which never begin like ours (W and a figure). Raises WarningsUnreadable: no label is made as if
    the feed were not there.
    """
    source = folder / "warnings.csv"
    if not source.exists():
        return None
    lines = _lines(source)
    head = [line.strip().partition(":") for line in lines[:2]]
    said = {name.strip("# ").lower(): words.strip() for name, _, words in head}
    if not said.get("licence") or said.get("use") not in ("beside", "instead"):
        raise WarningsUnreadable(
            f"{source} must begin with the lines “# licence: ...” and “# use: beside” or “# use: instead”."
        )
    rules = _rules(source, lines[2:], _FEED_ID)
    return WarningFeed(WarningLibrary(rules), said["licence"], said["use"] == "instead")


def _lines(source: Path) -> list[str]:
    try:
        with source.open(encoding="utf-8", newline="") as lines:
            return list(lines)
    except (OSError, UnicodeDecodeError) as problem:
        raise WarningsUnreadable(f"{source.name} cannot be read: {problem}") from problem


def _rules(source: Path, lines: Iterable[str], numbers: re.Pattern[str]) -> tuple[WarningRule, ...]:
    try:
        table = csv.DictReader(lines, strict=True)
        if table.fieldnames not in (_COLUMNS, [*_COLUMNS, _WAYS]):
            raise WarningsUnreadable(f"{source.name} has other columns than {', '.join(_COLUMNS)}.")
        rules = tuple(_rule(row, table.line_num, numbers) for row in table)
    except csv.Error as problem:
        raise WarningsUnreadable(f"{source.name} cannot be read: {problem}") from problem
    if not rules:
        raise WarningsUnreadable(f"{source.name} is empty.")
    warnings = {rule.warning for rule in rules}
    if len({warning.id for warning in warnings}) != len(warnings):
        raise WarningsUnreadable(f"{source.name} uses a number twice, for other words.")
    return rules


def _rule(row: dict[str, str], line: int, numbers: re.Pattern[str]) -> WarningRule:
    if None in row.values() or None in row:
        raise WarningsUnreadable(f"Line {line} of the label warnings has too many or too few columns.")
    if not numbers.fullmatch(row["id"]) or not row["text"].strip() or not row["source"].strip():
        raise WarningsUnreadable(f"Line {line} of the label warnings needs a number of its own, words and a source.")
    if row["opened"] not in ("", "yes"):
        raise WarningsUnreadable(f"Line {line} of the label warnings says neither yes nor nothing for opened.")
    if row["verification"] not in _VERIFICATIONS:
        raise WarningsUnreadable(f"Line {line} of the label warnings is neither read nor to confirm.")
    if not row["ingredients"] and not row["name_has"]:
        raise WarningsUnreadable(f"Line {line} of the label warnings would stand on every label.")
    ways, only = _ways(row.get(_WAYS) or "", line)
    return WarningRule(
        LabelWarning(row["id"], row["text"].strip(), opened=row["opened"] == "yes"),
        frozenset(normal(part) for part in _list(row["ingredients"])),
        tuple(part.lower() for part in _list(row["name_has"])),
        tuple(part.lower() for part in _list(row["name_lacks"])),
        row["source"],
        row["verification"],
        ways,
        only,
    )


def _ways(text: str, line: int) -> tuple[Ways, bool]:
    """As they stand in the table: "oral;rectal", or "only skin"."""
    try:
        return frozenset(map(Way, _list(text.removeprefix(_ONLY)))), text.startswith(_ONLY)
    except ValueError as problem:
        known = ", ".join(Way)
        raise WarningsUnreadable(f"Line {line} of the label warnings has another way than {known}.") from problem


def _list(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]
