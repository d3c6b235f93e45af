"""The table of packs that have gone out: written with the dispensing that it follows from, read without it."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, delete, insert, or_, select

from dispensary.adapters.store import model
from dispensary.adapters.store.supplies import moment_text
from dispensary.domain.dispensing import Dispensing
from dispensary.domain.identifiers import Gtin, IssueKey, PatientId, PrescriptionId, SnomedCode
from dispensary.domain.packs_out import PackOut, PacksSought, packs_out

table = model.supplied_pack


def keep_packs(connection: Connection, held: Dispensing) -> None:
    """Writes what that dispensing has sent out, in the place of what stood there."""
    made = packs_out(held)
    if not made:
        return
    connection.execute(
        delete(table).where(table.c.prescription == held.key.prescription.value, table.c.issue == held.key.issue)
    )
    connection.execute(insert(table), [_row(place, pack) for place, pack in enumerate(made)])


def _row(place: int, pack: PackOut) -> dict[str, object]:
    assert pack.at is not None, "only what has gone out stands in the table"
    return {
        "gtin": pack.gtin.value if pack.gtin else "",
        "batch": pack.batch or "",
        "moment": moment_text(pack.at),
        "prescription": pack.key.prescription.value,
        "issue": pack.key.issue,
        "place": place,
        "patient": pack.patient.value if pack.patient else "",
        "at": pack.at.isoformat(),
        "pack": pack.packs[0].value if pack.packs else "",
        "packs": " ".join(code.value for code in pack.packs),
        "expiry": pack.expiry.isoformat() if pack.expiry else None,
        "product": pack.product,
        "amount": pack.amount,
    }


def find_packs(connection: Connection, sought: PacksSought) -> Sequence[PackOut]:
    """Newest first. A batch that is sought finds the packs without one too: nobody can say that they are not of it."""
    named = [part for part in (_one_of("gtin", [gtin.value for gtin in sought.gtins]),
                               _one_of("pack", [code.value for code in sought.packs])) if part is not None]  # fmt: skip
    if not named:
        return []
    asked = [or_(*named)]
    if sought.batches:
        asked.append(table.c.batch.in_(["", *sorted(sought.batches)]))
    # A day's slack, for a moment is kept in one zone and a day is of another; the rest is decided by the moment itself.
    if sought.since is not None:
        asked.append(table.c.moment >= (sought.since - timedelta(days=1)).isoformat())
    if sought.until is not None:
        asked.append(table.c.moment < (sought.until + timedelta(days=2)).isoformat())
    rows = connection.execute(select(table).where(and_(*asked)).order_by(table.c.moment.desc(), table.c.place))
    return [pack for pack in map(_pack, rows) if pack.at is not None and sought.on(pack.at.date())]


def _one_of(column: str, values: Collection[str]) -> ColumnElement[bool] | None:
    return table.c[column].in_(sorted(values)) if values else None


def _pack(row: Row[Any]) -> PackOut:
    return PackOut(
        key=IssueKey(PrescriptionId(row.prescription), row.issue),
        patient=PatientId(row.patient) if row.patient else None,
        at=datetime.fromisoformat(row.at),
        gtin=Gtin(row.gtin) if row.gtin else None,
        packs=tuple(map(SnomedCode, row.packs.split())),
        batch=row.batch or None,
        expiry=date.fromisoformat(row.expiry) if row.expiry else None,
        product=row.product,
        amount=row.amount,
    )
