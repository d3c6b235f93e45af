"""Tables for a spreadsheet, line by line."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence


class _Line:
    """What the csv module writes a row into: it hands the line back."""

    def write(self, line: str) -> str:
        return line


def csv_table(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> Iterator[str]:
    """The headings, then a line for each row. No cell is taken for a formula, whoever typed it."""
    out = csv.writer(_Line())
    yield str(out.writerow(columns))
    for row in rows:
        yield str(out.writerow([_cell(row.get(name, "")) for name in columns]))


def _cell(value: object) -> str:
    text = str(value)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r", "\n")) else text
