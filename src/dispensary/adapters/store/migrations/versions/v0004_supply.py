"""The table of what has gone out, filled from the dispensings that are there."""

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from alembic import op
from sqlalchemy import Connection, text

from dispensary.adapters.store.migrations.tables import t0004

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    connection = op.get_bind()
    t0004.metadata.create_all(connection)
    for page in _pages(connection):
        made = [row for held in page for row in _supplies(held)]
        if made:
            connection.execute(t0004.supply.insert(), made)


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


def _supplies(held: Any) -> Iterator[dict[str, object]]:
    document = json.loads(held.document)
    lines = {item["item_id"]["value"]: item for item in document["prescription"]["items"]}
    place = 0
    for work in document["items"]:
        line = lines[work["item_id"]["value"]]
        so_far = Decimal(0)
        for part, supply in enumerate(work.get("supplies", ())):
            so_far += Decimal(supply["quantity"]["value"])
            at = datetime.fromisoformat(supply["at"])
            yield {
                "prescription": held.prescription,
                "issue": held.issue,
                "place": place,
                "patient": held.patient or "",
                "at": supply["at"],
                "moment": at.astimezone(UTC).isoformat(timespec="microseconds"),
                "name": line["name"],
                "code": line["code"]["value"] if line["code"] else None,
                "directions": work["entered_directions"] or line["dosage_text"] or "",
                "part": part,
                "quantity": supply["quantity"]["value"],
                "so_far": str(so_far),
                "unit": supply["quantity"]["unit"],
                "product": supply["product"]["name"],
                "said": supply["directions"],
            }
            place += 1


def downgrade() -> None:
    t0004.metadata.drop_all(op.get_bind())
