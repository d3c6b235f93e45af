"""AMPs that went from one VMP to another: noted when a release is imported, kept while a prescription may be older."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from dispensary.domain.dictionary import ActualProduct, Moved
from dispensary.domain.identifiers import SnomedCode

KEPT = timedelta(days=366 + 62)
"""A repeatable prescription is valid for a year, and whoever wrote it may have had a release two months old
(conformance row 1.8.2).
"""

_TABLE = """
    CREATE TABLE main.moved_amp (
        apid TEXT PRIMARY KEY, vpid_before TEXT NOT NULL, nm_before TEXT NOT NULL, vpid_now TEXT NOT NULL,
        since TEXT NOT NULL
    ) WITHOUT ROWID
"""
# A generic product that has another code now has not moved its brands.
_MOVED = """
    INSERT INTO main.moved_amp
    SELECT n.apid, o.vpid, coalesce(g.nm, o.vpid), n.vpid, ?
    FROM main.amp n JOIN before.amp o ON o.apid = n.apid LEFT JOIN before.vmp g ON g.vpid = o.vpid
    WHERE n.vpid <> o.vpid
        AND NOT EXISTS (SELECT 1 FROM main.vmp v WHERE v.vpid = n.vpid AND v.vpidprev = o.vpid)
        AND NOT EXISTS (SELECT 1 FROM main.history h WHERE h.idprevious = o.vpid AND h.idcurrent = n.vpid)
"""
_STILL = """
    INSERT OR IGNORE INTO main.moved_amp
    SELECT m.apid, m.vpid_before, m.nm_before, n.vpid, m.since
    FROM before.moved_amp m JOIN main.amp n ON n.apid = m.apid
    WHERE m.since >= ? AND n.vpid <> m.vpid_before
"""


def note_moved(connection: Any) -> int:
    """How many have moved since the release that is attached as `before`; noted beside those that moved earlier.

    An older release says nothing of what has moved since.
    """
    dated, earlier = (_dated(connection, each) for each in ("main", "before"))
    connection.execute(_TABLE)
    if earlier > dated:
        return 0
    moved = int(connection.execute(_MOVED, (dated.isoformat(),)).rowcount) if earlier < dated else 0
    if connection.execute("SELECT 1 FROM before.sqlite_master WHERE name = 'moved_amp'").fetchone():
        connection.execute(_STILL, ((dated - KEPT).isoformat(),))
    return moved


def moved_of(actual: ActualProduct | None, rows: Callable[..., list[tuple[Any, ...]]]) -> Moved | None:
    """Where that product came from; None where it did not move, or where nothing was there to compare with."""
    if actual is None or not rows("SELECT 1 FROM sqlite_master WHERE name = 'moved_amp'"):
        return None
    query = "SELECT vpid_before, nm_before, since FROM moved_amp WHERE apid = ?"
    for before, name, since in rows(query, actual.code.value):
        return Moved(SnomedCode(before), name, actual.virtual, date.fromisoformat(since))
    return None


def _dated(connection: Any, which: str) -> date:
    (text,) = connection.execute(f"SELECT value FROM {which}.meta WHERE key = 'dated'").fetchone()  # noqa: S608
    return date.fromisoformat(text)
