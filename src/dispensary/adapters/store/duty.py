"""Who is and was responsible, and when they were away."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, or_, select, update

from dispensary.adapters.store import model
from dispensary.adapters.store.touched import Touched
from dispensary.domain.identifiers import UserId
from dispensary.domain.people import Absence, OnDuty

_ON_DUTY = select(model.duty).where(model.duty.c.until.is_(None)).order_by(model.duty.c.id.desc()).limit(1)
_AWAY = select(model.absence).where(model.absence.c.returned_at.is_(None)).order_by(model.absence.c.id.desc()).limit(1)


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _time(text: str | None) -> datetime | None:
    return _moment(text) if text else None


class StoredDuty:
    def __init__(self, connection: Connection, touched: Touched) -> None:
        self._connection = connection
        self._touched = touched
        self._known: tuple[OnDuty | None] | None = None
        """Who was found to be responsible: asked for the authority of a step, and again for its journal entry."""

    def current(self) -> OnDuty | None:
        if self._known is None:
            row = self._connection.execute(_ON_DUTY).first()
            self._known = (_on_duty(row) if row is not None else None,)
        return self._known[0]

    def begin(self, duty: OnDuty) -> None:
        self._known = None
        self._touched.staff = True
        self._connection.execute(
            insert(model.duty).values(
                person=duty.user.value,
                name=duty.name,
                registration=duty.registration,
                since=duty.since.isoformat(),
            )
        )

    def end(self, at: datetime) -> None:
        self._known = None
        self._touched.staff = True
        self._connection.execute(update(model.duty).where(model.duty.c.until.is_(None)).values(until=at.isoformat()))

    def record(self, since: datetime) -> Sequence[OnDuty]:
        rows = self._connection.execute(select(model.duty).order_by(model.duty.c.id))
        held = [OnDuty(UserId(r.person), r.name, r.registration, _moment(r.since), _time(r.until)) for r in rows]
        return [each for each in held if each.until is None or each.until >= since]

    def leave(self, absence: Absence) -> None:
        self._touched.staff = True
        self._connection.execute(
            insert(model.absence).values(
                person=absence.user.value,
                name=absence.name,
                day=absence.left_at.date().isoformat(),
                left_at=absence.left_at.isoformat(),
            )
        )

    def come_back(self, at: datetime) -> None:
        self._touched.staff = True
        table = model.absence
        self._connection.execute(update(table).where(table.c.returned_at.is_(None)).values(returned_at=at.isoformat()))

    def away(self) -> Absence | None:
        row = self._connection.execute(_AWAY).first()
        return None if row is None else Absence(UserId(row.person), row.name, _moment(row.left_at))

    def absences(self, since: datetime) -> Sequence[Absence]:
        table = model.absence
        rows = self._connection.execute(
            select(table)
            .where(or_(table.c.day >= since.date().isoformat(), table.c.returned_at.is_(None)))
            .order_by(table.c.id)
        )
        return [Absence(UserId(r.person), r.name, _moment(r.left_at), _time(r.returned_at)) for r in rows]


def _on_duty(row: Row[Any]) -> OnDuty:
    return OnDuty(UserId(row.person), row.name, row.registration, _moment(row.since))
