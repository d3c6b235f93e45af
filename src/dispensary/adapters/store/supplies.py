"""The table of what has gone out: written with the dispensing that it follows from, read without it."""

from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    bindparam,
    case,
    delete,
    func,
    insert,
    or_,
    select,
)

from dispensary.adapters.store import model
from dispensary.domain.dispensing import Dispensing
from dispensary.domain.identifiers import IssueKey, PatientId, PrescriptionId, SnomedCode
from dispensary.domain.quantity import Quantity
from dispensary.domain.supplies import PastMedicine, PastSupply, SuppliedLine, lines_in

table = model.supply


def keep_supplies(connection: Connection, held: Dispensing) -> None:
    """Writes what that dispensing has brought, in the place of what stood there."""
    made = lines_in(held)
    if not made:
        return
    connection.execute(delete(table).where(_of(held.key)))
    connection.execute(insert(table), [_row(held, place, line) for place, line in enumerate(made)])


def _of(key: IssueKey) -> ColumnElement[bool]:
    return and_(table.c.prescription == key.prescription.value, table.c.issue == key.issue)


def _row(held: Dispensing, place: int, line: SuppliedLine) -> dict[str, object]:
    supply = line.supply
    return {
        "prescription": held.key.prescription.value,
        "issue": held.key.issue,
        "place": place,
        "patient": held.patient.value if held.patient else "",
        "at": supply.at.isoformat(),
        "moment": moment_text(supply.at),
        "name": line.name,
        "code": line.code.value if line.code else None,
        "directions": line.directions,
        "part": line.part,
        "quantity": str(supply.quantity.value),
        "so_far": str(line.so_far),
        "unit": supply.quantity.unit,
        "product": supply.product,
        "said": supply.said,
    }


def moment_text(at: datetime) -> str:
    """In one zone, so that texts sort as moments do."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def supplies_to(connection: Connection, patient: PatientId) -> Sequence[PastSupply]:
    """All that this patient was supplied with, newest first."""
    rows = connection.execute(
        select(table.c.at, table.c.product, table.c.quantity, table.c.unit, table.c.said)
        .where(table.c.patient == patient.value)
        .order_by(table.c.moment.desc(), table.c.prescription, table.c.issue, table.c.place)
    )
    return [
        PastSupply(datetime.fromisoformat(at), product, Quantity(Decimal(quantity), unit), said)
        for at, product, quantity, unit, said in rows
    ]


def _newest_of_each() -> Select[Any]:
    """Built once: it is asked for every line of the worklist. Grouping and finding the newest again takes a fifth of
    the time of numbering every supply.
    """
    asked = and_(
        table.c.patient == bindparam("whose"),
        table.c.moment >= bindparam("since"),
        or_(table.c.prescription != bindparam("besides"), table.c.issue != bindparam("nor_issue")),
    )
    alike = (table.c.name, table.c.directions)
    times = func.sum(case((table.c.part == 0, 1), else_=0))
    each = select(*alike, func.max(table.c.moment).label("newest"), times.label("times")).where(asked)
    found = each.group_by(*alike).subquery()
    names = ("prescription", "issue", "at", "name", "code", "directions", "so_far", "unit")
    return (
        select(*(table.c[name] for name in names), found.c.times)
        .join(
            found,
            and_(
                table.c.moment == found.c.newest,
                table.c.name == found.c.name,
                table.c.directions == found.c.directions,
            ),
        )
        .where(asked)
        .order_by(table.c.moment.desc(), table.c.name, table.c.prescription, table.c.issue, table.c.place)
    )


_NEWEST_OF_EACH = _newest_of_each()


def medicines_of(
    connection: Connection, patient: PatientId, since: datetime, besides: IssueKey
) -> Sequence[PastMedicine]:
    """What went out to this patient since then on other issues, each medicine and way of taking it once."""
    asked = {
        "whose": patient.value,
        "since": moment_text(since),
        "besides": besides.prescription.value,
        "nor_issue": besides.issue,
    }
    # Of two supplies of one moment the last counts.
    newest = {(row.name, row.directions): row for row in connection.execute(_NEWEST_OF_EACH, asked)}
    return [
        PastMedicine(
            key=IssueKey(PrescriptionId(row.prescription), row.issue),
            name=row.name,
            code=SnomedCode(row.code) if row.code else None,
            directions=row.directions,
            quantity=Quantity(Decimal(row.so_far), row.unit),
            at=datetime.fromisoformat(row.at),
            times=max(1, int(row.times)),
        )
        for row in newest.values()
    ]
