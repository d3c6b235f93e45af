"""One file of the knowledge as lines that are whole: every cell there, none too many, none run into the next row."""

import csv
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from dispensary.adapters.knowledge.table import Record


class Faulty(Exception):
    """What is wrong with one or more rows, a sentence each."""

    def __init__(self, *faults: str) -> None:
        super().__init__("; ".join(faults))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Line:
    """One row where it stands. file: as a person would look for it. number: counted from 1, the header included."""

    file: str
    number: int
    record: Record

    @property
    def place(self) -> str:
        return f"{self.file} line {self.number}"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One file: its columns and its rows."""

    columns: tuple[str, ...]
    lines: tuple[Line, ...]


def text_of(path: Path, shown: str) -> str:
    """The words of a file. Raises Faulty where they are in no encoding that we read, OSError where it is not there."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise Faulty(f"{shown}: save it as “CSV UTF-8”; some of its letters cannot be read") from None


def read_sheet(text: str, file: str, *, notes: bool = False) -> Sheet:
    """Reads one file. notes: rows that begin with # and empty rows are skipped. Raises Faulty, naming every bad row."""
    reader = csv.reader(StringIO(text, newline=""), strict=True)
    lines: list[Line] = []
    faults: list[str] = []
    columns: tuple[str, ...] = ()
    before = 0
    try:
        for cells in reader:
            number, before = before + 1, reader.line_num
            if not cells or (notes and _is_note(cells)):
                continue
            if not columns:
                columns = tuple(cell.strip() for cell in cells)
                faults += _twice(columns, file)
                continue
            fault = _fault(cells, columns, broken=reader.line_num > number)
            if fault:
                faults.append(f"{file} line {number}: {fault}")
            else:
                lines.append(Line(file, number, dict(zip(columns, cells, strict=True))))
    except csv.Error as wrong:
        faults.append(f"{file} line {before + 1}: its quotation marks do not pair ({wrong})")
    if faults:
        raise Faulty(*faults)
    return Sheet(columns, tuple(lines))


def _is_note(cells: list[str]) -> bool:
    return cells[0].lstrip().startswith("#") or not any(cell.strip() for cell in cells)


def _twice(columns: tuple[str, ...], file: str) -> list[str]:
    return [f"{file}: there are two columns called {name}" for name in sorted({*columns}) if columns.count(name) > 1]


def _fault(cells: list[str], columns: tuple[str, ...], *, broken: bool) -> str:
    if broken:
        return "a cell runs over the end of its line: a quotation mark is missing"
    if len(cells) < len(columns):
        return f"the row is cut short: {len(cells)} of {len(columns)} columns"
    if len(cells) > len(columns):
        return f"the row has {len(cells)} columns, and the file {len(columns)}"
    return ""
