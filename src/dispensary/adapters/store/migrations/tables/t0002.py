"""The journal's tables as they stood in 0002. A copy on purpose: a migration must not change when the model does."""

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, MetaData, Table

from dispensary.adapters.store.body_column import in_body
from dispensary.adapters.store.columns import BodyText, String, Text

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

metadata = MetaData(naming_convention=NAMES)

Serial = BigInteger().with_variant(Integer(), "sqlite")

journal = Table(
    "journal",
    metadata,
    Column("workstation", String(40), primary_key=True),
    Column("sequence", BigInteger, primary_key=True, autoincrement=False),
    Column("digest", String(64), nullable=False),
    Column("body", Text, nullable=False),
    Column("at", BodyText, in_body("at"), index=True),
    Column("kind", BodyText, in_body("kind")),
    Column("actor", BodyText, in_body("actor")),
    Column("prescription", BodyText, in_body("subject", "prescription"), index=True),
    Column("patient", BodyText, in_body("subject", "patient"), index=True),
    Column("product", BodyText, in_body("subject", "product"), index=True),
    Column("batch", BodyText, in_body("detail", "batch"), index=True),
    Index("ix_journal_actor_at", "actor", "at"),
    Index("ix_journal_kind_at", "kind", "at"),
)

journal_head = Table(
    "journal_head",
    metadata,
    Column("workstation", String(40), primary_key=True),
    Column("sequence", BigInteger, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("at", String(40), nullable=False),
    Column("fingerprint", String(32), nullable=False),
    Column("seal", LargeBinary, nullable=False),
)

checkpoint = Table(
    "checkpoint",
    metadata,
    Column("id", Serial, primary_key=True, autoincrement=True),
    Column("workstation", String(40), nullable=False, index=True),
    Column("first", BigInteger, nullable=False),
    Column("sequence", BigInteger, nullable=False),
    Column("previous", String(64), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("block", String(64), nullable=False),
    Column("at", String(40), nullable=False),
    Column("fingerprint", String(32), nullable=False),
    Column("seal", LargeBinary, nullable=False),
)

workstation_key = Table(
    "workstation_key",
    metadata,
    Column("workstation", String(40), primary_key=True),
    Column("fingerprint", String(32), primary_key=True),
    Column("public_key", LargeBinary, nullable=False),
    Column("since", String(40), nullable=False),
)
