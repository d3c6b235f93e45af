"""An export of the journal, line by line: the same from the command line and from the screen."""

import csv
import json
from collections.abc import Iterable, Iterator

from dispensary.domain.journal import Entry

COLUMNS = (
    "workstation",
    "sequence",
    "at",
    "actor",
    "authority",
    "kind",
    "prescription",
    "issue",
    "item",
    "patient",
    "product",
    "subject",
    "detail",
    "previous",
    "digest",
    "body",
)


class _Line:
    """What the csv module writes a row into: it hands the line back."""

    def write(self, line: str) -> str:
        return line


def json_lines(entries: Iterable[Entry]) -> Iterator[str]:
    """One JSON object a line. Only `body` is proved; the other fields are copied from it."""
    for entry in entries:
        line = {**json.loads(entry.body), "previous": entry.previous, "digest": entry.digest, "body": entry.body}
        yield json.dumps(line, ensure_ascii=False) + "\n"


def csv_lines(entries: Iterable[Entry]) -> Iterator[str]:
    """A table for a spreadsheet, its headings first. No cell is taken for a formula, whoever typed it."""
    out = csv.writer(_Line())
    yield str(out.writerow(COLUMNS))
    for entry in entries:
        told = json.loads(entry.body)
        subject = told["subject"]
        row = {
            **told,
            **{name: subject.get(name, "") for name in COLUMNS if name in subject},
            "subject": json.dumps(subject, ensure_ascii=False),
            "detail": json.dumps(told["detail"], ensure_ascii=False),
            "previous": entry.previous,
            "digest": entry.digest,
            "body": entry.body,
        }
        yield str(out.writerow([_cell(row.get(name, "")) for name in COLUMNS]))


def _cell(value: object) -> str:
    text = str(value)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r", "\n")) else text
