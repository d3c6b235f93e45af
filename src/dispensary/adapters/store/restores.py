"""Restores that the journal tells of: why it may hold less than was known of it at another counter."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, select

from dispensary.adapters.store import model
from dispensary.domain.seals import Anchored

CLOCKS_APART = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Restore:
    """The entry that says that a backup was restored. at: its time, ISO 8601."""

    workstation: str
    sequence: int
    digest: str
    at: str

    def may_explain(self, known: Anchored) -> bool:
        """Whether it came after what was known, as far as the clocks of two counters can say. Whether it does explain
        it, only a person can say: whoever may write to the store may restore something there.
        """
        try:
            return datetime.fromisoformat(self.at) > datetime.fromisoformat(known.at) - CLOCKS_APART
        except (ValueError, TypeError):
            return False


def last_restore(connection: Connection) -> Restore | None:
    table = model.journal
    row = connection.execute(
        select(table.c.workstation, table.c.sequence, table.c.digest, table.c.body)
        .where(table.c.kind == "restored")
        .order_by(table.c.at.desc())
        .limit(1)
    ).first()
    return None if row is None else Restore(row.workstation, row.sequence, row.digest, _time_in(row.body))


def _time_in(body: str) -> str:
    try:
        return str(json.loads(body)["at"])
    except (ValueError, KeyError, TypeError):
        return ""
