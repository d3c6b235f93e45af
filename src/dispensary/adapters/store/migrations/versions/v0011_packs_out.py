"""Which packs went to whom, filled from the dispensings that are there; and what else the bench keeps."""

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from alembic import op
from sqlalchemy import Column, Connection, text

from dispensary.adapters.store.columns import String
from dispensary.adapters.store.migrations.tables import t0011

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    connection = op.get_bind()
    t0011.metadata.create_all(connection)
    op.add_column("dispensing", Column("basket", String(10)))
    op.create_index("ix_dispensing_basket", "dispensing", ["basket"])
    for page in _pages(connection):
        made = [row for held in page for row in _packs(held)]
        if made:
            connection.execute(t0011.supplied_pack.insert(), made)


PAGE = 500
"""Ten years of documents are gigabytes: they are never all in memory."""
_NEXT = text(
    "SELECT prescription, issue, patient, document FROM dispensing"
    " WHERE (prescription, issue) > (:prescription, :issue) ORDER BY prescription, issue LIMIT :page"
)


def _pages(connection: Connection) -> Iterator[Sequence[Any]]:
    at = {"prescription": "", "issue": -1}
    while page := connection.execute(_NEXT, {**at, "page": PAGE}).all():
        yield page
        at = {"prescription": page[-1].prescription, "issue": page[-1].issue}


def _packs(held: Any) -> Iterator[dict[str, object]]:
    document = json.loads(held.document)
    supplies = (supply for work in document["items"] for supply in work.get("supplies", ()))
    packs = ((supply, pack) for supply in supplies for pack in supply.get("packs", ()))
    for place, (supply, pack) in enumerate(packs):
        at = datetime.fromisoformat(supply["at"])
        codes = [code["value"] for code in pack.get("packs", ())]
        quantity = pack.get("quantity")
        amount = pack.get("part") or (quantity["value"] if quantity else None)
        yield {
            "gtin": pack["gtin"]["value"] if pack.get("gtin") else "",
            "batch": "".join((pack.get("batch") or "").split()).upper(),
            "moment": at.astimezone(UTC).isoformat(timespec="microseconds"),
            "prescription": held.prescription,
            "issue": held.issue,
            "place": place,
            "patient": held.patient or "",
            "at": supply["at"],
            "pack": codes[0] if codes else "",
            "packs": " ".join(codes),
            "expiry": pack.get("expiry"),
            "product": supply["product"]["name"],
            "amount": f"{amount} {quantity['unit'] if quantity else ''}".strip() if amount is not None else "",
        }


def downgrade() -> None:
    op.drop_index("ix_dispensing_basket", "dispensing")
    op.drop_column("dispensing", "basket")
    t0011.metadata.drop_all(op.get_bind())
