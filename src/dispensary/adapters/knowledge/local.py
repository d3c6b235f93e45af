"""What a pharmacy adds to the knowledge, from a folder of its own: more rules, more sets, and other tiers.

Nothing that was given is taken away: a stop can be lowered, with author and reason, but not to nothing. The source of
every such rule says so, wherever it is shown.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

from dispensary.adapters.knowledge.review import ELSEWHERE
from dispensary.adapters.knowledge.sheets import Faulty, Line, Sheet, read_sheet, text_of
from dispensary.adapters.knowledge.table import Record, Table
from dispensary.domain.clinical.findings import Tier
from dispensary.domain.clinical.knowledge import LocalChange, Status
from dispensary.wording.knowledge import added_source, lowered_action, moved_source

SETS, COMPOUNDS, TIERS = "substance_sets.csv", "substance_sets_compounds.csv", "tiers.csv"
OWN = "L-"
"""How the id of a rule, and the name of a set, of a pharmacy begins: no later version can take it."""
_TIERS = frozenset(Tier)
WHO = ("author", "reason", "dated")
TIER_COLUMNS = ("id", "column", "tier", *WHO)
_DAY_FIRST = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


@dataclass(frozen=True, slots=True)
class Local:
    """The given rows with what the pharmacy made of them. digest: of what it wrote; "" where it wrote nothing."""

    lines: Mapping[str, tuple[Line, ...]]
    changes: tuple[LocalChange, ...] = ()
    digest: str = ""

    @classmethod
    def nothing(cls, sheets: Mapping[str, Sheet]) -> "Local":
        return cls({name: sheet.lines for name, sheet in sheets.items()})


def read_local(folder: Path, sheets: Mapping[str, Sheet], tables: Sequence[Table]) -> Local:
    """Raises Faulty, naming every row that cannot be used, and OSError. A folder that is not there adds nothing."""
    own, digest = _own_sheets(folder, sheets)
    if not own:
        return Local.nothing(sheets)
    faults: list[str] = []
    changes: list[LocalChange] = []
    lines = {name: list(sheet.lines) for name, sheet in sheets.items()}
    for name, sheet in own.items():
        for line in sheet.lines:
            try:
                changes.append(_move(line, lines, sheets) if name == TIERS else _add(line, lines, sheets[name], tables))
            except Faulty as faulty:
                faults += faulty.faults
    if faults:
        raise Faulty(*faults)
    return Local({name: tuple(found) for name, found in lines.items()}, tuple(changes), digest)


def _own_sheets(folder: Path, given: Mapping[str, Sheet]) -> tuple[dict[str, Sheet], str]:
    digest = sha256()
    sheets: dict[str, Sheet] = {}
    faults: list[str] = []
    for path in sorted(folder.glob("*.csv")) if folder.is_dir() else ():
        shown = f"this pharmacy's {path.name}"
        if path.name == ELSEWHERE:
            continue  # no check goes by it
        if path.name not in {TIERS, *given} - {COMPOUNDS}:
            faults.append(f"{shown}: no table that can be added to has that name")
            continue
        try:
            text = text_of(path, shown)
            sheet = read_sheet(text, shown, notes=True)
        except Faulty as faulty:
            faults += faulty.faults
            continue
        known = TIER_COLUMNS if path.name == TIERS else (*given[path.name].columns, *WHO)
        faults += (f"{shown}: there is no column called {name}" for name in sheet.columns if name not in known)
        if sheet.lines:
            sheets[path.name] = sheet
            digest.update(f"{path.name}\x1f{text}\x1e".encode())
    if faults:
        raise Faulty(*faults)
    return sheets, digest.hexdigest() if sheets else ""


def _who(line: Line) -> tuple[str, str, date]:
    author, reason = (line.record.get(name, "").strip() for name in ("author", "reason"))
    if not author or not reason:
        raise Faulty(f"{line.place}: say who decided this and why, under author and reason")
    return author, reason, _day(line)


def _day(line: Line) -> date:
    """As we write it, or as a spreadsheet in this country rewrites it: 2026-11-21, 21/11/2026."""
    text = line.record.get("dated", "").strip()
    british = _DAY_FIRST.fullmatch(text)
    try:
        if british:
            return date(int(british[3]), int(british[2]), int(british[1]))
        return date.fromisoformat(text)
    except ValueError:
        raise Faulty(f"{line.place}: dated should be a day such as 2026-11-21 or 21/11/2026") from None


def _add(line: Line, lines: dict[str, list[Line]], given: Sheet, tables: Sequence[Table]) -> LocalChange:
    name = next(name for name, found in lines.items() if line.file.endswith(f" {name}"))
    key = "set" if name == SETS else "id"
    subject = line.record.get(key, "").strip()
    if not subject.startswith(OWN):
        raise Faulty(f"{line.place}: the {key} of a row of your own begins with {OWN}, as in {OWN}1")
    author, reason, day = _who(line)
    change = LocalChange(subject, name, author, reason, day)
    record: Record = dict.fromkeys(given.columns, "") | line.record | {key: subject, "dated": day.isoformat()}
    if name != SETS:
        record["source"] = _sourced(line, change)
        _must_find(line, record, next(table for table in tables if table.file == name))
    lines[name].append(Line(line.file, line.number, record))
    return change


def _sourced(line: Line, change: LocalChange) -> str:
    source = line.record.get("source", "").strip()
    if not source:
        raise Faulty(f"{line.place}: name the source of the rule")
    return added_source(source, change)


def _must_find(line: Line, record: Record, table: Table) -> None:
    """A rule that finds nothing could only hide what another one finds."""
    try:
        tiers = table.read(record).tiers
    except (KeyError, ValueError, ArithmeticError):
        return  # said with its place when the tables are read
    if all(tier is Tier.NONE for tier in tiers):
        raise Faulty(f"{line.place}: a rule of your own must at least inform")


def _move(line: Line, lines: dict[str, list[Line]], sheets: Mapping[str, Sheet]) -> LocalChange:
    """Gives a row another tier. Its source says so, and of a stop that was lowered so does what to do about it."""
    author, reason, day = _who(line)
    subject = line.record.get("id", "").strip()
    column = line.record.get("column", "").strip() or "tier"
    tier = line.record.get("tier", "").strip()
    name, place = _found(line, subject, lines, sheets)
    held = lines[name][place]
    before = held.record.get(column, "")
    fault = _cannot_move(held.record, column, before, tier)
    if fault:
        raise Faulty(f"{line.place}: {subject} {fault}")
    change = LocalChange(subject, name, author, reason, day, column, before, tier)
    told = {"source": moved_source(held.record.get("source", ""), change)}
    if before == Tier.STOP:
        told["action"] = lowered_action(held.record.get("action", ""))
    lines[name][place] = Line(held.file, held.number, held.record | {column: tier} | told)
    return change


def _found(line: Line, subject: str, lines: Mapping[str, list[Line]], sheets: Mapping[str, Sheet]) -> tuple[str, int]:
    for name, found in lines.items():
        for place, each in enumerate(found[: len(sheets[name].lines)]):
            if "id" in each.record and each.record["id"] == subject:
                return name, place
    raise Faulty(f"{line.place}: this version has no rule {subject}; see what became of it, and take the line out")


def _cannot_move(record: Record, column: str, before: str, tier: str) -> str:
    if before not in _TIERS:
        own = [name for name, value in record.items() if value in _TIERS]
        return f"has no tier under {column}; it has {', '.join(own) or 'none'}"
    if tier not in _TIERS:
        return f"cannot become “{tier}”: stop, reason, inform or none"
    if tier == before:
        return f"is {tier} already"
    if before == Tier.STOP and tier == Tier.NONE:
        return "is a stop: it may be lowered to inform, but not to none"
    if tier == Tier.STOP and record.get("status") != Status.CONFIRMED:
        return "cannot stop: nobody has confirmed its source yet"
    return ""
