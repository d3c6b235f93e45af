"""The tables: one model for SQLCipher and PostgreSQL.

An aggregate is kept whole as a JSON document beside the columns that people look things up by. Whoever changes a domain
type writes a migration for the documents that hold it.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    UniqueConstraint,
)

from dispensary.adapters.store.body_column import in_body
from dispensary.adapters.store.columns import BodyText, String, Text

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

metadata = MetaData(naming_convention=NAMES)

Serial = BigInteger().with_variant(Integer(), "sqlite")

setting = Table(
    "setting", metadata, Column("name", String(40), primary_key=True), Column("document", Text, nullable=False)
)

counter = Table(
    "counter", metadata, Column("series", String(40), primary_key=True), Column("value", BigInteger, nullable=False)
)

patient = Table(
    "patient",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("nhs_number", String(10), index=True),
    Column("name", Text, nullable=False),
    Column("sought", Text, nullable=False),
    Column("birth_date", String(10)),
    Column("version", Integer, nullable=False),
    Column("document", Text, nullable=False),
)

dispensing = Table(
    "dispensing",
    metadata,
    Column("prescription", String(40), primary_key=True),
    Column("issue", Integer, primary_key=True),
    Column("patient", String(40), index=True),
    Column("stage", String(30), nullable=False),
    Column("open", Boolean, nullable=False, index=True),
    Column("received_at", String(40), nullable=False),
    Column("bag", String(20), index=True),
    Column("basket", String(10), index=True),
    Column("version", Integer, nullable=False),
    Column("document", Text, nullable=False),
)

supply = Table(
    "supply",
    metadata,
    Column("patient", String(40), primary_key=True),
    Column("moment", String(40), primary_key=True),
    Column("prescription", String(40), primary_key=True),
    Column("issue", Integer, primary_key=True, autoincrement=False),
    Column("place", Integer, primary_key=True, autoincrement=False),
    Column("at", String(40), nullable=False),
    Column("name", Text, nullable=False),
    Column("code", String(20)),
    Column("directions", Text, nullable=False),
    Column("part", Integer, nullable=False),
    Column("quantity", String(40), nullable=False),
    Column("so_far", String(40), nullable=False),
    Column("unit", Text, nullable=False),
    Column("product", Text, nullable=False),
    Column("said", Text, nullable=False),
    Index("ix_supply_prescription_issue", "prescription", "issue"),
    sqlite_with_rowid=False,  # kept in the order of its key: a person's supplies lie together
)

supplied_pack = Table(
    "supplied_pack",
    metadata,
    Column("gtin", String(14), primary_key=True),
    Column("batch", String(40), primary_key=True),
    Column("moment", String(40), primary_key=True),
    Column("prescription", String(40), primary_key=True),
    Column("issue", Integer, primary_key=True, autoincrement=False),
    Column("place", Integer, primary_key=True, autoincrement=False),
    Column("patient", String(40), nullable=False),
    Column("at", String(40), nullable=False),
    Column("pack", String(20), nullable=False),
    Column("packs", Text, nullable=False),
    Column("expiry", String(10)),
    Column("product", Text, nullable=False),
    Column("amount", Text, nullable=False),
    Index("ix_supplied_pack_prescription_issue", "prescription", "issue"),
    Index("ix_supplied_pack_pack_batch_moment", "pack", "batch", "moment"),
    sqlite_with_rowid=False,  # kept in the order of its key: the packs of one batch lie together
)

recall = Table(
    "recall",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("open", Boolean, nullable=False, index=True),
    Column("version", Integer, nullable=False),
    Column("document", Text, nullable=False),
)

near_miss = Table(
    "near_miss",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("open", Boolean, nullable=False, index=True),
    Column("version", Integer, nullable=False),
    Column("document", Text, nullable=False),
)

mapped_barcode = Table(
    "mapped_barcode",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("open", Boolean, nullable=False, index=True),
    Column("version", Integer, nullable=False),
    Column("document", Text, nullable=False),
)

label = Table(
    "label",
    metadata,
    Column("number", String(20), primary_key=True),
    Column("prescription", String(40), nullable=False),
    Column("issue", Integer, nullable=False),
)

received = Table(
    "received",
    metadata,
    Column("prescription", String(40), primary_key=True),
    Column("issue", Integer, primary_key=True),
    Column("body", LargeBinary, nullable=False),
)

staff = Table(
    "staff",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("place", Integer, nullable=False),
    Column("document", Text, nullable=False),
    Column("secret", Text, nullable=False),
    Column("failures", Integer, nullable=False, default=0),
    Column("last_failure", String(40)),
    Column("version", Integer, nullable=False, server_default="1"),
)

duty = Table(
    "duty",
    metadata,
    Column("id", Serial, primary_key=True, autoincrement=True),
    Column("person", String(40), nullable=False),
    Column("name", Text, nullable=False),
    Column("registration", String(20), nullable=False),
    Column("since", String(40), nullable=False),
    Column("until", String(40)),
)

absence = Table(
    "absence",
    metadata,
    Column("id", Serial, primary_key=True, autoincrement=True),
    Column("person", String(40), nullable=False),
    Column("name", Text, nullable=False),
    Column("day", String(10), nullable=False, index=True),
    Column("left_at", String(40), nullable=False),
    Column("returned_at", String(40)),
)

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

outbox = Table(
    "outbox",
    metadata,
    Column("sequence", Serial, primary_key=True, autoincrement=True),
    Column("id", String(40), nullable=False),
    Column("kind", String(30), nullable=False),
    Column("prescription", String(40)),
    Column("issue", Integer),
    Column("body", LargeBinary, nullable=False),
    Column("created_at", String(40), nullable=False),
    Column("state", String(10), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("next_try", String(40)),
    Column("answer", Text, nullable=False),
    UniqueConstraint("id"),
    Index("ix_outbox_state_sequence", "state", "sequence"),
)

print_job = Table(
    "print_job",
    metadata,
    Column("sequence", Serial, primary_key=True, autoincrement=True),
    Column("id", String(40), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("title", Text, nullable=False),
    Column("document", LargeBinary, nullable=False),
    Column("prescription", String(40)),
    Column("issue", Integer),
    Column("created_at", String(40), nullable=False),
    Column("state", String(10), nullable=False, index=True),
    Column("attempts", Integer, nullable=False),
    Column("problem", Text, nullable=False),
    Column("workstation", String(40)),
    Column("item", String(40)),
    Column("label", String(20)),
    Column("medicine", Text),
    Column("bag", String(20)),
    Column("leaflet", Text),
    UniqueConstraint("id"),
)

commit_mark = Table(
    "commit_mark",
    metadata,
    Column("place", String(80), primary_key=True),
    Column("mark", String(32), nullable=False),
    Column("at", BigInteger, nullable=False),
)
"""The last unit of work of each place that commits over a network: asked for where the answer to a commit was lost."""
