"""An export of the journal, line by line: the same from the command line and from the screen."""

import json
from collections.abc import Iterable, Iterator

from dispensary.application.tables import csv_table
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


def json_lines(entries: Iterable[Entry]) -> Iterator[str]:
    """One JSON object a line. Only `body` is proved; the other fields are copied from it."""
    for entry in entries:
        line = {**json.loads(entry.body), "previous": entry.previous, "digest": entry.digest, "body": entry.body}
        yield json.dumps(line, ensure_ascii=False) + "\n"


def csv_lines(entries: Iterable[Entry]) -> Iterator[str]:
    """A table for a spreadsheet, its headings first."""
    return csv_table(COLUMNS, map(_row, entries))


def _row(entry: Entry) -> dict[str, object]:
    told = json.loads(entry.body)
    subject = told["subject"]
    return {
        **told,
        **{name: subject.get(name, "") for name in COLUMNS if name in subject},
        "subject": json.dumps(subject, ensure_ascii=False),
        "detail": json.dumps(told["detail"], ensure_ascii=False),
        "previous": entry.previous,
        "digest": entry.digest,
        "body": entry.body,
    }
